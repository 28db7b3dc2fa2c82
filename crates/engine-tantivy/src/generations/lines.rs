//! Files of JSON, a record a line.

use crate::failure::{OnPath, damaged};
use daybook_search::EngineError;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::Path,
};

/// Writes records, one a line.
pub(crate) fn write_lines<T: Serialize>(path: &Path, records: &[T]) -> Result<(), EngineError> {
    let mut file = BufWriter::new(File::create(path).on("create", path)?);
    for record in records {
        serde_json::to_writer(&mut file, record)
            .map_err(io::Error::from)
            .on("write", path)?;
        file.write_all(b"\n").on("write", path)?;
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
