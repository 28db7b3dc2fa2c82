//! Why a file cannot be read.

use std::io;

/// Why a socket, a pipe or a device is no page.
pub(crate) const NOT_REGULAR: &str = "not a regular file: copy the page into one";

/// What to say of a file that the system does not let us read.
pub(crate) fn why_unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "no permission to read it: check the access rights".to_owned(),
        io::ErrorKind::NotFound => "not there any more: it vanished, or is a link to nothing".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
