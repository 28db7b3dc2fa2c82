//! The query language.
//!
//! ```text
//! query     = [ chain ] ;                                            (nothing is every entry)
//! chain     = arm , { "OR" , arm } ;
//! arm       = operand , { [ "AND" ] , operand } ;
//! operand   = { "NOT" } , [ "+" | "-" ] , term ;
//! term      = [ field , ":" ] , ( word | phrase | range | group ) , [ marks ] ;
//! group     = "(" , chain , ")" ;
//! phrase    = quote , { character | "\" , any } , quote ;
//! range     = "[" , bound , "TO" , bound , "]" ;                     (after date: and time: only)
//! bound     = date | time | "*" ;
//! word      = character , { character | "\" , any } , [ "*" ] ;
//! marks     = [ "~" , [ digits ] ] , [ "^" , number ] ;              (in either order)
//! field     = "organisation" | "person" | "speaker" | "date" | "time" | "page"
//!           | "title" | "standfirst" | "said" | "text" ;
//! date      = YYYY | YYYY-MM | YYYY-MM-DD | "undated" ;
//! time      = HH:MM | H.MM | H[.MM]am | H[.MM]pm | "noon" | "midnight" ;
//! quote     = any double quotation mark, straight or typographic; any of them closes any other ;
//! ```
//!
//! What the grammar alone does not say:
//!
//! - `NOT` binds tighter than `AND` (which need not be written), `AND` tighter than `OR`. Operators are upper case;
//!   `and`, `or` and `not` are words. Fields may be in any case.
//! - `+` and `-` are operators at the start of the query, after white space and after `(`, directly before a term that
//!   has a letter or digit. Anywhere else they belong to a word: `co-operation`, `2014-15`, `--`.
//! - An arm of an `OR` with a `+` must match, the other arms then only raise the score: `+a OR b`. Without an `OR`
//!   a `+` changes nothing, for everything must match already.
//! - Words end at white space, control characters, parentheses and double quotation marks. Every apostrophe is a letter.
//! - A colon makes a field of what stands before it if that has a letter; `12:30` is a word.
//! - `*` is a mark at the end of a word only. `~` is a distance of 1 or 2 on a word (1 below six letters, else 2, unless
//!   given) and a slop of up to 100 on a phrase. Boosts are above 0 and at most 100.
//! - A backslash makes an ordinary character of the next one.
//! - Parentheses (and repeated `NOT`s) nest 50 deep at most.
//!
//! There is one reading of a text, and it always comes to an end: what does not follow the grammar is mended on the
//! way and noted as a fault. A strict reading refuses a text with faults and names the first; a lenient one hands the
//! faults over as [`Repair`]s. So both agree wherever nothing is wrong.

mod calendar;
mod chain;
mod fault;
mod field;
mod grammar;
mod lexer;
mod marks;
mod range;
mod term;
#[cfg(test)]
mod tests;
mod word;

use crate::{Node, RequestError, Widening, understood::Repair};
use fault::Fault;
pub(crate) use lexer::{is_quote, is_space};

/// The deepest nesting of parentheses.
pub(crate) const MAX_DEPTH: usize = 50;

/// A query read into a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedQuery {
    /// The query as typed.
    pub text: String,
    /// What it means.
    pub root: Node,
    /// What a lenient reading mended.
    pub repairs: Vec<Repair>,
    /// What to look for besides the words typed.
    pub widening: Widening,
}

/// Reads a query strictly.
///
/// # Errors
/// At the first character that does not follow the grammar.
pub fn parse(text: &str) -> Result<ParsedQuery, RequestError> {
    let (root, faults) = read(text);
    match faults.into_iter().min_by_key(|fault| fault.span.start) {
        Some(first) => Err(first.into_error()),
        None => Ok(ParsedQuery {
            text: text.to_owned(),
            root,
            repairs: Vec::new(),
            widening: Widening::default(),
        }),
    }
}

/// Reads any text as a query, mending what does not follow the grammar and saying so.
pub fn parse_lenient(text: &str) -> ParsedQuery {
    let (root, mut faults) = read(text);
    faults.sort_by_key(|fault| fault.span.start);
    let repairs = faults.into_iter().map(Fault::into_repair).collect();
    ParsedQuery {
        text: text.to_owned(),
        root,
        repairs,
        widening: Widening::default(),
    }
}

fn read(text: &str) -> (Node, Vec<Fault>) {
    let chars: Vec<char> = text.chars().collect();
    let (root, faults) = grammar::query(&lexer::lex(&chars));
    (root.unwrap_or_else(Node::everything), faults)
}
