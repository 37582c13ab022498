//! Values as clerks write them.

use serde_json::{Value, json};

use super::Cell;
use crate::domain::market::time::Day;

/// Full-width signs as their half-width twins: `１２３，Ａ` → `123,A`.
pub(super) fn half_width(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        letter => letter,
    };
    text.chars().map(narrow).collect()
}

/// A text; numbers as they are shown.
pub(super) fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Day(text) | Cell::Fault(text) => text.trim().to_owned(),
        Cell::Number(number) if is_whole(*number) => format!("{number:.0}"),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// An id or a number: narrow signs, no spaces around.
pub(super) fn id(cell: &Cell) -> String {
    half_width(&text(cell)).trim().to_owned()
}

/// A number, with or without thousands separators and unit.
pub(super) fn number(cell: &Cell) -> Option<f64> {
    let number = match cell {
        Cell::Number(number) => *number,
        Cell::Text(text) => {
            let text = half_width(text).replace([' ', ','], "");
            let digits =
                text.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == '°');
            digits.parse().ok()?
        }
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A whole number.
pub(super) fn whole(cell: &Cell) -> Option<i64> {
    let number = number(cell)?;
    // Beyond it two whole numbers share one value.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (is_whole(number) && number.abs() < EXACT).then_some(number as i64)
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 1e15
}

/// A day: date cells, `2026-11-21`, `2026/1/2`, `2026.1.2`, `2026年1月2日`, `20260102`, or the number
/// behind a date cell that lost its format.
pub(super) fn day(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Day(day) => return Some(day.get(..10)?.to_owned()),
        Cell::Number(number) => {
            // Spreadsheets count days from the end of 1899; these are 1954 to 2119.
            if is_whole(*number) && (20_000.0..80_000.0).contains(number) {
                return iso(Day(*number as i32 - 25_569));
            }
            text(cell)
        }
        Cell::Text(text) => half_width(text),
        _ => return None,
    };
    let text = text.trim();
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![&date[..4], &date[4..6], &date[6..]]
    } else {
        let parts = date.split(['-', '/', '.', '年', '月', '日']);
        parts.filter(|part| !part.is_empty()).collect()
    };
    let [year, month, day] = parts[..] else {
        return None;
    };
    if year.len() != 4 {
        return None;
    }
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    Day::parse(&day).map(|_| day)
}

fn iso(day: Day) -> Option<String> {
    let (year, month, day) = day.civil();
    let text = format!("{year:04}-{month:02}-{day:02}");
    Day::parse(&text).map(|_| text)
}

/// A moment in UTC; a day means its beginning.
pub(super) fn moment(cell: &Cell) -> Option<String> {
    if let Cell::Text(text) = cell
        && crate::domain::market::time::Moment::parse(text.trim()).is_some()
    {
        return Some(text.trim().to_owned());
    }
    Some(day(cell)? + "T00:00:00Z")
}

/// Yes or no.
pub(super) fn yes_no(cell: &Cell) -> Option<bool> {
    const YES: &[&str] = &[
        "是", "有", "对", "y", "yes", "true", "1", "√", "✓", "✔", "党员",
    ];
    const NO: &[&str] = &[
        "否", "无", "没有", "不是", "n", "no", "false", "0", "×", "x", "-", "/",
    ];
    if let Cell::Flag(flag) = cell {
        return Some(*flag);
    }
    let word = half_width(&text(cell)).trim().to_lowercase();
    if YES.contains(&&*word) {
        Some(true)
    } else {
        NO.contains(&&*word).then_some(false)
    }
}

