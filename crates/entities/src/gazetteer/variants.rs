//! The forms in which a listed name is written: what a list need not say because it follows.
//!
//! Forms are normalised by the tokeniser, which already makes one of `&` and `and`, of all apostrophes, of hyphen and
//! blank, of `Saint`, `St` and `St.`; this is the rest.

use super::{Need, OrganisationKind, OrganisationRow, Origin, PersonRow};
use daybook_model::{RecognitionRule, is_apostrophe};

/// A way to write a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrganisationForm {
    pub(crate) text: String,
    pub(crate) need: Need,
    pub(crate) rule: RecognitionRule,
    /// Made from a listed name, so that a listed form of the same letters counts more.
    pub(crate) derived: bool,
    pub(crate) origin: Origin,
}

/// Endings of the names of a kind: the core of a name is what stands before one of them. The longest first.
fn endings(kind: OrganisationKind) -> &'static [&'static str] {
    match kind {
        OrganisationKind::Trust => &[
            "NHS Foundation Trust",
            "NHS foundation trust",
            "Foundation Trust",
            "foundation trust",
            "NHS Trust",
            "NHS trust",
            "NHS FT",
            "NHSFT",
            "Trust",
            "trust",
            "FT",
        ],
        OrganisationKind::Ccg => &[
            "Clinical Commissioning Group",
            "clinical commissioning group",
            "CCG",
        ],
        OrganisationKind::Pct => &["Primary Care Trust", "primary care trust", "Teaching PCT", "PCT"],
        OrganisationKind::Sha => &["Strategic Health Authority", "strategic health authority", "SHA"],
        OrganisationKind::Csu => &["Commissioning Support Unit", "commissioning support unit", "CSU"],
        _ => &[],
    }
}

/// Endings put after the core, in the small letters that match capitals as well.
fn written_endings(kind: OrganisationKind) -> &'static [&'static str] {
    match kind {
        OrganisationKind::Trust => &[
            "NHS foundation trust",
            "foundation trust",
            "NHS trust",
            "NHS FT",
            "NHSFT",
            "trust",
            "FT",
        ],
        OrganisationKind::Ccg => &["clinical commissioning group", "CCG"],
        OrganisationKind::Pct => &["primary care trust", "PCT"],
        OrganisationKind::Sha => &["strategic health authority", "SHA"],
        OrganisationKind::Csu => &["commissioning support unit", "CSU"],
        _ => &[],
    }
}

/// Last words of a trust's core with which it is a name without its ending: `Northumbria Healthcare`.
const SELF_STANDING: [&str; 4] = ["Healthcare", "Hospital", "Hospitals", "Infirmary"];

/// What tells an organisation from others of its kind: `Sussex Partnership` of a trust.
pub(crate) fn core_of(name: &str, kind: OrganisationKind) -> Option<&str> {
    let core = endings(kind)
        .iter()
        .find_map(|ending| name.strip_suffix(ending)?.strip_suffix(' '))?;
    let core = core
        .strip_prefix("The ")
        .or_else(|| core.strip_prefix("the "))
        .unwrap_or(core);
    let core = match kind {
        OrganisationKind::Trust => core,
        _ => core.strip_prefix("NHS ").unwrap_or(core),
    };
    (!core.is_empty()).then_some(core)
}

/// All forms of a row that can be matched, the listed ones first.
pub(crate) fn organisation_forms(row: &OrganisationRow) -> Vec<OrganisationForm> {
    let mut forms = Vec::new();
    let listed = std::iter::once((
        &row.name,
        row.name_need,
        RecognitionRule::GazetteerName,
        &row.origin,
    ))
    .chain(
        row.aliases
            .iter()
            .map(|a| (&a.text, a.need, RecognitionRule::GazetteerAlias, &a.origin)),
    );
    for (text, need, rule, origin) in listed.clone() {
        forms.push(OrganisationForm {
            text: text.clone(),
            need,
            rule,
            derived: false,
            origin: origin.clone(),
        });
    }
    for (text, need, _, origin) in listed {
        if need == Need::Never {
            continue;
        }
        let mut add = |text: String, need: Need| {
            let rule = RecognitionRule::GazetteerAlias;
            forms.push(OrganisationForm {
                text,
                need,
                rule,
                derived: true,
                origin: origin.clone(),
            });
        };
        for spelling in spellings(text) {
            add(spelling, need);
        }
        if row.kind == OrganisationKind::Council {
            // `Quay borough council`
            for ending in [
                " Borough Council",
                " County Council",
                " City Council",
                " District Council",
            ] {
                if let Some(place) = text.strip_suffix(ending) {
                    add(format!("{place}{}", ending.to_lowercase()), need);
                }
            }
        }
        if let Some(small) = with_small_letters(text, row.kind) {
            add(small, need);
        }
        let Some(core) = core_of(text, row.kind) else {
            continue;
        };
        for core in std::iter::once(core.to_owned()).chain(spellings(core)) {
            for ending in written_endings(row.kind) {
                add(format!("{core} {ending}"), need);
                if row.kind == OrganisationKind::Ccg {
                    add(format!("NHS {core} {ending}"), need);
                }
            }
            if matches!(row.kind, OrganisationKind::Pct | OrganisationKind::Ccg) {
                add(format!("NHS {core}"), need);
            }
            if row.kind == OrganisationKind::Trust
                && core
                    .rsplit(' ')
                    .next()
                    .is_some_and(|last| SELF_STANDING.contains(&last))
                && core.contains(' ')
            {
                add(core, need);
            }
        }
    }
    forms.extend(hospital_forms(row));
    forms.extend(place_form(row));
    forms.retain(|form| form.need != Need::Never);
    forms
}

