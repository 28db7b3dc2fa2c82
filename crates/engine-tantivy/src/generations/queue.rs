//! Entries on their way to the writing threads, and how much of memory they may take there.
//!
//! Tantivy's queue counts pages, ten thousand of them, whatever their size. A commit would empty it, and leave many small
//! segments to be merged. So each page takes room for as long as one of its documents waits.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tantivy::TantivyDocument;
use tantivy::schema::Document;

/// How long room is waited for. The writing threads come to what waits in far less; if they have died, adding says so.
const PATIENCE: Duration = Duration::from_secs(30);

/// Room for so many bytes.
#[derive(Debug)]
pub(super) struct Queue {
    limit: usize,
    taken: Mutex<usize>,
    given_back: Condvar,
}

/// Room that was taken, given back when it is dropped.
#[derive(Debug)]
struct Room {
    size: usize,
    queue: Arc<Queue>,
}

/// A document that waits.
#[derive(Debug)]
pub(super) struct Queued {
    document: TantivyDocument,
    _room: Arc<Room>,
}

impl Queue {
    pub(super) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self {
            limit,
            taken: Mutex::new(0),
            given_back: Condvar::new(),
        })
    }

    /// Takes room for a page's documents, which have about so many bytes; waits for it. A page that is larger than all
    /// the room waits until it is the only one.
    pub(super) fn take(
        self: &Arc<Self>,
        size: usize,
        documents: Vec<TantivyDocument>,
    ) -> impl Iterator<Item = Queued> {
        let full = |taken: &mut usize| *taken > 0 && taken.saturating_add(size) > self.limit;
        let waited = self.given_back.wait_timeout_while(self.lock(), PATIENCE, full);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *taken = taken.saturating_add(size);
        drop(taken);
        let room = Arc::new(Room {
            size,
            queue: Arc::clone(self),
        });
        documents.into_iter().map(move |document| Queued {
            document,
            _room: Arc::clone(&room),
        })
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut taken = self.queue.lock();
        *taken = taken.saturating_sub(self.size);
        self.queue.given_back.notify_all();
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Document::iter_fields_and_values(&self.document)
    }

    /// Called by the thread that takes the document out of the queue.
    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn page(queue: &Arc<Queue>, size: usize) -> Vec<Queued> {
        let documents = vec![TantivyDocument::default(), TantivyDocument::default()];
        queue.take(size, documents).collect()
    }

    #[test]
    fn a_page_waits_until_there_is_room_for_it() {
        let queue = Queue::new(10);
        let mut first = page(&queue, 8);
        thread::scope(|scope| {
            let second = scope.spawn(|| page(&queue, 8).len());
            first.pop();
            assert_eq!(
                *queue.lock(),
                8,
                "a page keeps its room until its last document is gone"
            );
            thread::sleep(Duration::from_millis(20));
            assert!(!second.is_finished());
            drop(first);
            assert_eq!(second.join().unwrap(), 2);
        });
        assert_eq!(*queue.lock(), 0);
    }

    #[test]
    fn a_page_larger_than_all_room_goes_alone() {
        let queue = Queue::new(10);
        assert_eq!(page(&queue, 99).len(), 2);
        assert_eq!(*queue.lock(), 0);
    }
}
