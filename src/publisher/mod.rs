//! The operator's program.

/// A believable market.
pub mod sample;
