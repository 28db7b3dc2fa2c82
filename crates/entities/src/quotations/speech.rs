//! Whether what stands in quote marks was said, or is a title, a headline, a word talked about or held at arm's length.

use super::pieces::Kind;
use super::reader::{Found, Reader, Verdict};
use super::words::Flags;

/// Words before a passage that is no speech.
const BEFORE: [&str; 30] = [
    "so-called",
    "called",
    "titled",
    "entitled",
    "named",
    "dubbed",
    "headlined",
    "nicknamed",
    "known",
    "word",
    "words",
    "phrase",
    "term",
    "slogan",
    "headline",
    "headlines",
    "title",
    "motto",
    "report",
    "blog",
    "book",
    "editorial",
    "petition",
    "sign",
    "campaign",
    "sic",
    "names",
    "category",
    "culture",
    "spelled",
];
/// What bears words that nobody says.
const DISPLAYS: [&str; 10] = [
    "placard", "placards", "banner", "banners", "poster", "posters", "sign", "signs", "badge", "badges",
];
/// Those that may also be what the speaker speaks of.
const WORKS: [&str; 6] = ["report", "blog", "book", "editorial", "petition", "campaign"];
/// Words after it.
const AFTER: [&str; 8] = [
    "headline", "petition", "campaign", "sign", "label", "culture", "banner", "rating",
];
/// Words of one clause, at least.
const CLAUSE: usize = 8;
/// Words of a fragment whose speaker is not named, at least.
const FRAGMENT: usize = 4;
/// How far before a passage the one that it resumes may stand, in pieces.
const RESUMED: usize = 30;

/// Whether the word is for something that bears words: `a placard: “Tired doctors make mistakes”`.
pub(super) fn is_display(word: &str) -> bool {
    DISPLAYS.contains(&word)
}

/// Whether the passage is a quotation, with what is known of its speaker.
pub(super) fn is_quotation(reader: &Reader<'_>, passage: usize, at: usize, verdict: Option<Verdict>) -> bool {
    let pieces = &reader.pieces;
    let words = reader.words_of(passage);
    let bracketed = words.starts_with('[') && words.ends_with(']');
    if !words.chars().any(char::is_alphanumeric) || is_title(words) || bracketed {
        return false;
    }
    let before = at.checked_sub(1);
    let same = before.filter(|before| pieces.sentence(*before) == pieces.sentence(at));
    let printed = same.map_or("", |before| pieces.printed(before));
    // `the report “Safer care”`, but `she said the report “makes for harrowing reading”`.
    let named = verdict.is_some_and(|verdict| matches!(verdict.found, Found::Name(_)));
    let goes_on = named && WORKS.contains(&printed) && words.starts_with(char::is_lowercase);
    let by_agent = named && matches!(printed, "called" | "dubbed") && pieces.printed(at + 1) == "by";
    let spoken_of = BEFORE.contains(&printed) && !goes_on && !by_agent
        || printed == ":" && same.is_some_and(|colon| colon > 0 && is_display(pieces.printed(colon - 1)))
        || printed == "what" && matches!(pieces.printed(at + 1), "means" | "meant" | "mean")
        || AFTER.contains(&pieces.printed(at + 1)) && pieces.sentence(at + 1) == pieces.sentence(at);
    // Between two names: a nickname.
    let nickname = same
        .is_some_and(|before| pieces.kind(before) != Kind::Word && reader.name_at(before).is_some())
        && pieces.kind(at + 1) == Kind::Word
        && pieces.printed(at + 1).starts_with(char::is_uppercase);
    let one_word = !words.contains(char::is_whitespace) && !words.ends_with(['.', ',', '?', '!', '…']);
    let newspaper = verdict.is_some() && is_short_report(reader, at, words);
    let phrase = same.is_some_and(|before| is_modifier(reader, before, at, words));
    if spoken_of || phrase || nickname || newspaper || one_word && is_held_off(reader, same) {
        return false;
    }
    if verdict.is_some_and(|verdict| matches!(verdict.found, Found::Name(_))) {
        return true;
    }
    let whole = words.ends_with(['.', ',', '?', '!', '…']);
    let opens = same.is_none() || printed == ":";
    // `“One thing,” explains a glossary, “is another.”`
    let resumes = whole
        && pieces.all[pieces.sentence_start(at).max(at.saturating_sub(RESUMED))..at]
            .iter()
            .any(|piece| match piece.kind {
                Kind::Passage(earlier) => reader.words_of(earlier).ends_with(','),
                _ => false,
            });
    let at_least = |count: usize| words.split_whitespace().nth(count - 1).is_some();
    let after_verb = same.is_some_and(|before| pieces.flags(before).is(Flags::SAY));
    // `It was, she said, “shutting, with biscuits”`.
    let parted = printed == ","
        && same.is_some_and(|before| before > 0 && pieces.flags(before - 1).is(Flags::SAY))
        && at_least(2);
    whole && (opens || verdict.is_some())
        || resumes
        || parted && verdict.is_some()
        || at_least(CLAUSE)
        || opens && printed == ":"
        || verdict.is_some() && after_verb && at_least(FRAGMENT)
}

