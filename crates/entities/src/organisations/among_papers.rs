//! `the FT on Quay’s float; The Times on`: letters of several meanings are the paper's where papers are gone through.

use crate::gazetteer::{Need, OrganisationKind};
use crate::knowledge::Knowledge;
use crate::matcher::{Hit, Target};
use crate::page::PagePart;
use crate::text::TokenKind;

/// Does a line that names another paper, or a verb of telling before it, show that a name is a paper's?
pub(super) fn stands(knowledge: &Knowledge, part: &PagePart<'_>, hit: Hit, row: u32) -> bool {
    let text = &part.text;
    let is_paper = |row: u32| knowledge.organisation(row).kind == OrganisationKind::Newspaper;
    if !is_paper(row) || text.word_before(hit.start, 1) != "the" {
        return false;
    }
    let told = matches!(text.word_before(hit.start, 2), "told" | "tells" | "telling");
    let between = |a: usize, b: usize| (a.min(b)..a.max(b)).any(|i| text.kind(i) == TokenKind::Break);
    let another = |other: &Hit| {
        let form = knowledge.matcher.form(*other);
        form.need == Need::Nothing
            && matches!(form.target, Target::Organisation(paper) if paper != row && is_paper(paper))
            && !between(other.start, hit.start)
    };
    told || part.hits.iter().any(another)
}

#[cfg(test)]
mod tests {
    use crate::PageText;
    use crate::testing::with;

    #[test]
    fn papers_and_other_letters() {
        let recogniser = with(
            r#"
            [[organisation]]
            name = "Quay Times"
            kind = "newspaper"
            aliases = [{ text = "QT", needs = "cue" }]
            cues = ["editorial"]
            [[organisation]]
            name = "Wold Courier"
            kind = "newspaper"
        "#,
        );
        let found = |text: &str| {
            let page = PageText {
                entries: vec![text],
                ..PageText::default()
            };
            let names = recogniser.recognise(&page).remove(0);
            names.organisations.into_iter().any(|o| o.name == "Quay Times")
        };
        assert!(found("The Wold Courier has trams; the QT on snow."));
        assert!(found("A spokesman tells the QT that it rained."));
        assert!(!found("It takes the QT route. \nThe Wold Courier has trams."));
        assert!(!found("The Wold Courier has trams and QT tests."));
    }
}
