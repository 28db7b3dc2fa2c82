//! What rows must not say together.

use super::{Need, OrganisationRow, Row};
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
pub(super) fn ambiguous_aliases(rows: &[OrganisationRow], problems: &mut Vec<GazetteerProblem>) {
    let mut owners: FxHashMap<&str, Vec<&OrganisationRow>> = FxHashMap::default();
    for row in rows {
        if row.name_need == Need::Nothing {
            owners.entry(&row.name).or_default().push(row);
        }
    }
    for row in rows {
        for alias in row.aliases.iter().filter(|alias| alias.need == Need::Nothing) {
            let owners = owners.entry(&alias.text).or_default();
            let clash = owners
                .iter()
                .find(|owner| owner.name != row.name && at_the_same_time(owner, row));
            if let Some(owner) = clash {
                problems.push(GazetteerProblem {
                    file: Arc::clone(&alias.origin.file),
                    line: alias.origin.line,
                    key: "organisation.aliases".to_owned(),
                    message: format!(
                        "\"{}\" means both \"{}\" and \"{}\" ({}), expected needs on one of them or times apart",
                        alias.text, row.name, owner.name, owner.origin
                    ),
                });
            }
            owners.push(row);
        }
    }
}

fn at_the_same_time(a: &OrganisationRow, b: &OrganisationRow) -> bool {
    let before = |x: &OrganisationRow, y: &OrganisationRow| matches!((x.to, y.from), (Some(to), Some(from)) if to < from);
    !before(a, b) && !before(b, a)
}
