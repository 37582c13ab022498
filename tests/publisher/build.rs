//! What a build writes, and what it leaves alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stallmap::domain::market::check::Checker;
use stallmap::domain::market::trust::GradeScale;
use stallmap::domain::publication::files::{
    CategoriesFile, CategoryNamesFile, Entry, FileRow, LevelFile, NamesFile, ShardFile, ShardTable,
    VenueFile,
};
use stallmap::domain::publication::open::{CategoryTree, Contents, LevelStalls, StallShard, Venue};
use stallmap::domain::publication::paths;
use stallmap::domain::search::core::Core;
use stallmap::publisher::build::{BuildError, BuildOptions, BuildReport, build, build_with};
use stallmap::publisher::progress::silent;

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

fn publish(source: &Source, out: &Path) -> Result<BuildReport, BuildError> {
    let folder = Folder::new();
    source.write(folder.path());
    build(folder.path(), out, &silent)
}

/// A publication read back by unhashed path.
struct Published {
    files: BTreeMap<String, Vec<u8>>,
}

impl Published {
    fn read(out: &Path) -> Published {
        let files = files_in(out).into_iter();
        Published {
            files: files
                .map(|(path, bytes)| (paths::unhashed(&path), bytes))
                .collect(),
        }
    }

    fn get<T: serde::de::DeserializeOwned>(&self, path: &str) -> T {
        serde_json::from_slice(&self.files[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

fn published(source: &Source) -> Published {
    let folder = Folder::new();
    let out = folder.join("out");
    publish(source, &out).unwrap();
    Published::read(&out)
}

#[test]
fn every_file_is_listed_with_size_and_hash() {
    let folder = Folder::new();
    let out = folder.join("out");
    let report = publish(&Source::good(), &out).unwrap();
    let files = files_in(&out);
    assert_eq!(report.files, files.len());
    assert_eq!(report.stalls, 65);
    let entry: Entry = serde_json::from_slice(&files["publication.json"]).unwrap();
    assert_eq!(
        (
            entry.format,
            &*entry.market,
            entry.sequence,
            entry.languages
        ),
        (1, "small", 7, vec!["zh".to_owned(), "en".to_owned()])
    );
    let mut listed = BTreeSet::from(["publication.json".to_owned()]);
    let mut list = |row: &FileRow| {
        let bytes = &files[&row.path];
        assert_eq!(row.size, bytes.len() as u64, "{}", row.path);
        let hash: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(row.sha256, hash, "{}", row.path);
        assert!(row.path.contains(&hash[..8]), "{}", row.path);
        assert!(listed.insert(row.path.clone()), "{} twice", row.path);
    };
    for row in &entry.files {
        list(row);
        if paths::unhashed(&row.path).starts_with("stalls/") {
            let table: ShardTable = serde_json::from_slice(&files[&row.path]).unwrap();
            table.files.iter().for_each(&mut list);
        }
    }
    let first = entry
        .files
        .iter()
        .find(|row| paths::unhashed(&row.path) == paths::SEARCH);
    let core = Core::read(&files[&first.unwrap().path]).unwrap();
    for (number, file) in core.files.iter().enumerate() {
        let path = core.path(number).unwrap();
        let bytes = &files[&path];
        assert_eq!(file.size as usize, bytes.len(), "{path}");
        assert!(Sha256::digest(bytes).starts_with(&file.sha256), "{path}");
        assert!(listed.insert(path.clone()), "{path} twice");
    }
    // The plain pages are nobody's data: nothing refers to them.
    let data = files.keys().filter(|path| !path.starts_with("plain/"));
    assert_eq!(listed, data.cloned().collect());
    let paths: Vec<String> = entry.files.iter().map(|row| row.path.clone()).collect();
    assert!(paths.is_sorted());
}

#[test]
fn columns_are_of_equal_length_and_sorted() {
    let published = published(&Source::good());
    for (level, count) in [("f1", 40), ("f2", 20), ("g1", 5)] {
        let file: LevelFile = published.get(&paths::level(level));
        let stalls = &file.stalls;
        let lengths = [
            stalls.number.len(),
            stalls.x.len(),
            stalls.y.len(),
            stalls.w.len(),
            stalls.h.len(),
            stalls.category.len(),
            stalls.grade.len(),
            stalls.plaques.len(),
        ];
        assert_eq!(lengths, [count; 8], "{level}");
        assert!(stalls.number.is_sorted(), "{level}");
        for language in ["zh", "en"] {
            let names: NamesFile = published.get(&paths::names(language, level));
            assert_eq!(names.name.len(), count);
        }
    }
    assert!(!published.files.contains_key("names/ar/f1.json"));
}

#[test]
fn a_stall_in_columns() {
    let published = published(&Source::good());
    let file: LevelFile = published.get("levels/f1.json");
    let stalls = &file.stalls;
    assert_eq!(stalls.number[11], "112");
    let bounds = [stalls.x[11], stalls.y[11], stalls.w[11], stalls.h[11]];
    assert_eq!(bounds, [100, 100, 90, 80]);
    assert!(stalls.ids.is_empty() && stalls.printed.is_empty() && stalls.outline.is_empty());
    // Order of the tree: bags, toys, plush, bears.
    assert_eq!(stalls.category[..6], [3, 2, 0, 3, -1, 0]);
    assert_eq!(stalls.more_categories.get(&0), Some(&vec![0]));
    assert_eq!(stalls.more_categories.get(&2), None);
    // The current scale wins; two stalls with the same grade share a row.
    assert_eq!(stalls.grade[..5], [1, 2, 0, 1, 0]);
    assert_eq!(file.grades[0].scale, "letters");
    assert_eq!(file.grades[1].scale, "stars");
    // A plaque that was taken down before the day of publication is on no map.
    assert_eq!(stalls.plaques[..5], [3, 0, 0, 0, 0]);
    assert_eq!(file.places[0].id, "f1-desk");
}

#[test]
fn a_stall_with_its_own_id_and_outline() {
    let published = published(&Source::good());
    let file: LevelFile = published.get("levels/g1.json");
    let stalls = &file.stalls;
    assert_eq!(stalls.number, ["5", "6", "7", "8", "9"]);
    // Only that of the fifth is level, dash and number.
    let ids = [(1, "g1-4"), (2, "g1-3"), (3, "g1-2"), (4, "g1-1")];
    assert_eq!(stalls.ids, ids.map(|(key, id)| (key, id.to_owned())).into());
    assert_eq!(stalls.printed, BTreeMap::from([(2, "G一层7号".to_owned())]));
    assert_eq!(
        stalls.outline,
        BTreeMap::from([(2, vec![[200, 0], [290, 0], [200, 80]])])
    );
}

#[test]
fn names_by_language() {
    let mut source = Source::good();
    // A second shop in the first stall.
    source.change("levels/f1/listings.json", |rows| {
        rows[1]["stalls"] = json!(["f1-102", "f1-101"]);
    });
    let published = published(&source);
    let zh: NamesFile = published.get("names/zh/f1.json");
    assert_eq!(zh.name[0], "店f10 · 店f11");
    assert_eq!(zh.name[4], "");
    // A shop of another level's file that also has a stall here.
    assert_eq!(zh.name[39], "店f20");
    let en: NamesFile = published.get("names/en/f1.json");
    assert_eq!(en.name[..3], ["Shop f1 0", "", "Shop f1 2"]);
    let names: CategoryNamesFile = published.get("names/zh/categories.json");
    assert_eq!(names.name, ["箱包", "玩具", "毛绒玩具", "熊"]);
    assert!(names.synonyms.is_empty());
    let names: CategoryNamesFile = published.get("names/en/categories.json");
    assert_eq!(names.name, ["Bags", "Toys", "", ""]);
    assert_eq!(names.synonyms, [["luggage"]]);
}

#[test]
fn counts_equal_counting() {
    let source = Source::good();
    let published = published(&source);
    let tree: CategoriesFile = published.get("categories.json");
    assert_eq!(tree.id, ["bags", "toys", "plush", "bears"]);
    assert_eq!(tree.parent, [-1, -1, 1, 2]);
    assert_eq!(tree.levels, ["f1", "f2", "g1"]);
    let is_below = |own: &str, above: &str| {
        let mut at = tree.id.iter().position(|id| id == own);
        while let Some(index) = at {
            if tree.id[index] == above {
                return true;
            }
            at = usize::try_from(tree.parent[index]).ok();
        }
        false
    };
    for (category, counts) in tree.id.iter().zip(&tree.counts) {
        let mut expected = Vec::new();
        for (index, level) in (0..).zip(["f1", "f2", "g1"]) {
            let mut stalls = BTreeSet::new();
            for file in ["f1", "f2", "g1"] {
                let rows = source.value(&format!("levels/{file}/listings.json"));
                for row in rows.as_array().unwrap() {
                    let categories = row["categories"].as_array().unwrap();
                    if categories
                        .iter()
                        .any(|own| is_below(own.as_str().unwrap(), category))
                    {
                        let own = row["stalls"].as_array().unwrap();
                        stalls.extend(own.iter().map(|id| id.as_str().unwrap()));
                    }
                }
            }
            let here = stalls
                .iter()
                .filter(|id| id.starts_with(&format!("{level}-")))
                .count();
            if here > 0 {
                expected.extend([index, u32::try_from(here).unwrap()]);
            }
        }
        assert_eq!(counts, &expected, "{category}");
    }
    let venue: VenueFile = published.get("market.json");
    assert_eq!(
        (venue.levels["f1"].stalls, venue.levels["f1"].marked),
        (40, 1)
    );
    assert_eq!(
        (venue.levels["f2"].stalls, venue.levels["f2"].marked),
        (20, 0)
    );
    assert_eq!(venue.levels["f1"].services, ["service_desk"]);
    assert!(venue.levels["f2"].services.is_empty());
    assert_eq!(venue.kiosks["f1"][0].id, "k1");
    assert_eq!(venue.scales.len(), 2);
}

#[test]
fn records_of_stalls() {
    let published = published(&Source::good());
    let table: ShardTable = published.get("stalls/f1.json");
    assert_eq!((table.stalls_per_shard, table.files.len()), (16, 3));
    let shard: ShardFile = published.get("stalls/f1/0.json");
    assert_eq!(
        (shard.first, shard.stalls.len(), shard.listings.len()),
        (0, 16, 13)
    );
    let first = &shard.stalls[0];
    assert_eq!(first.id, "f1-101");
    assert_eq!((first.grades.len(), first.plaques.len()), (2, 2));
    assert_eq!(first.looks_after, ["f1-102", "f1-103"]);
    assert_eq!(first.grid, "grid-1");
    let third = &shard.stalls[2];
    assert_eq!((&*third.looked_after_by, &*third.grid), ("f1-101", ""));
    assert_eq!(third.honours, ["day-2026"]);
    let last: ShardFile = published.get("stalls/f1/2.json");
    assert_eq!((last.first, last.stalls.len()), (32, 8));
    // The shop of two levels stands in the shards of both.
    let is_shop = |shard: &ShardFile| shard.listings.iter().any(|own| own.id == "l-f2-0");
    assert!(is_shop(&last) && is_shop(&published.get("stalls/f2/0.json")));
}

#[test]
fn what_says_nothing_is_not_written() {
    let mut source = Source::good();
    for file in ["honours", "links", "branches", "notices", "index"] {
        source.remove(&format!("{file}.json"));
    }
    source.remove("levels/f1/grids.json");
    let published = published(&source);
    for path in [
        "honours.json",
        "branches.json",
        "notices.json",
        "index.json",
        "grids/f1.json",
    ] {
        assert!(!published.files.contains_key(path), "{path}");
    }
    for path in ["connectors.json", "walkways/f1.json"] {
        assert!(published.files.contains_key(path), "{path}");
    }
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    let mut outs = Vec::new();
    for threads in [1, 2, 7] {
        let out = folder.join(&format!("out-{threads}"));
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| build(&folder.join("source"), &out, &silent))
            .unwrap();
        outs.push(files_in(&out));
    }
    assert!(outs[0] == outs[1] && outs[1] == outs[2]);
}

#[test]
fn a_failed_build_leaves_the_old_publication() {
    let folder = Folder::new();
    let out = folder.join("out");
    publish(&Source::good(), &out).unwrap();
    let before = files_in(folder.path());
    let mut source = Source::good();
    source.change("categories.json", |rows| {
        rows[0]["parent"] = json!("nothing")
    });
    assert!(matches!(publish(&source, &out), Err(BuildError::Check(_))));
    assert_eq!(files_in(folder.path()), before);
}

#[test]
fn a_new_publication_takes_the_place_of_the_old_one() {
    let folder = Folder::new();
    let out = folder.join("out");
    publish(&Source::good(), &out).unwrap();
    std::fs::write(out.join("note.txt"), "kept").unwrap();
    let mut source = Source::good();
    source.change("market.json", |market| market["sequence"] = json!(8));
    source.change("levels/f2/stalls.json", |rows| {
        rows.as_array_mut().unwrap().pop().unwrap();
    });
    source.remove("levels/f1/grids.json");
    publish(&source, &out).unwrap();
    let mut files = files_in(&out);
    assert_eq!(files.remove("note.txt").as_deref(), Some(&b"kept"[..]));
    let fresh = folder.join("fresh");
    publish(&source, &fresh).unwrap();
    assert_eq!(files, files_in(&fresh));
    let left: Vec<String> = files_in(folder.path()).into_keys().collect();
    assert!(
        left.iter()
            .all(|path| !path.contains("partial") && !path.contains("lock"))
    );
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let folder = Folder::new();
    let out = folder.join("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("thesis.txt"), "years of work").unwrap();
    let before = files_in(folder.path());
    assert!(matches!(
        publish(&Source::good(), &out),
        Err(BuildError::Write(_))
    ));
    assert_eq!(files_in(folder.path()), before);
}

#[test]
fn leftovers_of_a_killed_run_are_cleaned() {
    let folder = Folder::new();
    let out = folder.join("out");
    let partial = folder.join("out.partial-1/levels");
    std::fs::create_dir_all(&partial).unwrap();
    std::fs::write(partial.join("f1.00000000.json"), "{").unwrap();
    std::fs::create_dir_all(out.join("levels")).unwrap();
    std::fs::write(out.join("levels/f1.00000000.json"), "{").unwrap();
    publish(&Source::good(), &out).unwrap();
    assert!(!folder.join("out.partial-1").exists());
    assert!(!out.join("levels/f1.00000000.json").exists());
}

#[test]
fn a_damaged_file_is_mended() {
    let folder = Folder::new();
    let out = folder.join("out");
    publish(&Source::good(), &out).unwrap();
    let before = files_in(&out);
    let damaged = before
        .keys()
        .find(|path| path.starts_with("levels/f1"))
        .unwrap();
    let zeros = vec![0; before[damaged].len()];
    std::fs::write(out.join(damaged), zeros).unwrap();
    publish(&Source::good(), &out).unwrap();
    assert_eq!(files_in(&out), before);
}

#[test]
fn a_file_that_visitors_would_wait_for_is_told() {
    let folder = Folder::new();
    let mut source = Source::good();
    let report = publish(&source, &folder.join("out")).unwrap();
    assert!(report.heavy.is_empty());
    source.change("notices.json", |rows| {
        let row = rows[0].clone();
        let many = (0..60).map(|number| {
            let mut row = row.clone();
            row["id"] = json!(format!("n{number}"));
            row["body"] = json!({"zh": "长".repeat(1_900)});
            row
        });
        *rows = many.collect();
    });
    let report = publish(&source, &folder.join("out")).unwrap();
    let [heavy] = &report.heavy[..] else {
        panic!("{:?}", report.heavy);
    };
    assert_eq!(
        (&*heavy.path, heavy.budget_bytes),
        ("notices.json", 128 * 1024)
    );
    assert!(heavy.bytes > 60 * 1_900 * 3);
}

#[test]
fn what_has_not_changed_is_not_written_again() {
    let folder = Folder::new();
    let out = folder.join("out");
    let mut source = Source::good();
    publish(&source, &out).unwrap();
    let written = |name: &String| {
        std::fs::metadata(out.join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    // The plain pages have names of their own: those that say something else are written anew.
    let before: Vec<_> = files_in(&out)
        .into_keys()
        .filter(|name| !name.starts_with("plain/"))
        .map(|name| (written(&name), name))
        .collect();
    source.change("levels/f1/listings.json", |rows| {
        rows[0]["name"]["zh"] = json!("新店")
    });
    publish(&source, &out).unwrap();
    let kept = before
        .iter()
        .filter(|(when, name)| out.join(name).exists() && written(name) == *when);
    let gone = before
        .iter()
        .filter(|(_, name)| !out.join(name).exists())
        .count();
    // The level's names and records, the entry, and what the index says of names.
    assert!(gone < before.len() / 2, "{gone} of {}", before.len());
    let is_entry = |name: &str| name == "publication.json";
    let rewritten = before.len() - gone - kept.count();
    assert_eq!(rewritten, 1, "only the entry");
    assert!(
        before
            .iter()
            .any(|(when, name)| is_entry(name) && written(name) != *when)
    );
}

#[test]
fn a_build_over_an_old_publication_gives_the_bytes_of_a_new_one() {
    let folder = Folder::new();
    let source_folder = folder.join("source");
    let options = BuildOptions {
        precompress: Some(5),
        ..BuildOptions::default()
    };
    let build = |source: &Source, out: &str| {
        source.write(&source_folder);
        let out = folder.join(out);
        build_with(&source_folder, &out, &options, &silent).unwrap();
        files_in(&out)
    };
    let mut source = Source::good();
    let old = build(&source, "out");
    source.change("levels/f1/listings.json", |rows| {
        rows[0]["name"]["zh"] = json!("新开的熊店");
        rows[3]["products"] = json!([{"zh": "会唱歌的熊", "en": "Singing bear 40 cm"}]);
    });
    source.change("levels/f2/stalls.json", |rows| {
        rows[19]["printed"] = json!("Z 9");
    });
    let over = build(&source, "out");
    assert_ne!(
        over.keys().collect::<Vec<_>>(),
        old.keys().collect::<Vec<_>>()
    );
    assert!(over.keys().any(|path| path.ends_with(".br")));
    assert!(over == build(&source, "new"));
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let folder = Folder::new();
    let out = folder.join("out");
    let held = std::fs::File::create(folder.join("out.lock")).unwrap();
    held.lock().unwrap();
    let error = publish(&Source::good(), &out).unwrap_err();
    assert!(error.to_string().contains("another build"), "{error}");
    held.unlock().unwrap();
    publish(&Source::good(), &out).unwrap();
}

#[test]
fn what_is_written_reads_as_what_was_meant() {
    let published = published(&Source::good());
    let index: Value = published.get("index.json");
    assert_eq!(&index, Source::good().value("index.json"));
    let notices: Value = published.get("notices.json");
    assert_eq!(&notices["notices"], Source::good().value("notices.json"));
    let walkways: Value = published.get("walkways/f1.json");
    assert_eq!(&walkways, Source::good().value("levels/f1/walkways.json"));
}

#[test]
fn the_page_opens_every_file_without_a_problem() {
    let published = published(&Source::good());
    let (contents, problems) = Contents::open(published.get(paths::ENTRY));
    assert!(problems.is_empty(), "{problems:?}");
    assert!(contents.unwrap().find("levels/f1.json").is_some());
    let (tree, problems) = CategoryTree::open(published.get(paths::CATEGORIES));
    assert!(problems.is_empty(), "{problems:?}");
    // Every shop sells bags: 32, 16 and 4 shops, and one that has a second stall.
    assert_eq!(tree.total(0), 53);
    let (venue, problems) = Venue::open(&published.get(paths::VENUE));
    assert!(problems.is_empty(), "{problems:?}");
    let scales: Vec<GradeScale> = {
        let venue: VenueFile = published.get(paths::VENUE);
        let mut at = Checker::new("market.json");
        venue
            .scales
            .iter()
            .filter_map(|own| GradeScale::check(own, &mut at))
            .collect()
    };
    let mut stalls = 0;
    for place in venue.unwrap().levels() {
        let id = place.level.id();
        let (level, problems) =
            LevelStalls::open(published.get(&paths::level(id)), place.level, &scales);
        assert!(problems.is_empty(), "{problems:?}");
        let table: ShardTable = published.get(&paths::shard_table(id));
        for shard in 0..table.files.len() {
            let path = paths::shard(id, shard);
            let file: ShardFile = published.get(&path);
            let (records, problems) = StallShard::open(&file, &path, &scales, &|_| true);
            assert!(problems.is_empty(), "{problems:?}");
            for (index, record) in file.stalls.iter().enumerate() {
                let stall = shard * paths::STALLS_PER_SHARD + index;
                assert_eq!(level.id(stall), record.id);
                assert_eq!(level.find(&record.id), Some(stall));
                assert!(records.stall(&record.id).is_some());
                stalls += 1;
            }
        }
    }
    assert_eq!(stalls, 65);
}
