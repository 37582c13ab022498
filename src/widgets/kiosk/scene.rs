//! From the visit's data to what the map draws.
use crate::widgets::visit::Visit;
pub fn scene(_v: Visit) -> u8 {
    0
}
pub fn lighting(_v: Visit) -> u8 {
    0
}
pub fn focus(_v: Visit) -> u8 {
    0
}
pub fn labels(_v: Visit) -> u8 {
    0
}
