//! A small picture of who is named together with an organisation or person: organisations to the left, persons to the
//! right, the thicker the line the more entries.

use super::words;
use daybook_search::FacetCount;

/// How many of each side are drawn.
const SIDE: usize = 7;
const WIDTH: usize = 720;
/// The height of a name's place, and where the names of either side begin.
const ROW: usize = 44;
const LEFT: usize = 238;
const RIGHT: usize = WIDTH - LEFT;
/// How many characters of a name stand on a line.
const LINE: usize = 28;
const THICKEST: u64 = 9;

/// The picture. What it shows stands beside it as lists, so it needs no links.
pub(super) struct Network {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) description: String,
    pub(super) middle: usize,
    pub(super) ties: Vec<Tie>,
}

/// A line to a name.
pub(super) struct Tie {
    pub(super) class: &'static str,
    /// The line's path.
    pub(super) path: String,
    pub(super) thickness: u64,
    pub(super) x: usize,
    pub(super) anchor: &'static str,
    /// The name on one or two lines, each with its height.
    pub(super) lines: Vec<(usize, String)>,
}

impl Network {
    /// The picture; `None` if nobody is named together with it.
    pub(super) fn new(name: &str, organisations: &[FacetCount], persons: &[FacetCount]) -> Option<Self> {
        let (left, right) = (first(organisations), first(persons));
        let rows = left.len().max(right.len());
        let most = left.iter().chain(right).map(|count| count.count).max()?;
        let height = rows * ROW;
        let middle = height / 2;
        let side = |counts: &[FacetCount], class, at: usize, anchor| -> Vec<Tie> {
            let top = (height - counts.len() * ROW) / 2;
            let tie = |(row, count): (usize, &FacetCount)| {
                let y = top + row * ROW + ROW / 2;
                tie(count, class, (at, y), middle, anchor, most)
            };
            counts.iter().enumerate().map(tie).collect()
        };
        let mut ties = side(left, "organisation", LEFT, "end");
        ties.extend(side(right, "person", RIGHT, "start"));
        Some(Self {
            width: WIDTH,
            height,
            description: format!(
                "{name} in the middle, joined to {} and {}; the lists below have the numbers.",
                words::count(left.len() as u64, "organisation", "organisations"),
                words::count(right.len() as u64, "person", "persons"),
            ),
            middle,
            ties,
        })
    }
}

fn first(counts: &[FacetCount]) -> &[FacetCount] {
    counts.get(..SIDE).unwrap_or(counts)
}

fn tie(
    count: &FacetCount,
    class: &'static str,
    (x, y): (usize, usize),
    middle: usize,
    anchor: &'static str,
    most: u64,
) -> Tie {
    let centre = WIDTH / 2;
    let bend = usize::midpoint(x, centre);
    let gap = 8;
    let lines = wrap(&count.value);
    let top = if lines.len() > 1 {
        y.saturating_sub(4)
    } else {
        y + 5
    };
    Tie {
        class,
        path: format!("M{centre} {middle}C{bend} {middle} {bend} {y} {x} {y}"),
        // A single entry is a thin line, however few there are.
        thickness: (count.count * THICKEST)
            .div_ceil(most.max(1))
            .clamp(1, THICKEST)
            .min(count.count * 2),
        x: if anchor == "end" { x - gap } else { x + gap },
        anchor,
        lines: lines
            .into_iter()
            .enumerate()
            .map(|(line, text)| (top + line * 18, text))
            .collect(),
    }
}

/// A name on at most two lines.
fn wrap(name: &str) -> Vec<String> {
    let name = words::plain(name);
    if name.chars().count() <= LINE {
        return vec![name];
    }
    let head: String = name.chars().take(LINE + 1).collect();
    let cut = head.rfind(' ').unwrap_or_else(|| head.len().min(name.len()));
    let (head, rest) = name.split_at(cut);
    vec![head.to_owned(), words::beginning(rest.trim_start(), LINE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_two_lines_at_most() {
        assert_eq!(wrap("Unison"), ["Unison"]);
        assert_eq!(
            wrap("Wexcombe Hospitals NHS Foundation Trust"),
            ["Wexcombe Hospitals NHS", "Foundation Trust"]
        );
        assert_eq!(wrap(&"é".repeat(70)).len(), 2);
    }

    #[test]
    fn the_most_frequent_has_the_thickest_line() {
        let counts = [FacetCount::new("A", "a", 90), FacetCount::new("B", "b", 1)];
        let network = Network::new("X", &counts, &[]).unwrap();
        let thick: Vec<u64> = network.ties.iter().map(|tie| tie.thickness).collect();
        assert_eq!(thick, [9, 1]);
        assert!(Network::new("X", &[], &[]).is_none());
    }
}
