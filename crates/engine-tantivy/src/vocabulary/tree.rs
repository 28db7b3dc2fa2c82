//! Words as a tree of letters, to find those a few letters away from another.

/// The most letters of a word that can be looked for: a bit each, and one for the end.
const MAX_LETTERS: usize = 62;
/// No word ends at a node.
const NO_WORD: u32 = u32::MAX;

/// Words that share a beginning share its nodes. Nodes lie in the order of a walk that goes down first, so that what is
/// below a node follows it.
#[derive(Debug)]
pub(super) struct Tree {
    /// All letters that occur, in order.
    alphabet: Vec<char>,
    /// Each node's letter, by its place in the alphabet.
    letters: Vec<u16>,
    /// For each node the first one that is not below it.
    ends: Vec<u32>,
    /// For each node the place of the word that ends there.
    words: Vec<u32>,
}

impl Tree {
    /// Of different words in order. `None` if there are too many letters, or too many words, to number.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str> + Clone) -> Option<Self> {
        let mut alphabet: Vec<char> = Vec::new();
        for letter in words.clone().flat_map(str::chars) {
            if let Err(place) = alphabet.binary_search(&letter) {
                alphabet.insert(place, letter);
            }
        }
        u16::try_from(alphabet.len()).ok()?;
        let mut tree = Self {
            alphabet,
            letters: Vec::new(),
            ends: Vec::new(),
            words: Vec::new(),
        };
        // The nodes from the root to the end of the word before.
        let mut path: Vec<(u16, u32)> = Vec::new();
        let mut numbered = Vec::new();
        for (place, word) in words.enumerate() {
            numbered.clear();
            numbered.extend(word.chars().filter_map(|letter| tree.number(letter)));
            let shared = path
                .iter()
                .zip(&numbered)
                .take_while(|((a, _), b)| a == *b)
                .count();
            tree.close(&mut path, shared)?;
            for letter in numbered.drain(shared..) {
                path.push((letter, u32::try_from(tree.letters.len()).ok()?));
                tree.letters.push(letter);
                tree.ends.push(0);
                tree.words.push(NO_WORD);
            }
            if let Some((_, node)) = path.last() {
                tree.words[*node as usize] = u32::try_from(place).ok()?;
            }
        }
        tree.close(&mut path, 0)?;
        Some(tree)
    }

    /// Ends the nodes beyond the first so many: nothing comes below them any more.
    fn close(&mut self, path: &mut Vec<(u16, u32)>, kept: usize) -> Option<()> {
        let end = u32::try_from(self.letters.len()).ok()?;
        path.drain(kept..)
            .for_each(|(_, node)| self.ends[node as usize] = end);
        Some(())
    }

    fn number(&self, letter: char) -> Option<u16> {
        self.alphabet
            .binary_search(&letter)
            .ok()
            .map(|place| place as u16)
    }

    /// Gives the places of the words at most `distance` (up to 2) letters away that begin with the same `right` letters,
    /// in order. `false` if the word is too long to be looked for.
    pub(super) fn near(&self, word: &str, right: usize, distance: u8, mut found: impl FnMut(usize)) -> bool {
        let letters = word.chars().count();
        if letters > MAX_LETTERS {
            return false;
        }
        let mut masks = vec![0_u64; self.alphabet.len()];
        for (bit, letter) in word.chars().enumerate() {
            if let Some(number) = self.number(letter) {
                masks[number as usize] |= 1 << bit;
            }
        }
        let pattern = Pattern {
            levels: usize::from(distance.min(2)),
            right: right.min(letters),
            all: (1 << (letters + 1)) - 1,
            whole: 1 << letters,
        };
        let start = pattern.start();
        // Of each node above, from the root, where it ends.
        let mut above: Vec<(u32, Places)> = Vec::with_capacity(letters + 4);
        let mut node = 0;
        while let Some(letter) = self.letters.get(node) {
            let end = self.ends[node];
            while above.last().is_some_and(|(end, _)| node as u32 >= *end) {
                above.pop();
            }
            let before = above.last().map_or(start, |(_, places)| *places);
            let mask = masks[*letter as usize];
            let depth = above.len();
            let places = if depth < pattern.right {
                pattern.right_after(depth, mask)
            } else {
                pattern.after(&before, mask)
            };
            if !places.is_alive() {
                node = end as usize;
                continue;
            }
            let ended = self.words[node];
            if ended != NO_WORD && depth + 1 >= pattern.right && pattern.is_whole(&places) {
                found(ended as usize);
            }
            above.push((end, places));
            node += 1;
        }
        true
    }
}

