//! Mistakes at the terminal: what they are told, and the exit status that scripts rely on.

use daybook_tests::{Run, Sandbox, poll};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

const PAGE: &str = "---\ndate: 2015-03-09\n---\n5pm The CQC wrote.\n\n9am Good morning.\n";

fn snapshot(name: &str, runs: &[Run]) {
    let told: Vec<String> = runs.iter().map(Run::masked).collect();
    insta::assert_snapshot!(name, told.join("\n"));
}

/// Breaks if a mistake in the call has another exit status than 2, or is not pointed at.
#[test]
fn mistakes_in_the_call() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/live.txt", PAGE);
    sandbox.run(&["index", "pages"]).expect(0);
    sandbox.write("wrong.toml", "listen = \"127.0.0.1:0\"\ndata_dir = \"x\"\n");
    let calls: &[&[&str]] = &[
        &["index"],
        &["indx", "pages"],
        &["index", "pages", "--fast"],
        &["search"],
        &["search", "(waiting times"],
        &["search", "Zoë’s \"waiting times"],
        &["search", "colour:red"],
        &["search", "a", "--from", "March"],
        &["search", "a", "--sort", "best"],
        &["search", "a", "--facets", "place"],
        &["search", "a", "--limit", "-1"],
        &["search", "a", "--format", "xml"],
        &["serve", "--listen", "localhost"],
        &["serve", "--listen", "127.0.0.1:0", "--log", "a=b=c"],
        &["stats", "--config", "nowhere.toml"],
        &["stats", "--config", "wrong.toml"],
    ];
    let runs: Vec<Run> = calls.iter().map(|call| sandbox.run(call).expecting(2)).collect();
    snapshot("calls", &runs);
}

/// Breaks if an archive that is not there or not as it should be is indexed all the same, or the message does not
/// lead to the place: exit status 1, and no index.
#[test]
fn mistakes_in_the_archive() {
    let sandbox = Sandbox::new();
    sandbox.write("empty/notes.doc", "no page");
    for (folder, manifest) in [
        (
            "misspelt",
            "title = \"Live\"\n\n[pages.\"live.txt\"]\ndat = \"2015-03-09\"\n",
        ),
        ("misdated", "[pages.\"live.txt\"]\ndate = \"2015-02-30\"\n"),
        ("no-toml", "title = \"Live\"\npublication = Care Weekly\n"),
        ("nowhere-zone", "\ntimezone = \"Europe/Atlantis\"\n"),
    ] {
        sandbox.write(&format!("{folder}/live.txt"), PAGE);
        sandbox.write(&format!("{folder}/archive.toml"), manifest);
    }
    sandbox.write("pages/live.txt", PAGE);
    sandbox.write(
        "wrong-gazetteer/organisations/a.toml",
        "[[organisation]]\nname = \"One\"\nkind = \"no-such-kind\"\n\n[[organisation]]\naliases = [\"Two\"]\n",
    );
    sandbox.write("no-gazetteer/organisations/a.toml", "[[organisation]\n");
    let calls: &[&[&str]] = &[
        &["index", "nowhere"],
        &["inspect", "nowhere.txt"],
        &["index", "empty"],
        &["inspect", "empty"],
        &["index", "misspelt"],
        &["index", "misdated"],
        &["index", "no-toml"],
        &["index", "nowhere-zone"],
        &["index", "pages", "--gazetteer", "nowhere"],
        &["index", "pages", "--gazetteer", "wrong-gazetteer"],
        &["inspect", "pages", "--gazetteer", "no-gazetteer"],
    ];
    let runs: Vec<Run> = calls.iter().map(|call| sandbox.run(call).expecting(1)).collect();
    assert!(!sandbox.file("index-data/index/CURRENT").exists());
    snapshot("archives", &runs);
    // An archive's own gazetteer is as strict.
    sandbox.write(
        "pages/gazetteer/organisations/own.toml",
        "\n[[organisation]]\nnmae = \"One\"\n",
    );
    let own = sandbox.run(&["index", "pages"]).expecting(1);
    assert!(own.stderr.contains("own.toml:3"), "{own}");
    // Where it is no TOML that is all there is to say of it.
    sandbox.write(
        "pages/gazetteer/organisations/own.toml",
        "[[organisation]]\nname =\n\n[[person]]\n",
    );
    for call in [&["index", "pages"][..], &["gazetteer", "check", "pages"]] {
        let own = sandbox.run(call).expecting(1);
        let told = format!("{}{}", own.stdout, own.stderr);
        assert_eq!(told.matches("own.toml:").count(), 1, "{own}");
        assert!(
            told.contains("pages/gazetteer/organisations/own.toml:2: not TOML"),
            "{own}"
        );
    }
    fs::remove_dir_all(sandbox.file("pages/gazetteer")).unwrap();
    sandbox.write(
        "pages/archive.toml",
        "title = \"x\"\n\n[[organisation]]\nname = \"Quay\"\nkind = \"quay\"\n",
    );
    let own = sandbox.run(&["index", "pages"]).expecting(1);
    assert!(
        own.stderr
            .contains("pages/archive.toml:5: organisation.kind: expected one of"),
        "{own}"
    );
    assert!(!sandbox.file("index-data/index/CURRENT").exists());
}

