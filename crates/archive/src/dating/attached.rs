//! How a sentence places an event: the words beside it that tell how far it is from the day of writing.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet};
use super::event_table::Event;
use super::lengths::{LENGTH, Length};
use super::relative::Relative;
use super::relative_words::RELATIVE;
use super::tense::Tense;
use crate::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// A pattern of ours with `{R}` for the words of time and `{N}` for lengths of time.
fn timed(text: &str) -> Regex {
    pattern(&text.replace("{R}", RELATIVE.as_str()).replace("{N}", LENGTH))
}

/// `yesterday's`, `last month's emergency`: possessive, right before.
static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| timed(r"\b(?P<r>{R})(?:'s|s'|') (?:[a-z-]+ ){0,2}$"));
/// `last week published the`: the word, a verb and the event.
static TOLD_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"\b(?P<r>{R}),? (?:[a-z']+ ){0,3}?(?:published|launched|released|issued|unveiled|delivered|announced|invited|saw|held|gave|received) (?:[a-z'-]+ ){0,6}$",
    )
});
/// `tomorrow is the`, `today marks the`.
static IS_THE: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"(?:^ ?|[,;:(-] ?|\band |\bbut |\bso )(?P<r>{R}),? (?:is|was|sees|saw|brings|brought|marks|marked|will be|it is|it's|it was) (?:also )?(?:the |a |an |our )?$",
    )
});
/// `three weeks on friday we shall be closed for the`.
static FOR_THE: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"^ ?(?P<r>{R}),? (?:we|it|they|there|you)(?:'ll|'re|'s| are| is| will| shall)? (?:[a-z]+ ){0,4}?(?:for|to mark|because of) (?:the )?$",
    )
});
/// `on sunday andy murray`, before what itself says that something happened.
static OPENED: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"(?:^ ?|[,;:(-] ?|\band |\bbut |\bsince |\bwhen |\bafter )(?P<r>{R}),? (?:the |a |an |when |that |as )?$",
    )
});
/// `on friday afternoon a piece of ransomware named`, before what came as a surprise.
static SUDDEN: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"(?:^ ?|[,;:(-] ?)(?P<r>{R}),? (?:(?:the|a|an|piece|of|named|called|news|attack|death|murder|killing|shooting|fire|storm|outbreak|terrible|deadly|first|[a-z]+ware) ){0,6}$",
    )
});
/// `day two of the`, at the head of a sentence.
static DAY_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ ?(?:it's |it is |this is |today is |welcome to |good morning and welcome to )?(?:the )?(?:day (?P<n>one|two|three|four|five)|(?P<o>first|second|third|fourth|fifth)(?: full)? day) (?:of|with|under|without|after|in) (?:the |our )?$",
    )
});
/// `on monday` right before what is said of the event: `will call itself nhs england`.
static RIGHT_BEFORE: LazyLock<Regex> = LazyLock::new(|| timed(r"\b(?P<r>{R}),? $"));
/// `it's`, `happy`: before a day of the calendar.
static ITS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:it's|it is|today is|happy|this is) (?:also |now )?(?:the |our )?$"));
static THAT_IS_ALL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[.,;:!)-]| - | and\b| again\b| today\b| here\b| so\b| which\b|$)"));
/// `was published`, `is due out`: words between an event and the one that places it. No other subject may come between:
/// in `the report, the trust said yesterday` it is the trust that spoke then.
const GLUE: &str = r"(?:'s)?(?P<g>(?:,| \(| -)?(?: (?:which|that|was|were|is|are|has|have|had|been|be|will|to|its|report|final|findings|came|comes|come|gone|go|goes|went|out|into|being|force|effect|published|released|launched|unveiled|issued|delivered|announced|introduced|passed|held|opened|opens|open|began|begins|begin|started|starts|start|ended|ends|end|takes|took|take|place|over|reported|due|expected|set|made|laid|signed|in|at|of|parliament|again|back|forward|kept|meets|polls|too|also|by|from|in (?:the )?[a-z]+|to £[0-9.,]+(?:bn|m)?)\b){0,8}?) ?";
/// `into failings at the trust, which published its report`: a clause of the event's own.
const CLAUSE: &str = r"(?P<g>(?: [a-z']+){0,8},? (?:which|that) (?:was |were )?(?:published|reported|released|issued|came out|launched|delivered|passed|opened|began|started)(?: (?:its|their|his|her) (?:final |long-awaited )?(?:report|findings|conclusions|recommendations|plans|verdict))?) ";
static TOLD_AFTER: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [GLUE, CLAUSE].map(|between| timed(&format!(r"^{between} ?\(?\b(?P<r>{{R}})\b(?P<s>'s)?")))
});
/// `39 days to go until the`, `20 days until`.
static COUNTDOWN: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"\b(?P<n>{N}) (?:to go |left |now |away )?(?:until|till|to|away from|to go to) (?:the )?(?:[a-z]+ )?$",
    )
});
/// `a week since the`, `six months on from the`.
static SINCE: LazyLock<Regex> = LazyLock::new(|| {
    timed(r"\b(?P<n>{N}) (?:since|on from|on since|on after) (?:the |its |his |her |their )?(?:[a-z]+ )?$")
});
/// `six months after the`, at the head of a sentence in the present.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    timed(
        r"^ ?(?:[a-z]+,? )?(?P<n>{N}) after (?:(?:it|they) (?:came out|was published|were published|reported),? )?(?:the |its |his |her |their )?(?:[a-z]+ ){0,2}$",
    )
});
static PRESENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[^.;]{0,90}?\b(?:is|are|has|have|it's|isn't|aren't|hasn't|haven't)\b"));
static PAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:was|were|had|did|would)\b"));
/// `the first anniversary of the`.
static ANNIVERSARY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<t>today is |it's |it is |today marks |today, )?(?:the )?(?P<n>first|second|third|fourth|fifth|tenth|one-year|two-year|1st|2nd|3rd|5th|10th) anniversary (?:of|since) (?:the |its )?$",
    )
});
/// `the day after`, closing a headline.
static DAY_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:'s report)?[,:-]* (?:the )?(?:day|morning) after[ .!]*$"));
/// What makes a sentence one about another time.
pub(super) static BACK_THEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:was to|were to|had|at the time|back then|used to|would have|in (?:19|20)\d\d|(?:19|20)\d\d)\b|\bwas due\b|\bwere due\b|\bwas expected\b",
    )
});

