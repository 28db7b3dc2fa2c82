//! The exact form of a word: lower case, accents folded, apostrophes unified, of bounded length.

use daybook_model::is_apostrophe;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest form of a word, in bytes; the rest of a longer one is not looked at.
const MAX_BYTES: usize = 255;

/// The exact form of one word of [`word_spans`](super::word_spans). Never empty for a word that is not.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len().min(MAX_BYTES));
    fold_into(&mut folded, word);
    folded
}

/// Puts the exact form of a word in place of what the string held.
pub(crate) fn fold_into(folded: &mut String, word: &str) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word.get(..MAX_BYTES).unwrap_or(word));
        folded.make_ascii_lowercase();
        if folded.contains('`') {
            *folded = folded.replace('`', "'");
        }
        return;
    }
    // Unicode takes an acute accent that stands alone, typed as an apostrophe, for a space that has one.
    let unified = word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c });
    for c in unified.nfkd() {
        if is_apostrophe(c) {
            push(folded, '\'');
        } else if let Some(letters) = plain(c) {
            letters.chars().for_each(|c| push(folded, c));
        } else if !is_combining_mark(c) {
            c.to_lowercase()
                .filter(|c| is_kept(*c))
                .for_each(|c| push(folded, c));
        }
        if folded.len() >= MAX_BYTES {
            break;
        }
    }
    if folded.is_empty() {
        // Nothing but marks: they are all there is to go by.
        word.chars().for_each(|c| push(folded, c));
    }
}

fn push(folded: &mut String, c: char) {
    if folded.len() + c.len_utf8() <= MAX_BYTES {
        folded.push(c);
    }
}

/// Compatibility forms open into punctuation too (`½` is `1⁄2`), of which only that of words is kept.
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '&' | '.' | ',' | '\u{2044}')
}

/// Letters that Unicode does not take apart but readers type apart.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}
