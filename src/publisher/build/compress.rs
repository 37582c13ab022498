//! Compressed copies beside the files, so that a host need not compress while visitors wait.

use std::io::{Read, Write};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::{GzBuilder, write::GzEncoder};

/// A coding that browsers take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// `.br`
    Brotli,
    /// `.gz`
    Gzip,
}

/// Both codings.
pub const CODINGS: [Coding; 2] = [Coding::Brotli, Coding::Gzip];

/// Gzip is for the few readers without brotli.
const GZIP_LEVEL: u32 = 6;
/// Files below this stay as they are: the headers of an answer are longer.
pub const LEAST_BYTES: usize = 256;

impl Coding {
    /// Ending of the copy's name.
    pub fn ending(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gz",
        }
    }
}

/// Compresses. The same bytes give the same copy.
pub fn compressed(coding: Coding, bytes: &[u8], brotli_quality: i32) -> std::io::Result<Vec<u8>> {
    match coding {
        Coding::Brotli => {
            let params = BrotliEncoderParams {
                quality: brotli_quality,
                size_hint: bytes.len(),
                lgwin: window_bits(bytes.len()),
                ..BrotliEncoderParams::default()
            };
            let mut copy = Vec::new();
            brotli::BrotliCompress(&mut &bytes[..], &mut copy, &params)?;
            Ok(copy)
        }
        Coding::Gzip => {
            // Without name and time, which would differ from build to build.
            let mut encoder: GzEncoder<Vec<u8>> =
                GzBuilder::new().write(Vec::new(), Compression::new(GZIP_LEVEL));
            encoder.write_all(bytes)?;
            encoder.finish()
        }
    }
}

/// A window that the whole file fits into. The usual one of four megabytes would only be cleared, for
/// each of thousands of files.
fn window_bits(bytes: usize) -> i32 {
    let bits = usize::BITS - bytes.leading_zeros();
    i32::try_from(bits).unwrap_or(22).clamp(16, 22)
}

/// Whether `copy` is exactly `bytes`, compressed. Never reads further than one byte past their
/// length, whatever the copy would unpack to.
pub fn holds(coding: Coding, copy: &[u8], bytes: &[u8]) -> bool {
    let bound = bytes.len() as u64 + 1;
    let mut unpacked = Vec::with_capacity(bytes.len());
    let read = match coding {
        Coding::Brotli => brotli::Decompressor::new(copy, 64 * 1024)
            .take(bound)
            .read_to_end(&mut unpacked),
        Coding::Gzip => GzDecoder::new(copy).take(bound).read_to_end(&mut unpacked),
    };
    read.is_ok() && unpacked == bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const BROTLI_QUALITY: i32 = 5;

    #[test]
    fn a_copy_holds_what_it_was_made_of_and_nothing_else() {
        let bytes = "a market of stalls ".repeat(200).into_bytes();
        for coding in CODINGS {
            let copy = compressed(coding, &bytes, BROTLI_QUALITY).unwrap();
            assert!(copy.len() < bytes.len() / 10);
            assert_eq!(copy, compressed(coding, &bytes, BROTLI_QUALITY).unwrap());
            assert!(holds(coding, &copy, &bytes));
            assert!(!holds(coding, &copy, &bytes[1..]));
            assert!(!holds(coding, &copy, b""));
            assert!(!holds(coding, &copy[..copy.len() / 2], &bytes));
            assert!(!holds(coding, b"", &bytes));
            assert!(!holds(coding, b"no such thing", &bytes));
        }
    }
}
