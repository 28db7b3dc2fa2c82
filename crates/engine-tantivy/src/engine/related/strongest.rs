//! The entries that share most with one: the first so many of a union of many words and names, by their scores.
//!
//! Most of what an entry shares with others is frequent and counts little. So postings are read in the manner of
//! MaxScore (H. Turtle and J. Flood, Query evaluation: strategies and optimizations, 1995): once so many entries are
//! found, those features that could not make up the weakest of their scores between them are looked up only for
//! entries that share more than those. Whole blocks of postings are passed over, and the result is the same.

use crate::collect::Deadline;
use crate::postings::Postings;
use crate::schema::names;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TERMINATED, Term};

/// How many documents are scored at once.
const WINDOW: u32 = 4096;

/// Something that entries may share.
pub(super) struct Feature {
    pub(super) term: Term,
    pub(super) worth: Worth,
}

/// What sharing something is worth.
pub(super) enum Worth {
    /// Its BM25 score times this.
    Word(Score),
    /// So much, however often it is there.
    Fixed(Score),
}

/// The first so many entries by the sum of what they share, the latest first among equals, without one of them; and
/// whether the time was spent before all were seen.
pub(super) fn strongest(
    searcher: &Searcher,
    features: &[Feature],
    except: Option<DocAddress>,
    limit: usize,
    deadline: Deadline,
) -> tantivy::Result<(Vec<DocAddress>, bool)> {
    let mut best = Best {
        limit,
        heap: BinaryHeap::with_capacity(limit + 1),
    };
    let mut timed_out = false;
    for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
        let ordinal = ordinal as u32;
        let mut scan = Scan {
            cursors: open(searcher, segment, features)?,
            scores: vec![0.0; WINDOW as usize],
            seen: vec![0; WINDOW.div_ceil(u64::BITS) as usize],
        };
        let offers = Offers {
            segment,
            ordinal,
            except: except
                .filter(|except| except.segment_ord == ordinal)
                .map(|e| e.doc_id),
            order: segment.fast_fields().i64(names::ORDER)?,
            tie: segment.fast_fields().u64(names::TIE)?,
        };
        if !scan.run(&offers, &mut best, deadline) {
            timed_out = true;
            break;
        }
    }
    let sorted = best.heap.into_sorted_vec();
    Ok((sorted.into_iter().map(|hit| hit.0.address).collect(), timed_out))
}

/// An entry by its place: the weaker is the less.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    /// The bits of a score, which is not negative: those of a greater one are greater.
    score: u32,
    order: i64,
    tie: Reverse<u64>,
    address: DocAddress,
}

/// The strongest so far.
struct Best {
    limit: usize,
    /// The weakest on top.
    heap: BinaryHeap<Reverse<Hit>>,
}

impl Best {
    /// What an entry must reach.
    fn least(&self) -> Score {
        match self.heap.peek() {
            Some(weakest) if self.heap.len() >= self.limit => Score::from_bits(weakest.0.score),
            _ => 0.0,
        }
    }
}

/// How entries of a segment are offered.
struct Offers<'s> {
    segment: &'s SegmentReader,
    ordinal: u32,
    except: Option<DocId>,
    order: Column<i64>,
    tie: Column<u64>,
}

impl Offers<'_> {
    /// Whether the entry counts at all.
    fn may_be(&self, doc: DocId) -> bool {
        let alive = self.segment.alive_bitset();
        self.except != Some(doc) && alive.is_none_or(|alive| alive.is_alive(doc))
    }

    fn offer(&self, doc: DocId, score: Score, best: &mut Best) {
        if score < best.least() {
            return;
        }
        best.heap.push(Reverse(Hit {
            score: score.to_bits(),
            order: self.order.first(doc).unwrap_or(i64::MIN),
            tie: Reverse(self.tie.first(doc).unwrap_or_default()),
            address: DocAddress::new(self.ordinal, doc),
        }));
        if best.heap.len() > best.limit {
            best.heap.pop();
        }
    }
}

