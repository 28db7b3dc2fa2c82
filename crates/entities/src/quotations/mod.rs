//! Who said it: quoted passages, and the speaker of each.
//!
//! Text and recognised mentions in, quotations with places and speakers out. [`marks`] finds what stands in quote
//! marks, [`pieces`] cuts the entry into words, names and passages, and each rule in a file of its own says who speaks;
//! the first rule that answers is believed. A rule that sees a speaker who is not named (`one director said`) ends
//! the search, so that nobody else is put in his place. [`speech`] leaves out titles and scare quotes.

mod according_to;
mod agent;
mod answered;
mod bare_names;
mod continued;
mod description;
mod document;
mod feeling;
mod introduced;
mod label;
mod marks;
mod own_words;
mod pieces;
mod pronoun;
mod reader;
mod speech;
mod strangers;
mod subject;
mod subject_after;
#[cfg(test)]
mod tests;
mod trailing;
mod verb_after;
mod verb_before;
mod words;

use crate::Recogniser;
use crate::gazetteer::Gender;
use crate::lexicon::Lexicon;
use daybook_model::{AttributionRule, EntityKind, NamedEntity, Quotation, Speaker};
use marks::Passage;
use pieces::{Name, Pieces};
use reader::{Found, Reader, Verdict};

impl Recogniser {
    /// The quotations of an entry, in order, with who said each.
    ///
    /// The organisations and persons are those that the text names, as [`recognise`](Self::recognise) gives them, or
    /// under the names that other pages give them. Time and space are linear in the text and the mentions.
    pub fn quotations(
        &self,
        text: &str,
        organisations: &[NamedEntity],
        persons: &[NamedEntity],
    ) -> Vec<Quotation> {
        if !marks::may_have_passages(text) {
            return Vec::new();
        }
        let names = names(text, organisations, persons);
        let passages = outside_names(marks::passages(text), &names);
        if passages.is_empty() {
            return Vec::new();
        }
        let lexicon = self.lexicon();
        let mut pieces = Pieces::cut(text, &names, &passages);
        bare_names::add(&mut pieces, &names, persons);
        let mut reader = Reader {
            pieces,
            names: &names,
            persons,
            passages: &passages,
            lexicon,
            genders: persons.iter().map(|person| gender(lexicon, person)).collect(),
            verdicts: Vec::with_capacity(passages.len()),
        };
        let mut quotations = Vec::new();
        let mut counted = Counted::new(text);
        for (number, passage) in passages.iter().enumerate() {
            let Some(at) = reader.pieces.of_passages.get(number).copied() else {
                break;
            };
            let verdict = verdict(&reader, number, at);
            let is_quotation = speech::is_quotation(&reader, number, at, verdict);
            reader.verdicts.push(verdict.filter(|_| is_quotation));
            if !is_quotation {
                continue;
            }
            let speaker = verdict.and_then(|verdict| match verdict.found {
                Found::Name(piece) => {
                    speaker(&reader, piece, organisations, persons).map(|s| (s, verdict.rule))
                }
                Found::Unnamed => None,
            });
            let (speaker, rule) = speaker.unzip();
            quotations.push(Quotation {
                text: text[passage.start..passage.end].to_owned(),
                start: counted.up_to(passage.start),
                end: counted.up_to(passage.end),
                speaker,
                rule,
            });
        }
        quotations
    }
}

/// Who says a passage, by the first rule that answers.
fn verdict(reader: &Reader<'_>, passage: usize, at: usize) -> Option<Verdict> {
    let pieces = &reader.pieces;
    let by = |rule| move |found| Verdict { found, rule };
    let start = pieces.sentence_start(at);
    let sentence_end = pieces.sentence_end(at);
    // A sentence that ends in a colon goes on in the next paragraph.
    let (from, to) = match at.checked_sub(1) {
        Some(colon) if start == at && pieces.is_mark(colon, ':') => (pieces.sentence_start(colon), at),
        _ => (start, at),
    };
    let colon = to
        .checked_sub(1)
        .filter(|colon| *colon >= from && pieces.is_mark(*colon, ':'));
    let after = || verb_after::find(reader, passage, at).map(by(AttributionRule::VerbAfter));
    let before = || verb_before::find(reader, from, to).map(by(AttributionRule::VerbBefore));
    let own = || own_words::find(reader, from, to).map(by(AttributionRule::OwnWords));
    let label = || label::find(reader, from, colon?).map(by(AttributionRule::Label));
    let asked = || answered::asked(reader, from, colon?).map(by(AttributionRule::Answered));
    let feeling = || feeling::find(reader, passage, from, to).map(by(AttributionRule::VerbBefore));
    let byline = || label::byline(reader, at).map(by(AttributionRule::Label));
    let trailing = || trailing::find(reader, at).map(by(AttributionRule::VerbAfter));
    let heading = || own_words::heading(reader, at).map(by(AttributionRule::OwnWords));
    let sender = || label::sender(reader, from, colon?).map(by(AttributionRule::Label));
    let agent = || agent::find(reader, from, at).map(by(AttributionRule::VerbBefore));
    let found = if colon.is_some() {
        sender()
            .or_else(before)
            .or_else(own)
            .or_else(asked)
            .or_else(label)
            .or_else(after)
    } else {
        agent()
            .or_else(after)
            .or_else(before)
            .or_else(own)
            .or_else(feeling)
            .or_else(byline)
            .or_else(trailing)
    };
    let linked = at + 1..sentence_end.min(at + 24);
    found
        .or_else(|| {
            according_to::find(reader, linked.start, linked.end).map(by(AttributionRule::AccordingTo))
        })
        .or_else(|| {
            let near = to.saturating_sub(40).max(from);
            according_to::find(reader, near, to).map(by(AttributionRule::AccordingTo))
        })
        .or_else(|| answered::find(reader, at).map(by(AttributionRule::Answered)))
        .or_else(|| introduced::find(reader, at).map(by(AttributionRule::Introduced)))
        .or_else(heading)
        .or_else(|| {
            continued::find(reader, at).map(|verdict| Verdict {
                rule: AttributionRule::Continued,
                ..verdict
            })
        })
}

