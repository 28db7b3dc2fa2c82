//! Entries that are like one another, and entries on the same story.

use crate::params::{bounded, numbers};
use crate::{EntryBrief, RequestError};
use daybook_model::{Entry, EntryId};
use serde::Serialize;

/// The most related entries in one answer.
pub const MAX_RELATED: usize = 100;

const DEFAULT_SIMILAR: usize = 10;
const DEFAULT_THREAD: usize = 50;

/// A question about related entries as a caller writes it, but for the entry itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RelatedParams {
    /// How many entries, 1 to 100; 10 similar ones or 50 of a thread unless said.
    pub limit: Option<u64>,
}

impl RelatedParams {
    /// The parameters' names as they stand in a URL.
    pub const NAMES: [&'static str; 1] = ["limit"];

    /// Reads decoded `name=value` pairs.
    ///
    /// # Errors
    /// An unknown name, a value that cannot be read, a name given twice.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let [limit] = numbers(Self::NAMES, pairs)?;
        Ok(Self { limit })
    }

    /// Checks a question about similar entries.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn similar(&self, id: EntryId) -> Result<SimilarRequest, RequestError> {
        let limit = bounded("limit", self.limit, DEFAULT_SIMILAR, 1, MAX_RELATED)?;
        Ok(SimilarRequest { id, limit })
    }

    /// Checks a question about a thread.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn thread(&self, id: EntryId) -> Result<ThreadRequest, RequestError> {
        let limit = bounded("limit", self.limit, DEFAULT_THREAD, 1, MAX_RELATED)?;
        Ok(ThreadRequest { id, limit })
    }
}

impl RelatedRequest {
    /// The two questions that it is made of.
    ///
    /// # Errors
    /// A limit out of range, with how to mend it.
    pub fn checked(id: EntryId, similar: u64, thread: u64) -> Result<Self, RequestError> {
        let [similar, thread] = [similar, thread].map(|limit| RelatedParams { limit: Some(limit) });
        Ok(Self {
            similar: similar.similar(id.clone())?.limit,
            thread: thread.thread(id.clone())?.limit,
            id,
        })
    }
}

/// A question about the entries most like one, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SimilarRequest {
    /// The entry.
    pub id: EntryId,
    /// How many entries, 1 to [`MAX_RELATED`].
    pub limit: usize,
}

/// A question about the entries on the same story as one, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThreadRequest {
    /// The entry.
    pub id: EntryId,
    /// How many entries, 1 to [`MAX_RELATED`]; the most similar ones are taken.
    pub limit: usize,
}

/// A question about both at once, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelatedRequest {
    /// The entry.
    pub id: EntryId,
    /// How many similar entries, 1 to [`MAX_RELATED`].
    pub similar: usize,
    /// How many entries on its story, 1 to [`MAX_RELATED`].
    pub thread: usize,
}

/// Both answers, of one generation.
#[derive(Debug, Clone)]
pub struct RelatedAnswer {
    /// The entries most like one.
    pub similar: SimilarAnswer,
    /// The entries on its story.
    pub thread: ThreadAnswer,
}

/// The entries most like one.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarAnswer {
    /// The entry asked about; never one of `entries`.
    pub of: EntryBrief,
    /// The entries that share rare words or names with it, the most similar first.
    pub entries: Vec<RelatedEntry>,
    /// Whether the time for a search was spent before all entries were seen.
    pub timed_out: bool,
    /// The generation that answered.
    pub generation: String,
}

/// The entries on the same story as one.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreadAnswer {
    /// The entry asked about; never one of `entries`.
    pub of: EntryBrief,
    /// The earlier and later entries on its story, the oldest first, undated ones last.
    pub entries: Vec<RelatedEntry>,
    /// How many entries were found on the story, of which the most similar are listed.
    pub total: u64,
    /// Whether the time for a search was spent before all entries were seen.
    pub timed_out: bool,
    /// The generation that answered.
    pub generation: String,
}

