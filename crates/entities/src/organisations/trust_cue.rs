//! What shows that a place stands for its hospital or trust: `the merger of Quay`, `at the Wexcombe`.

use super::listed::nearby;
use crate::lexicon::Classes;
use crate::matcher::Hit;
use crate::persons::thing::is_a_constituency;
use crate::text::{TokenKind, TokenisedText};

/// The cues that make a trust of a place stand so near.
const NEAR_A_PLACE: usize = 7;

/// `at the Wexcombe.`, `outside the Wexcombe and`: a hospital is gone to with an article, a town without.
pub(super) fn is_gone_to(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let there = matches!(
        text.word_before(hit.start, 2),
        "at" | "outside" | "inside" | "to" | "into" | "from"
    );
    there && text.word_before(hit.start, 1) == "the" && ends_there(text, hit.end)
}

/// `Quay and North Wold,`: two places together are hardly ever a place, but what follows may make an area of them.
pub(super) fn is_of_two_places(text: &TokenisedText<'_>, hit: Hit) -> bool {
    (hit.start..hit.end).any(|i| text.word(i) == "and") && ends_there(text, hit.end)
}

/// Is there nothing after a name of which it could be the adjective, as in `the Quay conference`?
fn ends_there(text: &TokenisedText<'_>, end: usize) -> bool {
    match text.kind(end) {
        TokenKind::Mark => text.word(end) != "-",
        TokenKind::Word => !text.is_capitalised(end) && text.classes(end).is(Classes::FUNCTION),
        _ => true,
    }
}

/// `Clara Wick (Quay Teaching)`: where somebody works, if it is more than a town.
pub(super) fn stands_in_brackets_after_a_name(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let open = hit
        .start
        .checked_sub(3)
        .filter(|_| text.word_before(hit.start, 1) == "(");
    open.is_some_and(|given| text.is_capitalised(given) && text.is_capitalised(given + 1))
        && matches!(text.word(hit.end), ")" | "," | ";")
        && !(hit.start..hit.end).all(|i| text.classes(i).is(Classes::PLACE))
}

/// Parties and colleges meet there, and the news says `at` of them.
pub(super) fn is_meeting_place(text: &TokenisedText<'_>, hit: Hit) -> bool {
    matches!(
        text.words(hit.start, hit.end),
        "brighton"
            | "manchester"
            | "birmingham"
            | "liverpool"
            | "bournemouth"
            | "blackpool"
            | "glasgow"
            | "harrogate"
            | "london"
            | "oxford"
            | "cambridge"
            | "york"
            | "durham"
    )
}

/// `Ann Lee of Quay`, `The Linden Group, Quay` at the end of a line: where somebody or something is from.
fn is_whence(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let role = Classes::ROLE | Classes::HEAD | Classes::ORGANISATION_WORD;
    let after_name =
        hit.start > 1 && text.is_capitalised(hit.start - 2) && !text.classes(hit.start - 2).is(role);
    let after_body = hit.start > 1 && text.is_capitalised(hit.start - 2);
    (text.word_before(hit.start, 1) == "of" && after_name && text.is_mid_sentence(hit.start - 2))
        || (text.word_before(hit.start, 1) == "," && after_body && text.kind(hit.end) == TokenKind::Break)
}

pub(super) fn has_trust_cue(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let (from, to) = nearby(text, hit, NEAR_A_PLACE);
    let cue = |i: usize| text.classes(i).is(Classes::TRUST_CUE);
    let place = is_plainly_a_place(text, hit) || is_place_on_its_line(text, hit);
    // One is in a place, but at a hospital.
    let at = text.word_before(hit.start, 1) == "at"
        && !matches!(
            text.word_before(hit.start, 2),
            "look" | "looks" | "looked" | "looking" | "aimed" | "directed" | "stops" | "stopped" | "arrive"
        )
        && !text.is_capitalised(hit.end)
        && !is_meeting_place(text, hit);
    !place && (at || (from..hit.start).any(cue) || (hit.end..to).any(cue))
}

/// `Leeds - partners will ... enable Leeds to`: the line is about the place.
fn is_place_on_its_line(text: &TokenisedText<'_>, hit: Hit) -> bool {
    let mut first = hit.start;
    while first > 0 && text.kind(first - 1) != TokenKind::Break {
        first -= 1;
    }
    let words = hit.end - hit.start;
    text.words(first, first + words) == text.words(hit.start, hit.end)
        && matches!(text.word(first + words), "-" | "–" | ":")
}

/// `in Leeds`, `across Leeds`, `Leeds, Bradford`: the place itself.
pub(super) fn is_plainly_a_place(text: &TokenisedText<'_>, hit: Hit) -> bool {
    matches!(
        text.word_before(hit.start, 1),
        "in" | "across" | "near" | "around" | "throughout" | "outside" | "from" | "-"
    ) || matches!(text.word(hit.end), "-" | "–") && text.tokens[hit.end].spaced
        || is_a_constituency(text, hit.start)
        || is_whence(text, hit)
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    fn found(text: &str) -> Vec<String> {
        let recogniser = with(
            r#"
            [given_names]
            female = ["Clara"]
            [[organisation]]
            name = "Wexcombe Hospital"
            kind = "hospital"
            [[organisation]]
            name = "Quay Teaching Hospitals NHS Trust"
            kind = "trust"
            aliases = [{ text = "Quay Teaching", needs = "trust-cue" }]
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
    fn hospitals_that_one_goes_to() {
        for text in [
            "She spent the night at the Wexcombe.",
            "They stood outside the Wexcombe and sang.",
        ] {
            assert_eq!(found(text), ["Wexcombe Hospital"], "{text}");
        }
        for text in [
            "They met at the Wexcombe conference.",
            "They walked to the Wexcombe Arms.",
            "They all live in Wexcombe.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn where_somebody_works() {
        assert_eq!(
            found("Speakers: Clara Lee (Quay Teaching) and others."),
            ["Quay Teaching Hospitals NHS Trust"]
        );
        assert_eq!(found("A tour (Quay Teaching) was fun."), Vec::<String>::new());
    }
}
