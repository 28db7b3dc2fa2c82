//! Any text splits, and no character is lost: each is in one stamp, entry or leftover.
#![no_main]

use daybook_archive::split;
use libfuzzer_sys::fuzz_target;

fn ink(text: &str) -> usize {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'))
        .count()
}

fuzz_target!(|text: &str| {
    let page = split(text);
    let entries: usize = page.entries.iter().map(|e| ink(&e.text) + ink(e.stamp.as_deref().unwrap_or_default())).sum();
    let unstamped = page.entries.iter().filter(|e| e.stamp.is_none()).map(|e| ink(&e.text)).sum::<usize>();
    let leftovers: usize = page.leftovers.iter().map(|l| ink(&l.text)).sum();
    // The rest of a lost entry is told both as a leftover and as an entry.
    assert_eq!(entries + leftovers - unstamped, ink(text));
});
