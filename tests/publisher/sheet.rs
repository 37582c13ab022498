//! Spreadsheets into a source folder.

use std::fs;
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};
use stallmap::publisher::check::check_source;
use stallmap::publisher::import::sheet::{SheetRefused, SheetReport, import, template};
use stallmap::publisher::progress::silent;
use stallmap::publisher::report;
use stallmap::publisher::source::SourceFolder;

use crate::folder::{Folder, files_in};

fn rows(folder: &Path, file: &str) -> Value {
    let bytes = fs::read(folder.join(file)).unwrap_or_else(|_| panic!("{file}"));
    serde_json::from_slice(&bytes).unwrap()
}

/// Imports a csv of these bytes into an empty folder.
fn csv(bytes: &[u8]) -> (Folder, Result<SheetReport, SheetRefused>) {
    let folder = Folder::new();
    fs::write(folder.join("商位.csv"), bytes).unwrap();
    let result = import(&folder.join("商位.csv"), &folder.join("source"));
    (folder, result)
}

/// Imports a sheet filled in by `fill`.
fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> (Folder, Result<SheetReport, SheetRefused>) {
    let folder = Folder::new();
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save(folder.join("a.xlsx")).unwrap();
    let result = import(&folder.join("a.xlsx"), &folder.join("source"));
    (folder, result)
}

/// The codes of what was refused, and that nothing was written.
#[track_caller]
fn refused(
    (folder, result): (Folder, Result<SheetReport, SheetRefused>),
    expected: &[(&str, &str)],
) {
    let refused = result.unwrap_err();
    let found = refused.told.iter().map(|own| {
        let place = own.place.rsplit(", ").next().unwrap_or_default();
        (place, own.code)
    });
    assert_eq!(found.collect::<Vec<_>>(), expected, "{:?}", refused.told);
    assert!(!folder.join("source").exists());
    assert!(
        refused.told.iter().all(|own| !own.expected.is_empty()),
        "{:?}",
        refused.told
    );
}

const HEADERS: [&str; 8] = ["楼层", "商位号", "左", "上", "宽", "深", "店名", "挂牌日期"];

/// One good row below the headers.
fn put_good(sheet: &mut Worksheet) {
    for (column, header) in (0..).zip(HEADERS) {
        sheet.write(0, column, header).unwrap();
    }
    sheet.write(1, 0, "a1").unwrap();
    for (column, number) in (1..).zip([10_001.0, 0.0, 0.0, 30.0, 25.0]) {
        sheet.write(1, column, number).unwrap();
    }
    sheet.write(1, 6, "鑫源").unwrap();
}

#[test]
fn the_template_filled_with_its_examples_is_a_market() {
    let folder = Folder::new();
    let names = template::write(&folder.join("template")).unwrap();
    assert_eq!(names.len(), 9);
    let source = folder.join("source");
    let report = import(&folder.join("template/stallmap.xlsx"), &source).unwrap();
    assert!(
        report
            .sheets
            .iter()
            .all(|sheet| sheet.table.is_some() && sheet.unused.is_empty())
    );
    let findings = check_source(&SourceFolder::new(&source), &silent).findings;
    assert_eq!(findings.errors(), 0, "{}", report::human::report(&findings));
    assert_eq!(rows(&source, "levels/a1/stalls.json")[0]["number"], "10001");
    assert_eq!(
        rows(&source, "levels/a1/plaques.json"),
        json!([{"stall": "a1-10001", "kind": "party_member", "since": "2021-07-01"}])
    );
    // The csv files hold the same.
    let again = folder.join("again");
    for table in [
        "market",
        "levels",
        "categories",
        "grade-scales",
        "stalls",
        "places",
        "kiosks",
    ] {
        import(&folder.join(&format!("template/{table}.csv")), &again).unwrap();
    }
    let shops = files_in(&again);
    for (file, bytes) in files_in(&source)
        .iter()
        .filter(|(file, _)| !file.ends_with("listings.json"))
    {
        assert!(shops.get(file) == Some(bytes), "{file}");
    }
    // Filled-in templates are not overwritten.
    assert_eq!(
        template::write(&folder.join("template")).unwrap_err().code,
        "file-exists"
    );
}

