//! What was asked for: the address read as REST reads it, but mended where REST refuses, and what was mended is said.

use crate::web::address::Address;
use crate::web::timeline;
use daybook_search::{ErrorCode, Facet, RequestError, SearchParams, SearchRequest, parse_lenient};

/// How many values of a facet stand beside the hits.
pub(super) const FACET_LIMIT: u64 = 8;

/// Parameters that say how an answer of REST is written: a page is written in its own way.
const NOT_OF_PAGES: [&str; 7] = [
    "explain",
    "facets",
    "facet_limit",
    "facet_dates",
    "forms",
    "highlight",
    "lenient",
];

/// A search as the page was asked for it.
pub(super) struct Asked {
    /// The state, without what could not be read.
    pub(super) address: Address,
    /// The search.
    pub(super) request: SearchRequest,
    /// What could not be read, and how to write it.
    pub(super) mended: Vec<String>,
    /// Whether only the part that changes with the search is wanted.
    pub(super) is_fragment: bool,
}

impl Asked {
    /// Reads a query string, whatever it is.
    pub(super) fn read(query: &str) -> Self {
        let (pairs, own) = pairs(query, &["fragment"]);
        let is_fragment = own
            .iter()
            .any(|(name, value)| name == "fragment" && value == "results");
        let (pairs, request, mended) = mend(pairs);
        Self {
            address: Address::new(pairs),
            request,
            mended,
            is_fragment,
        }
    }
}

/// The state in a query string of another page, whose own parameters are apart.
pub(in crate::web) fn state_of(query: &str, own: &[&str]) -> (Address, SearchRequest, Vec<(String, String)>) {
    let (pairs, own) = pairs(query, own);
    let (pairs, request, _) = mend(pairs);
    (Address::new(pairs), request, own)
}

type Pairs = Vec<(String, String)>;

/// The parameters of the search, each pair once, and the page's own. What is no UTF-8 is seen as such.
fn pairs(query: &str, own: &[&str]) -> (Pairs, Pairs) {
    let (mut search, mut page) = (Vec::new(), Vec::new());
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let pair = (name.into_owned(), value.into_owned());
        if own.contains(&pair.0.as_str()) {
            page.push(pair);
        } else if !pair.1.is_empty() && !NOT_OF_PAGES.contains(&pair.0.as_str()) && !search.contains(&pair) {
            search.push(pair);
        }
    }
    (search, page)
}

/// The request, without those parameters that are mistakes.
fn mend(mut pairs: Pairs) -> (Pairs, SearchRequest, Vec<String>) {
    let mut mended = Vec::new();
    loop {
        match check(&pairs) {
            Ok(request) => return (pairs, request, mended),
            Err(error) => {
                let before = pairs.len();
                drop_mistake(&mut pairs, &error);
                mended.push(format!("{}. The search went on without it.", error.detail));
                if pairs.len() == before {
                    // A mistake of no parameter there is: nothing is left to go by.
                    let request = SearchRequest::new(parse_lenient(""));
                    return (Vec::new(), request, mended);
                }
            }
        }
    }
}

fn drop_mistake(pairs: &mut Pairs, error: &RequestError) {
    let name = error.parameter.as_deref().unwrap_or_default();
    let mut first = error.code == ErrorCode::RepeatedParameter;
    pairs.retain(|(other, _)| other != name || std::mem::take(&mut first));
}

fn check(pairs: &[(String, String)]) -> Result<SearchRequest, RequestError> {
    let mut params =
        SearchParams::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    params.lenient = Some(true);
    params.facet_limit = Some(FACET_LIMIT);
    let facets = [
        Facet::Organisation,
        Facet::Person,
        Facet::Speaker,
        Facet::Date,
        Facet::Publication,
    ];
    params.facets = facets.map(|facet| facet.to_string()).to_vec();
    // Where nothing is looked for, nothing matches better than the rest.
    if params.sort.is_none() && params.q.trim().is_empty() {
        params.sort = Some("newest".to_owned());
    }
    let mut request = params.check()?;
    if timeline::needs_hours(&request.filters) {
        request.facets.push(Facet::Hour);
        request.facets.sort_unstable();
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_search::Sort;

    #[test]
    fn a_state_is_read_as_rest_reads_it() {
        let asked =
            Asked::read("q=waiting+times&organisation=NHS+England&from=&sort=oldest&fragment=results");
        assert_eq!(
            asked.address.href(),
            "/?q=waiting+times&organisation=NHS+England&sort=oldest"
        );
        assert_eq!(asked.request.sort, Sort::Oldest);
        assert!(asked.is_fragment && asked.mended.is_empty());
        assert_eq!(Asked::read("").request.sort, Sort::Newest);
        assert!(
            Asked::read("date=2015-03-09")
                .request
                .facets
                .contains(&Facet::Hour)
        );
    }

    #[test]
    fn mistakes_are_said_and_left_out() {
        for (query, left, said) in [
            ("q=pay&from=March", "/?q=pay", "\"March\" is not a date"),
            ("q=pay&colour=red", "/?q=pay", "no parameter `colour`"),
            ("q=pay&q=talks", "/?q=pay", "given twice"),
            ("q=pay&cursor=x", "/?q=pay", "cursor is damaged"),
            ("q=pay&limit=1000", "/?q=pay", "`limit` is 1000"),
            ("q=pay&from=2015&to=2014", "/?q=pay&to=2014", "after `to`"),
        ] {
            let asked = Asked::read(query);
            assert_eq!(asked.address.href(), left);
            assert_eq!(asked.mended.len(), 1, "{:?}", asked.mended);
            assert!(asked.mended[0].contains(said), "{:?}", asked.mended);
        }
        let asked = Asked::read("q=(pay&unit=week&sort=best");
        assert_eq!(asked.address.href(), "/?q=%28pay");
        assert_eq!((asked.mended.len(), asked.request.query.repairs.len()), (2, 1));
        assert_eq!(Asked::read("q=100%&%FF=%FF").address.href(), "/?q=100%25");
    }
}
