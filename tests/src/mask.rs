//! Taking out of a text what differs from run to run.

/// Puts words for generations, addresses, durations, sizes and the names of the index's files.
pub fn mask(text: &str) -> String {
    let mut masked = mask_segments(text);
    for (shape, word) in [
        ("0T0Z-0", "[generation]"),
        ("0-0-0T0:0:0Z", "[instant]"),
        ("127.0.0.1:0", "127.0.0.1:[port]"),
        ("port 0 of", "port [port] of"),
        ("in 0.0 s", "in [time]"),
        ("(0.0 ms)", "([time])"),
        ("0.0 MB", "[size]"),
        ("0.0 kB", "[size]"),
    ] {
        masked = replace_shape(&masked, shape, word);
    }
    masked
}

/// Replaces what has a shape: a `0` in it stands for any number, all else for itself.
pub fn replace_shape(text: &str, shape: &str, with: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut within_number = false;
    while let Some(first) = rest.chars().next() {
        // A shape that begins with a number does not begin amidst one.
        if !(within_number && shape.starts_with('0'))
            && let Some(length) = shape_length(rest, shape)
        {
            out.push_str(with);
            rest = &rest[length..];
            within_number = false;
            continue;
        }
        out.push(first);
        within_number = first.is_ascii_digit();
        rest = &rest[first.len_utf8()..];
    }
    out
}

/// The length of what has the shape at the beginning of a text.
fn shape_length(text: &str, shape: &str) -> Option<usize> {
    let mut rest = text;
    for expected in shape.chars() {
        rest = if expected == '0' {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            (after.len() < rest.len()).then_some(after)?
        } else {
            rest.strip_prefix(expected)?
        };
    }
    Some(text.len() - rest.len())
}

/// The index's files are named by 32 random hexadecimal digits.
fn mask_segments(text: &str) -> String {
    const DIGITS: usize = 32;
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        out.push_str(if run.len() == DIGITS { "[segment]" } else { &run });
        run.clear();
        out.push(c);
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_from_run_to_run_is_masked() {
        assert_eq!(
            mask("generation 20150309T133400Z-000 in x, 168.3 kB in 0.1 s at 127.0.0.1:4711"),
            "generation [generation] in x, [size] in [time] at 127.0.0.1:[port]"
        );
        assert_eq!(
            mask("index/0123456789abcdef0123456789abcdef.idx"),
            "index/[segment].idx"
        );
        assert_eq!(mask("10 pages, 2015-03-09"), "10 pages, 2015-03-09");
    }
}
