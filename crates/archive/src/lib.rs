//! Live-blog archives: bytes in, dated pages split into entries out.
//!
//! [`discover`] finds an archive's files and settings, a [`PageReader`] finds the pages in one, [`RawPage::from_found`]
//! decodes a page, reads what it says of itself and dates it, and [`assemble`] takes it apart into entries. Ids are
//! given out for the archive as a whole by [`assign_ids`].
//!
//! ```
//! let page = daybook_archive::split("5.32pm The department has replied.\n\n8.37am: Good morning.");
//! let times: Vec<_> = page.entries.iter().filter_map(|entry| entry.time).map(|time| time.to_string()).collect();
//! assert_eq!(times, ["17:32", "08:37"]);
//! ```

mod address;
mod assemble;
mod body;
mod date_digits;
mod dating;
mod decode;
mod discover;
mod error;
mod front_matter;
mod html;
mod manifest;
mod moment;
mod page_id;
mod pattern;
mod raw_page;
mod reading;
mod split;
mod zone;

pub use address::same_address;
pub use assemble::{Assembly, DayShift, assemble, date_entries, take_apart};
pub use body::{Body, Post, PrintedStamp, Published};
pub use date_digits::{DateReading, read_file_name, read_url};
pub use dating::{
    Constraint, ConstraintKind, DateInputs, Dating, DaySet, Neighbours, Rung, Strength, TextDating,
    UrlSource, date_page, date_text,
};
pub use decode::{DecodeError, Decoded, Encoding, decode};
pub use discover::{Archive, ArchiveRoot, SkippedPage, Source, discover};
pub use error::ArchiveError;
pub(crate) use front_matter::day_of_json;
pub use front_matter::{FrontMatter, WrittenDate};
pub use manifest::{DEFAULT_TIME_ZONE, MANIFEST_NAME, Manifest, PageSettings};
pub use moment::Moment;
pub use page_id::{assign_ids, candidate_slug};
pub use raw_page::RawPage;
pub use reading::{Compression, FORMATS, FREE_BYTES, Format, FoundPage, Limits, PageKind, PageReader, Place};
pub use split::{DayHeading, Direction, SplitEntry, SplitPage, split};
pub use zone::Zone;
