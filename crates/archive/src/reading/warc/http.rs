//! A server's answer as a crawl kept it: what it says of its content, and the content.

use crate::reading::{Limits, limits::FREE_BYTES};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// More headers than any server sends.
const MAX_HEADERS: usize = 256;

/// A server's answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The media type in lower case, without parameters; empty where none is given.
    pub(super) media_type: String,
    pub(super) charset: Option<String>,
    transfer_encoding: String,
    content_encoding: String,
    /// Where the content begins.
    body: usize,
}

impl Answer {
    /// Reads the head of an answer.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let mut headers = vec![httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut answer = httparse::Response::new(&mut headers);
        let parsed = httparse::ParserConfig::default()
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true)
            .ignore_invalid_headers_in_responses(true)
            .parse_response(&mut answer, bytes);
        let body = match parsed {
            Ok(httparse::Status::Complete(body)) => body,
            Ok(httparse::Status::Partial) => {
                return Err("the server's answer breaks off in its head".to_owned());
            }
            Err(error) => return Err(format!("the server's answer is no HTTP: {error}")),
        };
        let header = |name: &str| {
            let found = answer
                .headers
                .iter()
                .find(|header| header.name.eq_ignore_ascii_case(name));
            found
                .map(|header| String::from_utf8_lossy(header.value).trim().to_owned())
                .unwrap_or_default()
        };
        let (media_type, charset) = media_type(&header("content-type"));
        Ok(Self {
            status: answer.code.unwrap_or_default(),
            media_type,
            charset,
            transfer_encoding: header("transfer-encoding").to_ascii_lowercase(),
            content_encoding: header("content-encoding").to_ascii_lowercase(),
            body,
        })
    }

    /// The content, as it was before it was packed for the way. Many crawls unpack it and leave the headers as they
    /// were, so content that does not look packed is taken as it is.
    pub(super) fn content(&self, bytes: &[u8], limits: Limits) -> Result<Vec<u8>, String> {
        let mut content = bytes.get(self.body..).unwrap_or_default().to_vec();
        if self
            .transfer_encoding
            .split(',')
            .any(|coding| coding.trim() == "chunked")
            && let Some(whole) = unchunked(&content)
        {
            content = whole;
        }
        for coding in self.content_encoding.split(',').rev().map(str::trim) {
            content = decompressed(coding, content, limits)?;
        }
        Ok(content)
    }
}

/// A `Content-Type` taken apart: the media type and the charset.
pub(super) fn media_type(header: &str) -> (String, Option<String>) {
    let mut parts = header.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media_type, charset)
}

/// The content of chunks; `None` if it is not in chunks. Chunks that break off give what there is.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut first = true;
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(bytes) else {
            return (!first).then_some(content);
        };
        first = false;
        if length == 0 {
            return Some(content);
        }
        let rest = bytes.get(start..)?;
        let length = usize::try_from(length).unwrap_or(usize::MAX).min(rest.len());
        let (chunk, rest) = rest.split_at(length);
        content.extend_from_slice(chunk);
        bytes = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
    }
}

fn decompressed(coding: &str, content: Vec<u8>, limits: Limits) -> Result<Vec<u8>, String> {
    match (coding, content.as_slice()) {
        ("gzip" | "x-gzip", [0x1F, 0x8B, ..]) => {
            unpack(coding, MultiGzDecoder::new(&*content), &content, limits)
        }
        // What is called deflate comes with zlib's two bytes from some servers and without from others.
        ("deflate", [first, second, ..])
            if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0 =>
        {
            unpack(coding, ZlibDecoder::new(&*content), &content, limits)
        }
        ("deflate", [first, ..]) if !first.is_ascii_whitespace() && *first != b'<' => {
            unpack(coding, DeflateDecoder::new(&*content), &content, limits)
        }
        ("zstd", [0x28, 0xB5, 0x2F, 0xFD, ..]) => {
            let decoder =
                zstd::stream::read::Decoder::with_buffer(&*content).map_err(|error| error.to_string())?;
            unpack(coding, decoder, &content, limits)
        }
        // Brotli has no mark; markup is none.
        ("br", content) if content.trim_ascii_start().first() != Some(&b'<') => {
            Err("its Content-Encoding \"br\" is not read: fetch it with gzip".to_owned())
        }
        _ => Ok(content),
    }
}

