//! Runs of capitalised words cut into titles, roles and names.
//!
//! `Health Secretary Jeremy ...` is a role and a name, `Professor Sir John ...` two titles and a name, `Meanwhile
//! Ann ...` an opening word and a name.

use super::{PersonMention, covers as person_covers, initials, nickname, plural};
use crate::gazetteer::Gender;
use crate::lexicon::Classes;
use crate::organisations::{OrganisationMention, covers, naming};
use crate::page::Page;
use crate::text::{Shape, TokenKind, TokenisedText};

/// Words of other classes that are surnames as well, after a given name.
pub(super) const SURNAMES: [&str; 73] = [
    "young",
    "green",
    "best",
    "black",
    "day",
    "white",
    "west",
    "key",
    "law",
    "bridge",
    "hall",
    "park",
    "lane",
    "close",
    "house",
    "bishop",
    "dean",
    "nurse",
    "judge",
    "head",
    "major",
    "may",
    "march",
    "winter",
    "english",
    "french",
    "price",
    "grant",
    "ward",
    "banks",
    "partner",
    "fellow",
    "bird",
    "page",
    "short",
    "long",
    "little",
    "first",
    "new",
    "good",
    "wright",
    "farmer",
    "carer",
    "marshall",
    "cook",
    "north",
    "east",
    "south",
    "castle",
    "college",
    "speaker",
    "post",
    "times",
    "abbott",
    "pickles",
    "brown",
    "gray",
    "strong",
    "sharp",
    "read",
    "chambers",
    "grove",
    "lodge",
    "constable",
    "sergeant",
    "rose",
    "guest",
    "bank",
    "towers",
    "watch",
    "case",
    "early",
    "bond",
];

/// A name that may be a person's.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// With titles.
    pub(crate) start: usize,
    /// Without titles.
    pub(crate) name_start: usize,
    pub(crate) end: usize,
    /// The gender that its titles show.
    pub(crate) gender: Option<Gender>,
    /// A capitalised role before the name: `Secretary`.
    pub(crate) role: Option<usize>,
    /// A title in the plural that it has with others: `Lords`.
    pub(crate) shared_title: Option<usize>,
}

impl Candidate {
    /// Given name and surname?
    pub(crate) fn is_full(&self) -> bool {
        self.end - self.name_start > 1
    }

    /// Has it titles?
    pub(crate) fn is_titled(&self) -> bool {
        self.start < self.name_start || self.shared_title.is_some()
    }
}