/// How far a word that is looked for may be matched by what was read, a bit for each number of its letters, for each
/// number of mistakes.
///
/// Wu and Manber's automaton (Fast text searching allowing errors, 1992), with two neighbours that changed places as one
/// mistake.
#[derive(Debug, Clone, Copy)]
struct Places {
    matched: [u64; 3],
    /// The same before two letters of which the second was read first.
    swapping: [u64; 2],
}

impl Places {
    fn is_alive(&self) -> bool {
        self.matched != [0; 3]
    }
}

struct Pattern {
    /// The most mistakes.
    levels: usize,
    /// How many letters, from the first, must be right.
    right: usize,
    /// A bit for each number of letters.
    all: u64,
    /// All letters.
    whole: u64,
}

impl Pattern {
    fn start(&self) -> Places {
        self.all_right(0)
    }

    /// After so many letters, all of them right.
    fn all_right(&self, letters: usize) -> Places {
        // As many letters after them may be left out as there may be mistakes.
        let matched = [0b1, 0b11, 0b111].map(|first: u64| (first << letters) & self.all);
        let mut right = Places {
            matched,
            swapping: [0; 2],
        };
        right.matched[self.levels + 1..].fill(0);
        right
    }

    /// After one letter more than so many right ones, which must be right too.
    fn right_after(&self, letters: usize, mask: u64) -> Places {
        if mask & (1 << letters) != 0 {
            return self.all_right(letters + 1);
        }
        Places {
            matched: [0; 3],
            swapping: [0; 2],
        }
    }

    /// After a letter, of which the mask says where it stands in the word.
    fn after(&self, before: &Places, mask: u64) -> Places {
        let mut after = Places {
            matched: [0; 3],
            swapping: [0; 2],
        };
        after.matched[0] = ((before.matched[0] & mask) << 1) & self.all;
        for level in 1..=self.levels {
            let fewer = before.matched[level - 1];
            let right = (before.matched[level] & mask) << 1;
            let too_many = fewer;
            let another = fewer << 1;
            let left_out = after.matched[level - 1] << 1;
            let swapped = (before.swapping[level - 1] & mask) << 2;
            after.matched[level] = (right | too_many | another | left_out | swapped) & self.all;
            after.swapping[level - 1] = fewer & (mask >> 1);
        }
        after
    }

    fn is_whole(&self, places: &Places) -> bool {
        places.matched[self.levels] & self.whole != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::distance;
    use proptest::prelude::*;

    fn near(words: &[&str], word: &str, right: usize, distance: u8) -> Vec<usize> {
        let tree = Tree::new(words.iter().copied()).unwrap();
        let mut found = Vec::new();
        assert!(tree.near(word, right, distance, |place| found.push(place)));
        found
    }

    #[test]
    fn words_too_long_are_left_to_others() {
        let tree = Tree::new(["a"].into_iter()).unwrap();
        assert!(tree.near(&"a".repeat(62), 0, 2, |_| ()));
        assert!(!tree.near(&"a".repeat(63), 0, 2, |_| ()));
        assert!(near(&[], "a", 0, 2).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

        #[test]
        fn found_is_what_is_so_few_letters_away(
            words in prop::collection::btree_set("[abcé]{1,7}", 0..40),
            word in "[abcdé]{1,7}",
            letters in 0..3_u8,
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let expected: Vec<usize> = (0..words.len())
                .filter(|place| distance(words[*place], &word) <= usize::from(letters))
                .collect();
            let first = |place: &usize| words[*place].chars().next() == word.chars().next();
            let same_first: Vec<usize> = expected.iter().copied().filter(first).collect();
            prop_assert_eq!(near(&words, &word, 0, letters), expected);
            prop_assert_eq!(near(&words, &word, 1, letters), same_first);
        }
    }
}
