//! Front matter: what a text page says about itself at its very start.
//!
//! ```text
//! ---
//! title: Budget day
//! date: 2015-03-09
//! url: "https://example.org/live/budget-day"
//! ---
//! 5.32pm The first line of the body ...
//! ```
//!
//! or the same in TOML between two lines of `+++`. Pages are other people's text and may well begin with a rule, so
//! a block counts only if it closes within 40 lines, every line in it that is not blank is `key: value` (or it is
//! valid TOML), and it holds at least one of the three keys. All else stays text, and nothing of it is lost.
//! A mistake in a block that does count is a warning: a page with a bad date is still worth reading.

use daybook_model::LocalDate;
use toml::de::{DeTable, DeValue};

/// The line that closes a block is looked for on so many lines after the one that opens it.
const MAX_LINES: usize = 40;

/// What stands at the head of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The page's title.
    pub title: Option<String>,
    /// The day on which it was written.
    pub date: Option<WrittenDate>,
    /// The address it was published at.
    pub url: Option<String>,
    /// Where the body begins in the page's text: 0 if there is no front matter.
    pub body_start_byte: usize,
    /// What could not be understood, for people; each names its line.
    pub warnings: Vec<String>,
}

/// A date in front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDate {
    /// The day.
    pub day: LocalDate,
    /// The line of the page that it stands on, 1 the first.
    pub line: usize,
    /// That line as written.
    pub written: String,
}

/// A `key: value` line, or its like in TOML.
struct Setting {
    key: String,
    value: String,
    line: usize,
    written: String,
}

/// The front matter of a page's text, if it has any.
pub(crate) fn split(text: &str) -> FrontMatter {
    let Some((fence, inside, body_start_byte)) = block(text) else {
        return FrontMatter::default();
    };
    let settings = if fence == "---" {
        plain(inside)
    } else {
        toml(inside)
    };
    let settings = match settings {
        Ok(settings) => settings,
        Err(warnings) => {
            return FrontMatter {
                warnings,
                ..FrontMatter::default()
            };
        }
    };
    if !settings
        .iter()
        .any(|setting| matches!(setting.key.as_str(), "title" | "date" | "url"))
    {
        let looks_like_it = (!settings.is_empty()).then(|| {
            format!(
                "front matter line {}: \"{}\" begins no front matter that is known here, the block is read as text: \
                 write at least one of title, date and url",
                settings[0].line, settings[0].written
            )
        });
        return FrontMatter {
            warnings: looks_like_it.into_iter().collect(),
            ..FrontMatter::default()
        };
    }
    let mut matter = FrontMatter {
        body_start_byte,
        ..FrontMatter::default()
    };
    settings.into_iter().for_each(|setting| matter.take(setting));
    matter
}

/// The fence, what is between it and its like, and where the text goes on after that.
fn block(text: &str) -> Option<(&'static str, &str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let fence = ["---", "+++"]
        .into_iter()
        .find(|fence| first.trim_end() == *fence)?;
    let mut end = first.len();
    for line in lines.take(MAX_LINES) {
        if line.trim_end() == fence {
            return Some((fence, &text[first.len()..end], end + line.len()));
        }
        end += line.len();
    }
    None
}

/// The settings of a block of `key: value` lines; an error if any line is something else.
fn plain(inside: &str) -> Result<Vec<Setting>, Vec<String>> {
    let setting = |(index, line): (usize, &str)| -> Option<Setting> {
        let (key, value) = line.split_once(':')?;
        let key = key.trim_end();
        let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        // `http://...` and `note:this` are text.
        let apart = value.is_empty() || value.starts_with([' ', '\t']);
        (named && apart).then(|| Setting {
            key: key.to_ascii_lowercase(),
            value: unquote(value.trim()),
            line: index + 2,
            written: line.trim_end().to_owned(),
        })
    };
    let lines = inside
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines.map(setting).collect::<Option<_>>().ok_or_else(Vec::new)
}

/// The value without the quotation marks around it.
fn unquote(value: &str) -> String {
    let within = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    if let Some(inside) = within('"') {
        inside.replace("\\\"", "\"").replace("\\\\", "\\")
    } else if let Some(inside) = within('\'') {
        inside.replace("''", "'")
    } else {
        value.to_owned()
    }
}

/// The settings of a TOML block; an error, with a warning that says why, if it is not TOML.
fn toml(inside: &str) -> Result<Vec<Setting>, Vec<String>> {
    let line_at = |byte: usize| 2 + inside.bytes().take(byte).filter(|b| *b == b'\n').count();
    let table = DeTable::parse(inside).map_err(|error| {
        let line = line_at(error.span().unwrap_or_default().start);
        vec![format!(
            "front matter line {line}: not valid TOML, the block is read as text: {}: mend it, or remove the lines +++",
            error.message()
        )]
    })?;
    let setting = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key_text: &str = AsRef::<str>::as_ref(key.get_ref());
        let line = line_at(key.span().start);
        Setting {
            key: key_text.to_owned(),
            value: match value.get_ref() {
                DeValue::String(text) => text.clone().into_owned(),
                DeValue::Datetime(moment) => moment.to_string(),
                _ => inside.get(value.span()).unwrap_or_default().to_owned(),
            },
            line,
            written: inside.lines().nth(line - 2).unwrap_or_default().trim().to_owned(),
        }
    };
    let mut settings: Vec<Setting> = table.get_ref().iter().map(setting).collect();
    settings.sort_by_key(|setting| setting.line);
    Ok(settings)
}

