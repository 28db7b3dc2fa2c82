//! Finding what a query's parts match in an entry.

use super::Markable;
use super::words::Words;
use crate::query::Part;
use daybook_model::EntityKind;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
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
    /// The first bytes of those stems: a word begins as its stem does.
    stems_begin: [bool; 256],
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
            stems_begin: [false; 256],
            by_exact: FxHashMap::default(),
            prefixes: Vec::new(),
        };
        for (number, part) in parts.iter().enumerate() {
            match part.in_text() {
                Part::Stems(stems) => add(&mut found.by_stem, stems.first(), number),
                Part::Exact(forms) => add(&mut found.by_exact, forms.first(), number),
                Part::AnyStem(stems) => add(&mut found.by_stem, stems, number),
                Part::AnyExact(forms) => add(&mut found.by_exact, forms, number),
                Part::Prefix { before, .. } if before.is_empty() => found.prefixes.push(number),
                Part::Prefix { before, .. } => add(&mut found.by_exact, before.first(), number),
                Part::Mentions { .. } | Part::Speaker { .. } | Part::Said { .. } => {}
            }
        }
        for stem in found.by_stem.keys() {
            let first = stem.bytes().next().unwrap_or_default();
            found.stems_begin[usize::from(first)] = true;
        }
        found
    }

    /// Whether nothing is marked but words, wherever they stand.
    pub(super) fn marks_words_alone(&self) -> bool {
        let beside = |part: &Part| {
            matches!(
                part,
                Part::Mentions { .. } | Part::Speaker { .. } | Part::Said { .. }
            )
        };
        !self.parts.iter().any(beside)
    }

    /// All marks, by where they begin, longer ones first.
    pub(super) fn find(&self, entry: &Markable<'_>) -> Vec<Mark> {
        let offsets = Offsets::new(entry.text);
        let mut marks = self.mentions(entry, &offsets);
        if !(self.by_stem.is_empty() && self.by_exact.is_empty() && self.prefixes.is_empty()) {
            let quoted = self.quoted(entry, &offsets);
            self.find_words(entry.text, &quoted, &mut marks);
        }
        marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end, mark.part));
        marks
    }

    fn find_words(&self, text: &str, quoted: &[Quoted<'_>], marks: &mut Vec<Mark>) {
        let words = Words::of(beginning(text));
        for at in 0..words.len() {
            let exact = words.exact(at);
            let first = exact.bytes().next().unwrap_or_default();
            let stems = match self.stems_begin[usize::from(first)] {
                true => self.by_stem.get(words.stem(at).as_ref()),
                false => None,
            };
            let forms = self.by_exact.get(exact);
            for part in stems.into_iter().chain(forms).flatten().chain(&self.prefixes) {
                if let Some(last) = last_of_match(self.parts[*part].in_text(), &words, at) {
                    let span = words.span(at).start..words.span(last).end;
                    if self.parts[*part].is_in(&span, quoted) {
                        marks.push(Mark { span, part: *part });
                    }
                }
            }
            if marks.len() >= MAX_MARKS {
                return;
            }
        }
    }

    fn mentions(&self, entry: &Markable<'_>, offsets: &Offsets<'_>) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (number, part) in self.parts.iter().enumerate() {
            let mut mark = |start: usize, end: usize| {
                let span = offsets.bytes(start, end);
                marks.extend(span.map(|span| Mark { span, part: number }));
            };
            match part {
                Part::Mentions { entity, slug } => {
                    let named = match entity {
                        EntityKind::Organisation => entry.organisations,
                        EntityKind::Person => entry.persons,
                    };
                    let mentions = named.iter().filter(|e| e.slug == *slug).flat_map(|e| &e.mentions);
                    mentions.for_each(|mention| mark(mention.start, mention.end));
                }
                Part::Speaker { slug } => {
                    let speakers = entry.quotations.iter().filter_map(|said| said.speaker.as_ref());
                    let own = speakers.filter(|speaker| speaker.slug == *slug);
                    own.for_each(|speaker| mark(speaker.start, speaker.end));
                }
                _ => {}
            }
        }
        marks
    }

    /// The quotations, if a part asks for them.
    fn quoted<'e>(&self, entry: &Markable<'e>, offsets: &Offsets<'_>) -> Vec<Quoted<'e>> {
        if !self.parts.iter().any(|part| matches!(part, Part::Said { .. })) {
            return Vec::new();
        }
        let quotations = entry.quotations.iter();
        quotations
            .filter_map(|said| {
                Some(Quoted {
                    span: offsets.bytes(said.start, said.end)?,
                    speaker: said.speaker.as_ref().map(|speaker| speaker.slug.as_str()),
                })
            })
            .collect()
    }
}

/// A quotation in an entry's text.
struct Quoted<'e> {
    /// In bytes of the text.
    span: Range<usize>,
    speaker: Option<&'e str>,
}

impl Part {
    /// What is looked for, wherever.
    fn in_text(&self) -> &Self {
        match self {
            Self::Said { part, .. } => part,
            part => part,
        }
    }

    /// Whether that stretch of text is where the part is looked for.
    fn is_in(&self, span: &Range<usize>, quoted: &[Quoted<'_>]) -> bool {
        let Self::Said { speakers, .. } = self else {
            return true;
        };
        quoted.iter().any(|quoted| {
            let is_theirs = |speakers: &Vec<String>| {
                quoted
                    .speaker
                    .is_some_and(|slug| speakers.iter().any(|own| own == slug))
            };
            quoted.span.start <= span.start
                && span.end <= quoted.span.end
                && speakers.as_ref().is_none_or(is_theirs)
        })
    }
}

/// Where the characters of a text begin, in bytes; counted when first asked for.
struct Offsets<'t> {
    text: &'t str,
    bytes: OnceCell<Vec<usize>>,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: OnceCell::new(),
        }
    }

    /// A stretch of characters in bytes; `None` if it is empty or not in the text.
    fn bytes(&self, start: usize, end: usize) -> Option<Range<usize>> {
        let all = self.bytes.get_or_init(|| {
            let starts = self.text.char_indices().map(|(at, _)| at);
            starts.chain([self.text.len()]).collect()
        });
        let span = *all.get(start)?..*all.get(end)?;
        (!span.is_empty()).then_some(span)
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

/// The last word of a match that begins with the word at a place.
fn last_of_match(part: &Part, words: &Words, at: usize) -> Option<usize> {
    let follow = |forms: &[String], is: &dyn Fn(usize, &str) -> bool| {
        let all = |(next, form): (usize, &String)| is(at + next, form);
        at + forms.len() <= words.len() && forms.iter().enumerate().all(all)
    };
    let is_exact = |place: usize, form: &str| words.exact(place) == form;
    let is_stem = |place: usize, stem: &str| words.stem(place) == stem;
    let count = match part {
        Part::Stems(stems) => follow(stems, &is_stem).then_some(stems.len())?,
        Part::Exact(forms) => follow(forms, &is_exact).then_some(forms.len())?,
        Part::AnyStem(_) | Part::AnyExact(_) => 1,
        Part::Prefix { before, prefix } => {
            let begun = at + before.len() < words.len()
                && words.exact(at + before.len()).starts_with(prefix.as_str());
            (begun && follow(before, &is_exact)).then_some(before.len() + 1)?
        }
        Part::Mentions { .. } | Part::Speaker { .. } | Part::Said { .. } => return None,
    };
    Some(at + count.checked_sub(1)?)
}
