//! Courts, schools, prisons and radio stations: `Quay Crown Court`, `St Osyth’s Primary School`, `HMP Thornby`, `Quay FM`.

use super::{OrganisationMention, covers, naming};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;

/// Finds them by the words that only such names have.
pub(crate) fn find(
    knowledge: &Knowledge,
    text: &TokenisedText<'_>,
    known: &[OrganisationMention],
) -> Vec<OrganisationMention> {
    let mut found = Vec::new();
    for cue in text.of(Classes::CUE).filter(|cue| text.is_capitalised(*cue)) {
        let span = match text.word(cue) {
            "hmp" | "hmyoi" => prison(text, cue),
            "fm" => name_before(text, cue, known).map(|start| (start, cue + 1)),
            "court" | "school" => kind_of_house(text, cue)
                .and_then(|house| name_before(text, house, known))
                .map(|start| (start, cue + 1)),
            _ => None,
        };
        let Some((start, end)) = span else { continue };
        if known.iter().any(|m| m.start <= start && end <= m.end) {
            continue;
        }
        found.push(naming::made(
            knowledge,
            text,
            start..end,
            RecognitionRule::OrganisationSuffix,
            text.printed(cue),
        ));
    }
    found
}

/// `HMP Thornby`, `HMP Isle of Quay`.
fn prison(text: &TokenisedText<'_>, hmp: usize) -> Option<(usize, usize)> {
    let mut end = hmp + 1;
    // `HMP Full Quay`: after the letters any capital is the name's.
    let of_the_name =
        |i: usize| text.is_capitalised(i) && !text.classes(i).is(Classes::CALENDAR | Classes::HONORIFIC);
    while end < hmp + 5 && of_the_name(end) {
        end += 1;
        if text.word(end) == "of" && of_the_name(end + 1) {
            end += 1;
        }
    }
    (end > hmp + 1).then_some((hmp, end))
}

/// Where the words begin that say what court or school it is.
fn kind_of_house(text: &TokenisedText<'_>, last: usize) -> Option<usize> {
    let before = last.checked_sub(1)?;
    let kinds: &[&str] = if text.word(last) == "court" {
        &["crown", "county", "sheriff", "magistrates", "coroners", "coroner"]
    } else {
        &[
            "primary",
            "secondary",
            "high",
            "grammar",
            "infant",
            "infants",
            "junior",
            "comprehensive",
            "nursery",
        ]
    };
    let at = if text.kind(before) == TokenKind::Possessive {
        before.checked_sub(1)?
    } else {
        before
    };
    (text.is_capitalised(at) && kinds.contains(&text.word(at))).then_some(at)
}

/// The beginning of the capitalised words before a token, with the possessive of a saint among them.
fn name_before(text: &TokenisedText<'_>, end: usize, known: &[OrganisationMention]) -> Option<usize> {
    let mut start = end;
    while start > 0 && end - start < 5 {
        let before = start - 1;
        if text.kind(before) == TokenKind::Possessive && before > 0 && name_word(text, before - 1) {
            start = before - 1;
        } else if name_word(text, before) && !covers(known, before) {
            start = before;
        } else {
            break;
        }
    }
    (start < end && !text.classes(start).is(Classes::GENERIC)).then_some(start)
}

fn name_word(text: &TokenisedText<'_>, i: usize) -> bool {
    let other = Classes::FUNCTION | Classes::HONORIFIC | Classes::CALENDAR | Classes::ROLE | Classes::SAYING;
    text.is_capitalised(i) && !text.classes(i).is(other)
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn houses_prisons_and_stations() {
        let found = organisations(
            "It was heard at Quay Magistrates’ Court and Thornby Crown Court. Pupils of St Osyth’s Primary School \
             wrote to HMP Full Quay. So said Quill FM.",
        );
        assert_eq!(
            found,
            [
                "Quay Magistrates' Court",
                "Thornby Crown Court",
                "St Osyth's Primary School",
                "HMP Full Quay",
                "Quill FM"
            ]
        );
    }

    #[test]
    fn no_name_no_house() {
        for text in [
            "He came before the Crown Court.",
            "The Primary School opened; the HMP estate is full.",
            "It is on FM radio.",
        ] {
            assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
        }
    }
}
