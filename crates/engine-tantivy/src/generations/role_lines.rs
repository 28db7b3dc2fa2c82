//! The roles of a generation's entities, in a file of their own: they are most of what is counted, and asked for of one
//! entity at a time.
//!
//! A line for each entity, in the order of the entities' own file; empty lists for those without. Each line is a frame of
//! Zstandard (RFC 8878), so that one can be read alone, and all of them by whoever unpacks the file.

use crate::failure::{During, OnPath, damaged};
use crate::schema::Packing;
use daybook_search::{EngineError, EntitySummary, RoleSeen};
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use zstd::zstd_safe::find_frame_compressed_size;

/// Writes the roles of all entities, and takes them out of the summaries.
pub(super) fn write_roles(path: &Path, summaries: &mut [EntitySummary]) -> Result<(), EngineError> {
    let mut file = BufWriter::new(File::create(path).on("create", path)?);
    for summary in summaries {
        let roles = std::mem::take(&mut summary.roles);
        let mut line = serde_json::to_string(&roles).during("note roles")?;
        line.push('\n');
        let frame = Packing::default().pack(&line).during("pack roles")?;
        file.write_all(&frame).on("write", path)?;
    }
    file.flush().on("write", path)
}

fn roles_of(frame: &[u8], place: usize, path: &Path) -> Result<Vec<RoleSeen>, EngineError> {
    let line = Packing::default().unpack(frame);
    let roles = line.and_then(|line| Ok(serde_json::from_str(&line)?));
    roles.map_err(|error| damaged(path, format!("line {}: {error}", place + 1)))
}

/// The roles of a generation that is searched. The file is open from the start, as it may be removed meanwhile.
#[derive(Debug)]
pub(crate) struct RoleLines {
    path: PathBuf,
    file: Mutex<File>,
    /// Where each line ends, looked for when first needed.
    ends: OnceLock<Vec<usize>>,
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
        match self.frame(place) {
            Ok(frame) => roles_of(&frame, place, &self.path),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(damaged(&self.path, error)),
            Err(error) => Err(error).on("read", &self.path),
        }
    }

    /// A line, packed; an empty one where the file has none.
    fn frame(&self, place: usize) -> io::Result<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = match self.ends.get() {
            Some(ends) => ends,
            None => {
                let mut whole = Vec::new();
                file.seek(SeekFrom::Start(0))?;
                file.read_to_end(&mut whole)?;
                let ends = line_ends(&whole)?;
                self.ends.get_or_init(|| ends)
            }
        };
        let start = place
            .checked_sub(1)
            .map_or(Some(0), |before| ends.get(before).copied());
        let (Some(start), Some(end)) = (start, ends.get(place)) else {
            return Ok(Vec::new());
        };
        file.seek(SeekFrom::Start(start as u64))?;
        let mut frame = Vec::with_capacity(end - start);
        Read::by_ref(&mut *file)
            .take((end - start) as u64)
            .read_to_end(&mut frame)?;
        Ok(frame)
    }
}

/// Where each line of the packed file ends.
fn line_ends(file: &[u8]) -> io::Result<Vec<usize>> {
    let mut ends = Vec::new();
    let mut end = 0;
    while let Some(rest) = file.get(end..).filter(|rest| !rest.is_empty()) {
        let length = find_frame_compressed_size(rest).map_err(|_| {
            io::Error::new(
                ErrorKind::InvalidData,
                format!("line {} is cut short or not packed", ends.len() + 1),
            )
        })?;
        end += length;
        ends.push(end);
    }
    Ok(ends)
}
