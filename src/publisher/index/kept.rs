//! The terms of a level in bytes, as they are kept for the next build: keys after what they share
//! with the one before, stalls as steps from one to the next.

use crate::domain::search::bytes::{Bytes, put_count, put_part, put_whole};
use crate::domain::search::shard::TermRow;

/// The terms in bytes.
pub fn write_terms(rows: &[(Vec<u8>, TermRow)]) -> Vec<u8> {
    let mut out = Vec::new();
    put_count(&mut out, rows.len());
    let mut last: &[u8] = &[];
    for (key, row) in rows {
        let shared = last.iter().zip(key).take_while(|(a, b)| a == b).count();
        put_count(&mut out, shared);
        put_part(&mut out, key.get(shared..).unwrap_or_default());
        put_part(&mut out, row.text.as_bytes());
        for stalls in &row.stalls {
            put_count(&mut out, stalls.len());
            let mut before = 0;
            for stall in stalls {
                put_whole(&mut out, stall.wrapping_sub(before));
                before = *stall;
            }
        }
        last = key;
    }
    out
}

/// What [`write_terms`] wrote.
pub fn read_terms(bytes: &[u8]) -> Option<Vec<(Vec<u8>, TermRow)>> {
    let mut bytes = Bytes::new(bytes);
    let count = bytes.count()?;
    let mut rows: Vec<(Vec<u8>, TermRow)> = Vec::with_capacity(count);
    for _ in 0..count {
        let shared = usize::try_from(bytes.whole()?).ok()?;
        let rest = bytes.part()?;
        let mut key = Vec::with_capacity(shared + rest.len());
        if let Some((last, _)) = rows.last() {
            key.extend(last.get(..shared)?);
        }
        key.extend(rest);
        let mut row = TermRow {
            text: bytes.text()?.to_owned(),
            ..TermRow::default()
        };
        for stalls in &mut row.stalls {
            let count = bytes.count()?;
            stalls.reserve_exact(count);
            let mut before = 0_u32;
            for _ in 0..count {
                before = before.wrapping_add(bytes.whole()?);
                stalls.push(before);
            }
        }
        rows.push((key, row));
    }
    bytes.is_empty().then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_there() {
        let row = |stalls: [&[u32]; 5], text: &str| TermRow {
            stalls: stalls.map(<[u32]>::to_vec),
            text: text.to_owned(),
        };
        let rows = vec![
            (
                b"wbear".to_vec(),
                row([&[0, 7, 300], &[], &[1], &[], &[]], ""),
            ),
            (
                b"wbeard".to_vec(),
                row([&[], &[2], &[], &[], &[]], "Beard & Co"),
            ),
            (b"x".to_vec(), row([&[], &[], &[], &[], &[u32::MAX]], "")),
        ];
        let bytes = write_terms(&rows);
        let read = read_terms(&bytes).unwrap();
        assert_eq!(read.len(), rows.len());
        for (own, expected) in read.iter().zip(&rows) {
            assert_eq!(own.0, expected.0);
            assert_eq!(own.1.stalls, expected.1.stalls);
            assert_eq!(own.1.text, expected.1.text);
        }
        for length in 0..bytes.len() {
            assert!(read_terms(&bytes[..length]).is_none(), "{length}");
        }
    }
}
