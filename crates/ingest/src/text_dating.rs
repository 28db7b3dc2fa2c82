//! The last rung of a page's date: what its text says, joined with what is known of whom it names and of its neighbours.
//!
//! The archive reads texts and the entities know whom they name; neither knows of the other, so they meet here.

use crate::lifespans::Lifespans;
use daybook_archive::{Assembly, Constraint, Dating, Zone, date_entries, date_text};
use daybook_model::LeftoverKind;

/// Dates a page by its text and dates its entries anew if that changes anything.
///
/// `others` are constraints from elsewhere: the page's neighbours in the archive, the time of a crawl.
pub(crate) fn date_by_text(
    dating: Dating,
    assembly: &mut Assembly,
    lifespans: &Lifespans,
    others: Vec<Constraint>,
    zone: &Zone,
) -> Dating {
    let Assembly {
        inspection,
        shifts,
        headings,
    } = assembly;
    let constraints = lifespans
        .constraints(&inspection.entries)
        .into_iter()
        .chain(Constraint::headings(headings))
        .chain(others);
    let page = &inspection.page;
    let lead = page.title.iter().chain(&page.standfirst).map(String::as_str);
    let headlines = inspection
        .leftovers
        .iter()
        .filter(|left| left.kind == LeftoverKind::Headlines)
        .map(|left| left.text.as_str());
    let entries = inspection.entries.iter().map(|entry| entry.text.as_str());
    let paragraphs = lead
        .chain(headlines)
        .chain(entries)
        .flat_map(|text| text.split('\n'))
        .filter(|paragraph| !paragraph.trim().is_empty());
    let text = date_text(paragraphs, constraints);
    let before = dating.interval.clone();
    let dating = dating.with_text(text);
    if dating.interval != before {
        date_entries(&mut inspection.entries, shifts, &dating.interval, zone);
    }
    dating
}
