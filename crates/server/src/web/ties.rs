//! Who of those that are named together with an organisation or person are, in the same entries, also named with each
//! other: what the picture and the list on its page show beyond its own company.

use daybook_model::EntityKind;
use daybook_search::{EntityAnswer, FacetCount, TiesRequest};

/// So many organisations, and so many persons, are looked at.
pub(super) const SIDE: usize = 6;
/// So many ties are kept.
const KEPT: usize = 8;
/// Named together once, two may be so by chance.
const LEAST: u64 = 2;
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

/// The question how many entries name each two of the parties besides the organisation or person.
pub(super) fn question(entity: &EntityAnswer) -> TiesRequest {
    let parties = parties(entity).into_iter();
    TiesRequest {
        kind: entity.kind,
        slug: entity.slug.clone(),
        parties: parties
            .map(|party| (party.kind, party.counted.slug.to_string()))
            .collect(),
    }
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
