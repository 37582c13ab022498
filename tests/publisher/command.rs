//! The program as it is called: what it prints and how it ends.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::folder::{Folder, files_in};
use crate::small_market::Source;

/// Runs the program; (exit code, standard output, standard error).
pub fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_stallmap"))
        .args(arguments)
        .current_dir(folder)
        .env(
            "STALLMAP_CACHE",
            std::env::temp_dir().join("stallmap-test-cache"),
        )
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn check_ends_with_1_on_errors_only() {
    let folder = Folder::new();
    let check = |source: &Source, expected_code: i32, expected: &str| {
        source.write(&folder.join("source"));
        let (code, out, _) = run(&["check", "source"], folder.path());
        assert_eq!(code, expected_code, "{out}");
        assert!(out.ends_with(expected), "{out}");
    };
    let mut source = Source::good();
    // In one language, so that no translation is missing.
    source.change("market.json", |market| market["languages"] = json!(["zh"]));
    check(&source, 0, "0 errors, 0 warnings\n");
    source.change("categories.json", |rows| rows[0]["colour"] = json!("red"));
    check(&source, 0, "0 errors, 1 warning\n");
    source.change("categories.json", |rows| rows[0]["parent"] = json!("plus"));
    check(&source, 1, "1 error, 1 warning\n");
}

#[test]
fn check_speaks_json() {
    let folder = Folder::new();
    let mut source = Source::good();
    source.change("market.json", |market| market["languages"] = json!(["zh"]));
    source.change("links.json", |rows| rows[0]["since"] = json!("1985"));
    source.write(folder.path());
    let (code, out, _) = run(&["check", ".", "--format", "json"], folder.path());
    assert_eq!(code, 1);
    let mut report: Value = serde_json::from_str(&out).unwrap();
    let network = report.as_object_mut().unwrap().remove("network").unwrap();
    assert_eq!(network["stalls"]["all"], 65);
    assert_eq!(
        network["kiosks"],
        json!({"all": 1, "on_foot": 1, "step_free": 1})
    );
    let expected = json!({"errors": 1, "warnings": 0, "problems": [{
        "severity": "error", "code": "form", "file": "links.json", "path": "/0/since", "line": 2,
        "found": "1985", "expected": "a day such as 2026-11-21",
        "mend": "Write it in the expected form."}]});
    assert_eq!(report, expected);
}

#[test]
fn build_publishes_or_says_why_not() {
    let folder = Folder::new();
    let mut source = Source::good();
    source.write(&folder.join("source"));
    let (code, out, _) = run(&["build", "source", "out"], folder.path());
    assert_eq!(code, 0);
    assert!(out.starts_with("out: 65 stalls, "), "{out}");
    let before = files_in(&folder.join("out"));

    source.change("links.json", |rows| rows[0]["member"] = json!("f1-191"));
    source.write(&folder.join("source"));
    let (code, _, errors) = run(&["build", "source", "out"], folder.path());
    assert_eq!(code, 1);
    assert!(
        errors.contains("unknown-reference at /0/member (line 2)"),
        "{errors}"
    );
    assert!(errors.contains("Nothing was published."), "{errors}");
    assert_eq!(files_in(&folder.join("out")), before);
}

#[test]
fn route_answers_or_says_why_not() {
    let folder = Folder::new();
    let mut source = Source::good();
    source.remove("notices.json");
    source.write(&folder.join("source"));
    run(&["build", "source", "out"], folder.path());
    let ends = ["route", "out", "--from", "k1", "--to", "g1-1"];
    let (code, out, errors) = run(&ends, folder.path());
    assert_eq!(code, 0, "{errors}");
    assert!(out.starts_with("k1 → g1-1: "), "{out}");
    let options = ["--step-free", "--format", "json", "--lang", "zh"];
    let (code, out, _) = run(&[&ends[..], &options].concat(), folder.path());
    assert_eq!(code, 1);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["found"], false);
    assert_eq!(report["blocked"]["reason"], "connector");
    assert_eq!(report["blocked"]["connectors"], json!(["way-1"]));
    assert!(report["routes"][0].get("to").is_none());
}

