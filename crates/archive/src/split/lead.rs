//! What stands before a page's first stamp: the standfirst, headlines, noise, or the rest of an entry.

use super::paragraph::Paragraph;
use daybook_model::LeftoverKind;
use regex::Regex;
use std::sync::LazyLock;

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static NOISE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) ^ (?:
            (?:[\w'’&.\-]+\s+){0,5}(?:live\s+)?(?:blog\s+)?logo(?:type)?
          | (?:live|image|photo|picture|advertisement|sponsored|menu|home|search|print|email|share|save|tweet|comments?|follow|like|login|register|subscribe|next|previous|close|more|loading|facebook|twitter|linkedin|whatsapp|skip\ to\ .{1,30}|sign\ (?:in|up|out).{0,30}|log\ (?:in|out).{0,20}|share\ this.{0,30}|print\ this.{0,20}|email\ this.{0,20}|follow\ us.{0,40}|jump\ to\ .{1,30}|back\ to\ .{1,30}|go\ to\ .{1,30}|\d+\ comments?|comments?\ \(\d+\)|auto-?\s?refresh.{0,30}|refresh.{0,30}|cookies?.{0,40}|this\ (?:site|website)\ uses\ cookies.*)
          | (?:[\w'’&]+\s*[|>›»/·]\s*){1,}[\w'’&\ ]+
        ) \s* [.:]? $",
    )
    .expect("a valid pattern")
});

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static BULLET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[•·▪◦‣●○]\s*|[*?\-–—]\s+)\S").expect("a valid pattern"));

/// Words by which a standfirst announces a live page.
const ANNOUNCING: [&str; 17] = [
    "live",
    "rolling",
    "plus",
    "today’s",
    "today's",
    "latest",
    "follow",
    "round-up",
    "roundup",
    "updates",
    "reaction",
    "coverage",
    "as it happened",
    "rest of the day",
    "the day’s",
    "the day's",
    "throughout the day",
];

/// A standfirst has at most so many paragraphs besides its headlines.
const STANDFIRST_PARAGRAPHS: usize = 2;

/// The kind of each paragraph before the first stamp.
pub(super) fn classify(lead: &[Paragraph<'_>]) -> Vec<LeftoverKind> {
    let mut kinds: Vec<_> = lead
        .iter()
        .map(|p| {
            if NOISE.is_match(p.text) {
                LeftoverKind::Noise
            } else if BULLET.is_match(p.text) {
                LeftoverKind::Headlines
            } else {
                LeftoverKind::Standfirst
            }
        })
        .collect();
    menu(lead, &mut kinds);
    let running: Vec<usize> = (0..lead.len())
        .filter(|i| kinds[*i] == LeftoverKind::Standfirst)
        .collect();
    let text = |place: usize| lead[running[place]].text;
    let first_lost = running.iter().position(|i| continues(lead[*i].text));
    let announced = !running.is_empty() && introduces(text(0));
    let lost_from = match first_lost {
        // What a sentence goes on with, or a quotation, belongs to an entry, and so does what stands right before it,
        // unless that introduces the page.
        Some(place) if place > 0 && (announced || place >= STANDFIRST_PARAGRAPHS) => Some(1),
        Some(_) => Some(0),
        None if running.len() > STANDFIRST_PARAGRAPHS => Some(usize::from(announced || running.len() > 3)),
        None => None,
    };
    if let Some(from) = lost_from.and_then(|place| running.get(place)) {
        // Bullets below belong to the entry too.
        for kind in kinds
            .iter_mut()
            .skip(*from)
            .filter(|kind| **kind != LeftoverKind::Noise)
        {
            *kind = LeftoverKind::Unstamped;
        }
    }
    kinds
}

/// Whether a paragraph goes on with something that began before it, or quotes.
fn continues(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('“' | '‘' | '”' | '"' | '…' | ')' | ',' | ';') => true,
        Some(first) => first.is_lowercase() && !text.starts_with("http"),
        None => false,
    }
}

/// Whether a paragraph introduces a page: it says so, or is a headline without a full stop.
fn introduces(text: &str) -> bool {
    let lower = text.to_lowercase();
    let headline = !lower.ends_with(['.', '!', '?', '”', '"', ':', ',']);
    headline || ANNOUNCING.iter().any(|word| lower.contains(word))
}

/// Lines of a word or two, several together at the top of a page that begins with noise, are its navigation.
fn menu(lead: &[Paragraph<'_>], kinds: &mut [LeftoverKind]) {
    let short =
        |text: &str| text.split_whitespace().count() <= 3 && !text.ends_with(['.', '!', '?', ':', '”']);
    let top = lead
        .iter()
        .zip(kinds.iter())
        .take_while(|(p, kind)| **kind == LeftoverKind::Noise || short(p.text));
    let (length, noise) = top.fold((0, 0), |(length, noise), (_, kind)| {
        (length + 1, noise + usize::from(*kind == LeftoverKind::Noise))
    });
    if length >= 3 && noise * 2 >= length {
        kinds[..length].fill(LeftoverKind::Noise);
    }
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::paragraphs;
    use super::*;
    use LeftoverKind::{Headlines, Noise, Standfirst, Unstamped};

    fn kinds(lead: &str) -> Vec<LeftoverKind> {
        classify(&paragraphs(lead))
    }

    #[test]
    fn logos_and_navigation_are_noise() {
        for text in [
            "HSJ live logo",
            "Live logo",
            "Home | News | Live",
            "Skip to content",
            "Share this",
            "12 comments",
        ] {
            assert_eq!(kinds(text), [Noise], "{text}");
        }
    }

    #[test]
    fn a_standfirst_and_its_headlines() {
        assert_eq!(
            kinds("Waiting times rise, plus the rest of today’s news\n• Figures out\n• Chief to leave"),
            [Standfirst, Headlines, Headlines]
        );
    }

    #[test]
    fn the_rest_of_an_entry() {
        assert_eq!(
            kinds("and the board agreed.\n“It is a start.”"),
            [Unstamped, Unstamped]
        );
        assert_eq!(
            kinds(
                "Waiting times, plus the rest of today’s news\nThe board met.\n“It is a start,” it said.\n• one"
            ),
            [Standfirst, Unstamped, Unstamped, Unstamped]
        );
    }
}
