//! Initials before a surname, with full stops or without: `A. J. Wick`, `T.J. Wick`, `P K Wick`, `JR Wick`.

use super::name::Candidate;
use crate::lexicon::Classes;
use crate::text::{Shape, TokenKind, TokenisedText};

/// Letters with full stops that are no initials.
const OTHERS: [&str; 10] = ["us", "uk", "un", "eu", "ps", "nb", "am", "pm", "ie", "eg"];

/// Two letters without full stops that stand before names and are no initials.
const ABBREVIATIONS: [&str; 28] = [
    "us", "uk", "un", "eu", "ps", "nb", "am", "pm", "ie", "eg", "tv", "it", "hr", "pr", "gp", "mp", "pc",
    "qc", "vc", "id", "dh", "ft", "hq", "vs", "re", "dr", "mr", "st",
];

/// `P` and `K` of `P K Wick`, `JR` of `JR Wick`.
fn are_bare_initials(text: &TokenisedText<'_>, at: usize) -> bool {
    let printed = text.printed(at);
    let letters = printed.bytes().all(|b| b.is_ascii_uppercase());
    let pair = printed.len() == 2
        && text.classes(at) == Classes::NONE
        && !ABBREVIATIONS.contains(&text.word(at))
        && printed
            .bytes()
            .any(|b| !matches!(b, b'A' | b'E' | b'I' | b'O' | b'U'));
    letters && (printed.len() == 1 && printed != "I" || pair)
}

/// Where bare initials end that begin at a token: two single letters or more, or one pair.
fn end_of_bare_initials(text: &TokenisedText<'_>, at: usize, to: usize) -> Option<usize> {
    if at > 0 && text.is_capitalised(at - 1) && text.tokens[at - 1].shape == Shape::Caps {
        return None;
    }
    let end = (at..to).find(|i| !are_bare_initials(text, *i))?;
    let letters: usize = (at..end).map(|i| text.word(i).len()).sum();
    let pairs = (at..end).filter(|i| text.word(*i).len() == 2).count();
    ((2..=3).contains(&letters) && (pairs == 0 || end == at + 1)).then_some(end)
}

/// The surname after bare initials: a word of no other kind, and the last of its run.
fn surname_after_bare(text: &TokenisedText<'_>, at: usize, to: usize) -> Option<usize> {
    let surname = end_of_bare_initials(text, at, to)?;
    let is_name = surname + 1 == to
        && text.kind(surname) == TokenKind::Word
        && matches!(text.tokens[surname].shape, Shape::Title | Shape::Mixed)
        && text.classes(surname) == Classes::NONE
        && text.word(surname).len() > 2;
    is_name.then_some(surname)
}

fn are_initials(text: &TokenisedText<'_>, at: usize) -> bool {
    let printed = text.printed(at);
    printed.ends_with('.')
        && printed.len() <= 6
        && printed.bytes().all(|b| b == b'.' || b.is_ascii_uppercase())
        && !OTHERS.contains(&text.word(at))
}

/// Do initials without full stops stand at a token, and a surname after them?
pub(super) fn are_bare(text: &TokenisedText<'_>, at: usize, to: usize) -> bool {
    surname_after_bare(text, at, to).is_some()
}

/// The surname after the initials that begin at a token, before `to`.
pub(super) fn surname_after(text: &TokenisedText<'_>, at: usize, to: usize) -> Option<usize> {
    if let Some(surname) = surname_after_bare(text, at, to) {
        return Some(surname);
    }
    let surname = (at..to).find(|i| !are_initials(text, *i))?;
    let is_name = surname > at
        && text.is_capitalised(surname)
        && text.tokens[surname].shape != Shape::Caps
        && !text.classes(surname).is(Classes::FUNCTION | Classes::CALENDAR);
    is_name.then_some(surname)
}

/// `M. Wick (Quay)`, `M. Wick, Quay:`: one initial, where it is said where somebody is from; or a double surname.
fn is_placed(text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
    let end = candidate.end;
    let one_initial = candidate.end - candidate.name_start == 2 && are_initials(text, candidate.name_start);
    let bracketed = text.word(end) == "(" && text.is_capitalised(end + 1) && text.word(end + 2) == ")";
    let labelled = text.word(end) == "," && text.is_capitalised(end + 1) && text.word(end + 2) == ":";
    let double = text.printed(end - 1).contains('-') && text.word(end - 1).len() > 6;
    one_initial && (bracketed || labelled || double)
}

/// Two initials or more show a person by themselves.
pub(super) fn show(text: &TokenisedText<'_>, candidate: &Candidate) -> Option<String> {
    let surname = candidate.end.checked_sub(1)?;
    if is_placed(text, candidate) {
        return Some(text.printed(candidate.name_start).to_owned());
    }
    // A pair without full stops may be an abbreviation that nobody listed.
    let bare = surname_after_bare(text, candidate.name_start, candidate.end)
        .filter(|last| *last == surname && surname > candidate.name_start + 1);
    if bare.is_some() {
        return Some(text.printed_span(candidate.name_start, surname).to_owned());
    }
    let letters: usize = (candidate.name_start..surname)
        .map(|i| {
            if are_initials(text, i) {
                text.word(i).len()
            } else {
                0
            }
        })
        .sum();
    (letters > 1).then(|| text.printed_span(candidate.name_start, surname).to_owned())
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn two_initials_and_a_surname() {
        assert_eq!(
            persons("So say A. J. Thornby-Wick, T.J. O’Quill and J.R.R. Zubb of the U.S. Senate."),
            ["A. J. Thornby-Wick", "T.J. O'Quill", "J.R.R. Zubb"]
        );
        assert_eq!(persons("P.S. Wick is a town."), Vec::<String>::new());
    }

    #[test]
    fn initials_without_stops() {
        assert_eq!(
            persons("So say P K Zubbaraghan, A J P Quandary and the rest."),
            ["P K Zubbaraghan", "A J P Quandary"]
        );
        assert_eq!(persons("JR Quandary said so."), ["JR Quandary"]);
        for text in [
            "It is near JR Quandary in the hills.",
            "UK Quandary said so.",
            "Plan B Quandary is out.",
            "GP Quandary said so.",
            "We had A B testing.",
            "Vitamins B K Quandary Wold were sold.",
        ] {
            assert_eq!(persons(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn one_initial_needs_more() {
        assert_eq!(
            persons("It is near J. Quandary in the hills."),
            Vec::<String>::new()
        );
        assert_eq!(persons("J. Quandary said so."), ["J. Quandary"]);
        assert_eq!(
            persons("• J. Quandary, Leeds: “No.”\n• T. Zubb (Wigan): “Yes.”\n• M. Thornby-Wick"),
            ["J. Quandary", "T. Zubb", "M. Thornby-Wick"]
        );
    }
}
