//! How the engine is to search: the synonyms in use, and how long a search may take.

use crate::failure::Failure;
use crate::settings::Settings;
use daybook_engine_tantivy::{EngineOptions, TantivyEngine};
use daybook_search::Synonyms;
use std::path::Path;

const BESIDE: &str = "index-data/synonyms.toml";

/// Opens the index with the synonyms in use: those that were named, else those beside the data, else those built in.
pub(crate) fn open_engine(settings: &Settings) -> Result<TantivyEngine, Failure> {
    let beside = || Some(Path::new(BESIDE)).filter(|file| file.is_file());
    let synonyms = match settings.synonyms.as_deref().or_else(beside) {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::usage(format!("cannot read the synonyms in {}: {error}", path.display()))
            })?;
            Synonyms::parse(&path.display().to_string(), &text)
        }
        None => Synonyms::built_in(),
    };
    let options = EngineOptions {
        synonyms: synonyms.map_err(|error| Failure::usage(error.to_string()))?,
        budget: settings.search_time,
    };
    Ok(TantivyEngine::open_with(&settings.data_dir, &options)?)
}
