//! An entry among those around it: what came before and after on its page, and what refers to what.

use crate::params::{bounded, numbers};
use crate::{EntryBrief, RequestError};
use daybook_model::{Entry, EntryId};
use serde::Serialize;

/// The most entries before an entry, and the most after it.
pub const MAX_CONTEXT: usize = 50;

const DEFAULT_CONTEXT: usize = 2;

/// A question about an entry's context as a caller writes it, but for the entry itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContextParams {
    /// How many entries before it, 0 to 50; 2 unless said.
    pub before: Option<u64>,
    /// How many entries after it, 0 to 50; 2 unless said.
    pub after: Option<u64>,
}

impl ContextParams {
    /// The parameters' names as they stand in a URL.
    pub const NAMES: [&'static str; 2] = ["before", "after"];

    /// Reads decoded `name=value` pairs.
    ///
    /// # Errors
    /// An unknown name, a value that cannot be read, a name given twice.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, RequestError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let [before, after] = numbers(Self::NAMES, pairs)?;
        Ok(Self { before, after })
    }

    /// Checks everything.
    ///
    /// # Errors
    /// The first mistake, with the parameter at fault and how to mend it.
    pub fn check(&self, id: EntryId) -> Result<ContextRequest, RequestError> {
        Ok(ContextRequest {
            id,
            before: bounded("before", self.before, DEFAULT_CONTEXT, 0, MAX_CONTEXT)?,
            after: bounded("after", self.after, DEFAULT_CONTEXT, 0, MAX_CONTEXT)?,
        })
    }
}

/// A question about an entry's context, checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContextRequest {
    /// The entry.
    pub id: EntryId,
    /// How many entries before it, 0 to [`MAX_CONTEXT`].
    pub before: usize,
    /// How many entries after it, 0 to [`MAX_CONTEXT`].
    pub after: usize,
}

/// An entry among those around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContextAnswer {
    /// The entry.
    pub entry: Entry,
    /// The entries before it on its page, in time order; fewer than asked for where the page begins.
    pub before: Vec<Entry>,
    /// The entries after it on its page, in time order; fewer than asked for where the page ends.
    pub after: Vec<Entry>,
    /// The entries that it refers to, in the order of its text.
    pub references: Vec<ResolvedReference>,
    /// The entries that refer to it, the earliest first.
    pub referenced_by: Vec<ResolvedBacklink>,
    /// The generation that answered.
    pub generation: String,
}

/// A passage that points to another entry, with that entry in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolvedReference {
    /// The passage as printed.
    pub text: String,
    /// Where it begins in the entry's text, in Unicode scalar values.
    pub start: usize,
    /// Where it ends, exclusive.
    pub end: usize,
    /// The entry meant; `null` where the page has none at that time.
    pub entry: Option<EntryBrief>,
}

/// An entry that points to the one asked about, in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolvedBacklink {
    /// Its passage as printed.
    pub text: String,
    /// The entry.
    pub entry: EntryBrief,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn check(pairs: &[(&str, &str)]) -> Result<ContextRequest, RequestError> {
        ContextParams::from_pairs(pairs.iter().copied())?.check("live-1/3".parse().unwrap())
    }

    #[test]
    fn two_on_either_side_unless_said() {
        let usual = check(&[]).unwrap();
        assert_eq!((usual.before, usual.after), (2, 2));
        let said = check(&[("after", "50"), ("before", "0")]).unwrap();
        assert_eq!((said.before, said.after), (0, 50));
    }

    #[test]
    fn mistakes_name_the_parameter() {
        for (pairs, code, parameter) in [
            (&[("before", "51")][..], ErrorCode::OutOfRange, "before"),
            (&[("after", "51")], ErrorCode::OutOfRange, "after"),
            (&[("after", "-1")], ErrorCode::InvalidParameter, "after"),
            (&[("after", "")], ErrorCode::InvalidParameter, "after"),
            (
                &[("before", "1"), ("before", "1")],
                ErrorCode::RepeatedParameter,
                "before",
            ),
            (&[("limit", "1")], ErrorCode::UnknownParameter, "limit"),
        ] {
            let error = check(pairs).unwrap_err();
            assert_eq!(
                (error.code, error.parameter.as_deref()),
                (code, Some(parameter)),
                "{error}"
            );
        }
    }
}
