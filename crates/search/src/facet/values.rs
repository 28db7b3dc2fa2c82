//! What an entry has of each facet.

use super::{DateValue, Facet, list};
use daybook_model::{Entry, NamedEntity, slugify};
use jiff::civil::Date;
use std::borrow::Cow;

/// A value that an entry counts under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue<'e> {
    /// The value in URLs and filters.
    pub slug: Cow<'e, str>,
    /// The value as shown.
    pub name: Cow<'e, str>,
    /// The different forms in which the entry prints it; none where a value is not printed.
    pub forms: Vec<&'e str>,
}

impl<'e> FacetValue<'e> {
    fn plain(value: impl Into<Cow<'e, str>>) -> Self {
        let slug = value.into();
        Self {
            name: slug.clone(),
            slug,
            forms: Vec::new(),
        }
    }

    fn named(slug: impl Into<Cow<'e, str>>, name: &'e str) -> Self {
        Self {
            slug: slug.into(),
            name: name.into(),
            forms: Vec::new(),
        }
    }
}

impl Facet {
    /// The values that an entry counts under, each once. Of dates the finest, which stands for those above it.
    pub fn values_of(self, entry: &Entry) -> Vec<FacetValue<'_>> {
        match self {
            Self::Organisation => entities(&entry.organisations),
            Self::Person => entities(&entry.persons),
            Self::Speaker => {
                let mut values: Vec<FacetValue<'_>> = Vec::new();
                for speaker in entry.quotations.iter().filter_map(|said| said.speaker.as_ref()) {
                    // Who speaks twice counts once, under the first name.
                    if values.iter().all(|value| value.slug != speaker.slug) {
                        values.push(FacetValue::named(speaker.slug.as_str(), &speaker.name));
                    }
                }
                values
            }
            Self::Date => vec![FacetValue::plain(DateValue::finest(&entry.date).to_string())],
            Self::Weekday => vec![FacetValue::plain(weekday(entry).unwrap_or(list::UNKNOWN))],
            Self::Hour => vec![FacetValue::plain(hour(entry).unwrap_or(list::UNKNOWN))],
            Self::Publication => {
                let name = entry.page.publication.as_deref();
                let slugged = name.map(|name| FacetValue::named(slugify(name), name));
                slugged
                    .filter(|value| !value.slug.is_empty())
                    .into_iter()
                    .collect()
            }
            Self::Page => {
                let page = &entry.page;
                let title = page.title.as_deref().unwrap_or(&page.id);
                vec![FacetValue::named(entry.id.page.as_str(), title)]
            }
            Self::Basis => vec![FacetValue::plain(entry.date.basis.name())],
        }
    }
}

fn entities(entities: &[NamedEntity]) -> Vec<FacetValue<'_>> {
    let mut values: Vec<FacetValue<'_>> = Vec::with_capacity(entities.len());
    for entity in entities {
        let forms = entity.mentions.iter().map(|mention| mention.text.as_str());
        // An entity that is listed twice counts once, under its first name.
        if let Some(value) = values.iter_mut().find(|value| value.slug == entity.slug) {
            value.forms.extend(forms);
        } else {
            values.push(FacetValue {
                forms: forms.collect(),
                ..FacetValue::named(entity.slug.as_str(), &entity.name)
            });
        }
    }
    for value in &mut values {
        value.forms.sort_unstable();
        value.forms.dedup();
    }
    values
}

fn weekday(entry: &Entry) -> Option<&'static str> {
    let day = entry.date.day()?;
    let month = i8::try_from(day.month()).ok()?;
    let date = Date::new(day.year(), month, i8::try_from(day.day()).ok()?).ok()?;
    let place = date.weekday().to_monday_zero_offset();
    list::WEEKDAYS.get(usize::try_from(place).ok()?).copied()
}

fn hour(entry: &Entry) -> Option<&'static str> {
    let hour = entry.effective_time()?.minutes() / 60;
    list::HOURS.get(usize::from(hour)).copied()
}
