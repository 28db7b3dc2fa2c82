//! Passages that point to another entry of the page: `(see 1.13pm)`, `as reported at 4.04pm`.

use super::stamp::{clock_time, same_on_a_dial};
use daybook_model::ClockTime;
use regex::Regex;
use std::sync::LazyLock;

/// A passage that points to a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// The passage as printed.
    pub(crate) text: String,
    /// Its place in the text, in Unicode scalar values.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The times that may be meant: one, or both halves of the day where no meridiem is printed.
    time: ClockTime,
    /// Whether the passage says so plainly (`see`), or only if there is an entry of that time.
    plain: bool,
}

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static POINTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)
        (?P<open>[(\[]\s*)?
        \b(?:
            (?P<plain> see (?:\s+(?:also|our|the|my|post|posts|entry|update|story|item|report|at|from|below|above|earlier)){0,4}[,:]?
              | scroll\s+(?:down|up|back)\s+to (?:\s+(?:our|the|post|entry|at)){0,3} )
          | (?: (?:as|which|that|whom)\s+ (?:(?:we|i)\s+)? | (?:we|i)\s+(?:(?:have|had)\s+)? )
            (?:first\s+|already\s+|also\s+)? (?:reported|mentioned|noted|posted|said|wrote|covered|flagged|told\s+you|outlined|discussed|brought\s+you)
            (?:\s+(?:here|below|above|earlier|it|this|that|on|about|in|our|the|post|entry|today)){0,4} (?:\s+at)?
          | (?:reported|mentioned|noted|posted|flagged|covered) (?:\s+(?:here|above|below|earlier|it|this|that|on|about)){0,2} \s+at
          | (?:our|the|my|earlier|in\ the|from\ the) (?:\s+earlier)? (?P<post_before>\s+(?:post|entry|update|item|report|story))? (?:\s+(?:at|from|of))?
          | (?:post|entry|update|item)\s+(?:at|from|of)
        )
        \s+
        (?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?(?:\s?(?P<meridiem>[ap]\.m\b\.?|[ap]m\b))?
        (?P<tail>\s+(?:post|entry|update|item|below|above|report|story)\b){0,2}
        (?P<close>\s*[)\]])?
        ",
    )
    .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?xi) ^ \s*(?:,|;|and|&|,\s*and|or)\s*(?:at\s+)? (?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:\s?(?P<meridiem>[ap]\.m\b\.?|[ap]m\b))? (?P<close>\s*[)\]])?")
        .expect("a valid pattern")
});

/// The passages of an entry's text that point to times, in order.
pub(crate) fn pointers(text: &str) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut counted: (usize, usize) = (0, 0);
    let mut chars_before = |byte: usize| {
        let (from, before) = if byte < counted.0 { (0, 0) } else { counted };
        counted = (byte, before + text[from..byte].chars().count());
        counted.1
    };
    for captures in POINTER.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
        let group = |name: &str| captures.name(name).map(|m| m.as_str());
        let plain = group("plain").is_some();
        // `our 10 best`, `the 2.30pm debate`: a time is meant only if a post is.
        let posted = group("post_before").is_some() || group("tail").is_some();
        let bare_article = {
            let head = whole.as_str().trim_start_matches(['(', '[', ' ']).to_lowercase();
            ["our ", "the ", "my ", "earlier ", "in the ", "from the "]
                .iter()
                .any(|a| head.starts_with(a))
        };
        if bare_article && !posted {
            continue;
        }
        if group("minute").is_none() && group("meridiem").is_none() {
            continue;
        }
        let digits = format!(
            "{}.{}",
            group("hour").unwrap_or_default(),
            group("minute").unwrap_or("0")
        );
        let Some(time) = clock_time(&digits, group("meridiem")) else {
            continue;
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
        let (start, end) = (chars_before(begin), chars_before(finish));
        found.push(Pointer {
            text: text[begin..finish].to_owned(),
            start,
            end,
            time,
            plain,
        });
        let mut at = finish;
        while let Some(more) = FURTHER.captures(&text[at..]) {
            let (Some(hour), Some(minute), Some(all)) = (more.name("hour"), more.name("minute"), more.get(0))
            else {
                break;
            };
            let digits = format!("{}.{}", hour.as_str(), minute.as_str());
            let meridiem = more.name("meridiem").map(|m| m.as_str());
            let Some(time) = clock_time(&digits, meridiem) else {
                break;
            };
            let begin = at + hour.start();
            let finish = at + more.name("close").map_or(all.end(), |m| m.start());
            let (start, end) = (chars_before(begin), chars_before(finish));
            found.push(Pointer {
                text: text[begin..finish].to_owned(),
                start,
                end,
                time,
                plain,
            });
            at = finish;
        }
    }
    found
}

impl Pointer {
    /// The entry meant among the page's entries, given as place in time and printed time: of several, the nearest
    /// before `from`, else the nearest after. `None` if the passage points to no entry of the page and does not
    /// plainly point at all.
    pub(crate) fn resolve(
        &self,
        from: usize,
        entries: &[(usize, Option<ClockTime>, Option<ClockTime>)],
    ) -> Option<Option<usize>> {
        let matching = |exact: bool| {
            entries
                .iter()
                .filter(|(place, time, corrected)| {
                    let same = |t: &ClockTime| *t == self.time || !exact && same_on_a_dial(*t, self.time);
                    *place != from && [time, corrected].into_iter().flatten().any(same)
                })
                .map(|(place, ..)| *place)
                .min_by_key(|place| (*place > from, place.abs_diff(from)))
        };
        match matching(true).or_else(|| matching(false)) {
            Some(place) => Some(Some(place)),
            None => self.plain.then_some(None),
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
            ("see 14.38 for", &["14:38 see 14.38"]),
            ("(see 9.05am and 10.10am)", &["09:05 see 9.05am", "10:10 10.10am"]),
            ("see post at 12.30pm", &["12:30 see post at 12.30pm"]),
        ] {
            assert_eq!(texts(text), found, "{text}");
        }
    }

    #[test]
    fn passages_that_do_not() {
        for text in [
            "At 2.30pm today there will be a debate",
            "the 2.30pm debate",
            "our 10 best",
            "It’s at 1pm",
            "see page 12",
            "see 20 patients",
            "as reported in 2013",
        ] {
            assert_eq!(texts(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_nearest_earlier_entry_is_meant() {
        let time = |h, m| ClockTime::new(h, m);
        let entries = [
            (1, time(9, 5), None),
            (2, time(13, 13), None),
            (3, time(13, 13), None),
            (5, time(13, 13), None),
        ];
        let pointer = &pointers("(see 1.13pm)")[0];
        assert_eq!(pointer.resolve(4, &entries), Some(Some(3)));
        assert_eq!(pointer.resolve(1, &entries), Some(Some(2)));
        assert_eq!(pointers("(see 7.13pm)")[0].resolve(4, &entries), Some(None));
        assert_eq!(pointers("as reported at 7.13pm")[0].resolve(4, &entries), None);
    }
}
