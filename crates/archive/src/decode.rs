//! From the bytes of a page to its text.
//!
//! Crawled archives are UTF-8 for the most part, but old pages were saved as Windows-1252, some went through UTF-16,
//! and some mix two encodings because a newsroom pasted from a word processor. A wrong guess turns into lasting
//! rubbish in an index, so what is not recognisably text is refused with the byte that gave it away:
//!
//! 1. a UTF-16 byte-order mark: UTF-16, and nothing else;
//! 2. valid UTF-8, with or without a byte-order mark, the last character perhaps cut off;
//! 3. otherwise every byte that is not UTF-8 must look like Windows-1252 *text* ([`typical`]). Where such bytes
//!    outnumber the characters that are good UTF-8, and none of those is [`certain`], the whole page is Windows-1252,
//!    else only those bytes are.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::fmt;
use thiserror::Error;

/// Of a hundred characters that are not white space, how many may be outside ASCII in a Windows-1252 page. The
/// languages that it was made for stay far below; text of another alphabet is far above.
const MAX_HIGH_PERCENT: usize = 25;

/// Of a hundred bytes outside ASCII in a Windows-1252 page, how many must be [`typical`].
const MIN_TYPICAL_PERCENT: usize = 80;

/// How a page's bytes were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a byte-order mark; plain ASCII too.
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8WithMark,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
    /// UTF-8 with stray bytes of Windows-1252.
    Utf8WithWindows1252,
    /// Another one, by name, that an HTML page or its server declares.
    Declared(&'static str),
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "utf-8",
            Self::Utf8WithMark => "utf-8 with a byte-order mark",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Utf8WithWindows1252 => "utf-8 with stray windows-1252",
            Self::Declared(name) => name,
        })
    }
}

/// A page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark, line ends as they were.
    pub text: String,
    /// How it was read.
    pub encoding: Encoding,
}

/// Why a page's bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// No bytes, or white space only.
    #[error("empty: the page holds nothing but white space")]
    Empty,
    /// A NUL, which no text holds.
    #[error("not text: a zero byte at offset {offset}, as in a binary file: give the page as UTF-8 text")]
    Binary {
        /// Where it is.
        offset: usize,
    },
    /// A UTF-16 byte-order mark, then something that is not UTF-16.
    #[error("not text: the page says that it is UTF-16 but is not at offset {offset}: save it as UTF-8")]
    Utf16 {
        /// The first byte that cannot be read.
        offset: usize,
    },
    /// A byte that is neither UTF-8 nor something that a Windows-1252 text would hold.
    #[error(
        "not text: byte \"0x{byte:02X}\" at offset {offset} is neither UTF-8 nor part of a Windows-1252 text: \
         save the page as UTF-8"
    )]
    Unrecognised {
        /// The byte.
        byte: u8,
        /// Where it is.
        offset: usize,
    },
}

/// The text in `bytes`; the module's documentation says how it is found.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Encoding::Utf16Le)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Encoding::Utf16Be)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8_or_1252(rest, 3)?,
        _ => utf8_or_1252(bytes, 0)?,
    };
    if decoded.text.trim().is_empty() {
        Err(DecodeError::Empty)
    } else {
        Ok(decoded)
    }
}

/// The text after a UTF-16 byte-order mark.
fn utf16(bytes: &[u8], encoding: Encoding) -> Result<Decoded, DecodeError> {
    let big = encoding == Encoding::Utf16Be;
    let reader = if big { UTF_16BE } else { UTF_16LE };
    let Some(text) = reader.decode_without_bom_handling_and_without_replacement(bytes) else {
        return Err(DecodeError::Utf16 {
            offset: 2 + first_broken_utf16(bytes, big),
        });
    };
    match text.encode_utf16().position(|unit| unit == 0) {
        Some(unit) => Err(DecodeError::Binary { offset: 2 + 2 * unit }),
        None => Ok(Decoded {
            text: text.into_owned(),
            encoding,
        }),
    }
}

/// Where UTF-16 that does not decode first breaks: at a lone surrogate, else at the odd byte at the end.
fn first_broken_utf16(bytes: &[u8], big: bool) -> usize {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let mut offset = 0;
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => offset += 2 * c.len_utf16(),
            Err(_) => break,
        }
    }
    offset
}

