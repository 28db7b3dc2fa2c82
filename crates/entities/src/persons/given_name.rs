//! A known given name before a surname shows a person, unless the given name is an everyday word as well.

use super::initials;
use super::name::{Candidate, SURNAMES};
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{Shape, TokenisedText};

/// How much a name needs besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing: a known given name and a surname.
    Sure,
    /// Something beside it.
    Possible,
    /// Nothing helps: it is made of words of other kinds.
    No,
}

/// How sure a full name is by its words alone.
pub(super) fn standing(page: &Page<'_>, text: &TokenisedText<'_>, candidate: &Candidate) -> Standing {
    let (first, last) = (candidate.name_start, candidate.end - 1);
    let (given, surname) = (text.classes(first), text.classes(last));
    if given.is_plain_given_name() {
        let both_places = given.is(Classes::PLACE) && surname.is(Classes::PLACE);
        return if both_places {
            Standing::Possible
        } else {
            Standing::Sure
        };
    }
    if given.is(Classes::GIVEN) {
        // `Mark Wick` inside a sentence; at its head `Will Wick` may be a question.
        let everyday = text.tokens[first].sentence_start || surname.is(Classes::PLACE | Classes::LISTED_WORD);
        return if everyday {
            Standing::Possible
        } else {
            Standing::Sure
        };
    }
    if is_double_barrelled(text, candidate) {
        return Standing::Sure;
    }
    let foreign = Classes::PLACE
        | Classes::ORGANISATION_WORD
        | Classes::HEAD
        | Classes::THING
        | Classes::FUNCTION
        | Classes::CALENDAR;
    let initialled = text.printed(first).ends_with('.') || initials::are_bare(text, first, candidate.end);
    let words = first + usize::from(initialled)..candidate.end;
    let impossible = |i: usize| {
        text.classes(i).is(foreign) || text.tokens[i].shape == Shape::Caps || text.word(i).len() < 2
    };
    // `Lorene Read`: an everyday word that is a surname as well.
    let nouns = Classes::PLACE | Classes::ORGANISATION_WORD | Classes::HEAD | Classes::THING;
    let everyday_surname =
        |i: usize| i == last && SURNAMES.contains(&text.word(i)) && !text.classes(i).is(nouns);
    let strange = |i: &usize| text.is_capitalised(*i) && !everyday_surname(*i);
    if words
        .filter(strange)
        .any(|i| impossible(i) || page.has_in_small_letters(text.word(i)))
    {
        return Standing::No;
    }
    Standing::Possible
}

/// `Zorble Quandary-Wick`: two words, the second of two capitalised parts that are no words of places or bodies.
fn is_double_barrelled(text: &TokenisedText<'_>, candidate: &Candidate) -> bool {
    let (first, last) = (candidate.name_start, candidate.end - 1);
    let part = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_uppercase)
            && part.chars().count() > 2
            && letters.all(|c| c.is_lowercase() || c == '’' || c == '\'')
    };
    let halves = text
        .printed(last)
        .split_once('-')
        .is_some_and(|(one, two)| part(one) && part(two));
    let other = Classes::ORGANISATION_WORD
        | Classes::HEAD
        | Classes::THING
        | Classes::FUNCTION
        | Classes::CALENDAR
        | Classes::PLACE
        | Classes::GENERIC
        | Classes::LISTED_WORD
        | Classes::ROLE_PART;
    last == first + 1
        && halves
        && part(text.printed(first))
        && !text.tokens[first].sentence_start
        && !text.classes(first).is(other)
        && !text.classes(last).is(other)
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn known_given_names() {
        assert_eq!(persons("It was Clara Wick who came."), ["Clara Wick"]);
    }

    #[test]
    fn everyday_words_need_more_at_the_head_of_a_sentence() {
        assert_eq!(persons("Will Thornby come?"), Vec::<String>::new());
        assert_eq!(persons("Will Thornby said he would."), ["Will Thornby"]);
    }

    #[test]
    fn double_barrelled_surnames_need_nothing() {
        assert_eq!(
            persons("It has a badge and Zorble Quandary-Wick."),
            ["Zorble Quandary-Wick"]
        );
        for text in ["He drove a Quandary Rolls-royce.", "The Health Lamp-Wick is on."] {
            assert_eq!(persons(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn unknown_given_names_need_something() {
        assert_eq!(
            persons("It is near Zorble Quandary in the hills."),
            Vec::<String>::new()
        );
        assert_eq!(persons("Zorble Quandary said so."), ["Zorble Quandary"]);
    }
}
