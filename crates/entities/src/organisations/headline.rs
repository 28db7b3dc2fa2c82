//! Title-case headlines: `Safer Hospitals Promised As Winter Bites`. There a capital shows no name.

use super::{Identity, Mentions};
use crate::lexicon::Classes;
use crate::page::Page;
use crate::text::{TokenKind, TokenisedText};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashSet;

/// A headline has so many words at least.
const FEWEST: usize = 4;

/// Is the line of a token written with a capital at every word of weight?
pub(crate) fn is_one(text: &TokenisedText<'_>, at: usize) -> bool {
    let on_line = |i: &usize| text.kind(*i) != TokenKind::Break;
    let before = (0..at).rev().take_while(on_line).count();
    let after = (at..text.tokens.len()).take_while(on_line).count();
    let line = at - before..at + after;
    let (mut capitals, mut shows_it, mut is_text) = (0, false, false);
    for i in line {
        let classes = text.classes(i);
        if text.is_capitalised(i) {
            capitals += 1;
            // `As`, `To` and `After` have capitals of their own in headlines only.
            shows_it |= classes.is(Classes::FUNCTION) && !text.tokens[i].sentence_start;
        } else if text.kind(i) == TokenKind::Word {
            is_text |= text.word(i).len() > 4;
        } else {
            is_text |= matches!(text.word(i), "," | "•" | "." | "(");
        }
    }
    capitals >= FEWEST && shows_it && !is_text
}

/// Drops the names that only their ending shows, where they stand in headlines and nowhere else.
pub(crate) fn drop_unsure(page: &Page<'_>, found: &mut Mentions) {
    let unsure = |text: &TokenisedText<'_>, mention: &super::OrganisationMention| {
        mention.rule == RecognitionRule::OrganisationSuffix
            && matches!(mention.identity, Identity::Made(_))
            && is_one(text, mention.start)
    };
    let in_headlines = page
        .parts
        .iter()
        .zip(found.iter())
        .any(|(part, mentions)| mentions.iter().any(|m| unsure(&part.text, m)));
    if !in_headlines {
        return;
    }
    let elsewhere: FxHashSet<Identity> = page
        .parts
        .iter()
        .zip(found.iter())
        .flat_map(|(part, mentions)| mentions.iter().filter(|m| !unsure(&part.text, m)))
        .map(|mention| mention.identity.clone())
        .collect();
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        mentions.retain(|mention| elsewhere.contains(&mention.identity) || !unsure(&part.text, mention));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::organisations;

    #[test]
    fn headlines() {
        assert_eq!(
            organisations("Safer Hospitals Promised As Winter Bites\n\nThe minister promised them."),
            Vec::<String>::new()
        );
    }

    #[test]
    fn lines_of_names() {
        for text in [
            "• Team of the Year: Quandary Hospital, Thornby",
            "The Quandary Hospital met Clara Wick",
        ] {
            assert_eq!(organisations(text), ["Quandary Hospital"], "{text}");
        }
    }

    #[test]
    fn bodies_that_the_text_names_too() {
        assert_eq!(
            organisations("Quandary Hospital Shuts As Winter Bites\n\nNurses at Quandary Hospital wept."),
            ["Quandary Hospital"]
        );
        assert_eq!(
            organisations("Quandary Hospital shuts before winter has come to Thornby."),
            ["Quandary Hospital"]
        );
    }
}
