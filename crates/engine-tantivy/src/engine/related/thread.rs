//! The earlier and later entries on a story.
//!
//! Precision before recall: what is listed should be on the story, what is on the story need not be listed. An entry
//! is taken if a reference joins the two, or two do by way of a third entry. Else they must be similar enough, and share so much that chance would hardly
//! do it in an archive of this size, both by a [bar](Bar) that is higher the more time lies between them; and rare
//! words must be among what they share, for bodies and ministers are in many stories.

use super::super::snapshot::Snapshot;
use super::Candidate;
use super::candidates::Found;
use crate::schema::keys;
use daybook_model::Entry;
use daybook_search::{EntryBrief, ThreadAnswer};

/// What two entries must reach.
struct Bar {
    /// The least similarity.
    similarity: f32,
    /// How much the surprise must exceed the logarithm of the number of entries: 3 is one chance in twenty that any
    /// entry of the archive shares as much without being on the story.
    surprise: f32,
}

/// How many days are near, and the bar for entries of one page or of near days.
const NEAR: (i64, Bar) = (
    60,
    Bar {
        similarity: 0.12,
        surprise: 3.0,
    },
);
/// How many days are far, and the bar up to there, or where days are not known: most stories are over by then, and what
/// is alike is another round of the same.
const FAR: (i64, Bar) = (
    365,
    Bar {
        similarity: 0.18,
        surprise: 6.0,
    },
);
/// The bar for all days beyond.
const FARTHER: Bar = Bar {
    similarity: 0.25,
    surprise: 9.0,
};

/// The least number of rare words in common: a minister and her department are one coincidence, and a word beside them
/// may be another.
const MIN_WORDS: usize = 2;

/// The entries on the story of one.
pub(super) fn thread(snapshot: &Snapshot, found: &Found, limit: usize) -> ThreadAnswer {
    let chance = (snapshot.searcher.num_docs() as f32).ln();
    let on_it = |candidate: &&Candidate| is_on_the_story(candidate, &found.entry, chance);
    let mut story: Vec<&Candidate> = found.candidates.iter().filter(on_it).collect();
    let total = story.len() as u64;
    story.sort_by(|a, b| {
        let by_strength = (b.is_joined().cmp(&a.is_joined())).then(b.similarity.total_cmp(&a.similarity));
        by_strength.then((a.order, a.tie).cmp(&(b.order, b.tie)))
    });
    story.truncate(limit);
    story.sort_by_key(|candidate| (keys::is_undated(candidate.order), candidate.order, candidate.tie));
    ThreadAnswer {
        of: EntryBrief::of(&found.entry),
        entries: story
            .into_iter()
            .map(|candidate| candidate.answer(&found.entry, candidate.joined_by().to_vec()))
            .collect(),
        total,
        timed_out: found.timed_out,
        generation: snapshot.info.id.clone(),
    }
}

/// `chance` is the surprise that chance alone would give about once in the archive.
fn is_on_the_story(candidate: &Candidate, entry: &Entry, chance: f32) -> bool {
    if candidate.is_joined() {
        return true;
    }
    let bar = bar(&candidate.entry, entry);
    candidate.similarity >= bar.similarity
        && candidate.surprise >= chance + bar.surprise
        && candidate.shared.words.len() >= MIN_WORDS
}

/// The bar for the days that lie between two entries.
fn bar(one: &Entry, other: &Entry) -> &'static Bar {
    let apart = one.date.bounds().zip(other.date.bounds()).map(|(one, other)| {
        let gap = |last, first| keys::day_number(first) - keys::day_number(last);
        gap(one.1, other.0).max(gap(other.1, one.0))
    });
    match apart {
        _ if one.id.page == other.id.page => &NEAR.1,
        None => &FAR.1,
        Some(days) if days <= NEAR.0 => &NEAR.1,
        Some(days) if days <= FAR.0 => &FAR.1,
        Some(_) => &FARTHER,
    }
}
