//! From a page's text to its entries: split, numbered, dated, their references resolved.

mod days;
mod posts;
mod shifts;

pub use shifts::{DayShift, date_entries};

use crate::split::references::{Places, pointers};
use crate::{Body, DayHeading, RawPage, SplitEntry, Zone, split};
use daybook_model::{Backlink, DateInterval, Entry, EntryId, Inspection, Leftover, Page, Reference};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A page in pieces.
struct Parts {
    standfirst: Option<String>,
    /// In printed order.
    entries: Vec<SplitEntry>,
    /// The date of each.
    dates: Vec<DateInterval>,
    /// How that stands to the page's.
    shifts: Vec<Option<DayShift>>,
    /// Their indices in time order, the earliest first.
    chronological: Vec<usize>,
    leftovers: Vec<Leftover>,
    headings: Vec<DayHeading>,
}

/// A page taken apart, with what it takes to date it anew when more is known of it.
pub struct Assembly {
    /// The page and its entries.
    pub inspection: Inspection,
    /// For each entry how its days stand to those of the page; `None` where its own markup or heading dates it.
    pub shifts: Vec<Option<DayShift>>,
    /// The headings that set the days of the page apart.
    pub headings: Vec<DayHeading>,
}

/// Takes a page apart. Its entries name nobody yet: that is for a recogniser.
pub fn assemble(raw: &RawPage, id: &str, zone: &Zone) -> Inspection {
    take_apart(raw, id, zone).inspection
}

/// [`assemble`], and what it takes to date the page anew.
pub fn take_apart(raw: &RawPage, id: &str, zone: &Zone) -> Assembly {
    let parts = match &raw.body {
        Body::Text(text) => of_text(text, &raw.dating.interval),
        Body::Posts { standfirst, posts } => {
            posts::of_posts(standfirst.as_ref(), posts, &raw.dating.interval, zone)
        }
    };
    let page = Arc::new(Page {
        id: id.to_owned(),
        title: raw.title.clone(),
        standfirst: parts.standfirst,
        url: raw.url.clone(),
        publication: raw.publication.clone(),
        source: raw.source.clone(),
    });
    let mut places = vec![0; parts.entries.len()];
    for (seq, index) in (1..).zip(parts.chronological) {
        places[index] = seq;
    }
    let times = Places::new(
        parts
            .entries
            .iter()
            .zip(&places)
            .map(|(entry, place)| (*place, entry.time, entry.time_corrected)),
    );
    let mut entries: Vec<Entry> = parts
        .entries
        .into_iter()
        .zip(parts.dates)
        .zip(&places)
        .map(|((part, date), place)| entry(part, *place, &times, &page, date, zone))
        .collect();
    point_back(&mut entries);
    let inspection = Inspection {
        page,
        entries,
        leftovers: [parts.leftovers.as_slice(), &raw.leftovers].concat(),
    };
    Assembly {
        inspection,
        shifts: parts.shifts,
        headings: parts.headings,
    }
}

/// The pieces of a text.
fn of_text(text: &str, date: &DateInterval) -> Parts {
    let parts = split(text);
    let (dates, shifts) = days::dates(&parts, date).into_iter().unzip();
    Parts {
        dates,
        shifts,
        chronological: parts.chronological(),
        standfirst: parts.standfirst,
        entries: parts.entries,
        leftovers: parts.leftovers,
        headings: parts.headings,
    }
}

fn entry(
    part: SplitEntry,
    place: usize,
    times: &Places,
    page: &Arc<Page>,
    date: DateInterval,
    zone: &Zone,
) -> Entry {
    let numbered = |place: usize| EntryId {
        page: page.id.clone(),
        seq: u32::try_from(place).unwrap_or(u32::MAX),
    };
    let id = numbered(place);
    let time = part.time_corrected.or(part.time);
    let timestamp = date.day().zip(time).map(|(day, time)| zone.timestamp(day, time));
    let references = pointers(&part.text)
        .into_iter()
        .filter_map(|pointer| {
            let entry = pointer.resolve(place, times)?.map(numbered);
            Some(Reference {
                text: pointer.text,
                start: pointer.start,
                end: pointer.end,
                entry,
            })
        })
        .collect();
    Entry {
        seq: id.seq,
        id,
        page: Arc::clone(page),
        stamp: part.stamp,
        time: part.time,
        time_corrected: part.time_corrected,
        timestamp,
        date,
        text: part.text,
        organisations: Vec::new(),
        persons: Vec::new(),
        references,
        quotations: Vec::new(),
        referenced_by: Vec::new(),
    }
}