fn speaker(
    reader: &Reader<'_>,
    piece: usize,
    organisations: &[NamedEntity],
    persons: &[NamedEntity],
) -> Option<Speaker> {
    let name = reader.name_at(piece)?;
    let (kind, entities) = if name.is_person {
        (EntityKind::Person, persons)
    } else {
        (EntityKind::Organisation, organisations)
    };
    let entity = entities.get(name.entity)?;
    let mention = entity.mentions.get(name.mention)?;
    Some(Speaker {
        kind,
        name: entity.name.clone(),
        slug: entity.slug.clone(),
        start: mention.start,
        end: mention.end,
    })
}

/// The passages that are no part of a name, such as `Ada “Countess” Lovelace`. Both are in order.
fn outside_names(mut passages: Vec<Passage>, names: &[Name]) -> Vec<Passage> {
    let mut names = names.iter();
    let mut reach = 0;
    let mut next = names.next();
    passages.retain(|passage| {
        while let Some(name) = next.filter(|name| name.start < passage.outer_start) {
            reach = reach.max(name.end);
            next = names.next();
        }
        reach <= passage.outer_start
    });
    passages
}

/// All mentions by where they begin, in bytes; of two that begin together the longer first.
fn names(text: &str, organisations: &[NamedEntity], persons: &[NamedEntity]) -> Vec<Name> {
    let mut names = Vec::new();
    for (is_person, entities) in [(true, persons), (false, organisations)] {
        for (place, entity) in entities.iter().enumerate() {
            names.extend(entity.mentions.iter().enumerate().map(|(mention, m)| Name {
                start: m.start,
                end: m.end,
                is_person,
                entity: place,
                mention,
            }));
        }
    }
    names.sort_by_key(|name| (name.start, usize::MAX - name.end));
    if text.is_ascii() {
        for name in &mut names {
            (name.start, name.end) = (name.start.min(text.len()), name.end.min(text.len()));
        }
        return names;
    }
    // One walk over the text turns all places from characters into bytes.
    let mut ends: Vec<usize> = (0..names.len()).collect();
    ends.sort_by_key(|i| names[*i].end);
    let (mut starts, mut ends) = ((0..names.len()).peekable(), ends.into_iter().peekable());
    let mut of = vec![(text.len(), text.len()); names.len()];
    for (place, (byte, _)) in text.char_indices().enumerate() {
        while let Some(i) = starts.next_if(|i| names[*i].start <= place) {
            of[i].0 = byte;
        }
        while let Some(i) = ends.next_if(|i| names[*i].end <= place) {
            of[i].1 = byte;
        }
        if starts.peek().is_none() && ends.peek().is_none() {
            break;
        }
    }
    for (name, (start, end)) in names.iter_mut().zip(of) {
        (name.start, name.end) = (start, end);
    }
    names
}

/// The gender that a person's titles or given name show.
fn gender(lexicon: &Lexicon, person: &NamedEntity) -> Option<Gender> {
    let of = |word: &str| lexicon.classes(&word.to_lowercase()).gender();
    let titles = person.mentions.iter().take(16).filter_map(|mention| {
        let title = mention.text.split_whitespace().next()?;
        words::flags_of(title)
            .is(words::Flags::MALE | words::Flags::FEMALE)
            .then(|| of(title))?
    });
    titles
        .chain(
            person
                .name
                .split_whitespace()
                .next()
                .filter(|_| person.name.contains(' '))
                .and_then(of),
        )
        .next()
}

/// Unicode scalar values counted so far: places are asked for in order, so that the text is counted once.
struct Counted<'a> {
    text: &'a str,
    bytes: usize,
    scalars: usize,
}

impl<'a> Counted<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: 0,
            scalars: 0,
        }
    }

    fn up_to(&mut self, byte: usize) -> usize {
        self.scalars += self.text[self.bytes..byte].chars().count();
        self.bytes = byte;
        self.scalars
    }
}
