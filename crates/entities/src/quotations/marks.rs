//! Where quoted passages begin and end.
//!
//! Pages are typed by hand: marks are curly or straight, double or single, turned the wrong way, nested in marks of the
//! same kind, or never closed. A passage may run over paragraphs that each open with a mark. An apostrophe is told from
//! a closing mark by its neighbours. Every step moves on through the text, so the time is linear.

/// A quoted passage, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passage {
    /// Where its opening mark begins.
    pub(super) outer_start: usize,
    /// Where its first word begins.
    pub(super) start: usize,
    /// Where its last word ends.
    pub(super) end: usize,
    /// Where its closing mark ends; `end` where it is never closed.
    pub(super) outer_end: usize,
}

/// The marks that open and close one kind of passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

fn kind_of(c: char) -> Option<Kind> {
    match c {
        '“' | '”' | '"' | '„' => Some(Kind::Double),
        '‘' | '’' | '\'' => Some(Kind::Single),
        _ => None,
    }
}

/// The first byte of every curly mark, and of a few other characters.
const CURLY: u8 = 0xe2;

/// Whether there is anything to look for: most entries have no mark at all.
pub(super) fn may_have_passages(text: &str) -> bool {
    // `“` `”` `‘` `’` begin with 0xE2 0x80; a lone apostrophe opens nothing.
    let bytes = text.as_bytes();
    memchr::memchr2(b'"', b'\'', bytes).is_some()
        || memchr::memmem::find_iter(bytes, b"\xe2\x80")
            .any(|at| matches!(bytes.get(at + 2), Some(0x98 | 0x9c..=0x9e)))
}

/// The next character, from a place on, that is one of these two or may be a curly mark: between marks there is nothing
/// to look at.
fn next_of(text: &str, at: usize, (one, other): (u8, u8)) -> Option<(usize, char)> {
    let rest = &text[at..];
    let found = memchr::memchr3(one, other, CURLY, rest.as_bytes())?;
    Some((at + found, rest[found..].chars().next()?))
}

/// Every passage, in order; none lies inside another.
pub(super) fn passages(text: &str) -> Vec<Passage> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut before = None;
    while let Some((at_mark, c)) = next_of(text, at, (b'"', b'\'')) {
        if at_mark > at {
            (at, before) = (at_mark, text[..at_mark].chars().next_back());
        }
        let next = at + c.len_utf8();
        let opened = kind_of(c).filter(|_| opens(c, before, first_of(&text[next..])));
        let passage = opened.and_then(|kind| match kind {
            Kind::Double => double(text, at, next),
            Kind::Single => single(text, at, next),
        });
        match passage.filter(|passage| passage.start < passage.end) {
            Some(passage) => {
                found.push(passage);
                at = passage.outer_end;
                before = text[..at].chars().next_back();
            }
            None => {
                at = next;
                before = Some(c);
            }
        }
    }
    found
}

/// The character after a mark, past the blank between it and a single mark inside: `“ ‘Same again?’ And then ...”`.
fn first_of(rest: &str) -> Option<char> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    match chars.next() {
        Some('‘') if first.is_whitespace() && first != '\n' => Some('‘'),
        _ => Some(first),
    }
}

/// Whether a mark between these characters may open a passage.
fn opens(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let at_word = after.is_some_and(|c| {
        !c.is_whitespace()
            && !matches!(c, '.' | ',' | ';' | ':' | ')' | '!' | '?')
            && kind_of(c) != kind_of(mark)
    });
    let free = before.is_none_or(|c| !c.is_alphanumeric());
    match mark {
        '“' | '„' => at_word,
        // Turned the wrong way: `said:”It is`.
        '”' => {
            at_word
                && before.is_none_or(|c| c.is_whitespace() || c == ':')
                && after.is_some_and(char::is_alphanumeric)
        }
        '‘' | '"' | '\'' => at_word && free,
        // Mostly an apostrophe: `’90s`.
        _ => false,
    }
}

/// A passage in double marks from the mark at `outer_start`: up to the mark that closes it, through paragraphs that open
/// with one, or to the end of its paragraph.
fn double(text: &str, outer_start: usize, start: usize) -> Option<Passage> {
    let mut depth = 1_u32;
    let mut before = None;
    let mut at = start;
    while let Some((at_mark, c)) = next_of(text, at, (b'"', b'\n')) {
        if at_mark > at {
            (at, before) = (at_mark, text[..at_mark].chars().next_back());
        }
        let next = at + c.len_utf8();
        let after = text[next..].chars().next();
        if c == '\n' {
            match continuation(text, next) {
                Some(begin) => {
                    (depth, at, before) = (1, begin, None);
                    continue;
                }
                None => return Some(passage(text, outer_start, start, at, at)),
            }
        }
        if kind_of(c) == Some(Kind::Double) {
            if nests(c, before, after) {
                depth += 1;
            } else {
                depth -= 1;
            }
            if depth == 0 {
                return Some(passage(text, outer_start, start, at, next));
            }
        }
        (before, at) = (Some(c), next);
    }
    Some(passage(text, outer_start, start, text.len(), text.len()))
}

