//! Names that hold a date, names that do not.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn shown(reading: Option<DateReading>) -> String {
    reading.map_or_else(String::new, |DateReading { earliest, latest, .. }| {
        if earliest == latest {
            earliest.to_string()
        } else {
            format!("{earliest}..{latest}")
        }
    })
}

fn file(stem: &str) -> String {
    shown(read_file_name(stem))
}

fn url(url: &str) -> String {
    shown(read_url(url))
}

#[test]
fn digits_together() {
    for (name, day) in [
        ("hsj-live-211013-the-budget", "2013-10-21"),
        ("hsj-live-16122014-winter", "2014-12-16"),
        ("hsj-live-41113-x", "2013-11-04"),
        ("rolling-news-522013", "2013-02-05"),
        ("20130520", "2013-05-20"),
        ("20052013", "2013-05-20"),
        ("211013", "2013-10-21"),
        ("live211013", "2013-10-21"),
        ("LIVE_211013.1", "2013-10-21"),
        ("211013live", "2013-10-21"),
        ("live-4112013", "2013-11-04"),
        ("live-010100", "2000-01-01"),
        ("live-311299", "1999-12-31"),
        ("live-211013-1230pm", "2013-10-21"),
        ("211013_95834794f040f8da", "2013-10-21"),
    ] {
        assert_eq!(file(name), day, "{name}");
    }
}

#[test]
fn numbers_apart() {
    for (name, day) in [
        ("live-28-11-12", "2012-11-28"),
        ("live 28.11.12", "2012-11-28"),
        ("28_11_12", "2012-11-28"),
        ("live-5-2-13", "2013-02-05"),
        ("live28-11-12", "2012-11-28"),
        ("2013-05-20", "2013-05-20"),
        ("2013-5-20-live", "2013-05-20"),
        ("live_2013_05_20_1230", "2013-05-20"),
        ("20-05-2013", "2013-05-20"),
        ("live-2-28-11-12", "2012-11-28"),
        ("28-11-12-2", "2012-11-28"),
        ("2013-05-20T12:30", "2013-05-20"),
        ("2013-05-10-12-30", "2013-05-10"),
        ("live-at-12.30-28.11.12", "2012-11-28"),
    ] {
        assert_eq!(file(name), day, "{name}");
    }
}

#[test]
fn months_with_names() {
    for (name, day) in [
        ("20-may-2013", "2013-05-20"),
        ("may-20-2013", "2013-05-20"),
        ("May 20, 2013", "2013-05-20"),
        ("20th-may-2013", "2013-05-20"),
        ("may-20th-2013", "2013-05-20"),
        ("mon-20-may-2013", "2013-05-20"),
        ("20th-of-may-2013", "2013-05-20"),
        ("live-20may2013", "2013-05-20"),
        ("20-may-13", "2013-05-20"),
        ("1st-september-2013", "2013-09-01"),
        ("1-sept-2013", "2013-09-01"),
        ("live20May2013", "2013-05-20"),
        ("2013-may-20", "2013-05-20"),
        ("20-may-2013-12.30pm", "2013-05-20"),
    ] {
        assert_eq!(file(name), day, "{name}");
    }
}

#[test]
fn dates_in_addresses() {
    for (address, day) in [
        ("https://x.org/2013/05/20/live", "2013-05-20"),
        ("https://x.org/2013/5/20/", "2013-05-20"),
        ("https://x.org/blog/2013/may/20/live", "2013-05-20"),
        (
            "https://x.org/hsj-live-211013-the-day/5065212.article",
            "2013-10-21",
        ),
        ("https://x.org/live/28.11.12", "2012-11-28"),
        ("https://x.org/live-28.11.12.html", "2012-11-28"),
        ("https://x.org/live/20130520", "2013-05-20"),
        ("https://x.org/live%2020%20may%202013", "2013-05-20"),
        ("https://x.org/2015/03/", "2015-03-01..2015-03-31"),
        ("https://x.org/2015/march/live", "2015-03-01..2015-03-31"),
        ("https://x.org/2011/12/live", "2011-12-01..2011-12-31"),
        ("https://x.org/2013/05/live-210513", "2013-05-21"),
        ("/live-211013", "2013-10-21"),
        ("live-211013.html?x=1", "2013-10-21"),
    ] {
        assert_eq!(url(address), day, "{address}");
    }
}

