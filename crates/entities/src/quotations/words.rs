//! What attribution knows of single words.

use rustc_hash::FxHashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

/// A set of what a word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(u32);

macro_rules! flags {
    ($($name:ident $bit:literal $doc:literal),* $(,)?) => {
        impl Flags {
            $(#[doc = $doc] pub(super) const $name: Self = Self(1 << $bit);)*
        }
    };
}

flags! {
    SAY 0 "A verb that hands over another's words, in the third person or the past.",
    BASE 1 "The same after a modal: `would say`.",
    BE 2 "A form of `be`.",
    AUX 3 "Another auxiliary.",
    ADVERB 4 "May stand between a subject and its verb.",
    HE 5 "`he`",
    SHE 6 "`she`",
    IT 7 "`it`",
    OTHER 8 "A pronoun or the like that names nobody: `they`, `one`.",
    WHO 9 "Opens a relative clause: `who`, `which`.",
    AND 10 "Joins a second verb to the subject of the first.",
    PREPOSITION 11 "A name after it is no subject.",
    DETERMINER 12 "An article or the like.",
    SPOKESMAN 13 "Speaks for a body.",
    STATEMENT 14 "What bodies speak through.",
    BARRIER 15 "Begins another clause, with a subject of its own.",
    BODY 16 "A common noun for a body: `the union`.",
    OFFICE 17 "A common noun for a person: `the minister`.",
    MALE 18 "A man's title.",
    FEMALE 19 "A woman's title.",
    OWNER 20 "The `'s` of a possessive.",
    ASKING 21 "A verb that takes whom it is said to as its object, and is said of that one in the passive.",
    WEAK 23 "A verb of `SAY` that may stand inside what another one says: `he said members wanted`.",
    DOCUMENT 24 "What somebody wrote, and `it` says.",
    UTTERANCE 25 "What a possessive owner says: `her answer was`.",
    QUOTING 26 "A verb whose object is the speaker: `she quotes Ada Lovelace`.",
    HEARING 27 "A verb whose object speaks: `recalls Ada Lovelace telling`.",
    STAGE 28 "Shows that somebody has the word: `is on her feet`, `is speaking`.",
    FEELING 29 "What only somebody himself says of how he feels: `was “delighted”`.",
    INTRODUCTION 22 "Shows that a paragraph introduces a passage: `from`, `extract`.",
}

impl Flags {
    pub(super) const NONE: Self = Self(0);

    /// Is the word any of these?
    pub(super) fn is(self, flags: Self) -> bool {
        self.0 & flags.0 != 0
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const WORDS: &[(Flags, &str)] = &[
    (Flags::SAY, "said says saying told tells telling writes wrote writing tweets tweeted tweeting comments commented
        commenting adds added adding warned warns warning argues argued arguing claims claimed claiming explains
        explained explaining asks asked asking replies replied replying responds responded responding insists
        insisted insisting admits admitted admitting announced announces calls called calling confirmed confirms
        suggests suggested suggesting thinks thought thinking believes believed describes described describing
        concludes concluded notes noted noting observes observed stressed stresses urged urges urging welcomed
        welcomes welcoming criticised criticises criticized accuses accused accusing praised praises predicted
        predicts promised promises revealed reveals states stated stating continued continues continuing hopes
        hoped wants wanted blogs blogged remarked remarks quipped quips joked jokes wonders wondered questioned
        questions recommended acknowledged acknowledges agreed agrees disagreed disagrees emphasised emphasises
        declared declares dismissed dismisses attacked attacks pledged pledges vowed vows demanded demands
        reiterated asserted asserts conceded concedes cautioned cautions complained complains recalled recalls
        testified apologised apologises condemned condemns hailed hails branded brands thanked thanks thanking
        reckons reckoned maintains maintained shouts shouted cried cries retorts retorted expects expected
        sums reads begins ends singles quotes quoted reports reported exclaimed murmured muttered mused muses
        protested protests countered counters contends contended tells feared fears feels felt jests jested
        estimated estimates put puts answered answers answering mutters whispered whispers sighed
        sighs sniffed sniffs cites cited confides confided grumbles grumbled laments lamented boasts boasted interjects
        interjected opines deadpans deadpanned repeats repeated"),
    (Flags::WEAK, "wants wanted expects expected thinks thought believes believed hopes hoped promised promises called
        calls describes described accuses accused praised praises puts put fears feared feels felt reads begins ends
        agreed agrees reported reports singles estimated estimates attacked welcomed welcomes asked asks urged urges
        thanked thanks criticised criticises confirmed demanded demands condemned predicted predicts"),
    (Flags::DOCUMENT, "letter statement email e-mail note message post blog article memo"),
    (Flags::UTTERANCE, "view take assessment judgment judgement summary speech suggestion answer reply response verdict tweet message comment comments statement view
        contribution words reaction advice email question quip line"),
    (Flags::BASE, "say tell write tweet comment add warn argue claim explain ask reply respond insist admit call confirm
        suggest think describe note observe stress urge welcome promise declare concede complain"),
    (Flags::ASKING, "told asked accused called warned urged thanked described criticised quoted praised dismissed condemned
        branded reported hailed welcomed expected thought believed put"),
    (Flags::BE, "is was were are be been being isn't wasn't aren't weren't"),
    (Flags::AUX, "has had have having would will could can may might must should did does do shall hasn't hadn't"),
    (Flags::ADVERB, "also then later now only just again twice once today yesterday tonight earlier recently simply
        already still even afterwards ever never rightly further this morning afternoon evening lunchtime previously
        reportedly publicly himself herself so too really always often first even"),
    (Flags::HE, "he he'd he'll"),
    (Flags::SHE, "she she'd she'll"),
    (Flags::IT, "it it'd it'll"),
    (Flags::OTHER, "they i we you one some many others nobody somebody someone everyone everybody several both each another
        most few neither none all anybody anyone they'd they'll they're they've we'd we'll we're we've i'd i'll
        i'm i've you'd you'll you're you've"),
    (Flags::WHO, "who which whose whom"),
    (Flags::AND, "and but or yet then"),
    (Flags::PREPOSITION, "of for at in on by with from to about near under over after before between against into through like
        beside behind alongside including as than via without"),
    (Flags::DETERMINER, "the a an its his her their this that our my these those"),
    (Flags::SPOKESMAN, "spokesman spokeswoman spokesperson spokespeople"),
    (Flags::STATEMENT, "statement release"),
    (Flags::BARRIER, "while whereas although though because whilst"),
    (Flags::BODY, "union trust charity regulator company college council group department party association commission
        newspaper paper watchdog confederation federation foundation society hospital firm thinktank institute agency
        authority body organisation campaign ministry network forum"),
    (Flags::OFFICE, "secretary minister chancellor leader chair chairman chairwoman executive director president mp peer
        ombudsman commissioner mayor spokesman professor surgeon doctor campaigner backbencher governor officer
        economist inspector nurse editor"),
    (Flags::MALE, "mr sir lord baron earl viscount"),
    (Flags::FEMALE, "mrs ms miss dame lady baroness viscountess countess"),
    (Flags::OWNER, "'s '"),
    (Flags::QUOTING, "quotes quoted quoting cites cited citing"),
    (Flags::HEARING, "recall recalls recalled recalling remember remembers remembered hear hears heard overheard overhears"),
    (Flags::STAGE, "feet speaking speaks spoke rises stands replying blunter blunt plainer scathing furious unimpressed defiant
        adamant emphatic candid shook shakes nodded nods shrugged shrugs smiled smiles laughed laughs paused pauses"),
    (Flags::FEELING, "sorry delighted pleased chuffed proud disappointed concerned worried confident appalled surprised
        saddened sad thrilled shocked determined happy grateful angry furious optimistic hopeful dismayed ashamed
        relieved outraged sickened heartbroken honoured humbled excited thankful"),
    (Flags::INTRODUCTION, "from extract writes statement comment says said responded posted sent more message email letter tweeted
        wrote blogged"),
];

static FLAGS: LazyLock<FxHashMap<&'static str, Flags>> = LazyLock::new(|| {
    let mut map: FxHashMap<&'static str, Flags> = FxHashMap::default();
    for (flags, words) in WORDS {
        for word in words.split_whitespace() {
            let known = map.entry(word).or_default();
            *known = *known | *flags;
        }
    }
    map
});

/// The longest word that is looked up, in bytes.
const LONGEST: usize = 16;

/// What a word can be, however it is written.
pub(super) fn flags_of(word: &str) -> Flags {
    if word.len() > LONGEST {
        return adverb(word);
    }
    let mut small = [0_u8; LONGEST];
    let mut length = 0;
    let mut chars = word.chars();
    for c in chars.by_ref() {
        let c = if daybook_model::is_apostrophe(c) { '\'' } else { c };
        if !c.is_ascii() {
            return Flags::NONE;
        }
        // A plain letter takes no more bytes than what it stands for.
        if let Some(place) = small.get_mut(length) {
            *place = (c as u8).to_ascii_lowercase();
        }
        length += 1;
    }
    let key = small
        .get(..length)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .unwrap_or("");
    let known = FLAGS.get(key).copied().unwrap_or(Flags::NONE);
    if known == Flags::NONE { adverb(word) } else { known }
}

/// `kindly`; not `family` nor `Italy`.
fn adverb(word: &str) -> Flags {
    let is_adverb = word.len() > 5
        && word.ends_with("ly")
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && !matches!(word, "family" | "supply" | "assembly" | "anomaly" | "monopoly");
    if is_adverb { Flags::ADVERB } else { Flags::NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_however_they_are_written() {
        assert!(flags_of("Said").is(Flags::SAY) && flags_of("isn’t").is(Flags::BE));
        assert!(flags_of("’s").is(Flags::OWNER) && flags_of("kindly").is(Flags::ADVERB));
        assert!(flags_of("told").is(Flags::SAY) && flags_of("told").is(Flags::ASKING));
        for word in ["", "family", "Zorblely", "é", "extraordinarinesses"] {
            assert_eq!(flags_of(word), Flags::NONE, "{word}");
        }
    }
}
