use super::layout::Layout;
use super::*;
use crate::tests::archive::{Pages, build, plain_entry, record};
use crate::{SCHEMA_VERSION, TantivyEngine};
use daybook_search::{Engine, EngineError, Node, ParsedQuery, Rebuild, RebuildFacts, SearchRequest, Sort};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

fn pages(names: &[&str], text: &str) -> Pages {
    names
        .iter()
        .map(|name| ((*name).to_owned(), vec![plain_entry(name, 1, text)]))
        .collect()
}

fn everything(limit: usize) -> SearchRequest {
    let query = ParsedQuery {
        text: String::new(),
        root: Node::everything(),
        repairs: Vec::new(),
        widening: daybook_search::Widening::NONE,
    };
    SearchRequest {
        sort: Sort::Oldest,
        limit,
        highlight: false,
        ..SearchRequest::new(query)
    }
}

/// The ids of all entries, with the first word of their text.
fn content(engine: &TantivyEngine) -> Vec<String> {
    let answer = engine.search(&everything(1000)).unwrap();
    let mut all: Vec<String> = answer
        .hits
        .iter()
        .map(|hit| format!("{} {}", hit.entry.id, hit.entry.text))
        .collect();
    all.sort();
    all
}

fn folders(data_dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(data_dir.join("generations"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn as_is(rebuild: TantivyRebuild) -> TantivyRebuild {
    rebuild
}

#[test]
fn what_a_dead_rebuild_left_matters_to_nobody_and_is_cleared_up() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    build(data, &pages(&["a", "b"], "old"), as_is);
    let live = Layout::new(data).read_current().unwrap().unwrap();
    let generations = data.join("generations");
    // Killed while it wrote segments; while it wrote the manifest; before CURRENT was renamed; while it removed an
    // old generation.
    fs::create_dir_all(generations.join("99990101T000000Z-000.partial/index")).unwrap();
    fs::write(
        generations.join("99990101T000000Z-000.partial/index/x.store"),
        b"half",
    )
    .unwrap();
    fs::create_dir(generations.join("99990101T000001Z-000.partial")).unwrap();
    fs::write(
        generations.join("99990101T000001Z-000.partial/manifest.json"),
        b"{\"bla",
    )
    .unwrap();
    copy_dir(
        &generations.join(&live),
        &generations.join("99990101T000002Z-000"),
    );
    fs::write(data.join("CURRENT.tmp"), b"9999").unwrap();
    fs::create_dir_all(generations.join("00010101T000000Z-000/index")).unwrap();
    let engine = TantivyEngine::open(data).unwrap();
    assert_eq!(content(&engine), ["a/1 old", "b/1 old"]);
    assert!(verify(data).unwrap().differences.is_empty());

    build(data, &pages(&["a", "c"], "new"), as_is);
    assert!(engine.refresh().unwrap());
    assert_eq!(content(&engine), ["a/1 new", "c/1 new"]);
    let current = Layout::new(data).read_current().unwrap().unwrap();
    assert_eq!(folders(data), [live, current]);
    assert!(verify(data).unwrap().differences.is_empty());
}

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn one_rebuild_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let first = begin_rebuild(dir.path(), "rules").unwrap();
    assert!(matches!(
        begin_rebuild(dir.path(), "rules"),
        Err(EngineError::Locked { .. })
    ));
    drop(first);
    assert!(
        folders(dir.path()).is_empty(),
        "a rebuild without a commit leaves nothing"
    );
    assert!(begin_rebuild(dir.path(), "rules").is_ok());
}

#[test]
fn a_lock_and_a_folder_of_a_dead_process_do_not_lock() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("LOCK"), b"").unwrap();
    build(dir.path(), &pages(&["a"], "x"), as_is);
    assert_eq!(folders(dir.path()).len(), 1);
}

#[test]
fn the_live_generation_and_the_one_before_are_kept_and_whole() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    for text in ["one", "two", "three", "four"] {
        let mut all = pages(&["kept", "also"], "same");
        all.extend(pages(&["changed"], text));
        build(data, &all, as_is);
    }
    let names = folders(data);
    assert_eq!(names.len(), 2);
    let listed = stats(data).unwrap();
    assert_eq!(
        listed.iter().map(|g| g.current).collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(listed[0].info.id, names[1]);
    // Going back: the old generation shares files with the new one, which did not change them.
    fs::write(data.join("CURRENT"), &names[0]).unwrap();
    assert!(verify(data).unwrap().differences.is_empty());
    let engine = TantivyEngine::open(data).unwrap();
    assert_eq!(
        content(&engine),
        ["also/1 same", "changed/1 three", "kept/1 same"]
    );
}

