//! Mistakes in words, for a clerk and for programs.

use serde_json::json;
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
