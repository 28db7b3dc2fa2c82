//! How far an organisation's name reaches to the left of its ending and to the right of its beginning.

use super::{OrganisationMention, covers};
use crate::lexicon::Classes;
use crate::text::{Shape, TokenKind, TokenisedText};

/// Names have at most so many words before their ending.
const LONGEST: usize = 9;

/// Words after which `of` goes on with a name: `Heart of England`.
const BEFORE_OF: [&str; 35] = [
    "heart",
    "lady",
    "isle",
    "isles",
    "university",
    "hospital",
    "hospitals",
    "city",
    "vale",
    "college",
    "institute",
    "school",
    "bank",
    "friends",
    "society",
    "association",
    "federation",
    "royal",
    "faculty",
    "academy",
    "centre",
    "borough",
    "east",
    "forest",
    "league",
    "council",
    "order",
    "house",
    "church",
    "union",
    "guild",
    "district",
    "county",
    "states",
    "kingdom",
];
/// Words after which `for` goes on with a name.
const BEFORE_FOR: [&str; 14] = [
    "institute",
    "centre",
    "association",
    "society",
    "campaign",
    "foundation",
    "college",
    "partnership",
    "academy",
    "council",
    "alliance",
    "department",
    "commission",
    "hospital",
];

/// What places lie on: `Stoke on Trent`.
const WATERS: [&str; 15] = [
    "trent", "sea", "tyne", "thames", "hull", "avon", "lyne", "tees", "humber", "wye", "severn", "solent",
    "naze", "wolds", "tweed",
];

