//! Widening a query: looking besides the words typed for others that mean the same.
//!
//! The typed tree stays as it is; the widened one is for engines to search by. Only plain words are widened, and words
//! in a row together (`accident and emergency`). What is quoted, begun, misspelt on purpose or must not match is taken
//! as it was typed.

use crate::understood::Expansion;
use crate::{Node, NodeKind, Span, TextField};

/// The most typed words that are looked up together.
const MAX_TOGETHER: usize = 8;

/// Which ways of widening a query are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Widening {
    /// Words that mean the same, and the other names of organisations and persons.
    pub synonyms: bool,
    /// Words of the index that are misprints of those typed.
    pub typos: Typos,
    /// What came of the organisations that parts of the query name, and what they came of.
    pub lineage: bool,
}

/// Which other spellings of words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Typos {
    /// None.
    Off,
    /// Words of the index that can hardly be anything but misprints of those typed.
    #[default]
    Sure,
    /// Besides, words that are likely misprints of those typed, or likely meant by them.
    Auto,
}

impl Default for Widening {
    /// Synonyms, and misprints that are sure.
    fn default() -> Self {
        Self {
            synonyms: true,
            typos: Typos::Sure,
            lineage: false,
        }
    }
}

impl Widening {
    /// The query exactly as typed.
    pub const NONE: Self = Self {
        synonyms: false,
        typos: Typos::Off,
        lineage: false,
    };
}

/// Something to look for besides the words typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// What to look for.
    pub kind: NodeKind,
    /// What its score is multiplied with, below 1.
    pub weight: f32,
    /// Why: `synonym`, `entity`, `misprint`, `typo`.
    pub reason: &'static str,
    /// How it reads.
    pub form: String,
}

/// What an engine knows of words that mean the same.
pub trait Thesaurus {
    /// What entries may say instead of these words in a row.
    fn synonyms(&mut self, words: &[&str]) -> Vec<Other>;
    /// How entries misprint the word, where that is `sure`; else also how they may, and what it may be a misspelling of.
    fn spellings(&mut self, word: &str, sure: bool) -> Vec<Other>;
}

/// The query with everything that the thesaurus adds, and what that is.
pub fn widen(root: &Node, widening: Widening, thesaurus: &mut dyn Thesaurus) -> (Node, Vec<Expansion>) {
    let mut widener = Widener {
        widening,
        thesaurus,
        expansions: Vec::new(),
    };
    let root = if widening == Widening::NONE {
        root.clone()
    } else {
        widener.node(root)
    };
    (root, widener.expansions)
}

struct Widener<'t> {
    widening: Widening,
    thesaurus: &'t mut dyn Thesaurus,
    expansions: Vec<Expansion>,
}

impl Widener<'_> {
    fn node(&mut self, node: &Node) -> Node {
        let kind = match &node.kind {
            NodeKind::All { parts } => NodeKind::All {
                parts: self.row(parts),
            },
            NodeKind::Any { parts } => NodeKind::Any {
                parts: parts.iter().map(|part| self.node(part)).collect(),
            },
            NodeKind::Preferring { required, optional } => NodeKind::Preferring {
                required: Box::new(self.node(required)),
                optional: optional.iter().map(|part| self.node(part)).collect(),
            },
            NodeKind::Word {
                field: TextField::Text,
                ..
            } => {
                let mut row = self.row(std::slice::from_ref(node));
                return row.pop().unwrap_or_else(|| node.clone());
            }
            _ => return node.clone(),
        };
        Node { kind, ..*node }
    }

    /// The parts of an `All`: words in a row are looked up together, the longest row first.
    fn row(&mut self, parts: &[Node]) -> Vec<Node> {
        let mut widened = Vec::with_capacity(parts.len());
        let mut at = 0;
        while at < parts.len() {
            let words: Vec<&str> = parts[at..]
                .iter()
                .take(MAX_TOGETHER)
                .map_while(plain_word)
                .collect();
            if words.is_empty() {
                widened.push(self.node(&parts[at]));
                at += 1;
                continue;
            }
            let (count, others) = self.together(&parts[at..], &words);
            let typed = &parts[at..at + count];
            let text = words[..count].join(" ");
            let mut spelt: Vec<Node> = typed.iter().map(|part| self.spelt(part)).collect();
            let boost = if count == 1 { typed[0].boost } else { 1.0 };
            let span = Span {
                start: typed[0].span.start,
                end: typed[count - 1].span.end,
            };
            if others.is_empty() {
                widened.append(&mut spelt);
            } else {
                let part = match spelt.pop() {
                    Some(only) if spelt.is_empty() => only,
                    last => {
                        spelt.extend(last);
                        Node::new(span, NodeKind::All { parts: spelt })
                    }
                };
                widened.push(self.beside(part, span, &text, boost, others));
            }
            at += count;
        }
        widened
    }

    /// The longest beginning of the row that means something else too; if none does, its first word.
    fn together(&mut self, parts: &[Node], words: &[&str]) -> (usize, Vec<Other>) {
        if !self.widening.synonyms {
            return (1, Vec::new());
        }
        for count in (1..=words.len()).rev() {
            // A weight was put on one word, not on what several of them mean.
            if count > 1 && parts[..count].iter().any(|part| part.boost != 1.0) {
                continue;
            }
            let others = self.thesaurus.synonyms(&words[..count]);
            if !others.is_empty() {
                return (count, others);
            }
        }
        (1, Vec::new())
    }

    /// A typed word, and how else it may be spelt.
    fn spelt(&mut self, node: &Node) -> Node {
        let Some(word) = plain_word(node).filter(|_| self.widening.typos != Typos::Off) else {
            return node.clone();
        };
        let others = self.thesaurus.spellings(word, self.widening.typos == Typos::Sure);
        if others.is_empty() {
            return node.clone();
        }
        self.beside(node.clone(), node.span, word, node.boost, others)
    }

    fn beside(&mut self, part: Node, span: Span, text: &str, boost: f32, others: Vec<Other>) -> Node {
        let mut nodes = Vec::with_capacity(others.len());
        let mut reasons: Vec<&str> = others.iter().map(|other| other.reason).collect();
        reasons.dedup();
        for reason in reasons {
            let forms: Vec<String> = others
                .iter()
                .filter(|other| other.reason == reason)
                .map(|other| other.form.clone())
                .collect();
            self.expansions.push(Expansion {
                span,
                text: text.to_owned(),
                reason: reason.to_owned(),
                total: forms.len(),
                forms,
            });
        }
        for other in others {
            nodes.push(Node {
                span,
                boost: other.weight * boost,
                kind: other.kind,
            });
        }
        Node::new(
            span,
            NodeKind::Widened {
                part: Box::new(part),
                others: nodes,
            },
        )
    }
}

