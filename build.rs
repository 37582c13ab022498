//! Turns the keys of the message tables (`src/domain/language/messages/<tag>.json`) into code: an
//! enum with one entry for each message. A message that a language lacks, or that asks for another
//! value than the first language does, stops the build. The texts themselves are files that the
//! page loads.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value};

/// The first table decides which messages there are.
const LANGUAGES: [&str; 13] = [
    "en", "zh-Hant", "zh", "ar", "ru", "es", "fr", "pt", "ko", "ja", "hi", "tr", "id",
];
const PLURAL_CLASSES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn main() {
    let mut mistakes = Vec::new();
    let tables = tables_in("src/domain/language/messages", &mut mistakes);
    // The owner's page reads its own by name: no kiosk carries them.
    tables_in("src/domain/language/preview", &mut mistakes);
    assert!(
        mistakes.is_empty(),
        "message tables disagree:\n{}",
        mistakes.join("\n")
    );
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("messages.rs"), code(&tables)).expect("OUT_DIR can be written");
    if env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        // The module is cut into parts by what refers to what: the linker has to leave that in.
        println!("cargo:rustc-link-arg-bin=stallmap-web=--emit-relocs");
    }
}

/// The tables of a folder, compared with the first.
fn tables_in(folder: &str, mistakes: &mut Vec<String>) -> Vec<Map<String, Value>> {
    println!("cargo:rerun-if-changed={folder}");
    let tables: Vec<Map<String, Value>> = LANGUAGES
        .iter()
        .map(|tag| read(&Path::new(folder).join(format!("{tag}.json"))))
        .collect();
    for (tag, table) in LANGUAGES.iter().zip(&tables) {
        compare(&tables[0], table, tag, mistakes);
    }
    tables
}

fn read(path: &Path) -> Map<String, Value> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match serde_json::from_str(&text) {
        Ok(Value::Object(table)) => table,
        Ok(_) => panic!("{}: expected one object", path.display()),
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Names of the values that a text asks for: `{n}`, `{date}`.
fn values(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

fn compare(
    first: &Map<String, Value>,
    own: &Map<String, Value>,
    tag: &str,
    mistakes: &mut Vec<String>,
) {
    for key in first.keys().chain(own.keys()).collect::<BTreeSet<_>>() {
        match (first.get(key), own.get(key)) {
            (_, None) => mistakes.push(format!("{tag}.json: message `{key}` is missing")),
            (None, _) => mistakes.push(format!(
                "{tag}.json: `{key}` is not in {}.json",
                LANGUAGES[0]
            )),
            (Some(Value::String(first)), Some(Value::String(own))) => {
                if values(first) != values(own) {
                    mistakes.push(format!(
                        "{tag}.json: `{key}` must use the values {:?}, it uses {:?}",
                        values(first),
                        values(own)
                    ));
                }
            }
            (Some(Value::Object(_)), Some(Value::Object(forms))) => {
                if !forms.contains_key("other") {
                    mistakes.push(format!("{tag}.json: `{key}` needs the form `other`"));
                }
                for form in forms
                    .keys()
                    .filter(|form| !PLURAL_CLASSES.contains(&form.as_str()))
                {
                    mistakes.push(format!(
                        "{tag}.json: `{key}` has an unknown plural class `{form}`"
                    ));
                }
            }
            _ => mistakes.push(format!(
                "{tag}.json: `{key}` must be of the same kind as in {}.json",
                LANGUAGES[0]
            )),
        }
    }
}

fn code(tables: &[Map<String, Value>]) -> String {
    let keys = |plural: bool| {
        tables[0]
            .iter()
            .filter(move |(_, value)| value.is_object() == plural)
            .map(|(key, _)| key.as_str())
    };
    let mut code = String::new();
    for (name, plural, about) in [
        ("Message", false, "A text of the screens."),
        (
            "CountMessage",
            true,
            "A text with a number, in the plural form the number asks for.",
        ),
    ] {
        let _ = writeln!(
            code,
            "/// {about}\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum {name} {{"
        );
        for key in keys(plural) {
            let text = match &tables[0][key] {
                Value::Object(forms) => forms["other"].as_str(),
                text => text.as_str(),
            };
            let _ = writeln!(
                code,
                "    /// {}\n    {},",
                text.unwrap_or_default(),
                camel(key)
            );
        }
        let _ = writeln!(code, "}}");
    }
    let _ = writeln!(
        code,
        "/// Tags of the languages with a table.\npub const TAGS: [&str; {}] = {LANGUAGES:?};",
        tables.len()
    );
    // What is said in all languages at once, before anybody has chosen one.
    for (name, key, about) in [
        (
            "OWN_NAMES",
            "language_name",
            "What each language calls itself.",
        ),
        (
            "INVITATIONS",
            "attract_invite",
            "What each language says to who passes by.",
        ),
    ] {
        let texts: Vec<_> = tables
            .iter()
            .map(|table| table[key].as_str().unwrap_or_default())
            .collect();
        let _ = writeln!(
            code,
            "/// {about}\nconst {name}: [&str; {}] = {texts:?};",
            tables.len()
        );
    }
    for (name, plural) in [("KEYS", false), ("COUNT_KEYS", true)] {
        let keys: Vec<_> = keys(plural).collect();
        let _ = writeln!(code, "const {name}: [&str; {}] = {keys:?};", keys.len());
    }
    let _ = writeln!(
        code,
        "/// The text of a kind of place.\npub fn place_kind(word: &str) -> Option<Message> {{\n    Some(match word {{"
    );
    for key in keys(false).filter(|key| key.starts_with("place_")) {
        let _ = writeln!(
            code,
            "        {:?} => Message::{},",
            &key["place_".len()..],
            camel(key)
        );
    }
    let _ = writeln!(code, "        _ => return None,\n    }})\n}}");
    code
}

/// `you_are_here` → `YouAreHere`.
fn camel(key: &str) -> String {
    key.split('_')
        .map(|part| part[..1].to_uppercase() + &part[1..])
        .collect()
}
