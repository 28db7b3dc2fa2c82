//! The addresses of pages. Every state of the search page has one.

use daybook_model::{EntityKind, EntryId};
use url::form_urlencoded::{Serializer, byte_serialize};

/// The state of a search as it stands in an address: the parameters of REST by their names, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Address {
    pairs: Vec<(String, String)>,
}

/// Parameters that say when.
pub(super) const DATES: [&str; 3] = ["date", "from", "to"];

impl Address {
    pub(super) fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            pairs: pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        }
    }

    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The first value of a parameter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(other, _)| other == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// With one more value. What changes the hits begins at their first page.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.without(name, value);
        changed.pairs.push((name.to_owned(), value.to_owned()));
        changed
    }

    /// Without one value.
    pub(super) fn without(&self, name: &str, value: &str) -> Self {
        self.keeping(|(other, given)| !(other == name && given == value))
    }

    /// With these values in place of all that the named parameters have.
    pub(super) fn replacing(&self, names: &[&str], new: &[(&str, &str)]) -> Self {
        let mut changed = self.keeping(|(name, _)| !names.contains(&name.as_str()));
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        changed.pairs.extend(new.iter().map(owned));
        changed
    }

    fn keeping(&self, keep: impl Fn(&(String, String)) -> bool) -> Self {
        let kept = self.pairs.iter().filter(|pair| pair.0 != "cursor" && keep(pair));
        Self {
            pairs: kept.cloned().collect(),
        }
    }

    /// The query string, without its question mark.
    pub(super) fn query(&self) -> String {
        Serializer::new(String::new())
            .extend_pairs(self.pairs.iter())
            .finish()
    }

    /// The search page in this state.
    pub(super) fn href(&self) -> String {
        self.href_at("/")
    }

    /// Another path with the same parameters.
    pub(super) fn href_at(&self, path: &str) -> String {
        if self.pairs.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", self.query())
        }
    }
}

/// A part of a path; what is no letter or digit is encoded.
pub(super) fn segment(text: &str) -> String {
    byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

/// Where an entry is.
pub(crate) fn entry(id: &EntryId) -> String {
    format!("/entries/{}/{}", segment(&id.page), id.seq)
}

/// Where a live blog is.
pub(super) fn page(id: &str) -> String {
    format!("/pages/{}", segment(id))
}

/// Where an organisation or person is.
pub(super) fn entity(kind: EntityKind, slug: &str) -> String {
    format!("/entities/{kind}/{}", segment(slug))
}

/// The address that a page says it was published at, if a browser may follow it: an archive may say anything.
pub(super) fn outside(url: Option<&str>) -> Option<&str> {
    let url = url?.trim();
    let lower = url.get(..8)?.to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address::new(
            [
                ("q", "A&E"),
                ("organisation", "unison"),
                ("from", ""),
                ("cursor", "ab"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
    }

    #[test]
    fn a_state_is_changed_by_its_address() {
        assert_eq!(address().href(), "/?q=A%26E&organisation=unison&cursor=ab");
        assert_eq!(
            address().with("person", "una-odell").href(),
            "/?q=A%26E&organisation=unison&person=una-odell"
        );
        assert_eq!(
            address().with("organisation", "unison").href(),
            "/?q=A%26E&organisation=unison"
        );
        assert_eq!(address().without("organisation", "unison").href(), "/?q=A%26E");
        assert_eq!(
            address()
                .replacing(&["q", "organisation"], &[("date", "2015")])
                .href(),
            "/?date=2015"
        );
        assert_eq!(Address::default().href(), "/");
    }

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert_eq!(
            outside(Some(" HTTPS://a.example/x ")),
            Some("HTTPS://a.example/x")
        );
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "é",
            "",
            "httpx://a",
        ] {
            assert_eq!(outside(Some(url)), None, "{url}");
        }
    }

    #[test]
    fn parts_of_paths_are_encoded() {
        assert_eq!(segment("live-é/?#"), "live-%C3%A9%2F%3F%23");
    }
}
