//! Misprints of the gazetteer's names of organisations: `Harbour Lmaps Commission`, `Lampligther`.
//!
//! One word of a name may be a slip away, by a letter or by two that changed places, if all its other words are right.
//! So a name is kept once for each of its words, under the words that are left without it, and looking a text up takes
//! no search: of a run of words only the one that nobody knows is left out. A name of one long word is kept under the
//! words that are left when any one of its letters is struck out (a deletion neighbourhood, as in Garbe's SymSpell).
//!
//! A slip is told from another name by what stays right: the first letter does, an `s` at the end is no slip but a
//! plural, and beside nothing but everyday words of organisations (`... Hospital`) a slip of two that changed places
//! counts, or one in a long word.

use crate::lexicon::Classes;
use crate::persons::nickname::is_slip;
use crate::text::{Shape, TokenKind, TokenisedText};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Words with a slip in them have at least so many letters, as the list has them.
const SHORTEST: usize = 5;
/// So many where nothing else is telling, or where the word stands alone.
const LONG: usize = 8;
/// Names have at most so many words.
const MOST_WORDS: usize = 7;

/// Names by what is left of them without a word or a letter.
#[derive(Debug, Default)]
pub(crate) struct Misprints {
    /// Sorted by key.
    names: Vec<Entry>,
    /// The first of each key.
    first: FxHashMap<u64, u32>,
    /// A bit for each key by its highest bits: most words that nobody knows are near no name, and this is soon asked.
    some: Vec<u64>,
}

/// So many bits of a key choose its bit in [`Misprints::some`]: 128 KiB in all.
const CHOOSING: u32 = 20;

fn bit(key: u64) -> (usize, u64) {
    let bit = key >> (64 - CHOOSING);
    ((bit / 64) as usize, 1 << (bit % 64))
}

#[derive(Debug)]
struct Entry {
    key: u64,
    form: u32,
    /// The word as it should be.
    word: Box<str>,
}

/// Where a misprinted name stands and which form it should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Misprint {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: u32,
}

impl Misprints {
    /// Takes in a form by its number and its words in small letters; of one word only where it stands for itself.
    pub(crate) fn add(&mut self, form: u32, words: &str, alone: bool) {
        let words: Vec<&str> = words.split_whitespace().collect();
        let mendable = |word: &str| word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase());
        let mut add = |key: u64, word: &str| {
            self.names.push(Entry {
                key,
                form,
                word: word.into(),
            });
        };
        match words.as_slice() {
            [word] if alone && mendable(word) && word.len() >= LONG => {
                add(key_of(&[], word, &[]), word);
                for left in without_a_letter(word) {
                    add(key_of(&[], &left, &[]), word);
                }
            }
            [_, ..] if (2..=MOST_WORDS).contains(&words.len()) => {
                for (i, word) in words.iter().enumerate().filter(|(_, word)| mendable(word)) {
                    add(key_of(&words[..i], "", &words[i + 1..]), word);
                }
            }
            _ => {}
        }
    }

    /// To be called when all forms are in.
    pub(crate) fn finish(&mut self) {
        self.names.sort_by_key(|entry| (entry.key, entry.form));
        self.names.shrink_to_fit();
        self.first = FxHashMap::with_capacity_and_hasher(self.names.len(), rustc_hash::FxBuildHasher);
        self.some = vec![0; 1 << (CHOOSING - 6)];
        for (place, entry) in (0u32..).zip(&self.names) {
            self.first.entry(entry.key).or_insert(place);
            let (word, bit) = bit(entry.key);
            self.some[word] |= bit;
        }
    }

    fn of_key(&self, key: u64) -> impl Iterator<Item = &Entry> {
        let (word, bit) = bit(key);
        let some = self.some.get(word).is_some_and(|bits| bits & bit != 0);
        let first = some.then(|| self.first.get(&key)).flatten();
        let first = first.map_or(self.names.len(), |place| *place as usize);
        self.names[first..]
            .iter()
            .take_while(move |entry| entry.key == key)
    }

    /// The misprinted names of a text.
    pub(crate) fn find(&self, text: &TokenisedText<'_>) -> Vec<Misprint> {
        let mut found = Vec::new();
        if self.names.is_empty() {
            return found;
        }
        for at in text.capitals() {
            if is_unknown(text, at) {
                found.extend(self.among_others(text, at));
                found.extend(self.alone(text, at));
            }
        }
        found
    }

    /// The longest name of several words of which the one at a token is misprinted.
    fn among_others(&self, text: &TokenisedText<'_>, at: usize) -> Option<Misprint> {
        let joins = |i: usize| {
            let other = Classes::GIVEN | Classes::HONORIFIC | Classes::SAYING | Classes::ACTING;
            text.kind(i) == TokenKind::Word
                && text.classes(i) != Classes::NONE
                && !text.classes(i).is(other)
                && (text.is_capitalised(i)
                    || matches!(text.word(i), "of" | "and" | "for" | "the" | "in" | "on"))
        };
        let mut first = at;
        while first > 0 && at - first < MOST_WORDS - 1 && joins(first - 1) {
            first -= 1;
        }
        let mut last = at;
        while last - at < MOST_WORDS - 1 && joins(last + 1) {
            last += 1;
        }
        let mut best: Option<Misprint> = None;
        for start in first..=at {
            for end in (at + 1..=last + 1).rev() {
                let words = end - start;
                if !(2..=MOST_WORDS).contains(&words) || best.is_some_and(|b| b.end - b.start >= words) {
                    continue;
                }
                let mut hasher = FxHasher::default();
                for i in start..end {
                    write_word(&mut hasher, if i == at { "" } else { text.word(i) });
                }
                let telling = is_telling(text, start, end, at);
                let slip = |entry: &&Entry| is_likely_slip(&entry.word, text.word(at), telling);
                if let Some(entry) = self.of_key(hasher.finish()).find(slip) {
                    let form = entry.form;
                    best = Some(Misprint { start, end, form });
                }
            }
        }
        best
    }

    /// A long word by itself.
    fn alone(&self, text: &TokenisedText<'_>, at: usize) -> Option<Misprint> {
        let word = text.word(at);
        let beside = (at > 0 && text.is_capitalised(at - 1)) || text.is_capitalised(at + 1);
        if word.len() + 1 < LONG || beside {
            return None;
        }
        // The letters of an unknown word are ASCII.
        let mut left = String::with_capacity(word.len());
        let without = (0..word.len()).map(|i| {
            left.clear();
            left.push_str(&word[..i]);
            left.push_str(&word[i + 1..]);
            key_of(&[], &left, &[])
        });
        let mut forms = std::iter::once(key_of(&[], word, &[]))
            .chain(without)
            .flat_map(|key| self.of_key(key))
            .filter(|entry| is_likely_slip(&entry.word, word, false))
            .map(|entry| entry.form);
        let form = forms.next()?;
        forms.all(|other| other == form).then_some(Misprint {
            start: at,
            end: at + 1,
            form,
        })
    }
}

