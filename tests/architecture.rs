//! What the rooms of `src/` may know of each other and of the world outside, read from the
//! sources. A rule that fails here is a decision of the design: change the code, or change the
//! design first (`CONTRIBUTING.md` has the map of the rooms).

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const DOMAIN: &str = "src/domain/";
const PUBLISHER: &str = "src/publisher/";
const BROWSER: &str = "src/browser/";
const MAP: &str = "src/map/";
const WIDGETS: &str = "src/widgets/";
const EMBED: &str = "src/embed/";

#[test]
fn domain_knows_no_browser_no_files_no_clock_no_chance() {
    Rule {
        words: &[
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "fs",
            "Instant",
            "SystemTime",
            "rand",
            "log::",
            "serde_json",
        ],
        applies: |path| path.starts_with(DOMAIN),
        why: "src/domain is pure, so that the same code runs in the page, in the program and in \
              tests, and never fails for outside reasons: hand the value in from browser/ or \
              publisher/",
    }
    .hold();
}

#[test]
fn only_browser_and_embed_call_the_browser() {
    Rule {
        words: &["web_sys", "js_sys", "gloo"],
        applies: |path| !path.starts_with(BROWSER) && !path.starts_with(EMBED),
        why: "every call of the browser stands in src/browser behind a small type, where it can \
              be read and replaced in tests; src/embed may for the elements' own interface",
    }
    .hold();
}

#[test]
fn only_widgets_and_embed_are_made_of_leptos() {
    Rule {
        words: &["leptos"],
        applies: |path| !path.starts_with(WIDGETS) && !path.starts_with(EMBED),
        why: "what is shown is src/widgets; everything else must not depend on how it is shown",
    }
    .hold();
}

#[test]
fn only_the_publisher_touches_files() {
    Rule {
        words: &["fs"],
        applies: |path| !path.starts_with(PUBLISHER),
        why: "std::fs belongs to src/publisher: the page has no files, and the pure part gets \
              bytes",
    }
    .hold();
}

#[test]
fn only_browser_and_publisher_parse_json() {
    Rule {
        words: &["serde_json"],
        applies: |path| !path.starts_with(BROWSER) && !path.starts_with(PUBLISHER),
        why: "bytes become values at the edge; the pure part derives serde's traits and no more",
    }
    .hold();
}

/// `domain::market` checks, `domain::publication` opens published files with the same checks,
/// and the publisher reads and writes the operator's source.
#[test]
fn unchecked_types_stay_behind_the_check() {
    let may_see = ["src/domain/market/", "src/domain/publication/", PUBLISHER];
    let findings = findings(
        |path| !may_see.iter().any(|room| path.starts_with(room)),
        raw_type,
    );
    assert_none(
        &findings,
        "a Raw… type is what somebody wrote, not what is true: pass it through its check in \
         domain::market and hand on the checked type, so that no widget, index or plan ever sees \
         an unchecked stall",
    );
}

#[test]
fn rooms_know_only_rooms_before_them() {
    let later: [(&str, &[&str]); 5] = [
        (
            DOMAIN,
            &[
                "crate::publisher",
                "crate::browser",
                "crate::map",
                "crate::widgets",
                "crate::embed",
            ],
        ),
        (
            PUBLISHER,
            &[
                "crate::browser",
                "crate::map",
                "crate::widgets",
                "crate::embed",
            ],
        ),
        (
            BROWSER,
            &[
                "crate::publisher",
                "crate::map",
                "crate::widgets",
                "crate::embed",
            ],
        ),
        (MAP, &["crate::publisher", "crate::widgets", "crate::embed"]),
        // The map comes before the widgets, but in a module of its own: they speak to it as a
        // host page does.
        (WIDGETS, &["crate::publisher", "crate::map", "crate::embed"]),
    ];
    for (room, words) in later {
        let findings = findings(
            |path| path.starts_with(room),
            |line| first_word(words, line),
        );
        assert_none(
            &findings,
            "lib.rs declares the rooms in reading order; one that reached forward could no \
             longer be read, tested or replaced by itself",
        );
    }
}

#[test]
fn no_file_is_over_600_lines() {
    let mut findings = Vec::new();
    for file in sources() {
        // A long list of small cases is still one thing.
        let is_test = file.path.ends_with("tests.rs");
        let lines = file.text.lines().count();
        if lines > 600 && !is_test {
            findings.push(format!("{}:601: {lines} lines", file.path));
        }
    }
    assert_none(
        &findings,
        "a file that long holds more than one thing: split it where its second thing begins",
    );
}

