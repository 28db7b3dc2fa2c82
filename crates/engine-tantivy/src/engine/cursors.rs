//! Which generation answers a cursor.

use super::TantivyEngine;
use super::snapshot::Snapshot;
use daybook_search::{Cursor, EngineError, ErrorCode, Note, RequestError, SearchRequest, Sort};
use std::sync::Arc;

impl TantivyEngine {
    /// The generation that gave the request's cursor, as long as it is kept; without a cursor the live one. A cursor of
    /// hits sorted by time is in the end answered by the live one, with a note.
    pub(super) fn snapshot_of_cursor(
        &self,
        request: &SearchRequest,
    ) -> Result<(Arc<Snapshot>, Option<Note>), EngineError> {
        let live = self.snapshot();
        let Some(cursor) = request.cursor else {
            return Ok((live, None));
        };
        let gave = |snapshot: &Snapshot| Cursor::digest_of(&snapshot.info.id) == cursor.generation;
        if gave(&live) {
            return Ok((live, None));
        }
        if let Some(previous) = self.previous.load_full().filter(|previous| gave(previous)) {
            return Ok((previous, None));
        }
        if let Some(kept) = self.open_kept(cursor) {
            return Ok((kept, None));
        }
        if request.sort == Sort::Relevance || request.group_by_page {
            return Err(RequestError::new(
                ErrorCode::CursorExpired,
                "cursor",
                "the index was rebuilt since, and the generation that gave the cursor is gone: leave the cursor out to \
                 start again",
            )
            .into());
        }
        let note = Note {
            parameter: "cursor".to_owned(),
            message: "the index was rebuilt since, and the generation that gave the cursor is gone: hits go on from the \
                      same moment in the live one; what came in before that moment is not among them"
                .to_owned(),
        };
        Ok((live, Some(note)))
    }

    /// The generation that gave the cursor, if it is still on disk: after a restart, or where this engine never saw it
    /// live. One that cannot be opened is as good as gone.
    fn open_kept(&self, cursor: Cursor) -> Option<Arc<Snapshot>> {
        let ids = self.layout.complete().ok()?;
        let id = ids
            .into_iter()
            .find(|id| Cursor::digest_of(id) == cursor.generation)?;
        let kept = match Snapshot::open(&self.layout, &id, &self.settings) {
            Ok(kept) => Arc::new(kept),
            Err(error) => {
                tracing::debug!(generation = id, %error, "cannot open the generation of a cursor");
                return None;
            }
        };
        self.previous.store(Some(Arc::clone(&kept)));
        Some(kept)
    }
}
