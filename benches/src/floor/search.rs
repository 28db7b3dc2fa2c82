//! Questions to raw tantivy: its own collectors over the queries that Daybook makes, joined by its own parts.

use daybook_engine_tantivy::RawIndex;
use daybook_search::Facet;
use serde_json::json;
use std::path::Path;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::aggregation::{AggContextParams, AggregationCollector};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;
use tantivy::{DocAddress, Score, Searcher, TantivyDocument};

/// How many hits.
const TOP: usize = 10;

/// Facets that are counted beside months.
const FACETS: [Facet; 3] = [Facet::Organisation, Facet::Person, Facet::Speaker];

/// Raw tantivy on the files of Daybook's live generation.
pub struct Floor {
    searcher: Searcher,
    facets: Aggregations,
    months: Aggregations,
}

impl Floor {
    /// Opens the live generation of a data directory.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn open(data_dir: &Path) -> anyhow::Result<Self> {
        let raw = RawIndex::default();
        // Months of days that are numbers; an average month is cheaper than a calendar's.
        let months = json!({"histogram": {"field": raw.day(), "interval": 30.4375}});
        let mut facets = json!({"months": months});
        for facet in FACETS {
            facets[facet.name()] = json!({"terms": {"field": raw.counted(facet), "size": TOP}});
        }
        Ok(Self {
            searcher: raw.open_live(data_dir)?,
            facets: serde_json::from_value(facets)?,
            months: serde_json::from_value(json!({"months": months}))?,
        })
    }

    /// How many segments there are.
    pub fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    /// The number of matches, the best ten read from the store.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn hits(&self, query: &dyn Query) -> tantivy::Result<usize> {
        let best = TopDocs::with_limit(TOP).order_by_score();
        let (hits, count) = self.searcher.search(query, &(best, Count))?;
        self.read(&hits)?;
        Ok(count)
    }

    /// The same with the first ten values of organisations, persons and speakers, and months.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn faceted(&self, query: &dyn Query) -> tantivy::Result<usize> {
        let best = TopDocs::with_limit(TOP).order_by_score();
        let facets = AggregationCollector::from_aggs(self.facets.clone(), AggContextParams::default());
        let (hits, count, _) = self.searcher.search(query, &(best, Count, facets))?;
        self.read(&hits)?;
        Ok(count)
    }

    /// The number of matches, by month.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn months(&self, query: &dyn Query) -> tantivy::Result<usize> {
        let months = AggregationCollector::from_aggs(self.months.clone(), AggContextParams::default());
        let (count, _) = self.searcher.search(query, &(Count, months))?;
        Ok(count)
    }

    fn read(&self, hits: &[(Score, DocAddress)]) -> tantivy::Result<()> {
        for (_, address) in hits {
            std::hint::black_box(self.searcher.doc::<TantivyDocument>(*address)?);
        }
        Ok(())
    }
}
