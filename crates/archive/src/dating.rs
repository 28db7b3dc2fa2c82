//! When a page was written, by a ladder of sources.
//!
//! The first rung that answers wins: the archive's `archive.toml`, the page's front matter, its address, its file's
//! name, and last what the [text](date_text) says of itself; the markup of an HTML page stands below its front matter.
//! Nothing else dates a page: no clock, no time of a file.
//!
//! Every rung is read even when a higher one has answered. A lower rung that cannot be true together with the winner
//! disputes it, which a person should look into; one that can be is kept as a second witness and changes nothing. An
//! interval is not narrowed by a lower rung: two half-trusted sources make no certain day.

mod attached;
mod combine;
mod company;
mod constraint;
mod datelines;
mod days;
mod event_table;
mod events;
mod governing;
mod headings;
mod hints;
mod holidays;
mod lengths;
mod lives;
mod mention;
mod neighbours;
mod printed_dates;
mod relative;
mod relative_words;
mod sentence;
mod sided;
mod tense;
mod tenure;
mod text;
mod weekdays;
mod words;

pub use constraint::{Constraint, ConstraintKind, Strength};
pub use days::DaySet;
pub use neighbours::Neighbours;
pub use text::{TextDating, date_text};

use crate::{
    date_digits::{DateReading, read_file_name, read_url},
    front_matter::WrittenDate,
    manifest::MANIFEST_NAME,
};
use daybook_model::{DateBasis, DateDispute, DateInterval, LocalDate};
use serde::{Deserialize, Serialize};

/// What there is to date a page by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateInputs {
    /// The date that `archive.toml` sets for the page.
    pub manifest_date: Option<LocalDate>,
    /// The date in the page's front matter.
    pub front_matter_date: Option<WrittenDate>,
    /// The day that the page's markup says it was published, and what says so.
    pub markup_date: Option<(LocalDate, String)>,
    /// The page's address and who gives it.
    pub url: Option<(String, UrlSource)>,
    /// The file's name without its extension.
    pub file_stem: Option<String>,
}

/// Who says what a page's address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UrlSource {
    /// `archive.toml`.
    Manifest,
    /// The page's front matter.
    FrontMatter,
    /// The page's markup.
    Markup,
    /// The file that holds the page among others: the record of a crawl, the line of an export.
    Container,
}

/// A source that could have dated the page, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    /// Which source.
    pub basis: DateBasis,
    /// The first and the last day that it allows; `None` where it holds no date.
    pub reading: Option<(LocalDate, LocalDate)>,
    /// What was read, for people.
    pub evidence: String,
}

/// A page's date and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dating {
    /// The date.
    pub interval: DateInterval,
    /// Every source that there was, the most trusted first.
    pub rungs: Vec<Rung>,
    /// The sources below the winner that cannot be true together with it.
    pub disputed_by: Vec<Rung>,
    /// What the text says, once it has been read.
    pub text: Option<TextDating>,
}

/// The date of a page, before its text is read.
pub fn date_page(inputs: &DateInputs) -> Dating {
    decide(rungs(inputs), None)
}

impl Dating {
    /// The same with what the text says, as the least trusted source.
    pub fn with_text(self, text: Option<TextDating>) -> Self {
        let mut rungs = self.rungs;
        rungs.retain(|rung| rung.basis != DateBasis::Text);
        if let Some(text) = &text {
            let evidence = text.evidence();
            rungs.push(Rung {
                basis: DateBasis::Text,
                reading: text.interval(),
                evidence,
            });
        }
        decide(rungs, text)
    }
}

/// The first source that answers wins.
fn decide(rungs: Vec<Rung>, text: Option<TextDating>) -> Dating {
    let mut answers = rungs.iter().filter_map(|rung| Some((rung, rung.reading?)));
    let Some((winner, (earliest, latest))) = answers.next() else {
        return Dating {
            interval: DateInterval::undated(),
            rungs,
            disputed_by: Vec::new(),
            text,
        };
    };
    let (first, last) = winner.ends(earliest, latest);
    let mut interval = DateInterval {
        earliest: first,
        latest: last,
        basis: winner.basis,
        evidence: Some(winner.evidence.clone()),
        disputed_by: Vec::new(),
    };
    let disputes = |(rung, days): &(&Rung, (LocalDate, LocalDate))| {
        // A text may fit no day of an interval that its own holds: one of a Monday contradicts a Tuesday.
        let holes = text.as_ref().filter(|_| rung.basis == DateBasis::Text);
        days.1 < earliest || latest < days.0 || holes.is_some_and(|text| !text.days.meets(earliest, latest))
    };
    let disputed_by: Vec<Rung> = answers.filter(disputes).map(|(rung, _)| rung.clone()).collect();
    interval.disputed_by = disputed_by.iter().filter_map(Rung::dispute).collect();
    Dating {
        interval,
        rungs,
        disputed_by,
        text,
    }
}