#[test]
fn no_module_is_a_drawer_for_everything() {
    let drawers = ["utils", "util", "helpers", "helper", "common", "misc"];
    let mut findings = Vec::new();
    for file in sources() {
        let path = Path::new(&file.path).with_extension("");
        for part in path.iter().filter_map(|part| part.to_str()) {
            if drawers.contains(&part) {
                findings.push(format!("{}:1: called `{part}`", file.path));
            }
        }
    }
    assert_none(
        &findings,
        "such a name says nothing and everything ends up there: name the module after what it does",
    );
}

/// The reader of this test itself: it must see what it is meant to see.
#[test]
fn words_are_found_in_code_and_only_there() {
    let found = |word, line| first_word(&[word], code(line)).is_some();
    assert!(found("fs", "use std::{env, fs};"));
    assert!(found("fs", "    let text = fs::read(path)?; // reads"));
    assert!(found("log::", "log::warn!(\"x\")"));
    assert!(found("crate::widgets", "use crate::widgets::map;"));
    assert!(!found("fs", "let offs = 3;"));
    assert!(!found("log::", "use crate::catalog::Entry;"));
    assert!(!found("rand", "let brand = 1;"));
    assert!(!found("Instant", "/// No `Instant` here."));
    assert!(!found("Instant", "let x = 1; // no Instant"));
    assert_eq!(raw_type("fn check(raw: RawStall) {"), Some("RawStall"));
    assert_eq!(raw_type("let Rawhide = DrawOrder;"), None);
}

// --- how the sources are read ----------------------------------------------------------------

struct Rule {
    /// Whole words (or, ending in `::`, beginnings of paths) that must not stand in code.
    words: &'static [&'static str],
    /// For which files, by path from the root of the repository.
    applies: fn(&str) -> bool,
    why: &'static str,
}

impl Rule {
    fn hold(&self) {
        let findings = findings(self.applies, |line| first_word(self.words, line));
        assert_none(&findings, self.why);
    }
}

/// `file:line: what` for each line of code in which `look` finds something.
fn findings<'w>(
    applies: impl Fn(&str) -> bool,
    look: impl for<'l> Fn(&'l str) -> Option<&'l str> + 'w,
) -> Vec<String> {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| applies(&file.path)) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(what) = look(code(line)) {
                let place = format!("{}:{}", file.path, index + 1);
                findings.push(format!("{place}: `{what}` in: {}", line.trim()));
            }
        }
    }
    findings
}

#[track_caller]
fn assert_none(findings: &[String], why: &str) {
    let mut message = String::new();
    for finding in findings {
        let _ = writeln!(message, "  {finding}");
    }
    assert!(findings.is_empty(), "\n{message}  Not allowed: {why}.\n");
}

struct Source {
    /// From the root of the repository, with `/`.
    path: String,
    text: String,
}

/// All Rust files of `src/`, in order of their paths.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("src"), &mut files);
    files.sort();
    let sources: Vec<Source> = files
        .iter()
        .map(|file| Source {
            path: file
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .replace('\\', "/"),
            text: fs::read_to_string(file).expect("a source file is readable text"),
        })
        .collect();
    for room in [DOMAIN, PUBLISHER, BROWSER, MAP, WIDGETS, EMBED] {
        assert!(
            sources.iter().any(|source| source.path.starts_with(room)),
            "{room} has no sources: has a room moved? The rules here name it"
        );
    }
    sources
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A line without its comment: documents may name what code may not.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The first of `words` that stands in the line as a whole word.
fn first_word<'w>(words: &[&'w str], line: &str) -> Option<&'w str> {
    words.iter().copied().find(|word| {
        line.match_indices(word).any(|(start, _)| {
            let before = line[..start].chars().next_back();
            let after = line[start + word.len()..].chars().next();
            !before.is_some_and(in_name) && (word.ends_with("::") || !after.is_some_and(in_name))
        })
    })
}

/// The first name like `RawStall` in the line.
fn raw_type(line: &str) -> Option<&str> {
    line.split(|letter| !in_name(letter)).find(|name| {
        name.strip_prefix("Raw")
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_uppercase)
    })
}

fn in_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
