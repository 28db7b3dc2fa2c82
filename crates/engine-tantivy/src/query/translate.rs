//! The walk over the query tree.

use super::excluded::Excluded;
use super::expand::{self, analyse_prefix, rarity};
use super::filters::{Predicate, except};
use super::parts::Part;
use super::suggest::{Suggestions, note_unknown};
use super::words::{preferring, sequence, weighted, word};
use crate::analysis::{Word, words as analyse};
use crate::engine::{Lookup, Snapshot, note_alias};
use crate::schema::Fields;
use daybook_model::{EntityKind, slugify};
use daybook_search::{DateValue, Expansion, Ignored, Node, NodeKind, Note, ParsedQuery, TextField, widen};
use tantivy::query::{AllQuery, BooleanQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring, Occur, Query};
use tantivy::{DocSet, Searcher, TERMINATED};

/// How many forms of an expansion an answer lists.
const LISTED_FORMS: usize = 20;
/// How much the same word in the title of its page adds to an entry's score.
const TITLE_WEIGHT: f32 = 0.15;
/// The same in the standfirst.
const STANDFIRST_WEIGHT: f32 = 0.1;
/// How much two words that were typed one after another count where they stand near each other.
const NEAR_WEIGHT: f32 = 0.3;
/// How far they may have moved apart.
const NEAR_SLOP: u32 = 4;
/// The most words of a query that are looked at for that.
const MAX_NEAR: usize = 16;
/// A deeper tree than any parser makes is not descended further.
const MAX_DEPTH: usize = 200;

/// A query, and what there is to say about it.
pub(crate) struct Translated {
    pub(crate) query: Box<dyn Query>,
    pub(crate) expansions: Vec<Expansion>,
    pub(crate) ignored: Vec<Ignored>,
    pub(crate) notes: Vec<Note>,
    pub(crate) suggestions: Suggestions,
    /// What to mark in an entry's text.
    pub(crate) parts: Vec<Part>,
}

/// Translates a query tree. Without `scoring` only what matches counts, which is quicker.
pub(crate) fn translate(
    snapshot: &Snapshot,
    query: &ParsedQuery,
    scoring: bool,
) -> tantivy::Result<Translated> {
    let mut lookup = Lookup::new(snapshot);
    let (root, widened) = widen(&query.root, query.widening, &mut lookup);
    if let Some(error) = lookup.failed {
        return Err(error);
    }
    let notes = lookup.cut.then(|| Note {
        parameter: "typos".to_owned(),
        message: "the query has so many words that other spellings were looked for of the first ones only"
            .to_owned(),
    });
    let mut walk = Walk {
        snapshot,
        searcher: &snapshot.searcher,
        fields: &snapshot.fields,
        scoring,
        negated: false,
        depth: 0,
        expansions: widened,
        ignored: Vec::new(),
        notes: notes.into_iter().collect(),
        suggestions: Suggestions::new(),
        parts: Vec::new(),
    };
    // A query of which nothing takes part matches nothing; `ignored` says why.
    let query = walk.node(&root)?.unwrap_or_else(|| Box::new(EmptyQuery));
    let Walk {
        expansions,
        ignored,
        notes,
        suggestions,
        parts,
        ..
    } = walk;
    Ok(Translated {
        query,
        expansions,
        ignored,
        notes,
        suggestions,
        parts,
    })
}

struct Walk<'a> {
    snapshot: &'a Snapshot,
    searcher: &'a Searcher,
    fields: &'a Fields,
    scoring: bool,
    /// Whether the node is under a `Not`: nothing to mark there.
    negated: bool,
    depth: usize,
    expansions: Vec<Expansion>,
    ignored: Vec<Ignored>,
    notes: Vec<Note>,
    suggestions: Suggestions,
    parts: Vec<Part>,
}

/// `None` is a part that takes no part.
type Built = tantivy::Result<Option<Box<dyn Query>>>;