#[test]
fn no_dates() {
    for name in [
        "1230pm",
        "1230",
        "12.30pm",
        "0900am",
        "live-at-1230pm",
        "123000pm",
        "003_95834794f040f8da",
        "a1b2c3",
        "rolling-7c41e9",
        "f211013",
        "95834794",
        "5065212",
        "hsj-live-5065212",
        "v1.2.13",
        "version-10.11.12",
        "10.11.12.13",
        "2013",
        "live-2013",
        "2011-12",
        "budget-2012-13",
        "in-2013-may-close",
        "20-may",
        "20-may-12-30pm",
        "20-may-12-noon",
        "may",
        "310213",
        "live-300213",
        "31-02-2013",
        "12345678901234",
        "20130520123000",
        "000000",
        "010136",
        "story-41113",
        "part-10213",
        "2036-01-01",
        "1994-12-31",
        "2015-13",
        "2015-03-45",
        "41113",
        "550e8400-e29b-41d4-a716-446655440000",
        "",
    ] {
        assert_eq!(file(name), "", "{name}");
    }
    for address in [
        "https://x.org/live/5065212.article",
        "https://x.org/211013.article",
        "https://x.org/41113",
        "https://x.org/live?date=2013-05-20",
        "https://x.org/live#2013-05-20",
        "https://live-211013.x.org/live",
        "https://x.org:21101/live",
        "https://20130520.org",
        "https://x.org/28/11/12/live",
    ] {
        assert_eq!(url(address), "", "{address}");
    }
}

#[test]
fn two_readings_give_the_interval() {
    let reading = read_file_name("live-11113").unwrap();
    assert_eq!(shown(Some(reading.clone())), "2013-01-11..2013-11-01");
    assert_eq!(reading.text, "11113");
    assert_eq!(reading.note.as_deref(), Some("2013-01-11 or 2013-11-01"));
    assert_eq!(file("live-1112013"), "2013-01-11..2013-11-01");
    assert_eq!(file("live-10213"), "2013-02-01..2013-02-10");
}

#[test]
fn a_range_of_days_is_the_interval() {
    for (name, days) in [
        ("hsj-live-12-13-march-2014", "2014-03-12..2014-03-13"),
        ("hsj-live-12-to-13-march-2014", "2014-03-12..2014-03-13"),
        ("Live 12 and 13 March 2014", "2014-03-12..2014-03-13"),
        ("12th-13th-march-14", "2014-03-12..2014-03-13"),
        ("live-12th-and-13th-of-march-2014", "2014-03-12..2014-03-13"),
        ("9-12-march-2014", "2014-03-09..2014-03-12"),
        ("live-30-13-march-2014", "2014-03-13"),
        ("live-13-13-march-2014", "2014-03-13"),
        ("live-0-13-march-2014", "2014-03-13"),
        ("live-9.12-13-march-2014", "2014-03-13"),
        ("live-12.30-28-november-2012", "2012-11-28"),
        ("live-1230-13-march-2014", "2014-03-13"),
        ("part-2-13-march-2014", "2014-03-13"),
        ("live-v2-13-march-2014", "2014-03-13"),
        ("live-10am-to-13-march-2014", "2014-03-13"),
        ("live-28-11-12", "2012-11-28"),
        ("live-12-28-11-12", "2012-11-28"),
    ] {
        assert_eq!(file(name), days, "{name}");
    }
    let reading = read_file_name("hsj-live-12-13-march-2014").unwrap();
    assert_eq!((reading.text.as_str(), reading.note), ("12-13-march-2014", None));
    assert_eq!(url("https://x.org/12/13-march-2014"), "2014-03-13");
}