/// The first token of the name whose ending begins at `ending`; `ending` itself where no name stands before it.
///
/// `joins` says whether the name may go on over `and`: groups and councils of two places do, most others do not.
pub(crate) fn left_edge(
    text: &TokenisedText<'_>,
    ending: usize,
    joins: bool,
    known: &[OrganisationMention],
) -> usize {
    let mut start = ending;
    while start > 0 && ending - start < LONGEST {
        let before = start - 1;
        if text.kind(before) == TokenKind::Possessive {
            match possessive_goes_on(text, before, start, known) {
                true if before > 0 && text.is_capitalised(before - 1) => start = before - 1,
                _ => break,
            }
            continue;
        }
        if takes(text, before, known) {
            start = before;
            continue;
        }
        if start > 3 && text.words(start - 3, start + 1) == "yorkshire and the humber" {
            start -= 3;
            continue;
        }
        if start == ending || before == 0 || !takes(text, before - 1, known) {
            break;
        }
        let word = text.word(before - 1);
        let goes_on = match text.word(before) {
            "of" => BEFORE_OF.contains(&word),
            "for" => BEFORE_FOR.contains(&word),
            "on" | "upon" | "under" => WATERS.contains(&text.word(start)),
            "and" if text.printed(before) == "&" => !covers(known, before - 1),
            "and" => {
                let apart = text.classes(before - 1).is(Classes::HEAD) || covers(known, before - 1);
                !apart && (joins || one_article(text, before - 1))
            }
            // `Barking, Havering and Redbridge`
            "," => {
                joins
                    && text.classes(before - 1).is(Classes::PLACE)
                    && (start..ending).any(|i| text.word(i) == "and")
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        start = before - 1;
    }
    skip_openers(text, start, ending)
}

/// `the Health and Harbours Centre`: the article stands before the whole name, and no word of it ends one.
fn one_article(text: &TokenisedText<'_>, last: usize) -> bool {
    let name_word = |i: usize| {
        text.is_capitalised(i)
            && text.tokens[i].shape == Shape::Title
            && !text
                .classes(i)
                .is(Classes::HEAD | Classes::GIVEN | Classes::HONORIFIC)
            && text.word(i) != "the"
    };
    let mut first = last;
    while first > 0 && name_word(first) && name_word(first - 1) {
        first -= 1;
    }
    name_word(first) && text.word_before(first, 1) == "the"
}

/// `St Mary's Hospital`, `Queen's Hospital`: the possessive is inside the name.
fn possessive_goes_on(
    text: &TokenisedText<'_>,
    possessive: usize,
    next: usize,
    known: &[OrganisationMention],
) -> bool {
    let holder = text.word_before(possessive, 1);
    // `Patients' Voice Alliance`: many who hold it together; but not `the Conservatives' Reform Group`.
    let members = is_plural_holder(text, possessive) && !covers(known, possessive - 1);
    members
        || text.word_before(possessive, 2) == "st"
        || matches!(
            holder,
            "king"
                | "queen"
                | "prince"
                | "princess"
                | "guy"
                | "children"
                | "women"
                | "people"
                | "men"
                | "girl"
        )
        || (text.classes(next).is(Classes::HEAD)
            && text.word(next) != "uk"
            && !text.classes_before(possessive, 1).is(Classes::PLACE))
}

/// Is it the possessive of a capitalised plural, as in `Patients'` and `Press Officers'`?
pub(crate) fn is_plural_holder(text: &TokenisedText<'_>, possessive: usize) -> bool {
    text.kind(possessive) == TokenKind::Possessive
        && possessive > 0
        && !text.printed(possessive).ends_with(['s', 'S'])
        && text.is_capitalised(possessive - 1)
        && text.word(possessive - 1).len() > 4
        && !text.classes(possessive - 1).is(Classes::PLACE | Classes::GIVEN)
}

/// Can the token be a word of a name?
fn takes(text: &TokenisedText<'_>, i: usize, known: &[OrganisationMention]) -> bool {
    let classes = text.classes(i);
    let opener = text.tokens[i].sentence_start && classes.is(Classes::FUNCTION);
    text.is_capitalised(i)
        && !opener
        && !matches!(text.word(i), "the" | "a" | "an" | "in" | "at" | "but" | "and" | "for")
        && !classes.is(Classes::HONORIFIC | Classes::CALENDAR)
        // A listed name of one word is not the beginning of another's: `NHS England Bedford Hospital`.
        && !known.iter().any(|m| m.start <= i && i < m.end && m.end - m.start > 1 && m.end == i + 1 && ends_a_body(text, m))
}

fn ends_a_body(text: &TokenisedText<'_>, mention: &OrganisationMention) -> bool {
    text.classes(mention.end - 1).is(Classes::HEAD) || text.word(mention.start) == "nhs"
}

/// Leaves out what stands before the name with a capital of its own: `Former`, `Chief Executive of`.
fn skip_openers(text: &TokenisedText<'_>, start: usize, ending: usize) -> usize {
    let mut from = start;
    while from < ending {
        let classes = text.classes(from);
        let role_of = classes.is(Classes::ROLE) && text.word(from + 1) == "of";
        if role_of {
            from += 2;
        } else if (classes.is(Classes::FUNCTION) && !is_of_the_name(text, from)) || !text.is_capitalised(from)
        {
            from += 1;
        } else {
            break;
        }
    }
    from.min(ending)
}

/// `the Five Valleys Consortium`: inside a sentence a number's capital is the name's.
fn is_of_the_name(text: &TokenisedText<'_>, i: usize) -> bool {
    // `Our Lady of the Quays Hospital`
    if text.word(i) == "our" && text.word(i + 1) == "lady" {
        return true;
    }
    text.is_mid_sentence(i)
        && text.word_before(i, 1) == "the"
        && matches!(
            text.word(i),
            "one"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "old"
                | "big"
        )
}

/// `Quay & Daughters for the Thornby Society` are two: only what is of bodies goes on with `for the`.
fn is_a_head(text: &TokenisedText<'_>, i: usize) -> bool {
    text.classes(i).is(Classes::HEAD | Classes::PREFIX_HEAD)
}

/// The token after the name that begins at `start` and whose first words up to `sure` are certain.
pub(crate) fn right_edge(
    text: &TokenisedText<'_>,
    sure: usize,
    joins: bool,
    known: &[OrganisationMention],
) -> usize {
    let mut end = sure;
    while end < text.tokens.len() && end - sure < LONGEST {
        let free = |i: usize| {
            text.is_capitalised(i)
                && text.word(i) != "nhs"
                && !text.classes(i).is(Classes::HONORIFIC | Classes::CALENDAR)
                && !known.iter().any(|m| m.start == i && m.end > i)
        };
        let goes_on = |i: usize| {
            joins
                && !text.classes(i).is(Classes::PREFIX_HEAD)
                && !matches!(text.word(i), "royal" | "national" | "british")
        };
        let role = text.classes(end).is(Classes::ROLE)
            || (text.classes(end).is(Classes::ROLE_PART) && text.classes(end + 1).is(Classes::ROLE));
        // `Association of Quay Directors`
        let role = role && !text.word(end).ends_with('s');
        if free(end) && !(role && end > sure) {
            end += 1;
        } else if matches!(text.word(end), "of" | "for" | "on" | "in") && end > sure && free(end + 1) {
            // `Centre for Lamps in Leeds`: where it is.
            if text.word(end) == "in" && text.classes(end + 1).is(Classes::PLACE) {
                break;
            }
            end += 2;
        } else if (text.word(end) == "of"
            || text.word(end) == "for" && (sure.saturating_sub(3)..end).any(|i| is_a_head(text, i)))
            && text.word(end + 1) == "the"
            && free(end + 2)
            && end > sure
        {
            end += 3;
        } else if text.word(end) == "and"
            && end > sure
            && free(end + 1)
            && (text.printed(end) == "&" || goes_on(end + 1))
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}
