//! Regular expressions of ours.

use regex::Regex;

/// A pattern of ours. Its words end where ASCII words do: with Unicode's own ends of words no automaton can be built for
/// text with curly quotes, and the search falls back to one that is many times slower.
#[allow(
    clippy::expect_used,
    reason = "a fixed pattern: it compiles in every test or in none"
)]
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(&text.replace(r"\b", r"(?-u:\b)")).expect("a valid pattern")
}
