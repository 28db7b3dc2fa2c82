//! Short sentences with invented names, many of each kind of rule, read with given names but no other list.

#![allow(clippy::unwrap_used, reason = "tests")]

use daybook_entities::{EntryNames, Gazetteer, GazetteerSource, PageText, Recogniser};
use std::sync::LazyLock;

static RECOGNISER: LazyLock<Recogniser> = LazyLock::new(|| {
    let text = r#"
        [given_names]
        male = ["Abel", "Quentin", "John", "Perrin"]
        female = ["Clara", "Una", "Morwen", "Sally", "Anne"]
        ambiguous = ["Will", "Mark"]

        [[organisation]]
        name = "Harbour Inspectorate"
        kind = "regulator"

        [[organisation]]
        name = "Lantern"
        kind = "charity"
        name_need = "cue"
        cues = ["charity"]

        [[organisation]]
        name = "Quayside Hospitals NHS Trust"
        kind = "trust"
        aliases = [{ text = "Quayside", needs = "trust-cue" }]

        [[organisation]]
        name = "Thornby General Hospital"
        kind = "hospital"

        [[organisation]]
        name = "Marlbury University"
        kind = "university"

        [[person]]
        name = "Zorble Quandary"
    "#
    .replace("name_need", "name_needs");
    let source = GazetteerSource::new("test.toml", text);
    Recogniser::new(Gazetteer::from_sources(&[source]).unwrap())
});

fn names(text: &str) -> EntryNames {
    let page = PageText {
        entries: vec![text],
        ..PageText::default()
    };
    RECOGNISER.recognise(&page).remove(0)
}

fn organisations(text: &str) -> Vec<String> {
    names(text).organisations.into_iter().map(|o| o.name).collect()
}

fn persons(text: &str) -> Vec<String> {
    names(text).persons.into_iter().map(|p| p.name).collect()
}

#[test]
fn organisations_by_ending() {
    for (text, name) in [
        (
            "It fell to the Wyre Bay Pilots’ Forum to say no.",
            "Wyre Bay Pilots' Forum",
        ),
        ("She left Tern & Co Ltd last week.", "Tern & Co Ltd"),
        (
            "A letter from the Wold Doctors' Co-operative came.",
            "Wold Doctors' Co-operative",
        ),
        (
            "They rang Harbury Fire and Rescue Service twice.",
            "Harbury Fire and Rescue Service",
        ),
        ("It was read in the Marlow Advertiser today.", "Marlow Advertiser"),
        ("Nurses at Elmcroft Surgery agreed.", "Elmcroft Surgery"),
        ("He was sold by Medlar Health last spring.", "Medlar Health"),
        ("It is run by the Sycamore Group, we hear.", "Sycamore Group"),
        (
            "It is owned by Willowmere Care Homes of Hull.",
            "Willowmere Care Homes",
        ),
        (
            "He chairs the Five Coves Consortium in Devon.",
            "Five Coves Consortium",
        ),
        ("He told Ferryman magazine that he was well.", "Ferryman magazine"),
        (
            "Staff of the Wessmere area team were moved.",
            "Wessmere area team",
        ),
        ("A nurse at Aberwen General wept.", "Aberwen General Hospital"),
        (
            "She runs Vale of Wick CCG from home.",
            "Vale of Wick Clinical Commissioning Group",
        ),
        (
            "It went to Wickham NHSFT’s board.",
            "Wickham NHS Foundation Trust",
        ),
    ] {
        assert_eq!(organisations(text), [name], "{text}");
    }
}

#[test]
fn organisations_by_beginning() {
    for (text, name) in [
        (
            "She leads the Association of Quay Directors now.",
            "Association of Quay Directors",
        ),
        (
            "He gave to the Foundation for Tidal Lives.",
            "Foundation for Tidal Lives",
        ),
        ("He asked Healthwatch Marlow about it.", "Healthwatch Marlow"),
        (
            "It is the view of the Faculty of Harbour Medicine.",
            "Faculty of Harbour Medicine",
        ),
        (
            "Ask the Institute for Tides & Tables first.",
            "Institute for Tides & Tables",
        ),
    ] {
        assert_eq!(organisations(text), [name], "{text}");
    }
}

