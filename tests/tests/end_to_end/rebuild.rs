//! Rebuilding under a running server: killed, repeated, in competition, and after every kind of change.

use crate::catalogue::{collect, ids, text};
use daybook_tests::{Run, Sandbox, Server, poll, query_string};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const PAGES: usize = 200;

/// A page as a newsroom leaves it: `entries` entries, newest first. Every text of an edition has the edition's word.
fn page(number: usize, edition: &str, entries: usize) -> String {
    let (year, month, day) = (2011 + number / 336 % 5, 1 + number / 28 % 12, 1 + number % 28);
    let mut text = format!("---\ndate: {year}-{month:02}-{day:02}\n---\nThe day as it happened\n");
    for entry in (0..entries).rev() {
        let (hour, minute) = (8 + entry / 4, entry % 4 * 15);
        text.push_str(&format!(
            "\n{hour:02}:{minute:02} Page {number}, item {entry}, {edition}: Jeremy Hunt told Unison and the Care \
             Quality Commission that waiting times at Wexcombe Hospitals NHS Trust would fall, said Helen Ashcombe, \
             its chief executive. “Winter pressures,” she added, “begin in June.”\n"
        ));
    }
    text
}

fn write_edition(sandbox: &Sandbox, edition: &str, pages: usize, entries: usize) {
    for number in 0..pages {
        sandbox.write(
            &format!("pages/page-{number:03}.txt"),
            page(number, edition, entries),
        );
    }
}

/// Asks a server again and again, from a thread of its own, until dropped. Every answer must be whole: of one
/// generation, with the total that this generation has.
struct Client<'a> {
    server: &'a Server,
    stop: AtomicBool,
    answers: AtomicU64,
    /// The totals seen, by generation.
    totals: Mutex<BTreeMap<String, u64>>,
}

impl<'a> Client<'a> {
    fn new(server: &'a Server) -> Self {
        Self {
            server,
            stop: AtomicBool::new(false),
            answers: AtomicU64::new(0),
            totals: Mutex::default(),
        }
    }

    /// Hammers while `work` is done.
    fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        /// Stops the client even if the work panics; the scope would wait for it for ever.
        struct Stop<'a>(&'a AtomicBool);
        impl Drop for Stop<'_> {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        thread::scope(|scope| {
            scope.spawn(|| {
                while !self.stop.load(Ordering::Relaxed) {
                    self.ask();
                    // The rebuild should get its share of the machine.
                    thread::sleep(Duration::from_millis(1));
                }
            });
            let _stop = Stop(&self.stop);
            work()
        })
    }

    fn ask(&self) {
        let answer = self
            .server
            .search(&[("q", "waiting times"), ("facets", "date"), ("limit", "2")]);
        let total = answer["total"].as_u64().unwrap();
        let dates = answer["facets"]["date"].as_array().unwrap();
        let dated: u64 = dates.iter().map(|value| value["count"].as_u64().unwrap()).sum();
        assert_eq!(dated, total, "facets and hits are of one generation");
        let mut totals = self.totals.lock().unwrap();
        let known = *totals.entry(text(&answer["generation"])).or_insert(total);
        assert_eq!(known, total, "a generation never changes");
        self.answers.fetch_add(1, Ordering::Relaxed);
    }
}

/// Waits until a server answers from a generation, and says how long it took.
fn taken_up(server: &Server, generation: &str) -> Duration {
    let began = Instant::now();
    poll("the new generation answers", Duration::from_secs(2), || {
        (server.search(&[("limit", "0")])["generation"] == generation).then_some(())
    });
    began.elapsed()
}

fn no_litter(sandbox: &Sandbox) {
    let generations = sandbox.generations();
    assert!(generations.len() <= 2, "{generations:?}");
    assert!(
        !generations.iter().any(|name| name.ends_with(".partial")),
        "{generations:?}"
    );
    assert!(generations.contains(&sandbox.current()), "{generations:?}");
    assert!(!sandbox.file("index-data/index/CURRENT.tmp").exists());
}

