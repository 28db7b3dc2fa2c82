//! Words that mean the same, from a file that a person can read and extend.
//!
//! ```toml
//! [[group]]
//! forms = ["A&E", "accident and emergency", "emergency department"]
//! exactly = ["ED"]
//! ```
//!
//! A query that has one of a group's forms finds entries that have any other of them. A form is a word or several, in
//! any case and any inflection. What stands under `exactly` is understood in a query if it is typed just so, capitals
//! and all, and is never looked for in entries: for short forms that are ordinary words besides (`IT`, `WHO`).

use serde::Deserialize;
use std::ops::Range;
use thiserror::Error;
use toml::Spanned;

/// The file that comes with Daybook.
const BUILT_IN: &str = include_str!("../../../index-data/synonyms.toml");

/// Groups of words that mean the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synonyms {
    /// The groups, in the order of the file.
    pub groups: Vec<SynonymGroup>,
}

/// Words that mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Understood in queries and looked for in entries.
    pub forms: Vec<String>,
    /// Understood in queries if typed just so.
    pub exactly: Vec<String>,
}

/// A file of synonyms that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}:{line}: {problem}")]
pub struct SynonymError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and how to mend it.
    pub problem: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    group: Vec<Spanned<Group>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    forms: Vec<Spanned<String>>,
    #[serde(default)]
    exactly: Vec<Spanned<String>>,
}

impl Synonyms {
    /// The groups that come with Daybook.
    ///
    /// # Errors
    /// Never in a build whose tests pass.
    pub fn built_in() -> Result<Self, SynonymError> {
        Self::parse("synonyms.toml", BUILT_IN)
    }

    /// Reads the text of a file of synonyms; `file` is its name for messages.
    ///
    /// # Errors
    /// The first mistake, with its line and how to mend it.
    pub fn parse(file: &str, text: &str) -> Result<Self, SynonymError> {
        let wrong = |at: usize, problem: String| SynonymError {
            file: file.to_owned(),
            line: text[..at.min(text.len())].matches('\n').count() + 1,
            problem,
        };
        let read: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            wrong(
                at,
                format!(
                    "{}: a group is [[group]] with forms = [\"A&E\", \"accident and emergency\"], and may have exactly = [..]",
                    error.message()
                ),
            )
        })?;
        let mut seen: Vec<(String, bool)> = Vec::new();
        let mut groups = Vec::with_capacity(read.group.len());
        for group in read.group {
            let span: Range<usize> = group.span();
            let group = group.into_inner();
            let mut own = |list: Vec<Spanned<String>>, exactly: bool| {
                let mut forms = Vec::with_capacity(list.len());
                for form in list {
                    let at = form.span().start;
                    let form = form.into_inner();
                    if !form.contains(char::is_alphanumeric) {
                        return Err(wrong(
                            at,
                            format!("the form \"{form}\" has no letter or digit: leave it out"),
                        ));
                    }
                    let key = if exactly {
                        form.clone()
                    } else {
                        form.to_lowercase()
                    };
                    if seen.contains(&(key.clone(), exactly)) {
                        return Err(wrong(
                            at,
                            format!(
                                "the form \"{form}\" stands here for the second time: put what means the same into one group"
                            ),
                        ));
                    }
                    seen.push((key, exactly));
                    forms.push(form);
                }
                Ok(forms)
            };
            let forms = own(group.forms, false)?;
            let exactly = own(group.exactly, true)?;
            if forms.is_empty() || forms.len() + exactly.len() < 2 {
                return Err(wrong(
                    span.start,
                    "a group takes two forms or more, at least one of them under `forms`".to_owned(),
                ));
            }
            groups.push(SynonymGroup { forms, exactly });
        }
        Ok(Self { groups })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_file_that_comes_with_daybook_is_sound_and_not_small() {
        let built_in = Synonyms::built_in().unwrap();
        assert!(built_in.groups.len() >= 60, "{}", built_in.groups.len());
        let with = |form: &str| {
            built_in
                .groups
                .iter()
                .find(|group| group.forms.iter().any(|f| f == form))
        };
        assert_eq!(with("GP"), with("general practitioner"));
        assert_eq!(with("A&E"), with("emergency department"));
        assert!(with("CCG").is_some());
    }

    #[test]
    fn mistakes_say_where_and_how_to_mend_them() {
        let messages: Vec<String> = [
            "[[group]]\nforms = [\"a\"]",
            "[[group]]\nforms = [\"a\", \"b\"]\n\n[[group]]\nforms = [\"c\",\n  \"B\"]",
            "[[group]]\nforms = [\"a\", \"--\"]",
            "\n[[group]]\nform = [\"a\", \"b\"]",
            "[[group]]\nforms = \"a\"",
            "[[group]\n",
            "[[group]]\nforms = []\nexactly = [\"A\", \"B\"]",
        ]
        .into_iter()
        .map(|text| Synonyms::parse("own.toml", text).unwrap_err().to_string())
        .collect();
        insta::assert_snapshot!(messages.join("\n"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_politely(text in "(\\[\\[group\\]\\]\n)?(forms|exactly|x)?( = )?(\\[\"[a-zA& ]{0,3}\"(, \"[a-z]{0,2}\")?\\]|\\PC{0,9})\n?") {
            match Synonyms::parse("x.toml", &text) {
                Ok(read) => prop_assert!(read.groups.iter().all(|group| !group.forms.is_empty())),
                Err(error) => prop_assert!(error.line <= text.matches('\n').count() + 1),
            }
        }
    }
}
