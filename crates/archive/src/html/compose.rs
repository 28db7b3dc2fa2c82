//! From the lines of an article and its posts to what a page holds.

use super::json_ld::JsonPost;
use super::lines::Line;
use super::posts::PostBox;
use crate::split::{Head, head, introduction};
use crate::{Body, Moment, Post, PrintedStamp, Published};
use daybook_model::{ClockTime, Leftover, LeftoverKind};
use rustc_hash::FxHashSet;
use std::hash::{BuildHasher, BuildHasherDefault};

/// Posts hold such a share of the article's text at least, in per cent; else the markup sets something else apart.
const LEAST_PERCENT: usize = 50;

/// A box with fewer letters besides its time is the head of a post, whose text follows it.
const HEAD_LETTERS: usize = 20;

/// A line beside the posts that is longer, or ends as a sentence does, is kept as an entry.
const SHORT: usize = 80;

/// A page's posts and what stands around them.
#[derive(Debug)]
pub(super) struct Composed {
    pub(super) standfirst: Option<String>,
    pub(super) posts: Vec<Post>,
    pub(super) leftovers: Vec<Leftover>,
}

impl Composed {
    /// How many letters the posts hold.
    pub(super) fn letters(&self) -> usize {
        self.posts.iter().map(|post| letters(&post.text)).sum()
    }

    pub(super) fn into_body(self) -> (Body, Vec<Leftover>) {
        let body = Body::Posts {
            standfirst: self.standfirst,
            posts: self.posts,
        };
        (body, self.leftovers)
    }
}

/// Letters and digits.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The posts that the markup sets apart; `None` if they are not the article.
pub(super) fn of_boxes(lines: &[Line], boxes: Vec<PostBox>, json: &[JsonPost]) -> Option<Composed> {
    let mut lines: Vec<Line> = lines.iter().filter(|line| !line.furniture).cloned().collect();
    if heads_only(&lines, boxes.len()) {
        let mut last = None;
        for line in &mut lines {
            line.post = line.post.or(last);
            last = line.post;
        }
    }
    let all: usize = lines.iter().map(|line| letters(&line.text)).sum();
    let within = lines.iter().filter(|line| line.post.is_some());
    if within.map(|line| letters(&line.text)).sum::<usize>() * 100 < all * LEAST_PERCENT {
        return None;
    }
    let mut boxes: Vec<Option<PostBox>> = boxes.into_iter().map(Some).collect();
    let mut composed = around(&lines);
    for run in lines.chunk_by(|a, b| a.post == b.post) {
        let Some(number) = run.first().and_then(|line| line.post) else {
            composed.keep_between(run);
            continue;
        };
        // A post that goes on after a post within it.
        let Some(post) = boxes.get_mut(number).and_then(Option::take) else {
            if let Some(before) = composed.posts.last_mut() {
                let more: Vec<&str> = run.iter().map(|line| line.text.as_str()).collect();
                before.text = joined([before.text.as_str()].into_iter().chain(more));
            }
            continue;
        };
        let published = post.published.or_else(|| named(json, post.id.as_deref()?));
        composed.add(run, published);
    }
    Some(composed)
}

/// What a `LiveBlogPosting` says of the post with that id.
fn named(json: &[JsonPost], id: &str) -> Option<Published> {
    let mut same = json.iter().filter(|post| {
        let url = post.url.as_deref().unwrap_or_default();
        url.rsplit(['#', '/', '=']).next() == Some(id)
    });
    same.next()?.published.clone()
}

/// Whether the boxes hold times and headings only, and the text of each post follows its box.
fn heads_only(lines: &[Line], posts: usize) -> bool {
    let mut sizes = vec![0; posts];
    for line in lines {
        if let Some(size) = line.post.and_then(|post| sizes.get_mut(post)) {
            *size += letters(&line.text) - line.time.as_deref().map_or(0, letters).min(letters(&line.text));
        }
    }
    sizes.sort_unstable();
    let middle = sizes.get(posts / 2).copied().unwrap_or_default();
    middle < HEAD_LETTERS && lines.iter().filter(|line| line.post.is_none()).count() > posts
}

/// A page whose posts are still to come, with what introduces it.
fn around(lines: &[Line]) -> Composed {
    let lead: Vec<&str> = lines
        .iter()
        .take_while(|line| line.post.is_none())
        .map(|line| line.text.as_str())
        .collect();
    let (standfirst, leftovers) = introduction(&lead.join("\n"));
    Composed {
        standfirst,
        posts: Vec::new(),
        leftovers,
    }
}

impl Composed {
    /// Adds a post with its lines.
    fn add(&mut self, lines: &[Line], published: Option<Published>) {
        let mut texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let mut stamp = None;
        let rest;
        let timed = lines.iter().position(|line| line.time.is_some());
        if let Some(at) = timed {
            let time = lines[at].time.as_deref().unwrap_or_default().trim();
            if let Some(found) = printed(&texts[at..], time) {
                stamp = Some(PrintedStamp {
                    text: found.stamp,
                    time: found.time,
                });
                rest = found.rest;
                let kept = (!rest.is_empty()).then_some(rest.as_str());
                texts.splice(at..at + found.lines, kept);
            } else if letters(texts[at]) == letters(time) {
                // `2 hours ago` and a whole date are no stamps, but no part of the post either.
                self.leave(LeftoverKind::Noise, texts[at]);
                texts.remove(at);
            }
        } else if let Some(found) =
            head(texts.iter().copied()).filter(|found| agrees(found, published.as_ref()))
        {
            stamp = Some(PrintedStamp {
                text: found.stamp,
                time: found.time,
            });
            rest = found.rest;
            let kept = (!rest.is_empty()).then_some(rest.as_str());
            texts.splice(0..found.lines, kept);
        }
        self.posts.push(Post {
            stamp,
            published,
            text: joined(texts),
        });
    }