#[test]
fn pages_are_taken_over_only_under_the_same_rules() {
    let dir = tempfile::tempdir().unwrap();
    build(dir.path(), &pages(&["a", "b"], "x"), as_is);
    let same = begin_rebuild(dir.path(), "rules").unwrap();
    assert_eq!(
        same.previous()
            .iter()
            .map(|page| page.id.as_str())
            .collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert!(same.keep("c").is_err());
    drop(same);
    let other = begin_rebuild(dir.path(), "other").unwrap();
    assert!(other.previous().is_empty());
    Box::new(other).commit(RebuildFacts::default()).unwrap();
    let engine = TantivyEngine::open(dir.path()).unwrap();
    assert!(content(&engine).is_empty());
}

#[test]
fn a_damaged_live_generation_is_rebuilt_from_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    build(data, &pages(&["a"], "x"), as_is);
    let live = Layout::new(data).read_current().unwrap().unwrap();
    fs::remove_file(data.join("generations").join(&live).join("pages.jsonl")).unwrap();
    assert!(matches!(
        TantivyEngine::open(data),
        Err(EngineError::Damaged { .. })
    ));
    build(data, &pages(&["a"], "y"), as_is);
    assert_eq!(content(&TantivyEngine::open(data).unwrap()), ["a/1 y"]);
    let store = fs::read_dir(
        Layout::new(data)
            .generation(&verify(data).unwrap().generation)
            .index(),
    )
    .unwrap()
    .map(|entry| entry.unwrap().path())
    .find(|path| path.extension().is_some_and(|extension| extension == "store"))
    .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[1] ^= 1;
    fs::write(&store, bytes).unwrap();
    assert_eq!(verify(data).unwrap().differences.len(), 1);
    build(data, &pages(&["a"], "y"), as_is);
    assert!(
        verify(data).unwrap().differences.is_empty(),
        "damage is not handed on"
    );
    fs::write(data.join("CURRENT"), "../..").unwrap();
    assert!(matches!(
        TantivyEngine::open(data),
        Err(EngineError::Damaged { .. })
    ));
    build(data, &pages(&["a"], "z"), as_is);
    assert_eq!(content(&TantivyEngine::open(data).unwrap()), ["a/1 z"]);
}

#[test]
fn ids_go_up_even_if_the_clock_goes_back() {
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    let future = layout.generation("99990101T000000Z-007");
    fs::create_dir_all(future.root()).unwrap();
    fs::write(future.manifest(), b"").unwrap();
    assert_eq!(rebuild::next_id(&layout), "99990101T000000Z-008");
}

#[test]
fn pages_that_come_twice_and_pages_without_entries() {
    let dir = tempfile::tempdir().unwrap();
    let rebuild = begin_rebuild(dir.path(), "rules").unwrap();
    for text in ["first", "second"] {
        let entries = [plain_entry("a", 1, text)];
        rebuild.add(record("a", text, &entries), &entries).unwrap();
    }
    rebuild.add(record("empty", "", &[]), &[]).unwrap();
    let facts = RebuildFacts {
        rules: "rules".into(),
        ..RebuildFacts::default()
    };
    let info = Box::new(rebuild).commit(facts).unwrap().generation;
    assert_eq!((info.pages, info.entries), (2, 1));
    let engine = TantivyEngine::open(dir.path()).unwrap();
    assert_eq!(content(&engine), ["a/1 second"]);
    let next = begin_rebuild(dir.path(), "rules").unwrap();
    next.keep("empty").unwrap();
    let info = Box::new(next).commit(RebuildFacts::default()).unwrap().generation;
    assert_eq!((info.pages, info.entries), (1, 0));
}

#[test]
fn verification_names_every_difference() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    assert!(matches!(verify(data), Err(EngineError::NoIndex { .. })));
    assert!(matches!(stats(data), Err(EngineError::NoIndex { .. })));
    assert!(matches!(
        TantivyEngine::open(data),
        Err(EngineError::NoIndex { .. })
    ));
    build(data, &pages(&["a"], "x"), as_is);
    let generation = data
        .join("generations")
        .join(Layout::new(data).read_current().unwrap().unwrap());
    let files = Manifest::read(&Layout::new(data).generation(&verify(data).unwrap().generation))
        .unwrap()
        .files;
    let store = files.iter().find(|file| file.path.ends_with(".store")).unwrap();
    let terms = files.iter().find(|file| file.path.ends_with(".term")).unwrap();
    let mut bytes = fs::read(generation.join(&store.path)).unwrap();
    bytes[0] ^= 1;
    fs::write(generation.join(&store.path), bytes).unwrap();
    fs::remove_file(generation.join(&terms.path)).unwrap();
    fs::write(generation.join("index/stray"), b"").unwrap();
    let mut expected = vec![
        Difference {
            path: "index/stray".into(),
            kind: DifferenceKind::Extra,
        },
        Difference {
            path: store.path.clone(),
            kind: DifferenceKind::Changed,
        },
        Difference {
            path: terms.path.clone(),
            kind: DifferenceKind::Missing,
        },
    ];
    expected.sort_by(|a, b| a.path.cmp(&b.path));
    assert_eq!(verify(data).unwrap().differences, expected);

    let manifest = generation.join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"entries\": 1", "\"entries\": 2")).unwrap();
    assert!(matches!(verify(data), Err(EngineError::Damaged { .. })));
    fs::write(
        &manifest,
        text.replace(
            &format!("\"schema_version\": {SCHEMA_VERSION}"),
            "\"schema_version\": 77",
        ),
    )
    .unwrap();
    let error = TantivyEngine::open(data).err().unwrap();
    assert!(
        matches!(error, EngineError::OtherVersion { found: 77, .. }),
        "{error}"
    );
}

