//! Archives as they are found: files that are no pages, in encodings of their time.

use crate::catalogue::{collect, text};
use daybook_tests::Sandbox;
use std::collections::BTreeMap;

const UNREADABLE: &str = "pages/unreadable.txt";

fn archive() -> Sandbox {
    let sandbox = Sandbox::new();
    let page = "5pm The trust’s “plan” – £5m – was read by Zoë.\n\n9am Good morning.\n";
    // Two pages of one text are one page.
    let titled = |title: &str| format!("---\ntitle: {title}\n---\n{title}\n\n{page}");
    sandbox.write("pages/good.txt", page);
    sandbox.write("pages/folder.txt/inside.txt", titled("Inside"));
    sandbox.write("pages/binary.txt", b"5pm \x00\x01\x02 \xff\xfe");
    sandbox.write("pages/empty.txt", "");
    sandbox.write("pages/blank.txt", " \n\t\r\n\u{a0}\n");
    sandbox.write("pages/front-matter-only.txt", "---\ntitle: Nothing\n---\n\n");
    sandbox.write("pages/lines.jsonl", "{\"text\": 5}\n");
    sandbox.write("pages/notes.doc", "no page");
    sandbox.write(
        "pages/windows.txt",
        b"5pm The trust\x92s \x93plan\x94 \x96 \xa35m \x96 was read by Zo\xeb.\r\n\r\n9am Good morning.\r\n",
    );
    let utf16 = |page: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(page.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    sandbox.write("pages/utf16.txt", utf16(&titled("UTF-16")));
    sandbox.write("pages/utf16-cut.txt", [&utf16(page)[..], &[0x3d, 0xd8]].concat());
    sandbox
}

/// Breaks if a page that cannot be read stops a rebuild, goes missing without a word, or leaves the exit status at 0;
/// or if an encoding of its time turns into rubbish.
#[test]
fn what_cannot_be_read_is_reported_and_the_rest_indexed() {
    let sandbox = archive();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("nowhere.txt", sandbox.file("pages/broken-link.txt")).unwrap();
        symlink("../pages", sandbox.file("pages/circle")).unwrap();
        symlink("self.txt", sandbox.file("pages/self.txt")).unwrap();
    }
    let run = sandbox.run(&["index", "pages"]).expecting(3);
    // Elsewhere the system has other words and other links.
    if cfg!(target_os = "linux") {
        insta::assert_snapshot!("index", run.masked());
    }
    let inspected = sandbox
        .run(&["inspect", "pages", "--format", "json"])
        .expecting(3);
    assert_eq!(inspected.stdout.lines().count(), 4, "{inspected}");

    let server = sandbox.serve();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for hit in collect(&server, &[("sort", "oldest")], 100) {
        texts
            .entry(text(&hit["page"]["source"]))
            .or_default()
            .push(text(&hit["text"]));
    }
    let pages: Vec<&str> = texts.keys().map(String::as_str).collect();
    assert_eq!(
        pages,
        ["folder.txt/inside.txt", "good.txt", "utf16.txt", "windows.txt"]
    );
    for (page, mut entries) in texts {
        entries.sort_unstable();
        assert_eq!(
            entries,
            ["Good morning.", "The trust’s “plan” – £5m – was read by Zoë."],
            "{page}"
        );
    }
    // The next rebuild says so again, though nothing is new.
    let again = sandbox.run(&["index", "pages"]).expecting(3);
    assert!(
        again.stdout.contains("0 new or changed, 4 unchanged, 0 gone"),
        "{again}"
    );
    assert!(again.stderr.contains("binary.txt: not text"), "{again}");
}

/// Breaks if a page without permission is taken for one that is gone.
#[cfg(unix)]
#[test]
fn a_page_without_permission_is_reported() {
    use std::fs::{Permissions, read, set_permissions};
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("pages/good.txt", "9am Good morning.\n");
    sandbox.write(UNREADABLE, "9am Secret.\n");
    set_permissions(sandbox.file(UNREADABLE), Permissions::from_mode(0o000)).unwrap();
    if read(sandbox.file(UNREADABLE)).is_ok() {
        eprintln!("skipped: the administrator may read every file");
        return;
    }
    let run = sandbox.run(&["index", "pages"]).expecting(3);
    assert!(run.stderr.contains(&format!("skipped {UNREADABLE}: ")), "{run}");
    assert!(run.stdout.contains("indexed 1 page with 1 entry"), "{run}");
}

/// Breaks if an archive of nothing but bad pages replaces a good index.
#[test]
fn an_archive_without_a_page_leaves_the_index_as_it_was() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/good.txt", "9am Good morning.\n");
    sandbox.run(&["index", "pages"]).expect(0);
    sandbox.write("bad/binary.txt", b"\x00");
    let run = sandbox.run(&["index", "bad"]).expecting(1);
    assert!(run.stderr.contains("binary.txt"), "{run}");
    assert_eq!(sandbox.generations(), [sandbox.current()]);
    sandbox.run(&["verify"]).expect(0);
    assert_eq!(sandbox.serve().search(&[("q", "morning")])["total"], 1);
}
