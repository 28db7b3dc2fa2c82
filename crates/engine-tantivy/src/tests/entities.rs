//! What the engine says of entities against every stored entry looked at.

use super::archive::{Pages, build, mention, plain_entry};
use super::requests::archive;
use crate::{TantivyEngine, TantivyRebuild, verify};
use daybook_model::{EntityKind, Entry, Mention, NamedEntity, Role, slugify};
use daybook_search::{
    AliasCount, DateCount, DateValue, Engine, EntityAnswer, EntityListRequest, EntityLookup, EntityRequest,
    EntitySummary, FacetCount, MAX_ALIASES, RoleSeen, Sighting, TiesRequest,
};
use proptest::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

const LIMIT: usize = 3;

fn named(entry: &Entry, kind: EntityKind) -> &[NamedEntity] {
    match kind {
        EntityKind::Organisation => &entry.organisations,
        EntityKind::Person => &entry.persons,
    }
}

/// The entries that name it, and what they have of it.
fn of<'a>(entries: &[&'a Entry], kind: EntityKind, slug: &'a str) -> (Vec<&'a Entry>, Vec<&'a NamedEntity>) {
    let has = |entry: &&&Entry| named(entry, kind).iter().any(|entity| entity.slug == slug);
    let entries: Vec<&Entry> = entries.iter().filter(has).copied().collect();
    let entities = entries.iter().flat_map(|entry| named(entry, kind));
    let entities = entities.filter(|entity| entity.slug == slug).collect();
    (entries, entities)
}

/// The first in order of the names that entries list first.
fn name(entries: &[&Entry], kind: EntityKind, slug: &str) -> String {
    let first = |entry: &&Entry| {
        let mut named = named(entry, kind).iter();
        named
            .find(|entity| entity.slug == slug)
            .map(|entity| entity.name.clone())
    };
    entries.iter().filter_map(first).min().unwrap_or_default()
}

/// The title without regard to case, and the organisation.
type RoleKey = (String, Option<String>);

/// The roles that an entry prints beside the entity's name, with the titles as they are printed.
fn roles_of(entry: &Entry, kind: EntityKind, slug: &str) -> Vec<(RoleKey, String)> {
    let entities = named(entry, kind).iter().filter(|entity| entity.slug == slug);
    let roles = entities
        .flat_map(|entity| &entity.mentions)
        .filter_map(|mention| mention.role.as_ref());
    roles
        .map(|role| {
            (
                (role.title.to_lowercase(), role.organisation.clone()),
                role.title.clone(),
            )
        })
        .collect()
}

/// The roles, but for the entries that were first and last.
fn roles(naming: &[&Entry], kind: EntityKind, slug: &str) -> Vec<RoleSeen> {
    let mut counts: BTreeMap<RoleKey, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
    for entry in naming {
        let roles = roles_of(entry, kind, slug);
        for key in roles.iter().map(|(key, _)| key).collect::<BTreeSet<_>>() {
            counts.entry(key.clone()).or_default().0 += 1;
        }
        for (key, title) in roles {
            *counts.entry(key).or_default().1.entry(title).or_default() += 1;
        }
    }
    let mut roles: Vec<RoleSeen> = counts
        .into_iter()
        .map(|((_, organisation), (count, titles))| {
            let most = titles.values().max().copied();
            let title = titles
                .into_iter()
                .find(|(_, times)| Some(*times) == most)
                .unwrap()
                .0;
            RoleSeen {
                title,
                organisation,
                count,
                first: None,
                last: None,
            }
        })
        .collect();
    roles.sort_by_key(|role| (Reverse(role.count), role.title.clone(), role.organisation.clone()));
    roles
}

/// Takes the entries that were first and last away.
fn without_sightings(mut entity: EntitySummary) -> EntitySummary {
    for role in &mut entity.roles {
        (role.first, role.last) = (None, None);
    }
    entity
}

