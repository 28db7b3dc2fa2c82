//! How much memory an index of a large crawl takes: `demo_memory BINARY [MEGABYTES]`.
//!
//! Writes a WARC of so many megabytes of HTML (2048 unless said otherwise), a gzip member a record, indexes it with the
//! binary, and prints the most memory that it held, as Linux counts it (`RssAnon`, asked every 20 ms; what is mapped from
//! the index's files is the system's to give and take, and is told apart). The pages are live blogs with the
//! furniture of a news site around them, all different.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a demonstration talks to a terminal"
)]

use flate2::{Compression, write::GzEncoder};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the index writer may take by itself.
const WRITER_MEGABYTES: u64 = 128;
/// What everything else may take.
const BAR_MEGABYTES: u64 = 300;

const SENTENCES: [&str; 10] = [
    "NHS England has published its guidance on personal budgets, and asks trusts for plans by the spring.",
    "Dr Ada Quill, chair of Marlbury Clinical Commissioning Group, said the group would look at the figures again.",
    "“We have asked the department for an answer,” Mr Jonah Pell of Eastmere Community NHS Trust told the committee.",
    "The Care Quality Commission (CQC) found that 14 of the 20 wards had met the standard; the CQC will return.",
    "At 2.30pm today there will be a debate in the House of Lords about waiting times in accident and emergency.",
    "Unison wrote to the health secretary about the pay offer for 1.3 million members.",
    "More on that story later: the King’s Fund expects a deficit of £2.1bn, or 3.4 per cent of the budget.",
    "Readers have sent us their views, most of them on the price of parking at the hospital in the rain.",
    "Ms Trevithick said that she would not resign.",
    "Sir Hal Ombersley asked the board to publish the minutes of the meeting in private.",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let binary = fs::canonicalize(arguments.next().expect("the binary's path")).expect("the binary");
    let megabytes: u64 = arguments
        .next()
        .map_or(2048, |text| text.parse().expect("a number of megabytes"));
    let folder = tempfile::tempdir().expect("a scratch folder");
    let crawl = folder.path().join("crawl.warc.gz");
    let start = Instant::now();
    let pages = write_crawl(&crawl, megabytes << 20);
    let packed = fs::metadata(&crawl).expect("the crawl").len() >> 20;
    println!(
        "wrote {pages} pages, {megabytes} MB of records in {packed} MB of gzip, in {:.0} s",
        start.elapsed().as_secs_f64()
    );
    for run in ["first index", "index again, nothing changed"] {
        let start = Instant::now();
        let mut child = Command::new(&binary)
            .args(["index", "crawl.warc.gz"])
            .current_dir(folder.path())
            .stdout(Stdio::inherit())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let (mut own, mut mapped) = (0, 0);
        let status = loop {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let megabytes = |name: &str| {
                let rest = status
                    .lines()
                    .find_map(|line| line.strip_prefix(name))
                    .unwrap_or_default();
                rest.trim()
                    .trim_end_matches(" kB")
                    .parse::<u64>()
                    .unwrap_or_default()
                    >> 10
            };
            own = own.max(megabytes("RssAnon:"));
            mapped = mapped.max(megabytes("RssFile:"));
            if let Some(status) = child.try_wait().expect("a child can be asked") {
                break status;
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(status.success(), "{status}");
        println!(
            "{run}: at most {own} MB, and {mapped} MB mapped from files, in {:.0} s (bar {} MB: {BAR_MEGABYTES} beyond the \
             index writer's {WRITER_MEGABYTES})",
            start.elapsed().as_secs_f64(),
            BAR_MEGABYTES + WRITER_MEGABYTES
        );
    }
}

/// Writes pages until their records hold so many bytes; says how many pages.
fn write_crawl(path: &std::path::Path, bytes: u64) -> u64 {
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let (mut written, mut pages) = (0, 0);
    while written < bytes {
        let record = record(pages, &mut random);
        let mut member = GzEncoder::new(&mut file, Compression::fast());
        member.write_all(record.as_bytes()).expect("room on disk");
        member.finish().expect("room on disk");
        written += record.len() as u64;
        pages += 1;
    }
    file.flush().expect("room on disk");
    pages
}

fn record(number: u64, random: &mut Random) -> String {
    let page = page(number, random);
    let (year, month, day) = (2010 + number / 336 % 10, number / 28 % 12 + 1, number % 28 + 1);
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
        page.len()
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n\
         WARC-Target-URI: https://careweekly.example/live/{year}/{month:02}/{day:02}/the-day-{number}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

/// A live blog with a site around it: menus, scripts, a list of other stories.
fn page(number: u64, random: &mut Random) -> String {
    let mut html = format!(
        "<!doctype html><html><head><title>Live: day {number}</title>\n<style>{}</style>\n<script>{}</script></head>\n\
         <body><nav><ul>{}</ul></nav>\n<main><article><h1>Live: day {number}</h1>\n<p>All the day’s news, page {number}</p>\n",
        ".entry{margin:0 auto;padding:1em}".repeat(200),
        "window.dataLayer=window.dataLayer||[];".repeat(300),
        "<li><a href=\"/topics\">Topics</a></li>".repeat(60),
    );
    for entry in 0..60 {
        let minute = 1200 - entry * 12;
        let (hour, half) = if minute >= 780 {
            (minute / 60 - 12, "pm")
        } else {
            (minute / 60, "am")
        };
        let half = if minute >= 720 { "pm" } else { half };
        html.push_str(&format!("<p><strong>{hour}.{:02}{half}</strong> ", minute % 60));
        for paragraph in 0..=random.below(3) {
            if paragraph > 0 {
                html.push_str("<p>");
            }
            for _ in 0..2 + random.below(3) {
                let sentence = SENTENCES
                    .get(random.below(10) as usize)
                    .copied()
                    .unwrap_or_default();
                html.push_str(sentence);
                html.push_str(&format!(
                    " Figure {} of {}. ",
                    random.below(1_000_000),
                    random.below(1_000_000)
                ));
            }
            html.push_str("</p>\n");
        }
    }
    html.push_str("</article></main><footer>");
    html.push_str(&"<a href=\"/story\">Another story of the day</a>\n".repeat(80));
    html.push_str("</footer></body></html>\n");
    html
}

/// Marsaglia's xorshift: the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}
