//! The pages that people read, as a browser without scripts meets them.

use daybook_tests::{Answer, Sandbox, Server};
use std::collections::BTreeSet;

/// Every element's attribute of that name, unescaped.
pub(crate) fn attributes(html: &str, name: &str) -> Vec<String> {
    let opening = format!(" {name}=\"");
    html.split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(unescape)
        .collect()
}

fn unescape(text: &str) -> String {
    [
        ("&#38;", "&"),
        ("&amp;", "&"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (escaped, plain)| {
        text.replace(escaped, plain)
    })
}

#[track_caller]
pub(crate) fn page(server: &Server, target: &str) -> Answer {
    let answer = server.get(target);
    assert_eq!(answer.status, 200, "{target}: {}", answer.body);
    assert_eq!(
        answer.header("content-type"),
        "text/html; charset=utf-8",
        "{target}"
    );
    answer
}

/// The count that a search page says.
#[track_caller]
fn count(server: &Server, target: &str) -> u64 {
    let html = page(server, target).body;
    let (_, rest) = html
        .split_once("id=\"count\"")
        .unwrap_or_else(|| panic!("{target} has no count"));
    let text = rest.split(['>', '<']).nth(1).unwrap();
    text.split(' ').next().unwrap().replace(',', "").parse().unwrap()
}

fn hits(html: &str) -> usize {
    html.matches("class=\"hit\">").count() - html.matches("<rect class=\"hit\">").count()
}

/// Breaks if the search page no longer finds what REST finds, or a filter and its chip do not do and undo the same.
#[test]
fn a_search_is_filtered_and_unfiltered_by_its_links() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let all = count(&server, "/?q=waiting+times");
    assert_eq!(server.search(&[("q", "waiting times")])["total"], all);
    let html = page(&server, "/?q=waiting+times").body;
    assert!(
        html.contains("<mark>waiting</mark>") && hits(&html) == 10,
        "{html}"
    );

    let (_, boxes) = html.split_once("<legend>Organisations</legend>").unwrap();
    let slug = attributes(boxes, "value").into_iter().next().unwrap();
    let filtered = format!("/?q=waiting+times&organisation={slug}&from=&to=&sort=");
    let some = count(&server, &filtered);
    assert_eq!(
        server.search(&[("q", "waiting times"), ("organisation", &slug)])["total"],
        some
    );
    assert!(some > 0 && some < all, "{some} of {all}");
    let html = page(&server, &filtered).body;
    assert!(html.contains("checked"), "the box of a chosen value is ticked");
    let (_, chip) = html.split_once("aria-label=\"Filters at work\"").unwrap();
    let off = attributes(chip, "href").into_iter().next().unwrap();
    assert_eq!((off.as_str(), count(&server, &off)), ("/?q=waiting+times", all));
}

/// Breaks if a bar, or its row of the table, leads to another number of entries than it says; at every zoom.
#[test]
fn a_bar_of_the_timeline_leads_to_exactly_its_count() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut zooms = vec!["/".to_owned(), "/?q=waiting".to_owned()];
    let mut seen = BTreeSet::new();
    let mut deepest = 0;
    while let Some(target) = zooms.pop() {
        let html = page(&server, &target).body;
        let bars = html
            .split("<svg")
            .nth(1)
            .and_then(|svg| svg.split("</svg>").next())
            .unwrap_or_default();
        let links: Vec<(String, String)> = attributes(bars, "href")
            .into_iter()
            .zip(attributes(bars, "aria-label"))
            .collect();
        for (i, (href, label)) in links.into_iter().enumerate() {
            let (_, said) = label.rsplit_once(": ").unwrap();
            let said: u64 = said.split(' ').next().unwrap().parse().unwrap();
            assert_eq!(count(&server, &href), said, "{target}: {label} {href}");
            deepest = deepest.max(href.matches("hour=").count() + href.matches('-').count());
            // One way down from each level is enough.
            if i == 0 && seen.insert(href.clone()) {
                zooms.push(href);
            }
        }
    }
    assert!(deepest >= 3, "the way leads down to hours");
}

/// Breaks if paging loses or repeats an entry.
#[test]
fn pages_of_hits_hold_every_entry_once() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut target = "/?q=waiting&sort=oldest".to_owned();
    let total = count(&server, &target);
    let mut entries = Vec::new();
    loop {
        let html = page(&server, &target).body;
        let (_, found) = html.split_once("<ol class=\"hits\">").unwrap();
        let (found, after) = found.split_once("</section>").unwrap();
        entries.extend(
            found
                .split("<h3>")
                .skip(1)
                .map(|hit| attributes(hit, "href").into_iter().next().unwrap()),
        );
        let Some(next) = found.split("rel=\"next\"").nth(1) else {
            assert!(!after.is_empty());
            break;
        };
        target = attributes(next, "href").into_iter().next().unwrap();
    }
    let different: BTreeSet<&String> = entries.iter().collect();
    assert_eq!((entries.len() as u64, different.len() as u64), (total, total));
}