/// A name as printed, with ASCII apostrophes.
pub(crate) fn printed(text: &TokenisedText<'_>, start: usize, end: usize) -> String {
    let name = naming::printed(text, start, end).replace('–', "-");
    let shouted = (start..end).all(|i| text.tokens[i].shape == Shape::Caps);
    if !shouted {
        return name;
    }
    let word = |word: &str| {
        word.chars()
            .take(1)
            .chain(word.chars().skip(1).flat_map(char::to_lowercase))
            .collect()
    };
    name.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

/// All candidates of a text that are neither in an organisation's name nor listed.
pub(crate) fn candidates(
    text: &TokenisedText<'_>,
    organisations: &[OrganisationMention],
    listed: &[PersonMention],
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let free = |i: usize| text.is_capitalised(i) && !covers(organisations, i) && !person_covers(listed, i);
    let mut read = 0;
    for at in text.capitals() {
        if at < read || !free(at) {
            continue;
        }
        let mut end = at + 1;
        while free(end)
            || (text.classes(end).is(Classes::PARTICLE) && particle_goes_on(text, end, &free))
            || (is_dash_in_a_name(text, end) && free(end + 1))
        {
            end += 1;
        }
        cut(text, at, end, &mut found);
        read = end;
    }
    nickname::join(text, &mut found);
    plural::share(text, &mut found);
    found
}

fn particle_goes_on(text: &TokenisedText<'_>, at: usize, free: &impl Fn(usize) -> bool) -> bool {
    let next = at + 1 + usize::from(text.classes(at + 1).is(Classes::PARTICLE));
    // After a known given name only, perhaps with a first surname: `Nicola la ...`, not `Paris de ...`.
    let after_given = at > 0 && text.classes(at - 1).is(Classes::GIVEN | Classes::PARTICLE);
    let after_surname = at > 1 && text.is_capitalised(at - 1) && text.classes(at - 2).is_plain_given_name();
    // `Prof Ulrike von Wick`, of whatever name
    let after_titled = at > 1
        && text.is_capitalised(at - 1)
        && text.is_capitalised(at - 2)
        && text.classes(at - 2).is(Classes::HONORIFIC);
    free(next) && (after_given || after_surname || after_titled)
}

/// `Wick–Thornby`: a dash where a hyphen should be.
fn is_dash_in_a_name(text: &TokenisedText<'_>, at: usize) -> bool {
    text.word(at) == "–"
        && at > 1
        && text.is_capitalised(at - 1)
        && text.is_capitalised(at - 2)
        && text.classes(at - 2).is_plain_given_name()
        && !text.tokens[at].spaced
        && text.tokens.get(at + 1).is_some_and(|next| !next.spaced)
}

fn cut(text: &TokenisedText<'_>, from: usize, to: usize, found: &mut Vec<Candidate>) {
    let mut at = from;
    let mut role = None;
    while at < to {
        if !text.is_capitalised(at) {
            at += 1;
            continue;
        }
        if plural::is_title(text, at) {
            role = None;
            at += 1;
            continue;
        }
        if text.word(at) == "st" {
            // `St George's` is a place or a hospital.
            role = None;
            at += 2;
            continue;
        }
        let classes = text.classes(at);
        let given = classes.is(Classes::GIVEN) && !classes.is(Classes::HONORIFIC);
        if let Some(surname) = initials::surname_after(text, at, to).filter(|i| is_surname(text, *i, to)) {
            found.push(Candidate {
                start: at,
                name_start: at,
                end: surname + 1,
                gender: None,
                role: role.take(),
                shared_title: None,
            });
            at = surname + 1;
        } else if classes.is(Classes::HONORIFIC) {
            at = titled(text, at, to, role, found);
            role = None;
        } else if classes.is(Classes::ROLE) && !(given && is_surname(text, at + 1, to)) {
            role = Some(at);
            at += 1;
        } else if !given && is_no_name(classes) {
            if !classes.is(Classes::ROLE_PART) {
                role = None;
            }
            at += 1;
        } else if text.tokens[at].shape == Shape::Caps && !is_shouted(text, at, to) {
            role = None;
            at += 1;
        } else if !given
            && text.tokens[at].sentence_start
            && at + 2 < to
            && text.classes(at + 1).is_plain_given_name()
        {
            // `Blaming Clara Wick` at the head of a sentence.
            role = None;
            at += 1;
        } else {
            let end = name_end(text, at, to);
            found.push(Candidate {
                start: at,
                name_start: at,
                end,
                gender: None,
                role: role.take(),
                shared_title: None,
            });
            at = end;
        }
    }
}

/// `Wick` of `Blaming Wick`: at the head of a sentence the first word may be any word.
pub(super) fn rest_of(page: &Page<'_>, text: &TokenisedText<'_>, candidate: &Candidate) -> Option<Candidate> {
    let first = candidate.name_start;
    let everyday = || text.word(first).ends_with("ing") || page.has_in_small_letters(text.word(first));
    let at = candidate.end - 1;
    (text.tokens[first].sentence_start && at == first + 1 && everyday()).then(|| Candidate {
        start: at,
        name_start: at,
        ..candidate.clone()
    })
}

/// Words that neither begin nor end a name.
fn is_no_name(classes: Classes) -> bool {
    classes.is(Classes::FUNCTION
        | Classes::ORGANISATION_WORD
        | Classes::HEAD
        | Classes::CALENDAR
        | Classes::ROLE_PART
        | Classes::GENERIC
        | Classes::CONTACT
        | Classes::SAYING)
}

/// A name after its titles; returns where to go on.
fn titled(
    text: &TokenisedText<'_>,
    from: usize,
    to: usize,
    role: Option<usize>,
    found: &mut Vec<Candidate>,
) -> usize {
    let mut name_start = from;
    let mut gender = None;
    // `Mr Justice Wick`: after a title the office is another one.
    let title = |i: usize| text.classes(i).is(Classes::HONORIFIC) || (text.word(i) == "justice" && i > from);
    while name_start < to && title(name_start) {
        gender = gender.or(text.classes(name_start).gender());
        name_start += 1;
    }
    // `Lord Chancellor`, `Mr Speaker`, `Lord Mayor` are offices.
    if name_start >= to || is_office(text, name_start, to) {
        return name_start.max(from + 1);
    }
    let end = name_end(text, name_start, to);
    found.push(Candidate {
        start: from,
        name_start,
        end,
        gender,
        role,
        shared_title: None,
    });
    end
}

fn is_office(text: &TokenisedText<'_>, at: usize, to: usize) -> bool {
    let classes = text.classes(at);
    let common = Classes::FUNCTION | Classes::ORGANISATION_WORD;
    matches!(
        text.word(at),
        "chancellor"
            | "mayor"
            | "speaker"
            | "chief"
            | "justice"
            | "president"
            | "privy"
            | "advocate"
            | "chairman"
            | "provost"
    ) || (classes.is(common) && !SURNAMES.contains(&text.word(at)) && !is_surname(text, at + 1, to))
}

/// Could the token be the surname of the given name before it?
fn is_surname(text: &TokenisedText<'_>, at: usize, to: usize) -> bool {
    if at >= to || text.word(at) == "st" {
        return false;
    }
    let classes = text.classes(at);
    let other = Classes::FUNCTION
        | Classes::ORGANISATION_WORD
        | Classes::HEAD
        | Classes::THING
        | Classes::ROLE
        | Classes::HONORIFIC
        | Classes::SAYING
        | Classes::CALENDAR;
    SURNAMES.contains(&text.word(at)) || !classes.is(other)
}

/// The token after a name that begins at `at`: a given name, further ones and initials, a surname.
fn name_end(text: &TokenisedText<'_>, at: usize, to: usize) -> usize {
    let mut end = at + 1;
    let shape = |i: usize| text.tokens[i].shape;
    let shouted = is_shouted(text, at, to);
    let fits = |i: usize| (shape(i) == Shape::Caps) == shouted || text.word(i).len() == 1;
    let initial = |i: usize| text.word(i).len() == 1;
    // `van der Wick`, `Van Der Wick`, `St John-Wick`
    let saint = |i: usize| text.word(i) == "st" && text.kind(i + 2) != TokenKind::Possessive;
    let small = |i: usize| text.classes(i).is(Classes::PARTICLE) || saint(i);
    while end < to && end - at < 5 {
        let particle = small(end);
        let surname = |i: usize| {
            text.is_capitalised(i) && !text.classes(i).is(Classes::GIVEN) && !initial(i) && !small(i)
        };
        let has_surname = !initial(end - 1) && (at + 1..end).any(surname);
        let second = end - at == 2 && particle && !text.is_capitalised(end) && end + 1 < to;
        if has_surname && (is_dash_in_a_name(text, end) || second) {
            end += 2;
            continue;
        }
        let joins = end + 1 < to && (particle || (fits(end) && initial(end)));
        let ends = fits(end) && is_surname(text, end, to);
        if (joins || ends) && !has_surname {
            end += 1;
        } else if has_surname && end + 1 == to && end - at == 2 && is_third_name(text, end) {
            // Two surnames: the run ends here and the word is of no other kind.
            end += 1;
        } else {
            break;
        }
    }
    while end > at + 1 && (initial(end - 1) || !text.is_capitalised(end - 1) || text.word(end - 1) == "st") {
        end -= 1;
    }
    end
}

fn is_third_name(text: &TokenisedText<'_>, at: usize) -> bool {
    text.classes(at) == Classes::NONE
        && text.tokens[at].shape == Shape::Title
        && text.kind(at) == TokenKind::Word
}

/// A name in capitals: `ANN LEE`; two capitalised words of which the first is a given name.
fn is_shouted(text: &TokenisedText<'_>, at: usize, to: usize) -> bool {
    at + 1 < to
        && text.tokens[at].shape == Shape::Caps
        && text.tokens[at + 1].shape == Shape::Caps
        && text.word(at + 1).len() > 2
        && text.classes(at).is(Classes::GIVEN)
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn titles_roles_and_openers() {
        let found = persons(
            "Meanwhile Health Secretary Quentin Marlowe met Professor Sir Abel Thornby and Dame Clara Wick.",
        );
        assert_eq!(found, ["Quentin Marlowe", "Abel Thornby", "Clara Wick"]);
    }

    #[test]
    fn particles_initials_and_hyphens() {
        let found =
            persons("Abel van der Wick, John B. Thornby, Clara Marlowe-Wick and Una O’Thornby said no.");
        assert_eq!(
            found,
            [
                "Abel van der Wick",
                "John B. Thornby",
                "Clara Marlowe-Wick",
                "Una O'Thornby"
            ]
        );
    }

    #[test]
    fn particles_after_titles() {
        assert_eq!(persons("Prof Zorble von Wick came."), ["Zorble von Wick"]);
    }

    #[test]
    fn surnames_of_several_words() {
        let found = persons(
            "Una St John-Lyle, Clara Van Der Wick, Abel Thornby de Wick and Quentin O’Wick–Thornby said no, as did \
             Ann Read and Zorble “Zorro” Quandary.",
        );
        assert_eq!(
            found,
            [
                "Una St John-Lyle",
                "Clara Van Der Wick",
                "Abel Thornby de Wick",
                "Quentin O'Wick-Thornby",
                "Ann Read",
                "Zorble “Zorro” Quandary"
            ]
        );
        assert_eq!(persons("Ann St Mary’s is not."), Vec::<String>::new());
    }

    #[test]
    fn names_in_capitals() {
        assert_eq!(persons("CLARA WICK SPOKE TO THE NHS"), ["Clara Wick"]);
    }
}
