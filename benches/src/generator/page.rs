//! A page: its day, the times of its entries, what they say and whom they name.

use super::names::{Names, Person};
use super::vocabulary::Vocabulary;
use rand::RngExt;
use rand_pcg::Pcg64;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

/// The first year of an archive, and how many there are.
const YEARS: (i32, i32) = (2008, 10);

/// How a page prints its times.
#[derive(Debug, Clone, Copy)]
enum Style {
    DotHalf,
    ColonHalf,
    HalfColon,
    Dot24,
    Colon24,
    Dash24,
    OwnLine,
    SummerTime,
}

const STYLES: [Style; 8] = [
    Style::DotHalf,
    Style::ColonHalf,
    Style::HalfColon,
    Style::Dot24,
    Style::Colon24,
    Style::Dash24,
    Style::OwnLine,
    Style::SummerTime,
];

/// What was written into an entry.
#[derive(Debug, Clone)]
pub struct GeneratedEntry {
    /// Minutes since midnight.
    pub minute: u32,
    /// As on the page, with what separates it from the text.
    pub stamp: String,
    /// Its paragraphs, a blank line between them.
    pub text: String,
    /// The canonical names of the organisations that it names.
    pub organisations: BTreeSet<String>,
    /// Of the persons.
    pub persons: BTreeSet<String>,
}

/// A page and the truth about it.
#[derive(Debug, Clone)]
pub struct GeneratedPage {
    /// Its number in the archive.
    pub number: u64,
    /// Year, month, day.
    pub day: (i32, u32, u32),
    /// The headline.
    pub title: String,
    /// What stands before the first entry.
    pub standfirst: String,
    /// In the order of the page.
    pub entries: Vec<GeneratedEntry>,
}

impl GeneratedPage {
    /// A name for a file, with the day in it.
    pub fn name(&self) -> String {
        let (year, month, day) = self.day;
        format!("{year}-{month:02}-{day:02}-live-{:07}", self.number)
    }

    /// As a crawler would extract it.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n\n", self.standfirst);
        for entry in &self.entries {
            let _ = write!(text, "{}{}\n\n", entry.stamp, entry.text);
        }
        text
    }
}

pub(super) fn write(number: u64, words: &Vocabulary, names: &Names, random: &mut Pcg64) -> GeneratedPage {
    let style = STYLES[random.random_range(0..STYLES.len())];
    let entries = random.random_range(12..=48);
    let mut minutes: Vec<u32> = (0..entries)
        .map(|_| random.random_range(7 * 60..22 * 60))
        .collect();
    minutes.sort_unstable();
    if random.random_bool(0.85) {
        minutes.reverse();
    }
    let day = (
        YEARS.0 + random.random_range(0..YEARS.1),
        random.random_range(1..=12),
        random.random_range(1..=28),
    );
    let mut writer = Writer {
        words,
        names,
        random,
        bearers: HashMap::new(),
    };
    let title = writer.words_of(7);
    let standfirst = format!("Live: {}, and the rest of the day's news", writer.words_of(9));
    let entries = minutes
        .into_iter()
        .map(|minute| writer.entry(minute, style, day.1))
        .collect();
    GeneratedPage {
        number,
        day,
        title,
        standfirst,
        entries,
    }
}

/// Writes the entries of a page.
struct Writer<'a> {
    words: &'a Vocabulary,
    names: &'a Names,
    random: &'a mut Pcg64,
    /// Who bears a surname on this page: nobody else with that surname is named on it.
    bearers: HashMap<String, String>,
}