impl FrontMatter {
    /// Takes a setting in, or says why not. An empty value is as good as none.
    fn take(&mut self, setting: Setting) {
        let Setting {
            key,
            value,
            line,
            written,
        } = setting;
        let mut warn = |problem: String| self.warnings.push(format!("front matter line {line}: {problem}"));
        let twice = match key.as_str() {
            "title" => self.title.is_some(),
            "date" => self.date.is_some(),
            "url" => self.url.is_some(),
            _ => {
                return warn(format!(
                    "unknown key \"{key}\" is ignored: the keys are title, date and url"
                ));
            }
        };
        if twice {
            return warn(format!(
                "\"{key}\" is set twice, the first counts: remove one of them"
            ));
        }
        match key.as_str() {
            _ if value.trim().is_empty() => {}
            "title" => self.title = Some(value),
            "url" => self.url = Some(value),
            _ => match value.parse() {
                Ok(day) => self.date = Some(WrittenDate { day, line, written }),
                Err(error) => warn(format!("the date is ignored: {error}")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let FrontMatter {
            title,
            date,
            url,
            body_start_byte,
            warnings,
        } = split(text);
        let date = date.map(|WrittenDate { day, line, written }| format!("{day} (line {line}: {written})"));
        let shown = format!(
            "{title:?}\n{date:?}\n{url:?}\nbody {:?}",
            &text[body_start_byte..]
        );
        std::iter::once(shown)
            .chain(warnings)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn plain_lines() {
        insta::assert_snapshot!(
            shown("---\ntitle: Live: the \"budget\"\n\nDate : 2015-03-09\nurl: 'https://x.org/a#b'\n---\n5pm Yes\n"),
            @r#"
        Some("Live: the \"budget\"")
        Some("2015-03-09 (line 4: Date : 2015-03-09)")
        Some("https://x.org/a#b")
        body "5pm Yes\n"
        "#
        );
        insta::assert_snapshot!(shown("--- \r\ntitle: \"A \\\"b\\\"\"\r\n---\r\n\r\n5pm"), @r#"
        Some("A \"b\"")
        None
        None
        body "\r\n5pm"
        "#);
        insta::assert_snapshot!(shown("---\ntitle: x\n---"), @r#"
        Some("x")
        None
        None
        body ""
        "#);
    }

    #[test]
    fn toml_lines() {
        insta::assert_snapshot!(
            shown("+++\n# from the crawler\ntitle = \"Budget\"\ndate = 2015-03-09\ntags = [\"a\"]\n+++\n5pm Yes\n"),
            @r#"
        Some("Budget")
        Some("2015-03-09 (line 4: date = 2015-03-09)")
        None
        body "5pm Yes\n"
        front matter line 5: unknown key "tags" is ignored: the keys are title, date and url
        "#
        );
        insta::assert_snapshot!(shown("+++\ntitle = Budget\n+++\n5pm\n"), @r#"
        None
        None
        None
        body "+++\ntitle = Budget\n+++\n5pm\n"
        front matter line 2: not valid TOML, the block is read as text: string values must be quoted, expected literal string: mend it, or remove the lines +++
        "#);
    }

    #[test]
    fn mistakes_are_warnings() {
        insta::assert_snapshot!(
            shown("---\ntitle: a\ndate: 9 March 2015\nauthor: b\ntitle: c\nurl:\n---\n5pm"),
            @r#"
        Some("a")
        None
        None
        body "5pm"
        front matter line 3: the date is ignored: "9 March 2015" is not a day: write YYYY-MM-DD, such as 2015-03-09
        front matter line 4: unknown key "author" is ignored: the keys are title, date and url
        front matter line 5: "title" is set twice, the first counts: remove one of them
        "#
        );
        insta::assert_snapshot!(shown("---\ndat: 2015-03-09\n---\n5pm"), @r#"
        None
        None
        None
        body "---\ndat: 2015-03-09\n---\n5pm"
        front matter line 2: "dat: 2015-03-09" begins no front matter that is known here, the block is read as text: write at least one of title, date and url
        "#);
    }

    #[test]
    fn a_rule_is_text() {
        for text in [
            "---",
            "---\n",
            "---\n---\n5pm",
            "---\n5.32pm Hello\n---\n",
            "---\n4:57pm: Hello\n---\n",
            "---\ntitle: a\nThe minister spoke\n---\n",
            "---\nhttp://example.org\n---\n",
            "---\ntitle: a\n",
            "---\ntitle: a\n+++\n",
            "----\ntitle: a\n----\n",
            "\n---\ntitle: a\n---\n",
            "5pm\n---\ntitle: a\n---\n",
            "",
        ] {
            assert_eq!(split(text), FrontMatter::default(), "{text:?}");
        }
    }

    #[test]
    fn it_closes_within_forty_lines() {
        let of = |lines: usize| format!("---\n{}---\n", "title: a\n".repeat(lines));
        assert_eq!(split(&of(39)).title.as_deref(), Some("a"));
        assert_eq!(split(&of(40)), FrontMatter::default());
    }

    proptest! {
        #[test]
        fn any_text_splits_on_a_character(text in "(---|\\+\\+\\+)\n(\\PC{0,12}[:=]? ?\\PC{0,8}\n){0,5}(---|\\+\\+\\+)?\n?\\PC*") {
            let matter = split(&text);
            prop_assert!(text.is_char_boundary(matter.body_start_byte));
        }
    }
}
