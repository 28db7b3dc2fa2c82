//! One rebuild at a time.

use super::layout::Layout;
use crate::failure::OnPath;
use daybook_search::EngineError;
use std::fs::{File, TryLockError};

/// Held while a rebuild is at work. The operating system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct RebuildLock {
    file: File,
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
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(EngineError::Locked {
                path: layout.data_dir().to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(error).on("lock", &path),
        }
    }
}

impl Drop for RebuildLock {
    /// Closing the file alone would leave it locked while a process that is just being started still has the file open.
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(%error, "the lock goes when this process ends");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_goes_though_another_process_has_the_file_open() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        let held = RebuildLock::take(&layout).unwrap();
        // As a process has it that was forked and has not yet begun its program.
        let inherited = held.file.try_clone().unwrap();
        assert!(matches!(
            RebuildLock::take(&layout),
            Err(EngineError::Locked { .. })
        ));
        drop(held);
        RebuildLock::take(&layout).unwrap();
        drop(inherited);
    }
}
