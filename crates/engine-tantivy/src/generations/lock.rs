//! One rebuild at a time.

use super::layout::Layout;
use crate::failure::OnPath;
use daybook_search::EngineError;
use std::fs::{File, TryLockError};

/// Held while a rebuild is at work. The operating system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct RebuildLock {
    _file: File,
}

impl RebuildLock {
    /// Takes the lock, or fails at once with [`EngineError::Locked`].
    pub(crate) fn take(layout: &Layout) -> Result<Self, EngineError> {
        let path = layout.lock();
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .on("open", &path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(EngineError::Locked {
                path: layout.data_dir().to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(error).on("lock", &path),
        }
    }
}
