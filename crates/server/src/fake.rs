//! An engine in memory for the tests of this crate: it finds entries by their words, organisations and days.

use daybook_model::{DateBasis, DateInterval, EntityKind, Entry, EntryId, NamedEntity, Page, slugify};
use daybook_search::{
    AliasCount, Approximate, ContextAnswer, ContextRequest, Cursor, DateCount, DateValue, Engine,
    EngineError, EntityAnswer, EntityListAnswer, EntityListRequest, EntityLookup, EntityRequest, EntryBrief,
    EntryInContext, ErrorCode, ExportHead, ExportRequest, ExportSink, Facet, FacetAnswer, FacetCount,
    FacetRequest, Filters, GenerationInfo, HistogramAnswer, HistogramRequest, Hit, Match, Node, NodeKind,
    PageAnswer, PageListAnswer, PageListRequest, PageSummary, ParsedQuery, Position, RelatedAnswer,
    RelatedEntry, RelatedRequest, RequestError, RoleSeen, SearchAnswer, SearchRequest, Shared, Sighting,
    SimilarAnswer, SimilarRequest, Sort, SuggestAnswer, SuggestRequest, ThreadAnswer, ThreadRequest,
    TiesAnswer, TiesRequest, Understood, WrittenEntry, WrittenHit,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// What happens before the engine answers: nothing, an error, a panic, a pause.
type Mishap = fn() -> Result<(), EngineError>;

pub(crate) struct FakeEngine {
    entries: Vec<Entry>,
    generation: Mutex<String>,
    /// A generation that the next refresh takes up.
    newer: Mutex<Option<Result<String, EngineError>>>,
    mishap: Mutex<Mishap>,
    pub(crate) settings: Mutex<String>,
    /// How often an export gives every hit out, and whether it fails then.
    pub(crate) rounds: Mutex<(usize, bool)>,
    /// How many hits exports have given out.
    pub(crate) given: Mutex<usize>,
    /// The last search that arrived.
    pub(crate) last: Mutex<Option<SearchRequest>>,
}

/// Page, day, organisation, text.
const ENTRIES: [(&str, &str, &str, &str); 5] = [
    (
        "live-1",
        "2015-03-09",
        "Care Quality Commission",
        "The regulator published waiting times",
    ),
    (
        "live-1",
        "2015-03-09",
        "NHS England",
        "Leaders answered on waiting lists",
    ),
    (
        "live-1",
        "2015-03-09",
        "Care Quality Commission",
        "A <new> inspection regime & more",
    ),
    (
        "live-2",
        "2016-04-01",
        "NHS England",
        "Pay talks and waiting times once more",
    ),
    ("live-2", "2016-04-01", "Monitor", "Trusts in deficit"),
];

impl FakeEngine {
    pub(crate) fn new() -> Arc<Self> {
        let mut seqs: BTreeMap<&str, u32> = BTreeMap::new();
        let entries = ENTRIES.iter().map(|(page, day, organisation, text)| {
            let seq = seqs.entry(page).and_modify(|seq| *seq += 1).or_insert(1);
            entry(page, *seq, day, organisation, text)
        });
        Arc::new(Self {
            entries: entries.collect(),
            generation: Mutex::new("g1".to_owned()),
            newer: Mutex::new(None),
            mishap: Mutex::new(|| Ok(())),
            settings: Mutex::default(),
            rounds: Mutex::new((1, false)),
            given: Mutex::new(0),
            last: Mutex::new(None),
        })
    }

    pub(crate) fn before_answers(&self, mishap: Mishap) {
        *self.mishap.lock().unwrap() = mishap;
    }

    pub(crate) fn next_refresh(&self, outcome: Result<&str, EngineError>) {
        *self.newer.lock().unwrap() = Some(outcome.map(str::to_owned));
    }

    pub(crate) fn set_generation(&self, id: &str) {
        *self.generation.lock().unwrap() = id.to_owned();
    }

    fn id(&self) -> String {
        self.generation.lock().unwrap().clone()
    }

    fn meet_mishap(&self) -> Result<(), EngineError> {
        let mishap = *self.mishap.lock().unwrap();
        mishap()
    }

    fn find(&self, id: &EntryId) -> Option<Entry> {
        self.entries.iter().find(|entry| entry.id == *id).cloned()
    }

    /// Entries that name the same organisation.
    fn related(&self, of: &Entry, limit: usize) -> Vec<RelatedEntry> {
        let same =
            |entry: &&Entry| entry.id != of.id && entry.organisations[0].slug == of.organisations[0].slug;
        let related = |entry: &Entry| RelatedEntry {
            entry: entry.clone(),
            position: Position::of(entry, of),
            similarity: 0.5,
            shared: Shared::default(),
        };
        self.entries
            .iter()
            .filter(same)
            .take(limit)
            .map(related)
            .collect()
    }

    fn matching<'e>(&'e self, query: &ParsedQuery, filters: &Filters) -> Vec<&'e Entry> {
        let matches = |entry: &&Entry| {
            let day = entry.date.day();
            holds(entry, &query.root)
                && filters.from.is_none_or(|from| day >= Some(from))
                && filters.to.is_none_or(|to| day <= Some(to))
                && chosen(&filters.selection(Facet::Organisation).any, &entry.organisations)
        };
        self.entries.iter().filter(matches).collect()
    }
}

