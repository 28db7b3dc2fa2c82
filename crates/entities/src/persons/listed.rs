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
    mentions.sort_by_key(|m| m.start);
    mentions
}
