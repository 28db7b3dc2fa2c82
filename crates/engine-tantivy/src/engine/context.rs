//! An entry among those around it.

use super::lookup::read;
use super::snapshot::Snapshot;
use daybook_model::{Entry, EntryId};
use daybook_search::{
    ContextAnswer, ContextRequest, EngineError, EntryBrief, ResolvedBacklink, ResolvedReference,
};
use rustc_hash::FxHashMap;

/// Answers a question about an entry's context from one snapshot.
pub(super) fn context(
    snapshot: &Snapshot,
    request: &ContextRequest,
) -> Result<Option<ContextAnswer>, EngineError> {
    let Some(entry) = read(snapshot, &request.id)? else {
        return Ok(None);
    };
    let mut known = Known {
        snapshot,
        briefs: FxHashMap::default(),
    };
    let mut references = Vec::with_capacity(entry.references.len());
    for reference in &entry.references {
        references.push(ResolvedReference {
            text: reference.text.clone(),
            start: reference.start,
            end: reference.end,
            entry: match &reference.entry {
                Some(id) => known.brief(id)?,
                None => None,
            },
        });
    }
    let mut referenced_by = Vec::with_capacity(entry.referenced_by.len());
    for backlink in &entry.referenced_by {
        if let Some(brief) = known.brief(&backlink.entry)? {
            referenced_by.push(ResolvedBacklink {
                text: backlink.text.clone(),
                entry: brief,
            });
        }
    }
    let seq = i64::from(entry.seq);
    let neighbours = |from: i64, to: i64| -> Result<Vec<Entry>, EngineError> {
        // A page numbers its entries without gaps, so the first that is missing is beyond its end.
        let ids = (from.max(1)..=to).map_while(|seq| u32::try_from(seq).ok());
        let ids = ids.map(|seq| EntryId {
            page: request.id.page.clone(),
            seq,
        });
        ids.map(|id| read(snapshot, &id))
            .take_while(|found| !matches!(found, Ok(None)))
            .filter_map(Result::transpose)
            .collect()
    };
    Ok(Some(ContextAnswer {
        before: neighbours(seq - request.before as i64, seq - 1)?,
        after: neighbours(seq + 1, seq + request.after as i64)?,
        entry,
        references,
        referenced_by,
        generation: snapshot.info.id.clone(),
    }))
}

/// Entries that were read before: several passages may point to one.
struct Known<'a> {
    snapshot: &'a Snapshot,
    briefs: FxHashMap<EntryId, Option<EntryBrief>>,
}

impl Known<'_> {
    fn brief(&mut self, id: &EntryId) -> Result<Option<EntryBrief>, EngineError> {
        if let Some(brief) = self.briefs.get(id) {
            return Ok(brief.clone());
        }
        let brief = read(self.snapshot, id)?.as_ref().map(EntryBrief::of);
        self.briefs.insert(id.clone(), brief.clone());
        Ok(brief)
    }
}
