//! Reading and writing of packed bytes. Whatever the bytes are, a reader gives a value or none.

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    /// Reads from the beginning.
    pub fn new(bytes: &'a [u8]) -> Bytes<'a> {
        Bytes { rest: bytes }
    }

    /// True at the end.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Bytes that are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A whole number, seven bits to a byte, the lowest first.
    pub fn whole(&mut self) -> Option<u32> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// A whole number that may be negative.
    pub fn signed(&mut self) -> Option<i32> {
        let value = self.whole()?;
        #[allow(
            clippy::cast_possible_wrap,
            reason = "the sign was folded into the lowest bit"
        )]
        Some((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    /// A number of entries, each of which takes at least one byte: more than there is left is a
    /// lie, and nothing is reserved for it.
    pub fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.whole()?).ok()?;
        (count <= self.rest.len()).then_some(count)
    }

    /// Bytes after their length.
    pub fn part(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.whole()?).ok()?;
        self.take(length)
    }

    /// UTF-8 after its length.
    pub fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.part()?).ok()
    }
}

/// Writes what [`Bytes::whole`] reads.
pub fn put_whole(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// Writes what [`Bytes::signed`] reads.
pub fn put_signed(out: &mut Vec<u8>, value: i32) {
    #[allow(
        clippy::cast_sign_loss,
        reason = "the sign is folded into the lowest bit"
    )]
    put_whole(out, ((value << 1) ^ (value >> 31)) as u32);
}

/// Writes what [`Bytes::count`] reads.
pub fn put_count(out: &mut Vec<u8>, count: usize) {
    put_whole(out, u32::try_from(count).unwrap_or(u32::MAX));
}

/// Writes what [`Bytes::part`] reads.
pub fn put_part(out: &mut Vec<u8>, part: &[u8]) {
    put_count(out, part.len());
    out.extend_from_slice(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let numbers = [0, 1, 127, 128, 300, 65_535, 1 << 21, u32::MAX];
        let signed = [0, -1, 1, 63, -64, i32::MAX, i32::MIN];
        let mut out = Vec::new();
        numbers.iter().for_each(|own| put_whole(&mut out, *own));
        signed.iter().for_each(|own| put_signed(&mut out, *own));
        put_part(&mut out, "玩具".as_bytes());
        let mut bytes = Bytes::new(&out);
        for own in numbers {
            assert_eq!(bytes.whole(), Some(own));
        }
        for own in signed {
            assert_eq!(bytes.signed(), Some(own));
        }
        assert_eq!(bytes.text(), Some("玩具"));
        assert!(bytes.is_empty());
    }

    #[test]
    fn what_is_not_there_is_none() {
        let mut bytes = Bytes::new(&[0xff, 0xff]);
        assert_eq!(bytes.whole(), None);
        assert_eq!(Bytes::new(&[200, 1]).count(), None);
        assert_eq!(Bytes::new(&[5, 1]).part(), None);
        assert_eq!(Bytes::new(&[1, 0xff]).text(), None);
        assert_eq!(Bytes::new(&[0xff; 6]).whole(), None);
    }
}
