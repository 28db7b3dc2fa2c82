//! Where things are printed.

use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Standard output for results. Every write may find the pipe closed; see [`Failure`](crate::failure::Failure).
pub(crate) fn results() -> BufWriter<StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}

/// Whether results go to a terminal that shows bold.
pub(crate) fn results_are_styled() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether messages go to a terminal.
pub(crate) fn messages_are_watched() -> bool {
    io::stderr().is_terminal()
}

/// A line to standard error. Where even that is closed there is nobody left to tell.
pub(crate) fn line(message: &str) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// A text from an archive, which may not drive the terminal: control characters become blanks.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// An answer as one line of JSON.
pub(crate) fn json(out: &mut impl Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer).map_err(io::Error::from)?;
    writeln!(out)
}

/// The input-output error inside, so that a closed pipe is still known for one.
pub(crate) fn csv_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
