//! HTML pages: what the markup says of a page, and its article as posts or as text.
//!
//! [`charset`] makes text of bytes and [`parse`] a tree of text; [`facts`] are the page's title, address and date;
//! [`lines`] is what it prints.

mod article;
mod charset;
mod facts;
mod furniture;
mod lines;
mod parse;
mod tree;

use crate::{Body, Encoding, Zone};
use daybook_model::{Leftover, LeftoverKind, LocalDate};

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
    let parsed = parse::parse(&text)?;
    drop(text);
    let mut warnings = Vec::new();
    if parsed.flattened {
        warnings
            .push("its elements are nested too deep: the innermost were put beside each other".to_owned());
    }
    let facts = facts::facts(&parsed.tree);
    if let Some(next) = &facts.next {
        warnings.push(format!(
            "the page goes on at \"{next}\": the archive should hold that page too"
        ));
    }
    let sizes = furniture::sizes(&parsed.tree);
    let marks = furniture::marks(&parsed.tree, &sizes);
    let article = article::article(&parsed.tree, &marks, &sizes);
    let lines = lines::lines(article, &marks);
    let (furniture, printed): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.furniture);
    if printed.is_empty() {
        return Err("empty: the page prints no text".to_owned());
    }
    let join = |lines: &[lines::Line], gap| {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        texts.join(gap)
    };
    let mut leftovers = Vec::new();
    if !furniture.is_empty() {
        leftovers.push(Leftover {
            kind: LeftoverKind::Noise,
            text: join(&furniture, "\n\n"),
        });
    }
    Ok(HtmlPage {
        title: facts.title,
        url: facts.url,
        date: facts.published.and_then(|published| {
            let (day, _) = published.moment.in_zone(zone)?;
            Some((day, published.evidence))
        }),
        body: Body::Text(join(&printed, "\n")),
        leftovers,
        encoding,
        warnings,
    })
}
