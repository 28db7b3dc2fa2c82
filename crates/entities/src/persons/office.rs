//! Whom the press means by a surname alone: of several the holder of the highest office at the time.

use crate::gazetteer::PersonRow;
use crate::knowledge::{Knowledge, overlaps};
use crate::page::Page;
use std::cmp::Reverse;

/// From here on every reader knows the holder by the surname.
const WELL_KNOWN: u32 = 8;

/// Of several persons the one of the highest offices at the page's time; nobody if two are as high.
pub(super) fn likeliest(knowledge: &Knowledge, page: &Page<'_>, rows: &[u32]) -> Option<u32> {
    let mut ranked: Vec<(u32, u32)> = rows
        .iter()
        .map(|row| (standing(knowledge, page, *row), *row))
        .collect();
    ranked.sort_by_key(|(standing, row)| (Reverse(*standing), *row));
    match ranked.as_slice() {
        [(_, row)] => Some(*row),
        [(first, row), (second, _), ..] if first > second => Some(*row),
        _ => None,
    }
}

/// Did the person hold an office at the page's time whose holder every reader knows?
pub(super) fn is_well_known(knowledge: &Knowledge, page: &Page<'_>, row: u32) -> bool {
    standing(knowledge, page, row) >= WELL_KNOWN
}

/// Did the person ever hold an office that is high enough by itself?
pub(crate) fn is_prominent(person: &PersonRow) -> bool {
    person.roles.iter().any(|role| height(&role.title) >= WELL_KNOWN)
}

fn standing(knowledge: &Knowledge, page: &Page<'_>, row: u32) -> u32 {
    let time = (page.earliest, page.latest);
    let held = knowledge
        .person(row)
        .roles
        .iter()
        .filter(|role| overlaps((role.from, role.to), time));
    held.map(|role| height(&role.title)).sum()
}

fn height(title: &str) -> u32 {
    let title = title.to_lowercase();
    let of = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if of(&[
        "deputy",
        "shadow",
        "former",
        "permanent",
        "private",
        "general secretary",
    ]) {
        3
    } else if of(&["prime minister"]) {
        20
    } else if of(&["chancellor", "secretary", "leader"]) {
        WELL_KNOWN
    } else if of(&["minister", "mayor", "speaker"]) {
        3
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::height;

    #[test]
    fn offices() {
        assert!(height("prime minister") > height("health secretary"));
        assert!(height("health secretary") > height("shadow health secretary"));
        assert!(height("health minister") > height("MP"));
    }
}
