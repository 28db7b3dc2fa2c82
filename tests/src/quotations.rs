//! How well quotations are found and attributed, against hand-made annotations.
//!
//! A quotation is found when its first and last words are those of the gold; an attribution is right when its kind is
//! and its name is one of the gold's. What annotators may disagree on is marked `doubtful` and counts neither way.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// How many words at either end must agree.
const WORDS: usize = 5;

/// What was found of the quotations of a set of pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quotations {
    /// Found and in the gold.
    pub found: u32,
    /// Found and not in the gold.
    pub wrong: u32,
    /// In the gold and not found.
    pub missed: u32,
    /// Attributed to somebody, whether or not in the gold.
    pub attributed: u32,
    /// Attributed to whom the gold says.
    pub right: u32,
    /// Quotations of the gold whose speaker the entry names.
    pub named: u32,
}

impl Quotations {
    /// The harmonic mean of precision and recall of the quotations found.
    pub fn f1(self) -> f64 {
        ratio(2 * self.found, 2 * self.found + self.wrong + self.missed)
    }

    /// The share of attributions that are right.
    pub fn attributions_right(self) -> f64 {
        ratio(self.right, self.attributed)
    }

    /// The share of all quotations of the gold that are attributed rightly; those whose speaker nobody names, too.
    pub fn attributed_rightly(self) -> f64 {
        ratio(self.right, self.found + self.missed)
    }

    /// The share of the quotations whose speaker the entry names that are attributed rightly.
    pub fn attributed_of_named(self) -> f64 {
        ratio(self.right, self.named)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

/// Measures a binary on the annotations of a folder whose names begin with one of these.
///
/// # Errors
/// If a page or annotation cannot be read, or the binary gives no answer.
pub fn measure_quotations(binary: &Path, folder: &Path, prefixes: &[&str]) -> io::Result<Quotations> {
    let mut golds: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            name.is_some_and(|name| prefixes.iter().any(|prefix| name.starts_with(prefix)))
        })
        .collect();
    golds.sort();
    let mut tally = Quotations::default();
    for path in golds {
        let gold: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let output = Command::new(binary)
            .args(["inspect", "--format", "json"])
            .arg(folder.join(gold["page"].as_str().unwrap_or_default()))
            .output()?;
        let answer = String::from_utf8_lossy(&output.stdout);
        let found: Value = serde_json::from_str(answer.lines().next().unwrap_or_default())?;
        page(&gold, &found, &mut tally);
    }
    Ok(tally)
}

fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    value[key].as_array().into_iter().flatten().collect()
}

fn page(gold: &Value, found: &Value, tally: &mut Quotations) {
    let mut entries = list(found, "entries");
    for wanted in list(gold, "entries") {
        let quotations = list(wanted, "quotations");
        let fit = |entry: &Value| {
            let there = list(entry, "quotations");
            quotations
                .iter()
                .filter(|gold| there.iter().any(|q| is_found(gold, q)))
                .count()
        };
        // Two entries may have one time: the one with more of the quotations is meant.
        let place = (0..entries.len())
            .filter(|i| entries[*i]["time"] == wanted["time"])
            .rev()
            .max_by_key(|i| fit(entries[*i]));
        let there = place
            .map(|place| list(entries.remove(place), "quotations"))
            .unwrap_or_default();
        entry(&quotations, there, tally);
    }
}

fn entry(gold: &[&Value], mut found: Vec<&Value>, tally: &mut Quotations) {
    for wanted in gold {
        let hit = found
            .iter()
            .position(|q| is_found(wanted, q))
            .map(|place| found.remove(place));
        if wanted["doubtful"] == Value::Bool(true) {
            continue;
        }
        let speaker = hit.map_or(&Value::Null, |q| &q["speaker"]);
        tally.found += u32::from(hit.is_some());
        tally.missed += u32::from(hit.is_none());
        tally.attributed += u32::from(!speaker.is_null());
        tally.named += u32::from(!wanted["speaker"].is_null());
        tally.right += u32::from(is_speaker(&wanted["speaker"], speaker));
    }
    tally.wrong += u32::try_from(found.len()).unwrap_or(u32::MAX);
    let attributed = found.iter().filter(|q| !q["speaker"].is_null()).count();
    tally.attributed += u32::try_from(attributed).unwrap_or(u32::MAX);
}

fn is_found(gold: &Value, quotation: &Value) -> bool {
    let (first, last) = (words(&gold["starts"]), words(&gold["ends"]));
    let text = words(&quotation["text"]);
    let first = &first[..first.len().min(WORDS)];
    let last = &last[last.len().saturating_sub(WORDS)..];
    !text.is_empty() && text.starts_with(first) && text.ends_with(last)
}

fn words(text: &Value) -> Vec<String> {
    let text = text.as_str().unwrap_or_default().to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_speaker(gold: &Value, speaker: &Value) -> bool {
    let mut names = std::iter::once(&gold["name"]).chain(list(gold, "also"));
    !gold.is_null()
        && gold["kind"] == speaker["kind"]
        && names.any(|name| !name.is_null() && bare(name) == bare(&speaker["name"]))
}

/// A name without its punctuation and a leading article.
fn bare(name: &Value) -> Vec<String> {
    let mut words = words(name);
    if words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn quotations_and_speakers_are_counted_apart() {
        let speaker = |name: &str| json!({"kind": "person", "name": name});
        let gold = [
            json!({"starts": "One two", "ends": "two three", "speaker": speaker("Ada O'Dell")}),
            json!({"starts": "Four", "ends": "Four", "speaker": null}),
            json!({"starts": "Five", "ends": "Five", "speaker": speaker("Bob")}),
            json!({"starts": "Six", "ends": "Six", "speaker": null, "doubtful": true}),
        ];
        let found = [
            json!({"text": "One two, three", "speaker": speaker("Ada O’Dell")}),
            json!({"text": "Four!", "speaker": speaker("Bob")}),
            json!({"text": "Six", "speaker": speaker("Bob")}),
            json!({"text": "Seven", "speaker": null}),
        ];
        let mut tally = Quotations::default();
        entry(
            &gold.iter().collect::<Vec<_>>(),
            found.iter().collect(),
            &mut tally,
        );
        let expected = Quotations {
            found: 2,
            wrong: 1,
            missed: 1,
            attributed: 2,
            right: 1,
            named: 2,
        };
        assert_eq!(tally, expected);
    }
}
