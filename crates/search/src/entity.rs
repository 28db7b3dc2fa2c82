//! Organisations and persons on their own: what the entries say of one, and which there are.

use crate::params::{bounded, number, repeated_parameter, slug, unknown_parameter};
use crate::{FacetCount, MAX_FACET_LIMIT, RequestError};
use daybook_model::{DateInterval, EntityKind, EntryId};
use serde::{Deserialize, Serialize};

/// The most surface forms that are kept of an entity.
pub const MAX_ALIASES: usize = 20;

/// The most roles that are kept of a person.
pub const MAX_ROLES: usize = 50;

const DEFAULT_LIMIT: usize = 10;

/// A question about one entity as a caller writes it, but for the entity itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityParams {
    /// How many organisations and how many persons of the same entries, 1 to 1000; 10 unless said.
    pub limit: Option<u64>,
}

impl EntityParams {
    /// The parameters' names as they stand in a URL.
    pub const NAMES: [&'static str; 1] = ["limit"];

    /// Reads decoded `name=value` pairs.
    ///
    /// # Errors
    /// An unknown name, a value that cannot be read, a name given twice.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let mut params = Self::default();
        for (name, value) in pairs {
            let name = name.as_ref();
            if !Self::NAMES.contains(&name) {
                return Err(unknown_parameter(name, &Self::NAMES));
            }
            if params.limit.replace(number(name, value.as_ref())?).is_some() {
                return Err(repeated_parameter(name));
            }
        }
        Ok(params)
    }

    /// Checks everything; the entity is given by name or slug.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self, kind: EntityKind, name: &str) -> Result<EntityRequest, RequestError> {
        Ok(EntityRequest {
            kind,
            slug: slug("slug", name)?,
            limit: bounded("limit", self.limit, DEFAULT_LIMIT, 1, MAX_FACET_LIMIT)?,
        })
    }
}

/// A question about one entity, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntityRequest {
    /// Which of the two it is.
    pub kind: EntityKind,
    /// Its slug.
    pub slug: String,
    /// How many organisations and how many persons of the same entries, 1 to
    /// [`MAX_FACET_LIMIT`](crate::MAX_FACET_LIMIT).
    pub limit: usize,
}

/// What came of looking for an entity.
#[derive(Debug, Clone)]
pub enum EntityLookup {
    /// Entries name it.
    Found(Box<EntityAnswer>),
    /// No entry names it.
    Unknown {
        /// The slug nearest to the one that was asked for, if any is near.
        closest: Option<String>,
    },
}

/// What the entries say of an organisation or person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntityAnswer {
    /// The canonical name.
    pub name: String,
    /// The name in URLs and filters.
    pub slug: String,
    /// Which of the two it is.
    pub kind: EntityKind,
    /// How many entries name it.
    pub count: u64,
    /// How often they do so, all together.
    pub mentions: u64,
    /// The forms in which it is named, the most frequent first, at most 20 of them.
    pub aliases: Vec<AliasCount>,
    /// How many forms there are in all.
    pub total_aliases: u64,
    /// The roles that are printed beside a person's name, the most frequent first, at most 50 of them. They are what
    /// the archive says, at the time and in the words of its authors. Empty for organisations.
    pub roles: Vec<RoleSeen>,
    /// How many roles there are in all.
    pub total_roles: u64,
    /// The earliest dated entry that names it; `null` if none is dated.
    pub first_seen: Option<Sighting>,
    /// The latest dated entry that names it; `null` if none is dated.
    pub last_seen: Option<Sighting>,
    /// How many of its entries are of which month, in order.
    pub months: Vec<DateCount>,
    /// How many of its entries are of no single month: years in order, then `several-years` and `undated`. With
    /// `months` they add up to `count`.
    pub other: Vec<DateCount>,
    /// The organisations most often named in the same entries, without itself.
    pub organisations: Vec<FacetCount>,
    /// The persons most often named in the same entries, without itself.
    pub persons: Vec<FacetCount>,
    /// The generation that answered.
    pub generation: String,
}

/// A form in which an entity is named, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AliasCount {
    /// The form.
    pub text: String,
    /// How many mentions have it.
    pub count: u64,
}