/// Breaks if any link of any page leads nowhere, or a page loses its title, landmarks or single heading.
#[test]
fn every_link_of_every_page_leads_somewhere() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let mut waiting: Vec<String> = [
        "/",
        "/archive",
        "/?q=%22winter+pressures%22&organisation=unison",
        "/?q=zzqq&person=dev-mistry",
        "/?q=wiating",
        "/facets/organisation?prefix=c&order=name",
        "/facets/page?date=undated",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut kinds = BTreeSet::new();
    while let Some(target) = waiting.pop() {
        let answer = server.get(&target);
        assert_eq!(answer.status, 200, "{target}: {}", answer.body);
        kinds.insert(target.split(['/', '?']).nth(1).unwrap_or_default().to_owned());
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let html = &answer.body;
        assert!(html.len() < 60_000, "{target} has {} bytes", html.len());
        assert_eq!(html.matches("<h1").count(), 1, "{target}");
        for part in ["<main id=\"main\"", "<title>", "class=\"skip\"", "lang=\"en-GB\""] {
            assert!(html.contains(part), "{target} has no {part}");
        }
        assert!(
            !html.contains(" style=\"") && !html.contains("<style"),
            "{target}"
        );
        let ids = attributes(html, "id");
        let different: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), different.len(), "{target} has an id twice: {ids:?}");
        let links = attributes(html, "href")
            .into_iter()
            .chain(attributes(html, "src"));
        for link in links {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            if path.is_empty() {
                assert!(
                    ids.iter().any(|id| id == anchor),
                    "{target}: nothing is at #{anchor}"
                );
            }
            // Searches multiply without end: a few of each kind of page are followed.
            let many = seen.len() > 400
                && ["/?", "/v1/search", "/v1/export", "/v1/feed"]
                    .iter()
                    .any(|many| path.starts_with(many));
            if path.starts_with('/') && !many && seen.insert(path.to_owned()) {
                waiting.push(path.to_owned());
            }
        }
    }
    for kind in [
        "", "archive", "assets", "entities", "entries", "facets", "pages", "v1",
    ] {
        assert!(kinds.contains(kind), "no page led to /{kind}: {kinds:?}");
    }
}

/// Breaks if an entry page no longer shows what stands around the entry: neighbours, references both ways, speakers.
#[test]
fn an_entry_shows_what_stands_around_it() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let html = page(&server, "/entries/daily-live-16122014/16").body;
    for part in [
        "rel=\"prev\" href=\"/entries/daily-live-16122014/15\"",
        "rel=\"next\" href=\"/entries/daily-live-16122014/17\"",
        "<a class=\"reference\" href=\"/entries/daily-live-16122014/4\">",
        "Tuesday 16 December 2014",
        "Dated by the file’s name: daily-live-16122014.",
        "ends as names of organisations do",
        "entry daily-live-16122014/16",
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    let other = page(&server, "/entries/daily-live-16122014/4").body;
    assert!(other.contains("points here"), "{other}");
    assert!(
        other.contains("href=\"/entries/daily-live-16122014/16\""),
        "{other}"
    );
    let quoted = page(&server, "/entries/daily-live-16122014/15").body;
    assert!(
        quoted.contains("We were promised a conversation. This is a leaflet."),
        "{quoted}"
    );
    assert!(
        quoted.contains("href=\"/entities/person/bill-harkaway\""),
        "{quoted}"
    );
    assert!(
        quoted.contains("Printed “2.12pm”"),
        "a mended time says what was printed: {quoted}"
    );
}

/// Breaks if days, entities or the archive no longer show what they are for; or an interval looks like a day.
#[test]
fn days_entities_and_the_archive_are_shown() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let day = page(&server, "/pages/daily-live-16122014").body;
    let times: Vec<&str> = day
        .split("<article id=\"e")
        .skip(1)
        .filter_map(|entry| entry.split("class=\"time\"").nth(1)?.split(['>', '<']).nth(1))
        .collect();
    assert!(times.len() == 17 && times.is_sorted(), "{times:?}");
    let interval = page(&server, "/pages/live-11113").body;
    assert!(
        interval.contains("about 11 January – 1 November 2013"),
        "{interval}"
    );

    let entity = page(&server, "/entities/person/dev-mistry").body;
    for part in [
        "Printed as",
        "class=\"chart",
        "In the same entries",
        "class=\"network\"",
        "Latest entries",
    ] {
        assert!(entity.contains(part), "no {part} in {entity}");
    }
    let archive = page(&server, "/archive").body;
    assert!(
        archive.contains("<title>16 December 2014: 17 entries</title>"),
        "{archive}"
    );
    assert!(archive.contains("href=\"/pages/friday-catch-up\""), "{archive}");
}

