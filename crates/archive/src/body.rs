//! What a page holds below its head: text to be split, or posts that its markup sets apart.

use crate::Moment;
use daybook_model::ClockTime;

/// What a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// Text, one paragraph a line, to be [split](crate::split) at its stamps.
    Text(String),
    /// Posts, in printed order.
    Posts {
        /// What introduces the page.
        standfirst: Option<String>,
        /// The posts.
        posts: Vec<Post>,
    },
}

/// An entry as a page's markup gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The printed time, where there is one.
    pub stamp: Option<PrintedStamp>,
    /// When it was published, with what was read.
    pub published: Option<Published>,
    /// Headline and paragraphs, one blank line between them.
    pub text: String,
}

/// A time as printed, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedStamp {
    /// As printed.
    pub text: String,
    /// In 24 hours.
    pub time: ClockTime,
}

/// A moment of the markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The moment.
    pub moment: Moment,
    /// Where it was read and how it is written: `datePublished: 2013-05-20T08:00:00+01:00`.
    pub evidence: String,
}

impl Body {
    /// How many bytes of text it holds.
    pub fn text_bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Posts { posts, .. } => posts.iter().map(|post| post.text.len()).sum(),
        }
    }
}