    /// What stands between or after posts: a sentence is kept as an entry, so that nothing is lost.
    fn keep_between(&mut self, lines: &[Line]) {
        if self.posts.is_empty() {
            return;
        }
        let sentence = |line: &&Line| {
            line.text.chars().count() > SHORT || line.text.ends_with(['.', '!', '?', '”', '"'])
        };
        let (long, short): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(sentence);
        if !short.is_empty() {
            self.leave(
                LeftoverKind::Noise,
                &joined(short.iter().map(|line| line.text.as_str())),
            );
        }
        if !long.is_empty() {
            let text = joined(long.iter().map(|line| line.text.as_str()));
            self.leave(LeftoverKind::Unstamped, &text);
            self.posts.push(Post {
                stamp: None,
                published: None,
                text,
            });
        }
    }

    fn leave(&mut self, kind: LeftoverKind, text: &str) {
        let text = text.to_owned();
        self.leftovers.push(Leftover { kind, text });
    }
}

/// The stamp at the head of these lines, in the first of which `time` is marked as a post's time.
fn printed(lines: &[&str], time: &str) -> Option<Head> {
    if let Some(found) = head(lines.iter().copied()) {
        return Some(found);
    }
    // `1534:`, and a time after other words: `Posted by Jane Doe at 15:34`.
    let line = *lines.first()?;
    let digits = time.trim_end_matches([':', '.', ' ']);
    if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let (hour, minute) = digits.split_at(2);
        let rest = line.strip_prefix(digits)?.trim_start_matches([':', '.', ' ']);
        return Some(Head {
            stamp: line[..line.len() - rest.len()].trim_end().to_owned(),
            time: ClockTime::new(hour.parse().ok()?, minute.parse().ok()?)?,
            rest: rest.to_owned(),
            lines: 1,
        });
    }
    let found = head([time].into_iter())?;
    (line.ends_with(time) && line.len() <= SHORT && found.rest.is_empty()).then(|| Head {
        stamp: line.to_owned(),
        rest: String::new(),
        lines: 1,
        ..found
    })
}

/// Whether a time that opens a post's text is the post's own: it says the minute at which the post was published, in
/// whatever zone.
fn agrees(found: &Head, published: Option<&Published>) -> bool {
    let minute = match published.map(|published| published.moment) {
        Some(Moment::Instant(instant)) => instant.as_second().div_euclid(60).rem_euclid(60),
        Some(Moment::Wall(wall)) => i64::from(wall.minute()),
        Some(Moment::Day(_)) | None => return true,
    };
    let apart = (minute - i64::from(found.time.minute())).rem_euclid(60);
    apart.min(60 - apart) <= 2
}

/// Paragraphs with one blank line between them and non-breaking spaces as spaces.
fn joined<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> String {
    crate::split::paragraph_text(paragraphs)
}

/// The posts of JSON-LD, and what the page prints besides them.
pub(super) fn of_json(posts: Vec<JsonPost>, lines: &[Line]) -> Composed {
    let printed: Vec<Line> = lines.iter().filter(|line| !line.furniture).cloned().collect();
    let known = Phrases::of(posts.iter().flat_map(|post| &post.lines));
    let mut rest: Vec<Line> = Vec::new();
    let mut times = Vec::new();
    let mut covered = false;
    for mut line in printed {
        let only_time = line
            .time
            .as_deref()
            .is_some_and(|time| letters(time) == letters(&line.text));
        if known.cover(&line.text) {
            covered = true;
        } else if only_time {
            times.push(line.text);
        } else {
            // What stands before the first printed post introduces the page.
            line.post = covered.then_some(0);
            rest.push(line);
        }
    }
    let mut composed = around(&rest);
    for post in posts {
        let lines: Vec<Line> = post.lines.into_iter().map(plain).collect();
        composed.add(&lines, post.published);
    }
    if !times.is_empty() {
        composed.leave(LeftoverKind::Noise, &joined(times.iter().map(String::as_str)));
    }
    let after: Vec<Line> = rest.into_iter().skip_while(|line| line.post.is_none()).collect();
    // Stamps of the posts, printed on lines of their own, are no sentences.
    composed.keep_between(&after);
    composed
}

fn plain(text: String) -> Line {
    Line {
        text,
        post: None,
        furniture: false,
        time: None,
    }
}

/// How many words a phrase has at most.
const WORDS: usize = 4;

/// Every phrase of some texts, by its hash, to see what is printed twice in time linear to the page.
struct Phrases {
    hashes: FxHashSet<u64>,
}

impl Phrases {
    fn of<'a>(texts: impl Iterator<Item = &'a String>) -> Self {
        let mut hashes = FxHashSet::default();
        for text in texts {
            let words = words(text);
            for length in 1..=WORDS {
                hashes.extend(words.windows(length).map(hash));
            }
        }
        Self { hashes }
    }

    /// Whether nearly every phrase of the line is among them.
    fn cover(&self, line: &str) -> bool {
        let words = words(line);
        if words.is_empty() {
            return true;
        }
        let length = words.len().min(WORDS);
        let phrases = words.windows(length);
        let all = phrases.len();
        phrases
            .filter(|phrase| self.hashes.contains(&hash(phrase)))
            .count()
            * 10
            >= all * 8
    }
}

fn hash(phrase: &[String]) -> u64 {
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(phrase)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
