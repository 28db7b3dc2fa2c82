//! The pages in a file: one, or as many as a container holds, one after the other and never more than one in memory.

mod compression;
mod format;
mod found_page;
mod input;
mod json_lines;
mod limits;
mod place;
mod raw_bytes;
mod warc;

pub use compression::Compression;
pub use format::{FORMATS, Format};
pub use found_page::{FoundPage, PageKind};
pub use limits::{FREE_BYTES, Limits};
pub use place::Place;

pub(crate) use format::format_of_name;

use crate::{SkippedPage, Source};
use input::{CHANGED, Fault, Input};
use json_lines::JsonLines;
use warc::Warc;

/// Enough of a file's beginning to tell what it holds.
const HEAD: usize = 64;

/// Reads the pages of a file. What should have been a page and cannot be read comes as a [`SkippedPage`]; after it the
/// rest of the file is read, as far as it can be.
///
/// The same reader gives a page again by its place: see [`read_at`](Self::read_at).
pub struct PageReader<'s> {
    source: &'s Source,
    limits: Limits,
    state: State,
}

enum State {
    Unopened,
    Open(Box<Input>, Container),
    Done,
}

/// How the pages of an open file are found.
enum Container {
    /// The file is the page.
    One(PageKind),
    JsonLines(JsonLines),
    Warc(Warc),
}

impl<'s> PageReader<'s> {
    /// A reader at the beginning of the file, which is opened when the first page is asked for.
    pub fn new(source: &'s Source, limits: Limits) -> Self {
        Self {
            source,
            limits,
            state: State::Unopened,
        }
    }

    /// The page at a place where one was found before; places in the order of the file are cheapest.
    ///
    /// # Errors
    /// If there is no page any more, or it cannot be read.
    pub fn read_at(&mut self, place: Option<Place>) -> Result<FoundPage, SkippedPage> {
        if place.is_none() || !matches!(self.state, State::Open(..)) {
            self.open()
                .map_err(|fault| self.source.skipped(None, fault.reason()))?;
        }
        let changed = || CHANGED.to_owned();
        let limits = self.limits;
        let State::Open(input, container) = &mut self.state else {
            return Err(self.source.skipped(place, changed()));
        };
        let found = match (container, place) {
            (Container::JsonLines(lines), Some(place)) => lines.at(input, place, limits),
            (Container::Warc(warc), Some(place)) => warc.at(input, place, limits),
            (Container::One(kind), None) => whole(input, *kind, limits).map(|page| Some(Ok(page))),
            _ => Ok(None),
        };
        if found.is_err() {
            self.state = State::Unopened;
        }
        match found {
            Ok(Some(Ok(page))) => Ok(page),
            Ok(Some(Err((place, reason)))) => Err(self.source.skipped(Some(place), reason)),
            Ok(None) => Err(self.source.skipped(place, changed())),
            Err(fault) => Err(self.source.skipped(place, fault.reason())),
        }
    }

    /// What is odd about the file as a whole, once it has been read.
    pub fn warnings(&self) -> Vec<String> {
        let State::Open(_, container) = &self.state else {
            return Vec::new();
        };
        match container {
            Container::One(_) => None,
            Container::JsonLines(lines) => lines.warning(),
            Container::Warc(warc) => warc.warning(),
        }
        .into_iter()
        .collect()
    }

    fn open(&mut self) -> Result<(), Fault> {
        let mut input = Input::open(&self.source.path, self.limits)?;
        let named = format_of_name(self.source.name()).and_then(|named| named.format);
        let format = Format::of(named, input.fill_to(HEAD)?);
        let container = match format {
            Format::Text => Container::One(PageKind::Text),
            Format::Html => Container::One(PageKind::Html),
            Format::JsonLines => Container::JsonLines(JsonLines::default()),
            Format::Warc => Container::Warc(Warc::default()),
        };
        if input.fill()?.is_empty() {
            return Err(Fault::File("empty: the file has no bytes".to_owned()));
        }
        self.state = State::Open(Box::new(input), container);
        Ok(())
    }
}

impl Iterator for PageReader<'_> {
    type Item = Result<FoundPage, SkippedPage>;

    fn next(&mut self) -> Option<Self::Item> {
        if matches!(self.state, State::Unopened)
            && let Err(fault) = self.open()
        {
            self.state = State::Done;
            return Some(Err(self.source.skipped(None, fault.reason())));
        }
        let limits = self.limits;
        let State::Open(input, container) = &mut self.state else {
            return None;
        };
        let found = match container {
            Container::One(kind) => {
                let found =
                    whole(input, *kind, limits).map_err(|fault| self.source.skipped(None, fault.reason()));
                self.state = State::Done;
                return Some(found);
            }
            Container::JsonLines(lines) => lines.next(input, limits),
            Container::Warc(warc) => warc.next(input, limits),
        };
        match found {
            Ok(None) => None,
            Ok(Some(Ok(page))) => Some(Ok(page)),
            Ok(Some(Err((place, reason)))) => Some(Err(self.source.skipped(Some(place), reason))),
            Err(fault) => {
                let more = matches!(fault, Fault::Part(_)) && matches!(input.next_part(), Ok(true));
                let skipped = self.source.skipped(None, fault.reason());
                if !more {
                    self.state = State::Done;
                }
                Some(Err(skipped))
            }
        }
    }
}

/// A file that is one page.
fn whole(input: &mut Input, kind: PageKind, limits: Limits) -> Result<FoundPage, Fault> {
    let mut bytes = Vec::new();
    loop {
        let chunk = input.fill()?;
        if chunk.is_empty() {
            break;
        }
        bytes.extend_from_slice(chunk);
        let length = chunk.len();
        input.consume(length);
        if bytes.len() > limits.page_length() {
            return Err(Fault::File(format!(
                "larger than {} bytes, the most that a page may hold: split the page, or raise --max-page-size",
                limits.page_bytes
            )));
        }
    }
    Ok(FoundPage {
        kind,
        bytes,
        ..FoundPage::default()
    })
}

#[cfg(test)]
mod tests;
