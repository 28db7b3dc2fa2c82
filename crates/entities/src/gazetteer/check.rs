//! What rows must not say together.

use super::layered::Row;
use super::{Need, OrganisationRow, Origin, PersonRow};
use crate::error::GazetteerProblem;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A canonical name stands once in a layer, but for namesakes that are told apart by what they are.
pub(super) fn same_name_twice<R: Row>(table: &str, rows: &[R], problems: &mut Vec<GazetteerProblem>) {
    let mut first: FxHashMap<&str, &R> = FxHashMap::default();
    for row in rows {
        if let Some(earlier) = first.get(row.name()) {
            if row.about().is_some() && earlier.about().is_some() {
                continue;
            }
            problems.push(GazetteerProblem {
                file: Arc::clone(&row.origin().file),
                line: row.origin().line,
                key: format!("{table}.name"),
                message: format!(
                    "\"{}\" is already a row at {}, expected one row for one name",
                    row.name(),
                    earlier.origin()
                ),
            });
        } else {
            first.insert(row.name(), row);
        }
    }
}

/// A name that needs nothing beside it means one organisation, or organisations of different times.
///
/// A clash of two layers is told of the later one: who adds to a gazetteer cannot mend the one that is there.
pub(super) fn ambiguous_names(layers: &[Vec<&OrganisationRow>], problems: &mut Vec<GazetteerProblem>) {
    let mut owners: FxHashMap<&str, Vec<&OrganisationRow>> = FxHashMap::default();
    for rows in layers {
        for row in rows.iter().filter(|row| row.name_need == Need::Nothing) {
            claim(&mut owners, &row.name, row, "name", &row.origin, problems);
        }
        for row in rows {
            for alias in row.aliases.iter().filter(|alias| alias.need == Need::Nothing) {
                claim(&mut owners, &alias.text, row, "aliases", &alias.origin, problems);
            }
        }
    }
}

/// A full name means one person. Namesakes are told apart by what they are, and a surname of two words is many's; any
/// other alias that two persons have would mean whichever comes first.
pub(super) fn clashing_persons(layers: &[Vec<&PersonRow>], problems: &mut Vec<GazetteerProblem>) {
    let mut owners: FxHashMap<&str, Vec<&PersonRow>> = FxHashMap::default();
    for rows in layers {
        for row in rows {
            owners.entry(&row.name).or_default().push(row);
        }
        for row in rows {
            let is_surname = |alias: &str| {
                row.name
                    .strip_suffix(alias)
                    .is_some_and(|given| given.ends_with(' '))
            };
            for alias in row.aliases.iter().filter(|alias| alias.need != Need::Never) {
                let known = owners.entry(&alias.text).or_default();
                let clash = known.iter().find(|owner| owner.name != row.name);
                if let Some(owner) = clash.filter(|_| !is_surname(&alias.text)) {
                    problems.push(GazetteerProblem {
                        file: Arc::clone(&alias.origin.file),
                        line: alias.origin.line,
                        key: "person.aliases".to_owned(),
                        message: format!(
                            "\"{}\" means both \"{}\" and \"{}\" ({}), expected an alias of one of them only",
                            alias.text, row.name, owner.name, owner.origin
                        ),
                    });
                }
                known.push(row);
            }
        }
    }
}

/// A row takes a name, which somebody else may have.
fn claim<'r>(
    owners: &mut FxHashMap<&'r str, Vec<&'r OrganisationRow>>,
    name: &'r str,
    row: &'r OrganisationRow,
    key: &str,
    origin: &Origin,
    problems: &mut Vec<GazetteerProblem>,
) {
    let owners = owners.entry(name).or_default();
    let clash = owners
        .iter()
        .find(|owner| owner.name != row.name && at_the_same_time(owner, row));
    if let Some(owner) = clash {
        problems.push(GazetteerProblem {
            file: Arc::clone(&origin.file),
            line: origin.line,
            key: format!("organisation.{key}"),
            message: format!(
                "\"{name}\" means both \"{}\" and \"{}\" ({}), expected needs on one of them or times apart",
                row.name, owner.name, owner.origin
            ),
        });
    }
    owners.push(row);
}

fn at_the_same_time(a: &OrganisationRow, b: &OrganisationRow) -> bool {
    let before = |x: &OrganisationRow, y: &OrganisationRow| matches!((x.to, y.from), (Some(to), Some(from)) if to < from);
    !before(a, b) && !before(b, a)
}
