//! TOML tables read key by key, with the line of everything that is wrong.
//!
//! A derived deserialiser stops at its first error. Somebody who mends a list of a thousand rows wants all of
//! them, so the tables are walked here by hand.

use super::row::{Gender, Origin};
use crate::error::GazetteerProblem;
use daybook_model::LocalDate;
use std::{ops::Range, sync::Arc};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// One file being read, and what was found wrong in it.
pub(super) struct Reader<'a> {
    file: Arc<str>,
    line_starts: Vec<usize>,
    text: &'a str,
    pub(super) problems: Vec<GazetteerProblem>,
}

/// A table being read: its name for messages, its keys, the keys asked for so far.
pub(super) struct Table<'a, 'i> {
    pub(super) name: &'static str,
    pub(super) span: Range<usize>,
    keys: &'a DeTable<'i>,
    known: Vec<&'static str>,
}

/// A value with its key and place.
type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

impl<'a> Reader<'a> {
    pub(super) fn new(file: &str, text: &'a str) -> Self {
        let line_starts = std::iter::once(0).chain(
            text.bytes()
                .enumerate()
                .filter(|(_, b)| *b == b'\n')
                .map(|(i, _)| i + 1),
        );
        Self {
            file: file.into(),
            line_starts: line_starts.collect(),
            text,
            problems: Vec::new(),
        }
    }

    /// The whole file. Where TOML itself refuses it nothing more is read: what could be made of the rest would show
    /// mistakes that are none.
    pub(super) fn document(&mut self) -> Option<Spanned<DeTable<'a>>> {
        DeTable::parse(self.text)
            .map_err(|error| {
                let at = error.span().unwrap_or(0..0);
                self.problem(at, "", format!("not TOML: {}", error.message()));
            })
            .ok()
    }

    pub(super) fn origin(&self, span: &Range<usize>) -> Origin {
        Origin {
            file: Arc::clone(&self.file),
            line: self.line_starts.partition_point(|start| *start <= span.start),
        }
    }

    pub(super) fn problem(&mut self, span: Range<usize>, key: &str, message: String) {
        let Origin { file, line } = self.origin(&span);
        self.problems.push(GazetteerProblem {
            file,
            line,
            key: key.to_owned(),
            message,
        });
    }

    /// A value as a table, to be read by asking for its keys and then calling [`Reader::finish`].
    pub(super) fn table<'v, 'i>(
        &mut self,
        name: &'static str,
        value: Value<'v, 'i>,
    ) -> Option<Table<'v, 'i>> {
        let keys = value.get_ref().as_table();
        if keys.is_none() {
            self.problem(
                value.span(),
                name,
                format!("expected a table, found {}", value.get_ref().type_str()),
            );
        }
        keys.map(|keys| Table {
            name,
            span: value.span(),
            keys,
            known: Vec::new(),
        })
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(&mut self, table: &Table<'_, '_>) {
        for key in table.keys.keys() {
            if !table.known.contains(&key.get_ref().as_ref()) {
                let message = format!("unknown key, expected one of {}", table.known.join(", "));
                self.problem(key.span(), &format!("{}.{}", table.name, key.get_ref()), message);
            }
        }
    }

    fn expected(&mut self, table: &Table<'_, '_>, key: &str, value: Value<'_, '_>, what: &str) {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("\"{text}\""),
            other => other.type_str().to_owned(),
        };
        let key = format!("{}.{key}", table.name);
        self.problem(value.span(), &key, format!("expected {what}, found {found}"));
    }

    /// A text that is not blank.
    pub(super) fn text(&mut self, table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
        let value = table.take(key)?;
        let text = value
            .get_ref()
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        if text.is_none() {
            self.expected(table, key, value, "a text");
        }
        text.map(str::to_owned)
    }

    /// A text that must be there.
    pub(super) fn required_text(&mut self, table: &mut Table<'_, '_>, key: &'static str) -> Option<String> {
        if !table.has(key) {
            let message = "missing, expected a text".to_owned();
            self.problem(table.span.clone(), &format!("{}.{key}", table.name), message);
        }
        self.text(table, key)
    }

    /// A list of texts, each with its place; a single text stands for a list of one.
    pub(super) fn texts(&mut self, table: &mut Table<'_, '_>, key: &'static str) -> Vec<(String, Origin)> {
        let mut texts = Vec::new();
        for item in self.list(table, key) {
            match item
                .get_ref()
                .as_str()
                .map(str::trim)
                .filter(|text| !text.is_empty())
            {
                Some(text) => texts.push((text.to_owned(), self.origin(&item.span()))),
                None => self.expected(table, key, item, "a list of texts"),
            }
        }
        texts
    }

    /// The items of a list; a single text stands for a list of one.
    pub(super) fn list<'v, 'i>(
        &mut self,
        table: &mut Table<'v, 'i>,
        key: &'static str,
    ) -> Vec<Value<'v, 'i>> {
        let Some(value) = table.take(key) else {
            return Vec::new();
        };
        if let Some(items) = value.get_ref().as_array() {
            return items.iter().collect();
        }
        if value.get_ref().is_str() {
            return vec![value];
        }
        self.expected(table, key, value, "a list");
        Vec::new()
    }

    /// One of the given words.
    pub(super) fn word<T: Copy>(
        &mut self,
        table: &mut Table<'_, '_>,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let value = table.take(key)?;
        let meant = value
            .get_ref()
            .as_str()
            .and_then(|text| words.iter().find(|(word, _)| *word == text));
        if meant.is_none() {
            let list = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            self.expected(table, key, value, &format!("one of {list}"));
        }
        meant.map(|(_, meaning)| *meaning)
    }

    /// `m` or `f`.
    pub(super) fn gender(&mut self, table: &mut Table<'_, '_>, key: &'static str) -> Option<Gender> {
        self.word(table, key, &[("m", Gender::Male), ("f", Gender::Female)])
    }

    /// `from` and `to`: days, or years and months that stand for their first or last day.
    pub(super) fn period(&mut self, table: &mut Table<'_, '_>) -> (Option<LocalDate>, Option<LocalDate>) {
        let from = self.day(table, "from", false);
        let to = self.day(table, "to", true);
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            let key = format!("{}.from", table.name);
            let span = table.keys.get("from").map_or(table.span.clone(), Spanned::span);
            self.problem(
                span,
                &key,
                format!("{from} is after to = {to}, expected an earlier day"),
            );
        }
        (from, to)
    }

    fn day(&mut self, table: &mut Table<'_, '_>, key: &'static str, last: bool) -> Option<LocalDate> {
        let value = table.take(key)?;
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            DeValue::Integer(year) => year.as_str().to_owned(),
            _ => String::new(),
        };
        let day = day_of(&written, last);
        if day.is_none() {
            self.expected(table, key, value, "a day as \"YYYY-MM-DD\"");
        }
        day
    }
}