fn entry(page: &str, seq: u32, day: &str, organisation: &str, text: &str) -> Entry {
    let page = Page {
        id: page.into(),
        title: None,
        standfirst: None,
        url: None,
        publication: None,
        source: format!("{page}.txt"),
    };
    Entry {
        id: EntryId {
            page: page.id.clone(),
            seq,
        },
        page: Arc::new(page),
        seq,
        stamp: Some(format!("{seq}pm")),
        time: format!("{}:00", seq + 12).parse().ok(),
        time_corrected: None,
        timestamp: None,
        date: DateInterval::on(day.parse().unwrap(), DateBasis::Filename, day),
        text: text.into(),
        organisations: vec![NamedEntity {
            name: organisation.into(),
            slug: slugify(organisation),
            mentions: vec![],
        }],
        persons: vec![],
        references: vec![],
        quotations: vec![],
        referenced_by: vec![],
    }
}

fn holds(entry: &Entry, node: &Node) -> bool {
    match &node.kind {
        NodeKind::All { parts } => parts.iter().all(|part| holds(entry, part)),
        NodeKind::Any { parts } => parts.iter().any(|part| holds(entry, part)),
        NodeKind::Preferring { required, .. } => holds(entry, required),
        NodeKind::Widened { part, others } => {
            holds(entry, part) || others.iter().any(|other| holds(entry, other))
        }
        NodeKind::Not { part } => !holds(entry, part),
        NodeKind::Word { text, .. } => entry.text.to_lowercase().contains(&text.to_lowercase()),
        _ => true,
    }
}

fn chosen(any: &[String], named: &[NamedEntity]) -> bool {
    any.is_empty() || named.iter().any(|entity| any.contains(&entity.slug))
}

