use super::*;
use crate::domain::market::json_text;

fn json(text: &str) -> Json {
    json_text::parse(text, &|text| text.parse().ok()).expect("the test's own JSON")
}

pub fn desk() -> Desk {
    let head = Head {
        market: "m".into(),
        listing: "l1".into(),
        stall: "a1-1".into(),
        sequence: 7,
        sha256: "0".repeat(64),
    };
    Desk::new(
        head,
        json(
            r#"{"id":"l1","stalls":["a1-1"],"name":{"zh":"甲","en":"A"},"categories":["toys"],
                "products":[{"zh":"花"}],"contact":{"phone":"1"}}"#,
        ),
    )
}

fn fields(desk: &Desk) -> Vec<String> {
    desk.changes().into_iter().map(|own| own.field).collect()
}

fn text(words: &str) -> Json {
    Json::Text(words.to_owned())
}

#[test]
fn a_change_is_what_says_something_else() {
    let mut desk = desk();
    desk.set("name/zh", text(" 甲 ")).expect("own");
    assert_eq!(fields(&desk), [""; 0]);
    desk.set("name/zh", text("乙")).expect("own");
    desk.set("brands", json(r#"["Dalbex"]"#)).expect("own");
    assert_eq!(fields(&desk), ["name/zh", "brands"]);
    let change = desk.changes().remove(0);
    assert_eq!((change.old, change.new), (text("甲"), text("乙")));
    assert_eq!(desk.value("name/zh"), text("乙"));
    assert_eq!(desk.published("name/zh"), text("甲"));
    desk.set("name/zh", text("甲")).expect("own");
    assert_eq!(fields(&desk), ["brands"]);
    // Taking away is a change, taking away nothing is none.
    desk.set("contact/phone", Json::Null).expect("own");
    desk.set("description/en", text("  ")).expect("own");
    assert_eq!(fields(&desk), ["brands", "contact/phone"]);
}

#[test]
fn what_is_not_the_owners_stays() {
    let mut desk = desk();
    for field in ["grades", "plaques", "stalls", "id", "__proto__", "name"] {
        assert!(desk.set(field, text("x")).is_err(), "{field}");
    }
    assert_eq!(desk.listing(), desk.published);
    assert_eq!(desk.step_back(), None);
}

#[test]
fn steps_go_back_one_by_one() {
    let mut desk = desk();
    for words in ["乙", "乙店"] {
        desk.set("name/zh", text(words)).expect("own");
    }
    desk.set("name/en", text("B")).expect("own");
    desk.set("name/zh", text("丙店")).expect("own");
    desk.undo("name/en");
    assert_eq!(fields(&desk), ["name/zh"]);
    let mut back = Vec::new();
    while let Some(field) = desk.step_back() {
        back.push((field, desk.value("name/zh"), desk.value("name/en")));
    }
    let row = |field: &str, zh: &str, en: &str| (field.to_owned(), text(zh), text(en));
    assert_eq!(
        back,
        [
            row("name/en", "丙店", "B"),
            row("name/zh", "乙店", "B"),
            row("name/en", "乙店", "A"),
            // What was typed in a row is one step.
            row("name/zh", "甲", "A"),
        ]
    );
    assert_eq!(desk.listing(), desk.published);
}

#[test]
fn the_file_is_a_draft() {
    let mut desk = desk();
    desk.set("name/en", text("B ")).expect("own");
    desk.set("products", Json::List(Vec::new())).expect("own");
    let expected = [
        r#"{"draft":1,"market":"m","listing":"l1","stall":"a1-1","base":{"sequence":7,"sha256":""#,
        &"0".repeat(64),
        r#""},"changes":[{"field":"name/en","old":"A","new":"B"},
            {"field":"products","old":[{"zh":"花"}],"new":null}]}"#,
    ];
    assert_eq!(desk.file(), json(&expected.concat()));
    let draft = super::super::Draft::read(desk.file()).expect("a draft");
    assert_eq!(draft.changes.len(), 2);
    assert_eq!(draft.renamed("en", "A · Other"), Some("B · Other".into()));
    assert_eq!(draft.renamed("en", ""), Some("B".into()));
    assert_eq!(draft.renamed("zh", "甲"), None);
}
