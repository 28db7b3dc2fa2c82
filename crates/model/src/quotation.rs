//! Quoted passages of an entry, and who said each.

use crate::EntityKind;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the speaker of a quotation was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AttributionRule {
    /// A verb of saying after it: `“...,” said Ada Lovelace`, `“...,” Ms Lovelace added`.
    VerbAfter,
    /// A verb of saying or feeling before it: `Ada Lovelace said that trusts “...”`, `Ms Lovelace was “delighted”`.
    VerbBefore,
    /// A name and a colon before it, or a dash and a name after it: `Ada Lovelace, chair of Monitor: “...”`.
    Label,
    /// The name of whoever owns the words before it: `Ada Lovelace’s answer was “...”`.
    OwnWords,
    /// `according to Ada Lovelace`.
    AccordingTo,
    /// The sentence or paragraph before introduces it: `This is from Ada Lovelace.`, `Ada Lovelace is on her feet. “...”`
    Introduced,
    /// It answers a question that the page puts in its own words: `Would she go? “...”`, `Asked how many: “...”`
    Answered,
    /// It goes on where the quotation before it broke off: `“...,” said Ada Lovelace. “...”`
    Continued,
}

impl fmt::Display for AttributionRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::VerbAfter => "verb-after",
            Self::VerbBefore => "verb-before",
            Self::Label => "label",
            Self::OwnWords => "own-words",
            Self::AccordingTo => "according-to",
            Self::Introduced => "introduced",
            Self::Answered => "answered",
            Self::Continued => "continued",
        })
    }
}

/// Who said a quotation: one of the entry's organisations or persons.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Speaker {
    /// Whether a person said it, or an organisation by a statement or a spokesman.
    pub kind: EntityKind,
    /// The canonical name.
    pub name: String,
    /// The name in URLs and filters.
    pub slug: String,
    /// Where the mention by which it was found begins in the entry's text, in Unicode scalar values.
    pub start: usize,
    /// Where that mention ends, exclusive.
    pub end: usize,
}

/// A passage that somebody said or wrote, in quote marks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quotation {
    /// The passage as printed, without the marks around it; one of several paragraphs has a mark before each of them.
    pub text: String,
    /// Where it begins in the entry's text, in Unicode scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// Who said it; `null` where the entry does not say, or not surely.
    pub speaker: Option<Speaker>,
    /// How the speaker was found.
    pub rule: Option<AttributionRule>,
}
