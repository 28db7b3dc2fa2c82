//! Each rule with passages that it attributes and passages that it leaves alone.

mod further;

use crate::testing::quotations;

/// Asserts what is found in each text, as `words | speaker | rule`.
fn assert_said(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(&quotations(text), expected, "{text}");
    }
}

#[test]
fn verbs_of_one_word_and_of_two() {
    assert_said(&[
        (
            "“We met,” Mr Abel Wick answered, “and he left.”",
            &[
                "We met, | Abel Wick | verb-after",
                "and he left. | Abel Wick | verb-before",
            ],
        ),
        (
            "Clara Stone spoke first. She goes on: “We have waited.”",
            &["We have waited. | Clara Stone | verb-before"],
        ),
        (
            "Clara Stone was there. “It is late,” she pointed out.",
            &["It is late, | Clara Stone | verb-after"],
        ),
        // The day goes on; nobody says anything.
        (
            "Clara Stone left. The day goes on with “a hearty and long rendition of the anthem”.",
            &["a hearty and long rendition of the anthem | - | -"],
        ),
        (
            "“Why not?” Clara Stone asked.",
            &["Why not? | Clara Stone | verb-after"],
        ),
        ("“Why not?” Clara Stone has left the hall.", &["Why not? | - | -"]),
        (
            "“A mess,” as Clara Stone put it.",
            &["A mess, | Clara Stone | verb-after"],
        ),
    ]);
}

#[test]
fn the_subject_of_a_second_verb() {
    assert_said(&[
        (
            "Clara Stone was there. “We met,” she said, and added that it was “two lines long”.",
            &[
                "We met, | Clara Stone | verb-after",
                "two lines long | Clara Stone | verb-before",
            ],
        ),
        (
            "The clerk, a tired man, backed Clara Stone and said it was “all in the two lines of the note”.",
            &["all in the two lines of the note | - | -"],
        ),
        (
            "He and Clara Stone said together: “Ring us.”",
            &["Ring us. | - | -"],
        ),
        (
            "Abel Wick never said that it was “all over by the morning of the second day”.",
            &["all over by the morning of the second day | - | -"],
        ),
    ]);
}

#[test]
fn whoever_is_quoted_heard_or_agreed_with_speaks() {
    assert_said(&[
        (
            "Abel Wick quotes Clara Stone: “It is late.”",
            &["It is late. | Clara Stone | verb-before"],
        ),
        (
            "Abel Wick recalls Clara Stone telling them that “it is late”.",
            &["it is late | Clara Stone | verb-before"],
        ),
        (
            "Abel Wick asked whether he agreed with Clara Stone that it was “a wish list with a bar chart”.",
            &["a wish list with a bar chart | Clara Stone | verb-before"],
        ),
        (
            "Abel Wick dismissed claims that it was “over and done with in a day”.",
            &[],
        ),
        (
            "Abel Wick told Clara Stone: “It is late.”",
            &["It is late. | Abel Wick | verb-before"],
        ),
    ]);
}

#[test]
fn the_agent_of_a_passive() {
    assert_said(&[
        (
            "The plan was described as “a boat with eleven captains” by Clara Stone.",
            &["a boat with eleven captains | Clara Stone | verb-before"],
        ),
        (
            "The plan was described as “a very large and leaking boat with eleven captains” by Clara Stone’s deputy.",
            &["a very large and leaking boat with eleven captains | - | -"],
        ),
    ]);
}

#[test]
fn labels_and_bylines() {
    assert_said(&[
        (
            "“The lot.” – Clara Stone, proposing.",
            &["The lot. | Clara Stone | label"],
        ),
        ("“The lot.” – a heckler", &["The lot. | - | -"]),
        (
            "Abel Wick read out a letter from Clara Stone: “We are sorry.”",
            &["We are sorry. | Clara Stone | label"],
        ),
        ("Of Clara Stone: “She is late.”", &["She is late. | - | -"]),
        ("A reader: “It is late.”", &["It is late. | - | -"]),
    ]);
}

#[test]
fn the_owner_of_the_words() {
    assert_said(&[
        (
            "Clara Stone’s view of Abel Wick: “Decent.”",
            &["Decent. | Clara Stone | own-words"],
        ),
        (
            "Abel Wick has three minutes. His speech in full, more or less:\n\n“I keep sheep. They are well.”",
            &["I keep sheep. They are well. | Abel Wick | own-words"],
        ),
        (
            "Clara Stone’s speech\n\n“It ends.” She left.",
            &["It ends. | Clara Stone | own-words"],
        ),
        // The answer is somebody else's.
        (
            "Clara Stone asked. Her answer came from the chair, Abel Wick, and was “not me, I am only the chair here”.",
            &["not me, I am only the chair here | - | -"],
        ),
    ]);
}

#[test]
fn the_author_of_a_letter() {
    assert_said(&[
        (
            "Clara Stone has written to all her staff. “Hear it from me,” the letter begins.",
            &["Hear it from me, | Clara Stone | verb-after"],
        ),
        (
            "Abel Wick has sent a message, read by his agent Clara Stone, which says it is “the last light on that road”.",
            &["the last light on that road | Abel Wick | verb-before"],
        ),
        (
            "Staff have written to Clara Stone. “Hear it from us,” the letter begins.",
            &["Hear it from us, | - | -"],
        ),
    ]);
}

