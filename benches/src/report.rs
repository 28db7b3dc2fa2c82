//! A line a bar, and the raw numbers in a JSON file.

use crate::noise::Noise;
use anyhow::Context;
use serde_json::{Map, Value, json};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// What a figure is held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bar {
    /// More is short.
    AtMost(f64),
    /// Less is short.
    AtLeast(f64),
}

impl Bar {
    fn holds(self, figure: f64) -> bool {
        match self {
            Self::AtMost(bar) => figure <= bar,
            Self::AtLeast(bar) => figure >= bar,
        }
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A ratio.
    Times,
    /// A share of one, printed as a percentage.
    Percent,
    /// Microseconds.
    Micros,
    /// Milliseconds.
    Millis,
    /// Seconds.
    Seconds,
    /// 10^6 bytes.
    Megabytes,
    /// 10^6 bytes a second.
    MegabytesASecond,
    /// Anything a second.
    ASecond,
}

impl Unit {
    fn show(self, figure: f64) -> String {
        let (figure, name) = match self {
            Self::Times => (figure, " times"),
            Self::Percent => (figure * 100.0, " %"),
            Self::Micros => (figure, " µs"),
            Self::Millis => (figure, " ms"),
            Self::Seconds => (figure, " s"),
            Self::Megabytes => (figure, " MB"),
            Self::MegabytesASecond => (figure, " MB/s"),
            Self::ASecond => (figure, " a second"),
        };
        // Three figures are more than a shared machine can tell apart.
        let decimals = match figure.abs() {
            size if size >= 100.0 => 0,
            size if size >= 10.0 => 1,
            _ => 2,
        };
        format!("{figure:.decimals$}{name}")
    }
}

/// Prints figures, and keeps them.
#[derive(Debug)]
pub struct Report {
    path: PathBuf,
    sections: Map<String, Value>,
    section: String,
    figures: Vec<Value>,
    raw: Map<String, Value>,
}

impl Report {
    /// A report that goes to a file, beside the sections that are in it from earlier runs.
    pub fn open(path: &Path) -> Self {
        let before = fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            path: path.to_owned(),
            sections: before.unwrap_or_default(),
            section: String::new(),
            figures: Vec::new(),
            raw: Map::new(),
        }
    }

    /// Begins a section.
    pub fn begin(&mut self, section: &str) {
        section.clone_into(&mut self.section);
        self.line(format_args!("# {section}"));
    }

    /// A figure with its bar.
    pub fn bar(&mut self, name: &str, figure: f64, unit: Unit, bar: Bar) {
        let verdict = if bar.holds(figure) { "ok" } else { "short" };
        let (least_or_most, of) = match bar {
            Bar::AtMost(of) => ("at most", of),
            Bar::AtLeast(of) => ("at least", of),
        };
        self.line(format_args!(
            "{name}: {} (bar {least_or_most} {}) {verdict}",
            unit.show(figure),
            unit.show(of)
        ));
        self.figures
            .push(json!({"name": name, "figure": figure, "bar": of, "verdict": verdict}));
    }

    /// A figure that has no bar.
    pub fn note(&mut self, name: &str, figure: f64, unit: Unit) {
        self.line(format_args!("{name}: {}", unit.show(figure)));
        self.figures.push(json!({"name": name, "figure": figure}));
    }

    /// Something in words.
    #[allow(clippy::print_stdout, reason = "a benchmark talks to a terminal")]
    pub fn line(&self, words: fmt::Arguments<'_>) {
        println!("{words}");
    }

    /// What a figure was made of.
    pub fn raw(&mut self, name: &str, value: impl Into<Value>) {
        self.raw.insert(name.to_owned(), value.into());
    }

    /// How quiet it was.
    pub fn noise(&mut self, noise: &Noise) {
        let mark = if noise.is_noisy() {
            "; noisy: take differences under 25 % for none"
        } else {
            ""
        };
        let most = noise.kept.iter().copied().fold(0.0, f64::max);
        self.line(format_args!(
            "noise: at most {} of the processors' time went elsewhere, {} of {} rounds repeated{mark}",
            Unit::Percent.show(most),
            noise.repeated.len(),
            noise.repeated.len() + noise.kept.len(),
        ));
        self.raw(
            "noise",
            json!({"rounds": noise.kept, "repeated": noise.repeated, "noisy": noise.is_noisy()}),
        );
    }

    /// Ends the section and writes the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn end(&mut self) -> anyhow::Result<()> {
        let mut raw = std::mem::take(&mut self.raw);
        raw.insert(
            "figures".to_owned(),
            Value::Array(std::mem::take(&mut self.figures)),
        );
        self.sections.insert(self.section.clone(), Value::Object(raw));
        let text = serde_json::to_string_pretty(&self.sections)?;
        fs::write(&self.path, text + "\n")
            .with_context(|| format!("{} cannot be written", self.path.display()))?;
        self.line(format_args!("raw numbers: {}\n", self.path.display()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_hold_one_way() {
        assert!(Bar::AtMost(1.25).holds(1.25) && !Bar::AtMost(1.25).holds(1.26));
        assert!(Bar::AtLeast(0.8).holds(0.8) && !Bar::AtLeast(0.8).holds(0.79));
        assert_eq!(Unit::Percent.show(0.034), "3.40 %");
        assert_eq!(Unit::MegabytesASecond.show(41.26), "41.3 MB/s");
    }

    #[test]
    fn a_section_replaces_its_own_and_leaves_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bench.json");
        for (section, figure) in [("one", 1.0), ("two", 2.0), ("one", 3.0)] {
            let mut report = Report::open(&path);
            report.begin(section);
            report.note("figure", figure, Unit::Times);
            report.end().unwrap();
        }
        let kept: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert_eq!(kept["one"]["figures"][0]["figure"], 3.0);
        assert_eq!(kept["two"]["figures"][0]["figure"], 2.0);
    }
}
