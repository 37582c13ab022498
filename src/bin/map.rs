//! The program that draws maps. The loader starts it in a worker, or in the page where there are
//! no workers; there is nothing to do before the first map.

// Linking the library in is what exports the map.
use stallmap as _;

fn main() {}
