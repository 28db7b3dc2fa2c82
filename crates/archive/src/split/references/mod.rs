//! Passages that point to another entry of the page: `(see 1.13pm)`, `as reported at 4.04pm`.

mod finder;
mod patterns;
mod places;

pub(crate) use finder::pointers;
pub(crate) use places::Places;

use daybook_model::ClockTime;

/// A passage that points to a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// The passage as printed.
    pub(crate) text: String,
    /// Its place in the text, in Unicode scalar values.
    pub(crate) start: usize,
    pub(crate) end: usize,
    time: ClockTime,
    /// Whether the time is printed so that it may be of either half of the day.
    either_half: bool,
    strength: Strength,
}

/// How plainly a passage points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// `see 1.13pm`: it points, whether or not there is such an entry.
    Plain,
    /// `as we reported at 4.04pm`: it points if there is such an entry.
    Told,
    /// `at 9.10am we wrote`, `(10.15am)`: it points if there is such an entry, before this one.
    Hinted,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        pointers(text)
            .into_iter()
            .map(|p| format!("{} {}", p.time, p.text))
            .collect()
    }

    #[test]
    fn passages_that_point() {
        for (text, found) in [
            ("of services. (see 1.13pm)", &["13:13 (see 1.13pm)"][..]),
            ("for more, see 11.37am below, or", &["11:37 see 11.37am below"]),
            ("as reported at 4.04pm the", &["16:04 as reported at 4.04pm"]),
            (
                "As we reported earlier at 4.04pm",
                &["16:04 As we reported earlier at 4.04pm"],
            ),
            ("See our 10.15am post.", &["10:15 See our 10.15am post"]),
            ("More on our 10.15am post.", &["10:15 our 10.15am post"]),
            (
                "which Ada Quill reported at 10.47am.",
                &["10:47 reported at 10.47am"],
            ),
            ("At 9.10am we wrote that Dr Quill", &["09:10 At 9.10am"]),
            ("here is one: at 9.05am we called it", &["09:05 at 9.05am"]),
            (
                "correcting our spelling of Quill at 15.41.",
                &["15:41 correcting our spelling of Quill at 15.41"],
            ),
            (
                "Scroll back to 8.10 if you missed it",
                &["08:10 Scroll back to 8.10"],
            ),
            ("the porter we met at 08:15.", &["08:15 we met at 08:15"]),
            ("at 10.20 we should have put Wigan", &["10:20 at 10.20"]),
            (
                "She returns to the exchange at 14.38. If",
                &["14:38 returns to the exchange at 14.38"],
            ),
            ("That was quick (10.15am).", &["10:15 (10.15am)"]),
            ("see 14.38 for", &["14:38 see 14.38"]),
            ("(see 9.05am and 10.10am)", &["09:05 see 9.05am", "10:10 10.10am"]),
            ("see post at 12.30pm", &["12:30 see post at 12.30pm"]),
            ("At 9am we wrote that", &["09:00 At 9am"]),
            ("as Quill said (10am).", &["10:00 (10am)"]),
            (
                "our 11.05am and 10am updates",
                &["11:05 our 11.05am", "10:00 10am"],
            ),
            (
                "Main points, as promised at 12.05pm:",
                &["12:05 as promised at 12.05pm"],
            ),
            (
                "CORRECTION to 10:15: Dr Quill said",
                &["10:15 CORRECTION to 10:15"],
            ),
            ("see post at 12 noon for", &["12:00 see post at 12 noon"]),
            ("see our midnight post", &["00:00 see our midnight post"]),
            ("(see 9.05am and 10am)", &["09:05 see 9.05am", "10:00 10am"]),
            ("What we reported at 9am", &["09:00 we reported at 9am"]),
            ("our 4pm post", &["16:00 our 4pm post"]),
            ("That 10:20 item on the", &["10:20 That 10:20 item"]),
        ] {
            assert_eq!(texts(text), found, "{text}");
        }
    }

    #[test]
    fn passages_that_do_not() {
        for text in [
            "At 2.30pm today there will be a debate",
            "At 2.30pm we will host a debate",
            "we will be back at 2.30pm",
            "we hope to hear more at 2.30pm",
            "The doors opened at 2.30pm.",
            "the hall (2.30pm, room 4)",
            "the 2.30pm debate",
            "that 2.30pm debate",
            "this 9.15am train",
            "our 10 best",
            "It’s at 1pm",
            "at 2pm there will be a debate",
            "At 2pm we will host a debate",
            "At 10am we met the minister",
            "we met at noon",
            "Staff went back to work at 9am",
            "the 10am and 2pm debates",
            "the hall (2pm, room 4)",
            "until noon we had none",
            "(12 patients)",
            "at 9 we wrote",
            "see page 12",
            "see 20 patients",
            "as reported in 2013",
        ] {
            assert_eq!(texts(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_further_whole_hour_does_not_point_ahead() {
        assert_eq!(
            texts("see 9.05am, and at 2pm there will be a debate"),
            ["09:05 see 9.05am"]
        );
        let noon = Places::new([(1, ClockTime::new(12, 0), None), (2, ClockTime::new(10, 0), None)]);
        for text in ["(10am)", "At 10am we wrote", "(noon)", "reported at noon"] {
            for pointer in pointers(text) {
                assert_eq!(pointer.resolve(0, &noon), None, "{text}");
                assert!(pointer.resolve(3, &noon).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn the_nearest_earlier_entry_is_meant() {
        let time = |h, m| ClockTime::new(h, m);
        let entries =
            [1, 2, 3, 5].map(|place| (place, if place == 1 { time(9, 5) } else { time(13, 13) }, None));
        let entries = Places::new(entries);
        let pointer = &pointers("(see 1.13pm)")[0];
        assert_eq!(pointer.resolve(4, &entries), Some(Some(3)));
        assert_eq!(pointer.resolve(1, &entries), Some(Some(2)));
        assert_eq!(pointers("(see 7.13pm)")[0].resolve(4, &entries), Some(None));
        assert_eq!(pointers("as reported at 7.13pm")[0].resolve(4, &entries), None);
    }
}
