//! The table of public events: the files of `events`, data that a person can read and extend.

use super::days::{Day, DaySet, Weekday, YEARS};
use super::holidays::{easter_sunday, is_working_day};
use daybook_model::LocalDate;
use serde::Deserialize;
use std::sync::LazyLock;

/// The files of the table, each a list of events or of bodies; `events/README.md` describes a row.
const FILES: [&str; 17] = [
    include_str!("events/governments.toml"),
    include_str!("events/politics.toml"),
    include_str!("events/budgets.toml"),
    include_str!("events/health.toml"),
    include_str!("events/health-2010-2013.toml"),
    include_str!("events/health-2014-2018.toml"),
    include_str!("events/health-people.toml"),
    include_str!("events/strikes.toml"),
    include_str!("events/world.toml"),
    include_str!("events/abroad.toml"),
    include_str!("events/calendar.toml"),
    include_str!("events/yearly.toml"),
    include_str!("events/more.toml"),
    include_str!("events/record.toml"),
    include_str!("events/seats.toml"),
    include_str!("events/topics.toml"),
    include_str!("events/bodies.toml"),
];

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    passing: bool,
    #[serde(default)]
    hints_only: bool,
    #[serde(default)]
    event: Vec<WrittenEvent>,
    #[serde(default)]
    body: Vec<Body>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEvent {
    name: String,
    phrases: Vec<String>,
    #[serde(default)]
    days: Vec<LocalDate>,
    #[serde(default)]
    every: Vec<String>,
    #[serde(default = "one")]
    lasts: i32,
    #[serde(default)]
    recurring: bool,
    #[serde(default)]
    capital: bool,
    #[serde(default)]
    sudden: bool,
    #[serde(default = "yes")]
    future: bool,
}

fn one() -> i32 {
    1
}

fn yes() -> bool {
    true
}

/// A public event, or all that bear one name.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) name: String,
    /// How a text calls it, in lower case.
    pub(super) phrases: Vec<String>,
    /// First and last day of each.
    pub(super) days: Vec<(Day, Day)>,
    /// Whether there is one every year.
    pub(super) annual: bool,
    /// Days of writing of which the table says nothing.
    pub(super) beyond: DaySet,
    /// Whether the name counts only with a capital letter.
    pub(super) capital: bool,
    /// Whether nobody could speak of it before.
    pub(super) sudden: bool,
    /// Whether what is said to be ahead of it can be taken so.
    pub(super) future: bool,
    /// Whether it is soon forgotten, so that days named beside it are likely its own.
    pub(super) passing: bool,
    /// Whether its name says no more than that it was in the news.
    pub(super) hints_only: bool,
}

/// Something with a name that was in use from a day or at work until a day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    /// For people.
    pub(super) name: String,
    /// How a text calls it, in lower case.
    pub(super) phrases: Vec<String>,
    /// Its last day.
    pub(super) to: Option<LocalDate>,
    /// The day before which nobody used the name.
    pub(super) coined: Option<LocalDate>,
}

/// The whole table.
pub(super) struct Table {
    pub(super) events: Vec<Event>,
    pub(super) bodies: Vec<Body>,
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(read);

#[allow(
    clippy::expect_used,
    reason = "a fixed table: it reads in every test or in none"
)]
fn read() -> Table {
    let mut table = Table {
        events: Vec::new(),
        bodies: Vec::new(),
    };
    for file in FILES {
        let File {
            passing,
            hints_only,
            event,
            body,
        } = toml::from_str(file).expect("a valid table of events");
        table.events.extend(event.into_iter().map(|event| Event {
            passing,
            hints_only,
            ..Event::new(event)
        }));
        table.bodies.extend(body);
    }
    table
}

impl Event {
    fn new(written: WrittenEvent) -> Self {
        let annual = !written.every.is_empty();
        let mut starts: Vec<Day> = written.days.iter().map(|day| Day::of(*day)).collect();
        for rule in &written.every {
            starts.extend(YEARS.filter_map(|year| every(rule, year)));
        }
        starts.sort_unstable();
        let beyond = match (written.days.iter().min(), written.days.iter().max()) {
            (Some(first), Some(last)) if written.recurring => {
                let (from, to) = (Day::new(first.year(), 1, 1), Day::new(last.year(), 12, 31));
                let before = from.map_or_else(DaySet::none, |from| DaySet::until(from.plus(-1)));
                before.or(&to.map_or_else(DaySet::none, |to| DaySet::since(to.plus(1))))
            }
            _ => DaySet::none(),
        };
        Self {
            name: written.name,
            phrases: written.phrases,
            days: starts
                .into_iter()
                .map(|day| (day, day.plus(written.lasts - 1)))
                .collect(),
            annual,
            beyond,
            capital: written.capital,
            sudden: written.sudden,
            future: written.future,
            passing: false,
            hints_only: false,
        }
    }
}

