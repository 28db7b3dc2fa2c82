//! What stands before a page's first stamp: the standfirst, headlines, noise, or the rest of an entry.

use super::{after::Follow, paragraph::Paragraph, stamp::candidate};
use daybook_model::LeftoverKind;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static NOISE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) ^ (?:
            (?:[\w'’&.\-]+\s+){0,5}(?:live\s+)?(?:blog\s+)?logo(?:type)?
          | live|image|photo|picture|advertisement|sponsored|menu|home|search|print|email|share|save|tweet|comments?|follow
          | like|login|register|subscribe|next|previous|close|more|loading|facebook|twitter|linkedin|whatsapp
          | skip\ to\ .{1,30}|sign\ (?:in|up|out).{0,30}|log\ (?:in|out).{0,20}
          | share\ this.{0,30}|print\ this.{0,20}|email\ this.{0,20}|follow\ us.{0,40}
          | (?:jump|back|go|return)\ to\ (?:the\ )?(?:main\ |page\ |site\ |our\ )?
            (?:top(?:\ of\ (?:the\ |this\ )?page)?|bottom|start|end|content|navigation|nav|menu|search|footer|header|home(?:\s?page)?|index|comments?|latest(?:\ (?:updates?|posts?|entry))?)
          | \d+\ comments?|comments?\ \(\d+\)
          | auto-?\s?(?:matic\ |matically\ )?refresh(?:es|ing)?(?:\ is)?(?:\ (?:on|off|enabled|disabled|page|every\ \d+\ \w+))?
          | refresh(?:ing)?(?:\ (?:now|on|off|(?:the\ |this\ )?page|every\ \d+\ \w+|for\ (?:the\ )?(?:latest|new|more|updates?)(?:\ \w+)?))?
          | cookies?(?:\ (?:and\ privacy\ )?(?:policy|notice|settings|preferences|statement|information|consent|banner))?
          | cookies\ on\ (?:this|our|the)(?:\ \w+)?\ (?:web)?site|(?:accept|reject|allow|manage)\ (?:all\ )?cookies
          | (?:this|our)\ (?:site|website)\ uses\ cookies.*|we\ use\ cookies.*
        ) \s* [.:]? $",
    )
    .expect("a valid pattern")
});

/// What announces headlines: `Key events:`, `At a glance:`.
#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) ^ (?:[*_\#]+\s*)? (?:(?:the|today[’']s|our|a|this\ (?:morning|afternoon|evening)[’']s|key|main|latest|quick|live)\s+){0,3}
        (?: events|moments|points|developments|updates|headlines|summary|timeline|recap|round-?up|highlights
          | at\ a\ glance|in\ brief|catch\ up|so\ far|what\ (?:we\ know|has\ happened|happened) )
        (?:\s+(?:so\ far|today|of\ the\ day|at\ a\ glance|in\ brief|this\ (?:morning|afternoon|evening)))?
        \s*[:.–—\-]?\s*[*_]* $",
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

/// A part of a breadcrumb has at most so many words.
const BREADCRUMB_WORDS: usize = 3;

/// A standfirst has at most so many paragraphs besides its headlines.
const STANDFIRST_PARAGRAPHS: usize = 2;

/// The kind of each paragraph before the first stamp.
pub(super) fn classify(lead: &[Paragraph<'_>]) -> Vec<LeftoverKind> {
    let mut kinds: Vec<_> = lead
        .iter()
        .map(|p| {
            if NOISE.is_match(p.text) || is_breadcrumb(p.text) {
                LeftoverKind::Noise
            } else if BULLET.is_match(p.text) {
                LeftoverKind::Headlines
            } else {
                LeftoverKind::Standfirst
            }
        })
        .collect();
    menu(lead, &mut kinds);
    let announced_lines = announced(lead);
    for line in announced_lines.iter().cloned().flatten() {
        kinds[line] = LeftoverKind::Headlines;
    }
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
        // Bullets below belong to the entry too; what an announcement introduces does not.
        for (line, kind) in kinds.iter_mut().enumerate().skip(*from) {
            if *kind != LeftoverKind::Noise && !announced_lines.iter().any(|lines| lines.contains(&line)) {
                *kind = LeftoverKind::Unstamped;
            }
        }
    }
    kinds
}

/// Headlines with times, each with the line that announces them: `Key events:`, then `9.10am: Minister resigns`.
fn announced(lead: &[Paragraph<'_>]) -> Vec<Range<usize>> {
    let timed = |p: &Paragraph<'_>| candidate(0, p.text).is_some_and(|found| found.follow != Follow::Nothing);
    let mut found = Vec::new();
    let mut line = 0;
    while line < lead.len() {
        let below = lead[line + 1..].iter().take_while(|p| timed(p)).count();
        if below > 0 && ANNOUNCED.is_match(lead[line].text) {
            found.push(line..line + 1 + below);
        }
        // Lines with a time announce nothing.
        line += 1 + below;
    }
    found
}

/// A breadcrumb: parts of a word or a few with strokes or arrows between. A single dot may part a standfirst too.
fn is_breadcrumb(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ':']);
    let parted = |separator: &[char]| -> usize {
        let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
        let short = |part: &&str| {
            (1..=BREADCRUMB_WORDS).contains(&part.split_whitespace().count())
                && part.chars().all(|c| {
                    c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\'' | '’' | '&' | '_' | '-')
                })
        };
        if parts.iter().all(short) { parts.len() } else { 0 }
    };
    parted(&['|', '>', '»', '›']) >= 2 || parted(&['|', '>', '»', '›', '·']) >= 3
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
            "Register | Log in",
            "Home > Live",
            "Home · News · Live blogs",
            "Cookies",
            "Cookie policy",
            "This site uses cookies to make it better. Read more",
            "Auto-refresh on",
            "Auto refresh is off.",
            "Refresh",
            "Refresh page",
            "Back to top",
            "Jump to navigation",
            "Go to main content",
        ] {
            assert_eq!(kinds(text), [Noise], "{text}");
        }
    }

    #[test]
    fn standfirsts_that_look_like_noise() {
        for text in [
            "NHS/social care integration row",
            "GP/consultant contract talks resume",
            "Refreshed NHS mandate published today",
            "Refresh of the NHS mandate",
            "Go to A&E only if you must",
            "Back to work for junior doctors",
            "Jump to conclusions on waiting times",
            "Cookies and the NHS: live",
            "Budget day · the reaction",
            "Reaction to the minister’s speech | Live",
        ] {
            assert_eq!(kinds(text), [Standfirst], "{text}");
        }
    }

    #[test]
    fn announced_headlines_have_times() {
        for announcing in [
            "Key events:",
            "Summary:",
            "At a glance:",
            "Today’s key events so far",
            "In brief:",
        ] {
            let lead = format!(
                "Rolling coverage of the day.\n{announcing}\n9.10am: Minister resigns\n8.40am - Board meets.\n8.05am Report out"
            );
            let found = kinds(&lead);
            assert_eq!(
                found,
                [Standfirst, Headlines, Headlines, Headlines, Headlines],
                "{announcing}"
            );
        }
        assert_eq!(
            kinds("and the board agreed.\nSummary:\n9.10am: Minister resigns"),
            [Unstamped, Headlines, Headlines]
        );
        assert_eq!(kinds("Summary:\n• one"), [Standfirst, Headlines]);
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
