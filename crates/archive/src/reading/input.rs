//! A file's bytes after decompression, a piece at a time.
//!
//! A gzip file is a row of members and a zstd file a row of frames, each of which can be read by itself: crawls have
//! one for each record. That is what makes it possible to read a page again without all that comes before it, and to
//! go on after one that is damaged.

use super::{
    Limits, Place,
    compression::{Compression, MAGIC_BYTES},
    limits::FREE_BYTES,
    raw_bytes::RawBytes,
};
use crate::discover::{NOT_REGULAR, why_unreadable};
use flate2::bufread::GzDecoder;
use std::{
    fs::{self, File},
    io::{self, BufRead as _, Read as _},
    path::Path,
};

/// How many bytes come out of a decoder at a time.
const CHUNK: usize = 64 * 1024;

/// zstd may ask for a window of 2 to the power of this: 128 MiB, what the `zstd` command reads unasked.
const WINDOW_LOG: u32 = 27;

/// Why no more bytes come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The part of the file that is being decompressed is damaged or a bomb; [`Input::next_part`] may find another.
    Part(String),
    /// Nothing more can be read of the file.
    File(String),
}

impl Fault {
    pub(super) fn reason(self) -> String {
        match self {
            Self::Part(reason) | Self::File(reason) => reason,
        }
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::File(why_unreadable(&error))
    }
}

enum Decoder {
    Plain(RawBytes),
    Gzip(GzDecoder<RawBytes>),
    Zstd(zstd::stream::read::Decoder<'static, RawBytes>),
    /// Between two parts of a compressed file.
    Between(RawBytes),
    /// Only while one takes the place of another.
    Gone,
}

/// A file being read.
pub(super) struct Input {
    decoder: Decoder,
    compression: Option<Compression>,
    limits: Limits,
    /// Where the part begins that the buffer is from.
    part: u64,
    /// How many bytes of the part come before the buffer's first.
    before: u64,
    buffer: Vec<u8>,
    /// How much of the buffer is consumed.
    consumed: usize,
    /// How many bytes came out of the part so far.
    from_part: u64,
    /// How many bytes came out of the file so far.
    from_file: u64,
    at_end: bool,
    /// What comes after the buffer, if it is known that no bytes do.
    pending: Option<Fault>,
}

impl Input {
    pub(super) fn open(path: &Path, limits: Limits) -> Result<Self, Fault> {
        // Looked at first, because opening a pipe would wait for ever.
        let kind = fs::metadata(path)?;
        if kind.is_dir() {
            return Err(Fault::File("is a folder: give the name of a file".to_owned()));
        }
        if !kind.is_file() {
            return Err(Fault::File(NOT_REGULAR.to_owned()));
        }
        let mut raw = RawBytes::new(File::open(path)?);
        let compression = Compression::of_bytes(&raw.peek(MAGIC_BYTES)?);
        Ok(Self {
            decoder: if compression.is_some() {
                Decoder::Between(raw)
            } else {
                Decoder::Plain(raw)
            },
            compression,
            limits,
            part: 0,
            before: 0,
            buffer: Vec::new(),
            consumed: 0,
            from_part: 0,
            from_file: 0,
            at_end: false,
            pending: None,
        })
    }

    pub(super) fn compression(&self) -> Option<Compression> {
        self.compression
    }

    /// What comes next, without consuming it; empty at the end of the file.
    pub(super) fn fill(&mut self) -> Result<&[u8], Fault> {
        while self.consumed == self.buffer.len() && !self.at_end {
            self.refill()?;
        }
        Ok(self.buffer.get(self.consumed..).unwrap_or_default())
    }

    /// At least so many bytes of what comes next, fewer only at the end of the file or of what can be read.
    pub(super) fn fill_to(&mut self, wanted: usize) -> Result<&[u8], Fault> {
        self.fill()?;
        while self.buffer.len() - self.consumed < wanted && !self.at_end {
            match self.chunk() {
                Ok(Some(chunk)) => self.buffer.extend_from_slice(&chunk),
                Ok(None) => break,
                // Told when what comes before it has been consumed.
                Err(fault) => {
                    self.pending = Some(fault);
                    break;
                }
            }
        }
        Ok(self.buffer.get(self.consumed..).unwrap_or_default())
    }

    pub(super) fn consume(&mut self, amount: usize) {
        self.consumed = (self.consumed + amount).min(self.buffer.len());
    }

