//! The archive's time zone: from a printed time on a known day to a timestamp.
//!
//! Stamps are wall-clock times of the newsroom. Only the zone's rules for that very day say which offset they carry,
//! so the offset is computed for each entry and never kept for the archive.

use crate::error::ArchiveError;
use daybook_model::{ClockTime, LocalDate};
use jiff::{
    Timestamp, ToSpan,
    civil::DateTime,
    tz::{AmbiguousOffset, Offset, TimeZone},
};

/// A time zone of the IANA database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// The zone of that IANA name, in any case; [`name`](Self::name) has the database's own spelling.
    pub fn new(iana: &str) -> Result<Self, ArchiveError> {
        let unknown = || ArchiveError::UnknownTimeZone {
            name: iana.to_owned(),
        };
        let rules = TimeZone::get(iana).map_err(|_| unknown())?;
        let name = rules.iana_name().ok_or_else(unknown)?.to_owned();
        Ok(Self { name, rules })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a clock of the zone shows at that moment.
    pub(crate) fn wall(&self, instant: Timestamp) -> DateTime {
        self.rules.to_datetime(instant)
    }

    /// When a clock of the zone shows that; the earlier moment of two.
    pub(crate) fn instant(&self, wall: DateTime) -> Option<Timestamp> {
        self.rules.to_timestamp(wall).ok()
    }

    /// The day that a moment falls on here.
    pub fn day_of(&self, moment: Timestamp) -> LocalDate {
        let date = moment.to_zoned(self.rules.clone()).date();
        let widen = |number: i8| u8::try_from(number).unwrap_or(1);
        LocalDate::new(date.year(), widen(date.month()), widen(date.day()))
            .unwrap_or_else(|| crate::DaySet::ends().1)
    }

    /// The moment as RFC 3339, always with a numeric offset: `2015-03-09T13:34:00+00:00`.
    ///
    /// A time that the spring change leaves out is moved on by the length of the gap (01:30 becomes 02:30 summer
    /// time); a time that the autumn change repeats is taken as the earlier of the two. This is what calendars do
    /// (RFC 5545), and for a live blog the harmless choice: order within a page comes from the stamps.
    pub fn timestamp(&self, day: LocalDate, time: ClockTime) -> String {
        let wall = civil(day, time);
        let (wall, offset) = match self.rules.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => (wall, offset),
            AmbiguousOffset::Fold { before, .. } => (wall, before),
            AmbiguousOffset::Gap { before, after } => {
                let gap = (after.seconds() - before.seconds()).seconds();
                (wall.checked_add(gap).unwrap_or(wall), after)
            }
        };
        format!("{}{}", wall.strftime("%Y-%m-%dT%H:%M:%S"), numeric(offset))
    }
}

/// Both types hold the same days and times of day, so nothing can go out of range.
fn civil(day: LocalDate, time: ClockTime) -> DateTime {
    let narrow = |number: u16| i8::try_from(number).unwrap_or_default();
    DateTime::new(
        day.year(),
        narrow(u16::from(day.month())),
        narrow(u16::from(day.day())),
        narrow(time.hour()),
        narrow(time.minute()),
        0,
        0,
    )
    .unwrap_or_default()
}

/// `+01:00`. RFC 3339 has no seconds in offsets; those of the days before standard time are left off.
fn numeric(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn london(day: &str, time: &str) -> String {
        Zone::new("Europe/London")
            .unwrap()
            .timestamp(day.parse().unwrap(), time.parse().unwrap())
    }

    #[test]
    fn the_offset_is_that_of_the_day() {
        assert_eq!(london("2015-03-09", "13:34"), "2015-03-09T13:34:00+00:00");
        assert_eq!(london("2013-05-20", "09:05"), "2013-05-20T09:05:00+01:00");
    }

    #[test]
    fn a_time_in_the_spring_gap_moves_on() {
        assert_eq!(london("2015-03-29", "00:59"), "2015-03-29T00:59:00+00:00");
        assert_eq!(london("2015-03-29", "01:00"), "2015-03-29T02:00:00+01:00");
        assert_eq!(london("2015-03-29", "01:30"), "2015-03-29T02:30:00+01:00");
        assert_eq!(london("2015-03-29", "02:00"), "2015-03-29T02:00:00+01:00");
    }

    #[test]
    fn a_time_in_the_autumn_fold_is_the_earlier() {
        assert_eq!(london("2015-10-25", "00:59"), "2015-10-25T00:59:00+01:00");
        assert_eq!(london("2015-10-25", "01:30"), "2015-10-25T01:30:00+01:00");
        assert_eq!(london("2015-10-25", "02:00"), "2015-10-25T02:00:00+00:00");
    }

    #[test]
    fn utc_is_numeric_too_and_odd_offsets_are_kept() {
        let at = |zone: &str| {
            Zone::new(zone)
                .unwrap()
                .timestamp("2015-01-09".parse().unwrap(), "13:34".parse().unwrap())
        };
        assert_eq!(at("UTC"), "2015-01-09T13:34:00+00:00");
        assert_eq!(at("America/St_Johns"), "2015-01-09T13:34:00-03:30");
        assert_eq!(at("Asia/Kathmandu"), "2015-01-09T13:34:00+05:45");
    }

    #[test]
    fn the_name_is_the_databases() {
        assert_eq!(Zone::new("europe/london").unwrap().name(), "Europe/London");
    }

    #[test]
    fn unknown_zones_are_named() {
        insta::assert_snapshot!(
            Zone::new("Europe/Londres").unwrap_err(),
            @r#"unknown time zone "Europe/Londres": write an IANA name, such as Europe/London"#
        );
        for name in ["", "GMT+1 or so", "../etc/passwd"] {
            assert!(Zone::new(name).is_err(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_has_a_timestamp(year in 1i16..=9999, month in 1u8..=12, day in 1u8..=28, minutes in 0u16..1440) {
            let zone = Zone::new("America/New_York").unwrap();
            let day = LocalDate::new(year, month, day).unwrap();
            let stamp = zone.timestamp(day, ClockTime::from_minutes(minutes).unwrap());
            prop_assert_eq!(stamp.len(), "2015-03-09T13:34:00+00:00".len());
            prop_assert!(stamp.starts_with(&format!("{day}T")), "{}", stamp);
        }
    }
}