fn counts(entries: &[&Entry]) -> Vec<FacetCount> {
    let mut counts: BTreeMap<&NamedName<'_>, u64> = BTreeMap::new();
    let names: Vec<NamedName<'_>> = entries
        .iter()
        .flat_map(|entry| &entry.organisations)
        .map(|o| (&*o.name, &*o.slug))
        .collect();
    for name in &names {
        *counts.entry(name).or_default() += 1;
    }
    let count = |((value, slug), count): (&NamedName<'_>, u64)| FacetCount::new(*value, *slug, count);
    counts.into_iter().map(count).collect()
}

type NamedName<'e> = (&'e str, &'e str);

fn understood(query: &ParsedQuery) -> Understood {
    Understood {
        query: query.text.clone(),
        reading: query.root.reading(),
        tree: query.root.clone(),
        expansions: vec![],
        repairs: query.repairs.clone(),
        ignored: vec![],
        notes: vec![],
    }
}

impl Engine for FakeEngine {
    fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, EngineError> {
        self.meet_mishap()?;
        *self.last.lock().unwrap() = Some(request.clone());
        if request
            .cursor
            .is_some_and(|cursor| cursor.generation != Cursor::digest_of(&self.id()))
        {
            return Err(RequestError::new(ErrorCode::CursorExpired, "cursor", "gone").into());
        }
        let mut found = self.matching(&request.query, &request.filters);
        if request.sort == Sort::Newest {
            found.reverse();
        }
        let organisation = request
            .facets
            .contains(&Facet::Organisation)
            .then(|| counts(&found));
        let hit = |entry: &&Entry| Hit {
            entry: (*entry).clone(),
            found: Match {
                score: Some(1.0),
                ..Match::default()
            },
        };
        Ok(SearchAnswer {
            did_you_mean: None,
            understood: understood(&request.query),
            total: found.len() as u64,
            total_pages: None,
            hits: found.iter().take(request.limit).map(hit).collect(),
            unit: request.unit,
            facets: organisation
                .map(|values| (Facet::Organisation, values))
                .into_iter()
                .collect(),
            next: None,
            took_us: 42,
            timed_out: false,
            generation: self.id(),
        })
    }

    fn facet(&self, request: &FacetRequest) -> Result<FacetAnswer, EngineError> {
        self.meet_mishap()?;
        let mut values = counts(&self.matching(&request.query, &request.filters));
        values.retain(|value| value.slug.starts_with(&request.prefix));
        let total_values = values.len() as u64;
        values.truncate(request.limit);
        Ok(FacetAnswer {
            understood: understood(&request.query),
            facet: request.facet.to_string(),
            unit: request.unit,
            values,
            total_values,
            next_offset: None,
            timed_out: false,
            generation: self.id(),
        })
    }

    fn histogram(&self, request: &HistogramRequest) -> Result<HistogramAnswer, EngineError> {
        self.meet_mishap()?;
        let found = self.matching(&request.query, &request.filters);
        let mut counts = BTreeMap::new();
        for entry in &found {
            let bucket = request.interval.bucket(DateValue::finest(&entry.date)).unwrap();
            *counts.entry(bucket).or_insert(0) += 1;
        }
        Ok(HistogramAnswer {
            understood: understood(&request.query),
            total: found.len() as u64,
            unit: request.unit,
            interval: request.interval,
            timezone: "Europe/London".to_owned(),
            buckets: request.interval.fill(&counts)?,
            approximate: Approximate::default(),
            undated: 0,
            timed_out: false,
            generation: self.id(),
        })
    }

    fn suggest(&self, request: &SuggestRequest) -> Result<SuggestAnswer, EngineError> {
        self.meet_mishap()?;
        Ok(SuggestAnswer {
            q: request.typed.clone(),
            terms: Vec::new(),
            entities: Vec::new(),
            took_us: 42,
            generation: self.id(),
        })
    }

    fn settings(&self) -> String {
        self.settings.lock().unwrap().clone()
    }

    fn entry(&self, id: &EntryId) -> Result<Option<EntryInContext>, EngineError> {
        self.meet_mishap()?;
        let find = |seq: u32| {
            self.entries
                .iter()
                .find(|e| e.id.page == id.page && e.seq == seq)
                .cloned()
        };
        Ok(find(id.seq).map(|entry| EntryInContext {
            entry,
            previous: find(id.seq - 1),
            next: find(id.seq + 1),
            generation: self.id(),
        }))
    }

    fn context(&self, request: &ContextRequest) -> Result<Option<ContextAnswer>, EngineError> {
        self.meet_mishap()?;
        let seq = request.id.seq as usize;
        let on_page = |from: usize, to: usize| -> Vec<Entry> {
            let entries = self.entries.iter().filter(|e| e.id.page == request.id.page);
            entries
                .filter(|e| (from..to).contains(&(e.seq as usize)))
                .cloned()
                .collect()
        };
        Ok(self.find(&request.id).map(|entry| ContextAnswer {
            entry,
            before: on_page(seq.saturating_sub(request.before), seq),
            after: on_page(seq + 1, seq + 1 + request.after),
            references: vec![],
            referenced_by: vec![],
            generation: self.id(),
        }))
    }

    fn similar(&self, request: &SimilarRequest) -> Result<Option<SimilarAnswer>, EngineError> {
        self.meet_mishap()?;
        Ok(self.find(&request.id).map(|entry| SimilarAnswer {
            of: EntryBrief::of(&entry),
            entries: self.related(&entry, request.limit),
            timed_out: false,
            generation: self.id(),
        }))
    }

    fn thread(&self, request: &ThreadRequest) -> Result<Option<ThreadAnswer>, EngineError> {
        self.meet_mishap()?;
        Ok(self.find(&request.id).map(|entry| ThreadAnswer {
            of: EntryBrief::of(&entry),
            total: self.related(&entry, usize::MAX).len() as u64,
            entries: self.related(&entry, request.limit),
            timed_out: false,
            generation: self.id(),
        }))
    }

    fn related(&self, request: &RelatedRequest) -> Result<Option<RelatedAnswer>, EngineError> {
        let RelatedRequest { id, similar, thread } = request.clone();
        let similar = self.similar(&SimilarRequest {
            id: id.clone(),
            limit: similar,
        })?;
        let thread = self.thread(&ThreadRequest { id, limit: thread })?;
        let both = similar.zip(thread);
        Ok(both.map(|(similar, thread)| RelatedAnswer { similar, thread }))
    }

    fn page(&self, id: &str) -> Result<Option<PageAnswer>, EngineError> {
        self.meet_mishap()?;
        let entries: Vec<Entry> = self.entries.iter().filter(|e| e.id.page == id).cloned().collect();
        let page = entries.first().map(|entry| Arc::clone(&entry.page));
        Ok(page.map(|page| PageAnswer {
            page,
            entries,
            generation: self.id(),
        }))
    }

    fn pages(&self, _: &PageListRequest) -> Result<PageListAnswer, EngineError> {
        self.meet_mishap()?;
        let mut pages: Vec<PageSummary> = Vec::new();
        for entry in &self.entries {
            match pages.last_mut().filter(|page| page.page.id == entry.page.id) {
                Some(page) => page.entries += 1,
                None => pages.push(PageSummary {
                    page: Arc::clone(&entry.page),
                    earliest: entry.date.earliest,
                    latest: entry.date.latest,
                    entries: 1,
                }),
            }
        }
        Ok(PageListAnswer {
            total: pages.len() as u64,
            pages,
            next_offset: None,
            generation: self.id(),
        })
    }

    /// Gives the matching entries out over and over, as often as `rounds` says.
    fn export(&self, request: &ExportRequest, sink: &mut dyn ExportSink) -> Result<(), EngineError> {
        self.meet_mishap()?;
        let head = ExportHead {
            understood: understood(&request.query),
            generation: self.id(),
        };
        if sink.begin(head).is_break() {
            return Ok(());
        }
        let rounds = *self.rounds.lock().unwrap();
        for _ in 0..rounds.0 {
            for entry in self.matching(&request.query, &request.filters) {
                let hit = WrittenHit {
                    entry: WrittenEntry::of(entry)?,
                    found: Match::default(),
                };
                *self.given.lock().unwrap() += 1;
                if sink.hit(hit)?.is_break() {
                    return Ok(());
                }
            }
        }
        if rounds.1 {
            return Err(EngineError::Damaged {
                path: secret(),
                reason: "cut short".into(),
            });
        }
        Ok(())
    }

    fn entity(&self, request: &EntityRequest) -> Result<EntityLookup, EngineError> {
        self.meet_mishap()?;
        let found: Vec<&Entry> = match request.kind {
            EntityKind::Organisation => self.entries.iter().collect(),
            EntityKind::Person => vec![],
        };
        let found: Vec<&Entry> = found
            .into_iter()
            .filter(|entry| entry.organisations.iter().any(|o| o.slug == request.slug))
            .collect();
        let sighting = |entry: &&Entry| Sighting {
            entry: entry.id.clone(),
            date: entry.date.clone(),
        };
        let Some(first) = found.first() else {
            let near = request.slug.starts_with("nhs").then(|| "nhs-england".to_owned());
            return Ok(EntityLookup::Unknown { closest: near });
        };
        let count = found.len() as u64;
        let name = &first.organisations[0].name;
        Ok(EntityLookup::Found(Box::new(EntityAnswer {
            name: name.clone(),
            slug: request.slug.clone(),
            kind: request.kind,
            count,
            mentions: count,
            aliases: vec![AliasCount {
                text: name.clone(),
                count,
            }],
            total_aliases: 1,
            roles: vec![RoleSeen {
                title: "chair".to_owned(),
                organisation: Some(name.clone()),
                count: 1,
                first: Some(sighting(first)),
                last: None,
            }],
            total_roles: 1,
            first_seen: Some(sighting(first)),
            last_seen: found.last().map(sighting),
            months: vec![DateCount {
                value: "2015-03".to_owned(),
                count,
            }],
            other: vec![],
            organisations: counts(&self.entries.iter().collect::<Vec<_>>())
                .into_iter()
                .filter(|other| other.slug != request.slug)
                .take(request.limit)
                .collect(),
            persons: vec![],
            generation: self.id(),
        })))
    }

    fn ties(&self, request: &TiesRequest) -> Result<TiesAnswer, EngineError> {
        self.meet_mishap()?;
        let names = |entry: &Entry, kind: EntityKind, slug: &str| {
            let named = match kind {
                EntityKind::Organisation => &entry.organisations,
                EntityKind::Person => &entry.persons,
            };
            named.iter().any(|entity| entity.slug == slug)
        };
        let parties = &request.parties;
        let together = |i: usize, j: usize| {
            let all = self.entries.iter();
            let all = all.filter(|entry| names(entry, request.kind, &request.slug));
            let one = all.filter(|entry| names(entry, parties[i].0, &parties[i].1));
            one.filter(|entry| names(entry, parties[j].0, &parties[j].1))
                .count() as u64
        };
        let row = |i: usize| {
            (0..parties.len())
                .map(|j| if j > i { together(i, j) } else { 0 })
                .collect()
        };
        Ok(TiesAnswer {
            counts: (0..parties.len()).map(row).collect(),
            generation: self.id(),
        })
    }

    fn entities(&self, _: &EntityListRequest) -> Result<EntityListAnswer, EngineError> {
        unreachable!("HTTP has no call for this");
    }

    fn generation(&self) -> GenerationInfo {
        GenerationInfo {
            id: self.id(),
            built_at: "2026-01-02T03:04:05Z".to_owned(),
            pages: 2,
            entries: self.entries.len() as u64,
            dated_entries: self.entries.len() as u64,
            organisations: 3,
            persons: 0,
            earliest: "2015-03-09".parse().ok(),
            latest: "2016-04-01".parse().ok(),
            bytes: 1234,
        }
    }

    fn refresh(&self) -> Result<bool, EngineError> {
        match self.newer.lock().unwrap().take() {
            None => Ok(false),
            Some(Ok(id)) => {
                self.set_generation(&id);
                Ok(true)
            }
            Some(Err(error)) => Err(error),
        }
    }
}

/// A path that no answer may show.
pub(crate) fn secret() -> PathBuf {
    PathBuf::from("/secret/place")
}
