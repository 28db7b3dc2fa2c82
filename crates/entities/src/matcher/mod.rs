//! All names of the gazetteer, found by their words.
//!
//! Every form is looked for in small letters ([`WordTrie`]). Capitals are checked afterwards, on the tokens: `Monitor`
//! is a regulator and `monitor` is not.

mod word_trie;

use crate::gazetteer::{Gazetteer, Need, Origin, organisation_forms, person_forms};
use crate::lexicon::{Classes, Lexicon};
use crate::misprints::{Misprint, Misprints};
use crate::text::{Shape, TokenisedText, tokenise};
use daybook_model::RecognitionRule;
use rustc_hash::FxHashMap;
use word_trie::WordTrie;

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

/// The forms and how they are found.
#[derive(Debug)]
pub(crate) struct Matcher {
    /// By words the range of the forms that they may be.
    names: WordTrie<(u32, u32)>,
    forms: Vec<Form>,
    misprints: Misprints,
}

impl Matcher {
    /// Compiles a gazetteer; the words of its names become known to the lexicon.
    pub(crate) fn new(gazetteer: &Gazetteer, lexicon: &mut Lexicon) -> Self {
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
        patterns.compile(lexicon)
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
    pub(crate) fn hits(&self, text: &TokenisedText<'_>, lexicon: &Lexicon) -> Vec<Hit> {
        let mut hits = Vec::new();
        for start in 0..text.tokens.len() {
            self.names.from(lexicon, text, start, |end, (first, last)| {
                let fitting = (first..last)
                    .filter(|form| capitals_fit(&self.forms[*form as usize].shapes, text, start, end));
                hits.extend(fitting.map(|form| Hit {
                    start,
                    end,
                    form,
                    misprinted: false,
                }));
            });
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

    fn compile(self, lexicon: &mut Lexicon) -> Matcher {
        let mut by_text: Vec<_> = self.by_text.into_iter().collect();
        by_text.sort_by(|a, b| a.0.cmp(&b.0));
        let mut names = WordTrie::default();
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
            let words = text.split_whitespace();
            let words = words.map(|word| lexicon.add(word, Classes::NONE));
            names.insert(words, (first, forms.len() as u32));
        }
        misprints.finish();
        Matcher {
            names,
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
