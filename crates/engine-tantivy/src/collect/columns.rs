//! The columns of a generation's segments, opened once: opening one looks it up in a dictionary.
//!
//! The values of facets are held in memory as the generation numbers them, from when a facet is first counted: reading
//! a column of several values takes three steps for each entry and one more for each value.

use super::values::ValueTable;
use crate::schema::names;
use daybook_search::Facet;
use std::sync::OnceLock;
use tantivy::columnar::Column;
use tantivy::{DocId, Searcher, SegmentReader};

/// Of segments with more entries than this nothing is held, to bound memory: about 40 bytes an entry if every facet is
/// counted.
const MOST_HELD: u32 = 4_000_000;

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
    #[inline]
    pub(super) fn order_of(&self, doc: DocId) -> i64 {
        let read = |doc| self.order.first(doc).unwrap_or(i64::MIN);
        if self.entries > MOST_HELD {
            return read(doc);
        }
        let orders = self.orders.get_or_init(|| (0..self.entries).map(read).collect());
        orders.get(doc as usize).copied().unwrap_or(i64::MIN)
    }

    /// Holds in memory what another segment does.
    pub(crate) fn hold_as<'s>(&'s self, other: &Self, values: impl Fn(&'s Self, Facet)) {
        if other.orders.get().is_some() {
            self.order_of(0);
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
            Some(own) if self.entries > MOST_HELD => Values::Read { own, numbers },
            Some(own) => Values::Held(column.held.get_or_init(|| Held::of(own, numbers, self.entries))),
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
    numbers: Vec<u32>,
}

impl Held {
    fn of(own: &Column<u64>, table: &[u32], entries: u32) -> Self {
        let mut starts = Vec::new();
        let mut numbers = Vec::with_capacity(entries as usize);
        let mut all_one = true;
        for doc in 0..entries {
            let start = numbers.len() as u32;
            let known = |own: u64| table.get(own as usize).copied();
            numbers.extend(own.values_for_doc(doc).filter_map(known));
            if all_one && numbers.len() as u32 != start + 1 {
                all_one = false;
                // Each entry before had one.
                starts.extend(0..doc);
            }
            if !all_one {
                starts.push(start);
            }
        }
        if !all_one {
            starts.push(numbers.len() as u32);
        }
        starts.shrink_to_fit();
        numbers.shrink_to_fit();
        Self { starts, numbers }
    }

    #[inline]
    fn of_entry(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        if self.starts.is_empty() {
            return self.numbers.get(doc..=doc).unwrap_or_default();
        }
        match (self.starts.get(doc), self.starts.get(doc + 1)) {
            (Some(start), Some(end)) => self
                .numbers
                .get(*start as usize..*end as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Values<'_> {
    /// Takes the numbers of an entry's values.
    #[inline]
    pub(super) fn for_each(&self, doc: DocId, mut take: impl FnMut(usize)) {
        match self {
            Self::None => {}
            Self::Held(held) => held
                .of_entry(doc)
                .iter()
                .for_each(|number| take(*number as usize)),
            Self::Read { own, numbers } => own
                .values_for_doc(doc)
                .filter_map(|own| numbers.get(own as usize))
                .for_each(|number| take(*number as usize)),
        }
    }

    /// Takes the numbers of the values of several entries.
    #[inline]
    pub(super) fn for_all<T>(&self, entries: &[(DocId, T)], mut take: impl FnMut(usize)) {
        match self {
            Self::Held(held) if held.starts.is_empty() => {
                let numbers = entries
                    .iter()
                    .filter_map(|(doc, _)| held.numbers.get(*doc as usize));
                numbers.for_each(|number| take(*number as usize));
            }
            Self::Held(held) => {
                let numbers = entries.iter().flat_map(|(doc, _)| held.of_entry(*doc));
                numbers.for_each(|number| take(*number as usize));
            }
            _ => entries.iter().for_each(|(doc, _)| self.for_each(*doc, &mut take)),
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
