//! Reading single values.

use super::MAX_SELECTED;
use crate::{ErrorCode, PartialDate, RequestError};
use daybook_model::slugify;

pub(crate) fn unknown_parameter(name: &str, known: &[&str]) -> RequestError {
    RequestError::new(
        ErrorCode::UnknownParameter,
        name,
        format!("there is no parameter `{name}`: use {}", known.join(", ")),
    )
}

pub(crate) fn repeated_parameter(name: &str) -> RequestError {
    RequestError::new(
        ErrorCode::RepeatedParameter,
        name,
        format!("`{name}` was given twice: give it once"),
    )
}

/// A value that was given and is empty: it may be meant to be left out, or its text was lost on the way.
pub(super) fn empty(code: ErrorCode, name: &str) -> RequestError {
    RequestError::new(
        code,
        name,
        format!("`{name}` has an empty value: leave it out, or give a value"),
    )
}

pub(crate) fn number(name: &str, value: &str) -> Result<u64, RequestError> {
    if value.is_empty() {
        return Err(empty(ErrorCode::InvalidParameter, name));
    }
    value.parse().map_err(|_| {
        RequestError::new(
            ErrorCode::InvalidParameter,
            name,
            format!("\"{value}\" is not a number: `{name}` takes a whole number"),
        )
    })
}

pub(super) fn truth(name: &str, value: &str) -> Result<bool, RequestError> {
    match value {
        "true" => Ok(true),
        "false" => Ok(false),
        "" => Err(empty(ErrorCode::InvalidParameter, name)),
        _ => Err(RequestError::new(
            ErrorCode::InvalidParameter,
            name,
            format!("\"{value}\" is neither true nor false: `{name}` takes one of them"),
        )),
    }
}

pub(crate) fn bounded(
    name: &str,
    value: Option<u64>,
    default: usize,
    min: usize,
    max: usize,
) -> Result<usize, RequestError> {
    let Some(value) = value else {
        return Ok(default);
    };
    usize::try_from(value)
        .ok()
        .filter(|value| (min..=max).contains(value))
        .ok_or_else(|| {
            RequestError::new(
                ErrorCode::OutOfRange,
                name,
                format!("`{name}` is {value}: it takes {min} to {max}"),
            )
        })
}

pub(super) fn partial_date(name: &str, value: Option<&str>) -> Result<Option<PartialDate>, RequestError> {
    let Some(text) = value else {
        return Ok(None);
    };
    if text.is_empty() {
        return Err(empty(ErrorCode::InvalidDate, name));
    }
    PartialDate::parse(text).map(Some).ok_or_else(|| {
        RequestError::new(
            ErrorCode::InvalidDate,
            name,
            format!(
                "\"{text}\" is not a date: `{name}` takes a year, month or day: 2015, 2015-03, 2015-03-09"
            ),
        )
    })
}

/// The values selected within a facet, in an order of their own so that a request has one digest.
pub(super) fn selected<T: Ord>(
    empty_code: ErrorCode,
    name: &str,
    values: &[String],
    read: impl Fn(&str) -> Result<T, RequestError>,
) -> Result<Vec<T>, RequestError> {
    if values.len() > MAX_SELECTED {
        return Err(RequestError::new(
            ErrorCode::OutOfRange,
            name,
            format!(
                "`{name}` has {} values: at most {MAX_SELECTED} can be selected at once",
                values.len()
            ),
        ));
    }
    let mut selected = Vec::with_capacity(values.len());
    for value in values {
        if value.is_empty() {
            return Err(empty(empty_code, name));
        }
        selected.push(read(value)?);
    }
    selected.sort_unstable();
    selected.dedup();
    Ok(selected)
}

/// The slug of a name or slug.
pub(crate) fn slug(name: &str, value: &str) -> Result<String, RequestError> {
    let slug = slugify(value);
    if slug.is_empty() {
        return Err(RequestError::new(
            ErrorCode::InvalidParameter,
            name,
            format!("\"{value}\" is no name: `{name}` takes a name or slug, such as care-quality-commission"),
        ));
    }
    Ok(slug)
}
