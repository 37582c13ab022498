use super::*;
use crate::domain::market::json_text;

/// What is said of a listing, as `field row code limit`.
fn check(listing: &str, expected: &[&str]) {
    let json = json_text::parse(listing, &|text| text.parse().ok()).expect("the test's own JSON");
    let languages = ["zh".to_owned(), "en".to_owned()];
    let advice = advise(&json, &|id| id == "toys", &languages);
    let lines = advice.iter().map(|own| {
        let row = own.row.map_or(String::new(), |row| format!("[{row}]"));
        let sign = if own.is_error { "!" } else { "" };
        let limit = if own.limit > 0 {
            format!(" {}", own.limit)
        } else {
            String::new()
        };
        format!("{}{row} {sign}{}{limit}", own.field, own.code)
    });
    assert_eq!(lines.collect::<Vec<_>>(), expected, "{listing}");
}

const REST: &str = r#""id":"l","stalls":["s"],"categories":["toys"],"description":{"zh":"好"},
    "products":[{"zh":"花"}],"hours":[{"opens":"08:30","closes":"17:30"}],"contact":{"phone":"1"},
    "languages":["zh"]"#;

#[test]
fn what_is_said() {
    let with = |own: &str| ["{", REST, ",", own, "}"].concat();
    check(&with(r#""name":{"zh":"甲","en":"A"}"#), &[]);
    check(&with(r#""name":{"zh":"甲"}"#), &["name/en no-language"]);
    check(
        &with(r#""name":{"en":"A"}"#),
        &["name not-translated", "name/zh no-language"],
    );
    check(
        &with(r#""name":{}"#),
        &[
            "name !missing",
            "name/zh no-language",
            "name/en no-language",
        ],
    );
    let long = "店".repeat(30);
    let wide = [r#""name":{"en":"A","zh":""#, &long, r#""}"#].concat();
    check(&with(&wide), &["name/zh too-wide 28"]);
    let long = "店".repeat(130);
    let too_long = [r#""name":{"en":"A","zh":""#, &long, r#""}"#].concat();
    check(&with(&too_long), &["name/zh !too-long 120"]);
    check(
        &with(r#""name":{"zh":"甲\u202e","en":"A"}"#),
        &["name/zh !control-characters"],
    );
    check(
        &with(r#""name":{"zh":"找王先生13812345678","en":"A"}"#),
        &["name/zh personal-number"],
    );
}

#[test]
fn rows_and_what_is_missed() {
    check(
        r#"{"id":"l","stalls":["s"],"name":{"zh":"甲","en":"A"},"categories":["toys","toyz"],
            "products":[{"zh":"花"},{}],"hours":[{"opens":"late","closes":"17:30"}]}"#,
        &[
            "categories[1] !unknown-reference",
            "products[1] !missing",
            "hours[0] !form",
            "description empty",
            "contact empty",
            "languages empty",
        ],
    );
    // A business telephone may be a mobile one.
    let own = [
        "{",
        &REST.replace(r#""phone":"1""#, r#""phone":"13812345678""#),
        r#","name":{"zh":"甲","en":"A"}}"#,
    ];
    check(&own.concat(), &[]);
}