fn summary(entries: &[&Entry], kind: EntityKind, slug: &str) -> EntitySummary {
    let (naming, entities) = of(entries, kind, slug);
    let mut forms: BTreeMap<&str, u64> = BTreeMap::new();
    let mentions = || entities.iter().flat_map(|entity| &entity.mentions);
    for mention in mentions() {
        *forms.entry(&mention.text).or_default() += 1;
    }
    let total_aliases = forms.len() as u64;
    let mut aliases: Vec<AliasCount> = forms
        .into_iter()
        .map(|(text, count)| AliasCount {
            text: text.to_owned(),
            count,
        })
        .collect();
    aliases.sort_by_key(|alias| Reverse(alias.count));
    aliases.truncate(MAX_ALIASES);
    let roles = roles(&naming, kind, slug);
    EntitySummary {
        kind,
        slug: slug.to_owned(),
        name: name(entries, kind, slug),
        count: naming.len() as u64,
        mentions: mentions().count() as u64,
        known: mentions().any(|mention| mention.why.rule.to_string().starts_with("gazetteer-")),
        aliases,
        total_aliases,
        total_roles: roles.len() as u64,
        roles,
        predecessors: Vec::new(),
        successors: Vec::new(),
        example: naming.iter().map(|entry| entry.id.clone()).min().unwrap(),
    }
}

/// Counts of those who are in the same entries, the most frequent first.
fn company(entries: &[&Entry], naming: &[&Entry], kind: EntityKind, except: Option<&str>) -> Vec<FacetCount> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in naming {
        let slugs: BTreeSet<&str> = named(entry, kind)
            .iter()
            .map(|entity| entity.slug.as_str())
            .collect();
        for slug in slugs.into_iter().filter(|slug| Some(*slug) != except) {
            *counts.entry(slug).or_default() += 1;
        }
    }
    let mut values: Vec<FacetCount> = counts
        .into_iter()
        .map(|(slug, count)| FacetCount::new(name(entries, kind, slug), slug, count))
        .collect();
    values.sort_by_key(|value| (Reverse(value.count), value.value.to_lowercase()));
    values.truncate(LIMIT);
    values
}

/// The answer, but for the entries that were first and last.
fn answer(entries: &[&Entry], kind: EntityKind, slug: &str, generation: String) -> EntityAnswer {
    let (naming, _) = of(entries, kind, slug);
    let mut dates: BTreeMap<String, u64> = BTreeMap::new();
    for entry in &naming {
        let value = match DateValue::finest(&entry.date) {
            DateValue::Day(day) => day.to_string()[..7].to_owned(),
            coarser => coarser.to_string(),
        };
        *dates.entry(value).or_default() += 1;
    }
    // Years sort before the words, as texts do.
    let (months, other) = dates
        .into_iter()
        .map(|(value, count)| DateCount { value, count })
        .partition(|date: &DateCount| date.value.contains('-') && date.value != "several-years");
    let summary = summary(entries, kind, slug);
    let others = |of: EntityKind| company(entries, &naming, of, (of == kind).then_some(slug));
    EntityAnswer {
        name: summary.name,
        slug: summary.slug,
        kind,
        count: summary.count,
        mentions: summary.mentions,
        aliases: summary.aliases,
        total_aliases: summary.total_aliases,
        roles: summary.roles,
        total_roles: summary.total_roles,
        first_seen: None,
        last_seen: None,
        months,
        other,
        organisations: others(EntityKind::Organisation),
        persons: others(EntityKind::Person),
        generation,
    }
}

fn slugs(entries: &[&Entry], kind: EntityKind) -> BTreeSet<String> {
    let all = entries.iter().flat_map(|entry| named(entry, kind));
    all.map(|entity| entity.slug.clone()).collect()
}

/// A sighting is of an entry that names the entity, and none lies beyond it on the calendar or the page.
fn check_sighting(
    seen: Option<&Sighting>,
    naming: &[&Entry],
    beyond: impl Fn(&Entry, &Entry) -> bool,
) -> Result<(), TestCaseError> {
    let dated: Vec<&&Entry> = naming
        .iter()
        .filter(|entry| entry.date.bounds().is_some())
        .collect();
    let Some(seen) = seen else {
        prop_assert!(dated.is_empty());
        return Ok(());
    };
    let own = dated.iter().find(|entry| entry.id == seen.entry).unwrap();
    prop_assert_eq!(&own.date, &seen.date);
    prop_assert!(
        !dated.iter().any(|entry| beyond(entry, own)),
        "{:?} of {:?}",
        seen,
        naming
    );
    Ok(())
}

/// Whether `a` is before `b` for certain: on an earlier day, or with both times known earlier on that day.
fn before(a: &Entry, b: &Entry) -> bool {
    let day = |entry: &Entry| entry.date.bounds().map(|(first, _)| first);
    let times = a.effective_time().zip(b.effective_time());
    day(a) < day(b) || (day(a) == day(b) && times.is_some_and(|(a, b)| a < b))
}

