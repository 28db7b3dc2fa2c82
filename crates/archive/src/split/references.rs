//! Passages that point to another entry of the page: `(see 1.13pm)`, `as reported at 4.04pm`.

use super::stamp::clock_time;
use daybook_model::ClockTime;
use regex::{Captures, Regex};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A passage that points to a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// The passage as printed.
    pub(crate) text: String,
    /// Its place in the text, in Unicode scalar values.
    pub(crate) start: usize,
    pub(crate) end: usize,
    time: ClockTime,
    /// Whether the time is printed so that it may be of either half of the day.
    either_half: bool,
    strength: Strength,
}

/// How plainly a passage points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// `see 1.13pm`: it points, whether or not there is such an entry.
    Plain,
    /// `as we reported at 4.04pm`: it points if there is such an entry.
    Told,
    /// `at 9.10am we wrote`, `(10.15am)`: it points if there is such an entry, before this one.
    Hinted,
}

/// A time: `12 noon`, `1.13pm`, `13:13`, and `9am`; without a meridiem an hour alone is a number.
const TIME: &str = r"(?: (?:12(?:[.:]00)?\s?)?(?P<named>noon|midday|midnight)\b
    | (?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:\s?(?P<meridiem>[ap]\.m\b\.?|[ap]m\b))?
    | (?P<whole>\d{1,2})\s?(?P<half>[ap]\.m\b\.?|[ap]m\b) )";

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static POINTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?xi)
        (?P<open>[(\[]\s*)?
        \b(?:
            (?P<plain> see (?:\s+(?:also|our|the|my|post|posts|entry|update|story|item|report|at|from|below|above|earlier)){{0,4}}[,:]?
              | (?:scroll|go|look|jump|circle|cast\s+your\s+eyes?)\s+(?:down|up|back)\s+to (?:\s+(?:our|the|post|entry|at)){{0,3}} )
          | (?: (?:as|which|that|whom)\s+ (?:(?:we|i)\s+)? | (?:we|i)\s+(?:(?:have|had)\s+)? )
            (?:first\s+|already\s+|also\s+)? (?:reported|mentioned|noted|posted|said|wrote|covered|flagged|told\s+you|outlined|discussed|brought\s+you)
            (?:\s+(?:here|below|above|earlier|it|this|that|on|about|in|our|the|post|entry|today)){{0,4}} (?:\s+at)?
          | (?:reported|mentioned|noted|posted|flagged|covered) (?:\s+(?:here|above|below|earlier|it|this|that|on|about)){{0,2}} \s+at
          | (?:our|the|my|that|this|earlier|in\ the|from\ the) (?:\s+earlier)? (?P<post_before>\s+(?:post|entry|update|item|report|story))? (?:\s+(?:at|from|of))?
          | (?:post|entry|update|item)\s+(?:at|from|of)
        )
        \s+
        {TIME}
        (?P<tail>\s+(?:post|entry|update|item|below|above|report|story)\b){{0,2}}
        (?P<close>\s*[)\]])?
        "
    ))
    .expect("a valid pattern")
});

/// What makes posts of the times before it: `our 11.05am and 10am updates`.
#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static POSTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s+(?:posts?|entry|entries|updates?|items?|reports?|story|stories)\b")
        .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?xi) ^ \s*(?:,|;|and\b|&|,\s*and\b|or\b)\s*(?P<at>at\s+)? (?P<time> {TIME} ) (?P<close>\s*[)\]])?"
    ))
    .expect("a valid pattern")
});

