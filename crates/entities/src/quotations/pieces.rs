//! An entry as the rules of attribution see it: words, marks, names and passages, each of the latter two as one piece.

use super::marks::Passage;
use super::words::{Flags, flags_of};
use daybook_model::is_apostrophe;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or number.
    Word,
    /// Any other character.
    Mark(char),
    /// A person, by its place among the names.
    Person(usize),
    /// An organisation, by its place among the names.
    Organisation(usize),
    /// A passage, by its place among the passages.
    Passage(usize),
}

/// A piece of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends, in bytes, exclusive.
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) flags: Flags,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
}

/// A mention, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) is_person: bool,
    /// Its place among the entry's organisations or persons.
    pub(super) entity: usize,
    /// Its place among the entity's mentions.
    pub(super) mention: usize,
}

/// An entry in pieces.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    pub(super) text: &'a str,
    pub(super) all: Vec<Piece>,
    /// Where each passage stands among the pieces.
    pub(super) of_passages: Vec<usize>,
    /// The first piece of each sentence.
    sentences: Vec<usize>,
}

/// Words before a full stop that ends no sentence.
const ABBREVIATIONS: [&str; 14] = [
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "vs", "Cllr", "Rev", "Hon", "Lt", "Col", "Capt",
];

impl<'a> Pieces<'a> {
    /// Cuts an entry. Names are in order; those inside passages are left out.
    pub(super) fn cut(text: &'a str, names: &[Name], passages: &[Passage]) -> Self {
        let mut cutter = Cutter {
            text,
            all: Vec::with_capacity(text.len() / 5),
            sentence: 0,
            paragraph: 0,
        };
        let mut of_passages = Vec::with_capacity(passages.len());
        let (mut name, mut passage, mut at) = (0, 0, 0);
        while at < text.len() {
            while names.get(name).is_some_and(|n| n.start < at || n.start >= n.end) {
                name += 1;
            }
            if let Some(next) = passages.get(passage).filter(|p| p.outer_start == at) {
                of_passages.push(cutter.all.len());
                cutter.push(at, next.outer_end, Kind::Passage(passage), Flags::NONE);
                let last = text[..next.end].chars().next_back();
                at = next.outer_end;
                passage += 1;
                if last.is_some_and(|c| matches!(c, '.' | '?' | '!' | '…')) {
                    cutter.end_sentence(at);
                }
            } else if let Some(n) = names.get(name).filter(|n| n.start == at) {
                let kind = if n.is_person {
                    Kind::Person(name)
                } else {
                    Kind::Organisation(name)
                };
                cutter.push(at, n.end, kind, Flags::NONE);
                at = n.end;
            } else {
                let until = names.get(name).map_or(text.len(), |n| n.start);
                let until = until.min(passages.get(passage).map_or(text.len(), |p| p.outer_start));
                at = cutter.step(at, until);
            }
        }
        cutter.join_particles();
        let mut sentences = Vec::with_capacity(cutter.sentence + 1);
        for (place, piece) in cutter.all.iter().enumerate() {
            while sentences.len() <= piece.sentence {
                sentences.push(place);
            }
        }
        Self {
            text,
            all: cutter.all,
            of_passages,
            sentences,
        }
    }

    /// The piece as printed; empty beyond the ends.
    pub(super) fn printed(&self, i: usize) -> &'a str {
        self.all
            .get(i)
            .map_or("", |piece| &self.text[piece.start..piece.end])
    }

    /// What the word can be; nothing beyond the ends.
    pub(super) fn flags(&self, i: usize) -> Flags {
        self.all.get(i).map_or(Flags::NONE, |piece| piece.flags)
    }

    /// What the piece is; a blank beyond the ends.
    pub(super) fn kind(&self, i: usize) -> Kind {
        self.all.get(i).map_or(Kind::Mark(' '), |piece| piece.kind)
    }

    /// Is it this mark?
    pub(super) fn is_mark(&self, i: usize, mark: char) -> bool {
        self.kind(i) == Kind::Mark(mark)
    }

    /// Is it a dash that parts clauses?
    pub(super) fn is_dash(&self, i: usize) -> bool {
        matches!(self.kind(i), Kind::Mark('–' | '—' | '-'))
    }

    /// The sentence of a piece; beyond the end, one that there is not.
    pub(super) fn sentence(&self, i: usize) -> usize {
        self.all.get(i).map_or(usize::MAX, |piece| piece.sentence)
    }

    /// The first piece of the sentence that the piece stands in.
    pub(super) fn sentence_start(&self, i: usize) -> usize {
        self.sentences.get(self.sentence(i)).copied().unwrap_or(i)
    }

    /// The first piece after the sentence that the piece stands in.
    pub(super) fn sentence_end(&self, i: usize) -> usize {
        let next = self.sentence(i).saturating_add(1);
        self.sentences.get(next).copied().unwrap_or(self.all.len())
    }
}

