//! In whose company an organisation or person is named: as a picture, and as lists with the entries.

use super::address::{self, Address};
use super::network::Network;
use super::ties::{Party, Tie};
use super::words;
use daybook_model::EntityKind;
use daybook_search::{EntityAnswer, FacetCount};

/// Who else the same entries name.
pub(super) struct Company {
    pub(super) network: Option<Network>,
    pub(super) groups: Vec<Together>,
    /// Two of them, how many entries name both as well, and those entries.
    pub(super) ties: Vec<(String, String, String, String)>,
}

/// Organisations, or persons, of the same entries.
pub(super) struct Together {
    pub(super) heading: &'static str,
    /// Name, page, count, and the entries that name both.
    pub(super) names: Vec<(String, String, String, String)>,
}

impl Company {
    /// The company that counts say, and the ties within it.
    pub(super) fn new(entity: &EntityAnswer, ties: &[Tie<'_>]) -> Self {
        let entries = Address::default().with(&entity.kind.to_string(), &entity.slug);
        Self {
            network: Network::new(entity, ties),
            groups: [
                ("Organisations", EntityKind::Organisation, &entity.organisations),
                ("Persons", EntityKind::Person, &entity.persons),
            ]
            .into_iter()
            .filter(|(_, _, counts)| !counts.is_empty())
            .map(|(heading, other, counts)| Together {
                heading,
                names: counts
                    .iter()
                    .map(|count| together(entity.kind, other, count, &entries))
                    .collect(),
            })
            .collect(),
            ties: ties.iter().map(|tie| all_three(entity, tie)).collect(),
        }
    }
}

fn together(
    kind: EntityKind,
    other: EntityKind,
    count: &FacetCount,
    entries: &Address,
) -> (String, String, String, String) {
    // Of one facet any value would do: both are wanted.
    let both = if kind == other {
        let parameter = format!("{kind}.all");
        let first = entries.value(&kind.to_string()).unwrap_or_default();
        Address::default()
            .with(&parameter, first)
            .with(&parameter, &count.slug)
    } else {
        entries.with(&other.to_string(), &count.slug)
    };
    (
        count.value.to_string(),
        address::entity(other, &count.slug),
        words::number(count.count),
        both.href(),
    )
}

/// A tie in words, and the entries that name both and the organisation or person itself.
fn all_three(entity: &EntityAnswer, tie: &Tie<'_>) -> (String, String, String, String) {
    let of = |party: Party<'_>| (party.kind, party.counted.slug.to_string());
    let entries = [(entity.kind, entity.slug.clone()), of(tie.one), of(tie.other)]
        .into_iter()
        .fold(Address::default(), |address, (kind, slug)| {
            address.with(&format!("{kind}.all"), &slug)
        });
    (
        tie.one.counted.value.to_string(),
        tie.other.counted.value.to_string(),
        words::number(tie.count),
        entries.href(),
    )
}
