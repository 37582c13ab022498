//! The style sheet of the elements: one text, adopted by each shadow root.

/// All rules, in cascade order: the frame first, then one file a widget.
pub fn sheet() -> String {
    [
        include_str!("../../style/frame.css"),
        include_str!("../../style/kiosk.css"),
        include_str!("../../style/levels.css"),
        include_str!("../../style/map.css"),
        include_str!("../../style/search.css"),
        include_str!("../../style/categories.css"),
        include_str!("../../style/stalls.css"),
        include_str!("../../style/listing.css"),
        include_str!("../../style/services.css"),
        include_str!("../../style/legend.css"),
        include_str!("../../style/badge.css"),
    ]
    .concat()
}
