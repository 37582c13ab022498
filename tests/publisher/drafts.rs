//! Drafts of owners: merged field by field, and nothing else is touched.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use stallmap::publisher::import::draft::{DraftReport, Outcome, import};
use stallmap::publisher::report::Language;

use crate::command::run;
use crate::folder::{Folder, files_in};
use crate::small_market::Source;

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A draft of the first shop of level f1.
fn draft(changes: Value) -> Value {
    json!({"draft": 1, "market": "small", "listing": "l-f1-0", "stall": "f1-101",
        "base": {"sequence": 7, "sha256": HASH}, "changes": changes})
}

/// Merges texts into the good market; its folder `source` holds the result.
fn merged(texts: &[String]) -> (Folder, DraftReport) {
    let folder = Folder::new();
    let source = folder.join("source");
    Source::good().write(&source);
    let files: Vec<PathBuf> = (0..texts.len())
        .map(|number| folder.join(&format!("{number}.json")))
        .collect();
    for (file, text) in files.iter().zip(texts) {
        fs::write(file, text).unwrap();
    }
    let report = import(&files, &source, false, Language::En).unwrap();
    (folder, report)
}

fn listings(folder: &Path) -> Value {
    let bytes = fs::read(folder.join("source/levels/f1/listings.json")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// One change of the first shop: what becomes of it, and the shop afterwards.
#[track_caller]
fn check(field: &str, old: Value, new: Value, outcome: Outcome, code: &str) -> Value {
    let change = json!([{"field": field, "old": old, "new": new}]);
    let (folder, report) = merged(&[draft(change).to_string()]);
    let own = &report.drafts[0].fields[0];
    assert_eq!((own.outcome, own.code), (outcome, code), "{own:?}");
    if outcome == Outcome::Conflict || outcome == Outcome::Rejected {
        assert!(!own.expected.is_empty() && !own.mend.is_empty(), "{own:?}");
    }
    listings(folder.path())[0].clone()
}

#[test]
fn the_owners_fields() {
    let same = Outcome::Applied;
    let shop = check("name/zh", json!("店f10"), json!(" 新店 "), same, "");
    assert_eq!(shop["name"]["zh"], "新店");
    let shop = check("name/ar", Value::Null, json!("متجر"), same, "");
    assert_eq!(
        shop["name"],
        json!({"zh": "店f10", "en": "Shop f1 0", "ar": "متجر"})
    );
    let shop = check("name/en", json!("Shop f1 0"), json!(""), same, "");
    assert_eq!(shop["name"], json!({"zh": "店f10"}));
    let shop = check(
        "categories",
        json!(["bears", "bags"]),
        json!(["bags"]),
        same,
        "",
    );
    assert_eq!(shop["categories"], json!(["bags"]));
    let hours = json!([{"opens": "08:30", "closes": "17:30"}]);
    let shop = check("hours", json!([]), hours.clone(), same, "");
    assert_eq!(shop["hours"], hours);
    let shop = check("contact/phone", Value::Null, json!("0579-1"), same, "");
    assert_eq!(shop["contact"], json!({"phone": "0579-1"}));
}

#[test]
fn what_is_not_merged() {
    let rejected = Outcome::Rejected;
    for (field, code) in [
        ("plaques", "not-yours-mark"),
        ("grades", "not-yours-grade"),
        ("honours", "not-yours-honour"),
        ("stalls", "not-yours-position"),
        ("id", "not-yours-operator"),
        ("contact/person", "unknown-field"),
    ] {
        check(field, Value::Null, json!("x"), rejected, code);
    }
    let bags = json!(["bears", "bags"]);
    check(
        "categories",
        bags.clone(),
        json!(["bearz"]),
        rejected,
        "unknown-reference",
    );
    check("categories", bags.clone(), json!([]), rejected, "missing");
    check("categories", bags, json!("bags"), rejected, "wrong-type");
    check(
        "name/en",
        json!("Shop f1 0"),
        json!("a\u{202e}b"),
        rejected,
        "control-characters",
    );
    check(
        "name/en",
        json!("Shop f1 0"),
        json!("x".repeat(500)),
        rejected,
        "too-long",
    );
    check(
        "hours",
        Value::Null,
        json!([{"opens": "late"}]),
        rejected,
        "form",
    );
    let shop = check(
        "name/en",
        json!("Other"),
        json!("Mine"),
        Outcome::Conflict,
        "conflict",
    );
    assert_eq!(shop["name"]["en"], "Shop f1 0");
    check(
        "name/en",
        json!("Other"),
        json!("Shop f1 0"),
        Outcome::Same,
        "",
    );
}

#[test]
fn one_wrong_field_does_not_spoil_the_others_and_other_rows_keep_their_text() {
    let (folder, report) = merged(&[draft(json!([
        {"field": "name/zh", "old": "店f10", "new": "新店"},
        {"field": "grades", "new": []},
        {"field": "brands", "old": [], "new": ["Dalbex"]},
    ]))
    .to_string()]);
    assert_eq!(
        (report.applied, report.conflicts, report.rejected),
        (2, 0, 1)
    );
    assert_eq!(report.files, ["levels/f1/listings.json"]);
    let before = Folder::new();
    Source::good().write(before.path());
    let (before, after) = (files_in(before.path()), files_in(&folder.join("source")));
    let changed = before.keys().filter(|name| before[*name] != after[*name]);
    assert_eq!(changed.collect::<Vec<_>>(), ["levels/f1/listings.json"]);
    let rows: Value = serde_json::from_slice(&before["levels/f1/listings.json"]).unwrap();
    let merged = listings(folder.path());
    assert_eq!(
        merged.as_array().unwrap()[1..],
        rows.as_array().unwrap()[1..]
    );
    assert_eq!(merged[0]["brands"], json!(["Dalbex"]));
}

#[test]
fn two_drafts_of_one_shop() {
    let change =
        |new: &str| draft(json!([{"field": "name/zh", "old": "店f10", "new": new}])).to_string();
    let (folder, report) = merged(&[change("一"), change("二")]);
    assert_eq!((report.applied, report.conflicts), (1, 1));
    assert_eq!(listings(folder.path())[0]["name"]["zh"], "一");
}

#[test]
fn drafts_that_are_none() {
    let with = |field: &str, value: Value| {
        let mut draft = draft(json!([{"field": "name/zh", "old": "店f10", "new": "新店"}]));
        draft[field] = value;
        draft.to_string()
    };
    let twice = json!([{"field": "brands", "new": ["a"]}, {"field": "brands", "new": ["b"]}]);
    for (text, code) in [
        (String::new(), "no-draft"),
        ("[]".to_owned(), "no-draft"),
        ("{\"draft\": NaN}".to_owned(), "no-draft"),
        (with("draft", json!(2)), "draft-version"),
        (with("draft", json!("1")), "no-draft"),
        (with("extra", json!(1)), "no-draft"),
        (with("market", json!("other")), "other-market"),
        (with("listing", json!("l-f9-0")), "unknown-reference"),
        (with("stall", json!("f1-102")), "other-stall"),
        (
            with("base", json!({"sequence": 8, "sha256": HASH})),
            "newer-base",
        ),
        (with("base", json!({"sequence": 7, "sha256": "x"})), "form"),
        (with("changes", twice), "duplicate"),
        ("[".repeat(100_000), "no-draft"),
        (
            with("changes", json!([{"field": "a".repeat(2_000_000)}])),
            "too-large",
        ),
        (format!("{} {{}}", with("draft", json!(1))), "no-draft"),
    ] {
        let (folder, report) = merged(std::slice::from_ref(&text));
        let short: String = text.chars().take(80).collect();
        let refusal = report.drafts[0].refused.as_ref();
        let refusal = refusal.unwrap_or_else(|| panic!("{short}"));
        assert_eq!(refusal.code, code, "{short}");
        assert_eq!((report.applied, report.rejected), (0, 1), "{short}");
        assert_eq!(listings(folder.path())[0]["name"]["zh"], "店f10", "{short}");
    }
}

#[test]
fn the_command_says_what_became_of_each_field() {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    let good = json!([{"field": "name/zh", "old": "店f10", "new": "新店"}]);
    fs::write(folder.join("a.json"), draft(good).to_string()).unwrap();
    let bad = json!([{"field": "grades", "new": []}]);
    fs::write(folder.join("b.json"), draft(bad).to_string()).unwrap();
    let ask = |arguments: &[&str]| {
        let all = [&["import", "listings"], arguments].concat();
        run(&all, folder.path())
    };
    let (code, out, _) = ask(&["a.json", "source", "--dry-run"]);
    assert_eq!(
        (code, listings(folder.path())[0]["name"]["zh"].as_str()),
        (0, Some("店f10"))
    );
    assert!(
        out.ends_with("1 applied, 0 conflicts, 0 rejected\n"),
        "{out}"
    );
    let (code, out, _) = ask(&["a.json", "b.json", "source", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &report["applied"], &report["rejected"]),
        (1, &json!(1), &json!(1))
    );
    assert_eq!(report["drafts"][1]["fields"][0]["code"], "not-yours-grade");
    let (code, out, _) = ask(&["b.json", "source", "--lang", "zh"]);
    assert_eq!(code, 1);
    assert!(out.contains("请与评定单位联系"), "{out}");
}
