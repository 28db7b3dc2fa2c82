//! Constraints from how long somebody has held an office: `Jeremy Hunt, ten weeks in,`, `the new health secretary`.

use super::constraint::{Constraint, ConstraintKind};
use super::days::{Day, DaySet};
use super::lengths::{LENGTH, Length};
use super::relative::Relative;
use super::relative_words::RELATIVE;
use super::tense::Tense;
use crate::pattern::pattern;
use daybook_model::LocalDate;
use regex::Regex;
use std::sync::LazyLock;

/// How long somebody is called new, and is said to leave or to come.
const NEW_DAYS: i32 = 200;
const LEAVING_DAYS: i32 = 365;
const GRACE_DAYS: i32 = 10;

static SO_FAR: LazyLock<Regex> = LazyLock::new(|| {
    let place = "(?:the|his|her|that|this) (?:new )?(?:post|job|office|role|seat|chair)";
    pattern(&format!(
        r"^,? ?(?:now |just |only )?(?:(?P<a>{LENGTH}) (?:in\b(?: (?:office|post|{place}))?(?:,|\.| -|$| and\b)|into {place})|(?:who )?(?:has|'s) (?:now |only )?(?:(?:had|held|done) {place}|been (?:in (?:office|post|{place})|there|at it)) (?:for )?(?P<b>{LENGTH}))"
    ))
});
static TOOK_OVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^,? (?:who )?(?:took over|took office|took up the post|took up the job|started|was appointed|has been in (?:the |his |her )?(?:post|job) since|took the job) (?P<r>{})\b",
        *RELATIVE
    ))
});
/// `new`, `outgoing`: the word before the title.
fn word_before<'w>(before: &str, title: &str) -> Option<&'w str> {
    const WORDS: [&str; 5] = ["new", "newly appointed", "incoming", "outgoing", "departing"];
    /// What may stand between title and name: `of NHS England, `.
    const MOST_BETWEEN: usize = 40;
    let at = before.rfind(title)?;
    let between = before.len() - at - title.len();
    let head = before.get(..at)?.trim_end();
    let word = WORDS.into_iter().find(|word| head.ends_with(word))?;
    let whole = !head.strip_suffix(word)?.ends_with(char::is_alphanumeric);
    (whole && between <= MOST_BETWEEN).then_some(word)
}

impl Constraint {
    /// What the words on either side of an office holder's name say of the spells in which the office was held; `None` if
    /// they say no more than that it is held.
    pub fn tenure(
        spells: &[(Option<LocalDate>, Option<LocalDate>)],
        title: &str,
        before: &str,
        after: &str,
        evidence: &str,
    ) -> Option<Self> {
        let plain = |text: &str| text.to_lowercase().replace('’', "'").replace(['–', '—'], "-");
        let (before, after) = (plain(before), plain(after));
        let days_in = SO_FAR.captures(&after).and_then(|found| {
            let length = Length::read(found.name("a").or_else(|| found.name("b"))?.as_str())?;
            Some((length.least - 2, length.most + 2))
        });
        let taken = || Relative::read(TOOK_OVER.captures(&after)?.name("r")?.as_str());
        let word = word_before(&before, &title.to_lowercase());
        let mut days = DaySet::none();
        for (from, to) in spells {
            let (from, to) = (from.map(Day::of), to.map(Day::of));
            let span = if let Some((least, most)) = days_in {
                from.map(|from| (from.plus(least), from.plus(most)))
            } else if let Some(relative) = taken() {
                from.and_then(|from| relative.written(from, Some(Tense::Past)))
            } else {
                match word? {
                    "incoming" => from.map(|from| (from.plus(-LEAVING_DAYS), from.plus(GRACE_DAYS))),
                    "outgoing" | "departing" => to.map(|to| (to.plus(-LEAVING_DAYS), to.plus(GRACE_DAYS))),
                    _ => from.map(|from| (from.plus(-GRACE_DAYS), from.plus(NEW_DAYS))),
                }
            };
            let (from, to) = span?;
            days.add(from, to);
        }
        if days.is_empty() {
            return None;
        }
        let (from, to) = days.hull()?;
        let says = format!("so long in the office, {from} to {to}");
        Some(Self::new(ConstraintKind::Lifespan, days, says, evidence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: &str, to: Option<&str>, before: &str, after: &str) -> Option<String> {
        let date = |text: &str| text.parse::<LocalDate>().unwrap();
        let spell = (Some(date(from)), to.map(date));
        let (from, to) = Constraint::tenure(&[spell], "health secretary", before, after, "")?
            .days
            .hull()?;
        Some(format!("{from}..{to}"))
    }

    #[test]
    fn how_long_in_office() {
        for (before, after, days) in [
            (
                "Health secretary ",
                ", ten weeks in, has four priorities",
                "2012-11-02..2012-11-24",
            ),
            (
                "The shadow health secretary, ",
                ", who has had the post for not quite two weeks, accuses",
                "2012-09-11..2012-09-21",
            ),
            (
                "health secretary ",
                ", who took over last week",
                "2012-09-08..2012-09-16",
            ),
            ("the new health secretary ", " said", "2012-08-25..2013-03-23"),
            (
                "the outgoing health secretary, ",
                ", said",
                "2017-07-09..2018-07-19",
            ),
        ] {
            assert_eq!(
                told("2012-09-04", Some("2018-07-09"), before, after).as_deref(),
                Some(days),
                "{before}{after}"
            );
        }
    }

    #[test]
    fn no_more_than_that_it_is_held() {
        for (before, after) in [
            ("Health secretary ", " said it took six weeks in all"),
            ("A new hospital pleases health secretary, ", " said"),
            ("health secretary ", ", who has been in Leeds for two days"),
            ("the departing nurses told the health secretary ", ", and"),
        ] {
            assert_eq!(told("2012-09-04", None, before, after), None, "{before}{after}");
        }
    }
}