#[test]
fn encodings_line_ends_and_columns_in_any_order() {
    let text = "\"店名（英文）\",宽(米),商位号,楼层,深(米),上,左,店名,备注,党员\r\nToy King,3,10001,a1,2.5,10,20,\"玩具\n大王\",无,是\n空位,,,,,,,,,\rA,3,１０００２,a1,2.5,10,50,二,,否";
    let expected = json!([
        {"number": "10001", "outline": [[20, 10], [50, 10], [50, 35], [20, 35]]},
        {"number": "10002", "outline": [[50, 10], [80, 10], [80, 35], [50, 35]]},
    ]);
    let text = text.replace("空位,,,,,,,,,\r", "");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        text.as_bytes(),
        format!("\u{feff}{text}").as_bytes(),
        &gb,
        &utf16,
        text.replace(',', ";").as_bytes(),
        text.replace(',', "\t").as_bytes(),
    ] {
        let (folder, result) = csv(bytes);
        let report = result.unwrap();
        assert_eq!(report.sheets[0].unused, ["备注"]);
        let source = folder.join("source");
        assert_eq!(rows(&source, "levels/a1/stalls.json"), expected);
        let listings = rows(&source, "levels/a1/listings.json");
        assert_eq!(
            listings[0]["name"],
            json!({"zh": "玩具\n大王", "en": "Toy King"})
        );
        assert_eq!(
            rows(&source, "levels/a1/plaques.json")
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}

#[test]
fn cells_of_every_kind() {
    let (folder, result) = xlsx(|sheet| {
        put_good(sheet);
        sheet.write(0, 8, "党员").unwrap();
        sheet.write(0, 9, "示范岗").unwrap();
        sheet.write(0, 10, "电话").unwrap();
        sheet.write(1, 8, true).unwrap();
        sheet.write(1, 9, "√").unwrap();
        sheet.write(1, 10, 13_800_000_000.0).unwrap();
        let date = Format::new().set_num_format("yyyy/m/d");
        sheet.write_with_format(1, 7, 44_378.0, &date).unwrap();
        let sum = Formula::new("=10+20").set_result("30");
        sheet.write_formula(1, 4, sum).unwrap();
    });
    let report = result.unwrap();
    assert!(
        report.notes[0].en.contains("1 cells are formulas"),
        "{:?}",
        report.notes
    );
    let source = folder.join("source");
    let plaques = rows(&source, "levels/a1/plaques.json");
    assert_eq!(plaques[0]["since"], "2021-07-01");
    assert_eq!(plaques[1]["kind"], "demonstration_post");
    let listing = &rows(&source, "levels/a1/listings.json")[0];
    assert_eq!(listing["contact"]["phone"], "13800000000");
    assert_eq!(listing["stalls"], json!(["a1-10001"]));
}

#[test]
fn every_mistake_has_its_cell() {
    let mistaken = xlsx(|sheet| {
        put_good(sheet);
        sheet.write(2, 0, "a1").unwrap();
        sheet.write(2, 1, "10002").unwrap();
        sheet.write(2, 2, "links").unwrap();
        sheet.write(2, 7, "21/11/2026").unwrap();
        sheet.write(3, 1, "10003").unwrap();
        sheet.write(4, 0, "a1").unwrap();
        sheet.write(4, 1, "10004").unwrap();
    });
    let expected = [
        ("C3", "form"),
        ("H3", "form"),
        ("A4", "missing"),
        ("row 5", "no-ground"),
    ];
    refused(mistaken, &expected);
}

#[test]
fn a_value_in_the_last_cell_of_the_sheet() {
    let mistaken = xlsx(|sheet| {
        put_good(sheet);
        sheet.write(1_048_575, 16_383, "x").unwrap();
    });
    refused(mistaken, &[("XFD1048576", "far-cell")]);
}

#[test]
fn merged_cells_and_formulas_without_a_value() {
    let merged = xlsx(|sheet| {
        put_good(sheet);
        sheet.merge_range(2, 0, 4, 0, "a1", &Format::new()).unwrap();
    });
    refused(merged, &[("A3", "merged-cells")]);
    let fault = xlsx(|sheet| {
        put_good(sheet);
        let fault = Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(1, 4, fault).unwrap();
    });
    let (_, result) = fault;
    assert!(["cell-error", "form"].contains(&result.unwrap_err().told[0].code));
}

#[test]
fn a_title_above_the_header_and_a_sheet_of_notes() {
    let folder = Folder::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .merge_range(0, 0, 0, 6, "2026年商位一览表", &Format::new())
        .unwrap();
    for (column, header) in (0..).zip([
        "Level",
        "Number",
        "X (m)",
        "Y (m)",
        "Width (m)",
        "Depth (m)",
    ]) {
        sheet.write(2, column, header).unwrap();
        sheet
            .write(3, column, if column == 0 { "a1" } else { "7" })
            .unwrap();
    }
    workbook.add_worksheet().write(0, 0, "read me").unwrap();
    workbook.save(folder.join("a.xlsx")).unwrap();
    let report = import(&folder.join("a.xlsx"), &folder.join("source")).unwrap();
    assert_eq!(report.sheets[0].rows, 1);
    assert_eq!(report.sheets[1].table, None);
    let stalls = rows(&folder.join("source"), "levels/a1/stalls.json");
    assert_eq!(stalls[0]["outline"][2], json!([140, 140]));
}

#[test]
fn names_are_looked_up_and_slips_are_told() {
    let folder = Folder::new();
    let source = folder.join("source");
    crate::small_market::Source::good().write(&source);
    let before = files_in(&source);
    let import_text = |text: &str| {
        fs::write(folder.join("s.csv"), text).unwrap();
        import(&folder.join("s.csv"), &source)
    };
    let refused = import_text("所在商位,店名,经营类目\nf1-101,店,toyz\n").unwrap_err();
    assert_eq!(refused.told[0].code, "unknown-reference");
    assert!(refused.told[0].is_near && refused.told[0].mend == "toys");
    assert_eq!(files_in(&source), before);
    import_text("所在商位,店名,经营类目\n\"f1-101,f1-102\",店,毛绒玩具;Bags\n").unwrap();
    let listing = &rows(&source, "levels/f1/listings.json")[0];
    assert_eq!(listing["categories"], json!(["plush", "bags"]));
    assert_eq!(listing["stalls"], json!(["f1-101", "f1-102"]));
    // The other files stay.
    let after = files_in(&source);
    assert!(before.iter().all(|(file, bytes)| {
        file == "levels/f1/listings.json" || after.get(file) == Some(bytes)
    }));
}

#[test]
fn coordinates_of_another_order_or_another_datum() {
    let market = |latitude: &str, longitude: &str, mark: &str| {
        csv(format!(
            "市场编号,市场名称,发布单位,语言,纬度{mark},经度,发布序号,发布时间,有效期至\nm,市场,处,zh,{latitude},{longitude},1,2026-11-21,2027-11-21\n"
        ).as_bytes())
    };
    let good = market("29.3", "120.1", "").1;
    assert!(good.is_ok(), "{good:?}");
    refused(
        market("120.1", "29.3", ""),
        &[("row 2", "coordinate-order")],
    );
    refused(market("291", "12", ""), &[("row 2", "coordinate-order")]);
    refused(market("NaN", "120.1", ""), &[("E2", "form")]);
    refused(market("29.3", "120.1", "（高德）"), &[("E1", "datum")]);
}

#[test]
fn a_line_without_end_is_refused_before_it_fills_the_memory() {
    let mut text = b"\xe6\xa5\xbc\xe5\xb1\x82,\xe5\x95\x86\xe4\xbd\x8d\xe5\x8f\xb7\na1,\"".to_vec();
    text.resize(32 * 1024 * 1024, b'x');
    refused(csv(&text), &[("row 2", "row-too-long")]);
    let mut text = b"a1".to_vec();
    text.resize(4 * 1024 * 1024, b',');
    refused(csv(&text), &[("row 1", "row-too-long")]);
}

/// Linux alone lets a test bound the memory of a program.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_gigabytes_needs_no_memory() {
    use std::process::Command;
    let folder = Folder::new();
    let path = folder.join("long.csv");
    // A hole takes no room on the disk, and reads as zeros without end.
    let header = "楼层,商位号\na1,\"";
    fs::write(&path, header).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_len(3 * 1024 * 1024 * 1024).unwrap();
    let output = Command::new("sh")
        .arg("-c")
        .arg("ulimit -v 1500000; exec \"$0\" import sheet long.csv source")
        .arg(env!("CARGO_BIN_EXE_stallmap"))
        .current_dir(folder.path())
        .env("RAYON_NUM_THREADS", "2")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("row-too-long"), "{told}");
    assert!(!folder.join("source").exists());
}

