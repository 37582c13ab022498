//! Numbers that nobody means to publish: mobile numbers outside a business contact, and the numbers
//! of identity cards anywhere.

use super::time::Day;

/// Whether eleven digits, ASCII or full-width, follow each other somewhere, but for spaces and
/// dashes.
pub fn may_hold_number(bytes: &[u8]) -> bool {
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
pub enum Number {
    /// Of a mobile telephone.
    Mobile,
    /// Of an identity card.
    Identity,
}

impl Number {
    /// What it is called in reports.
    pub fn name(self) -> &'static str {
        match self {
            Number::Mobile => "mobile number",
            Number::Identity => "identity card number",
        }
    }
}

/// Looks for one in a text: at groups of digits by themselves and, with the spaces and dashes
/// between them left out, together.
pub fn number_in(text: &str) -> Option<Number> {
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
    let is_long = run.len() == 11 && run.bytes().all(|own| own.is_ascii_digit());
    is_long && run.starts_with('1') && run.as_bytes().get(1) >= Some(&b'3')
}

/// Six digits for the place, eight for a day of birth, three more, and a digit or X.
fn is_identity(run: &str) -> bool {
    let (Some(place), Some(born), Some(rest)) = (run.get(..6), run.get(6..14), run.get(14..))
    else {
        return false;
    };
    let digits = [place, born, rest.get(..3).unwrap_or("x")];
    let are_digits = |own: &str| own.bytes().all(|own| own.is_ascii_digit());
    if run.len() != 18 || place.starts_with('0') || !digits.into_iter().all(are_digits) {
        return false;
    }
    let (year, day) = born.split_at(4);
    let (month, day) = day.split_at(2);
    let century = year.starts_with("19") || year.starts_with("20");
    century && Day::parse(&[year, "-", month, "-", day].concat()).is_some()
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
}