/// An entry that is related to another, and why.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RelatedEntry {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// Whether it was written before or after the one asked about.
    pub position: Position,
    /// How much of what is rare in the two they have in common: 0 nothing, 1 all of it.
    pub similarity: f32,
    /// What they have in common.
    pub shared: Shared,
}

/// Where an entry stands in time beside another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Position {
    /// Written before it.
    Earlier,
    /// Written after it.
    Later,
    /// Of the same minute, or not dated closely enough to tell.
    Uncertain,
}

impl Position {
    /// Where `entry` stands beside `other`: by the places on their page if they are on one, else by day and time.
    pub fn of(entry: &Entry, other: &Entry) -> Self {
        if entry.id.page == other.id.page {
            return Self::from_order(entry.seq.cmp(&other.seq));
        }
        let (Some((first, last)), Some((other_first, other_last))) =
            (entry.date.bounds(), other.date.bounds())
        else {
            return Self::Uncertain;
        };
        if last < other_first {
            Self::Earlier
        } else if first > other_last {
            Self::Later
        } else if first == last && other_first == other_last {
            let times = entry.effective_time().zip(other.effective_time());
            times.map_or(Self::Uncertain, |(time, other)| {
                Self::from_order(time.cmp(&other))
            })
        } else {
            Self::Uncertain
        }
    }

    fn from_order(order: std::cmp::Ordering) -> Self {
        match order {
            std::cmp::Ordering::Less => Self::Earlier,
            std::cmp::Ordering::Greater => Self::Later,
            std::cmp::Ordering::Equal => Self::Uncertain,
        }
    }
}

/// What two entries have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shared {
    /// Organisations that both name, the rarest first.
    pub organisations: Vec<SharedEntity>,
    /// Persons that both name, the rarest first.
    pub persons: Vec<SharedEntity>,
    /// Rare words of both outside such names, the rarest first, at most 10 of them.
    pub words: Vec<SharedWord>,
    /// Passages by which one points to the other; in a thread also two that join them by way of a third entry.
    pub references: Vec<SharedReference>,
}

/// An organisation or person that two entries name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedEntity {
    /// The canonical name.
    pub name: String,
    /// The name in URLs and filters.
    pub slug: String,
    /// How many entries of the archive name it.
    pub entries: u64,
}

/// A word that two entries have in some form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedWord {
    /// The word as the entry asked about prints it first, in lower case.
    pub text: String,
    /// How many entries of the archive have it in some form.
    pub entries: u64,
}

/// A passage that points to another entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedReference {
    /// The entry that has the passage.
    pub from: EntryId,
    /// The passage as printed.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn read(pairs: &[(&str, &str)]) -> Result<(usize, usize), RequestError> {
        let params = RelatedParams::from_pairs(pairs.iter().copied())?;
        let id: EntryId = "live-1/3".parse().unwrap();
        Ok((params.similar(id.clone())?.limit, params.thread(id)?.limit))
    }

    #[test]
    fn a_thread_is_longer_unless_said() {
        assert_eq!(read(&[]).unwrap(), (10, 50));
        assert_eq!(read(&[("limit", "100")]).unwrap(), (100, 100));
    }

    #[test]
    fn mistakes_name_the_parameter() {
        for (pairs, code, parameter) in [
            (&[("limit", "0")][..], ErrorCode::OutOfRange, "limit"),
            (&[("limit", "101")], ErrorCode::OutOfRange, "limit"),
            (&[("limit", "ten")], ErrorCode::InvalidParameter, "limit"),
            (
                &[("limit", "1"), ("limit", "2")],
                ErrorCode::RepeatedParameter,
                "limit",
            ),
            (&[("before", "1")], ErrorCode::UnknownParameter, "before"),
        ] {
            let error = read(pairs).unwrap_err();
            assert_eq!(
                (error.code, error.parameter.as_deref()),
                (code, Some(parameter)),
                "{error}"
            );
        }
    }
}
