//! How much each candidate looks like a stamp, before its time is held against the others.
//!
//! A candidate weighs by its own form and by how many others on the page look the same: a newsroom keeps mostly to
//! one or two styles. The points of a programme weigh little, whatever their form.

use super::after::{Follow, Line};
use super::day_line::DayHeading;
use super::paragraph::Paragraph;
use super::stamp::{Candidate, Form, Opener};
use rustc_hash::FxHashMap;

/// A sure stamp weighs about 1; what weighs less than this opens no entry, wherever it fits.
pub(super) const LEAST_WEIGHT: f32 = 0.3;

/// A style is the page's own if so many candidates have it ...
const STYLE_COUNT: usize = 3;
/// ... and such a share of all.
const STYLE_SHARE: f32 = 0.35;
/// What a candidate of the page's own style weighs at least, if a sentence can begin after it.
const STYLE_WEIGHT: f32 = 0.85;

/// So many entries at least begin with a small letter where a newsroom writes so.
const LOWER_HABIT: usize = 4;

/// What makes candidates look alike: a form that says it is a time, what stands before it, a bullet.
type Style = (bool, Opener, bool);

fn style(candidate: &Candidate) -> Style {
    (candidate.form.is_explicit(), candidate.opener, candidate.bullet)
}

/// The weight of each candidate.
pub(super) fn weigh(candidates: &[Candidate], paragraphs: &[Paragraph<'_>]) -> Vec<f32> {
    // A newsroom may write in small letters throughout; then `today` and the like begin entries too.
    // Figures with a colon are times there if whole sentences follow: an agenda has points.
    let timely = |c: &Candidate| c.form.is_explicit() || c.separator == Some(':') && c.line != Line::Point;
    let lower = candidates
        .iter()
        .filter(|c| c.follow == Follow::Lowercase && timely(c))
        .count();
    let in_small_letters = lower >= LOWER_HABIT && lower * 2 > candidates.len();
    let opens = |c: &Candidate| c.follow.may_begin() || c.tail || in_small_letters && timely(c);
    let mut alike: FxHashMap<Style, usize> = FxHashMap::default();
    for candidate in candidates.iter().filter(|c| opens(c)) {
        *alike.entry(style(candidate)).or_default() += 1;
    }
    let opening = alike.values().sum();
    candidates
        .iter()
        .zip(programme_damping(candidates, paragraphs))
        .map(|(candidate, damping)| {
            let mut weight = own_weight(candidate, ends_a_sentence(paragraphs, candidate));
            let alike = alike.get(&style(candidate)).copied().unwrap_or_default();
            // `Noon:` alone is no page's style.
            let stylish = candidate.form != Form::LoneWord && opens(candidate);
            if stylish && is_page_style(alike, opening) {
                weight = weight.max(STYLE_WEIGHT);
            }
            weight * damping
        })
        .collect()
}

fn is_page_style(count: usize, of: usize) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "a share needs no exact count")]
    let share = count as f32 / of.max(1) as f32;
    count >= STYLE_COUNT && share >= STYLE_SHARE
}

