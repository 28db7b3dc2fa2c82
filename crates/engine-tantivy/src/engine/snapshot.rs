//! A generation opened for reading.

use super::aliases::Aliases;
use super::misprints::NameWords;
use super::pages::{PageFacts, count_pages};
use super::related::Remembered;
use super::suggest::Completions;
use super::thesaurus::SynonymTable;
use super::whole::WholeAnswers;
use crate::collect::{DateValues, Deadline, FormValues, NamedValues, SegmentColumns, ValueTable};
use crate::failure::During;
use crate::generations::{Layout, Manifest, RoleLines, open_index, read_lines};
use crate::schema::{Fields, written_entry};
use crate::vocabulary::Vocabulary;
use daybook_model::{EntityKind, Entry};
use daybook_search::{EngineError, EntitySummary, Facet, FacetKind, GenerationInfo, RoleSeen, WrittenEntry};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tantivy::schema::Field;
use tantivy::store::StoreReader;
use tantivy::{DocAddress, Searcher};

/// How many blocks of stored entries of a segment are kept as read: the entries of a page lie in few.
const STORE_CACHE_BLOCKS: usize = 100;

/// A generation opened for reading; never changes.
pub(crate) struct Snapshot {
    pub(crate) info: GenerationInfo,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    /// The stored entries of each segment.
    stores: Vec<StoreReader>,
    /// The columns of each segment.
    columns: Vec<SegmentColumns>,
    /// The values of every facet but the date, in the order of [`Facet::ALL`].
    named: Vec<NamedValues>,
    pub(crate) dates: DateValues,
    /// The forms of every facet that has any, read when first asked for.
    forms: Vec<OnceLock<FormValues>>,
    /// The time zone that local days and hours are of.
    pub(crate) timezone: String,
    /// Every organisation and person, in the order of kind and slug, without their roles.
    pub(crate) summaries: Vec<EntitySummary>,
    /// The roles of each of them.
    roles: RoleLines,
    /// Counted when first asked for.
    page_facts: OnceLock<Vec<PageFacts>>,
    /// Made when first asked for: most searches filter by canonical names.
    aliases: OnceLock<Aliases>,
    /// Made when first asked for.
    name_words: OnceLock<NameWords>,
    /// Made when first asked for: most indexes are not completed from.
    completions: OnceLock<Completions>,
    /// Read when first asked for, which a server does at once.
    vocabulary: OnceLock<Vocabulary>,
    /// What was collected of all entries.
    pub(super) whole: WholeAnswers,
    /// What words and entities weigh.
    pub(super) remembered: Remembered,
    pub(crate) settings: Arc<Settings>,
}

/// How an engine searches, whatever the generation.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) synonyms: SynonymTable,
    /// How long a search may take.
    pub(crate) budget: Duration,
    /// A digest of what was set.
    pub(crate) digest: String,
}

impl Snapshot {
    /// The names to complete what somebody types.
    pub(super) fn completions(&self) -> &Completions {
        self.completions
            .get_or_init(|| Completions::of_names(&self.summaries))
    }

    /// The words of the entries.
    pub(super) fn vocabulary(&self) -> tantivy::Result<&Vocabulary> {
        if let Some(vocabulary) = self.vocabulary.get() {
            return Ok(vocabulary);
        }
        let read = Vocabulary::read(&self.searcher, self.fields.text.exact)?;
        Ok(self.vocabulary.get_or_init(|| read))
    }

    /// The words of a field, if they are in memory.
    pub(crate) fn vocabulary_of(&self, field: Field) -> Option<&Vocabulary> {
        self.vocabulary.get().filter(|_| field == self.fields.text.exact)
    }

    /// Makes ready what first answers would wait for, as far as another generation has it.
    pub(super) fn warm_as(&self, other: &Self) -> tantivy::Result<()> {
        if other.vocabulary.get().is_some() {
            self.vocabulary()?;
        }
        if other.completions.get().is_some() {
            self.completions();
        }
        if other.name_words.get().is_some() {
            self.name_words();
        }
        // Segments of two generations have nothing to do with each other: what was held of the first is held of all.
        if let Some(held) = other.columns.first() {
            for (ordinal, columns) in self.columns.iter().enumerate() {
                columns.hold_as(held, |columns, facet| {
                    columns.values(facet, self.table(facet), ordinal);
                });
            }
        }
        Ok(())
    }

    /// Opens the live generation.
    pub(crate) fn open_live(layout: &Layout, settings: &Arc<Settings>) -> Result<Self, EngineError> {
        // A rebuild may land and remove what was the live generation two rebuilds ago: look once more before it counts.
        let id = Self::live(layout)?;
        match Self::open(layout, &id, settings) {
            Err(_) if Self::live(layout)? != id => Self::open(layout, &Self::live(layout)?, settings),
            result => result,
        }
    }

    fn live(layout: &Layout) -> Result<String, EngineError> {
        layout.read_current()?.ok_or_else(|| EngineError::NoIndex {
            path: layout.data_dir().to_owned(),
        })
    }

