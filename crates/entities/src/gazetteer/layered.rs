//! Rows of several layers, later ones over earlier ones.

use super::{OrganisationRow, Origin, PersonRow};
use rustc_hash::FxHashMap;

/// A row with a canonical name and a place.
pub(crate) trait Row {
    /// The canonical name.
    fn name(&self) -> &str;
    /// Where it was written.
    fn origin(&self) -> &Origin;
    /// What tells it from a namesake.
    fn about(&self) -> Option<&str> {
        None
    }
}

impl Row for OrganisationRow {
    fn name(&self) -> &str {
        &self.name
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl Row for PersonRow {
    fn name(&self) -> &str {
        &self.name
    }
    fn origin(&self) -> &Origin {
        &self.origin
    }
    fn about(&self) -> Option<&str> {
        self.about.as_deref()
    }
}

/// Rows, and the layer that each is of.
#[derive(Debug)]
pub(super) struct Layered<R> {
    pub(super) rows: Vec<R>,
    layers: Vec<usize>,
    /// How many layers there are.
    count: usize,
}

impl<R> Default for Layered<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            layers: Vec::new(),
            count: 0,
        }
    }
}

impl<R: Row> Layered<R> {
    /// Adds a layer: a row takes the place of those of its name, but for namesakes that are about somebody else.
    pub(super) fn lay_over(&mut self, layer: Vec<R>) {
        let mut known: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (i, row) in self.rows.iter().enumerate() {
            known.entry(row.name().to_owned()).or_default().push(i);
        }
        let mut gone = vec![false; self.rows.len()];
        for row in layer {
            let places = known.get_mut(row.name()).map(std::mem::take).unwrap_or_default();
            let is_other = |i: &usize| {
                let about = self.rows.get(*i).and_then(R::about);
                about.is_some() && row.about().is_some() && about != row.about()
            };
            let (others, same): (Vec<usize>, Vec<usize>) = places.into_iter().partition(is_other);
            known.insert(row.name().to_owned(), others);
            same.iter().skip(1).for_each(|i| gone[*i] = true);
            match same.first() {
                Some(&i) => (self.rows[i], self.layers[i]) = (row, self.count),
                None => {
                    self.rows.push(row);
                    self.layers.push(self.count);
                    gone.push(false);
                }
            }
        }
        self.count += 1;
        let mut going = gone.iter();
        self.rows.retain(|_| going.next() != Some(&true));
        let mut going = gone.iter();
        self.layers.retain(|_| going.next() != Some(&true));
    }

    /// The rows that stand, a list for each layer.
    pub(super) fn by_layer(&self) -> Vec<Vec<&R>> {
        let mut lists = vec![Vec::new(); self.count];
        for (row, layer) in self.rows.iter().zip(&self.layers) {
            lists[*layer].push(row);
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn person(name: &str, about: Option<&str>, line: usize) -> PersonRow {
        PersonRow {
            name: name.to_owned(),
            about: about.map(str::to_owned),
            origin: Origin {
                file: Arc::from("a"),
                line,
            },
            aliases: Vec::new(),
            misprints: Vec::new(),
            gender: None,
            honorific: None,
            roles: Vec::new(),
        }
    }

    fn lines(layers: Vec<Vec<PersonRow>>) -> Vec<usize> {
        let mut layered = Layered::default();
        layers.into_iter().for_each(|layer| layered.lay_over(layer));
        assert_eq!(layered.by_layer().concat().len(), layered.rows.len());
        layered.rows.iter().map(|row| row.origin.line).collect()
    }

    #[test]
    fn a_row_takes_the_place_of_its_namesakes_but_for_somebody_else() {
        let base = || {
            vec![
                person("Ann Lee", Some("a nurse"), 1),
                person("Ann Lee", Some("a peer"), 2),
                person("Abel Wick", None, 3),
            ]
        };
        let over = |rows: &[(&str, Option<&str>)]| {
            let rows = rows.iter().zip(11..);
            lines(vec![
                base(),
                rows.map(|((name, about), line)| person(name, *about, line))
                    .collect(),
            ])
        };
        assert_eq!(over(&[("Ann Lee", Some("a peer"))]), [1, 11, 3]);
        assert_eq!(over(&[("Ann Lee", Some("a poet"))]), [1, 2, 3, 11]);
        assert_eq!(over(&[("Ann Lee", None)]), [11, 3]);
        assert_eq!(over(&[("Abel Wick", Some("a poet"))]), [1, 2, 11]);
        assert_eq!(
            over(&[("Abel Wick", Some("a poet")), ("Abel Wick", Some("a peer"))]),
            [1, 2, 11, 12]
        );
    }
}
