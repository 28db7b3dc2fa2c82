//! A title shows a person: `Dame Clara Wick`.

use super::name::Candidate;
use crate::text::TokenisedText;

/// The titles, if there are any.
pub(super) fn shows(text: &TokenisedText<'_>, candidate: &Candidate) -> Option<String> {
    if let Some(shared) = candidate.shared_title {
        return Some(text.printed(shared).to_owned());
    }
    candidate.is_titled().then(|| {
        text.printed_span(candidate.start, candidate.name_start)
            .to_owned()
    })
}
