//! A page as read: its text, and what its file, its front matter and the archive say of it.

use crate::split::is_blank;
use crate::{
    Body, DateInputs, Dating, DecodeError, Encoding, FoundPage, Manifest, PageKind, PageSettings,
    SkippedPage, Source, UrlSource, Zone, address::names_another_part, candidate_slug, date_page, decode,
    front_matter, html,
};
use daybook_model::Leftover;
use jiff::Timestamp;

/// A page before it is taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPage {
    /// The file, relative to its archive's root, and the place in it if it holds many pages.
    pub source: String,
    /// The id that the page lays claim to; see [`assign_ids`](crate::assign_ids).
    pub candidate_slug: String,
    /// Its title, where one is given.
    pub title: Option<String>,
    /// The publication that it is from, where the archive says so.
    pub publication: Option<String>,
    /// Its address, where one is given.
    pub url: Option<String>,
    /// When it was written, and how that came out.
    pub dating: Dating,
    /// When a crawl fetched it: it cannot have been written later.
    pub captured: Option<Timestamp>,
    /// What it holds, below its front matter or head.
    pub body: Body,
    /// What its markup shows to be no part of an entry.
    pub leftovers: Vec<Leftover>,
    /// How the page was encoded.
    pub encoding: Encoding,
    /// What is odd about the page, for people.
    pub warnings: Vec<String>,
}

impl RawPage {
    /// Reads a page that a [`PageReader`](crate::PageReader) found in a file. `zone` tells which day a moment of the
    /// markup lies on.
    ///
    /// # Errors
    /// If it cannot be read or holds nothing but white space.
    pub fn from_found(
        source: &Source,
        manifest: &Manifest,
        zone: &Zone,
        found: &FoundPage,
    ) -> Result<Self, SkippedPage> {
        let settings = Self::settings(source, manifest, found);
        match found.kind {
            PageKind::Text => Self::from_text(source, &settings, found),
            PageKind::Html => Self::from_html(source, &settings, zone, found),
        }
    }

    /// What the archive's owner set for a page that was found in a file.
    pub fn settings(source: &Source, manifest: &Manifest, found: &FoundPage) -> PageSettings {
        let name = source.page_name(found.place);
        let names: Vec<&str> = [Some(name.as_str()), found.url.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        manifest.page_in(&source.relative, &names)
    }

    /// Reads an HTML page.
    ///
    /// # Errors
    /// If the bytes are no text, print nothing, or go beyond what can be read in bounded time and memory.
    pub fn from_html(
        source: &Source,
        settings: &PageSettings,
        zone: &Zone,
        found: &FoundPage,
    ) -> Result<Self, SkippedPage> {
        let read = html::read(&found.bytes, found.charset.as_deref(), zone)
            .map_err(|reason| source.skipped(found.place, reason))?;
        // The second part of a page often says that its address is the first's.
        let markup_url = read.url.filter(|canonical| {
            let another = |fetched: &String| names_another_part(fetched, canonical);
            !found.url.as_ref().is_some_and(another)
        });
        let url = [
            (settings.url.clone(), UrlSource::Manifest),
            (markup_url, UrlSource::Markup),
            (found.url.clone(), UrlSource::Container),
        ]
        .into_iter()
        .find_map(|(url, by)| Some((url?, by)));
        let dating = date_page(&DateInputs {
            manifest_date: settings.date,
            front_matter_date: found.date.clone(),
            markup_date: read.date,
            url: url.clone(),
            file_stem: dating_stem(source, found),
        });
        let url = url.map(|(url, _)| url);
        Ok(Self {
            source: source.page_name(found.place),
            candidate_slug: candidate_slug(url.as_deref(), &source.page_stem(found.place)),
            title: settings
                .title
                .clone()
                .or_else(|| found.title.clone())
                .or(read.title),
            publication: settings.publication.clone(),
            url,
            dating,
            captured: found.captured,
            body: read.body,
            leftovers: read.leftovers,
            encoding: read.encoding,
            warnings: [found.warnings.clone(), read.warnings].concat(),
        })
    }

    /// Reads a page of text.
    ///
    /// # Errors
    /// If the bytes are no text or hold nothing but white space.
    pub fn from_text(
        source: &Source,
        settings: &PageSettings,
        found: &FoundPage,
    ) -> Result<Self, SkippedPage> {
        let skipped = |error: DecodeError| source.skipped(found.place, error.to_string());
        let decoded = decode(&found.bytes).map_err(skipped)?;
        let front = front_matter::split(&decoded.text);
        let body = decoded.text[front.body_start_byte..].to_owned();
        if is_blank(&body) {
            let reason = "empty: there is no text below the front matter".to_owned();
            return Err(source.skipped(found.place, reason));
        }
        let url = [
            (&settings.url, UrlSource::Manifest),
            (&front.url, UrlSource::FrontMatter),
            (&found.url, UrlSource::Container),
        ]
        .into_iter()
        .find_map(|(url, by)| Some((url.clone()?, by)));
        let dating = date_page(&DateInputs {
            manifest_date: settings.date,
            front_matter_date: front.date.or_else(|| found.date.clone()),
            url: url.clone(),
            file_stem: dating_stem(source, found),
            ..DateInputs::default()
        });
        let url = url.map(|(url, _)| url);
        Ok(Self {
            source: source.page_name(found.place),
            candidate_slug: candidate_slug(url.as_deref(), &source.page_stem(found.place)),
            title: settings
                .title
                .clone()
                .or(front.title)
                .or_else(|| found.title.clone()),
            publication: settings.publication.clone(),
            url,
            dating,
            captured: found.captured,
            body: Body::Text(body),
            leftovers: Vec::new(),
            encoding: decoded.encoding,
            warnings: [found.warnings.clone(), front.warnings].concat(),
        })
    }
}

/// The file's name, where it may date the page: a container's name dates none of its pages.
fn dating_stem(source: &Source, found: &FoundPage) -> Option<String> {
    found.place.is_none().then(|| source.stem().to_owned())
}
