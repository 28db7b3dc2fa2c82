//! More of the same: strangers, words on things, sentences that go on.

use super::assert_said;

#[test]
fn somebody_unnamed_may_have_said_it() {
    assert_said(&[
        (
            "Mr Abel Wick sat down. “Why?” I asked the man next to me. “I have no idea,” he said.",
            &["Why? | - | -", "I have no idea, | - | -"],
        ),
        (
            "Mr Abel Wick told a story about his father. “It is true,” he said.",
            &["It is true, | Abel Wick | verb-after"],
        ),
        (
            "Clara Stone reads out a letter from the daughter of a patient. “You held her hand,” it says.",
            &["You held her hand, | - | -"],
        ),
        (
            "Clara Stone opened with a complaint from a patient: “I rang you forty times.”",
            &["I rang you forty times. | - | -"],
        ),
        (
            "Mr Abel Wick asked Mr Noah Holt whether it would. “No,” he said.",
            &["No, | - | -"],
        ),
    ]);
}

#[test]
fn what_is_printed_on_things_or_explained_is_not_said() {
    assert_said(&[
        (
            "Clara Stone has brought a placard: “Tired doctors make mistakes”.",
            &[],
        ),
        ("Clara Stone explains what “as expected” means.", &[]),
    ]);
}

#[test]
fn words_go_on_after_their_subject() {
    assert_said(&[
        (
            "“We are late,” said Clara Stone, “and the tide is going out.”",
            &[
                "We are late, | Clara Stone | verb-after",
                "and the tide is going out. | Clara Stone | verb-before",
            ],
        ),
        (
            "“We are late,” said Clara Stone, who has heard it called “a very bad plan indeed”.",
            &["We are late, | Clara Stone | verb-after"],
        ),
    ]);
}

#[test]
fn further_ways_to_speak() {
    assert_said(&[
        (
            "Clara Stone has been on the radio to say that it would be “in nobody’s interest”.",
            &["in nobody’s interest | Clara Stone | verb-before"],
        ),
        (
            "Clara Stone declined to say whether it was “in the interest of anybody at all”.",
            &[],
        ),
        (
            "Clara Stone of Swindon writes “I would send him home, but where?”",
            &["I would send him home, but where? | Clara Stone | verb-before"],
        ),
        (
            "Clara Stone spoke last. According to her, one trust in three “draws rotas in pencil”.",
            &["draws rotas in pencil | Clara Stone | according-to"],
        ),
        (
            "Clara Stone was asked whether she would. She shook her head. “It is too late.”",
            &["It is too late. | Clara Stone | introduced"],
        ),
    ]);
}

#[test]
fn a_spokesman_goes_on_for_his_body() {
    assert_said(&[
        (
            "A spokeswoman for Monitor has replied. “We are working on a plan,” she said. “It is a good one.”",
            &[
                "We are working on a plan, | Monitor | verb-after",
                "It is a good one. | Monitor | continued",
            ],
        ),
        (
            "Clara Stone left. A spokeswoman came out. “We are working on a plan,” she said.",
            &["We are working on a plan, | - | -"],
        ),
        (
            "A spokesman for Monitor has replied. Clara Stone was unmoved. “It is late,” she said.",
            &["It is late, | Clara Stone | verb-after"],
        ),
        (
            "Clara Stone was unmoved. A spokesman for Monitor has replied. “It is late,” she said.",
            &["It is late, | - | -"],
        ),
    ]);
}
