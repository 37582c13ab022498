//! The walking network on its way from the operator's rows to the files that routes are found in.

/// From nodes and walkways to columns.
pub mod columns;
/// Free ground as cells.
pub mod raster;
/// Middle lines of free ground.
pub mod thin;
/// A network where none was published.
pub mod derive;
/// What of a level stands on its network.
pub mod reach;