/// A capitalised word that neither the rules nor the gazetteer know.
fn is_unknown(text: &TokenisedText<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    token.kind == TokenKind::Word
        && token.shape == Shape::Title
        && token.classes == Classes::NONE
        && text.word(at).len() + 1 >= SHORTEST
        && text.word(at).bytes().all(|b| b.is_ascii_lowercase())
}

/// Do the other words tell one organisation from others? Two do, or one that is not of any hospital and any council.
fn is_telling(text: &TokenisedText<'_>, start: usize, end: usize, at: usize) -> bool {
    let common =
        Classes::GENERIC | Classes::HEAD | Classes::FUNCTION | Classes::PLACE | Classes::ORGANISATION_WORD;
    let others = || (start..end).filter(|i| *i != at);
    others().filter(|i| text.is_capitalised(*i)).count() > 1 || others().any(|i| !text.classes(i).is(common))
}

fn is_likely_slip(word: &str, printed: &str, telling: bool) -> bool {
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    let transposed = word.len() == printed.len() && {
        let mut apart = word.bytes().zip(printed.bytes()).filter(|(a, b)| a != b);
        matches!((apart.next(), apart.next()), (Some((a, b)), Some((c, d))) if a == d && b == c)
    };
    word.as_bytes().first() == printed.as_bytes().first()
        && !plural(word, printed)
        && !plural(printed, word)
        && (telling || transposed || word.len() >= LONG)
        && is_slip(word, printed)
}

fn without_a_letter(word: &str) -> impl Iterator<Item = String> {
    (0..word.len())
        .filter(|i| word.is_char_boundary(*i) && word.is_char_boundary(i + 1))
        .map(|i| {
            let mut left = word.to_owned();
            left.remove(i);
            left
        })
}

fn write_word(hasher: &mut FxHasher, word: &str) {
    hasher.write(word.as_bytes());
    hasher.write_u8(b' ');
}

fn key_of(before: &[&str], word: &str, after: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in before.iter().chain([&word]).chain(after) {
        write_word(&mut hasher, word);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use crate::testing::with;
    use crate::{PageText, Recogniser};
    use std::sync::LazyLock;

    static LISTED: LazyLock<Recogniser> = LazyLock::new(|| {
        with(
            r#"
            [[organisation]]
            name = "Harbour Lamps Commission"
            kind = "regulator"
            [[organisation]]
            name = "Lanthorn Trust"
            kind = "charity"
            [[organisation]]
            name = "Thornby Hospital"
            kind = "hospital"
            [[organisation]]
            name = "Lamplighter"
            kind = "charity"
            [given_names]
            female = ["Clara"]
        "#,
        )
    });

    fn found(text: &str) -> Vec<String> {
        let page = PageText {
            entries: vec![text],
            ..PageText::default()
        };
        let names = LISTED.recognise(&page).remove(0);
        let line = |o: &daybook_model::NamedEntity| format!("{}: {}", o.name, o.mentions[0].text);
        names.organisations.iter().map(line).collect()
    }

    #[test]
    fn one_slip_in_a_name() {
        for (text, name) in [
            (
                "The Harbour Lmaps Commission met.",
                "Harbour Lamps Commission: Harbour Lmaps Commission",
            ),
            (
                "The Harbour Lamps Commision met.",
                "Harbour Lamps Commission: Harbour Lamps Commision",
            ),
            (
                "The Harbuor Lamps Commission met.",
                "Harbour Lamps Commission: Harbuor Lamps Commission",
            ),
            ("We asked the Lanthorn Turst.", "Lanthorn Trust: Lanthorn Turst"),
            ("We asked Lampligther about it.", "Lamplighter: Lampligther"),
            (
                "Staff at Thronby Hospital met.",
                "Thornby Hospital: Thronby Hospital",
            ),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn other_names_are_no_slips() {
        for text in [
            // Two slips; a plural; another first letter; a person's name; a surname beside a given name.
            "The Harbuor Lmaps affair.",
            "We saw many Lamplighters there.",
            "We asked Camplighter about it.",
            "Clara Lampligther met us.",
            "We met Lampligther Wick.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
        // One letter of a short word makes another place's hospital.
        assert_eq!(
            found("Staff at Thorney Hospital met."),
            ["Thorney Hospital: Thorney Hospital"]
        );
    }
}
