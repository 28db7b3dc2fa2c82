//! Titles in the plural: `Lords Patel, Rea and Turnberg`, `Drs Lee and Wick`.

use super::name::Candidate;
use crate::gazetteer::Gender;
use crate::lexicon::Classes;
use crate::text::TokenisedText;

/// The titles, whether they are of the peerage and what gender they show.
const TITLES: [(&str, bool, Option<Gender>); 12] = [
    ("lords", true, Some(Gender::Male)),
    ("baronesses", true, Some(Gender::Female)),
    ("ladies", true, Some(Gender::Female)),
    ("earls", true, Some(Gender::Male)),
    ("sirs", false, Some(Gender::Male)),
    ("dames", false, Some(Gender::Female)),
    ("messrs", false, Some(Gender::Male)),
    ("drs", false, None),
    ("professors", false, None),
    ("profs", false, None),
    ("cllrs", false, None),
    ("councillors", false, None),
];

fn title(text: &TokenisedText<'_>, at: usize) -> Option<(bool, Option<Gender>)> {
    let found = TITLES.iter().find(|(word, ..)| *word == text.word(at))?;
    Some((found.1, found.2))
}

/// Is the token such a title, with a name after it?
pub(super) fn is_title(text: &TokenisedText<'_>, at: usize) -> bool {
    let other =
        Classes::FUNCTION | Classes::HEAD | Classes::ROLE | Classes::ORGANISATION_WORD | Classes::THING;
    text.is_capitalised(at)
        && title(text, at).is_some()
        && text.is_capitalised(at + 1)
        && !text.classes(at + 1).is(other)
        && !matches!(text.word(at + 1), "spiritual" | "temporal" | "hansard" | "reform")
}

/// Are the candidate's titles of the peerage?
pub(super) fn is_peer(text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
    let shared = candidate.shared_title.and_then(|at| title(text, at));
    shared.is_some_and(|(peer, _)| peer)
        || (candidate.start..candidate.name_start).any(|i| text.classes(i).is(Classes::PEER))
}

/// Gives the title to every name of its list.
pub(super) fn share(text: &TokenisedText<'_>, candidates: &mut [Candidate]) {
    let mut current: Option<(usize, usize)> = None;
    for candidate in candidates {
        let at = candidate.name_start;
        if at > 0 && is_title(text, at - 1) {
            current = Some((at - 1, at));
        }
        current = current.filter(|(_, next)| *next == at && candidate.start == at);
        let Some((from, _)) = current else { continue };
        candidate.shared_title = Some(from);
        candidate.gender = candidate
            .gender
            .or(title(text, from).and_then(|(_, gender)| gender));
        let comma = usize::from(text.word(candidate.end) == ",");
        let and = usize::from(text.word(candidate.end + comma) == "and");
        current = (comma + and > 0).then_some((from, candidate.end + comma + and));
        // After `and` the list ends with this name.
        if text.word_before(at, 1) == "and" {
            current = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn each_has_the_title() {
        assert_eq!(
            persons(
                "We have Lords Wick and Quill, Baronesses Thornby, Zubb and Perrin, and Messrs Lee and Oxlip."
            ),
            [
                "Lord Wick",
                "Lord Quill",
                "Baroness Thornby",
                "Baroness Zubb",
                "Baroness Perrin",
                "Lee",
                "Oxlip"
            ]
        );
        assert_eq!(
            persons("Drs Clara Wick and Zorble Quandary came."),
            ["Clara Wick", "Zorble Quandary"]
        );
    }

    #[test]
    fn the_house_is_no_title() {
        assert_eq!(persons("The Lords Committee met."), Vec::<String>::new());
    }
}