/// Entries between `;` `；` `、` `|` or new lines; between commas where none of these is used.
pub(super) fn list(cell: &Cell) -> Vec<String> {
    let text = text(cell);
    const STRONG: [char; 5] = [';', '；', '、', '|', '\n'];
    let separators: &[char] = if text.contains(STRONG) {
        &STRONG
    } else {
        &[',', '，']
    };
    let entries = text.split(separators).map(str::trim);
    entries
        .filter(|entry| !entry.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Points `x,y x,y …`, times `dm_per_unit`.
pub(super) fn points(cell: &Cell, dm_per_unit: f64) -> Option<Vec<[i32; 2]>> {
    let text = half_width(&text(cell));
    let pairs = text
        .split([' ', ';', '、', '\n'])
        .filter(|pair| !pair.is_empty());
    let read = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        let read = |text: &str| length(text.trim().parse().ok()?, dm_per_unit);
        Some([read(x)?, read(y)?])
    };
    let points: Option<Vec<[i32; 2]>> = pairs.map(read).collect();
    points.filter(|points| points.len() >= 3)
}

/// A length in whole decimetres.
pub(super) fn length(value: f64, dm_per_unit: f64) -> Option<i32> {
    let dm = (value * dm_per_unit).round();
    let bound = f64::from(crate::domain::market::limits::COORDINATE_DM);
    (dm.abs() <= bound).then_some(dm as i32)
}

/// Opening hours: `08:30-17:30`, `8:30～17:30`, several with `;`.
pub(super) fn hours(cell: &Cell) -> Option<Value> {
    let mut spans = Vec::new();
    for entry in list(cell) {
        let entry = half_width(&entry).replace(['~', '～', '—', '–', '至', '到'], "-");
        let entry = entry.trim_start_matches("每天").trim_start_matches("daily");
        let (opens, closes) = entry.split_once('-')?;
        let time = |text: &str| {
            let (hour, minute) = text.trim().split_once([':', '点'])?;
            let hour: u32 = hour.parse().ok()?;
            let minute: u32 = minute.trim_end_matches('分').parse().ok()?;
            (hour <= 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
        };
        spans.push(json!({"opens": time(opens)?, "closes": time(closes)?}));
    }
    (!spans.is_empty()).then_some(Value::Array(spans))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn days() {
        let check = |cell: Cell, expected: Option<&str>| {
            assert_eq!(day(&cell).as_deref(), expected, "{cell:?}");
        };
        check(written("2026-11-21"), Some("2026-11-21"));
        check(written("2026/1/2"), Some("2026-01-02"));
        check(written("2026.1.2"), Some("2026-01-02"));
        check(written("２０２６年1月2日"), Some("2026-01-02"));
        check(written("20260102"), Some("2026-01-02"));
        check(written("2026-11-21 08:00:00"), Some("2026-11-21"));
        check(Cell::Number(20_260_102.0), Some("2026-01-02"));
        check(Cell::Number(46_347.0), Some("2026-11-21"));
        check(Cell::Day("2026-11-21".to_owned()), Some("2026-11-21"));
        check(written("21/11/2026"), None);
        check(written("2026-02-30"), None);
        check(Cell::Number(f64::NAN), None);
        check(written("soon"), None);
    }

    #[test]
    fn numbers() {
        let check = |cell: Cell, expected: Option<f64>| {
            assert_eq!(number(&cell), expected, "{cell:?}");
        };
        check(Cell::Number(1.5), Some(1.5));
        check(written("1,234.5"), Some(1234.5));
        check(written("１２ 米"), Some(12.0));
        check(written("-3"), Some(-3.0));
        check(Cell::Number(f64::NAN), None);
        check(Cell::Number(f64::INFINITY), None);
        check(written("NaN"), None);
        check(written("inf"), None);
        check(written(""), None);
        assert_eq!(whole(&Cell::Number(1e300)), None);
        assert_eq!(text(&Cell::Number(10_001.0)), "10001");
    }

    #[test]
    fn yes_and_no() {
        for (text, expected) in [
            ("是", Some(true)),
            (" Ｙ ", Some(true)),
            ("√", Some(true)),
            ("否", Some(false)),
            ("0", Some(false)),
            ("maybe", None),
        ] {
            assert_eq!(yes_no(&written(text)), expected, "{text}");
        }
    }

    #[test]
    fn lists_and_hours() {
        assert_eq!(list(&written("熊；拼图、 车 ")), ["熊", "拼图", "车"]);
        assert_eq!(list(&written("a, b")), ["a", "b"]);
        assert_eq!(list(&written("1,2;3")), ["1,2", "3"]);
        let expected = json!([{"opens": "08:30", "closes": "17:30"}]);
        assert_eq!(hours(&written("8:30～17:30")), Some(expected.clone()));
        assert_eq!(hours(&written("每天 8:30-17:30")), Some(expected));
        assert_eq!(hours(&written("all day")), None);
    }

    #[test]
    fn outlines() {
        let check = |text: &str, expected: Option<Vec<[i32; 2]>>| {
            assert_eq!(points(&written(text), 10.0), expected, "{text}");
        };
        check("0,0 3,0 3,2.5", Some(vec![[0, 0], [30, 0], [30, 25]]));
        check("0,0;3,0;3,2", Some(vec![[0, 0], [30, 0], [30, 20]]));
        check("0,0 3,0", None);
        check("0,0 3 1,1", None);
        check("0,0 NaN,0 1,1", None);
        check("0,0 1e9,0 1,1", None);
    }
}
