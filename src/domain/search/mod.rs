//! Finding stalls, shops and categories by what a person types.
pub mod bytes;
pub mod set;
pub mod posting;
pub mod han;
pub mod letters;
pub mod pieces;
pub mod stem;
pub mod slips;
pub mod sound;
pub mod fold;
mod plain;
pub use plain::{Fit, Query, best_first, by_words, stalls_by_name, stalls_by_number};