/// The window that a word of time next to the event gives; `phrase` is the event as the sentence calls it.
pub(super) fn placed(
    event: &Event,
    phrase: &str,
    before: &str,
    after: &str,
    evidence: &str,
) -> Option<Constraint> {
    if let Some(found) = COUNTDOWN.captures(before) {
        let length = Length::read(found.name("n")?.as_str())?;
        return window(
            event,
            Relative::Apart(-length.most, -length.least),
            None,
            evidence,
        );
    }
    if let Some(found) = POSSESSIVE.captures(before) {
        return window(event, Relative::read(found.name("r")?.as_str())?, None, evidence);
    }
    if let Some(relative) = counted_on(before, after) {
        return window(event, relative, Some(Tense::Past), evidence);
    }
    if let Some(found) = DAY_NUMBER.captures(before)
        && event.days.len() == 1
        && !PAST.is_match(after)
    {
        let word = found.name("n").or_else(|| found.name("o"))?.as_str();
        let days = match word {
            "one" | "first" => 0,
            "two" | "second" => 1,
            "three" | "third" => 2,
            "four" | "fourth" => 3,
            _ => 4,
        };
        return window(event, Relative::DaysAgo(days), None, evidence);
    }
    if DAY_AFTER.is_match(after) {
        return window(event, Relative::DaysAgo(1), None, evidence);
    }
    if (event.annual || phrase.ends_with(" day")) && ITS.is_match(before) && THAT_IS_ALL.is_match(after) {
        return window(event, Relative::DaysAgo(0), None, evidence);
    }
    if let Some(found) = IS_THE.captures(before).or_else(|| FOR_THE.captures(before)) {
        return window(event, Relative::read(found.name("r")?.as_str())?, None, evidence);
    }
    if let Some(found) = RIGHT_BEFORE.captures(before)
        && let Some(tense) = told_by(phrase)
    {
        let relative = Relative::read(found.name("r")?.as_str())?;
        let fits = relative.tense().is_none_or(|said| said == tense);
        return fits
            .then(|| window(event, relative, Some(tense), evidence))
            .flatten();
    }
    if BACK_THEN.find(after).is_some_and(|told| told.start() < 40) {
        return None;
    }
    let opened = || {
        let sudden = || SUDDEN.captures(before).filter(|_| event.sudden);
        OPENED
            .captures(before)
            .filter(|_| event.happened(phrase))
            .or_else(sudden)
    };
    if let Some(found) = opened() {
        let relative = Relative::read(found.name("r")?.as_str())?;
        let past = relative.tense() != Some(Tense::Future);
        return past
            .then(|| window(event, relative, Some(Tense::Past), evidence))
            .flatten();
    }
    if let Some(found) = TOLD_AFTER.iter().find_map(|told| told.captures(after))
        && found.name("s").is_none()
    {
        let glue = found.name("g").map(|glue| glue.as_str()).unwrap_or_default();
        let relative = Relative::read(found.name("r")?.as_str())?;
        let said = tense_of(glue).or_else(|| event.happened(phrase).then_some(Tense::Past));
        // Two sides that do not fit are a passage read wrongly.
        if said.is_some() && relative.tense().is_some() && said != relative.tense() {
            return None;
        }
        return window(event, relative, relative.tense().or(said), evidence);
    }
    let found = TOLD_BEFORE.captures(before)?;
    let relative = Relative::read(found.name("r")?.as_str())?;
    (relative.tense() != Some(Tense::Future))
        .then(|| window(event, relative, Some(Tense::Past), evidence))
        .flatten()
}

