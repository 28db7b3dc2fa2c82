//! One gazetteer file into rows.

use super::reader::{Reader, Table};
use super::row::{Alias, NameLists, Need, OrganisationKind, OrganisationRow, PersonRole, PersonRow};
use crate::{GazetteerSource, error::GazetteerProblem};
use toml::{Spanned, de::DeValue};

/// What one file says.
#[derive(Debug, Default)]
pub(super) struct GazetteerFile {
    pub(super) organisations: Vec<OrganisationRow>,
    pub(super) persons: Vec<PersonRow>,
    pub(super) lists: NameLists,
}

/// Reads a file; what is wrong is added to the problems and the rest is read on, unless the file is no TOML.
pub(super) fn read(source: &GazetteerSource, problems: &mut Vec<GazetteerProblem>) -> GazetteerFile {
    let mut reader = Reader::new(&source.name, &source.text);
    let mut file = GazetteerFile::default();
    let document = reader.document().map(|document| {
        let span = document.span();
        Spanned::new(span, DeValue::Table(document.into_inner()))
    });
    if let Some(document) = &document
        && let Some(mut root) = reader.table("file", document)
    {
        for key in source.foreign {
            root.take(key);
        }
        for value in reader.list(&mut root, "organisation") {
            let row = organisation(&mut reader, value);
            file.organisations.extend(row);
        }
        for value in reader.list(&mut root, "person") {
            let row = person(&mut reader, value);
            file.persons.extend(row);
        }
        if let Some(value) = root.take("given_names")
            && let Some(mut table) = reader.table("given_names", value)
        {
            file.lists.male = words(&mut reader, &mut table, "male");
            file.lists.female = words(&mut reader, &mut table, "female");
            file.lists.either = words(&mut reader, &mut table, "either");
            file.lists.ambiguous = words(&mut reader, &mut table, "ambiguous");
            reader.finish(&table);
        }
        if let Some(value) = root.take("surnames")
            && let Some(mut table) = reader.table("surnames", value)
        {
            file.lists.common_surnames = words(&mut reader, &mut table, "common");
            reader.finish(&table);
        }
        if let Some(value) = root.take("not_a_person")
            && let Some(mut table) = reader.table("not_a_person", value)
        {
            file.lists.not_a_person = words(&mut reader, &mut table, "names");
            file.lists.surnames_of_reports = words(&mut reader, &mut table, "surnames_of_reports");
            reader.finish(&table);
        }
        reader.finish(&root);
    }
    problems.append(&mut reader.problems);
    file
}

fn organisation(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Option<OrganisationRow> {
    let mut table = reader.table("organisation", value)?;
    let origin = reader.origin(&table.span);
    let name = reader.required_text(&mut table, "name");
    if !table.has("kind") {
        let message = "missing, expected what the organisation is, such as trust or charity".to_owned();
        reader.problem(table.span.clone(), "organisation.kind", message);
    }
    let kind = reader.word(&mut table, "kind", OrganisationKind::WORDS);
    let aliases = aliases(reader, &mut table, "aliases");
    let name_need = reader
        .word(&mut table, "name_needs", &Need::WORDS)
        .unwrap_or_default();
    let cues = words(reader, &mut table, "cues");
    let place = reader.text(&mut table, "place");
    let (from, to) = reader.period(&mut table);
    let succeeded_by = words(reader, &mut table, "succeeded_by");
    let part_of = reader.text(&mut table, "part_of");
    let not_in = words(reader, &mut table, "not_in");
    let needs_cue = name_need == Need::Cue || aliases.iter().any(|alias| alias.need == Need::Cue);
    if needs_cue && cues.is_empty() {
        let message = "missing, expected the words that needs = \"cue\" looks for".to_owned();
        reader.problem(table.span.clone(), "organisation.cues", message);
    }
    reader.finish(&table);
    let (name, kind) = (name?, kind?);
    Some(OrganisationRow {
        name,
        name_need,
        kind,
        aliases,
        cues,
        place,
        from,
        to,
        succeeded_by,
        part_of,
        not_in,
        origin,
    })
}

fn person(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Option<PersonRow> {
    let mut table = reader.table("person", value)?;
    let origin = reader.origin(&table.span);
    let name = reader.required_text(&mut table, "name");
    let aliases_read = aliases(reader, &mut table, "aliases");
    let misprints = aliases(reader, &mut table, "misprints");
    let gender = reader.gender(&mut table, "gender");
    let honorific = reader.text(&mut table, "honorific");
    let about = reader.text(&mut table, "about");
    let mut roles = Vec::new();
    for value in reader.list(&mut table, "role") {
        roles.extend(role(reader, value));
    }
    reader.finish(&table);
    let name = name?;
    Some(PersonRow {
        name,
        aliases: aliases_read,
        misprints,
        gender,
        honorific,
        about,
        roles,
        origin,
    })
}

fn role(reader: &mut Reader<'_>, value: &Spanned<DeValue<'_>>) -> Option<PersonRole> {
    let mut table = reader.table("person.role", value)?;
    let title = reader.required_text(&mut table, "title");
    let organisation = reader.text(&mut table, "organisation");
    let (from, to) = reader.period(&mut table);
    reader.finish(&table);
    Some(PersonRole {
        title: title?,
        organisation,
        from,
        to,
    })
}

/// Names as texts, or as tables `{ text = "..", needs = ".." }`.
fn aliases(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for item in reader.list(table, key) {
        let origin = reader.origin(&item.span());
        if let Some(text) = item.get_ref().as_str() {
            aliases.push(Alias {
                text: text.trim().to_owned(),
                need: Need::Nothing,
                origin,
            });
        } else if let Some(mut table) = reader.table("alias", item) {
            let text = reader.required_text(&mut table, "text");
            let need = reader.word(&mut table, "needs", &Need::WORDS).unwrap_or_default();
            reader.finish(&table);
            aliases.extend(text.map(|text| Alias { text, need, origin }));
        }
    }
    aliases
}

fn words(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, key: &'static str) -> Vec<String> {
    reader
        .texts(table, key)
        .into_iter()
        .map(|(text, _)| text)
        .collect()
}
