//! A page as read: its text, and what its file, its front matter and the archive say of it.

use crate::{
    DateInputs, Dating, Encoding, PageSettings, SkippedPage, Source, UrlSource, candidate_slug, date_page,
    decode, front_matter,
};

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
    /// The text below the front matter.
    pub body: String,
    /// How the file was encoded.
    pub encoding: Encoding,
    /// What is odd about the page, for people.
    pub warnings: Vec<String>,
}

impl RawPage {
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
        });
        let url = url.map(|(url, _)| url);
        Ok(Self {
            source: source.relative.clone(),
            candidate_slug: candidate_slug(url.as_deref(), source.stem()),
            title: settings.title.clone().or(front.title),
            url,
            dating,
            body,
            encoding: decoded.encoding,
            warnings: front.warnings,
        })
    }
}
