//! Where the gazetteer comes from: the folder that was named, else the one beside the data, else the one built in.

use crate::settings::Settings;
use anyhow::Context;
use daybook_entities::{Gazetteer, GazetteerSource};
use daybook_ingest::Knowledge;
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

const BESIDE: &str = "index-data/gazetteer";

/// Reads the gazetteer that is in use.
pub(crate) fn knowledge(settings: &Settings) -> anyhow::Result<Knowledge> {
    Ok(Knowledge::new(sources(in_use(settings))?))
}

/// The folder of the gazetteer that is in use; `None` is the one built in.
pub(crate) fn in_use(settings: &Settings) -> Option<&Path> {
    let beside = || Some(Path::new(BESIDE)).filter(|folder| folder.is_dir());
    settings.gazetteer.as_deref().or_else(beside)
}

/// Reads the files of a gazetteer's folder, or those of the one built in.
pub(crate) fn sources(folder: Option<&Path>) -> anyhow::Result<Vec<GazetteerSource>> {
    let Some(folder) = folder else {
        let built_in = |(name, text): &(&str, &str)| GazetteerSource::new(*name, *text);
        return Ok(BUILT_IN.iter().map(built_in).collect());
    };
    anyhow::ensure!(
        folder.is_dir(),
        "there is no gazetteer folder {}: name one with --gazetteer, or leave it out for the one built in",
        folder.display()
    );
    Gazetteer::read_directory(folder)
        .with_context(|| format!("cannot read the gazetteer in {}", folder.display()))
}
