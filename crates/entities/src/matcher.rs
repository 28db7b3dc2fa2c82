//! All names of the gazetteer in one automaton.
//!
//! The automaton reads normalised text (small letters, one blank around each token) and finds every occurrence of
//! every form at once. A form begins and ends with a blank, so that it never begins or ends inside a token. Capitals
//! are checked afterwards, on the tokens: `Monitor` is a regulator and `monitor` is not.

use crate::gazetteer::{Gazetteer, Need, Origin, organisation_forms, person_forms};
use crate::lexicon::Lexicon;
use crate::misprints::{Misprint, Misprints};
use crate::text::{Shape, TokenisedText, tokenise};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;

/// What a form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Target {
    /// A row of organisations.
    Organisation(u32),
    /// A row of persons.
    Person(u32),
    /// A phrase in which a row of organisations is not meant.
    NotIn(u32),
    /// A phrase that looks like a person and is none.
    NotAPerson,
}

/// One way to write what the gazetteer lists.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) target: Target,
    pub(crate) need: Need,
    pub(crate) rule: RecognitionRule,
    pub(crate) derived: bool,
    pub(crate) origin: Option<Origin>,
    pub(crate) text: Box<str>,
    shapes: Box<[Shape]>,
}

impl Form {
    /// The row and the name by which it was found: `organisations/national.toml:12 CQC`.
    pub(crate) fn evidence(&self) -> String {
        match &self.origin {
            Some(origin) => format!("{origin} {}", self.text),
            None => self.text.to_string(),
        }
    }

    /// Is it of several words?
    pub(crate) fn is_long(&self) -> bool {
        self.shapes.len() > 1
    }
}

/// An occurrence of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// The first token.
    pub(crate) start: usize,
    /// The token after the last.
    pub(crate) end: usize,
    /// Which form, for [`Matcher::form`].
    pub(crate) form: u32,
    /// It is printed with a slip.
    pub(crate) misprinted: bool,
}

/// The automaton and its forms.
#[derive(Debug)]
pub(crate) struct Matcher {
    /// Missing only where it could not be built, which the gazetteer's limit on its size keeps from happening.
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton the range of its forms.
    ranges: Vec<(u32, u32)>,
    forms: Vec<Form>,
    misprints: Misprints,
}

impl Matcher {
    /// Compiles a gazetteer.
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let mut patterns = Patterns::default();
        for (row, organisation) in (0..).zip(gazetteer.organisation_rows()) {
            for form in organisation_forms(organisation) {
                let (rule, need) = (form.rule, form.need);
                let target = Target::Organisation(row);
                patterns.add(target, &form.text, need, rule, form.derived, Some(form.origin));
            }
            for phrase in &organisation.not_in {
                let rule = RecognitionRule::GazetteerName;
                patterns.add(Target::NotIn(row), phrase, Need::Nothing, rule, false, None);
            }
        }
        for (row, person) in (0..).zip(gazetteer.person_rows()) {
            for (rule, text, origin) in person_forms(person) {
                let derived = rule == RecognitionRule::GazetteerMisprint;
                patterns.add(
                    Target::Person(row),
                    &text,
                    Need::Nothing,
                    rule,
                    derived,
                    Some(origin),
                );
            }
        }
        for phrase in &gazetteer.lists().not_a_person {
            let rule = RecognitionRule::GazetteerName;
            patterns.add(Target::NotAPerson, phrase, Need::Nothing, rule, false, None);
        }
        patterns.compile()
    }

    pub(crate) fn form(&self, hit: Hit) -> &Form {
        &self.forms[hit.form as usize]
    }

    /// Was the form made from a listed name?
    pub(crate) fn is_derived(&self, form: u32) -> bool {
        self.forms[form as usize].derived
    }

    /// The evidence of a form by its number.
    pub(crate) fn form_evidence(&self, form: u32) -> String {
        self.forms[form as usize].evidence()
    }

    /// Every occurrence of every form, by first token, the longest first.
    pub(crate) fn hits(&self, text: &TokenisedText<'_>) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Some(automaton) = &self.automaton else {
            return hits;
        };
        // Occurrences come by their ends, so that their last tokens are met in order.
        let mut last = 0;
        for found in automaton.find_overlapping_iter(&text.normal) {
            let (from, to) = (found.start() as u32 + 1, found.end() as u32 - 1);
            while text.tokens.get(last).is_some_and(|token| token.norm_end < to) {
                last += 1;
            }
            if text.tokens.get(last).is_none_or(|token| token.norm_end != to) {
                continue;
            }
            let mut start = last;
            while start > 0 && text.tokens[start].norm_start > from {
                start -= 1;
            }
            if text.tokens[start].norm_start != from {
                continue;
            }
            let end = last + 1;
            let (first, last) = self.ranges[found.pattern().as_usize()];
            for form in first..last {
                if capitals_fit(&self.forms[form as usize].shapes, text, start, end) {
                    hits.push(Hit {
                        start,
                        end,
                        form,
                        misprinted: false,
                    });
                }
            }
        }
        let misprinted = |Misprint { start, end, form }| Hit {
            start,
            end,
            form,
            misprinted: true,
        };
        hits.extend(self.misprints.find(text).into_iter().map(misprinted));
        hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.form));
        hits
    }
}

