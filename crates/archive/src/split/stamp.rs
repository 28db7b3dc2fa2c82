//! Stamps as newsrooms print them: what may open an entry, judged by one paragraph alone.
//!
//! ```text
//! candidate = [bullet] [marks] [opener] time [zone] [marks] [tail] rest
//! opener    = "@handle" | "published at" | "posted at" | "UPDATE" | a day | a name of one to five capitalised words
//! time      = hour sep minute [meridiem] | hour meridiem | hhmm meridiem | [12] "noon" | [12] "midnight"
//! sep       = "." | ":"            (also "," or ";" before a meridiem: typed by hand)
//! meridiem  = "am" | "pm" | "a.m." | "p.m."   in any case
//! zone      = "GMT" | "BST" | "Greenwich Mean Time" | ...
//! tail      = ":" | "." | "," | "|" | a dash
//! ```
//!
//! Not a candidate: a range (`1-2pm`, `10am to 11am`), a figure (`15.54 per cent`), a time that a sentence opens
//! with in words (`At 2.30pm`). Whether a candidate opens an entry is decided on the whole page.

use super::after::{Follow, Line};
use super::clock::{clock_time, end_of_hour, half, same_on_a_dial};
use super::opener::may_be_name;
use daybook_model::ClockTime;
use regex::Regex;
use std::sync::LazyLock;

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `5.32pm`
    Minutes,
    /// `4pm`
    HourOnly,
    /// `1230pm`
    Compact,
    /// `17:32`, `08.53`: cannot be anything but 24 hours.
    Bare24,
    /// `9.54`: 24 hours, or 12 without a meridiem.
    Bare12,
    /// `12 noon`, `12 midnight`
    Named,
    /// `noon`, `midnight`
    LoneWord,
}

impl Form {
    /// Whether the form itself says that it is a time.
    pub(super) fn is_explicit(self) -> bool {
        !matches!(self, Self::Bare24 | Self::Bare12)
    }
}

/// What stands before the time on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Opener {
    /// Nothing.
    None,
    /// A handle.
    Handle,
    /// `published at`
    Published,
    /// A day of the calendar: `Thursday 12 March`.
    Day,
    /// `UPDATE`, where punctuation closes the stamp.
    Update,
    /// Capitalised words, perhaps a reporter's name.
    Name,
}

/// A paragraph that may open an entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// The paragraph's index on the page.
    pub(super) paragraph: usize,
    /// The printed time. Where minutes are printed that there are not (`4.74pm`), the end of its hour.
    pub(super) time: ClockTime,
    /// Whether the print is a time at all.
    pub(super) possible: bool,
    /// The other reading of a minute of one digit: `4.3pm` is 16:30 by habit and may be 16:03.
    pub(super) by_units: Option<ClockTime>,
    /// `a` or `p`, where a meridiem is printed.
    pub(super) half: Option<char>,
    /// The digits of hour and minute as printed, for judging misprints.
    pub(super) digits: String,
    /// Where the printed stamp ends in the paragraph and the text begins, in bytes.
    pub(super) text_start: usize,
    /// Where the stamp as printed ends, in bytes.
    pub(super) stamp_end: usize,
    pub(super) form: Form,
    pub(super) opener: Opener,
    pub(super) follow: Follow,
    /// `.` or `:` between hour and minute.
    pub(super) separator: Option<char>,
    /// Whether punctuation closes the stamp.
    pub(super) tail: bool,
    /// Whether a bullet stands before it.
    pub(super) bullet: bool,
    /// What kind of line it stands on.
    pub(super) line: Line,
}

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        ^
        (?P<bullet>(?:[•·▪◦‣●○*?\-–—]\s+)?)
        [*_\#\[(~\s]*
        (?:
            (?P<handle>@\w{2,30}[:,]?\s+(?:at\s+)?)
          | (?P<published>(?i:(?:published|posted|sent)(?:\s+at)?:?)\s+)
          | (?P<update>(?i:update[d]?)[:,]?\s+)
          | (?P<day>(?:(?i:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?i:day)?,?\s+)?\d{1,2}(?i:st|nd|rd|th)?\s+(?i:of\s+)?(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\p{L}*\.?(?:,?\s+\d{4})?[,:]?\s+(?:[|–—\-]\s*|at\s+)?)
          | (?P<name>(?:\p{Lu}[\p{L}'’.\-]*[,:]?\s+){1,5}?(?:[|–—\-]\s*|at\s+)?)
        )?
        [*_\[(]*
        (?:
            (?P<hour>\d{1,2})\s?(?P<sep>[.:]{1,2}|[,;])(?P<minute>\d{1,2})(?:\s?(?P<m1>(?i:[ap]\.\s?m\.?|[ap]m)))?
          | (?P<only>\d{1,2})\s?(?P<m2>(?i:[ap]\.\s?m\.?|[ap]m))
          | (?P<compact>\d{3,4})\s?(?P<m3>(?i:[ap]\.\s?m\.?|[ap]m))
          | (?P<twelve>12(?:[.:]00)?\s?)?(?P<named>(?i:noon|midday|midnight))\b
        )
        ",
    )
    .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        ^
        (?P<zone>[\s,]*\(?(?:gmt|bst|utc|hrs|GMT|BST|UTC|CEST|CET|EST|EDT|(?i:greenwich\ mean\ time|british\ summer\ time|uk\ time))\b\)?)?
        [*_\])]*
        (?P<tail>\s?[:.,;|]|\s*(?:[–—|]|-+))?
        [*_\])]*
        ",
    )
    .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?x) ^ \s* (?: [-–—/&] | (?:to|until|till|and|or)\b ) \s* (?: \d{1,2}[.:]\d{2}\b | \d{1,2}\s?(?i:[ap]\.?m\b) | \d{1,2}[.:]\d{2}(?i:[ap]m) | (?i:noon|midday|midnight)\b )")
        .expect("a valid pattern")
});

