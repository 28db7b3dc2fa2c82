//! Persons across pages: a surname alone finds who bears it on another page, and a rebuild keeps that true.

use daybook_tests::Sandbox;

const MONDAY: &str =
    "5.32pm Ada Trevithick, chair of the patients’ forum, said it would meet again.\n\n9am Good morning.\n";
const TUESDAY: &str = "3pm Ms Trevithick said that the forum had met.\n\n9am Good morning.\n";

fn names(sandbox: &Sandbox) -> Vec<String> {
    let server = sandbox.serve();
    let found = server.search(&[("q", "met"), ("limit", "1")]);
    let persons = found["hits"][0]["persons"].as_array().unwrap();
    persons
        .iter()
        .map(|person| person["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Without it a page would say `Trevithick` for ever, or a stale name when the other page changes or goes.
#[test]
fn a_surname_alone_follows_the_other_pages() {
    let sandbox = Sandbox::new();
    sandbox.write("pages/live-020313.txt", TUESDAY);
    sandbox.run(&["index", "pages"]).expect(0);
    assert_eq!(names(&sandbox), ["Trevithick"]);
    sandbox.write("pages/live-010313.txt", MONDAY);
    sandbox.run(&["index", "pages"]).expect(0);
    assert_eq!(
        names(&sandbox),
        ["Ada Trevithick"],
        "an unchanged page must follow a new one"
    );
    let unchanged = sandbox.run(&["index", "pages"]).expecting(0);
    assert!(unchanged.stdout.contains("2 unchanged"), "{}", unchanged.stdout);
    assert_eq!(names(&sandbox), ["Ada Trevithick"]);
    sandbox.write("pages/live-050313.txt", MONDAY.replace("Ada", "Jonah"));
    sandbox.run(&["index", "pages"]).expect(0);
    assert_eq!(names(&sandbox), ["Ada Trevithick"], "the nearer of two");
    sandbox.remove("pages/live-010313.txt");
    sandbox.run(&["index", "pages"]).expect(0);
    assert_eq!(names(&sandbox), ["Jonah Trevithick"]);
}

/// Without it the order of files on disk would decide who is meant.
#[test]
fn names_do_not_hang_on_the_order_of_pages() {
    let (one, other) = (Sandbox::new(), Sandbox::new());
    for (sandbox, first, second) in [
        (&one, "a-010313.txt", "b-020313.txt"),
        (&other, "z-010313.txt", "b-020313.txt"),
    ] {
        sandbox.write(&format!("pages/{first}"), MONDAY);
        sandbox.write(&format!("pages/{second}"), TUESDAY);
        sandbox.run(&["index", "pages"]).expect(0);
        assert_eq!(names(sandbox), ["Ada Trevithick"]);
    }
}
