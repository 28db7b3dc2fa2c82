//! An answer for reading at a terminal.

use super::count;
use crate::output::results_are_styled;
use daybook_model::{DateInterval, Entry, NamedEntity};
use daybook_search::{Facet, FacetCount, Hit, SearchAnswer, TextField, Understood, Unit};
use std::io::{self, Write};

/// Prints an answer: what was found, the hits, the facets.
pub(super) fn print(out: &mut impl Write, answer: &SearchAnswer) -> io::Result<()> {
    let style = Style::of_results();
    let understood = &answer.understood;
    let milliseconds = answer.took_us.div_ceil(100);
    writeln!(
        out,
        "{} ({}.{} ms)",
        match answer.unit {
            Unit::Entry => count(answer.total, "entry", "entries"),
            Unit::Page => count(answer.total, "page", "pages"),
            Unit::Day => count(answer.total, "day", "days"),
        },
        milliseconds / 10,
        milliseconds % 10
    )?;
    for note in notes(understood) {
        writeln!(out, "{note}")?;
    }
    if let Some(meant) = &answer.did_you_mean {
        writeln!(
            out,
            "note: did you mean \"{}\"? That finds {}",
            meant.query,
            count(meant.total, "entry", "entries")
        )?;
    }
    if answer.timed_out {
        writeln!(
            out,
            "note: the time for a search was spent before all entries were seen"
        )?;
    }
    for hit in &answer.hits {
        writeln!(out)?;
        print_hit(out, hit, style)?;
    }
    for (facet, values) in answer.facets.iter() {
        writeln!(out, "\n{}", heading(facet))?;
        print_values(out, values, 1)?;
    }
    Ok(())
}

/// What there is to say of how a query was read, a line each.
pub(super) fn notes(understood: &Understood) -> Vec<String> {
    let repairs = understood.repairs.iter().map(|repair| repair.message.clone());
    let ignored = understood.ignored.iter().map(|ignored| {
        format!(
            "\"{}\" takes no part in the search: {}",
            ignored.text, ignored.reason
        )
    });
    let phrases = understood
        .expansions
        .iter()
        .filter(|e| e.reason == "stemmed-phrase");
    let phrases = phrases.map(|expansion| {
        let text = &expansion.text;
        format!("no entry has \"{text}\" as written: its words were looked for in any form")
    });
    let notes = understood.notes.iter().map(|note| note.message.clone());
    let all = repairs.chain(ignored).chain(phrases).chain(notes);
    all.map(|note| format!("note: {note}")).collect()
}

pub(super) fn print_hit(out: &mut impl Write, hit: &Hit, style: Style) -> io::Result<()> {
    let entry = &hit.entry;
    let found = &hit.found;
    let score = found
        .score
        .map(|score| format!("  score {score:.2}"))
        .unwrap_or_default();
    writeln!(
        out,
        "{}  {}{score}",
        style.strong(&entry.id.to_string()),
        when(entry)
    )?;
    for highlight in &found.highlights {
        writeln!(out, "    {}", style.marked(highlight))?;
    }
    names(out, "organisations", &entry.organisations)?;
    names(out, "persons", &entry.persons)?;
    if let Some(more) = found.more.filter(|more| *more > 0) {
        writeln!(out, "    {} more on this page", count(more, "entry", "entries"))?;
    }
    for part in found
        .explanation
        .iter()
        .flat_map(|explanation| &explanation.parts)
    {
        let (kind, field) = (part.kind.name(), part.field.map_or("", TextField::name));
        writeln!(
            out,
            "    {:>8.3}  {kind:<10}  {field:<10}  {}",
            part.score, part.text
        )?;
    }
    Ok(())
}

fn names(out: &mut impl Write, what: &str, entities: &[NamedEntity]) -> io::Result<()> {
    if entities.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = entities.iter().map(|entity| entity.name.as_str()).collect();
    writeln!(out, "    {what}: {}", names.join(", "))
}

/// What a facet's values are called all together.
fn heading(facet: Facet) -> &'static str {
    match facet {
        Facet::Organisation => "organisations",
        Facet::Person => "persons",
        Facet::Speaker => "who is quoted",
        Facet::Date => "dates",
        Facet::Weekday => "days of the week",
        Facet::Hour => "hours",
        Facet::Publication => "publications",
        Facet::Page => "pages",
        Facet::Basis => "what dates were read from",
    }
}

/// Prints counted values, those within others further in.
pub(super) fn print_values(out: &mut impl Write, values: &[FacetCount], depth: usize) -> io::Result<()> {
    for value in values {
        writeln!(out, "{:>7}{}{}", value.count, "  ".repeat(depth), value.value)?;
        for form in value.forms.iter().flatten() {
            writeln!(out, "{:>7}{}“{}”", form.count, "  ".repeat(depth + 1), form.text)?;
        }
        if let Some(children) = &value.children {
            print_values(out, children, depth + 1)?;
        }
    }
    Ok(())
}

/// When an entry was written, as far as it is known.
pub(super) fn when(entry: &Entry) -> String {
    let day = days(&entry.date).unwrap_or_else(|| "undated".to_owned());
    match (entry.time, entry.time_corrected) {
        (Some(time), Some(mended)) => format!("{day} {mended} (printed {time})"),
        (Some(time), None) => format!("{day} {time}"),
        (None, _) => day,
    }
}

/// The days of a date; `None` where nothing is known.
pub(super) fn days(date: &DateInterval) -> Option<String> {
    Some(match (date.earliest, date.latest) {
        (None, None) => return None,
        (Some(earliest), Some(latest)) if earliest == latest => earliest.to_string(),
        (Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        (Some(earliest), None) => format!("{earliest} or later"),
        (None, Some(latest)) => format!("{latest} or earlier"),
    })
}

/// How text is set off on this terminal.
#[derive(Clone, Copy)]
pub(super) struct Style {
    bold: bool,
}

impl Style {
    /// As results are to be set off.
    pub(super) fn of_results() -> Self {
        Self {
            bold: results_are_styled(),
        }
    }

    pub(super) fn strong(self, text: &str) -> String {
        if self.bold {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// A snippet as plain text on one line, its marks as bold or asterisks.
    fn marked(self, snippet: &str) -> String {
        let (open, close) = if self.bold {
            ("\u{1b}[1m", "\u{1b}[0m")
        } else {
            ("*", "*")
        };
        let plain = snippet.replace("<mark>", "\u{1}").replace("</mark>", "\u{2}");
        let plain = plain
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&#x27;", "'")
            .replace("&amp;", "&");
        // What an archive holds may not drive the terminal.
        let safe: String = plain
            .chars()
            .map(|c| {
                if c.is_control() && !matches!(c, '\u{1}' | '\u{2}') {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let words: Vec<&str> = safe.split_whitespace().collect();
        words.join(" ").replace('\u{1}', open).replace('\u{2}', close)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_unescaped_and_harmless() {
        let style = Style { bold: false };
        assert_eq!(
            style.marked("R&amp;D <mark>at</mark> &lt;b&gt;\n\u{1b}[31m"),
            "R&D *at* <b> [31m"
        );
    }
}
