//! Words, phrases, beginnings of words and misspelt words, in running text and in what somebody said.

use super::expand::{self, AnalysedPrefix, analyse_prefix};
use super::forms::{self, Forms};
use super::parts::Part;
use super::plan::Plan;
use super::translate::{Built, LISTED_FORMS, Walk};
use super::words::sequence;
use crate::analysis::{Word, words as analyse};
use crate::schema::{TextFields, by_speaker};
use daybook_search::{Expansion, Node, ScoreKind, TextField};

/// How much the word as typed counts beside its stem.
const EXACT_WEIGHT: f32 = 0.6;
/// How much the same word in the title of its page adds to an entry's score.
const TITLE_WEIGHT: f32 = 0.15;
/// The same in the standfirst.
const STANDFIRST_WEIGHT: f32 = 0.1;

/// Where words are looked for: a running text, or what one speaker said.
struct Place {
    fields: TextFields,
    slug: Option<String>,
}

impl Place {
    /// The word as the index has it there.
    fn term(&self, word: &str) -> String {
        match &self.slug {
            Some(slug) => by_speaker(slug, word),
            None => word.to_owned(),
        }
    }

    fn terms(&self, words: &[String]) -> Vec<String> {
        words.iter().map(|word| self.term(word)).collect()
    }
}

