//! Counting what a generation holds.

use super::entities::{Count, entity_census};
use super::manifest::Counts;
use crate::failure::During;
use crate::schema::{Fields, keys, names};
use daybook_model::{EntityKind, LocalDate};
use daybook_search::{EngineError, EntitySummary};
use tantivy::Searcher;

/// What a generation holds.
pub(crate) struct Census {
    /// Every organisation and person, in the order of kind and slug.
    pub(crate) entities: Vec<EntitySummary>,
    pub(crate) counts: Counts,
}

/// Counts all that is alive in an index of so many pages; whom the entries name only if they were not counted as they
/// came.
pub(super) fn take_census(
    searcher: &Searcher,
    fields: &Fields,
    pages: u64,
    counted: Option<Count>,
) -> Result<Census, EngineError> {
    let entities = match counted {
        Some(counted) => counted.summaries(),
        None => entity_census(searcher, fields)?,
    };
    let counts = count(searcher, pages, &entities)?;
    Ok(Census { entities, counts })
}

fn count(searcher: &Searcher, pages: u64, entities: &[EntitySummary]) -> Result<Counts, EngineError> {
    let mut counts = Counts {
        pages,
        ..Counts::default()
    };
    let mut days: Option<(i64, i64)> = None;
    for segment in searcher.segment_readers() {
        counts.entries += u64::from(segment.num_docs());
        let from = segment.fast_fields().i64(names::DAY_FROM).during("count days")?;
        let to = segment.fast_fields().i64(names::DAY_TO).during("count days")?;
        for doc in segment.doc_ids_alive() {
            if let (Some(first), Some(last)) = (from.first(doc), to.first(doc)) {
                counts.dated_entries += u64::from(first == last);
                let (earliest, latest) = days.unwrap_or((first, last));
                days = Some((earliest.min(first), latest.max(last)));
            }
        }
    }
    let of_kind = |kind| entities.iter().filter(|entity| entity.kind == kind).count() as u64;
    counts.organisations = of_kind(EntityKind::Organisation);
    counts.persons = of_kind(EntityKind::Person);
    counts.earliest = days.and_then(|(earliest, _)| date(earliest));
    counts.latest = days.and_then(|(_, latest)| date(latest));
    Ok(counts)
}

/// The day of a day number, found by halving: the calendar has no inverse but this one place that needs it.
fn date(number: i64) -> Option<LocalDate> {
    let year = (1..=9999_i16).collect::<Vec<_>>().partition_point(|year| {
        LocalDate::new(*year, 1, 1).is_some_and(|day| keys::day_number(day) <= number)
    });
    let year = i16::try_from(year).ok()?;
    (1..=12)
        .flat_map(|month| (1..=31).filter_map(move |day| LocalDate::new(year, month, day)))
        .find(|day| keys::day_number(*day) == number)
}
