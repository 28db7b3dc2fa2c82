//! From the digits of a print to the time of day.

use daybook_model::ClockTime;

/// Whether two times are the same on a clock face of twelve hours.
pub(super) fn same_on_a_dial(a: ClockTime, b: ClockTime) -> bool {
    a.minutes() % 720 == b.minutes() % 720
}

/// `a` or `p`.
pub(super) fn half(meridiem: Option<&str>) -> Option<char> {
    meridiem
        .and_then(|m| m.chars().next())
        .map(|c| c.to_ascii_lowercase())
}

/// The last minute of the hour that is printed with minutes that there are not.
pub(super) fn end_of_hour(digits: &str, meridiem: Option<&str>) -> Option<ClockTime> {
    let (hour, minute) = digits.split_once('.')?;
    let too_many = minute.parse::<u16>().is_ok_and(|minute| minute > 59);
    too_many.then(|| clock_time(&format!("{hour}.59"), meridiem))?
}

/// The time that digits (`5.32` or `4`) and a meridiem print: `15.39pm` is 15:39, `12.37am` is 00:37.
pub(super) fn clock_time(digits: &str, meridiem: Option<&str>) -> Option<ClockTime> {
    let (hour, minute) = digits.split_once('.').unwrap_or((digits, "0"));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match (half(meridiem), hour) {
        (Some('p'), 1..=11) => hour + 12,
        (Some('a'), 12) => 0,
        _ => hour,
    };
    ClockTime::new(hour, minute)
}
