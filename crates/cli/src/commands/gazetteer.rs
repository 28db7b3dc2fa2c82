//! `daybook gazetteer`: is what the gazetteer's files say sound?

use super::count;
use crate::args::{GazetteerCheckArgs, GazetteerCommand};
use crate::gazetteer::{in_use, sources};
use crate::output::results;
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_entities::{Gazetteer, GazetteerError, GazetteerProblem, GazetteerSource, OrganisationKind};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(plan: &GazetteerCommand, settings: &Settings) -> Result<Outcome, Failure> {
    match plan {
        GazetteerCommand::Check(plan) => check(plan, settings),
    }
}

fn check(plan: &GazetteerCheckArgs, settings: &Settings) -> Result<Outcome, Failure> {
    if let Some(dir) = plan.dir.as_deref().filter(|dir| !dir.is_dir()) {
        let message = format!(
            "there is no folder {}: name a gazetteer's folder, or none for the gazetteer in use",
            dir.display()
        );
        return Err(Failure::Failed(anyhow::anyhow!(message)));
    }
    let folder = plan.dir.as_deref().or_else(|| in_use(settings));
    let sources = sources(folder)?;
    if let Some(folder) = folder.filter(|_| sources.is_empty()) {
        let message = format!("there is no .toml file in {}: check the path", folder.display());
        return Err(Failure::Failed(anyhow::anyhow!(message)));
    }
    let mut out = results();
    let outcome = report(&mut out, folder, &sources)?;
    out.flush()?;
    Ok(outcome)
}

/// Prints what is wrong, or what there is.
fn report(
    out: &mut impl Write,
    folder: Option<&Path>,
    sources: &[GazetteerSource],
) -> Result<Outcome, Failure> {
    match Gazetteer::from_sources(sources) {
        Ok(gazetteer) => {
            let place = folder.map_or("the gazetteer built in".to_owned(), |f| f.display().to_string());
            let files = count(sources.len() as u64, "file", "files");
            writeln!(out, "{place}: {files}, all well")?;
            figures(out, &gazetteer)?;
            Ok(Outcome::Done)
        }
        Err(GazetteerError::Invalid(problems)) => {
            list(out, folder, &problems)?;
            Ok(Outcome::Failed)
        }
        Err(error) => Err(Failure::Failed(error.into())),
    }
}

/// A problem a line, in the order of files and lines, each file named so that it can be opened from here.
fn list(out: &mut impl Write, folder: Option<&Path>, problems: &[GazetteerProblem]) -> io::Result<()> {
    let mut problems: Vec<GazetteerProblem> = problems.to_vec();
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    for mut problem in problems {
        if let Some(folder) = folder {
            problem.file = folder.join(&*problem.file).display().to_string().into();
        }
        writeln!(out, "{problem}")?;
    }
    Ok(())
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
    use super::*;

    fn reported(folder: Option<&str>, files: &[(&str, &str)]) -> (Outcome, String) {
        let sources: Vec<GazetteerSource> = files
            .iter()
            .map(|(name, text)| GazetteerSource {
                name: (*name).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        let mut out = Vec::new();
        let outcome = report(&mut out, folder.map(Path::new), &sources).unwrap();
        (outcome, String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_sound_gazetteer_is_counted() {
        let organisations = "[[organisation]]\nname = \"Lamps Commission\"\nkind = \"arms-length-body\"\naliases = [\"LCX\"]\n\
                             [[organisation]]\nname = \"Lamp Union\"\nkind = \"union\"\n";
        let persons = "[[person]]\nname = \"Abel Wick\"\nmisprints = [\"Abel Wyck\"]\n";
        let (outcome, text) = reported(None, &[("o.toml", organisations), ("p.toml", persons)]);
        assert_eq!(outcome, Outcome::Done);
        assert_eq!(
            text,
            "the gazetteer built in: 2 files, all well\n\
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
        let (outcome, text) = reported(Some("own"), &[("b.toml", b), ("a.toml", a)]);
        assert_eq!(outcome, Outcome::Failed);
        let places: Vec<&str> = text.lines().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(places, ["own/a.toml:4", "own/b.toml:3", "own/b.toml:4"], "{text}");
        assert!(
            text.contains("expected one of") && text.contains("expected one row for one name"),
            "{text}"
        );
    }
}
