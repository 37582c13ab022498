//! From understood rows to the files of a source folder.

mod ground;
mod names;
mod records;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use self::ground::Grounds;
use self::names::Names;
use super::header::{Heading, Meaning};
use super::tables::{Form, Kind};
use super::value;
use super::{Cell, Row, SheetRefused, TOLD, cell_name};
use crate::domain::market::raw::{RawBuilding, RawCategory, RawGradeScale, RawMarket};
use crate::publisher::check::nearest::nearest;
use crate::publisher::import::staging::Staging;
use crate::publisher::refusal::Refusal;
use crate::publisher::source::{Need, SourceFolder, layout};

/// Collects records and mistakes.
pub(super) struct Builder {
    file: String,
    sheet: String,
    staging: Staging,
    told: Vec<Refusal>,
    total: usize,
    /// The market's own language.
    home: String,
    /// Id of each level by id, name and short name; none where a name is not the only one.
    levels: Names,
    /// Id of each category by id, name and synonym.
    categories: Names,
    /// Buildings in the order of their first row.
    buildings: Vec<Map<String, Value>>,
    /// Scales likewise.
    scales: Vec<Map<String, Value>>,
    /// The scale of grades that name none.
    main_scale: Option<Value>,
    market: Option<Value>,
    /// Where the grid of each level lies on earth.
    grounds: Grounds,
    /// Names of the properties by column, where rows are features of a map.
    pub properties: Vec<String>,
}

/// The values of one row by field.
type Fields = BTreeMap<&'static str, Value>;

impl Builder {
    /// Knows what the folder has already.
    pub fn new(file: &str, folder: &Path) -> Builder {
        let source = SourceFolder::new(folder);
        let market: RawMarket = source.record(layout::MARKET, Need::Optional).value;
        let mut builder = Builder {
            file: file.to_owned(),
            sheet: String::new(),
            staging: Staging::default(),
            told: Vec::new(),
            total: 0,
            home: market.languages.first().cloned().unwrap_or("zh".to_owned()),
            levels: Names::default(),
            categories: Names::default(),
            buildings: Vec::new(),
            scales: Vec::new(),
            main_scale: None,
            market: None,
            grounds: Grounds::of(market.origin.as_ref()),
            properties: Vec::new(),
        };
        let limit = usize::MAX;
        let buildings: Vec<RawBuilding> =
            source.list(layout::BUILDINGS, Need::Optional, limit).value;
        for building in &buildings {
            builder.grounds.put(building);
        }
        for level in buildings.iter().flat_map(|own| &own.levels) {
            builder.levels.put_id(&level.id);
            builder.levels.put_labels(&level.id, &level.name);
            builder.levels.put(&level.id, &level.short_name);
        }
        let scales: Vec<RawGradeScale> = source.list(layout::SCALES, Need::Optional, limit).value;
        builder.main_scale = scales.first().map(|own| json!(own.id));
        let categories: Vec<RawCategory> =
            source.list(layout::CATEGORIES, Need::Optional, limit).value;
        for category in &categories {
            builder.categories.put_id(&category.id);
            builder.categories.put_labels(&category.id, &category.name);
            let words = category.synonyms.values().flatten();
            words.for_each(|word| builder.categories.put(&category.id, word));
        }
        builder
    }

