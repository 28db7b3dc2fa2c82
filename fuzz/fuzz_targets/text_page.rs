//! Any bytes are a page or are refused with a reason.
#![no_main]

use daybook_archive::{FoundPage, PageSettings, RawPage, Source, Zone, assemble};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Source { path: "live-090315.txt".into(), relative: "live-090315.txt".to_owned(), root: 0 };
    let found = FoundPage { bytes: bytes.to_vec(), ..FoundPage::default() };
    match RawPage::from_text(&source, &PageSettings::default(), &found) {
        Ok(raw) => {
            let zone = Zone::new("Europe/London").expect("a zone");
            let page = assemble(&raw, "live", &zone);
            assert!(!page.entries.is_empty());
        }
        Err(skipped) => assert!(!skipped.reason.is_empty()),
    }
});