/// A role in which the archive shows a person. Titles that differ in case, hyphens or blanks are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleSeen {
    /// The title as it is printed most often: `health secretary`, `former aide`.
    pub title: String,
    /// The canonical name of the organisation that it is printed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// How many entries print it.
    pub count: u64,
    /// The earliest dated entry that prints it; `null` if none is dated.
    pub first: Option<Sighting>,
    /// The latest dated entry that prints it; `null` if none is dated.
    pub last: Option<Sighting>,
}

/// A value of the date facet with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DateCount {
    /// The value: `2015-03`, `2015`, `several-years`, `undated`.
    pub value: String,
    /// How many entries count under it and under no finer value of the same list.
    pub count: u64,
}

/// An entry that names an entity, with its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sighting {
    /// The entry.
    pub entry: EntryId,
    /// When it was written, as well as it is known.
    pub date: DateInterval,
}

/// A listing of entities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntityListRequest {
    /// Only organisations or only persons; `None` is both.
    pub kind: Option<EntityKind>,
    /// Only those of whose name a word begins so, whatever the case and accents. Empty is all.
    pub prefix: String,
    /// Only those that the gazetteer does not list.
    pub unknown: bool,
    /// How many; `None` is all.
    pub limit: Option<usize>,
}

/// The entities that entries name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntityListAnswer {
    /// The entities, the most frequent first, names in order where counts are equal.
    pub entities: Vec<EntitySummary>,
    /// How many there are in all, before `limit`.
    pub total: u64,
    /// The generation that answered.
    pub generation: String,
}

/// An entity that entries name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntitySummary {
    /// Which of the two it is.
    pub kind: EntityKind,
    /// The name in URLs and filters.
    pub slug: String,
    /// The canonical name.
    pub name: String,
    /// How many entries name it.
    pub count: u64,
    /// How often they do so, all together.
    pub mentions: u64,
    /// Whether the gazetteer lists it: at least one mention was taken by a gazetteer rule.
    pub known: bool,
    /// The forms in which it is named, the most frequent first, at most [`MAX_ALIASES`] of them.
    pub aliases: Vec<AliasCount>,
    /// How many forms there are in all.
    pub total_aliases: u64,
    /// The roles that are printed beside a person's name, the most frequent first, at most [`MAX_ROLES`] of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleSeen>,
    /// How many roles there are in all.
    #[serde(default)]
    pub total_roles: u64,
    /// The slugs of the organisations that it came of, directly or by way of others, as far as entries name them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub predecessors: Vec<String>,
    /// The slugs of the organisations that came of it, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
    /// One of its entries, the first in the order of ids.
    pub example: EntryId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn check(pairs: &[(&str, &str)], name: &str) -> Result<EntityRequest, RequestError> {
        EntityParams::from_pairs(pairs.iter().copied())?.check(EntityKind::Person, name)
    }

    #[test]
    fn a_name_and_its_slug_are_the_same_question() {
        let by_name = check(&[], "Una O’Brien").unwrap();
        assert_eq!(by_name, check(&[], "una-obrien").unwrap());
        assert_eq!((by_name.slug.as_str(), by_name.limit), ("una-obrien", 10));
        assert_eq!(check(&[("limit", "1000")], "x").unwrap().limit, 1000);
    }

    #[test]
    fn mistakes_name_the_parameter() {
        for (pairs, name, code, parameter) in [
            (&[("limit", "0")][..], "x", ErrorCode::OutOfRange, "limit"),
            (&[("limit", "1001")], "x", ErrorCode::OutOfRange, "limit"),
            (&[("limit", "ten")], "x", ErrorCode::InvalidParameter, "limit"),
            (
                &[("limit", "1"), ("limit", "2")],
                "x",
                ErrorCode::RepeatedParameter,
                "limit",
            ),
            (&[("q", "pay")], "x", ErrorCode::UnknownParameter, "q"),
            (&[], "--", ErrorCode::InvalidParameter, "slug"),
        ] {
            let error = check(pairs, name).unwrap_err();
            assert_eq!(
                (error.code, error.parameter.as_deref()),
                (code, Some(parameter)),
                "{error}"
            );
        }
    }
}