/// Whether a double mark inside a passage opens another rather than closing this one.
fn nests(mark: char, before: Option<char>, after: Option<char>) -> bool {
    let spaced = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
    let at_word = after.is_some_and(char::is_alphanumeric);
    match mark {
        '“' | '„' => after.is_some_and(|c| !c.is_whitespace()),
        _ => spaced && at_word,
    }
}

/// Where the words of the next paragraph begin, if it opens with a double mark: the passage goes on.
fn continuation(text: &str, mut at: usize) -> Option<usize> {
    while text.as_bytes().get(at) == Some(&b'\n') {
        at += 1;
    }
    let mark = text[at..].chars().next().filter(|c| matches!(c, '“' | '"'))?;
    let begin = at + mark.len_utf8();
    text[begin..]
        .chars()
        .next()
        .filter(|c| c.is_alphanumeric())
        .map(|_| begin)
}

/// A passage in single marks: within its paragraph, and only if something closes it.
fn single(text: &str, outer_start: usize, start: usize) -> Option<Passage> {
    let mut weak = None;
    let mut before = None;
    let mut at = start;
    while let Some((at_mark, c)) = next_of(text, at, (b'\'', b'\n')) {
        if at_mark > at {
            (at, before) = (at_mark, text[..at_mark].chars().next_back());
        }
        let next = at + c.len_utf8();
        let after = text[next..].chars().next();
        // Another opening mark: this one opened nothing. Stopping here keeps the time linear.
        let opens_another = c == '‘'
            || c == '\''
                && !before.is_none_or(char::is_alphanumeric)
                && after.is_some_and(char::is_alphanumeric);
        if c == '\n' || opens_another {
            break;
        }
        if matches!(c, '’' | '\'')
            && !after.is_some_and(char::is_alphanumeric)
            && !before.is_none_or(char::is_whitespace)
        {
            let strong = before.is_some_and(|c| matches!(c, '.' | ',' | '?' | '!' | '…'))
                || after.is_none_or(|c| matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | ')' | '\n'));
            if strong || before != Some('s') {
                return Some(passage(text, outer_start, start, at, next));
            }
            // The plural's apostrophe unless nothing else closes: `‘trusts’ money’`.
            weak.get_or_insert((at, next));
        }
        (before, at) = (Some(c), next);
    }
    weak.map(|(end, outer_end)| passage(text, outer_start, start, end, outer_end))
}

fn passage(text: &str, outer_start: usize, start: usize, end: usize, outer_end: usize) -> Passage {
    let words = &text[start..end];
    Passage {
        outer_start,
        start: start + (words.len() - words.trim_start().len()),
        end: start + words.trim_end().len(),
        outer_end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        passages(text).iter().map(|p| &text[p.start..p.end]).collect()
    }

    #[test]
    fn marks_of_every_kind() {
        for (text, expected) in [
            ("CCGs “created a monster”.", vec!["created a monster"]),
            ("He said: \"No.\" She said: 'Yes.'", vec!["No.", "Yes."]),
            ("said:”It is for us.” Then", vec!["It is for us."]),
            ("The trusts’ leader’s wife’s car", vec![]),
            (
                "‘The trusts’ money isn’t ours,’ she said",
                vec!["The trusts’ money isn’t ours,"],
            ),
            ("a ‘sham’ of a ‘consultation’ then", vec!["sham", "consultation"]),
            (
                "“asking “what is it?” to “what else?”.” Done",
                vec!["asking “what is it?” to “what else?”."],
            ),
            ("in 5\" pipes and the '90s", vec![]),
            ("“” \"\" '' ‘’ “", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn passages_run_on_over_paragraphs_that_open_with_a_mark() {
        assert_eq!(found("X said: “One.\n\n“Two.”\n\nEnd."), ["One.\n\n“Two."]);
        assert_eq!(found("X said: “One.\n\nTwo.”"), ["One."]);
        assert_eq!(found("X said: “One.”\n\n“Two.”"), ["One.", "Two."]);
    }

    #[test]
    fn entries_without_marks_are_passed_over() {
        assert!(!may_have_passages("Nothing – really… it’s the trusts’"));
        assert!(may_have_passages("a “b” c") && may_have_passages("a ‘b’ c") && may_have_passages("a \"b\""));
    }

    #[test]
    fn hostile_marks_take_linear_time() {
        for mark in [
            "“",
            "”",
            "\"",
            "'",
            "‘",
            "‘a",
            "\"a",
            "“a",
            "‘as’ ",
            "\n“a",
            "'s ",
            "-'a",
            "-‘a",
        ] {
            let text = mark.repeat(100_000);
            assert!(
                passages(&text)
                    .iter()
                    .all(|p| p.outer_start < p.start && p.end <= p.outer_end)
            );
        }
    }
}
