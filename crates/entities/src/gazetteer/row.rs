//! The rows of a gazetteer, as read and checked.

use daybook_model::LocalDate;
use std::{fmt, sync::Arc};

/// Where a row or alias was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The source's name.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What a name must have beside it to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Need {
    /// Nothing: the name means this and nothing else.
    #[default]
    Nothing,
    /// `the` directly before it.
    Determiner,
    /// A capital letter away from the beginning of a sentence, somewhere on the page: it is an everyday word.
    MidSentence,
    /// Talk of hospitals nearby, or the trust's full name on the page: it is a place.
    TrustCue,
    /// One of the row's `cues` within a few words.
    Cue,
    /// The full name or an unconditional alias elsewhere on the page.
    FullName,
    /// It is listed for people only.
    Never,
}

impl Need {
    /// The words of the files.
    pub(crate) const WORDS: [(&'static str, Self); 6] = [
        ("determiner", Self::Determiner),
        ("mid-sentence", Self::MidSentence),
        ("trust-cue", Self::TrustCue),
        ("cue", Self::Cue),
        ("full-name", Self::FullName),
        ("never", Self::Never),
    ];
}

macro_rules! organisation_kinds {
    ($($variant:ident $word:literal $doc:literal),* $(,)?) => {
        /// What an organisation is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum OrganisationKind {
            $(#[doc = $doc] $variant,)*
        }

        impl OrganisationKind {
            /// The words of the files.
            pub(crate) const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),*];
        }
    };
}

organisation_kinds! {
    Trust "trust" "An NHS trust or foundation trust.",
    Hospital "hospital" "A hospital.",
    Ccg "ccg" "A clinical commissioning group.",
    Csu "csu" "A commissioning support unit.",
    Sha "sha" "A strategic health authority.",
    Pct "pct" "A primary care trust.",
    HealthBoard "health-board" "A health board.",
    Regulator "regulator" "A regulator.",
    ArmsLengthBody "arms-length-body" "A body at arm's length from a department.",
    Department "department" "A government department.",
    Government "government" "A government or an office of it.",
    Parliament "parliament" "A parliament or a house of one.",
    Committee "committee" "A committee.",
    Union "union" "A trade union.",
    ProfessionalBody "professional-body" "A professional body.",
    RoyalCollege "royal-college" "A royal college or faculty.",
    ThinkTank "think-tank" "A think tank.",
    Charity "charity" "A charity.",
    Company "company" "A company.",
    Consultancy "consultancy" "A consultancy.",
    Insurer "insurer" "An insurer.",
    Party "party" "A political party.",
    Newspaper "newspaper" "A newspaper.",
    Broadcaster "broadcaster" "A broadcaster.",
    TradePress "trade-press" "A trade paper.",
    Journal "journal" "A scientific journal.",
    Council "council" "A local council.",
    Police "police" "A police force.",
    University "university" "A university.",
    ResearchBody "research-body" "A research body.",
    International "international" "An international body.",
    NhsBody "nhs-body" "Another body of the NHS.",
    PressureGroup "pressure-group" "A pressure group.",
    Court "court" "A court.",
    Other "other" "Anything else.",
}

/// A name of a row other than its canonical one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as it is written.
    pub text: String,
    /// What it needs to be taken.
    pub need: Need,
    /// Where it stands.
    pub origin: Origin,
}

/// An organisation of the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// The canonical name.
    pub name: String,
    /// What the canonical name needs to be taken.
    pub name_need: Need,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its other names.
    pub aliases: Vec<Alias>,
    /// Words that show it is meant.
    pub cues: Vec<String>,
    /// Where it is.
    pub place: Option<String>,
    /// Its first day.
    pub from: Option<LocalDate>,
    /// Its last day.
    pub to: Option<LocalDate>,
    /// What took its place.
    pub succeeded_by: Vec<String>,
    /// What it is a part of.
    pub part_of: Option<String>,
    /// Phrases in which it is not meant.
    pub not_in: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// Grammatical gender, as titles show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// `Mr`, `he`.
    Male,
    /// `Mrs`, `she`.
    Female,
}

/// An office that a person held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRole {
    /// What it is called.
    pub title: String,
    /// Where it was.
    pub organisation: Option<String>,
    /// Its first day.
    pub from: Option<LocalDate>,
    /// Its last day.
    pub to: Option<LocalDate>,
}

/// A person of the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The canonical name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<Alias>,
    /// Spellings that are slips, matched only where nothing else fits.
    pub misprints: Vec<Alias>,
    /// Gender, where known.
    pub gender: Option<Gender>,
    /// A title such as `Sir`.
    pub honorific: Option<String>,
    /// Who it is.
    pub about: Option<String>,
    /// Offices held.
    pub roles: Vec<PersonRole>,
    /// Where it stands.
    pub origin: Origin,
}

/// Given names, and the names that are no persons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameLists {
    /// Given names of men.
    pub male: Vec<String>,
    /// Given names of women.
    pub female: Vec<String>,
    /// Given names of either.
    pub either: Vec<String>,
    /// Given names that are everyday words, months, places or surnames as well.
    pub ambiguous: Vec<String>,
    /// Phrases that look like persons and are none.
    pub not_a_person: Vec<String>,
    /// Surnames that mostly stand for an inquiry or report.
    pub surnames_of_reports: Vec<String>,
    /// Surnames that many bear.
    pub common_surnames: Vec<String>,
}
