//! The words of classes and ids that name furniture.

/// Names that furniture goes by as a whole.
const NAMES: [&str; 48] = [
    "ad",
    "ads",
    "advert",
    "adverts",
    "advertisement",
    "advertising",
    "mpu",
    "dfp",
    "sponsored",
    "promo",
    "promos",
    "share",
    "sharing",
    "social",
    "sharedaddy",
    "addthis",
    "sharethis",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumbs",
    "sidebar",
    "comments",
    "respond",
    "disqus",
    "discussion",
    "related",
    "recommended",
    "newsletter",
    "subscribe",
    "signup",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "pagination",
    "pager",
    "footer",
    "masthead",
    "toolbar",
    "paywall",
    "trending",
    "popular",
    "skip",
    "byline-share",
];

/// Names that furniture goes by in part, after `-` has been put between their words.
const PARTS: [&str; 68] = [
    "ad-slot",
    "ad-unit",
    "ad-container",
    "ad-wrapper",
    "ad-banner",
    "advert-",
    "-advert",
    "adsense",
    "google-ad",
    "taboola",
    "outbrain",
    "share",
    "sharing",
    "-social",
    "social-media",
    "social-links",
    "social-share",
    "social-icons",
    "social-buttons",
    "social-bar",
    "add-this",
    "cookie-",
    "-cookie",
    "-cookies",
    "consent-",
    "-consent",
    "gdpr-",
    "breadcrumb-",
    "-breadcrumb",
    "-breadcrumbs",
    "site-nav",
    "main-nav",
    "sub-nav",
    "-navigation",
    "nav-bar",
    "-menu",
    "menu-",
    "side-bar",
    "-sidebar",
    "comments-area",
    "comments-list",
    "comments-section",
    "-comments",
    "comment-list",
    "comment-form",
    "comment-count",
    "disqus-",
    "related-",
    "-related",
    "most-read",
    "most-popular",
    "most-viewed",
    "recommended-",
    "more-on",
    "rich-link",
    "newsletter-",
    "-newsletter",
    "sign-up",
    "subscribe-",
    "load-more",
    "site-footer",
    "page-footer",
    "skip-link",
    "skip-to",
    "tag-list",
    "page-nav",
    "back-to-top",
    "read-more-link",
];

/// What a newsroom calls a post's subject: `category-social-care` is no name of furniture.
const SUBJECTS: [&str; 5] = ["category-", "tag-", "topic-", "section-", "keyword-"];

/// Whether a class or an id names furniture.
pub(super) fn is_furniture_name(name: &str) -> bool {
    let name = in_words(name);
    if SUBJECTS.iter().any(|subject| name.starts_with(subject)) && name != "tag-list" {
        return false;
    }
    NAMES.contains(&name.as_str())
        || PARTS.iter().any(|part| {
            if part.ends_with('-') {
                name.starts_with(part)
            } else if part.starts_with('-') {
                name.ends_with(part)
            } else {
                name.split_inclusive('-')
                    .scan(0, |at, word| {
                        let start = *at;
                        *at += word.len();
                        Some(start)
                    })
                    .any(|start| {
                        let rest = name[start..].strip_prefix(part);
                        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                    })
            }
        })
}

/// `blockShare__link` as `block-share-link`.
pub(super) fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars().take(80) {
        if c.is_ascii_uppercase() && small {
            words.push('-');
        }
        small = c.is_ascii_lowercase();
        if c.is_alphanumeric() {
            words.push(c.to_ascii_lowercase());
        } else if !words.ends_with('-') && !words.is_empty() {
            words.push('-');
        }
    }
    words.truncate(words.trim_end_matches('-').len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_furniture() {
        for name in [
            "share",
            "block-share",
            "blockShare__link",
            "social-links",
            "ad-slot--mpu",
            "cookie-banner",
            "CookieConsent",
            "site-nav",
            "comments",
            "comments-area",
            "related-stories",
            "element-rich-link",
            "load-more-button",
            "breadcrumbs",
        ] {
            assert!(is_furniture_name(name), "{name}");
        }
        for name in [
            "block",
            "live-commentary",
            "content",
            "header",
            "article-header",
            "shareholders",
            "adapted",
            "entry-content",
            "commentary",
            "post",
            "lx-stream__post-container",
            "related",
            "story-body",
            "category-social-care",
            "comments-open",
            "category-social-care",
            "comments-open",
        ] {
            assert_eq!(is_furniture_name(name), name == "related", "{name}");
        }
    }
}
