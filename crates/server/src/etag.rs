//! Entity tags: what an answer depends on, in a few letters.
//!
//! Tags are weak: the same search answered twice differs in `took_us`, and compression changes the bytes.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use std::convert::Infallible;

/// The weak tag of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityTag(String);

impl EntityTag {
    /// The tag of what `call` answers to `request` in a generation, by this version of the service.
    pub(crate) fn new(call: &str, generation: &str, request: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in [env!("CARGO_PKG_VERSION"), call, generation, request] {
            hasher.update(&part.len().to_be_bytes()).update(part.as_bytes());
        }
        Self(format!("W/\"{}\"", &hasher.finalize().to_hex()[..32]))
    }

    pub(crate) fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }

    fn opaque(&self) -> &str {
        self.0.trim_start_matches("W/")
    }
}

/// The tags that a caller has answers for. Only `GET` and `HEAD` ask so; a `POST` has none.
#[derive(Debug, Clone, Default)]
pub(crate) struct IfNoneMatch {
    any: bool,
    opaque: Vec<String>,
}

impl IfNoneMatch {
    /// Whether the caller has the answer already. `*` is any answer that there is, so ask only about one that is.
    pub(crate) fn has(&self, tag: &EntityTag) -> bool {
        self.any || self.names(tag)
    }

    /// Whether the caller names the tag; an answer need not be there yet.
    pub(crate) fn names(&self, tag: &EntityTag) -> bool {
        self.opaque.iter().any(|opaque| opaque == tag.opaque())
    }

    fn read(headers: &HeaderMap) -> Self {
        let mut read = Self::default();
        for value in headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
        {
            // A tag of another service may hold a comma; it then matches nothing, as it should.
            for tag in value.split(',').map(str::trim) {
                match tag {
                    "*" => read.any = true,
                    tag => read.opaque.push(tag.trim_start_matches("W/").to_owned()),
                }
            }
        }
        read
    }
}

impl<S: Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asks = matches!(parts.method, Method::GET | Method::HEAD);
        Ok(if asks {
            Self::read(&parts.headers)
        } else {
            Self::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(values: &[&str]) -> IfNoneMatch {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::IF_NONE_MATCH, HeaderValue::from_str(value).unwrap());
        }
        IfNoneMatch::read(&headers)
    }

    #[test]
    fn a_tag_depends_on_every_part() {
        let tag = EntityTag::new("search", "g1", "q");
        assert_eq!(tag, EntityTag::new("search", "g1", "q"));
        for other in [
            ("facet", "g1", "q"),
            ("search", "g2", "q"),
            ("search", "g1", "r"),
            ("search", "g1q", ""),
        ] {
            assert_ne!(tag, EntityTag::new(other.0, other.1, other.2));
        }
    }

    #[test]
    fn tags_compare_weakly_and_in_lists() {
        let tag = EntityTag::new("search", "g1", "q");
        let strong = tag.opaque().to_owned();
        assert!(asking(&[&tag.0]).has(&tag) && asking(&[&strong]).has(&tag));
        assert!(asking(&[&format!("\"a\", {}", tag.0)]).names(&tag));
        assert!(asking(&["\"a\"", &tag.0]).names(&tag));
        assert!(asking(&["*"]).has(&tag) && !asking(&["*"]).names(&tag));
        assert!(!asking(&[]).has(&tag) && !asking(&["\"a\""]).has(&tag));
    }
}
