//! The roles of a generation's entities, in a file of their own: they are most of what is counted, and asked for of one
//! entity at a time.
//!
//! A line for each entity, in the order of the entities' own file; empty lists for those without.

use super::lines::{Line, read_lines, write_made_lines};
use crate::failure::{OnPath, damaged};
use daybook_search::{EngineError, EntitySummary, RoleSeen};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Writes the roles of all entities, and takes them out of the summaries.
pub(super) fn write_roles(path: &Path, summaries: &mut [EntitySummary]) -> Result<(), EngineError> {
    let lines = summaries
        .iter_mut()
        .map(|summary| Line::of(&std::mem::take(&mut summary.roles)));
    write_made_lines(path, lines)
}

/// Puts the roles that were written back into the summaries.
pub(super) fn read_roles(path: &Path, summaries: &mut [EntitySummary]) -> Result<(), EngineError> {
    let roles: Vec<Vec<RoleSeen>> = read_lines(path)?;
    if roles.len() != summaries.len() {
        return Err(damaged(path, "it has not a line for each entity"));
    }
    for (summary, roles) in summaries.iter_mut().zip(roles) {
        summary.roles = roles;
    }
    Ok(())
}

/// The roles of a generation that is searched. The file is open from the start, as it may be removed meanwhile.
#[derive(Debug)]
pub(crate) struct RoleLines {
    path: PathBuf,
    file: Mutex<File>,
    /// Where each line ends, looked for when first needed.
    ends: OnceLock<Vec<u64>>,
}

impl RoleLines {
    pub(crate) fn open(path: PathBuf) -> Result<Self, EngineError> {
        let file = File::open(&path).on("open", &path)?;
        Ok(Self {
            path,
            file: Mutex::new(file),
            ends: OnceLock::new(),
        })
    }

    /// The roles of the entity of that place among all.
    pub(crate) fn of(&self, place: usize) -> Result<Vec<RoleSeen>, EngineError> {
        let line = self.line(place).on("read", &self.path)?;
        serde_json::from_slice(&line)
            .map_err(|error| damaged(&self.path, format!("line {}: {error}", place + 1)))
    }

    /// A line; an empty one where the file has none.
    fn line(&self, place: usize) -> io::Result<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = match self.ends.get() {
            Some(ends) => ends,
            None => {
                let ends = line_ends(&mut file)?;
                self.ends.get_or_init(|| ends)
            }
        };
        let start = place
            .checked_sub(1)
            .map_or(Some(0), |before| ends.get(before).copied());
        let (Some(start), Some(end)) = (start, ends.get(place)) else {
            return Ok(Vec::new());
        };
        file.seek(SeekFrom::Start(start))?;
        let mut line = Vec::new();
        Read::by_ref(&mut *file)
            .take(end - start)
            .read_to_end(&mut line)?;
        Ok(line)
    }
}

fn line_ends(file: &mut MutexGuard<'_, File>) -> io::Result<Vec<u64>> {
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(1 << 16, &mut **file);
    let mut ends = Vec::new();
    let mut end = 0;
    loop {
        let skipped = reader.skip_until(b'\n')?;
        if skipped == 0 {
            return Ok(ends);
        }
        end += skipped as u64;
        ends.push(end);
    }
}
