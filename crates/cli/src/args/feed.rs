//! What can be typed to have a search as a feed.

use super::ScopeArgs;
use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct FeedArgs {
    /// The query; without one, every entry.
    #[arg(default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub(crate) query: String,
    /// How many of the newest hits [default: 50].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u64>,
    /// Where the server is that the feed's links lead to [default: http:// and the address in the settings].
    #[arg(long, value_name = "URL", value_parser = address)]
    pub(crate) base_url: Option<String>,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

fn address(text: &str) -> Result<String, String> {
    if text.starts_with("http://") || text.starts_with("https://") {
        Ok(text.to_owned())
    } else {
        Err("it takes an address such as https://daybook.example".to_owned())
    }
}
