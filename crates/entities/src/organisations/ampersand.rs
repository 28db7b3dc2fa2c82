//! Firms by the sign between their partners: `Heron & Pike`, `Ardent & Tull Diagnostics`.

use super::{Evidence, Identity, OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::TokenisedText;
use daybook_model::RecognitionRule;

/// Names of two strange words with the sign between them. Written out, `and` says nothing.
pub(crate) fn find(
    knowledge: &Knowledge,
    page: &Page<'_>,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    if !text.text.contains(" & ") {
        return found;
    }
    for sign in 1..text.tokens.len() {
        if text.printed(sign) != "&" || covers(known, sign) {
            continue;
        }
        let strange = |i: usize| {
            text.is_capitalised(i)
                && text.classes(i) == Classes::NONE
                && !covers(known, i)
                && !page.has_in_small_letters(text.word(i))
                && knowledge.persons_of_surname(text.word(i)).is_empty()
        };
        let start = sign - 1;
        let name = |i: usize| {
            let other = Classes::FUNCTION | Classes::HONORIFIC | Classes::CALENDAR;
            text.is_capitalised(i) && !text.classes(i).is(other) && !covers(known, i)
        };
        // `Wick & Sons` is a firm, whoever Wick is.
        let family = matches!(text.word(sign + 1), "sons" | "son" | "daughters")
            && text.is_capitalised(sign + 1)
            && name(start);
        if !(family || strange(start) && strange(sign + 1))
            || (start > 0 && text.is_capitalised(start - 1) && text.is_mid_sentence(start))
        {
            continue;
        }
        let head =
            |i: usize| text.is_capitalised(i) && text.classes(i).is(Classes::HEAD | Classes::WEAK_HEAD);
        let end = sign + 2 + usize::from(head(sign + 2));
        if text.is_capitalised(end) {
            continue;
        }
        let name = fuller(page, text.words(start, end)).unwrap_or_else(|| naming::printed(text, start, end));
        found.push(OrganisationMention {
            start,
            end,
            identity: Identity::Made(name),
            rule: RecognitionRule::OrganisationContext,
            evidence: Evidence::Words("&".to_owned()),
        });
    }
    found
}

/// The name with a word more that the page has elsewhere: `Zubb & Quill` for `Zubb & Quill Diagnostics`.
fn fuller(page: &Page<'_>, words: &str) -> Option<String> {
    page.parts.iter().map(|part| &part.text).find_map(|text| {
        let ends = |i: &usize| {
            *i >= 3
                && text.is_capitalised(*i)
                && text.classes(*i).is(Classes::HEAD | Classes::WEAK_HEAD)
                && text.words(i - 3, *i) == words
        };
        let last = (0..text.tokens.len()).find(ends)?;
        Some(naming::printed(text, last - 3, last + 1))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn families() {
        assert_eq!(
            organisations("They bought it at Wick & Sons yesterday."),
            ["Wick & Sons"]
        );
        assert_eq!(organisations("She & Sons of others met."), Vec::<String>::new());
    }

    #[test]
    fn partners() {
        assert_eq!(
            organisations("She starts at Thornby & Pike next month. Zubb & Quill Diagnostics made it."),
            ["Thornby & Pike", "Zubb & Quill Diagnostics"]
        );
        assert_eq!(
            organisations("Zubb & Quill Diagnostics made it. It was cheap for Zubb & Quill."),
            ["Zubb & Quill Diagnostics"]
        );
    }

    #[test]
    fn other_pairs() {
        for text in [
            "Fish & chips.",
            "Health & Safety first.",
            "Clara & Abel came.",
            "Lamps & Tides are lamps and tides.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
