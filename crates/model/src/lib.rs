//! The words of Daybook as types.
//!
//! A *page* is one live blog as published. It splits into *entries*, each opened by a printed *stamp* (`5.32pm`).
//! Entries name organisations and persons by *mentions*. Everything here serialises to the JSON that `inspect`,
//! search hits and exports share; there is no logic but the types' own.
//!
//! ```
//! use daybook_model::{ClockTime, DateInterval, slugify};
//!
//! assert_eq!(ClockTime::new(17, 32).unwrap().to_string(), "17:32");
//! assert_eq!(slugify("Una O’Brien"), "una-obrien");
//! assert!(DateInterval::undated().day().is_none());
//! ```

mod clock;
mod date;
mod entry;
mod inspection;
mod mention;
#[cfg(feature = "openapi")]
mod openapi;
mod page;
mod quotation;
mod slug;

pub use clock::{ClockTime, ClockTimeError};
pub use date::{DateBasis, DateDispute, DateInterval, LocalDate, LocalDateError};
pub use entry::{Backlink, Entry, EntryId, EntryIdError, Reference};
pub use inspection::{Inspection, Leftover, LeftoverKind};
pub use mention::{EntityKind, EntityKindError, Mention, NamedEntity, RecognitionRule, Role, Why};
pub use page::Page;
pub use quotation::{AttributionRule, Quotation, Speaker};
pub use slug::{is_apostrophe, slugify};