/// How long ago the event is, where the sentence counts it.
fn counted_on(before: &str, after: &str) -> Option<Relative> {
    let in_the_past = || PAST.is_match(before) || BACK_THEN.is_match(after);
    if let Some(found) = SINCE.captures(before) {
        let length = Length::read(found.name("n")?.as_str())?;
        return (!in_the_past()).then(|| Relative::ago(length));
    }
    if let Some(found) = AFTER.captures(before) {
        let length = Length::read(found.name("n")?.as_str())?;
        return (!in_the_past() && PRESENT.is_match(after)).then(|| Relative::ago(length));
    }
    let found = ANNIVERSARY.captures(before)?;
    let years = match found.name("n")?.as_str() {
        "first" | "1st" | "one-year" => 1,
        "second" | "2nd" | "two-year" => 2,
        "third" | "3rd" => 3,
        "fourth" => 4,
        "fifth" | "5th" => 5,
        _ => 10,
    };
    match found.name("t") {
        Some(_) => Some(Relative::YearsAgo { years, days: 0 }),
        None => {
            let days = 365 * i32::from(years);
            (!in_the_past()).then_some(Relative::Apart(days - 60, days + 63))
        }
    }
}

/// The side on which a phrase that begins with a verb stands.
fn told_by(phrase: &str) -> Option<Tense> {
    let mut words = phrase.split(' ');
    match (words.next()?, words.next()?) {
        ("will", _) | ("is" | "are", "to") => Some(Tense::Future),
        ("became" | "was" | "were" | "came" | "went" | "called" | "announced" | "triggered", _) => {
            Some(Tense::Past)
        }
        _ => None,
    }
}

/// The side that the verbs between an event and its time give.
fn tense_of(glue: &str) -> Option<Tense> {
    let has = |words: &[&str]| {
        glue.split(|c: char| !c.is_alphabetic())
            .any(|word| words.contains(&word))
    };
    if has(&[
        "will", "due", "is", "are", "be", "comes", "come", "goes", "go", "opens", "open", "begins", "begin",
        "starts", "start", "ends", "end", "takes", "take", "expected", "set", "meets", "polls",
    ]) {
        return Some(Tense::Future);
    }
    has(&[
        "was",
        "were",
        "published",
        "released",
        "launched",
        "unveiled",
        "issued",
        "delivered",
        "announced",
        "introduced",
        "passed",
        "held",
        "opened",
        "began",
        "started",
        "ended",
        "took",
        "reported",
        "came",
        "went",
        "kept",
        "died",
        "made",
        "laid",
        "signed",
        "said",
    ])
    .then_some(Tense::Past)
}

fn window(event: &Event, relative: Relative, tense: Option<Tense>, evidence: &str) -> Option<Constraint> {
    let mut days = DaySet::none();
    let mut fits = 0;
    for (first, last) in &event.days {
        for day in first.0..=last.0 {
            if let Some((from, to)) = relative.written(Day(day), tense) {
                days.add(from, to);
                fits += 1;
            }
        }
    }
    if fits == 0 {
        return None;
    }
    let days = days.or(&event.beyond);
    let says = format!("as it stands to the {}, {}", event.name, event.told());
    Some(Constraint::new(ConstraintKind::Event, days, says, evidence))
}
