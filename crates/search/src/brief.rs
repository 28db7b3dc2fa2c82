//! An entry in a few words, where another one points to it.

use daybook_model::{ClockTime, DateInterval, Entry, EntryId};
use serde::Serialize;

/// The most characters of an entry's beginning.
const MAX_BEGINNING: usize = 160;

/// An entry in a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryBrief {
    /// The entry.
    pub id: EntryId,
    /// The title of its page, where one is known.
    pub title: Option<String>,
    /// The time of day: the mended one where there is one, else the printed one.
    pub time: Option<ClockTime>,
    /// RFC 3339; `null` unless day and time are known.
    pub timestamp: Option<String>,
    /// The day it was written, as well as it is known.
    pub date: DateInterval,
    /// How its text begins, on one line, whole words, at most 160 characters; `…` at the end where there is more.
    pub beginning: String,
}

impl EntryBrief {
    /// An entry in a few words.
    pub fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            title: entry.page.title.clone(),
            time: entry.effective_time(),
            timestamp: entry.timestamp.clone(),
            date: entry.date.clone(),
            beginning: beginning(&entry.text, MAX_BEGINNING),
        }
    }
}

/// The beginning of a text on one line: as many whole words as fit into so many characters, and `…` where there are
/// more. A first word that does not fit is cut.
pub fn beginning(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        let blank = usize::from(!line.is_empty());
        if length + blank + letters > most {
            if line.is_empty() {
                line.extend(word.chars().take(most.saturating_sub(1)));
            }
            line.push('…');
            return line;
        }
        if blank == 1 {
            line.push(' ');
        }
        line.push_str(word);
        length += blank + letters;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_of_whole_words_on_one_line() {
        assert_eq!(beginning("One\n\ntwo  three", 20), "One two three");
        assert_eq!(beginning("One two three", 8), "One two…");
        assert_eq!(beginning("One two three", 13), "One two three");
        assert_eq!(beginning("Überlänge", 5), "Über…");
        assert_eq!(beginning("", 5), "");
    }
}
