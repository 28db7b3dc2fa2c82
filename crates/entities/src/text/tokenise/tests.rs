use super::*;

fn tokens(text: &str) -> Vec<String> {
    let lexicon = Lexicon::default();
    let tokenised = tokenise(text, &lexicon);
    (0..tokenised.tokens.len())
        .map(|i| tokenised.printed(i).to_owned())
        .collect()
}

#[test]
fn parts_possessives_from_names() {
    assert_eq!(
        tokens("Quay’s chair, trusts' staff"),
        ["Quay", "’s", "chair", ",", "trusts", "'", "staff"]
    );
    assert_eq!(tokens("Una O’Dell doesn't"), ["Una", "O’Dell", "doesn't"]);
}

#[test]
fn parts_what_a_hyphen_hangs_on_a_name() {
    assert_eq!(
        tokens("Labour-run ex-Quay"),
        ["Labour", "-", "run", "ex", "-", "Quay"]
    );
    assert_eq!(
        tokens("Stoke-on-Trent Talbot-Rice Co-operative"),
        ["Stoke-on-Trent", "Talbot-Rice", "Co-operative"]
    );
}

#[test]
fn keeps_addresses_together() {
    assert_eq!(
        tokens("mail ann.lee@EXAMPLE.com."),
        ["mail", "ann.lee@EXAMPLE.com", "."]
    );
    assert_eq!(
        tokens("see http://example.org/a?b=c, now"),
        ["see", "http://example.org/a?b=c", ",", "now"]
    );
    assert_eq!(tokens("E-quay.co.uk’s head"), ["E-quay.co.uk", "’s", "head"]);
    assert_eq!(
        tokens("@some_body said here.The"),
        ["@some_body", "said", "here", ".", "The"]
    );
}

#[test]
fn dots_of_titles_and_initials_end_no_sentence() {
    assert_eq!(
        tokens("Dr. Ann B. Lee spoke. She"),
        ["Dr", "Ann", "B.", "Lee", "spoke", ".", "She"]
    );
    let lexicon = Lexicon::default();
    let text = tokenise("Dr. Ann B. Lee spoke. She", &lexicon);
    let starts: Vec<_> = (0..text.tokens.len())
        .filter(|i| text.tokens[*i].sentence_start)
        .collect();
    assert_eq!(starts, [0, 6]);
}

#[test]
fn normalises() {
    assert_eq!(
        normalise("St. Mary’s & Saint-Ives"),
        " st mary 's and saint ives "
    );
    assert_eq!(normalise("G.M.B."), " gmb ");
}

#[test]
fn sentence_starts() {
    let lexicon = Lexicon::default();
    let text = tokenise("He said: “Quay is.” But Quay\n• Hull", &lexicon);
    let starts: Vec<_> = (0..text.tokens.len())
        .filter(|i| text.is_capitalised(*i) && text.tokens[*i].sentence_start)
        .map(|i| text.printed(i))
        .collect();
    assert_eq!(starts, ["He", "Quay", "But", "Hull"]);
}
