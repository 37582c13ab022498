//! How wide a text will be and where it may be broken, without asking a browser.
//!
//! Widths are estimates in em, a little on the wide side, good enough to choose sizes and
//! breaks; the browser's own shaping then draws the text, and is told how much room it has.

/// At most this many lines for a name.
pub const MOST_LINES: usize = 3;

/// Part of a text, in bytes; `is_cut` asks for an ellipsis at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub from: u32,
    pub to: u32,
    pub is_cut: bool,
}

/// The lines of one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    lines: [Line; MOST_LINES],
    count: usize,
}

impl Lines {
    pub fn as_slice(&self) -> &[Line] {
        // `count` never exceeds the array: `push` is the only way in.
        &self.lines[..self.count]
    }

    /// Whether the whole text found room.
    pub fn is_whole(&self) -> bool {
        self.count > 0 && !self.as_slice().iter().any(|line| line.is_cut)
    }

    fn push(&mut self, line: Line) {
        if self.count < MOST_LINES {
            self.lines[self.count] = line;
            self.count += 1;
        }
    }

    fn cut_last(&mut self, to: usize) {
        if let Some(last) = self.lines[..self.count].last_mut() {
            last.to = to as u32;
            last.is_cut = true;
        }
    }
}

/// Estimated width of a text in em.
pub fn text_width_em(text: &str) -> f64 {
    text.chars().map(char_width_em).sum()
}

/// Breaks `text` into at most `most` lines of `width_em`. Text that finds no room is cut.
pub fn wrapped(text: &str, width_em: f64, most: usize) -> Lines {
    let most = most.min(MOST_LINES);
    if most == 0 || text.is_empty() {
        return Lines::default();
    }
    let greedy = filled(text, width_em, most);
    if !greedy.is_whole() || greedy.count < 2 {
        return greedy;
    }
    // The same number of lines, as even as possible: 3 + 3 reads better than 5 + 1.
    let mut best = greedy;
    let even = text_width_em(text) / greedy.count as f64;
    for stretch in [1.3, 1.15, 1.02] {
        let tighter = filled(text, (even * stretch).min(width_em), greedy.count);
        if tighter.is_whole() && tighter.count == greedy.count {
            best = tighter;
        }
    }
    best
}

/// Fills line after line.
fn filled(text: &str, width_em: f64, most: usize) -> Lines {
    let mut lines = Lines::default();
    let mut rest = 0;
    while rest < text.len() && lines.count < most {
        rest += text[rest..].len() - text[rest..].trim_start().len();
        let line = &text[rest..];
        let is_last = lines.count + 1 == most;
        let fits = fitting_bytes(line, width_em);
        if fits == line.len() {
            lines.push(whole_line(rest, rest + line.trim_end().len()));
            return lines;
        }
        if is_last {
            let room = fitting_bytes(line, width_em - ELLIPSIS_EM);
            lines.push(whole_line(rest, rest));
            lines.cut_last(rest + line[..room].trim_end().len());
            return lines;
        }
        let end = match last_break(line, fits) {
            Some(end) => end,
            // A word longer than the line: it ends the text here, visibly cut, unless the
            // word alone can be split without harm.
            None if fits > 0 && can_split_anywhere(line) => fits,
            None => {
                let room = fitting_bytes(line, width_em - ELLIPSIS_EM);
                lines.push(whole_line(rest, rest));
                lines.cut_last(rest + line[..room].trim_end().len());
                return lines;
            }
        };
        lines.push(whole_line(rest, rest + line[..end].trim_end().len()));
        rest += end;
    }
    lines
}

const ELLIPSIS_EM: f64 = 0.8;

fn whole_line(from: usize, to: usize) -> Line {
    Line {
        from: from as u32,
        to: to as u32,
        is_cut: false,
    }
}

/// How many bytes of `text` fit into `width_em`, never separating a mark from its letter.
fn fitting_bytes(text: &str, width_em: f64) -> usize {
    let mut used = 0.0;
    let mut safe = 0;
    for (at, letter) in text.char_indices() {
        let width = char_width_em(letter);
        if width > 0.0 {
            safe = at;
        }
        used += width;
        if used > width_em {
            return safe;
        }
    }
    text.len()
}

/// The last place within the first `limit` bytes where a line may end.
fn last_break(text: &str, limit: usize) -> Option<usize> {
    let mut found = None;
    let mut before: Option<char> = None;
    for (at, letter) in text.char_indices() {
        if at > limit {
            break;
        }
        let after_space = before.is_some_and(|b| b == ' ' || b == '-' || b == '/');
        let between_signs = before.is_some_and(is_ideograph) && char_width_em(letter) > 0.0
            || before.is_some() && is_ideograph(letter);
        if (after_space || letter == ' ' || between_signs)
            && !is_closing(letter)
            && !before.is_some_and(is_opening)
            && at > 0
        {
            found = Some(at);
        }
        before = Some(letter);
    }
    found
}

