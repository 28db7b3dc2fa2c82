//! Where a page is in its file.

/// Where a page begins, so that it can be read again without all that comes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// A byte of the file at which reading can begin: the record's own, or that of the gzip member or zstd frame that
    /// it begins in.
    pub offset: u64,
    /// How many bytes of what is decompressed from there come before the page.
    pub skip: u64,
    /// The line of a JSON Lines file, 1 the first; 0 elsewhere.
    pub line: u64,
}

impl Place {
    /// The place as it follows the file's name: `17` for a line, `12345` for a record, `0+12345` for one inside a gzip
    /// member that holds several.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self { line: 1.., .. } => self.line.to_string(),
            Self { skip: 0, .. } => self.offset.to_string(),
            _ => format!("{}+{}", self.offset, self.skip),
        }
    }
}
