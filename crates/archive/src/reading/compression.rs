//! What a file is compressed with, by its name and by its first bytes.

use std::fmt;

/// A compression that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compression {
    /// gzip, one member or several.
    Gzip,
    /// zstd, one frame or several.
    Zstd,
}

/// The most bytes that tell a compression.
pub(super) const MAGIC_BYTES: usize = 4;

impl Compression {
    /// The compression that a file's extension names, in any case.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" => Some(Self::Gzip),
            "zst" | "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    /// The compression of bytes that begin so.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            // Deflate is the only method, and the three upper flags are reserved.
            [0x1F, 0x8B, 0x08, flags, ..] if flags & 0xE0 == 0 => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    /// What a part of such a file that can be read by itself is called.
    pub(super) fn part(self) -> &'static str {
        match self {
            Self::Gzip => "gzip member",
            Self::Zstd => "zstd frame",
        }
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}