impl Rung {
    /// The days that it allows, either end perhaps open, without what was read; `None` where it holds no date.
    pub fn interval(&self) -> Option<DateInterval> {
        self.dispute().map(|dispute| dispute.interval())
    }

    /// The first and the last day. The ends of the calendar are no days that a text names: there it is open.
    fn ends(&self, earliest: LocalDate, latest: LocalDate) -> (Option<LocalDate>, Option<LocalDate>) {
        let (first, last) = DaySet::ends();
        let is_text = self.basis == DateBasis::Text;
        (
            Some(earliest).filter(|day| !is_text || *day != first),
            Some(latest).filter(|day| !is_text || *day != last),
        )
    }

    /// As entries carry it.
    fn dispute(&self) -> Option<DateDispute> {
        let (earliest, latest) = self.reading?;
        let (earliest, latest) = self.ends(earliest, latest);
        Some(DateDispute {
            basis: self.basis,
            earliest,
            latest,
            evidence: self.evidence.clone(),
        })
    }
}

/// What each source says, in the order of trust.
fn rungs(inputs: &DateInputs) -> Vec<Rung> {
    let DateInputs {
        manifest_date,
        front_matter_date,
        markup_date,
        url,
        file_stem,
    } = inputs;
    let manifest = manifest_date.map(|day| Rung {
        basis: DateBasis::Manifest,
        reading: Some((day, day)),
        evidence: MANIFEST_NAME.to_owned(),
    });
    let front_matter = front_matter_date
        .as_ref()
        .map(|WrittenDate { day, line, written }| Rung {
            basis: DateBasis::FrontMatter,
            reading: Some((*day, *day)),
            evidence: format!("front matter line {line}: {written}"),
        });
    let markup = markup_date.as_ref().map(|(day, evidence)| Rung {
        basis: DateBasis::Markup,
        reading: Some((*day, *day)),
        evidence: evidence.clone(),
    });
    let url = url.as_ref().map(|(url, source)| {
        let given_by = match source {
            UrlSource::Manifest => MANIFEST_NAME,
            UrlSource::FrontMatter => "front matter",
            UrlSource::Markup => "markup",
            UrlSource::Container => "its record",
        };
        let read = read_url(url);
        let shown = read
            .as_ref()
            .map_or_else(|| url.clone(), |read| in_context(url, read));
        rung(DateBasis::Url, read, &format!("url in {given_by}: {shown}"))
    });
    let file_name = file_stem.as_ref().map(|stem| {
        rung(
            DateBasis::Filename,
            read_file_name(stem),
            &format!("file name: {stem}"),
        )
    });
    [manifest, front_matter, markup, url, file_name]
        .into_iter()
        .flatten()
        .collect()
}

/// A rung whose date is read from digits.
fn rung(basis: DateBasis, read: Option<DateReading>, source: &str) -> Rung {
    let evidence = match read.as_ref().map(|read| read.note.as_deref()) {
        None => format!("{source} (holds no date)"),
        Some(Some(note)) => format!("{source} ({note})"),
        Some(None) => source.to_owned(),
    };
    Rung {
        basis,
        reading: read.map(|read| (read.earliest, read.latest)),
        evidence,
    }
}

