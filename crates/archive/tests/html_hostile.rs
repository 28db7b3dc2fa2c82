//! Pages made to break a reader: each is read, or refused with a reason, in bounded time and memory.

use daybook_archive::{FoundPage, PageKind, PageSettings, RawPage, Source, Zone, assemble};
use std::time::{Duration, Instant};

/// The texts of the entries, or the reason why the page was refused.
fn read_bytes(bytes: &[u8], charset: Option<&str>) -> Result<(Vec<String>, RawPage), String> {
    let zone = Zone::new("Europe/London").map_err(|error| error.to_string())?;
    let source = Source {
        path: "page.html".into(),
        relative: "page.html".to_owned(),
        root: 0,
    };
    let found = FoundPage {
        kind: PageKind::Html,
        bytes: bytes.to_vec(),
        charset: charset.map(str::to_owned),
        ..FoundPage::default()
    };
    let start = Instant::now();
    let raw = RawPage::from_html(&source, &PageSettings::default(), &zone, &found)
        .map_err(|skipped| skipped.reason);
    let raw = raw.map(|raw| {
        let page = assemble(&raw, "page", &zone);
        (page.entries.into_iter().map(|entry| entry.text).collect(), raw)
    });
    // Generous: the machine may be busy. What is quadratic takes minutes.
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    raw
}

fn read(html: &str) -> Result<Vec<String>, String> {
    read_bytes(html.as_bytes(), None).map(|(texts, _)| texts)
}

fn refusal(html: &str) -> String {
    read(html).err().unwrap_or_default()
}

#[test]
fn a_hundred_thousand_elements_in_each_other() {
    for tag in [
        "div",
        "span",
        "b",
        "ul><li",
        "table><tr><td",
        "blockquote",
        "font color=red",
        "article",
        "svg",
        "template",
    ] {
        let open = format!("<{tag}>").repeat(100_000);
        let page = format!("<body><p>9am Good morning.</p>{open}5pm Deep down.");
        let texts = read(&page).unwrap();
        assert!(texts.concat().contains("Good morning"), "{tag}");
        let printed = !matches!(tag, "svg" | "template");
        assert!(!printed || texts.concat().contains("Deep down"), "{tag}");
        let closed = format!("{page}{}<p>After.", format!("</{tag}>").repeat(100_000));
        assert!(read(&closed).is_ok(), "{tag}");
    }
    let deep = format!("{}x", "<div>".repeat(600));
    let (_, page) = read_bytes(deep.as_bytes(), None).unwrap();
    assert_eq!(
        page.warnings,
        ["its elements are nested too deep: the innermost were put beside each other"]
    );
}

#[test]
fn tags_left_open_make_a_deep_page_and_lose_nothing() {
    let posts: String = (0..900)
        .map(|n| {
            format!(
                "<div class=post><div><p><b>{}.{:02}pm</b> Post number {n}.",
                1 + n / 300,
                n / 5 % 60
            )
        })
        .collect();
    let texts = read(&format!("<body><main>{posts}")).unwrap().join("\n");
    for n in [0, 1, 170, 171, 172, 500, 899] {
        assert!(texts.contains(&format!("Post number {n}.")), "{n}");
    }
}

#[test]
fn what_multiplies_is_refused() {
    let unclosed: String = (0..400).map(|n| format!("<b id=b{n}>")).collect();
    let page = format!("<p>{unclosed}{}", "<p>x".repeat(100_000));
    assert_eq!(
        refusal(&page),
        "not read: its markup makes more than 2000000 elements and pieces of text: split the page"
    );
    let attributes: String = (0..400_000).map(|n| format!(" a{n}=1")).collect();
    assert_eq!(
        refusal(&format!("<p>Good morning.</p><p{attributes}>x")),
        "not read: a tag near byte 0 has more than 1000 attributes: mend the page"
    );
}

