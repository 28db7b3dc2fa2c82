//! Who of those that are named together with an organisation or person are, in the same entries, also named with each
//! other: what the picture and the list on its page show beyond its own company.

use daybook_model::EntityKind;
use daybook_search::{Engine, EngineError, EntityAnswer, Facet, FacetCount, SearchParams};

/// So many organisations, and so many persons, are looked at: a search for each of them but the last.
pub(super) const SIDE: usize = 6;
/// So many ties are kept.
const KEPT: usize = 8;
/// Named together once, two may be so by chance.
const LEAST: u64 = 2;
/// How many values a search counts. Who is not among so many is no strong tie.
const VALUES: u64 = 200;

/// One of those named together with the organisation or person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Party<'a> {
    pub(super) kind: EntityKind,
    pub(super) counted: &'a FacetCount,
}

/// Two of them that are also named together.
#[derive(Debug)]
pub(super) struct Tie<'a> {
    pub(super) one: Party<'a>,
    pub(super) other: Party<'a>,
    /// How many entries name both, and the organisation or person whose company they are.
    pub(super) count: u64,
}

/// The parties whose ties are sought: the most frequent of each kind.
pub(super) fn parties(entity: &EntityAnswer) -> Vec<Party<'_>> {
    let of = |kind, counts| {
        let first = first(counts).iter();
        first.map(move |counted| Party { kind, counted })
    };
    of(EntityKind::Organisation, &entity.organisations)
        .chain(of(EntityKind::Person, &entity.persons))
        .collect()
}

/// The most frequent of some that are ordered by their counts.
pub(super) fn first(counts: &[FacetCount]) -> &[FacetCount] {
    counts.get(..SIDE).unwrap_or(counts)
}

/// How many entries name each two of the parties besides the organisation or person: `counts[i][j]` for `i < j`; `None`
/// if that took too long.
///
/// One search a party over the entries that name it too, so the work is at most that many times what counting the
/// organisation's or person's own company took.
pub(super) fn count(
    engine: &dyn Engine,
    entity: &EntityAnswer,
) -> Result<Option<Vec<Vec<u64>>>, EngineError> {
    let parties = parties(entity);
    let mut counts = Vec::with_capacity(parties.len());
    for (i, one) in parties.iter().enumerate() {
        let others = parties.get(i + 1..).unwrap_or_default();
        if others.is_empty() || one.counted.count < LEAST {
            counts.push(vec![0; parties.len()]);
            continue;
        }
        let answer = engine.search(&naming(entity, *one).check()?)?;
        if answer.timed_out {
            return Ok(None);
        }
        let count = |other: &Party<'_>| {
            let counted = answer.facets.get(Facet::from(other.kind)).unwrap_or_default();
            let found = counted.iter().find(|count| count.slug == other.counted.slug);
            found.map_or(0, |count| count.count)
        };
        let before = vec![0; i + 1];
        counts.push(before.into_iter().chain(others.iter().map(count)).collect());
    }
    Ok(Some(counts))
}

/// The entries that name both, with whom else they name.
fn naming(entity: &EntityAnswer, party: Party<'_>) -> SearchParams {
    let mut params = SearchParams {
        limit: Some(0),
        highlight: Some(false),
        facets: [Facet::Organisation, Facet::Person]
            .map(|facet| facet.to_string())
            .to_vec(),
        facet_limit: Some(VALUES),
        ..SearchParams::default()
    };
    for (kind, slug) in [(entity.kind, &entity.slug), (party.kind, &party.counted.slug)] {
        match kind {
            EntityKind::Organisation => params.organisation_all.push(slug.clone()),
            EntityKind::Person => params.person_all.push(slug.clone()),
        }
    }
    params
}

/// The strongest ties, by the cosine of the two parties' entries: the share that they have in common, whether they are
/// named often or seldom.
pub(super) fn strongest<'a>(parties: &[Party<'a>], counts: &[Vec<u64>]) -> Vec<Tie<'a>> {
    let mut ties: Vec<(f64, Tie<'a>)> = Vec::new();
    for (i, one) in parties.iter().enumerate() {
        for (j, other) in parties.iter().enumerate().skip(i + 1) {
            let count = counts.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0);
            if count >= LEAST {
                let alone = real(one.counted.count) * real(other.counted.count);
                let tie = Tie {
                    one: *one,
                    other: *other,
                    count,
                };
                ties.push((real(count) / alone.sqrt(), tie));
            }
        }
    }
    ties.sort_by(|a, b| b.0.total_cmp(&a.0));
    ties.truncate(KEPT);
    ties.into_iter().map(|(_, tie)| tie).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of entries are far below 2^52")]
fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_ties_are_those_of_the_greatest_share() {
        let counts =
            [("a", 100), ("b", 100), ("c", 4), ("d", 5)].map(|(slug, n)| FacetCount::new(slug, slug, n));
        let parties = counts.each_ref().map(|counted| Party {
            kind: EntityKind::Person,
            counted,
        });
        let ties = strongest(
            &parties,
            &[vec![0, 40, 4, 1], vec![0, 0, 1, 0], vec![0, 0, 0, 4], vec![]],
        );
        let told: Vec<String> = ties
            .iter()
            .map(|tie| {
                format!(
                    "{}-{} {}",
                    tie.one.counted.slug, tie.other.counted.slug, tie.count
                )
            })
            .collect();
        assert_eq!(told, ["c-d 4", "a-b 40", "a-c 4"]);
    }
}
