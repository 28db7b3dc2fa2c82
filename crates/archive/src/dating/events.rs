//! Constraints from public events of known days.
//!
//! `yesterday's autumn statement`, `the Kirkup report, published last week`, `20 days until we all vote`: an event and a
//! word that places it give a window. Without such a word, an event that is told as past (`in the wake of the Francis
//! report`) bounds the page from below, one to come (`ahead of the general election`) from above. A name may have several
//! bearers (nine autumn statements): each gives its window, and the other evidence tells which is meant.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet};
use super::event_table::{Body, Event, TABLE};
use super::relative::{RELATIVE, Relative, counted};
use super::sentence::{Sentence, pattern};
use super::tense::Tense;
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use std::sync::LazyLock;

/// What a phrase of the table belongs to.
#[derive(Debug, Clone, Copy)]
enum Named {
    Event(usize),
    Body(usize),
}

/// All phrases, and what each means. `Budget` and `emergency Budget`: the longest counts.
static PHRASES: LazyLock<(Option<AhoCorasick>, Vec<Named>)> = LazyLock::new(|| {
    let events = TABLE.events.iter().enumerate();
    let bodies = TABLE.bodies.iter().enumerate();
    let all: Vec<(&str, Named)> = events
        .flat_map(|(i, event)| {
            event
                .phrases
                .iter()
                .map(move |phrase| (phrase.as_str(), Named::Event(i)))
        })
        .chain(bodies.flat_map(|(i, body)| {
            body.phrases
                .iter()
                .map(move |phrase| (phrase.as_str(), Named::Body(i)))
        }))
        .collect();
    let matcher = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(all.iter().map(|(phrase, _)| phrase))
        .ok();
    (matcher, all.into_iter().map(|(_, named)| named).collect())
});

/// A text in lower case, with plain apostrophes and without quotation marks, and where each byte of it was printed.
pub(super) struct Plain {
    pub(super) text: String,
    printed_at: Vec<usize>,
}

impl Plain {
    pub(super) fn of(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut printed_at = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let c = match c {
                '’' | '‘' => '\'',
                '“' | '”' | '"' => continue,
                '–' | '—' => '-',
                c if c.is_whitespace() => ' ',
                c => c.to_ascii_lowercase(),
            };
            plain.push(c);
            printed_at.resize(plain.len(), at);
        }
        printed_at.push(text.len());
        Self {
            text: plain,
            printed_at,
        }
    }

    fn printed(&self, at: usize) -> usize {
        self.printed_at.get(at).copied().unwrap_or_default()
    }
}

/// Whether a paragraph may name an event.
pub(super) fn worth_reading(plain: &str) -> bool {
    PHRASES.0.as_ref().is_some_and(|matcher| matcher.is_match(plain))
}

/// What a sentence says of public events.
pub(super) fn read(sentence: &Sentence<'_>, found: &mut Vec<Constraint>) {
    let (Some(matcher), meanings) = &*PHRASES else {
        return;
    };
    let plain = Plain::of(sentence.text);
    for hit in matcher.find_iter(&plain.text) {
        let (before, after) = (&plain.text[..hit.start()], &plain.text[hit.end()..]);
        let inside_word = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        if inside_word {
            continue;
        }
        let printed = (plain.printed(hit.start()), plain.printed(hit.end()));
        let evidence = sentence.around(printed.0, printed.1);
        // A title in quotation marks is no quoted speech.
        let title = sentence.before(printed.0).ends_with(['“', '"', '‘', '\'']);
        let quoted = !title && sentence.is_quoted(printed.0);
        match meanings.get(hit.pattern().as_usize()) {
            Some(Named::Event(i)) => {
                let event = &TABLE.events[*i];
                let capital = sentence.after(printed.0).starts_with(char::is_uppercase);
                if !event.capital || capital {
                    found.extend(of_event(event, before, after, quoted, evidence));
                }
            }
            Some(Named::Body(i)) => {
                found.extend(of_body(&TABLE.bodies[*i], &plain.text, after, quoted, evidence));
            }
            None => {}
        }
    }
}

