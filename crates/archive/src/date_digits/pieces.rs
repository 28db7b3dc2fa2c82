//! A name cut into numbers, words and what is between them.

use std::ops::Range;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits.
    Number,
    /// Letters, and digits of other scripts.
    Word,
}

/// A number or a word of the name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'n> {
    pub(super) kind: Kind,
    pub(super) text: &'n str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The pieces of a lower-case name, in order.
pub(super) struct Pieces<'n> {
    name: &'n str,
    list: Vec<Piece<'n>>,
}

impl<'n> Pieces<'n> {
    pub(super) fn of(name: &'n str) -> Self {
        let mut list: Vec<Piece<'n>> = Vec::new();
        for (start, c) in name.char_indices() {
            let kind = match c {
                '0'..='9' => Kind::Number,
                c if c.is_alphanumeric() => Kind::Word,
                _ => continue,
            };
            let end = start + c.len_utf8();
            match list.last_mut() {
                Some(last) if last.kind == kind && last.end == start => {
                    *last = Piece {
                        text: &name[last.start..end],
                        end,
                        ..*last
                    };
                }
                _ => list.push(Piece {
                    kind,
                    text: &name[start..end],
                    start,
                    end,
                }),
            }
        }
        Self { name, list }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Piece<'n>> {
        self.list.get(index)
    }

    /// The number at `index`, if it has so many digits.
    pub(super) fn number(&self, index: usize, digits: Range<usize>) -> Option<u32> {
        let piece = self.get(index)?;
        (piece.kind == Kind::Number && digits.contains(&piece.text.len())).then(|| piece.text.parse().ok())?
    }

    /// The word at `index`.
    pub(super) fn word(&self, index: usize) -> Option<&'n str> {
        self.get(index)
            .filter(|piece| piece.kind == Kind::Word)
            .map(|piece| piece.text)
    }

    /// What stands between this piece and the one before, or the beginning of the name.
    pub(super) fn gap_before(&self, index: usize) -> &'n str {
        let from = index
            .checked_sub(1)
            .and_then(|before| self.get(before))
            .map_or(0, |piece| piece.end);
        let to = self.get(index).map_or(self.name.len(), |piece| piece.start);
        &self.name[from..to]
    }

    /// Whether there is a piece before that this one touches.
    pub(super) fn touches_previous(&self, index: usize) -> bool {
        index > 0 && index < self.len() && self.gap_before(index).is_empty()
    }

    /// Whether a date can begin at this piece: it touches nothing, or a whole word as in `live211013`.
    pub(super) fn free_before(&self, index: usize) -> bool {
        !self.touches_previous(index)
            || (self.word(index - 1).is_some_and(like_a_word) && !self.touches_previous(index - 1))
    }

    /// Whether a date can end with this piece: it touches nothing but the `T` of `2013-05-20T12:30`.
    pub(super) fn free_after(&self, index: usize) -> bool {
        !self.touches_previous(index + 1)
            || (self.word(index + 1) == Some("t") && self.touches_previous(index + 2))
    }

    /// Whether a path's segment, or the whole name, is this piece and nothing else.
    pub(super) fn alone(&self, index: usize) -> bool {
        let (before, after) = (self.gap_before(index), self.gap_before(index + 1));
        (index == 0 || before.ends_with('/')) && (index + 1 == self.len() || after.starts_with('/'))
    }

    /// The word before this piece, touching it or with a separator between.
    pub(super) fn word_before(&self, index: usize) -> Option<&'n str> {
        self.word(index.checked_sub(1)?)
    }

    /// The words of the path's segment that the piece stands in.
    pub(super) fn words_around(&self, index: usize) -> impl Iterator<Item = &'n str> + '_ {
        let apart = |i: &usize| self.gap_before(*i).contains('/');
        let first = (0..=index).rev().find(|i| apart(i)).unwrap_or(0);
        let end = (index + 1..self.len()).find(apart).unwrap_or(self.len());
        (first..end).filter_map(|i| self.word(i))
    }
}

/// Three letters or more that are not all hexadecimal digits: digits beside them are no part of a hash.
pub(super) fn like_a_word(word: &str) -> bool {
    word.chars().count() >= 3 && !word.chars().all(|c| c.is_ascii_hexdigit())
}
