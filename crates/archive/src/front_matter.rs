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
//! or the same in TOML between two lines of `+++`. Blank lines may stand before, and `...` may close the block.
//! Pages are other people's text and may well begin with a rule, so a block counts only if it closes within 40 lines,
//! every line in it is `key: value`, blank, a `# comment`, or goes on with the value above it as YAML does, indented
//! or as an item of a list (or it is valid TOML), and it holds at least one of the three keys. All else stays text,
//! and nothing of it is lost; where it reads like front matter all the same, a warning says so.
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

/// The day that an export gives, as a day or as a moment: of a moment the day as written.
pub(crate) fn day_of_json(written: &str) -> Option<LocalDate> {
    let written = written.trim();
    let day = written.split(['T', ' ']).next().unwrap_or(written);
    day.parse().ok()
}

/// A `key: value` line, or its like in TOML.
struct Setting {
    key: String,
    value: String,
    line: usize,
    written: String,
}

/// A fence, what is between it and its like, and where.
struct Block<'t> {
    fence: &'static str,
    inside: &'t str,
    /// The line of the page that `inside` begins on, 1 the first.
    first_line: usize,
    /// Where the text goes on after the block; `None` if nothing closes it.
    end: Option<usize>,
}

/// The front matter of a page's text, if it has any.
pub(crate) fn split(text: &str) -> FrontMatter {
    let Some(Block {
        fence,
        inside,
        first_line,
        end,
    }) = block(text)
    else {
        return FrontMatter::default();
    };
    let refused = |warnings| FrontMatter {
        warnings,
        ..FrontMatter::default()
    };
    let Some(body_start_byte) = end else {
        let mut read = Vec::new();
        if fence == "---" {
            // A page may begin with a rule: only what stands right below counts.
            let found = plain(inside, first_line);
            let until = found.refused_at.map_or(usize::MAX, |(line, _)| line);
            read.extend(found.settings.into_iter().filter(|setting| setting.line < until));
        }
        let problem = format!("no line {fence} closes the block within {MAX_LINES} lines: write one");
        return refused(like_front_matter(&read, &problem));
    };
    let Plain {
        settings,
        mut warnings,
        refused_at,
    } = if fence == "---" {
        plain(inside, first_line)
    } else {
        match toml(inside, first_line) {
            Ok(settings) => Plain {
                settings,
                ..Plain::default()
            },
            Err(warnings) => return refused(warnings),
        }
    };
    if let Some((line, written)) = refused_at {
        let problem = format!("line {line}, \"{written}\", is no \"key: value\": mend or remove it");
        return refused(like_front_matter(&settings, &problem));
    }
    if !settings.iter().any(Setting::is_known) {
        let looks_like_it = settings.first().map(|Setting { line, written, .. }| {
            format!(
                "front matter line {line}: \"{written}\" begins no front matter that is known here, the block is read \
                 as text: write at least one of title, date and url"
            )
        });
        return refused(looks_like_it.into_iter().collect());
    }
    let mut matter = FrontMatter {
        body_start_byte,
        ..FrontMatter::default()
    };
    settings.into_iter().for_each(|setting| matter.take(setting));
    matter.warnings.append(&mut warnings);
    matter
}

/// A warning for a block that is read as text although a line of it reads like front matter.
fn like_front_matter(settings: &[Setting], problem: &str) -> Vec<String> {
    let known = settings.iter().find(|setting| setting.is_known());
    let warning = |Setting { line, written, .. }: &Setting| {
        format!("front matter line {line}: \"{written}\" is read as text: {problem}")
    };
    known.map(warning).into_iter().collect()
}

/// The block at the head of a text, after blank lines.
fn block(text: &str) -> Option<Block<'_>> {
    let mut lines = text.split_inclusive('\n');
    let (mut start, mut first_line) = (0, 2);
    let fence = loop {
        let line = lines.next()?;
        start += line.len();
        if !line.trim().is_empty() {
            break ["---", "+++"]
                .into_iter()
                .find(|fence| line.trim_end() == *fence)?;
        }
        first_line += 1;
    };
    let mut end = start;
    for line in lines.take(MAX_LINES) {
        let closing = line.trim_end();
        if closing == fence || (fence == "---" && closing == "...") {
            return Some(Block {
                fence,
                inside: &text[start..end],
                first_line,
                end: Some(end + line.len()),
            });
        }
        end += line.len();
    }
    Some(Block {
        fence,
        inside: &text[start..end],
        first_line,
        end: None,
    })
}

/// What the lines of a block come to.
#[derive(Default)]
struct Plain {
    settings: Vec<Setting>,
    warnings: Vec<String>,
    /// The first line that is nothing known.
    refused_at: Option<(usize, String)>,
}

/// The settings of a block of `key: value` lines. After a line that is something else only keys that are known count.
fn plain(inside: &str, first_line: usize) -> Plain {
    let mut found = Plain::default();
    for (line, text) in (first_line..).zip(inside.lines()) {
        let written = text.trim().to_owned();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        let goes_on = text.starts_with([' ', '\t']) || written == "-" || written.starts_with("- ");
        if let Some((key, value)) = key_and_value(text) {
            let setting = Setting {
                key,
                value,
                line,
                written,
            };
            if found.refused_at.is_none() || setting.is_known() {
                found.settings.push(setting);
            }
        } else if goes_on && found.refused_at.is_none() && !found.settings.is_empty() {
            if found.settings.last().is_some_and(Setting::is_known) {
                found.warnings.push(format!(
                    "front matter line {line}: \"{written}\" is ignored: write a value on the line of its key"
                ));
            }
        } else if found.refused_at.is_none() {
            found.refused_at = Some((line, written));
        }
    }
    found
}

/// The two sides of a `key: value` line.
fn key_and_value(line: &str) -> Option<(String, String)> {
    let (key, value) = line.split_once(':')?;
    let key = key.trim_end();
    let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    // `http://...` and `note:this` are text.
    let apart = value.is_empty() || value.starts_with([' ', '\t']);
    (named && apart).then(|| (key.to_ascii_lowercase(), unquote(value.trim())))
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
fn toml(inside: &str, first_line: usize) -> Result<Vec<Setting>, Vec<String>> {
    let line_at = |byte: usize| first_line + inside.bytes().take(byte).filter(|b| *b == b'\n').count();
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
            written: inside
                .lines()
                .nth(line - first_line)
                .unwrap_or_default()
                .trim()
                .to_owned(),
        }
    };
    let mut settings: Vec<Setting> = table.get_ref().iter().map(setting).collect();
    settings.sort_by_key(|setting| setting.line);
    Ok(settings)
}

impl Setting {
    /// Whether it is one of the three keys.
    fn is_known(&self) -> bool {
        matches!(self.key.as_str(), "title" | "date" | "url")
    }
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
mod tests;
