//! Given names that one person goes by.

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

/// Are both forms of one given name?
pub(super) fn are_forms_of_one(a: &str, b: &str) -> bool {
    a == b
        || SAME
            .iter()
            .any(|row| row.split(' ').any(|name| name == a) && row.split(' ').any(|name| name == b))
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
