//! Moments as markup writes them: `2013-05-20T08:00:00+01:00`, `2013-05-20 08:00`, `Mon, 20 May 2013 08:00:00 GMT`,
//! seconds since 1970.

use crate::Zone;
use daybook_model::{ClockTime, LocalDate};
use jiff::{Timestamp, civil, fmt::rfc2822};

/// When something was published, as exactly as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A moment with its offset from Greenwich.
    Instant(Timestamp),
    /// A time on a wall of the newsroom.
    Wall(civil::DateTime),
    /// A day.
    Day(civil::Date),
}

impl Moment {
    /// Reads a moment; `None` if the text is none, or lies outside the years 1990 to 2100, in which there are live blogs.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 64 {
            return None;
        }
        let moment = Self::read_any(text)?;
        let year = match moment {
            Self::Instant(instant) => instant.in_tz("UTC").ok()?.year(),
            Self::Wall(wall) => wall.year(),
            Self::Day(day) => day.year(),
        };
        (1990..=2100).contains(&year).then_some(moment)
    }

    fn read_any(text: &str) -> Option<Self> {
        if text.len() >= 9 && text.bytes().all(|b| b.is_ascii_digit()) {
            let number: i64 = text.parse().ok()?;
            return match text.len() {
                9 | 10 => Timestamp::from_second(number).ok().map(Self::Instant),
                12 | 13 => Timestamp::from_millisecond(number).ok().map(Self::Instant),
                _ => None,
            };
        }
        if !text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Some(Self::Instant(instant));
        }
        if text.len() == 10 {
            return text.parse::<civil::Date>().ok().map(Self::Day);
        }
        if let Ok(wall) = text.parse::<civil::DateTime>() {
            return Some(Self::Wall(wall));
        }
        rfc2822::parse(text)
            .ok()
            .map(|zoned| Self::Instant(zoned.timestamp()))
    }

    /// The moment for putting things in order; `None` for a whole day.
    pub(crate) fn instant(self, zone: &Zone) -> Option<Timestamp> {
        match self {
            Self::Instant(instant) => Some(instant),
            Self::Wall(wall) => zone.instant(wall),
            Self::Day(_) => None,
        }
    }

    /// The day and, where it is known, the time of day in the zone.
    pub fn in_zone(self, zone: &Zone) -> Option<(LocalDate, Option<ClockTime>)> {
        let (wall, timed) = match self {
            Self::Instant(instant) => (zone.wall(instant), true),
            Self::Wall(wall) => (wall, true),
            Self::Day(day) => (day.at(0, 0, 0, 0), false),
        };
        let widen = |number: i8| u8::try_from(number).ok();
        let day = LocalDate::new(wall.year(), widen(wall.month())?, widen(wall.day())?)?;
        let minute = |number: i8| u16::try_from(number).ok();
        let time = ClockTime::new(minute(wall.hour())?, minute(wall.minute())?)?;
        Some((day, timed.then_some(time)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_london(text: &str) -> Option<String> {
        let (day, time) = Moment::read(text)?.in_zone(&Zone::new("Europe/London").unwrap())?;
        Some(time.map_or_else(|| day.to_string(), |time| format!("{day} {time}")))
    }

    #[test]
    fn moments_are_those_of_the_zone() {
        for (text, local) in [
            ("2013-05-20T08:00:00+01:00", "2013-05-20 08:00"),
            ("2013-05-20T08:00:00.000Z", "2013-05-20 09:00"),
            ("2013-05-20T08:00+0100", "2013-05-20 08:00"),
            ("2013-05-20 08:00:00Z", "2013-05-20 09:00"),
            ("2013-05-20T23:30:00Z", "2013-05-21 00:30"),
            ("2013-05-20T03:00:00-04:00", "2013-05-20 08:00"),
            ("2013-05-20T08:00:00", "2013-05-20 08:00"),
            ("2013-05-20 08:00", "2013-05-20 08:00"),
            ("2013-05-20", "2013-05-20"),
            ("Mon, 20 May 2013 08:00:00 GMT", "2013-05-20 09:00"),
            ("1369033200", "2013-05-20 08:00"),
            ("1369033200000", "2013-05-20 08:00"),
        ] {
            assert_eq!(in_london(text).as_deref(), Some(local), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment() {
        for text in [
            "",
            "5.32pm",
            "2013",
            "2 hours ago",
            "0001-01-01T00:00:00Z",
            "PT5M",
            "2013-05-40",
            "99999999999999",
        ] {
            assert_eq!(in_london(text), None, "{text}");
        }
    }
}
