//! What does not stop a publication and is worth a look, and signs that are there twice.

use serde_json::{Value, json};

use crate::check::{check, check_value, findings_of};
use crate::small_market::Source;

#[test]
fn grades_that_have_expired_are_one_warning() {
    let expire = |rows: &mut Value, row: usize| rows[row]["valid_until"] = json!("2026-11-20");
    let file = "levels/f1/grades.json";
    let change = |source: &mut Source| {
        source.change(file, |rows| {
            [1, 3].into_iter().for_each(|row| expire(rows, row))
        });
    };
    check(
        change,
        &[("levels/f1/grades.json /1/valid_until", "expired")],
    );
    // Its last day is a day on which it is in force.
    check_value(file, "/1/valid_until", json!("2026-11-21"), &[]);
}

#[test]
fn numbers_of_persons() {
    let mobile = || json!({"zh": "有事找我 138-1234-5678"});
    check_value(
        "levels/f1/listings.json",
        "/0/description",
        mobile(),
        &[(
            "levels/f1/listings.json /0/description/zh",
            "personal-number",
        )],
    );
    check_value(
        "notices.json",
        "/0/title",
        json!({"zh": "证号110101199003077213"}),
        &[("notices.json /0/title/zh", "personal-number")],
    );
    // A shop's own choice, as long as it is a telephone.
    check_value(
        "levels/f1/listings.json",
        "/0/contact",
        json!({"phone": "138-1234-5678"}),
        &[],
    );
}

#[test]
fn names_that_a_card_cuts() {
    let place = "levels/f1/listings.json";
    check_value(place, "/0/name/zh", json!("店".repeat(28)), &[]);
    let path = format!("{place} /0/name/zh");
    check_value(
        place,
        "/0/name/zh",
        json!("店".repeat(29)),
        &[(&path, "too-wide")],
    );
}

#[test]
fn categories_without_stalls() {
    let add = |source: &mut Source| {
        source.change("categories.json", |rows| {
            let rows = rows.as_array_mut().unwrap();
            rows.push(json!({"id": "tea", "name": {"zh": "茶"}}));
            rows.push(json!({"id": "green", "parent": "tea", "name": {"zh": "绿茶"}}));
            rows.push(json!({"id": "cats", "parent": "toys", "name": {"zh": "猫"}}));
        });
    };
    check(
        add,
        &[
            ("categories.json /4/id", "no-stalls"),
            ("categories.json /6/id", "no-stalls"),
        ],
    );
}

#[test]
fn products_of_another_trade() {
    let file = "levels/f1/listings.json";
    let path = format!("{file} /0/products/0");
    // The first shop deals in bears and bags, the third in bags only.
    check_value(file, "/0/products/0", json!({"zh": "箱包 大号"}), &[]);
    let third = format!("{file} /2/products/0");
    for name in ["熊", "毛绒玩具，红", "熊（大）"] {
        check_value(
            file,
            "/2/products/0",
            json!({"zh": name}),
            &[(&third, "foreign-category")],
        );
    }
    check_value(file, "/2/products/0", json!({"zh": "熊猫包"}), &[]);
    check_value(
        file,
        "/0/products/0",
        json!({"en": "Bags"}),
        &[(&path, "not-translated")],
    );
}

#[test]
fn texts_that_a_language_lacks_are_counted() {
    let findings = findings_of(&Source::good());
    let [finding] = findings.list() else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.problem.path, "/languages/1");
    assert!(finding.problem.found.contains("categories.json 2/4"));
    assert!(finding.problem.found.contains("scales.json 0/6"));
    assert!(!finding.problem.found.contains("products"));
}

#[test]
fn stalls_that_no_walkway_passes() {
    let file = "levels/f2/walkways.json";
    // The walkway no longer comes near the far end of the rows.
    let shorten = |source: &mut Source| {
        source.change(file, |walkways| {
            walkways["nodes"][2]["at"] = json!([520, 550])
        });
    };
    check(shorten, &[("levels/f2/stalls.json /7", "unreached")]);
    let mut source = Source::good();
    shorten(&mut source);
    let findings = findings_of(&source);
    assert_eq!(findings.list()[0].problem.found, "f2-108 (+3)");
    // Where a mistake cuts them off, the mistake is told and no more.
    let islands = [
        ("levels/f2/walkways.json /nodes/1", "island"),
        ("levels/f2/walkways.json /nodes/2", "island"),
    ];
    check_value(file, "/walkways", json!([]), &islands);
}

#[test]
fn two_stalls_with_the_same_sign() {
    let same = |source: &mut Source| {
        source.change("levels/f1/stalls.json", |rows| {
            rows[3]["printed"] = json!("A 7");
            rows[5]["printed"] = json!("A 7");
        });
    };
    check(same, &[("levels/f1/stalls.json /5/printed", "duplicate")]);
}