/// What stands under a quoted tweet: `3:41 PM - 4 Feb 15`.
#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?xi) ^ \s* [-–—·•,] \s* (?: \d{1,2}\s+[a-z]{3,9} | [a-z]{3,9}\s+\d{1,2} ) ,?\s+ \d{2,4} \b")
        .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^ \s* (?: [%°£$€+×/] | (?:per\ cent|percent|percentage|pc|m|bn|million|billion|trillion|hours?|hrs?|days?|weeks?|months?|years?|p|pence|pounds|kg|km|miles?|metres?|points?|times|deaths|people|patients|fte)\b )",
    )
    .expect("a valid pattern")
});

/// The candidate that the paragraph is, if it is one.
pub(super) fn candidate(paragraph: usize, text: &str) -> Option<Candidate> {
    if !may_hold_a_time(text) {
        return None;
    }
    let found = STAMP.captures(text)?;
    let group = |name: &str| found.name(name).map(|m| m.as_str());
    let printed = found.name("m1").or(found.name("m2")).or(found.name("m3"));
    // `11.55 PMQs`, `10.30 AMs in Cardiff`, `14:02 PM speaks`: capitals of another word.
    let end = found.get(0)?.end();
    let runs_on = text[end..].starts_with(char::is_alphanumeric);
    let afternoon = group("hour")
        .and_then(|h| h.parse::<u16>().ok())
        .is_some_and(|h| h > 12);
    let other_word = printed.filter(|m| {
        let spaced = text[..m.start()].ends_with(char::is_whitespace);
        m.as_str().starts_with(char::is_uppercase) && (runs_on || spaced && afternoon)
    });
    let (meridiem, after_start) = match other_word {
        Some(word) => (None, text[..word.start()].trim_end().len()),
        None => (printed.map(|m| m.as_str()), end),
    };
    if other_word.is_some() && group("hour").is_none() {
        return None;
    }
    let after = &text[after_start..];
    // `5.32pmThe` runs on, `10amounts` does not.
    if meridiem.is_some() && after.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
        return None;
    }
    if RANGE.is_match(after) || DATED.is_match(after) {
        return None;
    }
    let (form, digits, separator) = if let (Some(hour), Some(minute)) = (group("hour"), group("minute")) {
        let form = match (meridiem, hour) {
            (Some(_), _) => Form::Minutes,
            (None, hour) if hour.starts_with('0') || hour.parse::<u16>().is_ok_and(|h| h > 12) => {
                Form::Bare24
            }
            (None, _) => Form::Bare12,
        };
        let separator = group("sep").and_then(|s| s.chars().next());
        let by_hand = matches!(separator, Some(',' | ';'));
        if minute.len() == 1 && meridiem.is_none() || by_hand && meridiem.is_none() {
            return None;
        }
        (form, format!("{hour}.{minute}"), separator)
    } else if let Some(hour) = group("only") {
        (Form::HourOnly, hour.to_owned(), None)
    } else if let Some(compact) = group("compact") {
        let (hour, minute) = compact.split_at(compact.len() - 2);
        (Form::Compact, format!("{hour}.{minute}"), None)
    } else {
        let name = group("named")?;
        let hour = if name.eq_ignore_ascii_case("midnight") {
            "0"
        } else {
            "12"
        };
        let form = if group("twelve").is_some() {
            Form::Named
        } else {
            Form::LoneWord
        };
        (form, hour.to_owned(), None)
    };
    let (time, possible) = match clock_time(&digits, meridiem) {
        Some(time) => (time, true),
        None if form == Form::Bare12 => return None,
        None => (end_of_hour(&digits, meridiem)?, false),
    };
    let (time, by_units) = match group("minute").filter(|minute| minute.len() == 1) {
        Some(_) => match clock_time(&format!("{digits}0"), meridiem) {
            Some(by_tens) => (by_tens, Some(time).filter(|time| *time != by_tens)),
            None => (time, None),
        },
        None => (time, None),
    };
    if !form.is_explicit() {
        // `15.543`, `10:21:33`, `1.2.3`, `24.50x`: no stamp.
        let odd = |c: char| c.is_alphanumeric();
        let mut rest = after.chars();
        match rest.next() {
            Some(c) if odd(c) && !c.is_uppercase() && !after.starts_with("hrs") => return None,
            Some('.' | ':' | ',') if rest.next().is_some_and(|c| c.is_ascii_digit()) => return None,
            _ => {}
        }
        // `17.45hrs` is a time, `15.54 hrs` a length.
        if UNIT.is_match(after) && !after.starts_with("hrs") {
            return None;
        }
    }
    let openers = [
        ("handle", Opener::Handle),
        ("published", Opener::Published),
        ("update", Opener::Update),
        ("day", Opener::Day),
        ("name", Opener::Name),
    ];
    let opener = openers
        .iter()
        .find(|(name, _)| found.name(name).is_some())
        .map_or(Opener::None, |o| o.1);
    if opener == Opener::Name && (form == Form::LoneWord || !may_be_name(group("name").unwrap_or_default())) {
        return None;
    }
    let tail = TAIL.captures(after)?;
    // Three full stops are the text's own.
    let punctuation = tail.name("tail").filter(|p| !after[p.end()..].starts_with('.'));
    let zone = tail.name("zone");
    let tail_end = tail.get(0).map_or(0, |m| m.end());
    let zone_end = zone.map_or(0, |m| m.end());
    let stamp_end = after_start
        + if punctuation.is_some() || tail.name("tail").is_none() {
            tail_end
        } else {
            zone_end
        };
    let (stamp_end, rest) = repeated_time(text, stamp_end, time);
    let rest_trimmed = rest.trim_start();
    let text_start = text.len() - rest_trimmed.len();
    let follow = Follow::of(rest_trimmed);
    // `Updated at 5.21pm` closes an entry; a row of a table ends with a figure.
    let row = opener == Opener::Name && !form.is_explicit() && follow == Follow::Nothing;
    if row || opener == Opener::Update && (punctuation.is_none() || follow == Follow::Nothing) {
        return None;
    }
    // `Noon Smith said`: a name; only what cannot be taken for one is a time.
    if form == Form::LoneWord && punctuation.is_none() && zone.is_none() && follow != Follow::Nothing {
        return None;
    }
    Some(Candidate {
        paragraph,
        time,
        possible,
        by_units,
        half: half(meridiem),
        digits,
        text_start,
        stamp_end,
        form,
        opener,
        follow,
        separator,
        // A dash before a small letter is the sentence's own.
        tail: punctuation
            .is_some_and(|p| follow.may_begin() || p.as_str().trim_start().starts_with([':', '.', '|'])),
        bullet: group("bullet").is_some_and(|b| !b.is_empty()),
        line: Line::of(rest_trimmed),
    })
}

