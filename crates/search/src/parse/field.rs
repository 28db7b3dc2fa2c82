//! The fields of the query language.

use super::fault::{Faults, quoted};
use super::lexer::Token;
use crate::{ErrorCode, TextField};

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Organisation,
    Person,
    Speaker,
    Date,
    Time,
    Page,
    Title,
    Standfirst,
    Said,
    Text,
}

/// How many letters a name may be off for the field to be suggested.
const SUGGESTED: usize = 2;

impl Field {
    const ALL: [Self; 10] = [
        Self::Organisation,
        Self::Person,
        Self::Speaker,
        Self::Date,
        Self::Time,
        Self::Page,
        Self::Title,
        Self::Standfirst,
        Self::Said,
        Self::Text,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Speaker => "speaker",
            Self::Date => "date",
            Self::Time => "time",
            Self::Page => "page",
            Self::Title => "title",
            Self::Standfirst => "standfirst",
            Self::Said => "said",
            Self::Text => "text",
        }
    }

    /// The field of that name, in upper or lower case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The field whose name is nearest, if it is near.
    fn nearest(name: &str) -> Option<Self> {
        let distances = Self::ALL
            .into_iter()
            .map(|field| (edits(&name.to_lowercase(), field.name()), field));
        distances
            .filter(|(distance, _)| *distance <= SUGGESTED)
            .min_by_key(|pair| pair.0)
            .map(|pair| pair.1)
    }

    /// Whether words in it are looked for one by one.
    pub(super) fn is_text(self) -> bool {
        self.text_field().is_some()
    }

    pub(super) fn text_field(self) -> Option<TextField> {
        match self {
            Self::Title => Some(TextField::Title),
            Self::Standfirst => Some(TextField::Standfirst),
            Self::Said => Some(TextField::Said),
            Self::Text => Some(TextField::Text),
            Self::Organisation | Self::Person | Self::Speaker | Self::Date | Self::Time | Self::Page => None,
        }
    }

    /// Whether `[a TO b]` stands after it.
    pub(super) fn takes_range(self) -> bool {
        matches!(self, Self::Date | Self::Time)
    }

    /// What to write after it, for a person who wrote nothing.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Organisation => "organisation:\"NHS England\"",
            Self::Person => "person:\"Jeremy Hunt\"",
            Self::Speaker => "speaker:\"Jeremy Hunt\"",
            Self::Date => "date:2015-03-09 or date:[2015-03 TO *]",
            Self::Time => "time:09:30 or time:[09:00 TO 12:00]",
            Self::Page => "page:live-090315",
            Self::Title => "title:budget",
            Self::Standfirst => "standfirst:budget",
            Self::Said => "said:budget",
            Self::Text => "text:budget",
        }
    }
}

/// Notes that a word before a colon is no field.
pub(super) fn note_unknown(name: &str, token: &Token, faults: &mut Faults) {
    let names = Field::ALL.map(Field::name).join(", ");
    let suggestion =
        Field::nearest(name).map_or_else(String::new, |field| format!("did you mean `{}:`? ", field.name()));
    let shown = quoted(name);
    faults.note_as(
        ErrorCode::UnknownField,
        token.span,
        format!("there is no field {shown}"),
        format!("{suggestion}the fields are {names}; if the colon is part of the text, put it in quotes"),
        if suggestion.is_empty() {
            "read as words".to_owned()
        } else {
            format!("{suggestion}read as words")
        },
    );
}

/// How many letters have to be inserted, removed or replaced to make `b` of `a`; 3 and more may be told as 3.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(16).collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > SUGGESTED {
        return SUGGESTED + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested() {
        assert_eq!(Field::nearest("Organization"), Some(Field::Organisation));
        assert_eq!(Field::nearest("organisations"), Some(Field::Organisation));
        assert_eq!(Field::nearest("persno"), Some(Field::Person));
        assert_eq!(Field::nearest("NHS"), None);
        assert_eq!(Field::nearest("http"), None);
        assert_eq!(Field::nearest(&"organisation".repeat(50)), None);
    }
}
