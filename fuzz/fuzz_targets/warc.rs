//! Any bytes are a crawl: its pages are found, and the rest has a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    daybook_fuzz::read_file("crawl.warc", bytes);
    // Most of what is made at random is no record, so one is begun.
    let record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n";
    daybook_fuzz::read_file("begun.warc", &[record, bytes].concat());
});
