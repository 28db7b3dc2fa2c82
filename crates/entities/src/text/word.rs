//! Where a word ends, and how it is written.

use super::Shape;
use daybook_model::is_apostrophe;

/// Ends of a site's name.
const TOP_LEVEL: [&str; 13] = [
    "com", "uk", "org", "net", "co", "gov", "info", "tv", "eu", "io", "ly", "gl", "nhs",
];
/// Beginnings that a hyphen parts from a name: `ex-Monitor`.
const PARTED_PREFIXES: [&str; 8] = ["ex", "non", "anti", "pro", "pre", "post", "former", "then"];
/// Beginnings that a hyphen joins to a word in small letters: `Co-operative`.
const JOINED_PREFIXES: [&str; 12] = [
    "co", "re", "pre", "non", "anti", "multi", "inter", "sub", "vice", "self", "semi", "mid",
];

/// The character at a byte; none past the end or inside a character.
pub(super) fn peek(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte < 0x80 {
        Some(byte as char)
    } else {
        text.get(at..)?.chars().next()
    }
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// The plain letter under an accent of Western Europe: lists and pages do not agree on them.
pub(super) fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        c => c,
    }
}

pub(super) fn shape_of(word: &str) -> Shape {
    // Most words, without looking at their characters.
    if let [first, rest @ ..] = word.as_bytes()
        && rest.iter().all(u8::is_ascii_lowercase)
    {
        if first.is_ascii_lowercase() {
            return Shape::Lower;
        }
        if first.is_ascii_uppercase() {
            return Shape::Title;
        }
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::Lower;
    };
    if !first.is_uppercase() {
        // `d’Souza`, `al-Thornby`: a particle, and a capital after its apostrophe or hyphen.
        let elided = word.len() > 4
            && word.char_indices().nth(1).is_some_and(|(at, c)| {
                is_apostrophe(c) && peek(word, at + c.len_utf8()).is_some_and(char::is_uppercase)
            });
        let joined = word.split_once(is_hyphen).is_some_and(|(first, rest)| {
            matches!(first, "al" | "el" | "ul" | "as") && rest.starts_with(char::is_uppercase)
        });
        return if elided || joined {
            Shape::Mixed
        } else {
            Shape::Lower
        };
    }
    let (mut uppers, mut lowers) = (0, 0);
    for c in letters {
        *(if c.is_uppercase() {
            &mut uppers
        } else {
            &mut lowers
        }) += 1;
    }
    match (uppers, lowers) {
        (0, _) => Shape::Title,
        (_, 0) => Shape::Caps,
        _ => Shape::Mixed,
    }
}

/// The end of the word that begins at `start`.
pub(super) fn end_of_word(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut segment = start;
    while let Some(c) = peek(text, end) {
        let next = end + c.len_utf8();
        if c.is_alphanumeric() {
            end = next;
        } else if is_apostrophe(c) {
            let follows = peek(text, next).filter(|c| c.is_alphabetic());
            let possessive = follows.is_some_and(|c| matches!(c, 's' | 'S'))
                && !peek(text, next + 1).is_some_and(char::is_alphanumeric);
            if follows.is_none() || possessive {
                break;
            }
            end = next;
        } else if c == '&' {
            if !peek(text, next).is_some_and(char::is_alphabetic) {
                break;
            }
            end = next;
        } else if is_hyphen(c) {
            if !peek(text, next).is_some_and(char::is_alphanumeric) || parts(text, start, segment, end, next)
            {
                break;
            }
            segment = next;
            end = next;
        } else {
            break;
        }
    }
    end
}

/// Does the hyphen at `hyphen` part a name from what is hung on it?
fn parts(text: &str, start: usize, segment: usize, hyphen: usize, next: usize) -> bool {
    let before = &text[segment..hyphen];
    let lower = before.to_ascii_lowercase();
    let upper_at = |at: usize| peek(text, at).is_some_and(char::is_uppercase);
    // `al-Thornby`
    if upper_at(next) && segment == start && matches!(before, "al" | "el" | "ul" | "as") {
        return false;
    }
    if upper_at(next) {
        return segment == start
            && (PARTED_PREFIXES.contains(&lower.as_str())
                || (!upper_at(start) && before.chars().count() > 1));
    }
    if !upper_at(start) || before.chars().count() == 1 || JOINED_PREFIXES.contains(&lower.as_str()) {
        return false;
    }
    // `Stoke-on-Trent` comes back to a capital, `Labour-run` does not.
    let rest = &text[next..];
    let rest = &rest[..rest
        .find(|c: char| !(c.is_alphanumeric() || is_hyphen(c)))
        .unwrap_or(rest.len())];
    !rest
        .split(is_hyphen)
        .any(|part| part.chars().next().is_some_and(char::is_uppercase))
}

/// The end of a site's name that begins with the word.
pub(super) fn domain(text: &str, start: usize, end: usize) -> Option<usize> {
    if !peek(text, end + 1).is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        return None;
    }
    let rest = &text[start..];
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_')))
        .unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches(['.', '-', '/']);
    let host = name.split('/').next().unwrap_or(name);
    let last = host.rsplit('.').next().unwrap_or("");
    (host.contains('.') && TOP_LEVEL.contains(&last)).then_some(start + name.len())
}

/// The end of `B.` or `G.M.B.`; an initial only where another name follows.
pub(super) fn initials(text: &str, start: usize, end: usize) -> Option<usize> {
    let single = |at: usize| {
        let c = peek(text, at)?;
        (c.is_uppercase() && peek(text, at + c.len_utf8()) == Some('.')).then(|| at + c.len_utf8() + 1)
    };
    let mut at = single(start).filter(|_| text[start..end].chars().count() == 1)?;
    let mut count = 1;
    while let Some(next) = single(at) {
        at = next;
        count += 1;
    }
    let elided = |at: usize| {
        let apostrophe = peek(text, at + 1).filter(|c| is_apostrophe(*c));
        apostrophe.is_some_and(|c| peek(text, at + 1 + c.len_utf8()).is_some_and(char::is_uppercase))
    };
    let name_follows = peek(text, at) == Some(' ')
        && (peek(text, at + 1).is_some_and(char::is_uppercase) || elided(at + 1))
        || peek(text, at).is_some_and(char::is_uppercase);
    (count > 1 || name_follows).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_character_inside_another() {
        assert_eq!(peek("a‑b", 1), Some('‑'));
        assert_eq!(peek("a‑b", 2), None);
        assert_eq!(peek("a‑b", 4), Some('b'));
        assert_eq!(domain("We‑re", 0, 2), None);
    }
}