/// Every two of the company are named together with it in as many entries as a look at every entry finds.
fn check_ties(
    engine: &TantivyEngine,
    naming: &[&Entry],
    kind: EntityKind,
    slug: &str,
) -> Result<(), TestCaseError> {
    let all = |kind| slugs(naming, kind).into_iter().map(move |slug| (kind, slug));
    let mut parties: Vec<(EntityKind, String)> = EntityKind::ALL.into_iter().flat_map(all).collect();
    parties.push((EntityKind::Person, "nobody".to_owned()));
    let ties = engine.ties(&TiesRequest {
        kind,
        slug: slug.to_owned(),
        parties: parties.clone(),
    });
    let counts = ties.unwrap().counts;
    for (i, (kind, slug)) in parties.iter().enumerate() {
        let (with_one, _) = of(naming, *kind, slug);
        for (j, (kind, slug)) in parties.iter().enumerate() {
            let with_both = if j > i {
                of(&with_one, *kind, slug).0.len()
            } else {
                0
            };
            prop_assert_eq!(counts[i][j], with_both as u64);
        }
    }
    Ok(())
}

fn check(engine: &TantivyEngine, pages: &Pages) -> Result<(), TestCaseError> {
    let entries: Vec<&Entry> = pages.values().flatten().collect();
    let mut listed = Vec::new();
    for kind in EntityKind::ALL {
        for slug in slugs(&entries, kind) {
            let request = EntityRequest {
                kind,
                slug: slug.clone(),
                limit: LIMIT,
            };
            let EntityLookup::Found(mut found) = engine.entity(&request).unwrap() else {
                return Err(TestCaseError::fail(format!("{slug} is unknown")));
            };
            let (naming, _) = of(&entries, kind, &slug);
            check_sighting(found.first_seen.take().as_ref(), &naming, before)?;
            check_sighting(found.last_seen.take().as_ref(), &naming, |a, b| before(b, a))?;
            for role in &mut found.roles {
                let key = (role.title.to_lowercase(), role.organisation.clone());
                let prints = |entry: &&&Entry| roles_of(entry, kind, &slug).iter().any(|(k, _)| *k == key);
                let printing: Vec<&Entry> = naming.iter().filter(prints).copied().collect();
                check_sighting(role.first.take().as_ref(), &printing, before)?;
                check_sighting(role.last.take().as_ref(), &printing, |a, b| before(b, a))?;
            }
            check_ties(engine, &naming, kind, &slug)?;
            let dates = found.months.iter().chain(&found.other);
            prop_assert_eq!(dates.map(|date| date.count).sum::<u64>(), found.count);
            prop_assert_eq!(*found, answer(&entries, kind, &slug, engine.generation().id));
            listed.push(summary(&entries, kind, &slug));
        }
        let nobody = EntityRequest {
            kind,
            slug: "nobody".to_owned(),
            limit: LIMIT,
        };
        let unknown = matches!(
            engine.entity(&nobody).unwrap(),
            EntityLookup::Unknown { closest: None }
        );
        prop_assert!(unknown);
    }
    listed.sort_by_key(|entity| (Reverse(entity.count), entity.name.to_lowercase()));
    let all = engine.entities(&EntityListRequest::default()).unwrap();
    let all_entities: Vec<_> = all.entities.into_iter().map(without_sightings).collect();
    prop_assert_eq!(&all_entities, &listed);
    prop_assert_eq!(all.total, listed.len() as u64);
    let some = EntityListRequest {
        kind: Some(EntityKind::Person),
        prefix: "ST".to_owned(),
        unknown: true,
        limit: Some(1),
    };
    let some = engine.entities(&some).unwrap();
    let begins = |name: &str| name.split(' ').any(|word| word.starts_with("St"));
    listed.retain(|entity| entity.kind == EntityKind::Person && !entity.known && begins(&entity.name));
    prop_assert_eq!(some.total, listed.len() as u64);
    listed.truncate(1);
    let some_entities: Vec<_> = some.entities.into_iter().map(without_sightings).collect();
    prop_assert_eq!(some_entities, listed);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_a_look_at_every_entry((before, after) in archive()) {
        let incremental = tempfile::tempdir().unwrap();
        build(incremental.path(), &before, TantivyRebuild::without_merges);
        let engine = TantivyEngine::open(incremental.path()).unwrap();
        check(&engine, &before)?;
        build(incremental.path(), &after, TantivyRebuild::without_merges);
        prop_assert!(engine.refresh().unwrap());
        check(&engine, &after)?;
        prop_assert!(verify(incremental.path()).unwrap().differences.is_empty());
        let full = tempfile::tempdir().unwrap();
        build(full.path(), &after, |rebuild| rebuild);
        check(&TantivyEngine::open(full.path()).unwrap(), &after)?;
    }
}

