//! On which side of a date a text stands.

use super::*;

#[test]
fn years_by_themselves() {
    let side = |text: &str| {
        let (before, after) = text.split_once('#').unwrap();
        tense(before, after, true)
    };
    for text in [
        "The government will repeal the # Act",
        "It published its # plan",
        "It will cost £3bn in # prices",
        "It will do as it did in 2011 and in #",
        "Places will be cut back to # levels",
        "the # reforms",
    ] {
        assert_eq!(side(text), None, "{text}");
    }
    assert_eq!(side("The hospital opened in #."), Some(Tense::Past));
    assert_eq!(side("It has been short of money since # and"), Some(Tense::Past));
    assert_eq!(side("The hospital will close in #."), Some(Tense::Future));
}

#[test]
fn sides() {
    let side = |text: &str| {
        let (before, after) = text.split_once('#').unwrap();
        tense(before, after, false)
    };
    for text in [
        "The report was published on # by the department",
        "The inquiry, which published its report in #.",
        "made by the government in #",
        "He has led the trust since # and",
        "On # the trust published its plan",
        "He died at the hospital in #",
        "in a letter sent on # he said",
        "The chief executive resigned in early #",
        "patients were treated between 2010 and #",
        "It was first announced in #",
        "The board held a meeting on #",
        "Places will be few, as in #",
        "It treated people badly from January 2005 to #",
    ] {
        assert_eq!(side(text), Some(Tense::Past), "{text}");
    }
    for text in [
        "NHS Change Day on # promises to be",
        "the entry deadline has now been extended to #.",
        "the programme is due to go live on #.",
        "It will be published on #",
        "A report to be published on #",
        "The consultation closes on #",
        "The strike on # will go ahead",
        "comments must be sent by #",
        "The hospital will close by #.",
        "CCGs have until # to respond",
        "an election, which can be no later than #",
        "Until # you can say what you think",
        "Peers begin the report stage on #",
        "The board meets on #",
        "The next stoppage would be 48 hours from #",
        "He wants answers by #",
    ] {
        assert_eq!(side(text), Some(Tense::Future), "{text}");
    }
    for text in [
        "It was due to be published on #",
        "It would have been published on #",
        "It agreed a merger in #",
        "He announced a conference on #",
        "The trust wrote to members about a meeting on #",
        "The trust approved plans for a new hospital in #",
        "The report is published on #",
        "The financial year ends on #",
        "They missed the deadline of #",
        "it said it would be in deficit until #",
        "the forecast for #",
        "He said the conference on #",
        "was to be published on #",
        "The strike on # was called off",
        "It was not published on #",
        "If published on #",
        "It would repeal the Act if it won in #",
        "The board was to meet on #",
        "The hearings did not begin on #",
        "The walkout would be on #",
    ] {
        assert_eq!(side(text), None, "{text}");
    }
}
