//! From the bytes of an HTML page to text.
//!
//! A byte-order mark says what a page is; else valid UTF-8 is UTF-8, whatever server or page declare, for no other
//! encoding looks like it by accident; else the server's word counts, then the page's own `<meta charset>`; and where
//! those are silent or say UTF-8, [`decode`] finds out as it does for text.

use crate::{DecodeError, Encoding, decode};
use encoding_rs::{Encoding as Charset, UTF_8, WINDOWS_1252};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// How far into a page its `<meta charset>` may stand.
const HEAD: usize = 8 * 1024;

/// Of a thousand bytes, how many may be zero: more are no page.
const MAX_ZEROS_PER_MILLE: usize = 10;

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i-u)(?:<meta[^>]{0,400}?charset|<\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w:.\-]{2,40})"#,
    )
    .expect("a valid pattern")
});

/// A page's text and how it was read.
pub(super) fn text(bytes: &[u8], charset: Option<&str>) -> Result<(String, Encoding), DecodeError> {
    let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let declared = charset
        .and_then(|label| Charset::for_label(label.trim().as_bytes()))
        .or_else(|| {
            let head = &bytes[..bytes.len().min(HEAD)];
            let found = DECLARED.captures(head)?.get(1)?;
            // A page that declares UTF-16 in plain letters is none.
            Charset::for_label(found.as_bytes()).map(Charset::output_encoding)
        });
    let wide = declared.filter(|charset| !charset.is_ascii_compatible());
    let bytes = if marked || wide.is_some() {
        Cow::Borrowed(bytes)
    } else {
        without_zeros(bytes)?
    };
    let other = declared.filter(|charset| *charset != UTF_8 && !marked);
    match other {
        Some(charset) if wide.is_some() || std::str::from_utf8(&bytes).is_err() => {
            let text = charset.decode_without_bom_handling(&bytes).0;
            let encoding = if charset == WINDOWS_1252 {
                Encoding::Windows1252
            } else {
                Encoding::Declared(charset.name())
            };
            if text.trim().is_empty() {
                return Err(DecodeError::Empty);
            }
            Ok((text.into_owned(), encoding))
        }
        _ => decode(&bytes).map(|decoded| (decoded.text, decoded.encoding)),
    }
}

/// The bytes without the odd zero that a broken template left; a binary file has many.
fn without_zeros(bytes: &[u8]) -> Result<Cow<'_, [u8]>, DecodeError> {
    let Some(offset) = bytes.iter().position(|byte| *byte == 0) else {
        return Ok(Cow::Borrowed(bytes));
    };
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    let may = (bytes.len() / 1000).saturating_mul(MAX_ZEROS_PER_MILLE).max(3);
    if zeros > may || !bytes.contains(&b'<') {
        return Err(DecodeError::Binary { offset });
    }
    Ok(Cow::Owned(
        bytes.iter().copied().filter(|byte| *byte != 0).collect(),
    ))
}
