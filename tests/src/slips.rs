//! How well misprinted stamps are mended, and whether right ones are left alone.

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// What became of a set of pages' stamps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slips {
    /// Slips that one small change mends.
    pub slips: u32,
    /// Those mended as they should be.
    pub mended: u32,
    /// Stamps to be left as they are.
    pub correct: u32,
    /// Those that were mended all the same, or read as another time.
    pub changed: u32,
    /// Entries that are missing, and pieces that should be none.
    pub misplaced: u32,
}

/// Which pages: odd numbers are for development, even ones held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// `s-01`, `o-03`.
    Development,
    /// `s-02`, `o-04`.
    HeldOut,
}

impl Slips {
    /// The share of slips that were mended right.
    pub fn mended_share(self) -> f64 {
        f64::from(self.mended) / f64::from(self.slips.max(1))
    }

    /// The share of correct stamps that were changed.
    pub fn changed_share(self) -> f64 {
        f64::from(self.changed) / f64::from(self.correct.max(1))
    }
}

/// Measures a binary on one half of the pages of a folder with its `truths.json`.
///
/// # Errors
/// If a page or the truths cannot be read, or the binary gives no answer.
pub fn measure_slips(binary: &Path, folder: &Path, half: Half) -> io::Result<Slips> {
    let truths: Vec<Value> = serde_json::from_str(&fs::read_to_string(folder.join("truths.json"))?)?;
    let mut slips = Slips::default();
    for page in truths.iter().filter(|page| half_of(page) == Some(half)) {
        let output = Command::new(binary)
            .args(["inspect", "--format", "json"])
            .arg(folder.join(page["page"].as_str().unwrap_or_default()))
            .output()?;
        let found: Value = serde_json::from_slice(&output.stdout)?;
        tally(page, &found, &mut slips);
    }
    Ok(slips)
}

fn half_of(page: &Value) -> Option<Half> {
    let digits: String = page["page"]
        .as_str()?
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let odd = digits.parse::<u32>().ok()? % 2 == 1;
    Some(if odd { Half::Development } else { Half::HeldOut })
}

fn first_words(text: &Value) -> Vec<&str> {
    text.as_str()
        .unwrap_or_default()
        .split_whitespace()
        .take(6)
        .collect()
}

fn tally(page: &Value, found: &Value, slips: &mut Slips) {
    let list = |value: &'_ Value| value["entries"].as_array().cloned().unwrap_or_default();
    let mut found = list(found);
    for truth in list(page) {
        let slip = !truth["time_corrected"].is_null();
        slips.slips += u32::from(slip);
        slips.correct += u32::from(!slip);
        // Two entries of a page may begin alike.
        let words = |entry: &&Value| first_words(&entry["text"]) == first_words(&truth["first_words"]);
        let place = found
            .iter()
            .position(|entry| words(&entry) && entry["time"] == truth["time"])
            .or_else(|| found.iter().position(|entry| words(&entry)));
        let Some(place) = place else {
            slips.misplaced += 1;
            continue;
        };
        let entry = found.remove(place);
        let right = ["time", "time_corrected"]
            .iter()
            .all(|key| entry[*key] == truth[*key]);
        slips.mended += u32::from(slip && right);
        slips.changed += u32::from(!slip && !right);
    }
    slips.misplaced += u32::try_from(found.len()).unwrap_or(u32::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_wrong_mend_counts_and_so_does_a_lost_entry() {
        let entry = |words: &str, mended: Option<&str>| json!({"time": "02:00", "time_corrected": mended, "first_words": words, "text": words});
        let truth = json!({"entries": [entry("a", Some("14:00")), entry("b", Some("15:00")), entry("c", None), entry("d", None), entry("e", None)]});
        let found = json!({"entries": [entry("a", Some("14:00")), entry("b", None), entry("c", Some("12:00")), entry("d", None), entry("f", None)]});
        let mut slips = Slips::default();
        tally(&truth, &found, &mut slips);
        assert_eq!(
            slips,
            Slips {
                slips: 2,
                mended: 1,
                correct: 3,
                changed: 1,
                misplaced: 2
            }
        );
    }
}