#[test]
fn what_is_no_table() {
    for bytes in [
        &b""[..],
        b"\0\0\0\0",
        b"<html>",
        "第一,第二\n1,2\n".as_bytes(),
    ] {
        let (folder, result) = csv(bytes);
        assert_eq!(result.unwrap_err().told[0].code, "no-table", "{bytes:?}");
        assert!(!folder.join("source").exists());
    }
    let check = |name: &str, bytes: &[u8], code: &str| {
        let folder = Folder::new();
        fs::write(folder.join(name), bytes).unwrap();
        let refused = import(&folder.join(name), &folder.join("source")).unwrap_err();
        assert_eq!(refused.told[0].code, code, "{name}");
    };
    check("a.xlsx", b"PK\x03\x04", "no-workbook");
    check("a.xlsx", b"not a zip", "no-workbook");
    check("a.xls", &[0xd0, 0xcf, 0x11, 0xe0], "no-workbook");
    check(
        "a.csv",
        &[b"level,number\na1,\xe4".as_slice(), &[0xff; 40]].concat(),
        "encoding",
    );
}

#[test]
fn a_workbook_that_unpacks_without_end() {
    let folder = Folder::new();
    let path = folder.join("bomb.xlsx");
    let mut archive = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", options).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..256 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    let refused = import(&path, &folder.join("source")).unwrap_err();
    assert_eq!(refused.told[0].code, "too-large");
}