    /// Puts bytes that were just consumed back. Says whether it could: what comes from an earlier part of the file
    /// cannot be put back.
    pub(super) fn put_back(&mut self, bytes: &[u8]) -> bool {
        let here = self.before + self.consumed as u64;
        let Some(before) = here.checked_sub(bytes.len() as u64) else {
            return false;
        };
        if before >= self.before {
            self.consumed -= bytes.len();
        } else {
            let rest = self.buffer.split_off(self.consumed);
            self.buffer = [bytes, &rest].concat();
            self.before = before;
            self.consumed = 0;
        }
        true
    }

    /// The part of the file that the next byte is in, by its offset.
    pub(super) fn part(&mut self) -> Result<u64, Fault> {
        self.fill()?;
        Ok(self.part)
    }

    /// Whether the next byte is the first of its part of the file.
    pub(super) fn starts_part(&mut self) -> Result<bool, Fault> {
        self.fill()?;
        Ok(self.before + self.consumed as u64 == 0)
    }

    /// Where the next byte is.
    pub(super) fn place(&mut self) -> Result<Place, Fault> {
        self.fill()?;
        let within = self.before + self.consumed as u64;
        Ok(match self.compression {
            None => Place {
                offset: within,
                ..Place::default()
            },
            Some(_) => Place {
                offset: self.part,
                skip: within,
                ..Place::default()
            },
        })
    }

    /// Goes to a place that [`place`](Self::place) gave, by the shortest way.
    pub(super) fn seek(&mut self, place: Place) -> Result<(), Fault> {
        let (part, within) = match self.compression {
            None => (0, place.offset),
            Some(_) => (place.offset, place.skip),
        };
        let buffered = self.before..=self.before + self.buffer.len() as u64;
        if part == self.part && buffered.contains(&within) {
            self.consumed = usize::try_from(within - self.before).unwrap_or_default();
            return Ok(());
        }
        if self.compression.is_none() {
            let mut raw = self.take_raw()?;
            raw.seek_to(within)?;
            self.decoder = Decoder::Plain(raw);
            self.start_part(0);
            self.before = within;
            return Ok(());
        }
        if part != self.part || within < self.before {
            let mut raw = self.take_raw()?;
            raw.seek_to(part)?;
            self.decoder = Decoder::Between(raw);
            self.start_part(part);
        }
        loop {
            let here = self.before + self.consumed as u64;
            if here >= within {
                return Ok(());
            }
            let length = self.fill()?.len();
            if length == 0 || self.part != part {
                return Err(Fault::File(CHANGED.to_owned()));
            }
            self.consume(usize::try_from(within - here).unwrap_or(usize::MAX).min(length));
        }
    }

    /// After a [`Fault::Part`]: goes to the next part of the file that looks like one. Says whether there is one.
    pub(super) fn next_part(&mut self) -> Result<bool, Fault> {
        let Some(compression) = self.compression else {
            return Ok(false);
        };
        let from = self.part + 1;
        let mut raw = self.take_raw()?;
        // What was decompressed of the damaged part may well be longer than the part.
        raw.seek_to(from)?;
        loop {
            let window = raw.fill_buf()?;
            if window.is_empty() {
                self.at_end = true;
                self.decoder = Decoder::Between(raw);
                self.start_part(from);
                return Ok(false);
            }
            let first = match compression {
                Compression::Gzip => 0x1F,
                Compression::Zstd => 0x28,
            };
            let Some(at) = window.iter().position(|byte| *byte == first) else {
                let length = window.len();
                raw.consume(length);
                continue;
            };
            raw.consume(at);
            if Compression::of_bytes(&raw.peek(MAGIC_BYTES)?) == Some(compression) {
                let part = raw.offset();
                self.decoder = Decoder::Between(raw);
                self.start_part(part);
                return Ok(true);
            }
            raw.seek_to(raw.offset() + 1)?;
        }
    }

    fn start_part(&mut self, offset: u64) {
        self.part = offset;
        self.before = 0;
        self.buffer.clear();
        self.consumed = 0;
        self.from_part = 0;
        self.at_end = false;
        self.pending = None;
    }

    fn refill(&mut self) -> Result<(), Fault> {
        if let Some(chunk) = self.chunk()? {
            self.before += self.buffer.len() as u64;
            self.buffer = chunk;
            self.consumed = 0;
            return Ok(());
        }
        self.next_regular_part()
    }