    /// Begins a sheet: says what is missing from it.
    pub fn begin(&mut self, sheet: &str, heading: &Heading) {
        sheet.clone_into(&mut self.sheet);
        let missing: Vec<String> = heading
            .missing
            .iter()
            .map(|column| format!("{} ({})", column.zh, column.en))
            .collect();
        if !missing.is_empty() {
            let place = format!("{}, sheet {sheet}, row {}", self.file, heading.row);
            self.tell(
                Refusal::at(place, "column-missing")
                    .expected(format!("columns {}", missing.join(", ")))
                    .mend(format!(
                        "Add them: the sheet was taken for the table {} ({}).",
                        heading.table.en, heading.table.zh
                    )),
            );
        }
        for meaning in &heading.columns {
            if let Some(datum) = meaning.datum {
                let place = self.place(heading.row, meaning.place);
                self.tell(
                    Refusal::at(place, "datum")
                        .found(format!("{}: coordinates of {datum}", meaning.header))
                        .expected("WGS 84, as a GPS receiver gives them")
                        .mend(format!(
                            "{datum} lies up to 700 m off. Convert the coordinates and name the column without the map service."
                        )),
                );
            }
        }
        if heading.table.kind == Kind::Categories {
            self.categories.is_known = true;
        }
    }

    /// Takes a row below the header.
    pub fn take(&mut self, heading: &Heading, row: &Row) {
        let before = self.total;
        let mut fields = Fields::new();
        let mut is_empty = true;
        for meaning in &heading.columns {
            let cell = row.cells.iter().find(|(place, _)| *place == meaning.place);
            let Some((place, cell)) = cell else {
                continue;
            };
            is_empty = false;
            match self.read(cell, meaning) {
                Ok(Value::Null) => {}
                Ok(read) => put(&mut fields, meaning, read, &self.home),
                Err(refusal) => {
                    let place = self.place(row.number, *place);
                    self.tell(Refusal { place, ..refusal });
                }
            }
        }
        if let Some(shape) = &row.shape
            && let Err(refusal) = self
                .grounds
                .put_shape(shape, &mut fields, heading.table.kind)
        {
            let place = format!("{} /features/{}", self.file, row.number - 2);
            self.tell(Refusal { place, ..refusal });
            return;
        }
        // A row that says nothing in any known column is a rule or a note.
        if is_empty {
            return;
        }
        for column in heading.table.columns.iter().filter(|own| own.needed) {
            let has = fields.contains_key(column.field);
            let is_there = heading
                .columns
                .iter()
                .find(|own| own.column.field == column.field);
            if let Some(meaning) = is_there.filter(|_| !has && self.total == before) {
                let place = self.place(row.number, meaning.place);
                self.tell(
                    Refusal::at(place, "missing")
                        .expected(format!("{} ({})", column.en, column.zh))
                        .mend("Fill it in, or delete the row."),
                );
            }
        }
        if self.total == before {
            self.put_row(heading.table.kind, fields, row.number);
        }
    }

    /// Ends; with a mistake there is nothing to write.
    pub fn finish(mut self) -> Result<Staging, SheetRefused> {
        if self.total > 0 {
            return Err(SheetRefused {
                told: self.told,
                total: self.total,
            });
        }
        if let Some(market) = self.market.take() {
            self.staging.record(layout::MARKET, market);
        }
        for building in std::mem::take(&mut self.buildings) {
            self.staging
                .push(layout::BUILDINGS, &Value::Object(building));
        }
        for scale in std::mem::take(&mut self.scales) {
            self.staging.push(layout::SCALES, &Value::Object(scale));
        }
        Ok(self.staging)
    }

    fn place(&self, row: u32, column: usize) -> String {
        if let Some(property) = self.properties.get(column) {
            let feature = row.saturating_sub(2);
            return format!("{} /features/{feature}/properties/{property}", self.file);
        }
        format!(
            "{}, sheet {}, {}",
            self.file,
            self.sheet,
            cell_name(row, column)
        )
    }

    fn tell(&mut self, refusal: Refusal) {
        self.total += 1;
        if self.told.len() < TOLD {
            self.told.push(refusal);
        }
    }

