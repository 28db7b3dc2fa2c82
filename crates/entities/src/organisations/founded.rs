//! What somebody founded, and what won a prize for bodies of its kind: `who founded Lamplight`, `Charity of the Year:
//! Lamplight`.

use super::{OrganisationMention, affiliation, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Names after these words.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    if !["founde", " of the year "]
        .iter()
        .any(|cue| text.normal.contains(cue))
    {
        return found;
    }
    let founded = text
        .of(Classes::CUE)
        .filter_map(|cue| Some((cue, after_founding(text, cue)?)));
    // Hardly any text has one.
    let prizes = if text.normal.contains(OF_THE_YEAR) {
        text.tokens.len()
    } else {
        0
    };
    let won = (0..prizes).filter_map(|cue| Some((cue, prize_winner(text, cue)?)));
    for (cue, (start, end)) in founded.chain(won) {
        let everyday = end == start + 1 && page.has_in_small_letters(text.word(start));
        if everyday || !affiliation::acceptable(text, start, end) || (start..end).any(|i| covers(known, i)) {
            continue;
        }
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationContext,
            text.printed(cue),
        ));
    }
    found
}

/// What follows the kind of body that a prize is for.
const OF_THE_YEAR: &str = " of the year : ";

fn run(text: &TokenisedText<'_>, start: usize) -> usize {
    (start..)
        .take_while(|i| affiliation::is_name_word(text, *i))
        .last()
        .map_or(start, |last| last + 1)
}

fn after_founding(text: &TokenisedText<'_>, cue: usize) -> Option<(usize, usize)> {
    let start = match text.word(cue) {
        "founded" | "cofounded" | "co founded" => cue + 1,
        "founder" | "founders" | "co founder" | "co founders" if text.word(cue + 1) == "of" => cue + 2,
        _ => return None,
    };
    let start = start + usize::from(text.word(start) == "the");
    Some((start, run(text, start)))
}

fn prize_winner(text: &TokenisedText<'_>, cue: usize) -> Option<(usize, usize)> {
    let body = matches!(
        text.word(cue),
        "charity"
            | "business"
            | "company"
            | "organisation"
            | "trust"
            | "provider"
            | "employer"
            | "supplier"
            | "firm"
            | "ccg"
            | "consultancy"
            | "hospice"
            | "union"
    );
    let prize = text.words(cue + 1, cue + 5) == OF_THE_YEAR.trim();
    if !body || !prize {
        return None;
    }
    let start = cue + 5;
    let end = run(text, start);
    matches!(text.kind(end), TokenKind::Break | TokenKind::Mark).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn founders_and_prizes() {
        assert_eq!(
            organisations(
                "Clara Wick, who founded Lamplight, spoke.\n\n• Charity of the Year: Crazy Lamps\n\n• Nurse of the Year: Una Quill"
            ),
            ["Lamplight", "Crazy Lamps"]
        );
        assert_eq!(
            organisations("It was founded in Leeds by the founders of Quay."),
            ["Quay"]
        );
    }
}
