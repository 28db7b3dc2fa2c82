//! An entry as a document of the index, and back.

use super::said::add_quotations;
use super::{FacetFields, Fields, keys};
use crate::failure::{During, internal};
use daybook_model::{ClockTime, Entry, LocalDate};
use daybook_search::{DateValue, EngineError, Facet, FacetKind, WrittenEntry};
use tantivy::{TantivyDocument, schema::Value};

/// Between slug and name or form in a counted value: sorts before every letter, so a slug's values stand together.
pub(crate) const NAME_SEPARATOR: char = '\u{1f}';

pub(super) const READ: &str = "read an entry";
pub(super) const UNPACK: &str = "unpack an entry";

/// Makes the documents of one page's entries.
pub(crate) struct Documents<'a> {
    fields: &'a Fields,
}

impl<'a> Documents<'a> {
    pub(crate) fn new(fields: &'a Fields) -> Self {
        Self { fields }
    }

    /// The documents of a page's entries.
    pub(crate) fn of_page(&self, entries: &[Entry]) -> Result<Vec<TantivyDocument>, EngineError> {
        in_order(entries)
            .map(|(entry, order)| self.document(entry, order))
            .collect()
    }

    fn document(&self, entry: &Entry, order: i64) -> Result<TantivyDocument, EngineError> {
        let fields = self.fields;
        let mut document = TantivyDocument::default();
        let packed = fields.packing().pack(WrittenEntry::of(entry)?.as_str());
        document.add_bytes(fields.entry, &packed.during("pack an entry")?);
        document.add_text(fields.id, entry.id.to_string());
        for (text, [stem, exact]) in [
            (Some(&entry.text), [fields.text.stem, fields.text.exact]),
            (entry.page.title.as_ref(), [fields.title.stem, fields.title.exact]),
            (
                entry.page.standfirst.as_ref(),
                [fields.standfirst.stem, fields.standfirst.exact],
            ),
        ] {
            if let Some(text) = text {
                document.add_text(stem, text);
                document.add_text(exact, text);
            }
        }
        add_quotations(&mut document, fields, &entry.quotations);
        for facet in Facet::ALL {
            add_facet(&mut document, facet, fields.facet(facet), entry);
        }
        document.add_i64(fields.order, order);
        document.add_u64(fields.tie, keys::tie(&entry.id));
        if let Some((earliest, latest)) = entry.date.bounds() {
            document.add_i64(fields.day_from, keys::day_number(earliest));
            document.add_i64(fields.day_to, keys::day_number(latest));
        }
        if let Some(time) = entry.effective_time() {
            document.add_u64(fields.minute, u64::from(time.minutes()));
        }
        Ok(document)
    }
}

/// A page's entries in their order, each with its place in time. An entry without a stamp takes it from the entry before
/// it on the page.
pub(crate) fn in_order(entries: &[Entry]) -> impl Iterator<Item = (&Entry, i64)> {
    let mut places: Vec<&Entry> = entries.iter().collect();
    places.sort_by_key(|entry| entry.seq);
    let mut clock: Option<(Option<LocalDate>, ClockTime)> = None;
    places.into_iter().map(move |entry| {
        let day = first_day(entry);
        let carried = clock.filter(|(d, _)| *d == day).map(|(_, time)| time);
        let time = entry.effective_time().or(carried);
        clock = time.map(|time| (day, time));
        (entry, keys::order(day, time, entry.seq))
    })
}

/// The first day of the entry's interval; an interval with one end open says nothing.
fn first_day(entry: &Entry) -> Option<LocalDate> {
    entry.date.bounds().map(|(earliest, _)| earliest)
}

fn add_facet(document: &mut TantivyDocument, facet: Facet, fields: FacetFields, entry: &Entry) {
    for value in facet.values_of(entry) {
        if facet.kind() == FacetKind::Dates {
            let finest = DateValue::finest(&entry.date);
            for above in std::iter::successors(Some(finest), |value| value.parent()) {
                document.add_text(fields.slug, above.to_string());
            }
        } else {
            document.add_text(fields.slug, &value.slug);
        }
        let joined = |text: &str| format!("{}{NAME_SEPARATOR}{text}", value.slug);
        match facet.kind() {
            FacetKind::Names => document.add_text(fields.value, joined(&value.name)),
            FacetKind::Dates | FacetKind::List(_) => document.add_text(fields.value, &value.slug),
        }
        if let Some(field) = fields.form {
            value
                .forms
                .iter()
                .for_each(|form| document.add_text(field, joined(form)));
        }
    }
}

/// The entry that a document was made of.
#[cfg(feature = "raw")]
pub(crate) fn read_entry(fields: &Fields, document: &TantivyDocument) -> Result<Entry, EngineError> {
    let stored = WrittenEntry::kept(stored_entry(fields, document)?);
    stored
        .ok_or_else(|| internal(READ, "what is stored is no entry"))?
        .read()
}

pub(super) fn stored_entry(fields: &Fields, document: &TantivyDocument) -> Result<String, EngineError> {
    let packed = document
        .get_first(fields.entry)
        .and_then(|value| value.as_bytes())
        .ok_or_else(|| internal(READ, "a document without its entry"))?;
    fields.packing().unpack(packed).during(UNPACK)
}
