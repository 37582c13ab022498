//! JSON Schema of every file, made from the types that read and write them.

use std::path::Path;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::source::layout;
use crate::domain::market::raw::{
    RawBranch, RawBuilding, RawCategory, RawConnector, RawGrade, RawGradeScale, RawGrid, RawHonour,
    RawIndex, RawKiosk, RawListing, RawMarket, RawMemberLink, RawMove, RawNotice, RawPlace,
    RawPlaque, RawStall, RawWalkways,
};
use crate::domain::publication::files::{
    BranchesFile, CategoriesFile, CategoryNamesFile, ConnectorsFile, Entry, GridsFile, HonoursFile,
    IndexFile, LevelFile, LevelRoutesFile, MovesFile, NamesFile, NoticesFile, RoutesFile,
    ShardFile, ShardTable, VenueFile, WalkwaysFile,
};
use crate::domain::publication::paths;

/// Every schema by the name of its file, e.g. `source.stalls.schema.json`.
pub fn schemas() -> Vec<(String, String)> {
    let mut all = source_schemas();
    all.extend(publication_schemas());
    all.sort();
    all
}

/// Writes every schema into a folder.
pub fn write(folder: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let schemas = schemas();
    for (name, text) in &schemas {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(schemas.len())
}

fn source_schemas() -> Vec<(String, String)> {
    vec![
        of_source::<RawMarket>(layout::MARKET),
        of_source::<Vec<RawBuilding>>(layout::BUILDINGS),
        of_source::<Vec<RawCategory>>(layout::CATEGORIES),
        of_source::<Vec<RawGradeScale>>(layout::SCALES),
        of_source::<Vec<RawHonour>>(layout::HONOURS),
        of_source::<Vec<RawMemberLink>>(layout::LINKS),
        of_source::<Vec<RawBranch>>(layout::BRANCHES),
        of_source::<Vec<RawNotice>>(layout::NOTICES),
        of_source::<RawIndex>(layout::INDEX),
        of_source::<Vec<RawConnector>>(layout::CONNECTORS),
        of_source::<Vec<RawMove>>(layout::MOVES),
        of_source::<Vec<RawStall>>(layout::STALLS),
        of_source::<Vec<RawListing>>(layout::LISTINGS),
        of_source::<Vec<RawPlace>>(layout::PLACES),
        of_source::<Vec<RawKiosk>>(layout::KIOSKS),
        of_source::<RawWalkways>(layout::WALKWAYS),
        of_source::<Vec<RawGrade>>(layout::GRADES),
        of_source::<Vec<RawPlaque>>(layout::PLAQUES),
        of_source::<Vec<RawGrid>>(layout::GRIDS),
    ]
}

fn publication_schemas() -> Vec<(String, String)> {
    vec![
        of_publication::<Entry>(paths::ENTRY),
        of_publication::<VenueFile>(paths::VENUE),
        of_publication::<CategoriesFile>(paths::CATEGORIES),
        of_publication::<CategoryNamesFile>("category-names.json"),
        of_publication::<NoticesFile>(paths::NOTICES),
        of_publication::<IndexFile>(paths::INDEX),
        of_publication::<HonoursFile>(paths::HONOURS),
        of_publication::<BranchesFile>(paths::BRANCHES),
        of_publication::<ConnectorsFile>(paths::CONNECTORS),
        of_publication::<MovesFile>(paths::MOVES),
        of_publication::<LevelFile>("level.json"),
        of_publication::<NamesFile>("names.json"),
        of_publication::<WalkwaysFile>("walkways.json"),
        of_publication::<RoutesFile>(paths::ROUTES),
        of_publication::<LevelRoutesFile>("level-routes.json"),
        of_publication::<GridsFile>("grids.json"),
        of_publication::<ShardTable>("shard-table.json"),
        of_publication::<ShardFile>("shard.json"),
    ]
}

/// A source file is written by people: a name that the format does not have is a slip.
fn of_source<T: JsonSchema>(file: &str) -> (String, String) {
    let settings = SchemaSettings::draft2020_12().with_transform(PlainText);
    named::<T>("source", file, settings)
}

/// A publication is read by programs, and a newer one may say more than an older reader knows.
fn of_publication<T: JsonSchema>(file: &str) -> (String, String) {
    let settings = SchemaSettings::draft2020_12()
        .with_transform(PlainText)
        .with_transform(Open);
    named::<T>("publication", file, settings)
}

fn named<T: JsonSchema>(kind: &str, file: &str, settings: SchemaSettings) -> (String, String) {
    let schema = settings.into_generator().into_root_schema_for::<T>();
    let stem = file.strip_suffix(".json").unwrap_or(file);
    let mut text = format!("{:#}", Value::from(schema));
    text.push('\n');
    (format!("{kind}.{stem}.schema.json"), text)
}

/// Allows names that the format does not have.
#[derive(Debug, Clone)]
struct Open;

impl Transform for Open {
    fn transform(&mut self, schema: &mut Schema) {
        if schema.get("additionalProperties") == Some(&Value::Bool(false))
            && schema.get("patternProperties").is_none()
        {
            schema.remove("additionalProperties");
        }
        transform_subschemas(self, schema);
    }
}

/// Descriptions are comments of this program's source; its links lead nowhere outside.
#[derive(Debug, Clone)]
struct PlainText;

impl Transform for PlainText {
    fn transform(&mut self, schema: &mut Schema) {
        let described = schema.get("description").and_then(Value::as_str);
        if let Some(plain) = described.map(without_links) {
            schema.insert("description".to_owned(), Value::String(plain));
        }
        transform_subschemas(self, schema);
    }
}

/// ``[`Place`](crate::place::Place)`` and ``[`Place`]`` become `` `Place` ``.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((name, after)) = link.split_once("`]") else {
            break;
        };
        plain.push_str(before);
        plain.push('`');
        plain.push_str(name);
        plain.push('`');
        let target = after.strip_prefix('(').and_then(|own| own.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn links() {
        let check = |text, expected| assert_eq!(without_links(text), expected);
        check("nothing", "nothing");
        check(
            "See [`Kind`](crate::Kind) and [`Raw`].",
            "See `Kind` and `Raw`.",
        );
        check("a pair [x, y] and [`open", "a pair [x, y] and [`open");
    }
}
