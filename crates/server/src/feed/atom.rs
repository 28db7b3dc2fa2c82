//! The writing of a feed: which document, whoever asked for it.

use crate::web::entry_path;
use daybook_model::{Entry, NamedEntity};
use daybook_search::{FeedParams, SearchAnswer, beginning};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;
use url::form_urlencoded::Serializer;

/// The most characters of an entry's title.
const MAX_TITLE: usize = 100;
/// When an entry that nothing dates was updated.
const UNDATED: &str = "1970-01-01T00:00:00Z";

/// Where a feed is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedAddress {
    /// Where the service is: `http://127.0.0.1:7373`.
    pub(super) base: String,
    /// The path and query.
    pub(super) path: String,
}

impl FeedAddress {
    /// Where a service that is at `base` has the feed of that search.
    pub fn new(base: &str, params: &FeedParams) -> Self {
        let query = Serializer::new(String::new())
            .extend_pairs(params.pairs())
            .finish();
        let mark = if query.is_empty() { "" } else { "?" };
        Self {
            base: base.trim_end_matches('/').to_owned(),
            path: format!("/v1/feed.atom{mark}{query}"),
        }
    }
}

/// The feed (Atom, RFC 4287) of an answer with the latest hits of a search; `built` is when its generation was.
///
/// # Errors
/// None but those of writing to memory.
pub fn write_feed(answer: &SearchAnswer, address: &FeedAddress, built: &str) -> io::Result<Vec<u8>> {
    Feed::write(answer, address, built)
}

struct Feed {
    xml: Writer<Vec<u8>>,
}

impl Feed {
    fn write(answer: &SearchAnswer, place: &FeedAddress, built: &str) -> io::Result<Vec<u8>> {
        let mut feed = Self {
            xml: Writer::new(Vec::new()),
        };
        let declaration = BytesDecl::new("1.0", Some("utf-8"), None);
        feed.xml.write_event(Event::Decl(declaration))?;
        feed.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom")])?;
        let query = answer.understood.query.trim();
        let title = if query.is_empty() {
            "Daybook".to_owned()
        } else {
            format!("Daybook: {query}")
        };
        // The hits are the latest first, so the first says when there was something new.
        let newest = answer.hits.first().map(|hit| updated(&hit.entry));
        let own = format!("{}{}", place.base, place.path);
        // The same whatever the host is called by.
        let digest = blake3::hash(place.path.as_bytes()).to_hex();
        let digest: String = digest.chars().take(32).collect();
        feed.text("id", &format!("urn:daybook:feed:{digest}"))?;
        feed.text("title", &title)?;
        feed.text("updated", newest.as_deref().unwrap_or(built))?;
        feed.empty(
            "link",
            &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)],
        )?;
        feed.open("author", &[])?;
        feed.text("name", "Daybook")?;
        feed.close("author")?;
        feed.text("generator", "Daybook")?;
        for hit in &answer.hits {
            feed.entry(&hit.entry, place)?;
        }
        feed.close("feed")?;
        Ok(feed.xml.into_inner())
    }

    fn entry(&mut self, entry: &Entry, place: &FeedAddress) -> io::Result<()> {
        self.open("entry", &[])?;
        self.text(
            "id",
            &format!("urn:daybook:entry:{}", percent_encoded(&entry.id.to_string())),
        )?;
        self.text("title", &beginning(&entry.text, MAX_TITLE))?;
        self.text("updated", &updated(entry))?;
        if let Some(moment) = &entry.timestamp {
            self.text("published", moment)?;
        }
        let url = entry.page.url.as_deref();
        let url = url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        let link = url.map_or_else(
            || format!("{}{}", place.base, entry_path(&entry.id)),
            str::to_owned,
        );
        self.empty("link", &[("rel", "alternate"), ("href", &link)])?;
        if let Some(publication) = &entry.page.publication {
            self.open("author", &[])?;
            self.text("name", publication)?;
            self.close("author")?;
        }
        self.categories("organisation", &entry.organisations)?;
        self.categories("person", &entry.persons)?;
        self.open("content", &[("type", "text")])?;
        self.xml
            .write_event(Event::Text(BytesText::new(&printable(&entry.text))))?;
        self.close("content")?;
        self.close("entry")
    }

    fn categories(&mut self, kind: &str, named: &[NamedEntity]) -> io::Result<()> {
        let scheme = format!("urn:daybook:{kind}");
        named.iter().try_for_each(|entity| {
            let attributes = [
                ("scheme", scheme.as_str()),
                ("term", &entity.slug),
                ("label", &entity.name),
            ];
            self.empty("category", &attributes)
        })
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name, &[])?;
        self.xml
            .write_event(Event::Text(BytesText::new(&printable(text))))?;
        self.close(name)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Start(start(name, attributes)))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.xml.write_event(Event::Empty(start(name, attributes)))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, printable(value).as_str()));
    }
    start
}

/// When an entry was written, so that it is the same however often the index is built: see the head of this file.
fn updated(entry: &Entry) -> String {
    let day = || entry.date.bounds().map(|(first, _)| format!("{first}T00:00:00Z"));
    let moment = entry.timestamp.clone();
    moment.or_else(day).unwrap_or_else(|| UNDATED.to_owned())
}

/// Without the characters that XML has no way to write.
fn printable(text: &str) -> String {
    let is_allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..) && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_allowed).collect()
}

/// As in a path, slashes left as they are.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_write_is_left_out_and_ids_are_encoded() {
        assert_eq!(printable("a\u{0}\u{b}b\tc\u{fffe}é"), "ab\tcé");
        assert_eq!(percent_encoded("zoë/1"), "zo%C3%AB/1");
    }
}