/// `yesterday's`, `last month's emergency`: possessive, right before.
static POSSESSIVE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"\b(?P<r>{RELATIVE})(?:'s|s'|') (?:[a-z-]+ ){{0,2}}$")));
/// `last week published the`: the word, a verb and the event.
static TOLD_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?P<r>{RELATIVE}),? (?:[a-z']+ ){{0,3}}?(?:published|launched|released|issued|unveiled|delivered|announced|invited|saw|held|gave|received) (?:[a-z'-]+ ){{0,6}}$"
    ))
});
/// `was published`, `is due out`: words between an event and the one that places it. No other subject may come between:
/// in `the report, the trust said yesterday` it is the trust that spoke then.
const GLUE: &str = r"(?:'s)?(?P<g>(?:,| \(| -)?(?: (?:which|that|was|were|is|are|has|have|had|been|be|will|to|its|report|final|findings|came|comes|come|gone|go|goes|went|out|into|being|force|effect|published|released|launched|unveiled|issued|delivered|announced|introduced|passed|held|opened|opens|open|began|begins|begin|started|starts|start|ended|ends|end|takes|took|take|place|over|reported|due|expected|set|made|laid|signed|in|at|parliament|again|back|forward|kept|meets|polls)\b){0,8}?) ?";
/// `into failings at the trust, which published its report`: a clause of the event's own.
const CLAUSE: &str = r"(?P<g>(?: [a-z']+){0,8},? (?:which|that) (?:was |were )?(?:published|reported|released|issued|came out|launched|delivered|passed|opened|began|started)(?: (?:its|their|his|her) (?:final |long-awaited )?(?:report|findings|conclusions|recommendations|plans|verdict))?) ";
static TOLD_AFTER: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [GLUE, CLAUSE].map(|between| pattern(&format!(r"^{between} ?\(?\b(?P<r>{RELATIVE})\b(?P<s>'s)?")))
});
/// `39 days to go until the`, `20 days until`.
static COUNTDOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) days? (?:to go |left |now |away )?(?:until|till|to) (?:the )?(?:[a-z]+ )?$",
    )
});
static AFTERWARDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:in the wake of|since|in response to|response to|recommendations (?:of|from|in)|findings of|lessons (?:of|from)|implementing|aftermath of|published|prompted by|criticised in|highlighted (?:in|by)|according to|following publication of) (?:the |last |this |its |his |a |robert |sir )?(?:[a-z]+ ){0,1})$",
    )
});
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:'s)?(?: [a-z]+){0,4}? (?:found|recommended|concluded|revealed|criticised|exposed|described|blamed|showed|has led|led to|received royal assent|came into|became law|became)\b",
    )
});
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:ahead of|in the run-up to|run-up to|awaiting|awaits?|forthcoming|upcoming|looking forward to) (?:the |its |his |this |next )?(?:[a-z]+ ){0,1}$",
    )
});
static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:'s)?,?(?: which)? (?:will be|will|is due|are due|is to be|is to|are to be|is expected|are expected|is set|are set|due to be|due on|due in)\b",
    )
});
/// What makes a sentence no plain statement of the past.
static UNSURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:will|would|could|should|might|expected|due|forthcoming|upcoming|awaited|ahead of|before|until|if|promised|planned|not yet|yet to)\b",
    )
});
/// What makes a sentence one about another time.
static BACK_THEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:was to|were to|had|at the time|back then|used to|would have|in (?:19|20)\d\d|(?:19|20)\d\d)\b|\bwas due\b|\bwere due\b|\bwas expected\b",
    )
});

fn of_event(event: &Event, before: &str, after: &str, quoted: bool, evidence: &str) -> Option<Constraint> {
    let placed = if quoted {
        None
    } else {
        placed(event, before, after, evidence)
    };
    placed.or_else(|| sided(event, before, after, evidence))
}

