//! Lines of a list that are nothing but names: `• Wexcombe` among `• Quay CCG` and `• Vale CCG`.
//!
//! Where two lines of a list hold a group's or a council's name and nothing else, the other names of the list are of its
//! kind, if the gazetteer has such a body.

use super::{Evidence, Identity, OrganisationMention, covers};
use crate::gazetteer::OrganisationKind;
use crate::knowledge::Knowledge;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// A list is no longer.
const LONGEST: usize = 250;
/// Nor has a name more words.
const LONGEST_NAME: usize = 8;

/// Names that their lists show to be of groups and councils.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found: Vec<OrganisationMention> = Vec::new();
    let whole: Vec<(OrganisationKind, &OrganisationMention)> = known
        .iter()
        .filter_map(|mention| Some((kind_of(knowledge, mention)?, mention)))
        .filter(|(_, mention)| line(text, mention.start) == Some((mention.start, mention.end)))
        .collect();
    for (kind, mention) in [OrganisationKind::Ccg, OrganisationKind::Council]
        .into_iter()
        .filter_map(|kind| {
            let mut of_kind = whole.iter().filter(|(other, _)| *other == kind);
            Some((kind, of_kind.next().zip(of_kind.next())?.0.1))
        })
    {
        for direction in [Direction::Up, Direction::Down] {
            let mut at = mention.start;
            for _ in 0..LONGEST {
                let Some((start, end)) = next_line(text, at, direction) else {
                    break;
                };
                at = start;
                if covers(known, start) || covers(&found, start) {
                    continue;
                }
                let Some(row) = body(knowledge, kind, text.printed_span(start, end)) else {
                    break;
                };
                found.push(OrganisationMention {
                    start,
                    end,
                    identity: Identity::Row(row),
                    rule: RecognitionRule::List,
                    evidence: Evidence::Words(text.printed_span(mention.start, mention.end).to_owned()),
                });
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

fn kind_of(knowledge: &Knowledge, mention: &OrganisationMention) -> Option<OrganisationKind> {
    let Identity::Row(row) = mention.identity else {
        return None;
    };
    let kind = knowledge.organisation(row).kind;
    matches!(kind, OrganisationKind::Ccg | OrganisationKind::Council).then_some(kind)
}

/// The body of a kind with such a core.
fn body(knowledge: &Knowledge, kind: OrganisationKind, core: &str) -> Option<u32> {
    let endings: &[&str] = match kind {
        OrganisationKind::Ccg => &["Clinical Commissioning Group"],
        _ => &["Council", "County Council", "City Council", "Borough Council"],
    };
    endings
        .iter()
        .find_map(|ending| knowledge.organisation_by_any_name(&format!("{core} {ending}")))
        .filter(|row| knowledge.organisation(*row).kind == kind)
}

/// The words of the line of a token, without a bullet before and a mark after them; no longer than a name.
fn line(text: &TokenisedText<'_>, at: usize) -> Option<(usize, usize)> {
    let is_break = |i: &usize| *i < text.tokens.len() && text.kind(*i) != TokenKind::Break;
    let first = (at.saturating_sub(LONGEST_NAME)..at)
        .rev()
        .find(|i| !is_break(i))
        .map_or(at.saturating_sub(LONGEST_NAME), |i| i + 1);
    let end = (at..at + LONGEST_NAME + 2).find(|i| !is_break(i))?;
    let start = first + usize::from(text.kind(first) == TokenKind::Mark);
    let end = end - usize::from(end > start && text.kind(end - 1) == TokenKind::Mark);
    let begins = first == 0 || text.kind(first - 1) == TokenKind::Break;
    (begins && start < end && text.is_capitalised(start)).then_some((start, end))
}

/// The line after or before the one of a token, blank ones left out.
fn next_line(text: &TokenisedText<'_>, at: usize, direction: Direction) -> Option<(usize, usize)> {
    let is_break = |i: usize| text.kind(i) == TokenKind::Break;
    let inside = match direction {
        Direction::Down => {
            let end = (at..text.tokens.len()).find(|i| is_break(*i))?;
            (end..text.tokens.len()).find(|i| !is_break(*i))?
        }
        Direction::Up => {
            let end = (0..at).rev().find(|i| is_break(*i))?;
            (0..end).rev().find(|i| !is_break(*i))?
        }
    };
    line(text, inside)
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    fn found(text: &str) -> Vec<String> {
        let recogniser = with(
            r#"
            [[organisation]]
            name = "Quay Clinical Commissioning Group"
            kind = "ccg"
            [[organisation]]
            name = "Vale Clinical Commissioning Group"
            kind = "ccg"
            [[organisation]]
            name = "North Wold Clinical Commissioning Group"
            kind = "ccg"
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
    fn lines_among_groups() {
        assert_eq!(
            found("Authorised:\n\n• North Wold\n\n• Quay CCG\n\n• Vale CCG\n\nThe rest wait."),
            [
                "North Wold Clinical Commissioning Group",
                "Quay Clinical Commissioning Group",
                "Vale Clinical Commissioning Group"
            ]
        );
    }

    #[test]
    fn places_and_other_lines() {
        let one = found("Sites:\n\n• North Wold\n\n• Quay CCG\n\n• Vale");
        assert_eq!(one, ["Quay Clinical Commissioning Group"]);
        let apart = found("North Wold\n\nIt rained on us all.\n\n• Quay CCG\n\n• Vale CCG");
        assert!(!apart.iter().any(|name| name.starts_with("North")), "{apart:?}");
    }
}
