//! Files of JSON, a record a line.

use crate::failure::{During, OnPath, damaged};
use daybook_search::EngineError;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

/// A record as its line, without the line's end.
#[derive(Debug)]
pub(super) struct Line(Box<str>);

impl Line {
    pub(super) fn of<T: Serialize>(record: &T) -> Result<Self, EngineError> {
        let line = serde_json::to_string(record).during("note a record")?;
        Ok(Self(line.into_boxed_str()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Line {
    fn from(line: String) -> Self {
        Self(line.into_boxed_str())
    }
}

/// Writes records, one a line.
pub(crate) fn write_lines<T: Serialize>(path: &Path, records: &[T]) -> Result<(), EngineError> {
    write_made_lines(path, records.iter().map(Line::of))
}

/// Writes lines that are made one by one.
pub(super) fn write_made_lines(
    path: &Path,
    lines: impl IntoIterator<Item = Result<Line, EngineError>>,
) -> Result<(), EngineError> {
    let mut file = BufWriter::new(File::create(path).on("create", path)?);
    for line in lines {
        file.write_all(line?.0.as_bytes())
            .and_then(|()| file.write_all(b"\n"))
            .on("write", path)?;
    }
    file.flush().on("write", path)
}

/// Reads records, one a line.
pub(crate) fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EngineError> {
    let file = File::open(path).on("open", path)?;
    let mut records = Vec::new();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.on("read", path)?;
        let record = serde_json::from_str(&line)
            .map_err(|error| damaged(path, format!("line {}: {error}", number + 1)))?;
        records.push(record);
    }
    Ok(records)
}
