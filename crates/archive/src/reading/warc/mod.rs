//! The records of a crawl (WARC), and those of its text alone (WET).
//!
//! Crates that read WARC hold whole records in memory whatever their length, and end at the first that is wrong; crawls
//! are large, and broken in places. This reader never holds more than a page may be, and after a record whose
//! `Content-Length` is wrong it goes on at the next one: where a line begins with `WARC/1.`, or where a gzip member does.

mod http;
mod record;

use super::{
    FoundPage, Limits, PageKind, Place,
    format::WARC_MAGIC,
    input::{Fault, Input},
    json_lines::Found,
};
use http::{Answer, media_type};
use record::{Head, at_record, next_head};
use std::collections::BTreeMap;

/// So many bytes may be read twice for records of wrong lengths, or a file made of nothing else would take for ever.
const MAX_REREAD: u64 = 1 << 30;

/// The records of a file being read.
#[derive(Debug, Default)]
pub(super) struct Warc {
    /// What holds no page, by what it is.
    pub(super) left_out: BTreeMap<String, u64>,
    reread: u64,
}

/// Where a record begins that is looked for.
const MARK: &[u8] = b"\nWARC/1.";

/// What a record's content came to.
enum Content {
    Whole(Vec<u8>),
    Passed,
    Wrong(String),
}

impl Warc {
    /// The next page, or where one should be and what is wrong; `None` at the end.
    pub(super) fn next(&mut self, input: &mut Input, limits: Limits) -> Result<Option<Found>, Fault> {
        loop {
            let at = at_record(input)?;
            let place = input.place()?;
            match at {
                None => return Ok(None),
                Some(false) => {
                    next_head(input)?;
                    return Ok(Some(Err((
                        place,
                        "no WARC record begins here: the rest up to the next one is left out".to_owned(),
                    ))));
                }
                Some(true) => {}
            }
            if let Some(found) = self.record(input, place, limits)? {
                return Ok(Some(found));
            }
        }
    }

    /// The page at a place that [`next`](Self::next) gave.
    pub(super) fn at(
        &mut self,
        input: &mut Input,
        place: Place,
        limits: Limits,
    ) -> Result<Option<Found>, Fault> {
        input.seek(place)?;
        if at_record(input)? != Some(true) {
            return Ok(None);
        }
        self.record(input, place, limits)
    }

    /// The record that begins here; `None` if it holds no page.
    fn record(&mut self, input: &mut Input, place: Place, limits: Limits) -> Result<Option<Found>, Fault> {
        let wrong = |reason: String| Ok(Some(Err((place, reason))));
        let head = match Head::read(input)? {
            Ok(head) => head,
            Err(reason) => {
                next_head(input)?;
                return wrong(format!("the record is damaged: {reason}"));
            }
        };
        let wanted = matches!(head.kind.as_str(), "response" | "conversion");
        if !wanted
            && !matches!(
                head.kind.as_str(),
                "revisit" | "request" | "metadata" | "warcinfo"
            )
        {
            self.leave_out::<FoundPage>(&format!("records of type \"{}\"", head.kind));
        }
        match self.content(input, head.length, wanted, limits)? {
            Content::Passed => Ok(None),
            Content::Wrong(reason) => wrong(reason),
            Content::Whole(bytes) => Ok(self
                .page(&head, place, bytes, limits)
                .map_err(|reason| (place, reason))
                .transpose()),
        }
    }

    /// The content of a record, with a check that the record ends where it says.
    fn content(
        &mut self,
        input: &mut Input,
        length: u64,
        wanted: bool,
        limits: Limits,
    ) -> Result<Content, Fault> {
        let too_long = wanted && length > limits.page_bytes;
        let start = input.place()?;
        let mut kept: Vec<u8> = Vec::new();
        let mut part = start.offset;
        let in_parts = input.compression().is_some();
        let mut left = length;
        while left > 0 {
            if in_parts && input.part()? != part {
                part = input.part()?;
                if input.fill_to(WARC_MAGIC.len())?.starts_with(WARC_MAGIC) {
                    return Ok(Content::Wrong(wrong_length(length, length - left)));
                }
            }
            let chunk = input.fill()?;
            if chunk.is_empty() {
                break;
            }
            let take = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            let piece = chunk.get(..take).unwrap_or_default();
            if kept.len() < limits.page_length() {
                kept.extend_from_slice(piece);
            }
            input.consume(take);
            left -= take as u64;
        }
        let whole = left == 0;
        if whole && ends_here(input)? {
            return Ok(match (wanted, too_long) {
                (false, _) => Content::Passed,
                (true, true) => Content::Wrong(format!(
                    "{length} bytes long, more than the {} that a page may hold: raise --max-page-size to read it",
                    limits.page_bytes
                )),
                (true, false) => Content::Whole(kept),
            });
        }
        let reason = if whole {
            format!("the record is damaged: its Content-Length {length} is wrong, no record ends there")
        } else {
            wrong_length(length, length - left)
        };
        self.resynchronise(input, start, &kept, length - left)?;
        Ok(Content::Wrong(reason))
    }

