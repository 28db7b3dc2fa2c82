use super::*;
use crate::FacetSort;

fn check(pairs: &[(&str, &str)]) -> Result<SearchRequest, RequestError> {
    SearchParams::from_pairs(pairs.iter().copied())?.check()
}

#[test]
fn names_and_slugs_are_the_same_filter() {
    let by_name = check(&[("organisation", "Care Quality Commission")]).unwrap();
    let by_slug = check(&[("organisation", "care-quality-commission")]).unwrap();
    assert_eq!(by_name.filters, by_slug.filters);
}

#[test]
fn months_open_into_days() {
    let request = check(&[("from", "2015-02"), ("to", "2016-02")]).unwrap();
    assert_eq!(request.filters.from.unwrap().to_string(), "2015-02-01");
    assert_eq!(request.filters.to.unwrap().to_string(), "2016-02-29");
}

#[test]
fn facets_are_a_list_or_repeated() {
    let both = check(&[("facets", "person,organisation")]).unwrap();
    let repeated = check(&[("facets", "organisation"), ("facets", "person")]).unwrap();
    assert_eq!(both.facets, repeated.facets);
    assert_eq!(check(&[("facets", "*")]).unwrap().facets, Facet::ALL);
}

#[test]
fn every_name_is_known_and_the_json_body_has_the_same() {
    let json = serde_json::to_value(SearchParams::default()).unwrap();
    let mut names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    names.sort();
    let mut known = SearchParams::NAMES.map(str::to_owned).to_vec();
    known.sort();
    assert_eq!(names, known);
}

#[test]
fn a_cursor_goes_with_its_query() {
    let request = check(&[("q", "x"), ("limit", "5")]).unwrap();
    let cursor = Cursor {
        generation: 0,
        query: request.digest(),
        score: 1.0,
        order: 2,
        tie: 3,
    }
    .encode();
    assert!(check(&[("q", "x"), ("limit", "50"), ("cursor", &cursor)]).is_ok());
    let other = check(&[("q", "x"), ("sort", "newest"), ("cursor", &cursor)]).unwrap_err();
    assert_eq!(other.code, ErrorCode::CursorOfAnotherQuery);
}

#[test]
fn a_cursor_outlives_another_spelling_of_the_filters() {
    let request = check(&[("date", "2015"), ("date", "2014"), ("date", "2015")]).unwrap();
    assert_eq!(
        request.filters.date,
        [DateValue::Year(2014), DateValue::Year(2015)]
    );
    let cursor = Cursor {
        generation: 0,
        query: request.digest(),
        score: 0.0,
        order: 2,
        tie: 3,
    }
    .encode();
    assert!(check(&[("date", "2014"), ("date", "2015"), ("cursor", &cursor)]).is_ok());
}

#[test]
fn only_so_many_values_are_selected() {
    for name in ["organisation", "person.all", "date"] {
        let values = |count| check(&vec![(name, "2015"); count]);
        assert!(values(MAX_SELECTED).is_ok());
        let error = values(MAX_SELECTED + 1).unwrap_err();
        assert_eq!(
            (error.code, error.parameter.as_deref()),
            (ErrorCode::OutOfRange, Some(name))
        );
    }
}

#[test]
fn an_empty_value_in_a_url_is_as_if_left_out() {
    let pairs = SearchParams::NAMES.map(|name| (name, ""));
    assert_eq!(SearchParams::from_pairs(pairs).unwrap(), SearchParams::default());
    let facet = FacetParams::from_pairs([("q", ""), ("prefix", ""), ("from", "")]).unwrap();
    assert!(facet.check(Facet::Person).is_ok());
    for list in ["organisation,,person", "date,", ",", "date, "] {
        let error = check(&[("facets", list)]).unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidParameter, "{list}");
    }
}

#[test]
fn every_facet_can_be_filtered_by() {
    for facet in Facet::ALL {
        let pairs = [(facet.name(), "1"), (facet.name(), "2")];
        let mut params = SearchParams::from_pairs(pairs).unwrap();
        assert_eq!(params.chosen(facet).0, ["1", "2"], "{facet}");
        assert!(params.list_mut(facet.name()).is_some());
    }
    let request = check(&[
        ("weekday", "Sunday"),
        ("hour", "9"),
        ("hour", "09"),
        ("page", "a-b"),
    ])
    .unwrap();
    let any = |facet| &request.filters.selection(facet).any;
    assert_eq!(any(Facet::Weekday), &["sunday"]);
    assert_eq!(any(Facet::Hour), &["09"]);
    assert_eq!(any(Facet::Page), &["a-b"]);
    assert!(any(Facet::Basis).is_empty());
}

