//! Files that somebody damaged on purpose, many of them: whatever they say, the readers that the
//! page uses come to an end without a panic. `STALLMAP_FUZZ` says how many of each; a panic names
//! the round, which gives the same file again.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use stallmap::domain::market::check::Checker;
use stallmap::domain::market::json::{FromJson, Json};
use stallmap::domain::market::json_text;
use stallmap::domain::publication::admit::admit;
use stallmap::domain::publication::files::{
    BranchesFile, CategoriesFile, CategoryNamesFile, ConnectorsFile, Entry, GridsFile, HonoursFile,
    IndexFile, LevelFile, LevelRoutesFile, NamesFile, NoticesFile, RoutesFile, ShardFile,
    ShardTable, VenueFile, WalkwaysFile,
};
use stallmap::domain::publication::open::{
    CategoryNames, CategoryTree, Contents, LevelStalls, StallShard, Venue, open_branches,
    open_connectors, open_grids, open_honours, open_index, open_names, open_notices,
};
use stallmap::domain::publication::signature::{PublicKey, Signature, newest_key};
use stallmap::domain::route::RouteLink;
use stallmap::domain::search::answer::Question;
use stallmap::domain::search::engine::Engine;
use stallmap::domain::session::{Session, Start};
use stallmap::publisher::build::build;
use stallmap::publisher::progress::silent;

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

/// Rounds of each target.
fn rounds() -> u64 {
    let wish = std::env::var("STALLMAP_FUZZ").ok();
    wish.and_then(|rounds| rounds.parse().ok()).unwrap_or(300)
}

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

/// What readers stumble over.
const PIECES: [&[u8]; 24] = [
    b"null",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b"-0.5",
    b"NaN",
    b"4294967295",
    b"2147483648",
    b"\"\"",
    b"\"\\ud800\"",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b":",
    b"[[[[[[[[[[[[[[[[",
    b"\"__proto__\":",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\x00",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
    b"true",
    b"<img src=x onerror=alert(1)>",
];

/// The file with a few places changed: bits, bytes, pieces put in, runs left out, doubled or moved.
fn damaged(whole: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(40)).min(bytes.len());
        match chance.below(7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
            1 if !bytes.is_empty() => bytes[at] = chance.next() as u8,
            2 => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            3 => {
                let piece = PIECES[chance.below(PIECES.len())];
                bytes.splice(at..end, piece.iter().copied());
            }
            4 => drop(bytes.drain(at..end)),
            5 => {
                let run = bytes[at..end].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, run);
            }
            _ => bytes.truncate(chance.below(bytes.len() + 1)),
        }
    }
    bytes
}

/// Reads damaged copies of every one of `wholes`, by turns.
fn fuzz(name: &str, wholes: &[Vec<u8>], mut read: impl FnMut(&[u8], &mut Chance)) {
    assert!(!wholes.is_empty(), "{name}: nothing to damage");
    for (number, whole) in wholes.iter().enumerate() {
        // As it was published it is read, too.
        read(whole, &mut Chance(number as u64 + 1));
    }
    for round in 0..rounds() {
        let mut chance = Chance(round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let whole = &wholes[chance.below(wholes.len())];
        let bytes = damaged(whole, &mut chance);
        let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes, &mut chance)));
        if outcome.is_err() {
            let path = std::env::temp_dir().join("stallmap-fuzz-found");
            let _ = fs::write(&path, &bytes);
            panic!("{name}, round {round}: see {}", path.display());
        }
    }
}

fn published() -> Vec<(String, Vec<u8>)> {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    build(&folder.join("source"), &folder.join("out"), &silent).unwrap();
    files_in(&folder.join("out")).into_iter().collect()
}

/// The published files whose path begins so.
fn of(files: &[(String, Vec<u8>)], start: &str) -> Vec<Vec<u8>> {
    let own = files.iter().filter(|(path, _)| path.starts_with(start));
    own.map(|(_, bytes)| bytes.clone()).collect()
}

fn parsed(bytes: &[u8]) -> Option<Json> {
    json_text::parse(&String::from_utf8_lossy(bytes), &|own| own.parse().ok()).ok()
}

fn record<T: FromJson>(bytes: &[u8]) -> Option<T> {
    T::from_json(parsed(bytes)?, &mut Checker::new("fuzz"))
}

#[test]
fn json_of_any_kind() {
    let files: Vec<_> = published().into_iter().map(|(_, bytes)| bytes).collect();
    fuzz("json", &files, |bytes, _| drop(parsed(bytes)));
}