/// A word of the running text as typed.
fn plain_word(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Word {
            field: TextField::Text,
            text,
        } => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    /// `gp` and `family doctor` mean the same; `docter` is how some spell `doctor`, and `hopsital` is a misprint.
    struct Few;

    impl Thesaurus for Few {
        fn synonyms(&mut self, words: &[&str]) -> Vec<Other> {
            let other = match words.join(" ").as_str() {
                "gp" => "family doctor",
                "family doctor" => "gp",
                _ => return Vec::new(),
            };
            vec![word(other, "synonym")]
        }

        fn spellings(&mut self, typed: &str, sure: bool) -> Vec<Other> {
            if typed == "hospital" {
                vec![word("hopsital", "misprint")]
            } else if typed == "doctor" && !sure {
                vec![word("docter", "typo")]
            } else {
                Vec::new()
            }
        }
    }

    fn word(text: &str, reason: &'static str) -> Other {
        Other {
            kind: NodeKind::Word {
                field: TextField::Text,
                text: text.to_owned(),
            },
            weight: 0.5,
            reason,
            form: text.to_owned(),
        }
    }

    fn widened(query: &str, widening: Widening) -> String {
        widen(&parse(query).unwrap().root, widening, &mut Few).0.reading()
    }

    #[test]
    fn words_are_widened_alone_and_in_a_row() {
        let synonyms = Widening::default();
        let typos = Widening {
            typos: Typos::Auto,
            ..synonyms
        };
        let readings: Vec<String> = [
            ("my gp said", synonyms),
            ("my family doctor said", synonyms),
            ("family OR doctor", synonyms),
            ("\"family doctor\" gp*", synonyms),
            ("pay -gp NOT (family doctor)", synonyms),
            ("family^2 doctor gp^3", synonyms),
            ("title:gp page:gp", synonyms),
            ("+gp OR (a family doctor)", synonyms),
            ("doctor", synonyms),
            ("doctor", typos),
            ("family doctor", typos),
            (
                "family doctor",
                Widening {
                    synonyms: false,
                    typos: Typos::Auto,
                    lineage: false,
                },
            ),
            ("hospital doctor", synonyms),
            ("hospital doctor", typos),
            ("gp doctor hospital", Widening::NONE),
        ]
        .into_iter()
        .map(|(query, widening)| format!("{query} => {}", widened(query, widening)))
        .collect();
        insta::assert_snapshot!(readings.join("\n"));
    }

    #[test]
    fn what_was_added_is_said_with_the_place() {
        let root = parse("a family doctor").unwrap().root;
        let (_, expansions) = widen(&root, Widening::default(), &mut Few);
        assert_eq!(expansions.len(), 1);
        assert_eq!(expansions[0].span, Span { start: 2, end: 15 });
        assert_eq!(
            (expansions[0].text.as_str(), &*expansions[0].forms),
            ("family doctor", &["gp".to_owned()][..])
        );
    }
}
