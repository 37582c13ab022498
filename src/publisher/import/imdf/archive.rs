//! The archive: which files are in it, and that reading them is safe.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use serde_json::Value;
use zip::ZipArchive;

use crate::publisher::refusal::{Refusal, of_system};

/// Files of an archive, at most.
const FILES: usize = 200;
/// Bytes that all files together may unpack to.
const UNPACKED_BYTES: u64 = 512 * 1024 * 1024;

/// Feature types of IMDF 1.0.0, each in a file of its name.
pub const FEATURE_TYPES: [&str; 16] = [
    "address",
    "amenity",
    "anchor",
    "building",
    "detail",
    "fixture",
    "footprint",
    "geofence",
    "kiosk",
    "level",
    "occupant",
    "opening",
    "relationship",
    "section",
    "unit",
    "venue",
];

/// An archive that was read.
#[derive(Debug, Default)]
pub struct Archive {
    /// `manifest.json`.
    pub manifest: Value,
    /// Features by type.
    pub features: BTreeMap<&'static str, Vec<Value>>,
    /// Files that IMDF does not know.
    pub others: Vec<String>,
}

/// Reads an archive.
pub fn read(path: &Path) -> Result<Archive, Refusal> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let file = File::open(path).map_err(|error| of_system(path, &error))?;
    let no_archive = |error: zip::result::ZipError| {
        Refusal::at(&name, "no-archive")
            .found(error)
            .expected("an IMDF archive: a .zip with manifest.json and .geojson files")
            .mend("Pack the files into a plain zip, without a password.")
    };
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(no_archive)?;
    if zip.len() > FILES {
        return Err(Refusal::at(&name, "too-large")
            .found(format!("{} files", zip.len()))
            .expected(format!("at most {FILES} files")));
    }
    let mut archive = Archive::default();
    let mut rest = UNPACKED_BYTES;
    for index in 0..zip.len() {
        let entry = zip.by_index(index).map_err(no_archive)?;
        let entry_name = entry.name().map_err(no_archive)?.into_owned();
        refuse_trick(&name, &entry_name, entry.is_symlink())?;
        if entry.is_dir() {
            continue;
        }
        let file = entry_name.rsplit('/').next().unwrap_or_default().to_owned();
        let stem = file.strip_suffix(".geojson").or(file.strip_suffix(".json"));
        let kind = FEATURE_TYPES.into_iter().find(|own| Some(*own) == stem);
        if kind.is_none() && file != "manifest.json" {
            archive.others.push(entry_name);
            continue;
        }
        // What an archive claims of its sizes proves nothing: the bytes are counted.
        let mut bytes = Vec::new();
        let read = entry.take(rest + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| {
            Refusal::at(format!("{name}, {entry_name}"), "no-archive").found(error)
        })? as u64;
        if read > rest {
            return Err(Refusal::at(format!("{name}, {entry_name}"), "too-large")
                .found(format!("more than {UNPACKED_BYTES} bytes, unpacked"))
                .expected("an archive of a market"));
        }
        rest -= read;
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let value: Value = serde_json::from_slice(text).map_err(|error| {
            Refusal::at(format!("{name}, {entry_name}"), "not-json")
                .found(error)
                .expected("GeoJSON in UTF-8")
                .mend("Export the archive again.")
        })?;
        match kind {
            None => archive.manifest = value,
            Some(kind) => {
                archive.features.insert(kind, features(value));
            }
        }
    }
    if archive.manifest.is_null() {
        return Err(Refusal::at(&name, "no-archive")
            .found("no manifest.json")
            .expected("an IMDF archive with its manifest")
            .mend("Pack manifest.json with the other files."));
    }
    Ok(archive)
}

/// An entry that would lie elsewhere, or be something else than a file. Nothing is unpacked to
/// the disk, but whoever packs such an archive means no good.
fn refuse_trick(name: &str, entry: &str, is_link: bool) -> Result<(), Refusal> {
    let climbs = entry.split(['/', '\\']).any(|part| part == "..");
    let is_absolute = entry.starts_with(['/', '\\']) || entry.contains(':');
    let found = if is_link {
        "a link"
    } else if climbs || is_absolute {
        "a path that leads out of the archive"
    } else {
        return Ok(());
    };
    Err(Refusal::at(format!("{name}, {entry}"), "unsafe-archive")
        .found(found)
        .expected("plain files")
        .mend("Do not use this archive; ask for it again from whom you trust."))
}

fn features(mut collection: Value) -> Vec<Value> {
    match collection.get_mut("features").map(Value::take) {
        Some(Value::Array(features)) => features,
        _ => Vec::new(),
    }
}
