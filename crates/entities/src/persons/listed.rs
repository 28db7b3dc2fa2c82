//! Persons of the gazetteer by their full names.

use super::thing::names_a_thing;
use super::{PersonMention, covers};
use crate::knowledge::Knowledge;
use crate::lexicon::Classes;
use crate::matcher::Target;
use crate::organisations::{Evidence, Identity, OrganisationMention, covers as organisation_covers};
use crate::page::PagePart;
use crate::text::{Shape, TokenKind};
use daybook_model::RecognitionRule;

/// Listed persons, with the titles before their names.
pub(super) fn find(
    knowledge: &Knowledge,
    part: &PagePart<'_>,
    organisations: &[OrganisationMention],
) -> Vec<PersonMention> {
    let text = &part.text;
    let mut hits: Vec<_> = part
        .hits
        .iter()
        .filter_map(|hit| match knowledge.matcher.form(*hit).target {
            Target::Person(row) => Some((*hit, row)),
            _ => None,
        })
        .collect();
    // The longest first; of one length a name before an alias before a slip.
    hits.sort_by_key(|(hit, row)| {
        (
            std::cmp::Reverse(hit.end - hit.start),
            knowledge.matcher.form(*hit).rule,
            hit.start,
            *row,
        )
    });
    let mut mentions: Vec<PersonMention> = Vec::new();
    for (hit, row) in hits {
        let form = knowledge.matcher.form(hit);
        let mut start = hit.start;
        while start > 0 && text.classes(start - 1).is(Classes::HONORIFIC) && text.is_capitalised(start - 1) {
            start -= 1;
        }
        let free = (start..hit.end).all(|i| !covers(&mentions, i) && !organisation_covers(organisations, i));
        let handle = text.kind(hit.start) == TokenKind::Handle;
        // One word is a name only with a title: others are resolved with the page's help.
        // Initials are nobody's surname.
        let initials =
            text.tokens[hit.start].shape == Shape::Caps && form.rule == RecognitionRule::GazetteerAlias;
        let alone = !form.is_long() && !handle && !initials && start == hit.start;
        // `Anne Marie Wick` is not Marie Wick.
        let inside_longer = start == hit.start
            && hit.start > 0
            && text.is_capitalised(hit.start - 1)
            && !organisation_covers(organisations, hit.start - 1)
            && text.classes(hit.start - 1).is_plain_given_name();
        if !free || alone || inside_longer || names_a_thing(text, hit.end) {
            continue;
        }
        let person = knowledge.person(row);
        mentions.push(PersonMention {
            start,
            end: hit.end,
            is_full: form.is_long(),
            identity: Identity::Row(row),
            gender: person.gender.or_else(|| text.classes(hit.start).gender()),
            rule: form.rule,
            evidence: Evidence::Form(hit.form),
        });
    }
    for (at, token) in text
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == TokenKind::Handle)
    {
        let printed = text.printed(at);
        if !printed.starts_with('@') || covers(&mentions, at) || organisation_covers(organisations, at) {
            continue;
        }
        if let Some(row) = knowledge.person_of_handle(printed) {
            let person = knowledge.person(row);
            mentions.push(PersonMention {
                start: at,
                end: at + 1,
                is_full: false,
                identity: Identity::Row(row),
                gender: person.gender.or(token.classes.gender()),
                rule: RecognitionRule::GazetteerAlias,
                evidence: Evidence::Words(format!("{} {}", person.origin, person.name)),
            });
        }
    }
    mentions.sort_by_key(|m| m.start);
    mentions
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    #[test]
    fn handles_that_are_full_names() {
        let recogniser = with("[[person]]\nname = \"Abel Thornby\"\n");
        for (text, found) in [
            ("@AbelThornby: no", 1),
            ("@Abel_Thornby_MP says no", 1),
            ("@thornby: no", 0),
            ("#AbelThornby", 0),
        ] {
            let page = PageText {
                entries: vec![text],
                ..PageText::default()
            };
            let persons = recogniser.recognise(&page).remove(0).persons;
            assert_eq!(persons.len(), found, "{text}");
        }
    }
}
