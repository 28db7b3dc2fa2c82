//! Cursors: where the next page of hits begins.

use thiserror::Error;

/// The last hit of a page of hits, by the keys that order hits, and the query it belongs to.
///
/// A cursor names its generation, which answers it even when a newer one has come in, as long as it is kept: until the
/// one after that. Then a cursor of hits sorted by relevance or grouped by page is of no more use, for a score depends
/// on all entries of the index. Where hits are sorted by time a cursor of old goes on in the live generation, for its
/// keys are values, not places in an index: entries that both generations hold are neither lost nor repeated.
///
/// On the wire a cursor is hexadecimal and means nothing to a caller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor {
    /// A digest of the query, the filters and the order.
    pub query: u64,
    /// The generation that the hits are of, as [`digest_of`](Self::digest_of) has it.
    pub generation: u64,
    /// The last hit's score; 0 where hits are sorted by time.
    pub score: f32,
    /// The last hit's place in time.
    pub order: i64,
    /// What tells hits of one place in time apart.
    pub tie: u64,
}

/// The text is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the cursor is damaged: take it from `next` of the answer before, unchanged")]
pub struct CursorError;

const FORMAT: u8 = 2;
const BYTES: usize = 1 + 8 + 8 + 4 + 8 + 8 + 2;

impl Cursor {
    /// A generation's id as a number.
    pub fn digest_of(generation: &str) -> u64 {
        let digest = blake3::hash(generation.as_bytes());
        digest.as_bytes()[..8]
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The cursor as it stands in an answer.
    pub fn encode(&self) -> String {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.push(FORMAT);
        bytes.extend(self.query.to_be_bytes());
        bytes.extend(self.generation.to_be_bytes());
        bytes.extend(self.score.to_bits().to_be_bytes());
        bytes.extend(self.order.to_be_bytes());
        bytes.extend(self.tie.to_be_bytes());
        bytes.extend(check(&bytes));
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// If the text was not made by [`encode`](Self::encode).
    pub fn decode(text: &str) -> Result<Self, CursorError> {
        if text.len() != BYTES * 2 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(CursorError);
        }
        let bytes = (0..BYTES)
            .map(|i| u8::from_str_radix(&text[i * 2..i * 2 + 2], 16))
            .collect::<Result<Vec<u8>, _>>()
            .map_err(|_| CursorError)?;
        let (body, sum) = bytes.split_at(BYTES - 2);
        let (head, body) = body.split_at(1);
        if head != [FORMAT] || check(&bytes[..BYTES - 2]) != sum {
            return Err(CursorError);
        }
        let cursor = Self {
            query: u64::from_be_bytes(array(&body[..8])?),
            generation: u64::from_be_bytes(array(&body[8..16])?),
            score: f32::from_bits(u32::from_be_bytes(array(&body[16..20])?)),
            order: i64::from_be_bytes(array(&body[20..28])?),
            tie: u64::from_be_bytes(array(&body[28..36])?),
        };
        cursor.score.is_finite().then_some(cursor).ok_or(CursorError)
    }
}

fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N], CursorError> {
    bytes.try_into().map_err(|_| CursorError)
}

/// Two bytes that catch a cursor cut short or mistyped; no protection against malice is meant or needed.
fn check(bytes: &[u8]) -> [u8; 2] {
    let digest = blake3::hash(bytes);
    [digest.as_bytes()[0], digest.as_bytes()[1]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips(query: u64, generation: u64, score in -1e30f32..1e30, order: i64, tie: u64) {
            let cursor = Cursor { query, generation, score, order, tie };
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
        }

        #[test]
        fn a_changed_digit_is_noticed(query: u64, at in 0..BYTES * 2) {
            let cursor = Cursor { query, generation: 3, score: 1.5, order: 7, tie: 9 };
            let mut text = cursor.encode().into_bytes();
            text[at] = if text[at] == b'0' { b'1' } else { b'0' };
            let text = String::from_utf8(text).unwrap();
            prop_assert_ne!(Cursor::decode(&text), Ok(cursor));
        }

        #[test]
        fn any_text_is_refused_politely(text: String) {
            prop_assert!(Cursor::decode(&text).is_err());
        }
    }
}
