use crate::PageText;
use crate::testing::with;

/// Who says each quotation of a text.
fn speakers(text: &str) -> Vec<Option<String>> {
    let recogniser = with("");
    let page = PageText {
        entries: vec![text],
        ..PageText::default()
    };
    let named = recogniser.recognise(&page).pop().unwrap();
    let quotations = recogniser.quotations(text, &named.organisations, &named.persons);
    let name = |speaker: daybook_model::Speaker| speaker.name;
    quotations
        .into_iter()
        .map(|said| said.speaker.map(name))
        .collect()
}

#[test]
fn who_may_not_have_said_it_is_not_named() {
    for text in [
        "The trust has sent a letter, read by Dr Ada Lovelace, which says the ward is “the last one on that road”.",
        "He and Dr Ada Lovelace said, having clearly rehearsed it: “And then ring your MP, please.”",
        "Mr Babbage spoke. Mr Babbage’s view of Dr Lovelace: “Decent, and quite outnumbered.”",
    ] {
        assert_eq!(speakers(text).into_iter().flatten().next(), None, "{text}");
    }
}

#[test]
fn who_said_it_is_named() {
    for text in [
        "Dr Ada Lovelace said: “And then ring your MP, please.”",
        "She agreed, and Dr Ada Lovelace said: “And then ring your MP, please.”",
        "It was Dr Ada Lovelace, who says the ward is “the last one on that road”.",
        "Dr Ada Lovelace: “And then ring your MP, please.”",
    ] {
        assert_eq!(speakers(text), [Some("Ada Lovelace".to_owned())], "{text}");
    }
}
