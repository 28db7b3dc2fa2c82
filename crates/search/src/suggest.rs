//! Completing what somebody is typing.

use crate::params::{bounded, number, repeated_parameter, unknown_parameter};
use crate::{ErrorCode, MAX_QUERY_CHARS, RequestError};
use daybook_model::EntityKind;
use serde::Serialize;

/// The most suggestions of a kind in one answer.
pub const MAX_SUGGESTIONS: usize = 50;
const DEFAULT_SUGGESTIONS: usize = 10;

/// A question for completions as a caller writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuggestParams {
    /// What was typed so far.
    pub q: String,
    /// How many words, and how many organisations and persons.
    pub limit: Option<u64>,
}

impl SuggestParams {
    /// The parameters' names as they stand in a URL.
    pub const NAMES: [&'static str; 2] = ["q", "limit"];

    /// Reads decoded `name=value` pairs.
    ///
    /// # Errors
    /// An unknown name, a name given twice, a limit that is no number.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut params = Self::default();
        let mut seen: Vec<&'static str> = Vec::new();
        for (name, value) in pairs {
            let name = name.as_ref();
            let Some(own) = Self::NAMES.into_iter().find(|own| *own == name) else {
                return Err(unknown_parameter(name, &Self::NAMES));
            };
            if seen.contains(&own) {
                return Err(repeated_parameter(own));
            }
            seen.push(own);
            let value = value.into();
            match own {
                "q" => params.q = value,
                _ if value.is_empty() => {}
                _ => params.limit = Some(number(own, &value)?),
            }
        }
        Ok(params)
    }

    /// Checks everything.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self) -> Result<SuggestRequest, RequestError> {
        let length = self.q.chars().count();
        if length > MAX_QUERY_CHARS {
            return Err(RequestError::new(
                ErrorCode::OutOfRange,
                "q",
                format!("`q` has {length} characters: at most {MAX_QUERY_CHARS} can be completed"),
            ));
        }
        Ok(SuggestRequest {
            typed: self.q.clone(),
            limit: bounded("limit", self.limit, DEFAULT_SUGGESTIONS, 1, MAX_SUGGESTIONS)?,
        })
    }
}

/// A question for completions, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestRequest {
    /// What was typed so far; the last word may be only begun. What follows no grammar yet is taken as words.
    pub typed: String,
    /// How many words, and how many organisations and persons, 1 to [`MAX_SUGGESTIONS`].
    pub limit: usize,
}

/// How what was typed may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestAnswer {
    /// What was typed.
    pub q: String,
    /// Words of the entries that begin as the last word typed, the most frequent first; none after a space.
    pub terms: Vec<SuggestedTerm>,
    /// Organisations and persons of which a name, from any of its words on, begins as what was typed or as the last
    /// words of it, those that most entries name first.
    pub entities: Vec<SuggestedEntity>,
    /// How long it took, in microseconds.
    pub took_us: u64,
    /// The generation that answered.
    pub generation: String,
}

/// A word that what was typed may go on to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestedTerm {
    /// What was typed, with its last word completed.
    pub text: String,
    /// The word, in lower case and without accents, as entries have it.
    pub term: String,
    /// About how many entries have it; entries that a rebuild has dropped may still be among them.
    pub count: u64,
}

/// An organisation or person that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuggestedEntity {
    /// Which of the two.
    pub kind: EntityKind,
    /// The canonical name.
    pub name: String,
    /// The name in URLs and filters.
    pub slug: String,
    /// How many entries name it.
    pub count: u64,
    /// The name by which it was found, as entries print it.
    pub matched: String,
}
