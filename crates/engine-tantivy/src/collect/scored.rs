//! Going over the matches of a segment that are scored.

use super::budget::Deadline;
use super::matches::Found;
use crate::query::{
    AnyOfScorer, BestFirst, ByScore, FlatScorer, PreferringScorer, Rated, TiersScorer, Unrated,
};
use tantivy::query::{Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// From so many matches on the best are looked for apart from all others: that takes a second look at some. Few in
/// tests, of which the archives are small.
const MANY: u32 = if cfg!(test) { 4 } else { 512 };

/// The matches of a segment, and what they must match besides.
pub(super) struct Scored {
    scorer: Kind,
    filter: Option<Box<dyn Scorer>>,
    deadline: Deadline,
}

enum Kind {
    Preferring(Box<PreferringScorer>),
    AnyOf(Box<AnyOfScorer>),
    Flat(Box<FlatScorer>),
    Tiers(Box<TiersScorer>),
    Other(Unrated),
}

impl Kind {
    fn of(scorer: Box<dyn Scorer>) -> Self {
        let scorer = match scorer.downcast() {
            Ok(scorer) => return Self::Preferring(scorer),
            Err(scorer) => scorer,
        };
        let scorer = match scorer.downcast() {
            Ok(scorer) => return Self::AnyOf(scorer),
            Err(scorer) => scorer,
        };
        let scorer = match scorer.downcast() {
            Ok(scorer) => return Self::Flat(scorer),
            Err(scorer) => scorer,
        };
        match scorer.downcast() {
            Ok(scorer) => Self::Tiers(scorer),
            Err(scorer) => Self::Other(Unrated(scorer)),
        }
    }
}

impl Scored {
    /// `None` if the time is spent.
    pub(super) fn open(
        deadline: Deadline,
        weight: &dyn Weight,
        filter: Option<&dyn Weight>,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        if deadline.passed() {
            return Ok(None);
        }
        let scorer = Kind::of(weight.scorer(segment, 1.0)?);
        let filter = filter.map(|filter| filter.scorer(segment, 1.0)).transpose()?;
        // A scorer may have been cut short by the time itself.
        Ok((!deadline.passed()).then_some(Self {
            scorer,
            filter,
            deadline,
        }))
    }

    /// Goes over the matches, scored as far as needed; says whether it came to their end.
    pub(super) fn for_each(self, take: &mut impl FnMut(Found<'_>) -> Score) -> bool {
        let Self {
            scorer,
            filter,
            deadline,
        } = self;
        match scorer {
            Kind::Preferring(mut scorer) => each_of_both(deadline, scorer.as_mut(), filter, take),
            Kind::AnyOf(mut scorer) => each_of_both(deadline, scorer.as_mut(), filter, take),
            Kind::Flat(scorer) if filter.is_none() => each_by_score(deadline, scorer, take),
            Kind::Tiers(scorer) if filter.is_none() => each_by_score(deadline, scorer, take),
            Kind::Flat(scorer) => each_of_both(deadline, &mut Unrated(scorer), filter, take),
            Kind::Tiers(scorer) => each_of_both(deadline, &mut Unrated(scorer), filter, take),
            Kind::Other(mut scorer) => each_of_both(deadline, &mut scorer, filter, take),
        }
    }

    /// Whether they are so many, and of such a kind, that the best may be looked for apart from all others.
    pub(super) fn has_many(&self) -> bool {
        match &self.scorer {
            Kind::Preferring(scorer) => scorer.size_hint() >= MANY,
            Kind::AnyOf(scorer) => scorer.size_hint() >= MANY,
            Kind::Flat(_) | Kind::Tiers(_) | Kind::Other(_) => false,
        }
    }

    /// Gives what may be among the best; says whether the time was enough. `None` where all must be gone over, as
    /// nothing is known of what they score.
    pub(super) fn best(
        &mut self,
        best: &BestFirst,
        segment: &SegmentReader,
        take: &mut impl FnMut(Found<'_>) -> Score,
    ) -> tantivy::Result<Option<bool>> {
        let deadline = self.deadline;
        let in_time = match &mut self.scorer {
            Kind::Preferring(scorer) => each_of_best(deadline, best, scorer.as_mut(), segment, take),
            Kind::AnyOf(scorer) => each_of_best(deadline, best, scorer.as_mut(), segment, take),
            Kind::Flat(_) | Kind::Tiers(_) | Kind::Other(_) => return Ok(None),
        };
        in_time.map(Some)
    }
}

fn each_of_best(
    deadline: Deadline,
    best: &BestFirst,
    scorer: &mut impl Rated,
    segment: &SegmentReader,
    take: &mut impl FnMut(Found<'_>) -> Score,
) -> tantivy::Result<bool> {
    let mut clock = deadline.clock();
    let (mut bar, mut in_time) = (Score::MIN, true);
    best.for_each(segment, &mut |doc| {
        if clock.passed_after(1) {
            in_time = false;
        }
        if !in_time {
            // Nothing scores as much, so that is the end.
            return Score::MAX;
        }
        if scorer.doc() < doc {
            scorer.seek(doc);
        }
        if scorer.doc() == doc {
            bar = take(Found::Candidate(doc, scorer));
        }
        bar
    })?;
    Ok(in_time)
}

fn each_by_score(
    deadline: Deadline,
    matches: Box<impl ByScore>,
    take: &mut impl FnMut(Found<'_>) -> Score,
) -> bool {
    let mut clock = deadline.clock();
    matches.each(&mut |docs, score| {
        take(Found::Same(docs, score));
        !clock.passed_after(docs.len())
    })
}

fn each_of_both(
    deadline: Deadline,
    scorer: &mut impl Rated,
    mut filter: Option<Box<dyn Scorer>>,
    take: &mut impl FnMut(Found<'_>) -> Score,
) -> bool {
    let mut clock = deadline.clock();
    let mut doc = scorer.doc();
    loop {
        if let Some(filter) = &mut filter {
            doc = next_of_both(scorer, filter.as_mut());
        }
        if doc == TERMINATED {
            return true;
        }
        take(Found::Rated(doc, scorer));
        doc = scorer.advance();
        if clock.passed_after(1) {
            return false;
        }
    }
}

/// Moves both to the first entry, from where they stand on, that both have.
fn next_of_both(scorer: &mut impl Rated, filter: &mut dyn Scorer) -> DocId {
    let mut doc = scorer.doc();
    while doc != TERMINATED {
        let mut at = filter.doc();
        if at < doc {
            at = filter.seek(doc);
        }
        if at == doc {
            break;
        }
        doc = scorer.seek(at);
    }
    doc
}
