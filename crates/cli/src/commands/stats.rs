//! `daybook stats`: what the index holds.

use super::inspect_text::interval;
use crate::args::{Format, StatsArgs};
use crate::output::{json, plain, results};
use crate::settings::Settings;
use crate::{Outcome, failure::Failure};
use daybook_engine_tantivy::{page_records, stats};
use daybook_model::DateInterval;
use serde::Serialize;
use std::io::Write;

pub(crate) fn run(plan: &StatsArgs, settings: &Settings) -> Result<Outcome, Failure> {
    if plan.disputed {
        return list_disputed(plan, settings);
    }
    let generations = stats(&settings.data_dir)?;
    let mut out = results();
    if plan.format == Format::Json {
        json(&mut out, &generations)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    for generation in &generations {
        let info = &generation.info;
        let live = if generation.current { " (live)" } else { "" };
        writeln!(out, "generation {}{live}", info.id)?;
        writeln!(out, "  built          {}", info.built_at)?;
        writeln!(out, "  pages          {}", info.pages)?;
        writeln!(
            out,
            "  entries        {}, {} of them on a known day",
            info.entries, info.dated_entries
        )?;
        writeln!(out, "  organisations  {}", info.organisations)?;
        writeln!(out, "  persons        {}", info.persons)?;
        if let (Some(earliest), Some(latest)) = (info.earliest, info.latest) {
            writeln!(out, "  dates          {earliest} to {latest}")?;
        }
        writeln!(out, "  size           {}", bytes(info.bytes))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A page whose date is disputed, as JSON.
#[derive(Serialize)]
struct Disputed<'a> {
    page: &'a str,
    source: &'a str,
    date: &'a DateInterval,
}

/// `--disputed`: the pages whose date a less trusted source contradicts, in order of their ids.
fn list_disputed(plan: &StatsArgs, settings: &Settings) -> Result<Outcome, Failure> {
    let pages = page_records(&settings.data_dir)?;
    let mut out = results();
    for page in &pages {
        let Some(date) = page.date.as_ref().filter(|date| !date.disputed_by.is_empty()) else {
            continue;
        };
        if plan.format == Format::Json {
            let line = Disputed {
                page: &page.id,
                source: &page.source,
                date,
            };
            json(&mut out, &line)?;
            continue;
        }
        writeln!(out, "page {} ({})", page.id, plain(&page.source))?;
        let evidence = date.evidence.as_deref().unwrap_or_default();
        writeln!(out, "  {} ({})", interval(date), plain(evidence))?;
        for dispute in &date.disputed_by {
            writeln!(
                out,
                "  disputed: {} ({})",
                interval(&dispute.interval()),
                plain(&dispute.evidence)
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A size for reading: `512 bytes`, `1.5 MB`.
pub(super) fn bytes(number: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    for (unit, size) in UNITS {
        if number >= size {
            let tenths = number / (size / 10);
            return format!("{}.{} {unit}", tenths / 10, tenths % 10);
        }
    }
    format!("{number} bytes")
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_short() {
        for (number, text) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1000, "1.0 kB"),
            (1_550_000, "1.5 MB"),
        ] {
            assert_eq!(bytes(number), text);
        }
    }
}
