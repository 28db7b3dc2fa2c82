//! Where Daybook stands: each figure beside its bar, and beside the least that the machine could do it with.
//!
//! - [`generator`] makes archives to measure with;
//! - [`sections`] are what is measured: pages, recognition, rebuild, search, serving;
//! - [`floor`] does the same with raw tantivy, and nothing besides;
//! - [`daybook`] runs the built binary, [`client`] and [`load`] ask it over HTTP, [`questions`] say what;
//! - [`timing`] and [`noise`] tell how long things took and whether the machine was quiet;
//! - [`counts`] counts instructions, which a busy machine does not change;
//! - [`report`] prints a line a bar and leaves the raw numbers in a JSON file.

pub mod client;
pub mod counts;
pub mod daybook;
pub mod floor;
pub mod generator;
pub mod load;
pub mod noise;
pub mod pages_for_people;
pub mod questions;
pub mod report;
pub mod sample;
pub mod sections;
pub mod setting;
pub mod timing;
