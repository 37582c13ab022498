//! The program that runs in the page. Elements are mounted by the loader, so there is nothing to
//! do at the start.

// Linking the library in is what exports its elements.
use stallmap as _;

fn main() {}
