//! Numbers that nobody means to publish: mobile numbers outside a business contact, and the numbers
//! of identity cards anywhere. The format has no field for a person, so such a number stands in a
//! text that was written for something else.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::domain::market::personal::{Number, may_hold_number, number_in};
use crate::domain::market::problem::{Fault, Problem, Problems};

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

/// The name of a kind of number, as warnings hold it.
pub fn personal_number(name: &str) -> Option<&'static str> {
    let all = [Number::Mobile, Number::Identity];
    all.map(Number::name).into_iter().find(|own| *own == name)
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
