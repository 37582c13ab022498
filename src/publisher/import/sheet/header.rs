//! Knowing a table by its headers.

use super::tables::{Column, Form, TABLES, Table};
use super::{Cell, HeaderUse, Row};

/// The header row of a sheet.
#[derive(Debug)]
pub(super) struct Heading {
    pub table: &'static Table,
    /// Row of the screen.
    pub row: u32,
    pub columns: Vec<Meaning>,
    /// Needed columns that are not there.
    pub missing: Vec<&'static Column>,
    unused: Vec<String>,
}

/// What a column of the sheet means.
#[derive(Debug)]
pub(super) struct Meaning {
    /// Index in the sheet.
    pub place: usize,
    pub header: String,
    pub column: &'static Column,
    /// Language of a label; none for the market's own.
    pub language: Option<String>,
    /// Decimetres of one unit of a length.
    pub dm_per_unit: f64,
    /// A map service's own coordinates, where the header says so.
    pub datum: Option<&'static str>,
}

/// What stands in brackets, after a colon, or around the header's own word.
#[derive(Debug, Default, PartialEq)]
struct Marks {
    language: Option<String>,
    dm_per_unit: Option<f64>,
    datum: Option<&'static str>,
}

const LANGUAGES: &[(&str, &str)] = &[
    ("中文", "zh"),
    ("chinese", "zh"),
    ("英文", "en"),
    ("英语", "en"),
    ("english", "en"),
    ("阿拉伯文", "ar"),
    ("阿拉伯语", "ar"),
    ("arabic", "ar"),
    ("俄文", "ru"),
    ("俄语", "ru"),
    ("russian", "ru"),
    ("西班牙文", "es"),
    ("西班牙语", "es"),
    ("spanish", "es"),
    ("法文", "fr"),
    ("法语", "fr"),
    ("french", "fr"),
    ("韩文", "ko"),
    ("韩语", "ko"),
    ("korean", "ko"),
    ("日文", "ja"),
    ("日语", "ja"),
    ("japanese", "ja"),
];

const UNITS: &[(&str, f64)] = &[
    ("米", 10.0),
    ("m", 10.0),
    ("metre", 10.0),
    ("metres", 10.0),
    ("meter", 10.0),
    ("meters", 10.0),
    ("分米", 1.0),
    ("dm", 1.0),
    ("厘米", 0.1),
    ("cm", 0.1),
    ("毫米", 0.01),
    ("mm", 0.01),
];

const DATUMS: &[(&str, &str)] = &[
    ("gcj", "GCJ-02"),
    ("火星", "GCJ-02"),
    ("高德", "GCJ-02"),
    ("腾讯", "GCJ-02"),
    ("bd09", "BD-09"),
    ("百度", "BD-09"),
];

impl Heading {
    /// Takes a row for the headers of the table that it fits best; none when fewer than two cells
    /// are known, or when it fits none of the tables with all that they need.
    pub fn read(sheet: &str, row: &Row) -> Option<Heading> {
        let all = TABLES.iter().map(|table| Heading::of(table, row));
        let fitting = all.filter(|heading| heading.columns.len() >= 2);
        let is_called = |heading: &Heading| {
            let name = plain(sheet);
            name == plain(heading.table.zh) || name == plain(heading.table.en)
        };
        let best = fitting.max_by_key(|heading| {
            (
                heading.missing.is_empty(),
                is_called(heading),
                heading.columns.len(),
            )
        })?;
        let is_meant = is_called(&best) || best.missing.is_empty() || best.columns.len() >= 4;
        is_meant.then_some(best)
    }

    fn of(table: &'static Table, row: &Row) -> Heading {
        let mut heading = Heading {
            table,
            row: row.number,
            columns: Vec::new(),
            missing: Vec::new(),
            unused: Vec::new(),
        };
        for (place, cell) in &row.cells {
            let Cell::Text(text) = cell else {
                continue;
            };
            match meaning(table, *place, text) {
                Some(meaning) => heading.columns.push(meaning),
                None => heading.unused.push(text.clone()),
            }
        }
        let has = |column: &Column| {
            let mut own = heading.columns.iter();
            own.any(|meaning| meaning.column.field == column.field)
        };
        heading.missing = table
            .columns
            .iter()
            .filter(|column| column.needed && !has(column))
            .collect();
        heading
    }

    /// Number of columns that are known.
    pub fn known(&self) -> usize {
        self.columns.len()
    }

    /// What each known header was taken for.
    pub fn used(&self) -> Vec<HeaderUse> {
        let rows = self.columns.iter().map(|own| {
            let mut meaning = own.column.en.to_owned();
            if let Some(language) = &own.language {
                meaning.push_str(&format!(" [{language}]"));
            }
            if own.column.form == Form::Length {
                meaning.push_str(&format!(", {} dm each", own.dm_per_unit));
            }
            HeaderUse {
                header: own.header.clone(),
                column: meaning,
            }
        });
        rows.collect()
    }

    /// Headers that say nothing to this program.
    pub fn unused(&self) -> Vec<String> {
        self.unused.clone()
    }
}