fn can_split_anywhere(text: &str) -> bool {
    text.chars().next().is_some_and(is_ideograph)
}

/// Signs that may stand at the start or end of a line without a space between.
fn is_ideograph(letter: char) -> bool {
    matches!(u32::from(letter), 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..=0x3ffff)
}

/// Signs that never end a line.
fn is_opening(letter: char) -> bool {
    matches!(letter, '（' | '《' | '「' | '(')
}

/// Signs that never begin a line.
fn is_closing(letter: char) -> bool {
    matches!(
        letter,
        '）' | '》' | '」' | '，' | '。' | '、' | '！' | '？' | '：' | '；' | ')' | ',' | '.'
    )
}

fn char_width_em(letter: char) -> f64 {
    match u32::from(letter) {
        0x20 => 0.28,
        0x30..=0x39 => 0.57,
        0x2c..=0x2e | 0x3a | 0x3b | 0x27 | 0x7c | 0x21 => 0.3,
        0x49 | 0x69 | 0x6a | 0x6c | 0x66 | 0x74 | 0x72 => 0.36,
        0x57 | 0x4d | 0x6d | 0x77 => 0.88,
        0x41..=0x5a => 0.68,
        0x00..=0x7f => 0.56,
        // Marks that sit on the letter before them.
        0x0300..=0x036f
        | 0x064b..=0x065f
        | 0x0670
        | 0x06d6..=0x06ed
        | 0x0900..=0x0902
        | 0x093c
        | 0x0941..=0x0948
        | 0x094d
        | 0x200b..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x2069
        | 0xfe00..=0xfe0f => 0.0,
        0x0600..=0x06ff | 0x0750..=0x077f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => 0.55,
        0x0900..=0x097f => 0.62,
        0x0400..=0x04ff => 0.64,
        0x1f000..=0x1ffff => 1.25,
        // Arrows, stars and the like; and the signs of eastern Asia.
        0x2190..=0x2bff | 0x2e80..=0xffef | 0x20000..=0x3ffff => 1.0,
        _ => 0.62,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width_em: f64, most: usize, expected: &[&str]) {
        let shown: Vec<String> = wrapped(text, width_em, most)
            .as_slice()
            .iter()
            .map(|line| {
                let part = &text[line.from as usize..line.to as usize];
                format!("{part}{}", if line.is_cut { "…" } else { "" })
            })
            .collect();
        assert_eq!(shown, expected, "{text} in {width_em} em");
    }

    #[test]
    fn breaks_between_words_and_between_signs() {
        check("Golden Lotus Toys", 20.0, 3, &["Golden Lotus Toys"]);
        check("Golden Lotus Toys", 7.5, 3, &["Golden", "Lotus Toys"]);
        check("Golden Lotus Toys", 4.0, 3, &["Golden", "Lotus", "Toys"]);
        check("金荷玩具商行", 6.0, 3, &["金荷玩具商行"]);
        check("金荷玩具商行", 5.0, 3, &["金荷玩", "具商行"]);
        check("义乌ABC玩具", 3.6, 3, &["义乌", "ABC", "玩具"]);
    }

    #[test]
    fn what_finds_no_room_is_cut_visibly() {
        check("金荷玩具商行", 2.0, 2, &["金荷", "玩…"]);
        check("Extraordinarily", 4.0, 3, &["Extrao…"]);
        check("a", 0.0, 1, &["…"]);
        check("", 5.0, 3, &[]);
        check("abc", 5.0, 0, &[]);
    }

    #[test]
    fn brackets_stay_with_their_words() {
        check("玩具（大）", 4.0, 2, &["玩具", "（大）"]);
    }

    #[test]
    fn a_mark_stays_on_its_letter() {
        let text = "ka\u{301}ka\u{301}ka\u{301}ka\u{301}";
        for tenths in 5..40 {
            for line in wrapped(text, f64::from(tenths) / 10.0, 3).as_slice() {
                assert!(!text[line.to as usize..].starts_with('\u{301}'), "{tenths}");
            }
        }
    }

    #[test]
    fn lines_stay_within_the_width_and_lose_nothing() {
        let names = [
            "ABC 玩具 Toys and Gifts",
            "लोटस खिलौने और उपहार",
            "ألعاب اللوتس الذهبي",
            "三角龙",
        ];
        for name in names {
            for tenths in 10..200 {
                let width = f64::from(tenths) / 10.0;
                let lines = wrapped(name, width, 3);
                for line in lines.as_slice() {
                    let part = &name[line.from as usize..line.to as usize];
                    assert!(text_width_em(part) <= width + 1e-9, "{part} in {width}");
                }
                if lines.is_whole() {
                    let letters = |s: &str| s.chars().filter(|c| *c != ' ').count();
                    let shown: usize = lines
                        .as_slice()
                        .iter()
                        .map(|l| letters(&name[l.from as usize..l.to as usize]))
                        .sum();
                    assert_eq!(shown, letters(name), "{name} in {width}");
                }
            }
        }
    }
}