/// Whether a few words stand in what somebody reports: `the paper reports on the “heart age”`.
fn is_short_report(reader: &Reader<'_>, at: usize, words: &str) -> bool {
    let pieces = &reader.pieces;
    let few = words.split_whitespace().nth(2).is_none() && !words.ends_with(['.', ',', '?', '!', '…']);
    let from = pieces.sentence_start(at).max(at.saturating_sub(40));
    let verb = (from..at).rev().find(|i| pieces.flags(*i).is(Flags::SAY));
    few && verb.is_some_and(|verb| matches!(pieces.printed(verb), "reports" | "reported" | "reporting"))
}

/// Whether a few words stand between an article and a noun: `the “winter crisis” plan`, not `it was the “end of the road”`.
fn is_modifier(reader: &Reader<'_>, before: usize, at: usize, words: &str) -> bool {
    let pieces = &reader.pieces;
    let few = words.split_whitespace().nth(3).is_none() && words.starts_with(char::is_lowercase);
    let after = at + 1;
    let goes_on = pieces.kind(after) == Kind::Word && pieces.sentence(after) == pieces.sentence(at);
    few && goes_on
        && matches!(
            pieces.printed(before),
            "the" | "The" | "its" | "their" | "these" | "those" | "his" | "her"
        )
        && !words.ends_with(['.', ',', '?', '!', '…'])
}

/// Whether a single word is held at arm's length: `the 44 “footprints”`, not `she called it “orderly”`.
fn is_held_off(reader: &Reader<'_>, before: Option<usize>) -> bool {
    let Some(before) = before.filter(|before| reader.pieces.kind(*before) == Kind::Word) else {
        return false;
    };
    let flags = reader.pieces.flags(before);
    let said = Flags::BE
        | Flags::AUX
        | Flags::IT
        | Flags::ADVERB
        | Flags::SAY
        | Flags::BASE
        | Flags::HE
        | Flags::SHE;
    let object = matches!(
        reader.pieces.printed(before),
        "as" | "that" | "this" | "them" | "him" | "her" | "me" | "us" | "and"
    );
    !flags.is(said) && !object
}

/// `Making Sense of STPs`, `NURSE, THE SCREENS`: words that nobody says so.
fn is_title(words: &str) -> bool {
    if words.ends_with(['.', ',', '?', '…']) {
        return false;
    }
    let mut long = words
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let Some(first) = long.next() else {
        return false;
    };
    let capital = |word: &str| {
        word.trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(char::is_uppercase)
    };
    let mut others = 0;
    let all = capital(first)
        && long.all(|word| {
            others += 1;
            capital(word)
        });
    all && others > 0
}
