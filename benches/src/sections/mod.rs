//! What is measured.

pub mod first_byte;
pub mod pages;
pub mod rebuild;
pub mod recognition;
pub mod search;
pub mod serving;
pub mod throughput;
