//! Finding what a query's parts match in an entry.

use crate::analysis::{Stemmer, Word, fold, word_spans};
use crate::query::Part;
use daybook_model::{EntityKind, Entry};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Text beyond this many bytes is not looked at.
const MAX_BYTES: usize = 1 << 20;
/// More marks than this choose no better snippets.
const MAX_MARKS: usize = 5000;

/// A stretch of text that a part of the query matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// In bytes of the text.
    pub(crate) span: Range<usize>,
    /// Which part of the query.
    pub(crate) part: usize,
}

/// Finds what a query matches in entries.
pub(crate) struct Highlighter<'a> {
    parts: &'a [Part],
    /// Parts by a stem that a match may begin with.
    by_stem: FxHashMap<&'a str, Vec<usize>>,
    /// Parts by an exact form that a match may begin with.
    by_exact: FxHashMap<&'a str, Vec<usize>>,
    /// Parts of which the first word is only begun.
    prefixes: Vec<usize>,
}

impl<'a> Highlighter<'a> {
    pub(crate) fn new(parts: &'a [Part]) -> Self {
        let mut found = Self {
            parts,
            by_stem: FxHashMap::default(),
            by_exact: FxHashMap::default(),
            prefixes: Vec::new(),
        };
        for (number, part) in parts.iter().enumerate() {
            match part {
                Part::Stems(stems) => add(&mut found.by_stem, stems.first(), number),
                Part::Exact(forms) => add(&mut found.by_exact, forms.first(), number),
                Part::AnyStem(stems) => add(&mut found.by_stem, stems, number),
                Part::AnyExact(forms) => add(&mut found.by_exact, forms, number),
                Part::Prefix { before, .. } if before.is_empty() => found.prefixes.push(number),
                Part::Prefix { before, .. } => add(&mut found.by_exact, before.first(), number),
                Part::Mentions { .. } => {}
            }
        }
        found
    }

    /// All marks, by where they begin, longer ones first.
    pub(super) fn find(&self, entry: &Entry) -> Vec<Mark> {
        let mut marks = self.mentions(entry);
        if !(self.by_stem.is_empty() && self.by_exact.is_empty() && self.prefixes.is_empty()) {
            self.find_words(&entry.text, &mut marks);
        }
        marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end, mark.part));
        marks
    }

    fn find_words(&self, text: &str, marks: &mut Vec<Mark>) {
        let words = self.words(beginning(text));
        for (at, word) in words.iter().enumerate() {
            let none = Vec::new();
            let stems = self.by_stem.get(word.stem.as_str()).unwrap_or(&none);
            let forms = self.by_exact.get(word.exact.as_str()).unwrap_or(&none);
            for part in stems.iter().chain(forms).chain(&self.prefixes) {
                if let Some(last) = last_of_match(&self.parts[*part], &words[at..]) {
                    marks.push(Mark {
                        span: word.start..last.end,
                        part: *part,
                    });
                }
            }
            if marks.len() >= MAX_MARKS {
                return;
            }
        }
    }

    /// The text's words; with stems only if a part asks for them.
    fn words(&self, text: &str) -> Vec<Word> {
        let stemmer = (!self.by_stem.is_empty()).then(Stemmer::new);
        word_spans(text)
            .into_iter()
            .map(|span| {
                let exact = fold(&text[span.clone()]);
                let stem = stemmer
                    .as_ref()
                    .map(|s| s.stem(&exact).into_owned())
                    .unwrap_or_default();
                Word {
                    start: span.start,
                    end: span.end,
                    exact,
                    stem,
                }
            })
            .collect()
    }

    fn mentions(&self, entry: &Entry) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut offsets: Vec<usize> = Vec::new();
        for (number, part) in self.parts.iter().enumerate() {
            let Part::Mentions { entity, slug } = part else {
                continue;
            };
            let named = match entity {
                EntityKind::Organisation => &entry.organisations,
                EntityKind::Person => &entry.persons,
            };
            for mention in named.iter().filter(|e| e.slug == *slug).flat_map(|e| &e.mentions) {
                if offsets.is_empty() {
                    offsets = entry
                        .text
                        .char_indices()
                        .map(|(at, _)| at)
                        .chain([entry.text.len()])
                        .collect();
                }
                if let (Some(start), Some(end)) = (offsets.get(mention.start), offsets.get(mention.end))
                    && start < end
                {
                    marks.push(Mark {
                        span: *start..*end,
                        part: number,
                    });
                }
            }
        }
        marks
    }
}

fn add<'a>(
    map: &mut FxHashMap<&'a str, Vec<usize>>,
    words: impl IntoIterator<Item = &'a String>,
    part: usize,
) {
    for word in words {
        map.entry(word).or_default().push(part);
    }
}

/// As much of a text as is looked at.
fn beginning(text: &str) -> &str {
    let end = (0..=MAX_BYTES.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or_default()]
}

/// The last word of a match that begins with the first of `words`.
fn last_of_match<'w>(part: &Part, words: &'w [Word]) -> Option<&'w Word> {
    let follows = |forms: &[String], form: fn(&Word) -> &str| {
        words.len() >= forms.len() && forms.iter().zip(words).all(|(wanted, word)| wanted == form(word))
    };
    let count = match part {
        Part::Stems(stems) => follows(stems, |word| &word.stem).then_some(stems.len())?,
        Part::Exact(forms) => follows(forms, |word| &word.exact).then_some(forms.len())?,
        Part::AnyStem(_) | Part::AnyExact(_) => 1,
        Part::Prefix { before, prefix } => {
            let begun = words
                .get(before.len())
                .is_some_and(|word| word.exact.starts_with(prefix.as_str()));
            (begun && follows(before, |word| &word.exact)).then_some(before.len() + 1)?
        }
        Part::Mentions { .. } => return None,
    };
    words.get(count.checked_sub(1)?)
}
