//! The plain pages beside a publication.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use stallmap::publisher::build::build;
use stallmap::publisher::progress::silent;

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

/// The pages of a source, by name.
fn pages(source: &Source) -> BTreeMap<String, String> {
    let folder = Folder::new();
    source.write(&folder.join("source"));
    build(&folder.join("source"), &folder.join("out"), &silent).unwrap();
    pages_in(&folder)
}

fn pages_in(folder: &Folder) -> BTreeMap<String, String> {
    let files = files_in(&folder.join("out")).into_iter();
    let pages = files.filter_map(|(path, bytes)| {
        let name = path.strip_prefix("plain/")?.to_owned();
        Some((name, String::from_utf8(bytes).unwrap()))
    });
    pages.collect()
}

/// What stands between `before` and the next `after`, everywhere on a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let parts = page.split(before).skip(1);
    parts.filter_map(|part| part.split(after).next()).collect()
}

#[test]
fn every_stall_stands_on_its_level_and_in_its_categories() {
    let pages = pages(&Source::good());
    let mut seen = BTreeSet::new();
    for (name, page) in pages.iter().filter(|(name, _)| name.starts_with("level-")) {
        for id in between(page, "<li id=\"", "\"") {
            assert!(seen.insert(id.to_owned()), "{id} twice, on {name}");
        }
    }
    assert_eq!(seen.len(), 65);
    let first = &pages["level-f1.html"];
    let row = between(first, "<li id=\"f1-101\">", "</li>")[0];
    // Both red marks in words; the mark that is over by now is none.
    assert_eq!(
        between(row, "<em>", "</em>"),
        ["党员经营户", "共产党员示范岗"]
    );
    let category = pages
        .iter()
        .find(|(name, page)| name.starts_with("category-") && page.contains("id=\"f1-101\""));
    assert!(category.is_some(), "{:?}", pages.keys());
}

#[test]
fn all_ways_lead_to_pages_that_there_are() {
    let pages = pages(&Source::good());
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(name) = waiting.pop() {
        let page = &pages[&name];
        for path in between(page, "href=\"", "\"") {
            assert!(pages.contains_key(path), "{name} leads to {path}");
            if path.ends_with(".html") && reached.insert(path.to_owned()) {
                waiting.push(path.to_owned());
            }
        }
        assert!(
            !page.contains("<script") && !page.contains("style="),
            "{name}"
        );
    }
    let all: BTreeSet<String> = pages
        .keys()
        .filter(|name| name.ends_with(".html"))
        .cloned()
        .collect();
    assert_eq!(reached, all);
}

#[test]
fn published_texts_are_text() {
    let mut source = Source::good();
    source.change("levels/f1/listings.json", |rows| {
        rows[0]["name"] = json!({"zh": "<script>alert(1)</script>", "en": "\"&lt;"});
    });
    let pages = pages(&source);
    assert!(pages.values().all(|page| !page.contains("<script>")));
    let page = &pages["level-f1.html"];
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
    assert!(page.contains("&quot;&amp;lt;"), "{page}");
}

#[test]
fn pages_of_an_older_market_go() {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    let publish = || build(&folder.join("source"), &folder.join("out"), &silent).unwrap();
    publish();
    let own = folder.join("out").join("plain");
    std::fs::write(own.join("level-gone.html"), "old").unwrap();
    std::fs::write(own.join("notes.txt"), "kept").unwrap();
    publish();
    let pages = pages_in(&folder);
    assert!(!pages.contains_key("level-gone.html"));
    assert_eq!(pages["notes.txt"], "kept");
}
