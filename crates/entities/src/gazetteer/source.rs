//! A gazetteer file as text, and a folder of them.

use crate::GazetteerError;
use std::{fs, path::Path};

/// The text of one gazetteer file, from wherever it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GazetteerSource {
    /// What errors and evidence call it: `organisations/national.toml`.
    pub name: String,
    /// TOML.
    pub text: String,
    /// Keys of the file's top level that are somebody else's, as in a file of settings that holds a few rows as well.
    /// Empty where the file is all gazetteer.
    pub foreign: &'static [&'static str],
}

impl GazetteerSource {
    /// A file that is all gazetteer.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            foreign: &[],
        }
    }
}

/// Reads every `*.toml` under a folder, sorted by relative path with `/` between its parts.
pub(super) fn read_directory(dir: &Path) -> Result<Vec<GazetteerSource>, GazetteerError> {
    let mut sources = Vec::new();
    descend(dir, "", &mut sources)?;
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(sources)
}

fn descend(dir: &Path, prefix: &str, sources: &mut Vec<GazetteerSource>) -> Result<(), GazetteerError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| GazetteerError::Unreadable { path, source }
    };
    for item in fs::read_dir(dir).map_err(unreadable(dir))? {
        let item = item.map_err(unreadable(dir))?;
        let path = item.path();
        let name = format!("{prefix}{}", item.file_name().to_string_lossy());
        // Follows links, as a gazetteer shared by several archives may be one.
        if fs::metadata(&path).map_err(unreadable(&path))?.is_dir() {
            descend(&path, &format!("{name}/"), sources)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            sources.push(GazetteerSource::new(name, text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_folders_in_order_and_only_toml() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("persons")).unwrap();
        fs::create_dir(dir.path().join("organisations")).unwrap();
        for name in [
            "persons/b.toml",
            "organisations/a.toml",
            "given-names.toml",
            "notes.md",
        ] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        let names: Vec<_> = read_directory(dir.path())
            .unwrap()
            .into_iter()
            .map(|s| s.name)
            .collect();
        assert_eq!(
            names,
            ["given-names.toml", "organisations/a.toml", "persons/b.toml"]
        );
    }

    #[test]
    fn says_what_it_could_not_read() {
        let error = read_directory(Path::new("no-such-folder")).unwrap_err();
        assert!(
            error.to_string().starts_with("cannot read no-such-folder"),
            "{error}"
        );
    }
}
