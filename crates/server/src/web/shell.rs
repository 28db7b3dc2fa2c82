//! What stands around every page.

use super::{assets, words};

/// The head and frame of a page.
pub(super) struct Shell {
    /// What the window is called.
    pub(super) title: String,
    /// The page's own place in the navigation: `search`, `archive` or none of them.
    pub(super) place: &'static str,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    pub(super) icon: &'static str,
}

impl Shell {
    pub(super) fn new(title: &str) -> Self {
        Self {
            title: words::plain(title),
            place: "",
            style: assets::style(),
            script: assets::script(),
            icon: assets::icon(),
        }
    }

    pub(super) fn at(mut self, place: &'static str) -> Self {
        self.place = place;
        self
    }
}
