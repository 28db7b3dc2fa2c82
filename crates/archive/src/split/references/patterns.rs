//! How passages that point to a time are worded.

use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// A time: `12 noon`, `1.13pm`, `13:13`, and `9am`; without a meridiem an hour alone is a number.
const TIME: &str = r"(?: (?:12(?:[.:]00)?\s?)?(?P<named>noon|midday|midnight)\b
    | (?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:\s?(?P<meridiem>[ap]\.m\b\.?|[ap]m\b))?
    | (?P<whole>\d{1,2})\s?(?P<half>[ap]\.m\b\.?|[ap]m\b) )";

pub(super) static POINTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?xi)
        (?P<open>[(\[]\s*)?
        \b(?:
            (?P<plain> see (?:\s+(?:also|our|the|my|post|posts|entry|update|story|item|report|at|from|below|above|earlier)){{0,4}}[,:]?
              | (?:scroll|go|look|jump|circle|cast\s+your\s+eyes?)\s+(?:down|up|back)\s+to (?:\s+(?:our|the|post|entry|at)){{0,3}} )
          | (?: (?:as|which|that|whom)\s+ (?:(?:we|i)\s+)? | (?:we|i)\s+(?:(?:have|had)\s+)? )
            (?:first\s+|already\s+|also\s+)? (?:reported|mentioned|noted|posted|said|wrote|covered|flagged|promised|told\s+you|outlined|discussed|brought\s+you)
            (?:\s+(?:here|below|above|earlier|it|this|that|on|about|in|our|the|post|entry|today)){{0,4}} (?:\s+at)?
          | (?:reported|mentioned|noted|posted|flagged|covered) (?:\s+(?:here|above|below|earlier|it|this|that|on|about)){{0,2}} \s+at
          | (?:our|the|my|that|this|earlier|in\ the|from\ the) (?:\s+earlier)? (?P<post_before>\s+(?:post|entry|update|item|report|story))? (?:\s+(?:at|from|of))?
          | (?:post|entry|update|item)\s+(?:at|from|of)
        )
        \s+
        {TIME}
        (?P<tail>\s+(?:post|entry|update|item|below|above|report|story)\b){{0,2}}
        (?P<close>\s*[)\]])?
        "
    ))
});

/// What makes posts of the times before it: `our 11.05am and 10am updates`.
pub(super) static POSTS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^\s+(?:posts?|entry|entries|updates?|items?|reports?|story|stories)\b"));

pub(super) static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?xi) ^ \s*(?:,|;|and\b|&|,\s*and\b|or\b)\s*(?P<at>at\s+)? (?P<time> {TIME} ) (?P<close>\s*[)\]])?"
    ))
});

/// What may point, if an entry before this one has that very time.
pub(super) static HINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?xi)
        (?: (?P<inside>[(\[]) \s*
          | (?P<back> (?P<mended> \b(?:correct(?:ion|ed|ing|s)?|spelling|misspelling|typo|mistake|slip|error)\b [^.;:\n]{{0,60}}? \s at \s+
              | \bcorrect(?:ion|ions|ing)\s+(?:to|of)\s+(?:our\s+|the\s+)? )
            | \b(?:returns?|returned|returning|back)\s+to\b [^.;:\n]{{0,40}}? \s at \s+ )
          | \bwe\s+ (?P<verb>\w+) (?:\s+\w+){{0,3}}? \s+at\s+
          | \b at \s+
        )
        (?P<time> {TIME} )
        (?P<after> \s*[)\]] | ,?\s+(?:we|i)\s+(?:\w+) )?
        "
    ))
});

/// Any time as `TIME` prints it, or what looks like one: most texts have none, and then nothing points.
pub(super) static ANY_TIME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[0-9](?:[.:][0-9]{2}|\s?[ap]\.?m)|noon|midday|midnight"));