/// The window that a word of time next to the event gives.
fn placed(event: &Event, before: &str, after: &str, evidence: &str) -> Option<Constraint> {
    if let Some(found) = COUNTDOWN.captures(before) {
        let days = counted(found.name("n")?.as_str())?;
        return window(event, Relative::DaysAgo(-days), None, evidence);
    }
    if let Some(found) = POSSESSIVE.captures(before) {
        return window(event, Relative::read(found.name("r")?.as_str())?, None, evidence);
    }
    if BACK_THEN.is_match(after) && BACK_THEN.find(after).is_some_and(|told| told.start() < 40) {
        return None;
    }
    if let Some(found) = TOLD_AFTER.iter().find_map(|told| told.captures(after))
        && found.name("s").is_none()
    {
        let glue = found.name("g").map(|glue| glue.as_str()).unwrap_or_default();
        let relative = Relative::read(found.name("r")?.as_str())?;
        let tense = relative.tense().or_else(|| tense_of(glue));
        // Two sides that do not fit are a passage read wrongly.
        let said = tense_of(glue);
        if said.is_some() && relative.tense().is_some() && said != relative.tense() {
            return None;
        }
        return window(event, relative, tense, evidence);
    }
    let found = TOLD_BEFORE.captures(before)?;
    let relative = Relative::read(found.name("r")?.as_str())?;
    (relative.tense() != Some(Tense::Future))
        .then(|| window(event, relative, Some(Tense::Past), evidence))
        .flatten()
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
    let says = format!("as it stands to the {}, {}", event.name, told(event));
    Some(Constraint::new(ConstraintKind::Event, days, says, evidence))
}

/// How far to either side, in bytes, a word bears on an event.
const NEAR: usize = 45;

fn last_part(before: &str) -> &str {
    let start = (before.len().saturating_sub(NEAR)..before.len()).find(|at| before.is_char_boundary(*at));
    before.get(start.unwrap_or_default()..).unwrap_or(before)
}

fn first_part(after: &str) -> &str {
    let end = (NEAR..after.len()).find(|at| after.is_char_boundary(*at));
    after.get(..end.unwrap_or(after.len())).unwrap_or(after)
}

/// The days of an event for people, if they are few.
fn told(event: &Event) -> String {
    match event.days.as_slice() {
        _ if event.annual => "which is every year".to_owned(),
        [(day, _)] => day.date().to_string(),
        [(first, _), .., (last, _)] => {
            format!(
                "one of {} from {} to {}",
                event.days.len(),
                first.date(),
                last.date()
            )
        }
        [] => String::new(),
    }
}

/// Which side of the event the text stands on, if that is all that it says.
fn sided(event: &Event, before: &str, after: &str, evidence: &str) -> Option<Constraint> {
    if event.annual {
        return None;
    }
    let ((first, _), (_, last)) = (event.days.first()?, event.days.last()?);
    let sure = !UNSURE.is_match(last_part(before)) && !UNSURE.is_match(first_part(after));
    if event.sudden || sure && (AFTERWARDS.is_match(before) || TELLING.is_match(after)) {
        let mut days = DaySet::since(*first);
        days = days.or(&event.beyond);
        let says = format!("after the {}, {}", event.name, told(event));
        return Some(Constraint::new(ConstraintKind::Event, days, says, evidence));
    }
    let now = !BACK_THEN.is_match(before) && !BACK_THEN.is_match(after);
    if now && event.future && (AHEAD.is_match(before) || TO_COME.is_match(after)) {
        let days = DaySet::until(*last).or(&event.beyond);
        let says = format!("before the {}, {}", event.name, told(event));
        return Some(Constraint::new(ConstraintKind::Event, days, says, evidence));
    }
    None
}

/// `the primary care trust wants`: at work when the text was written.
fn of_body(body: &Body, sentence: &str, after: &str, quoted: bool, evidence: &str) -> Option<Constraint> {
    /// How long a name lingers after its bearer.
    const GRACE: i32 = 14;
    static AT_WORK: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:'s? [a-z ]{0,30}?)?(?: (?:covering|for|in|of) [a-z]+)?,? (?:has|have|is|are|wants?|says?|must|will|plans?|hopes?|expects?|tells?|intends?|which employs)\b",
        )
    });
    static GONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b(?:former|old|then|abolished|replaced?|replaces|used to|was|were|had|defunct|late|once|until|legacy|gone|no longer|successors?)\b",
        )
    });
    if let Some(coined) = body.coined {
        let says = format!("not before {coined}, when the name was first used");
        let days = DaySet::since(Day::of(coined));
        return Some(Constraint::new(ConstraintKind::Lifespan, days, says, evidence));
    }
    let to = body.to?;
    (!quoted && AT_WORK.is_match(after) && !GONE.is_match(sentence)).then(|| {
        let says = format!("{} were at work until {to}", body.name);
        let days = DaySet::until(Day::of(to).plus(GRACE));
        Constraint::new(ConstraintKind::Lifespan, days, says, evidence)
    })
}
