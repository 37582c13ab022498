//! The committed drawings of badges are those of the domain.

use std::path::Path;

use stallmap::publisher::badge::drawings;

#[test]
fn the_committed_drawings_are_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/widgets/badge.json");
    if std::env::var_os("UPDATE_BADGE").is_some() {
        std::fs::write(&path, drawings()).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == drawings(),
        "badge.json is stale: run this test with UPDATE_BADGE=1"
    );
}