    /// After a record that does not end where it says: goes to the next head, perhaps one that was read as content.
    fn resynchronise(
        &mut self,
        input: &mut Input,
        start: Place,
        kept: &[u8],
        read: u64,
    ) -> Result<(), Fault> {
        self.reread = self.reread.saturating_add(read);
        if self.reread > MAX_REREAD {
            return Err(Fault::File(format!(
                "too many records of wrong lengths, the rest after byte {} is left out: fetch the file again",
                start.offset
            )));
        }
        let inside = memchr::memmem::find(kept, MARK).map(|at| at + 1);
        if let Some(at) = inside
            && let Some(rest) = kept.get(at..).filter(|_| kept.len() as u64 == read)
            && input.put_back(rest)
        {
            return Ok(());
        }
        if kept.len() as u64 == read {
            // A mark may begin in the content and end after it.
            input.put_back(
                kept.get(kept.len().saturating_sub(MARK.len())..)
                    .unwrap_or_default(),
            );
        } else {
            // Too long to be held: read once more, looking for a head.
            input.seek(start)?;
        }
        next_head(input).map(|_| ())
    }

    /// The page in a record's content; `None` if it is none.
    fn page(
        &mut self,
        head: &Head,
        place: Place,
        bytes: Vec<u8>,
        limits: Limits,
    ) -> Result<Option<FoundPage>, String> {
        let mut found = FoundPage {
            place: Some(place),
            url: head.target.clone(),
            captured: head.date,
            ..FoundPage::default()
        };
        if let Some(reason) = &head.truncated {
            found
                .warnings
                .push(format!("the crawl cut the page off ({reason})"));
        }
        if head.kind == "conversion" {
            let (kind, charset) = media_type(&head.content_type);
            return Ok(match kind.as_str() {
                "" | "text/plain" => Some(FoundPage {
                    bytes,
                    charset,
                    ..found
                }),
                _ => self.leave_out(&format!("conversions to {kind}")),
            });
        }
        let (kind, _) = media_type(&head.content_type);
        if kind != "application/http" && !kind.is_empty() {
            return Ok(self.leave_out(&format!("responses of type {kind}")));
        }
        let answer = Answer::parse(&bytes)?;
        if answer.status != 200 {
            return Ok(self.leave_out("responses with another status than 200"));
        }
        found.kind = match answer.media_type.as_str() {
            "text/html" | "application/xhtml+xml" => PageKind::Html,
            "text/plain" => PageKind::Text,
            "" => return Ok(self.leave_out("responses without a type")),
            other => return Ok(self.leave_out(&format!("responses of type {other}"))),
        };
        found.bytes = answer.content(&bytes, limits)?;
        found.charset = answer.charset;
        Ok(Some(found))
    }

    fn leave_out<T>(&mut self, what: &str) -> Option<T> {
        // What a file can name is bounded.
        let what = if self.left_out.len() < 50 || self.left_out.contains_key(what) {
            what.chars().take(80).collect()
        } else {
            "others".to_owned()
        };
        *self.left_out.entry(what).or_default() += 1;
        None
    }

    /// What was left out as no page.
    pub(super) fn warning(&self) -> Option<String> {
        let counts: Vec<String> = self
            .left_out
            .iter()
            .map(|(what, count)| format!("{count} {what}"))
            .collect();
        (!counts.is_empty())
            .then(|| format!("records that are no pages were left out: {}", counts.join(", ")))
    }
}

fn wrong_length(length: u64, found: u64) -> String {
    format!("the record is damaged: its Content-Length is {length}, but it ends after {found} bytes")
}

/// Whether a record ends here: with the ends of two lines, or with its part of the file, or with the file.
fn ends_here(input: &mut Input) -> Result<bool, Fault> {
    let bytes = input.fill_to(4)?;
    let lines = bytes.starts_with(b"\r\n\r\n") || bytes.starts_with(b"\n\n") || bytes.is_empty();
    Ok(lines || at_record(input)? != Some(false))
}
