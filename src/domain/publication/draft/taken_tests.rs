use super::super::desk::Head;
use super::*;
use crate::domain::market::json_text;

fn json(text: &str) -> Json {
    json_text::parse(text, &|text| text.parse().ok()).expect("the test's own JSON")
}

fn desk() -> Desk {
    let head = Head {
        market: "m".into(),
        listing: "l1".into(),
        stall: "a1-1".into(),
        sequence: 7,
        sha256: "0".repeat(64),
    };
    let listing = r#"{"id":"l1","stalls":["a1-1"],"name":{"zh":"甲"},"categories":["toys"]}"#;
    Desk::new(head, json(listing))
}

fn draft(changes: &str) -> String {
    let head = r#"{"draft":1,"market":"m","listing":"l1","stall":"a1-1","base":{"sequence":7,"sha256":"0"},"changes":"#;
    [head, changes, "}"].concat()
}

#[test]
fn each_field_is_judged_by_itself() {
    let mut desk = desk();
    let changes = r#"[
        {"field":"name/zh","old":"甲","new":"乙"},
        {"field":"name/en","old":"Other","new":"B"},
        {"field":"brands","old":[],"new":[]},
        {"field":"grades","new":[]},
        {"field":"name/zh","old":"甲","new":"丙"},
        {"field":"categories","old":["toys"],"new":"toys"},
        {"field":"hours","new":[{"opens":8}]},
        {"field":"products","new":[{"zh":{}}]},
        {"field":7},
        5]"#;
    let outcomes = take(&mut desk, json(&draft(changes))).expect("for this desk");
    let row = |field: &str, outcome| (field.to_owned(), outcome);
    assert_eq!(
        outcomes,
        [
            row("name/zh", Outcome::Applied),
            row("name/en", Outcome::Conflict),
            row("brands", Outcome::Same),
            row("grades", Outcome::Rejected("not-yours-grade")),
            row("name/zh", Outcome::Rejected("duplicate")),
            row("categories", Outcome::Rejected("wrong-type")),
            row("hours", Outcome::Rejected("wrong-type")),
            row("products", Outcome::Rejected("wrong-type")),
            row("", Outcome::Rejected("wrong-type")),
            row("", Outcome::Rejected("wrong-type")),
        ]
    );
    let fields: Vec<String> = desk.changes().into_iter().map(|own| own.field).collect();
    assert_eq!(fields, ["name/zh", "name/en"]);
}

#[test]
fn what_was_written_comes_back() {
    let mut one = desk();
    take(
        &mut one,
        json(&draft(
            r#"[{"field":"name/en","new":"B"},{"field":"contact/phone","new":"0579-1"},
            {"field":"hours","new":[{"days":["mon"],"opens":"08:00","closes":"17:00"}]},
            {"field":"products","new":[{"zh":"花","en":"Flowers"}]}]"#,
        )),
    )
    .expect("for this desk");
    let mut other = desk();
    let outcomes = take(&mut other, one.file()).expect("its own file");
    assert!(outcomes.iter().all(|(_, own)| *own == Outcome::Applied));
    assert_eq!(other.file(), one.file());
    assert_eq!(other.listing(), one.listing());
}

