//! The role printed beside a person's name, and the organisation that it is printed with.
//!
//! Before the name, `Lamplight general secretary Ann Lee` and `the chief executive of Lamplight, Ann Lee,`; after it,
//! `Ann Lee, director of integration for Lamplight,` and `Ann Lee (chair)`. What stands between two persons belongs to
//! one of them only: in `Ann Lee, the chair, Abel Wick, a nurse, ...` the chair is Ann Lee.
//!
//! A role that the text states any other way (`Ann Lee has been made chair`) is not read: it may be one to come, one
//! denied or somebody else's.

use crate::lexicon::Classes;
use crate::organisations::{OrganisationMention, covers};
use crate::persons::PersonMention;
use crate::text::{TokenKind, TokenisedText};

/// A role as tokens of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PrintedRole<'o> {
    /// The first token of the title.
    pub(crate) start: usize,
    /// The token after its last.
    pub(crate) end: usize,
    /// The organisation that is named with it.
    pub(crate) organisation: Option<&'o OrganisationMention>,
}

/// Nouns that show a person but name no office or trade.
const NO_OFFICES: [&str; 14] = [
    "colleague",
    "reader",
    "guest",
    "patient",
    "predecessor",
    "successor",
    "counterpart",
    "host",
    "widow",
    "gps",
    "mps",
    "chairs",
    "directors",
    "secretaries",
];
/// Words of titles that say nothing alone.
const PARTS: [&str; 12] = [
    "am",
    "prime",
    "liberal",
    "democrat",
    "tory",
    "head",
    "lead",
    "general",
    "executive",
    "expert",
    "deputy",
    "right",
];
/// What an office is `of the`; anything else after these words only points: `chair of the committee`.
const OF_THE: [&str; 5] = ["exchequer", "opposition", "house", "commons", "rolls"];
/// Whose possessive belongs to a title: `children's minister`.
const SERVED: [&str; 7] = [
    "children",
    "women",
    "men",
    "people",
    "patients",
    "carers",
    "pensioners",
];
const DETERMINERS: [&str; 9] = ["the", "a", "an", "its", "our", "their", "his", "her", "one"];
/// The most words of a title on either side of its noun.
const MOST_WORDS: usize = 6;

/// The role beside a mention of a person.
pub(crate) fn beside<'o>(
    text: &TokenisedText<'_>,
    organisations: &'o [OrganisationMention],
    persons: &[PersonMention],
    person: &PersonMention,
) -> Option<PrintedRole<'o>> {
    let reader = Reader {
        text,
        organisations,
        persons,
    };
    reader.before(person.start).or_else(|| reader.after(person.end))
}

struct Reader<'t, 'o> {
    text: &'t TokenisedText<'t>,
    organisations: &'o [OrganisationMention],
    persons: &'t [PersonMention],
}

