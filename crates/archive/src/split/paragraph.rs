//! A page's text as paragraphs: one a line, blank lines dropped.

use std::ops::Range;

/// A line that holds more than white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph<'a> {
    /// The line without the white space around it.
    pub(super) text: &'a str,
    /// Where `text` stands in the page, in bytes.
    pub(super) range: Range<usize>,
}

/// Whether a character separates lines. A form feed does: text extracted from paged documents has them.
fn ends_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a character around a paragraph is no part of it: white space, and marks without a width that editors leave.
fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

/// Whether a text has no paragraph.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_padding)
}

/// The page's paragraphs, in order.
pub(super) fn paragraphs(page: &str) -> Vec<Paragraph<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in page.split_inclusive(ends_line) {
        let text = line.trim_matches(is_padding);
        if !text.is_empty() {
            let at = start + (line.len() - line.trim_start_matches(is_padding).len());
            found.push(Paragraph {
                text,
                range: at..at + text.len(),
            });
        }
        start += line.len();
    }
    found
}

/// Paragraphs as the text of an entry: one blank line between them, non-breaking spaces as spaces.
pub(super) fn join<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.extend(paragraph.chars().map(|c| {
            if matches!(c, '\u{a0}' | '\u{202f}') {
                ' '
            } else {
                c
            }
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_separates() {
        assert!(is_blank("\u{feff}\u{200b} \n"));
        let page = "\u{feff}one\r\n\r\n two\u{a0}\rthree\u{c}four\n\t\nfive";
        let found = paragraphs(page);
        let texts: Vec<_> = found.iter().map(|p| p.text).collect();
        assert_eq!(texts, ["one", "two", "three", "four", "five"]);
        assert!(found.iter().all(|p| &page[p.range.clone()] == p.text));
    }

    #[test]
    fn non_breaking_spaces_become_spaces() {
        assert_eq!(join(["a\u{a0}b", "c"]), "a b\n\nc");
    }
}
