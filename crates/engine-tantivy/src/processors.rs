//! How many processors there are.

use std::sync::LazyLock;

/// As many threads as can run at once; asked for once, for the system reads files to tell.
pub(crate) fn processors() -> usize {
    static PROCESSORS: LazyLock<usize> =
        LazyLock::new(|| std::thread::available_parallelism().map_or(1, usize::from));
    *PROCESSORS
}
