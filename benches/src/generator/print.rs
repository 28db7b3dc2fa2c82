//! An archive on disk: pages in one of the formats that people have, and the truth beside them.

use super::GeneratedPage;
use flate2::{Compression, write::GzEncoder};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How pages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A file of text a page.
    Text,
    /// A file of HTML a page, with a block an entry.
    Html,
    /// One crawl of HTML pages, a gzip member a record.
    Warc,
}

/// Writes the pages of an archive to a folder, and beside it what is true of them.
pub struct Printer {
    format: Format,
    pages: PathBuf,
    crawl: Option<BufWriter<File>>,
    truth: BufWriter<File>,
    bytes: u64,
}

impl Printer {
    /// Makes the folders `pages` and, beside it, the file `truth.jsonl`.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn new(folder: &Path, format: Format) -> io::Result<Self> {
        let pages = folder.join("pages");
        fs::create_dir_all(&pages)?;
        let crawl = match format {
            Format::Warc => Some(BufWriter::new(File::create(pages.join("crawl.warc.gz"))?)),
            Format::Text | Format::Html => None,
        };
        Ok(Self {
            format,
            pages,
            crawl,
            truth: BufWriter::new(File::create(folder.join("truth.jsonl"))?),
            bytes: 0,
        })
    }

    /// Writes a page.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn print(&mut self, page: &GeneratedPage) -> io::Result<()> {
        // A few thousand files in one folder are slow to list; a year's are not.
        let folder = self.pages.join(page.day.0.to_string());
        let file = |extension: &str| -> io::Result<PathBuf> {
            fs::create_dir_all(&folder)?;
            Ok(folder.join(format!("{}.{extension}", page.name())))
        };
        match &mut self.crawl {
            Some(crawl) => {
                let html = html(page);
                self.bytes += html.len() as u64;
                crawl.write_all(&record(page, &html)?)?;
            }
            None if self.format == Format::Html => {
                let html = html(page);
                self.bytes += html.len() as u64;
                fs::write(file("html")?, html)?;
            }
            None => {
                let text = page.text();
                self.bytes += text.len() as u64;
                fs::write(file("txt")?, text)?;
            }
        }
        serde_json::to_writer(&mut self.truth, &truth(page))?;
        self.truth.write_all(b"\n")
    }

    /// Ends the files; how many bytes of pages were written.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn finish(mut self) -> io::Result<u64> {
        if let Some(crawl) = &mut self.crawl {
            crawl.flush()?;
        }
        self.truth.flush()?;
        Ok(self.bytes)
    }
}

/// A line of `truth.jsonl`, in the words of the annotated pages of the accuracy tests.
fn truth(page: &GeneratedPage) -> serde_json::Value {
    let (year, month, day) = page.day;
    let named = |names: &std::collections::BTreeSet<String>| -> Vec<serde_json::Value> {
        names
            .iter()
            .map(|name| serde_json::json!({"name": name}))
            .collect()
    };
    let entries: Vec<_> = page
        .entries
        .iter()
        .map(|entry| {
            serde_json::json!({
                "time": format!("{:02}:{:02}", entry.minute / 60, entry.minute % 60),
                "text": entry.text,
                "organisations": named(&entry.organisations),
                "persons": named(&entry.persons),
            })
        })
        .collect();
    serde_json::json!({
        "page": page.name(),
        "date": format!("{year}-{month:02}-{day:02}"),
        "standfirst": page.standfirst,
        "entries": entries,
    })
}

fn html(page: &GeneratedPage) -> String {
    let (year, month, day) = page.day;
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <link rel=\"canonical\" href=\"https://live.example/{name}\">\n\
         <meta property=\"article:published_time\" content=\"{year}-{month:02}-{day:02}T06:00:00Z\"></head>\n\
         <body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/news\">News</a></li></ul></nav>\n\
         <article><h1>{title}</h1><p class=\"standfirst\">{standfirst}</p>\n",
        title = page.title,
        name = page.name(),
        standfirst = page.standfirst,
    );
    for (number, entry) in page.entries.iter().enumerate() {
        let (hour, minute) = (entry.minute / 60, entry.minute % 60);
        html.push_str(&format!(
            "<div class=\"block\" id=\"block-{number}\"><p class=\"block-time published-time\">\
             <time datetime=\"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00\">{hour:02}:{minute:02}</time></p>\n\
             <div class=\"block-elements\">"
        ));
        for paragraph in entry.text.split("\n\n") {
            let escaped = paragraph.replace('&', "&amp;").replace('<', "&lt;");
            html.push_str(&format!("<p>{escaped}</p>"));
        }
        html.push_str("</div></div>\n");
    }
    html.push_str("</article><footer><p>All rights reserved</p></footer></body></html>\n");
    html
}

/// A `response` record (ISO 28500) as a gzip member of its own.
fn record(page: &GeneratedPage, html: &str) -> io::Result<Vec<u8>> {
    let (year, month, day) = page.day;
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{html}",
        html.len()
    );
    let mut member = GzEncoder::new(Vec::new(), Compression::fast());
    write!(
        member,
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{:012}>\r\n\
         WARC-Date: {year}-{month:02}-{day:02}T22:00:00Z\r\nWARC-Target-URI: https://live.example/{}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        page.number,
        page.name(),
        http.len()
    )?;
    member.finish()
}
