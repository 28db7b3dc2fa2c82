//! How somebody says that he feels: `Ada Lovelace was “delighted”`, `he is “profoundly sorry”`.

use super::reader::{Found, Reader};
use super::subject;
use super::words::{Flags, flags_of};

/// How many words say no more than a feeling.
const LONGEST: usize = 6;

/// Whose feeling the passage after `from..to` is: of the subject, where the passage begins or ends with a word for one.
pub(super) fn find(reader: &Reader<'_>, passage: usize, from: usize, to: usize) -> Option<Found> {
    let pieces = &reader.pieces;
    let words = reader.words_of(passage);
    let bare = |word: &str| flags_of(word.trim_matches(|c: char| !c.is_alphanumeric())).is(Flags::FEELING);
    let feels = words.split_whitespace().next().is_some_and(bare)
        || words.split_whitespace().last().is_some_and(bare);
    if !feels || words.split_whitespace().nth(LONGEST).is_some() {
        return None;
    }
    let is = (from..to)
        .rev()
        .take(LONGEST)
        .find(|i| !pieces.flags(*i).is(Flags::ADVERB))?;
    let short = is
        .checked_sub(1)
        .is_some_and(|he| pieces.flags(he).is(Flags::HE | Flags::SHE) && pieces.flags(is).is(Flags::OWNER));
    if !pieces.flags(is).is(Flags::BE) && !short {
        return None;
    }
    subject::before(reader, is, from).filter(|found| *found != Found::Unnamed)
}
