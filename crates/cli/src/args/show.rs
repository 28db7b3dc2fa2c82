//! What can be typed to read entries and pages.

use super::Format;
use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct ShowArgs {
    /// An entry as hits name it (PAGE/SEQ), or a page by its id.
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// How many entries before it [default: 2].
    #[arg(long, value_name = "N")]
    pub(crate) before: Option<u64>,
    /// How many entries after it [default: 2].
    #[arg(long, value_name = "N")]
    pub(crate) after: Option<u64>,
    /// List the entries most like it.
    #[arg(long)]
    pub(crate) similar: bool,
    /// List the earlier and later entries on its story, with why.
    #[arg(long)]
    pub(crate) thread: bool,
    /// How many similar entries, and how many of the thread [default: 10 and 50].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PagesArgs {
    /// Pages that may have been written in or after this year, month or day.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Pages that may have been written in or before this year, month or day.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Only pages that nothing dates.
    #[arg(long)]
    pub(crate) undated: bool,
    /// The order: oldest or newest first.
    #[arg(long, value_name = "ORDER", default_value = "oldest")]
    pub(crate) sort: String,
    /// How many pages [default: all].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}
