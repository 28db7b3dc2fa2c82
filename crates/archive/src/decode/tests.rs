//! Pages in every encoding that is read, and files that are no pages.

use super::*;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> (String, Encoding) {
    let decoded = decode(bytes).unwrap();
    (decoded.text, decoded.encoding)
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units
        .flat_map(|unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

#[test]
fn utf8_with_and_without_a_mark() {
    assert_eq!(
        read("5pm £3m – “yes”".as_bytes()),
        ("5pm £3m – “yes”".to_owned(), Encoding::Utf8)
    );
    assert_eq!(
        read(b"\xEF\xBB\xBF5pm"),
        ("5pm".to_owned(), Encoding::Utf8WithMark)
    );
}

#[test]
fn utf16_by_its_mark() {
    for (big, encoding) in [(false, Encoding::Utf16Le), (true, Encoding::Utf16Be)] {
        assert_eq!(
            read(&utf16("5pm £3m 😀", big)),
            ("5pm £3m 😀".to_owned(), encoding)
        );
    }
}

#[test]
fn windows_1252() {
    assert_eq!(
        read(b"5pm \x93Yes\x94, said Zo\xEB \x96 it\x92s \xA33m\x85 caf\xE9\xA0closed"),
        (
            "5pm “Yes”, said Zoë – it’s £3m… café\u{a0}closed".to_owned(),
            Encoding::Windows1252
        )
    );
    assert_eq!(read(b"\xA3"), ("£".to_owned(), Encoding::Windows1252));
}

#[test]
fn utf8_with_stray_windows_1252() {
    assert_eq!(
        read(b"5pm \xE2\x80\x9CYes\xE2\x80\x9D \xE2\x80\x93 it\x92s \xC2\xA33m"),
        ("5pm “Yes” – it’s £3m".to_owned(), Encoding::Utf8WithWindows1252)
    );
    assert_eq!(read(b"\xEF\xBB\xBFit\x92s").0, "it’s");
}

#[test]
fn what_can_only_be_utf8_stays_it_among_many_stray_bytes() {
    let pasted = b"9am Zo\xC3\xAB, 10am \x93Yes\x94, it\x92s a caf\xE9 \x96 closed";
    assert_eq!(
        read(pasted),
        (
            "9am Zoë, 10am “Yes”, it’s a café – closed".to_owned(),
            Encoding::Utf8WithWindows1252
        )
    );
    // Capitals before a trade mark are good UTF-8 by accident.
    assert_eq!(read(b"CAF\xC9\x99 \x93Yes\x94").0, "CAFÉ™ “Yes”");
}

#[test]
fn a_page_cut_in_the_middle_of_a_character() {
    let whole = "5pm “Yes” – it’s £3m".as_bytes();
    assert_eq!(
        read(&whole[..12]),
        ("5pm “Yes\u{FFFD}".to_owned(), Encoding::Utf8)
    );
    assert_eq!(read(b"caf\xE9"), ("café".to_owned(), Encoding::Windows1252));
}

#[test]
fn refusals_name_the_byte_and_the_cure() {
    let why = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
    insta::assert_snapshot!(why(b" \r\n\t"), @"empty: the page holds nothing but white space");
    insta::assert_snapshot!(why(b""), @"empty: the page holds nothing but white space");
    insta::assert_snapshot!(
        why(b"PK\x03\x04\x00"),
        @"not text: a zero byte at offset 4, as in a binary file: give the page as UTF-8 text"
    );
    insta::assert_snapshot!(
        why(b"caf\xE9 \x81"),
        @r#"not text: byte "0x81" at offset 5 is neither UTF-8 nor part of a Windows-1252 text: save the page as UTF-8"#
    );
    insta::assert_snapshot!(
        why(b"\x1B[0m caf\xE9"),
        @r#"not text: byte "0x1B" at offset 0 is neither UTF-8 nor part of a Windows-1252 text: save the page as UTF-8"#
    );
    insta::assert_snapshot!(
        why(b"\xFF\xFE5\x00\x00\xD8 \x00"),
        @"not text: the page says that it is UTF-16 but is not at offset 4: save it as UTF-8"
    );
    assert_eq!(
        decode(b"\xFF\xFE5\x00\x00"),
        Err(DecodeError::Utf16 { offset: 4 })
    );
    assert_eq!(
        decode(b"\xFF\xFE5\x00\x00\x00"),
        Err(DecodeError::Binary { offset: 4 })
    );
    // UTF-32 begins with the mark of UTF-16.
    assert_eq!(
        decode(b"\xFF\xFE\x00\x005\x00\x00\x00"),
        Err(DecodeError::Binary { offset: 2 })
    );
}

#[test]
fn other_alphabets_in_eight_bits_are_refused() {
    // Windows-1251: "Сегодня в Москве прошло".
    let cyrillic = b"\xD1\xE5\xE3\xEE\xE4\xED\xFF \xE2 \xCC\xEE\xF1\xEA\xE2\xE5 \xEF\xF0\xEE\xF8\xEB\xEE";
    assert!(matches!(
        decode(cyrillic),
        Err(DecodeError::Unrecognised {
            offset: 0,
            byte: 0xD1
        })
    ));
}

#[test]
fn a_crowd_of_quotation_marks_is_no_text() {
    assert!(decode(&b"a\x93\x94\x96".repeat(40)).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn valid_utf8_is_itself(text in "[^\0\u{feff}]*[a-z][^\0]*") {
        prop_assert_eq!(decode(text.as_bytes()).map(|decoded| decoded.text), Ok(text));
    }

    #[test]
    fn utf16_round_trips(text in "[^\0\u{feff}]*[a-z][^\0]*", big in any::<bool>()) {
        prop_assert_eq!(decode(&utf16(&text, big)).map(|decoded| decoded.text), Ok(text));
    }

    #[test]
    fn windows_1252_words_are_read(words in proptest::collection::vec("[a-z]{8,12}[éèüçñ]?[’”–…£]?", 4..40)) {
        let text = words.join(" ");
        let (bytes, _, _) = WINDOWS_1252.encode(&text);
        prop_assert_eq!(decode(&bytes).map(|decoded| decoded.text), Ok(text));
    }
}