/// Breaks if a rebuild that dies, at any moment, takes the live index with it: the server stops answering or answers
/// from half an index, `verify` finds a difference, or what is left in the folder stops or outlives the next rebuild.
#[test]
fn a_rebuild_may_die_at_any_moment() {
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "first", PAGES, 8);
    let first = sandbox.run(&["index", "pages"]).expecting(0);
    let old = sandbox.current();
    let server = sandbox.serve();
    // Every page changes, so that every attempt has all the work to do.
    write_edition(&sandbox, "second", PAGES, 9);
    let (before, after) = ((PAGES * 8) as u64, (PAGES * 9) as u64);
    let mut kills = 0;
    let client = Client::new(&server);
    client.during(|| {
        let step = Duration::from_millis(10);
        let mut delay = Duration::ZERO;
        loop {
            let mut rebuild = sandbox.start(&["index", "pages"]);
            let began = Instant::now();
            while rebuild.is_running() && began.elapsed() < delay {
                thread::sleep(Duration::from_millis(1));
            }
            if !rebuild.is_running() {
                sandbox.finish(rebuild).expect(0);
                break;
            }
            rebuild.kill();
            kills += 1;
            let answer = server.search(&[("limit", "0")]);
            if sandbox.current() == old {
                assert_eq!(
                    (&answer["generation"], &answer["total"]),
                    (&old.clone().into(), &before.into())
                );
            } else {
                // It died after the swap, which is as good as done.
                taken_up(&server, &sandbox.current());
            }
            if kills % 3 == 0 {
                sandbox.run(&["verify"]).expect(0);
            }
            assert!(
                delay < Duration::from_secs(20),
                "the rebuild never ends; the first one: {first}"
            );
            delay += step;
        }
    });
    assert!(kills >= 5, "too quick to be killed: {kills}");
    assert_ne!(sandbox.current(), old);
    taken_up(&server, &sandbox.current());
    assert_eq!(server.search(&[("q", "second"), ("limit", "0")])["total"], after);
    assert!(client.answers.into_inner() > kills, "the client slept");
    no_litter(&sandbox);
    sandbox.run(&["verify"]).expect(0);
    sandbox.run(&["index", "pages"]).expect(0);
    no_litter(&sandbox);
}

/// Breaks if a swap loses a request, mixes two generations in one answer, or is not noticed within two seconds.
#[test]
fn a_swap_is_seamless() {
    let sandbox = Sandbox::new();
    let editions = [
        ("first", 60, 4),
        ("second", 50, 6),
        ("third", 60, 5),
        ("fourth", 55, 3),
    ];
    let rebuild = |(edition, pages, entries): (&str, usize, usize)| -> (String, u64) {
        write_edition(&sandbox, edition, pages, entries);
        for number in pages..PAGES {
            if sandbox.file(&format!("pages/page-{number:03}.txt")).exists() {
                sandbox.remove(&format!("pages/page-{number:03}.txt"));
            }
        }
        sandbox.run(&["index", "pages"]).expect(0);
        no_litter(&sandbox);
        (sandbox.current(), (pages * entries) as u64)
    };
    let mut expected = BTreeMap::from([rebuild(editions[0])]);
    let server = sandbox.serve();
    let client = Client::new(&server);
    client.during(|| {
        poll("the client is at work", Duration::from_secs(5), || {
            (client.answers.load(Ordering::Relaxed) > 0).then_some(())
        });
        for edition in &editions[1..] {
            let (generation, total) = rebuild(*edition);
            taken_up(&server, &generation);
            // Once more, so that the client has seen it too.
            client.ask();
            expected.insert(generation, total);
        }
    });
    assert_eq!(*client.totals.lock().unwrap(), expected);
    assert!(client.answers.into_inner() > 50);
    assert!(!server.log().contains("ERROR"), "{}", server.log());
    let ready = server.get("/v1/readyz").expect(200);
    assert_eq!(
        (&ready["status"], &ready["generation"]["id"]),
        (&"ready".into(), &sandbox.current().into())
    );
}

