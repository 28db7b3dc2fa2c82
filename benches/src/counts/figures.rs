//! What was counted, beside what was accepted before.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Figures may move by so much in either direction before anything is said.
const TOLERANCE: f64 = 0.05;
/// What takes the figures of now for good.
const ACCEPT: &str = "make counts-accept";

/// Instructions of each counter, on a machine of some kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Figures {
    /// What the instructions are of: counts on another kind of machine are other counts.
    pub machine: String,
    /// Instructions a page or a question.
    pub instructions: BTreeMap<String, u64>,
}

/// What came of a comparison.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    /// A line for each counter.
    pub lines: Vec<String>,
    /// What has to be mended, or accepted.
    pub slips: Vec<String>,
    /// What is so much better that it should be accepted.
    pub gains: usize,
}

/// The kind of machine that this is.
pub fn machine() -> String {
    #[cfg(target_arch = "x86_64")]
    let wide = std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    let wide = false;
    format!(
        "{}{}",
        std::env::consts::ARCH,
        if wide { " with AVX2" } else { "" }
    )
}

impl Figures {
    /// Figures from the text of their file.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The text of their file.
    pub fn write(&self) -> String {
        let Self {
            machine,
            instructions,
        } = self;
        let mut text = format!(
            "# Instructions a page or a question, as `{ACCEPT}` counted them: `make counts` holds new ones against them.\n\
             machine = {machine:?}\n\n[instructions]\n"
        );
        for (name, count) in instructions {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name:?} = {count}");
        }
        text
    }

    /// Compares these figures with those that were accepted.
    pub fn against(&self, accepted: &Self) -> Verdict {
        let mut verdict = Verdict {
            lines: Vec::new(),
            slips: Vec::new(),
            gains: 0,
        };
        if self.machine != accepted.machine {
            verdict.slips.push(format!(
                "the accepted figures are of {}, this is {}: count there, or `{ACCEPT}` what was counted here",
                accepted.machine, self.machine
            ));
            return verdict;
        }
        let names: BTreeSet<&String> = self
            .instructions
            .keys()
            .chain(accepted.instructions.keys())
            .collect();
        for name in names {
            match (self.instructions.get(name), accepted.instructions.get(name)) {
                (Some(now), Some(before)) => verdict.compare(name, *now, *before),
                (Some(now), None) => verdict.slips.push(format!(
                    "\"{name}\" is new, with {} instructions: accept it with `{ACCEPT}`",
                    grouped(*now)
                )),
                _ => verdict.slips.push(format!(
                    "\"{name}\" is counted no more: accept that with `{ACCEPT}`"
                )),
            }
        }
        verdict
    }
}

impl Verdict {
    #[allow(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
    fn compare(&mut self, name: &str, now: u64, before: u64) {
        let change = now as f64 / before.max(1) as f64 - 1.0;
        let (now, before) = (grouped(now), grouped(before));
        let percent = format!("{:+.1} %", change * 100.0);
        let word = if change >= TOLERANCE {
            self.slips.push(format!(
                "\"{name}\" takes {now} instructions, {before} were accepted ({percent}): find out why, or accept it with \
                 `{ACCEPT}`"
            ));
            "short"
        } else if change <= -TOLERANCE {
            self.gains += 1;
            "better"
        } else {
            "ok"
        };
        self.lines.push(format!(
            "{name:<44} {now:>14} instructions, {before:>14} accepted {percent:>8} {word}"
        ));
    }

    /// What to say of gains; nothing if there are none.
    pub fn note(&self) -> Option<String> {
        (self.gains > 0).then(|| {
            format!(
                "{} better by 5 per cent or more: keep it so with `{ACCEPT}`, or the gain can be lost again unseen",
                self.gains
            )
        })
    }
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(of: &[(&str, u64)]) -> Figures {
        Figures {
            machine: "x86_64".to_owned(),
            instructions: of
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect(),
        }
    }

    #[test]
    fn a_slip_of_five_per_cent_names_the_counter_both_figures_and_the_way_out() {
        let accepted = figures(&[("rare word", 100_000), ("splitting", 2_000_000)]);
        let verdict = figures(&[("rare word", 104_999), ("splitting", 2_100_000)]).against(&accepted);
        assert_eq!(
            verdict.slips,
            [
                "\"splitting\" takes 2,100,000 instructions, 2,000,000 were accepted (+5.0 %): find out why, or accept it \
                 with `make counts-accept`"
            ]
        );
        assert_eq!(verdict.lines.len(), 2);
        assert_eq!(verdict.note(), None);
    }

    #[test]
    fn a_gain_passes_with_a_note() {
        let verdict = figures(&[("splitting", 94)]).against(&figures(&[("splitting", 100)]));
        assert!(verdict.slips.is_empty());
        assert!(
            verdict.lines[0].ends_with("-6.0 % better"),
            "{}",
            verdict.lines[0]
        );
        assert!(verdict.note().unwrap().contains("make counts-accept"));
    }

    #[test]
    fn counters_that_come_and_go_are_accepted_first() {
        let verdict = figures(&[("new", 1)]).against(&figures(&[("old", 1)]));
        assert_eq!(verdict.slips.len(), 2);
        let elsewhere = Figures {
            machine: "aarch64".to_owned(),
            ..figures(&[("old", 1)])
        };
        assert!(elsewhere.against(&figures(&[("old", 1)])).slips[0].contains("aarch64"));
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let figures = figures(&[("two words, and", 12), ("suggest", 3)]);
        assert_eq!(Figures::read(&figures.write()).unwrap(), figures);
    }
}