/// Breaks if the company of an organisation leads to other numbers of entries than are said, be it of both or of three.
#[test]
fn company_leads_to_exactly_its_counts() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    let html = page(&server, "/entities/organisation/unison").body;
    let (_, company) = html.split_once("id=\"together\"").unwrap();
    let (company, _) = company.split_once("</section>").unwrap();
    let mut of_three = 0;
    for link in company.split("<a class=\"n\" ").skip(1) {
        let href = attributes(&format!(" {link}"), "href").remove(0);
        let said = link.split("</span>").nth(1).unwrap();
        let said: u64 = said.split('<').next().unwrap().replace(',', "").parse().unwrap();
        assert_eq!(count(&server, &href), said, "{href}");
        of_three += u64::from(href.matches(".all=").count() == 3);
    }
    assert!(of_three > 0, "{company}");
    assert_eq!(
        html.matches("class=\"tie\"").count() as u64,
        of_three,
        "the picture shows what the list says"
    );
}

/// Breaks if a mistake in an address ends in anything but a page that says what is wrong and goes on.
#[test]
fn mistakes_are_said_on_a_page() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for (target, said) in [
        ("/?q=waiting+AND", "`AND` has nothing after it"),
        ("/?q=(waiting", "never closed"),
        ("/?q=waiting&from=March", "is not a date"),
        ("/?q=waiting&utm_source=x", "parameter `utm_source`"),
        ("/?q=100%", "value=\"100%\""),
        ("/?q=%FF%FE", "id=\"count\""),
        ("/?q=zzqq&organisation=unison", "No entry of the archive matches"),
    ] {
        let html = page(&server, target).body;
        assert!(unescape(&html).contains(said), "{target}: no {said} in {html}");
    }
    let browser = [("accept", "text/html,application/xhtml+xml")];
    for target in [
        "/nothing",
        "/entries/none/1",
        "/entries/live-11113/x",
        "/pages/none",
        "/pages/live-11113?part=9",
        "/entities/person/nobody",
        "/entities/place/london",
        "/facets/date",
        "/assets/none.css",
    ] {
        let answer = server.request("GET", target, &browser, "");
        assert_eq!(answer.status, 404, "{target}");
        assert!(answer.header("content-type").starts_with("text/html"), "{target}");
        assert!(answer.body.contains("<h1>") && !answer.header("content-security-policy").is_empty());
    }
    // Programs are told as before.
    let program = server.request("GET", "/v1/entries/none/1", &browser, "");
    assert_eq!(program.header("content-type"), "application/problem+json");
    assert_eq!(
        server.get("/nothing").header("content-type"),
        "application/problem+json"
    );
}

/// Breaks if pages lose the headers that keep them harmless, or cannot be kept by who has them.
#[test]
fn pages_are_kept_harmless_and_known_again() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for target in [
        "/?q=waiting",
        "/entries/live-11113/1",
        "/pages/live-11113",
        "/archive",
        "/facets/person",
    ] {
        let answer = page(&server, target);
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "),
            "{policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        let again = server.request("GET", target, &[("if-none-match", answer.header("etag"))], "");
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{target}");
    }
    let html = page(&server, "/").body;
    let style = attributes(&html, "href")
        .into_iter()
        .find(|href| href.ends_with(".css"))
        .unwrap();
    let kept = server.get(&style);
    assert_eq!(
        kept.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let fragment = page(&server, "/?q=waiting&fragment=results").body;
    assert!(
        !fragment.contains("<html") && fragment.contains("id=\"count\""),
        "{fragment}"
    );
    assert!(
        !fragment.contains("fragment="),
        "a link of a part leads to whole pages: {fragment}"
    );
}

