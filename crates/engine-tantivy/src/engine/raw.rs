//! What raw tantivy is measured with: the schema, the analysis, the documents and the queries that Daybook makes.
//!
//! Only for benchmarks, which tell by it how much Daybook adds to the engine beneath it.

use super::{TantivyEngine, aliases};
use crate::analysis;
use crate::failure::During;
use crate::generations::{Layout, WRITER_MEMORY, index_settings, open_index, writer_threads};
use crate::query::{every_selected, selection_query, translate};
use crate::schema::{Documents, Fields, names, read_entry};
use daybook_model::Entry;
use daybook_search::{EngineError, Facet, SearchRequest, Sort};
use std::path::Path;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument};

/// The schema of an index, and what goes with it. Entries are packed as in the index that it opened first.
#[derive(Debug, Clone)]
pub struct RawIndex {
    fields: Fields,
}

impl Default for RawIndex {
    fn default() -> Self {
        Self {
            fields: Fields::new(),
        }
    }
}

impl RawIndex {
    /// An empty index in a folder that is there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn create(&self, folder: &Path) -> tantivy::Result<Index> {
        let index = Index::builder()
            .schema(self.fields.schema.clone())
            .settings(index_settings())
            .create_in_dir(folder)?;
        analysis::register(index.tokenizers());
        Ok(index)
    }

    /// A writer with as many threads and as much memory as a rebuild has.
    ///
    /// # Errors
    /// If the index is already being written.
    pub fn writer(&self, index: &Index) -> tantivy::Result<IndexWriter> {
        index.writer_with_num_threads(writer_threads(), WRITER_MEMORY)
    }

    /// The documents of a page's entries.
    ///
    /// # Errors
    /// If an entry cannot be written as JSON.
    pub fn documents(&self, entries: &[Entry]) -> Result<Vec<TantivyDocument>, EngineError> {
        Documents::new(&self.fields).of_page(entries)
    }

    /// The entry that a document was made of.
    ///
    /// # Errors
    /// If the document holds none.
    pub fn entry(&self, document: &TantivyDocument) -> Result<Entry, EngineError> {
        read_entry(&self.fields, document)
    }

    /// The live generation of a data directory, opened to be read.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn open_live(&self, data_dir: &Path) -> Result<Searcher, EngineError> {
        let layout = Layout::new(data_dir);
        let id = layout.read_current()?.ok_or_else(|| EngineError::NoIndex {
            path: data_dir.to_owned(),
        })?;
        open_index(&layout.generation(&id).index(), &self.fields)
    }

    /// The fast field by which a facet is counted.
    pub fn counted(&self, facet: Facet) -> String {
        names::values(facet)
    }

    /// The fast field with the day that an entry is of, as a number.
    pub fn day(&self) -> &'static str {
        names::DAY_FROM
    }
}

impl TantivyEngine {
    /// The query that a search makes, selections included.
    ///
    /// # Errors
    /// If the words that it stands for cannot be looked up.
    pub fn raw_query(&self, request: &SearchRequest) -> Result<Box<dyn Query>, EngineError> {
        let snapshot = self.snapshot();
        let scored = request.sort == Sort::Relevance && request.limit > 0;
        let (filters, _) = aliases::resolve(&snapshot, &request.filters);
        let translated =
            translate(&snapshot, &request.query, scored, snapshot.deadline()).during("read the query")?;
        let query = match &translated.plan {
            Some(plan) => plan.raw_query().during("read the query")?,
            None => translated.query,
        };
        let mut selections = every_selected(&snapshot, &filters);
        let of_facet = |facet| selection_query(&snapshot.fields, &filters, facet);
        selections.extend(Facet::ALL.into_iter().flat_map(of_facet));
        if selections.is_empty() {
            return Ok(query);
        }
        let unscored = |query| -> Box<dyn Query> { Box::new(BoostQuery::new(query, 0.0)) };
        let mut clauses = vec![(Occur::Must, query)];
        clauses.extend(selections.into_iter().map(|query| (Occur::Must, unscored(query))));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }
}
