//! Opening an index only to read it.

use crate::failure::{damaged, internal};
use crate::schema::{Fields, Packing};
use daybook_search::EngineError;
use std::{io, path::Path, sync::Arc};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, FileSlice, Lock, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
};
use tantivy::store::Compressor;
use tantivy::{Index, IndexSettings, ReloadPolicy, Searcher, TantivyError};

/// The length of a block of stored entries, in bytes.
const STORE_BLOCK: usize = 4096;
/// How many blocks of stored entries are kept unpacked.
const STORE_CACHE_BLOCKS: usize = 100;

/// A generation's files. Nothing changes them, so no lock file is needed: an index on a read-only disk can be read,
/// and reading leaves no trace.
#[derive(Debug, Clone)]
struct ReadOnly(MmapDirectory);

impl Directory for ReadOnly {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        self.0.open_read(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_owned(),
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "a generation is not changed")
}

/// How a new index stores entries: as they come, for they are packed already, and few in a block, for a whole block is
/// copied to read one.
pub(crate) fn index_settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    }
}

/// Opens an index folder to read it, entries as they are packed there.
pub(crate) fn open_index(path: &Path, fields: &Fields) -> Result<Searcher, EngineError> {
    fields.pack_by(Packing::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::InvalidData => damaged(path, source),
        _ => EngineError::Io {
            action: "read",
            path: path.to_owned(),
            source,
        },
    })?);
    let open = || -> tantivy::Result<Searcher> {
        let index = Index::open(ReadOnly(MmapDirectory::open(path)?))?;
        if index.schema() != fields.schema {
            return Err(TantivyError::SchemaError("it has other fields".to_owned()));
        }
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_CACHE_BLOCKS)
            .try_into()?;
        Ok(reader.searcher())
    };
    open().map_err(|error| match error {
        TantivyError::IoError(_) => internal("open the index", error),
        error => damaged(path, error),
    })
}
