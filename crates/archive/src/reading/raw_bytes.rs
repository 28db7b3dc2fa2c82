//! A file's bytes as they are on disk, with a count of where reading stands.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

const BUFFER: usize = 64 * 1024;

/// A file that knows its offset.
#[derive(Debug)]
pub(super) struct RawBytes {
    file: BufReader<File>,
    offset: u64,
}

impl RawBytes {
    pub(super) fn new(file: File) -> Self {
        Self {
            file: BufReader::with_capacity(BUFFER, file),
            offset: 0,
        }
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    pub(super) fn seek_to(&mut self, offset: u64) -> io::Result<()> {
        match i64::try_from(i128::from(offset) - i128::from(self.offset)) {
            // Stays within the buffer where it can.
            Ok(by) => self.file.seek_relative(by)?,
            Err(_) => {
                self.file.seek(SeekFrom::Start(offset))?;
            }
        }
        self.offset = offset;
        Ok(())
    }

    /// The next bytes, so many at least unless the file ends before; they are not consumed.
    pub(super) fn peek(&mut self, wanted: usize) -> io::Result<Vec<u8>> {
        let start = self.offset;
        let mut bytes = vec![0; wanted];
        let mut length = 0;
        while let Some(room) = bytes.get_mut(length..).filter(|room| !room.is_empty()) {
            match self.read(room)? {
                0 => break,
                read => length += read,
            }
        }
        bytes.truncate(length);
        self.seek_to(start)?;
        Ok(bytes)
    }
}

impl Read for RawBytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.offset += read as u64;
        Ok(read)
    }
}

impl BufRead for RawBytes {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.file.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // No more than is there to be consumed: after a seek that is nothing until the next `fill_buf`.
        let amount = amount.min(self.file.buffer().len());
        self.file.consume(amount);
        self.offset += amount as u64;
    }
}