#[test]
fn every_kind_of_published_file() {
    let files = published();
    let venue = of(&files, "market.");
    let good = record::<VenueFile>(&venue[0]).unwrap();
    let good = Venue::open(&good).0.unwrap();
    let level = good.levels().next().unwrap().level.clone();
    fuzz("entry", &of(&files, "publication.json"), |bytes, _| {
        drop(record::<Entry>(bytes).map(Contents::open));
    });
    fuzz("market", &venue, |bytes, _| {
        drop(record::<VenueFile>(bytes).map(|file| Venue::open(&file)));
    });
    fuzz("level", &of(&files, "levels/"), |bytes, _| {
        let file = record::<LevelFile>(bytes);
        drop(file.map(|file| LevelStalls::open(file, &level, &good.scales)));
    });
    fuzz("categories", &of(&files, "categories."), |bytes, _| {
        if let Some((tree, _)) = record::<CategoriesFile>(bytes).map(CategoryTree::open) {
            (0..50).for_each(|category| {
                let _ = tree.total(category);
            });
        }
    });
    fuzz("names", &of(&files, "names/"), |bytes, _| {
        drop(record::<NamesFile>(bytes).map(|file| open_names(file, "zh", "f1")));
        drop(record::<CategoryNamesFile>(bytes).map(|file| CategoryNames::open(file, "zh")));
    });
    fuzz("stalls", &of(&files, "stalls/"), |bytes, _| {
        drop(record::<ShardTable>(bytes));
        let file = record::<ShardFile>(bytes);
        drop(file.map(|file| StallShard::open(&file, "stalls/f1/0", &good.scales, &|_| true)));
    });
    fuzz("notices", &of(&files, "notices."), |bytes, _| {
        drop(record::<NoticesFile>(bytes).map(|file| open_notices(&file)));
    });
    fuzz("index", &of(&files, "index."), |bytes, _| {
        drop(record::<IndexFile>(bytes).map(|file| open_index(&file)));
    });
    fuzz("honours", &of(&files, "honours."), |bytes, _| {
        drop(record::<HonoursFile>(bytes).map(|file| open_honours(&file)));
    });
    fuzz("branches", &of(&files, "branches."), |bytes, _| {
        drop(record::<BranchesFile>(bytes).map(|file| open_branches(&file)));
    });
    fuzz("grids", &of(&files, "grids/"), |bytes, _| {
        drop(record::<GridsFile>(bytes).map(|file| open_grids(&file, "f1")));
    });
    fuzz("connectors", &of(&files, "connectors."), |bytes, _| {
        drop(record::<ConnectorsFile>(bytes).map(|file| open_connectors(&file)));
    });
    fuzz("routes", &of(&files, "routes"), |bytes, _| {
        drop(record::<RoutesFile>(bytes));
        drop(record::<LevelRoutesFile>(bytes));
    });
    fuzz("walkways", &of(&files, "walkways/"), |bytes, _| {
        drop(record::<WalkwaysFile>(bytes));
    });
}

#[test]
fn signatures_keys_and_handovers() {
    let key = "RWQBAgMEBQYHCGPOUvKVqLnCjLYXFeWf1LQMOC1Ji6Hb2yvq5Kfrl1Wa";
    let signature = "untrusted comment: x\nRWQBAgMEBQYHCAAA\ntrusted comment: y\nAAAA\n";
    let wholes = [
        key.as_bytes().to_vec(),
        signature.as_bytes().to_vec(),
        format!("untrusted comment: k\n{key}\n{signature}").into_bytes(),
    ];
    fuzz("signatures", &wholes, |bytes, _| {
        let text = String::from_utf8_lossy(bytes);
        drop(Signature::parse_all(&text));
        if let Ok(key) = PublicKey::parse(&text).or_else(|_| PublicKey::parse(key)) {
            drop(newest_key(&key, &text));
            assert!(admit(bytes, &text, &text, &key).is_err());
        }
    });
}

#[test]
fn links_and_memos() {
    let wholes = [
        b"*k1~f3-12045~f3*f3-desk~**toilet".to_vec(),
        b"lang en\nlevel f3\nchoice standard 0 GB\nback stall f3-1\nview to f3-1\nstep 3".to_vec(),
    ];
    fuzz("links", &wholes, |bytes, _| {
        let text = String::from_utf8_lossy(bytes);
        drop(RouteLink::read(&text, &text));
        let session = Session::recall(Start::default(), &text);
        // What was read is written in a way that is read as the same.
        let again = Session::recall(Start::default(), &session.memo());
        assert_eq!(again.view(), session.view());
    });
}

#[test]
fn the_search_index_and_every_question() {
    let files = of(&published(), "search/");
    let core = files.iter().find(|bytes| bytes.starts_with(b"SMSC"));
    let core = core.unwrap().clone();
    let words: [&[u8]; 3] = [
        "玩具 wanju toys".as_bytes(),
        b"f1-101 GB 6675",
        "ألعاب".as_bytes(),
    ];
    fuzz("index", &files, |bytes, chance| {
        let begun = Engine::open(bytes).or_else(|| Engine::open(&core));
        let Some(mut engine) = begun else { return };
        for file in 0..engine.files() {
            let other = &files[chance.below(files.len())];
            engine.put(
                file,
                if chance.below(3) == 0 { bytes } else { other }.to_vec(),
            );
        }
        let words = damaged(words[chance.below(words.len())], chance);
        let question = Question {
            text: String::from_utf8_lossy(&words).into_owned(),
            limit: 20,
            with_facets: chance.below(2) == 0,
            ..Question::default()
        };
        drop(engine.ask(&question));
    });
}
