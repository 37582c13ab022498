//! The program that proves publications in the page. The loader starts it where the operator's key
//! is known, or where the browser hashes nothing by itself; there is nothing to do at the start.

// Linking the library in is what exports the proof.
use stallmap as _;

fn main() {}
