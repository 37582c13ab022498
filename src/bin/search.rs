//! The program that searches. The loader starts it in a worker, or in the page where there are no
//! workers; there is nothing to do before the first question.

// Linking the library in is what exports the engine.
use stallmap as _;

fn main() {}