fn meaning(table: &'static Table, place: usize, header: &str) -> Option<Meaning> {
    // The template writes both languages: `店名[en] / Shop name [en]`.
    header.split('/').find_map(|part| {
        let (base, marks) = split(part);
        let fits = |column: &&Column| column.headers().any(|own| plain(own) == base);
        let found = table.columns.iter().find(fits);
        // 「英文店名」, `Shop name English`.
        let (column, around) = match found {
            Some(column) => (column, None),
            None => LANGUAGES.iter().find_map(|(word, tag)| {
                let rest = base
                    .strip_prefix(word)
                    .or_else(|| base.strip_suffix(word))?;
                let fits = |column: &&Column| {
                    is_label(column) && column.headers().any(|own| plain(own) == rest)
                };
                Some((table.columns.iter().find(fits)?, Some(*tag)))
            })?,
        };
        Some(Meaning {
            place,
            header: header.to_owned(),
            column,
            language: marks
                .language
                .or(around.map(str::to_owned))
                .filter(|_| is_label(column)),
            dm_per_unit: marks.dm_per_unit.unwrap_or(1.0),
            datum: marks.datum,
        })
    })
}

fn is_label(column: &Column) -> bool {
    matches!(column.form, Form::Label | Form::Labels)
}

/// The header's own word, plain, and what its brackets say.
fn split(header: &str) -> (String, Marks) {
    let mut marks = Marks::default();
    let mut base = String::new();
    let mut inside: Option<String> = None;
    for letter in super::value::half_width(header).chars() {
        match (letter, &mut inside) {
            ('(' | '[' | '【' | '{', None) => inside = Some(String::new()),
            (':', None) => inside = Some(String::new()),
            (')' | ']' | '】' | '}', Some(_)) => {
                take_mark(&inside.take().unwrap_or_default(), &mut marks);
            }
            (letter, Some(mark)) => mark.push(letter),
            (letter, None) => base.push(letter),
        }
    }
    if let Some(mark) = inside {
        take_mark(&mark, &mut marks);
    }
    let base = plain(&base);
    let datum = DATUMS.iter().find(|(word, _)| base.contains(word));
    marks.datum = marks.datum.or(datum.map(|(_, name)| *name));
    (base, marks)
}

fn take_mark(mark: &str, marks: &mut Marks) {
    for part in mark.split([',', ';', '，']) {
        let part = part.trim();
        let word = plain(part);
        if let Some((_, tag)) = LANGUAGES.iter().find(|(own, _)| *own == word) {
            marks.language = Some((*tag).to_owned());
        } else if let Some((_, dm)) = UNITS.iter().find(|(own, _)| *own == word) {
            marks.dm_per_unit = Some(*dm);
        } else if let Some((_, name)) = DATUMS.iter().find(|(own, _)| word.contains(own)) {
            marks.datum = Some(name);
        } else if crate::domain::market::check::is_language_tag(part) && part.len() <= 11 {
            marks.language = Some(part.to_owned());
        }
    }
}

/// Letters and digits only, small: `Stall No.` and `stall_no` are one.
fn plain(text: &str) -> String {
    let text = super::value::half_width(text).to_lowercase();
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher::import::sheet::tables::Kind;

    fn row(headers: &[&str]) -> Row {
        let cells = headers.iter().map(|text| Cell::Text((*text).to_owned()));
        Row {
            number: 1,
            cells: cells.enumerate().collect(),
            shape: None,
        }
    }

    #[test]
    fn a_header_in_many_forms() {
        let check = |header: &str, field: &str, language: Option<&str>, dm: f64| {
            let found = meaning(&TABLES[4], 0, header).unwrap_or_else(|| panic!("{header}"));
            assert_eq!(found.column.field, field, "{header}");
            assert_eq!(found.language.as_deref(), language, "{header}");
            assert!((found.dm_per_unit - dm).abs() < 1e-9, "{header}");
        };
        check("商位号", "stall.number", None, 1.0);
        check(" 商 位 号 ", "stall.number", None, 1.0);
        check("摊位号", "stall.number", None, 1.0);
        check("Stall No.", "stall.number", None, 1.0);
        check("店名", "shop.name", None, 1.0);
        check("店名（英文）", "shop.name", Some("en"), 1.0);
        check("英文店名", "shop.name", Some("en"), 1.0);
        check("Shop name [ar]", "shop.name", Some("ar"), 1.0);
        check("shop_name:zh-Hant", "shop.name", Some("zh-Hant"), 1.0);
        check("店名[en] / Shop name [en]", "shop.name", Some("en"), 1.0);
        check("宽（米）", "width", None, 10.0);
        check("Width (m)", "width", None, 10.0);
        check("Ｗｉｄｔｈ", "width", None, 1.0);
        assert!(meaning(&TABLES[4], 0, "备注").is_none());
    }

    #[test]
    fn a_table_is_known_by_its_headers() {
        let check = |headers: &[&str], expected: Option<Kind>| {
            let found = Heading::read("Sheet1", &row(headers));
            assert_eq!(found.map(|own| own.table.kind), expected, "{headers:?}");
        };
        check(&["楼层", "商位号", "店名", "电话"], Some(Kind::Stalls));
        check(
            &["Phone", "Shop name", "Number", "Level"],
            Some(Kind::Stalls),
        );
        check(&["所在商位", "店名"], Some(Kind::Shops));
        check(&["类目编号", "类目名称"], Some(Kind::Categories));
        check(&["2026年商位一览表"], None);
        check(&["a", "b", "c"], None);
        check(&[], None);
    }

    #[test]
    fn a_map_service_names_itself() {
        let found = meaning(&TABLES[0], 0, "纬度（高德）").unwrap();
        assert_eq!(found.datum, Some("GCJ-02"));
    }
}
