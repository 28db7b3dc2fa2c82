//! An entry as the index stores it: a short text that the [`Entry`] is made of again.
//!
//! It is JSON whose fields have names of one letter. What stands in the entry's text (mentions, quotations, references)
//! is kept by its place there, a slug only if it is not that of its name, days and times as numbers. It is read for each
//! hit of a search, and of all entries when a generation's entities are counted anew. Bytes would be shorter still, but
//! the store reads them one by one, and a text at once.

mod passages;
mod shape;
#[cfg(test)]
mod tests;

use daybook_model::{
    ClockTime, DateInterval, Entry, EntryId, LocalDate, Mention, NamedEntity, Page, Quotation, Reference,
    Role, Speaker, Why, slugify,
};
use passages::Passages;
use shape::{
    Needed, Stored, StoredDate, StoredMention, StoredName, StoredPage, StoredQuotation, StoredReference,
    StoredSpeaker,
};
use std::borrow::Cow;
use std::sync::Arc;

/// As much of a stored entry as counting its entities needs.
pub(crate) struct StoredNames {
    pub(crate) id: EntryId,
    pub(crate) date: DateInterval,
    pub(crate) organisations: Vec<NamedEntity>,
    pub(crate) persons: Vec<NamedEntity>,
}

/// What the index stores of an entry.
///
/// # Errors
/// None that an entry can cause.
pub(crate) fn write_entry(entry: &Entry) -> serde_json::Result<String> {
    let passages = Passages::of(&entry.text);
    let page = &entry.page;
    let stored = Stored {
        page: StoredPage {
            id: borrowed(&page.id),
            title: borrowed_if(page.title.as_deref()),
            standfirst: borrowed_if(page.standfirst.as_deref()),
            url: borrowed_if(page.url.as_deref()),
            publication: borrowed_if(page.publication.as_deref()),
            source: borrowed(&page.source),
        },
        seq: entry.seq,
        stamp: borrowed_if(entry.stamp.as_deref()),
        time: entry.time.map(ClockTime::minutes),
        time_corrected: entry.time_corrected.map(ClockTime::minutes),
        timestamp: borrowed_if(entry.timestamp.as_deref()),
        date: StoredDate {
            earliest: entry.date.earliest.map(number_of),
            latest: entry.date.latest.map(number_of),
            basis: entry.date.basis,
            evidence: borrowed_if(entry.date.evidence.as_deref()),
            disputed_by: Cow::Borrowed(&entry.date.disputed_by),
        },
        text: borrowed(&entry.text),
        organisations: names(&entry.organisations, &passages),
        persons: names(&entry.persons, &passages),
        quotations: quotations(&entry.quotations, &passages),
        references: references(&entry.references, &passages),
        referenced_by: Cow::Borrowed(&entry.referenced_by),
    };
    serde_json::to_string(&stored)
}

/// The entry that was stored.
///
/// # Errors
/// If the text is not what [`write_entry`] made.
pub(crate) fn read_entry(stored: &str) -> serde_json::Result<Entry> {
    let stored: Stored<'_> = serde_json::from_str(stored)?;
    let text = stored.text.into_owned();
    let organisations = named(stored.organisations, &text);
    let persons = named(stored.persons, &text);
    let quotations = stored.quotations.into_iter();
    let quotations = quotations.map(|quotation| quotation.read(&text)).collect();
    let references = stored.references.into_iter();
    let references = references.map(|reference| reference.read(&text)).collect();
    Ok(Entry {
        id: EntryId {
            page: stored.page.id.to_string(),
            seq: stored.seq,
        },
        seq: stored.seq,
        page: Arc::new(stored.page.read()),
        stamp: stored.stamp.map(Cow::into_owned),
        time: stored.time.and_then(ClockTime::from_minutes),
        time_corrected: stored.time_corrected.and_then(ClockTime::from_minutes),
        timestamp: stored.timestamp.map(Cow::into_owned),
        date: stored.date.read(),
        organisations,
        persons,
        quotations,
        references,
        referenced_by: stored.referenced_by.into_owned(),
        text,
    })
}

/// Whom a stored entry names.
///
/// # Errors
/// As [`read_entry`].
pub(crate) fn read_names(stored: &str) -> serde_json::Result<StoredNames> {
    let needed: Needed<'_> = serde_json::from_str(stored)?;
    Ok(StoredNames {
        id: EntryId {
            page: needed.page.id.into_owned(),
            seq: needed.seq,
        },
        date: needed.date.read(),
        organisations: named(needed.organisations, &needed.text),
        persons: named(needed.persons, &needed.text),
    })
}

fn borrowed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn borrowed_if(text: Option<&str>) -> Option<Cow<'_, str>> {
    text.map(Cow::Borrowed)
}

