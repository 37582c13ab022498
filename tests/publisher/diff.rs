//! What changes between two publications.

use serde_json::{Value, json};
use stallmap::publisher::build::build;
use stallmap::publisher::diff::{Counts, Difference, difference, html, human};
use stallmap::publisher::progress::silent;
use stallmap::publisher::published::Publication;
use stallmap::publisher::report::Language;

use crate::folder::Folder;
use crate::small_market::Source;

/// What `change` does to the small market.
fn changed(change: impl FnOnce(&mut Source)) -> Difference {
    let folder = Folder::new();
    let mut source = Source::good();
    let build_as = |source: &Source, name: &str| {
        source.write(&folder.join("source"));
        build(&folder.join("source"), &folder.join(name), &silent).unwrap();
        Publication::open(&folder.join(name)).unwrap()
    };
    let old = build_as(&source, "old");
    change(&mut source);
    let new = build_as(&source, "new");
    difference(&old, &new).unwrap()
}

#[track_caller]
fn check(change: impl FnOnce(&mut Source), expected: Counts) -> Value {
    let found = changed(change);
    assert_eq!(found.counts, expected);
    serde_json::to_value(&found).unwrap()
}

fn none() -> Counts {
    Counts::default()
}

#[test]
fn nothing() {
    let found = changed(|_| ());
    assert_eq!(found.counts, none());
    assert!(found.levels.is_empty() && found.files.is_empty());
    assert!(human::report(&found, Language::En).contains("Nothing changes"));
}

#[test]
fn a_stall_that_goes_and_one_that_moves() {
    let found = check(
        |source| {
            source.change("levels/f2/stalls.json", |rows| {
                let rows = rows.as_array_mut().unwrap();
                rows.pop();
                for corner in rows[0]["outline"].as_array_mut().unwrap() {
                    corner[1] = json!(corner[1].as_i64().unwrap() + 250);
                }
            });
        },
        Counts {
            stalls_gone: 1,
            stalls_moved: 1,
            ..none()
        },
    );
    let level = &found["levels"][0];
    assert_eq!(level["id"], "f2");
    assert_eq!(level["gone"][0]["id"], "f2-120");
    let moved = &level["changed"][0];
    assert_eq!(moved["id"], "f2-101");
    assert_eq!(moved["moved_from_dm"], json!([0, 0, 90, 80]));
    assert_eq!(moved["box_dm"], json!([0, 250, 90, 80]));
}

#[test]
fn marks_and_grades() {
    let found = check(
        |source| {
            source.change("levels/f1/plaques.json", |rows| {
                rows[0]["until"] = json!("2026-01-01");
            });
            source.change("levels/f1/grades.json", |rows| {
                rows[3]["valid_until"] = json!("2028-01-01");
            });
        },
        Counts {
            marks: 1,
            grades: 1,
            ..none()
        },
    );
    let changed = &found["levels"][0]["changed"];
    assert_eq!(
        changed[0]["marks"],
        json!([
            ["party_member", "demonstration_post"],
            ["demonstration_post"]
        ])
    );
    assert_eq!(
        changed[1]["grade"],
        json!(["letters A 2027-01-01", "letters A 2028-01-01"])
    );
}

#[test]
fn names_categories_and_words_of_a_listing() {
    let found = check(
        |source| {
            source.change("levels/f1/listings.json", |rows| {
                rows[0]["name"]["zh"] = json!("新店");
                rows[1]["categories"] = json!(["toys"]);
                rows[2]["products"] = json!([]);
            });
            source.change("categories.json", |rows| {
                rows[2]["name"]["en"] = json!("Games")
            });
        },
        Counts {
            names: 1,
            stall_categories: 1,
            listings: 1,
            ..none()
        },
    );
    assert_eq!(
        found["categories"]["renamed"],
        json!([{"id": "toys", "language": "en", "old": "Toys", "new": "Games"}])
    );
    assert_eq!(
        found["levels"][0]["listings"][0]["fields"],
        json!(["products"])
    );
}

#[test]
fn a_new_category_does_not_look_like_a_change_of_all() {
    let found = check(
        |source| {
            source.change("categories.json", |rows| {
                let row = json!({"id": "aaa", "name": {"zh": "新"}});
                rows.as_array_mut().unwrap().insert(0, row);
            });
        },
        none(),
    );
    assert_eq!(found["categories"]["new"], json!(["aaa"]));
}

#[test]
fn the_page_is_one_page_and_says_texts_as_texts() {
    let payload = "<img src=x onerror=alert(1)>";
    let found = changed(|source| {
        source.change("levels/f1/listings.json", |rows| {
            rows[0]["name"]["zh"] = json!(payload);
        });
        source.change("levels/f2/stalls.json", |rows| {
            rows.as_array_mut().unwrap().pop();
        });
    });
    let page = html::report(&found, Language::En);
    assert!(!page.contains(payload) && page.contains("&lt;img"));
    for word in ["<script", "http://", "https://", "src=\"", "href="] {
        assert!(!page.contains(word), "{word}");
    }
    assert_eq!(page.matches("<svg").count(), 2);
    assert_eq!(page.matches("<path class=\"gone\"").count(), 1);
    let text = human::report(&found, Language::En);
    assert!(text.contains("removed: 1\n    f2-120"), "{text}");
}

#[test]
fn the_same_in_chinese() {
    let found = changed(|source| {
        source.change("levels/f1/listings.json", |rows| {
            rows[0]["name"]["zh"] = json!("新店");
        });
        source.change("levels/f2/stalls.json", |rows| {
            rows.as_array_mut().unwrap().pop();
        });
    });
    let text = human::report(&found, Language::Zh);
    assert!(text.contains("1  撤销商位\n"), "{text}");
    assert!(text.contains("名称 (zh) 店f10 → 新店"), "{text}");
    let page = html::report(&found, Language::Zh);
    assert!(page.contains("<html lang=\"zh\">") && page.contains("<td>撤销商位</td><td>1</td>"));
    // Besides ids, numbers and names only these words are not Chinese.
    for word in ["added", "removed", "changed", "before", "stalls "] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}
