//! Mentions of organisations and persons, and why each was taken.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EntityKind {
    /// A body: a trust, a department, a union, a company, a newspaper ...
    Organisation,
    /// A person.
    Person,
}

/// Why a text is no kind of entity.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no kind of entity \"{0}\": use organisation or person")]
pub struct EntityKindError(String);

impl EntityKind {
    /// Every kind, in the order in which they are documented.
    pub const ALL: [Self; 2] = [Self::Organisation, Self::Person];
}

impl FromStr for EntityKind {
    type Err = EntityKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "organisation" => Ok(Self::Organisation),
            "person" => Ok(Self::Person),
            _ => Err(EntityKindError(text.to_owned())),
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Organisation => "organisation",
            Self::Person => "person",
        })
    }
}

/// The rule by which a mention was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RecognitionRule {
    /// The canonical name of a gazetteer row.
    GazetteerName,
    /// Another name of a gazetteer row.
    GazetteerAlias,
    /// A known misprint of a gazetteer row's name.
    GazetteerMisprint,
    /// An acronym or short form that the page itself defines: `Local Government Association (LGA)`.
    PageAcronym,
    /// A short form of a full name used elsewhere on the page: `Mr Jones` for `Ed Jones`.
    PageCoreference,
    /// A surname alone for a person whom another page of the archive names in full.
    ArchiveCoreference,
    /// The ending of an organisation's name: `... NHS Foundation Trust`.
    OrganisationSuffix,
    /// The beginning of an organisation's name: `Royal College of ...`.
    OrganisationPrefix,
    /// A word before or after says that it is an organisation: `the charity ...`.
    OrganisationContext,
    /// A title before a person's name: `Dame ...`.
    Honorific,
    /// A role before or after a person's name: `chief executive ...`.
    Role,
    /// A verb of saying beside a person's name: `... said`.
    Attribution,
    /// A known given name followed by a surname.
    GivenName,
    /// In a list with another person: `... and David Needham`.
    List,
}

impl RecognitionRule {
    /// Whether the gazetteer lists what was taken, by whichever of its names.
    pub fn is_of_gazetteer(self) -> bool {
        matches!(
            self,
            Self::GazetteerName | Self::GazetteerAlias | Self::GazetteerMisprint
        )
    }
}

impl fmt::Display for RecognitionRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GazetteerName => "gazetteer-name",
            Self::GazetteerAlias => "gazetteer-alias",
            Self::GazetteerMisprint => "gazetteer-misprint",
            Self::PageAcronym => "page-acronym",
            Self::PageCoreference => "page-coreference",
            Self::ArchiveCoreference => "archive-coreference",
            Self::OrganisationSuffix => "organisation-suffix",
            Self::OrganisationPrefix => "organisation-prefix",
            Self::OrganisationContext => "organisation-context",
            Self::Honorific => "honorific",
            Self::Role => "role",
            Self::Attribution => "attribution",
            Self::GivenName => "given-name",
            Self::List => "list",
        })
    }
}

/// Why a mention was taken.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Why {
    /// The rule.
    pub rule: RecognitionRule,
    /// What the rule went by: a gazetteer row (`national.toml:12`), a cue word, the full name on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// A span of an entry's text that names an entity.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mention {
    /// The span as printed.
    pub text: String,
    /// Where it begins in the entry's text, in Unicode scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Why it was taken.
    pub why: Why,
    /// The role that is printed beside a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// What a person is said to be: `general secretary` of `Unite the Union`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Role {
    /// The title as printed, without an article: `health secretary`, `former aide`, `director of integration`.
    pub title: String,
    /// The canonical name of the organisation that it is printed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
}

/// An organisation or person that an entry names, with the mentions that do so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedEntity {
    /// The canonical name.
    pub name: String,
    /// The name in URLs and filters.
    pub slug: String,
    /// The mentions, in order.
    pub mentions: Vec<Mention>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in EntityKind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert!("Person".parse::<EntityKind>().is_err());
    }

    #[test]
    fn rules_of_the_gazetteer_say_so_in_their_names() {
        for rule in [
            RecognitionRule::GazetteerName,
            RecognitionRule::GazetteerAlias,
            RecognitionRule::GazetteerMisprint,
            RecognitionRule::PageCoreference,
            RecognitionRule::Honorific,
        ] {
            assert_eq!(rule.is_of_gazetteer(), rule.to_string().starts_with("gazetteer-"));
        }
    }
}
