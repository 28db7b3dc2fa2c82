//! The ids of pages: short, readable, the same on every rebuild of the same pages, never shared.
//!
//! An id stands in links that people keep. It comes from what the publisher called the page, the part of its address
//! that names it, else from the file's name. When two pages of an archive lay claim to the same id, the first by path
//! keeps it and the others get a suffix made of a hash of their own path: a suffix does not hang on how many others
//! there are or in which order they were found.
//!
//! Only who keeps the plain id may change. When a page comes that claims the same and sorts before the one that has
//! it, that one gets its suffix; when the first one goes, the next by path loses its suffix, and the plain id then
//! names another page than before. Links to pages that share a claim hold only as long as the first of them stays
//! the first; a page that nobody clashes with keeps its id whatever else comes and goes.

use crate::date_digits::{month_named, read_path};
use daybook_model::slugify;
use rustc_hash::FxHashSet;

/// The id of a page whose name has no letter or digit.
const NAMELESS: &str = "page";

/// The id that a page lays claim to: the slug of what its address calls it, else of its file's stem.
///
/// That is the last segment of the path that is no running number, date or `index.html`, without its extension:
/// `https://x.org/hsj-live/hsj-live-090315/5065212.article` gives `hsj-live-090315`. Where the segments after it are
/// a day, they are part of the name: `/live/2013/05/20/` gives `live-2013-05-20`.
pub fn candidate_slug(url: Option<&str>, file_stem: &str) -> String {
    let from_url = url.and_then(|url| {
        let segments = url_segments(url);
        let naming = segments.iter().rposition(|segment| names_a_page(segment))?;
        let name = slugify(&segments[naming]);
        match read_path(&segments[naming + 1..].join("/")) {
            Some(date) if date.earliest == date.latest => Some(format!("{name}-{}", date.earliest)),
            _ => Some(name),
        }
    });
    let slug = from_url.unwrap_or_else(|| slugify(file_stem));
    if slug.is_empty() {
        NAMELESS.to_owned()
    } else {
        slug
    }
}

/// Whether a segment of a path says more than a number, a month or `index` does.
fn names_a_page(segment: &str) -> bool {
    let slug = slugify(segment);
    let counts = slug.chars().all(|c| c.is_ascii_digit() || c == '-');
    !counts && month_named(&slug).is_none() && !matches!(slug.as_str(), "index" | "default")
}

/// An id for each page, in the order given, from pairs of its relative path and its [`candidate_slug`].
///
/// The first page by path that claims a slug gets it. Every other gets the slug, `-` and eight hexadecimal digits of
/// the FNV-1a hash of its path; should even that be taken, eight more of another hash, and so on. Pages with the same
/// path and slug (from different archives) are told apart by their order, which the caller should keep the same.
pub fn assign_ids<S: AsRef<str>, C: AsRef<str>>(candidates: &[(S, C)]) -> Vec<String> {
    let of = |i: usize| (claim(candidates[i].1.as_ref()), candidates[i].0.as_ref());
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|i| of(*i));
    // Whoever is first keeps the plain slug whatever suffixes come to, so all of those are handed out before.
    let mut taken: FxHashSet<String> = order.iter().map(|i| of(*i).0.to_owned()).collect();
    let mut ids = vec![String::new(); candidates.len()];
    let mut previous: Option<(&str, &str)> = None;
    let mut repeats = 0_u64;
    for i in order {
        let (slug, path) = of(i);
        repeats = if previous == Some((slug, path)) {
            repeats + 1
        } else {
            0
        };
        ids[i] = if previous.is_none_or(|(before, _)| before != slug) {
            slug.to_owned()
        } else {
            let free = suffixed(slug, path, repeats)
                .find(|id| !taken.contains(id))
                .unwrap_or_default();
            taken.insert(free.clone());
            free
        };
        previous = Some((slug, path));
    }
    ids
}

/// The slug claimed; an empty one names no page.
fn claim(slug: &str) -> &str {
    if slug.is_empty() { NAMELESS } else { slug }
}

/// The slug with ever longer suffixes: no two are equal, so one of them is free.
fn suffixed<'s>(slug: &'s str, path: &'s str, repeats: u64) -> impl Iterator<Item = String> + 's {
    let mut id = format!("{slug}-");
    (0_u64..).map(move |round| {
        id.push_str(&format!("{:08x}", fnv1a(path, repeats, round) >> 32));
        id.clone()
    })
}

/// FNV-1a of 64 bits over the path; repeats and rounds count only from the second on.
fn fnv1a(path: &str, repeats: u64, round: u64) -> u64 {
    let salt = [repeats, round]
        .into_iter()
        .filter(|_| repeats + round > 0)
        .flat_map(u64::to_le_bytes);
    path.bytes()
        .chain(salt)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}

/// The segments of an address's path, decoded, the last without its extension. No host, query or fragment.
pub(crate) fn url_segments(url: &str) -> Vec<String> {
    let url = url.trim().split(['?', '#']).next().unwrap_or_default();
    let path = match url.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => after_host(rest),
        _ => match url.split_once('/') {
            // `example.org/live` without a scheme.
            Some((host, path)) if host.contains(['.', ':']) && !host.starts_with('.') => path,
            None if url.starts_with("www.") => "",
            _ => url,
        },
    };
    let mut segments: Vec<String> = path
        .split('/')
        .filter(|segment| !matches!(*segment, "" | "." | ".."))
        .map(percent_decoded)
        .collect();
    if let Some(last) = segments.last_mut() {
        let stem = without_extension(last).len();
        last.truncate(stem);
    }
    segments
}

/// What follows the host and the port.
fn after_host(rest: &str) -> &str {
    rest.split_once('/').map_or("", |(_, path)| path)
}

/// The segment without `.html`, `.article` and the like; digits after a dot may be part of a date.
fn without_extension(segment: &str) -> &str {
    match segment.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=8).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_alphabetic()) =>
        {
            stem
        }
        _ => segment,
    }
}

/// The segment with `%20` and the like decoded; a percent sign that means nothing stays.
fn percent_decoded(segment: &str) -> String {
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = segment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(byte) = bytes.get(i) {
        let value = match (byte, hex(bytes.get(i + 1)), hex(bytes.get(i + 2))) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        decoded.push(value.unwrap_or(*byte));
        i += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests;