struct Cutter<'a> {
    text: &'a str,
    all: Vec<Piece>,
    sentence: usize,
    paragraph: usize,
}

impl Cutter<'_> {
    /// Lets the particle of a verb of saying of two words carry its meaning: in `she went on: “...”` the verb is `on`.
    fn join_particles(&mut self) {
        for i in 1..self.all.len() {
            let [Some(verb), Some(particle)] = [self.all.get(i - 1), self.all.get(i)] else {
                break;
            };
            if verb.kind != Kind::Word || particle.kind != Kind::Word || verb.sentence != particle.sentence {
                continue;
            }
            let [verb, particle] = [verb, particle].map(|piece| &self.text[piece.start..piece.end]);
            let ends = self.all.get(i + 1).is_none_or(|next| next.kind != Kind::Word);
            let hands_over = match (verb, particle) {
                ("goes" | "went", "on") | ("hits" | "hit", "back") | ("chips" | "chipped", "in") => ends,
                ("points" | "pointed", "out") => true,
                _ => false,
            };
            if hands_over && let Some([verb, particle]) = self.all.get_mut(i - 1..=i) {
                verb.flags = Flags::ADVERB | Flags::AUX;
                particle.flags = Flags::SAY;
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, flags: Flags) {
        self.all.push(Piece {
            start,
            end,
            kind,
            flags,
            sentence: self.sentence,
            paragraph: self.paragraph,
        });
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Takes a word, a mark or a blank at `at`, which is before `until`.
    fn step(&mut self, at: usize, until: usize) -> usize {
        let Some(c) = self.char_at(at) else {
            return self.text.len();
        };
        let next = at + c.len_utf8();
        if c == '\n' {
            let opened = self
                .all
                .last()
                .is_some_and(|piece| piece.sentence == self.sentence);
            self.sentence += usize::from(opened);
            self.paragraph += usize::from(self.all.last().is_some_and(|p| p.paragraph == self.paragraph));
            return next;
        }
        if c.is_whitespace() {
            return next;
        }
        let owns = is_apostrophe(c) && matches!(self.char_at(next), Some('s' | 'S'));
        if owns && !self.char_at(next + 1).is_some_and(char::is_alphanumeric) {
            self.push(at, next + 1, Kind::Word, Flags::OWNER);
            return next + 1;
        }
        if is_apostrophe(c) && self.all.last().is_some_and(|piece| piece.end == at) {
            self.push(at, next, Kind::Word, Flags::OWNER);
            return next;
        }
        if c.is_alphanumeric() || c == '@' {
            let end = self.end_of_word(next, until);
            let flags = flags_of(&self.text[at..end]);
            self.push(at, end, Kind::Word, flags);
            return end;
        }
        self.push(at, next, Kind::Mark(c), Flags::NONE);
        if matches!(c, '.' | '?' | '!') && !self.abbreviates(at) {
            self.end_sentence(next);
        }
        next
    }

    fn end_of_word(&self, mut at: usize, until: usize) -> usize {
        while at < until
            && let Some(c) = self.char_at(at)
        {
            let after = at + c.len_utf8();
            let inside = is_apostrophe(c) || matches!(c, '-' | '_' | '.' | ':');
            let follows = self.char_at(after);
            let owner = matches!(follows, Some('s' | 'S'))
                && self.char_at(after + 1).is_none_or(|c| !c.is_alphanumeric());
            let joins = match c {
                '.' | ':' => follows.is_some_and(|c| c.is_ascii_digit()),
                '-' | '_' => follows.is_some_and(char::is_alphanumeric),
                _ => follows.is_some_and(char::is_alphabetic) && !owner,
            };
            let goes_on = c.is_alphanumeric() || inside && after < until && joins;
            if !goes_on {
                break;
            }
            at = after;
        }
        at
    }

    /// Whether the full stop at `at` ends an abbreviation.
    fn abbreviates(&self, at: usize) -> bool {
        let word = self
            .all
            .iter()
            .rev()
            .nth(1)
            .filter(|piece| piece.end == at && piece.kind == Kind::Word);
        word.is_some_and(|word| {
            let word = &self.text[word.start..word.end];
            word.chars().count() == 1 && word.chars().all(char::is_uppercase) || ABBREVIATIONS.contains(&word)
        })
    }

    /// Ends the sentence if what follows begins another.
    fn end_sentence(&mut self, at: usize) {
        let rest = self.text[at..].trim_start_matches([' ', '\u{a0}', ')']);
        let begins = rest.chars().next().is_none_or(|c| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '“' | '"' | '‘' | '\'' | '@' | '•' | '(' | '\n')
        });
        if begins {
            self.sentence += 1;
        }
    }
}
