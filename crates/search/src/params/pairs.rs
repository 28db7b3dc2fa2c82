//! Back from parameters to the pairs of an address.

use super::SearchParams;
use serde_json::Value;

impl SearchParams {
    /// The undecoded pairs of these names that [`from_pairs`](Self::from_pairs) reads this from, in the order of the
    /// names. What is as it is unless said is left out.
    pub(super) fn pairs(&self, names: &[&'static str]) -> Vec<(&'static str, String)> {
        // Every field has its parameter's name in JSON.
        let fields = serde_json::to_value(self).unwrap_or_default();
        let mut pairs = Vec::new();
        for name in names {
            let values = match fields.get(name) {
                Some(Value::Array(values)) => values.as_slice(),
                Some(value) => std::slice::from_ref(value),
                None => &[],
            };
            pairs.extend(
                values
                    .iter()
                    .filter_map(|value| Some((*name, said(name, value)?))),
            );
        }
        pairs
    }
}

/// How a value is written, unless it goes without saying.
fn said(name: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Bool(truth) => (*truth != (name == "synonyms")).then(|| truth.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
