//! Archives on disk.

use super::*;
use crate::manifest::MANIFEST_NAME;
use std::fs;
use tempfile::TempDir;

/// A folder with these files; a name that ends in a slash is a folder.
fn archive(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(if name.ends_with('/') {
            &path
        } else {
            path.parent().unwrap()
        })
        .unwrap();
        if !name.ends_with('/') {
            fs::write(path, text).unwrap();
        }
    }
    folder
}

/// The result with the folder's own path masked.
fn shown(folder: &TempDir, arguments: &[&str]) -> String {
    let paths: Vec<PathBuf> = arguments.iter().map(|name| folder.path().join(name)).collect();
    let Archive {
        roots,
        sources,
        skipped,
        ignored,
        warnings,
        ..
    } = discover(&paths).unwrap();
    let mut lines: Vec<String> = Vec::new();
    lines.extend(roots.iter().map(|root| format!("root {}", root.path.display())));
    lines.extend(
        sources
            .iter()
            .map(|Source { path, relative, root }| format!("page {relative} {root} {}", path.display())),
    );
    lines.extend(
        skipped
            .iter()
            .map(|SkippedPage { path, reason }| format!("skipped {}: {reason}", path.display())),
    );
    lines.extend(
        ignored
            .iter()
            .map(|(extension, count)| format!("ignored {count} {extension:?}")),
    );
    lines.extend(warnings.iter().map(|warning| format!("warning {warning}")));
    lines
        .join("\n")
        .replace(&folder.path().display().to_string(), "DIR")
        .replace("DIR/\n", "DIR\n")
}

fn mixed() -> TempDir {
    archive(&[
        (MANIFEST_NAME, "pages.\"nowhere.txt\".title = \"x\""),
        ("b.txt", "b"),
        ("a/z.TXT", "z"),
        ("a/page.jsonl", "x"),
        ("a/crawl.warc.gz", "x"),
        ("a/archive.toml", "title = \"x\""),
        ("a/picture.PNG", "x"),
        ("notes", "x"),
        (".hidden.txt", "x"),
        (".git/c.txt", "x"),
        ("gazetteer/d.txt", "x"),
        ("a/gazetteer/e.txt", "e"),
        ("folder.txt/f.txt", "f"),
    ])
}

