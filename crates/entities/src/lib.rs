//! Organisations and persons in running text: text in, mentions and entities out.
//!
//! A [`Gazetteer`] is data that a person can read and extend; a [`Recogniser`] is a gazetteer compiled once, together
//! with the rules for names that no list knows. It reads a page as a whole, so that `Mr Wick` in one entry is the
//! `Abel Wick` of another, and says of every mention why it was taken.
//!
//! ```
//! use daybook_entities::{Gazetteer, GazetteerSource, PageText, Recogniser};
//!
//! let text = r#"
//!     [[organisation]]
//!     name = "Harbour Lamps Commission"
//!     kind = "regulator"
//!     aliases = ["HLC"]
//! "#;
//! let source = GazetteerSource::new("own.toml", text);
//! let recogniser = Recogniser::new(Gazetteer::from_sources(&[source])?);
//! let page = PageText { entries: vec!["The HLC’s chair Abel Wick has resigned."], ..PageText::default() };
//! let names = recogniser.recognise(&page);
//! assert_eq!(names[0].organisations[0].name, "Harbour Lamps Commission");
//! assert_eq!(names[0].organisations[0].mentions[0].why.evidence.as_deref(), Some("own.toml:5 HLC"));
//! assert_eq!(names[0].persons[0].name, "Abel Wick");
//! # Ok::<(), daybook_entities::GazetteerError>(())
//! ```

mod error;
mod gazetteer;
mod knowledge;
mod lexicon;
mod matcher;
mod misprints;
mod organisations;
mod page;
mod persons;
mod pieces;
mod quotations;
mod recogniser;
mod roles;
#[cfg(test)]
mod testing;
mod text;

pub use error::{GazetteerError, GazetteerProblem};
pub use gazetteer::{
    Alias, Gazetteer, GazetteerSource, Gender, NameLists, Need, OrganisationKind, OrganisationRow, Origin,
    PersonRole, PersonRow, RULES_VERSION,
};
pub use recogniser::{EntryNames, PageText, Recogniser};
