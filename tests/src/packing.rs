//! Pages as archives keep them: text, HTML, lines of JSON, records of a crawl, packed or not.

use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

/// A page to be put into an archive.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its address.
    pub url: String,
    /// Its text, one paragraph a line.
    pub text: String,
}

impl Sheet {
    /// As a text file, its address in front matter.
    pub fn txt(&self) -> String {
        format!("---\nurl: {}\n---\n{}", self.url, self.text)
    }

    /// As a page of HTML, its address as the canonical one.
    pub fn html(&self) -> String {
        let escape = |line: &str| {
            line.replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        };
        let lines = self.text.lines().filter(|line| !line.trim().is_empty());
        let paragraphs: String = lines.map(|line| format!("<p>{}</p>\n", escape(line))).collect();
        format!(
            "<!doctype html>\n<html><head><meta charset=\"utf-8\"><link rel=\"canonical\" href=\"{}\"></head>\n<body>\n\
             <nav><a href=\"/\">Home</a></nav>\n<article>\n{paragraphs}</article>\n</body></html>\n",
            self.url
        )
    }

    /// As a line of JSON.
    pub fn json_line(&self) -> String {
        format!("{}\n", serde_json::json!({"url": self.url, "text": self.text}))
    }

    /// As a crawl's record of the server's answer.
    pub fn response(&self) -> String {
        let body = self.html();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.record("response", "application/http; msgtype=response", &answer)
    }

    /// As a record of the page's text.
    pub fn conversion(&self) -> String {
        self.record("conversion", "text/plain", &self.text)
    }

    fn record(&self, kind: &str, content_type: &str, content: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n\
             Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
            self.url,
            content.len()
        )
    }
}

/// The bytes in a gzip member.
///
/// # Panics
/// Never: memory takes all that is written to it.
pub fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(bytes.as_ref())
        .expect("memory can be written to");
    encoder.finish().expect("memory can be written to")
}

/// The bytes in a zstd frame.
///
/// # Panics
/// Never: memory takes all that is written to it.
pub fn zst(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(bytes.as_ref(), 1).expect("memory can be written to")
}
