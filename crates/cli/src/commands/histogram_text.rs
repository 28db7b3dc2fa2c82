//! A count over time as a small chart.

use super::count;
use daybook_search::{Bucket, HistogramAnswer, Unit};
use std::io::{self, Write};

/// How many columns the longest bar has.
const WIDTH: u64 = 40;
/// More empty buckets in a row than this are one line.
const MAX_EMPTY: usize = 3;
/// The parts of a column, by eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Prints a bar a bucket, and what is in none.
pub(super) fn print(out: &mut impl Write, answer: &HistogramAnswer) -> io::Result<()> {
    let unit = match answer.unit {
        Unit::Entry => "entries",
        Unit::Page => "pages",
        Unit::Day => "days",
    };
    writeln!(out, "\n{unit} by {}", answer.interval)?;
    let most = answer
        .buckets
        .iter()
        .map(|bucket| bucket.count)
        .max()
        .unwrap_or(0);
    let mut rest = answer.buckets.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let empty = rest.iter().take_while(|bucket| bucket.count == 0).count();
        if empty > MAX_EMPTY {
            writeln!(
                out,
                "{:>7}  ({} without any)",
                "",
                count(empty as u64, "bucket", "buckets")
            )?;
            rest = rest.get(empty..).unwrap_or_default();
            continue;
        }
        line(out, first, most)?;
        rest = after;
    }
    for (number, what) in [
        (answer.approximate.count, "dated less closely"),
        (answer.undated, "undated"),
    ] {
        if number > 0 {
            writeln!(out, "{number:>7}  {what}")?;
        }
    }
    if answer.timed_out {
        writeln!(
            out,
            "note: the time for a search was spent before all entries were counted"
        )?;
    }
    Ok(())
}

fn line(out: &mut impl Write, bucket: &Bucket, most: u64) -> io::Result<()> {
    let text = format!(
        "{:>7}  {}  {}",
        bucket.count,
        bucket.value,
        bar(bucket.count, most)
    );
    writeln!(out, "{}", text.trim_end())
}

/// A bar as long as a count is beside the greatest; one that is not nothing is seen.
fn bar(number: u64, most: u64) -> String {
    if number == 0 || most == 0 {
        return String::new();
    }
    let eighths = u128::from(number) * u128::from(WIDTH) * 8 / u128::from(most);
    let eighths = usize::try_from(eighths).unwrap_or_default().max(1);
    let part = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    format!("{}{part}", "█".repeat(eighths / 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_counts() {
        assert_eq!(bar(0, 10), "");
        assert_eq!(bar(10, 10), "█".repeat(40));
        assert_eq!(bar(5, 10), "█".repeat(20));
        assert_eq!(bar(1, 1_000_000), "▏");
        assert_eq!(bar(u64::MAX, u64::MAX), "█".repeat(40));
    }
}