#[test]
fn long_pictures_and_comments_are_no_attributes() {
    let picture = "iVBORw0KGgo+/ ".repeat(100_000);
    let comment = "word ".repeat(100_000);
    let page = format!(
        "<p>Don’t. It's <img src=\"data:image/png;base64,{picture}\"><!-- {comment} -->9am Good morning."
    );
    assert!(read(&page).unwrap().concat().ends_with("9am Good morning."));
}

#[test]
fn entities_do_not_grow() {
    let bomb = "<!DOCTYPE html [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><p>5pm Good &b;&b; &amp;&#x1F600;&#0;&notit; day.";
    let texts = read(bomb).unwrap();
    assert!(texts.concat().contains("day."), "{texts:?}");
    assert!(texts.concat().len() < 200);
}

#[test]
fn odd_bytes() {
    let zeros = b"<p>9am Good\0 morning.</p><p>8am \0Hello.</p>";
    let (texts, _) = read_bytes(zeros, None).unwrap();
    assert_eq!(texts, ["Good morning.", "Hello."]);
    let binary = [b"\x89PNG\r\n\x1a\n<".as_slice(), &[0; 400]].concat();
    assert!(
        read_bytes(&binary, None)
            .unwrap_err()
            .starts_with("not text: a zero byte")
    );
    let mixed = "<p>9am It’s “mixed”, it’s caf\u{e9}, it’s so.</p>".as_bytes();
    let mixed = [mixed, b"<p>8am The trust\x92s \x93plan\x94.</p>"].concat();
    let (texts, _) = read_bytes(&mixed, None).unwrap();
    assert_eq!(texts[1], "The trust’s “plan”.");
    let (texts, page) = read_bytes(b"<p>9am \xd7\xe4\xf2", Some("koi8-r")).unwrap();
    assert_eq!(
        (texts[0].as_str(), page.encoding.to_string().as_str()),
        ("вДР", "KOI8-R")
    );
    // A server's word counts for less than text that is plainly UTF-8.
    let (texts, _) = read_bytes("<p>9am Zoë’s café".as_bytes(), Some("iso-8859-1")).unwrap();
    assert_eq!(texts[0], "Zoë’s café");
    let wide: Vec<u8> = "<p>9am Wide".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_bytes(&wide, Some("utf-16le")).unwrap().0, ["Wide"]);
    for nothing in [
        "",
        " ",
        "<html>",
        "<script>9am</script>",
        "<!-- -->",
        "\u{feff}",
        "\u{feff}\u{200b}",
    ] {
        assert!(read(nothing).unwrap_err().starts_with("empty"), "{nothing}");
    }
}

#[test]
fn plaintext_and_scripts_are_only_ever_text() {
    let texts = read("<p>9am One.<plaintext></body><p>10am <script>alert(1)</script>").unwrap();
    assert!(texts.concat().contains("<script>alert(1)</script>"), "{texts:?}");
    let texts = read(
        "<p onclick='a()'>9am One.<script>10am alert(1)</script><p>8am &lt;script&gt;alert(2)&lt;/script&gt;",
    )
    .unwrap();
    assert_eq!(texts, ["One.", "<script>alert(2)</script>"]);
}

#[test]
fn json_that_goes_deep_or_on_is_left_out() {
    let deep = format!(
        "<script type='application/ld+json'>{}</script><p>9am One.",
        "[".repeat(100_000)
    );
    let (texts, page) = read_bytes(deep.as_bytes(), None).unwrap();
    assert_eq!(texts, ["One."]);
    assert!(
        page.warnings[0].starts_with("its JSON-LD, script 1, is left out: recursion limit"),
        "{:?}",
        page.warnings
    );
    let long = format!(
        "<script type='application/ld+json'>[{}0]</script><p>9am One.",
        "0,".repeat(5_000_000)
    );
    let (_, page) = read_bytes(long.as_bytes(), None).unwrap();
    assert_eq!(
        page.warnings,
        ["its JSON-LD, script 1, is left out: longer than 8388608 bytes"]
    );
}
