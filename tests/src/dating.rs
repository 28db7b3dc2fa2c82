//! How well undated pages are dated: whether the interval holds the true day, and how wide it is.

use serde_json::{Map, Value};
use std::path::Path;
use std::process::Command;
use std::{fs, io};

/// The days of a set of pages against the true ones.
#[derive(Debug, Clone, Default)]
pub struct Dated {
    /// How many pages' intervals hold the true day. A page that is not dated holds every day.
    pub right: usize,
    /// The width of each interval in days, in order; one with an open end is as wide as the calendar.
    pub widths: Vec<i64>,
}

/// Wider than any interval.
const OPEN: i64 = 366 * 41;

impl Dated {
    /// The share of pages whose interval holds the true day.
    pub fn share(&self) -> f64 {
        self.right as f64 / self.widths.len().max(1) as f64
    }

    /// The median width in days; of an even number the upper one.
    pub fn median(&self) -> i64 {
        self.widths.get(self.widths.len() / 2).copied().unwrap_or(OPEN)
    }

    /// Both sets as one.
    pub fn and(&self, other: &Self) -> Self {
        let mut widths = [self.widths.as_slice(), &other.widths].concat();
        widths.sort_unstable();
        Self {
            right: self.right + other.right,
            widths,
        }
    }
}

/// Dates the pages of a folder that its `truth.json` names and whose names begin so. All are read as one archive, so that
/// they may date each other.
///
/// # Errors
/// If a page or the truth cannot be read, or the binary gives no answer.
pub fn measure_dating(binary: &Path, folder: &Path, prefix: &str) -> io::Result<Dated> {
    let truth: Map<String, Value> = serde_json::from_str(&fs::read_to_string(folder.join("truth.json"))?)?;
    let truth: Vec<(&String, &str)> = truth
        .iter()
        .filter(|(name, _)| name.starts_with(prefix))
        .filter_map(|(name, day)| Some((name, day.as_str()?)))
        .collect();
    let output = Command::new(binary)
        .args(["inspect", "--format", "json"])
        .args(truth.iter().map(|(name, _)| folder.join(name)))
        .output()?;
    let answer = String::from_utf8_lossy(&output.stdout);
    let mut dated = Dated::default();
    for line in answer.lines() {
        let page: Value = serde_json::from_str(line)?;
        let source = page["page"]["source"].as_str().unwrap_or_default();
        let Some((_, day)) = truth.iter().find(|(name, _)| name.as_str() == source) else {
            return Err(io::Error::other(format!("nobody asked for {source}")));
        };
        // ISO days compare as they are written.
        let date = &page["entries"][0]["date"];
        let (earliest, latest) = (date["earliest"].as_str(), date["latest"].as_str());
        let right = earliest.is_none_or(|from| from <= *day) && latest.is_none_or(|to| *day <= to);
        dated.right += usize::from(right);
        dated.widths.push(match (earliest, latest) {
            (Some(from), Some(to)) => 1 + number(to) - number(from),
            _ => OPEN,
        });
    }
    if dated.widths.len() != truth.len() {
        return Err(io::Error::other("a page was not dated"));
    }
    dated.widths.sort_unstable();
    Ok(dated)
}

/// A day as a number, by the rule of Zeller's congruence for the days before a month: March begins the year.
fn number(day: &str) -> i64 {
    let parts: Vec<i64> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    let [year, month, day] = parts[..] else {
        return 0;
    };
    let (year, month) = if month < 3 {
        (year - 1, month + 12)
    } else {
        (year, month)
    };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered() {
        for (from, to, days) in [
            ("2015-02-28", "2015-03-01", 1),
            ("2012-02-28", "2012-03-01", 2),
            ("2012-12-31", "2013-01-01", 1),
            ("2013-01-01", "2014-01-01", 365),
        ] {
            assert_eq!(number(to) - number(from), days, "{from} {to}");
        }
    }
}
