//! What an entry quotes, as text of the index: the words of each quotation, and the same once more under its speaker.
//!
//! Words of different quotations lie so far apart that no phrase runs from one into the next. What a speaker said is
//! looked for by words that carry the speaker, so that it costs no more than looking for a word.

use super::document::NAME_SEPARATOR;
use super::{Fields, TextFields};
use crate::analysis::words;
use daybook_model::Quotation;
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};

/// How many positions lie between two quotations: more than the words of a phrase may be apart.
const GAP: usize = 128;

/// A word as it is looked for in the quotations of one speaker.
pub(crate) fn by_speaker(slug: &str, word: &str) -> String {
    format!("{slug}{NAME_SEPARATOR}{word}")
}

/// Adds all quotations of an entry.
pub(super) fn add_quotations(document: &mut TantivyDocument, fields: &Fields, quotations: &[Quotation]) {
    if quotations.is_empty() {
        return;
    }
    let (mut said, mut said_by) = (Texts::default(), Texts::default());
    let mut position = 0;
    for quotation in quotations {
        let slug = quotation.speaker.as_ref().map(|speaker| speaker.slug.as_str());
        for word in words(&quotation.text) {
            if let Some(slug) = slug {
                said_by.push(
                    position,
                    by_speaker(slug, &word.stem),
                    by_speaker(slug, &word.exact),
                );
            }
            said.push(position, word.stem, word.exact);
            position += 1;
        }
        position += GAP;
    }
    said.add(document, fields.said);
    said_by.add(document, fields.said_by);
}

/// The words of a text by stem and by exact form.
#[derive(Default)]
struct Texts {
    stems: Vec<Token>,
    exact: Vec<Token>,
}

impl Texts {
    fn push(&mut self, position: usize, stem: String, exact: String) {
        let token = |text| Token {
            offset_from: 0,
            offset_to: 0,
            position,
            text,
            position_length: 1,
        };
        self.stems.push(token(stem));
        self.exact.push(token(exact));
    }

    fn add(self, document: &mut TantivyDocument, fields: TextFields) {
        let mut add = |field: Field, tokens: Vec<Token>| {
            if !tokens.is_empty() {
                let text = String::new();
                document.add_pre_tokenized_text(field, PreTokenizedString { text, tokens });
            }
        };
        add(fields.stem, self.stems);
        add(fields.exact, self.exact);
    }
}
