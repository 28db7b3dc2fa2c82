//! A surname from a mail address: `Call Clara ... or mail clara.thornby@example.com`.

use crate::text::{TokenKind, TokenisedText};

/// The surname in `given.surname@somewhere` on the same text.
pub(super) fn surname_of(text: &TokenisedText<'_>, given: &str) -> Option<String> {
    let links = text
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == TokenKind::Link);
    links.map(|(i, _)| text.printed(i)).find_map(|link| {
        let (local, _) = link.split_once('@')?;
        let (first, surname) = local.split_once(['.', '_'])?;
        let letters = surname.len() > 1 && surname.chars().all(|c| c.is_alphabetic() || c == '-');
        (letters && first.to_lowercase() == given).then(|| {
            surname
                .chars()
                .take(1)
                .flat_map(char::to_uppercase)
                .chain(surname.chars().skip(1))
                .collect()
        })
    })
}