#[test]
fn calls_that_only_count_take_what_decides_what_matches() {
    for name in SearchParams::SCOPE {
        assert!(SearchParams::NAMES.contains(&name), "{name}");
        assert!(FacetParams::from_pairs([(name, "")]).is_ok(), "{name}");
        assert!(HistogramParams::from_pairs([(name, "")]).is_ok(), "{name}");
    }
    for name in ["cursor", "facets", "highlight"] {
        assert!(FacetParams::from_pairs([(name, "")]).is_err(), "{name}");
        assert!(HistogramParams::from_pairs([(name, "")]).is_err(), "{name}");
    }
    let names = FacetParams::names();
    let listing = FacetParams::from_pairs(names.iter().map(|name| (*name, "")));
    assert_eq!(listing.unwrap(), FacetParams::default());
    assert!(HistogramParams::from_pairs([("sort", "newest")]).is_err());
}

#[test]
fn lists_that_are_known_beforehand_are_whole_and_in_their_order() {
    let listing = |facet, pairs: &[(&str, &str)]| {
        let request = FacetParams::from_pairs(pairs.iter().copied())
            .unwrap()
            .check(facet)
            .unwrap();
        (request.sort, request.limit)
    };
    assert_eq!(listing(Facet::Hour, &[]), (FacetSort::Name, MAX_FACET_LIMIT));
    assert_eq!(
        listing(Facet::Hour, &[("sort", "count"), ("limit", "3")]),
        (FacetSort::Count, 3)
    );
    assert_eq!(listing(Facet::Page, &[]), (FacetSort::Count, 10));
    assert_eq!(listing(Facet::Page, &[("sort", "name")]), (FacetSort::Name, 10));
}

#[test]
fn an_empty_value_in_a_body_is_a_mistake() {
    let check = |body: &str| serde_json::from_str::<SearchParams>(body).unwrap().check();
    for body in [
        r#"{"from": ""}"#,
        r#"{"sort": ""}"#,
        r#"{"cursor": ""}"#,
        r#"{"person": [""]}"#,
        r#"{"date": [""]}"#,
        r#"{"facets": [""]}"#,
    ] {
        let error = check(body).unwrap_err();
        assert!(
            error.detail.ends_with("leave it out, or give a value"),
            "{body}: {error}"
        );
    }
    assert!(check(r#"{"q": "", "from": null, "limit": null, "date": []}"#).is_ok());
}

#[test]
fn mistakes_say_how_to_mend_them() {
    let messages: Vec<String> = [
        &[("limit", "1000")][..],
        &[("limit", "ten")],
        &[("pages", "2")],
        &[("q", "a"), ("q", "b")],
        &[("from", "2015-13")],
        &[("from", "2016"), ("to", "2015")],
        &[("facets", "colour")],
        &[("facets", "person,,date")],
        &[("sort", "best")],
        &[("highlight", "yes")],
        &[("cursor", "abc")],
        &[("organisation", "--")],
        &[("date", "March")],
        &[("weekday", "Mo")],
        &[("hour", "24")],
        &[("basis", "guess")],
        &[("unit", "word")],
        &[("lineage", "yes")],
    ]
    .into_iter()
    .map(|pairs| {
        let error = check(pairs).unwrap_err();
        format!(
            "{:?} {}: {}",
            error.code,
            error.parameter.as_deref().unwrap_or("-"),
            error.detail
        )
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn mistakes_in_counting_calls_say_how_to_mend_them() {
    let listing = |facet: Facet, pairs: &[(&'static str, &'static str)]| {
        let params = FacetParams::from_pairs(pairs.iter().copied());
        params.and_then(|params| params.check(facet).map(|_| ()))
    };
    let histogram = |pairs: &[(&'static str, &'static str)]| {
        let params = HistogramParams::from_pairs(pairs.iter().copied());
        params.and_then(|params| params.check().map(|_| ()))
    };
    let messages: Vec<String> = [
        listing(Facet::Person, &[("sort", "newest")]),
        listing(Facet::Person, &[("min_count", "few")]),
        listing(Facet::Person, &[("offset", "99999999")]),
        listing(Facet::Person, &[("limit", "0")]),
        listing(Facet::Hour, &[("forms", "true")]),
        listing(Facet::Person, &[("prefix", "a"), ("prefix", "b")]),
        listing(Facet::Person, &[("cursor", "a")]),
        histogram(&[("interval", "decade")]),
        histogram(&[("interval", "day"), ("interval", "day")]),
        histogram(&[("sort", "newest")]),
    ]
    .into_iter()
    .map(|result| {
        let error = result.unwrap_err();
        format!(
            "{:?} {}: {}",
            error.code,
            error.parameter.as_deref().unwrap_or("-"),
            error.detail
        )
    })
    .collect();
    insta::assert_snapshot!(messages.join("\n"));
}
