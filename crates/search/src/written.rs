//! Answers as they are sent, put together of entries that are JSON already.
//!
//! An engine keeps entries as they are sent, so most of an answer need not be read and written again.

use crate::{EngineError, Hit, Match, SearchAnswer};
use daybook_model::Entry;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An entry as it is sent: its JSON, an object of all its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenEntry(String);

/// A hit as it is sent.
#[derive(Debug, Clone)]
pub struct WrittenHit {
    /// The entry.
    pub entry: WrittenEntry,
    /// How it matches.
    pub found: Match,
}

/// The answer to a search as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenAnswer {
    /// JSON, the same as that of the [`SearchAnswer`].
    pub json: Vec<u8>,
    /// The generation that answered.
    pub generation: String,
    /// Whether the time for a search was spent before all matches were seen.
    pub timed_out: bool,
}

impl WrittenEntry {
    /// The JSON of an entry.
    ///
    /// # Errors
    /// None that an entry can cause.
    pub fn of(entry: &Entry) -> Result<Self, EngineError> {
        serde_json::to_string(entry).map(Self).map_err(unwritten)
    }

    /// What [`of`](Self::of) made, kept somewhere as a text. `None` if this is no JSON object; what is in it is not looked
    /// at.
    pub fn kept(json: String) -> Option<Self> {
        (json.starts_with("{\"") && json.ends_with('}')).then_some(Self(json))
    }

    /// The JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The entry.
    ///
    /// # Errors
    /// If what was kept is no entry.
    pub fn read(&self) -> Result<Entry, EngineError> {
        self.read_some()
    }

    /// Some of the entry's fields: those that `T` has.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_some<T: DeserializeOwned>(&self) -> Result<T, EngineError> {
        serde_json::from_str(&self.0).map_err(|error| EngineError::Internal {
            action: "read an entry",
            source: error.into(),
        })
    }
}

impl AsRef<[u8]> for WrittenEntry {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl WrittenHit {
    /// A hit as it is sent.
    ///
    /// # Errors
    /// None that a hit can cause.
    pub fn of(hit: &Hit) -> Result<Self, EngineError> {
        Ok(Self {
            entry: WrittenEntry::of(&hit.entry)?,
            found: hit.found.clone(),
        })
    }

    /// The hit.
    ///
    /// # Errors
    /// If what was kept of the entry is none.
    pub fn read(self) -> Result<Hit, EngineError> {
        Ok(Hit {
            entry: self.entry.read()?,
            found: self.found,
        })
    }

    /// Appends it as JSON, in one line.
    ///
    /// # Errors
    /// None that a hit can cause.
    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), EngineError> {
        let entry = self.entry.as_str();
        out.extend_from_slice(entry.strip_suffix('}').unwrap_or(entry).as_bytes());
        // The two objects become one: where the second is opened, a comma.
        let joint = out.len();
        append(out, &self.found)?;
        out[joint] = b',';
        Ok(())
    }
}

impl WrittenAnswer {
    /// An answer as it is sent.
    ///
    /// # Errors
    /// None that an answer can cause.
    pub fn of(answer: &SearchAnswer) -> Result<Self, EngineError> {
        let json = serde_json::to_vec(answer).map_err(unwritten)?;
        Ok(Self::with(answer, json))
    }

    /// An answer as it is sent, with these hits instead of its own.
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn with_hits(answer: &SearchAnswer, hits: &[WrittenHit]) -> Result<Self, EngineError> {
        // Field by field, so that none is forgotten when one is added.
        let SearchAnswer {
            understood,
            total,
            unit,
            total_pages,
            hits: _,
            facets,
            next,
            took_us,
            did_you_mean,
            timed_out,
            generation,
        } = answer;
        let long = hits.iter().map(|hit| hit.entry.as_str().len() + ROOM_BESIDE);
        let mut object = Object(Vec::with_capacity(long.sum::<usize>() + ROOM_BESIDE));
        object.field("understood", understood)?;
        object.field("total", total)?;
        object.field("unit", unit)?;
        if let Some(total_pages) = total_pages {
            object.field("total_pages", total_pages)?;
        }
        object.hits(hits)?;
        object.field("facets", facets)?;
        object.field("next", next)?;
        object.field("took_us", took_us)?;
        object.field("did_you_mean", did_you_mean)?;
        object.field("timed_out", timed_out)?;
        object.field("generation", generation)?;
        Ok(Self::with(answer, object.close()))
    }

    fn with(answer: &SearchAnswer, json: Vec<u8>) -> Self {
        Self {
            json,
            generation: answer.generation.clone(),
            timed_out: answer.timed_out,
        }
    }
}

/// Room for what is sent of a hit beside its entry, and of an answer beside its hits and facets, in bytes.
const ROOM_BESIDE: usize = 256;

/// A JSON object that is being written.
struct Object(Vec<u8>);

impl Object {
    fn name(&mut self, name: &str) -> Result<(), EngineError> {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        append(&mut self.0, name)?;
        self.0.push(b':');
        Ok(())
    }

    fn field(&mut self, name: &str, value: &impl Serialize) -> Result<(), EngineError> {
        self.name(name)?;
        append(&mut self.0, value)
    }

    fn hits(&mut self, hits: &[WrittenHit]) -> Result<(), EngineError> {
        self.name("hits")?;
        self.0.push(b'[');
        for (place, hit) in hits.iter().enumerate() {
            if place > 0 {
                self.0.push(b',');
            }
            hit.write(&mut self.0)?;
        }
        self.0.push(b']');
        Ok(())
    }

    fn close(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }
}

fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), EngineError> {
    serde_json::to_writer(out, value).map_err(unwritten)
}

fn unwritten(error: serde_json::Error) -> EngineError {
    EngineError::Internal {
        action: "write an answer",
        source: error.into(),
    }
}

#[cfg(test)]
mod tests;