/// Gives every entry the passages that point to it. References never leave their page, so the page alone tells.
fn point_back(entries: &mut [Entry]) {
    let mut pointing: Vec<&Entry> = entries.iter().collect();
    pointing.sort_unstable_by_key(|entry| entry.seq);
    let mut by_target: FxHashMap<u32, Vec<Backlink>> = FxHashMap::default();
    for entry in pointing {
        for reference in &entry.references {
            if let Some(target) = &reference.entry {
                by_target.entry(target.seq).or_default().push(Backlink {
                    entry: entry.id.clone(),
                    text: reference.text.clone(),
                });
            }
        }
    }
    for entry in entries {
        entry.referenced_by = by_target.remove(&entry.seq).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dating, Encoding};
    use daybook_model::{DateBasis, LocalDate};

    fn raw(body: &str) -> RawPage {
        let day = LocalDate::new(2015, 3, 28).unwrap();
        RawPage {
            source: "live.txt".to_owned(),
            candidate_slug: "live".to_owned(),
            title: None,
            publication: None,
            url: None,
            dating: Dating {
                interval: DateInterval::on(day, DateBasis::Manifest, "archive.toml"),
                rungs: Vec::new(),
                disputed_by: Vec::new(),
                text: None,
            },
            captured: None,
            body: Body::Text(body.to_owned()),
            leftovers: Vec::new(),
            encoding: Encoding::Utf8,
            warnings: Vec::new(),
        }
    }

    fn assembled(body: &str) -> Vec<Entry> {
        assemble(&raw(body), "live", &Zone::new("Europe/London").unwrap()).entries
    }

    #[test]
    fn entries_are_numbered_from_the_earliest() {
        let entries = assembled("5.32pm Last.\n\n4pm Middle (see 9.05am).\n\n9.05am First.");
        let ids: Vec<_> = entries.iter().map(|e| e.id.to_string()).collect();
        assert_eq!(ids, ["live/3", "live/2", "live/1"]);
        assert_eq!(entries[1].references[0].text, "(see 9.05am)");
        assert_eq!(
            entries[1].references[0].entry.as_ref().unwrap().to_string(),
            "live/1"
        );
    }

    #[test]
    fn references_lead_both_ways() {
        let entries = assembled(
            "5pm Five (see 9.05am, and 10am).\n\n4pm Four. As we reported at 9.05am, and see 1.11am.\n\n\
             10am Ten (see 5pm).\n\n9.05am Again.\n\n9.05am First.",
        );
        let back = |entry: &Entry| -> Vec<String> {
            let line = |b: &Backlink| format!("{} {}", b.entry, b.text);
            entry.referenced_by.iter().map(line).collect()
        };
        // Of two entries at one time the later is the nearer one before those that point.
        assert_eq!(
            back(&entries[3]),
            ["live/4 As we reported at 9.05am", "live/5 see 9.05am"]
        );
        assert_eq!(back(&entries[0]), ["live/3 (see 5pm)"]);
        assert_eq!(back(&entries[2]), ["live/5 10am"]);
        assert!(back(&entries[1]).is_empty() && back(&entries[4]).is_empty());
    }

    #[test]
    fn timestamps_use_the_mended_time() {
        let entries = assembled("1.20pm Three.\n\n12.37am Two.\n\n12.10pm One.");
        assert_eq!(entries[1].time.unwrap().to_string(), "00:37");
        assert_eq!(entries[1].timestamp.as_deref(), Some("2015-03-28T12:37:00+00:00"));
    }

    #[test]
    fn a_page_of_several_days_is_not_dated_to_one() {
        let day = "4pm Four.\n\n2pm Three.\n\n11am Two.\n\n10am One.\n\n9am Nought.\n\n";
        let entries = assembled(&day.repeat(2));
        assert_eq!(entries.len(), 10);
        let days = |e: &Entry| e.date.bounds().map(|(a, b)| format!("{a} {b}"));
        assert_eq!(days(&entries[0]).as_deref(), Some("2015-03-28 2015-03-29"));
        assert_eq!(days(&entries[9]).as_deref(), Some("2015-03-27 2015-03-28"));
        assert!(
            entries
                .iter()
                .all(|e| e.timestamp.is_none() && e.time_corrected.is_none())
        );
    }

    #[test]
    fn entries_after_midnight_are_of_the_next_day() {
        let entries = assembled("2.30am Four.\n\n0.20am Three.\n\n11.50pm Two.\n\n10pm One.");
        let stamps: Vec<_> = entries.iter().filter_map(|e| e.timestamp.as_deref()).collect();
        assert_eq!(
            stamps,
            [
                "2015-03-29T02:30:00+01:00",
                "2015-03-29T00:20:00+00:00",
                "2015-03-28T23:50:00+00:00",
                "2015-03-28T22:00:00+00:00"
            ]
        );
    }
}