/// `Quay council`, `Quay police`, `Quay university`, `university of Quay`: as some papers print them.
fn with_small_letters(text: &str, kind: OrganisationKind) -> Option<String> {
    let ending = match kind {
        OrganisationKind::Council => " Council",
        OrganisationKind::Police => " Police",
        OrganisationKind::University => " University",
        _ => return None,
    };
    let last = || Some(format!("{}{}", text.strip_suffix(ending)?, ending.to_lowercase()));
    let first = || {
        let rest = text
            .strip_prefix("University of ")
            .filter(|_| ending == " University")?;
        Some(format!("university of {rest}"))
    };
    last().or_else(first)
}

/// What a trust's name has besides its place.
const AROUND_A_PLACE: [&str; 14] = [
    "General",
    "District",
    "Hospital",
    "Hospitals",
    "Teaching",
    "University",
    "Health",
    "Services",
    "Healthcare",
    "Acute",
    "of",
    "upon",
    "Tyne",
    "and",
];

/// `Quay` of `Quay Teaching Hospitals NHS Trust`: a trust only in a list of trusts.
fn place_form(row: &OrganisationRow) -> Option<OrganisationForm> {
    if row.kind != OrganisationKind::Trust {
        return None;
    }
    let core = core_of(&row.name, row.kind)?;
    let mut words: Vec<&str> = core.split(' ').collect();
    while words.last().is_some_and(|word| AROUND_A_PLACE.contains(word)) {
        words.pop();
    }
    let front = words
        .iter()
        .take_while(|word| AROUND_A_PLACE.contains(word))
        .count();
    let place = words.get(front..)?.join(" ");
    let named = place.len() > 4 && place != core && !place.starts_with("St ") && !place.contains("Royal");
    named.then(|| OrganisationForm {
        text: place,
        need: Need::TrustCue,
        rule: RecognitionRule::GazetteerAlias,
        derived: true,
        origin: row.origin.clone(),
    })
}

/// `the Queen Elizabeth in Quay`, `Queen Elizabeth Hospital, Quay` and, of a hospital, `Wexcombe` where hospitals are
/// talked of.
fn hospital_forms(row: &OrganisationRow) -> Vec<OrganisationForm> {
    let is_hospital = row.kind == OrganisationKind::Hospital;
    if !is_hospital && row.kind != OrganisationKind::Trust {
        return Vec::new();
    }
    let name = if is_hospital {
        row.name.as_str()
    } else {
        core_of(&row.name, row.kind).unwrap_or("")
    };
    // `Queen Elizabeth Hospital Quay` has its place in its name.
    let (name, named_place) = match name.split_once(" Hospital ") {
        Some((bare, place)) => (&name[..bare.len() + " Hospital".len()], Some(place)),
        None => (name, None),
    };
    let Some(bare) = name
        .strip_suffix(" Hospital")
        .or_else(|| name.strip_suffix(" Infirmary"))
    else {
        return Vec::new();
    };
    let form = |text: String, need: Need| OrganisationForm {
        text,
        need,
        rule: RecognitionRule::GazetteerAlias,
        derived: true,
        origin: row.origin.clone(),
    };
    let mut forms = Vec::new();
    let of_a_saint = ["St ", "Queen ", "King ", "Princess ", "Prince ", "Royal "]
        .iter()
        .any(|first| bare.starts_with(first));
    if let Some(place) = named_place.or(row.place.as_deref()).filter(|_| of_a_saint) {
        for text in [
            format!("{bare} in {place}"),
            format!("{bare}, {place}"),
            format!("{name} in {place}"),
            format!("{name}, {place}"),
            format!("{name} {place}"),
        ] {
            forms.push(form(text, Need::Nothing));
        }
    }
    // `Quay General has made its staff come in.`
    if is_hospital
        && bare
            .split_once(" General")
            .is_some_and(|(place, rest)| !place.is_empty() && rest.is_empty())
    {
        forms.push(form(bare.to_owned(), Need::Nothing));
    }
    let bare = [
        "General",
        "District General",
        "Community",
        "University",
        "Cottage",
        "Royal",
    ]
    .iter()
    .find_map(|middle| bare.strip_suffix(middle)?.strip_suffix(' '))
    .unwrap_or(bare);
    let telling = |word: &str| {
        !matches!(
            word,
            "City" | "General" | "Royal" | "County" | "University" | "St"
        )
    };
    if is_hospital && !of_a_saint && bare.split(' ').any(telling) && bare.len() > 4 {
        forms.push(form(bare.to_owned(), Need::TrustCue));
    }
    forms
}

