use super::*;
use proptest::prelude::*;

fn times(page: &str) -> Vec<String> {
    split(page)
        .entries
        .iter()
        .map(|e| match (e.time, e.time_corrected) {
            (Some(time), Some(mended)) => format!("{time}>{mended}"),
            (Some(time), None) => time.to_string(),
            (None, _) => "-".to_owned(),
        })
        .collect()
}

#[test]
fn slips_in_order_lose_nothing() {
    let page =
        "4.02pm The first.\n3.48pm The second.\n3pm The third.\n3.05pm The fourth.\n2.32pm The fifth.\n";
    assert_eq!(times(page), ["16:02", "15:48", "15:00", "15:05", "14:32"]);
}

#[test]
fn misprints_are_mended() {
    let page =
        "4.47pm One.\n2.36pm Two.\n3.29pm Three.\n3.10pm Four.\n2.50pm Five.\n12.37am Six.\n12.20pm Seven.\n";
    assert_eq!(
        times(page),
        [
            "16:47",
            "14:36>15:36",
            "15:29",
            "15:10",
            "14:50",
            "00:37>12:37",
            "12:20"
        ]
    );
}

#[test]
fn a_programme_is_no_entry() {
    let page = "2.15pm The board meets tomorrow. Its programme:\n\n10am Welcome\n\n10.30am Keynote\n\n11am Coffee\n\n\
                1.40pm The minister has replied.\n\n11.05am The day began.";
    assert_eq!(times(page), ["14:15", "13:40", "11:05"]);
}

#[test]
fn a_stamp_can_stand_alone_and_twice() {
    let page = "8.53am BST\n08:53\nThe market opens.\n\n8.20am BST\n08:20\nGood morning.";
    let found = split(page);
    assert_eq!(found.entries[0].stamp.as_deref(), Some("8.53am BST\n08:53"));
    assert_eq!(found.entries[0].text, "The market opens.");
    assert_eq!(times(page), ["08:53", "08:20"]);
}

#[test]
fn times_by_day_are_not_moved_into_the_night() {
    for page in [
        "5.10pm Five.\n4.20pm Four.\n3.05pm Three.\n1.10pm One.\n1.25pm Good afternoon.\n",
        "10.05am Five.\n10.20am Four.\n9.40am Three.\n9.15am Two.\n8.30am One.\n",
        "1.15pm One.\n1.02pm Two.\n2.05pm Three.\n3.15pm Four.\n4pm Five.\n",
    ] {
        assert_eq!(times(page).len(), 5, "{page}");
        assert!(
            times(page).iter().all(|time| !time.contains('>')),
            "{page}: {:?}",
            times(page)
        );
    }
}

#[test]
fn a_night_is_no_slip() {
    let page = "9.30am Six.\n8.10am Five.\n7.15am Four.\n11.50pm Three.\n10pm Two.\n9.15pm One.\n";
    assert_eq!(
        times(page),
        ["09:30", "08:10", "07:15", "23:50", "22:00", "21:15"]
    );
    assert_eq!(
        split(page).entries.iter().map(|e| e.nights).collect::<Vec<_>>(),
        [1, 1, 1, 0, 0, 0]
    );
    let page = "09:30 Six.\n08:10 Five.\n07:15 Four.\n23:50 Three.\n22:00 Two.\n21:15 One.\n";
    assert_eq!(
        times(page),
        ["09:30", "08:10", "07:15", "23:50", "22:00", "21:15"]
    );
}

#[test]
fn a_second_day_is_kept_whole() {
    let page = "17:10 The end.\n15:05 A vote.\n14:20 Lunch.\n09:40 Coffee.\n09:05 Day two.\n\
                18:30 Day one is over.\n15:15 Speeches.\n13:10 Lunch.\n09:00 Day one.\n";
    assert_eq!(times(page).len(), 9);
    assert!(times(page).iter().all(|time| !time.contains('>')));
    assert_eq!(
        split(page).entries.iter().map(|e| e.turns).collect::<Vec<_>>(),
        [1, 1, 1, 1, 1, 0, 0, 0, 0]
    );
}

#[test]
fn small_letters_open_entries_where_they_are_names_or_fit() {
    let page = "2.05pm The papers are out.\n1.45pm iPads for midwives.\n1.20pm www.example.org has more.\n\
                1.05pm in case you missed it: the vote.\n12.10pm Lunch.\n";
    assert_eq!(times(page).len(), 5);
}