/// Breaks if a curator is not told of a name that means two organisations once an archive's rows are added, or is told
/// of a row that takes another's place.
#[test]
fn additions_are_checked_upon_the_gazetteer_in_use() {
    let sandbox = Sandbox::new();
    let rows = |row: &str| {
        format!("[[organisation]]\n{row}\nkind = \"union\"\n\n[pages.\"live.txt\"]\ntitle = \"x\"\n")
    };
    sandbox.write("pages/live.txt", PAGE);
    sandbox.write("pages/archive.toml", rows("name = \"Quay\"\naliases = [\"CQC\"]"));
    let clash = sandbox.run(&["gazetteer", "check", "pages"]).expecting(1);
    let told = "pages/archive.toml:3: organisation.aliases: \"CQC\" means both \"Quay\" and \"Care Quality Commission\"";
    assert!(clash.stdout.starts_with(told), "{clash}");
    assert_eq!(clash.stdout.lines().count(), 1, "{clash}");
    let index = sandbox.run(&["index", "pages"]).expecting(1);
    assert!(index.stderr.contains(told), "{index}");

    sandbox.write(
        "pages/archive.toml",
        rows("name = \"Care Quality Commission\"\naliases = [\"CQC\", \"the Quay\"]"),
    );
    sandbox.write(
        "pages/gazetteer/persons.toml",
        "[[person]]\nname = \"Ada Quayle\"\n",
    );
    for path in ["pages", "pages/archive.toml"] {
        let sound = sandbox.run(&["gazetteer", "check", path]).expecting(0);
        let told = format!("{path}: 2 files, all well upon the gazetteer built in, in place of 1 row of it");
        assert!(sound.stdout.starts_with(&told), "{sound}");
    }
    sandbox.run(&["gazetteer", "check", "pages/gazetteer"]).expect(0);
    // A name in both is a mistake, for neither comes first.
    sandbox.write(
        "pages/gazetteer/again.toml",
        "[[organisation]]\nname = \"Care Quality Commission\"\nkind = \"regulator\"\n",
    );
    let twice = sandbox.run(&["gazetteer", "check", "pages"]).expecting(1);
    assert!(
        twice
            .stdout
            .contains("\"Care Quality Commission\" is already a row at pages/archive.toml:1"),
        "{twice}"
    );
}

