//! The documents: what they name must be there, or newcomers are sent astray.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The targets of a document's links to places in the repository.
fn links(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .collect()
}

#[test]
fn every_place_that_a_document_links_to_is_there() {
    for (document, least) in [("README.md", 2), ("ARCHITECTURE.md", 30)] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        let links = links(&text);
        assert!(links.len() >= least, "{document} has {} links", links.len());
        for link in links {
            assert!(
                root().join(link).exists(),
                "{document} links to {link}, which is not there"
            );
        }
    }
}

#[test]
fn the_architecture_names_every_dependency_and_no_other() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, table) = text.split_once("## Dependencies").unwrap();
    let named: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next())
        .flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`')))
        .collect();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[workspace.dependencies]").unwrap();
    let used: Vec<&str> = dependencies
        .lines()
        .take_while(|line| !line.starts_with("[workspace.lints"))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim())
        .filter(|name| !name.starts_with('#') && !name.starts_with("daybook-"))
        .collect();
    for name in &used {
        assert!(named.contains(name), "ARCHITECTURE.md gives no reason for {name}");
    }
    for name in named {
        assert!(
            used.contains(&name),
            "ARCHITECTURE.md gives a reason for {name}, which is not used"
        );
    }
}

#[test]
fn every_make_target_of_the_readme_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let makefile = fs::read_to_string(root().join("Makefile")).unwrap();
    let targets: Vec<&str> = readme
        .split("`make ")
        .skip(1)
        .chain(readme.split("\nmake ").skip(1))
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphabetic()).next())
        .collect();
    assert!(targets.contains(&"run") && targets.contains(&"test"));
    for target in targets {
        assert!(
            makefile.contains(&format!("\n{target}:")),
            "the README names `make {target}`"
        );
    }
}
