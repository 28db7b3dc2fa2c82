//! Taking every hit of a query away.

use crate::{EngineError, Filters, Hit, ParsedQuery, Sort, Understood, WrittenHit};
use std::ops::ControlFlow;

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// A hit a line, as JSON.
    Ndjson,
    /// A hit a row, after a row of names.
    Csv,
}

/// An export, checked.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The query.
    pub query: ParsedQuery,
    /// The filters.
    pub filters: Filters,
    /// The order of hits; `None` is page by page, in time order on each.
    pub sort: Option<Sort>,
    /// Whether hits carry marked snippets.
    pub highlight: bool,
}

/// What there is to know of an export before its first hit.
#[derive(Debug, Clone)]
pub struct ExportHead {
    /// The query as it was read.
    pub understood: Understood,
    /// The generation that every hit comes from.
    pub generation: String,
}

/// Takes an export as it comes. Who has had enough breaks off; an engine then does no more than it has begun.
pub trait ExportSink {
    /// Comes first, once.
    fn begin(&mut self, head: ExportHead) -> ControlFlow<()>;

    /// The next hit.
    ///
    /// # Errors
    /// If it cannot be read; the export ends with that error.
    fn hit(&mut self, hit: WrittenHit) -> Result<ControlFlow<()>, EngineError>;
}

/// The columns of a row.
pub const COLUMNS: [&str; 12] = [
    "id",
    "timestamp",
    "earliest",
    "latest",
    "time",
    "time_corrected",
    "title",
    "url",
    "organisations",
    "persons",
    "score",
    "text",
];

/// A hit as a row, by [`COLUMNS`]. Texts that a spreadsheet would take for formulas have an apostrophe before them.
pub fn row(hit: &Hit) -> [String; COLUMNS.len()] {
    let entry = &hit.entry;
    let names = |entities: &[daybook_model::NamedEntity]| {
        let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
        harmless(&names.join("; "))
    };
    let text = |text: Option<&String>| text.map(|text| harmless(text)).unwrap_or_default();
    let day = |day: Option<daybook_model::LocalDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let time = |time: Option<daybook_model::ClockTime>| time.map(|time| time.to_string()).unwrap_or_default();
    [
        harmless(&entry.id.to_string()),
        entry.timestamp.clone().unwrap_or_default(),
        day(entry.date.earliest),
        day(entry.date.latest),
        time(entry.time),
        time(entry.time_corrected),
        text(entry.page.title.as_ref()),
        text(entry.page.url.as_ref()),
        names(&entry.organisations),
        names(&entry.persons),
        hit.found.score.map(|score| score.to_string()).unwrap_or_default(),
        harmless(&entry.text),
    ]
}

/// A text that no spreadsheet takes for a formula: one that begins like a formula, be it after blanks or in the letters
/// of full width, gets an apostrophe before it.
pub fn harmless(text: &str) -> String {
    let begins_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let first = text.trim_start().chars().next();
    if first.is_some_and(begins_formula) || text.starts_with(['\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        for formula in ["=1+1", "+1", "-2", "@SUM(A1)", " =1", "\n=1", "\tx", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["", "• a bullet", "a=b", "£5m", "“Quoted” - so"] {
            assert_eq!(harmless(plain), plain);
        }
    }
}