/// Forms by the normalised text that they share.
#[derive(Default)]
struct Patterns {
    by_text: FxHashMap<String, Vec<Form>>,
    lexicon: Lexicon,
}

impl Patterns {
    fn add(
        &mut self,
        target: Target,
        text: &str,
        need: Need,
        rule: RecognitionRule,
        derived: bool,
        origin: Option<Origin>,
    ) {
        let tokenised = tokenise(text, &self.lexicon);
        if tokenised.tokens.is_empty() {
            return;
        }
        let shapes: Box<[Shape]> = tokenised.tokens.iter().map(|token| token.shape).collect();
        let forms = self.by_text.entry(tokenised.normal).or_default();
        // Of one row, the listed form comes before the derived ones and says what is needed.
        if forms
            .iter()
            .any(|form| form.target == target && form.shapes == shapes && (derived || !form.derived))
        {
            return;
        }
        forms.push(Form {
            target,
            need,
            rule,
            derived,
            origin,
            text: text.into(),
            shapes,
        });
    }

    fn compile(self) -> Matcher {
        let mut by_text: Vec<_> = self.by_text.into_iter().collect();
        by_text.sort_by(|a, b| a.0.cmp(&b.0));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .dense_depth(8)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(by_text.iter().map(|(text, _)| text))
            .ok();
        let mut ranges = Vec::with_capacity(by_text.len());
        let mut forms = Vec::new();
        let mut misprints = Misprints::default();
        for (text, mut of_text) in by_text {
            let first = forms.len() as u32;
            let listed = (first..).zip(&of_text).find(|(_, form)| {
                let mendable = matches!(form.need, Need::Nothing | Need::TrustCue);
                mendable && !form.derived && matches!(form.target, Target::Organisation(_))
            });
            if let Some((number, form)) = listed {
                misprints.add(number, &text, form.need == Need::Nothing);
            }
            forms.append(&mut of_text);
            ranges.push((first, forms.len() as u32));
        }
        misprints.finish();
        Matcher {
            automaton,
            ranges,
            forms,
            misprints,
        }
    }
}

/// Is the text written with the capitals that the form has?
///
/// More capitals never hurt a name of several words (`Department Of Health`). One missing is let pass in a name of
/// three capitalised words or more, but not in two: `NHS employers` are not NHS Employers.
fn capitals_fit(shapes: &[Shape], text: &TokenisedText<'_>, start: usize, end: usize) -> bool {
    if shapes.len() != end - start {
        // Hyphens: `Stoke on Trent` in the list, `Stoke-on-Trent` on the page.
        return text.is_capitalised(start) || shapes.first() == Some(&Shape::Lower);
    }
    if let [shape] = shapes {
        let printed = text.tokens[start].shape;
        let letters = text.word(start).len();
        return match (shape, printed) {
            (Shape::Lower, _) => printed == Shape::Lower,
            (Shape::Caps, Shape::Title) => letters >= 5,
            (Shape::Title | Shape::Mixed, Shape::Caps) => letters >= 4,
            (Shape::Caps, Shape::Caps) => true,
            (Shape::Caps, Shape::Mixed) => false,
            (_, Shape::Lower) => false,
            (Shape::Title | Shape::Mixed, Shape::Title | Shape::Mixed) => true,
        };
    }
    let (mut capitals, mut missing) = (0, 0);
    for (i, shape) in (start..end).zip(shapes) {
        if *shape != Shape::Lower {
            capitals += 1;
            missing += usize::from(text.tokens[i].shape == Shape::Lower);
        }
    }
    let first_missing = shapes[0] != Shape::Lower && text.tokens[start].shape == Shape::Lower;
    missing == 0 || (missing == 1 && capitals >= 3 && !first_missing)
}
