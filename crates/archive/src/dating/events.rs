//! Constraints from public events of known days.
//!
//! `yesterday's autumn statement`, `the Kirkup report, published last week`, `20 days until we all vote`: an event and a
//! word that places it give a window. Without such a word, an event that is told as past (`in the wake of the Francis
//! report`) bounds the page from below, one to come (`ahead of the general election`) from above. A name may have several
//! bearers (nine autumn statements): each gives its window, and the other evidence tells which is meant.

use super::attached::placed;
use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet};
use super::event_table::{Body, TABLE};
use super::hints::hinted;
use super::lengths::{LENGTH, Length};
use super::sentence::Sentence;
use super::sided::sided;
use crate::pattern::pattern;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;
use std::sync::LazyLock;

/// What a phrase of the table belongs to.
#[derive(Debug, Clone, Copy)]
enum Named {
    Event(usize),
    Body(usize),
}

/// All phrases, and what each means. `Budget` and `emergency Budget`: the longest counts.
static PHRASES: LazyLock<(Option<AhoCorasick>, Vec<Named>)> = LazyLock::new(|| {
    let events = TABLE.events.iter().enumerate();
    let bodies = TABLE.bodies.iter().enumerate();
    let all: Vec<(&str, Named)> = events
        .flat_map(|(i, event)| {
            event
                .phrases
                .iter()
                .map(move |phrase| (phrase.as_str(), Named::Event(i)))
        })
        .chain(bodies.flat_map(|(i, body)| {
            body.phrases
                .iter()
                .map(move |phrase| (phrase.as_str(), Named::Body(i)))
        }))
        .collect();
    let matcher = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(all.iter().map(|(phrase, _)| phrase))
        .ok();
    (matcher, all.into_iter().map(|(_, named)| named).collect())
});

/// A text in lower case, with plain apostrophes and without quotation marks, and where each byte of it was printed.
pub(super) struct Plain {
    pub(super) text: String,
    printed_at: Vec<usize>,
}

impl Plain {
    pub(super) fn of(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut printed_at = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            if let Some(c) = plain_char(c) {
                plain.push(c);
                printed_at.resize(plain.len(), at);
            }
        }
        printed_at.push(text.len());
        Self {
            text: plain,
            printed_at,
        }
    }

    fn printed(&self, at: usize) -> usize {
        self.printed_at.get(at).copied().unwrap_or_default()
    }
}

/// The letter that a plain text has for one as printed; none for a quotation mark.
fn plain_char(c: char) -> Option<char> {
    Some(match c {
        '’' | '‘' => '\'',
        '“' | '”' | '"' => return None,
        '–' | '—' => '-',
        c if c.is_whitespace() => ' ',
        c => c.to_ascii_lowercase(),
    })
}

/// Whether a paragraph may name an event.
pub(super) fn worth_reading(paragraph: &str) -> bool {
    let plain = plain_text(paragraph);
    PHRASES.0.as_ref().is_some_and(|matcher| matcher.is_match(&plain))
}

/// A text as [`Plain`] has it, without places. Every paragraph of an archive is looked at, and most of it is letters that
/// differ in their case only.
fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| !matches!(b, b' ' | b'!' | b'#'..=b'~')) {
        plain.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        plain.extend(chars.next().and_then(plain_char));
        rest = chars.as_str();
    }
    plain.push_str(rest);
    plain.make_ascii_lowercase();
    plain
}

/// What a sentence says of public events.
pub(super) fn read(sentence: &Sentence<'_>, found: &mut Vec<Constraint>) {
    let (Some(matcher), meanings) = &*PHRASES else {
        return;
    };
    let plain = Plain::of(sentence.text);
    for hit in matcher.find_iter(&plain.text) {
        let (before, after) = (&plain.text[..hit.start()], &plain.text[hit.end()..]);
        let inside_word = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        if inside_word {
            continue;
        }
        let printed = (plain.printed(hit.start()), plain.printed(hit.end()));
        let evidence = sentence.around(printed.0, printed.1);
        // A title in quotation marks is no quoted speech.
        let title = sentence.before(printed.0).ends_with(['“', '"', '‘', '\'']);
        let quoted = !title && sentence.is_quoted(printed.0);
        match meanings.get(hit.pattern().as_usize()) {
            Some(Named::Event(i)) => {
                let event = &TABLE.events[*i];
                let capital = sentence.after(printed.0).starts_with(char::is_uppercase);
                if !event.capital || capital {
                    let phrase = &plain.text[hit.start()..hit.end()];
                    let placed = || placed(event, phrase, before, after, evidence);
                    let constraint = if quoted || event.hints_only {
                        None
                    } else {
                        placed()
                    };
                    if constraint.is_none() && !quoted {
                        found.extend(hinted(event, before, after, evidence));
                    }
                    let sided = || sided(event, before, after, evidence).filter(|_| !event.hints_only);
                    found.extend(constraint.or_else(sided));
                }
            }
            Some(Named::Body(i)) => {
                found.extend(of_body(&TABLE.bodies[*i], &plain.text, after, quoted, evidence));
            }
            None => {}
        }
    }
}

/// `the primary care trust wants`: at work when the text was written.
fn of_body(body: &Body, sentence: &str, after: &str, quoted: bool, evidence: &str) -> Option<Constraint> {
    /// How long a name lingers after its bearer.
    const GRACE: i32 = 14;
    static AT_WORK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:'s? [a-z ]{0,30}?)?(?: (?:covering|for|in|of) [a-z]+)?,? (?:has|have|is|are|wants?|says?|must|will|plans?|hopes?|expects?|tells?|intends?|which employs)\b",
        )
    });
    /// `has 137 days to live`.
    static TIME_LEFT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^ (?:has|have|with) (?:just |only )?(?P<n>{LENGTH}) (?:to live|to go|left|to run|of life)\b"
        ))
    });
    static GONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:former|old|then|abolished|replaced?|replaces|used to|was|were|had|defunct|late|once|until|legacy|gone|no longer|successors?)\b",
        )
    });
    if let Some(coined) = body.coined {
        let says = format!("not before {coined}, when the name was first used");
        let days = DaySet::since(Day::of(coined));
        return Some(Constraint::new(ConstraintKind::Lifespan, days, says, evidence));
    }
    let to = body.to?;
    if !quoted && let Some(left) = TIME_LEFT.captures(after).and_then(|found| found.name("n")) {
        let length = Length::read(left.as_str())?;
        let last = Day::of(to);
        // Counted with the last day or without it.
        let days = length
            .exact
            .map_or((length.least, length.most), |days| (days - 1, days + 1));
        let days = DaySet::between(last.plus(-days.1), last.plus(-days.0));
        let says = format!("{} of {}, until {to}", left.as_str(), body.name);
        return Some(Constraint::new(ConstraintKind::Lifespan, days, says, evidence));
    }
    (!quoted && AT_WORK.is_match(after) && !GONE.is_match(sentence)).then(|| {
        let says = format!("{} were at work until {to}", body.name);
        let days = DaySet::until(Day::of(to).plus(GRACE));
        Constraint::new(ConstraintKind::Lifespan, days, says, evidence)
    })
}

#[cfg(test)]
mod tests;
