//! How stored entries are packed: each by itself, so that reading one unpacks no other, with a dictionary of what the
//! archive's entries have in common, without which short texts hardly get shorter.
//!
//! Zstandard (RFC 8878), whose dictionaries are made for this.

use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use zstd::zstd_safe::{CCtx, CDict, CompressionLevel, DCtx, DDict, compress_bound, get_frame_content_size};

/// The file of the dictionary, beside an index's own.
const FILE: &str = "entries.dictionary";
/// Packing takes longer at higher levels, by more than it saves.
const LEVEL: CompressionLevel = 3;
/// The longest dictionary, in bytes; longer ones hardly help. Zstandard looks for matches by larger tables where it is
/// longer than 256 KiB: entries take 6 % less than with one just below that, for the same time.
const LONGEST: usize = 264 << 10;
/// A dictionary is no longer than this part of what it is made of.
const PART: usize = 16;
/// No entry is as long as this, in bytes: a page is far shorter.
const LONGEST_ENTRY: u64 = 1 << 30;

thread_local! {
    static PACKER: RefCell<CCtx<'static>> = RefCell::new(CCtx::create());
    static UNPACKER: RefCell<DCtx<'static>> = RefCell::new(DCtx::create());
}

/// How the entries of an index are packed.
#[derive(Default)]
pub(crate) struct Packing(Option<Dictionary>);

struct Dictionary {
    bytes: Vec<u8>,
    packs: CDict<'static>,
    unpacks: DDict<'static>,
}

impl Dictionary {
    fn of(bytes: Vec<u8>) -> Option<Self> {
        Some(Self {
            packs: CDict::try_create(&bytes, LEVEL)?,
            unpacks: DDict::try_create(&bytes)?,
            bytes,
        })
    }
}

impl Packing {
    /// For entries like these; without a dictionary where they have too little in common, or are too few.
    pub(crate) fn for_such(samples: &[impl AsRef<[u8]>]) -> Self {
        let length: usize = samples.iter().map(|sample| sample.as_ref().len()).sum();
        let bytes = match zstd::dict::from_samples(samples, LONGEST.min(length / PART)) {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::debug!(%error, "entries are packed without a dictionary");
                return Self::default();
            }
        };
        Self(Dictionary::of(bytes))
    }

    /// That of the index in this folder.
    ///
    /// # Errors
    /// If its dictionary cannot be read or is none.
    pub(crate) fn read(index: &Path) -> io::Result<Self> {
        match fs::read(index.join(FILE)) {
            Ok(bytes) => match Dictionary::of(bytes) {
                Some(dictionary) => Ok(Self(Some(dictionary))),
                None => Err(io::Error::new(
                    ErrorKind::InvalidData,
                    format!("{FILE} is no dictionary"),
                )),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Puts it beside the index in this folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn write(&self, index: &Path) -> io::Result<()> {
        match &self.0 {
            Some(dictionary) => fs::write(index.join(FILE), &dictionary.bytes),
            None => Ok(()),
        }
    }

    /// Packs a text.
    pub(crate) fn pack(&self, text: &str) -> io::Result<Vec<u8>> {
        let mut packed = Vec::with_capacity(compress_bound(text.len()));
        PACKER
            .with_borrow_mut(|context| match &self.0 {
                Some(dictionary) => {
                    context.compress_using_cdict(&mut packed, text.as_bytes(), &dictionary.packs)
                }
                None => context.compress(&mut packed, text.as_bytes(), LEVEL),
            })
            .map_err(failure)?;
        packed.shrink_to_fit();
        Ok(packed)
    }

    /// The text that was packed.
    ///
    /// # Errors
    /// If this is not what [`pack`](Self::pack) made with the same dictionary.
    pub(crate) fn unpack(&self, packed: &[u8]) -> io::Result<String> {
        let strange = || io::Error::new(ErrorKind::InvalidData, "not what an entry was packed to");
        let length = get_frame_content_size(packed).ok().flatten();
        let length = length
            .filter(|length| *length < LONGEST_ENTRY)
            .ok_or_else(strange)?;
        let mut text = Vec::with_capacity(usize::try_from(length).map_err(|_| strange())?);
        UNPACKER
            .with_borrow_mut(|context| match &self.0 {
                Some(dictionary) => context.decompress_using_ddict(&mut text, packed, &dictionary.unpacks),
                None => context.decompress(&mut text, packed),
            })
            .map_err(failure)?;
        String::from_utf8(text).map_err(|_| strange())
    }
}

fn failure(code: usize) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, zstd::zstd_safe::get_error_name(code))
}

impl fmt::Debug for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.0.as_ref().map(|dictionary| dictionary.bytes.len());
        f.debug_struct("Packing").field("dictionary", &length).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn samples() -> Vec<String> {
        let of = |n: usize| {
            let (at, count) = (n * 7919 % 60, n * 31 % 97);
            format!(
                "5.{at:02}pm The Department of Health has published {count} letters on waiting times in hospitals."
            )
        };
        (0..400).map(of).collect()
    }

    #[test]
    fn a_dictionary_makes_short_texts_shorter() {
        let with = Packing::for_such(&samples());
        let text = "6.10pm The Department of Health has published 4 letters on beds in hospitals.";
        assert!(with.pack(text).unwrap().len() * 2 < Packing::default().pack(text).unwrap().len());
    }

    #[test]
    fn the_dictionary_lies_beside_the_index() {
        let dir = tempfile::tempdir().unwrap();
        let written = Packing::for_such(&samples());
        written.write(dir.path()).unwrap();
        let packed = written.pack("The Department of Health").unwrap();
        let read = Packing::read(dir.path()).unwrap();
        assert_eq!(read.unpack(&packed).unwrap(), "The Department of Health");
        // Without it nothing can be read, and that is said.
        assert!(Packing::default().unpack(&packed).is_err());
        fs::write(
            dir.path().join(FILE),
            [&[0x37, 0xa4, 0x30, 0xec][..], &[0xff; 32]].concat(),
        )
        .unwrap();
        let error = Packing::read(dir.path()).unwrap_err();
        assert_eq!(error.to_string(), "entries.dictionary is no dictionary");
    }

    #[test]
    fn few_entries_or_none_have_no_dictionary() {
        for samples in [vec![], vec!["a".to_owned()], vec![String::new(); 9]] {
            let packing = Packing::for_such(&samples);
            assert_eq!(packing.unpack(&packing.pack("text").unwrap()).unwrap(), "text");
        }
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(text in "(?s).{0,200}", noise: Vec<u8>) {
            for packing in [Packing::default(), Packing::for_such(&samples())] {
                let packed = packing.pack(&text).unwrap();
                prop_assert_eq!(packing.unpack(&packed).unwrap(), text.as_str());
                let _ = packing.unpack(&noise);
                let _ = packing.unpack(&packed[..packed.len() - 1]).unwrap_err();
            }
        }
    }
}
