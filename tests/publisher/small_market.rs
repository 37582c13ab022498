//! A market of two levels in one building and one level in another, as files of JSON values that
//! a test changes before it writes them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

/// Source files by path.
#[derive(Clone)]
pub struct Source {
    files: BTreeMap<String, Content>,
}

#[derive(Clone)]
enum Content {
    Json(Value),
    Text(Vec<u8>),
}

impl Source {
    /// A market without a mistake.
    pub fn good() -> Source {
        let mut source = Source {
            files: BTreeMap::new(),
        };
        source.put("market.json", market());
        source.put("buildings.json", buildings());
        source.put("categories.json", categories());
        source.put("scales.json", scales());
        source.put(
            "honours.json",
            json!([{"id": "day-2026", "kind": "honesty_day_trader", "name": {"zh": "诚信商户"},
                "issuer": {"zh": "市场"}, "year": 2026, "stalls": ["f1-103", "g1-1"]}]),
        );
        source.put(
            "links.json",
            json!([{"member": "f1-101", "stalls": ["f1-102", "f1-103"], "since": "1985-07-01"}]),
        );
        source.put(
            "branches.json",
            json!([{"id": "b1", "name": {"zh": "第一支部"}, "place": "f1-desk"}]),
        );
        source.put(
            "notices.json",
            json!([{"id": "n1", "kind": "notice", "title": {"zh": "开市"}, "issuer": {"zh": "市场"},
                "published": "2026-11-01", "valid_from": "2026-11-01", "valid_until": "2026-12-01",
                "closes": ["lift-1"]}]),
        );
        source.put(
            "index.json",
            json!({"name": {"zh": "信用指数"}, "issuer": {"zh": "市场"},
                "lights": [{"name": {"zh": "绿"}, "color": "#00aa00", "from_hundredths": 10000}],
                "series": [{"date": "2026-10-01", "value_hundredths": 13105},
                    {"date": "2026-11-01", "value_hundredths": 13110}]}),
        );
        source.put(
            "connectors.json",
            json!([
                {"id": "lift-1", "kind": "lift", "step_free": true, "ride_secs": 30,
                    "stops": [{"level": "f1", "node": "n0"}, {"level": "f2", "node": "n0"}]},
                {"id": "way-1", "kind": "outdoor", "ride_secs": 60,
                    "stops": [{"level": "f1", "node": "n1"}, {"level": "g1", "node": "n0"}]},
            ]),
        );
        source.put_level("f1", 40);
        source.put_level("f2", 20);
        source.put_level("g1", 5);
        source.put("levels/g1/stalls.json", ids_of_their_own());
        source.put(
            "levels/f1/grades.json",
            json!([
                {"stall": "f1-101", "scale": "stars", "level": "5", "issued": "2020-01-01"},
                {"stall": "f1-101", "scale": "letters", "level": "A", "issued": "2026-01-01",
                    "valid_until": "2027-01-01"},
                {"stall": "f1-102", "scale": "stars", "level": "5", "issued": "2020-01-01"},
                {"stall": "f1-104", "scale": "letters", "level": "A", "issued": "2026-02-01",
                    "valid_until": "2027-01-01"},
            ]),
        );
        source.put(
            "levels/f1/plaques.json",
            json!([
                {"stall": "f1-101", "kind": "party_member", "since": "2021-07-01"},
                {"stall": "f1-101", "kind": "demonstration_post", "since": "2024-07-01"},
                {"stall": "f1-105", "kind": "party_member", "since": "2019-07-01",
                    "until": "2025-07-01"},
            ]),
        );
        source.put(
            "levels/f1/grids.json",
            json!([{"id": "grid-1", "name": {"zh": "一号网格"}, "branch": "b1",
                "outlines": [[[0, 0], [200, 0], [200, 200], [0, 200]]]}]),
        );
        source.put(
            "levels/f1/places.json",
            json!([{"id": "f1-desk", "kind": "service_desk", "at": [10, 590]}]),
        );
        source.put(
            "levels/f1/kiosks.json",
            json!([{"id": "k1", "name": {"zh": "东门"}, "at": [500, 590], "facing_deg": 90.0}]),
        );
        // A shop that holds stalls on two levels.
        source.change("levels/f2/listings.json", |rows| {
            rows[0]["stalls"] = json!(["f2-101", "f1-140"]);
        });
        source
    }

    pub fn put(&mut self, file: &str, value: Value) {
        self.files.insert(file.to_owned(), Content::Json(value));
    }

    pub fn put_text(&mut self, file: &str, text: impl Into<Vec<u8>>) {
        self.files
            .insert(file.to_owned(), Content::Text(text.into()));
    }

    pub fn remove(&mut self, file: &str) {
        self.files.remove(file).unwrap();
    }

    pub fn change(&mut self, file: &str, change: impl FnOnce(&mut Value)) {
        match self.files.get_mut(file) {
            Some(Content::Json(value)) => change(value),
            _ => panic!("{file}"),
        }
    }

    pub fn value(&self, file: &str) -> &Value {
        match self.files.get(file) {
            Some(Content::Json(value)) => value,
            _ => panic!("{file}"),
        }
    }

