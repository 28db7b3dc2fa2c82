//! Query strings, read strictly: what cannot be decoded is a mistake, not a replacement character.

use crate::problem::{Code, Problem};
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;

/// The decoded `name=value` pairs of a URL, in order.
#[derive(Debug)]
pub(crate) struct Pairs(pub(crate) Vec<(String, String)>);

/// A call that takes no parameters in its URL was given none.
#[derive(Debug)]
pub(crate) struct NoParameters;

impl<S: Sync> FromRequestParts<S> for Pairs {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        decode(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for NoParameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some((name, _)) = decode(parts.uri.query().unwrap_or_default())?.into_iter().next() else {
            return Ok(Self);
        };
        let call = format!("{} {}", parts.method, parts.uri.path());
        let hint = if parts.method == Method::POST {
            "; put the parameters in the body"
        } else {
            ""
        };
        let detail = format!("there is no parameter `{name}`: {call} takes none in its URL{hint}");
        Err(Problem::new(Code::UnknownParameter, detail).parameter(name))
    }
}

/// Splits and decodes a query string as HTML forms write it: `+` is a space, `%` begins a byte of UTF-8.
fn decode(query: &str) -> Result<Vec<(String, String)>, Problem> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode_part(name).map_err(|what| malformed(&what))?;
            let value = decode_part(value).map_err(|what| malformed(&what).parameter(name.clone()))?;
            Ok((name, value))
        })
        .collect()
}

fn malformed(what: &str) -> Problem {
    Problem::new(
        Code::MalformedUrl,
        format!("{what}: encode the query string as UTF-8, each byte beyond letters and digits as %XX"),
    )
}

/// The part decoded, or what is wrong with it.
fn decode_part(part: &str) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let byte = after
                    .first_chunk::<2>()
                    .and_then(|[high, low]| Some(hex(*high)? << 4 | hex(*low)?));
                let Some(byte) = byte else {
                    let text: String = String::from_utf8_lossy(after).chars().take(2).collect();
                    return Err(format!(
                        "`%{text}` in the URL is no percent-encoded byte (a percent sign is %25)"
                    ));
                };
                bytes.push(byte);
                rest = &after[2..];
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        format!("the byte %{byte:02X} in the URL is no UTF-8")
    })
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(query: &str) -> Vec<(String, String)> {
        decode(query).unwrap()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn pairs_keep_their_order_and_repetitions() {
        assert_eq!(
            decoded("q=a+b%26c&&organisation=NHS%20England&organisation=CQC&x&=y&z=1=2"),
            [
                pair("q", "a b&c"),
                pair("organisation", "NHS England"),
                pair("organisation", "CQC"),
                pair("x", ""),
                pair("", "y"),
                pair("z", "1=2"),
            ]
        );
        assert_eq!(decoded("q=O%E2%80%99Brien%2B"), [pair("q", "O’Brien+")]);
        assert!(decoded("").is_empty());
    }

    #[test]
    fn what_cannot_be_decoded_is_named() {
        for (query, named) in [
            ("q=100%", "`%`"),
            ("q=%zz", "`%zz`"),
            ("q=%4", "`%4`"),
            ("q=%é", "`%é`"),
            ("q=%+1", "`%+1`"),
            ("q=a%FFb", "%FF"),
            ("q=%E2%80", "%E2"),
            ("%C3=1", "%C3"),
        ] {
            let problem = decode(query).unwrap_err();
            assert!(problem.detail().contains(named), "{query}: {}", problem.detail());
        }
    }
}
