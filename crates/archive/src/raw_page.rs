//! A page as read: its text, and what its file, its front matter and the archive say of it.

use crate::{
    Body, DateInputs, Dating, Encoding, PageFormat, PageSettings, SkippedPage, Source, UrlSource, Zone,
    candidate_slug, date_page, decode, front_matter, html,
};
use daybook_model::Leftover;
use std::path::Path;

/// A page before it is taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPage {
    /// The file, relative to its archive's root.
    pub source: String,
    /// The id that the page lays claim to; see [`assign_ids`](crate::assign_ids).
    pub candidate_slug: String,
    /// Its title, where one is given.
    pub title: Option<String>,
    /// Its address, where one is given.
    pub url: Option<String>,
    /// When it was written, and how that came out.
    pub dating: Dating,
    /// What it holds, below its front matter or head.
    pub body: Body,
    /// What its markup shows to be no part of an entry.
    pub leftovers: Vec<Leftover>,
    /// How the file was encoded.
    pub encoding: Encoding,
    /// What is odd about the page, for people.
    pub warnings: Vec<String>,
}

/// What names a page before its own words do.
#[derive(Debug, Clone, Copy)]
pub struct PageOrigin<'a> {
    /// The file that it is in, for messages.
    pub path: &'a Path,
    /// The same as entries give it: relative to the archive's root, with the place in the file where that holds many
    /// pages.
    pub source: &'a str,
    /// What the page is called if it has no address; its date is looked for here too.
    pub stem: &'a str,
    /// The address that the container gives, such as a crawl's.
    pub url: Option<&'a str>,
}

impl<'a> From<&'a Source> for PageOrigin<'a> {
    fn from(source: &'a Source) -> Self {
        Self {
            path: &source.path,
            source: &source.relative,
            stem: source.stem(),
            url: None,
        }
    }
}

impl RawPage {
    /// Reads a page from its file's bytes, by the file's [format](Source::format).
    ///
    /// # Errors
    /// If the bytes are no page of that format or hold no text.
    pub fn read(
        source: &Source,
        settings: &PageSettings,
        zone: &Zone,
        bytes: &[u8],
    ) -> Result<Self, SkippedPage> {
        match source.format() {
            PageFormat::Text => Self::from_text(source, settings, bytes),
            PageFormat::Html => Self::from_html(&source.into(), settings, zone, bytes, None),
        }
    }

    /// Reads an HTML page. `charset` is what a server said of its encoding, if one did; `zone` tells which day a moment
    /// of the markup lies on.
    ///
    /// # Errors
    /// If the bytes are no text, print nothing, or go beyond what can be read in bounded time and memory.
    pub fn from_html(
        origin: &PageOrigin<'_>,
        settings: &PageSettings,
        zone: &Zone,
        bytes: &[u8],
        charset: Option<&str>,
    ) -> Result<Self, SkippedPage> {
        let read = html::read(bytes, charset, zone).map_err(|reason| SkippedPage {
            path: origin.path.to_owned(),
            reason,
        })?;
        let url = [
            settings.url.clone().map(|url| (url, UrlSource::Manifest)),
            read.url.map(|url| (url, UrlSource::Markup)),
            origin.url.map(|url| (url.to_owned(), UrlSource::Container)),
        ];
        let url = url.into_iter().flatten().next();
        let dating = date_page(&DateInputs {
            manifest_date: settings.date,
            markup_date: read.date,
            url: url.clone(),
            file_stem: Some(origin.stem.to_owned()),
            ..DateInputs::default()
        });
        let url = url.map(|(url, _)| url);
        Ok(Self {
            source: origin.source.to_owned(),
            candidate_slug: candidate_slug(url.as_deref(), origin.stem),
            title: settings.title.clone().or(read.title),
            url,
            dating,
            body: read.body,
            leftovers: read.leftovers,
            encoding: read.encoding,
            warnings: read.warnings,
        })
    }

    /// Reads a text page from its file's bytes.
    ///
    /// # Errors
    /// If the bytes are no text or hold nothing but white space.
    pub fn from_text(source: &Source, settings: &PageSettings, bytes: &[u8]) -> Result<Self, SkippedPage> {
        let decoded = decode(bytes).map_err(|error| SkippedPage {
            path: source.path.clone(),
            reason: error.to_string(),
        })?;
        let front = front_matter::split(&decoded.text);
        let body = decoded.text[front.body_start_byte..].to_owned();
        if body.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
            let reason = "empty: there is no text below the front matter".to_owned();
            return Err(SkippedPage {
                path: source.path.clone(),
                reason,
            });
        }
        let url = match (&settings.url, &front.url) {
            (Some(url), _) => Some((url.clone(), UrlSource::Manifest)),
            (None, Some(url)) => Some((url.clone(), UrlSource::FrontMatter)),
            (None, None) => None,
        };
        let dating = date_page(&DateInputs {
            manifest_date: settings.date,
            front_matter_date: front.date,
            url: url.clone(),
            file_stem: Some(source.stem().to_owned()),
            ..DateInputs::default()
        });
        let url = url.map(|(url, _)| url);
        Ok(Self {
            source: source.relative.clone(),
            candidate_slug: candidate_slug(url.as_deref(), source.stem()),
            title: settings.title.clone().or(front.title),
            url,
            dating,
            body: Body::Text(body),
            leftovers: Vec::new(),
            encoding: decoded.encoding,
            warnings: front.warnings,
        })
    }
}