#[test]
fn drafts_that_are_refused_leave_the_desk_as_it_was() {
    let check = |text: &str, expected: &str| {
        let mut desk = desk();
        let before = desk.listing();
        let refused = take(&mut desk, json(text)).expect_err(text);
        assert_eq!(refused.code(), expected, "{text}");
        assert_eq!(desk.listing(), before, "{text}");
    };
    check("[]", "no-draft");
    check("null", "no-draft");
    check(r#"{"draft":"1"}"#, "no-draft");
    let good = draft("[]");
    check(
        &good.replace(r#""draft":1"#, r#""draft":2"#),
        "draft-version",
    );
    check(
        &good.replace(r#""draft":1"#, r#""draft":0"#),
        "draft-version",
    );
    check(&good.replace(r#""m""#, r#""n""#), "other-market");
    check(&good.replace("a1-1", "a1-2"), "other-stall");
    check(&good.replace("l1", "l2"), "other-stall");
    check(&good.replace(":7,", ":8,"), "newer-base");
    check(&good.replace(":7,", ":-7,"), "no-draft");
    check(&good.replace(r#","changes":[]"#, ""), "no-draft");
    let many = vec![r#"{"field":"brands","new":null}"#; MOST_CHANGES + 1].join(",");
    check(&draft(&["[", &many, "]"].concat()), "too-large");
}

/// A small generator with a seed, so that a failure can be had again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn value(&mut self, depth: u32) -> Json {
        let texts = [
            "",
            "x",
            "\u{202e}",
            "__proto__",
            "<script>",
            "08:30",
            "zh",
            "toys",
            "甲",
        ];
        match self.below(if depth > 3 { 5 } else { 8 }) {
            0 => Json::Null,
            1 => Json::Whole(i64::try_from(self.below(9)).unwrap_or(0) - 4),
            2 => Json::Bool(true),
            3 => Json::Text("長".repeat(usize::try_from(self.below(5000)).unwrap_or(0))),
            4 => Json::Text(texts[usize::try_from(self.below(9)).unwrap_or(0)].to_owned()),
            5 => Json::Wholes(vec![1, 2]),
            6 => (0..self.below(4))
                .map(|_| self.value(depth + 1))
                .collect::<Vec<_>>()
                .into_list(),
            _ => {
                let names = ["zh", "en", "phone", "opens", "days", "field", "no tag", ""];
                let names = (0..self.below(4))
                    .map(|_| names[usize::try_from(self.below(8)).unwrap_or(0)])
                    .collect::<Vec<_>>();
                Json::Object(
                    names
                        .into_iter()
                        .map(|own| (own.to_owned(), self.value(depth + 1)))
                        .collect(),
                )
            }
        }
    }
}

trait IntoList {
    fn into_list(self) -> Json;
}

impl IntoList for Vec<Json> {
    fn into_list(self) -> Json {
        Json::List(self)
    }
}

#[test]
fn hostile_drafts_never_do_harm() {
    let fields = [
        "name/zh",
        "name/en",
        "name/../../x",
        "description/zh",
        "categories",
        "products",
        "brands",
        "standards",
        "languages",
        "hours",
        "contact/phone",
        "contact/person",
        "grades",
        "stalls",
        "",
        "/",
    ];
    for seed in 0..3_000 {
        let mut chance = Chance(seed);
        let mut desk = desk();
        let rows = (0..chance.below(6)).map(|_| {
            let field = fields[usize::try_from(chance.below(16)).unwrap_or(0)];
            let entries = [
                ("field", Json::Text(field.to_owned())),
                ("old", chance.value(0)),
                ("new", chance.value(0)),
            ];
            Json::Object(entries.map(|(name, own)| (name.to_owned(), own)).to_vec())
        });
        let rows: Vec<Json> = rows.collect();
        let mut whole = json(&draft("[]"));
        if let Json::Object(entries) = &mut whole {
            entries.pop();
            entries.push(("changes".to_owned(), Json::List(rows)));
            if chance.below(4) == 0 {
                let place = usize::try_from(chance.below(5)).unwrap_or(0);
                entries[place].1 = chance.value(0);
            }
        }
        let before = desk.listing();
        match take(&mut desk, whole) {
            Err(_) => assert_eq!(desk.listing(), before, "{seed}"),
            Ok(_) => {
                // Whatever came in: the record is one that the reader of listings takes.
                let mut at = Checker::new("");
                RawListing::from_json(desk.listing(), &mut at);
                let problems = at.finish();
                assert!(problems.is_empty(), "{seed}: {:?}", problems.list());
                for field in ["id", "stalls"] {
                    assert_eq!(
                        super::super::value_at(&desk.listing(), field),
                        super::super::value_at(&before, field)
                    );
                }
                let known = |id: &str| id == "toys";
                super::super::advice::advise(&desk.listing(), &known, &["zh".to_owned()]);
                let mut again = self::desk();
                assert!(take(&mut again, desk.file()).is_ok(), "{seed}");
                assert_eq!(again.listing(), desk.listing(), "{seed}");
            }
        }
    }
}