/// All that comes out of a decoder, within the bounds. What breaks off gives what there is, as browsers show it.
fn unpack(coding: &str, decoder: impl Read, packed: &[u8], limits: Limits) -> Result<Vec<u8>, String> {
    let most = limits
        .page_bytes
        .min(FREE_BYTES.max(limits.expansion.saturating_mul(packed.len() as u64)));
    let mut content = Vec::new();
    let read = decoder.take(most.saturating_add(1)).read_to_end(&mut content);
    if content.len() as u64 > most {
        return Err(format!(
            "its {coding} content expands to more than {most} bytes: raise --max-page-size or --max-expansion if it is \
             sound"
        ));
    }
    match read {
        Err(error) if content.is_empty() => Err(format!("its {coding} content is damaged: {error}")),
        _ => Ok(content),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    use std::io::Write;

    fn content(head: &str, body: &[u8]) -> Result<String, String> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
        let answer = Answer::parse(&bytes).unwrap();
        let limits = Limits {
            page_bytes: 10_000,
            ..Limits::default()
        };
        answer
            .content(&bytes, limits)
            .map(|bytes| String::from_utf8(bytes).unwrap())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn heads() {
        let answer = Answer::parse(
            b"HTTP/1.1  404  Not Found\r\nBad header\r\ncontent-type : Text/HTML; Charset=\"x\"\r\n\r\n",
        )
        .unwrap();
        assert_eq!(
            (
                answer.status,
                answer.media_type.as_str(),
                answer.charset.as_deref()
            ),
            (404, "text/html", Some("x"))
        );
        assert!(
            Answer::parse(b"HTTP/1.1 200 OK\r\nContent-")
                .unwrap_err()
                .contains("breaks off")
        );
        assert!(Answer::parse(b"<html>").unwrap_err().contains("no HTTP"));
    }

    #[test]
    fn chunks() {
        let chunked = "Transfer-Encoding: chunked";
        assert_eq!(
            content(chunked, b"3\r\n<p>\r\n2;x=y\r\nhi\r\n0\r\n\r\n").unwrap(),
            "<p>hi"
        );
        assert_eq!(
            content(chunked, b"3\r\n<p>\r\nff\r\nhi").unwrap(),
            "<p>hi",
            "breaks off"
        );
        assert_eq!(
            content(chunked, b"<p>hi").unwrap(),
            "<p>hi",
            "the crawl took the chunks away"
        );
    }

    #[test]
    fn encodings() {
        let zlib = |bytes: &[u8]| {
            let mut e = ZlibEncoder::new(Vec::new(), Compression::fast());
            e.write_all(bytes).unwrap();
            e.finish().unwrap()
        };
        let deflate = |bytes: &[u8]| {
            let mut e = DeflateEncoder::new(Vec::new(), Compression::fast());
            e.write_all(bytes).unwrap();
            e.finish().unwrap()
        };
        for (name, packed) in [
            ("gzip", gzip(b"<p>hi")),
            ("deflate", zlib(b"<p>hi")),
            ("deflate", deflate(b"<p>hi")),
            ("zstd", zstd::encode_all(&b"<p>hi"[..], 1).unwrap()),
        ] {
            assert_eq!(
                content(&format!("Content-Encoding: {name}"), &packed).unwrap(),
                "<p>hi",
                "{name}"
            );
        }
        for plain in ["gzip", "br", "deflate", "identity", "zstd"] {
            assert_eq!(
                content(&format!("Content-Encoding: {plain}"), b"<p>hi").unwrap(),
                "<p>hi",
                "{plain}"
            );
        }
        let both = gzip(b"<p>hi");
        let chunks = [
            format!("{:x}\r\n", both.len()).as_bytes(),
            &both,
            b"\r\n0\r\n\r\n",
        ]
        .concat();
        assert_eq!(
            content("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", &chunks).unwrap(),
            "<p>hi"
        );
        assert!(
            content("Content-Encoding: br", b"\x0b\x02\x80hi\x03")
                .unwrap_err()
                .contains("\"br\"")
        );
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let error = content("Content-Encoding: gzip", &gzip(&vec![b'a'; 1 << 20])).unwrap_err();
        assert!(error.contains("more than 10000 bytes"), "{error}");
        assert_eq!(
            content("Content-Encoding: gzip", &gzip(&[b'a'; 9000]))
                .unwrap()
                .len(),
            9000
        );
    }
}