/// Breaks if a reader who turns the page just after a swap gets an error, an entry again, or misses one that has been
/// there all the time.
#[test]
fn a_cursor_outlives_a_swap() {
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "first", 6, 4);
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    for sort in ["relevance", "newest", "oldest"] {
        let search = [("q", "waiting times"), ("sort", sort)];
        let whole = ids(&collect(&server, &search, 100));
        let first = server.search(&[&search[..], &[("limit", "7")]].concat());
        // Nothing changes but the generation.
        sandbox.run(&["index", "pages"]).expect(0);
        taken_up(&server, &sandbox.current());
        let cursor = text(&first["next"]);
        let rest = server.search(&[&search[..], &[("limit", "100"), ("cursor", &cursor)]].concat());
        assert_eq!(rest["generation"], first["generation"], "{sort}");
        let mut found = ids(first["hits"].as_array().unwrap());
        found.extend(ids(rest["hits"].as_array().unwrap()));
        assert_eq!(found, whole, "{sort}");
    }
}

/// Breaks if a reader who turns the pages while the archive changes gets an entry of the changed archive among those of
/// the old one, or is not told to start again when the old one is gone.
#[test]
fn a_cursor_keeps_to_its_generation_until_that_is_gone() {
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "first", 6, 4);
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    let search = [("q", "waiting times")];
    let whole = ids(&collect(&server, &search, 100));
    let first = server.search(&[&search[..], &[("limit", "7")]].concat());
    let cursor = text(&first["next"]);
    let rest = [&search[..], &[("limit", "100"), ("cursor", &cursor)]].concat();
    let rebuilt = |edition: &str| {
        write_edition(&sandbox, edition, 3, 6);
        sandbox.run(&["index", "pages"]).expect(0);
        taken_up(&server, &sandbox.current());
    };
    rebuilt("second");
    let answer = server.search(&rest);
    assert_eq!(answer["generation"], first["generation"]);
    let mut found = ids(first["hits"].as_array().unwrap());
    found.extend(ids(answer["hits"].as_array().unwrap()));
    assert_eq!(found, whole);
    assert_ne!(ids(&collect(&server, &search, 100)), whole);
    rebuilt("third");
    let gone = server
        .get(&format!("/v1/search?{}", query_string(&rest)))
        .expect(410);
    assert_eq!(
        (&gone["code"], &gone["parameter"]),
        (&"cursor-expired".into(), &"cursor".into())
    );
    assert!(text(&gone["detail"]).contains("start again"), "{gone}");
}

/// Breaks if two rebuilds write at once, or the second is not told why it may not.
#[cfg(unix)]
#[test]
fn there_is_one_rebuild_at_a_time() {
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "first", 100, 8);
    let mut first = sandbox.start(&["index", "pages"]);
    poll("the rebuild begins", Duration::from_secs(20), || {
        let begun = sandbox
            .generations()
            .iter()
            .any(|name| name.ends_with(".partial"));
        assert!(begun || first.is_running(), "the rebuild ended unseen");
        begun.then_some(())
    });
    // It holds its breath, and the lock.
    first.signal("STOP");
    let second = sandbox.run(&["index", "pages"]);
    first.signal("CONT");
    let first = sandbox.finish(first).expecting(0);
    let second = second.expecting(1);
    assert_eq!(
        second.stderr,
        "daybook: another rebuild is at work in index-data/index: wait until it ends, or stop it\n"
    );
    assert!(first.stdout.contains("800 entries"), "{first}");
    no_litter(&sandbox);
    sandbox.run(&["index", "pages"]).expect(0);
}

/// What a rebuild did: new or changed, unchanged, gone.
#[track_caller]
fn did(run: &Run, expected: [u64; 3]) {
    let [changed, kept, gone] = expected;
    let said = format!("({changed} new or changed, {kept} unchanged, {gone} gone)");
    assert!(
        run.status == Some(0) && run.stdout.contains(&said),
        "expected {said}\n{run}"
    );
}

