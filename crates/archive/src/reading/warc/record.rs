//! The head of a WARC record (ISO 28500).

use super::super::{
    format::WARC_MAGIC,
    input::{Fault, Input},
};
use jiff::Timestamp;

/// The most bytes that the head of a record may hold.
const MAX_HEAD: usize = 64 * 1024;

/// What a record says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    /// `WARC-Type` in lower case.
    pub(super) kind: String,
    /// `Content-Type` as written.
    pub(super) content_type: String,
    pub(super) target: Option<String>,
    pub(super) date: Option<Timestamp>,
    /// Why the crawl cut the content off, if it did.
    pub(super) truncated: Option<String>,
    /// `Content-Length`.
    pub(super) length: u64,
}

impl Head {
    /// Reads a head from where one begins.
    pub(super) fn read(input: &mut Input) -> Result<Result<Self, String>, Fault> {
        let mut head = Self::default();
        let mut length = None;
        let mut size = 0;
        let mut first = true;
        loop {
            let Some(line) = read_line(input, MAX_HEAD - size)? else {
                return Ok(Err("breaks off in its head".to_owned()));
            };
            size += line.len();
            if size >= MAX_HEAD {
                return Ok(Err(format!("its head is longer than {MAX_HEAD} bytes")));
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end();
            if text.is_empty() {
                break;
            }
            if first {
                first = false;
                continue;
            }
            if let Some((name, value)) = text.split_once(':') {
                let value = value.trim();
                match name.trim().to_ascii_lowercase().as_str() {
                    "warc-type" => head.kind = value.to_ascii_lowercase(),
                    "content-type" => head.content_type = value.to_owned(),
                    // Some crawlers wrote the address in angle brackets, as an early draft had it.
                    "warc-target-uri" => {
                        let address = value.trim_start_matches('<').trim_end_matches('>').trim();
                        head.target = Some(address.to_owned()).filter(|address| !address.is_empty());
                    }
                    "warc-date" => head.date = value.parse().ok(),
                    "warc-truncated" => head.truncated = Some(value.to_owned()),
                    "content-length" => length = value.parse().ok(),
                    _ => {}
                }
            }
        }
        Ok(match length {
            Some(length) => {
                head.length = length;
                Ok(head)
            }
            None => Err("its Content-Length is missing or no number".to_owned()),
        })
    }
}

/// The next line with its end, `None` at the end of the file; what is longer than `most` comes in pieces.
fn read_line(input: &mut Input, most: usize) -> Result<Option<Vec<u8>>, Fault> {
    let mut line = Vec::new();
    loop {
        let chunk = input.fill()?;
        if chunk.is_empty() {
            return Ok((!line.is_empty()).then_some(line));
        }
        let end = memchr::memchr(b'\n', chunk).map(|at| at + 1);
        let length = end.unwrap_or(chunk.len()).min(most - line.len());
        line.extend_from_slice(chunk.get(..length).unwrap_or_default());
        input.consume(length);
        if line.len() >= most || line.last() == Some(&b'\n') {
            return Ok(Some(line));
        }
    }
}

/// Passes over the ends of lines between records, and says whether one begins here, `None` at the end of the file.
pub(super) fn at_record(input: &mut Input) -> Result<Option<bool>, Fault> {
    loop {
        let bytes = input.fill_to(WARC_MAGIC.len())?;
        match bytes {
            [] => return Ok(None),
            [b'\r' | b'\n', ..] => input.consume(1),
            bytes => return Ok(Some(bytes.starts_with(WARC_MAGIC))),
        }
    }
}

/// Goes on to where a line begins with `WARC/1.`, and says whether there is one. Begins with the next byte.
pub(super) fn next_head(input: &mut Input) -> Result<bool, Fault> {
    const MARK: &[u8] = b"WARC/1.";
    let mut at_line = false;
    loop {
        // A part of a file begins like a line.
        at_line |= input.starts_part()?;
        let bytes = input.fill_to(MARK.len())?;
        if bytes.is_empty() {
            return Ok(false);
        }
        if at_line && bytes.starts_with(MARK) {
            return Ok(true);
        }
        let end = memchr::memchr(b'\n', bytes);
        at_line = end.is_some();
        let length = end.map_or(bytes.len(), |at| at + 1);
        input.consume(length);
    }
}
