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
        "2 errors, 0 warnings",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let network = Coverage::default();
    let json = serde_json::to_value(report::json::report(&findings, &network)).unwrap();
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
    assert_eq!((findings.errors(), findings.warnings()), (0, 40));
    let text = report::human::report(&findings);
    assert!(text.contains("… 20 more unknown-field"), "{text}");
}
