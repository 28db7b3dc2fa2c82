//! What the chart shows of some counts.

use super::*;

/// Filters by dates.
pub(super) fn filters(dates: &[&str], from: Option<&str>, to: Option<&str>) -> Filters {
    Filters {
        date: dates.iter().map(|date| date.parse().unwrap()).collect(),
        from: from.map(|day| day.parse().unwrap()),
        to: to.map(|day| day.parse().unwrap()),
        ..Filters::default()
    }
}

fn count(value: &str, count: u64, children: Vec<FacetCount>) -> FacetCount {
    FacetCount {
        children: (value.len() < 10).then_some(children),
        ..FacetCount::new(value, value, count)
    }
}

fn counts() -> Vec<FacetCount> {
    let march = count("2015-03", 4, vec![count("2015-03-09", 3, vec![])]);
    vec![
        count("2009", 1, vec![]),
        count("2015", 6, vec![march, count("2015-05", 1, vec![])]),
        FacetCount::new("undated", "undated", 2),
    ]
}

fn shown(filters: &Filters) -> Vec<String> {
    let address = Address::new([("q".to_owned(), "pay".to_owned())]);
    let timeline = Timeline::new(&counts(), &[], filters, &address);
    let mut shown: Vec<String> = timeline
        .crumbs
        .iter()
        .map(|crumb| format!("{} {}", crumb.label, crumb.href.as_deref().unwrap_or("-")))
        .collect();
    let bars = timeline.chart.iter().flat_map(|chart| &chart.bars);
    shown.extend(bars.filter(|bar| bar.count > 0).map(|bar| {
        let on = if bar.is_selected { " on" } else { "" };
        format!(
            "{}={} {}{on}",
            bar.label,
            bar.count,
            bar.href.as_deref().unwrap_or("-")
        )
    }));
    shown.extend(timeline.beside.into_iter().map(|beside| beside.text));
    shown
}

#[test]
fn bars_lead_in_and_crumbs_lead_out() {
    assert_eq!(
        shown(&Filters::default()),
        [
            "All years -",
            "2009=1 /?q=pay&date=2009",
            "2015=6 /?q=pay&date=2015",
            "2 undated"
        ]
    );
    assert_eq!(
        shown(&filters(&["2015"], None, None)),
        [
            "All years /?q=pay",
            "2015 -",
            "Mar=4 /?q=pay&date=2015-03",
            "May=1 /?q=pay&date=2015-05",
            "1 dated no closer than to 2015"
        ]
    );
    assert_eq!(
        shown(&filters(&["2015-03"], None, None)),
        [
            "All years /?q=pay",
            "2015 /?q=pay&date=2015",
            "March -",
            "9=3 /?q=pay&date=2015-03-09",
            "1 dated no closer than to March 2015"
        ]
    );
    assert_eq!(
        shown(&filters(&["2015-03", "2015-05"], None, None))[2..4],
        ["Mar=4 /?q=pay&date=2015-03 on", "May=1 /?q=pay&date=2015-05 on"]
    );
}