    /// The value of a cell, or why it is none; the place is added by the caller.
    fn read(&self, cell: &Cell, meaning: &Meaning) -> Result<Value, Refusal> {
        let wrong = |expected: &str| {
            Refusal::at("", "form")
                .found(value::text(cell))
                .expected(expected)
                .mend("Correct the cell.")
        };
        if let Cell::Fault(fault) = cell {
            return Err(Refusal::at("", "cell-error")
                .found(fault)
                .expected("a value")
                .mend("Correct the formula, or paste its value."));
        }
        let text = value::text(cell);
        Ok(match meaning.column.form {
            Form::Text | Form::Label => json!(text),
            Form::Id => json!(value::id(cell)),
            Form::List | Form::Labels => json!(value::list(cell)),
            Form::Number => json!(value::number(cell).ok_or_else(|| wrong("a number"))?),
            Form::Whole => json!(value::whole(cell).ok_or_else(|| wrong("a whole number"))?),
            Form::Length => {
                let number = value::number(cell).ok_or_else(|| wrong("a number"))?;
                let length = value::length(number, meaning.dm_per_unit);
                json!(length.ok_or_else(|| wrong("a length within 50 km"))?)
            }
            Form::Points => {
                let points = value::points(cell, meaning.dm_per_unit);
                json!(points.ok_or_else(|| wrong("three or more points, such as 0,0 3,0 3,2.5"))?)
            }
            Form::Day => json!(value::day(cell).ok_or_else(|| wrong("a day such as 2026-11-21"))?),
            Form::Moment => {
                json!(value::moment(cell).ok_or_else(|| wrong("a day such as 2026-11-21"))?)
            }
            Form::YesNo => json!(value::yes_no(cell).ok_or_else(|| wrong("yes or no (是/否)"))?),
            Form::Hours => value::hours(cell).ok_or_else(|| wrong("hours such as 08:30-17:30"))?,
            Form::Level => json!(self.look_up(&self.levels, &text, "level")?),
            Form::Categories => {
                let entries = value::list(cell);
                let ids: Result<Vec<String>, Refusal> = entries
                    .iter()
                    .map(|entry| self.look_up(&self.categories, entry, "category"))
                    .collect();
                json!(ids?)
            }
            Form::Words(words) => {
                let plain = value::half_width(&text).trim().to_lowercase();
                let found = words
                    .iter()
                    .find(|(word, zh, en)| [*word, *zh, *en].contains(&&*plain));
                let all: Vec<&str> = words.iter().map(|(_, zh, _)| *zh).collect();
                json!(
                    found
                        .ok_or_else(|| wrong(&format!("one of {}", all.join(" "))))?
                        .0
                )
            }
        })
    }

    /// An id by what the clerk calls the thing. Where no list of them is at hand, what looks like
    /// an id is one.
    fn look_up(&self, names: &Names, called: &str, thing: &str) -> Result<String, Refusal> {
        if let Some(id) = names.find(called) {
            return Ok(id.to_owned());
        }
        let id = value::half_width(called).trim().to_owned();
        let is_id = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
        if !names.is_known && is_id {
            return Ok(id);
        }
        let known = names.ids.iter().filter(|(_, id)| id.is_some());
        let mut known: Vec<&str> = known.map(|(name, _)| name.as_str()).collect();
        known.sort_unstable();
        let refusal = Refusal::at("", "unknown-reference")
            .found(called)
            .expected(format!("id or name of one {thing}"));
        Err(match nearest(called, known.into_iter()) {
            Some(near) => refusal.near(near),
            None if names.is_known => refusal.mend("Correct it, or add it to its table."),
            None => refusal.mend(format!(
                "Import the table of this first, or write the id of the {thing}."
            )),
        })
    }
}

/// Puts a value where its column says; labels by language.
fn put(fields: &mut Fields, meaning: &Meaning, read: Value, home: &str) {
    let is_label = matches!(meaning.column.form, Form::Label | Form::Labels);
    if !is_label {
        fields.insert(meaning.column.field, read);
        return;
    }
    let language = meaning.language.as_deref().unwrap_or(home);
    let labels = fields
        .entry(meaning.column.field)
        .or_insert_with(|| json!({}));
    labels[language] = read;
}
