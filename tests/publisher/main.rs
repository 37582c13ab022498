//! The operator's program, from the source folder to what a browser is served.

/// A folder of its own for each test.
mod folder;
/// A market small enough to know by heart.
mod small_market;

mod badge;
mod build;
mod check;
mod check_rows;
mod command;
mod connections;
mod deploy;
mod drafts;
mod diff;
mod fuzz;
mod geojson;
mod imdf;
mod incremental;
mod kill;
mod plain;
mod report;
mod route;
mod sample_market;
mod schema;
mod search;
mod serve;
mod sheet;
mod sign;
mod warnings;
