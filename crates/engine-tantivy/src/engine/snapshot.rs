//! A generation opened for reading.

use crate::collect::{DateValues, EntityValues};
use crate::failure::During;
use crate::generations::{Layout, Manifest, open_index};
use crate::schema::{Fields, names, read_entry};
use daybook_model::{EntityKind, Entry};
use daybook_search::{EngineError, GenerationInfo};
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// A generation opened for reading; never changes.
pub(crate) struct Snapshot {
    pub(crate) info: GenerationInfo,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    pub(crate) organisations: EntityValues,
    pub(crate) persons: EntityValues,
    pub(crate) dates: DateValues,
}

impl Snapshot {
    /// Opens the live generation.
    pub(crate) fn open_live(layout: &Layout) -> Result<Self, EngineError> {
        // A rebuild may land and remove what was the live generation two rebuilds ago: look once more before it counts.
        let id = Self::live(layout)?;
        match Self::open(layout, &id) {
            Err(_) if Self::live(layout)? != id => Self::open(layout, &Self::live(layout)?),
            result => result,
        }
    }

    fn live(layout: &Layout) -> Result<String, EngineError> {
        layout.read_current()?.ok_or_else(|| EngineError::NoIndex {
            path: layout.data_dir().to_owned(),
        })
    }

    fn open(layout: &Layout, id: &str) -> Result<Self, EngineError> {
        let dir = layout.generation(id);
        let manifest = Manifest::read(&dir)?;
        manifest.check_sizes(&dir)?;
        let fields = Fields::new();
        let searcher = open_index(&dir.index(), &fields)?;
        let action = "read the facets' values";
        Ok(Self {
            organisations: EntityValues::read(&searcher, names::ORGANISATION_VALUE).during(action)?,
            persons: EntityValues::read(&searcher, names::PERSON_VALUE).during(action)?,
            dates: DateValues::read(&searcher, names::DATE_VALUE).during(action)?,
            info: manifest.info(),
            fields,
            searcher,
        })
    }

    /// The organisations or the persons.
    pub(crate) fn entities(&self, entity: EntityKind) -> &EntityValues {
        match entity {
            EntityKind::Organisation => &self.organisations,
            EntityKind::Person => &self.persons,
        }
    }

    /// Reads an entry.
    pub(crate) fn read(&self, address: DocAddress) -> Result<Entry, EngineError> {
        let document: TantivyDocument = self.searcher.doc(address).during("read an entry")?;
        read_entry(&self.fields, &document)
    }
}
