//! Why a hit scores what it scores.

use crate::TextField;
use serde::Serialize;

/// What a part of a score is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ScoreKind {
    /// A word in any form, by BM25.
    Word,
    /// The word in the form in which it was typed, by BM25.
    ExactForm,
    /// A phrase, or words near each other, by BM25.
    Phrase,
    /// A word that begins so, by how rare such words are.
    Prefix,
    /// A word spelt nearly so, by how rare such words are and how near this one is.
    Fuzzy,
    /// The word in the title of the page.
    Title,
    /// The word in the standfirst of the page.
    Standfirst,
    /// Two words that were typed one after another, near each other in the text.
    Near,
    /// The organisation or person that the words are a name of, by how rare it is.
    Entity,
    /// A word that means the same.
    Synonym,
    /// Another spelling of the word.
    Typo,
    /// A part that only says yes or no: a date, a time, a page, a name.
    Filter,
    /// Every entry.
    Everything,
}

impl ScoreKind {
    /// Its name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::ExactForm => "exact-form",
            Self::Phrase => "phrase",
            Self::Prefix => "prefix",
            Self::Fuzzy => "fuzzy",
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Near => "near",
            Self::Entity => "entity",
            Self::Synonym => "synonym",
            Self::Typo => "typo",
            Self::Filter => "filter",
            Self::Everything => "everything",
        }
    }
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScorePart {
    /// What it is for.
    pub kind: ScoreKind,
    /// Where the words were found; `null` of what is not looked for in a text.
    pub field: Option<TextField>,
    /// What was looked for.
    pub text: String,
    /// What the match itself was multiplied with: boosts, and how much this kind counts.
    pub weight: f32,
    /// What it adds to the score.
    pub score: f32,
}

/// Why a hit scores what it scores: the parts add up to the score, but for the last digits of a fraction.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The sum of the parts.
    pub score: f32,
    /// What the hit scores for, the most important first.
    pub parts: Vec<ScorePart>,
}
