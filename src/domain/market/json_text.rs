//! From the text of a JSON file to its values. A map reads files of megabytes while fingers wait:
//! taking the browser's own parsed values over, one call for each, takes ten times as long, and
//! lists of whole numbers, which are most of a level, need a quarter of the memory here.

use super::json::Json;

/// Real files are six deep; the stack must hold whatever a damaged one says.
const DEEPEST: usize = 64;
/// So many digits are a whole number that a double holds exactly, whatever they are.
const MOST_DIGITS: usize = 15;
/// The largest whole number that a double holds exactly, and no larger one either.
const MOST_WHOLE: f64 = 9_007_199_254_740_991.0;

/// The text is not JSON from this byte on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misread {
    /// Counted from 0.
    pub byte: usize,
}

/// Reads a text. Numbers without a fraction that a double holds exactly are whole, however they
/// were written. `real` reads a number with a point, an exponent or many digits: code for that is
/// large, and a browser has it already.
///
/// # Errors
/// When the text is not JSON, or nested deeper than any real file.
pub fn parse(text: &str, real: &dyn Fn(&str) -> Option<f64>) -> Result<Json, Misread> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, at: 0, real };
    let json = reader.value(0);
    if json.is_some() {
        reader.space();
    }
    json.filter(|_| reader.at == text.len())
        .ok_or(Misread { byte: reader.at })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    real: &'a dyn Fn(&str) -> Option<f64>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Goes over a byte, if it is this one.
    fn skip(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    fn skip_word(&mut self, word: &str) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        rest.starts_with(word).then(|| self.at += word.len())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        self.space();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'[' => self.list(depth),
            b'{' => self.object(depth),
            b't' => self.skip_word("true").map(|()| Json::Bool(true)),
            b'f' => self.skip_word("false").map(|()| Json::Bool(false)),
            b'n' => self.skip_word("null").map(|()| Json::Null),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        self.space();
        if self.skip(b']') {
            return Some(Json::List(Vec::new()));
        }
        let mut wholes: Vec<i32> = Vec::new();
        let mut list = loop {
            let before = self.at;
            self.space();
            let Some(whole) = self.small_whole() else {
                // Something else: what was read so far is a list like any other.
                self.at = before;
                break wholes
                    .into_iter()
                    .map(|own| Json::Whole(own.into()))
                    .collect();
            };
            wholes.push(whole);
            self.space();
            if self.skip(b']') {
                return Some(Json::Wholes(wholes));
            }
            if !self.skip(b',') {
                return None;
            }
        };
        self.rest_of_list(&mut list, depth)?;
        Some(Json::List(list))
    }

    fn rest_of_list(&mut self, list: &mut Vec<Json>, depth: usize) -> Option<()> {
        loop {
            list.push(self.value(depth + 1)?);
            self.space();
            if self.skip(b']') {
                return Some(());
            }
            if !self.skip(b',') {
                return None;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.at += 1;
        let mut entries = Vec::new();
        self.space();
        if self.skip(b'}') {
            return Some(Json::Object(entries));
        }
        loop {
            self.space();
            let name = self.string()?;
            self.space();
            if !self.skip(b':') {
                return None;
            }
            entries.push((name, self.value(depth + 1)?));
            self.space();
            if self.skip(b'}') {
                return Some(Json::Object(entries));
            }
            if !self.skip(b',') {
                return None;
            }
        }
    }

    /// A whole number of at most nine digits that ends a list's value; else nothing is read.
    fn small_whole(&mut self) -> Option<i32> {
        let start = self.at;
        let is_negative = self.skip(b'-');
        let first = self.at;
        let mut value = 0_i32;
        while let Some(digit @ b'0'..=b'9') = self.peek().filter(|_| self.at < first + 9) {
            value = value * 10 + i32::from(digit - b'0');
            self.at += 1;
        }
        let is_well_formed = self.at > first
            && (self.at == first + 1 || self.text.as_bytes().get(first) != Some(&b'0'));
        match self.peek() {
            Some(b',' | b']' | b' ' | b'\n' | b'\r' | b'\t') if is_well_formed => {
                Some(if is_negative { -value } else { value })
            }
            _ => {
                self.at = start;
                None
            }
        }
    }

    fn digits(&mut self) -> Option<usize> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(self.at - start)
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        self.skip(b'-');
        let is_zero = self.peek() == Some(b'0');
        let digits = self.digits()?;
        if is_zero && digits > 1 {
            return None;
        }
        let mut is_plain = digits <= MOST_DIGITS;
        if self.skip(b'.') {
            is_plain = false;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            is_plain = false;
            self.at += 1;
            if !self.skip(b'-') {
                self.skip(b'+');
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at)?;
        if is_plain {
            return text.parse().ok().map(Json::Whole);
        }
        let value = (self.real)(text)?;
        if value.fract() == 0.0 && value.abs() <= MOST_WHOLE {
            #[allow(clippy::cast_possible_truncation, reason = "whole, and small enough")]
            return Some(Json::Whole(value as i64));
        }
        Some(Json::Real(value))
    }

    fn string(&mut self) -> Option<String> {
        if !self.skip(b'"') {
            return None;
        }
        let mut start = self.at;
        let mut text = String::new();
        loop {
            match self.peek()? {
                b'"' => {
                    text.push_str(self.text.get(start..self.at)?);
                    self.at += 1;
                    return Some(text);
                }
                b'\\' => {
                    text.push_str(self.text.get(start..self.at)?);
                    self.at += 1;
                    text.push(self.escaped()?);
                    start = self.at;
                }
                0..=0x1f => return None,
                _ => self.at += 1,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                match char::from_u32(unit) {
                    Some(letter) => letter,
                    None => self.pair(unit).unwrap_or(char::REPLACEMENT_CHARACTER),
                }
            }
            _ => return None,
        })
    }

    /// Four digits of sixteen.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.at += 4;
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }

    /// A letter written as two units; half a letter is none.
    fn pair(&mut self, high: u32) -> Option<char> {
        let before = self.at;
        self.skip_word("\\u")?;
        let low = self.unit();
        let letter = low
            .filter(|low| (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(low))
            .and_then(|low| char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)));
        if letter.is_none() {
            self.at = before;
        }
        letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Json, Misread> {
        parse(text, &|number| number.parse().ok())
    }

    fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    #[test]
    fn values() {
        for (written, expected) in [
            ("null", Json::Null),
            (" true ", Json::Bool(true)),
            ("\u{feff}false", Json::Bool(false)),
            ("0", Json::Whole(0)),
            ("-0", Json::Whole(0)),
            ("-12", Json::Whole(-12)),
            ("123456789012345", Json::Whole(123_456_789_012_345)),
            ("9007199254740993", Json::Real(9_007_199_254_740_992.0)),
            ("2.50", Json::Real(2.5)),
            ("3.0", Json::Whole(3)),
            ("1e3", Json::Whole(1000)),
            ("25E-1", Json::Real(2.5)),
            ("[]", Json::List(vec![])),
            ("[1, -2,3 ]", Json::Wholes(vec![1, -2, 3])),
            ("[ 999999999 ]", Json::Wholes(vec![999_999_999])),
            (
                "[1,4000000000]",
                Json::List(vec![Json::Whole(1), Json::Whole(4_000_000_000)]),
            ),
            ("[1,2.5]", Json::List(vec![Json::Whole(1), Json::Real(2.5)])),
            (
                "[1,null,\"a\"]",
                Json::List(vec![Json::Whole(1), Json::Null, text("a")]),
            ),
            ("{}", Json::Object(vec![])),
            (
                "{\"a\": {\"b\":[\"c\"]}, \"a\":1}",
                Json::Object(vec![
                    (
                        "a".to_owned(),
                        Json::Object(vec![("b".to_owned(), Json::List(vec![text("c")]))]),
                    ),
                    ("a".to_owned(), Json::Whole(1)),
                ]),
            ),
        ] {
            assert_eq!(read(written), Ok(expected), "{written}");
        }
    }

    #[test]
    fn texts_of_every_script() {
        for (written, expected) in [
            (r#""""#, ""),
            (r#""义乌 Toys متجر""#, "义乌 Toys متجر"),
            (r#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{c}\n\r\tz"),
            (r#""\u4e49\u00e9""#, "义é"),
            (r#""\ud83d\ude00!""#, "😀!"),
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\ude00x""#, "\u{fffd}x"),
        ] {
            assert_eq!(read(written), Ok(text(expected)), "{written}");
        }
    }

    #[test]
    fn what_is_not_json() {
        for (written, byte) in [
            ("", 0),
            ("nul", 0),
            ("01", 2),
            ("[01]", 3),
            ("1.", 2),
            (".5", 0),
            ("+1", 0),
            ("1e", 2),
            ("-", 1),
            ("[1,]", 3),
            ("[1 2]", 3),
            ("[1", 2),
            ("{\"a\" 1}", 5),
            ("{a:1}", 1),
            ("{\"a\":1,}", 7),
            ("\"a", 2),
            ("\"a\nb\"", 2),
            (r#""\x""#, 3),
            (r#""\u00g0""#, 7),
            (r#""\u+123""#, 7),
            ("1 1", 2),
            ("[1] x", 4),
        ] {
            assert_eq!(read(written), Err(Misread { byte }), "{written}");
        }
        assert!(read(&"[".repeat(100_000)).is_err());
        let deep = ["[".repeat(60), "]".repeat(60)].concat();
        assert!(read(&deep).is_ok());
    }

    #[test]
    fn a_damaged_file_is_never_more_than_misread() {
        let whole = r#"{"stalls":{"x":[1,2,33],"n":["甲","\u4e59"],"s":1.5e2,"o":{"3":[[1,2]]}}}"#;
        assert!(read(whole).is_ok());
        for end in 0..whole.len() {
            if let Some(part) = whole.get(..end) {
                assert!(read(part).is_err(), "{part}");
            }
        }
        let mut seed = 7_u32;
        for _ in 0..4000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (place, byte) = ((seed >> 8) as usize % whole.len(), (seed >> 3) as u8 & 0x7f);
            let mut bytes = whole.as_bytes().to_vec();
            bytes[place] = byte;
            // Whatever it is, it comes to an end without a panic.
            let _ = read(&String::from_utf8_lossy(&bytes));
        }
    }
}
