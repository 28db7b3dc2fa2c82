//! The page records of a generation being built. They come in any order, and those of a large archive take more memory
//! than all else: so they wait in a file, and only their places are held.

use super::lines::{Line, write_made_lines};
use crate::failure::OnPath;
use daybook_search::EngineError;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Records as lines, by the ids of their pages.
#[derive(Default)]
pub(super) struct Records {
    path: PathBuf,
    /// Made with the first record.
    file: Option<BufWriter<File>>,
    end: u64,
    /// Where each line begins, and how long it is.
    places: BTreeMap<String, (u64, usize)>,
}

impl Records {
    /// None yet; the file for those to come, which nobody else may have.
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            file: None,
            end: 0,
            places: BTreeMap::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether there is a record of a page.
    pub(super) fn has(&self, page: &str) -> bool {
        self.places.contains_key(page)
    }

    /// Notes the record of a page, in place of an earlier one.
    pub(super) fn note(&mut self, page: String, line: &Line) -> Result<(), EngineError> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let file = File::options()
                    .read(true)
                    .write(true)
                    .create_new(true)
                    .open(&self.path)
                    .on("create", &self.path)?;
                self.file.insert(BufWriter::new(file))
            }
        };
        let text = line.as_str();
        file.write_all(text.as_bytes()).on("write", &self.path)?;
        self.places.insert(page, (self.end, text.len()));
        self.end += text.len() as u64;
        Ok(())
    }

    /// Writes every record in the order of the pages' ids, and removes the file in which they waited.
    pub(super) fn write_to(self, path: &Path) -> Result<(), EngineError> {
        let Some(file) = self.file else {
            return write_made_lines(path, []);
        };
        let waited = &self.path;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error);
        let mut reader = BufReader::new(file.on("write", waited)?);
        let mut read = |(start, length): (u64, usize)| -> io::Result<Line> {
            let mut line = vec![0; length];
            reader.seek(SeekFrom::Start(start))?;
            reader.read_exact(&mut line)?;
            let line = String::from_utf8(line).map_err(|error| io::Error::new(ErrorKind::InvalidData, error));
            line.map(Line::from)
        };
        let lines = self
            .places
            .into_values()
            .map(|place| read(place).on("read", waited));
        write_made_lines(path, lines)?;
        drop(reader);
        fs::remove_file(waited).on("remove", waited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back_in_order_the_last_of_each_page() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("waiting");
        let mut records = Records::new(path.clone());
        for (page, text) in [("b", "one"), ("a", "zwei"), ("b", "drei Sätze"), ("c", "")] {
            records
                .note(page.to_owned(), &Line::from(text.to_owned()))
                .unwrap();
        }
        assert!(records.has("a") && !records.has("d") && records.len() == 3 && path.exists());
        let written = dir.path().join("pages");
        records.write_to(&written).unwrap();
        assert_eq!(fs::read_to_string(written).unwrap(), "zwei\ndrei Sätze\n\n");
        assert!(!path.exists());
    }

    #[test]
    fn without_records_there_is_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let records = Records::new(dir.path().join("waiting"));
        assert!(records.is_empty());
        let written = dir.path().join("pages");
        records.write_to(&written).unwrap();
        assert_eq!(fs::read_to_string(written).unwrap(), "");
    }
}