fn number_of(day: LocalDate) -> u32 {
    u32::from(day.year().unsigned_abs()) * 10_000 + u32::from(day.month()) * 100 + u32::from(day.day())
}

fn day_of(number: u32) -> Option<LocalDate> {
    let year = i16::try_from(number / 10_000).ok()?;
    let month = u8::try_from(number / 100 % 100).ok()?;
    let day = u8::try_from(number % 100).ok()?;
    LocalDate::new(year, month, day)
}

/// A slug, unless it is the one that its name gives.
fn own_slug<'a>(name: &str, slug: &'a str) -> Option<Cow<'a, str>> {
    (slugify(name) != slug).then_some(Cow::Borrowed(slug))
}

fn slug_of(name: &str, own: Option<Cow<'_, str>>) -> String {
    own.map_or_else(|| slugify(name), Cow::into_owned)
}

fn names<'a>(named: &'a [NamedEntity], passages: &Passages<'_>) -> Vec<StoredName<'a>> {
    let mention = |mention: &'a Mention| StoredMention {
        place: passages.place(mention.start, mention.end, &mention.text),
        rule: mention.why.rule,
        evidence: borrowed_if(mention.why.evidence.as_deref()),
        title: mention.role.as_ref().map(|role| borrowed(&role.title)),
        organisation: mention
            .role
            .as_ref()
            .and_then(|role| borrowed_if(role.organisation.as_deref())),
    };
    named
        .iter()
        .map(|named| StoredName {
            name: borrowed(&named.name),
            slug: own_slug(&named.name, &named.slug),
            mentions: named.mentions.iter().map(mention).collect(),
        })
        .collect()
}

fn named(stored: Vec<StoredName<'_>>, text: &str) -> Vec<NamedEntity> {
    let mention = |mention: StoredMention<'_>| {
        let organisation = mention.organisation.map(Cow::into_owned);
        Mention {
            start: mention.place.start(),
            end: mention.place.end(),
            text: mention.place.read(text),
            why: Why {
                rule: mention.rule,
                evidence: mention.evidence.map(Cow::into_owned),
            },
            role: mention.title.map(|title| Role {
                title: title.into_owned(),
                organisation,
            }),
        }
    };
    stored
        .into_iter()
        .map(|named| NamedEntity {
            slug: slug_of(&named.name, named.slug),
            name: named.name.into_owned(),
            mentions: named.mentions.into_iter().map(mention).collect(),
        })
        .collect()
}

fn quotations<'a>(quotations: &'a [Quotation], passages: &Passages<'_>) -> Vec<StoredQuotation<'a>> {
    let speaker = |speaker: &'a Speaker| StoredSpeaker {
        kind: speaker.kind,
        name: borrowed(&speaker.name),
        slug: own_slug(&speaker.name, &speaker.slug),
        start: speaker.start,
        end: speaker.end,
    };
    quotations
        .iter()
        .map(|quotation| StoredQuotation {
            place: passages.place(quotation.start, quotation.end, &quotation.text),
            speaker: quotation.speaker.as_ref().map(speaker),
            rule: quotation.rule,
        })
        .collect()
}

fn references<'a>(references: &'a [Reference], passages: &Passages<'_>) -> Vec<StoredReference<'a>> {
    references
        .iter()
        .map(|reference| StoredReference {
            place: passages.place(reference.start, reference.end, &reference.text),
            entry: reference.entry.clone(),
        })
        .collect()
}

impl StoredPage<'_> {
    fn read(self) -> Page {
        Page {
            id: self.id.into_owned(),
            title: self.title.map(Cow::into_owned),
            standfirst: self.standfirst.map(Cow::into_owned),
            url: self.url.map(Cow::into_owned),
            publication: self.publication.map(Cow::into_owned),
            source: self.source.into_owned(),
        }
    }
}

impl StoredDate<'_> {
    fn read(self) -> DateInterval {
        DateInterval {
            earliest: self.earliest.and_then(day_of),
            latest: self.latest.and_then(day_of),
            basis: self.basis,
            evidence: self.evidence.map(Cow::into_owned),
            disputed_by: self.disputed_by.into_owned(),
        }
    }
}

impl StoredQuotation<'_> {
    fn read(self, text: &str) -> Quotation {
        Quotation {
            start: self.place.start(),
            end: self.place.end(),
            text: self.place.read(text),
            speaker: self.speaker.map(|speaker| Speaker {
                kind: speaker.kind,
                slug: slug_of(&speaker.name, speaker.slug),
                name: speaker.name.into_owned(),
                start: speaker.start,
                end: speaker.end,
            }),
            rule: self.rule,
        }
    }
}

impl StoredReference<'_> {
    fn read(self, text: &str) -> Reference {
        Reference {
            start: self.place.start(),
            end: self.place.end(),
            text: self.place.read(text),
            entry: self.entry,
        }
    }
}
