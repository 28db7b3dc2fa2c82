//! Easter and the bank holidays of England.

use super::days::{Day, Weekday};

/// Whether it is no Saturday, Sunday or bank holiday in England.
///
/// The rules of the Banking and Financial Dealings Act 1971 and the extra days proclaimed since; days in lieu are the
/// first free weekdays. <https://www.gov.uk/bank-holidays>
pub(super) fn is_working_day(day: Day) -> bool {
    if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return false;
    }
    let date = day.date();
    let (year, month, number) = (date.year(), date.month(), date.day());
    let monday = day.weekday() == Weekday::Monday;
    let proclaimed = matches!(
        (year, month, number),
        (1995 | 2020, 5, 8)
            | (1999, 12, 31)
            | (2002, 6, 3 | 4)
            | (2011, 4, 29)
            | (2012, 6, 4 | 5)
            | (2022, 6, 2 | 3)
            | (2022, 9, 19)
            | (2023, 5, 8)
    );
    let spring = monday && month == 5 && number >= 25 && !matches!(year, 2002 | 2012 | 2022);
    let may = monday && month == 5 && number <= 7 && !matches!(year, 1995 | 2020);
    let summer = monday && month == 8 && number >= 25;
    // In lieu: 27 and 28 December, 2 and 3 January.
    let christmas = month == 12
        && (matches!(number, 25 | 26)
            || (number == 27 && matches!(day.weekday(), Weekday::Monday | Weekday::Tuesday))
            || (number == 28 && matches!(day.weekday(), Weekday::Monday | Weekday::Tuesday)));
    let new_year = month == 1 && (number == 1 || (monday && matches!(number, 2 | 3)));
    let easter = easter_sunday(year).is_some_and(|easter| day == easter.plus(1) || day == easter.plus(-2));
    !(proclaimed || spring || may || summer || christmas || new_year || easter)
}

/// Easter Sunday of the Gregorian calendar: the anonymous algorithm published in Nature, 20 April 1876.
pub(super) fn easter_sunday(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    Day::new(
        year,
        u8::try_from(days / 31).ok()?,
        u8::try_from(days % 31 + 1).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_model::LocalDate;

    fn day(text: &str) -> Day {
        Day::of(text.parse::<LocalDate>().unwrap())
    }

    #[test]
    fn easter() {
        for easter in ["2013-03-31", "2015-04-05", "2008-03-23", "2011-04-24"] {
            assert_eq!(
                easter_sunday(day(easter).date().year()),
                Some(day(easter)),
                "{easter}"
            );
        }
    }

    #[test]
    fn holidays() {
        for off in [
            "2013-05-06",
            "2013-05-27",
            "2013-08-26",
            "2012-06-04",
            "2011-04-29",
            "2010-12-27",
            "2010-12-28",
            "2012-01-02",
            "2014-04-18",
            "2015-12-28",
        ] {
            assert!(!is_working_day(day(off)), "{off}");
        }
        for on in [
            "2013-05-20",
            "2012-05-28",
            "2013-12-27",
            "2013-12-30",
            "2012-01-03",
            "2014-04-22",
        ] {
            assert!(is_working_day(day(on)), "{on}");
        }
    }
}
