//! The program behind an owner's page, `preview.html`: it holds the draft, says what changed and
//! what is worth saying about it. There is nothing to do before a stall is named.

// Linking the library in is what exports the desk.
use stallmap as _;

fn main() {}
