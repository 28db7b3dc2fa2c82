//! `daybook gazetteer`: is what the gazetteer's files say sound?

mod subject;

use super::count;
use crate::args::{GazetteerCheckArgs, GazetteerCommand};
use crate::output::results;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_entities::{Gazetteer, GazetteerError, OrganisationKind};
use std::collections::BTreeMap;
use std::io::{self, Write};
use subject::Subject;

pub(crate) fn run(plan: &GazetteerCommand, settings: &Settings) -> Result<Outcome, Failure> {
    match plan {
        GazetteerCommand::Check(plan) => check(plan, settings),
    }
}

fn check(plan: &GazetteerCheckArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let subject = Subject::find(plan.path.as_deref(), settings)?;
    let mut out = results();
    let outcome = report(&mut out, &subject)?;
    out.flush()?;
    Ok(outcome)
}

/// Prints what is wrong, or what there is.
fn report(out: &mut impl Write, subject: &Subject) -> Result<Outcome, Failure> {
    match sound(subject) {
        Ok((gazetteer, upon)) => {
            let files = count(subject.files.len() as u64, "file", "files");
            writeln!(out, "{}: {files}, all well{upon}", subject.place)?;
            figures(out, &gazetteer)?;
            Ok(Outcome::Done)
        }
        Err(GazetteerError::Invalid(mut problems)) => {
            problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            for problem in problems {
                writeln!(out, "{problem}")?;
            }
            Ok(Outcome::Failed)
        }
        Err(error) => Err(Failure::Failed(error.into())),
    }
}

/// The gazetteer of the files alone, and what they do to the one that they are laid over.
fn sound(subject: &Subject) -> Result<(Gazetteer, String), GazetteerError> {
    let Some(base) = &subject.base else {
        return Ok((Gazetteer::from_sources(&subject.files)?, String::new()));
    };
    let layered = Gazetteer::from_layers(&[base.files.clone(), subject.files.clone()])?;
    let (own, base_alone) = (
        Gazetteer::from_sources(&subject.files)?,
        Gazetteer::from_sources(&base.files)?,
    );
    let rows = |gazetteer: &Gazetteer| gazetteer.organisations().len() + gazetteer.persons().len();
    let replaced = (rows(&base_alone) + rows(&own)).saturating_sub(rows(&layered));
    let replaced = match replaced {
        0 => String::new(),
        number => format!(
            ", in place of {}",
            count(number as u64, "row of it", "rows of it")
        ),
    };
    Ok((own, format!(" upon {}{replaced}", base.place)))
}

fn figures(out: &mut impl Write, gazetteer: &Gazetteer) -> io::Result<()> {
    let mut kinds: BTreeMap<OrganisationKind, usize> = BTreeMap::new();
    let mut aliases = 0;
    let mut misprints = 0;
    for row in gazetteer.organisations() {
        *kinds.entry(row.kind).or_default() += 1;
        aliases += row.aliases.len();
    }
    for row in gazetteer.persons() {
        aliases += row.aliases.len();
        misprints += row.misprints.len();
    }
    let mut figure = |name: &str, number: usize| writeln!(out, "  {name:<20}  {number:>6}");
    figure("organisations", gazetteer.organisations().len())?;
    for (kind, number) in kinds {
        figure(&format!("  {}", word(kind)), number)?;
    }
    figure("persons", gazetteer.persons().len())?;
    figure("aliases", aliases)?;
    figure("misprints", misprints)
}

/// The kind as the files write it: its name in the code, `ArmsLengthBody`, with hyphens.
fn word(kind: OrganisationKind) -> String {
    let mut word = String::new();
    for letter in format!("{kind:?}").chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    use super::subject::Base;
    use super::*;
    use daybook_entities::GazetteerSource;

    fn sources_of(files: &[(&str, &str)]) -> Vec<GazetteerSource> {
        let source = |(name, text): &(&str, &str)| GazetteerSource::new(*name, *text);
        files.iter().map(source).collect()
    }

    fn reported(files: &[(&str, &str)], base: Option<&[(&str, &str)]>) -> (Outcome, String) {
        let subject = Subject {
            place: "own".to_owned(),
            files: sources_of(files),
            base: base.map(|files| Base {
                place: "the gazetteer built in".to_owned(),
                files: sources_of(files),
            }),
        };
        let mut out = Vec::new();
        let outcome = report(&mut out, &subject).unwrap();
        (outcome, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_sound_gazetteer_is_counted() {
        let organisations = "[[organisation]]\nname = \"Lamps Commission\"\nkind = \"arms-length-body\"\naliases = [\"LCX\"]\n\
                             [[organisation]]\nname = \"Lamp Union\"\nkind = \"union\"\n";
        let persons = "[[person]]\nname = \"Abel Wick\"\nmisprints = [\"Abel Wyck\"]\n";
        let (outcome, text) = reported(&[("o.toml", organisations), ("p.toml", persons)], None);
        assert_eq!(outcome, Outcome::Done);
        assert_eq!(
            text,
            "own: 2 files, all well\n\
             \x20 organisations              2\n\
             \x20   arms-length-body         1\n\
             \x20   union                    1\n\
             \x20 persons                    1\n\
             \x20 aliases                    1\n\
             \x20 misprints                  1\n"
        );
    }

    #[test]
    fn every_problem_is_told_with_its_place() {
        let b = "[[organisation]]\nname = \"Lamp Union\"\nkind = \"onion\"\ncolour = \"red\"\n";
        let a = "[[person]]\nname = \"Abel Wick\"\n\n[[person]]\nname = \"Abel Wick\"\n";
        let (outcome, text) = reported(&[("own/b.toml", b), ("own/a.toml", a)], None);
        assert_eq!(outcome, Outcome::Failed);
        let places: Vec<&str> = text.lines().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(places, ["own/a.toml:4", "own/b.toml:3", "own/b.toml:4"], "{text}");
        assert!(
            text.contains("expected one of") && text.contains("expected one row for one name"),
            "{text}"
        );
    }

    #[test]
    fn a_layer_is_counted_alone_and_checked_upon_what_it_is_laid_over() {
        let row = |name: &str, alias: &str| {
            format!("[[organisation]]\nname = \"{name}\"\nkind = \"union\"\naliases = [\"{alias}\"]\n")
        };
        let base = format!("{}{}", row("Lamp Union", "LU"), row("Lamp Guild", "LG"));
        let own = row("Lamp Union", "LU");
        let (outcome, text) = reported(&[("own.toml", &own)], Some(&[("base.toml", &base)]));
        assert_eq!(outcome, Outcome::Done);
        assert!(
            text.starts_with("own: 1 file, all well upon the gazetteer built in, in place of 1 row of it\n"),
            "{text}"
        );
        assert!(text.contains("  organisations              1\n"), "{text}");
        let own = row("Lamp Fund", "LG");
        let (outcome, text) = reported(&[("own.toml", &own)], Some(&[("base.toml", &base)]));
        assert_eq!(outcome, Outcome::Failed);
        assert!(
            text.starts_with("own.toml:4: organisation.aliases: \"LG\" means both"),
            "{text}"
        );
        assert!(text.contains("(base.toml:5)"), "{text}");
    }
}
