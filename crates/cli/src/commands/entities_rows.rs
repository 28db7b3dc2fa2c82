//! Whom the gazetteer does not list as rows that can be pasted into it.
//!
//! A row says what the entries show: the name, what it is where the name ends in it, and further names that are safe to
//! take anywhere. What a person must judge stands above it as a comment.

use super::count;
use super::entities::forms;
use crate::output::plain;
use daybook_model::{EntityKind, slugify};
use daybook_search::{EntitySummary, RoleSeen, Sighting};
use std::collections::BTreeMap;
use std::io::{self, Write};

const HEAD: &str = "\
# Rows for an archive.toml, or for a file in its folder gazetteer. Look each over before it goes there: mend the name,
# say what kind an organisation is, add or take away aliases. What is no person goes into the names of [not_a_person].
# `daybook gazetteer check ARCHIVE` says what is wrong.
";

/// Ends of names that say what an organisation is.
const ENDS: [(&str, &str); 17] = [
    ("NHS Trust", "trust"),
    ("Foundation Trust", "trust"),
    ("Clinical Commissioning Group", "ccg"),
    ("Primary Care Trust", "pct"),
    ("Strategic Health Authority", "sha"),
    ("Commissioning Support Unit", "csu"),
    ("Health Board", "health-board"),
    ("Hospital", "hospital"),
    ("Hospitals", "hospital"),
    ("Infirmary", "hospital"),
    ("County Council", "council"),
    ("City Council", "council"),
    ("Borough Council", "council"),
    ("District Council", "council"),
    ("University", "university"),
    ("Committee", "committee"),
    ("Party", "party"),
];
/// Beginnings that do.
const BEGINNINGS: [(&str, &str); 2] = [
    ("University of ", "university"),
    ("Royal College of ", "royal-college"),
];

/// Prints a row for each entity.
pub(super) fn print(out: &mut impl Write, entities: &[EntitySummary]) -> io::Result<()> {
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for alias in entities.iter().flat_map(|entity| &entity.aliases) {
        *owners.entry(&alias.text).or_default() += 1;
    }
    write!(out, "{HEAD}")?;
    for entity in entities {
        writeln!(
            out,
            "\n# {}, such as {}: {}",
            count(entity.count, "entry", "entries"),
            plain(&entity.example.to_string()),
            forms(entity)
        )?;
        for role in &entity.roles {
            writeln!(out, "# {}", plain(&seen(role)))?;
        }
        match entity.kind {
            EntityKind::Organisation => {
                let kind = kind_of(&entity.name);
                let unsure = if kind == "other" {
                    "  # charity, union, company ...?"
                } else {
                    ""
                };
                writeln!(
                    out,
                    "[[organisation]]\nname = {}\nkind = \"{kind}\"{unsure}",
                    quoted(&entity.name)
                )?;
                let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
                let aliases: Vec<String> = aliases
                    .filter(|text| {
                        slugify(text) != entity.slug && is_safe(text) && owners.get(text) == Some(&1)
                    })
                    .map(quoted)
                    .collect();
                if !aliases.is_empty() {
                    writeln!(out, "aliases = [{}]", aliases.join(", "))?;
                }
            }
            EntityKind::Person if entity.name.contains(' ') => {
                writeln!(out, "[[person]]\nname = {}", quoted(&entity.name))?;
            }
            // A row of a surname would mean everybody who bears it.
            EntityKind::Person => writeln!(out, "# list {} by the full name", plain(&entity.name))?,
        }
    }
    Ok(())
}

/// `chief executive, Lamplight (3 entries, 2014-12-16 to 2016-02-11)`.
pub(super) fn seen(role: &RoleSeen) -> String {
    let organisation = role.organisation.iter().map(|name| format!(", {name}"));
    let day = |sighting: &Option<Sighting>| {
        let (earliest, _) = sighting.as_ref()?.date.bounds()?;
        Some(earliest)
    };
    let days = match (day(&role.first), day(&role.last)) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    format!(
        "{}{} ({}{days})",
        role.title,
        organisation.collect::<String>(),
        count(role.count, "entry", "entries")
    )
}

fn kind_of(name: &str) -> &'static str {
    let ending = ENDS.iter().find(|(end, _)| name.ends_with(end));
    let beginning = || {
        BEGINNINGS
            .iter()
            .find(|(beginning, _)| name.starts_with(beginning))
    };
    ending.or_else(beginning).map_or("other", |(_, kind)| kind)
}

/// Several capitalised words, or an acronym: not `Wexcombe`, which is a place, nor `the trust`.
fn is_safe(form: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let words = || form.split_whitespace();
    let acronym = form.chars().count() > 2 && form.chars().all(char::is_uppercase);
    acronym
        || (words().count() > 1 && words().next().is_some_and(capital) && words().last().is_some_and(capital))
}

/// A text as TOML: the escapes of a string in JSON are among those of TOML.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    serde_json::Value::from(plain(&words.join(" "))).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_entities::{Gazetteer, GazetteerSource};
    use daybook_search::AliasCount;

    fn summary(kind: EntityKind, name: &str, forms: &[&str]) -> EntitySummary {
        let alias = |text: &&str| AliasCount {
            text: (*text).to_owned(),
            count: 2,
        };
        EntitySummary {
            kind,
            slug: slugify(name),
            name: name.to_owned(),
            count: 2,
            mentions: 4,
            known: false,
            aliases: forms.iter().map(alias).collect(),
            total_aliases: forms.len() as u64,
            roles: vec![RoleSeen {
                title: "chair".to_owned(),
                organisation: Some("Lamp Club".to_owned()),
                count: 2,
                first: None,
                last: None,
            }],
            total_roles: 1,
            predecessors: vec![],
            successors: vec![],
            example: "live-1/2".parse().unwrap(),
        }
    }

    #[test]
    fn rows_are_a_gazetteer() {
        let entities = [
            summary(
                EntityKind::Organisation,
                "Quay \"Lamps\" NHS Trust",
                &[
                    "Quay \"Lamps\" NHS trust",
                    "Quay",
                    "Quay\tLamps",
                    "QLT",
                    "the trust",
                    "Both Lamps",
                ],
            ),
            summary(
                EntityKind::Organisation,
                "Lamp Club",
                &["Lamp Club", "Both Lamps"],
            ),
            summary(
                EntityKind::Person,
                "Ann\u{7} O'Wick",
                &["Ann\u{7} O’Wick", "Ms O’Wick"],
            ),
            summary(EntityKind::Person, "Wick", &["Mr Wick"]),
        ];
        let mut out = Vec::new();
        print(&mut out, &entities).unwrap();
        let text = String::from_utf8(out).unwrap();
        insta::assert_snapshot!(text);
        let gazetteer = Gazetteer::from_sources(&[GazetteerSource::new("own.toml", text)]).unwrap();
        assert_eq!(
            (gazetteer.organisations().len(), gazetteer.persons().len()),
            (2, 1)
        );
    }

    #[test]
    fn kinds_go_by_the_name() {
        for (name, kind) in [
            ("Quay Hospitals NHS Foundation Trust", "trust"),
            ("University of Quay", "university"),
            ("Quay County Council", "council"),
            ("Nursing Council", "other"),
        ] {
            assert_eq!(kind_of(name), kind);
        }
    }
}