/// Ids and texts of all entries, without the generation that answered.
fn all(sandbox: &Sandbox) -> BTreeMap<String, Value> {
    let run = sandbox
        .run(&["search", "", "--limit", "1000", "--format", "jsonl"])
        .expecting(0);
    run.stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|mut hit| {
            hit["score"].take();
            (text(&hit["id"]), hit)
        })
        .collect()
}

/// Breaks if a stage or a step of a rebuild is left out of its report, takes more than the whole, or takes time where
/// nothing was to be done.
#[test]
fn a_rebuild_reports_what_its_steps_took() {
    const STEPS: [&str; 4] = ["splitting", "recognising", "dating", "storing"];
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "one", 40, 6);
    let index = || -> Value {
        let run = sandbox.run(&["index", "--format", "json", "pages"]).expecting(0);
        serde_json::from_str(&run.stdout).unwrap()
    };
    let took = |report: &Value, of: &str, name: &str| report[of][name].as_f64().unwrap();
    let first = index();
    let whole = first["seconds"].as_f64().unwrap();
    let stages =
        ["gazetteer", "reading", "indexing", "committing"].map(|stage| took(&first, "stages", stage));
    assert!(stages.iter().all(|seconds| *seconds > 0.0), "{first}");
    assert!(stages.iter().sum::<f64>() <= whole, "{first}");
    let parts = took(&first, "stages", "merging") + took(&first, "stages", "syncing");
    assert!(
        parts > 0.0 && parts <= took(&first, "stages", "committing"),
        "{first}"
    );
    assert!(
        STEPS.iter().all(|step| took(&first, "work", step) > 0.0),
        "{first}"
    );
    assert!(took(&first, "work", "indexing") >= 0.0, "{first}");

    let again = index();
    assert_eq!(again["kept"], 40);
    assert!(
        STEPS.iter().all(|step| took(&again, "work", step) == 0.0),
        "{again}"
    );
}

/// Breaks if a rebuild reads again what has not changed, misses what has, or touches other pages' entries.
#[test]
fn a_rebuild_does_what_has_changed_and_no_more() {
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "first", 5, 3);
    let index = || sandbox.run(&["index", "pages"]);
    did(&index(), [5, 0, 0]);
    let before = all(&sandbox);
    did(&index(), [0, 5, 0]);
    assert_eq!(all(&sandbox), before);
    let server = sandbox.serve();
    let total = |parameters: &[(&str, &str)]| {
        taken_up(&server, &sandbox.current());
        server.search(parameters)["total"].clone()
    };
    let others = |entries: &BTreeMap<String, Value>, page: &str| {
        let mut entries = entries.clone();
        entries.retain(|id, _| !id.starts_with(page));
        entries
    };

    // Another text.
    sandbox.write("pages/page-002.txt", page(2, "second", 3));
    did(&index(), [1, 4, 0]);
    let changed = all(&sandbox);
    assert_eq!(others(&changed, "page-002"), others(&before, "page-002"));
    assert_eq!(
        (total(&[("q", "second")]), total(&[("q", "first")])),
        (3.into(), 12.into())
    );

    // Another date, by the archive's settings: the page's file is as it was.
    sandbox.write(
        "pages/archive.toml",
        "[pages.\"page-003.txt\"]\ndate = \"2016-02-29\"\n",
    );
    did(&index(), [1, 4, 0]);
    assert_eq!(others(&all(&sandbox), "page-003"), others(&changed, "page-003"));
    assert_eq!(
        (total(&[("date", "2016-02-29")]), total(&[("date", "2011-01-04")])),
        (3.into(), 0.into())
    );

    // One gone, one new.
    sandbox.remove("pages/page-000.txt");
    sandbox.write("pages/page-100.txt", page(100, "third", 2));
    did(&index(), [1, 4, 1]);
    let swapped = all(&sandbox);
    assert_eq!((swapped.len(), total(&[("q", "third")])), (14, 2.into()));
    assert_eq!(server.get("/v1/pages/page-000").status, 404);
    assert_eq!(total(&[("q", "page:page-000")]), 0);

    // Another gazetteer: nobody may be left with the names of the old one.
    sandbox.write(
        "pages/gazetteer/organisations/own.toml",
        "[[organisation]]\nname = \"Wexcombe Hospitals\"\nkind = \"trust\"\naliases = [\"Wexcombe Hospitals NHS Trust\"]\n",
    );
    did(&index(), [5, 0, 0]);
    assert_eq!(total(&[("organisation", "wexcombe-hospitals")]), 14);
    let old = server.search(&[
        ("organisation", "wexcombe-hospitals-nhs-trust"),
        ("facets", "organisation"),
    ]);
    let note = text(&old["understood"]["notes"][0]["message"]);
    assert!(note.ends_with("was read as Wexcombe Hospitals"), "{note}");
    let named = old["facets"]["organisation"].as_array().unwrap();
    assert!(
        named
            .iter()
            .all(|value| value["slug"] != "wexcombe-hospitals-nhs-trust")
    );

    // Rows in `archive.toml` itself, beside settings of pages that they must not be mistaken for. The title stands for no
    // publication where that has a name of its own, so that pages do not hang on it.
    let manifest = |title: &str, kind: &str| {
        let row = "name = \"Wexcombe Ward\"\naliases = [\"Wexcombe Hospitals\"]";
        let titles = format!("title = \"{title}\"\npublication = \"Care Weekly\"");
        let settings = format!("{titles}\n\n[[organisation]]\n{row}\nkind = \"{kind}\"\n");
        sandbox.write("pages/archive.toml", &settings);
    };
    fs::remove_dir_all(sandbox.file("pages/gazetteer")).unwrap();
    manifest("One", "trust");
    did(&index(), [5, 0, 0]);
    assert_eq!(total(&[("organisation", "wexcombe-ward")]), 14);
    manifest("Two", "trust");
    did(&index(), [0, 5, 0]);
    let live = sandbox.current();
    manifest("Two", "ward");
    let wrong = sandbox.run(&["index", "pages"]).expecting(1);
    assert!(
        wrong.stderr.contains("archive.toml:7: organisation.kind"),
        "{wrong}"
    );
    assert_eq!(sandbox.current(), live);
    assert_eq!(total(&[("organisation", "wexcombe-ward")]), 14);
    no_litter(&sandbox);
}

