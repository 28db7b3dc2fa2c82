//! Days, months, years and financial years as a text prints them.

use super::days::{Day, Weekday, YEARS};
use crate::date_digits::month_named;
use crate::pattern::pattern;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printed {
    /// `Friday 8 March`, `6-7 July 2013`: the first and the last day.
    Day {
        weekday: Option<Weekday>,
        first: u8,
        last: u8,
        month: u8,
        year: Option<i16>,
    },
    /// `January`, `March 2013`.
    Month { month: u8, year: Option<i16> },
    /// `2013`.
    Year(i16),
    /// `2013-14`: the year in which it begins.
    FinancialYear(i16),
}

/// A printed date and where it stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) printed: Printed,
}

const MONTH: &str = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?";
const WEEKDAY: &str = r"(?:Mon|Tue(?:s)?|Wed(?:nes|s)?|Thu(?:rs|r)?|Fri|Sat(?:ur)?|Sun)(?:day)?";

static DATES: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";
    let year = r"(?:,?\s+((?:19|20)\d\d)\b)?";
    pattern(&format!(
        r"(?x)
        (?: \b(?P<w1>{WEEKDAY}),?\s+ (?:the\s+)? )? \b(?P<d1>{day}) (?: \s?(?:-|–|to|and|&)\s?(?P<e1>{day}) )?
            \s(?:of\s)? (?P<m1>{MONTH}) (?P<y1>{year})
        | (?: \b(?P<w2>{WEEKDAY}),?\s+ )? \b(?P<m2>{MONTH})\s(?:the\s)? (?P<d2>{day})\b (?P<y2>{year})
        | \b(?P<f>(?:19|20)\d\d)(?:-|–|/)(?P<g>\d\d)\b
        | \b(?P<m3>{MONTH}) (?P<y3>{year})
        | \b(?P<y4>(?:19|20)\d\d)\b"
    ))
});

/// The dates that a sentence prints, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    DATES
        .captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let printed = printed(&found)?;
            let (before, after) = (&text[..whole.start()], &text[whole.end()..]);
            fits(printed, before, after).then_some(Mention {
                start: whole.start(),
                end: whole.end(),
                printed,
            })
        })
        .collect()
}

