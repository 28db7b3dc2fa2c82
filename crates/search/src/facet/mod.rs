//! Facets: what answers can be counted by and filtered with.

mod date;
mod grain;
mod list;
mod values;

pub use date::{DateValue, PartialDate};
pub use grain::DateGrain;
pub use values::FacetValue;

use crate::params::slug;
use crate::{ErrorCode, RequestError};
use daybook_model::EntityKind;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What answers can be counted by.
///
/// A further facet is a variant here with its [`name`](Self::name) and [`kind`](Self::kind), what entries have of it
/// in [`values_of`](Self::values_of), and a field of [`SearchParams`](crate::SearchParams) that filters by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Facet {
    /// Organisations named.
    Organisation,
    /// Persons named.
    Person,
    /// Organisations and persons who said what is quoted. One of each with the same slug is one value.
    Speaker,
    /// Year, month and day.
    Date,
    /// The day of the week of entries whose day is known.
    Weekday,
    /// The hour of the day, by the mended time where the printed one is a slip.
    Hour,
    /// The publication that the page is from, as its archive calls it.
    Publication,
    /// The page, by its title.
    Page,
    /// What the date was read from.
    Basis,
}

/// What the values of a facet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    /// Names with their slugs, the most frequent first; only so many are listed.
    Names,
    /// Years, in them months, in them days: [`DateValue`].
    Dates,
    /// A short list that is known beforehand, in its order and never cut.
    List(&'static [&'static str]),
}

impl Facet {
    /// Every facet, in the order in which they are documented.
    pub const ALL: [Self; 9] = [
        Self::Organisation,
        Self::Person,
        Self::Speaker,
        Self::Date,
        Self::Weekday,
        Self::Hour,
        Self::Publication,
        Self::Page,
        Self::Basis,
    ];

    /// The facet's name in requests and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Speaker => "speaker",
            Self::Date => "date",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Publication => "publication",
            Self::Page => "page",
            Self::Basis => "basis",
        }
    }

    /// What its values are.
    pub fn kind(self) -> FacetKind {
        match self {
            Self::Organisation | Self::Person | Self::Speaker | Self::Publication | Self::Page => {
                FacetKind::Names
            }
            Self::Date => FacetKind::Dates,
            Self::Weekday => FacetKind::List(&list::WEEKDAYS),
            Self::Hour => FacetKind::List(&list::HOURS),
            Self::Basis => FacetKind::List(&list::BASES),
        }
    }

    /// Which entities its values may be, in the order in which another name of theirs is looked up; none of values
    /// that go by one name only.
    pub fn named_kinds(self) -> &'static [EntityKind] {
        match self {
            Self::Organisation => &[EntityKind::Organisation],
            Self::Person => &[EntityKind::Person],
            Self::Speaker => &[EntityKind::Person, EntityKind::Organisation],
            _ => &[],
        }
    }

    /// Which entities its values are, if they are all of a kind: their forms can be counted.
    pub fn entity(self) -> Option<EntityKind> {
        match self {
            Self::Organisation => Some(EntityKind::Organisation),
            Self::Person => Some(EntityKind::Person),
            _ => None,
        }
    }

    /// Reads a value as a filter of the facet takes it, and gives it as the index has it.
    ///
    /// # Errors
    /// If it can be no value, with `parameter` as the one at fault.
    pub fn read_value(self, parameter: &str, text: &str) -> Result<String, RequestError> {
        match self.kind() {
            FacetKind::Names => slug(parameter, text),
            FacetKind::Dates => text.parse::<DateValue>().map(|value| value.to_string()),
            FacetKind::List(values) => list::read(values, parameter, text),
        }
    }

    /// The names of all facets, as an enumeration in prose.
    fn enumeration() -> String {
        let names = Self::ALL.map(Self::name);
        let (last, others) = names.split_last().unwrap_or((&"", &[]));
        format!("{} or {last}", others.join(", "))
    }
}

impl From<EntityKind> for Facet {
    /// The facet that counts all entities of a kind.
    fn from(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Organisation => Self::Organisation,
            EntityKind::Person => Self::Person,
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Facet {
    type Err = RequestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|facet| facet.name() == text)
            .ok_or_else(|| {
                RequestError::new(
                    ErrorCode::UnknownFacet,
                    "facets",
                    format!("there is no facet \"{text}\": use {}", Self::enumeration()),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_are_listed_in_their_own_order() {
        assert!(Facet::ALL.is_sorted());
        for (place, facet) in Facet::ALL.into_iter().enumerate() {
            assert_eq!(facet as usize, place);
            assert_eq!(facet.name().parse::<Facet>().unwrap(), facet);
            assert_eq!(serde_json::to_value(facet).unwrap(), facet.name());
        }
    }

    #[test]
    fn values_are_read_as_the_index_has_them() {
        for (facet, text, value) in [
            (
                Facet::Organisation,
                "Care Quality Commission",
                "care-quality-commission",
            ),
            (Facet::Speaker, "Len McCluskey", "len-mccluskey"),
            (Facet::Page, "live-090315", "live-090315"),
            (Facet::Date, "2015-03", "2015-03"),
            (Facet::Weekday, "Monday", "monday"),
            (Facet::Hour, "9", "09"),
            (Facet::Hour, "09", "09"),
            (Facet::Hour, "unknown", "unknown"),
            (Facet::Basis, "front-matter", "front-matter"),
        ] {
            assert_eq!(facet.read_value("x", text).unwrap(), value);
        }
        for (facet, text) in [
            (Facet::Weekday, "someday"),
            (Facet::Hour, "24"),
            (Facet::Basis, "guess"),
        ] {
            let error = facet.read_value("x", text).unwrap_err();
            assert_eq!(error.parameter.as_deref(), Some("x"), "{error}");
            assert!(error.detail.contains(text), "{error}");
        }
    }
}
