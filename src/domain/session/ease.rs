//! What makes the screen easier for one person. It goes with the person, like everything else of
//! a visit.

/// How the screen is shown; each is one tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ease {
    /// The elder view: large text, large keys, fewer things at once.
    pub is_large: bool,
    /// High contrast, on the map too.
    pub has_contrast: bool,
    /// All keys in the lowest third, for wheelchairs and children.
    pub is_low: bool,
}
