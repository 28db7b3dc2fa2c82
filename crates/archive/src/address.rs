//! When two addresses are those of one page.

use url::Url;

/// Parameters that say where a reader came from, not what the page is. Those that begin with `utm_` are of this kind
/// too.
const TRACKING: [&str; 14] = [
    "_ga", "_gl", "dclid", "fbclid", "gbraid", "gclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid",
    "twclid", "wbraid", "yclid",
];

/// Parameters that tell the parts of a long page.
const PARTS: [&str; 7] = ["page", "paged", "pageno", "pagenum", "pg", "offset", "start"];

/// What is left of an address when all is taken away that does not tell pages apart: two addresses with the same rest
/// are those of one page.
///
/// Taken away are the scheme, `www.`, the scheme's own port, user names, the fragment, slashes at the end and
/// parameters for tracking (`utm_source`, `fbclid`). Other parameters stay, in their order: `?page=2` is another page.
/// What cannot be read as an address is kept as it is.
///
/// ```
/// use daybook_archive::same_address;
/// assert_eq!(same_address("http://www.example.org/live/?utm_source=x&page=2#top"), "example.org/live?page=2");
/// assert_eq!(same_address("https://Example.org/live/?page=2"), "example.org/live?page=2");
/// ```
pub fn same_address(address: &str) -> String {
    let address = address.trim();
    let parsed = if address.contains("://") {
        Url::parse(address)
    } else {
        Url::parse(&format!("http://{}", address.trim_start_matches('/')))
    };
    let Some((url, host)) = parsed.ok().and_then(|url| {
        let host = url.host_str()?.to_owned();
        Some((url, host))
    }) else {
        return address.to_owned();
    };
    let mut rest = host
        .strip_prefix("www.")
        .unwrap_or(&host)
        .trim_end_matches('.')
        .to_owned();
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        rest.push_str(&format!(":{port}"));
    }
    rest.push_str(url.path().trim_end_matches('/'));
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|parameter| !parameter.is_empty() && !is_tracking(parameter))
        .collect();
    if !kept.is_empty() {
        rest.push('?');
        rest.push_str(&kept.join("&"));
    }
    rest
}

/// Whether the address that was `fetched` is that of another part of a page than the one at `canonical`: `?page=2`.
pub(crate) fn names_another_part(fetched: &str, canonical: &str) -> bool {
    let part = |address: &str| {
        let rest = same_address(address);
        let (_, query) = rest.split_once('?')?;
        let of_parts = |parameter: &&str| {
            let name = parameter.split('=').next().unwrap_or_default();
            PARTS.iter().any(|part| name.eq_ignore_ascii_case(part))
        };
        query.split('&').find(of_parts).map(str::to_owned)
    };
    let fetched = part(fetched);
    fetched.is_some() && fetched != part(canonical)
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_one_page() {
        let one = "example.org/live/day-one";
        for address in [
            "https://example.org/live/day-one",
            "http://www.EXAMPLE.org:80/live/day-one/",
            "https://example.org:443/live/./day-one#comments",
            "https://me@example.org/live/day-one?UTM_medium=mail&fbclid=abc&",
            " example.org/live/day-one ",
            "//example.org/live/day-one",
        ] {
            assert_eq!(same_address(address), one, "{address}");
        }
    }

    #[test]
    fn addresses_of_different_pages() {
        let addresses = [
            "https://example.org/live",
            "https://example.org/Live",
            "https://example.org/live?page=2",
            "https://example.org/live?page=3",
            "https://example.org/live?page=2&x=1",
            "https://example.org:8080/live",
            "https://blog.example.org/live",
            "https://example.org/",
        ];
        let mut rests: Vec<String> = addresses.iter().map(|address| same_address(address)).collect();
        rests.sort_unstable();
        rests.dedup();
        assert_eq!(rests.len(), addresses.len());
    }

    #[test]
    fn parts_of_a_page() {
        let another = |fetched: &str, canonical: &str| names_another_part(fetched, canonical);
        assert!(another("https://x.org/live?page=2", "https://x.org/live"));
        assert!(another(
            "https://x.org/live?Page=2&a=b",
            "https://x.org/live?page=1"
        ));
        assert!(!another("http://x.org/live?page=2", "https://x.org/live?page=2"));
        assert!(!another("https://x.org/live?ref=home", "https://x.org/live"));
        assert!(!another("https://x.org/live", "https://x.org/live?page=1"));
    }

    #[test]
    fn what_is_no_address_stays() {
        for text in ["", "urn:uuid:1234", "http://", "not an address"] {
            same_address(text);
        }
        assert_eq!(same_address(" http://[ "), "http://[");
    }

    proptest! {
        #[test]
        fn what_is_left_is_left_alone(path in "[a-z]{1,8}(/[a-z0-9-]{1,8}){0,3}/?", query in "([a-z_]{1,6}=[a-z]{0,3}&?){0,3}") {
            let once = same_address(&format!("https://www.example.org/{path}?{query}"));
            prop_assert_eq!(&same_address(&once), &once);
        }
    }
}
