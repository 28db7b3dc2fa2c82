//! Dates in the digits of addresses and file names: `hsj-live-211013-the-budget` was written on 21 October 2013.
//!
//! Newsrooms put the day into the name of a live blog in whatever way the person on duty liked, always day first.
//! What is read:
//!
//! | form | examples |
//! |---|---|
//! | digits run together | `211013`, `16122014`, `41113` (4 November), `522013` (5 February), `20130520` |
//! | numbers apart | `28-11-12`, `28.11.12`, `28_11_12`, `2013-05-20`, `2013/05/20`, `20-5-2013` |
//! | a month's name | `20-may-2013`, `may-20-2013`, `20th-may-2013`, `mon-20-may-2013`, `20may2013`, `2013/may/20` |
//! | a range of days | `12-13-march-2014`, `12th-to-13th-march-2014`, `12-and-13-march-2014` |
//! | a month only | `2015-03`, `2015/03`, `march-2015` |
//!
//! Just as important is what is not: clock times (`1230pm`), running numbers (`/5065212.article`), hashes
//! (`95834794f040f8da`), version numbers, financial years (`2011-12`), a year alone, anything in a query, a fragment
//! or a host. Years are 1995 to 2035; two digits are read accordingly.
//!
//! **Never a guess.** Digits with two readings (`11113`: 1 November or 11 January 2013) give the interval from the one
//! to the other. A weekday in the name decides where it fits only one of them. Where a name holds several dates, one
//! inside another counts once, the longer; dates that can all be true together (`2013/05/` and `20-may-2013`) give the
//! most exact; dates that cannot give an interval that holds them all, and the note says so.

mod calendar;
mod forms;
mod pieces;
#[cfg(test)]
mod tests;

pub(crate) use calendar::month_named;

use crate::page_id::url_segments;
use daybook_model::LocalDate;
use forms::Candidate;
use pieces::Pieces;

/// The days from the first to the second, both included.
type Days = (LocalDate, LocalDate);

/// A date that an address or a file name holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReading {
    /// The first day that it can mean.
    pub earliest: LocalDate,
    /// The last day that it can mean.
    pub latest: LocalDate,
    /// The digits and words that were read, as they stand in the name.
    pub text: String,
    /// Why this is no single day, or how it came to be one, where that is not plain to see.
    pub note: Option<String>,
}

/// Where digits stand decides what a number by itself is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The path of an address: most systems number their pages.
    Path,
    /// A file's name, most often given by a person.
    FileName,
}

/// The date in an address, full or without its host; the query, the fragment and the host are not looked at.
pub fn read_url(url: &str) -> Option<DateReading> {
    read_path(&url_segments(url).join("/"))
}

/// The date in the name of a file, without its extension.
pub fn read_file_name(stem: &str) -> Option<DateReading> {
    read(stem, Place::FileName)
}

/// The date in the path of an address, already decoded and without the extension.
pub(crate) fn read_path(path: &str) -> Option<DateReading> {
    read(path, Place::Path)
}

fn read(name: &str, place: Place) -> Option<DateReading> {
    let lower = name.to_ascii_lowercase();
    let pieces = Pieces::of(&lower);
    let candidates = without_covered(forms::candidates(&pieces, place));
    let text = |candidate: &Candidate| name[candidate.start..candidate.end].to_owned();
    let mut rest = candidates.iter();
    let first = rest.next()?;
    let agreed = rest.try_fold(first.readings.clone(), |agreed, next| {
        let both = common(&agreed, &next.readings);
        (!both.is_empty()).then_some(both)
    });
    if let Some(readings) = agreed {
        let (earliest, latest) = hull(readings.iter())?;
        let named = candidates
            .iter()
            .find(|candidate| hull(candidate.readings.iter()) == Some((earliest, latest)));
        let note = match readings.as_slice() {
            [(one, _), .., (other, _)] => Some(format!("{one} or {other}")),
            _ => candidates.iter().find_map(|candidate| candidate.note.clone()),
        };
        return Some(DateReading {
            earliest,
            latest,
            text: text(named.unwrap_or(first)),
            note,
        });
    }
    let (earliest, latest) = hull(candidates.iter().flat_map(|candidate| &candidate.readings))?;
    let texts: Vec<String> = candidates.iter().map(text).collect();
    let note = Some(format!("dates that disagree: {}", texts.join(" and ")));
    Some(DateReading {
        earliest,
        latest,
        text: texts.join(" and "),
        note,
    })
}

/// The candidates in the order of the name, without those that share digits with a better one.
fn without_covered(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| (candidate.start, candidate.end));
    let covered = |one: &Candidate| {
        candidates
            .iter()
            .any(|other| other.form < one.form && other.start < one.end && one.start < other.end)
    };
    let kept: Vec<bool> = candidates.iter().map(|candidate| !covered(candidate)).collect();
    candidates
        .into_iter()
        .zip(kept)
        .filter_map(|(candidate, keep)| keep.then_some(candidate))
        .collect()
}

/// The readings that both allow, earliest first.
fn common(some: &[Days], others: &[Days]) -> Vec<Days> {
    let pairs = some
        .iter()
        .flat_map(|one| others.iter().map(move |other| (one, other)));
    let mut both: Vec<Days> = pairs
        .map(|(one, other)| (one.0.max(other.0), one.1.min(other.1)))
        .filter(|(earliest, latest)| earliest <= latest)
        .collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// The shortest interval that holds all of them.
fn hull<'d>(mut days: impl Iterator<Item = &'d Days>) -> Option<Days> {
    let first = *days.next()?;
    Some(days.fold(first, |(earliest, latest), next| {
        (earliest.min(next.0), latest.max(next.1))
    }))
}
