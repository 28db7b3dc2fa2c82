//! What a file holds, by its name and by its first bytes.

use super::Compression;

/// How pages are kept in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The text of a page.
    Text,
    /// A page of HTML.
    Html,
    /// A page a line, as JSON.
    JsonLines,
    /// The records of a crawl: WARC, or WET with its text alone.
    Warc,
}

/// What names of files that are read end in, for messages; `.htm`, `.xhtml` and `.ndjson` are read too.
pub const FORMATS: &str = ".txt, .html, .jsonl, .warc or .wet, and these with .gz or .zst after it";

/// The first bytes of a record.
pub(super) const WARC_MAGIC: &[u8] = b"WARC/";

/// What a file's name says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamedFormat {
    /// How it keeps pages; `None` where the name says only that it is compressed.
    pub(crate) format: Option<Format>,
    /// The name without the extensions that say so.
    pub(crate) stem_length: usize,
}

/// What the name of a page's file says about it; `None` if it is the name of something else.
pub(crate) fn format_of_name(name: &str) -> Option<NamedFormat> {
    let (stem, extension) = split_extension(name);
    if Compression::of_extension(extension).is_none() {
        return Some(NamedFormat {
            format: Some(Format::of_extension(extension)?),
            stem_length: stem.len(),
        });
    }
    let (inner, extension) = split_extension(stem);
    let format = Format::of_extension(extension);
    (format.is_some() || extension.is_empty()).then_some(NamedFormat {
        format,
        stem_length: inner.len(),
    })
}

/// A name without its extension, and that; a name that begins with its only dot has none.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (name, ""),
    }
}

impl Format {
    fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "warc" | "wet" => Some(Self::Warc),
            _ => None,
        }
    }

    /// What a file holds that begins with these bytes, after decompression. Records are records whatever the file is
    /// called; all else is what its name says, where it says anything.
    pub(super) fn of(named: Option<Self>, head: &[u8]) -> Self {
        if head.starts_with(WARC_MAGIC) {
            return Self::Warc;
        }
        if let Some(named) = named {
            return named;
        }
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => Self::JsonLines,
            Some(b'<') => Self::Html,
            _ => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        fn of(name: &str) -> Option<(Option<Format>, &str)> {
            format_of_name(name).map(|named| (named.format, &name[..named.stem_length]))
        }
        assert_eq!(of("live.TXT"), Some((Some(Format::Text), "live")));
        assert_eq!(of("live.html.gz"), Some((Some(Format::Html), "live")));
        assert_eq!(of("a.b.jsonl.zst"), Some((Some(Format::JsonLines), "a.b")));
        assert_eq!(
            of("CC-MAIN-2014.warc.wet.gz"),
            Some((Some(Format::Warc), "CC-MAIN-2014.warc"))
        );
        assert_eq!(of("live.gz"), Some((None, "live")));
        for other in ["notes", "picture.png", "backup.tar.gz", ".txt", ".gz", "a.gz.gz"] {
            assert_eq!(of(other), None, "{other}");
        }
    }

    #[test]
    fn first_bytes() {
        assert_eq!(Format::of(Some(Format::Text), b"WARC/1.0\r\n"), Format::Warc);
        assert_eq!(Format::of(Some(Format::Text), b"<html>"), Format::Text);
        assert_eq!(Format::of(None, b"\xEF\xBB\xBF\n {\"text\""), Format::JsonLines);
        assert_eq!(Format::of(None, b"<!doctype"), Format::Html);
        assert_eq!(Format::of(None, b""), Format::Text);
    }
}
