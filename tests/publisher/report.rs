//! Mistakes in words, for a clerk and for programs.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;
use stallmap::domain::market::problem::{Fault, Severity};
use stallmap::publisher::check::coverage::Coverage;
use stallmap::publisher::report;

use crate::check::findings_of;
use crate::small_market::Source;

#[test]
fn the_report_says_how_to_mend() {
    let mut source = Source::good();
    source.change("levels/f1/listings.json", |rows| {
        rows[2]["categories"] = json!(["bearz"]);
        rows[4]["stalls"] = json!(["f1-1006"]);
    });
    let findings = findings_of(&source);
    let text = report::human::report(&findings);
    for part in [
        "levels/f1/listings.json\n",
        "error unknown-reference at /2/categories/0 (line 4)",
        "found:    bearz",
        "expected: the id of an existing category",
        "Did you mean `bears`?",
        "/4/stalls/0 (line 6)",
        "Did you mean `f1-106`?",
        "2 errors, 1 warning",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let network = Coverage::default();
    let json = report::json::report_in(&findings, &network, report::Language::En);
    let json = serde_json::to_value(json).unwrap();
    assert_eq!(json["errors"], 2);
    assert_eq!(json["problems"][0]["severity"], "error");
    assert_eq!(json["problems"][0]["code"], "unknown-reference");
    assert_eq!(json["problems"][0]["file"], "levels/f1/listings.json");
    assert_eq!(json["problems"][0]["path"], "/2/categories/0");
    assert_eq!(json["problems"][0]["line"], 4);
    assert_eq!(json["problems"][0]["found"], "bearz");
    assert!(
        json["problems"][0]["mend"]
            .as_str()
            .unwrap()
            .contains("bears")
    );
}

#[test]
fn a_mistake_in_every_row_is_counted() {
    let mut source = Source::good();
    source.change("levels/f1/stalls.json", |rows| {
        for row in rows.as_array_mut().unwrap() {
            row["note"] = json!("x");
        }
    });
    let findings = findings_of(&source);
    assert_eq!((findings.errors(), findings.warnings()), (0, 41));
    let text = report::human::report(&findings);
    assert!(text.contains("… 20 more unknown-field"), "{text}");
}

#[test]
fn the_report_in_chinese_has_the_same_codes() {
    let mut source = Source::good();
    source.change("levels/f1/listings.json", |rows| {
        rows[2]["categories"] = json!(["bearz"]);
    });
    let findings = findings_of(&source);
    let text = report::human::report_in(&findings, report::Language::Zh);
    for part in [
        "错误 unknown-reference 位于 /2/categories/0 (行 4)",
        "现为： bearz",
        "是不是 `bears`？",
        "1 个错误，1 个警告",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let network = Coverage::default();
    let report = |language| {
        serde_json::to_value(report::json::report_in(&findings, &network, language)).unwrap()
    };
    let (english, chinese) = (report(report::Language::En), report(report::Language::Zh));
    assert_eq!(
        english["problems"][0]["code"],
        chinese["problems"][0]["code"]
    );
    assert_ne!(
        english["problems"][0]["mend"],
        chinese["problems"][0]["mend"]
    );
}

/// Codes of the second argument of every `Refusal::at`, and of every arm of a `fn code`.
fn codes_in(source: &str, codes: &mut BTreeSet<String>) {
    let is_code = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|own| own.is_ascii_lowercase() || own == b'-')
    };
    let source = source.split("#[cfg(test)]").next().unwrap();
    for call in source.split("Refusal::at(").skip(1) {
        let mut depth = 1;
        let end = call.find(|letter| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            depth == 0
        });
        let last = call[..end.unwrap()].trim_end().trim_end_matches(',');
        if let Some((_, code)) = last.strip_suffix('"').and_then(|own| own.rsplit_once('"'))
            && is_code(code)
        {
            codes.insert(code.to_owned());
        }
    }
    for body in source.split("fn code(").skip(1) {
        let body = body.split("\n    }\n").next().unwrap();
        for arm in body.split("=> \"").skip(1) {
            codes.insert(arm.split('"').next().unwrap().to_owned());
        }
    }
}

#[test]
fn every_code_is_documented_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut codes = BTreeSet::from(["heavy-file".to_owned()]);
    let mut waiting = vec![
        root.join("publisher"),
        root.join("domain/market/problem.rs"),
        root.join("domain/publication/signature.rs"),
    ];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(path).unwrap();
            waiting.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|own| own == "rs") {
            codes_in(&std::fs::read_to_string(path).unwrap(), &mut codes);
        }
    }
    let document = std::fs::read_to_string(root.join("publisher/report/CODES.md")).unwrap();
    let rows = document.lines().filter_map(|line| {
        let row = line.strip_prefix("| `")?;
        Some(row.split('`').next()?.to_owned())
    });
    let documented: BTreeSet<String> = rows.collect();
    assert_eq!(documented, codes);

    // What the list calls an error stops a publication.
    let faults = [
        Fault::Unreached,
        Fault::Overlap(String::new()),
        Fault::Expired(String::new()),
        Fault::Island,
        Fault::Missing,
        Fault::Foreign(String::new()),
    ];
    for fault in faults {
        let severity = match fault.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let row = format!("| `{}` | {severity} |", fault.code());
        assert!(document.contains(&row), "{row}");
    }
}
