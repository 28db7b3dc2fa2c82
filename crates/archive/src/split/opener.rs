//! What may stand before a stamp: a name, but no other word.

/// Whether capitalised words before a time can be a name: `At 2.30pm`, `Monday 10am` and the like are not.
pub(super) fn may_be_name(words: &str) -> bool {
    const NOT_NAMES: [&str; 46] = [
        "at",
        "on",
        "by",
        "in",
        "from",
        "since",
        "until",
        "till",
        "before",
        "after",
        "around",
        "about",
        "between",
        "for",
        "it",
        "its",
        "the",
        "this",
        "that",
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "updated",
        "update",
        "last",
        "next",
        "now",
        "then",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "starts",
        "start",
        "begins",
        "ends",
        "noon",
        "a",
        "our",
        "and",
        "but",
        "see",
    ];
    let words = words
        .strip_prefix("By ")
        .filter(|name| name.split_whitespace().count() > 1)
        .unwrap_or(words);
    words.split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !NOT_NAMES.contains(&word.as_str())
    })
}