impl Event {
    /// The days of it for people, if they are few.
    pub(super) fn told(&self) -> String {
        match self.days.as_slice() {
            _ if self.annual => "which is every year".to_owned(),
            [(day, _)] => day.date().to_string(),
            [(first, _), .., (last, _)] => {
                format!(
                    "one of {} from {} to {}",
                    self.days.len(),
                    first.date(),
                    last.date()
                )
            }
            [] => String::new(),
        }
    }

    /// Whether a phrase itself says that it happened: `andy murray won wimbledon`.
    pub(super) fn happened(&self, phrase: &str) -> bool {
        const VERBS: [&str; 32] = [
            "won",
            "died",
            "resigned",
            "became",
            "voted",
            "was",
            "were",
            "opened",
            "closed",
            "lost",
            "beat",
            "stood",
            "fell",
            "struck",
            "called",
            "announced",
            "named",
            "signed",
            "quit",
            "took",
            "sworn",
            "rejected",
            "triggered",
            "went",
            "came",
            "published",
            "said",
            "began",
            "ended",
            "broke",
            "cut",
            "agreed",
        ];
        phrase.split(' ').any(|word| VERBS.contains(&word))
    }
}

/// The day of a rule in a year.
fn every(rule: &str, year: i16) -> Option<Day> {
    let easter = || easter_sunday(year);
    let sunday_by = |month: u8, day: u8| -> Option<Day> {
        let last = Day::new(year, month, day)?;
        (0..7)
            .map(|back| last.plus(-back))
            .find(|day| day.weekday() == Weekday::Sunday)
    };
    let monday_by = |month, day| Some(Day::new(year, month, day)?.monday());
    match rule {
        "clocks-back" => sunday_by(10, 31),
        "clocks-forward" => sunday_by(3, 31),
        "mothers-day" => Some(easter()?.plus(-21)),
        "ash-wednesday" => Some(easter()?.plus(-46)),
        "good-friday" => Some(easter()?.plus(-2)),
        "easter-sunday" => easter(),
        "easter-monday" => Some(easter()?.plus(1)),
        "shrove-tuesday" => Some(easter()?.plus(-47)),
        "fathers-day" => sunday_by(6, 21),
        "remembrance-sunday" => sunday_by(11, 14),
        "maundy-thursday" => Some(easter()?.plus(-3)),
        "palm-sunday" => Some(easter()?.plus(-7)),
        "blue-monday" => monday_by(1, 21),
        "early-may-holiday" => monday_by(5, 7).filter(|day| !is_working_day(*day)),
        "spring-holiday" => monday_by(5, 31).filter(|day| !is_working_day(*day)),
        "august-holiday" => monday_by(8, 31),
        month_day => {
            let (month, day) = month_day.split_once('-')?;
            Day::new(year, month.parse().ok()?, day.parse().ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustc_hash::FxHashSet;

    #[test]
    fn the_table_is_sound() {
        let mut seen = FxHashSet::default();
        for event in &TABLE.events {
            assert!(!event.days.is_empty(), "{}", event.name);
            assert!(!event.phrases.is_empty(), "{}", event.name);
            for phrase in &event.phrases {
                assert_eq!(phrase, &phrase.to_lowercase().replace('’', "'"), "{}", event.name);
                assert!(
                    seen.insert(phrase.clone()) || phrase == "budget",
                    "{phrase} means two things"
                );
            }
        }
        let bodies = TABLE.bodies.iter();
        assert!(
            bodies
                .clone()
                .all(|body| body.to.is_some() || body.coined.is_some())
        );
    }

    #[test]
    fn movable_days() {
        let day = |rule, year| every(rule, year).unwrap().date().to_string();
        assert_eq!(day("clocks-back", 2014), "2014-10-26");
        assert_eq!(day("clocks-forward", 2014), "2014-03-30");
        assert_eq!(day("mothers-day", 2014), "2014-03-30");
        assert_eq!(day("fathers-day", 2016), "2016-06-19");
        assert_eq!(day("shrove-tuesday", 2013), "2013-02-12");
        assert_eq!(day("remembrance-sunday", 2015), "2015-11-08");
        assert_eq!(day("11-11", 2015), "2015-11-11");
        assert_eq!(day("early-may-holiday", 2013), "2013-05-06");
        assert_eq!(day("spring-holiday", 2013), "2013-05-27");
        assert_eq!(every("spring-holiday", 2012), None);
        assert_eq!(day("august-holiday", 2014), "2014-08-25");
        assert_eq!(day("maundy-thursday", 2013), "2013-03-28");
        assert_eq!(day("blue-monday", 2016), "2016-01-18");
        assert_eq!(every("02-30", 2015), None);
    }
}
