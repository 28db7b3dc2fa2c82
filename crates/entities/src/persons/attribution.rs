//! A verb of saying beside a name shows a person: `Zorble Quandary said`, `said Zorble Quandary`, `by Zorble Quandary`.

use super::introduced;
use super::name::Candidate;
use crate::lexicon::Classes;
use crate::text::{TokenKind, TokenisedText};

/// Nouns of what a person makes: `Clara Wick's story`.
const WORKS: [&str; 36] = [
    "analysis",
    "report",
    "reports",
    "cartoon",
    "sketch",
    "verdict",
    "podcast",
    "diary",
    "successor",
    "predecessor",
    "amendment",
    "warning",
    "story",
    "letter",
    "comment",
    "comments",
    "article",
    "piece",
    "column",
    "blog",
    "question",
    "questions",
    "speech",
    "interview",
    "tweet",
    "tweets",
    "email",
    "remarks",
    "book",
    "appointment",
    "resignation",
    "departure",
    "evidence",
    "statement",
    "announcement",
    "job",
];

/// What persons do and bodies do not.
const PERSONAL: [&str; 9] = [
    "joins", "retires", "retired", "resigned", "resigns", "chairs", "chaired", "smiled", "laughed",
];

/// The verb, if there is one.
pub(super) fn shows(text: &TokenisedText<'_>, candidate: &Candidate) -> Option<String> {
    after(text, candidate.end)
        .or_else(|| before(text, candidate.start))
        .map(|i| text.printed(i).to_owned())
}

/// A verb of saying after the name, perhaps with `has` or `also` before it, or a colon and a quote.
pub(super) fn after(text: &TokenisedText<'_>, end: usize) -> Option<usize> {
    let small = |i: usize| text.kind(i) == TokenKind::Word && !text.is_capitalised(i);
    if text.kind(end) == TokenKind::Possessive {
        return WORKS.contains(&text.word(end + 1)).then_some(end + 1);
    }
    if text.word(end) == ":"
        || (text.word(end) == "-" && text.tokens[end].spaced && text.word(end + 1) == "“")
    {
        return Some(end);
    }
    // `Ann Lee, 17, told`
    let aged = text.word(end) == "," && text.kind(end + 1) == TokenKind::Number && text.word(end + 2) == ",";
    if aged && text.printed(end + 1).len() < 4 {
        return Some(end + 1);
    }
    // `Ann Lee joins the trust`: what no body does.
    if PERSONAL.contains(&text.word(end)) {
        return Some(end);
    }
    if let Some(cue) = introduced::after(text, end) {
        return Some(cue);
    }
    let mut at = end;
    // `Ann Lee (@annlee) writes`
    if text.word(at) == "(" && text.kind(at + 1) == TokenKind::Handle && text.word(at + 2) == ")" {
        return Some(at + 1);
    }
    while at < end + 2
        && small(at)
        && matches!(
            text.word(at),
            "has" | "had" | "also" | "then" | "later" | "now" | "who" | "have" | "is" | "was" | "today"
        )
    {
        at += 1;
    }
    (small(at) && text.classes(at).is(Classes::SAYING)).then_some(at)
}

/// A verb of saying before the name, `by`, or `according to`.
fn before(text: &TokenisedText<'_>, start: usize) -> Option<usize> {
    let verb = start.checked_sub(1)?;
    let word = text.word(verb);
    let said = text.classes(verb).is(Classes::SAYING)
        && text.kind(verb) == TokenKind::Word
        && !text.is_capitalised(verb);
    let by = matches!(word, "by" | "By")
        || (word == "to"
            && matches!(
                text.word_before(verb, 1),
                "according" | "spoke" | "talks" | "thanks"
            ));
    let earlier = text.word_before(verb, 1);
    let from = word == "from"
        && (text.tokens[verb].sentence_start
            || matches!(
                earlier,
                "goodnight"
                    | "goodbye"
                    | "hello"
                    | "letter"
                    | "tweet"
                    | "email"
                    | "message"
                    | "note"
                    | "question"
                    | "comment"
                    | "contribution"
            ));
    let own = word == "own" && earlier == "our";
    // `Proposer: Ann Lee`
    let labelled = word == ":"
        && matches!(
            earlier,
            "proposer" | "seconder" | "opposer" | "words" | "pictures" | "photo"
        );
    // `That is all from me, Ann Lee.`
    let me = word == "," && earlier == "me" && text.word_before(verb, 2) == "from";
    let host = matches!(word, "is" | "are" | "was" | "were")
        && matches!(
            earlier,
            "host"
                | "hosts"
                | "speaker"
                | "speakers"
                | "panellists"
                | "guests"
                | "guest"
                | "winner"
                | "winners"
                | "editor"
                | "signatory"
                | "author"
                | "chair"
                | "successor"
                | "replacement"
        );
    (said || by || from || own || labelled || me || host).then_some(verb)
}

#[cfg(test)]
mod tests {
    use crate::testing::persons;

    #[test]
    fn what_only_persons_do() {
        for text in [
            "Zorble Quandary joins the trust.",
            "Then Zorble Quandary, 17, came.",
            "That is all from me, Zorble Quandary.",
            "Its signatory is Zorble Quandary.",
        ] {
            assert_eq!(persons(text), ["Zorble Quandary"], "{text}");
        }
        assert_eq!(
            persons("Then Zorble Quandary joined, 2,000 in all."),
            Vec::<String>::new()
        );
    }
}
