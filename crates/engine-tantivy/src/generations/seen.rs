//! What counting keeps of entries, each once.
//!
//! Everything counted of an archive is in memory until its generation is written. Thousands of roles are printed in a
//! few hundred ways, and are first or last seen on the same pages: what they have in common is shared.

use daybook_model::{DateInterval, EntryId, slugify};
use daybook_search::Sighting;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An entry in which something was seen.
#[derive(Clone)]
pub(super) struct Seen {
    page: Arc<SeenPage>,
    seq: u32,
}

/// What entries of one page have in common.
struct SeenPage {
    id: String,
    date: DateInterval,
}

/// Makes [`Seen`] of entries that come page by page.
#[derive(Default)]
pub(super) struct Pages {
    last: Option<Arc<SeenPage>>,
}

impl Pages {
    pub(super) fn seen(&mut self, id: &EntryId, date: &DateInterval) -> Seen {
        let same = |page: &&Arc<SeenPage>| page.id == id.page && page.date == *date;
        let page = match self.last.as_ref().filter(same) {
            Some(page) => Arc::clone(page),
            None => {
                let (id, date) = (id.page.clone(), date.clone());
                let page = Arc::new(SeenPage { id, date });
                Arc::clone(self.last.insert(page))
            }
        };
        Seen { page, seq: id.seq }
    }
}

impl Seen {
    pub(super) fn id(&self) -> EntryId {
        EntryId {
            page: self.page.id.clone(),
            seq: self.seq,
        }
    }

    /// Whether its id comes before another.
    pub(super) fn is_before(&self, id: &EntryId) -> bool {
        (self.page.id.as_str(), self.seq) < (id.page.as_str(), id.seq)
    }

    pub(super) fn sighting(&self) -> Sighting {
        Sighting {
            entry: self.id(),
            date: self.page.date.clone(),
        }
    }
}

/// The number of a text in [`Texts`].
pub(super) type TextNumber = u32;

/// Different texts, by numbers, each with the number of its slug.
#[derive(Default)]
pub(super) struct Texts {
    numbers: FxHashMap<Arc<str>, TextNumber>,
    texts: Vec<(Arc<str>, TextNumber)>,
}

impl Texts {
    pub(super) fn number(&mut self, text: &str) -> TextNumber {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let slug = slugify(text);
        let number = self.push(text);
        let slug = match self.numbers.get(slug.as_str()) {
            Some(slug) => *slug,
            None => self.push(&slug),
        };
        self.texts[number as usize].1 = slug;
        number
    }

    /// A text that is its own slug, unless it is told otherwise.
    fn push(&mut self, text: &str) -> TextNumber {
        // An archive of four thousand million different titles would not fit into memory.
        let number = TextNumber::try_from(self.texts.len()).unwrap_or(TextNumber::MAX);
        let text: Arc<str> = text.into();
        self.numbers.insert(Arc::clone(&text), number);
        self.texts.push((text, number));
        number
    }

    pub(super) fn text(&self, number: TextNumber) -> &str {
        &self.texts[number as usize].0
    }

    pub(super) fn slug(&self, number: TextNumber) -> TextNumber {
        self.texts[number as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_model::DateBasis;

    #[test]
    fn texts_of_one_slug_are_told_apart_and_kept_once() {
        let mut texts = Texts::default();
        let [chair, capital, vice] = ["chair", "Chair", "Vice Chair"].map(|text| texts.number(text));
        assert_eq!(
            [chair, capital, vice],
            ["chair", "Chair", "Vice Chair"].map(|text| texts.number(text))
        );
        assert_ne!(chair, capital);
        assert_eq!(texts.slug(chair), texts.slug(capital));
        assert_ne!(texts.slug(chair), texts.slug(vice));
        assert_eq!(texts.text(texts.slug(vice)), "vice-chair");
        assert_eq!(texts.text(vice), "Vice Chair");
        let slug_first = texts.number("vice-chair");
        assert_eq!(
            (slug_first, texts.slug(slug_first)),
            (texts.slug(vice), texts.slug(vice))
        );
    }

    #[test]
    fn entries_of_one_page_and_date_share_it() {
        let mut pages = Pages::default();
        let id = |text: &str| text.parse::<EntryId>().unwrap();
        let dated = |text: &str| {
            let day = text.parse().unwrap();
            DateInterval::between(day, day, DateBasis::Text, "by its text")
        };
        let monday = dated("2015-03-09");
        let [one, two] = ["a/1", "a/12"].map(|text| pages.seen(&id(text), &monday));
        let next_day = pages.seen(&id("a/13"), &dated("2015-03-10"));
        let other = pages.seen(&id("b/1"), &monday);
        assert!(Arc::ptr_eq(&one.page, &two.page));
        assert!(!Arc::ptr_eq(&one.page, &next_day.page));
        for (seen, text, date) in [
            (&one, "a/1", &monday),
            (&two, "a/12", &monday),
            (&next_day, "a/13", &dated("2015-03-10")),
            (&other, "b/1", &monday),
        ] {
            let sighting = seen.sighting();
            assert_eq!((sighting.entry, &sighting.date), (id(text), date));
        }
        assert!(one.is_before(&id("a/2")) && two.is_before(&id("b/1")) && !two.is_before(&id("a/12")));
    }
}
