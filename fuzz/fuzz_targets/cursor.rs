//! Any text is a cursor that writes itself the same, or is refused.
#![no_main]

use daybook_search::Cursor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(cursor) = Cursor::decode(text) {
        assert_eq!(cursor.encode(), text.to_ascii_lowercase());
    }
});
