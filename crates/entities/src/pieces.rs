//! Entries that are too long to be read at one go.
//!
//! Some rules hold every name of a text against every other, which an entry of a few thousand words never feels. A page
//! without a single line break is an entry of any length; it is read in pieces, as if each were an entry of its own, so
//! that the time grows with its length and no faster.

use crate::EntryNames;
use daybook_model::NamedEntity;
use rustc_hash::FxHashMap;

/// Bytes of a piece: more than any entry that a person wrote, few enough to be read at once.
const PIECE: usize = 64 * 1024;

/// Texts cut into pieces.
pub(crate) struct Pieces<'a> {
    pub(crate) texts: Vec<&'a str>,
    /// For each entry how many pieces it was cut into.
    counts: Vec<usize>,
}

impl<'a> Pieces<'a> {
    /// The entries cut up; none if no entry is so long.
    pub(crate) fn cut(entries: &[&'a str]) -> Option<Self> {
        if entries.iter().all(|entry| entry.len() <= PIECE) {
            return None;
        }
        let mut pieces = Self {
            texts: Vec::with_capacity(entries.len() + 1),
            counts: Vec::with_capacity(entries.len()),
        };
        for entry in entries {
            let before = pieces.texts.len();
            let mut rest = *entry;
            while rest.len() > PIECE {
                let (piece, after) = rest.split_at(end_of_piece(rest));
                pieces.texts.push(piece);
                rest = after;
            }
            pieces.texts.push(rest);
            pieces.counts.push(pieces.texts.len() - before);
        }
        Some(pieces)
    }

    /// The names of each entry from those of its pieces.
    pub(crate) fn joined(&self, names: Vec<EntryNames>) -> Vec<EntryNames> {
        let mut of_pieces = self.texts.iter().zip(names);
        self.counts
            .iter()
            .map(|count| {
                let mut whole = EntryNames::default();
                let (mut organisations, mut persons) = (FxHashMap::default(), FxHashMap::default());
                let mut scalars = 0;
                for (text, names) in of_pieces.by_ref().take(*count) {
                    add(
                        &mut whole.organisations,
                        &mut organisations,
                        names.organisations,
                        scalars,
                    );
                    add(&mut whole.persons, &mut persons, names.persons, scalars);
                    scalars += text.chars().count();
                }
                whole
            })
            .collect()
    }
}

/// Where the first piece of a longer text ends: after a line, else a sentence, else a word, else a character.
fn end_of_piece(text: &str) -> usize {
    let limit = (1..=PIECE)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len());
    let window = &text[..limit];
    // In its second half, or a piece might be empty.
    let half = limit / 2;
    let after = |mark: &str| {
        window
            .rfind(mark)
            .map(|at| at + mark.len())
            .filter(|end| *end > half)
    };
    after("\n")
        .or_else(|| after(". "))
        .or_else(|| after(" "))
        .unwrap_or(limit)
}

/// Adds the entities of a piece that begins after so many scalar values.
fn add(
    whole: &mut Vec<NamedEntity>,
    places: &mut FxHashMap<String, usize>,
    piece: Vec<NamedEntity>,
    scalars: usize,
) {
    for mut entity in piece {
        for mention in &mut entity.mentions {
            mention.start += scalars;
            mention.end += scalars;
        }
        match places.get(&entity.slug) {
            Some(at) => whole[*at].mentions.append(&mut entity.mentions),
            None => {
                places.insert(entity.slug.clone(), whole.len());
                whole.push(entity);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_entries_are_left_alone() {
        assert!(Pieces::cut(&["Short.", ""]).is_none());
    }

    #[test]
    fn a_piece_ends_where_a_sentence_does() {
        let text = "The board met – at last. ".repeat(6000);
        let pieces = Pieces::cut(&["First.", &text, ""]).unwrap();
        assert_eq!(pieces.texts.concat(), format!("First.{text}"));
        assert_eq!(pieces.counts.first(), Some(&1));
        assert_eq!(pieces.counts.last(), Some(&1));
        let inner = &pieces.texts[1..pieces.texts.len() - 1];
        assert!(inner.iter().all(|piece| piece.ends_with(". ")));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn nothing_is_lost(letter in "[a –\n.]{1,3}", times in 1usize..90_000) {
            let text = letter.repeat(times);
            if let Some(pieces) = Pieces::cut(&[&text]) {
                prop_assert!(pieces.texts.iter().all(|piece| piece.len() <= PIECE && !piece.is_empty()));
                prop_assert_eq!(pieces.texts.concat(), text);
            }
        }
    }
}