/// An entry that names one person so.
fn one_person(mentions: Vec<Mention>) -> Pages {
    let mut entry = plain_entry("a", 1, "text");
    entry.persons = vec![NamedEntity {
        name: "Una O’Brien".to_owned(),
        slug: "una-obrien".to_owned(),
        mentions,
    }];
    Pages::from([("a".to_owned(), vec![entry])])
}

#[test]
fn only_the_most_frequent_forms_are_kept_and_all_are_counted() {
    let dir = tempfile::tempdir().unwrap();
    // Every form once, and the last of them twice.
    let forms = (0..MAX_ALIASES + 5).chain([MAX_ALIASES + 4]);
    let forms: Vec<String> = forms.map(|n| format!("Una {n:02}")).collect();
    let mentions = forms.iter().map(|form| mention(form, form)).collect();
    build(dir.path(), &one_person(mentions), |rebuild| rebuild);
    let engine = TantivyEngine::open(dir.path()).unwrap();
    let all = engine.entities(&EntityListRequest::default()).unwrap();
    let [una] = all.entities.as_slice() else {
        panic!("{all:?}")
    };
    let texts: Vec<&str> = una.aliases.iter().map(|alias| alias.text.as_str()).collect();
    assert_eq!(texts[..3], ["Una 24", "Una 00", "Una 01"]);
    assert_eq!(
        (texts.len(), una.total_aliases, una.mentions, una.known),
        (MAX_ALIASES, 25, 26, true)
    );
}

#[test]
fn a_damaged_list_of_entities_is_named() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), &one_person(Vec::new()), |rebuild| rebuild);
    let generation = verify(dir.path()).unwrap().generation;
    let path = dir
        .path()
        .join("generations")
        .join(generation)
        .join("entities.jsonl");
    let mut packed = std::fs::read(&path).unwrap();
    packed[0] ^= 1;
    std::fs::write(&path, packed).unwrap();
    let error = TantivyEngine::open(dir.path()).unwrap_err().to_string();
    assert!(
        error.contains("entities.jsonl") && error.contains("line 1"),
        "{error}"
    );
    assert_eq!(verify(dir.path()).unwrap().differences[0].path, "entities.jsonl");
}

#[test]
fn an_unknown_slug_leads_to_the_closest() {
    let dir = tempfile::tempdir().unwrap();
    let mut entry = plain_entry("a", 1, "text");
    entry.persons = vec![NamedEntity {
        name: "Una O’Brien".to_owned(),
        slug: "una-obrien".to_owned(),
        mentions: Vec::new(),
    }];
    build(
        dir.path(),
        &Pages::from([("a".to_owned(), vec![entry])]),
        |rebuild| rebuild,
    );
    let engine = TantivyEngine::open(dir.path()).unwrap();
    let closest = |kind, slug: &str| {
        let request = EntityRequest {
            kind,
            slug: slug.to_owned(),
            limit: 1,
        };
        match engine.entity(&request).unwrap() {
            EntityLookup::Found(found) => panic!("{found:?}"),
            EntityLookup::Unknown { closest } => closest,
        }
    };
    assert_eq!(
        closest(EntityKind::Person, "una-obrian").as_deref(),
        Some("una-obrien")
    );
    assert_eq!(closest(EntityKind::Person, "jeremy-hunt"), None);
    assert_eq!(closest(EntityKind::Organisation, "una-obrien"), None);
}

/// A person's name, and forms of it with how often each is printed.
type Named<'a> = (&'a str, &'a [(&'a str, usize)]);

