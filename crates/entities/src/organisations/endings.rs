//! The endings of organisations' names: what each says of the body and how much must stand before it.

use crate::text::{Shape, TokenKind, TokenisedText};

/// What an ending says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum EndingKind {
    /// A hospital trust.
    Trust,
    /// A clinical commissioning group.
    CommissioningGroup,
    /// A primary care trust.
    PrimaryCareTrust,
    /// A strategic health authority.
    HealthAuthority,
    /// A commissioning support unit.
    SupportUnit,
    /// A hospital.
    Hospital,
    /// A council.
    Council,
    /// Anything else that takes a name before it.
    Body,
    /// A word that ends names of firms but stands in many other phrases.
    Weak,
}

/// An ending in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) kind: EndingKind,
    /// The first token of the ending; the core of the name stands before it.
    pub(crate) start: usize,
    /// The token after it.
    pub(crate) end: usize,
    /// How many words of a name must stand before it.
    pub(crate) least: usize,
    /// The word after which it was taken.
    pub(crate) cue: &'static str,
}

/// Words that end a name by themselves, with how many words must stand before them.
const HEADS: [(&str, usize); 47] = [
    ("association", 1),
    ("society", 1),
    ("institute", 1),
    ("foundation", 1),
    ("federation", 1),
    ("alliance", 1),
    ("consortium", 1),
    ("confederation", 1),
    ("university", 1),
    ("college", 1),
    ("police", 1),
    ("constabulary", 1),
    ("ltd", 1),
    ("limited", 1),
    ("plc", 1),
    ("llp", 1),
    ("inc", 1),
    ("healthwatch", 1),
    ("deanery", 1),
    ("solicitors", 1),
    ("lmc", 1),
    ("academy", 1),
    ("hospice", 1),
    ("pharmaceuticals", 1),
    ("laboratories", 1),
    ("union", 2),
    ("partnership", 2),
    ("group", 2),
    ("commission", 2),
    ("authority", 2),
    ("agency", 2),
    ("network", 2),
    ("forum", 2),
    ("committee", 2),
    ("coalition", 2),
    ("collaborative", 2),
    ("associates", 1),
    ("consulting", 1),
    ("observatory", 2),
    ("healthcare", 1),
    ("ombudsman", 1),
    ("centre", 2),
    ("uk", 1),
    ("co operative", 1),
    ("cooperative", 1),
    ("charity", 1),
    ("taskforce", 2),
];

/// Words that end names of firms; [`Ending::cue`] is static.
const WEAK: [&str; 18] = [
    "health",
    "care",
    "services",
    "partners",
    "solutions",
    "systems",
    "technologies",
    "diagnostics",
    "homecare",
    "insurance",
    "holdings",
    "clinic",
    "pharma",
    "biotech",
    "magazine",
    "international",
    "surgery",
    "practice",
];

/// Heads that need the given word before them: `Ambulance Service`.
const PAIRS: [(&str, &str); 41] = [
    ("ambulance", "service"),
    ("probation", "service"),
    ("fire", "service"),
    ("prosecution", "service"),
    ("health", "board"),
    ("wellbeing", "board"),
    ("safeguarding", "board"),
    ("medical", "centre"),
    ("cancer", "centre"),
    ("treatment", "centre"),
    ("health", "centre"),
    ("medical", "practice"),
    ("group", "practice"),
    ("medical", "school"),
    ("business", "school"),
    ("care", "home"),
    ("nursing", "home"),
    ("medical", "committee"),
    ("select", "committee"),
    ("parliamentary", "group"),
    ("health", "council"),
    ("medical", "group"),
    ("doctors", "surgery"),
    ("health", "service"),
    ("heart", "centre"),
    ("trauma", "centre"),
    ("walk in", "centre"),
    ("care", "homes"),
    ("nursing", "homes"),
    ("health", "partners"),
    ("action", "group"),
    ("support", "group"),
    ("care", "group"),
    ("evening", "mail"),
    ("evening", "post"),
    ("evening", "news"),
    ("evening", "telegraph"),
    ("evening", "chronicle"),
    ("evening", "gazette"),
    ("weekly", "news"),
    ("free", "press"),
];

/// Local papers; only after `the` and a name.
const PAPERS: [&str; 20] = [
    "post",
    "echo",
    "gazette",
    "herald",
    "chronicle",
    "mercury",
    "argus",
    "telegraph",
    "mail",
    "advertiser",
    "courier",
    "examiner",
    "sentinel",
    "recorder",
    "observer",
    "journal",
    "citizen",
    "messenger",
    "news",
    "press",
];

/// Bodies of a place, in small letters as well.
const STRATEGIC_NETWORK: &str = "Strategic Clinical Network";
const WELLBEING_BOARD: &str = "Health and Wellbeing Board";
const PATIENTS_FORUM: &str = "Patients' Forum";
const LOCAL_COUNCIL: &str = "county council";

/// The offices of the national body for a part of the country, in small letters as well.
pub(crate) const AREA_TEAM: &str = "area team";