#[test]
fn a_page_in_small_letters_has_entries() {
    for (twelve, twenty_four) in [("4.50pm", "16:50"), ("4:50pm", "16:50")] {
        for stamp in [twelve, twenty_four] {
            let page = format!(
                "{stamp} the board has met again.\n16:05 today the minister replies.\n15:22 two wards will close.\n\
                 14:31 this is the motion.\n13:40 questions follow in an hour.\n12:26 it rains on the crowd.\n\
                 11:15 the vote is tied.\n10:08 lunch at 1pm.\n"
            );
            assert_eq!(times(&page).len(), 8, "{page}");
        }
    }
}

#[test]
fn a_print_that_is_no_time_opens_an_entry() {
    let around = "5.10pm Five.\n4.50pm Four.\nSTAMP Slip.\n4.41pm Three.\n4.10pm Two.\n3.02pm One.\n";
    for (stamp, wanted) in [
        // One digit alone fits.
        ("4.74pm", ">16:44"),
        ("4.61pm", ">16:41"),
        // None does.
        ("9.74pm", ""),
    ] {
        let found = split(&around.replace("STAMP", stamp));
        let slip = &found.entries[2];
        assert_eq!((found.entries.len(), slip.stamp.as_deref()), (6, Some(stamp)));
        let mended = slip
            .time_corrected
            .map_or(String::new(), |time| format!(">{time}"));
        assert_eq!((slip.time, mended.as_str()), (None, wanted), "{stamp}");
    }
    // A figure is none on a page that does not print times so.
    assert_eq!(times(&around.replace("STAMP", "15.74"))[2], "16:41");
}

#[test]
fn a_night_among_nights_is_mended() {
    let page = "3.35am Eight.\n2.45am Seven.\n1.10pm Six.\n12.35am Five.\n11.55pm Four.\n11pm Three.\n10.25pm Two.\n";
    assert_eq!(
        times(page),
        [
            "03:35",
            "02:45",
            "13:10>01:10",
            "00:35",
            "23:55",
            "23:00",
            "22:25"
        ]
    );
    let page =
        "8.35pm One.\n9.45pm Two.\n10.10pm Three.\n11.45pm Four.\n12.15pm Five.\n1.25am Six.\n2am Seven.\n";
    assert_eq!(times(page)[4], "12:15>00:15");
    assert_eq!(
        split(page).entries.iter().map(|e| e.nights).collect::<Vec<_>>(),
        [0, 0, 0, 0, 1, 1, 1]
    );
}

