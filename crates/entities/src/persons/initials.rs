//! Initials with full stops before a surname: `A. J. Wick`, `T.J. Wick`.

use super::name::Candidate;
use crate::lexicon::Classes;
use crate::text::{Shape, TokenisedText};

/// Letters with full stops that are no initials.
const OTHERS: [&str; 10] = ["us", "uk", "un", "eu", "ps", "nb", "am", "pm", "ie", "eg"];

fn are_initials(text: &TokenisedText<'_>, at: usize) -> bool {
    let printed = text.printed(at);
    printed.ends_with('.')
        && printed.len() <= 6
        && printed.bytes().all(|b| b == b'.' || b.is_ascii_uppercase())
        && !OTHERS.contains(&text.word(at))
}

/// The surname after the initials that begin at a token, before `to`.
pub(super) fn surname_after(text: &TokenisedText<'_>, at: usize, to: usize) -> Option<usize> {
    let surname = (at..to).find(|i| !are_initials(text, *i))?;
    let is_name = surname > at
        && text.is_capitalised(surname)
        && text.tokens[surname].shape != Shape::Caps
        && !text.classes(surname).is(Classes::FUNCTION | Classes::CALENDAR);
    is_name.then_some(surname)
}

/// Two initials or more show a person by themselves.
pub(super) fn show(text: &TokenisedText<'_>, candidate: &Candidate) -> Option<String> {
    let surname = candidate.end.checked_sub(1)?;
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
    fn one_initial_needs_more() {
        assert_eq!(
            persons("It is near J. Quandary in the hills."),
            Vec::<String>::new()
        );
        assert_eq!(persons("J. Quandary said so."), ["J. Quandary"]);
    }
}
