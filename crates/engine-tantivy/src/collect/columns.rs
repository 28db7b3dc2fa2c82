//! The columns of a generation's segments, opened once: opening one looks it up in a dictionary.
//!
//! The values of most facets are held in memory as the generation numbers them, from when a facet is first counted:
//! reading a column of several values takes three steps for each entry and one more for each value.

use super::values::ValueTable;
use crate::schema::names;
use daybook_search::Facet;
use std::sync::OnceLock;
use tantivy::columnar::{Cardinality, Column};
use tantivy::{DocId, Searcher, SegmentReader};

/// Of segments with more entries than this nothing is held, to bound memory: about 30 bytes an entry.
pub(crate) const MOST_HELD: u32 = 4_000_000;
/// The facets that are held: of several values, or counted most.
const HELD: [Facet; 5] = [
    Facet::Organisation,
    Facet::Person,
    Facet::Speaker,
    Facet::Date,
    Facet::Page,
];

/// The columns of one segment.
pub(crate) struct SegmentColumns {
    /// Place in time.
    order: Column<i64>,
    /// The same of all entries in memory, read when hits are first put in order: where many score the same, all are
    /// looked at.
    orders: OnceLock<Vec<i64>>,
    /// Tells entries of one place in time apart.
    pub(super) tie: Column<u64>,
    pub(super) day_from: Column<i64>,
    pub(super) day_to: Column<i64>,
    pub(super) minute: Column<u64>,
    /// In the order of [`Facet::ALL`].
    facets: Vec<FacetColumn>,
    entries: u32,
}

struct FacetColumn {
    /// The segment's own numbers of values; `None` if no entry has any.
    own: Option<Column<u64>>,
    held: OnceLock<Held>,
}

impl SegmentColumns {
    /// Opens the columns of every segment.
    pub(crate) fn open_all(searcher: &Searcher) -> tantivy::Result<Vec<Self>> {
        searcher.segment_readers().iter().map(Self::open).collect()
    }

    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let facet = |facet: Facet| -> tantivy::Result<FacetColumn> {
            let values = columns.str(&names::values(facet))?;
            Ok(FacetColumn {
                own: values.map(|values| values.ords().clone()),
                held: OnceLock::new(),
            })
        };
        Ok(Self {
            order: columns.i64(names::ORDER)?,
            orders: OnceLock::new(),
            tie: columns.u64(names::TIE)?,
            day_from: columns.i64(names::DAY_FROM)?,
            day_to: columns.i64(names::DAY_TO)?,
            minute: columns.u64(names::MINUTE)?,
            facets: Facet::ALL
                .into_iter()
                .map(facet)
                .collect::<tantivy::Result<_>>()?,
            entries: segment.max_doc(),
        })
    }

    /// The place in time of an entry.
    pub(super) fn order_of(&self, doc: DocId) -> i64 {
        self.order.first(doc).unwrap_or(i64::MIN)
    }

    /// The places in time of all entries; `None` if they are too many to be held.
    pub(super) fn held_orders(&self) -> Option<&[i64]> {
        let hold = || (0..self.entries).map(|doc| self.order_of(doc)).collect();
        (self.entries <= MOST_HELD).then(|| self.orders.get_or_init(hold).as_slice())
    }

    /// Holds in memory what another segment does.
    pub(crate) fn hold_as<'s>(&'s self, other: &Self, values: impl Fn(&'s Self, Facet)) {
        if other.orders.get().is_some() {
            self.held_orders();
        }
        for facet in Facet::ALL {
            if other.facets[facet as usize].held.get().is_some() {
                values(self, facet);
            }
        }
    }

    /// What the entries of this segment, which is the table's of that ordinal, have of a facet.
    pub(crate) fn values<'a>(
        &'a self,
        facet: Facet,
        table: &'a dyn ValueTable,
        ordinal: usize,
    ) -> Values<'a> {
        let numbers = table.of_segment(ordinal);
        let column = &self.facets[facet as usize];
        match &column.own {
            None => Values::None,
            Some(own) if self.entries > MOST_HELD || !HELD.contains(&facet) => Values::Read { own, numbers },
            Some(own) => Values::Held(
                column
                    .held
                    .get_or_init(|| Held::of(own, numbers, self.entries, table.len())),
            ),
        }
    }
}

/// For each entry of a segment the generation's numbers of its values of a facet.
pub(crate) enum Values<'a> {
    /// No entry has any.
    None,
    Held(&'a Held),
    Read {
        own: &'a Column<u64>,
        numbers: &'a [u32],
    },
}