/// Breaks if links to a page's entries lead elsewhere once it has grown, as live pages do all day.
#[test]
fn a_grown_page_keeps_its_ids() {
    let sandbox = Sandbox::new();
    let entries = |server: &Server| -> Vec<(String, String)> {
        let page = server.get("/v1/pages/page-007").expect(200);
        let entries = page["entries"].as_array().unwrap();
        ids(entries)
            .into_iter()
            .zip(entries.iter().map(|entry| text(&entry["text"])))
            .collect()
    };
    sandbox.write("pages/page-007.txt", page(7, "first", 5));
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    let young = entries(&server);
    sandbox.write("pages/page-007.txt", page(7, "first", 9));
    sandbox.run(&["index", "pages"]).expect(0);
    taken_up(&server, &sandbox.current());
    let grown = entries(&server);
    assert_eq!((young.len(), grown.len()), (5, 9));
    assert_eq!(grown[..5], young[..]);
    assert_eq!(ids(&collect(&server, &[("sort", "oldest")], 4)).len(), 9);
}

/// Breaks if the index depends on how the archive is named or laid out on the command line.
#[test]
fn several_archives_make_one_index() {
    let sandbox = Sandbox::new();
    write_edition(&sandbox, "first", 4, 2);
    sandbox.run(&["index", "pages"]).expect(0);
    let whole = all(&sandbox);
    let files: Vec<String> = (0..4)
        .rev()
        .map(|number| format!("pages/page-{number:03}.txt"))
        .collect();
    let args: Vec<&str> = ["index"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    did(&sandbox.run(&args), [0, 4, 0]);
    assert_eq!(all(&sandbox), whole);
    did(
        &sandbox.run(&["index", "pages", "./pages/page-001.txt"]),
        [0, 4, 0],
    );
    assert_eq!(all(&sandbox), whole);
}
