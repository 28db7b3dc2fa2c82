//! What stands after a stamp: whether a sentence begins there, and what kind of line it makes.

/// A sentence of at most so many characters is short.
const SHORT_CHARS: usize = 90;
/// A line without a full stop is a point up to so many characters: panels are listed with all their speakers.
const POINT_CHARS: usize = 160;

/// What stands after the stamp on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Follow {
    /// Nothing: the stamp has a line of its own.
    Nothing,
    /// What a sentence may begin with.
    SentenceStart,
    /// A digit.
    Digit,
    /// A small letter: most often the sentence goes on.
    Lowercase,
    /// A word with which a sentence goes on for certain: `is`, `today`.
    Continues,
}

impl Follow {
    pub(super) fn of(rest: &str) -> Self {
        const CONTINUING: [&str; 44] = [
            "and",
            "but",
            "still",
            "is",
            "was",
            "are",
            "were",
            "will",
            "would",
            "has",
            "had",
            "have",
            "sees",
            "saw",
            "today",
            "tomorrow",
            "yesterday",
            "tonight",
            "this",
            "on",
            "when",
            "until",
            "till",
            "to",
            "for",
            "at",
            "by",
            "from",
            "start",
            "starts",
            "slot",
            "deadline",
            "train",
            "meeting",
            "session",
            "or",
            "sharp",
            "onwards",
            "each",
            "every",
            "daily",
            "next",
            "last",
            "with",
        ];
        let word = rest.split_whitespace().next().unwrap_or_default();
        match word.chars().next() {
            None => Self::Nothing,
            Some(c) if c.is_ascii_digit() => Self::Digit,
            Some(c) if !c.is_lowercase() => Self::SentenceStart,
            // `iPads`, `www.england.nhs.uk`: names that begin so.
            _ if word.starts_with("http") || word.starts_with("www.") => Self::SentenceStart,
            _ if word.chars().any(char::is_uppercase) => Self::SentenceStart,
            _ if CONTINUING.contains(&word.trim_end_matches([',', '.', ':'])) => Self::Continues,
            _ => Self::Lowercase,
        }
    }

    /// Whether a new sentence can begin here.
    pub(super) fn may_begin(self) -> bool {
        !matches!(self, Self::Lowercase | Self::Continues)
    }
}

/// What the text on a stamp's line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Line {
    /// Nothing.
    Empty,
    /// Short and without a full stop, as a programme's points are; some of those are questions.
    Point,
    /// Short.
    Short,
    /// A paragraph.
    Long,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        let last = text
            .trim_end_matches(['”', '"', '’', '\'', ')'])
            .chars()
            .next_back();
        match last {
            None if text.is_empty() => Self::Empty,
            Some('.' | '!' | '…' | ':') if text.chars().count() <= SHORT_CHARS => Self::Short,
            Some('.' | '!' | '…' | ':') => Self::Long,
            _ if text.chars().count() <= POINT_CHARS => Self::Point,
            _ => Self::Long,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_go_on_unless_they_are_a_name() {
        for (rest, follow) in [
            ("", Follow::Nothing),
            ("The", Follow::SentenceStart),
            ("“Quoted", Follow::SentenceStart),
            ("14 trusts", Follow::Digit),
            ("today sees", Follow::Continues),
            ("in case", Follow::Lowercase),
            ("iPads for", Follow::SentenceStart),
            ("www.example.org has", Follow::SentenceStart),
        ] {
            assert_eq!(Follow::of(rest), follow, "{rest}");
        }
    }

    #[test]
    fn points_have_no_full_stop() {
        assert_eq!(Line::of("Welcome"), Line::Point);
        assert_eq!(Line::of("Who pays?"), Line::Point);
        assert_eq!(Line::of("The board met."), Line::Short);
        assert_eq!(Line::of(&"word ".repeat(50)), Line::Long);
        assert_eq!(Line::of(""), Line::Empty);
    }
}
