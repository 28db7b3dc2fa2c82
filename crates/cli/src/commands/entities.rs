//! `daybook entities`: whom the index names, and whom the gazetteer does not list.

use super::{count, entities_rows};
use crate::args::{EntitiesArgs, EntitiesFormat};
use crate::output::{csv_error, json, plain, results};
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_engine_tantivy::TantivyEngine;
use daybook_model::EntityKind;
use daybook_search::{AliasCount, Engine, EntityListAnswer, EntityListRequest, EntitySummary, harmless};
use std::io::{self, Write};

pub(crate) fn run(plan: EntitiesArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let request = EntityListRequest {
        kind: plan.kind,
        prefix: plan.prefix,
        // Rows are for those whom the gazetteer lacks.
        unknown: plan.unknown || plan.format == EntitiesFormat::Toml,
        limit: plan.limit,
    };
    let answer = TantivyEngine::open(&settings.data_dir)?.entities(&request)?;
    let mut out = results();
    match plan.format {
        EntitiesFormat::Text => text(&mut out, &answer, &request)?,
        EntitiesFormat::Json => {
            json(&mut out, &answer)?;
        }
        EntitiesFormat::Csv => csv(&mut out, &answer.entities)?,
        EntitiesFormat::Toml => entities_rows::print(&mut out, &answer.entities)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn text(out: &mut impl Write, answer: &EntityListAnswer, request: &EntityListRequest) -> io::Result<()> {
    let total = match request.kind {
        Some(EntityKind::Organisation) => count(answer.total, "organisation", "organisations"),
        Some(EntityKind::Person) => count(answer.total, "person", "persons"),
        None => count(
            answer.total,
            "organisation or person",
            "organisations and persons",
        ),
    };
    let shown = answer.entities.len() as u64;
    let first = if shown < answer.total {
        format!(", the first {shown}")
    } else {
        String::new()
    };
    let which = if request.unknown {
        " that the gazetteer does not list"
    } else {
        ""
    };
    writeln!(out, "{total}{which}{first}")?;
    for entity in &answer.entities {
        let name = plain(&entity.name);
        match request.kind {
            Some(_) => writeln!(out, "{:>7}  {name}", entity.count)?,
            None => writeln!(
                out,
                "{:>7}  {:<12}  {name}",
                entity.count,
                entity.kind.to_string()
            )?,
        }
        if request.unknown {
            writeln!(out, "{:>7}  as {}; see {}", "", forms(entity), entity.example)?;
            if let Some(role) = entity.roles.first() {
                writeln!(out, "{:>7}  {}", "", plain(&entities_rows::seen(role)))?;
            }
        }
    }
    Ok(())
}

/// The forms in which an entity is named, and whether those are all.
pub(super) fn forms(entity: &EntitySummary) -> String {
    let form = |alias: &AliasCount| format!("\"{}\" ({})", plain(&alias.text), alias.count);
    let mut forms: Vec<String> = entity.aliases.iter().map(form).collect();
    let further = entity.total_aliases.saturating_sub(forms.len() as u64);
    if further > 0 {
        forms.push(format!("and {}", count(further, "other form", "other forms")));
    }
    forms.join(", ")
}

/// The columns of a row.
const COLUMNS: [&str; 8] = [
    "kind", "name", "slug", "count", "mentions", "known", "aliases", "example",
];

fn csv(out: &mut impl Write, entities: &[EntitySummary]) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS).map_err(csv_error)?;
    for entity in entities {
        let aliases: Vec<&str> = entity.aliases.iter().map(|alias| alias.text.as_str()).collect();
        rows.write_record([
            entity.kind.to_string(),
            harmless(&entity.name),
            entity.slug.clone(),
            entity.count.to_string(),
            entity.mentions.to_string(),
            entity.known.to_string(),
            harmless(&aliases.join("; ")),
            harmless(&entity.example.to_string()),
        ])
        .map_err(csv_error)?;
    }
    rows.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(total: u64) -> EntityListAnswer {
        let alias = |text: &str, count| AliasCount {
            text: text.to_owned(),
            count,
        };
        EntityListAnswer {
            entities: vec![EntitySummary {
                kind: EntityKind::Person,
                slug: "una-odell".to_owned(),
                name: "Una O'Dell".to_owned(),
                count: 4,
                mentions: 7,
                known: false,
                aliases: vec![alias("Una O’Dell", 5), alias("Ms\tO’Dell", 2)],
                total_aliases: 3,
                roles: vec![],
                total_roles: 0,
                predecessors: vec![],
                successors: vec![],
                example: "live-1/2".parse().unwrap(),
            }],
            total,
            generation: "g1".to_owned(),
        }
    }

    fn printed(total: u64, request: &EntityListRequest) -> String {
        let mut out = Vec::new();
        text(&mut out, &answer(total), request).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_listing_says_how_many_there_are_and_a_worklist_why() {
        let all = EntityListRequest::default();
        assert_eq!(
            printed(1, &all),
            "1 organisation or person\n      4  person        Una O'Dell\n"
        );
        let worklist = EntityListRequest {
            kind: Some(EntityKind::Person),
            unknown: true,
            ..all
        };
        assert_eq!(
            printed(9, &worklist),
            "9 persons that the gazetteer does not list, the first 1\n      4  Una O'Dell\n         as \"Una O’Dell\" (5), \"Ms O’Dell\" (2), and \
             1 other form; see live-1/2\n"
        );
    }

    #[test]
    fn no_name_is_a_formula() {
        let mut answer = answer(1);
        let entity = &mut answer.entities[0];
        entity.name = "=cmd()".to_owned();
        entity.aliases[0].text = "@SUM(A1)".to_owned();
        let mut out = Vec::new();
        csv(&mut out, &answer.entities).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains(",'=cmd(),") && text.contains(",'@SUM(A1); "),
            "{text}"
        );
    }

    #[test]
    fn a_row_has_every_column() {
        let mut out = Vec::new();
        csv(&mut out, &answer(1).entities).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "kind,name,slug,count,mentions,known,aliases,example\n\
             person,Una O'Dell,una-odell,4,7,false,Una O’Dell; Ms\tO’Dell,live-1/2\n"
        );
    }
}
