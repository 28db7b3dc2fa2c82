//! Slugs: names as they stand in URLs and filters.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether the character is an apostrophe in any of the forms that type and typists use.
///
/// Between letters all mean the same. Elsewhere some are other things: quotation marks, accents, signs of minutes.
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | 'ʻ' | 'ʼ' | '‘' | '’' | '‛' | '′' | '＇'
    )
}

/// The slug of a name: lower case, accents folded, apostrophes dropped, `&` as `and`, every run of other characters one
/// hyphen.
///
/// A name of nothing but punctuation has the empty slug.
pub fn slugify(name: &str) -> String {
    if name.is_ascii() {
        slugify_ascii(name)
    } else {
        slugify_any(name)
    }
}

/// Almost every name: there is nothing to decompose.
fn slugify_ascii(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    for byte in name.bytes().filter(|byte| !matches!(byte, b'\'' | b'`')) {
        if byte == b'&' {
            push_word(&mut slug, true, "and");
            gap = true;
        } else if byte.is_ascii_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(char::from(byte.to_ascii_lowercase()));
            gap = false;
        } else {
            gap = true;
        }
    }
    slug
}

fn slugify_any(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut gap = false;
    // Unicode takes an acute accent that stands alone, typed as an apostrophe, for a space that has one.
    let name = name.chars().filter(|c| !is_apostrophe(*c));
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        if is_apostrophe(c) {
            continue;
        }
        if c == '&' {
            push_word(&mut slug, true, "and");
            gap = true;
        } else if c.is_alphanumeric() {
            let starts = gap || slug.is_empty();
            c.to_lowercase().enumerate().for_each(|(i, lower)| {
                push_word(&mut slug, starts && i == 0, lower.encode_utf8(&mut [0; 4]));
            });
            gap = false;
        } else {
            gap = true;
        }
    }
    slug
}

/// Appends `text`, after a hyphen where it begins a word of a slug that already has one.
fn push_word(slug: &mut String, begins: bool, text: &str) {
    if begins && !slug.is_empty() {
        slug.push('-');
    }
    slug.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_of_names() {
        for (name, slug) in [
            ("Care Quality Commission", "care-quality-commission"),
            ("Una O’Brien", "una-obrien"),
            ("Una O'Brien", "una-obrien"),
            ("Una O\u{b4}Brien", "una-obrien"),
            ("Una O`Brien", "una-obrien"),
            ("Una O′Brien", "una-obrien"),
            ("Una O‛Brien", "una-obrien"),
            ("Una OʻBrien", "una-obrien"),
            ("King's Fund", "kings-fund"),
            ("Marks & Spencer", "marks-and-spencer"),
            ("A&E", "a-and-e"),
            ("Zoë  Café!", "zoe-cafe"),
            ("003_95834794f040f8da", "003-95834794f040f8da"),
            ("--", ""),
        ] {
            assert_eq!(slugify(name), slug, "{name}");
        }
    }
    #[test]
    fn the_short_way_is_the_long_way() {
        for name in [
            "Care Quality  Commission",
            "A&E & B&Q &",
            "O'Brien`s",
            "'",
            "-- a --",
            "X1 y2\tz\n",
            "",
            "&",
        ] {
            assert_eq!(slugify_ascii(name), slugify_any(name), "{name}");
        }
    }
}