#[test]
fn organisations_by_their_company() {
    for (text, name) in [
        (
            "She founded a small charity called Lamp Voices North.",
            "Lamp Voices North",
        ),
        ("It was made by an island firm, Ardent & Tull.", "Ardent & Tull"),
        ("Tinnibus, a company which makes bells, closed.", "Tinnibus"),
        (
            "Clara Wick of Stop the Tolls Marlow spoke.",
            "Stop the Tolls Marlow",
        ),
        ("Clara Wick, from the think tank Northlamp, spoke.", "Northlamp"),
        ("It helps Lantern’s Clara Wick to sleep.", "Lantern"),
        ("He told Lantern about it.", "Lantern"),
        ("Lantern had a stall by the door.", "Lantern"),
        ("We were at the Lantern fringe at noon.", "Lantern"),
        ("Professor Clara Wick, of Marlbury, spoke.", "Marlbury University"),
        ("A surgeon at Quayside said so.", "Quayside Hospitals NHS Trust"),
        (
            "He was treated at Thornby last night.",
            "Thornby General Hospital",
        ),
    ] {
        assert_eq!(organisations(text), [name], "{text}");
    }
}

#[test]
fn no_organisations() {
    for text in [
        "A lantern hung there. Lantern light fell.",
        "Good Care Matters More Than Ever Says Report.",
        "Better health services are needed, and so is Primary Care.",
        "Quayside is a pretty place.",
        "They met in Thornby and in Quayside.",
        "The Wick Inquiry, the Wick Review and the Wick Report.",
        "He is Secretary of State for Health.",
        "The Public Health Week and the Mental Health Day.",
        "The Attorney General came from General Practice.",
        "Section 75 of the Health Act, and A&E targets.",
        "A commission, a group and a partnership met.",
        "Save the date! Stop Press. Keep Calm.",
    ] {
        assert_eq!(organisations(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn persons_by_role_and_title() {
    for (text, name) in [
        ("Former aide Oswin Talbot-Rice left.", "Oswin Talbot-Rice"),
        ("Oswin Bell, a retired ferry porter, left.", "Oswin Bell"),
        ("Oswin Bell, who’s in charge, left.", "Oswin Bell"),
        ("Oswin Bell (chair) left.", "Oswin Bell"),
        ("Lt Col Oswin Bell left.", "Oswin Bell"),
        ("It was Commander Oswin Bell who left.", "Oswin Bell"),
        ("We saw the Rt Hon Oswin Bell there.", "Oswin Bell"),
        ("It is by the art desk’s Oswin Bell today.", "Oswin Bell"),
        ("So says our own Oswin Bell today.", "Oswin Bell"),
        ("Your host is Oswin Bell until noon.", "Oswin Bell"),
        ("Goodnight from Oswin Bell and all.", "Oswin Bell"),
        ("The shadow lamps secretary Oswin Bell left.", "Oswin Bell"),
        ("It is Sally-Anne Featherby again.", "Sally-Anne Featherby"),
        ("We met Ms R. d’Ouza there.", "R. d'Ouza"),
        ("We met Perrin al-Masri there.", "Perrin al-Masri"),
        ("We met Clara O`Bell there.", "Clara O'Bell"),
        ("We met Clara van der Bell there.", "Clara van der Bell"),
    ] {
        assert_eq!(persons(text), [name], "{text}");
    }
}

#[test]
fn persons_in_lists_and_short() {
    for (text, found) in [
        ("Lords Bell and Zubb came.", vec!["Lord Bell", "Lord Zubb"]),
        ("Messrs Bell, Zubb and Finch came.", vec!["Bell", "Zubb", "Finch"]),
        (
            "Clara Wick met Abel Zubb. Wick and Zubb agreed.",
            vec!["Clara Wick", "Abel Zubb"],
        ),
        ("Clara Wick spoke, then Clara sat down.", vec!["Clara Wick"]),
        (
            "Clara Wick, Oswin Bell and Una Finch came.",
            vec!["Clara Wick", "Oswin Bell", "Una Finch"],
        ),
        ("Thanks to reader Perrin for this.", vec!["Perrin"]),
        (
            "Mrs Wick spoke to Abel Wick and Una Wick.",
            vec!["Una Wick", "Abel Wick"],
        ),
    ] {
        assert_eq!(persons(text), found, "{text}");
    }
}

#[test]
fn no_persons() {
    for text in [
        "It will be done by May, or by March.",
        "On Monday April showers fell.",
        "A charity called Hearing Lamps said so. It was called Hearing Lamps.",
        "It is run by Sunrise Homes.",
        "The Harbury Advertiser said so.",
        "Oswin Bell, a river, froze.",
        "Great Wards Need Good Nurses.",
        "The Quandary report and the Quandary inquiry.",
        "The Lords Committee and the Drs Surgery.",
    ] {
        assert_eq!(persons(text), Vec::<String>::new(), "{text}");
    }
}
