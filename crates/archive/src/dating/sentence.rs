//! Sentences of a page, as the readers of constraints see them.

use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// A sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'t> {
    /// As printed.
    pub(super) text: &'t str,
    /// Whether a quotation is open where it begins.
    quoted: bool,
}

impl<'t> Sentence<'t> {
    #[cfg(test)]
    pub(super) fn plain(text: &'t str) -> Self {
        Self { text, quoted: false }
    }

    /// Whether what stands there is somebody's quoted speech, whose days are the speaker's.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        quotation_open(self.text.get(..at).unwrap_or_default(), self.quoted)
    }

    /// The passage around a range, within its sentence, for evidence.
    pub(super) fn around(&self, start: usize, end: usize) -> &'t str {
        const MARGIN: usize = 45;
        let low = self
            .text
            .char_indices()
            .map(|(at, _)| at)
            .find(|at| *at + MARGIN >= start && self.starts_word(*at))
            .unwrap_or(0)
            .min(start);
        let high = self
            .text
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .take_while(|at| *at <= end + MARGIN)
            .filter(|at| *at == self.text.len() || self.text[*at..].starts_with(char::is_whitespace))
            .last()
            .unwrap_or(end)
            .max(end);
        self.text.get(low..high).unwrap_or(self.text).trim()
    }

    fn starts_word(&self, at: usize) -> bool {
        at == 0 || self.text[..at].ends_with(char::is_whitespace)
    }

    /// What stands before a place.
    pub(super) fn before(&self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }

    /// What stands after a place.
    pub(super) fn after(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }
}

fn quotation_open(text: &str, mut open: bool) -> bool {
    for c in text.chars() {
        match c {
            '“' => open = true,
            '”' => open = false,
            '"' => open = !open,
            _ => {}
        }
    }
    open
}

/// What a paragraph must hold to be read at all. Most hold none of it.
static WORTH_READING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:19|20)\d\d|yesterday|today|tomorrow|weekend|last|next|this|pmqs|question|holiday|easter)\b",
    )
});

/// Whether a paragraph may hold a constraint that hangs on words of time.
pub(super) fn worth_reading(paragraph: &str) -> bool {
    WORTH_READING.is_match(paragraph)
}

/// The sentences of a paragraph. Quotations are followed from one to the next.
pub(super) fn sentences(paragraph: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut cut = |end: usize| {
        let text = paragraph.get(start..end).unwrap_or_default();
        if !text.trim().is_empty() {
            found.push(Sentence { text, quoted });
        }
        quoted = quotation_open(text, quoted);
        start = end;
    };
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | ';' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, closing)) = chars.peek() {
            if !matches!(closing, '”' | '"' | '’' | ')' | '.') {
                break;
            }
            end = next + closing.len_utf8();
            chars.next();
        }
        let ends = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if ends && (c != '.' || !is_abbreviated(&paragraph[..at])) {
            cut(end);
        }
    }
    cut(paragraph.len());
    found
}

/// Whether the last word before a full stop is one that is written with it.
fn is_abbreviated(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    initial
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "Prof"
                | "St"
                | "No"
                | "Rt"
                | "Hon"
                | "vs"
                | "approx"
                | "Jan"
                | "Feb"
                | "Mar"
                | "Apr"
                | "Aug"
                | "Sept"
                | "Sep"
                | "Oct"
                | "Nov"
                | "Dec"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(paragraph: &str) -> Vec<&str> {
        sentences(paragraph).iter().map(|s| s.text.trim()).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            texts("Mr A. Smith spoke at 2.30pm. He left. “It is over.” Is it?"),
            [
                "Mr A. Smith spoke at 2.30pm.",
                "He left.",
                "“It is over.”",
                "Is it?"
            ]
        );
    }

    #[test]
    fn quotations_run_on() {
        let all = sentences("He said: “One. Two last week.” Three last week.");
        assert!(all[1].is_quoted(5));
        assert!(!all[2].is_quoted(8));
    }

    #[test]
    fn evidence_is_whole_words() {
        let text = "The quick brown fox of the department of health and social care jumped over the fence on 6 May in the county of Kent, near the sea and some old towns.";
        let at = text.find("6 May").unwrap();
        assert_eq!(
            Sentence::plain(text).around(at, at + 5),
            "and social care jumped over the fence on 6 May in the county of Kent, near the sea and some"
        );
    }
}
