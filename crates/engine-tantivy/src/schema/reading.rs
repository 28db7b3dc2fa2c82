//! Stored entries, read where a segment's store has them.

use super::Fields;
use super::document::{READ, UNPACK, stored_entry};
use crate::failure::{During, internal};
use daybook_model::{DateInterval, EntryId, NamedEntity};
use daybook_search::{EngineError, WrittenEntry};
use serde::Deserialize;
use tantivy::store::StoreReader;
use tantivy::{DocId, TantivyDocument};

/// What tantivy writes before a value of bytes.
const BYTES: u8 = 4;

/// As much of a stored entry as counting its entities needs.
#[derive(Deserialize)]
pub(crate) struct StoredNames {
    pub(crate) id: EntryId,
    pub(crate) date: DateInterval,
    pub(crate) organisations: Vec<NamedEntity>,
    pub(crate) persons: Vec<NamedEntity>,
}

/// The entry at this place.
pub(crate) fn written_entry(
    fields: &Fields,
    store: &StoreReader,
    doc: DocId,
) -> Result<WrittenEntry, EngineError> {
    let whole = store.get_document_bytes(doc).during(READ)?;
    let json = match only_bytes(&whole) {
        Some(packed) => fields.packing().unpack(packed).during(UNPACK)?,
        None => {
            let whole: TantivyDocument = store.get(doc).during(READ)?;
            stored_entry(fields, &whole)?
        }
    };
    WrittenEntry::kept(json).ok_or_else(|| internal(READ, "what is stored is no entry"))
}

/// The value of a document of one field, of bytes, as tantivy writes it: how many fields there are, which it is, of what
/// type, how long, and the bytes. `None` if it is written otherwise.
///
/// tantivy itself reads the bytes one by one, which takes as long as unpacking them.
fn only_bytes(document: &[u8]) -> Option<&[u8]> {
    let (fields, rest) = split_number(document)?;
    let (_, rest) = rest.split_at_checked(size_of::<u32>())?;
    let (kind, rest) = rest.split_first()?;
    let (length, value) = split_number(rest)?;
    (fields == 1 && *kind == BYTES && length == value.len()).then_some(value)
}

/// A number, seven bits a byte from the lowest on, the last byte marked; and what comes after it.
fn split_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let last = bytes.iter().take(5).position(|byte| byte & 0x80 != 0)?;
    let (number, rest) = bytes.split_at_checked(last + 1)?;
    let number = number
        .iter()
        .rev()
        .fold(0, |number: usize, byte| number << 7 | usize::from(byte & 0x7f));
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::archive::{mention, plain_entry};
    use proptest::prelude::*;
    use tantivy::schema::{STORED, Schema};
    use tantivy::{Index, IndexWriter};

    /// Documents of one or two fields, each as it lies in a store.
    fn stored(documents: &[Vec<Vec<u8>>]) -> Vec<Vec<u8>> {
        let mut schema = Schema::builder();
        let field = schema.add_bytes_field("entry", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).unwrap();
        for values in documents {
            let mut document = TantivyDocument::default();
            values.iter().for_each(|value| document.add_bytes(field, value));
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let [segment] = searcher.segment_readers() else {
            panic!("one thread, one segment")
        };
        let store = segment.get_store_reader(0).unwrap();
        (0..segment.max_doc())
            .map(|doc| store.get_document_bytes(doc).unwrap().to_vec())
            .collect()
    }

    #[test]
    fn bytes_are_found_as_tantivy_writes_them() {
        let values = [0, 1, 127, 128, 300, 20_000].map(|length| vec![7_u8; length]);
        let documents: Vec<_> = values.iter().map(|value| vec![value.clone()]).collect();
        for (value, written) in values.iter().zip(stored(&documents)) {
            assert_eq!(only_bytes(&written), Some(value.as_slice()));
        }
        let [two] = &stored(&[vec![vec![1], vec![2]]])[..] else {
            panic!("one document")
        };
        assert_eq!(only_bytes(two), None);
    }

    #[test]
    fn what_is_counted_is_what_the_entry_names() {
        let text = "Dr Ada Quill (CQC) said so.";
        let named = |name: &str, passage: &str| NamedEntity {
            name: name.to_owned(),
            slug: daybook_model::slugify(name),
            mentions: vec![mention(text, passage)],
        };
        let mut entry = plain_entry("marlbury", 7, text);
        entry.organisations = vec![named("Care Quality Commission", "CQC")];
        entry.persons = vec![named("Ada Quill", "Ada Quill")];
        let names: StoredNames = WrittenEntry::of(&entry).unwrap().read_some().unwrap();
        assert_eq!(
            (names.id, names.date, names.organisations, names.persons),
            (entry.id, entry.date, entry.organisations, entry.persons)
        );
    }

    proptest! {
        #[test]
        fn whatever_is_stored_is_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let found = only_bytes(&bytes);
            prop_assert!(found.is_none_or(|found| bytes.ends_with(found)));
        }
    }
}
