//! From the values of a row to records of the source folder.

use serde_json::{Map, Value, json};

use super::{Builder, Fields};
use crate::publisher::import::sheet::tables::Kind;
use crate::publisher::refusal::Refusal;
use crate::publisher::source::layout;

impl Builder {
    /// Puts one row of a table into the files it belongs to.
    pub(super) fn put_row(&mut self, kind: Kind, mut fields: Fields, row: u32) {
        match kind {
            Kind::Market => self.put_market(fields, row),
            Kind::Levels => self.put_level(fields, row),
            Kind::Categories => {
                let id = take_text(&mut fields, "id");
                self.categories.put_id(&id);
                for field in ["name", "synonyms"] {
                    let labels = fields.get(field).and_then(Value::as_object);
                    for name in labels.into_iter().flat_map(Map::values) {
                        let words = name
                            .as_array()
                            .map_or(std::slice::from_ref(name), |own| own);
                        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
                        words.iter().for_each(|word| self.categories.put(&id, word));
                    }
                }
                let mut record = record(fields, "");
                record.insert("id".to_owned(), json!(id));
                self.staging
                    .push(layout::CATEGORIES, &Value::Object(record));
            }
            Kind::Scales => self.put_scale(fields),
            Kind::Stalls => self.put_stall(fields, row),
            Kind::Shops => {
                let stalls = fields.get("shop.stalls").and_then(Value::as_array);
                let main = stalls.and_then(|own| own.first()).and_then(Value::as_str);
                let main = main.unwrap_or_default().to_owned();
                match self.level_of(&main) {
                    Some(level) => self.put_shop(&level, &main, record(fields, "shop.")),
                    None => self.tell(
                        Refusal::at(
                            format!("{}, sheet {}, row {row}", self.file, self.sheet),
                            "unknown-reference",
                        )
                        .found(main)
                        .expected("a stall's id: its level's id, a dash, its number")
                        .mend("Write for example a1-10001, the main stall first."),
                    ),
                }
            }
            Kind::Places | Kind::Kiosks => {
                let level = take_text(&mut fields, "level");
                let at = json!([fields.remove("x"), fields.remove("y")]);
                let mut record = record(fields, "");
                record.insert("at".to_owned(), at);
                let file = match kind {
                    Kind::Places => layout::PLACES,
                    _ => layout::KIOSKS,
                };
                let file = layout::of_level(&level, file);
                self.staging.push(&file, &Value::Object(record));
            }
        }
    }

    fn put_market(&mut self, mut fields: Fields, row: u32) {
        let degrees = |fields: &Fields, field: &str| fields.get(field).and_then(Value::as_f64);
        let latitude = degrees(&fields, "origin.latitude");
        let longitude = degrees(&fields, "origin.longitude");
        if let (Some(latitude), Some(longitude)) = (latitude, longitude) {
            // No place on earth; or one in the north-west of Novaya Zemlya, where no market is.
            let is_off = latitude.abs() > 90.0 || longitude.abs() > 180.0;
            let is_swapped = (73.0..136.0).contains(&latitude) && (3.0..54.0).contains(&longitude);
            if is_off || is_swapped {
                let place = format!("{}, sheet {}, row {row}", self.file, self.sheet);
                self.tell(
                    Refusal::at(place, "coordinate-order")
                        .found(format!("latitude {latitude}, longitude {longitude}"))
                        .expected("latitude from -90 to 90, longitude from -180 to 180")
                        .mend("Exchange the two: in China the latitude is the smaller number."),
                );
            }
        }
        if let Some(first) = fields.get("languages").and_then(|own| own.get(0)?.as_str()) {
            first.clone_into(&mut self.home);
        }
        fields.entry("time_zone").or_insert(json!("Asia/Shanghai"));
        self.market = Some(Value::Object(record(fields, "")));
    }

    fn put_level(&mut self, mut fields: Fields, row: u32) {
        let (width, depth) = (fields.remove("width"), fields.remove("depth"));
        if !fields.contains_key("level.outline") {
            match outline(
                Some(&json!(0)),
                Some(&json!(0)),
                width.as_ref(),
                depth.as_ref(),
            ) {
                Some(ring) => drop(fields.insert("level.outline", ring)),
                None => return self.tell(self.no_ground(row)),
            }
        }
        let anchor = json!([
            fields.remove("building.x").unwrap_or(json!(0)),
            fields.remove("building.y").unwrap_or(json!(0))
        ]);
        let level = record_of(&fields, "level.");
        let mut building = record_of(&fields, "building.");
        if let Some(id) = level.get("id").and_then(Value::as_str) {
            self.levels.put_id(id);
            for name in level
                .get("name")
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(Map::values)
            {
                self.levels.put(id, name.as_str().unwrap_or_default());
            }
            let short = level.get("short_name").and_then(Value::as_str);
            self.levels.put(id, short.unwrap_or_default());
        }
        let known = self
            .buildings
            .iter_mut()
            .find(|own| own.get("id") == building.get("id"));
        if let Some(levels) = known.and_then(|own| own.get_mut("levels")?.as_array_mut()) {
            levels.push(Value::Object(level));
            return;
        }
        building.insert("anchor".to_owned(), anchor);
        let floor = level.get("outline").cloned().unwrap_or_default();
        building.insert("outline".to_owned(), floor);
        building.insert("levels".to_owned(), json!([level]));
        self.buildings.push(building);
    }

