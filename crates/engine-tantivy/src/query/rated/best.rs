//! The best matches of words, without a look at every match.
//!
//! Block-max WAND (Ding and Suel, Faster top-k document retrieval using block-max indexes, 2011), as tantivy has it for
//! words: blocks of entries that score too little by their words are passed over unread. What else may add to a score is
//! allowed for.

use super::{AnyOf, Most, Preferring, ROUNDING};
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, EnableScoring, Query, Scorer, TermQuery, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED};

/// Finds what may be among the best matches of a query.
pub(crate) struct BestFirst {
    /// The words, of which each match has one.
    words: Box<dyn Weight>,
    /// A match scores at most so many times what its words score.
    times: Score,
    /// And what these add to that, which match by themselves, at most.
    extras: Vec<(Box<dyn Weight>, Score)>,
    /// The fields of the words, and how many words each has on average.
    fields: Vec<(Field, Score)>,
    /// All matches, unscored.
    all: Box<dyn Weight>,
}

/// What is known of a query's scores.
#[derive(Default)]
struct Known<'q> {
    words: Vec<Box<dyn Query>>,
    fields: Vec<Field>,
    times: Score,
    extras: Vec<(&'q dyn Query, Score)>,
}

impl<'q> Known<'q> {
    /// Takes in a word, with the same word elsewhere that raises its score; `None` if it is anything else.
    fn add_word(&mut self, query: &'q dyn Query) -> Option<()> {
        let (required, optional) = match query.downcast_ref::<Preferring>() {
            Some(Preferring { required, optional }) => (required.as_ref(), optional.as_slice()),
            None => (query, [].as_slice()),
        };
        let word = required.downcast_ref::<TermQuery>()?;
        self.words.push(Box::new(word.clone()));
        let field = word.term().field();
        if !self.fields.contains(&field) {
            self.fields.push(field);
        }
        let mut times = 1.0;
        for (query, most) in optional {
            match most {
                Most::OfRequired(part) => times += part,
                Most::Fixed(most) => self.extras.push((query.as_ref(), *most)),
            }
        }
        self.times = self.times.max(times);
        Some(())
    }

    fn is_bounded(&self) -> bool {
        let more: Score = self.extras.iter().map(|(_, most)| most).sum();
        self.times.is_finite() && more.is_finite()
    }
}

impl BestFirst {
    /// Of a word, or any of several, each of which may have others that raise its score; `None` of anything else. Of words
    /// that all must match too: how near they stand to each other may add too much to pass many of them over.
    pub(crate) fn of(query: &dyn Query, searcher: &Searcher) -> tantivy::Result<Option<Self>> {
        let mut known = Known::default();
        let understood = match query.downcast_ref::<AnyOf>() {
            Some(AnyOf(parts)) => parts
                .iter()
                .try_for_each(|(part, _)| known.add_word(part.as_ref())),
            None => known.add_word(query),
        };
        if understood.is_none() || !known.is_bounded() {
            return Ok(None);
        }
        let scored = EnableScoring::enabled_from_searcher(searcher);
        let unscored = EnableScoring::disabled_from_searcher(searcher);
        let Known {
            mut words,
            fields,
            times,
            extras,
        } = known;
        let extras = extras.into_iter();
        Ok(Some(Self {
            words: match words.len() {
                1 => words.remove(0).weight(scored)?,
                _ => BooleanQuery::union(words).weight(scored)?,
            },
            times,
            extras: extras
                .map(|(query, most)| Ok((query.weight(unscored)?, most)))
                .collect::<tantivy::Result<_>>()?,
            fields: fields
                .into_iter()
                .filter_map(|field| averages(searcher, field).transpose())
                .collect::<tantivy::Result<_>>()?,
            all: query.weight(unscored)?,
        }))
    }

    /// All matches, unscored.
    pub(crate) fn all(&self) -> &dyn Weight {
        self.all.as_ref()
    }

    /// How many times as much as a block is said to score at most an entry in it may score at most.
    ///
    /// What is kept of a block is how often which of its entries has the word, and how long that entry is, for the one that
    /// scores best by the average length of the segment's texts. BM25 takes the average of all segments, by which another
    /// may score better: by no more than the one average is of the other.
    fn drift(&self, segment: &SegmentReader) -> tantivy::Result<Score> {
        let mut drift: Score = 1.0;
        for (field, average_of_all) in &self.fields {
            let words = segment.inverted_index(*field)?.total_num_tokens();
            if let Some(average) = average(words, u64::from(segment.max_doc())) {
                drift = drift.max(average / average_of_all).max(average_of_all / average);
            }
        }
        Ok(drift)
    }

    /// Gives, in order, the entries of a segment that may be among the best, deleted ones too. The answer to each says
    /// what the others must score at least.
    pub(crate) fn for_each(
        &self,
        segment: &SegmentReader,
        candidate: &mut dyn FnMut(DocId) -> Score,
    ) -> tantivy::Result<()> {
        let mut extras = Vec::with_capacity(self.extras.len());
        for (weight, most) in &self.extras {
            extras.push(Extra {
                scorer: weight.scorer(segment, 1.0)?,
                most: *most,
            });
        }
        extras.retain(|extra| extra.scorer.doc() != TERMINATED);
        let more: Score = extras.iter().map(|extra| extra.most).sum();
        let drift = self.drift(segment)?;
        let mut bar = Score::MIN;
        self.words.for_each_pruning(Score::MIN, segment, &mut |doc, own| {
            let here = extras.iter_mut().map(|extra| extra.at(doc));
            let most = own * self.times + here.sum::<Score>();
            if most * ROUNDING >= bar {
                bar = candidate(doc);
            }
            (bar / ROUNDING - more) / self.times / ROUNDING / drift
        })
    }
}

/// A field with how many words it has on average; `None` if it has none.
fn averages(searcher: &Searcher, field: Field) -> tantivy::Result<Option<(Field, Score)>> {
    let average = average(searcher.total_num_tokens(field)?, searcher.total_num_docs()?);
    Ok(average.map(|average| (field, average)))
}

/// How many words texts have on average; `None` if there are none.
fn average(words: u64, texts: u64) -> Option<Score> {
    (words > 0 && texts > 0).then(|| words as Score / texts as Score)
}

/// What adds to the scores of some matches.
struct Extra {
    scorer: Box<dyn Scorer>,
    most: Score,
}

impl Extra {
    /// What it adds to the score of an entry at most; entries are asked about in order.
    fn at(&mut self, doc: DocId) -> Score {
        if self.scorer.doc() < doc {
            self.scorer.seek(doc);
        }
        match self.scorer.doc() == doc {
            true => self.most,
            false => 0.0,
        }
    }
}
