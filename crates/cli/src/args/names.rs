//! What can be typed to ask for names: the values of a facet, one organisation or person, completions.

use super::{Format, ScopeArgs};
use clap::Args as ClapArgs;
use daybook_model::EntityKind;
use daybook_search::Facet;

#[derive(Debug, ClapArgs)]
pub(crate) struct FacetArgs {
    /// The facet: organisation, person, speaker, date, weekday, hour, publication, page or basis.
    #[arg(value_name = "FACET")]
    pub(crate) facet: Facet,
    /// The query; without one, every entry.
    #[arg(default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub(crate) query: String,
    /// Only values of which a word begins so, under any name that the archive prints.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) prefix: String,
    /// The order: count or name [default: count for names].
    #[arg(long, value_name = "ORDER")]
    pub(crate) sort: Option<String>,
    /// Only values of at least this count.
    #[arg(long, value_name = "N")]
    pub(crate) min_count: Option<u64>,
    /// How many values.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: u64,
    /// How many values to leave out before the first.
    #[arg(long, value_name = "N")]
    pub(crate) offset: Option<u64>,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EntityArgs {
    /// Its name or slug.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Which of the two it is, organisation or person [default: whichever the index names so].
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<EntityKind>,
    /// How many organisations and how many persons of the same entries [default: 10].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SuggestArgs {
    /// What was typed so far.
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) text: String,
    /// How many words, and how many organisations and persons [default: 10].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}
