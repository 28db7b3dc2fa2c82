//! Any bytes are a packed file, and so are files packed by the rules and then damaged.
#![no_main]

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use std::io::Write;

fuzz_target!(|input: (u8, u16, u8, &[u8])| {
    let (kind, place, damage, bytes) = input;
    let zst = kind & 1 == 1;
    let name = match (kind >> 1 & 3, zst) {
        (0, false) => "crawl.warc.gz",
        (0, true) => "crawl.warc.zst",
        (1, false) => "export.jsonl.gz",
        (1, true) => "export.jsonl.zst",
        (_, false) => "page.txt.gz",
        (_, true) => "page.html.zst",
    };
    daybook_fuzz::read_file(name, bytes);
    // A part for what stands between two marks; what is between may be empty.
    let mut file = Vec::new();
    for part in bytes.split(|byte| *byte == 0) {
        file.extend(if zst { zst_frame(part) } else { gzip_member(part) });
    }
    daybook_fuzz::read_file(name, &file);
    let place = usize::from(place) % file.len().max(1);
    if kind & 8 == 0 {
        file.truncate(place);
    } else if let Some(byte) = file.get_mut(place) {
        *byte ^= damage;
    }
    daybook_fuzz::read_file(name, &file);
});

fn gzip_member(bytes: &[u8]) -> Vec<u8> {
    let mut member = GzEncoder::new(Vec::new(), Compression::fast());
    member.write_all(bytes).expect("memory");
    member.finish().expect("memory")
}

fn zst_frame(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("memory")
}
