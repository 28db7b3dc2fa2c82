//! The Prometheus text exposition format, version 0.0.4.

use std::fmt::{Display, Write};

/// A text of samples under construction.
#[derive(Debug, Default)]
pub(crate) struct Exposition {
    text: String,
    family: &'static str,
}

impl Exposition {
    /// The type of the text.
    pub(crate) const CONTENT_TYPE: &'static str = "text/plain; version=0.0.4; charset=utf-8";

    /// Begins a family; samples that follow belong to it.
    pub(crate) fn family(&mut self, name: &'static str, kind: &str, help: &str) {
        self.family = name;
        self.push(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
    }

    /// A sample of the family begun last.
    pub(crate) fn sample(&mut self, suffix: &str, labels: &[(&str, &str)], value: impl Display) {
        let family = self.family;
        self.push(format_args!("{family}{suffix}"));
        for (i, (name, label)) in labels.iter().enumerate() {
            let label = label
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n");
            self.push(format_args!(
                "{}{name}=\"{label}\"",
                if i == 0 { '{' } else { ',' }
            ));
        }
        self.push(format_args!(
            "{} {value}\n",
            if labels.is_empty() { "" } else { "}" }
        ));
    }

    /// A family of one sample.
    pub(crate) fn one(&mut self, name: &'static str, kind: &str, help: &str, value: impl Display) {
        self.family(name, kind, help);
        self.sample("", &[], value);
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Writing to a string does not fail.
    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_escaped() {
        let mut out = Exposition::default();
        out.family("a_total", "counter", "As.");
        out.sample("", &[("x", "a\"b\\c\nd"), ("y", "")], 3);
        out.one("b", "gauge", "Bs.", 0.5);
        assert_eq!(
            out.into_text(),
            "# HELP a_total As.\n# TYPE a_total counter\na_total{x=\"a\\\"b\\\\c\\nd\",y=\"\"} 3\n\
             # HELP b Bs.\n# TYPE b gauge\nb 0.5\n"
        );
    }
}
