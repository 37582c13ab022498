//! Slips of the finger: how many letters must change to make one word of another.

/// Letters of a word that are compared; longer words allow no slips.
const LETTERS: usize = 32;

/// How many slips a word of so many letters may hold.
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=7 => 1,
        _ => 2,
    }
}

/// The number of letters changed, left out, put in, or changed places with the neighbour, if it is
/// at most `limit`. A typed word that is still growing may end before the whole one does: with
/// `is_growing` only the best beginning of `whole` counts.
pub fn distance(typed: &[char], whole: &[char], limit: usize, is_growing: bool) -> Option<usize> {
    let (rows, columns) = (typed.len(), whole.len());
    if rows > LETTERS || rows > columns + limit || (!is_growing && columns > rows + limit) {
        return None;
    }
    // What lies beyond cannot be reached with so few slips.
    let columns = columns.min(rows + limit);
    let mut before_last = [0_usize; LETTERS * 2 + 2];
    let mut last = [0_usize; LETTERS * 2 + 2];
    let mut now = [0_usize; LETTERS * 2 + 2];
    for (slot, cost) in last.iter_mut().zip(0..=columns) {
        *slot = cost;
    }
    for (row, letter) in typed.iter().enumerate() {
        let mut least = row + 1;
        set(&mut now, 0, row + 1);
        for (column, own) in whole.iter().take(columns).enumerate() {
            let is_other = usize::from(letter != own);
            let mut cost = get(&last, column) + is_other;
            cost = cost.min(get(&last, column + 1) + 1);
            cost = cost.min(get(&now, column) + 1);
            let swaps = row > 0
                && column > 0
                && typed.get(row - 1) == Some(own)
                && whole.get(column - 1) == Some(letter);
            if swaps {
                cost = cost.min(get(&before_last, column - 1) + 1);
            }
            set(&mut now, column + 1, cost);
            least = least.min(cost);
        }
        if least > limit {
            return None;
        }
        before_last = last;
        last = now;
    }
    let mut ends = last.iter().take(columns + 1);
    let cost = if is_growing {
        ends.min().copied()
    } else {
        ends.next_back().copied()
    };
    cost.filter(|cost| *cost <= limit)
}

fn get(row: &[usize], place: usize) -> usize {
    row.get(place).copied().unwrap_or(usize::MAX / 2)
}

fn set(row: &mut [usize], place: usize, cost: usize) {
    if let Some(slot) = row.get_mut(place) {
        *slot = cost;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, whole: &str, expected: Option<usize>) {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let found = distance(&letters(typed), &letters(whole), 2, false);
        assert_eq!(found, expected, "{typed} {whole}");
    }

    #[test]
    fn slips() {
        check("toy", "toy", Some(0));
        check("tpy", "toy", Some(1));
        check("rabit", "rabbit", Some(1));
        check("umbrlela", "umbrella", Some(1));
        check("umbrela", "umbrella", Some(1));
        check("игрущки", "игрушки", Some(1));
        check("abcdef", "ghijkl", None);
        check("ab", "abcd", Some(2));
        check("ab", "abcde", None);
        check("", "", Some(0));
        check(&"x".repeat(1000), &"x".repeat(1000), None);
    }

    #[test]
    fn a_word_that_grows() {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let growing = |typed, whole| distance(&letters(typed), &letters(whole), 1, true);
        assert_eq!(growing("umbr", "umbrella"), Some(0));
        assert_eq!(growing("umrb", "umbrella"), Some(1));
        assert_eq!(growing("xmxr", "umbrella"), None);
    }
}
