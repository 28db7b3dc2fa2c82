//! The documents that have a term in a segment, read by blocks.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, TERMINATED, Term};

/// A place in a term's postings.
pub(crate) struct Postings {
    block: BlockSegmentPostings,
    /// The place in the block.
    at: usize,
}

impl Postings {
    /// At the first document; `None` if the segment has none.
    pub(crate) fn open(
        segment: &SegmentReader,
        term: &Term,
        option: IndexRecordOption,
    ) -> tantivy::Result<Option<Self>> {
        let index = segment.inverted_index(term.field())?;
        let block = index.read_block_postings(term, option)?;
        Ok(block.map(|block| Self { block, at: 0 }))
    }

    /// The document, or [`TERMINATED`] after the last.
    #[inline]
    pub(crate) fn doc(&self) -> DocId {
        self.block.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// How often the document has the term.
    #[inline]
    pub(crate) fn freq(&self) -> u32 {
        self.block.freq(self.at)
    }

    /// Goes to the next document.
    #[inline]
    pub(crate) fn step(&mut self) {
        self.at += 1;
        if self.at >= self.block.block_len() {
            self.block.advance();
            self.at = 0;
        }
    }

    /// Goes to the first document from where it stands on that is not before `doc`.
    pub(crate) fn seek(&mut self, doc: DocId) {
        if self.doc() < doc {
            self.at = self.block.seek(doc);
        }
    }

    /// Sets the bits of the documents of `first..end`, by their distance from `first`.
    pub(crate) fn mark(&mut self, first: DocId, end: DocId, bits: &mut [u64]) {
        self.seek(first);
        while self.doc() < end {
            let docs = self.block.docs().get(self.at..).unwrap_or_default();
            let until = docs.partition_point(|doc| *doc < end);
            for doc in docs.iter().take(until) {
                let place = (doc - first) as usize;
                if let Some(word) = bits.get_mut(place / 64) {
                    *word |= 1 << (place % 64);
                }
            }
            if until < docs.len() {
                self.at += until;
                return;
            }
            self.block.advance();
            self.at = 0;
        }
    }
}
