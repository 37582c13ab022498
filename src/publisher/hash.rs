//! SHA-256 as a publication writes it.

use sha2::{Digest, Sha256};

/// SHA-256 as it is compared within the program.
pub type Fingerprint = [u8; 32];

/// SHA-256.
pub fn fingerprint_of(bytes: &[u8]) -> Fingerprint {
    Sha256::digest(bytes).into()
}

/// SHA-256 in hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    hexadecimal(&fingerprint_of(bytes))
}

/// Two lower-case digits a byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]));
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_hexadecimal() {
        assert_eq!(hexadecimal(&[0, 0x1f, 0xa0]), "001fa0");
    }
}