/// Breaks if a page of any kind is no longer sent packed to who takes that, or one who has it gets it again.
#[test]
fn every_kind_of_page_is_packed_and_known_again() {
    let sandbox = Sandbox::with_sample();
    let server = sandbox.serve();
    for target in [
        "/",
        "/?q=waiting&fragment=results",
        "/facets/organisation",
        "/facets/organisation?fragment=values",
        "/entries/daily-live-16122014/15",
        "/pages/daily-live-16122014",
        "/entities/organisation/unison",
        "/archive",
    ] {
        let tag = page(&server, target).header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{target}: {tag}");
        for (encoding, given) in [
            ("br", "br"),
            ("gzip", "gzip"),
            ("gzip, br", "br"),
            ("identity", ""),
        ] {
            let packed = server.request("GET", target, &[("accept-encoding", encoding)], "");
            assert_eq!(packed.status, 200);
            assert_eq!(packed.header("content-encoding"), given, "{target}");
            assert!(packed.header("vary").contains("accept-encoding"), "{target}");
            assert_eq!(packed.header("etag"), tag, "{target}");
            let again = [("accept-encoding", encoding), ("if-none-match", tag.as_str())];
            let again = server.request("GET", target, &again, "");
            assert_eq!((again.status, again.body.as_str()), (304, ""), "{target}");
        }
    }
}

/// Breaks if a page grows beyond what a slow line takes at once, however full the archive: 62 days of entries that name
/// many, a year without a gap, a live blog of 400 entries.
#[test]
fn pages_of_a_full_archive_are_small() {
    let names = [
        "NHS England",
        "Monitor",
        "the Care Quality Commission",
        "Unison",
        "the BMA",
        "the King’s Fund",
        "the Department of Health",
        "the Royal College of Nursing",
        "NHS Employers",
        "Mencap",
        "Public Health England",
    ];
    let sandbox = Sandbox::new();
    for day in 0..62 {
        let date = if day < 31 {
            format!("2014-12-{:02}", day + 1)
        } else {
            format!("2015-01-{:02}", day - 30)
        };
        let entries: String = (0..24)
            .map(|hour| {
                let named: Vec<&str> = (0..8).map(|i| names[(day + hour + i) % names.len()]).collect();
                let words = "waiting times and what is said of them at length, with figures ".repeat(6);
                format!("{hour:02}:10 Day {day}. {} of {} speak of {words}: Jeremy Hunt, Andy Burnham and Norman Lamb said no.\n\n", words, named.join(", "))
            })
            .collect();
        sandbox.write(
            &format!("pages/{day}.txt"),
            format!("---\ndate: {date}\ntitle: The day {day} as it was, live\n---\n{entries}"),
        );
    }
    let mut day = 0;
    for (month, days) in (1..).zip([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        for date in 1..=days {
            day += 1;
            let text = format!("---\ndate: 2013-{month:02}-{date:02}\n---\n9.10am Day {day} of the year.\n");
            sandbox.write(&format!("pages/year/{day}.txt"), text);
        }
    }
    let long: String = (0..400)
        .map(|minute| {
            let (hour, minute) = (8 + minute / 60, minute % 60);
            format!(
                "{hour:02}:{minute:02} In minute {minute} Unison told the BMA and Jeremy Hunt of waiting.\n\n"
            )
        })
        .collect();
    sandbox.write("pages/long.txt", format!("---\ndate: 2012-11-29\n---\n{long}"));
    sandbox.run(&["index", "pages"]).expect(0);
    let server = sandbox.serve();
    let mut seen = Vec::new();
    let mut part = Some("/pages/long".to_owned());
    while let Some(target) = part {
        let html = page(&server, &target).body;
        assert!(html.len() < 60_000, "{target} has {} bytes", html.len());
        let entries = attributes(&html, "id").into_iter();
        let numbers: Vec<u32> = entries
            .filter_map(|id| id.strip_prefix('e')?.parse().ok())
            .collect();
        let last = numbers.last().copied().unwrap();
        let holding = page(&server, &format!("/pages/long?at={last}")).body;
        assert!(holding.contains(&format!("id=\"e{last}\"")));
        seen.extend(numbers);
        let (_, after) = html.split_once("aria-current=\"page\">Part").unwrap();
        let (after, _) = after.split_once("</nav>").unwrap();
        part = attributes(after, "href").into_iter().next();
    }
    assert_eq!(
        seen,
        (1..=400).collect::<Vec<u32>>(),
        "every entry once, in order"
    );
    for target in [
        "/",
        "/archive?year=2013",
        "/?q=waiting+times",
        "/?q=waiting+times+figures&organisation=unison&from=2014-12-10&to=2015-01-23",
        "/?q=waiting&date=2014-12",
        "/?q=waiting&date=2014-12-16",
        "/entities/organisation/unison",
        "/facets/organisation",
        "/archive",
        "/pages/1",
        "/entries/1/5",
    ] {
        let html = page(&server, target).body;
        assert!(html.len() < 60_000, "{target} has {} bytes", html.len());
        assert!(html.len() > 4_000, "{target} shows something: {html}");
    }
    let html = page(&server, "/?q=waiting&from=2014-12-10&to=2015-01-23").body;
    assert_eq!(html.matches("data-v=\"").count(), 45, "a bar a day");
}
