//! Numbers and names in words.

use daybook_search::Unit;

/// A number with a comma between thousands.
pub(super) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 entry`, `1,234 entries`.
pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// What is counted, counted.
pub(super) fn units(n: u64, unit: Unit) -> String {
    match unit {
        Unit::Entry => count(n, "entry", "entries"),
        Unit::Page => count(n, "page", "pages"),
        Unit::Day => count(n, "day", "days"),
    }
}

/// A text for places that hold nothing but characters, such as a window's title: without those that turn the direction
/// of what follows.
pub(super) fn plain(text: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept = text.chars().filter(|c| !turns(*c));
    kept.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The beginning of a text, cut between words where it is longer than `most` characters.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let head = &text[..cut];
    let head = head
        .rsplit_once(char::is_whitespace)
        .map_or(head, |(words, _)| words);
    // What is left out goes on where a sentence ended, too.
    format!(
        "{}…",
        head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '…'))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (n, written) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(n), written);
        }
        assert_eq!(count(1, "entry", "entries"), "1 entry");
    }

    #[test]
    fn titles_keep_no_turns() {
        assert_eq!(plain("a\u{202e}b\u{2066}c\nd"), "abc d");
    }

    #[test]
    fn beginnings_end_between_words() {
        assert_eq!(beginning("one two three", 9), "one two…");
        assert_eq!(beginning("one two", 9), "one two");
        assert_eq!(beginning("One, two. Three", 10), "One, two…");
        assert_eq!(beginning("ééééééé", 3), "ééé…");
    }
}
