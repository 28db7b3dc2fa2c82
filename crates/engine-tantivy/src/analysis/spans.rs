//! Where the words of a text begin and end.

use daybook_model::is_apostrophe;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The most letters beside an `&` that makes one word of them.
const MAX_INITIALS: usize = 3;

/// The words of a text as byte ranges, in order, none empty.
///
/// No word goes on over an ASCII blank, so that what stands between two is read alone: most is one plain word.
pub(crate) fn word_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(text.len() / 6 + 1);
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let blank = |b: &u8| matches!(b, b' ' | b'\n' | b'\t');
        let end = bytes[start..]
            .iter()
            .position(blank)
            .map_or(bytes.len(), |length| start + length);
        match plain_word(&bytes[start..end]) {
            Some(word) => spans.push(start + word.start..start + word.end),
            None => unicode_words(&mut spans, text, start..end),
        }
        start = end + 1;
    }
    spans
}

/// The one word between two blanks, if it is of ASCII letters and figures and only marks that never join words stand
/// about it.
fn plain_word(piece: &[u8]) -> Option<Range<usize>> {
    let start = piece.iter().position(|b| !matches!(b, b'(' | b'[' | b'"'))?;
    let closes = |b: &u8| matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'"');
    let end = piece.iter().rposition(|b| !closes(b))? + 1;
    let word = piece.get(start..end)?;
    // Of `(?` nothing is left.
    let is_plain = !word.is_empty() && word.iter().all(u8::is_ascii_alphanumeric);
    is_plain.then_some(start..end)
}

/// Adds the words of a stretch of a text, by Unicode's rules and ours.
fn unicode_words(spans: &mut Vec<Range<usize>>, text: &str, stretch: Range<usize>) {
    let first = stretch.start;
    for (offset, piece) in text[stretch].split_word_bound_indices() {
        let offset = first + offset;
        if piece.bytes().all(|b| b.is_ascii_alphanumeric()) {
            push(spans, text, offset..offset + piece.len());
        } else if piece.chars().any(char::is_alphanumeric) {
            split(piece, |span| {
                push(spans, text, offset + span.start..offset + span.end);
            });
        }
    }
}

/// Cuts one Unicode word further: at underscores, and at dots and colons that do not stand within a number.
fn split(piece: &str, mut found: impl FnMut(Range<usize>)) {
    let mut start = None;
    let mut before: Option<char> = None;
    let mut chars = piece.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let between = |test: fn(char) -> bool| before.is_some_and(test) && after.is_some_and(test);
        let belongs = if is_apostrophe(c) {
            // Some apostrophes are letters to Unicode.
            start.is_some() && between(|c| c.is_alphanumeric() && !is_apostrophe(c))
        } else if matches!(c, '.' | ',') {
            start.is_some() && between(char::is_numeric)
        } else {
            // A mark or joiner goes on with the letter before it.
            c.is_alphanumeric() || (start.is_some() && !is_separator(c))
        };
        match (belongs, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found(from..at);
                start = None;
            }
            _ => {}
        }
        if belongs {
            before = Some(c);
        }
    }
    if let Some(from) = start {
        found(from..piece.len());
    }
}

/// Punctuation that Unicode allows within a word: of full width, raised, connecting.
fn is_separator(c: char) -> bool {
    c.is_ascii()
        || c.is_whitespace()
        || matches!(
            c,
            '·' | '‧'
                | '՟'
                | '״'
                | '׳'
                | '․'
                | '；'
                | '：'
                | '，'
                | '．'
                | '﹐'
                | '﹑'
                | '﹒'
                | '﹔'
                | '﹕'
                | '︓'
                | '︔'
                | '‿'
                | '⁀'
                | '⁔'
                | '︳'
                | '︴'
                | '﹍'
                | '﹎'
                | '﹏'
                | '＿'
                | '٬'
                | '՝'
                | '،'
                | '؍'
                | ';'
        )
}

/// Appends a word, joined with the one before where an `&` between initials or an apostrophe between letters says so.
fn push(spans: &mut Vec<Range<usize>>, text: &str, span: Range<usize>) {
    if let Some(last) = spans.last_mut()
        && span.start == last.end + 1
        && text.as_bytes()[last.end] == b'&'
    {
        let before = text[last.clone()].rsplit('&').next().unwrap_or_default();
        let after = text[span.clone()].split(is_apostrophe).next().unwrap_or_default();
        if is_initials(before) && is_initials(after) {
            last.end = span.end;
            return;
        }
    }
    // Unicode's own words know only some of the apostrophes.
    if let Some(last) = spans.last_mut()
        && is_one_apostrophe(&text[last.end..span.start])
        && text[last.clone()].ends_with(char::is_alphabetic)
        && text[span.clone()].starts_with(char::is_alphabetic)
    {
        last.end = span.end;
        return;
    }
    spans.push(span);
}

fn is_one_apostrophe(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_apostrophe) && chars.next().is_none()
}

fn is_initials(word: &str) -> bool {
    !word.is_empty()
        && word.chars().take(MAX_INITIALS + 1).count() <= MAX_INITIALS
        && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{unicode_words, word_spans};
    use proptest::prelude::*;

    #[test]
    fn marks_alone_are_no_word() {
        assert!(word_spans("( ? (? [\"?). why (?").len() == 1);
    }

    proptest! {
        #[test]
        fn words_between_blanks_are_the_words_of_the_whole(
            text in "([a-zA-Z0-9]{1,3}|[ \\n\\t.,:;!?()\"'’`&_/-]|[éß\u{301}\u{200d}\u{ad}日x²½·\u{a0}\u{2009}\r]){0,24}",
        ) {
            let mut whole = Vec::new();
            unicode_words(&mut whole, &text, 0..text.len());
            prop_assert_eq!(word_spans(&text), whole);
        }
    }
}