    fn put_scale(&mut self, fields: Fields) {
        let mut scale = record_of(&fields, "scale.");
        let level = record(fields, "");
        let known = self
            .scales
            .iter_mut()
            .find(|own| own.get("id") == scale.get("id"));
        if let Some(levels) = known.and_then(|own| own.get_mut("levels")?.as_array_mut()) {
            levels.push(Value::Object(level));
            return;
        }
        scale.insert("levels".to_owned(), json!([level]));
        self.scales.push(scale);
    }

    fn put_stall(&mut self, mut fields: Fields, row: u32) {
        let level = take_text(&mut fields, "level");
        let number = fields
            .get("stall.number")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let own_id = fields.get("stall.id").and_then(Value::as_str);
        let id = own_id.map_or_else(|| format!("{level}-{number}"), str::to_owned);
        if !fields.contains_key("stall.outline") {
            let value = |field: &str| fields.get(field);
            match outline(value("x"), value("y"), value("width"), value("depth")) {
                Some(ring) => drop(fields.insert("stall.outline", ring)),
                None => return self.tell(self.no_ground(row)),
            }
        }
        let stall = Value::Object(record_of(&fields, "stall."));
        self.staging
            .push(&layout::of_level(&level, layout::STALLS), &stall);
        for (field, since, kind) in [
            ("member", "member_since", "party_member"),
            ("post", "post_since", "demonstration_post"),
        ] {
            if fields.get(field) == Some(&Value::Bool(true)) {
                let mut plaque = json!({"stall": id, "kind": kind});
                if let Some(since) = fields.get(since) {
                    plaque["since"] = since.clone();
                }
                self.staging
                    .push(&layout::of_level(&level, layout::PLAQUES), &plaque);
            }
        }
        let mut grade = record_of(&fields, "grade.");
        if grade.contains_key("level") {
            grade.insert("stall".to_owned(), json!(id));
            let scale = self.scales.first().and_then(|own| own.get("id").cloned());
            if let Some(scale) = scale.or_else(|| self.main_scale.clone()) {
                grade.entry("scale").or_insert(scale);
            }
            let file = layout::of_level(&level, layout::GRADES);
            self.staging.push(&file, &Value::Object(grade));
        }
        let shop = record_of(&fields, "shop.");
        // A stall that is not let has a row, but no shop.
        if shop.contains_key("name") {
            self.put_shop(&level, &id, shop);
        }
    }

    fn put_shop(&mut self, level: &str, stall: &str, mut shop: Map<String, Value>) {
        shop.entry("id")
            .or_insert_with(|| json!(format!("{stall}-shop")));
        shop.entry("stalls").or_insert_with(|| json!([stall]));
        // One text for each product, by language.
        if let Some(Value::Object(products)) = shop.remove("products") {
            let mut all: Vec<Map<String, Value>> = Vec::new();
            for (language, names) in products {
                for (place, name) in names.as_array().into_iter().flatten().enumerate() {
                    if all.len() == place {
                        all.push(Map::new());
                    }
                    if let Some(product) = all.get_mut(place) {
                        product.insert(language.clone(), name.clone());
                    }
                }
            }
            shop.insert("products".to_owned(), json!(all));
        }
        let file = layout::of_level(level, layout::LISTINGS);
        self.staging.push(&file, &Value::Object(shop));
    }

    /// The level whose id a stall's id begins with; the longest when there are several.
    fn level_of(&self, stall: &str) -> Option<String> {
        let mut best: Option<&str> = None;
        for (cut, _) in stall.match_indices('-') {
            let head = stall.get(..cut)?;
            if !self.levels.is_known {
                return Some(head.to_owned());
            }
            if self.levels.find(head) == Some(head) {
                best = Some(head);
            }
        }
        best.map(str::to_owned)
    }

    fn no_ground(&self, row: u32) -> Refusal {
        let place = format!("{}, sheet {}, row {row}", self.file, self.sheet);
        Refusal::at(place, "no-ground")
            .expected("X, Y, width and depth, or an outline")
            .mend("Say where it lies on the plan: 左, 上, 宽, 深 in decimetres, or in metres with （米） in the header.")
    }
}

/// `x y width depth` as an outline.
fn outline(
    x: Option<&Value>,
    y: Option<&Value>,
    width: Option<&Value>,
    depth: Option<&Value>,
) -> Option<Value> {
    let whole = |value: Option<&Value>| value.and_then(Value::as_i64);
    let (x, y, w, d) = (whole(x)?, whole(y)?, whole(width)?, whole(depth)?);
    (w > 0 && d > 0).then(|| json!([[x, y], [x + w, y], [x + w, y + d], [x, y + d]]))
}

fn take_text(fields: &mut Fields, field: &str) -> String {
    let value = fields.remove(field);
    value
        .as_ref()
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// The fields that begin with `prefix`, without it; `contact.phone` becomes a record in it.
fn record_of(fields: &Fields, prefix: &str) -> Map<String, Value> {
    let own = fields.iter().filter(|(field, _)| field.starts_with(prefix));
    record(
        own.map(|(field, value)| (*field, value.clone())).collect(),
        prefix,
    )
}

fn record(fields: Fields, prefix: &str) -> Map<String, Value> {
    let mut record = Map::new();
    for (field, value) in fields {
        let field = field.strip_prefix(prefix).unwrap_or(field);
        match field.split_once('.') {
            Some((outer @ ("contact" | "origin"), inner)) => {
                let below = record.entry(outer).or_insert_with(|| json!({}));
                below[inner] = value;
            }
            // Of another record of the same row.
            Some(_) => {}
            None => drop(record.insert(field.to_owned(), value)),
        }
    }
    record
}