#[test]
fn what_introduces_a_passage() {
    assert_said(&[
        (
            "Clara Stone is on her feet, reading fast. “We let them down.”",
            &["We let them down. | Clara Stone | introduced"],
        ),
        (
            "Clara Stone has left the room. “We let them down.”",
            &["We let them down. | - | -"],
        ),
        (
            "Clara Stone, who asked first, is close to tears. She names them:\n\n“Ann. Una. John.”",
            &["Ann. Una. John. | Clara Stone | introduced"],
        ),
        (
            "Clara Stone is under fire. One reader:\n\n“She should go.”",
            &["She should go. | - | -"],
        ),
        (
            "A letter was handed round. It is from Clara Stone, and was read by Abel Wick. This is some of it:\n\n“He played.”",
            &["He played. | Clara Stone | introduced"],
        ),
    ]);
}

#[test]
fn answers_to_the_page() {
    assert_said(&[
        (
            "Abel Wick came by. Would he resign? “It would not help.”",
            &["It would not help. | Abel Wick | answered"],
        ),
        (
            "“I asked for an office,” Clara Stone said. And? “He is looking into it.”",
            &[
                "I asked for an office, | Clara Stone | verb-after",
                "He is looking into it. | Clara Stone | answered",
            ],
        ),
        (
            "“It is late,” said Clara Stone.\n\nAsked by reporters how late: “We don’t know.”",
            &[
                "It is late, | Clara Stone | verb-after",
                "We don’t know. | Clara Stone | answered",
            ],
        ),
        (
            "Abel Wick came by. What do they say? “Everything.”",
            &["Everything. | - | -"],
        ),
    ]);
}

#[test]
fn a_speaker_goes_on() {
    assert_said(&[
        (
            "Clara Stone said it was “too little and too late”, and left the hall with her staff.\n\n“Nobody can say we weren’t told.”",
            &[
                "too little and too late | Clara Stone | verb-before",
                "Nobody can say we weren’t told. | Clara Stone | continued",
            ],
        ),
        (
            "Clara Stone said it was “too little and too late”, and Abel Wick left.\n\n“Nobody can say we weren’t told.”",
            &[
                "too little and too late | Clara Stone | verb-before",
                "Nobody can say we weren’t told. | - | -",
            ],
        ),
        (
            "“When?” asked Clara Stone. “In the spring,” said Abel Wick. “Which spring?”",
            &[
                "When? | Clara Stone | verb-after",
                "In the spring, | Abel Wick | verb-after",
                "Which spring? | - | -",
            ],
        ),
    ]);
}

#[test]
fn a_clause_at_the_end_hands_over_the_sentence() {
    assert_said(&[
        (
            "The firm got “pretty much” what it asked for, says Clara Stone.",
            &["pretty much | Clara Stone | verb-after"],
        ),
        (
            "The firm got “pretty much” what it asked for; it is late, says Clara Stone.",
            &[],
        ),
    ]);
}

#[test]
fn feelings_are_the_subjects_own() {
    assert_said(&[
        (
            "Clara Stone was “delighted”.",
            &["delighted | Clara Stone | verb-before"],
        ),
        (
            "Abel Wick spoke. He’s “profoundly sorry”.",
            &["profoundly sorry | Abel Wick | verb-before"],
        ),
        ("Clara Stone was “a menace”.", &[]),
    ]);
}

#[test]
fn pronouns_mean_whom_the_page_speaks_of() {
    assert_said(&[
        // Who writes the entry is nobody that it speaks of.
        (
            "Una Field: The chair, Clara Stone, has no favourite. “I have an outcome,” she said.",
            &["I have an outcome, | Clara Stone | verb-after"],
        ),
        (
            "John Field spoke until noon; now it is Abel Wick on the phone, and he says it “won’t do”.",
            &["won’t do | Abel Wick | verb-before"],
        ),
        (
            "Clara Stone was there. One of the nurses put it to me in the car park. It was, she said, “shutting, with biscuits”.",
            &["shutting, with biscuits | - | -"],
        ),
    ]);
}

#[test]
fn names_that_are_common_words() {
    assert_said(&[
        (
            "Dr John Black chairs it. There is nobody left, says Black, “and nobody will come”.",
            &["and nobody will come | John Black | verb-before"],
        ),
        (
            "Dr John Black and Dr Una Black chair it. There is nobody left, says Black, “and nobody will come to help us out”.",
            &["and nobody will come to help us out | - | -"],
        ),
    ]);
}

#[test]
fn what_nobody_says() {
    assert_said(&[
        ("Clara Stone said the “winter crisis” plan was late.", &[]),
        (
            "Clara Stone shouted something that the record gives as “[Interruption.]”",
            &[],
        ),
        (
            "Clara Stone said the report “makes for harrowing reading”.",
            &["makes for harrowing reading | Clara Stone | verb-before"],
        ),
        ("Clara Stone said the report “Safer care” was late.", &[]),
        // A nickname is part of the name, and hides no other passage.
        (
            "John “Sid” Field (@sid): “I warned them.”",
            &["I warned them. | John “Sid” Field | label"],
        ),
    ]);
}

#[test]
fn who_may_not_have_said_it_is_not_named() {
    for text in [
        "The trust has sent a letter, read by Dr Ann Field, which says the ward is “the last one on that road”.",
        "He and Dr Ann Field said, having clearly rehearsed it: “And then ring your MP, please.”",
    ] {
        assert!(
            quotations(text).iter().all(|line| line.ends_with("| - | -")),
            "{text}"
        );
    }
}

#[test]
fn who_said_it_is_named() {
    for text in [
        "Dr Ann Field said: “And then ring your MP, please.”",
        "She agreed, and Dr Ann Field said: “And then ring your MP, please.”",
        "It was Dr Ann Field, who says the ward is “the last one on that road”.",
        "Dr Ann Field: “And then ring your MP, please.”",
    ] {
        let lines = quotations(text);
        assert!(lines.len() == 1 && lines[0].contains("| Ann Field |"), "{text}");
    }
}
