//! From the posts that a page's markup gives to entries: put in time order, each on its own day.

use super::Parts;
use super::shifts::{DayShift, on_page, shift_of};
use crate::{Post, SplitEntry, Zone};
use daybook_model::{ClockTime, DateBasis, DateInterval, LocalDate};
use std::cmp::Ordering;

/// A post's time falls by more than so many minutes, in time order, where a midnight lies between.
const NIGHT: u16 = 6 * 60;

/// When a post was written, as far as it says.
struct When {
    day: Option<LocalDate>,
    time: Option<ClockTime>,
}

/// The pieces of a page of posts that is dated so.
pub(super) fn of_posts(
    standfirst: Option<&String>,
    posts: &[Post],
    page: &DateInterval,
    zone: &Zone,
) -> Parts {
    let whens: Vec<When> = posts.iter().map(|post| when(post, zone)).collect();
    let chronological = in_time_order(posts, &whens, zone);
    let (dates, shifts) = dates(posts, &whens, &chronological, page);
    let entries = posts
        .iter()
        .zip(&whens)
        .map(|(post, when)| SplitEntry {
            stamp: post.stamp.as_ref().map(|stamp| stamp.text.clone()),
            time: when.time,
            time_corrected: None,
            heading: None,
            nights: 0,
            turns: 0,
            text: post.text.clone(),
        })
        .collect();
    Parts {
        standfirst: standfirst.cloned(),
        entries,
        dates,
        shifts,
        chronological,
        leftovers: Vec::new(),
        headings: Vec::new(),
    }
}

/// What the markup says counts before what is printed: a reader abroad may be shown another zone's time.
fn when(post: &Post, zone: &Zone) -> When {
    let published = post.published.as_ref().and_then(|p| p.moment.in_zone(zone));
    let printed = post.stamp.as_ref().map(|stamp| stamp.time);
    When {
        day: published.map(|(day, _)| day),
        time: published.and_then(|(_, time)| time).or(printed),
    }
}

/// The posts' indices, the earliest first. A post that does not say when it was written stays by the one before it.
fn in_time_order(posts: &[Post], whens: &[When], zone: &Zone) -> Vec<usize> {
    let instants: Vec<_> = posts
        .iter()
        .map(|post| post.published.as_ref().and_then(|p| p.moment.instant(zone)))
        .collect();
    let known: Vec<_> = instants.iter().flatten().collect();
    let newest_first = if known.len() > 1 {
        falls(known.iter())
    } else {
        falls(whens.iter().filter_map(|when| when.time))
    };
    let mut order: Vec<usize> = (0..posts.len()).collect();
    if newest_first {
        order.reverse();
    }
    let mut last = None;
    let mut keyed: Vec<_> = order
        .into_iter()
        .map(|index| {
            last = instants[index].or(last);
            (last, index)
        })
        .collect();
    keyed.sort_by_key(|(instant, _)| *instant);
    keyed.into_iter().map(|(_, index)| index).collect()
}

/// Whether the values fall more often than they rise, from each to the next.
fn falls<T: Ord>(values: impl Iterator<Item = T>) -> bool {
    let values: Vec<T> = values.collect();
    let steps = |wanted| {
        values
            .windows(2)
            .filter(|pair| pair[0].cmp(&pair[1]) == wanted)
            .count()
    };
    steps(Ordering::Greater) > steps(Ordering::Less)
}

/// The date of each post, in printed order, and how it stands to the page's unless it is the post's own.
fn dates(
    posts: &[Post],
    whens: &[When],
    chronological: &[usize],
    page: &DateInterval,
) -> (Vec<DateInterval>, Vec<Option<DayShift>>) {
    let mut dates = vec![page.clone(); posts.len()];
    let mut shifts = vec![None; posts.len()];
    let of_page = |day: LocalDate| {
        page.bounds()
            .is_none_or(|(first, last)| first <= day && day <= last)
    };
    // An archive's owner knows better than markup that speaks of other days altogether.
    let told = matches!(page.basis, DateBasis::Manifest | DateBasis::FrontMatter);
    let own_days = !told || whens.iter().filter_map(|when| when.day).any(of_page);
    if !own_days || whens.iter().all(|when| when.day.is_none()) {
        let (mut nights, mut before) = (0, None);
        for index in chronological {
            let time = whens[*index].time;
            if let (Some(before), Some(time)) = (before, time) {
                nights += u32::from(ClockTime::minutes(before) > ClockTime::minutes(time) + NIGHT);
            }
            before = time.or(before);
            let shift = shift_of(nights, 0, 0);
            dates[*index] = on_page(page, shift);
            shifts[*index] = Some(shift);
        }
        return (dates, shifts);
    }
    let dated = |index: &usize| Some((whens[*index].day?, posts[*index].published.as_ref()?));
    let mut next: Vec<Option<LocalDate>> = Vec::with_capacity(posts.len());
    let mut following = None;
    for index in chronological.iter().rev() {
        following = whens[*index].day.or(following);
        next.push(following);
    }
    let mut before = None;
    for (index, next) in chronological.iter().zip(next.into_iter().rev()) {
        dates[*index] = if let Some((day, published)) = dated(index) {
            before = Some(day);
            DateInterval::on(day, DateBasis::Markup, &published.evidence)
        } else {
            match (before.or(next), next.or(before)) {
                (Some(first), Some(last)) => {
                    DateInterval::between(first, last, DateBasis::Markup, "the posts beside it")
                }
                _ => page.clone(),
            }
        };
    }
    (dates, shifts)
}