    /// The next bytes of the part that is being read; `None` at its end.
    fn chunk(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        if let Some(fault) = self.pending.take() {
            return Err(fault);
        }
        let mut chunk = vec![0; CHUNK];
        let (read, raw_offset) = match &mut self.decoder {
            Decoder::Plain(raw) => (raw.read(&mut chunk), raw.offset()),
            Decoder::Gzip(decoder) => (decoder.read(&mut chunk), decoder.get_ref().offset()),
            Decoder::Zstd(decoder) => (decoder.read(&mut chunk), decoder.get_ref().offset()),
            Decoder::Between(_) | Decoder::Gone => return Ok(None),
        };
        let read = read.map_err(|error| self.broken(&error, raw_offset))?;
        if read == 0 {
            return Ok(None);
        }
        chunk.truncate(read);
        self.from_part += read as u64;
        self.from_file += read as u64;
        if self.compression.is_some() {
            self.check_expansion(raw_offset)?;
        }
        Ok(Some(chunk))
    }

    fn broken(&self, error: &io::Error, raw_offset: u64) -> Fault {
        let Some(compression) = self.compression else {
            return Fault::File(why_unreadable(error));
        };
        let part = compression.part();
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Fault::Part(format!(
                "the {part} that begins at byte {} is cut off: the file ends at byte {raw_offset}: fetch it again",
                self.part
            )),
            io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound => Fault::File(why_unreadable(error)),
            _ => Fault::Part(format!(
                "the {part} that begins at byte {} is damaged: {error}: fetch the file again",
                self.part
            )),
        }
    }

    /// Bounds what a small file can be made to fill memory and time with.
    fn check_expansion(&self, raw_offset: u64) -> Result<(), Fault> {
        let Limits {
            expansion,
            expanded_bytes,
            ..
        } = self.limits;
        if self.from_file > expanded_bytes {
            return Err(Fault::File(format!(
                "expands to more than {expanded_bytes} bytes, the most that a compressed file may: raise \
                 --max-expanded-size if it is sound"
            )));
        }
        let compressed = raw_offset.saturating_sub(self.part).max(1);
        if self.from_part > FREE_BYTES && self.from_part / compressed > expansion {
            let part = self.compression.map_or("part", Compression::part);
            return Err(Fault::Part(format!(
                "the {part} that begins at byte {} expands to more than {expansion} times its size: raise \
                 --max-expansion if it is sound",
                self.part
            )));
        }
        Ok(())
    }

    /// Begins the part that follows on the one that has ended.
    fn next_regular_part(&mut self) -> Result<(), Fault> {
        let mut raw = self.take_raw()?;
        let offset = raw.offset();
        let head = match self.compression {
            Some(_) => raw.peek(MAGIC_BYTES)?,
            None => Vec::new(),
        };
        // Tapes and copies pad with zeros.
        if head.iter().all(|byte| *byte == 0) {
            self.before += self.buffer.len() as u64;
            self.buffer.clear();
            self.consumed = 0;
            self.at_end = true;
            self.decoder = match self.compression {
                Some(_) => Decoder::Between(raw),
                None => Decoder::Plain(raw),
            };
            return Ok(());
        }
        match Compression::of_bytes(&head) {
            Some(Compression::Gzip) => {
                self.decoder = Decoder::Gzip(GzDecoder::new(raw));
                self.start_part(offset);
                Ok(())
            }
            Some(Compression::Zstd) => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(raw)?.single_frame();
                decoder.window_log_max(WINDOW_LOG)?;
                self.decoder = Decoder::Zstd(decoder);
                self.start_part(offset);
                Ok(())
            }
            None => {
                self.decoder = Decoder::Between(raw);
                self.start_part(offset);
                let part = self.compression.map_or("part", Compression::part);
                Err(Fault::Part(format!(
                    "no {part} begins at byte {offset}: fetch the file again"
                )))
            }
        }
    }

    fn take_raw(&mut self) -> Result<RawBytes, Fault> {
        match std::mem::replace(&mut self.decoder, Decoder::Gone) {
            Decoder::Plain(raw) | Decoder::Between(raw) => Ok(raw),
            Decoder::Gzip(decoder) => Ok(decoder.into_inner()),
            Decoder::Zstd(decoder) => Ok(decoder.finish()),
            Decoder::Gone => Err(Fault::File("cannot be read any further".to_owned())),
        }
    }
}

/// A page is not where it was found.
pub(super) const CHANGED: &str = "changed while it was read: index it again";
