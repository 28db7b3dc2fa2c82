//! The passages of a text that point to a time.

use super::patterns::{ANY_TIME, FURTHER, HINT, POINTER, POSTS};
use super::{Pointer, Strength};
use crate::split::clock::clock_time;
use daybook_model::ClockTime;
use regex::{Captures, Regex};
use std::ops::Range;

/// Words after `at 2.30pm we` that look forward.
const FORWARD: [&str; 8] = ["will", "expect", "are", "hope", "can", "may", "plan", "shall"];

/// What is done to a post: what happens at a whole hour is an event more often than not.
const TELLING: [&str; 20] = [
    "wrote",
    "reported",
    "posted",
    "said",
    "noted",
    "mentioned",
    "told",
    "covered",
    "published",
    "called",
    "flagged",
    "brought",
    "carried",
    "ran",
    "quoted",
    "described",
    "misspelled",
    "misspelt",
    "stated",
    "outlined",
];

/// Passages are looked for from so many bytes before the first time of a text: none is longer in front of its time.
const BEFORE: usize = 400;
/// And so many after the last.
const AFTER: usize = 200;

/// The stretch of a text in which passages can point: about its times.
fn about_times(text: &str) -> Option<Range<usize>> {
    let first = ANY_TIME.find(text)?.start();
    let last = ANY_TIME.find_iter(&text[first..]).last()?.end() + first;
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=first.saturating_sub(BEFORE)).rev().find(is_boundary)?;
    let end = (last + AFTER..text.len()).find(is_boundary).unwrap_or(text.len());
    Some(start..end)
}

/// The matches in a stretch of a text, which see what stands before it.
fn matches_in<'r, 't>(
    regex: &'r Regex,
    text: &'t str,
    stretch: Range<usize>,
) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
    let text = &text[..stretch.end];
    let mut at = stretch.start;
    std::iter::from_fn(move || {
        let captures = regex.captures_at(text, at)?;
        at = captures.get(0)?.end();
        Some(captures)
    })
}

/// The passages of an entry's text that point to times, in order.
pub(crate) fn pointers(text: &str) -> Vec<Pointer> {
    let Some(stretch) = about_times(text) else {
        return Vec::new();
    };
    let mut finder = Finder {
        text,
        counted: (0, 0),
        found: Vec::new(),
    };
    let mut done = stretch.start;
    for captures in matches_in(&POINTER, text, stretch.clone()) {
        let Some(whole) = captures.get(0) else { continue };
        finder.hints(done..whole.start());
        done = finder.pointer(&captures).unwrap_or(whole.start()).max(done);
    }
    finder.hints(done..stretch.end);
    finder.found
}

/// Goes through a text once.
struct Finder<'a> {
    text: &'a str,
    /// A byte of the text and how many characters stand before it.
    counted: (usize, usize),
    found: Vec<Pointer>,
}