#[test]
fn every_answer_comes_from_one_generation_while_others_land() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    let names = ["a", "b", "c", "d", "e", "f"];
    build(data, &pages(&names[..1], "text 1"), as_is);
    let engine = TantivyEngine::open(data).unwrap();
    thread::scope(|scope| {
        let searching = scope.spawn(|| {
            let mut seen = Vec::new();
            while seen.last().is_none_or(|total| *total < names.len()) {
                let _ = engine.refresh().unwrap();
                let answer = engine.search(&everything(100)).unwrap();
                assert_eq!(answer.total, answer.hits.len() as u64);
                let text = format!("text {}", answer.total);
                assert!(answer.hits.iter().all(|hit| hit.entry.text == text));
                seen.push(answer.hits.len());
            }
            seen
        });
        for count in 2..=names.len() {
            build(data, &pages(&names[..count], &format!("text {count}")), as_is);
        }
        assert!(searching.join().unwrap().is_sorted());
    });
    assert!(!engine.refresh().unwrap());
}

const KILLED: &str = "DAYBOOK_TEST_KILLED_IN";

/// Runs itself as a process of its own, which is killed while it rebuilds.
#[test]
fn a_killed_rebuild_leaves_the_live_generation_and_no_lock() {
    if let Some(data) = std::env::var_os(KILLED) {
        let rebuild = begin_rebuild(Path::new(&data), "rules").unwrap();
        let entries = [plain_entry("half", 1, "done")];
        rebuild.add(record("half", "", &entries), &entries).unwrap();
        fs::write(Path::new(&data).join("ready"), b"").unwrap();
        thread::sleep(Duration::from_secs(60));
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path();
    build(data, &pages(&["a"], "old"), as_is);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "generations::tests::a_killed_rebuild_leaves_the_live_generation_and_no_lock",
        ])
        .env(KILLED, data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !data.join("ready").exists() {
        assert!(
            child.try_wait().unwrap().is_none(),
            "the child ended before it was killed"
        );
        thread::sleep(Duration::from_millis(5));
    }
    assert!(matches!(
        begin_rebuild(data, "rules"),
        Err(EngineError::Locked { .. })
    ));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(folders(data).len(), 2);
    assert_eq!(content(&TantivyEngine::open(data).unwrap()), ["a/1 old"]);
    build(data, &pages(&["a", "b"], "new"), as_is);
    assert_eq!(
        content(&TantivyEngine::open(data).unwrap()),
        ["a/1 new", "b/1 new"]
    );
    assert!(folders(data).iter().all(|name| !name.ends_with(".partial")));
}

#[test]
fn entries_are_packed_with_a_dictionary_that_goes_with_them() {
    let dir = tempfile::tempdir().unwrap();
    let text = |n: usize| format!("The Department of Health has published {n} letters on waiting times.");
    let mut all = Pages::new();
    for n in 0..90 {
        let id = format!("page-{n:02}");
        all.insert(id.clone(), vec![plain_entry(&id, 1, &text(n))]);
    }
    let dictionary = |generation: &str| {
        let index = Layout::new(dir.path()).generation(generation).index();
        fs::read(index.join("entries.dictionary")).unwrap()
    };
    let expected = |all: &Pages| -> Vec<String> {
        let entries = all.values().flatten();
        entries
            .map(|entry| format!("{} {}", entry.id, entry.text))
            .collect()
    };
    // Some came before it was known how entries are packed, some after.
    build(dir.path(), &all, as_is);
    let engine = TantivyEngine::open(dir.path()).unwrap();
    assert_eq!(content(&engine), expected(&all));
    let first = dictionary(&engine.generation().id);
    // What is taken over can still be read, beside what is new.
    all.insert("new".to_owned(), vec![plain_entry("new", 1, &text(91))]);
    all.remove("page-03");
    build(dir.path(), &all, as_is);
    engine.refresh().unwrap();
    let mut now = expected(&all);
    now.sort();
    assert_eq!(content(&engine), now);
    assert_eq!(dictionary(&engine.generation().id), first);
    assert!(verify(dir.path()).unwrap().differences.is_empty());
}