/// What may point, if an entry before this one has that very time.
#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static HINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?xi)
        (?: (?P<inside>[(\[]) \s*
          | (?P<back> (?P<mended> \b(?:correct(?:ion|ed|ing|s)?|spelling|misspelling|typo|mistake|slip|error)\b [^.;:\n]{{0,60}}? \s at \s+ )
            | \b(?:returns?|returned|returning|back)\s+to\b [^.;:\n]{{0,40}}? \s at \s+ )
          | \bwe\s+ (?P<verb>\w+) (?:\s+\w+){{0,3}}? \s+at\s+
          | \b at \s+
        )
        (?P<time> {TIME} )
        (?P<after> \s*[)\]] | ,?\s+(?:we|i)\s+(?:\w+) )?
        "
    ))
    .expect("a valid pattern")
});

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

/// The passages of an entry's text that point to times, in order.
pub(crate) fn pointers(text: &str) -> Vec<Pointer> {
    let mut finder = Finder {
        text,
        counted: (0, 0),
        found: Vec::new(),
    };
    let mut done = 0;
    for captures in POINTER.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        finder.hints(done..whole.start());
        done = finder.pointer(&captures).unwrap_or(whole.start()).max(done);
    }
    finder.hints(done..text.len());
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

/// Where a page's times stand: for each minute of the day the places in time, in order, of the entries printed or
/// mended so.
#[derive(Debug, Default)]
pub(crate) struct Places {
    by_minute: FxHashMap<u16, Vec<usize>>,
}

impl Places {
    /// Takes places in time with their printed and mended times, in any order.
    pub(crate) fn new(
        entries: impl IntoIterator<Item = (usize, Option<ClockTime>, Option<ClockTime>)>,
    ) -> Self {
        let mut by_minute: FxHashMap<u16, Vec<usize>> = FxHashMap::default();
        for (place, printed, mended) in entries {
            for time in [printed, mended].into_iter().flatten() {
                by_minute.entry(time.minutes()).or_default().push(place);
            }
        }
        by_minute.values_mut().for_each(|places| places.sort_unstable());
        Self { by_minute }
    }

    /// The nearest place of a time before another place, else the nearest after it.
    fn nearest(&self, minute: u16, from: usize, forwards: bool) -> Option<usize> {
        let places = self.by_minute.get(&minute)?;
        let before = places.partition_point(|place| *place < from);
        let after = places.partition_point(|place| *place <= from);
        let earlier = before.checked_sub(1).map(|i| places[i]);
        earlier.or_else(|| places.get(after).copied().filter(|_| forwards))
    }
}