impl<'v, 'i> Table<'v, 'i> {
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.get(key).is_some()
    }

    /// The value of a key, which is a known one from now on.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Value<'v, 'i>> {
        self.known.push(key);
        self.keys.get(key)
    }
}

/// `2013`, `2013-04` or `2013-04-01`; the shorter ones mean the first or last day.
fn day_of(written: &str, last: bool) -> Option<LocalDate> {
    let mut parts = written.split('-');
    let year = parts.next()?;
    let month = parts.next().unwrap_or(if last { "12" } else { "01" });
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    let end = LocalDate::days_in_month(year.parse().ok()?, month.parse().ok()?);
    let day = match parts.next() {
        Some(day) => day.to_owned(),
        None if last => format!("{end:02}"),
        None => "01".to_owned(),
    };
    match parts.next() {
        Some(_) => None,
        None => format!("{year}-{month}-{day}").parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_dates_stand_for_their_first_or_last_day() {
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(day_of("2013", false), day("2013-01-01"));
        assert_eq!(day_of("2012-02", true), day("2012-02-29"));
        assert_eq!(day_of("2013-04-01", true), day("2013-04-01"));
        for wrong in [
            "",
            "13",
            "2013-13",
            "2013-4",
            "2013-02-30",
            "2013-01-01-01",
            "April",
        ] {
            assert_eq!(day_of(wrong, false), None, "{wrong}");
        }
    }
}
