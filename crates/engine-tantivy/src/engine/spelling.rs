//! What may have been meant by a query that finds little: `did_you_mean`.

use super::snapshot::Snapshot;
use crate::analysis::words as analyse;
use crate::collect::{Deadline, Task, collect};
use crate::failure::During;
use crate::query::{closest, distance, fuzzy_forms, translate};
use daybook_model::{EntityKind, slugify};
use daybook_search::{
    DidYouMean, EngineError, Facet, Filters, Node, NodeKind, ParsedQuery, SearchRequest, TextField, Unit,
    parse_lenient,
};
use std::cmp::Reverse;
use tantivy::Term;

/// A query of fewer hits than this may be misspelt.
const FEW: u64 = 3;
/// Shorter words have too many neighbours, in characters.
const MIN_LETTERS: usize = 4;
/// From this length on two letters may be wrong, in characters.
const LONG: usize = 8;
/// The word that was meant is in so many times more entries.
const MORE_FREQUENT: u64 = 4;
/// A word that so many entries have, and one in so many of all, is no misprint: where filters leave few hits, its
/// spelling is not to blame.
const ESTABLISHED: (u64, u64) = (100, 1000);
/// A word in somebody's name counts as if it were in so many times more entries: it was meant more often than what is
/// perhaps a misprint itself.
const NAMED: u64 = 2;
/// The most words of a query that are looked at.
const MAX_WORDS: usize = 12;

/// A query near this one that finds more, if this one finds little. Words are mended by those of the index, the nearest
/// and of those the most frequent; a query that is nobody's name by the nearest name.
pub(super) fn did_you_mean(
    snapshot: &Snapshot,
    request: &SearchRequest,
    filters: &Filters,
    total: u64,
    deadline: Deadline,
) -> Result<Option<DidYouMean>, EngineError> {
    let first_page = request.cursor.is_none() && request.unit == Unit::Entry;
    if total >= FEW || !first_page || deadline.passed() {
        return Ok(None);
    }
    let mended = mended_words(snapshot, &request.query, deadline).during("look for other spellings")?;
    let named = (total == 0)
        .then(|| nearest_name(snapshot, &request.query))
        .flatten();
    for query in mended.into_iter().chain(named) {
        let parsed = ParsedQuery {
            widening: request.query.widening,
            ..parse_lenient(&query)
        };
        let translated = translate(snapshot, &parsed, false, deadline).during("read the query")?;
        let task = Task::counting(translated.query, filters, deadline);
        let found = collect(snapshot, &task).during("search")?;
        if found.total > total && !found.timed_out {
            return Ok(Some(DidYouMean {
                query,
                total: found.total,
            }));
        }
    }
    Ok(None)
}

/// The query with every word mended that can be; `None` if none can.
fn mended_words(
    snapshot: &Snapshot,
    query: &ParsedQuery,
    deadline: Deadline,
) -> tantivy::Result<Option<String>> {
    let mut typed = Vec::new();
    plain_words(&query.root, &mut typed);
    typed.sort_unstable_by_key(|(start, ..)| *start);
    let chars: Vec<char> = query.text.chars().collect();
    let (mut mended, mut at, mut changed) = (String::new(), 0, false);
    for (start, end, text) in typed.into_iter().take(MAX_WORDS) {
        let Some(better) = better_word(snapshot, text, deadline)? else {
            continue;
        };
        let (Some(before), Some(part)) = (chars.get(at..start), chars.get(start..end)) else {
            continue;
        };
        let part: String = part.iter().collect();
        // What was typed with escapes is left alone.
        if !part.contains(text) {
            continue;
        }
        mended.extend(before);
        mended.push_str(&part.replacen(text, &better, 1));
        (at, changed) = (end, true);
    }
    mended.extend(chars.get(at..).unwrap_or_default());
    Ok(changed.then_some(mended))
}

/// The words of the running text that must match, with their places.
fn plain_words<'n>(node: &'n Node, found: &mut Vec<(usize, usize, &'n str)>) {
    match &node.kind {
        NodeKind::Word {
            field: TextField::Text,
            text,
        } => found.push((node.span.start, node.span.end, text)),
        NodeKind::All { parts } | NodeKind::Any { parts } => {
            parts.iter().for_each(|part| plain_words(part, found));
        }
        NodeKind::Preferring { required, optional } => {
            plain_words(required, found);
            optional.iter().for_each(|part| plain_words(part, found));
        }
        _ => {}
    }
}

/// A word of the index that is spelt nearly so and far more frequent.
fn better_word(snapshot: &Snapshot, text: &str, deadline: Deadline) -> tantivy::Result<Option<String>> {
    let words = analyse(text);
    let [word] = words.as_slice() else {
        return Ok(None);
    };
    let letters = word.exact.chars().count();
    if letters < MIN_LETTERS || !word.exact.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let fields = snapshot.fields.text;
    let own = snapshot
        .searcher
        .doc_freq(&Term::from_field_text(fields.stem, &word.stem))?;
    let (least, share) = ESTABLISHED;
    if own >= least && own.saturating_mul(share) >= snapshot.searcher.num_docs() {
        return Ok(None);
    }
    let forms = fuzzy_forms(
        snapshot,
        fields.exact,
        &word.exact,
        if letters >= LONG { 2 } else { 1 },
        deadline,
    )?;
    let names = snapshot.name_words();
    let worth = |form: &str, count: u64| count * if names.contains(form) { NAMED } else { 1 };
    let better = forms
        .counted()
        .filter(|(form, count)| *form != word.exact && *count > own.saturating_mul(MORE_FREQUENT))
        .min_by_key(|(form, count)| (distance(&word.exact, form), Reverse(worth(form, *count))));
    Ok(better.map(|(form, _)| form.to_owned()))
}

/// The name of the organisation or person nearest to a query of nothing but words.
fn nearest_name(snapshot: &Snapshot, query: &ParsedQuery) -> Option<String> {
    let slug = slugify(&query.text);
    let kinds = [
        (Facet::Organisation, EntityKind::Organisation),
        (Facet::Person, EntityKind::Person),
    ];
    if slug.is_empty() || query.text.contains(':') {
        return None;
    }
    kinds.into_iter().find_map(|(facet, kind)| {
        let found = closest(snapshot.named(facet), &slug)?;
        snapshot.summary(kind, found).map(|summary| summary.name.clone())
    })
}
