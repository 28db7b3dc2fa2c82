//! From the text of an `archive.toml` to a [`Manifest`], every complaint with its line and key.

use super::{GAZETTEER_KEYS, Manifest, PageKey, PageSettings};
use crate::{error::ArchiveError, zone::Zone};
use daybook_model::LocalDate;
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

type Value<'t> = Spanned<DeValue<'t>>;

/// The text being read and the name that messages give it.
pub(super) struct Reader<'t> {
    text: &'t str,
    name: &'t str,
    /// Where lines end, in bytes.
    line_ends: Vec<usize>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, name: &'t str) -> Self {
        let line_ends = text
            .bytes()
            .enumerate()
            .filter_map(|(at, byte)| (byte == b'\n').then_some(at))
            .collect();
        Self {
            text,
            name,
            line_ends,
        }
    }

    /// The settings in the text.
    pub(super) fn manifest(&self) -> Result<Manifest, ArchiveError> {
        let root = DeTable::parse(self.text).map_err(|error| {
            let line = self.line(&error.span().unwrap_or_default());
            let written = self.text.lines().nth(line - 1).unwrap_or_default().trim();
            let problem = format!("{}: mend \"{written}\"", error.message());
            ArchiveError::ManifestSyntax {
                path: self.name.into(),
                line,
                problem,
            }
        })?;
        let mut manifest = Manifest {
            name: self.name.to_owned(),
            ..Manifest::default()
        };
        for (key, value) in root.get_ref() {
            match key.get_ref().as_ref() {
                "timezone" => {
                    let zone = self.string("timezone", value)?;
                    manifest.timezone = Zone::new(&zone)
                        .map_err(|error| self.wrong("timezone", &value.span(), error.to_string()))?
                        .name()
                        .to_owned();
                }
                "title" => manifest.title = Some(self.string("title", value)?),
                "publication" => manifest.publication = Some(self.string("publication", value)?),
                "pages" => manifest.set_pages(self.pages(value)?),
                handed_on if GAZETTEER_KEYS.contains(&handed_on) => {
                    manifest.gazetteer = Some(self.text.into());
                }
                other => {
                    let problem = format!(
                        "unknown: the keys here are {}, and for the archive's own gazetteer {}",
                        Manifest::KEYS.join(", "),
                        GAZETTEER_KEYS.join(", ")
                    );
                    return Err(self.wrong(other, &key.span(), problem));
                }
            }
        }
        Ok(manifest)
    }

    fn pages(&self, value: &Value<'_>) -> Result<Vec<PageKey>, ArchiveError> {
        let expected = "a table of pages, such as [pages.\"live.txt\"]";
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.mistyped("pages", value, expected));
        };
        let page = |(key, value): (&Spanned<_>, &Value<'_>)| -> Result<PageKey, ArchiveError> {
            let written: &str = AsRef::<str>::as_ref(key.get_ref());
            let path = format!("pages.{written:?}");
            if written.trim().is_empty() {
                let problem = "empty: write the path, file name or pattern of a page".to_owned();
                return Err(self.wrong(&path, &key.span(), problem));
            }
            let settings = self.settings(&path, value)?;
            PageKey::new(written, self.line(&key.span()), settings).map_err(|error| {
                let problem = format!(
                    "not a pattern: {}: put a backslash before a bracket that is meant",
                    error.kind()
                );
                self.wrong(&path, &key.span(), problem)
            })
        };
        table.iter().map(page).collect()
    }

    fn settings(&self, path: &str, value: &Value<'_>) -> Result<PageSettings, ArchiveError> {
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.mistyped(path, value, "a table with date, title or url"));
        };
        let mut settings = PageSettings::default();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let path = format!("{path}.{name}");
            match name {
                "date" => settings.date = Some(self.date(&path, value)?),
                "title" => settings.title = Some(self.string(&path, value)?),
                "url" => settings.url = Some(self.string(&path, value)?),
                _ => {
                    let problem = "unknown: the keys of a page are date, title and url".to_owned();
                    return Err(self.wrong(&path, &key.span(), problem));
                }
            }
        }
        Ok(settings)
    }

    fn string(&self, path: &str, value: &Value<'_>) -> Result<String, ArchiveError> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                let problem = "empty: write a value, or remove the key".to_owned();
                Err(self.wrong(path, &value.span(), problem))
            }
            DeValue::String(text) => Ok(text.clone().into_owned()),
            _ => Err(self.mistyped(path, value, "a string in quotes")),
        }
    }

    /// A day as a TOML string or as a TOML date; a date with a time is refused, for it may mean another day here.
    fn date(&self, path: &str, value: &Value<'_>) -> Result<LocalDate, ArchiveError> {
        let written = match value.get_ref() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Datetime(moment) => moment.to_string(),
            _ => return Err(self.mistyped(path, value, "a day as \"YYYY-MM-DD\"")),
        };
        written
            .parse()
            .map_err(|error| self.wrong(path, &value.span(), format!("{error}")))
    }

    fn mistyped(&self, path: &str, value: &Value<'_>, expected: &str) -> ArchiveError {
        let found = value.get_ref().type_str();
        self.wrong(
            path,
            &value.span(),
            format!("found a value of type {found}: write {expected}"),
        )
    }

    fn wrong(&self, key: &str, span: &Range<usize>, problem: String) -> ArchiveError {
        ArchiveError::ManifestKey {
            path: self.name.into(),
            line: self.line(span),
            key: key.to_owned(),
            problem,
        }
    }

    /// The line on which a span begins, 1 the first.
    fn line(&self, span: &Range<usize>) -> usize {
        1 + self.line_ends.partition_point(|end| *end < span.start)
    }
}
