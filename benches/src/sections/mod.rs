//! What is measured.

pub mod pages;
pub mod rebuild;
pub mod recognition;
pub mod search;
pub mod serving;
pub mod throughput;
