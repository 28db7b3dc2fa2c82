//! What the entries say of one organisation or person, and which there are.

use super::facet::begins_a_word;
use super::snapshot::Snapshot;
use crate::collect::appearances;
use crate::failure::During;
use crate::query::closest;
use daybook_model::EntityKind;
use daybook_search::{
    AliasCount, DateCount, DateValue, EngineError, EntityAnswer, EntityListAnswer, EntityListRequest,
    EntityLookup, EntityRequest, EntitySummary, MAX_ALIASES, Sighting,
};
use std::cmp::Reverse;
use tantivy::DocAddress;

/// Answers a question about one entity from one snapshot. As in a search it may go by an alias; the answer has its slug.
pub(super) fn entity(snapshot: &Snapshot, request: &EntityRequest) -> Result<EntityLookup, EngineError> {
    let kind = request.kind;
    let known = snapshot
        .summary(kind, &request.slug)
        .or_else(|| snapshot.by_alias(kind, &request.slug));
    let Some(summary) = known else {
        return Ok(EntityLookup::Unknown {
            closest: closest(snapshot.entities(kind), &request.slug).map(str::to_owned),
        });
    };
    let slug = summary.slug.as_str();
    let found = appearances(snapshot, kind, slug).during("count an entity")?;
    let (months, other) = found
        .months(snapshot)
        .into_iter()
        .partition::<Vec<_>, _>(|(value, _)| matches!(value, DateValue::Month(..)));
    let company = |of: EntityKind| {
        let itself = (of == kind).then_some(slug);
        found.company(snapshot, of, itself, request.limit)
    };
    Ok(EntityLookup::Found(Box::new(EntityAnswer {
        name: summary.name.clone(),
        slug: summary.slug.clone(),
        kind,
        count: found.total,
        mentions: summary.mentions,
        aliases: shown_aliases(summary),
        total_aliases: summary.total_aliases,
        roles: snapshot.roles(summary)?,
        total_roles: summary.total_roles,
        first_seen: sighting(snapshot, found.first)?,
        last_seen: sighting(snapshot, found.last)?,
        months: months.into_iter().map(date_count).collect(),
        other: other.into_iter().map(date_count).collect(),
        organisations: company(EntityKind::Organisation),
        persons: company(EntityKind::Person),
        generation: snapshot.info.id.clone(),
    })))
}

/// The forms that answers list; more are stored, for reading aliases.
fn shown_aliases(summary: &EntitySummary) -> Vec<AliasCount> {
    summary.aliases.iter().take(MAX_ALIASES).cloned().collect()
}

fn date_count((value, count): (DateValue, u64)) -> DateCount {
    DateCount {
        value: value.to_string(),
        count,
    }
}

fn sighting(snapshot: &Snapshot, address: Option<DocAddress>) -> Result<Option<Sighting>, EngineError> {
    let entry = address.map(|address| snapshot.read(address)).transpose()?;
    Ok(entry.map(|entry| Sighting {
        entry: entry.id,
        date: entry.date,
    }))
}

/// Lists entities from one snapshot.
pub(super) fn entities(
    snapshot: &Snapshot,
    request: &EntityListRequest,
) -> Result<EntityListAnswer, EngineError> {
    let begins = begins_a_word(&request.prefix);
    let wanted = |summary: &&EntitySummary| {
        request.kind.is_none_or(|kind| summary.kind == kind)
            && !(request.unknown && summary.known)
            && begins(&summary.name)
    };
    let mut found: Vec<&EntitySummary> = snapshot.summaries.iter().filter(wanted).collect();
    found.sort_by_cached_key(|summary| {
        (
            Reverse(summary.count),
            summary.name.to_lowercase(),
            summary.kind,
            &summary.slug,
        )
    });
    let listed = |summary: &EntitySummary| {
        Ok(EntitySummary {
            aliases: shown_aliases(summary),
            roles: snapshot.roles(summary)?,
            ..summary.clone()
        })
    };
    Ok(EntityListAnswer {
        total: found.len() as u64,
        entities: found
            .into_iter()
            .take(request.limit.unwrap_or(usize::MAX))
            .map(listed)
            .collect::<Result<_, EngineError>>()?,
        generation: snapshot.info.id.clone(),
    })
}
