//! What the end-to-end tests stand on: the built binary, a folder to run it in, a server to ask.
//!
//! Nothing here links Daybook's own crates. The tests see what a person at a terminal and a program at the other end
//! of a socket see, and no more.
//!
//! ```no_run
//! let sandbox = daybook_tests::Sandbox::new();
//! sandbox.write("pages/live.txt", "5.32pm That is all.\n\n9.10am Good morning.\n");
//! sandbox.run(&["index", "pages"]).expect(0);
//! let server = sandbox.serve();
//! assert_eq!(server.search(&[("q", "morning")])["total"], 1);
//! ```

// A harness fails by panicking: the test that called it is what failed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod accuracy;
mod binary;
mod dating;
mod mask;
mod packing;
mod quotations;
mod sandbox;
mod server;
mod slips;

pub use accuracy::{Accuracy, Tally, measure};
pub use binary::{binary, repository};
pub use dating::{Dated, measure_dating};
pub use mask::{mask, replace_shape};
pub use packing::{Sheet, gzip, zst};
pub use quotations::{Quotations, measure_quotations};
pub use sandbox::{Run, Sandbox, Started};
pub use server::{Answer, Server, encode, query_string};
pub use slips::{Half, Slips, measure_slips};

use std::time::{Duration, Instant};

/// How long anything may take before it counts as hung.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// Asks again and again until there is an answer.
///
/// # Panics
/// If there is none before the deadline; `what` says what was waited for.
pub fn poll<T>(what: &str, deadline: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < deadline, "{what}: not within {deadline:?}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