impl Walk<'_> {
    fn node(&mut self, node: &Node) -> Built {
        if self.depth >= MAX_DEPTH {
            return Ok(self.ignore(node, "", "it lies too deep in parentheses"));
        }
        self.depth += 1;
        let query = self.kind(node);
        self.depth -= 1;
        let boost = if node.boost.is_finite() {
            node.boost.max(0.0)
        } else {
            1.0
        };
        Ok(query?.map(|query| weighted(query, boost)))
    }

    fn kind(&mut self, node: &Node) -> Built {
        let predicate = Predicate(self.fields);
        Ok(Some(match &node.kind {
            NodeKind::Everything => Box::new(AllQuery),
            NodeKind::Word { field, text } => return Ok(self.word(node, *field, text)),
            NodeKind::Phrase { field, text, slop } => return self.phrase(node, *field, text, *slop),
            NodeKind::Prefix { field, text } => return self.prefix(node, *field, text),
            NodeKind::Fuzzy {
                field,
                text,
                distance,
            } => return self.fuzzy(node, *field, text, *distance),
            NodeKind::Date { from, to } => predicate.date(*from, *to),
            NodeKind::Undated => predicate.date_values(&[DateValue::Undated]),
            NodeKind::Time { from, to } => predicate.time(*from, *to),
            NodeKind::Entity { entity, name } => return self.entity(node, *entity, name),
            NodeKind::Page { id } => return self.page(id).map(Some),
            NodeKind::All { parts } => return self.all(parts),
            NodeKind::Any { parts } => return self.any(parts),
            NodeKind::Preferring { required, optional } => return self.preferring(required, optional),
            NodeKind::Widened { part, others } => return self.widened(part, others),
            NodeKind::Not { part } => return Ok(self.negate(part)?.map(except)),
        }))
    }

    /// The query of a part that must not match.
    fn negate(&mut self, part: &Node) -> Built {
        let outer = std::mem::replace(&mut self.negated, true);
        let query = self.node(part);
        self.negated = outer;
        query
    }

    fn all(&mut self, parts: &[Node]) -> Built {
        let mut clauses = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            let clause = match &part.kind {
                NodeKind::Not { part } => self
                    .negate(part)?
                    .map(|query| (Occur::MustNot, Box::new(Excluded(query)) as Box<dyn Query>)),
                _ => self.node(part)?.map(|query| (Occur::Must, query)),
            };
            clauses.extend(clause);
        }
        if clauses.is_empty() {
            return Ok(None);
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        if self.scoring && !self.negated {
            clauses.extend(self.near(parts).into_iter().map(|query| (Occur::Should, query)));
        }
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    /// What raises the score of entries in which words that were typed one after another stand near each other.
    fn near(&self, parts: &[Node]) -> Vec<Box<dyn Query>> {
        let plain = |node: &Node| match &node.kind {
            NodeKind::Word {
                field: TextField::Text,
                text,
            } => match analyse(text).as_slice() {
                [word] => Some(word.stem.clone()),
                _ => None,
            },
            _ => None,
        };
        let stems: Vec<Option<String>> = parts.iter().take(MAX_NEAR).map(plain).collect();
        let pairs = stems.windows(2).filter_map(|pair| match pair {
            [Some(first), Some(second)] => Some([first.as_str(), second.as_str()]),
            _ => None,
        });
        pairs
            .map(|pair| {
                weighted(
                    sequence(self.fields.text.stem, pair.into_iter(), NEAR_SLOP),
                    NEAR_WEIGHT,
                )
            })
            .collect()
    }

    fn any(&mut self, parts: &[Node]) -> Built {
        let mut queries = Vec::with_capacity(parts.len());
        for part in parts {
            queries.extend(self.node(part)?);
        }
        Ok(union(queries))
    }

    fn preferring(&mut self, required: &Node, optional: &[Node]) -> Built {
        let required = self.node(required)?;
        let mut queries = Vec::with_capacity(optional.len());
        for part in optional {
            queries.extend(self.node(part)?);
        }
        Ok(match required {
            Some(required) => Some(preferring(required, queries)),
            None => union(queries),
        })
    }

    /// What was typed, and what else it may be called: of synonyms only the best one counts.
    fn widened(&mut self, part: &Node, others: &[Node]) -> Built {
        let mut queries: Vec<Box<dyn Query>> = self.node(part)?.into_iter().collect();
        let mut words: Vec<Box<dyn Query>> = Vec::new();
        for other in others {
            if let NodeKind::Entity { entity, name } = &other.kind {
                queries.push(weighted(self.named(*entity, name)?, other.boost));
            } else {
                words.extend(self.node(other)?);
            }
        }
        if !words.is_empty() {
            queries.push(Box::new(DisjunctionMaxQuery::new(words)));
        }
        Ok(union(queries))
    }

    /// Entries that name the entity, which is one of the archive's; the rarer it is, the more that counts.
    fn named(&mut self, entity: EntityKind, slug: &str) -> tantivy::Result<Box<dyn Query>> {
        let mentions = Part::Mentions {
            entity,
            slug: slug.to_owned(),
        };
        self.mark(TextField::Text, mentions);
        let entries = self
            .snapshot
            .summary(entity, slug)
            .map_or(0, |summary| summary.count);
        let worth = rarity(self.searcher, entries);
        Ok(weighted(
            Predicate(self.fields).entities(entity, &[slug.to_owned()]),
            worth,
        ))
    }

    fn word(&mut self, node: &Node, field: TextField, text: &str) -> Option<Box<dyn Query>> {
        let words = analyse(text);
        if words.is_empty() {
            return self.ignore(node, text, "there is no letter or digit in it");
        }
        let query = word(self.fields.of(field), &words, self.scoring);
        if field != TextField::Text {
            return Some(query);
        }
        let stems = |field| sequence(field, words.iter().map(|word| word.stem.as_str()), 0);
        let title = weighted(stems(self.fields.title.stem), TITLE_WEIGHT);
        let standfirst = weighted(stems(self.fields.standfirst.stem), STANDFIRST_WEIGHT);
        self.mark(
            field,
            Part::Stems(words.iter().map(|word| word.stem.clone()).collect()),
        );
        Some(if self.scoring {
            preferring(query, vec![title, standfirst])
        } else {
            query
        })
    }

    fn phrase(&mut self, node: &Node, field: TextField, text: &str, slop: u32) -> Built {
        let words = analyse(text);
        if words.is_empty() {
            return Ok(self.ignore(node, text, "there is no letter or digit in it"));
        }
        let fields = self.fields.of(field);
        let forms = |form: fn(&Word) -> &str| words.iter().map(form).map(str::to_owned).collect::<Vec<_>>();
        let exact = forms(|word| &word.exact);
        let query = sequence(fields.exact, exact.iter().map(String::as_str), slop);
        if self.matches_any(query.as_ref())? {
            let kind = if slop == 0 {
                Part::Exact(exact)
            } else {
                Part::AnyExact(exact.into_iter().collect())
            };
            self.mark(field, kind);
            return Ok(Some(query));
        }
        let stems = forms(|word| &word.stem);
        let query = sequence(fields.stem, stems.iter().map(String::as_str), slop);
        self.expansions.push(Expansion {
            span: node.span,
            text: text.to_owned(),
            reason: "stemmed-phrase".to_owned(),
            forms: vec![stems.join(" ")],
            total: 1,
        });
        let kind = if slop == 0 {
            Part::Stems(stems)
        } else {
            Part::AnyStem(stems.into_iter().collect())
        };
        self.mark(field, kind);
        Ok(Some(query))
    }

    fn prefix(&mut self, node: &Node, field: TextField, text: &str) -> Built {
        let Some(found) = analyse_prefix(text) else {
            return Ok(self.ignore(node, text, "there is no letter or digit before the star"));
        };
        let exact = self.fields.of(field).exact;
        let forms = expand::prefix_forms(self.searcher, exact, &found.prefix)?;
        self.expand(node, text, "prefix", &forms);
        let query = expand::prefix_query(self.searcher, exact, &found, &forms);
        self.mark(
            field,
            Part::Prefix {
                before: found.before,
                prefix: found.prefix,
            },
        );
        Ok(Some(query))
    }

    /// A word of several tokens is several misspelt words, all of which must be there.
    fn fuzzy(&mut self, node: &Node, field: TextField, text: &str, distance: u8) -> Built {
        let words = analyse(text);
        if words.is_empty() {
            return Ok(self.ignore(node, text, "there is no letter or digit in it"));
        }
        let exact = self.fields.of(field).exact;
        let mut queries = Vec::with_capacity(words.len());
        for word in &words {
            let forms = expand::fuzzy_forms(self.searcher, exact, &word.exact, distance)?;
            let typed = if words.len() == 1 { text } else { &word.exact };
            self.expand(node, typed, "fuzzy", &forms);
            queries.push(expand::fuzzy_query(self.searcher, exact, &word.exact, &forms));
            self.mark(field, Part::AnyExact(forms.iter().map(str::to_owned).collect()));
        }
        Ok(Some(Box::new(BooleanQuery::intersection(queries))))
    }

    fn entity(&mut self, node: &Node, entity: EntityKind, name: &str) -> Built {
        let mut slug = slugify(name);
        if slug.is_empty() {
            return Ok(self.ignore(node, name, "there is no letter or digit in it"));
        }
        if let Some(meant) = self.snapshot.by_alias(entity, &slug) {
            self.notes.push(note_alias("q", name, meant));
            slug.clone_from(&meant.slug);
        }
        self.notes.extend(note_unknown(
            &mut self.suggestions,
            self.snapshot.entities(entity),
            "q",
            entity,
            &slug,
            name,
        ));
        let mentions = Part::Mentions {
            entity,
            slug: slug.clone(),
        };
        self.mark(TextField::Text, mentions);
        Ok(Some(Predicate(self.fields).entities(entity, &[slug])))
    }

    /// A page by its id, or by what its id is made of.
    fn page(&mut self, id: &str) -> tantivy::Result<Box<dyn Query>> {
        let query = Predicate(self.fields).page(id);
        if self.matches_any(query.as_ref())? {
            return Ok(query);
        }
        let made = Predicate(self.fields).page(&slugify(id));
        if self.matches_any(made.as_ref())? {
            return Ok(made);
        }
        self.notes.push(Note {
            parameter: "q".to_owned(),
            message: format!("there is no page \"{id}\""),
        });
        Ok(query)
    }

    /// Whether an entry of the whole generation matches.
    fn matches_any(&self, query: &dyn Query) -> tantivy::Result<bool> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut matches = weight.scorer(segment, 1.0)?;
            while matches.doc() != TERMINATED {
                if segment
                    .alive_bitset()
                    .is_none_or(|alive| alive.is_alive(matches.doc()))
                {
                    return Ok(true);
                }
                matches.advance();
            }
        }
        Ok(false)
    }

    fn expand(&mut self, node: &Node, text: &str, reason: &str, forms: &expand::Forms) {
        self.expansions.push(Expansion {
            span: node.span,
            text: text.to_owned(),
            reason: reason.to_owned(),
            forms: forms.iter().take(LISTED_FORMS).map(str::to_owned).collect(),
            total: forms.total(),
        });
    }

    fn ignore(&mut self, node: &Node, text: &str, reason: &str) -> Option<Box<dyn Query>> {
        self.ignored.push(Ignored {
            span: node.span,
            text: text.to_owned(),
            reason: reason.to_owned(),
        });
        None
    }

    /// Notes what can be marked in an entry's text, unless it must not be there.
    fn mark(&mut self, field: TextField, part: Part) {
        if field == TextField::Text && !self.negated {
            self.parts.push(part);
        }
    }
}

fn union(mut queries: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    match queries.len() {
        0 => None,
        1 => queries.pop(),
        _ => Some(Box::new(BooleanQuery::union(queries))),
    }
}
