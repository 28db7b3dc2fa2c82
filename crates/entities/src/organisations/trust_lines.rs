//! Places at the heads of lines that go on as a trust's line does: `Quay Hospitals: 58`, then `North Wold: 30`.
//!
//! A live blog prints figures a trust a line. Where the line before or after begins with a trust that is known and the
//! same mark follows it, a place stands for its trust.

use super::listed::{allowed, is_trust, mention, organisations};
use super::{OrganisationMention, covers};
use crate::gazetteer::Need;
use crate::knowledge::Knowledge;
use crate::page::PagePart;
use crate::text::{TokenKind, TokenisedText};

/// Names at the heads of lines beside lines of trusts.
pub(super) fn find(
    knowledge: &Knowledge,
    part: &PagePart<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let text = &part.text;
    let mut found: Vec<OrganisationMention> = Vec::new();
    let waiting: Vec<_> = organisations(knowledge, part)
        .filter(|(hit, row, form)| {
            form.need == Need::TrustCue
                && mark_after(text, hit.end).is_some()
                && begins_a_line(text, hit.start)
                && allowed(knowledge, part, *hit, *row, form)
                && !covers(known, hit.start)
        })
        .collect();
    if waiting.is_empty() {
        return found;
    }
    let heads: Vec<(usize, &str)> = known
        .iter()
        .filter(|m| is_trust(knowledge, m) && begins_a_line(text, m.start))
        .filter_map(|m| Some((line_of(text, m.start), mark_after(text, m.end)?)))
        .collect();
    let mut lines = heads;
    loop {
        let before = lines.len();
        for (hit, row, form) in &waiting {
            let (line, mark) = (line_of(text, hit.start), mark_after(text, hit.end));
            let beside = |&(other, its): &(usize, &str)| other.abs_diff(line) == 1 && Some(its) == mark;
            if !covers(&found, hit.start) && lines.iter().any(beside) {
                found.push(mention(*hit, *row, form));
                lines.extend(mark.map(|mark| (line, mark)));
            }
        }
        if lines.len() == before {
            return found;
        }
    }
}

/// The mark after a name at the head of its line.
fn mark_after<'t>(text: &'t TokenisedText<'_>, end: usize) -> Option<&'t str> {
    let mark = text.word(end);
    matches!(mark, ":" | "-" | "–" | "—" | "(").then_some(mark)
}

/// Is there nothing but a bullet before the token on its line?
fn begins_a_line(text: &TokenisedText<'_>, start: usize) -> bool {
    let is_break = |back: usize| {
        start
            .checked_sub(back)
            .is_none_or(|i| text.kind(i) == TokenKind::Break)
    };
    is_break(1) || (text.kind(start - 1) == TokenKind::Mark && is_break(2))
}

/// Which of the lines that are not blank a token stands on.
fn line_of(text: &TokenisedText<'_>, at: usize) -> usize {
    (1..=at)
        .filter(|i| text.kind(*i - 1) == TokenKind::Break && text.kind(*i) != TokenKind::Break)
        .count()
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    fn found(text: &str) -> Vec<String> {
        let recogniser = with(
            r#"
            [[organisation]]
            name = "Quay Hospitals NHS Trust"
            kind = "trust"
            [[organisation]]
            name = "North Wold NHS Trust"
            kind = "trust"
            aliases = [{ text = "North Wold", needs = "trust-cue" }]
            [[organisation]]
            name = "Eastwick NHS Trust"
            kind = "trust"
            aliases = [{ text = "Eastwick", needs = "trust-cue" }]
        "#,
        );
        let page = PageText {
            entries: vec![text],
            ..PageText::default()
        };
        let names = recogniser.recognise(&page).remove(0);
        names.organisations.into_iter().map(|o| o.name).collect()
    }

    #[test]
    fn lines_beside_a_trusts() {
        assert_eq!(
            found("Cancelled:\n\nQuay Hospitals: 58\n\n• North Wold: 30\n\nEastwick: 2"),
            [
                "Quay Hospitals NHS Trust",
                "North Wold NHS Trust",
                "Eastwick NHS Trust"
            ]
        );
    }

    #[test]
    fn lines_of_places() {
        assert_eq!(
            found("Sun:\n\nNorth Wold: 30\n\nEastwick: 2"),
            Vec::<String>::new()
        );
        assert_eq!(
            found("Quay Hospitals: 58\n\nIt rained.\n\nEastwick: dry"),
            ["Quay Hospitals NHS Trust"]
        );
    }
}