fn number(found: &Captures<'_>, name: &str) -> Option<u8> {
    let digits: String = found
        .name(name)?
        .as_str()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

fn month(found: &Captures<'_>, name: &str) -> Option<u8> {
    let word = found
        .name(name)?
        .as_str()
        .trim_end_matches('.')
        .to_ascii_lowercase();
    month_named(&word).and_then(|month| u8::try_from(month).ok())
}

fn year(found: &Captures<'_>, name: &str) -> Option<i16> {
    let digits: String = found
        .name(name)?
        .as_str()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok().filter(|year| (1900..=2099).contains(year))
}

fn printed(found: &Captures<'_>) -> Option<Printed> {
    let weekday = |name| found.name(name).and_then(|word| Weekday::named(word.as_str()));
    for [w, d, e, m, y] in [["w1", "d1", "e1", "m1", "y1"], ["w2", "d2", "d2", "m2", "y2"]] {
        if let (Some(first), Some(month)) = (number(found, d), month(found, m)) {
            let last = number(found, e).unwrap_or(first);
            // `30 April and 1 May` is read as two dates; a range that runs down is none.
            let first = if last < first { last } else { first };
            return Some(Printed::Day {
                weekday: weekday(w),
                first,
                last,
                month,
                year: year(found, y),
            });
        }
    }
    if let (Some(from), Some(to)) = (year(found, "f"), number(found, "g")) {
        return ((from + 1).rem_euclid(100) == i16::from(to)).then_some(Printed::FinancialYear(from));
    }
    if let Some(month) = month(found, "m3") {
        return Some(Printed::Month {
            month,
            year: year(found, "y3"),
        });
    }
    year(found, "y4").map(Printed::Year)
}

/// Whether it is a date at all: a month that is a name, a number that counts something else and a page number are not.
fn fits(printed: Printed, before: &str, after: &str) -> bool {
    let glued = before.ends_with(['£', '$', '€', '#', '/', '-', '.', ',', '@'])
        || after.starts_with(['/', '%', '@'])
        || (after.starts_with(['.', ',', '-', ':']) && after[1..].starts_with(|c: char| c.is_ascii_digit()));
    if glued {
        return false;
    }
    match printed {
        Printed::Day { .. } => true,
        Printed::Month { year: Some(_), .. } => true,
        Printed::Month { month, year: None } => {
            // `Theresa May`, `Jan Tregelles`, `an April start`.
            let word = before
                .trim_end()
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let named = if month == 5 {
                matches!(
                    word,
                    "in" | "In" | "since" | "Since" | "last" | "until" | "during" | "late" | "early" | "mid"
                )
            } else {
                matches!(
                    word,
                    "in" | "In"
                        | "since"
                        | "Since"
                        | "last"
                        | "until"
                        | "during"
                        | "late"
                        | "early"
                        | "mid"
                        | "from"
                        | "From"
                        | "by"
                        | "By"
                        | "of"
                        | "next"
                        | "this"
                )
            };
            let person = after
                .strip_prefix(' ')
                .is_some_and(|next| next.starts_with(char::is_uppercase));
            named && !person
        }
        Printed::Year(_) | Printed::FinancialYear(_) => {
            // `2,013`, `2013 patients`, `1999 beds`: a number of things has a plural after it.
            let next: String = after
                .trim_start()
                .chars()
                .take_while(|c| c.is_alphabetic())
                .collect();
            let things = matches!(
                next.as_str(),
                "patients"
                    | "people"
                    | "staff"
                    | "beds"
                    | "nurses"
                    | "doctors"
                    | "cases"
                    | "deaths"
                    | "jobs"
                    | "calls"
                    | "pages"
                    | "members"
                    | "GPs"
                    | "hours"
                    | "days"
                    | "operations"
                    | "posts"
                    | "words"
                    | "children"
                    | "am"
                    | "pm"
                    | "hrs"
                    | "complaints"
                    | "incidents"
                    | "responses"
                    | "signatures"
                    | "respondents"
                    | "women"
                    | "men"
            );
            !things
        }
    }
}

impl Printed {
    /// First and last day, if the year is printed.
    pub(super) fn span(self) -> Option<(Day, Day)> {
        match self {
            Self::Day {
                first,
                last,
                month,
                year: Some(year),
                ..
            } => Some((Day::new(year, month, first)?, Day::new(year, month, last)?)),
            Self::Month {
                month,
                year: Some(year),
            } => Some((Day::new(year, month, 1)?, Day::month_end(year, month)?)),
            Self::Year(year) => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
            Self::FinancialYear(year) => Some((Day::new(year, 4, 1)?, Day::new(year + 1, 3, 31)?)),
            Self::Day { year: None, .. } | Self::Month { year: None, .. } => None,
        }
    }

    /// First and last day in the given year, whether or not one is printed.
    pub(super) fn span_in(self, year: i16) -> Option<(Day, Day)> {
        match self {
            Self::Day {
                first,
                last,
                month,
                weekday,
                ..
            } => {
                let (from, to) = (Day::new(year, month, first)?, Day::new(year, month, last)?);
                weekday
                    .is_none_or(|weekday| from.weekday() == weekday)
                    .then_some((from, to))
            }
            Self::Month { month, .. } => Some((Day::new(year, month, 1)?, Day::month_end(year, month)?)),
            Self::Year(_) | Self::FinancialYear(_) => self.span(),
        }
    }

    pub(super) fn has_year(self) -> bool {
        match self {
            Self::Day { year, .. } | Self::Month { year, .. } => year.is_some(),
            Self::Year(_) | Self::FinancialYear(_) => true,
        }
    }

    /// Whether the year, where there is one, is one that a page may be of.
    pub(super) fn is_plausible(self) -> bool {
        self.span()
            .is_none_or(|(from, _)| YEARS.contains(&from.date().year()) && from.0 >= 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Printed)> {
        mentions(text)
            .into_iter()
            .map(|m| (&text[m.start..m.end], m.printed))
            .collect()
    }

    #[test]
    fn forms() {
        let day = |weekday, first, last, month, year| Printed::Day {
            weekday,
            first,
            last,
            month,
            year,
        };
        assert_eq!(
            read(
                "Friday 8 March, 6-7 July, 3:40 PM - 4 Mar 2015, 5th of May 2013, March 20th; 2015-16, in January, July 2012 and 2010"
            ),
            [
                ("Friday 8 March", day(Some(Weekday::Friday), 8, 8, 3, None)),
                ("6-7 July", day(None, 6, 7, 7, None)),
                ("4 Mar 2015", day(None, 4, 4, 3, Some(2015))),
                ("5th of May 2013", day(None, 5, 5, 5, Some(2013))),
                ("March 20th", day(None, 20, 20, 3, None)),
                ("2015-16", Printed::FinancialYear(2015)),
                ("January", Printed::Month { month: 1, year: None }),
                (
                    "July 2012",
                    Printed::Month {
                        month: 7,
                        year: Some(2012)
                    }
                ),
                ("2010", Printed::Year(2010)),
            ]
        );
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "Theresa May said",
            "according to May",
            "Jan Tregelles writes",
            "it may 2",
            "£2013",
            "2,013",
            "2013 patients",
            "2014-17 plan",
            "April Smith left",
            "20.13",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
