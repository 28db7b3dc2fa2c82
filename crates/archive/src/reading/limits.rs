//! How much a file may ask for: memory and time do not follow from what it says of itself.

/// The bounds on what is read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes that a page may hold, after decompression. A longer page is skipped.
    pub page_bytes: u64,
    /// How many times its compressed size a gzip member or a zstd frame may expand to; counted from
    /// [`FREE_BYTES`] on. A member that expands further is skipped.
    pub expansion: u64,
    /// The most bytes that a compressed file may expand to. What comes after is left out.
    pub expanded_bytes: u64,
}

/// So many bytes may come out of a member whatever its compressed size: a short page of one letter is no bomb.
pub const FREE_BYTES: u64 = 16 * 1024 * 1024;

impl Default for Limits {
    /// 64 MiB a page, 200 times, 256 GiB a file: real pages stay below one MiB, and text shrinks to a tenth at best.
    fn default() -> Self {
        Self {
            page_bytes: 64 << 20,
            expansion: 200,
            expanded_bytes: 256 << 30,
        }
    }
}

impl Limits {
    /// The most bytes that a page may hold, as a length.
    pub(super) fn page_length(&self) -> usize {
        usize::try_from(self.page_bytes).unwrap_or(usize::MAX)
    }
}
