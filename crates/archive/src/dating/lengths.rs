//! Lengths of time as a text tells them: `six months`, `not quite two weeks`, `137 days`.

use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// A pattern for [`Length::read`], for lower-case text.
pub(super) const LENGTH: &str = r"(?:(?:just over|just under|not quite|less than|more than|a little over|a little more than|little more than|barely|nearly|almost|about|around|some|roughly|over|under|only|just|exactly|a full) )?(?:\d{1,3}|a hundred|an?|a couple of|half a dozen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: whole| short| long)? (?:days?|weeks?|fortnights?|months?|years?)";

/// How many days it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub(super) least: i32,
    pub(super) most: i32,
    /// The days to the day, where it is counted in days or weeks and nothing makes it vague.
    pub(super) exact: Option<i32>,
    /// The years, where it is plainly counted in years; else 0.
    pub(super) years: i16,
}

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<more>just over|more than|a little over|a little more than|little more than|over)?(?P<less>just under|not quite|less than|barely|nearly|almost|under)?(?P<about>about|around|some|roughly)?(?:only|just|exactly|a full)? ?(?P<n>\d{1,3}|a hundred|an?|a couple of|half a dozen|[a-z]+)(?: whole| short| long)? (?P<unit>day|week|fortnight|month|year)s?$",
    )
});

impl Length {
    /// Reads what [`LENGTH`] matches.
    ///
    /// Newsrooms round, and count many days with the last or without it: `two weeks` is ten days to eighteen, `a year on` may be said ten months after and twenty-one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let found = PARTS.captures(text.trim())?;
        let count = match found.name("n")?.as_str() {
            "a" | "an" => 1,
            "a hundred" => 100,
            "a couple of" => 2,
            "half a dozen" => 6,
            other => counted(other)?,
        };
        let (days, early, late) = match found.name("unit")?.as_str() {
            "day" => (count, i32::from(count > 9), i32::from(count > 9)),
            "week" => (7 * count, 4 + count / 2, 4 + count / 2),
            "fortnight" => (14 * count, 4, 4),
            "month" => (count * 3044 / 100, 18 + count, 25 + count),
            _ => (count * 36525 / 100, 120, 330),
        };
        let vague = days / 4 + 2;
        let (more, less, about) = (found.name("more"), found.name("less"), found.name("about"));
        let (least, most) = match (more, less, about) {
            (Some(_), _, _) => (days - 1, days + late.max(vague)),
            (_, Some(_), _) => (days - early.max(vague), days + 1),
            (_, _, Some(_)) => (days - early.max(vague), days + late.max(vague)),
            _ => (days - early, days + late),
        };
        let plain = more.is_none() && less.is_none() && about.is_none();
        let countable = matches!(found.name("unit")?.as_str(), "day" | "week" | "fortnight");
        Some(Self {
            least: least.max(0),
            most,
            exact: (plain && countable).then_some(days),
            years: if plain && found.name("unit")?.as_str() == "year" {
                i16::try_from(count).unwrap_or(0)
            } else {
                0
            },
        })
    }
}

/// A number in figures or words.
pub(super) fn counted(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "nought",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 7] = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    word.parse().ok().or_else(|| {
        let place = WORDS.iter().position(|other| *other == word);
        let tens = || Some(10 * (TENS.iter().position(|other| *other == word)? + 3));
        i32::try_from(place.or_else(tens)?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long() {
        let days = |text: &str| Length::read(text).map(|length| (length.least, length.most, length.exact));
        for (text, least, most, exact) in [
            ("eight days", 8, 8, Some(8)),
            ("137 days", 136, 138, Some(137)),
            ("a week", 3, 11, Some(7)),
            ("not quite two weeks", 9, 15, None),
            ("just over a fortnight", 13, 19, None),
            ("ten weeks", 61, 79, Some(70)),
            ("six months", 158, 213, None),
            ("a year", 245, 695, None),
        ] {
            assert_eq!(days(text), Some((least, most, exact)), "{text}");
            assert!(pattern(&format!("^{LENGTH}$")).is_match(text), "{text}");
        }
        for text in ["many days", "a day and a half", "two hours", "weeks"] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn numbers() {
        for (word, count) in [
            ("nought", 0),
            ("twenty", 20),
            ("thirty", 30),
            ("ninety", 90),
            ("14", 14),
        ] {
            assert_eq!(counted(word), Some(count), "{word}");
        }
        assert_eq!(counted("many"), None);
    }
}