impl Walk<'_> {
    fn places(&self, field: TextField) -> Vec<Place> {
        let place = |fields, slug| Place { fields, slug };
        match &self.speakers {
            Some(speakers) if field == TextField::Said => speakers
                .iter()
                .map(|slug| place(self.fields.said_by, Some(slug.clone())))
                .collect(),
            _ => vec![place(self.fields.of(field), None)],
        }
    }

    /// Words one after another, or near each other, in any of the places.
    fn sequences(
        &self,
        (kind, field, text): (ScoreKind, TextField, &str),
        words: &[String],
        form: fn(TextFields) -> tantivy::schema::Field,
        slop: u32,
    ) -> Option<Plan> {
        let places = self.places(field).into_iter();
        let leaf = |place: Place| {
            let terms = place.terms(words);
            let query = sequence(form(place.fields), terms.iter().map(String::as_str), slop);
            Plan::words(kind, field, text, query)
        };
        Plan::union(places.map(leaf).collect())
    }

    pub(super) fn word(&mut self, node: &Node, field: TextField, text: &str) -> Built {
        let words = analyse(text);
        if words.is_empty() {
            return Ok(self.ignore(node, text, "there is no letter or digit in it"));
        }
        let (stems, exact) = (
            forms(&words, |word| &word.stem),
            forms(&words, |word| &word.exact),
        );
        self.mark(field, Part::Stems(stems.clone()));
        let kind = self.standing_in.unwrap_or(ScoreKind::Word);
        let Some(plan) = self.sequences((kind, field, text), &stems, |fields| fields.stem, 0) else {
            return Ok(None);
        };
        if !self.scoring {
            return Ok(Some(plan));
        }
        let kind = self.standing_in.unwrap_or(ScoreKind::ExactForm);
        let as_typed = self.sequences((kind, field, text), &exact, |fields| fields.exact, 0);
        let as_typed = as_typed.map(|plan| plan.narrower().weighted(EXACT_WEIGHT));
        let mut raising: Vec<Plan> = as_typed.into_iter().collect();
        if field == TextField::Text {
            let of_page = [
                (ScoreKind::Title, TextField::Title, TITLE_WEIGHT),
                (ScoreKind::Standfirst, TextField::Standfirst, STANDFIRST_WEIGHT),
            ];
            raising.extend(of_page.into_iter().filter_map(|(kind, field, weight)| {
                let plan = self.sequences((kind, field, text), &stems, |fields| fields.stem, 0);
                plan.map(|plan| plan.weighted(weight))
            }));
        }
        Ok(Some(Plan::preferring(plan, raising)))
    }

    pub(super) fn phrase(&mut self, node: &Node, field: TextField, text: &str, slop: u32) -> Built {
        let words = analyse(text);
        if words.is_empty() {
            return Ok(self.ignore(node, text, "there is no letter or digit in it"));
        }
        let kind = self.standing_in.unwrap_or(ScoreKind::Phrase);
        let exact = forms(&words, |word| &word.exact);
        let plan = self.sequences((kind, field, text), &exact, |fields| fields.exact, slop);
        if let Some(plan) = plan
            && self.matches_any(plan.query(self.searcher)?.as_ref())?
        {
            let part = if slop == 0 {
                Part::Exact(exact)
            } else {
                Part::AnyExact(exact.into_iter().collect())
            };
            self.mark(field, part);
            return Ok(Some(plan));
        }
        let stems = forms(&words, |word| &word.stem);
        let plan = self.sequences((kind, field, text), &stems, |fields| fields.stem, slop);
        self.expansions.push(Expansion {
            span: node.span,
            text: text.to_owned(),
            reason: "stemmed-phrase".to_owned(),
            forms: vec![stems.join(" ")],
            total: 1,
        });
        let part = if slop == 0 {
            Part::Stems(stems)
        } else {
            Part::AnyStem(stems.into_iter().collect())
        };
        self.mark(field, part);
        Ok(plan)
    }

    pub(super) fn prefix(&mut self, node: &Node, field: TextField, text: &str) -> Built {
        let Some(found) = analyse_prefix(text) else {
            return Ok(self.ignore(node, text, "there is no letter or digit before the star"));
        };
        let mut plans = Vec::new();
        let mut all = Forms::default();
        for place in self.places(field) {
            let exact = place.fields.exact;
            let begun = AnalysedPrefix {
                before: place.terms(&found.before),
                prefix: place.term(&found.prefix),
            };
            let forms =
                forms::prefix_forms(self.snapshot, exact, &begun.prefix, LISTED_FORMS, self.deadline)?;
            let query = expand::prefix_query(self.searcher, exact, &begun, &forms, self.deadline);
            plans.push(Plan::leaf(ScoreKind::Prefix, field, format!("{text}*"), query));
            let before = begun.prefix.len() - found.prefix.len();
            all.merge(forms.mapped(|form| form.get(before..).unwrap_or_default().to_owned()));
        }
        self.expand(node, text, "prefix", &all);
        self.mark(
            field,
            Part::Prefix {
                before: found.before,
                prefix: found.prefix,
            },
        );
        Ok(Plan::union(plans))
    }

    /// A word of several tokens is several misspelt words, all of which must be there.
    pub(super) fn fuzzy(&mut self, node: &Node, field: TextField, text: &str, distance: u8) -> Built {
        let words = analyse(text);
        if words.is_empty() {
            return Ok(self.ignore(node, text, "there is no letter or digit in it"));
        }
        let exact = self.fields.of(field).exact;
        let mut must = Vec::with_capacity(words.len());
        for word in &words {
            let forms = forms::fuzzy_forms(self.snapshot, exact, &word.exact, distance, self.deadline)?;
            let typed = if words.len() == 1 { text } else { &word.exact };
            self.expand(node, typed, "fuzzy", &forms);
            let mut plans = Vec::new();
            for place in self.places(field) {
                let near = forms.mapped(|form| place.term(form));
                let term = place.term(&word.exact);
                let queries = expand::fuzzy_queries(self.searcher, place.fields.exact, &term, &near);
                let leaf = |query| Plan::leaf(ScoreKind::Fuzzy, field, format!("{typed}~{distance}"), query);
                plans.push(Plan::Best(queries.into_iter().map(leaf).collect()));
            }
            must.extend(Plan::union(plans));
            self.mark(field, Part::AnyExact(forms.iter().map(str::to_owned).collect()));
        }
        Ok(Some(Plan::All {
            must,
            should: Vec::new(),
            not: Vec::new(),
        }))
    }
}

/// One form of each word.
fn forms(words: &[Word], form: fn(&Word) -> &String) -> Vec<String> {
    words.iter().map(|word| form(word).clone()).collect()
}