#[test]
fn a_folder_is_searched_and_all_is_accounted_for() {
    insta::assert_snapshot!(shown(&mixed(), &[""]), @r#"
    root DIR
    page a/crawl.warc.gz 0 DIR/a/crawl.warc.gz
    page a/gazetteer/e.txt 0 DIR/a/gazetteer/e.txt
    page a/page.jsonl 0 DIR/a/page.jsonl
    page a/z.TXT 0 DIR/a/z.TXT
    page b.txt 0 DIR/b.txt
    page folder.txt/f.txt 0 DIR/folder.txt/f.txt
    skipped DIR/folder.txt: is a folder with the name of a page: rename it, or the page; the pages in it are read
    ignored 1 ""
    ignored 1 "png"
    warning "DIR/a/archive.toml" is not at the archive's root and is ignored: give its folder as an archive of its own, or move its settings up
    warning DIR/archive.toml:1: no page fits "nowhere.txt": check the spelling, or remove the key
    "#);
}

#[test]
fn a_file_belongs_to_the_archive_around_it() {
    insta::assert_snapshot!(shown(&mixed(), &["folder.txt/f.txt", "a/page.jsonl", "notes"]), @r#"
    root DIR
    root DIR/a
    page folder.txt/f.txt 0 DIR/folder.txt/f.txt
    page page.jsonl 1 DIR/a/page.jsonl
    skipped DIR/notes: not a file that is read: rename it if it holds pages: .txt, .html, .jsonl, .warc or .wet, and these with .gz or .zst after it
    "#);
    let bare = archive(&[("x/y.txt", "y")]);
    assert_eq!(shown(&bare, &["x/y.txt"]), "root DIR/x\npage y.txt 0 DIR/x/y.txt");
}

#[test]
fn what_a_shell_makes_of_a_star_is_understood() {
    let folder = archive(&[
        (MANIFEST_NAME, "pages.\"a.txt\".title = \"x\""),
        ("a.txt", "a"),
        ("gazetteer/d.txt", "x"),
        ("gazetteer/people.toml", "x"),
        ("bare/gazetteer/e.txt", "e"),
        ("README.md", "x"),
    ]);
    let star = ["README.md", "a.txt", MANIFEST_NAME, "gazetteer", "bare/gazetteer"];
    insta::assert_snapshot!(shown(&folder, &star), @r#"
    root DIR
    root DIR/bare/gazetteer
    page a.txt 0 DIR/a.txt
    page e.txt 1 DIR/bare/gazetteer/e.txt
    skipped DIR/README.md: not a file that is read: rename it if it holds pages: .txt, .html, .jsonl, .warc or .wet, and these with .gz or .zst after it
    "#);
    assert_eq!(shown(&folder, &[MANIFEST_NAME, "gazetteer"]), "");
}

#[test]
fn the_root_is_looked_for_eight_levels_up() {
    for (levels, root) in [(8, "DIR"), (9, "DIR/d/d/d/d/d/d/d/d/d")] {
        let file = format!("{}x.txt", "d/".repeat(levels));
        let folder = archive(&[(MANIFEST_NAME, ""), (&file, "x")]);
        let shown = shown(&folder, &[&file]);
        assert!(shown.starts_with(&format!("root {root}\n")), "{shown}");
    }
}

#[test]
fn the_order_of_arguments_does_not_matter_and_nothing_counts_twice() {
    let folder = archive(&[
        ("one/a.txt", "a"),
        ("one/deep/b.txt", "b"),
        ("two/a.txt", "a"),
        ("two/notes.md", "x"),
    ]);
    let expected = shown(&folder, &["one", "two"]);
    insta::assert_snapshot!(expected, @r#"
    root DIR/one
    root DIR/two
    page a.txt 0 DIR/one/a.txt
    page a.txt 1 DIR/two/a.txt
    page deep/b.txt 0 DIR/one/deep/b.txt
    ignored 1 "md"
    "#);
    assert_eq!(shown(&folder, &["two", "one", "two", "one/a.txt"]), expected);
    let nested = shown(&folder, &["one/deep", "one"]);
    assert!(
        nested.contains("page deep/b.txt 0 ") && !nested.contains("page b.txt"),
        "{nested}"
    );
}

#[test]
fn a_missing_argument_is_an_error() {
    insta::assert_snapshot!(
        discover(&[PathBuf::from("no/such.txt")]).unwrap_err(),
        @r#"no such file or folder: "no/such.txt": check the spelling, and that the path is relative to the current folder"#
    );
    assert!(discover(&[]).unwrap().sources.is_empty());
}

#[test]
fn a_wrong_manifest_is_an_error() {
    let folder = archive(&[(MANIFEST_NAME, "title = 7")]);
    assert!(matches!(
        discover(&[folder.path().to_owned()]),
        Err(ArchiveError::ManifestKey { line: 1, .. })
    ));
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = archive(&[("real/b.txt", "b"), ("elsewhere/c.txt", "c")]);
    let at = |name: &str| folder.path().join(name);
    symlink(at("real"), at("real/loop")).unwrap();
    symlink(at("real/b.txt"), at("real/a.txt")).unwrap();
    symlink(at("elsewhere"), at("real/linked")).unwrap();
    symlink(at("nothing"), at("real/gone.txt")).unwrap();
    insta::assert_snapshot!(shown(&folder, &["real"]), @r#"
    root DIR/real
    page b.txt 0 DIR/real/b.txt
    page linked/c.txt 0 DIR/real/linked/c.txt
    skipped DIR/real/gone.txt: not there any more: it vanished, or is a link to nothing
    warning "DIR/real/loop" is a link that leads back to "DIR/real": its pages are read there
    "#);
}

#[cfg(unix)]
#[test]
fn folders_without_permission_are_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = archive(&[("locked/a.txt", "a"), ("b.txt", "b")]);
    let locked = folder.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let everything_is_allowed = fs::read_dir(&locked).is_ok();
    let shown = shown(&folder, &[""]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    if !everything_is_allowed {
        assert!(
            shown.contains("skipped DIR/locked: no permission to read it"),
            "{shown}"
        );
    }
}

#[test]
fn stems() {
    let stem = |relative: &str| {
        Source {
            path: PathBuf::new(),
            relative: relative.to_owned(),
            root: 0,
        }
        .stem()
        .to_owned()
    };
    assert_eq!(stem("a/live.28.11.12.txt"), "live.28.11.12");
    assert_eq!(stem("live.txt"), "live");
}