/// A quick look that spares most paragraphs the pattern: whether there is a digit near the beginning, or a word that
/// may be `noon`, `midday` or `midnight` at it.
fn may_hold_a_time(text: &str) -> bool {
    text.bytes().take(120).any(|b| b.is_ascii_digit())
        || text
            .bytes()
            .take(24)
            .find(u8::is_ascii_alphabetic)
            .is_some_and(|b| matches!(b.to_ascii_lowercase(), b'm' | b'n'))
}

/// `published at 13:40 Greenwich Mean Time 13:40 GMT`: the same time again belongs to the stamp.
fn repeated_time(text: &str, stamp_end: usize, time: ClockTime) -> (usize, &str) {
    let rest = &text[stamp_end..];
    let trimmed = rest.trim_start();
    if !trimmed.starts_with(|c: char| c.is_ascii_digit()) {
        return (stamp_end, rest);
    }
    let again = STAMP.captures(trimmed).filter(|found| {
        found.name("bullet").is_none_or(|b| b.is_empty())
            && found.name("name").is_none()
            && found
                .name("hour")
                .zip(found.name("minute"))
                .is_some_and(|(hour, minute)| {
                    let meridiem = found.name("m1").map(|m| m.as_str());
                    clock_time(&format!("{}.{}", hour.as_str(), minute.as_str()), meridiem)
                        .is_some_and(|again| same_on_a_dial(again, time))
                })
    });
    let Some(whole) = again.as_ref().and_then(|found| found.get(0)) else {
        return (stamp_end, rest);
    };
    let after = &trimmed[whole.end()..];
    let end = TAIL.find(after).map_or(0, |m| m.end());
    let stamp_end = text.len() - after.len() + end;
    (stamp_end, &text[stamp_end..])
}

#[cfg(test)]
mod tests;
