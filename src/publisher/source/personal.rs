//! Numbers that nobody means to publish: mobile numbers outside a business contact, and the numbers
//! of identity cards anywhere. The format has no field for a person, so such a number stands in a
//! text that was written for something else.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::domain::market::problem::{Fault, Problem, Problems};
use crate::domain::market::time::Day;

/// The field below which a mobile number is a shop's own choice.
const CONTACT: &str = "contact";

/// Notes every such number of a file that is JSON.
pub fn note_personal(file: &str, json: &[u8], problems: &mut Problems) {
    // Most files have none; only the others are walked through.
    if !may_hold_number(json) {
        return;
    }
    let mut walk = Walk {
        file,
        path: Vec::new(),
        problems,
    };
    let mut json = serde_json::Deserializer::from_slice(json);
    // What is no JSON was noted when the file was read.
    let _ = (&mut walk).deserialize(&mut json);
}

/// Whether eleven digits, ASCII or full-width, follow each other somewhere, but for spaces and
/// dashes.
fn may_hold_number(bytes: &[u8]) -> bool {
    let mut digits = 0;
    for byte in bytes {
        match byte {
            b'0'..=b'9' => digits += 1,
            // The last byte of a full-width digit; its first two say nothing by themselves.
            0x90..=0x99 => digits += 1,
            b' ' | b'-' | 0xef | 0xbc => {}
            _ => digits = 0,
        }
        if digits == 11 {
            return true;
        }
    }
    false
}

/// What a text seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    Mobile,
    Identity,
}

/// The name of a kind of number, as warnings hold it.
pub fn personal_number(name: &str) -> Option<&'static str> {
    let all = [Number::Mobile, Number::Identity];
    all.map(Number::name).into_iter().find(|own| *own == name)
}

impl Number {
    fn name(self) -> &'static str {
        match self {
            Number::Mobile => "mobile number",
            Number::Identity => "identity card number",
        }
    }
}

/// Looks at groups of digits by themselves and, with the spaces and dashes between them left out,
/// together.
fn number_in(text: &str) -> Option<Number> {
    let folded: String = text.chars().map(ascii_digit).collect();
    let mut runs = folded.split(|own: char| !is_of_number(own) && !matches!(own, ' ' | '-'));
    runs.find_map(|run| {
        let alone = run.split([' ', '-']).find_map(number_of);
        alone.or_else(|| number_of(&run.replace([' ', '-'], "")))
    })
}

fn ascii_digit(own: char) -> char {
    let place = u32::from(own).wrapping_sub(u32::from('０'));
    char::from_digit(place, 10).unwrap_or(own)
}

/// The last place of an identity card number may be an X.
fn is_of_number(own: char) -> bool {
    own.is_ascii_digit() || matches!(own, 'x' | 'X')
}

fn number_of(run: &str) -> Option<Number> {
    if is_identity(run) {
        return Some(Number::Identity);
    }
    let run = run.trim_matches(['x', 'X']);
    let abroad = ["0086", "86"].into_iter();
    let plain = abroad.fold(run, |run, prefix| match run.strip_prefix(prefix) {
        Some(rest) if rest.len() == 11 => rest,
        _ => run,
    });
    is_mobile(plain).then_some(Number::Mobile)
}

/// Eleven digits; the first is 1, the second at least 3.
fn is_mobile(run: &str) -> bool {
    let bytes = run.as_bytes();
    let digits = bytes.iter().all(u8::is_ascii_digit);
    bytes.len() == 11 && digits && bytes[0] == b'1' && bytes[1] >= b'3'
}

/// Six digits for the place, eight for a day of birth, three more, and a digit or X.
fn is_identity(run: &str) -> bool {
    let bytes = run.as_bytes();
    if bytes.len() != 18 || bytes[0] == b'0' || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let born = format!("{}-{}-{}", &run[6..10], &run[10..12], &run[12..14]);
    let century = matches!(&run[6..8], "19" | "20");
    century && Day::parse(&born).is_some()
}

/// Walks through any JSON and looks at each text.
struct Walk<'a, 'de> {
    file: &'a str,
    path: Vec<Step<'de>>,
    problems: &'a mut Problems,
}

