//! What can be typed to say which entries are meant, in every command that searches.

use clap::Args as ClapArgs;
use daybook_search::SearchParams;

/// Which entries are meant, and what of them is counted.
#[derive(Debug, ClapArgs)]
pub(crate) struct ScopeArgs {
    /// Entries that name this organisation, by name or slug; several: at least one of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) organisation: Vec<String>,
    /// Entries that name this organisation; several: all of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) organisation_all: Vec<String>,
    /// Entries that name this person, by name or slug; several: at least one of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Vec<String>,
    /// Entries that name this person; several: all of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) person_all: Vec<String>,
    /// Entries that quote this person or organisation, by name or slug; several: at least one of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Vec<String>,
    /// Entries that quote this person or organisation; several: all of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker_all: Vec<String>,
    /// Entries of this year, month or day (2015, 2015-03, 2015-03-09, several-years, undated); several: one of them.
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Vec<String>,
    /// Entries of this day of the week (monday, unknown); several: one of them.
    #[arg(long, value_name = "DAY")]
    pub(crate) weekday: Vec<String>,
    /// Entries of this hour of the day (0 to 23, unknown); several: one of them.
    #[arg(long, value_name = "HOUR")]
    pub(crate) hour: Vec<String>,
    /// Entries from this publication, by name or slug; several: one of them.
    #[arg(long, value_name = "NAME")]
    pub(crate) publication: Vec<String>,
    /// Entries on the page of this id; several: one of them.
    #[arg(long, value_name = "ID")]
    pub(crate) page: Vec<String>,
    /// Entries whose date was read from this (manifest, front-matter, markup, url, filename, text, none); several: one
    /// of them.
    #[arg(long, value_name = "BASIS")]
    pub(crate) basis: Vec<String>,
    /// Take predecessors and successors of the organisations along.
    #[arg(long)]
    pub(crate) lineage: bool,
    /// Entries that may have been written in or after this year, month or day.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Entries that may have been written in or before this year, month or day.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Show the forms in which organisations and persons are printed with the values of their facets.
    #[arg(long)]
    pub(crate) forms: bool,
    /// What is counted: entry, page or day.
    #[arg(long, value_name = "UNIT", default_value = "entry")]
    pub(crate) unit: String,
    /// Mend a query that does not follow the grammar instead of refusing it.
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Look for the words typed only, not for others that mean the same.
    #[arg(long)]
    pub(crate) no_synonyms: bool,
    /// Which misprints of the words to look for too: sure, auto (likely ones, and what may have been meant by a word that
    /// no entry has) or off; without a value auto [default: sure].
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    pub(crate) typos: Option<String>,
}

impl ScopeArgs {
    /// The search for such entries.
    pub(crate) fn into_params(self, query: String) -> SearchParams {
        SearchParams {
            q: query,
            organisation: self.organisation,
            organisation_all: self.organisation_all,
            person: self.person,
            person_all: self.person_all,
            speaker: self.speaker,
            speaker_all: self.speaker_all,
            date: self.date,
            weekday: self.weekday,
            hour: self.hour,
            publication: self.publication,
            page: self.page,
            basis: self.basis,
            lineage: Some(self.lineage),
            unit: Some(self.unit),
            from: self.from,
            to: self.to,
            forms: Some(self.forms),
            lenient: Some(self.lenient),
            synonyms: Some(!self.no_synonyms),
            typos: self.typos,
            ..SearchParams::default()
        }
    }
}
