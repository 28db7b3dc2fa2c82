//! Why something was recognised, in words.

use daybook_model::{AttributionRule, Mention, RecognitionRule};

/// Why a mention was taken for a name.
pub(super) fn mention(mention: &Mention) -> String {
    let rule = match mention.why.rule {
        RecognitionRule::GazetteerName => "a name that the gazetteer lists",
        RecognitionRule::GazetteerAlias => "another name that the gazetteer lists",
        RecognitionRule::GazetteerMisprint => "a misprint that the gazetteer lists",
        RecognitionRule::PageAcronym => "a short form that the page itself explains",
        RecognitionRule::PageCoreference => "named in full elsewhere on the page",
        RecognitionRule::ArchiveCoreference => "named in full on other pages of the archive",
        RecognitionRule::OrganisationSuffix => "ends as names of organisations do",
        RecognitionRule::OrganisationPrefix => "begins as names of organisations do",
        RecognitionRule::OrganisationContext => "a word beside it says that it is an organisation",
        RecognitionRule::Honorific => "a title stands before it",
        RecognitionRule::Role => "a role stands beside it",
        RecognitionRule::Attribution => "a verb of saying stands beside it",
        RecognitionRule::GivenName => "a known given name and a surname",
        RecognitionRule::List => "in a list with other persons",
    };
    match mention.why.evidence.as_deref() {
        None | Some("") => rule.to_owned(),
        Some(evidence) => format!("{rule} ({evidence})"),
    }
}

/// How the speaker of a quotation was found.
pub(super) fn attribution(rule: AttributionRule) -> &'static str {
    match rule {
        AttributionRule::VerbAfter => "a verb of saying and the name stand after it",
        AttributionRule::VerbBefore => "the name and a verb of saying stand before it",
        AttributionRule::Label => "the name and a colon stand before it, or a dash and the name after it",
        AttributionRule::OwnWords => "the words before it are said to be this speaker’s",
        AttributionRule::AccordingTo => "“according to” and the name stand beside it",
        AttributionRule::Introduced => "what stands before introduces it",
        AttributionRule::Answered => "it answers a question that stands before it",
        AttributionRule::Continued => "it goes on where the quotation before it broke off",
    }
}
