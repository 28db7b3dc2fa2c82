//! Short ways for unit tests to ask what is recognised in a text, with given names but no other gazetteer.

use crate::{EntryNames, Gazetteer, GazetteerSource, PageText, Recogniser};
use daybook_model::{NamedEntity, Quotation};
use std::sync::LazyLock;

const GIVEN_NAMES: &str = "[given_names]\nmale = [\"Abel\", \"Quentin\", \"John\"]\nfemale = [\"Clara\", \"Una\", \"Ann\"]\n\
                           ambiguous = [\"Will\", \"Mark\"]\n";

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| with(GIVEN_NAMES));

/// A recogniser of one source.
pub(crate) fn with(text: &str) -> Recogniser {
    let source = GazetteerSource::new("test.toml", text);
    Recogniser::new(Gazetteer::from_sources(&[source]).unwrap())
}

fn names(text: &str) -> EntryNames {
    let page = PageText {
        entries: vec![text],
        ..PageText::default()
    };
    RECOGNISER.recognise(&page).remove(0)
}

fn plain(entities: &[NamedEntity]) -> Vec<String> {
    entities.iter().map(|entity| entity.name.clone()).collect()
}

fn with_mentions(entities: &[NamedEntity]) -> Vec<String> {
    let line = |entity: &NamedEntity| {
        let mentions: Vec<_> = entity
            .mentions
            .iter()
            .map(|mention| mention.text.as_str())
            .collect();
        format!("{}: {}", entity.name, mentions.join(", "))
    };
    entities.iter().map(line).collect()
}

/// Canonical names of organisations.
pub(crate) fn organisations(text: &str) -> Vec<String> {
    plain(&names(text).organisations)
}

/// Canonical names of persons.
pub(crate) fn persons(text: &str) -> Vec<String> {
    plain(&names(text).persons)
}

/// `name: mention, mention` of each organisation.
pub(crate) fn organisation_mentions(text: &str) -> Vec<String> {
    with_mentions(&names(text).organisations)
}

/// `name: mention, mention` of each person.
pub(crate) fn person_mentions(text: &str) -> Vec<String> {
    with_mentions(&names(text).persons)
}

/// `words | speaker | rule` of each quotation; a dash for what is not known.
pub(crate) fn quotations(text: &str) -> Vec<String> {
    let names = names(text);
    let quotations = RECOGNISER.quotations(text, &names.organisations, &names.persons);
    let line = |quotation: Quotation| {
        let speaker = quotation.speaker.map_or("-".to_owned(), |speaker| speaker.name);
        let rule = quotation.rule.map_or("-".to_owned(), |rule| rule.to_string());
        format!("{} | {speaker} | {rule}", quotation.text)
    };
    quotations.into_iter().map(line).collect()
}

/// `name: title, organisation` of each role of a person.
pub(crate) fn roles(text: &str) -> Vec<String> {
    let persons = names(text).persons;
    let mentions = persons
        .iter()
        .flat_map(|person| person.mentions.iter().map(move |mention| (&person.name, mention)));
    mentions
        .filter_map(|(name, mention)| {
            let role = mention.role.as_ref()?;
            let organisation = role.organisation.iter().map(|name| format!(", {name}"));
            Some(format!(
                "{name}: {}{}",
                role.title,
                organisation.collect::<String>()
            ))
        })
        .collect()
}