#[test]
fn a_weekday_may_decide() {
    // Both are Fridays.
    assert_eq!(file("friday-11113"), "2013-01-11..2013-11-01");
    // 1 December 2013 was a Sunday, 11 February a Monday.
    assert_eq!(file("live-11213"), "2013-02-11..2013-12-01");
    for (name, day) in [
        ("monday-live-11213", "2013-02-11"),
        ("live-11213-sun", "2013-12-01"),
        ("sun-live-11213", "2013-02-11..2013-12-01"),
        ("tuesday-11213", "2013-02-11..2013-12-01"),
        ("monday-sunday-11213", "2013-02-11..2013-12-01"),
    ] {
        assert_eq!(file(name), day, "{name}");
    }
    assert_eq!(url("https://x.org/monday/live-11213"), "2013-02-11..2013-12-01");
    let note = read_file_name("monday-11213").unwrap().note;
    assert_eq!(
        note.as_deref(),
        Some("\"monday\" decides between 2013-02-11 and 2013-12-01")
    );
}

#[test]
fn several_dates_in_a_name() {
    assert_eq!(url("https://x.org/2013/05/20/live-20-may-2013"), "2013-05-20");
    // The other date settles which of two readings is meant.
    assert_eq!(url("https://x.org/2013/11/live-11113"), "2013-11-01");
    let reading = read_file_name("live-211013-and-march-2015").unwrap();
    assert_eq!(shown(Some(reading.clone())), "2013-10-21..2015-03-31");
    assert_eq!(
        reading.note.as_deref(),
        Some("dates that disagree: 211013 and march-2015")
    );
}

#[test]
fn the_text_is_as_it_stands() {
    let text = |name: &str| read_file_name(name).unwrap().text;
    assert_eq!(text("Live 20th May 2013 (1)"), "20th May 2013");
    assert_eq!(text("hsj-live-211013-x"), "211013");
}

/// Any day from 1996 to 2035.
fn any_day() -> impl Strategy<Value = LocalDate> {
    (0i64..14_610).prop_map(|days| {
        let day = date(1996, 1, 1)
            .checked_add(jiff::Span::new().days(days))
            .unwrap();
        LocalDate::new(day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()).unwrap()
    })
}

proptest! {
    #[test]
    fn plain_writings_are_read_back(day in any_day(), before in "(live-|hsj live |x_)?", after in "(-live| the-day)?") {
        let (d, m, y) = (day.day(), day.month(), day.year());
        let name = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december"][usize::from(m) - 1];
        let short = &name[..3];
        for written in [
            format!("{y}-{m:02}-{d:02}"), format!("{y}{m:02}{d:02}"), format!("{d:02}{m:02}{y}"),
            format!("{d:02}{m:02}{:02}", y % 100), format!("{d}-{m}-{y}"), format!("{d:02}.{m:02}.{:02}", y % 100),
            format!("{d}_{m}_{:02}", y % 100), format!("{d}-{name}-{y}"), format!("{name}-{d}-{y}"),
            format!("{d}{short}{y}"), format!("{d}th-{short}-{y}"), format!("mon-{d}-{short}-{y}"),
        ] {
            let whole = format!("{before}{written}{after}");
            let reading = read_file_name(&whole);
            prop_assert_eq!(shown(reading), day.to_string(), "{}", whole);
        }
        prop_assert_eq!(url(&format!("https://x.org/{y}/{m:02}/{d:02}/live")), day.to_string());
        prop_assert_eq!(url(&format!("https://x.org/{y}/{short}/{d}")), day.to_string());
    }

    #[test]
    fn unpadded_digits_never_exclude_the_truth(day in any_day(), four in any::<bool>()) {
        let year = if four { day.year() } else { day.year() % 100 };
        for written in [format!("{}{}", day.day(), day.month()), format!("{:02}{}", day.day(), day.month()), format!("{}{:02}", day.day(), day.month())] {
            let name = format!("live-{written}{year:02}");
            if name.len() < "live-11113".len() {
                continue; // Four digits are a clock time.
            }
            let reading = read_file_name(&name).unwrap();
            prop_assert!(reading.earliest <= day && day <= reading.latest, "{} {:?}", name, reading);
            if reading.note.is_none() {
                prop_assert_eq!(reading.earliest, day);
                prop_assert_eq!(reading.latest, day);
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC*", numbers in "([0-9]{1,8}[-_./ ]?(may|th|pm|of)?){0,6}") {
        let _ = (read_url(&text), read_file_name(&text), read_url(&numbers));
        if let Some(reading) = read_file_name(&numbers) {
            prop_assert!(reading.earliest <= reading.latest);
        }
    }
}
