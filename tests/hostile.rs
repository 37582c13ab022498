//! JSON that was written to break readers: the cases of the JSONTestSuite, and a few of our own.

use std::fs;
use std::path::Path;

use stallmap::domain::market::json::Json;
use stallmap::domain::market::json_text;

/// As the page reads a file: its bytes become a text, whatever they are.
fn read(bytes: &[u8]) -> Option<Json> {
    json_text::parse(&String::from_utf8_lossy(bytes), &|own| own.parse().ok()).ok()
}

#[test]
fn every_case_of_the_json_test_suite() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/json/cases");
    let mut cases = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_read = read(&fs::read(&path).unwrap()).is_some();
        match name.split('_').next() {
            Some("y") => assert!(is_read, "{name} is JSON"),
            Some("n") => assert!(!is_read, "{name} is not JSON"),
            Some("i") => {}
            _ => continue,
        }
        cases += 1;
    }
    assert_eq!(cases, 318);
}

#[test]
fn a_million_brackets() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let deep = [open.repeat(1_000_000), close.repeat(1_000_000)].concat();
        assert!(read(deep.as_bytes()).is_none(), "{open}");
        assert!(read(open.repeat(1_000_000).as_bytes()).is_none(), "{open}");
    }
}

#[test]
fn a_list_of_a_million_is_read_as_it_is() {
    let many = ["[0", &",7".repeat(1_000_000), "]"].concat();
    let Some(Json::Wholes(numbers)) = read(many.as_bytes()) else {
        panic!("a list of whole numbers");
    };
    assert_eq!(numbers.len(), 1_000_001);
    assert_eq!(numbers.last(), Some(&7));
}

#[test]
fn what_is_no_number_is_not_read() {
    for text in [
        "NaN",
        "-NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "1_000",
        "１",
        "+1",
        "--1",
        "1e",
        "inf",
    ] {
        assert!(read(text.as_bytes()).is_none(), "{text}");
        assert!(read(format!("[1,{text}]").as_bytes()).is_none(), "{text}");
    }
}
