//! Daybook as its users meet it: the built binary in a folder, the server on a socket, nothing in-process.
//!
//! One story a module. Each test says what would break without it.

// Helpers of tests fail by panicking, and say so on the terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod across_pages;
mod around;
mod bad_pages;
mod catalogue;
mod containers;
mod counting;
mod dating;
mod entities;
mod facets;
mod hostile_pages;
mod hostile_queries;
mod html;
mod mistakes_on_the_command_line;
mod mistakes_over_http;
mod names_at_the_terminal;
mod real_archive;
mod rebuild;
mod rest;
mod sample;
mod semantics;
mod taking_away;
mod web;
mod web_hostile;
mod who_said_it;
mod widening;