/// A feature's postings in a segment.
struct Cursor {
    postings: Postings,
    scoring: Scoring,
    /// The most that it is worth anywhere.
    most: Score,
}

enum Scoring {
    Word(Bm25Weight, FieldNormReader),
    Fixed(Score),
}

/// The features that a segment has, what is worth least first.
fn open(searcher: &Searcher, segment: &SegmentReader, features: &[Feature]) -> tantivy::Result<Vec<Cursor>> {
    let mut cursors = Vec::with_capacity(features.len());
    for feature in features {
        let field = feature.term.field();
        let (scoring, most, option) = match feature.worth {
            Worth::Word(boost) => {
                let terms = std::slice::from_ref(&feature.term);
                let weight = Bm25Weight::for_terms(searcher, terms)?.boost_by(boost);
                let most = weight.max_score();
                let lengths = segment.get_fieldnorms_reader(field)?;
                (Scoring::Word(weight, lengths), most, IndexRecordOption::WithFreqs)
            }
            Worth::Fixed(score) => (Scoring::Fixed(score), score, IndexRecordOption::Basic),
        };
        let postings = Postings::open(segment, &feature.term, option)?;
        cursors.extend(postings.map(|postings| Cursor {
            postings,
            scoring,
            most,
        }));
    }
    cursors.sort_by(|a, b| a.most.total_cmp(&b.most));
    Ok(cursors)
}

impl Cursor {
    /// What the document is worth at which the postings stand.
    fn score(&self) -> Score {
        match &self.scoring {
            Scoring::Word(weight, lengths) => {
                weight.score(lengths.fieldnorm_id(self.postings.doc()), self.postings.freq())
            }
            Scoring::Fixed(score) => *score,
        }
    }

    /// What the document has of this, which is not before the cursor.
    fn seek(&mut self, doc: DocId) -> Score {
        self.postings.seek(doc);
        if self.postings.doc() == doc {
            self.score()
        } else {
            0.0
        }
    }
}

/// Going over a segment.
struct Scan {
    cursors: Vec<Cursor>,
    /// Of the documents in the window.
    scores: Vec<Score>,
    /// A bit for each of them.
    seen: Vec<u64>,
}

impl Scan {
    /// Offers what may be among the best; says whether there was the time.
    fn run(&mut self, offers: &Offers<'_>, best: &mut Best, deadline: Deadline) -> bool {
        // What the features up to each may add up to at most.
        let sums: Vec<Score> = self
            .cursors
            .iter()
            .scan(0.0, |sum, cursor| {
                *sum += cursor.most;
                Some(*sum)
            })
            .collect();
        loop {
            if deadline.passed() {
                return false;
            }
            let least = best.least();
            let few = sums.partition_point(|sum| *sum < least);
            let (weak, strong) = self.cursors.split_at_mut(few);
            let first = strong
                .iter()
                .map(|cursor| cursor.postings.doc())
                .min()
                .unwrap_or(TERMINATED);
            if first == TERMINATED {
                return true;
            }
            let end = first.saturating_add(WINDOW).min(TERMINATED);
            for cursor in strong {
                while cursor.postings.doc() < end {
                    let place = (cursor.postings.doc() - first) as usize;
                    self.scores[place] += cursor.score();
                    self.seen[place / 64] |= 1 << (place % 64);
                    cursor.postings.step();
                }
            }
            for (word, seen) in self.seen.iter_mut().enumerate() {
                while *seen != 0 {
                    let place = word * 64 + seen.trailing_zeros() as usize;
                    *seen &= *seen - 1;
                    let doc = first + place as u32;
                    let score = std::mem::take(&mut self.scores[place]);
                    if offers.may_be(doc)
                        && let Some(score) = whole(weak, &sums, doc, score, best.least())
                    {
                        offers.offer(doc, score, best);
                    }
                }
            }
        }
    }
}

