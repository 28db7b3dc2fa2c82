//! What the JSON of a stored entry looks like, field by field. A name of one letter is looked up here.

use super::passages::Place;
use daybook_model::{
    AttributionRule, Backlink, DateBasis, DateDispute, EntityKind, EntryId, RecognitionRule,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

#[derive(Serialize, Deserialize)]
pub(super) struct Stored<'a> {
    #[serde(rename = "p", borrow)]
    pub(super) page: StoredPage<'a>,
    #[serde(rename = "n")]
    pub(super) seq: u32,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(super) stamp: Option<Cow<'a, str>>,
    /// Minutes since midnight.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<u16>,
    #[serde(rename = "C", default, skip_serializing_if = "Option::is_none")]
    pub(super) time_corrected: Option<u16>,
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    pub(super) timestamp: Option<Cow<'a, str>>,
    #[serde(rename = "d")]
    pub(super) date: StoredDate<'a>,
    #[serde(rename = "t", borrow)]
    pub(super) text: Cow<'a, str>,
    #[serde(rename = "o", borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) organisations: Vec<StoredName<'a>>,
    #[serde(rename = "h", borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) persons: Vec<StoredName<'a>>,
    #[serde(rename = "q", borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) quotations: Vec<StoredQuotation<'a>>,
    #[serde(rename = "r", borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) references: Vec<StoredReference<'a>>,
    #[serde(rename = "b", default, skip_serializing_if = "<[Backlink]>::is_empty")]
    pub(super) referenced_by: Cow<'a, [Backlink]>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredPage<'a> {
    #[serde(rename = "i", borrow)]
    pub(super) id: Cow<'a, str>,
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<Cow<'a, str>>,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(super) standfirst: Option<Cow<'a, str>>,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<Cow<'a, str>>,
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub(super) publication: Option<Cow<'a, str>>,
    #[serde(rename = "f", borrow)]
    pub(super) source: Cow<'a, str>,
}

/// Days are numbers: 20150309.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredDate<'a> {
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub(super) earliest: Option<u32>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub(super) latest: Option<u32>,
    #[serde(rename = "b")]
    pub(super) basis: DateBasis,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub(super) evidence: Option<Cow<'a, str>>,
    #[serde(rename = "d", default, skip_serializing_if = "<[DateDispute]>::is_empty")]
    pub(super) disputed_by: Cow<'a, [DateDispute]>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredName<'a> {
    #[serde(rename = "n", borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(super) slug: Option<Cow<'a, str>>,
    #[serde(rename = "m", borrow)]
    pub(super) mentions: Vec<StoredMention<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredMention<'a> {
    #[serde(rename = "p", borrow)]
    pub(super) place: Place<'a>,
    #[serde(rename = "r")]
    pub(super) rule: RecognitionRule,
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub(super) evidence: Option<Cow<'a, str>>,
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<Cow<'a, str>>,
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredQuotation<'a> {
    #[serde(rename = "p", borrow)]
    pub(super) place: Place<'a>,
    #[serde(rename = "s", borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) speaker: Option<StoredSpeaker<'a>>,
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<AttributionRule>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredSpeaker<'a> {
    #[serde(rename = "k")]
    pub(super) kind: EntityKind,
    #[serde(rename = "n", borrow)]
    pub(super) name: Cow<'a, str>,
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(super) slug: Option<Cow<'a, str>>,
    #[serde(rename = "b")]
    pub(super) start: usize,
    #[serde(rename = "e")]
    pub(super) end: usize,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredReference<'a> {
    #[serde(rename = "p", borrow)]
    pub(super) place: Place<'a>,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub(super) entry: Option<EntryId>,
}

/// The fields of [`Stored`] that counting needs.
#[derive(Deserialize)]
pub(super) struct Needed<'a> {
    #[serde(rename = "p", borrow)]
    pub(super) page: NeededPage<'a>,
    #[serde(rename = "n")]
    pub(super) seq: u32,
    #[serde(rename = "d")]
    pub(super) date: StoredDate<'a>,
    #[serde(rename = "t", borrow)]
    pub(super) text: Cow<'a, str>,
    #[serde(rename = "o", borrow, default)]
    pub(super) organisations: Vec<StoredName<'a>>,
    #[serde(rename = "h", borrow, default)]
    pub(super) persons: Vec<StoredName<'a>>,
}
#[derive(Deserialize)]
pub(super) struct NeededPage<'a> {
    #[serde(rename = "i", borrow)]
    pub(super) id: Cow<'a, str>,
}