/// Whether the paragraph above is complete, so that a small letter is not the rest of a line that was cut.
fn ends_a_sentence(paragraphs: &[Paragraph<'_>], candidate: &Candidate) -> bool {
    candidate.paragraph.checked_sub(1).is_none_or(|above| {
        paragraphs[above]
            .text
            .ends_with(['.', '!', '?', '”', '"', ':', '…', ')', '’'])
    })
}

/// What a candidate weighs by itself.
fn own_weight(candidate: &Candidate, after_a_sentence: bool) -> f32 {
    let closed = candidate.tail || candidate.follow == Follow::Nothing;
    let form = match (candidate.form, candidate.separator) {
        (Form::Minutes, Some(',' | ';')) => 0.8,
        (Form::Minutes, _) => 1.0,
        (Form::HourOnly, _) => 0.85,
        (Form::Compact, _) => 0.6,
        (Form::Named, _) => 0.7,
        (Form::LoneWord, _) => 0.4,
        (Form::Bare24, Some(':')) => 0.8,
        (Form::Bare24, _) => 0.6,
        (Form::Bare12, Some(':')) => 0.55,
        (Form::Bare12, _) => 0.3,
    };
    let form: f32 = if !candidate.form.is_explicit() && closed {
        form + 0.2
    } else {
        form
    };
    let follow = match candidate.follow {
        Follow::Nothing | Follow::SentenceStart => 1.0,
        Follow::Digit if candidate.form.is_explicit() || candidate.tail => 0.95,
        Follow::Digit => 0.3,
        Follow::Lowercase if candidate.tail => 0.8,
        Follow::Lowercase if candidate.form.is_explicit() && after_a_sentence => 0.45,
        Follow::Lowercase => 0.25,
        Follow::Continues if candidate.tail => 0.6,
        Follow::Continues => 0.2,
    };
    let opener = match candidate.opener {
        Opener::None | Opener::Published => 1.0,
        Opener::Handle | Opener::Day => 0.95,
        Opener::Update => 0.9,
        // `Health Questions 11.30am` looks the same as `Jane Doe 5.32pm`: only a habit of the page tells.
        Opener::Name => 0.25,
    };
    let bullet = if candidate.bullet { 0.35 } else { 1.0 };
    form * follow * opener * bullet
}

/// Words of a paragraph that announces a programme.
const ANNOUNCING: [&str; 12] = [
    "programme",
    "agenda",
    "timetable",
    "schedule",
    "running order",
    "line-up",
    "itinerary",
    "order of the day",
    "order of business",
    "order paper",
    "diary",
    "as follows",
];

/// How much less the points of a programme weigh: 1 for what is no such point.
///
/// A programme is a run of points, one paragraph each, announced by the paragraph before (`Today's programme:`) or
/// standing out against the times around it.
fn programme_damping(candidates: &[Candidate], paragraphs: &[Paragraph<'_>]) -> Vec<f32> {
    let mut damping = vec![1.0; candidates.len()];
    let points = candidates.iter().filter(|c| c.line == Line::Point).count();
    let entries_are_points = points * 2 > candidates.len();
    for run in runs(candidates) {
        let lines = &candidates[run.clone()];
        let minute = |index: usize| candidates.get(index).map(|c| c.time.minutes());
        let times: Vec<u16> = lines.iter().map(|c| c.time.minutes()).collect();
        let above = run.start.checked_sub(1).and_then(minute);
        let announced = lines[0]
            .paragraph
            .checked_sub(1)
            .is_some_and(|before| announces(paragraphs[before].text));
        let rising = rises(&times);
        if !entries_are_points && headed_by_day(candidates, &run, paragraphs) {
            damping[run].fill(0.25);
            continue;
        }
        // A falling run can be entries of a page that runs so only if it goes on from the entry above it.
        let goes_on = above.is_none_or(|above| above >= times[0]);
        let factor = match (lines.len(), announced) {
            (1, true) => 0.6,
            (2.., true) if rising || !goes_on => 0.25,
            (3.., false) if rising && stands_out(above, &times, minute(run.end)) => 0.5,
            _ => 1.0,
        };
        damping[run].fill(factor);
    }
    damping
}

/// Whether a run of points without any further text stands under a line that names a day, as in an agenda of several
/// days.
fn headed_by_day(
    candidates: &[Candidate],
    run: &std::ops::Range<usize>,
    paragraphs: &[Paragraph<'_>],
) -> bool {
    let (first, last) = (candidates[run.start].paragraph, candidates[run.end - 1].paragraph);
    let names_a_day = |at: usize| {
        paragraphs
            .get(at)
            .is_some_and(|p| DayHeading::read(p.text).is_some())
    };
    let bare = candidates
        .get(run.end)
        .is_some_and(|next| next.paragraph == last + 1)
        || names_a_day(last + 1)
        || last + 1 == paragraphs.len();
    first.checked_sub(1).is_some_and(names_a_day) && bare
}

/// Whether times rise, past one midnight at most.
fn rises(times: &[u16]) -> bool {
    let falls = times.windows(2).filter(|pair| pair[0] >= pair[1]).count();
    falls == 0 || falls == 1 && times.first() > times.last()
}

/// Whether the times around a run go on as if it were not there, and those with it do not.
fn stands_out(above: Option<u16>, run: &[u16], below: Option<u16>) -> bool {
    let (Some(above), Some(below)) = (above, below) else {
        return false;
    };
    let whole: Vec<u16> = std::iter::once(above)
        .chain(run.iter().copied())
        .chain([below])
        .collect();
    !whole.windows(2).all(|pair| pair[0] <= pair[1]) && !whole.windows(2).all(|pair| pair[0] >= pair[1])
}

/// Runs of points that follow each other without a paragraph between, their times all rising or all falling.
fn runs(candidates: &[Candidate]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.line != Line::Point {
            continue;
        }
        let goes_on = |run: &std::ops::Range<usize>| {
            let before = &candidates[run.end - 1];
            let first_step = candidates[run.start]
                .time
                .cmp(&candidates[(run.start + 1).min(index)].time);
            let step = before.time.cmp(&candidate.time);
            let past_midnight = before.time.hour() >= 20 && candidate.time.hour() < 6;
            run.end == index
                && before.paragraph + 1 == candidate.paragraph
                && (step == first_step || first_step.is_lt() && past_midnight)
        };
        match found.last_mut().filter(|run| goes_on(run)) {
            Some(run) => run.end = index + 1,
            None => found.push(index..index + 1),
        }
    }
    found
}

/// Whether a paragraph announces a list.
pub(super) fn announces(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends_open = lower
        .trim_end_matches(['*', '_', ' '])
        .ends_with([':', '-', '–', '—']);
    let last = lower
        .rsplit(['.', '!', '?'])
        .find(|sentence| !sentence.trim().is_empty())
        .unwrap_or("");
    ends_open && last.len() < 240 || last.len() < 160 && ANNOUNCING.iter().any(|word| last.contains(word))
}
