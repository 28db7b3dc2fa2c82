//! Style, script and icon, from the binary itself, under names that hold a digest of their content: a browser may keep
//! them for ever.

use crate::problem::{Code, Problem};
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;

/// A file that pages refer to.
struct Asset {
    /// Its path with the digest: `/assets/daybook-0123456789abcdef.css`.
    path: String,
    content_type: &'static str,
    content: &'static str,
}

impl Asset {
    fn new(ending: &str, content_type: &'static str, content: &'static str) -> Self {
        let digest = blake3::hash(content.as_bytes()).to_hex();
        Self {
            path: format!("/assets/daybook-{}.{ending}", &digest[..16]),
            content_type,
            content,
        }
    }
}

/// The style: what is common first, what makes exceptions last.
const STYLE_PARTS: &str = concat!(
    include_str!("../../assets/style/frame.css"),
    include_str!("../../assets/style/search.css"),
    include_str!("../../assets/style/charts.css"),
    include_str!("../../assets/style/reading.css"),
    include_str!("../../assets/style/knowledge.css"),
    include_str!("../../assets/style/widths.css"),
    include_str!("../../assets/style/paper.css"),
);

/// The script: what the others rely on first.
const SCRIPT_PARTS: &str = concat!(
    include_str!("../../assets/script/start.js"),
    include_str!("../../assets/script/search.js"),
    include_str!("../../assets/script/panels.js"),
    include_str!("../../assets/script/brush.js"),
    include_str!("../../assets/script/complete.js"),
    include_str!("../../assets/script/copy.js"),
    include_str!("../../assets/script/rail.js"),
);

static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new("css", "text/css; charset=utf-8", STYLE_PARTS));
static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("js", "text/javascript; charset=utf-8", SCRIPT_PARTS));
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("svg", "image/svg+xml", include_str!("../../assets/daybook.svg")));

/// Every template: what a page looks like depends on them as much as on what it shows.
const TEMPLATES: [&str; 13] = [
    include_str!("../../templates/archive.html"),
    include_str!("../../templates/base.html"),
    include_str!("../../templates/chart.html"),
    include_str!("../../templates/day.html"),
    include_str!("../../templates/entity.html"),
    include_str!("../../templates/entry.html"),
    include_str!("../../templates/facet.html"),
    include_str!("../../templates/facet_panel.html"),
    include_str!("../../templates/facet_value.html"),
    include_str!("../../templates/failure.html"),
    include_str!("../../templates/hits.html"),
    include_str!("../../templates/results.html"),
    include_str!("../../templates/search.html"),
];

/// Changes whenever a template or a file does.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for part in TEMPLATES
        .into_iter()
        .chain([&STYLE, &SCRIPT, &ICON].map(|asset| asset.content))
    {
        hasher.update(&part.len().to_be_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
});

/// Where the style is.
pub(super) fn style() -> &'static str {
    &STYLE.path
}

/// Where the script is.
pub(super) fn script() -> &'static str {
    &SCRIPT.path
}

/// Where the icon is.
pub(super) fn icon() -> &'static str {
    &ICON.path
}

/// What pages look like, as one word.
pub(super) fn version() -> &'static str {
    &VERSION
}

/// `GET /assets/{file}`.
pub(super) async fn asset(file: Result<Path<String>, PathRejection>) -> Result<Response, Problem> {
    let Path(file) = file?;
    let path = format!("/assets/{file}");
    let Some(asset) = [&STYLE, &SCRIPT, &ICON]
        .into_iter()
        .find(|asset| asset.path == path)
    else {
        return Err(Problem::new(
            Code::NoSuchPath,
            format!("there is no file {path}: pages name the files that go with them"),
        ));
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    Ok((headers, asset.content).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_counts_towards_the_version() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        assert_eq!(files.len(), TEMPLATES.len());
        assert!(files.iter().all(|file| TEMPLATES.contains(&file.as_str())));
    }
}
