//! What can be typed.

mod feed;
mod names;
mod scope;
mod show;

pub(crate) use feed::FeedArgs;
pub(crate) use names::{EntityArgs, FacetArgs, SuggestArgs};
pub(crate) use scope::ScopeArgs;
pub(crate) use show::{PagesArgs, ShowArgs};

use crate::size::Size;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use daybook_model::EntityKind;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A search engine for live-blog archives.
///
/// Daybook splits the pages of an archive into their time-stamped entries, works out when each was written and whom
/// it names, and answers faceted searches.
#[derive(Debug, Parser)]
#[command(name = "daybook", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  daybook index pages/                        build the index from a folder of pages
  daybook serve                               answer searches on http://127.0.0.1:7373
  daybook search 'waiting times' --from 2014  search from the command line
  daybook inspect pages/live.txt              see how a page splits, and why

Exit status: 0 all well, 1 failed, 2 a mistake in the call, 3 done but some pages were skipped.
Options can also be set in daybook.toml (data-dir, gazetteer, listen, log,
max-page-size, max-expansion, max-expanded-size, search-seconds, synonyms) and by DAYBOOK_* variables.";

/// Options of every command.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Shared {
    /// Where the index is [default: index-data/index].
    #[arg(long, global = true, value_name = "DIR", env = "DAYBOOK_DATA_DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// The gazetteer's folder [default: index-data/gazetteer if it exists, else the one built in].
    #[arg(long, global = true, value_name = "DIR", env = "DAYBOOK_GAZETTEER")]
    pub(crate) gazetteer: Option<PathBuf>,
    /// The settings file [default: daybook.toml if it exists].
    #[arg(long, global = true, value_name = "FILE", env = "DAYBOOK_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// The file of words that mean the same [default: index-data/synonyms.toml if it exists, else those built in].
    #[arg(long, global = true, value_name = "FILE", env = "DAYBOOK_SYNONYMS")]
    pub(crate) synonyms: Option<PathBuf>,
    /// How long a search may take, in seconds; then it stops with what it has [default: 2].
    #[arg(long, global = true, value_name = "SECONDS", env = "DAYBOOK_SEARCH_SECONDS")]
    pub(crate) search_seconds: Option<f64>,
    /// What to log to standard error: error, warn, info, debug, or a filter such as daybook_server=debug.
    #[arg(long, global = true, value_name = "FILTER", env = "DAYBOOK_LOG")]
    pub(crate) log: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Rebuild the index from an archive and make it the live one.
    ///
    /// Pages that have not changed since the last rebuild are taken over. Of a page that is there several times, by its
    /// address or its text, the fullest capture is read. A page that cannot be read is reported and skipped, and the exit
    /// status is 3. A server that is running takes the new index up by itself.
    #[command(
        after_help = "Examples:\n  daybook index pages/\n  daybook index 2014/ 2015/ --data-dir /srv/daybook\n  daybook index crawl.warc.gz export.jsonl --format json | jq .merged"
    )]
    Index(IndexArgs),
    /// Answer searches over HTTP.
    #[command(after_help = "Examples:\n  daybook serve\n  daybook serve --listen 0.0.0.0:8080")]
    Serve(ServeArgs),
    /// Search the index.
    #[command(
        after_help = "Examples:\n  daybook search 'personal budgets'\n  daybook search '\"winter pressures\" -unison' --sort newest\n  daybook search '' --organisation CQC --from 2014-03 --to 2014-06 --facets person\n  daybook search 'A&E' --all --format csv > a-and-e.csv\n  daybook search ambulances --limit 0 --histogram month"
    )]
    Search(Box<SearchArgs>),
    /// Print the newest hits of a search as a feed (Atom) for a feed reader, the same that a server answers with.
    #[command(
        after_help = "Examples:\n  daybook feed 'winter pressures' > feed.xml\n  daybook feed --organisation CQC --base-url https://daybook.example"
    )]
    Feed(Box<FeedArgs>),
    /// List the values of a facet with their counts, for a search or for all entries.
    #[command(
        after_help = "Examples:\n  daybook facet person --prefix burnham\n  daybook facet organisation 'winter pressures' --from 2014 --sort name\n  daybook facet date --organisation CQC --unit page"
    )]
    Facet(Box<FacetArgs>),
    /// Complete what is being typed: words, organisations and persons.
    #[command(after_help = "Examples:\n  daybook suggest 'waiting ti'\n  daybook suggest burn --limit 3")]
    Suggest(SuggestArgs),
    /// Show an entry among those around it, with what refers to what; or a page from its first entry to its last.
    #[command(
        after_help = "Examples:\n  daybook show live-090315/17\n  daybook show live-090315/17 --before 5 --after 0\n  daybook show live-090315/17 --thread --similar --limit 5\n  daybook show live-090315"
    )]
    Show(ShowArgs),
    /// List the pages of the index by date.
    #[command(
        after_help = "Examples:\n  daybook pages --from 2014-03 --to 2014-06\n  daybook pages --undated"
    )]
    Pages(PagesArgs),
    /// Show how pages split and what was recognised, and why. Needs no index.
    #[command(
        after_help = "Examples:\n  daybook inspect pages/live.txt\n  daybook inspect pages/ --format json | jq '.entries[].persons[].name'"
    )]
    Inspect(InspectArgs),
    /// Show what the index holds.
    #[command(after_help = "Examples:\n  daybook stats\n  daybook stats --format json")]
    Stats(StatsArgs),
    /// List the organisations and persons that the index names, the most frequent first.
    ///
    /// With --unknown it is a worklist for whoever looks after the gazetteer: whom the rules found in the text and no
    /// gazetteer row lists, under which names, and an entry to look at. --format toml prints them as rows to look over
    /// and to put into the archive's archive.toml.
    #[command(
        after_help = "Examples:\n  daybook entities --kind person --limit 20\n  daybook entities --prefix royal\n  daybook entities --unknown\n  daybook entities --format toml --limit 20 >> pages/archive.toml"
    )]
    Entities(EntitiesArgs),
    /// Show what the entries say of an organisation or person: names, roles, when, and who else is in them.
    #[command(
        after_help = "Examples:\n  daybook entity 'Jeremy Hunt'\n  daybook entity care-quality-commission --limit 20"
    )]
    Entity(EntityArgs),
    /// Look after the gazetteer.
    Gazetteer(GazetteerArgs),
    /// Check every file of the live index against its checksum.
    #[command(after_help = "Examples:\n  daybook verify --data-dir /srv/daybook")]
    Verify,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct IndexArgs {
    /// Folders and files of pages: text, HTML, JSON Lines, WARC and WET, each also with gzip or zstd.
    #[arg(required = true, value_name = "ARCHIVE")]
    pub(crate) archives: Vec<PathBuf>,
    /// How to print the report: text, or json with all that was merged and skipped.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// How much a file of an archive may ask for.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct LimitArgs {
    /// The most that a page may hold, after decompression; a larger one is skipped [default: 64MiB].
    #[arg(long, value_name = "SIZE", env = "DAYBOOK_MAX_PAGE_SIZE")]
    pub(crate) max_page_size: Option<Size>,
    /// How many times its size a gzip member or zstd frame may expand to; one that goes further is skipped [default: 200].
    #[arg(long, value_name = "TIMES", env = "DAYBOOK_MAX_EXPANSION", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_expansion: Option<u64>,
    /// The most that a compressed file may expand to; what comes after is left out [default: 256GiB].
    #[arg(long, value_name = "SIZE", env = "DAYBOOK_MAX_EXPANDED_SIZE")]
    pub(crate) max_expanded_size: Option<Size>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ServeArgs {
    /// The address to listen on; port 0 takes a free one [default: 127.0.0.1:7373].
    #[arg(long, value_name = "ADDRESS", env = "DAYBOOK_LISTEN")]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SearchArgs {
    /// The query; empty is every entry.
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// The order: relevance, newest or oldest.
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(crate) sort: String,
    /// How many hits.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: u64,
    /// Print every hit, as they come: with --format jsonl, csv or text.
    #[arg(long, conflicts_with_all = ["limit", "facets", "facet_limit", "facet_dates", "forms", "unit", "group", "explain", "histogram"])]
    pub(crate) all: bool,
    /// Count the entries over time: by hour, day, week, month or year.
    #[arg(long, value_name = "INTERVAL")]
    pub(crate) histogram: Option<String>,
    /// Facets to count: organisation, person, speaker, date, weekday, hour, publication, page, basis; several with
    /// commas, '*' for all.
    #[arg(long, value_name = "FACETS", value_delimiter = ',')]
    pub(crate) facets: Vec<String>,
    /// How many values of a facet of names.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) facet_limit: u64,
    /// The finest dates that the date facet lists: day, month or year.
    #[arg(long, value_name = "GRAIN", default_value = "day")]
    pub(crate) facet_dates: String,
    /// Show the best entry of each page only, and how many more match on it: page.
    #[arg(long, value_name = "BY")]
    pub(crate) group: Option<String>,
    /// Show why hits sorted by relevance score what they score.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Leave the marked passages out of --format json and jsonl.
    #[arg(long)]
    pub(crate) no_highlight: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = SearchFormat::Text)]
    pub(crate) format: SearchFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SearchFormat {
    /// For reading.
    Text,
    /// One answer, as over HTTP.
    Json,
    /// A hit a line.
    Jsonl,
    /// A hit a row.
    Csv,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct InspectArgs {
    /// Files of pages, or folders of them: text, HTML, JSON Lines, WARC and WET, each also with gzip or zstd.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// How to print: text, or json with one object a page and line.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct StatsArgs {
    /// List the pages of the live generation whose date a less trusted source contradicts.
    #[arg(long)]
    pub(crate) disputed: bool,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EntitiesArgs {
    /// Only these: organisation or person.
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<EntityKind>,
    /// Only those of whose name a word begins so.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) prefix: String,
    /// Only those of which no mention was taken by the gazetteer, with their names as printed and an example.
    #[arg(long)]
    pub(crate) unknown: bool,
    /// How many [default: all].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = EntitiesFormat::Text)]
    pub(crate) format: EntitiesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EntitiesFormat {
    /// For reading.
    Text,
    /// One answer.
    Json,
    /// An organisation or person a row.
    Csv,
    /// Rows to add to a gazetteer, of those that it does not list.
    Toml,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GazetteerArgs {
    #[command(subcommand)]
    pub(crate) command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Check the gazetteer's files and say what is wrong where; the exit status is then 1.
    ///
    /// What is named is checked as it is used: as rows laid over those of the gazetteer in use. A row of the same name
    /// takes the place of the one there; a name that would mean two organisations is a mistake.
    #[command(
        after_help = "Examples:\n  daybook gazetteer check\n  daybook gazetteer check pages/\n  daybook gazetteer check pages/archive.toml"
    )]
    Check(GazetteerCheckArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GazetteerCheckArgs {
    /// An archive, its archive.toml, or a gazetteer's folder or file [default: the gazetteer in use].
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    Text,
    /// For programs.
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_option_is_explained() {
        fn check(command: &clap::Command) {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for arg in command.get_arguments() {
                assert!(
                    arg.get_help().is_some(),
                    "{} {}",
                    command.get_name(),
                    arg.get_id()
                );
            }
            command.get_subcommands().for_each(check);
        }
        Args::command().get_subcommands().for_each(check);
    }

    fn entities(words: &[&str]) -> Result<EntitiesArgs, clap::Error> {
        let line = ["daybook", "entities"].iter().chain(words);
        match Args::try_parse_from(line)?.command {
            Command::Entities(plan) => Ok(plan),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_listing_of_entities_is_of_all_unless_said() {
        let all = entities(&[]).unwrap();
        assert_eq!((all.kind, all.limit, all.unknown), (None, None, false));
        assert_eq!((all.prefix.as_str(), all.format), ("", EntitiesFormat::Text));
        let some = entities(&[
            "--kind",
            "person",
            "--prefix",
            "ob",
            "--unknown",
            "--limit",
            "5",
            "--format",
            "csv",
        ]);
        let some = some.unwrap();
        assert_eq!(
            (some.kind, some.limit, some.unknown),
            (Some(EntityKind::Person), Some(5), true)
        );
        assert_eq!((some.prefix.as_str(), some.format), ("ob", EntitiesFormat::Csv));
    }

    #[test]
    fn mistakes_in_a_listing_of_entities_say_what_there_is() {
        let told = |words: &[&str]| entities(words).unwrap_err().to_string();
        assert!(told(&["--kind", "place"]).contains("use organisation or person"));
        assert!(told(&["--limit=-1"]).contains("--limit"));
        assert!(told(&["--format", "jsonl"]).contains("text, json, csv"));
    }

    #[test]
    fn a_gazetteer_is_checked_where_it_is_said_to_be() {
        let dir = |words: &[&str]| {
            let line = ["daybook", "gazetteer", "check"].iter().chain(words);
            match Args::try_parse_from(line).map(|args| args.command) {
                Ok(Command::Gazetteer(GazetteerArgs {
                    command: GazetteerCommand::Check(plan),
                })) => Ok(plan.path),
                other => Err(other),
            }
        };
        assert_eq!(dir(&[]).unwrap(), None);
        assert_eq!(dir(&["own"]).unwrap(), Some(PathBuf::from("own")));
        assert!(dir(&["a", "b"]).is_err());
        assert!(Args::try_parse_from(["daybook", "gazetteer"]).is_err());
    }
}