    pub(super) fn open(layout: &Layout, id: &str, settings: &Arc<Settings>) -> Result<Self, EngineError> {
        let dir = layout.generation(id);
        let manifest = Manifest::read(&dir)?;
        manifest.check_sizes(&dir)?;
        let fields = Fields::new();
        let searcher = open_index(&dir.index(), &fields)?;
        let action = "open the index";
        Ok(Self {
            stores: open_stores(&searcher).during(action)?,
            columns: SegmentColumns::open_all(&searcher).during(action)?,
            named: read_named(&searcher).during(action)?,
            dates: DateValues::read(&searcher).during(action)?,
            forms: Facet::ALL.map(|_| OnceLock::new()).into(),
            summaries: read_lines(&dir.entities())?,
            roles: RoleLines::open(dir.roles())?,
            page_facts: OnceLock::new(),
            aliases: OnceLock::new(),
            name_words: OnceLock::new(),
            completions: OnceLock::new(),
            vocabulary: OnceLock::new(),
            whole: WholeAnswers::default(),
            remembered: Remembered::default(),
            settings: Arc::clone(settings),
            info: manifest.info(),
            timezone: manifest.facts.timezone,
            fields,
            searcher,
        })
    }

    /// The columns of a segment.
    pub(crate) fn columns(&self, ordinal: usize) -> &SegmentColumns {
        &self.columns[ordinal]
    }

    /// The organisations or the persons.
    pub(crate) fn entities(&self, entity: EntityKind) -> &NamedValues {
        self.named(entity.into())
    }

    /// The values of a facet; none of the date, whose values are in [`dates`](Self::dates).
    pub(crate) fn named(&self, facet: Facet) -> &NamedValues {
        &self.named[facet as usize]
    }

    /// The values of a facet by their numbers.
    pub(crate) fn table(&self, facet: Facet) -> &dyn ValueTable {
        match facet.kind() {
            FacetKind::Dates => &self.dates,
            FacetKind::Names | FacetKind::List(_) => self.named(facet),
        }
    }

    /// The forms in which the values of a facet are printed, if they are.
    pub(crate) fn forms(&self, facet: Facet) -> tantivy::Result<Option<&FormValues>> {
        if facet.entity().is_none() {
            return Ok(None);
        }
        let forms = &self.forms[facet as usize];
        if let Some(forms) = forms.get() {
            return Ok(Some(forms));
        }
        let read = FormValues::read(&self.searcher, facet)?;
        Ok(Some(forms.get_or_init(|| read)))
    }

    /// What is known of every page without reading its entries.
    pub(super) fn page_facts(&self) -> tantivy::Result<&[PageFacts]> {
        if let Some(facts) = self.page_facts.get() {
            return Ok(facts);
        }
        let counted = count_pages(self)?;
        Ok(self.page_facts.get_or_init(|| counted))
    }

    pub(super) fn aliases(&self) -> &Aliases {
        self.aliases.get_or_init(|| Aliases::of(&self.summaries))
    }

    pub(super) fn name_words(&self) -> &NameWords {
        self.name_words.get_or_init(|| NameWords::of(&self.summaries))
    }

    /// What was counted of the entity of that slug when the generation was built, but for its roles.
    pub(crate) fn summary(&self, kind: EntityKind, slug: &str) -> Option<&EntitySummary> {
        let place = self.place_of(kind, slug)?;
        self.summaries.get(place)
    }

    fn place_of(&self, kind: EntityKind, slug: &str) -> Option<usize> {
        let order = |summary: &EntitySummary| (summary.kind, summary.slug.as_str()).cmp(&(kind, slug));
        self.summaries.binary_search_by(order).ok()
    }

    /// The roles in which entries show an entity.
    pub(super) fn roles(&self, summary: &EntitySummary) -> Result<Vec<RoleSeen>, EngineError> {
        match self.place_of(summary.kind, &summary.slug) {
            Some(place) if summary.total_roles > 0 => self.roles.of(place),
            _ => Ok(Vec::new()),
        }
    }

    /// When a search that begins now must end.
    pub(crate) fn deadline(&self) -> Deadline {
        Deadline::after(self.settings.budget)
    }

    /// Reads an entry.
    pub(crate) fn read(&self, address: DocAddress) -> Result<Entry, EngineError> {
        self.written(address)?.read()
    }

    /// An entry as it is sent.
    pub(crate) fn written(&self, address: DocAddress) -> Result<WrittenEntry, EngineError> {
        let store = &self.stores[address.segment_ord as usize];
        written_entry(&self.fields, store, address.doc_id)
    }
}

fn open_stores(searcher: &Searcher) -> tantivy::Result<Vec<StoreReader>> {
    let segments = searcher.segment_readers().iter();
    let stores = segments.map(|segment| Ok(segment.get_store_reader(STORE_CACHE_BLOCKS)?));
    stores.collect()
}

fn read_named(searcher: &Searcher) -> tantivy::Result<Vec<NamedValues>> {
    let read = |facet: Facet| match facet.kind() {
        FacetKind::Dates => Ok(NamedValues::default()),
        FacetKind::Names | FacetKind::List(_) => NamedValues::read(searcher, facet),
    };
    Facet::ALL.into_iter().map(read).collect()
}