/// Other spellings of the words of a name: without `The`, without apostrophes, with one where it is often put.
fn spellings(text: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    // `The Guardian` without its article is a guardian; `The King's Fund` is still itself.
    let bare = text.strip_prefix("The ").filter(|rest| rest.contains(' '));
    if let Some(bare) = bare {
        spellings.push(bare.to_owned());
    }
    for text in std::iter::once(text).chain(bare) {
        if text.contains(is_apostrophe) {
            spellings.push(text.replace(['\'', '’'], ""));
            spellings.push(text.replace('’', "'").replace("s' ", "s's "));
            spellings.push(text.replace('’', "'").replace("s' ", "s "));
        }
        let plural = |word: &&str| word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
        if let Some((first, rest)) = text.split_once(' ')
            && plural(&first)
            && first.bytes().skip(1).all(|b| b.is_ascii_lowercase())
        {
            // `Patients Association` is as often printed `Patients' Association` and `Patient's Association`.
            spellings.push(format!("{first}' {rest}"));
            spellings.push(format!("{}'s {rest}", &first[..first.len() - 1]));
        }
    }
    spellings.extend(with_a_short_county(text));
    spellings
}

/// Counties and what the press makes of them.
const SHORT_COUNTIES: [(&str, &str); 20] = [
    ("Bedfordshire", "Beds"),
    ("Berkshire", "Berks"),
    ("Buckinghamshire", "Bucks"),
    ("Cambridgeshire", "Cambs"),
    ("Derbyshire", "Derbys"),
    ("Gloucestershire", "Glos"),
    ("Hampshire", "Hants"),
    ("Hertfordshire", "Herts"),
    ("Lancashire", "Lancs"),
    ("Leicestershire", "Leics"),
    ("Lincolnshire", "Lincs"),
    ("Northamptonshire", "Northants"),
    ("Nottinghamshire", "Notts"),
    ("Oxfordshire", "Oxon"),
    ("Shropshire", "Shrops"),
    ("Staffordshire", "Staffs"),
    ("Warwickshire", "Warks"),
    ("Wiltshire", "Wilts"),
    ("Worcestershire", "Worcs"),
    ("Yorkshire", "Yorks"),
];

/// `Staffs Courier` of `Staffordshire Courier`. A county alone is no name.
fn with_a_short_county(text: &str) -> Option<String> {
    let shortened = |word: &str| {
        let bare = word.strip_suffix(',').unwrap_or(word);
        let short = SHORT_COUNTIES.iter().find(|(county, _)| *county == bare)?.1;
        Some(format!("{short}{}", &word[bare.len()..]))
    };
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < 2 || !words.iter().any(|word| shortened(word).is_some()) {
        return None;
    }
    let words = words
        .iter()
        .map(|word| shortened(word).unwrap_or_else(|| (*word).to_owned()));
    Some(words.collect::<Vec<_>>().join(" "))
}

/// All forms of a person's full name: the rule each is taken by, its text and its place.
pub(crate) fn person_forms(row: &PersonRow) -> Vec<(RecognitionRule, String, Origin)> {
    let name = (
        RecognitionRule::GazetteerName,
        row.name.clone(),
        row.origin.clone(),
    );
    let aliases = row.aliases.iter().filter(|alias| alias.need != Need::Never);
    let aliases = aliases.map(|a| (RecognitionRule::GazetteerAlias, a.text.clone(), a.origin.clone()));
    let misprints = row.misprints.iter().map(|a| {
        (
            RecognitionRule::GazetteerMisprint,
            a.text.clone(),
            a.origin.clone(),
        )
    });
    let mut forms: Vec<_> = std::iter::once(name).chain(aliases).chain(misprints).collect();
    // `Una OBrien` and `Una O Brien` are what is left of an apostrophe that a system lost.
    for (rule, text, origin) in forms.clone() {
        if rule != RecognitionRule::GazetteerMisprint && text.contains(is_apostrophe) {
            forms.push((
                RecognitionRule::GazetteerMisprint,
                text.replace(['\'', '’'], ""),
                origin.clone(),
            ));
            forms.push((
                RecognitionRule::GazetteerMisprint,
                text.replace(['\'', '’'], " "),
                origin,
            ));
        }
    }
    forms
}
