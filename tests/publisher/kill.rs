//! Killed at any moment: the old market or the new one, never a mix.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use sha2::{Digest, Sha256};
use stallmap::domain::publication::files::{Entry, FileRow, ShardTable};
use stallmap::domain::publication::paths;

use crate::folder::Folder;
use crate::small_market::Source;

/// Kills spread over the whole run, so that each of its steps is hit now and then;
/// `STALLMAP_KILLS=100` for a closer look.
const KILLS: u32 = 12;

fn builder(source: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stallmap"));
    command.arg("build").arg(source).arg(out);
    // What is kept for the next build may be cut off at any byte, too.
    command.env("STALLMAP_CACHE", out.with_file_name("cache"));
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The sequence of a publication of which every file is there and right.
fn whole(out: &Path) -> u64 {
    let read = |path: &str| std::fs::read(out.join(path)).unwrap_or_else(|_| panic!("{path}"));
    let check = |row: &FileRow| {
        let bytes = read(&row.path);
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(hash, row.sha256, "{}", row.path);
        bytes
    };
    let entry: Entry = serde_json::from_slice(&read(paths::ENTRY)).unwrap();
    for row in &entry.files {
        let bytes = check(row);
        if row.path.starts_with("stalls/") {
            let table: ShardTable = serde_json::from_slice(&bytes).unwrap();
            table.files.iter().for_each(|row| drop(check(row)));
        }
    }
    entry.sequence
}

#[test]
fn old_or_new_but_never_a_mix() {
    let folder = Folder::new();
    let out = folder.join("out");
    let sources = [folder.join("a"), folder.join("b")];
    Source::good().write(&sources[0]);
    let mut other = Source::good();
    other.change("market.json", |market| market["sequence"] = json!(8));
    for level in ["f1", "f2"] {
        other.change(&format!("levels/{level}/listings.json"), |rows| {
            for row in rows.as_array_mut().unwrap() {
                row["name"]["zh"] = json!("新店");
            }
        });
    }
    other.write(&sources[1]);

    let began = Instant::now();
    assert!(builder(&sources[0], &out).status().unwrap().success());
    let whole_run = began.elapsed();
    assert_eq!(whole(&out), 7);

    let kills = std::env::var("STALLMAP_KILLS").map_or(KILLS, |own| own.parse().unwrap());
    for kill in 0..kills {
        let source = &sources[usize::try_from(kill % 2).unwrap()];
        let mut run = builder(source, &out).spawn().unwrap();
        std::thread::sleep(whole_run * kill / kills + Duration::from_micros(u64::from(kill)));
        run.kill().unwrap();
        run.wait().unwrap();
        assert!([7, 8].contains(&whole(&out)), "after kill {kill}");
    }

    // The next run ends what the killed ones have begun, and leaves nothing of them.
    assert!(builder(&sources[1], &out).status().unwrap().success());
    assert_eq!(whole(&out), 8);
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 4, "{names:?}");
}
