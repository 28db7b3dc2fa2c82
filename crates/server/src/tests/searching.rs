//! Searches, facets, entries and pages: parameters arrive, answers come back whole.

use super::Service;
use daybook_search::{DateGrain, Facet, SearchParams, Sort, Unit};

#[tokio::test]
async fn a_search_finds_entries() {
    let answer = Service::new()
        .get("/v1/search?q=waiting+times&facets=organisation")
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(
        answer.header("server-timing").contains("search;dur="),
        "{:?}",
        answer.headers
    );
    assert_eq!(answer.hits(), ["live-1/1", "live-2/1"]);
    let json = answer.json();
    assert_eq!(
        (json["total"].as_u64(), json["took_us"].as_u64()),
        (Some(2), Some(42))
    );
    assert_eq!(json["generation"], "g1");
    assert_eq!(json["understood"]["reading"], "waiting AND times");
    assert_eq!(
        json["facets"]["organisation"][0]["slug"],
        "care-quality-commission"
    );
    assert!(!answer.text().contains('\n'), "compact");
}

#[tokio::test]
async fn every_parameter_arrives() {
    let service = Service::new();
    let url = "/v1/search?q=waiting&organisation=NHS+England&organisation=Care%20Quality%20Commission\
               &organisation.all=a&person=b&person.all=c&speaker=d&speaker.all=e&date=2015&weekday=monday&hour=9&publication=p&page=live-1\
               &basis=url&from=2015&to=2016-04&lineage=true&unit=page&sort=newest&limit=3\
               &facets=person,date&facet_limit=7&facet_dates=month&forms=true&highlight=false&explain=true&group=page&lenient=true\
               &synonyms=false&typos=auto";
    let named: Vec<&str> = url
        .split(['?', '&'])
        .filter_map(|pair| pair.split_once('='))
        .map(|(n, _)| n.trim())
        .collect();
    for name in SearchParams::NAMES.iter().filter(|name| **name != "cursor") {
        assert!(named.contains(name), "{name} is not tried");
    }
    let answer = service.get(url).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let request = service.engine.last.lock().unwrap().clone().unwrap();
    let any = |facet| request.filters.selection(facet).any.join(" ");
    let all = |facet| request.filters.selection(facet).all.join(" ");
    assert_eq!(any(Facet::Organisation), "care-quality-commission nhs-england");
    assert_eq!(
        [Facet::Organisation, Facet::Person, Facet::Speaker]
            .map(all)
            .join(" "),
        "a c e"
    );
    let others = [
        Facet::Person,
        Facet::Speaker,
        Facet::Weekday,
        Facet::Hour,
        Facet::Publication,
        Facet::Page,
        Facet::Basis,
    ];
    assert_eq!(others.map(any).join(" "), "b d monday 09 p live-1 url");
    assert!(request.filters.lineage && request.query.widening.lineage);
    assert!(request.forms && request.explain && request.group_by_page);
    assert_eq!(
        (request.query.widening.synonyms, request.query.widening.typos),
        (false, daybook_search::Typos::Auto)
    );
    assert_eq!(request.unit, Unit::Page);
    assert_eq!(request.filters.date.len(), 1);
    assert_eq!(request.filters.from.unwrap().to_string(), "2015-01-01");
    assert_eq!(request.filters.to.unwrap().to_string(), "2016-04-30");
    assert_eq!(
        (
            request.sort,
            request.limit,
            request.facet_limit,
            request.facet_dates
        ),
        (Sort::Newest, 3, 7, DateGrain::Month)
    );
    assert_eq!((request.facets.len(), request.highlight), (2, false));
}

#[tokio::test]
async fn a_body_is_the_same_search() {
    let service = Service::new();
    let by_url = service
        .get("/v1/search?q=waiting&organisation=NHS+England&limit=1&sort=newest")
        .await;
    let by_body = service
        .post(r#"{"q": "waiting", "organisation": ["NHS England"], "limit": 1, "sort": "newest"}"#)
        .await;
    assert_eq!((by_body.status, by_body.json()), (by_url.status, by_url.json()));
    assert_eq!(by_body.header("etag"), by_url.header("etag"));
    assert_eq!(service.post("{}").await.json()["total"], 5);
}

#[tokio::test]
async fn facets_are_listed_and_searched_within() {
    let service = Service::new();
    let answer = service.get("/v1/facets/organisation?q=waiting&limit=1").await;
    let json = answer.json();
    assert_eq!(
        (json["facet"].as_str(), json["total_values"].as_u64()),
        (Some("organisation"), Some(2))
    );
    assert_eq!(json["values"].as_array().unwrap().len(), 1);
    let json = service
        .get("/v1/facets/organisation?prefix=mon&from=2016")
        .await
        .json();
    assert_eq!(json["values"][0]["value"], "Monitor");
    assert_eq!(json["total_values"], 1);
}

#[tokio::test]
async fn an_entry_comes_with_its_neighbours() {
    let service = Service::new();
    let json = service.get("/v1/entries/live-1/2").await.json();
    assert_eq!(json["id"], "live-1/2");
    assert_eq!(
        (&json["previous"]["id"], &json["next"]["id"]),
        (&"live-1/1".into(), &"live-1/3".into())
    );
    let first = service.get("/v1/entries/live%2D1/1").await.json();
    assert!(first["previous"].is_null() && first["id"] == "live-1/1");
}

#[tokio::test]
async fn a_page_comes_with_its_entries() {
    let json = Service::new().get("/v1/pages/live-1").await.json();
    assert_eq!(json["page"]["id"], "live-1");
    assert_eq!(json["entries"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn an_entity_comes_with_its_names_dates_and_company() {
    let service = Service::new();
    let by_slug = service
        .get("/v1/entities/organisation/care-quality-commission?limit=1")
        .await;
    assert_eq!(by_slug.status, 200);
    insta::assert_snapshot!(format!("{:#}", by_slug.json()));
    let by_name = service
        .get("/v1/entities/organisation/Care%20Quality%20Commission?limit=1")
        .await;
    assert_eq!(by_name.json(), by_slug.json());
    assert_eq!(by_name.header("etag"), by_slug.header("etag"));
    let more = service
        .get("/v1/entities/organisation/care-quality-commission")
        .await;
    assert_eq!(more.json()["organisations"].as_array().unwrap().len(), 2);
    assert_ne!(more.header("etag"), by_slug.header("etag"));
}
