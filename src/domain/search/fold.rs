//! Making differently typed words comparable.

/// A text in lower case, full-width signs made narrow, invisible signs dropped.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match narrow(character) {
            ascii if ascii.is_ascii() => {
                if ascii.is_ascii_control() {
                    continue;
                }
                out.push(ascii.to_ascii_lowercase());
            }
            sign if is_invisible(sign) => {}
            letter => out.extend(letter.to_lowercase()),
        }
    }
    out
}

/// Only the ASCII letters and digits of a text, in lower case: `F3-12045` and `ｆ３ １２０４５`
/// both become `f312045`.
pub fn folded_number(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// The narrow form of a full-width sign.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Direction marks, joiners and the like: nobody types them on purpose.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || character.is_control()
}