#[test]
fn what_cannot_be_done_is_said_in_one_sentence() {
    let folder = Folder::new();
    std::fs::write(folder.join("file"), "x").unwrap();
    Source::good().write(&folder.join("source"));
    let check = |arguments: &[&str], expected: &str| {
        let (code, out, errors) = run(arguments, folder.path());
        assert_eq!((code, &*out), (1, ""), "{arguments:?}");
        assert!(errors.contains(expected), "{arguments:?}: {errors}");
        assert!(!errors.contains("panicked"), "{errors}");
    };
    check(&["check", "nowhere"], "nowhere: there is no such folder");
    check(
        &["build", "nowhere", "out"],
        "nowhere: there is no such folder",
    );
    check(&["build", "source", "file"], "file");
    check(&["build", "source", "source"], "holds no publication");
    check(&["serve", "nowhere", "--port", "0"], "nowhere: ");
    check(
        &["route", "nowhere", "--from", "k1", "--to", "f1-101"],
        "nowhere/publication.json: ",
    );
    check(&["sample", "small", "--stalls", "1"], "at least");
    check(&["schema", "file"], "file: ");
}

#[test]
fn the_same_seed_gives_the_same_market() {
    let folder = Folder::new();
    let sample = |name: &str, seed: &str| {
        let sizes = ["--stalls", "2000", "--products", "4000", "--seed", seed];
        let arguments = [&["sample", name][..], &sizes].concat();
        let (code, _, errors) = run(&arguments, folder.path());
        assert_eq!(code, 0, "{errors}");
        files_in(&folder.join(name))
    };
    let first = sample("a", "5");
    assert!(first == sample("b", "5"));
    assert!(first != sample("c", "6"));
}

#[test]
fn check_speaks_sarif() {
    let folder = Folder::new();
    let mut source = Source::good();
    source.change("market.json", |market| market["languages"] = json!(["zh"]));
    source.change("links.json", |rows| rows[0]["since"] = json!("1985"));
    source.change("categories.json", |rows| rows[0]["colour"] = json!("red"));
    source.write(folder.path());
    let (code, out, _) = run(&["check", ".", "--format", "sarif"], folder.path());
    assert_eq!(code, 1);
    let log: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let rows = log["runs"][0]["results"].as_array().unwrap().iter();
    let rows = rows.map(|row| {
        let place = &row["locations"][0]["physicalLocation"];
        let file = &place["artifactLocation"]["uri"];
        (
            &row["ruleId"],
            &row["level"],
            file,
            &place["region"]["startLine"],
        )
    });
    let two = json!(2);
    let [form, unknown] = [("form", "error"), ("unknown-field", "warning")]
        .map(|(code, level)| (json!(code), json!(level)));
    let [links, categories] = ["links.json", "categories.json"].map(|own| json!(own));
    let expected = [
        (&unknown.0, &unknown.1, &categories, &two),
        (&form.0, &form.1, &links, &two),
    ];
    assert_eq!(rows.collect::<Vec<_>>(), expected, "{out}");
    let (_, chinese, _) = run(
        &["check", ".", "--format", "sarif", "--lang", "zh"],
        folder.path(),
    );
    assert!(
        chinese.contains("应为：") && chinese.contains("\"form\""),
        "{chinese}"
    );
}

#[test]
fn verify_and_diff_speak_chinese() {
    let folder = Folder::new();
    Source::good().write(&folder.join("source"));
    let (code, ..) = run(&["build", "source", "out"], folder.path());
    assert_eq!(code, 0);
    let (code, out, _) = run(&["verify", "out", "--lang", "zh"], folder.path());
    assert_eq!(code, 0);
    assert!(out.starts_with("out：序号 7，"), "{out}");
    let (code, out, _) = run(&["diff", "out", "out", "--lang", "zh"], folder.path());
    assert_eq!(code, 0);
    assert!(out.contains("对访客没有任何变化。"), "{out}");
    let (code, _, error) = run(&["diff", "out", "nowhere", "--lang", "zh"], folder.path());
    assert_eq!(code, 1);
    assert!(error.contains("改法："), "{error}");
    std::fs::write(folder.join("out/publication.json"), "{}").unwrap();
    let (code, _, error) = run(&["verify", "out", "--lang", "zh"], folder.path());
    assert_eq!(code, 1);
    assert!(error.contains("这个发布不能使用。"), "{error}");
}
