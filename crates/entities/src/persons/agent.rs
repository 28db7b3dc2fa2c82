//! Nouns of what people do, by their form: `a porter`, `an allergist`, `a campaigning grandmother`.

/// Forms that such nouns end in.
const ENDINGS: [&str; 8] = ["er", "or", "ist", "ian", "man", "woman", "person", "eer"];
/// Nouns of people of other forms.
const OTHERS: [&str; 19] = [
    "intern",
    "nun",
    "vicar",
    "delegate",
    "resident",
    "volunteer",
    "student",
    "cook",
    "chef",
    "clerk",
    "matron",
    "accountant",
    "assistant",
    "graduate",
    "non executive",
    "trustee",
    "referee",
    "mandarin",
    "registrant",
];
/// Nouns of the same forms that are no people.
const THINGS: [&str; 46] = [
    "paper",
    "newspaper",
    "number",
    "centre",
    "center",
    "letter",
    "newsletter",
    "order",
    "river",
    "tower",
    "provider",
    "insurer",
    "publisher",
    "retailer",
    "manufacturer",
    "broadcaster",
    "supplier",
    "operator",
    "contractor",
    "regulator",
    "developer",
    "computer",
    "charter",
    "chapter",
    "quarter",
    "matter",
    "winter",
    "summer",
    "cancer",
    "disorder",
    "power",
    "offer",
    "former",
    "other",
    "another",
    "major",
    "minor",
    "senior",
    "junior",
    "sector",
    "factor",
    "outsourcer",
    "recruiter",
    "corner",
    "motor",
    "tracker",
];

/// Is a word in small letters such a noun?
pub(super) fn is_one(word: &str) -> bool {
    OTHERS.contains(&word)
        || (word.len() > 4
            && ENDINGS.iter().any(|ending| word.ends_with(ending))
            && !THINGS.contains(&word)
            && ![
                "older", "younger", "under", "over", "after", "never", "their", "whether",
            ]
            .contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn people_and_things() {
        for text in [
            "Zorble Quandary, a delegate from Leeds, came.",
            "Zorble Quandary, a retired ferry porter, came.",
            "Zorble Quandary, an allergist, came.",
        ] {
            assert_eq!(persons(text), ["Zorble Quandary"], "{text}");
        }
        for text in [
            "Zorble Quandary, a river, froze.",
            "Zorble Quandary, the newspaper, closed.",
        ] {
            assert_eq!(persons(text), Vec::<String>::new(), "{text}");
        }
    }
}
