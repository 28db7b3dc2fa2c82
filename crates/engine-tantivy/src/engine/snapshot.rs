//! A generation opened for reading.

use super::aliases::Aliases;
use crate::collect::{DateValues, EntityValues};
use crate::failure::During;
use crate::generations::{Layout, Manifest, open_index, read_lines};
use crate::schema::{Fields, names, read_entry};
use daybook_model::{EntityKind, Entry};
use daybook_search::{EngineError, EntitySummary, GenerationInfo};
use std::sync::OnceLock;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// A generation opened for reading; never changes.
pub(crate) struct Snapshot {
    pub(crate) info: GenerationInfo,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    pub(crate) organisations: EntityValues,
    pub(crate) persons: EntityValues,
    pub(crate) dates: DateValues,
    /// Every organisation and person, in the order of kind and slug.
    pub(crate) summaries: Vec<EntitySummary>,
    /// Made when first asked for: most searches filter by canonical names.
    aliases: OnceLock<Aliases>,
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
            summaries: read_lines(&dir.entities())?,
            aliases: OnceLock::new(),
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

    pub(super) fn aliases(&self) -> &Aliases {
        self.aliases.get_or_init(|| Aliases::of(&self.summaries))
    }

    /// What was counted of the entity of that slug when the generation was built.
    pub(crate) fn summary(&self, kind: EntityKind, slug: &str) -> Option<&EntitySummary> {
        let place = self
            .summaries
            .binary_search_by(|summary| (summary.kind, summary.slug.as_str()).cmp(&(kind, slug)));
        place.ok().and_then(|place| self.summaries.get(place))
    }

    /// Reads an entry.
    pub(crate) fn read(&self, address: DocAddress) -> Result<Entry, EngineError> {
        let document: TantivyDocument = self.searcher.doc(address).during("read an entry")?;
        read_entry(&self.fields, &document)
    }
}