#[test]
fn a_short_third_day_is_a_day() {
    let page = "10am M.\n9.20am L.\n5.35pm K.\n4.10pm J.\n2.45pm I.\n12.15pm H.\n9.10am G.\n\
                5.40pm F.\n4.35pm E.\n2.25pm D.\n12.55pm C.\n11.15am B.\n9am A.\n";
    assert_eq!(
        split(page).entries.iter().map(|e| e.turns).collect::<Vec<_>>(),
        [2, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    );
    assert!(times(page).iter().all(|time| !time.contains('>')));
}

#[test]
fn nothing_is_an_answer_too() {
    assert!(split("").entries.is_empty());
    assert!(split(" \r\n\u{a0}\u{feff}").entries.is_empty());
    assert_eq!(split("A page without a stamp.").entries.len(), 1);
}

/// A page in the manner of newsrooms, its times falling.
fn page() -> impl Strategy<Value = Vec<(u16, String)>> {
    let text = "[A-Z][a-z ]{0,40}(\n\n[A-Z“•][a-z ,0-9.]{1,60}){0,3}";
    proptest::collection::vec((420u16..1200, text), 3..25).prop_map(|mut entries| {
        entries.sort_by_key(|(minute, _)| std::cmp::Reverse(*minute));
        entries
    })
}

fn print(entries: &[(u16, String)]) -> String {
    let mut page = String::new();
    for (minute, text) in entries {
        let (hour, half) = match minute / 60 {
            0 => (12, "am"),
            h @ 1..=11 => (h, "am"),
            12 => (12, "pm"),
            h => (h - 12, "pm"),
        };
        page.push_str(&format!("{hour}.{:02}{half} {text}\n\n", minute % 60));
    }
    page
}

/// What is left of a text without white space.
fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn every_character_is_accounted_for_once(text in "(?s)(([0-9]{1,2}[.:][0-9]{1,2}(am|pm|:)?|[•“A-Za-z ]{1,12}|(Day two\n)?(Mon|Tues)day( [1-7] May)?( 2015)?\n|9am) ?[A-Za-z .,:]{0,30}(\r\n|\n|\n\n)){0,25}") {
        let found = split(&text);
        let mut inked = String::new();
        for leftover in found.leftovers.iter().filter(|l| l.kind != LeftoverKind::Unstamped) {
            inked.push_str(&ink(&leftover.text));
        }
        for entry in &found.entries {
            inked.push_str(&ink(entry.stamp.as_deref().unwrap_or_default()));
            inked.push_str(&ink(&entry.text));
        }
        let mut found: Vec<char> = inked.chars().collect();
        let mut all: Vec<char> = ink(&text).chars().collect();
        found.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(found, all);
    }

    #[test]
    fn entries_come_out_in_order_and_whole(entries in page()) {
        let found = split(&print(&entries));
        let times: Vec<_> = found.entries.iter().map(|e| e.time.map(ClockTime::minutes)).collect();
        prop_assert_eq!(times, entries.iter().map(|(m, _)| Some(*m)).collect::<Vec<_>>());
        for (entry, (_, text)) in found.entries.iter().zip(&entries) {
            prop_assert_eq!(ink(&entry.text), ink(text));
            prop_assert_eq!(entry.time_corrected, None);
        }
    }

    #[test]
    fn places_stay_put_when_a_page_grows(entries in page(), grown in 1usize..5) {
        let grown = grown.min(entries.len() - 1);
        let before = split(&print(&entries[grown..]));
        let after = split(&print(&entries));
        prop_assume!(before.direction == after.direction);
        let text = |page: &SplitPage, place: usize| page.entries[page.chronological()[place]].text.clone();
        for place in 0..before.entries.len() {
            prop_assert_eq!(text(&before, place), text(&after, place));
        }
    }

    #[test]
    fn one_slip_changes_no_other_entry(
        entries in page().prop_filter("room for a slip", |entries| entries.len() >= 8),
        at in any::<proptest::sample::Index>(),
        change in prop_oneof![Just(0u16), 1u16..24],
        upwards in any::<bool>(),
    ) {
        let mut entries = entries;
        // Whole sentences, or else a run of points stands out as a programme.
        for (_, text) in &mut entries {
            *text = format!("{}.", text.replace("\n\n", ".\n\n"));
        }
        if upwards {
            entries.reverse();
        }
        // The ends of a page have a neighbour on one side only, which says too little.
        let slip = 2 + at.index(entries.len() - 4);
        let meant = entries[slip].0;
        let printed = match change {
            0 => (meant + 720) % 1440,
            hours => (meant + hours * 60) % 1440,
        };
        let mut misprinted = entries.clone();
        misprinted[slip].0 = printed;
        let found = split(&print(&misprinted));
        prop_assert_eq!(found.entries.len(), entries.len());
        for (index, (entry, (minute, _))) in found.entries.iter().zip(&misprinted).enumerate() {
            prop_assert_eq!(entry.time.map(ClockTime::minutes), Some(*minute));
            if index != slip {
                // Where the page runs one way without it as well, it may as well be the slip.
                let mut others: Vec<u16> = misprinted.iter().map(|(minute, _)| *minute).collect();
                others.remove(index);
                let may_be_the_slip = others.is_sorted() || others.iter().rev().is_sorted();
                prop_assert!(entry.time_corrected.is_none() || may_be_the_slip, "{:?} for {}", entry.time_corrected, minute);
            } else if let Some(mended) = entry.time_corrected {
                let around = [entries[slip - 1].0, entries[slip + 1].0];
                let room = around[0].min(around[1])..=around[0].max(around[1]);
                prop_assert!(room.contains(&mended.minutes()), "{} for {}", mended, meant);
            }
        }
    }

    #[test]
    fn any_text_gives_an_answer(text in "\\PC{0,200}|[0-9.:apm \n•@-]{0,200}") {
        let found = split(&text);
        prop_assert_eq!(found.entries.is_empty(), ink(&text).chars().all(|c| "\u{feff}\u{200b}\u{200e}\u{200f}\u{2060}".contains(c)));
    }

    #[test]
    fn pointers_stand_where_they_say(text in "[(]?(see|as reported at|our) [0-9]{1,2}[.]?[0-9]{0,2}(am|pm)?[)]? ?[é–a-z ]{0,10}(, see 9.05am and 10.10am)?") {
        for pointer in references::pointers(&text) {
            let there: String = text.chars().skip(pointer.start).take(pointer.end - pointer.start).collect();
            prop_assert_eq!(there, pointer.text);
        }
    }
}
