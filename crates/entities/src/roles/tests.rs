use crate::testing::roles;

#[test]
fn before_the_name() {
    for (text, expected) in [
        (
            "Lamps Association general secretary Clara Wick spoke.",
            "Clara Wick: general secretary, Lamps Association",
        ),
        (
            "The Lamps Association’s chief executive, Clara Wick, spoke.",
            "Clara Wick: chief executive, Lamps Association",
        ),
        (
            "They met the chief executive of the Lamps Association, Clara Wick, today.",
            "Clara Wick: chief executive, Lamps Association",
        ),
        (
            "It was the health secretary, Clara Wick, who spoke.",
            "Clara Wick: health secretary",
        ),
        (
            "Health Secretary Clara Wick spoke.",
            "Clara Wick: Health Secretary",
        ),
        (
            "They left. Branch secretary Clara Wick spoke.",
            "Clara Wick: Branch secretary",
        ),
        ("Yesterday chair Clara Wick spoke.", "Clara Wick: chair"),
        ("They met former aide Clara Wick.", "Clara Wick: former aide"),
        (
            "They met secretary of state for health Clara Wick.",
            "Clara Wick: secretary of state for health",
        ),
        (
            "Their director of nursing Dame Clara Wick spoke.",
            "Clara Wick: director of nursing",
        ),
        (
            "The trust’s finance and performance director Clara Wick spoke.",
            "Clara Wick: finance and performance director",
        ),
        (
            "The children’s minister Clara Wick spoke.",
            "Clara Wick: children’s minister",
        ),
        (
            "It is the trust’s tunnel programme manager, Clara Wick.",
            "Clara Wick: tunnel programme manager",
        ),
    ] {
        assert_eq!(roles(text), [expected], "{text}");
    }
}

#[test]
fn after_the_name() {
    for (text, expected) in [
        (
            "Clara Wick, director of integration for the Lamps Association, spoke.",
            "Clara Wick: director of integration, Lamps Association",
        ),
        (
            "Clara Wick, the Lamps Association’s chief executive, spoke.",
            "Clara Wick: chief executive, Lamps Association",
        ),
        (
            "Clara Wick, adviser to the Medlar Club, and Clara’s brother spoke.",
            "Clara Wick: adviser",
        ),
        ("Clara Wick (chair) spoke.", "Clara Wick: chair"),
        (
            "Clara Wick, who is the health secretary, spoke.",
            "Clara Wick: health secretary",
        ),
        ("Clara Wick – MP for Quay – spoke.", "Clara Wick: MP for Quay"),
        ("Clara Wick, a nurse from Quay, spoke.", "Clara Wick: nurse"),
        (
            "Clara Wick, a nurse at the Lamps Association, spoke.",
            "Clara Wick: nurse, Lamps Association",
        ),
        (
            "Our panel:\n\n• Clara Wick, director of policy, Lamps Association",
            "Clara Wick: director of policy, Lamps Association",
        ),
        (
            "Clara Wick, director of workforce and estates at the Lamps Association, spoke.",
            "Clara Wick: director of workforce and estates, Lamps Association",
        ),
    ] {
        assert_eq!(roles(text), [expected], "{text}");
    }
}

#[test]
fn a_role_between_two_persons_is_one_persons() {
    assert_eq!(
        roles("They met Clara Wick, the health secretary, Abel Thornby, a nurse, and others."),
        ["Clara Wick: health secretary", "Abel Thornby: nurse"]
    );
    assert_eq!(
        roles("They met Clara Wick, health secretary Abel Thornby and others."),
        ["Abel Thornby: health secretary"]
    );
    assert_eq!(
        roles("On it are Clara Wick, chair, Abel Thornby, treasurer, and others."),
        ["Clara Wick: chair", "Abel Thornby: treasurer"]
    );
}

#[test]
fn kin_readers_and_verbs_are_no_titles() {
    for text in [
        "His wife Clara Wick spoke.",
        "Our reader Clara Wick spoke.",
        "Clara Wick, who spoke to nurses, left.",
        "Clara Wick said the health secretary had left.",
        "Clara Wick of the Lamps Association spoke.",
        "With its chair gone, Clara Wick left.",
    ] {
        assert_eq!(roles(text), Vec::<String>::new(), "{text}");
    }
}