/// The numbers of all entries, one after another.
pub(crate) struct Held {
    /// For each entry where its numbers begin, and where the last one's end; empty if each has exactly one.
    starts: Vec<u32>,
    numbers: Numbers,
}

/// Numbers in as few bytes as the greatest of them needs.
enum Numbers {
    Short(Vec<u16>),
    Long(Vec<u32>),
}

impl Held {
    fn of(own: &Column<u64>, table: &[u32], entries: u32, values: usize) -> Self {
        if values <= usize::from(u16::MAX) + 1 {
            let (starts, numbers) = read(own, table, entries, |number| number as u16);
            let numbers = Numbers::Short(numbers);
            return Self { starts, numbers };
        }
        let (starts, numbers) = read(own, table, entries, |number| number);
        let numbers = Numbers::Long(numbers);
        Self { starts, numbers }
    }

    /// Takes the numbers of entries, one after another.
    #[inline]
    fn for_all(&self, entries: impl Iterator<Item = DocId>, take: impl FnMut(usize)) {
        match &self.numbers {
            Numbers::Short(numbers) => each(numbers, &self.starts, entries, take),
            Numbers::Long(numbers) => each(numbers, &self.starts, entries, take),
        }
    }
}

fn read<N>(own: &Column<u64>, table: &[u32], entries: u32, number: impl Fn(u32) -> N) -> (Vec<u32>, Vec<N>) {
    let one_each = own.get_cardinality() == Cardinality::Full;
    let mut starts = Vec::with_capacity(if one_each { 0 } else { entries as usize + 1 });
    let mut numbers = Vec::with_capacity(own.values.num_vals() as usize);
    for doc in 0..entries {
        if !one_each {
            starts.push(numbers.len() as u32);
        }
        let known = own.values_for_doc(doc).filter_map(|own| table.get(own as usize));
        numbers.extend(known.map(|known| number(*known)));
    }
    if !one_each {
        starts.push(numbers.len() as u32);
    }
    (starts, numbers)
}

#[inline]
fn each<N: Copy + Into<u32>>(
    numbers: &[N],
    starts: &[u32],
    entries: impl Iterator<Item = DocId>,
    mut take: impl FnMut(usize),
) {
    let mut take = |number: &N| take((*number).into() as usize);
    if starts.is_empty() {
        entries.filter_map(|doc| numbers.get(doc as usize)).for_each(take);
        return;
    }
    for doc in entries {
        if let (Some(start), Some(end)) = (starts.get(doc as usize), starts.get(doc as usize + 1)) {
            let own = numbers.get(*start as usize..*end as usize);
            own.unwrap_or_default().iter().for_each(&mut take);
        }
    }
}

#[inline]
fn one_each<N: Copy + Into<u32>>(numbers: &[N], mut take: impl FnMut(DocId, usize)) {
    (0..)
        .zip(numbers)
        .for_each(|(doc, number)| take(doc, (*number).into() as usize));
}

impl Values<'_> {
    /// Takes the numbers of an entry's values.
    #[inline]
    pub(super) fn for_each(&self, doc: DocId, take: impl FnMut(usize)) {
        self.for_all(std::iter::once(doc), take);
    }

    /// Takes the numbers of the values of entries, one after another.
    #[inline]
    pub(super) fn for_all(&self, entries: impl Iterator<Item = DocId>, mut take: impl FnMut(usize)) {
        match self {
            Self::None => {}
            Self::Held(held) => held.for_all(entries, take),
            Self::Read { own, numbers } => entries.for_each(|doc| {
                own.values_for_doc(doc)
                    .filter_map(|own| numbers.get(own as usize))
                    .for_each(|number| take(*number as usize));
            }),
        }
    }

    /// Takes every entry, of so many, with the number of each of its values.
    pub(super) fn for_every_entry(&self, entries: u32, mut take: impl FnMut(DocId, usize)) {
        match self {
            Self::Held(held) if held.starts.is_empty() => match &held.numbers {
                Numbers::Short(numbers) => one_each(numbers, take),
                Numbers::Long(numbers) => one_each(numbers, take),
            },
            _ => (0..entries).for_each(|doc| self.for_each(doc, |number| take(doc, number))),
        }
    }

    /// Whether one of an entry's values is so.
    pub(super) fn any(&self, doc: DocId, is_so: impl Fn(usize) -> bool) -> bool {
        let mut any = false;
        self.for_each(doc, |number| any = any || is_so(number));
        any
    }

    /// The number of the entry's first value.
    pub(super) fn first(&self, doc: DocId) -> Option<usize> {
        let mut first = None;
        self.for_each(doc, |number| {
            first.get_or_insert(number);
        });
        first
    }
}
