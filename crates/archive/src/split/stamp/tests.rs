//! Paragraphs that a stamp opens, and paragraphs that none does.

use super::*;

fn read(text: &str) -> Option<(String, &str, &str)> {
    let found = candidate(0, text)?;
    Some((
        found.time.to_string(),
        &text[..found.stamp_end],
        &text[found.text_start..],
    ))
}

#[test]
fn every_style_of_stamp() {
    for (text, time, stamp, rest) in [
        ("5.32pm The", "17:32", "5.32pm", "The"),
        ("5.32pm: The", "17:32", "5.32pm:", "The"),
        ("4:57pm The", "16:57", "4:57pm", "The"),
        ("6:23pm: The", "18:23", "6:23pm:", "The"),
        ("4pm: The", "16:00", "4pm:", "The"),
        ("10am The", "10:00", "10am", "The"),
        ("12 noon The", "12:00", "12 noon", "The"),
        ("12.10pm:The", "12:10", "12.10pm:", "The"),
        ("5.32pmThe", "17:32", "5.32pm", "The"),
        ("15.39pm: The", "15:39", "15.39pm:", "The"),
        ("13pm: The", "13:00", "13pm:", "The"),
        ("15.54 The", "15:54", "15.54", "The"),
        ("15.36. The", "15:36", "15.36.", "The"),
        ("14.56: The", "14:56", "14.56:", "The"),
        ("17:30 The", "17:30", "17:30", "The"),
        ("11:59: Headline", "11:59", "11:59:", "Headline"),
        ("10:21 – The", "10:21", "10:21 –", "The"),
        ("10:21 - The", "10:21", "10:21 -", "The"),
        ("5.16pm GMT", "17:16", "5.16pm GMT", ""),
        ("8.53am BST", "08:53", "8.53am BST", ""),
        ("08:53", "08:53", "08:53", ""),
        (
            "published at 13:40 Greenwich Mean Time",
            "13:40",
            "published at 13:40 Greenwich Mean Time",
            "",
        ),
        (
            "published at 13:40 Greenwich Mean Time 13:40 GMT",
            "13:40",
            "published at 13:40 Greenwich Mean Time 13:40 GMT",
            "",
        ),
        ("@reporter 5.32pm The", "17:32", "@reporter 5.32pm", "The"),
        ("5.32pm @reporter The", "17:32", "5.32pm", "@reporter The"),
        ("Jane Doe 5.32pm The", "17:32", "Jane Doe 5.32pm", "The"),
        ("By Jane Doe, 5.32pm The", "17:32", "By Jane Doe, 5.32pm", "The"),
        ("5.32PM The", "17:32", "5.32PM", "The"),
        ("5.32\u{a0}pm\u{a0}The", "17:32", "5.32\u{a0}pm", "The"),
        ("5.32p.m. The", "17:32", "5.32p.m.", "The"),
        ("12.37am The", "00:37", "12.37am", "The"),
        ("12.37pm The", "12:37", "12.37pm", "The"),
        ("**5.32pm** The", "17:32", "**5.32pm**", "The"),
        ("**5.32pm:** The", "17:32", "**5.32pm:**", "The"),
        ("[5.32pm] The", "17:32", "[5.32pm]", "The"),
        ("1230pm: The", "12:30", "1230pm:", "The"),
        ("5.32pm “Quoted", "17:32", "5.32pm", "“Quoted"),
        ("3.40pm ...and with", "15:40", "3.40pm", "...and with"),
        ("09:05 Day two", "09:05", "09:05", "Day two"),
        ("11.55 PMQs starts", "11:55", "11.55", "PMQs starts"),
        ("14:02 PM speaks", "14:02", "14:02", "PM speaks"),
        ("UPDATE 4.15pm: The", "16:15", "UPDATE 4.15pm:", "The"),
        (
            "Thursday 12 March 5.30pm",
            "17:30",
            "Thursday 12 March 5.30pm",
            "",
        ),
        (
            "12th March 2015, 5.30pm: The",
            "17:30",
            "12th March 2015, 5.30pm:",
            "The",
        ),
        ("17.45hrs The", "17:45", "17.45hrs", "The"),
        ("1.45pm iPads for", "13:45", "1.45pm", "iPads for"),
        ("Midnight: The", "00:00", "Midnight:", "The"),
    ] {
        assert_eq!(read(text), Some((time.to_owned(), stamp, rest)), "{text}");
    }
}

#[test]
fn minutes_that_there_are_not_make_a_stamp_without_a_time() {
    for (text, possible, end) in [
        ("4.74pm The", false, "16:59"),
        ("15:72: The", false, "15:59"),
        ("4.47pm The", true, "16:47"),
    ] {
        let found = candidate(0, text).unwrap();
        assert_eq!(
            (found.possible, found.time.to_string().as_str()),
            (possible, end),
            "{text}"
        );
    }
}

#[test]
fn a_minute_of_one_digit_has_two_readings() {
    for (text, tens, units) in [
        ("4.3pm The", "16:30", Some("16:03")),
        ("4.7pm The", "16:07", None),
        ("4.0pm The", "16:00", None),
    ] {
        let found = candidate(0, text).unwrap();
        let by_units = found.by_units.map(|time| time.to_string());
        assert_eq!(
            (found.time.to_string().as_str(), by_units.as_deref()),
            (tens, units),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_stamp() {
    for text in [
        "At 2.30pm today there will be a debate",
        "1-2pm Lunch",
        "9am-5pm: open",
        "10am to 11am Session",
        "10.30–11.15 Session",
        "2.5 per cent of income",
        "15.54 per cent",
        "10.30 million",
        "3.5m people",
        "24.7 hours",
        "1.5bn",
        "54.30%",
        "111 calls",
        "12 trusts",
        "1. First",
        "2.1 Recommendation",
        "25.10pm The",
        "5.75 The",
        "10amounts",
        "Noon Smith said",
        "15.54 days of talk",
        "10:21:33 log",
        "3:41 PM - 4 Feb 15",
        "Monday 10am Welcome",
        "Updated at 5.21pm",
        "Updated 5.21pm",
        "County 2.45",
        "15.30 hrs of talk",
        "",
        "The Department said at 5.32pm",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}
