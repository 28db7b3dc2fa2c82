//! Who is only ever named with a title, without it: `Lord Wick has reported. Wick says`.

use super::lone::{Resolver, mention};
use super::name::Candidate;
use super::{Mentions, PersonMention, covers};
use crate::lexicon::Classes;
use crate::organisations::Identity;
use crate::page::Page;
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// Whom the page names by a title and a surname only, by surname; nobody where two have it.
pub(super) fn titled(page: &Page<'_>, found: &Mentions) -> FxHashMap<String, Option<(Identity, String)>> {
    let mut titled: FxHashMap<String, Option<(Identity, String)>> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found) {
        for mention in mentions
            .iter()
            .filter(|m| m.rule == RecognitionRule::Honorific && !m.is_full)
        {
            let text = &part.text;
            let surname = text.word(mention.end - 1);
            let has_title =
                text.classes(mention.start).is(Classes::HONORIFIC) && mention.end - mention.start > 1;
            if !has_title || text.classes(mention.end - 1).is(Classes::GIVEN) {
                continue;
            }
            let owner = titled.entry(surname.to_owned()).or_insert_with(|| {
                let full = text.printed_span(mention.start, mention.end);
                Some((mention.identity.clone(), full.to_owned()))
            });
            if owner
                .as_ref()
                .is_some_and(|(known, _)| *known != mention.identity)
            {
                *owner = None;
            }
        }
    }
    titled
}

impl Resolver<'_> {
    /// Adds the surnames alone of those whom the page names with titles.
    pub(super) fn without_titles(&self, alone: &[Vec<Candidate>], found: &mut Mentions) {
        let titled = titled(self.page, found);
        if titled.is_empty() {
            return;
        }
        for (place, candidates) in alone.iter().enumerate() {
            let added: Vec<PersonMention> = candidates
                .iter()
                .filter(|candidate| !covers(&found[place], candidate.start))
                .filter_map(|candidate| {
                    let text = &self.page.parts[place].text;
                    let single = !candidate.is_titled() && !candidate.is_full();
                    let (identity, full) = titled
                        .get(text.word(candidate.start))
                        .filter(|_| single)?
                        .as_ref()?;
                    let plain = text.is_mid_sentence(candidate.start)
                        && !text
                            .classes(candidate.start)
                            .is(Classes::PLACE | Classes::LISTED_WORD)
                        && !self.page.has_in_small_letters(text.word(candidate.start));
                    let person =
                        self.could_be_a_person(text, candidate) && (plain || self.acts(text, candidate));
                    person.then(|| {
                        mention(
                            candidate,
                            identity.clone(),
                            RecognitionRule::PageCoreference,
                            full.clone(),
                        )
                    })
                })
                .collect();
            if !added.is_empty() {
                found[place].extend(added);
                found[place].sort_by_key(|m| m.start);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::person_mentions;

    #[test]
    fn without_the_title() {
        assert_eq!(
            person_mentions(
                "Lord Quandary has reported. That said, Quandary’s done well, and Quandary says so."
            ),
            ["Lord Quandary: Lord Quandary, Quandary, Quandary"]
        );
    }

    #[test]
    fn two_of_a_surname_and_places() {
        let found = person_mentions("Lord Quandary met Mrs Quandary. Quandary says so.");
        assert!(found.iter().all(|line| !line.contains(", Quandary")), "{found:?}");
        assert_eq!(
            person_mentions("Mrs Leeds met us in Leeds. The Leeds train was late."),
            ["Leeds: Mrs Leeds"]
        );
    }
}
