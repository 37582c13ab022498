//! Codes to be photographed, as drawings.

use qrcodegen::{QrCode, QrCodeEcc};

/// White modules around the code, which every reader wants.
const QUIET: i32 = 4;

/// A drawn code: a square of modules.
pub struct Drawn {
    /// Modules of a side, the white ones around it included.
    pub side: i32,
    /// The dark modules as the path of a drawing with a module to the unit.
    pub path: String,
}

/// A text as a code; none for more than a code holds.
pub fn drawn(text: &str) -> Option<Drawn> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    Some(Drawn {
        side: code.size() + 2 * QUIET,
        path: modules(&code),
    })
}

/// The dark modules as a path, a stroke for each run in a row.
fn modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let first = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > first {
                let numbers = [first + QUIET, y + QUIET, x - first];
                for (word, number) in ["M", " ", "h"].into_iter().zip(numbers) {
                    path.push_str(word);
                    path.push_str(&number.to_string());
                }
                path.push_str("v1H");
                path.push_str(&(first + QUIET).to_string());
                path.push('z');
            }
            x += 1;
        }
    }
    path
}
