//! Hospitals by the letters that their towns know them by: `the BRI` on a page that speaks of Bristol.
//!
//! The letters are the initials of a listed hospital's name, and the page must have the first word of that name or the
//! place of its row. Letters of two hospitals whose towns the page names mean neither.

use super::{Evidence, Identity, Mentions, OrganisationMention, covers, overlap};
use crate::gazetteer::{OrganisationKind, OrganisationRow};
use crate::knowledge::Knowledge;
use crate::page::Page;
use crate::text::{Shape, TokenKind, TokenisedText, normalise};
use daybook_model::RecognitionRule;
use rustc_hash::{FxHashMap, FxHashSet};

/// Letters that mean other things in hospitals.
const OTHERS: [&str; 12] = [
    "MRI", "ICU", "ITU", "CHD", "NHS", "DGH", "HRH", "RCH", "LGH", "CPH", "IVF", "SPH",
];

/// The letters of a hospital's name, where it has three capitals or four that end in `Hospital` or `Infirmary`.
pub(crate) fn letters_of(row: &OrganisationRow) -> Option<String> {
    let last = row.name.rsplit(' ').next()?;
    if row.kind != OrganisationKind::Hospital || !matches!(last, "Hospital" | "Infirmary") {
        return None;
    }
    let capital = |word: &str| word.chars().next().filter(|c| c.is_uppercase());
    let letters: String = row.name.split(' ').filter_map(capital).collect();
    ((3..=4).contains(&letters.len()) && !OTHERS.contains(&letters.as_str())).then_some(letters)
}

/// The words of which a page must have one: the first of the name, or the row's place.
fn is_of_the_page(row: &OrganisationRow, capitals: &FxHashSet<String>) -> bool {
    let first = row.name.split(' ').next().unwrap_or_default();
    let telling = !matches!(
        first,
        "Royal" | "Queen" | "King" | "Queen's" | "King's" | "St" | "University" | "General"
    );
    let has = |word: &str| capitals.contains(normalise(word).trim());
    row.place.as_deref().map_or(telling && has(first), has)
}

/// Adds what letters alone mean.
pub(crate) fn find(knowledge: &Knowledge, page: &Page<'_>, found: &mut Mentions) {
    let mut capitals: Option<FxHashSet<String>> = None;
    let mut meant: FxHashMap<String, Option<u32>> = FxHashMap::default();
    for (part, mentions) in page.parts.iter().zip(found.iter_mut()) {
        let text = &part.text;
        let mut added = Vec::new();
        for at in text.capitals() {
            if !stands_for_letters(text, at) || covers(mentions, at) {
                continue;
            }
            let rows = knowledge.hospitals_of_letters(text.printed(at));
            if rows.is_empty() {
                continue;
            }
            let capitals = capitals.get_or_insert_with(|| capitalised_words(page));
            let row = *meant.entry(text.printed(at).to_owned()).or_insert_with(|| {
                let mut here = rows
                    .iter()
                    .filter(|row| is_of_the_page(knowledge.organisation(**row), capitals));
                let row = here.next().copied();
                row.filter(|_| here.next().is_none())
            });
            let Some(row) = row else { continue };
            added.push(OrganisationMention {
                start: at,
                end: at + 1,
                identity: Identity::Row(row),
                rule: RecognitionRule::PageAcronym,
                evidence: Evidence::Words(knowledge.organisation(row).name.clone()),
            });
        }
        if !added.is_empty() {
            mentions.append(&mut added);
            overlap::resolve(mentions);
        }
    }
}

/// `the BRI`, `the BRI’s`; not `the BRI Trust`, `the BRI scan`.
fn stands_for_letters(text: &TokenisedText<'_>, at: usize) -> bool {
    let token = &text.tokens[at];
    token.kind == TokenKind::Word
        && token.shape == Shape::Caps
        && (3..=4).contains(&text.word(at).len())
        && text.word_before(at, 1) == "the"
        && !text.is_capitalised(at + 1)
        && !matches!(
            text.word(at + 1),
            "scan" | "scanner" | "scans" | "unit" | "test" | "machine"
        )
}

/// The capitalised words of the page in small letters.
fn capitalised_words(page: &Page<'_>) -> FxHashSet<String> {
    let words = |text: &TokenisedText<'_>| -> Vec<String> {
        text.capitals().map(|i| text.word(i).to_owned()).collect()
    };
    page.parts.iter().flat_map(|part| words(&part.text)).collect()
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    fn found(text: &str) -> Vec<String> {
        let recogniser = with(
            r#"
            [[organisation]]
            name = "Quay Royal Infirmary"
            kind = "hospital"
            [[organisation]]
            name = "Quandary Royal Infirmary"
            kind = "hospital"
            [[organisation]]
            name = "Royal Quay Infirmary"
            kind = "hospital"
        "#,
        );
        let page = PageText {
            entries: vec![text],
            ..PageText::default()
        };
        let names = recogniser.recognise(&page).remove(0);
        names.organisations.into_iter().map(|o| o.name).collect()
    }

    #[test]
    fn letters_of_a_towns_hospital() {
        assert_eq!(
            found("It rained in Quay. At the QRI, none slept."),
            ["Quay Royal Infirmary"]
        );
    }

    #[test]
    fn letters_of_two_or_none() {
        for text in [
            "At the QRI, none slept.",
            "From Quay to Quandary. At the QRI, none slept.",
            "It rained in Quay. A QRI is a code.",
            "It rained in Quay. At the RQI, none slept.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