/// Entries that each name one person, in forms so often.
fn persons(named: &[Named<'_>]) -> Pages {
    let entry = |(place, (name, forms)): (usize, &Named<'_>)| {
        let mut entry = plain_entry("a", place as u32 + 1, "text");
        entry.persons = vec![NamedEntity {
            name: (*name).to_owned(),
            slug: slugify(name),
            mentions: forms
                .iter()
                .flat_map(|(form, times)| vec![mention(form, form); *times])
                .collect(),
        }];
        entry
    };
    Pages::from([("a".to_owned(), named.iter().enumerate().map(entry).collect())])
}

#[test]
fn an_alias_leads_to_whom_it_means() {
    let dir = tempfile::tempdir().unwrap();
    let pages = persons(&[
        ("Una O’Brien", &[("Dame Una", 2)]),
        ("Jeremy Hunt", &[("Mr Hunt", 1)]),
    ]);
    build(dir.path(), &pages, |rebuild| rebuild);
    let engine = TantivyEngine::open(dir.path()).unwrap();
    let lookup = |slug: &str| {
        engine.entity(&EntityRequest {
            kind: EntityKind::Person,
            slug: slug.to_owned(),
            limit: 1,
        })
    };
    let (EntityLookup::Found(by_alias), EntityLookup::Found(by_slug)) =
        (lookup("dame-una").unwrap(), lookup("una-obrien").unwrap())
    else {
        panic!("unknown")
    };
    assert_eq!(by_alias, by_slug);
    assert_eq!((by_alias.slug.as_str(), by_alias.count), ("una-obrien", 1));
}

#[test]
fn a_rare_form_counts_against_what_an_alias_means() {
    let dir = tempfile::tempdir().unwrap();
    // More forms than answers list, all more frequent than the one that means somebody else too.
    let forms: Vec<String> = (0..MAX_ALIASES + 5).map(|n| format!("Una {n:02}")).collect();
    let mut forms: Vec<(&str, usize)> = forms.iter().map(|form| (form.as_str(), 3)).collect();
    forms.push(("The minister", 2));
    let pages = persons(&[("Una O’Brien", &forms), ("Jeremy Hunt", &[("The minister", 2)])]);
    build(dir.path(), &pages, |rebuild| rebuild);
    let engine = TantivyEngine::open(dir.path()).unwrap();
    let request = EntityRequest {
        kind: EntityKind::Person,
        slug: "the-minister".to_owned(),
        limit: 1,
    };
    assert!(matches!(
        engine.entity(&request).unwrap(),
        EntityLookup::Unknown { closest: None }
    ));
}

#[test]
fn roles_outlive_a_rebuild_of_nothing_and_are_named_when_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let live = || {
        let generation = verify(dir.path()).unwrap().generation;
        let folder = dir.path().join("generations").join(generation);
        folder.join("roles.jsonl.zst")
    };
    // The generation before lives on beside the new one, whose roles are the same file.
    let mut files = Vec::new();
    for _ in 0..2 {
        build(dir.path(), &chaired(), |rebuild| rebuild);
        let engine = TantivyEngine::open(dir.path()).unwrap();
        let listed = engine.entities(&EntityListRequest::default()).unwrap();
        assert_eq!(listed.entities[0].roles[0].title, "chair");
        assert!(verify(dir.path()).unwrap().differences.is_empty());
        files.push(std::fs::metadata(live()).unwrap());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        assert_eq!(files[0].ino(), files[1].ino());
    }
    let path = live();
    let mut packed = std::fs::read(&path).unwrap();
    packed[0] ^= 1;
    std::fs::write(&path, packed).unwrap();
    let engine = TantivyEngine::open(dir.path()).unwrap();
    let error = engine
        .entities(&EntityListRequest::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("roles.jsonl.zst") && error.contains("line 1"),
        "{error}"
    );
    assert_eq!(verify(dir.path()).unwrap().differences[0].path, "roles.jsonl.zst");
}

/// A page on which somebody is shown in a role.
fn chaired() -> Pages {
    let mut entry = plain_entry("a", 1, "Una O’Brien, chair, spoke.");
    let role = Role {
        title: "chair".to_owned(),
        organisation: None,
    };
    entry.persons = vec![NamedEntity {
        name: "Una O’Brien".to_owned(),
        slug: "una-obrien".to_owned(),
        mentions: vec![Mention {
            role: Some(role),
            ..mention(&entry.text, "Una O’Brien")
        }],
    }];
    Pages::from([("a".to_owned(), vec![entry])])
}
