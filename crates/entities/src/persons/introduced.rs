//! Who comes forward: `Zorble Quandary here, third coffee`, `Zorble Quandary @zorblequandary`.

use crate::text::{TokenKind, TokenisedText};

/// A handle must echo so many letters of the name before it.
const ECHO: usize = 5;

/// The word after a name that shows its bearer coming forward.
pub(super) fn after(text: &TokenisedText<'_>, end: usize) -> Option<usize> {
    // `Zorble Quandary here at the count`
    let next = text.word(end + 1);
    let forward = text.printed(end) == "here"
        && (text.kind(end + 1) != TokenKind::Word
            || matches!(next, "at" | "with" | "in" | "and" | "again" | "to" | "on"));
    if forward {
        return Some(end);
    }
    (text.kind(end) == TokenKind::Handle && echoes(text, end)).then_some(end)
}

/// Has the handle the word before it in it?
fn echoes(text: &TokenisedText<'_>, handle: usize) -> bool {
    let name = text.word_before(handle, 1);
    let plain: String = name.chars().filter(|c| c.is_alphabetic()).collect();
    plain.chars().count() >= ECHO && text.word(handle).contains(plain.as_str())
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn who_comes_forward() {
        assert_eq!(
            persons("Morning! Zorble Quandary here, third coffee."),
            ["Zorble Quandary"]
        );
        assert_eq!(persons("Mark Quandary @markquandary: “No.”"), ["Mark Quandary"]);
    }

    #[test]
    fn who_does_not() {
        assert_eq!(persons("Zorble Quandary here is the sum."), Vec::<String>::new());
        assert_eq!(
            persons("Zorble Quandary @otherhandle sang."),
            Vec::<String>::new()
        );
    }
}
