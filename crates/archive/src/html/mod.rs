//! HTML pages: what the markup says of a page, and its article as posts or as text.
//!
//! [`charset`] makes text of bytes and [`parse`] a tree of text. [`facts`] and [`json_ld`] tell the page's title, address
//! and date. [`article`] and [`furniture`] tell what of it is the article, [`lines`] prints that, [`posts`] finds posts in
//! it, and [`content`] takes whichever of posts, JSON-LD and plain text holds the most.

mod article;
mod charset;
mod compose;
mod content;
mod facts;
mod fragment;
mod furniture;
mod furniture_names;
mod json_ld;
mod lines;
mod parse;
mod post_moment;
mod posts;
mod tree;

use crate::{Body, Encoding, Zone};
use daybook_model::{Leftover, LocalDate};
use parse::Parsed;

/// An HTML page as read.
pub(crate) struct HtmlPage {
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    /// The day on which it was published, with what says so.
    pub(crate) date: Option<(LocalDate, String)>,
    pub(crate) body: Body,
    pub(crate) leftovers: Vec<Leftover>,
    pub(crate) encoding: Encoding,
    pub(crate) warnings: Vec<String>,
}

/// Reads a page, or says why it cannot be read.
pub(crate) fn read(bytes: &[u8], charset: Option<&str>, zone: &Zone) -> Result<HtmlPage, String> {
    let (text, encoding) = charset::text(bytes, charset).map_err(|error| error.to_string())?;
    let Parsed { tree, flattened } = parse::parse(&text)?;
    drop(text);
    let mut warnings = Vec::new();
    if flattened {
        warnings
            .push("its elements are nested too deep: the innermost were put beside each other".to_owned());
    }
    let facts = facts::facts(&tree);
    let mut json = json_ld::json_ld(&tree);
    warnings.append(&mut json.warnings);
    if let Some(next) = &facts.next {
        warnings.push(format!(
            "the page goes on at \"{next}\": the archive should hold that page too"
        ));
    }
    let posts = std::mem::take(&mut json.posts);
    let published = facts.published.or(json.published);
    let title = facts.title.or(json.headline);
    let content = content::content(&tree, posts, title.as_deref(), published.as_ref(), &mut warnings)?;
    let first = content.first_post(zone);
    let date = published.and_then(|published| {
        let (day, _) = published.moment.in_zone(zone)?;
        Some((day, published.evidence))
    });
    Ok(HtmlPage {
        title,
        url: facts.url.or(json.url),
        date: date.or(first),
        body: content.body,
        leftovers: content.leftovers,
        encoding,
        warnings,
    })
}
