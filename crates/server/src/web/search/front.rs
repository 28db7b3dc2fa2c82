//! The page without a search: it counts every entry of the archive, and is the same for everybody as long as a generation
//! answers. So it is found once a generation, and kept.

use super::Found;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What was found for the page without a search.
#[derive(Default)]
pub(crate) struct Front {
    found: Mutex<Option<Arc<Found>>>,
}

impl Front {
    /// What a generation answered, if it was asked before.
    pub(super) fn of(&self, generation: &str) -> Option<Arc<Found>> {
        let kept = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone().filter(|found| found.answer.generation == generation)
    }

    /// Keeps an answer in place of an older one, unless the search was given up.
    pub(super) fn keep(&self, found: &Arc<Found>) {
        if !found.answer.timed_out {
            *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(found));
        }
    }
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front").finish_non_exhaustive()
    }
}
