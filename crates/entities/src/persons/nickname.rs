//! Given names that one person goes by.

use super::name::Candidate;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Each row is one name; the forms of a row are the same person's where the surname is the same.
const SAME: [&str; 44] = [
    "michael mike mick micky",
    "andrew andy",
    "james jim jimmy jamie",
    "robert bob rob bobby",
    "edward ed eddie ted ned",
    "david dave davy",
    "anthony tony antony",
    "thomas tom tommy",
    "william bill will billy",
    "richard rick dick richie",
    "christopher chris",
    "nicholas nick nic",
    "stephen steve steven",
    "matthew matt",
    "daniel dan danny",
    "benjamin ben benny",
    "samuel sam sammy",
    "samantha sam",
    "joseph joe",
    "jonathan jon jonny",
    "gregory greg",
    "timothy tim",
    "philip phil phillip",
    "peter pete",
    "patrick pat paddy",
    "patricia pat tricia trish",
    "katherine kate kathy catherine cathy katharine katie",
    "elizabeth liz beth lizzie eliza",
    "susan sue suzie",
    "deborah debbie deb debra",
    "jennifer jenny jen",
    "margaret maggie meg peggy",
    "victoria vicky vicki",
    "rebecca becky",
    "christine chris chrissie christina",
    "jacqueline jackie jacqui",
    "judith judy",
    "geoffrey geoff",
    "jeffrey jeff",
    "alexander alex alec",
    "kenneth ken kenny",
    "leonard len",
    "ronald ron",
    "norman norm",
];

/// The rows of [`SAME`] in which a name is, a bit for each.
static ROWS: LazyLock<FxHashMap<&str, u64>> = LazyLock::new(|| {
    const { assert!(SAME.len() <= u64::BITS as usize) };
    let mut rows = FxHashMap::default();
    for (bit, row) in SAME.iter().enumerate() {
        for name in row.split(' ') {
            *rows.entry(name).or_default() |= 1 << bit;
        }
    }
    rows
});

/// `Chukwuemeka “Emeka” Wick`: joins the given name before a nickname in quotes with the surname after it.
pub(super) fn join(text: &TokenisedText<'_>, candidates: &mut Vec<Candidate>) {
    let mut at = 0;
    while at + 1 < candidates.len() {
        let (before, rest) = candidates.split_at(at + 1);
        let open = before[at].end;
        let close = open + 2;
        let quoted = matches!(text.word(open), "“" | "\"" | "‘" | "'")
            && text.tokens[open].spaced
            && matches!(text.word(close), "”" | "\"" | "’" | "'")
            && text.is_capitalised(open + 1)
            && text.classes(open + 1) != Classes::FUNCTION;
        let surname = rest.iter().position(|other| other.start >= close);
        match surname.map(|i| (i, rest[i].start, rest[i].end)) {
            Some((i, start, end)) if quoted && start == close + 1 && end - start == 1 => {
                candidates[at].end = end;
                candidates.drain(at + 1..=at + 1 + i);
            }
            _ => {}
        }
        at += 1;
    }
}

/// The nickname in a name, with the quotes around it.
pub(super) fn quoted(text: &TokenisedText<'_>, candidate: &Candidate) -> Option<usize> {
    (candidate.name_start + 2..candidate.end.saturating_sub(1)).find(|i| {
        text.kind(i - 1) == TokenKind::Mark && text.kind(i + 1) == TokenKind::Mark && text.is_capitalised(*i)
    })
}

/// Are both forms of one given name?
pub(super) fn are_forms_of_one(a: &str, b: &str) -> bool {
    let rows = |name: &str| ROWS.get(name).copied().unwrap_or(0);
    a == b || rows(a) & rows(b) != 0
}

/// Do the words differ by one letter, or by two that changed places?
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (rest_a, rest_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    match (rest_a, rest_b) {
        ([], []) => false,
        ([_], [] | [_]) | ([], [_]) => true,
        ([x, y], [z, w]) => x == w && y == z,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        for (a, b) in [
            ("wick", "wic"),
            ("wick", "wikc"),
            ("wick", "wich"),
            ("wick", "wicks"),
        ] {
            assert!(is_slip(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("wick", "wick"),
            ("wick", "thornby"),
            ("wick", "wa"),
            ("wick", "kciw"),
        ] {
            assert!(!is_slip(a, b), "{a} {b}");
        }
    }
}
