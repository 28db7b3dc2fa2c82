//! A fragment as HTML.

use super::marks::Mark;
use std::ops::Range;

const GAP: char = '…';

/// The fragment escaped, with its marks, and `…` where the text goes on.
pub(super) fn fragment(text: &str, fragment: Range<usize>, marks: &[Mark]) -> String {
    let mut html = String::with_capacity(fragment.len() + 64);
    if !text[..fragment.start].trim().is_empty() {
        html.push(GAP);
    }
    let mut at = fragment.start;
    for span in merged(marks, &fragment) {
        escape(&text[at..span.start], &mut html);
        html.push_str("<mark>");
        escape(&text[span.clone()], &mut html);
        html.push_str("</mark>");
        at = span.end;
    }
    escape(&text[at..fragment.end], &mut html);
    if !text[fragment.end..].trim().is_empty() {
        html.push(GAP);
    }
    html
}

/// The marks within the fragment, those that overlap as one.
pub(super) fn merged(marks: &[Mark], fragment: &Range<usize>) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let span = mark.span.start.max(fragment.start)..mark.span.end.min(fragment.end);
        if span.is_empty() {
            continue;
        }
        match spans.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => spans.push(span),
        }
    }
    spans
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}
