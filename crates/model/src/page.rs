//! A page: one live blog as published.

use serde::{Deserialize, Serialize};

/// What is known of a page besides its entries.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page {
    /// A lower-case slug, unique in the archive.
    pub id: String,
    /// The page's title, where one is known.
    pub title: Option<String>,
    /// The text before the first entry that introduces the page.
    pub standfirst: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// The publication that it is from, where the archive says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<String>,
    /// The file it was read from, relative to the archive's root.
    pub source: String,
}