/// The text of bytes without a UTF-16 mark; `skipped` bytes of a UTF-8 mark came before them.
fn utf8_or_1252(bytes: &[u8], skipped: usize) -> Result<Decoded, DecodeError> {
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        return Err(DecodeError::Binary {
            offset: offset + skipped,
        });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let encoding = if skipped == 0 {
            Encoding::Utf8
        } else {
            Encoding::Utf8WithMark
        };
        return Ok(Decoded {
            text: text.to_owned(),
            encoding,
        });
    }
    if let Some(text) = cut_short(bytes) {
        return Ok(Decoded {
            text,
            encoding: Encoding::Utf8,
        });
    }
    let refuse = |offset: usize| DecodeError::Unrecognised {
        byte: bytes[offset],
        offset: offset + skipped,
    };
    if let Some(offset) = bytes.iter().position(|byte| unlike_text(*byte)) {
        return Err(refuse(offset));
    }
    let stray = stray_bytes(bytes);
    let good = || {
        bytes
            .utf8_chunks()
            .flat_map(|chunk| chunk.valid().chars())
            .filter(|c| !c.is_ascii())
    };
    let whole = skipped == 0 && stray.len() > good().count() && !good().any(certain);
    let high: Vec<usize> = if whole {
        (0..bytes.len()).filter(|i| !bytes[*i].is_ascii()).collect()
    } else {
        stray
    };
    if let Some(offset) = first_untypical(bytes, &high) {
        return Err(refuse(offset));
    }
    if whole {
        let text = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        return Ok(Decoded {
            text,
            encoding: Encoding::Windows1252,
        });
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Ok(Decoded {
        text,
        encoding: Encoding::Utf8WithWindows1252,
    })
}

/// The text of UTF-8 whose last character was cut in two, as crawlers with a size limit do; `U+FFFD` stands for it.
fn cut_short(bytes: &[u8]) -> Option<String> {
    let error = std::str::from_utf8(bytes)
        .err()
        .filter(|error| error.error_len().is_none())?;
    let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?;
    (!good.is_ascii()).then(|| format!("{good}{}", char::REPLACEMENT_CHARACTER))
}

/// Control characters that no page of text holds. (Bytes undefined in Windows-1252 may be part of good UTF-8.)
fn unlike_text(byte: u8) -> bool {
    byte == 0x7F || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
}

/// Whether a character is UTF-8 beyond doubt: accents, currency signs and quotation marks, which Windows-1252 would have
/// as `Ã«`, `Â£` and `â€œ`. No word holds those; others, such as the `É™` that is `ə`, one might.
fn certain(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{FF}' | '\u{2000}'..='\u{2FFF}')
}

/// The offsets of all bytes that are not part of valid UTF-8.
fn stray_bytes(bytes: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut stray = Vec::new();
    for chunk in bytes.utf8_chunks() {
        at += chunk.valid().len();
        stray.extend(at..at + chunk.invalid().len());
        at += chunk.invalid().len();
    }
    stray
}

/// The first of the `high` bytes that shows that this is no Windows-1252 text, if it is none.
fn first_untypical(bytes: &[u8], high: &[usize]) -> Option<usize> {
    let undefined = |i: &&usize| matches!(bytes[**i], 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    if let Some(offset) = high.iter().find(undefined) {
        return Some(*offset);
    }
    let odd: Vec<usize> = high.iter().copied().filter(|i| !typical(bytes, *i)).collect();
    if (high.len() - odd.len()) * 100 < high.len() * MIN_TYPICAL_PERCENT {
        return odd.first().copied();
    }
    let printed = bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
    // A line or two may well be short and full of quotation marks.
    let crowded = high.len() > 8 && high.len() * 100 > printed * MAX_HIGH_PERCENT;
    high.first().copied().filter(|_| crowded)
}

/// Whether the byte is one that English and Western European pages hold: dashes, quotation marks, an ellipsis,
/// a currency sign, a hard space and the like; or an accented letter in a word that has plain letters as well.
fn typical(bytes: &[u8], offset: usize) -> bool {
    let letter = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_alphabetic);
    match bytes[offset] {
        0x80
        | 0x85
        | 0x91..=0x97
        | 0x99
        | 0xA0
        | 0xA3
        | 0xA7
        | 0xA9
        | 0xAB
        | 0xAE
        | 0xB0
        | 0xB7
        | 0xBB..=0xBE => true,
        0x8A | 0x8C | 0x8E | 0x9A | 0x9C | 0x9E | 0x9F | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF => {
            letter(offset.checked_sub(1)) || letter(Some(offset + 1))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
