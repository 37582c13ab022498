//! csv files in the encodings that spreadsheet programs write, read piece by piece: a line that
//! never ends costs no memory.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Cell, Note, Row, Workbook};
use crate::publisher::refusal::{Refusal, of_system};

/// Bytes of one row, at most.
const ROW_BYTES: usize = 1024 * 1024;
/// Cells of one row, at most.
const ROW_CELLS: usize = 1_000;
/// Bytes that are read at once.
const PIECE_BYTES: usize = 64 * 1024;
/// Bytes that are looked at to tell the encoding and the separator.
const PROBE_BYTES: usize = 1024 * 1024;

/// A csv file.
pub(super) struct CsvFile {
    path: PathBuf,
    name: String,
    encoding: &'static Encoding,
    separator: u8,
}

impl CsvFile {
    /// Tells encoding and separator from the beginning of the file.
    pub fn open(path: &Path) -> Result<CsvFile, Refusal> {
        let refused = |error: std::io::Error| of_system(path, &error);
        let mut probe = Vec::new();
        let file = File::open(path).map_err(refused)?;
        if !file.metadata().map_err(refused)?.is_file() {
            return Err(Refusal::at(path.display().to_string(), "file").found("not a file"));
        }
        file.take(PROBE_BYTES as u64)
            .read_to_end(&mut probe)
            .map_err(refused)?;
        let encoding = encoding_of(&probe);
        let (text, _, _) = encoding.decode(&probe);
        let first = text.lines().find(|line| !line.trim().is_empty());
        let count = |separator: &char| first.map_or(0, |line| line.matches(*separator).count());
        let separator = [',', ';', '\t'].into_iter().rev().max_by_key(count);
        Ok(CsvFile {
            path: path.to_owned(),
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            encoding,
            separator: separator.map_or(b',', |own| own as u8),
        })
    }

    fn place(&self, row: u32) -> String {
        format!("{}, row {row}", self.name)
    }

    fn too_long(&self, row: u32) -> Refusal {
        Refusal::at(self.place(row), "row-too-long")
            .found(format!(
                "a row of more than {ROW_BYTES} bytes or {ROW_CELLS} cells"
            ))
            .expected("rows of at most a thousand cells and a megabyte")
            .mend("Look for a quote (\") that is opened in this row and not closed, or shorten it.")
    }
}

impl Workbook for CsvFile {
    fn sheets(&self) -> Vec<String> {
        let stem = self.name.rsplit_once('.').map_or(&*self.name, |own| own.0);
        vec![stem.to_owned()]
    }

    fn rows(&mut self, _: usize, take: &mut dyn FnMut(Row) -> bool) -> Result<(), Refusal> {
        let refused = |error: std::io::Error| of_system(&self.path, &error);
        let mut file = File::open(&self.path).map_err(refused)?;
        file.seek(SeekFrom::Start(0)).map_err(refused)?;
        let mut pieces = Pieces {
            file: BufReader::with_capacity(PIECE_BYTES, file),
            decoder: self.encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; PIECE_BYTES],
            is_done: false,
        };
        let mut reader: Reader = ReaderBuilder::new().delimiter(self.separator).build();
        let mut output = vec![0; ROW_BYTES];
        let mut ends = vec![0; ROW_CELLS];
        let (mut filled, mut cells) = (0, 0);
        let mut text = String::new();
        let mut used = 0;
        let mut lines = Lines {
            line: 1,
            previous: 0,
        };
        let (mut line, mut is_between) = (1, true);
        loop {
            if used == text.len() {
                used = 0;
                text = pieces.next().map_err(refused)?;
                if text.contains(char::REPLACEMENT_CHARACTER) {
                    return Err(Refusal::at(self.place(line), "encoding")
                        .found(format!("bytes that are no {} text", self.encoding.name()))
                        .expected("UTF-8, UTF-16 with its mark, or GB18030")
                        .mend("Save it again as \"CSV UTF-8\"."));
                }
            }
            let mut input = text.as_bytes().get(used..).unwrap_or_default();
            // The row on the screen is that on which it begins: ends of lines before it are not
            // its own.
            if is_between && !input.is_empty() {
                let ends = input
                    .iter()
                    .take_while(|byte| b"\r\n".contains(byte))
                    .count();
                lines.see(&input[..ends]);
                used += ends;
                input = &input[ends..];
                line = lines.line;
                if input.is_empty() {
                    continue;
                }
                is_between = false;
            }
            let (result, read, wrote, ended) =
                reader.read_record(input, &mut output[filled..], &mut ends[cells..]);
            lines.see(&input[..read]);
            used += read;
            filled += wrote;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    return Err(self.too_long(line));
                }
                ReadRecordResult::Record => {
                    let row = row_of(&output[..filled], &ends[..cells], line);
                    (filled, cells) = (0, 0);
                    is_between = true;
                    if !row.cells.is_empty() && !take(row) {
                        return Ok(());
                    }
                }
                ReadRecordResult::End => return Ok(()),
            }
        }
    }

    fn notes(&self) -> Vec<Note> {
        let (name, encoding) = (&self.name, self.encoding.name());
        let separator = match self.separator {
            b'\t' => "Tab".to_owned(),
            other => format!("`{}`", char::from(other)),
        };
        vec![Note {
            en: format!("{name}: read as {encoding}, cells separated by {separator}"),
            zh: format!("{name}：按 {encoding} 读取，分隔符为 {separator}"),
        }]
    }
}