/// The digits with the characters on either side: `...-211013-...`.
fn in_context(url: &str, read: &DateReading) -> String {
    // Decoding and several dates in one address may have left nothing to point at.
    let Some((before, after)) = url.split_once(&read.text) else {
        return read.text.clone();
    };
    let left = before
        .chars()
        .next_back()
        .map(|c| format!("...{c}"))
        .unwrap_or_default();
    let right = after.chars().next().map(|c| {
        if after.len() > c.len_utf8() {
            format!("{c}...")
        } else {
            c.to_string()
        }
    });
    format!("{left}{}{}", read.text, right.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    fn all() -> DateInputs {
        DateInputs {
            manifest_date: Some(day("2013-10-20")),
            front_matter_date: Some(WrittenDate {
                day: day("2013-10-21"),
                line: 3,
                written: "date: 2013-10-21".to_owned(),
            }),
            markup_date: Some((
                day("2013-10-21"),
                "article:published_time: 2013-10-21T08:00:00+01:00".to_owned(),
            )),
            url: Some((
                "https://x.org/hsj-live-211013-the-day/5065212.article".to_owned(),
                UrlSource::Manifest,
            )),
            file_stem: Some("live-201013".to_owned()),
        }
    }

    fn shown(inputs: &DateInputs) -> String {
        let Dating {
            interval,
            rungs,
            disputed_by,
            text: _,
        } = date_page(inputs);
        let line = |rung: &Rung| {
            let Rung {
                basis,
                reading,
                evidence,
            } = rung;
            let days = reading.map(|(earliest, latest)| format!("{earliest}..{latest}"));
            format!("{basis:?} {} {evidence}\n", days.unwrap_or_default())
        };
        let days = interval
            .bounds()
            .map(|(earliest, latest)| format!("{earliest}..{latest}"))
            .unwrap_or_default();
        format!(
            "{:?} {days} {}\n\n{}\ndisputed by\n{}",
            interval.basis,
            interval.evidence.unwrap_or_default(),
            rungs.iter().map(line).collect::<String>(),
            disputed_by.iter().map(line).collect::<String>()
        )
    }

    #[test]
    fn the_first_rung_wins_and_the_others_are_heard() {
        insta::assert_snapshot!(shown(&all()), @r#"
        Manifest 2013-10-20..2013-10-20 archive.toml

        Manifest 2013-10-20..2013-10-20 archive.toml
        FrontMatter 2013-10-21..2013-10-21 front matter line 3: date: 2013-10-21
        Markup 2013-10-21..2013-10-21 article:published_time: 2013-10-21T08:00:00+01:00
        Url 2013-10-21..2013-10-21 url in archive.toml: ...-211013-...
        Filename 2013-10-20..2013-10-20 file name: live-201013

        disputed by
        FrontMatter 2013-10-21..2013-10-21 front matter line 3: date: 2013-10-21
        Markup 2013-10-21..2013-10-21 article:published_time: 2013-10-21T08:00:00+01:00
        Url 2013-10-21..2013-10-21 url in archive.toml: ...-211013-...
        "#);
    }

    #[test]
    fn the_rungs_in_turn() {
        let mut inputs = all();
        inputs.manifest_date = None;
        assert_eq!(date_page(&inputs).interval.basis, DateBasis::FrontMatter);
        inputs.front_matter_date = None;
        assert_eq!(date_page(&inputs).interval.basis, DateBasis::Markup);
        inputs.markup_date = None;
        assert_eq!(date_page(&inputs).interval.basis, DateBasis::Url);
        inputs.url = Some(("https://x.org/live".to_owned(), UrlSource::FrontMatter));
        insta::assert_snapshot!(shown(&inputs), @r#"
        Filename 2013-10-20..2013-10-20 file name: live-201013

        Url  url in front matter: https://x.org/live (holds no date)
        Filename 2013-10-20..2013-10-20 file name: live-201013

        disputed by
        "#);
        inputs.file_stem = Some("live".to_owned());
        insta::assert_snapshot!(shown(&inputs), @r#"
        None  

        Url  url in front matter: https://x.org/live (holds no date)
        Filename  file name: live (holds no date)

        disputed by
        "#);
        assert_eq!(
            date_page(&DateInputs::default()).interval,
            DateInterval::undated()
        );
    }

    #[test]
    fn an_interval_is_not_narrowed() {
        let inputs = DateInputs {
            url: Some(("https://x.org/live-11113".to_owned(), UrlSource::FrontMatter)),
            file_stem: Some("live-2013-11-01".to_owned()),
            ..DateInputs::default()
        };
        insta::assert_snapshot!(shown(&inputs), @r#"
        Url 2013-01-11..2013-11-01 url in front matter: ...-11113 (2013-01-11 or 2013-11-01)

        Url 2013-01-11..2013-11-01 url in front matter: ...-11113 (2013-01-11 or 2013-11-01)
        Filename 2013-11-01..2013-11-01 file name: live-2013-11-01

        disputed by
        "#);
    }
}
