//! Texts inside JSON that may be markup themselves.

use super::{furniture, lines, parse};
use regex::Regex;
use std::sync::LazyLock;

#[allow(
    clippy::expect_used,
    reason = "the pattern is a constant that every test reads"
)]
static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:p|br|b|i|strong|em|a|ul|ol|li|div|span|blockquote|h[1-6]|figure|time)(?:\s[^<>]*)?/?>|&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|lt|gt|quot|nbsp|apos|[lr]squo|[lr]dquo|[nm]dash|pound|hellip);")
        .expect("a valid pattern")
});

/// The paragraphs of a text: what its tags set apart if it has any, else its lines.
pub(super) fn lines(text: &str) -> Vec<String> {
    if MARKUP.is_match(text)
        && let Ok(parsed) = parse::parse(&text.replace('\n', "<br>"))
    {
        let sizes = furniture::sizes(&parsed.tree);
        let marks = furniture::marks(&parsed.tree, &sizes);
        return lines::lines(parsed.tree.root(), &marks)
            .into_iter()
            .map(|line| line.text)
            .collect();
    }
    text.lines()
        .map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}