/// Counts lines, whichever of the three kinds of ends they have.
struct Lines {
    line: u32,
    previous: u8,
}

impl Lines {
    fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let is_second_half = self.previous == b'\r' && *byte == b'\n';
            if b"\r\n".contains(byte) && !is_second_half {
                self.line = self.line.saturating_add(1);
            }
            self.previous = *byte;
        }
    }
}

/// The file's text, piece by piece; an empty piece is its end.
struct Pieces {
    file: BufReader<File>,
    decoder: Decoder,
    bytes: Vec<u8>,
    is_done: bool,
}

impl Pieces {
    fn next(&mut self) -> std::io::Result<String> {
        let mut text = String::new();
        while text.is_empty() && !self.is_done {
            let read = self.file.read(&mut self.bytes)?;
            self.is_done = read == 0;
            let bytes = self.bytes.get(..read).unwrap_or_default();
            let room = self
                .decoder
                .max_utf8_buffer_length(read)
                .unwrap_or(PIECE_BYTES * 4);
            text.reserve(room);
            let _ = self
                .decoder
                .decode_to_string(bytes, &mut text, self.is_done);
        }
        Ok(text)
    }
}

fn encoding_of(probe: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(probe) {
        return encoding;
    }
    let nulls = |offset: usize| {
        probe
            .iter()
            .skip(offset)
            .step_by(2)
            .take(64)
            .filter(|byte| **byte == 0)
            .count()
    };
    if nulls(1) > 16 {
        return UTF_16LE;
    }
    if nulls(0) > 16 {
        return UTF_16BE;
    }
    // A letter may be cut at the end of what was read.
    let is_utf8 = match std::str::from_utf8(probe) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_utf8 { UTF_8 } else { GB18030 }
}

fn row_of(output: &[u8], ends: &[usize], number: u32) -> Row {
    let mut row = Row {
        number,
        ..Row::default()
    };
    let mut from = 0;
    for (column, end) in ends.iter().enumerate() {
        let text = String::from_utf8_lossy(output.get(from..*end).unwrap_or_default());
        from = *end;
        let text = text.trim();
        if !text.is_empty() {
            row.cells.push((column, Cell::Text(text.to_owned())));
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_every_kind() {
        let check = |pieces: &[&str], expected: u32| {
            let mut lines = Lines {
                line: 1,
                previous: 0,
            };
            pieces.iter().for_each(|piece| lines.see(piece.as_bytes()));
            assert_eq!(lines.line, expected, "{pieces:?}");
        };
        check(&["a"], 1);
        check(&["a\nb\n"], 3);
        check(&["a\r\nb\r", "\nc"], 3);
        check(&["a\rb\r\rc"], 4);
    }

    #[test]
    fn encodings() {
        let check = |bytes: &[u8], expected: &'static Encoding| {
            assert_eq!(encoding_of(bytes).name(), expected.name(), "{bytes:x?}");
        };
        check("商位号,店名".as_bytes(), UTF_8);
        check(b"\xef\xbb\xbfnumber", UTF_8);
        check(&"商位".as_bytes()[..5], UTF_8);
        check(b"\xc9\xcc\xce\xbb\xba\xc5", GB18030);
        check(b"\xff\xfea\0", UTF_16LE);
        check(&b"a\0".repeat(40), UTF_16LE);
        check(b"", UTF_8);
    }
}
