//! The report as SARIF 2.1.0, which editors and code hosts show at the line of the file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Language;
use super::sentence::{expected_in, mending_in};
use crate::domain::market::problem::Severity;
use crate::publisher::check::findings::{Finding, Findings};

/// Where the format is described.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What the codes mean, code by code.
const CODES: &str = include_str!("CODES.md");

/// Makes the log of one run. The rules are our codes; they are the same in every language.
pub fn report_in(findings: &Findings, language: Language) -> Value {
    let mut rules: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in findings.list() {
        rules.entry(finding.problem.fault.code()).or_insert(finding);
    }
    let places: Vec<&str> = rules.keys().copied().collect();
    let results: Vec<Value> = findings
        .list()
        .iter()
        .map(|finding| {
            let code = finding.problem.fault.code();
            let rule = places.iter().position(|own| *own == code);
            result(finding, rule, language)
        })
        .collect();
    let kept = findings.list().len();
    let more = (findings.errors() + findings.warnings()).saturating_sub(kept);
    let mut run = json!({
        "tool": {"driver": {
            "name": "stallmap",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules.values().map(|own| rule(own)).collect::<Vec<_>>(),
        }},
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    if more > 0 {
        run["properties"] = json!({"notListed": more});
    }
    json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})
}

fn rule(finding: &Finding) -> Value {
    let fault = &finding.problem.fault;
    let code = fault.code();
    json!({
        "id": code,
        "shortDescription": {"text": meaning(code)},
        "defaultConfiguration": {"level": level(finding)},
    })
}

/// What the table of codes says of a code.
fn meaning(code: &str) -> &'static str {
    let row = CODES.lines().find_map(|line| {
        let cells = line.strip_prefix("| `")?.strip_prefix(code)?;
        cells.strip_prefix("` |")
    });
    let last = row.and_then(|row| row.trim_end_matches([' ', '|']).rsplit("| ").next());
    last.map_or("", str::trim)
}

fn level(finding: &Finding) -> &'static str {
    match finding.problem.fault.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(finding: &Finding, rule: Option<usize>, language: Language) -> Value {
    let problem = &finding.problem;
    let expected = expected_in(&problem.fault, language);
    let mend = mending_in(finding, language);
    let text = match (language, &*problem.found) {
        (Language::En, "") => format!("Expected: {expected}. {mend}"),
        (Language::En, found) => format!("Found: {found}. Expected: {expected}. {mend}"),
        (Language::Zh, "") => format!("应为：{expected}。{mend}"),
        (Language::Zh, found) => format!("现为：{found}。应为：{expected}。{mend}"),
    };
    let mut physical =
        json!({"artifactLocation": {"uri": uri(&problem.file), "uriBaseId": "SOURCE"}});
    if let Some(line) = finding.line {
        physical["region"] = json!({"startLine": line});
    }
    let mut location = json!({"physicalLocation": physical});
    if !problem.path.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": problem.path}]);
    }
    let mut result = json!({
        "ruleId": problem.fault.code(),
        "level": level(finding),
        "message": {"text": text},
        "locations": [location],
        // The line moves with every row above it, the place in the market's data does not.
        "partialFingerprints": {
            "place/v1": format!("{}{} {}", problem.file, problem.path, problem.found),
        },
    });
    if let Some(rule) = rule {
        result["ruleIndex"] = json!(rule);
    }
    result
}

/// A path as a relative reference: what has a meaning in one is written as `%XX`.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::problem::Fault;

    #[test]
    fn codes_have_a_meaning() {
        for code in ["file-missing", "foreign-category", "unreached"] {
            assert!(meaning(code).len() > 10, "{code}");
        }
        assert_eq!(meaning("fil"), "", "no other code's");
    }

    #[test]
    fn paths_as_references() {
        assert_eq!(uri("levels/f1/stalls.json"), "levels/f1/stalls.json");
        assert_eq!(
            uri("levels/一 楼/a%.json"),
            "levels/%E4%B8%80%20%E6%A5%BC/a%25.json"
        );
    }

    #[test]
    fn the_log_of_a_run() {
        let mut findings = Findings::default();
        findings.note("a.json", "/3/name", Fault::Missing, "");
        findings.note("b.json", "", Fault::NoStalls, "bags");
        let log = report_in(&findings, Language::En);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        }
        let first = &run["results"][0];
        assert_eq!(first["level"], "error");
        let place = &first["locations"][0];
        assert_eq!(
            place["physicalLocation"]["artifactLocation"]["uri"],
            "a.json"
        );
        assert_eq!(
            place["logicalLocations"][0]["fullyQualifiedName"],
            "/3/name"
        );
        let second = &run["results"][1];
        assert_eq!(second["level"], "warning");
        assert!(
            second["message"]["text"]
                .as_str()
                .unwrap()
                .starts_with("Found: bags. ")
        );
        assert!(second["locations"][0].get("logicalLocations").is_none());
    }
}