/// A document's score with what it has of the weak features; `None` if it cannot reach the least.
fn whole(weak: &mut [Cursor], sums: &[Score], doc: DocId, score: Score, least: Score) -> Option<Score> {
    let mut score = score;
    for (cursor, most) in weak.iter_mut().zip(sums).rev() {
        if score + most < least {
            return None;
        }
        score += cursor.seek(doc);
    }
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis;
    use crate::schema::Fields;
    use tantivy::collector::TopDocs;
    use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
    use tantivy::{Index, TantivyDocument};

    const DIVISORS: [u64; 9] = [2, 3, 5, 7, 11, 13, 101, 499, 1999];
    const ENTRIES: u64 = 9000;

    /// Entries that have a word for each divisor of their number, some of them twice, in texts of several lengths, and
    /// name whom every fourth names; some are deleted.
    fn archive(fields: &Fields) -> Searcher {
        let index = Index::create_in_ram(fields.schema.clone());
        analysis::register(index.tokenizers());
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for number in 1..=ENTRIES {
            let words = DIVISORS.iter().filter(|divisor| number % **divisor == 0);
            let mut text: String = words.map(|divisor| format!("div{divisor} ")).collect();
            if number % 17 == 0 {
                text = text.repeat(2);
            }
            text.push_str(&"filler ".repeat((number % 23) as usize));
            let mut document = TantivyDocument::default();
            document.add_text(fields.text.stem, text);
            document.add_text(fields.id, number.to_string());
            if number % 4 == 0 {
                document.add_text(fields.page, "four");
            }
            document.add_i64(fields.order, (number * 7919 % ENTRIES) as i64);
            document.add_u64(fields.tie, number);
            writer.add_document(document).unwrap();
            if number == 5000 {
                writer.commit().unwrap();
            }
        }
        for number in (1..=ENTRIES).step_by(31) {
            writer.delete_term(Term::from_field_text(fields.id, &number.to_string()));
        }
        writer.commit().unwrap();
        index.reader().unwrap().searcher()
    }

    #[test]
    fn the_strongest_are_those_of_a_search_for_any_of_the_features() {
        let fields = Fields::new();
        let searcher = archive(&fields);
        let mut features: Vec<Feature> = DIVISORS
            .iter()
            .map(|divisor| Feature {
                term: Term::from_field_text(fields.text.stem, &format!("div{divisor}")),
                worth: Worth::Word((*divisor as f32).ln()),
            })
            .collect();
        features.push(Feature {
            term: Term::from_field_text(fields.page, "four"),
            worth: Worth::Fixed(3.0),
        });
        let clauses = features.iter().map(|feature| -> (Occur, Box<dyn Query>) {
            let query = |option| Box::new(TermQuery::new(feature.term.clone(), option));
            let query: Box<dyn Query> = match feature.worth {
                Worth::Word(boost) => Box::new(BoostQuery::new(query(IndexRecordOption::WithFreqs), boost)),
                Worth::Fixed(score) => Box::new(ConstScoreQuery::new(query(IndexRecordOption::Basic), score)),
            };
            (Occur::Should, query)
        });
        let any = BooleanQuery::new(clauses.collect());
        let all = TopDocs::with_limit(ENTRIES as usize).order_by_score();
        let all: Vec<(Score, DocAddress)> = searcher.search(&any, &all).unwrap();
        let score = |address: &DocAddress| all.iter().find(|(_, other)| other == address).unwrap().0;
        for limit in [1, 10, 200, 3000] {
            let except = all[limit / 2].1;
            let (found, timed_out) =
                strongest(&searcher, &features, Some(except), limit, Deadline::never()).unwrap();
            assert!(!timed_out && found.len() == limit && !found.contains(&except));
            let expected = all.iter().filter(|(_, address)| *address != except);
            for (address, (expected, _)) in found.iter().zip(expected) {
                // They are added up in another order.
                assert!((score(address) - expected).abs() < 1e-3, "{limit} {address:?}");
            }
        }
    }
}