impl<'o> Reader<'_, 'o> {
    /// `[organisation] [title] [of organisation] [,] NAME`.
    fn before(&self, name: usize) -> Option<PrintedRole<'o>> {
        let comma = self.text.word_before(name, 1) == ",";
        let end = name.checked_sub(usize::from(comma))?;
        let role = self
            .title_until(end)
            .or_else(|| self.title_and_organisation_until(end))?;
        let determined = role
            .start
            .checked_sub(1)
            .is_some_and(|i| DETERMINERS.contains(&self.text.word(i)));
        let mut edge = role.start - usize::from(determined);
        let possessive = self.text.kind(edge.wrapping_sub(1)) == TokenKind::Possessive;
        let owner = self.organisation_until(edge - usize::from(possessive));
        if let Some(owner) = owner {
            edge = owner.start;
        }
        // A title between commas is that of the person before it; and one that only a comma joins to the name must
        // be a phrase of its own.
        let apposition = matches!(self.text.word_before(edge, 1), "," | "(");
        let bare = !determined && !possessive && owner.is_none() && role.organisation.is_none();
        if comma && (bare && !self.opens(edge) || apposition && self.person_until(edge - 1)) {
            return None;
        }
        Some(PrintedRole {
            organisation: role.organisation.or(owner),
            ..role
        })
    }

    /// `NAME, [organisation] [title] [of organisation]`, `NAME (title)`.
    fn after(&self, name: usize) -> Option<PrintedRole<'o>> {
        let mark = self.text.word(name);
        let dash = matches!(mark, "–" | "—" | "-") && self.text.tokens.get(name).is_some_and(|t| t.spaced);
        if !(matches!(mark, "," | "(") || dash) {
            return None;
        }
        let mut at = name + 1;
        if self.text.word(at) == "who" && matches!(self.text.word(at + 1), "is" | "was") {
            at += 2;
        }
        at += usize::from(DETERMINERS.contains(&self.text.word(at)));
        let owner = self.organisation_from(at);
        if let Some(owner) = owner {
            at = owner.end + usize::from(self.text.kind(owner.end) == TokenKind::Possessive);
        }
        let noun = self.title_from(at)?;
        let (end, organisation) = self.tail(noun);
        // `Ann Lee, health secretary Abel Wick and ...` is a list.
        if self.persons.iter().any(|other| other.start == end) {
            return None;
        }
        let organisation = organisation.or(owner).or_else(|| self.organisation_after(end));
        Some(PrintedRole {
            start: at,
            end,
            organisation,
        })
    }

    /// A title whose noun is the last word before `end`.
    fn title_until(&self, end: usize) -> Option<PrintedRole<'o>> {
        let noun = end.checked_sub(1)?;
        if !self.is_noun(noun) {
            return None;
        }
        let start = self.first_word(noun);
        self.is_title(start, end).then_some(PrintedRole {
            start,
            end,
            organisation: None,
        })
    }

    /// `chief executive of Lamplight`, `secretary of state for health`: a title whose noun is further away.
    fn title_and_organisation_until(&self, end: usize) -> Option<PrintedRole<'o>> {
        let furthest = end.saturating_sub(2 * MOST_WORDS);
        let nouns = (furthest..end).rev().filter(|i| self.is_noun(*i));
        nouns.into_iter().find_map(|noun| {
            let (title_end, organisation) = self.tail(noun);
            let reached = organisation.map_or(title_end, |organisation| organisation.end);
            let start = self.first_word(noun);
            (reached == end && end > noun + 1 && self.is_title(start, title_end)).then_some(PrintedRole {
                start,
                end: title_end,
                organisation,
            })
        })
    }

    /// The noun of the title that begins here.
    fn title_from(&self, at: usize) -> Option<usize> {
        let words = (at..at + MOST_WORDS).take_while(|i| self.is_title_word(*i) || self.is_modifier(*i));
        let mut noun = None;
        for i in words {
            match noun {
                // Nouns that follow one another are one title: `deputy director`, `trade union leader`.
                Some(_) if !self.text.classes(i).is(Classes::ROLE | Classes::ROLE_PART) => break,
                _ if self.is_noun(i) => noun = Some(i),
                _ => {}
            }
        }
        noun.filter(|noun| self.is_title(at, noun + 1))
    }

    /// Where a title ends after its noun, and the organisation that `of`, `for` or `at` name: `of nursing at Lamplight`.
    fn tail(&self, noun: usize) -> (usize, Option<&'o OrganisationMention>) {
        let text = self.text;
        let mut end = noun + 1;
        let mut at = end;
        while at < noun + 2 * MOST_WORDS {
            if matches!(text.word(at), "of" | "for" | "at" | "from" | "with") {
                let the = text.word(at + 1) == "the";
                let next = at + 1 + usize::from(the);
                if let Some(organisation) = self.organisation_from(next) {
                    return (end, Some(organisation));
                }
                // `director of integration`, `MP for Quay`; where somebody works or comes from is no title, and what has
                // an article and a capital is a body that nobody recognised.
                let of_the = the && text.word(at) == "of" && !OF_THE.contains(&text.word(next));
                let body = of_the || the && text.is_capitalised(next);
                if !matches!(text.word(at), "of" | "for") || body || !self.is_subject(next) {
                    break;
                }
                at = next;
            }
            if text.word(at) == "and" && self.is_subject(at + 1) && end > noun + 1 {
                at += 1;
            } else if !self.is_subject(at) || end == at && at == noun + 1 {
                break;
            }
            at += 1;
            end = at;
        }
        if text.kind(end) == TokenKind::Possessive {
            // `chair of patients' groups`: more than a title.
            end = noun + 1;
        }
        (end, None)
    }

    /// A word of what somebody is in charge of.
    fn is_subject(&self, i: usize) -> bool {
        let classes = self.text.classes(i);
        let other = Classes::FUNCTION | Classes::SAYING | Classes::ACTING | Classes::HONORIFIC;
        self.text.kind(i) == TokenKind::Word
            && !classes.is(other)
            && !covers(self.organisations, i)
            && !self.is_in_a_name(i)
    }

    /// The first word of the title that ends in this noun.
    fn first_word(&self, noun: usize) -> usize {
        let mut start = noun;
        while start > 0 && noun - start < MOST_WORDS && self.is_title_word(start - 1) {
            start -= 1;
        }
        // `finance and performance director`.
        let text = self.text;
        if start < noun
            && text.word_before(start, 1) == "and"
            && text.classes_before(start, 2).is(Classes::ROLE_PART)
            && !text.classes_before(start, 2).is(Classes::ROLE)
            && start.checked_sub(2).is_some_and(|i| self.is_title_word(i))
        {
            return self.first_word_from(start - 2);
        }
        // `the trust's programme manager`: words that nothing explains are the title's if an owner stands before them.
        let mut further = start;
        while further > 0 && start - further < 3 && self.is_modifier(further - 1) {
            further -= 1;
        }
        if further > 0 && self.opens(further - 1) && self.is_opener(further - 1) {
            return further - 1;
        }
        let owned = further.checked_sub(1).is_some_and(|i| {
            matches!(text.kind(i), TokenKind::Possessive) || DETERMINERS.contains(&text.word(i))
        });
        if owned { further } else { start }
    }

    fn first_word_from(&self, mut start: usize) -> usize {
        while start > 0 && self.is_title_word(start - 1) {
            start -= 1;
        }
        start
    }

    /// A word that the lexicon knows of titles.
    fn is_title_word(&self, i: usize) -> bool {
        let text = self.text;
        let served = |i: usize| SERVED.contains(&text.word(i));
        let known = text.kind(i) == TokenKind::Word
            && (text.classes(i).is(Classes::ROLE | Classes::ROLE_PART)
                || matches!(text.word(i), "former" | "nhs")
                || text.kind(i + 1) == TokenKind::Possessive && served(i));
        let possessive = text.kind(i) == TokenKind::Possessive && i.checked_sub(1).is_some_and(served);
        (known || possessive) && !self.is_taken(i)
    }

    /// A word in small letters that may stand before a title's noun.
    fn is_modifier(&self, i: usize) -> bool {
        !self.text.is_capitalised(i) && self.is_plain(i)
    }

    /// A word that is not known to be of any other kind than a noun.
    fn is_plain(&self, i: usize) -> bool {
        let classes = self.text.classes(i);
        let other =
            Classes::FUNCTION | Classes::SAYING | Classes::ACTING | Classes::KIND_NOUN | Classes::CONTACT;
        self.text.kind(i) == TokenKind::Word && !classes.is(other) && !self.is_taken(i)
    }

    /// `Branch` of `Branch secretary Ann Lee` at the head of a sentence.
    fn is_opener(&self, i: usize) -> bool {
        self.text.is_capitalised(i) && self.is_plain(i) && !self.text.word(i).ends_with("ing")
    }

    fn is_noun(&self, i: usize) -> bool {
        let classes = self.text.classes(i);
        let is_kin = classes.is(Classes::KIN) && self.text.word(i) != "partner";
        self.text.kind(i) == TokenKind::Word
            && classes.is(Classes::ROLE)
            && !is_kin
            && !NO_OFFICES.contains(&self.text.word(i))
            && !self.is_taken(i)
    }

    /// More than a word that says nothing by itself.
    fn is_title(&self, start: usize, end: usize) -> bool {
        end > start + 1 || !PARTS.contains(&self.text.word(start))
    }

    fn is_taken(&self, i: usize) -> bool {
        covers(self.organisations, i) || self.is_in_a_name(i)
    }

    fn is_in_a_name(&self, i: usize) -> bool {
        self.persons
            .iter()
            .any(|person| person.start <= i && i < person.end)
    }

    /// Does a sentence or line begin here?
    fn opens(&self, i: usize) -> bool {
        i == 0
            || self.text.kind(i - 1) == TokenKind::Break
            || self.text.tokens.get(i).is_some_and(|token| token.sentence_start)
    }

    fn person_until(&self, end: usize) -> bool {
        self.persons.iter().any(|person| person.end == end)
    }

    fn organisation_from(&self, start: usize) -> Option<&'o OrganisationMention> {
        self.organisations.iter().find(|m| m.start == start)
    }

    fn organisation_until(&self, end: usize) -> Option<&'o OrganisationMention> {
        self.organisations.iter().find(|m| m.end == end)
    }

    /// `director of policy, Lamplight` at the end of a line, a sentence or a bracket.
    fn organisation_after(&self, end: usize) -> Option<&'o OrganisationMention> {
        let start = end + 1 + usize::from(self.text.word(end + 1) == "the");
        let found = self
            .organisation_from(start)
            .filter(|_| self.text.word(end) == ",")?;
        let closed = self.text.kind(found.end) == TokenKind::Break
            || matches!(self.text.word(found.end), "." | ")" | ";");
        closed.then_some(found)
    }
}

#[cfg(test)]
mod tests;
