//! "Did you mean …?"

/// Ids that are compared with a wrong one, at most; a slip is a slip of a letter or two.
const SLIPS: usize = 2;

/// The id most like `wrong`, when one is close enough to be meant.
pub fn nearest<'a>(wrong: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: Vec<char> = wrong.to_lowercase().chars().collect();
    // In a short word two slips leave nothing of it.
    let allowed = SLIPS.min(wrong.len() / 3 + 1);
    let mut best: Option<(usize, &str)> = None;
    for id in ids {
        if id.chars().count().abs_diff(wrong.len()) > allowed {
            continue;
        }
        let bound = best.map_or(allowed + 1, |(slips, _)| slips);
        if let Some(slips) = slips_between(&wrong, id, bound) {
            best = Some((slips, id));
            if slips == 0 {
                break;
            }
        }
    }
    best.map(|(_, id)| id)
}

/// Letters to add, drop, change or swap with their neighbour; none when not below `bound`.
fn slips_between(wrong: &[char], id: &str, bound: usize) -> Option<usize> {
    let width = wrong.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut row: Vec<usize> = (0..width).collect();
    let mut previous = None;
    for (line, letter) in id
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .enumerate()
    {
        let mut next = Vec::with_capacity(width);
        next.push(line + 1);
        for column in 1..width {
            let own = wrong[column - 1];
            let changed = row[column - 1] + usize::from(own != letter);
            let mut least = changed.min(row[column] + 1).min(next[column - 1] + 1);
            let is_swap = column > 1 && Some(own) == previous && wrong[column - 2] == letter;
            if is_swap {
                least = least.min(before[column - 2] + 1);
            }
            next.push(least);
        }
        if next.iter().all(|slips| *slips >= bound) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
        previous = Some(letter);
    }
    row.last().copied().filter(|slips| *slips < bound)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn did_you_mean() {
        let ids = ["toys", "plush-toys", "bags", "f3-12045", "f3-12054"];
        let check = |wrong, expected| {
            assert_eq!(nearest(wrong, ids.into_iter()), expected, "{wrong}");
        };
        check("toyz", Some("toys"));
        check("Toys", Some("toys"));
        check("tosy", Some("toys"));
        check("plushtoys", Some("plush-toys"));
        check("f3-12405", Some("f3-12045"));
        check("f3-1204", Some("f3-12045"));
        check("umbrellas", None);
        check("x", None);
        check("", None);
    }
}
