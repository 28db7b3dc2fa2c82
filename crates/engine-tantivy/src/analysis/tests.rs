use super::*;
use proptest::prelude::*;

fn exact(text: &str) -> String {
    words(text)
        .into_iter()
        .map(|word| word.exact)
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn newsroom_words() {
    let lines: Vec<String> = [
        "A&E, Q&A, R&D and M&S; A&E’s AT&T research&development",
        "P4P 4hr 62-day like-it-or-lump-it",
        "don’t O‘Brien Una Oʼbrien Na＇eem 'quoted' trusts' ’tis",
        "here.The HSJ:Na’eem www.reward.co.uk e-reward.co.uk",
        "2.5 3,392 1.34pm 2014-15 £1.2bn 5:32",
        "snake_case @handle #tag",
        "Zoë CAFÉ naïve ﬁnance Æsop straße Ωμέγας İstanbul",
        "½ ① 日本 x² ... — ✓",
        "can''t rock'n'roll 'n'",
    ]
    .into_iter()
    .map(|text| format!("{text}\n    {}", exact(text)))
    .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_apostrophe_is_the_same_between_letters() {
    for c in "'`\u{b4}ʻʼ‘’‛′＇".chars() {
        assert!(daybook_model::is_apostrophe(c));
        let text = format!("O{c}Brien A&E{c}s rock{c}n{c}roll {c}tis trusts{c} it{c}{c}s");
        assert_eq!(
            exact(&text),
            "o'brien | a&e's | rock'n'roll | tis | trusts | it | s",
            "{c}"
        );
    }
    assert_eq!(exact("5′ 10′ 5`10"), "5 | 10 | 5 | 10");
}

#[test]
fn long_words_are_cut_not_dropped() {
    for letter in ["x", "é", "日", "ﬃ"] {
        let found = words(&format!("a {} b", letter.repeat(5000)));
        assert!(found.len() >= 3);
        assert!(found.iter().all(|word| (1..=255).contains(&word.exact.len())));
    }
}

#[test]
fn offsets_are_those_of_the_original() {
    let text = "Zoë’s ﬁne A&E";
    let pieces: Vec<_> = words(text)
        .into_iter()
        .map(|word| &text[word.start..word.end])
        .collect();
    assert_eq!(pieces, ["Zoë’s", "ﬁne", "A&E"]);
}

proptest! {
    #[test]
    fn words_stand_in_order_and_are_never_empty(text: String) {
        let mut end = 0;
        for word in words(&text) {
            prop_assert!(word.start >= end && word.end > word.start);
            prop_assert!(text.get(word.start..word.end).is_some());
            prop_assert!(!word.exact.is_empty() && word.exact.len() <= 255 && !word.stem.is_empty());
            end = word.end;
        }
    }

    #[test]
    fn every_letter_and_digit_is_in_a_word(text in "[a-zA-Zé’'&._:,0-9 -]{0,40}") {
        let found = words(&text);
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            prop_assert!(found.iter().any(|word| (word.start..word.end).contains(&at)), "{} in {:?}", c, text);
        }
    }
}