/// The ending whose last token is `last`.
pub(crate) fn ending_at(text: &TokenisedText<'_>, last: usize) -> Option<Ending> {
    let word = text.word(last);
    let before = |places: usize| text.word_before(last, places);
    let capital = text.is_capitalised(last);
    let ending = |kind, words: usize, least, cue| {
        Some(Ending {
            kind,
            start: (last + 1).checked_sub(words)?,
            end: last + 1,
            least,
            cue,
        })
    };
    match word {
        // `Staffordshire LINk`: a local involvement network.
        "link" if text.tokens[last].shape == Shape::Mixed => ending(EndingKind::Body, 1, 1, "LINk"),
        "trust" => match (before(1), before(2)) {
            ("foundation", "nhs") => ending(EndingKind::Trust, 3, 1, "NHS Foundation Trust"),
            ("foundation", _) => ending(EndingKind::Trust, 2, 1, "Foundation Trust"),
            ("nhs", _) => ending(EndingKind::Trust, 2, 1, "NHS Trust"),
            ("care", "primary") => ending(EndingKind::PrimaryCareTrust, 3, 1, "Primary Care Trust"),
            ("partnership" | "hospital" | "hospitals" | "healthcare", _) if text.is_capitalised(last - 1) => {
                ending(EndingKind::Trust, 1, 2, "Trust")
            }
            _ if capital => ending(EndingKind::Body, 1, 1, "Trust"),
            _ => None,
        },
        "ft" | "nhsft" if capital => match before(1) {
            "nhs" => ending(EndingKind::Trust, 2, 1, "FT"),
            _ => ending(EndingKind::Trust, 1, 1, "FT"),
        },
        "ccg" => ending(EndingKind::CommissioningGroup, 1, 1, "CCG"),
        "pct" => ending(EndingKind::PrimaryCareTrust, 1, 1, "PCT"),
        "sha" if capital => ending(EndingKind::HealthAuthority, 1, 1, "SHA"),
        "csu" if capital => ending(EndingKind::SupportUnit, 1, 1, "CSU"),
        "group" if (before(2), before(1)) == ("clinical", "commissioning") => ending(
            EndingKind::CommissioningGroup,
            3,
            1,
            "Clinical Commissioning Group",
        ),
        "authority" if (before(2), before(1)) == ("strategic", "health") => {
            ending(EndingKind::HealthAuthority, 3, 1, "Strategic Health Authority")
        }
        "network" if (before(2), before(1)) == ("strategic", "clinical") => {
            ending(EndingKind::Body, 3, 1, STRATEGIC_NETWORK)
        }
        "board" if (before(3), before(2), before(1)) == ("health", "and", "wellbeing") => {
            ending(EndingKind::Body, 4, 1, WELLBEING_BOARD)
        }
        "forum" if before(2) == "patients" && text.kind(last - 1) == TokenKind::Possessive => {
            ending(EndingKind::Body, 3, 1, PATIENTS_FORUM)
        }
        "unit" if (before(2), before(1)) == ("commissioning", "support") => {
            ending(EndingKind::SupportUnit, 3, 1, "Commissioning Support Unit")
        }
        "hospital" | "hospitals" | "infirmary" => {
            let cue = if word == "infirmary" {
                "Infirmary"
            } else {
                "Hospital"
            };
            ending(EndingKind::Hospital, 1, 1, cue)
        }
        "council" => {
            let level = matches!(
                before(1),
                "city" | "county" | "borough" | "district" | "metropolitan" | "parish"
            );
            let named = capital || level || text.is_capitalised(last.checked_sub(1)?);
            if level && !capital && !text.is_capitalised(last - 1) {
                ending(EndingKind::Council, 2, 1, LOCAL_COUNCIL)
            } else if named {
                ending(EndingKind::Council, 1, 1, "Council")
            } else {
                None
            }
        }
        "service" if (before(3), before(2), before(1)) == ("fire", "and", "rescue") && capital => {
            ending(EndingKind::Body, 4, 1, "Fire and Rescue Service")
        }
        "team" if (before(2), before(1)) == ("local", "area") => ending(EndingKind::Body, 3, 1, AREA_TEAM),
        "team" if before(1) == "area" => ending(EndingKind::Body, 2, 1, AREA_TEAM),
        "magazine" if !capital => ending(EndingKind::Weak, 1, 1, "magazine"),
        "plc" | "ltd" | "llp" => ending(EndingKind::Body, 1, 1, "company"),
        _ if !capital || text.tokens[last].shape == Shape::Caps && word.len() > 4 => None,
        _ if PAIRS.contains(&(before(1), word)) => {
            // The first word of the pair is no name yet.
            ending(
                EndingKind::Body,
                2,
                1,
                PAIRS.iter().find(|pair| pair.1 == word)?.1,
            )
        }
        _ if PAPERS.contains(&word) => ending(EndingKind::Body, 1, 1, "newspaper"),
        _ => {
            if let Some((cue, least)) = HEADS.iter().find(|(head, _)| *head == word) {
                return ending(EndingKind::Body, 1, *least, cue);
            }
            ending(EndingKind::Weak, 1, 1, WEAK.iter().find(|head| **head == word)?)
        }
    }
}

/// Is it a local paper's ending, which needs `the` before the name?
pub(crate) fn needs_article(ending: &Ending) -> bool {
    ending.cue == "newspaper"
}

/// Is it a kind of body that every place has, so that the place before it names one even in small letters?
pub(crate) fn is_of_every_place(ending: &Ending) -> bool {
    matches!(
        ending.cue,
        STRATEGIC_NETWORK | WELLBEING_BOARD | PATIENTS_FORUM | LOCAL_COUNCIL
    )
}