enum Step<'de> {
    Row(usize),
    Field(Cow<'de, str>),
}

impl Step<'_> {
    fn text(&self) -> String {
        match self {
            Step::Row(row) => format!("/{row}"),
            Step::Field(name) => format!("/{name}"),
        }
    }
}

impl Walk<'_, '_> {
    fn see(&mut self, text: &str) {
        // By far the most texts are done with here.
        if !may_hold_number(text.as_bytes()) {
            return;
        }
        let Some(number) = number_in(text) else {
            return;
        };
        let is_contact = |step: &Step| matches!(step, Step::Field(name) if name == CONTACT);
        let is_contact = self.path.iter().any(is_contact);
        if is_contact && number == Number::Mobile {
            return;
        }
        let path: String = self.path.iter().map(Step::text).collect();
        self.problems.push(Problem {
            file: self.file.to_owned(),
            path,
            fault: Fault::Personal(number.name()),
            // The report shall not spread what the publication must not.
            found: String::new(),
        });
    }
}

impl<'de> DeserializeSeed<'de> for &mut Walk<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Walk<'_, 'de> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.see(text);
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        self.path.push(Step::Row(0));
        for row in 0.. {
            if let Some(step) = self.path.last_mut() {
                *step = Step::Row(row);
            }
            if rows.next_element_seed(&mut *self)?.is_none() {
                break;
            }
        }
        self.path.pop();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(name) = fields.next_key::<Cow<'de, str>>()? {
            self.path.push(Step::Field(name));
            fields.next_value_seed(&mut *self)?;
            self.path.pop();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_number_of_a_person() {
        let check = |text: &str, expected: Option<Number>| {
            assert_eq!(number_in(text), expected, "{text}");
        };
        let mobile = Some(Number::Mobile);
        check("13812345678", mobile);
        check("王先生 138-1234-5678", mobile);
        check("call +86 138 1234 5678 now", mobile);
        check("008613812345678", mobile);
        check("微信同号１３８１２３４５６７８", mobile);
        check("3 13812345678", mobile);
        check("3x13812345678x", None);
        check("fax13812345678", mobile);
        let identity = Some(Number::Identity);
        check("11010119900307721X", identity);
        check("身份证110101199003077213。", identity);
        check("110101 19900307 7213", identity);
        // Landlines, standards, barcodes, prices, dates, shop numbers.
        check("0579-8500 1000", None);
        check("12345678901", None);
        check("GB 6675.1-2014", None);
        check("6901234567892", None);
        check("138123456789", None);
        check("2026-11-21 08:30", None);
        check("110101199013077213", None);
        check("F3-12045", None);
        check("", None);
    }

    #[test]
    fn where_it_stands() {
        let json = r#"[{"id":"a","description":{"zh":"找我 13812345678"},
            "contact":{"phone":"13812345678","messenger":"110101199003077213"}},
            {"products":[{"zh":"x"},{"zh":"13912345678"}],"year":13812345678}]"#;
        let mut problems = Problems::default();
        note_personal("levels/a1/listings.json", json.as_bytes(), &mut problems);
        let found: Vec<(&str, &Fault)> = problems
            .list()
            .iter()
            .map(|problem| (&*problem.path, &problem.fault))
            .collect();
        let expected = [
            ("/0/description/zh", &Fault::Personal("mobile number")),
            (
                "/0/contact/messenger",
                &Fault::Personal("identity card number"),
            ),
            ("/1/products/1/zh", &Fault::Personal("mobile number")),
        ];
        assert_eq!(found, expected);
        assert_eq!((problems.errors(), problems.warnings()), (0, 3));
    }

    #[test]
    fn what_is_no_json_is_left_to_others() {
        let mut problems = Problems::default();
        note_personal("x", b"{\"a\": \"13812345678\", ", &mut problems);
        assert_eq!(problems.warnings(), 1, "as far as it could be read");
        note_personal("x", b"\xff 13812345678", &mut problems);
        assert_eq!(problems.warnings(), 1);
    }
}
