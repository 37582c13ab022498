//! From raw files to checked types.
