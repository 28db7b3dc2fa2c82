//! Any bytes are an HTML page or are refused with a reason.
#![no_main]

use daybook_archive::{FoundPage, PageKind, PageSettings, RawPage, Source, Zone, assemble};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let zone = Zone::new("Europe/London").expect("a zone");
    let source = Source { path: "live.html".into(), relative: "live.html".to_owned(), root: 0 };
    // The first byte stands for what a server says.
    let (charset, page) = match bytes.split_first() {
        Some((b'1', rest)) => (Some("windows-1252"), rest),
        Some((b'2', rest)) => (Some("utf-16le"), rest),
        _ => (None, bytes),
    };
    let found = FoundPage {
        kind: PageKind::Html,
        bytes: page.to_vec(),
        charset: charset.map(str::to_owned),
        ..FoundPage::default()
    };
    match RawPage::from_html(&source, &PageSettings::default(), &zone, &found) {
        Ok(raw) => {
            let page = assemble(&raw, "live", &zone);
            assert!(!page.entries.is_empty());
            let mut seqs: Vec<u32> = page.entries.iter().map(|entry| entry.seq).collect();
            seqs.sort_unstable();
            assert!(seqs.iter().copied().eq(1..=page.entries.len() as u32));
        }
        Err(skipped) => assert!(!skipped.reason.is_empty()),
    }
});
