//! Parameters that are all whole numbers.

use super::read::{number, repeated_parameter, unknown_parameter};
use crate::RequestError;

/// Reads decoded `name=value` pairs of which each names a number and stands once.
///
/// # Errors
/// An unknown name, a value that is no number, a name given twice.
pub(crate) fn numbers<const N: usize, P, V>(
    names: [&'static str; N],
    pairs: impl IntoIterator<Item = (P, V)>,
) -> Result<[Option<u64>; N], RequestError>
where
    P: AsRef<str>,
    V: AsRef<str>,
{
    let mut values = [None; N];
    for (name, value) in pairs {
        let name = name.as_ref();
        let place = names.iter().position(|known| *known == name);
        let Some(slot) = place.and_then(|place| values.get_mut(place)) else {
            return Err(unknown_parameter(name, &names));
        };
        if slot.replace(number(name, value.as_ref())?).is_some() {
            return Err(repeated_parameter(name));
        }
    }
    Ok(values)
}
