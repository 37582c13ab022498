//! The committed schemas are those of the types.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use stallmap::publisher::schema::{schemas, write};

use crate::folder::{Folder, files_in};

#[test]
fn the_committed_schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/schema");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        write(&folder).unwrap();
    }
    let committed = files_in(&folder);
    let fresh: BTreeMap<String, Vec<u8>> = schemas()
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&fresh));
    for (name, text) in &fresh {
        let is_same = committed[name] == *text;
        assert!(
            is_same,
            "{name} is stale: run this test with UPDATE_SCHEMA=1"
        );
    }
}

#[test]
fn a_source_is_strict_and_a_publication_is_open() {
    let folder = Folder::new();
    write(folder.path()).unwrap();
    let files = files_in(folder.path());
    let schema = |name: &str| serde_json::from_slice::<Value>(&files[name]).unwrap();
    let stall = schema("source.stalls.schema.json");
    assert_eq!(stall["$defs"]["RawStall"]["additionalProperties"], false);
    assert_eq!(
        stall["$defs"]["RawStall"]["properties"]["number"]["type"],
        "string"
    );
    let level = schema("publication.level.schema.json");
    assert_eq!(level["additionalProperties"], Value::Null);
    assert_eq!(
        level["$defs"]["RawPlace"]["additionalProperties"],
        Value::Null
    );
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("crate::"),
            "{name} has a link of the source code"
        );
    }
}