impl Writer<'_> {
    fn entry(&mut self, minute: u32, style: Style, month: u32) -> GeneratedEntry {
        let mut entry = GeneratedEntry {
            minute,
            stamp: stamp(minute, style, month),
            text: String::new(),
            organisations: BTreeSet::new(),
            persons: BTreeSet::new(),
        };
        // Most entries are short, a few are long: the cube of an even distribution.
        let share: f64 = self.random.random();
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 380"
        )]
        let length = 20 + (380.0 * share * share * share) as usize;
        let mut written = 0;
        while written < length {
            let before = entry.text.len();
            self.sentence(&mut entry);
            // A few names begin in small letters, sentences do not.
            let sentence = capitalised(&entry.text[before..]);
            entry.text.replace_range(before.., &sentence);
            written += entry.text[before..].split(' ').count();
            entry.text.push_str(match self.random.random_range(0..4) {
                0 => "\n\n",
                _ => " ",
            });
        }
        entry.text.truncate(entry.text.trim_end().len());
        entry
    }

    fn sentence(&mut self, entry: &mut GeneratedEntry) {
        match self.random.random_range(0..10) {
            0 | 1 => {
                let organisation = self.organisation(entry);
                let rest = self.clause();
                entry.text.push_str(&format!("{organisation} said {rest}."));
            }
            2 => {
                let (organisation, rest) = (self.organisation(entry), self.clause());
                let start = capitalised(&self.clause());
                entry
                    .text
                    .push_str(&format!("{start}, according to {organisation}, {rest}."));
            }
            3 => {
                let (organisation, rest) = (self.organisation(entry), self.clause());
                if let Some((person, false)) = self.person(entry) {
                    entry.text.push_str(&format!(
                        "{organisation} chief executive {person} said: “{}.”",
                        capitalised(&rest)
                    ));
                } else {
                    entry.text.push_str(&format!("{organisation} said {rest}."));
                }
            }
            4 | 5 => {
                let rest = self.clause();
                if let Some((person, _)) = self.person(entry) {
                    entry
                        .text
                        .push_str(&format!("{person} told reporters that {rest}."));
                } else {
                    entry.text.push_str(&format!("{}.", capitalised(&rest)));
                }
            }
            _ => {
                let (start, rest) = (capitalised(&self.clause()), self.clause());
                entry.text.push_str(&format!("{start}, {rest}."));
            }
        }
    }

    fn organisation(&mut self, entry: &mut GeneratedEntry) -> String {
        let organisation = self.names.organisation(self.random);
        entry.organisations.insert(organisation.name.clone());
        organisation.forms[self.random.random_range(0..organisation.forms.len())].clone()
    }

    /// A person as the page prints one, and whether the page has named the person before; nobody if the page
    /// already names another with that surname.
    fn person(&mut self, entry: &mut GeneratedEntry) -> Option<(String, bool)> {
        let person: &Person = self.names.person(self.random);
        let before = match self.bearers.get(&person.surname) {
            Some(bearer) if *bearer != person.name => return None,
            Some(_) => true,
            None => false,
        };
        self.bearers.insert(person.surname.clone(), person.name.clone());
        entry.persons.insert(person.name.clone());
        let short = before && self.random.random_bool(0.6);
        let form = match &person.titled {
            Some(titled) if short => titled.clone(),
            _ => person.name.clone(),
        };
        Some((form, before))
    }

    fn clause(&mut self) -> String {
        let length = self.random.random_range(4..16);
        self.words_of(length)
    }

    fn words_of(&mut self, length: usize) -> String {
        let mut text = String::new();
        for at in 0..length {
            if at > 0 {
                text.push(' ');
            }
            text.push_str(self.words.word(self.random));
        }
        text
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn stamp(minute: u32, style: Style, month: u32) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    let half = if hour >= 12 { "pm" } else { "am" };
    let twelve = (hour + 11) % 12 + 1;
    match style {
        Style::DotHalf => format!("{twelve}.{minute:02}{half} "),
        Style::ColonHalf => format!("{twelve}:{minute:02}{half} "),
        Style::HalfColon => format!("{twelve}.{minute:02}{half}: "),
        Style::Dot24 => format!("{hour:02}.{minute:02} "),
        Style::Colon24 => format!("{hour:02}:{minute:02}: "),
        Style::Dash24 => format!("{hour:02}:{minute:02} – "),
        Style::OwnLine => format!("{twelve}.{minute:02}{half}\n\n"),
        Style::SummerTime => {
            let zone = if (4..=9).contains(&month) { "BST" } else { "GMT" };
            format!("{twelve}.{minute:02}{half} {zone}\n\n")
        }
    }
}
