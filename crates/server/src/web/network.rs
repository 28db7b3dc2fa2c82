//! A small picture of who is named together with an organisation or person: organisations to the left, persons to the
//! right, the thicker the line the more entries; finer lines join those that are also named with each other.

use super::ties::{self, Party, Tie};
use super::words;
use daybook_model::EntityKind;
use daybook_search::{EntityAnswer, FacetCount};

const WIDTH: usize = 720;
/// The height of a name's place, and where the names of either side begin.
const ROW: usize = 44;
const LEFT: usize = 238;
const RIGHT: usize = WIDTH - LEFT;
/// How many characters of a name stand on a line.
const LINE: usize = 28;
const THICKEST: u64 = 9;
/// The lines between the names are finer, and how far they bow towards the middle.
const FINE: u64 = 4;
const BOW: usize = 36;

/// The picture. What it shows stands beside it as lists, so it needs no links.
pub(super) struct Network {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) description: String,
    pub(super) middle: usize,
    /// Lines between names, as paths with their thickness.
    pub(super) ties: Vec<(String, u64)>,
    pub(super) spokes: Vec<Spoke>,
}

/// A line from the middle to a name.
pub(super) struct Spoke {
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
    pub(super) fn new(entity: &EntityAnswer, ties: &[Tie<'_>]) -> Option<Self> {
        let layout = Layout::new(entity);
        let (left, right) = (layout.left, layout.right);
        let most = left.iter().chain(right).map(|count| count.count).max()?;
        let joined = match ties.len() {
            0 => String::new(),
            _ => format!(
                "; {} between them",
                words::count(ties.len() as u64, "finer line", "finer lines")
            ),
        };
        let strongest = ties.iter().map(|tie| tie.count).max().unwrap_or(1);
        Some(Self {
            width: WIDTH,
            height: layout.height,
            description: format!(
                "{} in the middle, joined to {} and {}{joined}; the lists below have the numbers.",
                entity.name,
                words::count(left.len() as u64, "organisation", "organisations"),
                words::count(right.len() as u64, "person", "persons"),
            ),
            middle: layout.height / 2,
            ties: ties
                .iter()
                .filter_map(|tie| Some((layout.between(tie)?, thickness(tie.count, strongest, FINE))))
                .collect(),
            spokes: layout.spokes(most),
        })
    }
}

/// Where the names are.
struct Layout<'a> {
    left: &'a [FacetCount],
    right: &'a [FacetCount],
    height: usize,
}

impl<'a> Layout<'a> {
    fn new(entity: &'a EntityAnswer) -> Self {
        let (left, right) = (ties::first(&entity.organisations), ties::first(&entity.persons));
        Self {
            left,
            right,
            height: left.len().max(right.len()) * ROW,
        }
    }

    fn y(&self, counts: &[FacetCount], row: usize) -> usize {
        (self.height - counts.len() * ROW) / 2 + row * ROW + ROW / 2
    }

    fn place(&self, party: Party<'_>) -> Option<(usize, usize)> {
        let (counts, x) = match party.kind {
            EntityKind::Organisation => (self.left, LEFT),
            EntityKind::Person => (self.right, RIGHT),
        };
        let slug = &party.counted.slug;
        let row = counts.iter().position(|count| count.slug == *slug)?;
        Some((x, self.y(counts, row)))
    }

    fn spokes(&self, most: u64) -> Vec<Spoke> {
        let side = |counts: &[FacetCount], class, x: usize, anchor| -> Vec<Spoke> {
            let spoke = |(row, count): (usize, &FacetCount)| {
                let at = (x, self.y(counts, row));
                spoke(count, class, at, self.height / 2, anchor, most)
            };
            counts.iter().enumerate().map(spoke).collect()
        };
        let mut spokes = side(self.left, "organisation", LEFT, "end");
        spokes.extend(side(self.right, "person", RIGHT, "start"));
        spokes
    }

    /// A line between two names: a bow on one side, a bend from one side to the other.
    fn between(&self, tie: &Tie<'_>) -> Option<String> {
        let ((x1, y1), (x2, y2)) = (self.place(tie.one)?, self.place(tie.other)?);
        let (bend1, bend2) = if x1 == x2 {
            // Farther names bow farther, so that lines do not lie on each other.
            let bow = BOW + y1.abs_diff(y2) / 4;
            let bend = if x1 == LEFT { x1 + bow } else { x1 - bow };
            (bend, bend)
        } else {
            (x1 + 2 * BOW, x2 - 2 * BOW)
        };
        Some(format!("M{x1} {y1}C{bend1} {y1} {bend2} {y2} {x2} {y2}"))
    }
}

fn spoke(
    count: &FacetCount,
    class: &'static str,
    (x, y): (usize, usize),
    middle: usize,
    anchor: &'static str,
    most: u64,
) -> Spoke {
    let centre = WIDTH / 2;
    let bend = usize::midpoint(x, centre);
    let gap = 8;
    let lines = wrap(&count.value);
    let top = if lines.len() > 1 {
        y.saturating_sub(4)
    } else {
        y + 5
    };
    Spoke {
        class,
        path: format!("M{centre} {middle}C{bend} {middle} {bend} {y} {x} {y}"),
        thickness: thickness(count.count, most, THICKEST),
        x: if anchor == "end" { x - gap } else { x + gap },
        anchor,
        lines: lines
            .into_iter()
            .enumerate()
            .map(|(line, text)| (top + line * 18, text))
            .collect(),
    }
}

/// A single entry is a thin line, however few there are.
fn thickness(count: u64, most: u64, thickest: u64) -> u64 {
    (count * thickest)
        .div_ceil(most.max(1))
        .clamp(1, thickest)
        .min(count * 2)
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
        assert_eq!(thickness(90, 90, THICKEST), 9);
        assert_eq!(thickness(1, 90, THICKEST), 1);
        assert_eq!(thickness(1, 1, THICKEST), 2);
    }
}
