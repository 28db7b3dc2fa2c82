//! Counts as bars, drawn on the server, with the same numbers as a table for those who do not see them.

use super::address::Address;
use super::steps::Step;
use super::{dates, words};
use askama::Template;

/// The width of a column in the drawing's own units.
const COLUMN: usize = 20;
/// The height of the tallest bar, and of the drawing.
const TALLEST: u64 = 96;
const HEIGHT: usize = 100;
/// So that one entry among thousands is still seen.
const SHORTEST: u64 = 3;

/// A chart of counts, each with a link.
#[derive(Template)]
#[template(path = "chart.html", whitespace = "minimize")]
pub(super) struct Chart {
    /// Tells the charts of one page apart.
    pub(super) id: &'static str,
    /// What the chart shows, in a few words.
    pub(super) title: String,
    /// What there is to see, in a sentence.
    pub(super) description: String,
    /// What the first column of the table holds: `Month`.
    pub(super) heading: &'static str,
    /// What is counted: `Entries`.
    pub(super) counted: &'static str,
    pub(super) bars: Vec<Bar>,
    /// What several bars at once lead to; `None` if they cannot be chosen together.
    brush: Option<Brush>,
    width: usize,
    height: usize,
    /// How crowded the columns are: `few scant`, `few`, `some`, `many`.
    density: &'static str,
}

/// What a stretch of bars leads to: the script adds what they stand for.
pub(super) struct Brush {
    href: String,
    /// `date`: the ends of the stretch; `hour`: every bar of it.
    by: &'static str,
}

impl Brush {
    /// A search to which days are added.
    pub(super) fn dates(anytime: &Address) -> Self {
        Self {
            href: anytime.href(),
            by: "date",
        }
    }

    /// A search to which hours are added.
    pub(super) fn hours(anytime: &Address) -> Self {
        Self {
            href: anytime.href(),
            by: "hour",
        }
    }
}

/// A bar and its row of the table.
pub(super) struct Bar {
    /// The value that it stands for: `2015-03`.
    value: String,
    /// The label under it, empty for none.
    pub(super) label: String,
    /// Whether the label stays where there is little room.
    is_major: bool,
    /// What it stands for, in full: `March 2015`.
    pub(super) name: String,
    pub(super) count: u64,
    /// The count and what is counted, in words.
    pub(super) words: String,
    /// Where it leads; `None` where there is nothing to see.
    pub(super) href: Option<String>,
    pub(super) is_selected: bool,
    hit: usize,
    x: usize,
    y: usize,
    h: usize,
}

impl Bar {
    /// A year, month or day.
    pub(super) fn of(step: &Step, count: u64, href: String) -> Self {
        let value = step.value.to_string();
        let name = dates::value_words(&value);
        Self::new(value, (step.label.clone(), step.is_major), name, count, href)
    }

    /// An hour of a day.
    pub(super) fn of_hour(hour: u8, count: u64, href: String) -> Self {
        let value = format!("{hour:02}");
        let name = format!("{value}:00 to {value}:59");
        let label = (value.clone(), hour.is_multiple_of(3));
        Self::new(value, label, name, count, href)
    }

    fn new(value: String, (label, is_major): (String, bool), name: String, count: u64, href: String) -> Self {
        Self {
            value,
            label,
            is_major,
            name,
            count,
            words: words::count(count, "entry", "entries"),
            href: (count > 0).then_some(href),
            is_selected: false,
            hit: 0,
            x: 0,
            y: 0,
            h: 0,
        }
    }

    pub(super) fn selected(mut self, is_selected: bool) -> Self {
        self.is_selected = is_selected;
        self
    }

    /// The number as it stands in the table.
    pub(super) fn number(&self) -> String {
        words::number(self.count)
    }
}

impl Chart {
    /// Lays the bars out; `None` if there is nothing to draw.
    pub(super) fn new(
        id: &'static str,
        title: String,
        heading: &'static str,
        mut bars: Vec<Bar>,
    ) -> Option<Self> {
        let most = bars.iter().map(|bar| bar.count).max().filter(|most| *most > 0)?;
        for (column, bar) in bars.iter_mut().enumerate() {
            bar.hit = column * COLUMN;
            bar.x = bar.hit + COLUMN / 10;
            let tall = if bar.count == 0 {
                0
            } else {
                // Counts of entries fit: an index holds fewer than 2^32.
                (bar.count * TALLEST).div_ceil(most).clamp(SHORTEST, TALLEST)
            };
            bar.h = usize::try_from(tall).unwrap_or_default();
            bar.y = HEIGHT - bar.h;
        }
        let tallest = bars.iter().find(|bar| bar.count == most)?;
        Some(Self {
            id,
            title,
            description: format!("The most are of {}: {}.", tallest.name, tallest.words),
            heading,
            counted: "Entries",
            brush: None,
            width: bars.len() * COLUMN,
            height: HEIGHT,
            density: match bars.len() {
                // A column or two across the whole page would be walls.
                0..=3 => "few scant",
                4..=12 => "few",
                13..=26 => "some",
                _ => "many",
            },
            bars,
        })
    }

    /// The same, with bars that can be chosen together.
    pub(super) fn brushed(mut self, brush: Brush) -> Self {
        self.brush = Some(brush);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(count: u64) -> Bar {
        Bar::of_hour(7, count, "/".into())
    }

    #[test]
    fn bars_are_as_tall_as_their_share_and_none_is_lost() {
        let chart = Chart::new("c", "t".into(), "h", vec![bar(1000), bar(500), bar(1), bar(0)]).unwrap();
        let tall: Vec<usize> = chart.bars.iter().map(|bar| bar.h).collect();
        assert_eq!(tall, [96, 48, 3, 0]);
        assert!(chart.bars.iter().all(|bar| bar.y + bar.h == HEIGHT));
        assert!(chart.bars[3].href.is_none());
        assert!(Chart::new("c", "t".into(), "h", vec![bar(0)]).is_none());
    }
}
