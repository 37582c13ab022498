//! Service places, as far as an answer needs them.

use super::bytes::{put_count, put_part, put_signed, put_whole};
use super::core::{PLACES_MAGIC, begin, open};

/// A service place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its id.
    pub id: String,
    /// Number of its level.
    pub level: u32,
    /// Number of its kind.
    pub kind: u32,
    /// Decimetres of the building's grid.
    pub at_dm: (i32, i32),
}

/// Writes the file.
pub fn write_places(rows: &[PlaceRow]) -> Vec<u8> {
    let mut out = begin(PLACES_MAGIC);
    put_count(&mut out, rows.len());
    for row in rows {
        put_part(&mut out, row.id.as_bytes());
    }
    for row in rows {
        put_whole(&mut out, row.level);
        put_whole(&mut out, row.kind);
        put_signed(&mut out, row.at_dm.0);
        put_signed(&mut out, row.at_dm.1);
    }
    out
}

/// Reads the file. None when the bytes are no such file.
pub fn read_places(bytes: &[u8]) -> Option<Vec<PlaceRow>> {
    let bytes = &mut open(bytes, PLACES_MAGIC)?;
    let mut rows = Vec::new();
    for _ in 0..bytes.count()? {
        rows.push(PlaceRow {
            id: bytes.text()?.to_owned(),
            level: 0,
            kind: 0,
            at_dm: (0, 0),
        });
    }
    for row in &mut rows {
        row.level = bytes.whole()?;
        row.kind = bytes.whole()?;
        row.at_dm = (bytes.signed()?, bytes.signed()?);
    }
    bytes.is_empty().then_some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_written() {
        let row = |id: &str, x| PlaceRow {
            id: id.to_owned(),
            level: 3,
            kind: 9,
            at_dm: (x, -4),
        };
        let rows = vec![row("a1-toilet-1", 500_000), row("a1-toilet-2", -1)];
        let whole = write_places(&rows);
        assert_eq!(read_places(&whole), Some(rows));
        for cut in 0..whole.len() {
            assert_eq!(read_places(&whole[..cut]), None);
        }
    }
}
