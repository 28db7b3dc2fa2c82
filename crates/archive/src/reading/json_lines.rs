//! JSON Lines: a page a line.

use super::{
    FoundPage, Limits, PageKind, Place,
    input::{Fault, Input},
};
use crate::{WrittenDate, day_of_json, decode};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The keys of a page.
const KEYS: &str = "text or html, and url, title and date";

/// What a line comes to: a page, or where one should be and what is wrong.
pub(super) type Found = Result<FoundPage, (Place, String)>;

/// A file of JSON Lines being read.
#[derive(Debug, Default)]
pub(super) struct JsonLines {
    /// The last line read, 1 the first.
    line: u64,
    /// Keys that mean nothing here, with the line of the first.
    pub(super) unknown: Option<(u64, BTreeSet<String>)>,
}

/// A line of a file.
enum Line {
    Whole(Vec<u8>),
    TooLong,
}

impl JsonLines {
    /// The next page, or what is wrong with the next line; `None` at the end.
    pub(super) fn next(&mut self, input: &mut Input, limits: Limits) -> Result<Option<Found>, Fault> {
        loop {
            let mut place = input.place()?;
            self.line += 1;
            place.line = self.line;
            return Ok(match read_line(input, limits)? {
                None => None,
                Some(Line::Whole(bytes)) if bytes.trim_ascii().is_empty() => continue,
                Some(line) => Some(self.page(place, line, limits)),
            });
        }
    }

    /// The page at a place that [`next`](Self::next) gave.
    pub(super) fn at(
        &mut self,
        input: &mut Input,
        place: Place,
        limits: Limits,
    ) -> Result<Option<Found>, Fault> {
        input.seek(place)?;
        Ok(read_line(input, limits)?.map(|line| self.page(place, line, limits)))
    }

    fn page(&mut self, place: Place, line: Line, limits: Limits) -> Found {
        let wrong = |reason: String| (place, reason);
        let Line::Whole(bytes) = line else {
            return Err(wrong(format!(
                "longer than {} bytes, the most that a page may hold: split the page, or raise --max-page-size",
                limits.page_bytes
            )));
        };
        let decoded = decode(&bytes).map_err(|error| wrong(error.to_string()))?;
        let value: Value = serde_json::from_str(&decoded.text)
            .map_err(|error| wrong(format!("not JSON: {error}: write one object a line")))?;
        let Value::Object(mut object) = value else {
            return Err(wrong(format!(
                "{} is no page: write an object with {KEYS}",
                a_kind(&value)
            )));
        };
        let mut take = |key: &str| take_text(&mut object, key).map_err(wrong);
        let (html, text) = (take("html")?, take("text")?);
        let (url, title, date) = (take("url")?, take("title")?, take("date")?);
        let mut warnings = Vec::new();
        let date = date.and_then(|written| match day_of_json(&written) {
            Some(day) => Some(WrittenDate {
                day,
                line: usize::try_from(place.line).unwrap_or(usize::MAX),
                written: format!("\"date\": \"{written}\""),
            }),
            None => {
                warnings.push(format!(
                    "the date is ignored: \"{written}\" is not a day: write YYYY-MM-DD, such as 2015-03-09"
                ));
                None
            }
        });
        if !object.is_empty() {
            let (_, keys) = self.unknown.get_or_insert((place.line, BTreeSet::new()));
            if keys.len() < 20 {
                keys.extend(object.into_iter().map(|(key, _)| key.chars().take(40).collect()));
            }
        }
        let (kind, body) = match (html, text) {
            (Some(html), _) => (PageKind::Html, html),
            (None, Some(text)) => (PageKind::Text, text),
            (None, None) => return Err(wrong("no text and no html: write one of them".to_owned())),
        };
        Ok(FoundPage {
            place: Some(place),
            kind,
            bytes: body.into_bytes(),
            url,
            title,
            date,
            warnings,
            ..FoundPage::default()
        })
    }

    /// What is odd about the file as a whole.
    pub(super) fn warning(&self) -> Option<String> {
        let (line, keys) = self.unknown.as_ref()?;
        let named: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
        Some(format!(
            "unknown keys from line {line} on are ignored: {}: the keys of a page are {KEYS}",
            named.join(", ")
        ))
    }
}

/// A text in an object; nothing and `null` are none, and so is an empty one.
fn take_text(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
        Some(other) => Err(format!("\"{key}\" is {}: write a string", a_kind(&other))),
    }
}

fn a_kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The next line without its end; `None` at the end of the file. What is longer than a page may be is passed over.
fn read_line(input: &mut Input, limits: Limits) -> Result<Option<Line>, Fault> {
    let mut line = Vec::new();
    let (mut any, mut too_long) = (false, false);
    loop {
        let chunk = input.fill()?;
        if chunk.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', chunk);
        let piece = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        too_long |= line.len() + piece.len() > limits.page_length();
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        let length = piece.len() + usize::from(end.is_some());
        input.consume(length);
        if end.is_some() {
            break;
        }
    }
    Ok(any.then_some(if too_long {
        Line::TooLong
    } else {
        Line::Whole(line)
    }))
}
