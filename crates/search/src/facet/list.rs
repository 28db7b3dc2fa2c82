//! The values of facets that are short lists.

use crate::{ErrorCode, RequestError};

/// An entry of which the archive does not say it.
pub(super) const UNKNOWN: &str = "unknown";

/// The days of the week.
pub(super) const WEEKDAYS: [&str; 8] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    UNKNOWN,
];

/// The hours of the day.
pub(super) const HOURS: [&str; 25] = [
    "00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", UNKNOWN,
];

/// What dates are read from, the most trusted first.
pub(super) const BASES: [&str; 7] = [
    "manifest",
    "front-matter",
    "markup",
    "url",
    "filename",
    "text",
    "none",
];

/// Reads a value of a list, whatever its case; a number may go without its leading zero.
pub(super) fn read(values: &[&str], parameter: &str, text: &str) -> Result<String, RequestError> {
    let lower = text.to_lowercase();
    let padded = format!("0{lower}");
    let value = values.iter().find(|value| **value == lower || **value == padded);
    value.map(|value| (*value).to_owned()).ok_or_else(|| {
        RequestError::new(
            ErrorCode::InvalidParameter,
            parameter,
            format!("\"{text}\" is no {parameter}: use {}", values.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_model::DateBasis;

    #[test]
    fn every_basis_is_listed() {
        assert_eq!(DateBasis::ALL.map(DateBasis::name), BASES);
        for basis in DateBasis::ALL {
            assert_eq!(serde_json::to_value(basis).unwrap(), basis.name());
        }
    }
}