impl Pointer {
    /// The place of the entry meant: of several of that time the nearest before `from`, else the nearest after.
    /// `None` if the passage points to no entry of the page and does not plainly point at all.
    pub(crate) fn resolve(&self, from: usize, places: &Places) -> Option<Option<usize>> {
        let forwards = self.strength != Strength::Hinted;
        let minute = self.time.minutes();
        let other_half = || places.nearest((minute + 720) % 1440, from, forwards);
        let found = places.nearest(minute, from, forwards).or_else(|| {
            if self.either_half || forwards {
                other_half()
            } else {
                None
            }
        });
        match found {
            Some(place) => Some(Some(place)),
            None => (self.strength == Strength::Plain).then_some(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        pointers(text)
            .into_iter()
            .map(|p| format!("{} {}", p.time, p.text))
            .collect()
    }

    #[test]
    fn passages_that_point() {
        for (text, found) in [
            ("of services. (see 1.13pm)", &["13:13 (see 1.13pm)"][..]),
            ("for more, see 11.37am below, or", &["11:37 see 11.37am below"]),
            ("as reported at 4.04pm the", &["16:04 as reported at 4.04pm"]),
            (
                "As we reported earlier at 4.04pm",
                &["16:04 As we reported earlier at 4.04pm"],
            ),
            ("See our 10.15am post.", &["10:15 See our 10.15am post"]),
            ("More on our 10.15am post.", &["10:15 our 10.15am post"]),
            (
                "which Ada Quill reported at 10.47am.",
                &["10:47 reported at 10.47am"],
            ),
            ("At 9.10am we wrote that Dr Quill", &["09:10 At 9.10am"]),
            ("here is one: at 9.05am we called it", &["09:05 at 9.05am"]),
            (
                "correcting our spelling of Quill at 15.41.",
                &["15:41 correcting our spelling of Quill at 15.41"],
            ),
            (
                "Scroll back to 8.10 if you missed it",
                &["08:10 Scroll back to 8.10"],
            ),
            ("the porter we met at 08:15.", &["08:15 we met at 08:15"]),
            ("at 10.20 we should have put Wigan", &["10:20 at 10.20"]),
            (
                "She returns to the exchange at 14.38. If",
                &["14:38 returns to the exchange at 14.38"],
            ),
            ("That was quick (10.15am).", &["10:15 (10.15am)"]),
            ("see 14.38 for", &["14:38 see 14.38"]),
            ("(see 9.05am and 10.10am)", &["09:05 see 9.05am", "10:10 10.10am"]),
            ("see post at 12.30pm", &["12:30 see post at 12.30pm"]),
            ("At 9am we wrote that", &["09:00 At 9am"]),
            ("as Quill said (10am).", &["10:00 (10am)"]),
            (
                "our 11.05am and 10am updates",
                &["11:05 our 11.05am", "10:00 10am"],
            ),
            ("see post at 12 noon for", &["12:00 see post at 12 noon"]),
            ("see our midnight post", &["00:00 see our midnight post"]),
            ("(see 9.05am and 10am)", &["09:05 see 9.05am", "10:00 10am"]),
            ("What we reported at 9am", &["09:00 we reported at 9am"]),
            ("our 4pm post", &["16:00 our 4pm post"]),
            ("That 10:20 item on the", &["10:20 That 10:20 item"]),
        ] {
            assert_eq!(texts(text), found, "{text}");
        }
    }

    #[test]
    fn passages_that_do_not() {
        for text in [
            "At 2.30pm today there will be a debate",
            "At 2.30pm we will host a debate",
            "we will be back at 2.30pm",
            "we hope to hear more at 2.30pm",
            "The doors opened at 2.30pm.",
            "the hall (2.30pm, room 4)",
            "the 2.30pm debate",
            "that 2.30pm debate",
            "this 9.15am train",
            "our 10 best",
            "It’s at 1pm",
            "at 2pm there will be a debate",
            "At 2pm we will host a debate",
            "At 10am we met the minister",
            "we met at noon",
            "Staff went back to work at 9am",
            "the 10am and 2pm debates",
            "the hall (2pm, room 4)",
            "until noon we had none",
            "(12 patients)",
            "at 9 we wrote",
            "see page 12",
            "see 20 patients",
            "as reported in 2013",
        ] {
            assert_eq!(texts(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_further_whole_hour_does_not_point_ahead() {
        assert_eq!(
            texts("see 9.05am, and at 2pm there will be a debate"),
            ["09:05 see 9.05am"]
        );
        let noon = Places::new([(1, ClockTime::new(12, 0), None), (2, ClockTime::new(10, 0), None)]);
        for text in ["(10am)", "At 10am we wrote", "(noon)", "reported at noon"] {
            for pointer in pointers(text) {
                assert_eq!(pointer.resolve(0, &noon), None, "{text}");
                assert!(pointer.resolve(3, &noon).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn the_nearest_earlier_entry_is_meant() {
        let time = |h, m| ClockTime::new(h, m);
        let entries =
            [1, 2, 3, 5].map(|place| (place, if place == 1 { time(9, 5) } else { time(13, 13) }, None));
        let entries = Places::new(entries);
        let pointer = &pointers("(see 1.13pm)")[0];
        assert_eq!(pointer.resolve(4, &entries), Some(Some(3)));
        assert_eq!(pointer.resolve(1, &entries), Some(Some(2)));
        assert_eq!(pointers("(see 7.13pm)")[0].resolve(4, &entries), Some(None));
        assert_eq!(pointers("as reported at 7.13pm")[0].resolve(4, &entries), None);
    }
}