/// Breaks if a missing, foreign or damaged index is used, or whoever meets it is not told what to do.
#[test]
fn mistakes_with_the_index() {
    let sandbox = Sandbox::new();
    let mut runs: Vec<Run> = [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["search", "a", "--data-dir", "elsewhere"],
        &["stats"],
        &["verify"],
    ]
    .iter()
    .map(|call| sandbox.run(call).expecting(1))
    .collect();
    // Not even a folder may come of asking for an index that is not there.
    assert!(!sandbox.file("elsewhere").exists() && !sandbox.file("index-data").exists());

    sandbox.write("pages/live.txt", PAGE);
    sandbox.run(&["index", "pages"]).expect(0);
    let generation = sandbox.file(&format!("index-data/index/generations/{}", sandbox.current()));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    runs.push(
        sandbox
            .run(&["serve", "--listen", &format!("127.0.0.1:{port}")])
            .expecting(1),
    );

    // A file that has changed, and one that does not belong there.
    let pages = generation.join("pages.jsonl");
    let sound = fs::read(&pages).unwrap();
    fs::write(
        &pages,
        String::from_utf8_lossy(&sound).replace("live.txt", "life.txt"),
    )
    .unwrap();
    fs::write(generation.join("stray"), "").unwrap();
    runs.push(sandbox.run(&["verify"]).expecting(1));
    fs::remove_file(generation.join("stray")).unwrap();
    // One that is shorter, then gone.
    fs::write(&pages, &sound[1..]).unwrap();
    runs.push(sandbox.run(&["serve", "--listen", "127.0.0.1:0"]).expecting(1));
    fs::remove_file(&pages).unwrap();
    runs.push(sandbox.run(&["verify"]).expecting(1));
    runs.push(sandbox.run(&["search", "a"]).expecting(1));
    fs::write(&pages, &sound).unwrap();
    sandbox.run(&["verify"]).expect(0);

    // The manifest of another version, then one that was meddled with.
    let manifest = generation.join("manifest.json");
    let written = fs::read_to_string(&manifest).unwrap();
    let mut other: Value = serde_json::from_str(&written).unwrap();
    other["manifest"]["schema_version"] = 999.into();
    fs::write(&manifest, other.to_string()).unwrap();
    runs.push(sandbox.run(&["serve", "--listen", "127.0.0.1:0"]).expecting(1));
    runs.push(sandbox.run(&["verify"]).expecting(1));
    fs::write(&manifest, written.replace("Europe/London", "Europe/Paris")).unwrap();
    runs.push(sandbox.run(&["search", "a"]).expecting(1));
    fs::write(sandbox.file("index-data/index/CURRENT"), "../../elsewhere\n").unwrap();
    runs.push(sandbox.run(&["stats"]).expecting(1));
    snapshot("indexes", &runs);
}

/// Breaks if `daybook index`, which every message recommends, does not mend what they are about.
#[test]
fn a_rebuild_mends_a_damaged_index() {
    for damage in ["pages.jsonl", "manifest.json"] {
        let sandbox = Sandbox::new();
        sandbox.write("pages/live.txt", PAGE);
        sandbox.run(&["index", "pages"]).expect(0);
        let file = format!("index-data/index/generations/{}/{damage}", sandbox.current());
        sandbox.write(&file, "{}");
        let rebuilt = sandbox.run(&["index", "pages"]).expecting(0);
        assert!(
            rebuilt.stdout.contains("1 new or changed, 0 unchanged"),
            "{rebuilt}"
        );
        sandbox.run(&["verify"]).expect(0);
        assert_eq!(sandbox.serve().search(&[])["total"], 2);
    }
}

/// Breaks if an option, its explanation or an example goes missing from the help.
#[test]
fn every_command_has_help() {
    let sandbox = Sandbox::new();
    let commands = [
        "", "index", "serve", "search", "facet", "suggest", "show", "pages", "inspect", "stats", "entities",
        "entity", "verify",
    ];
    let runs: Vec<Run> = commands
        .iter()
        .map(|command| {
            let args: Vec<&str> = [*command, "--help"]
                .into_iter()
                .filter(|arg| !arg.is_empty())
                .collect();
            sandbox.run(&args).expecting(0)
        })
        .collect();
    assert!(runs.iter().all(|run| run.stdout.contains("Examples:")));
    // Nothing in it differs from run to run, and the port is part of what it says.
    let told: Vec<String> = runs
        .iter()
        .map(|run| format!("$ daybook {}\n{}", run.command, run.stdout))
        .collect();
    insta::assert_snapshot!("help", told.join("\n"));
}

/// Breaks if `daybook search ... | head -1` ends with a complaint.
#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    let sandbox = Sandbox::new();
    let entries: Vec<String> = (0..3000)
        .map(|n| format!("5pm Entry {n}: {}", "word ".repeat(30)))
        .collect();
    sandbox.write("pages/live.txt", entries.join("\n\n"));
    let mut child = sandbox
        .command(&["inspect", "pages"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    drop(stdout);
    let deadline = Duration::from_secs(20);
    let status = poll("the command ends", deadline, || child.try_wait().unwrap());
    let told = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    assert_eq!((first.as_str(), told.as_str()), ("page live (live.txt)\n", ""));
    assert_eq!(status.code(), Some(0));
}

/// Breaks if a server that is asked to stop does not, or calls it a failure.
#[cfg(unix)]
#[test]
fn a_server_stops_when_asked() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/live.txt", PAGE);
    sandbox.run(&["index", "pages"]).expect(0);
    let serving = sandbox.start(&["serve", "--listen", "127.0.0.1:0"]);
    poll("the server answers", Duration::from_secs(20), || {
        serving.printed().contains("http://").then_some(())
    });
    serving.signal("TERM");
    sandbox.finish(serving).expect(0);
}
