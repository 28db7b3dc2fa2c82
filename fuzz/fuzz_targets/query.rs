//! Any text is a query or is refused at one of its characters; read leniently it always is one.
#![no_main]

use daybook_search::{parse, parse_lenient};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let length = text.chars().count();
    let lenient = parse_lenient(text);
    match parse(text) {
        Ok(strict) => {
            assert!(lenient.repairs.is_empty());
            let reading = strict.root.reading();
            let again = parse(&reading).unwrap_or_else(|error| panic!("{reading}: {error}"));
            assert_eq!(again.root.reading(), reading);
        }
        Err(error) => {
            assert!(error.position.is_some_and(|position| position <= length));
            assert!(!lenient.repairs.is_empty());
        }
    }
});
