//! Handing a market on to other programs.

/// IMDF archives.
pub mod imdf;
/// The rows of a market, from a source folder or a publication.
pub mod rows;
