//! What a page's JSON-LD says: the posts of a `LiveBlogPosting`, and of any article its title, address and date.
//!
//! Sites write it by template: twice on a page, in a `@graph`, in lists of lists, with raw line ends in strings, with
//! markup in texts. What cannot be read is a warning, for the page itself is still there.

use super::facts::{text, whole_address};
use super::fragment;
use super::tree::{Placed, element};
use crate::{Moment, Published};
use ego_tree::Tree;
use serde_json::{Map, Value};

/// A script of JSON-LD holds so many bytes at most; those of the longest live blogs have a million or two.
const MAX_SCRIPT: usize = 8 * 1024 * 1024;

/// What a page's JSON-LD says.
#[derive(Debug, Default)]
pub(super) struct JsonLd {
    /// The posts of its live blog, in the order in which they are written.
    pub(super) posts: Vec<JsonPost>,
    pub(super) headline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) warnings: Vec<String>,
    /// How sure it is that the three above are of the page and not of something on it.
    rank: u8,
}

/// A post of a `LiveBlogPosting`.
#[derive(Debug)]
pub(super) struct JsonPost {
    pub(super) published: Option<Published>,
    pub(super) url: Option<String>,
    /// Headline and paragraphs.
    pub(super) lines: Vec<String>,
}

/// Reads every script of JSON-LD on the page.
pub(super) fn json_ld(tree: &Tree<Placed>) -> JsonLd {
    let mut found = JsonLd::default();
    let scripts = tree.root().descendants().filter(|node| {
        element(*node).is_some_and(|element| {
            element.tag() == "script"
                && element
                    .attribute("type")
                    .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/ld+json"))
        })
    });
    for (number, script) in (1..).zip(scripts) {
        match parsed(&text(script)) {
            Ok(value) => found.walk(&value),
            Err(problem) => found
                .warnings
                .push(format!("its JSON-LD, script {number}, is left out: {problem}")),
        }
    }
    found
}

/// The JSON of a script, without what templates put around it.
fn parsed(script: &str) -> Result<Value, String> {
    if script.len() > MAX_SCRIPT {
        return Err(format!("longer than {MAX_SCRIPT} bytes"));
    }
    let mut json = script.trim();
    for (open, close) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")] {
        json = json.strip_prefix(open).unwrap_or(json).trim();
        json = json.strip_suffix(close).unwrap_or(json).trim();
    }
    let json = json.trim_end_matches(';');
    serde_json::from_str(json).or_else(|error| {
        // Line ends in the middle of strings.
        let spaced: String = json
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&spaced).map_err(|_| error.to_string())
    })
}

impl JsonLd {
    /// Walks a value, outermost first. The reader of JSON bounds its depth.
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(value)),
            Value::Object(object) => {
                self.take(object);
                for (key, inner) in object {
                    if key != "liveBlogUpdate" && (inner.is_object() || inner.is_array()) {
                        self.walk(inner);
                    }
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, object: &Map<String, Value>) {
        let live = is_a(object, "LiveBlogPosting");
        if live {
            let mut posts = Vec::new();
            object
                .get("liveBlogUpdate")
                .into_iter()
                .for_each(|updates| gather(updates, &mut posts));
            // Some pages carry the same live blog twice.
            if posts.len() > self.posts.len() {
                self.posts = posts;
            }
        }
        let article = [
            "NewsArticle",
            "Article",
            "ReportageNewsArticle",
            "BlogPosting",
            "AnalysisNewsArticle",
        ];
        let rank = match () {
            () if live => 3,
            () if article.iter().any(|kind| is_a(object, kind)) => 2,
            () if is_a(object, "WebPage") => 1,
            () => 0,
        };
        if rank > self.rank {
            self.rank = rank;
            self.headline = string(object, &["headline", "name"]).or(self.headline.take());
            self.url = string(object, &["url", "mainEntityOfPage", "@id"])
                .and_then(|url| whole_address(&url))
                .or(self.url.take());
            self.published = published(object).or(self.published.take());
        }
    }
}

/// Adds the posts of a list, or of lists in it.
fn gather(updates: &Value, posts: &mut Vec<JsonPost>) {
    match updates {
        Value::Array(updates) => updates.iter().for_each(|update| gather(update, posts)),
        Value::Object(update) => posts.extend(post(update)),
        _ => {}
    }
}

fn post(update: &Map<String, Value>) -> Option<JsonPost> {
    let headline = string(update, &["headline", "name", "alternativeHeadline"]);
    let body = string(update, &["articleBody", "text", "body", "description"]);
    let mut lines = body.map(|body| fragment::lines(&body)).unwrap_or_default();
    if let Some(headline) = headline {
        let headline = fragment::lines(&headline).join(" ");
        let begins = lines.first().is_some_and(|first| repeats(first, &headline));
        if !headline.is_empty() && !begins {
            lines.insert(0, headline);
        }
    }
    (!lines.is_empty()).then(|| JsonPost {
        published: published(update),
        url: string(update, &["url", "@id", "mainEntityOfPage"]),
        lines,
    })
}

/// Whether a headline is but the beginning of the text, perhaps cut off.
fn repeats(text: &str, headline: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let headline = letters(headline.trim_end_matches(['…', '.']));
    letters(text).to_lowercase().starts_with(&headline.to_lowercase())
}

fn published(object: &Map<String, Value>) -> Option<Published> {
    ["datePublished", "dateCreated"].into_iter().find_map(|key| {
        let written = string(object, &[key])?;
        let moment = Moment::read(&written)?;
        Some(Published {
            moment,
            evidence: format!("{key}: {written}"),
        })
    })
}

/// Whether an object is of the type, with or without the vocabulary's name before it.
fn is_a(object: &Map<String, Value>, wanted: &str) -> bool {
    let is = |value: &Value| {
        value
            .as_str()
            .and_then(|kind| kind.rsplit(['/', ':', '#']).next())
            .is_some_and(|kind| kind == wanted)
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// The first of the keys that holds a text, which may be wrapped: `{"@value": ...}`, `{"@id": ...}`, a list of one.
fn string(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    let unwrapped = |value: &Value| -> Option<String> {
        let value = match value {
            Value::Array(values) => values.first()?,
            value => value,
        };
        let text = match value {
            Value::String(text) => text.as_str(),
            Value::Object(wrapped) => ["@value", "@id"]
                .iter()
                .find_map(|key| wrapped.get(*key)?.as_str())?,
            _ => return None,
        };
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    keys.iter().find_map(|key| unwrapped(object.get(*key)?))
}