    /// Writes the folder: lists with one row a line, as clerks and programs write them.
    pub fn write(&self, folder: &Path) {
        for (file, content) in &self.files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let text = match content {
                Content::Text(text) => text.clone(),
                Content::Json(Value::Array(rows)) => {
                    let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
                    format!("[\n{}\n]\n", rows.join(",\n")).into_bytes()
                }
                Content::Json(value) => value.to_string().into_bytes(),
            };
            std::fs::write(path, text).unwrap();
        }
    }

    fn put_level(&mut self, level: &str, count: i32) {
        let stalls: Vec<Value> = (0..count)
            .map(|index| {
                let (x, y) = (index % 10 * 100, index / 10 * 100);
                json!({"number": (101 + index).to_string(),
                    "outline": [[x, y], [x + 90, y], [x + 90, y + 80], [x, y + 80]]})
            })
            .collect();
        self.put(&format!("levels/{level}/stalls.json"), Value::Array(stalls));
        // Every fifth stall is not let.
        let listings: Vec<Value> = (0..count)
            .filter(|index| index % 5 != 4)
            .map(|index| {
                let stall = match level {
                    "g1" => format!("g1-{}", index + 1),
                    _ => format!("{level}-{}", 101 + index),
                };
                let category = ["bears", "plush", "bags"][usize::try_from(index).unwrap() % 3];
                let mut name = json!({"zh": format!("店{level}{index}")});
                if index % 2 == 0 {
                    name["en"] = json!(format!("Shop {level} {index}"));
                }
                json!({"id": format!("l-{level}-{index}"), "stalls": [stall], "name": name,
                    "categories": [category, "bags"],
                    "products": [{"zh": "小挂件", "en": "Bear"}]})
            })
            .map(|mut listing| {
                if listing["categories"][0] == "bags" {
                    listing["categories"] = json!(["bags"]);
                }
                listing
            })
            .collect();
        self.put(
            &format!("levels/{level}/listings.json"),
            Value::Array(listings),
        );
        self.put(
            &format!("levels/{level}/walkways.json"),
            json!({"nodes": [{"id": "n0", "at": [100, 550]}, {"id": "n1", "at": [500, 550]},
                    {"id": "n2", "at": [700, 450]}],
                "walkways": [{"from": "n0", "to": "n1", "width_dm": 30},
                    {"from": "n1", "to": "n2", "width_dm": 30}]}),
        );
    }
}

fn market() -> Value {
    json!({
        "id": "small", "name": {"zh": "小市场", "en": "Small market"}, "issuer": {"zh": "市场"},
        "languages": ["zh", "en"], "time_zone": "Asia/Shanghai", "sequence": 7,
        "published": "2026-11-21T00:00:00Z", "expires": "2027-11-21T00:00:00Z",
        "plaque_kinds": [{"kind": "party_member", "name": {"zh": "党员经营户"},
            "issuer": {"zh": "市场"}, "meaning": {"zh": "有困难找党员"}}],
    })
}

fn buildings() -> Value {
    let floor = json!([[0, 0], [1000, 0], [1000, 600], [0, 600]]);
    let level = |id: &str, ordinal: i32| {
        json!({"id": id, "ordinal": ordinal, "name": {"zh": id}, "short_name": "1F",
            "stall_prefix": format!("{id}-"), "outline": floor, "trades": ["toys"]})
    };
    json!([
        {"id": "f", "name": {"zh": "F区"}, "short_name": "F", "outline": floor,
            "levels": [level("f1", 0), level("f2", 1)]},
        {"id": "g", "name": {"zh": "G区"}, "short_name": "G", "outline": floor,
            "anchor": [2000, 0], "levels": [level("g1", 0)]},
    ])
}

fn categories() -> Value {
    json!([
        {"id": "bears", "parent": "plush", "name": {"zh": "熊"}},
        {"id": "bags", "name": {"zh": "箱包", "en": "Bags"}, "synonyms": {"en": ["luggage"]}},
        {"id": "toys", "name": {"zh": "玩具", "en": "Toys"}},
        {"id": "plush", "parent": "toys", "name": {"zh": "毛绒玩具"}},
    ])
}

fn scales() -> Value {
    let level = |code: &str| {
        json!({"code": code, "name": {"zh": "优"}, "meaning": {"zh": "优"}, "color": "#1a7f37",
            "shape": "circle"})
    };
    let scale = |id: &str, code: &str| json!({"id": id, "name": {"zh": "等级"}, "issuer": {"zh": "市场"}, "levels": [level(code)]});
    json!([scale("letters", "A"), scale("stars", "5")])
}

/// Stalls with ids, printed forms and outlines that are not the usual ones.
fn ids_of_their_own() -> Value {
    let stalls = (0..5).map(|index| {
        let x = index * 100;
        let mut stall = json!({"id": format!("g1-{}", index + 1), "number": format!("{}", 9 - index),
            "outline": [[x, 0], [x + 90, 0], [x + 90, 80], [x, 80]]});
        if index == 2 {
            stall["printed"] = json!("G一层7号");
            stall["outline"] = json!([[x, 0], [x + 90, 0], [x, 80]]);
        }
        stall
    });
    Value::Array(stalls.collect())
}