impl Finder<'_> {
    fn chars_before(&mut self, byte: usize) -> usize {
        let (from, before) = if byte < self.counted.0 {
            (0, 0)
        } else {
            self.counted
        };
        self.counted = (byte, before + self.text[from..byte].chars().count());
        self.counted.1
    }

    fn add(&mut self, passage: Range<usize>, time: (ClockTime, bool, Print), strength: Strength) {
        let (start, end) = (self.chars_before(passage.start), self.chars_before(passage.end));
        let text = self.text[passage].to_owned();
        self.found.push(Pointer {
            text,
            start,
            end,
            time: time.0,
            either_half: time.1,
            strength,
        });
    }

    /// A passage that says that it points, and further times after it. Says where it ends, if it is one.
    fn pointer(&mut self, captures: &Captures<'_>) -> Option<usize> {
        let whole = captures.get(0)?;
        let group = |name: &str| captures.name(name).map(|m| m.as_str());
        // `our 10 best`, `the 2.30pm debate`: a time is meant only if a post is.
        let posted = group("post_before").is_some() || group("tail").is_some();
        let posts = posted || self.posts_follow(whole.end());
        let head = whole.as_str().trim_start_matches(['(', '[', ' ']).to_lowercase();
        let articles = [
            "our ",
            "the ",
            "my ",
            "that ",
            "this ",
            "earlier ",
            "in the ",
            "from the ",
        ];
        if articles.iter().any(|article| head.starts_with(article)) && !posts {
            return None;
        }
        let time = printed_time(captures)?;
        let of_post = posts
            || ["post", "entry", "update", "story", "item", "report"]
                .iter()
                .any(|word| {
                    head.split(|c: char| !c.is_alphabetic())
                        .any(|part| part.trim_end_matches('s') == *word)
                });
        let strength = match group("plain") {
            // Much happens at noon.
            _ if time.2 == Print::Named && !(of_post && group("plain").is_some()) => Strength::Hinted,
            Some(_) => Strength::Plain,
            None => Strength::Told,
        };
        // A parenthesis belongs to the passage only if it holds nothing else.
        let (open, close) = (captures.name("open"), captures.name("close"));
        let begin = if close.is_some() {
            whole.start()
        } else {
            open.map_or(whole.start(), |m| m.end())
        };
        let finish = if open.is_some() {
            whole.end()
        } else {
            close.map_or(whole.end(), |m| m.start())
        };
        self.add(begin..finish, time, strength);
        let mut at = finish;
        while let Some(more) = FURTHER.captures(&self.text[at..]) {
            let (Some(time), Some(printed), Some(all)) =
                (printed_time(&more), more.name("time"), more.get(0))
            else {
                break;
            };
            // `see 9.05am, and at 2pm there will be`
            let whole = time.2 != Print::Minutes;
            if whole && more.name("at").is_some() {
                break;
            }
            let strength = if whole && !posts {
                Strength::Hinted
            } else {
                strength
            };
            let finish = at + more.name("close").map_or(all.end(), |m| m.start());
            self.add(at + printed.start()..finish, time, strength);
            at = finish;
        }
        Some(at)
    }

    /// Whether further times and then posts come next.
    fn posts_follow(&self, mut at: usize) -> bool {
        while let Some(all) = FURTHER.captures(&self.text[at..]).and_then(|more| more.get(0)) {
            at += all.end();
        }
        POSTS.is_match(&self.text[at..])
    }

    /// Passages in a stretch of the text that may point.
    fn hints(&mut self, stretch: Range<usize>) {
        let Some(part) = self.text.get(stretch.clone()) else {
            return;
        };
        for captures in HINT.captures_iter(part) {
            let group = |name: &str| captures.name(name).map(|m| m.as_str());
            let (Some(whole), Some(printed)) = (captures.get(0), captures.name("time")) else {
                continue;
            };
            let after = group("after").map(str::trim);
            let alone = group("inside").is_some() && after.is_some_and(|after| after.starts_with([')', ']']));
            let verb_after = after
                .filter(|_| group("inside").is_none())
                .and_then(|a| a.split_whitespace().nth(1));
            let Some(time) = printed_time(&captures) else {
                continue;
            };
            let whole_hour = time.2 != Print::Minutes;
            let ours = group("verb").or(verb_after).is_some_and(|verb| {
                let verb = verb.to_lowercase();
                !FORWARD.contains(&verb.as_str()) && (!whole_hour || TELLING.contains(&verb.as_str()))
            });
            let back = group(if whole_hour { "mended" } else { "back" }).is_some();
            if alone || ours || back {
                let passage = if alone {
                    whole.range()
                } else {
                    whole.start()..printed.end()
                };
                self.add(
                    stretch.start + passage.start..stretch.start + passage.end,
                    time,
                    Strength::Hinted,
                );
            }
        }
    }
}

/// How a time is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Print {
    /// `1.13pm`, `13:13`
    Minutes,
    /// `9am`
    Hour,
    /// `noon`, `12 midnight`
    Named,
}

/// The time that a pattern found, whether it may be of either half of the day, and how it is printed.
fn printed_time(captures: &Captures<'_>) -> Option<(ClockTime, bool, Print)> {
    let group = |name: &str| captures.name(name).map(|m| m.as_str());
    if let Some(name) = group("named") {
        let hour = if name.eq_ignore_ascii_case("midnight") {
            0
        } else {
            12
        };
        return Some((ClockTime::new(hour, 0)?, false, Print::Named));
    }
    if let Some(hour) = group("whole") {
        return Some((clock_time(hour, group("half"))?, false, Print::Hour));
    }
    let (hour, minute, meridiem) = (group("hour")?, group("minute")?, group("meridiem"));
    let time = clock_time(&format!("{hour}.{minute}"), meridiem)?;
    Some((time, meridiem.is_none() && time.hour() <= 12, Print::Minutes))
}
