use super::*;

fn source(name: &str, text: &str) -> GazetteerSource {
    GazetteerSource::new(name, text)
}

fn problems(text: &str) -> Vec<String> {
    match Gazetteer::from_sources(&[source("a.toml", text)]) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().iter().map(ToString::to_string).collect(),
    }
}

const ROW: &str = "[[organisation]]\nname = \"Harbour Fund\"\nkind = \"charity\"\n";

#[test]
fn lists_every_problem_with_its_line_and_key() {
    let text = "[[organisation]]\nname = \"Harbour Fund\"\nkind = \"charitee\"\nplaice = \"Hull\"\n\n\
                [[organisation]]\nkind = \"union\"\nfrom = \"2013-02-30\"\n\n\
                [[person]]\nname = \"Ann Lee\"\ngender = \"x\"\n[[person.role]]\ntitle = \"chair\"\n\
                from = \"2014-01-01\"\nto = \"2013-01-01\"\n[given_names]\nmale = [1]\n";
    insta::assert_snapshot!(problems(text).join("\n"));
}

#[test]
fn says_where_toml_itself_is_broken() {
    let found = problems("[[organisation]]\nname = \n\n[[person]]\ngender = \"x\"\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("a.toml:2: not TOML: "), "{found:?}");
}

#[test]
fn an_alias_means_one_person() {
    let person =
        |name: &str, alias: &str| format!("[[person]]\nname = \"{name}\"\naliases = [\"{alias}\"]\n");
    let found = problems(&(person("Ann Lee", "@annlee") + &person("Anna Leigh", "@annlee")));
    assert_eq!(
        found,
        [
            "a.toml:6: person.aliases: \"@annlee\" means both \"Anna Leigh\" and \"Ann Lee\" (a.toml:1), expected an alias of one of them only"
        ]
    );
    // A surname of two words is a family's.
    let family = person("Ann Pell Wick", "Pell Wick") + &person("Abel Pell Wick", "Pell Wick");
    assert_eq!(problems(&family), Vec::<String>::new());
    // Another's whole name.
    assert_eq!(
        problems(&(person("Ann Lee", "Annie Lee") + &person("Bo Lee", "Ann Lee"))).len(),
        1
    );
}

#[test]
fn one_row_for_one_name_in_a_layer() {
    let found = problems(&format!("{ROW}{ROW}"));
    assert_eq!(
        found,
        [
            "a.toml:4: organisation.name: \"Harbour Fund\" is already a row at a.toml:1, expected one row for one name"
        ]
    );
}

#[test]
fn an_alias_of_two_organisations_needs_a_rule() {
    let row = |name: &str, more: &str| {
        format!("[[organisation]]\nname = \"{name}\"\nkind = \"charity\"\naliases = [\"HF\"]\n{more}")
    };
    let clash = problems(&format!("{}{}", row("Harbour Fund", ""), row("Hill Fund", "")));
    assert_eq!(clash.len(), 1);
    assert!(
        clash[0].starts_with("a.toml:8: organisation.aliases: \"HF\" means both"),
        "{clash:?}"
    );
    let apart = format!(
        "{}{}",
        row("Harbour Fund", "to = \"2012\"\n"),
        row("Hill Fund", "from = \"2013\"\n")
    );
    assert_eq!(problems(&apart), Vec::<String>::new());
}

#[test]
fn a_later_layer_takes_the_place_of_a_row_and_adds_names() {
    let base = source("base.toml", &format!("{ROW}[given_names]\nmale = [\"Abel\"]\n"));
    let own = "[[organisation]]\nname = \"Harbour Fund\"\nkind = \"union\"\n\n[[organisation]]\nname = \"Quay\"\nkind = \"other\"\n[given_names]\nmale = [\"Cain\"]\n";
    let gazetteer = Gazetteer::from_layers(&[vec![base.clone()], vec![source("own.toml", own)]]).unwrap();
    let kinds: Vec<_> = gazetteer
        .organisations()
        .map(|row| (row.name.as_str(), row.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("Harbour Fund", OrganisationKind::Union),
            ("Quay", OrganisationKind::Other)
        ]
    );
    assert_eq!(gazetteer.lists().male, ["Abel", "Cain"]);
    let alone = Gazetteer::from_sources(&[base]).unwrap();
    assert_ne!(alone.fingerprint(), gazetteer.fingerprint());
    assert_eq!(alone.fingerprint().len(), 64);
}

#[test]
fn forms_of_a_trust() {
    let text = "[[organisation]]\nname = \"Vale Partnership NHS Foundation Trust\"\nkind = \"trust\"\naliases = [{ text = \"Vale\", needs = \"never\" }]\n";
    let gazetteer = Gazetteer::from_sources(&[source("a.toml", text)]).unwrap();
    let forms: Vec<_> = organisation_forms(&gazetteer.organisations[0])
        .into_iter()
        .map(|f| f.text)
        .collect();
    for expected in [
        "Vale Partnership foundation trust",
        "Vale Partnership NHS trust",
        "Vale Partnership FT",
    ] {
        assert!(
            forms.iter().any(|form| form == expected),
            "{expected} in {forms:?}"
        );
    }
    assert!(!forms.iter().any(|form| form == "Vale"));
}

#[test]
fn forms_with_and_without_apostrophes() {
    let forms = |name: &str| spellings_of(name);
    assert!(forms("The King's Fund").contains(&"Kings Fund".to_owned()));
    assert!(forms("Patients Association").contains(&"Patient's Association".to_owned()));
    assert!(!forms("The Guardian").contains(&"Guardian".to_owned()));
}

#[test]
fn forms_with_a_short_county() {
    assert!(spellings_of("Staffordshire Courier").contains(&"Staffs Courier".to_owned()));
    assert!(spellings_of("Wold, Lancashire Society").contains(&"Wold, Lancs Society".to_owned()));
    assert!(!spellings_of("Lancashire").contains(&"Lancs".to_owned()));
}

fn spellings_of(name: &str) -> Vec<String> {
    let text = format!("[[organisation]]\nname = \"{name}\"\nkind = \"other\"\n");
    let gazetteer = Gazetteer::from_sources(&[source("a.toml", &text)]).unwrap();
    organisation_forms(&gazetteer.organisations[0])
        .into_iter()
        .map(|form| form.text)
        .collect()
}

#[test]
fn a_layer_clashes_with_what_it_is_laid_over_where_it_takes_no_place() {
    let base = source(
        "base.toml",
        &format!("{ROW}aliases = [\"HF\"]\n[[organisation]]\nname = \"Quay\"\nkind = \"other\"\n"),
    );
    let over = |own: &str| match Gazetteer::from_layers(&[vec![base.clone()], vec![source("own.toml", own)]])
    {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().iter().map(ToString::to_string).collect(),
    };
    let row =
        |name: &str, more: &str| format!("[[organisation]]\nname = \"{name}\"\nkind = \"union\"\n{more}\n");
    let means = "means both \"Hull Fund\" and";
    let expected = "expected needs on one of them or times apart";
    assert_eq!(
        over(&row("Hull Fund", "aliases = [\"Quay\", \"HF\"]")),
        [
            format!("own.toml:4: organisation.aliases: \"Quay\" {means} \"Quay\" (base.toml:5), {expected}"),
            format!(
                "own.toml:4: organisation.aliases: \"HF\" {means} \"Harbour Fund\" (base.toml:1), {expected}"
            ),
        ]
    );
    assert_eq!(
        over(&row("HF", "")),
        [format!(
            "own.toml:1: organisation.name: \"HF\" means both \"HF\" and \"Harbour Fund\" (base.toml:1), {expected}"
        )]
    );
    let none: Vec<String> = Vec::new();
    assert_eq!(over(&row("Harbour Fund", "aliases = [\"HF\"]")), none);
    assert_eq!(
        over(&row(
            "Hull Fund",
            "aliases = [{ text = \"HF\", needs = \"full-name\" }]"
        )),
        none
    );
    assert_eq!(
        over(&format!("{}{}", row("Harbour Fund", ""), row("HF", ""))),
        none,
        "the alias is gone"
    );
}

#[test]
fn a_file_of_other_settings_may_hold_rows() {
    let text = |title: &str| format!("title = \"{title}\"\n{ROW}[pages.x]\ndate = \"2015\"\n");
    let read = |text: String| {
        let source = GazetteerSource {
            foreign: &["title", "pages"],
            ..source("a.toml", &text)
        };
        Gazetteer::from_sources(&[source])
    };
    let gazetteer = read(text("one")).unwrap();
    assert_eq!(gazetteer.organisations[0].origin.to_string(), "a.toml:2");
    // Other settings are no part of what is known; the line of a row is, for evidence names it.
    assert_eq!(gazetteer.fingerprint(), read(text("two")).unwrap().fingerprint());
    assert_ne!(
        gazetteer.fingerprint(),
        read(format!("\n{}", text("one"))).unwrap().fingerprint()
    );
    let wrong = read(format!("colour = \"red\"\n{}", text("one")))
        .unwrap_err()
        .to_string();
    assert!(wrong.starts_with("a.toml:1: file.colour: unknown key"), "{wrong}");
}
