//! On which line of a file a JSON path stands. Only files with mistakes are looked at again, so
//! reading needs not carry positions along.

/// Paths of one file that are looked up; more would only slow a long report down.
const LOOKED_UP: usize = 2_000;
/// The same for a file that is one record: each of its paths is walked to from the top.
const LOOKED_UP_IN_RECORD: usize = 200;

/// The line (from 1) on which the value at each path begins; none when the path leads nowhere or
/// the file is no JSON up to there. Paths of rows should be in order, as they are in a report.
pub fn lines_of(json: &[u8], paths: &[&str]) -> Vec<Option<usize>> {
    let mut lines = vec![None; paths.len()];
    let mut top = Scanner { json, at: 0 };
    top.skip_space();
    if top.peek() != Some(b'[') {
        for (line, path) in lines.iter_mut().zip(paths).take(LOOKED_UP_IN_RECORD) {
            let mut scanner = Scanner { json, at: 0 };
            *line = scanner.go(path).map(|at| line_at(json, at));
        }
        return lines;
    }

    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (place, path) in paths.iter().enumerate().take(LOOKED_UP) {
        if let Some(row) = first_step(path).and_then(|step| step.parse().ok()) {
            wanted.push((row, place));
        }
    }
    wanted.sort_unstable();
    let mut wanted = wanted.into_iter().peekable();
    let (mut row, mut counted_to, mut line) = (0, 0, 1);
    top.at += 1;
    while wanted.peek().is_some() && top.at_entry() {
        while let Some((_, place)) = wanted.next_if(|(own, _)| *own == row) {
            let below = paths[place].splitn(3, '/').nth(2);
            let mut scanner = Scanner { json, at: top.at };
            let found = match below {
                Some(below) => scanner.go(&format!("/{below}")),
                None => Some(top.at),
            };
            // A field that is missing has no place of its own; its row has.
            let found = found.unwrap_or(top.at);
            line += newlines(&json[counted_to..top.at]);
            counted_to = top.at;
            lines[place] = Some(line + newlines(&json[top.at..found]));
        }
        if top.skip_value().is_none() {
            break;
        }
        row += 1;
    }
    lines
}

fn first_step(path: &str) -> Option<&str> {
    path.split('/').nth(1)
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

fn line_at(json: &[u8], at: usize) -> usize {
    1 + newlines(&json[..at])
}

/// A reader of JSON that only knows where values begin and end.
struct Scanner<'a> {
    json: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// Walks down a path from the value at hand; the offset where the value there begins. A path
    /// that ends too early leads to the last value that exists on the way.
    fn go(&mut self, path: &str) -> Option<usize> {
        self.skip_space();
        let mut reached = self.at;
        for step in path.split('/').skip(1) {
            if !self.enter(step)? {
                return Some(reached);
            }
            self.skip_space();
            reached = self.at;
        }
        Some(reached)
    }

    /// Moves to one entry of the list or record at hand.
    fn enter(&mut self, step: &str) -> Option<bool> {
        match self.peek()? {
            b'[' => {
                let wanted: usize = match step.parse() {
                    Ok(wanted) => wanted,
                    Err(_) => return Some(false),
                };
                self.at += 1;
                for _ in 0..wanted {
                    if !self.at_entry() {
                        return Some(false);
                    }
                    self.skip_value()?;
                }
                Some(self.at_entry())
            }
            b'{' => {
                self.at += 1;
                while self.at_entry() {
                    let from = self.at;
                    self.skip_value()?;
                    let key = &self.json[from..self.at];
                    let is_it = serde_json::from_slice::<String>(key).is_ok_and(|own| own == step);
                    self.skip_space();
                    if self.peek()? != b':' {
                        return None;
                    }
                    self.at += 1;
                    if is_it {
                        return Some(true);
                    }
                    self.skip_value()?;
                }
                Some(false)
            }
            _ => Some(false),
        }
    }

    /// Steps over space and a comma; true when an entry follows.
    fn at_entry(&mut self) -> bool {
        self.skip_space();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.skip_space();
        }
        !matches!(self.peek(), None | Some(b']' | b'}'))
    }

    fn skip_value(&mut self) -> Option<()> {
        self.skip_space();
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.skip_text()?,
                b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b']' | b'}' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                _ => {
                    let ends = |byte: u8| b",:]}\"[{ \t\r\n".contains(&byte);
                    let from = self.at;
                    while self.peek().is_some_and(|byte| !ends(byte)) {
                        self.at += 1;
                    }
                    if self.at == from {
                        return None;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
            self.skip_space();
        }
    }

    fn skip_text(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.json.get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::lines_of;

    fn check(json: &str, path: &str, expected: Option<usize>) {
        assert_eq!(lines_of(json.as_bytes(), &[path]), [expected], "{path}");
    }

    #[test]
    fn rows_of_a_list() {
        let json = "[\n{\"a\": 1},\n{\"b\": \"[,]\\\"\",\n \"c\": [1,\n {\"d\": 2}]}\n]";
        check(json, "/0", Some(2));
        check(json, "/0/a", Some(2));
        check(json, "/1", Some(3));
        check(json, "/1/c", Some(4));
        check(json, "/1/c/1/d", Some(5));
        check(json, "/1/missing", Some(3));
        check(json, "/2", None);
        check(json, "", None);
    }

    #[test]
    fn one_record() {
        let json = "{\"nodes\": [\n{\"id\": \"a\"},\n{\"id\": \"b\"}],\n\"walkways\": []}";
        check(json, "/nodes/1/id", Some(3));
        check(json, "/walkways", Some(4));
        check(json, "", Some(1));
    }

    #[test]
    fn many_at_once() {
        let json = "[1,\n2,\n3,\n4]";
        assert_eq!(
            lines_of(json.as_bytes(), &["/3", "/1", "/1", "/9"]),
            [Some(4), Some(2), Some(2), None]
        );
    }

    #[test]
    fn broken_json_ends() {
        for json in [
            "",
            "[",
            "[1,",
            "[{]",
            "{\"a\"",
            "{\"a\" 1}",
            "[\"\\",
            "[}",
            "]",
        ] {
            let _ = lines_of(json.as_bytes(), &["/0/a", "/a/b", "/5"]);
        }
    }
}
