//! Organisations: listed names first, then names by their form, then what the page itself adds.
//!
//! 1. [`listed`]: names of the gazetteer, with their conditions.
//! 2. [`coordination`], [`suffix`], [`prefix`], [`branch`], [`institution`], [`collective`], [`context`], [`apposition`], [`belonging`], [`speaking`],
//!    [`ampersand`], [`founded`], [`campaign`], [`cause`], [`saint`], [`care_home`], [`whereabouts`], [`name_lines`], [`list`], [`listed_together`]: names that no list knows.
//! 3. [`overlap`]: of names that overlap, one stays; [`headline`]: in headlines capitals show little.
//! 4. [`repetition`], [`acronym`], [`short_form`], [`first_word`], [`hospital_short_form`], [`hospital_letters`], [`bare_place`]: names that the page defines by using them in full elsewhere.
//! 5. [`publication`]: the page's own publication only where it acts.
//!
//! [`affiliation`] and [`line`] run after persons are known and add what they belong to.

pub(crate) mod acronym;
pub(crate) mod affiliation;
pub(crate) mod among_papers;
pub(crate) mod ampersand;
pub(crate) mod apposition;
pub(crate) mod bare_place;
pub(crate) mod belonging;
pub(crate) mod branch;
pub(crate) mod campaign;
pub(crate) mod care_home;
pub(crate) mod cause;
pub(crate) mod collective;
pub(crate) mod context;
pub(crate) mod coordination;
pub(crate) mod endings;
pub(crate) mod extent;
pub(crate) mod first_word;
pub(crate) mod founded;
pub(crate) mod headline;
pub(crate) mod hospital_letters;
pub(crate) mod hospital_short_form;
pub(crate) mod institution;
pub(crate) mod line;
pub(crate) mod list;
pub(crate) mod listed;
pub(crate) mod listed_together;
pub(crate) mod name_lines;
pub(crate) mod naming;
pub(crate) mod overlap;
pub(crate) mod prefix;
pub(crate) mod publication;
pub(crate) mod repetition;
pub(crate) mod saint;
pub(crate) mod short_form;
pub(crate) mod speaking;
pub(crate) mod suffix;
pub(crate) mod trust_cue;
pub(crate) mod trust_lines;
pub(crate) mod trust_list;
pub(crate) mod whereabouts;

use crate::knowledge::Knowledge;
use crate::matcher::Matcher;
use crate::page::Page;
use daybook_model::RecognitionRule;

/// Which organisation a mention means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Identity {
    /// A row of the gazetteer.
    Row(u32),
    /// One that no list knows, by the name made for it.
    Made(String),
}

/// Why a mention was taken, put into words only if somebody will read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// A form of the gazetteer.
    Form(u32),
    /// In words.
    Words(String),
}

impl Evidence {
    pub(crate) fn words(&self, matcher: &Matcher) -> String {
        match self {
            Self::Form(form) => matcher.form_evidence(*form),
            Self::Words(words) => words.clone(),
        }
    }
}

/// A mention of an organisation, as tokens of a part of the page.
#[derive(Debug, Clone)]
pub(crate) struct OrganisationMention {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) identity: Identity,
    pub(crate) rule: RecognitionRule,
    pub(crate) evidence: Evidence,
}

/// Mentions by part of the page, each in order and none overlapping.
pub(crate) type Mentions = Vec<Vec<OrganisationMention>>;

/// All organisations but those that only persons show.
pub(crate) fn recognise(knowledge: &Knowledge, page: &Page<'_>) -> Mentions {
    let mut found = listed::find(knowledge, page);
    for (part, mentions) in page.parts.iter().zip(&mut found) {
        let plural = coordination::find(knowledge, &part.text, mentions);
        mentions.extend(plural);
        let mut made = suffix::find(knowledge, page, &part.text, mentions);
        made.extend(prefix::find(knowledge, &part.text, mentions));
        made.extend(branch::find(knowledge, &part.text, mentions));
        made.extend(institution::find(knowledge, &part.text, mentions));
        made.extend(collective::find(knowledge, page, &part.text, mentions));
        made.extend(context::find(knowledge, page, &part.text, mentions));
        made.extend(apposition::find(knowledge, &part.text, mentions));
        made.extend(belonging::find(knowledge, page, &part.text, mentions));
        made.extend(speaking::find(knowledge, &part.text, mentions));
        made.extend(ampersand::find(knowledge, page, &part.text, mentions));
        made.extend(founded::find(knowledge, page, &part.text, mentions));
        made.extend(campaign::find(knowledge, &part.text, mentions));
        made.extend(cause::find(knowledge, &part.text, mentions));
        made.extend(saint::find(knowledge, &part.text, mentions));
        made.extend(care_home::find(knowledge, &part.text, mentions));
        made.extend(whereabouts::find(knowledge, &part.text, mentions));
        made.extend(name_lines::find(knowledge, &part.text, mentions));
        mentions.extend(made);
        overlap::resolve(mentions);
        list::extend(knowledge, &part.text, mentions);
        listed_together::extend(knowledge, page, &part.text, mentions);
    }
    headline::drop_unsure(page, &mut found);
    publication::add_unlisted(knowledge, page, &mut found);
    repetition::find(page, &mut found);
    acronym::find(page, &mut found);
    short_form::find(page, &mut found);
    first_word::find(knowledge, page, &mut found);
    hospital_short_form::find(knowledge, page, &mut found);
    hospital_letters::find(knowledge, page, &mut found);
    bare_place::find(page, &mut found);
    publication::keep_only_acting(knowledge, page, &mut found);
    naming::fullest_on_page(knowledge, &mut found);
    found
}

/// Does any of the mentions cover a token?
pub(crate) fn covers(mentions: &[OrganisationMention], token: usize) -> bool {
    mentions
        .iter()
        .any(|mention| mention.start <= token && token < mention.end)
}
