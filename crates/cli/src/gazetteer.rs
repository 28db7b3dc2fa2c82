//! Where the gazetteer comes from: the folder that was named, else the one beside the data, else the one built in.

use crate::settings::Settings;
use anyhow::Context;
use daybook_entities::{Gazetteer, GazetteerSource};
use daybook_ingest::Knowledge;
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

const BESIDE: &str = "index-data/gazetteer";

/// Reads the gazetteer's files.
pub(crate) fn knowledge(settings: &Settings) -> anyhow::Result<Knowledge> {
    let folder = match &settings.gazetteer {
        Some(folder) => {
            anyhow::ensure!(
                folder.is_dir(),
                "there is no gazetteer folder {}: name one with --gazetteer, or leave it out for the one built in",
                folder.display()
            );
            Some(folder.as_path())
        }
        None => Some(Path::new(BESIDE)).filter(|folder| folder.is_dir()),
    };
    let sources = match folder {
        Some(folder) => Gazetteer::read_directory(folder)
            .with_context(|| format!("cannot read the gazetteer in {}", folder.display()))?,
        None => BUILT_IN
            .iter()
            .map(|(name, text)| GazetteerSource {
                name: (*name).to_owned(),
                text: (*text).to_owned(),
            })
            .collect(),
    };
    Ok(Knowledge::new(sources))
}
