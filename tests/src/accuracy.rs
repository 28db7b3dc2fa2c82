//! How well pages are taken apart, against hand-made annotations: entries, names, references.
//!
//! The measure is per entry. An entry is right when its time and first words are those of the gold; an entity is found
//! when its canonical name, one of its other names or one of its mentions is. What annotators disagree on is marked
//! `doubtful` and counts neither way.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// Right finds, false finds and misses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Found and in the gold.
    pub right: u32,
    /// Found and not in the gold.
    pub wrong: u32,
    /// In the gold and not found.
    pub missed: u32,
    /// Of the right ones, those with the gold's canonical name.
    pub named: u32,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.named += other.named;
    }

    /// The harmonic mean of precision and recall, 0 to 1; 1 where there was nothing to find and nothing was found.
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// The share of finds that are right.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// The share of the gold that was found.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// The share of right finds that have the gold's canonical name.
    pub fn naming(self) -> f64 {
        ratio(self.named, self.right)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// The tallies of a set of pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Entries.
    pub split: Tally,
    /// Organisations of rightly split entries.
    pub organisations: Tally,
    /// Persons of rightly split entries.
    pub persons: Tally,
    /// References to other entries, by time.
    pub references: Tally,
}

/// Measures a binary on the annotated pages of a folder, those of them whose stem is asked for.
///
/// # Errors
/// If a page or annotation cannot be read, or the binary gives no answer.
pub fn measure(binary: &Path, folder: &Path, asked_for: fn(&str) -> bool) -> io::Result<Accuracy> {
    let mut golds: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .filter(|path| {
            path.file_stem()
                .is_some_and(|stem| asked_for(&stem.to_string_lossy()))
        })
        .collect();
    golds.sort();
    let mut accuracy = Accuracy::default();
    for path in golds {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let output = Command::new(binary)
            .args(["inspect", "--format", "json"])
            .arg(path.with_extension("txt"))
            .output()?;
        let answer = String::from_utf8_lossy(&output.stdout);
        let found: Value = serde_json::from_str(answer.lines().next().unwrap_or_default())?;
        page(&gold, &found, &mut accuracy);
    }
    Ok(accuracy)
}

fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    value[key].as_array().into_iter().flatten().collect()
}

fn page(gold: &Value, found: &Value, accuracy: &mut Accuracy) {
    let found = list(found, "entries");
    // An entry without a stamp is outside the gold, unless the gold has such.
    let mut unused: Vec<usize> = (0..found.len())
        .filter(|i| !found[*i]["time"].is_null())
        .collect();
    for entry in list(gold, "entries")
        .into_iter()
        .filter(|entry| !entry["time"].is_null())
    {
        let same = |i: &usize| {
            found[*i]["time"] == entry["time"]
                && first_words(&found[*i]["text"]) == first_words(&entry["first_words"])
        };
        let Some(place) = unused.iter().position(same) else {
            accuracy.split.missed += 1;
            continue;
        };
        let hit = found[unused.remove(place)];
        accuracy.split.right += 1;
        accuracy.organisations.add(entities(
            &list(entry, "organisations"),
            &list(hit, "organisations"),
        ));
        accuracy
            .persons
            .add(entities(&list(entry, "persons"), &list(hit, "persons")));
        accuracy.references.add(references(entry, hit, &found));
    }
    accuracy.split.wrong += u32::try_from(unused.len()).unwrap_or(u32::MAX);
}

fn first_words(text: &Value) -> Vec<String> {
    let text = text.as_str().unwrap_or_default().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .take(4)
        .map(str::to_owned)
        .collect()
}

/// A name as it is compared: case, punctuation, a leading article and a possessive make no difference.
fn plain(name: &str) -> String {
    let name = name
        .replace(['\u{2019}', '\u{2018}'], "'")
        .replace('&', " and ")
        .to_lowercase();
    let kept: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '_' | '\'') {
                c
            } else {
                ' '
            }
        })
        .collect();
    let joined = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.strip_prefix("the ").unwrap_or(&joined);
    bare.strip_suffix("'s").unwrap_or(bare).to_owned()
}

fn entities(gold: &[&Value], found: &[&Value]) -> Tally {
    let texts = |value: &Value| plain(value.as_str().unwrap_or_default());
    let mut tally = Tally::default();
    let mut used = vec![false; found.len()];
    for item in gold {
        let names: BTreeSet<String> = std::iter::once(&item["name"])
            .chain(list(item, "alt_names"))
            .map(texts)
            .collect();
        let mentions: BTreeSet<String> = list(item, "mentions")
            .into_iter()
            .map(texts)
            .chain(names.iter().cloned())
            .collect();
        let by_name = |i: &usize| names.contains(&texts(&found[*i]["name"]));
        let by_mention = |i: &usize| {
            list(found[*i], "mentions")
                .iter()
                .any(|m| mentions.contains(&texts(&m["text"])))
        };
        let free = || (0..found.len()).filter(|i| !used[*i]);
        let hit = free()
            .find(by_name)
            .map(|i| (i, true))
            .or_else(|| free().find(by_mention).map(|i| (i, false)));
        let doubtful = item["doubtful"] == Value::Bool(true);
        match hit {
            Some((i, named)) => {
                used[i] = true;
                if !doubtful {
                    tally.right += 1;
                    tally.named += u32::from(named);
                }
            }
            None if !doubtful => tally.missed += 1,
            None => {}
        }
    }
    tally.wrong = u32::try_from(used.iter().filter(|used| !**used).count()).unwrap_or(u32::MAX);
    tally
}

fn references(gold: &Value, hit: &Value, found: &[&Value]) -> Tally {
    let wanted: BTreeSet<&str> = list(gold, "refers_to")
        .into_iter()
        .filter_map(Value::as_str)
        .collect();
    let time_of = |id: &Value| {
        found
            .iter()
            .find(|entry| entry["id"] == *id)
            .and_then(|entry| entry["time"].as_str())
    };
    let got: BTreeSet<Option<&str>> = list(hit, "references")
        .into_iter()
        .map(|r| time_of(&r["entry"]))
        .collect();
    let right = got
        .iter()
        .filter(|time| time.is_some_and(|time| wanted.contains(time)))
        .count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Tally {
        right: count(right),
        wrong: count(got.len() - right),
        missed: count(wanted.len() - right),
        named: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_compare_without_their_dress() {
        assert_eq!(plain("The King’s Fund’s"), "king's fund");
        assert_eq!(plain("A & B"), "a and b");
    }

    #[test]
    fn the_doubtful_counts_neither_way() {
        let gold = [
            json!({"name": "A", "doubtful": true}),
            json!({"name": "B", "mentions": ["Bee"]}),
        ];
        let found = [
            json!({"name": "C", "mentions": [{"text": "Bee"}]}),
            json!({"name": "D", "mentions": []}),
        ];
        let tally = entities(
            &gold.iter().collect::<Vec<_>>(),
            &found.iter().collect::<Vec<_>>(),
        );
        assert_eq!(
            tally,
            Tally {
                right: 1,
                wrong: 1,
                missed: 0,
                named: 0
            }
        );
    }
}
