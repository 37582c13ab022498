//! How large a file may be before visitors wait for it.

use crate::domain::publication::paths;

/// A file over its budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heavy {
    /// Path without hash.
    pub path: String,
    /// Its size.
    pub bytes: usize,
    /// What it may have.
    pub budget_bytes: usize,
}

/// Budgets by the beginning of a path, in kilobytes before compression; the first that fits
/// applies. Twice what the largest market known needs: a phone on a slow line loads each of them
/// within a second once it is compressed.
const BUDGETS_KB: &[(&str, usize)] = &[
    (paths::ENTRY, 64),
    (paths::SEARCH, 128),
    ("search/terms", 64),
    ("search/", 768),
    ("categories", 256),
    ("levels/", 384),
    ("names/", 256),
    ("stalls/", 192),
    ("", 128),
];

/// The file, when it is over its budget.
pub fn over(path: &str, bytes: usize) -> Option<Heavy> {
    let path = paths::unhashed(path);
    let (_, kb) = BUDGETS_KB
        .iter()
        .find(|(begins, _)| path.starts_with(begins))?;
    let budget_bytes = kb * 1024;
    (bytes > budget_bytes).then_some(Heavy {
        path,
        bytes,
        budget_bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets() {
        let check = |path: &str, kb: usize, expected: bool| {
            assert_eq!(over(path, kb * 1024 + 1).is_some(), expected, "{path} {kb}");
        };
        check("publication.json", 64, true);
        check("publication.json", 63, false);
        check("levels/f3.1a2b3c4d.json", 384, true);
        check("levels/f3.1a2b3c4d.json", 383, false);
        check("stalls/f3/12.1a2b3c4d.json", 192, true);
        check("search/core.1a2b3c4d.bin", 128, true);
        check("search/terms-0.1a2b3c4d.bin", 64, true);
        check("search/texts-0.1a2b3c4d.bin", 128, false);
        check("notices.1a2b3c4d.json", 128, true);
    }
}
