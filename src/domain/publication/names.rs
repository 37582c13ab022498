//! A column of names in several languages, as one reader wants them.

use crate::domain::market::tag;

/// For each row the best name, and the language that it is in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    names: Vec<String>,
    /// For each row its place in `tongues`.
    tongue_of: Vec<u8>,
    tongues: Vec<String>,
    /// The same rows as they are spoken, in Latin letters; empty where nobody needs them.
    spoken: Vec<String>,
}

impl Names {
    /// No names yet for so many rows.
    pub fn new(rows: usize) -> Names {
        Names {
            names: vec![String::new(); rows],
            tongue_of: vec![0; rows],
            ..Names::default()
        }
    }

    /// Fills the rows that have no name yet with those of a further language; rows beyond the
    /// column's end are added to a column that had none.
    pub fn fill(&mut self, tongue: &str, names: &[String]) {
        if self.names.is_empty() {
            *self = Names {
                spoken: std::mem::take(&mut self.spoken),
                ..Names::new(names.len())
            };
        }
        let place = u8::try_from(self.tongues.len()).unwrap_or(u8::MAX);
        self.tongues.push(tongue.to_owned());
        let rows = self.names.iter_mut().zip(&mut self.tongue_of);
        for ((name, tongue_of), further) in rows.zip(names) {
            if name.is_empty() && !further.is_empty() {
                name.clone_from(further);
                *tongue_of = place;
            }
        }
    }

    /// Notes how the names are spoken.
    pub fn set_spoken(&mut self, spoken: Vec<String>) {
        self.spoken = spoken;
    }

    /// Name of a row, empty when there is none.
    pub fn name(&self, row: usize) -> &str {
        self.names.get(row).map_or("", String::as_str)
    }

    /// All names in their order.
    pub fn all(&self) -> &[String] {
        &self.names
    }

    /// Language of a row's name by BCP 47 tag; empty when it has no name.
    pub fn tongue(&self, row: usize) -> &str {
        let place = self.tongue_of.get(row).copied().unwrap_or_default();
        let tongue = self.tongues.get(usize::from(place));
        let tongue = tongue.filter(|_| !self.name(row).is_empty());
        tongue.map_or("", String::as_str)
    }

    /// The name in Latin letters; empty where the name itself is not Chinese.
    pub fn spoken(&self, row: usize) -> &str {
        match tag::is_chinese(self.tongue(row)) {
            true => self.spoken.get(row).map_or("", String::as_str),
            false => "",
        }
    }

    /// Whether some row's name is Chinese.
    pub fn is_some_chinese(&self) -> bool {
        (0..self.names.len()).any(|row| tag::is_chinese(self.tongue(row)))
    }

    /// Whether one of these rows has no name.
    pub fn has_gap(&self, mut rows: impl Iterator<Item = usize>) -> bool {
        rows.any(|row| self.name(row).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    fn column(names: &[&str]) -> Vec<String> {
        names.iter().map(|own| (*own).to_owned()).collect()
    }

    #[test]
    fn the_first_language_with_a_name_gives_it() {
        let mut names = Names::new(4);
        assert!(names.has_gap(0..1));
        names.fill("ar", &column(&["لعب"]));
        names.fill("en", &column(&["Toys", "Hats", ""]));
        names.fill("zh", &column(&["玩具", "帽子", "袜子", "", "多"]));
        names.set_spoken(column(&["Wan Ju", "", "Wa Zi"]));
        let rows: Vec<_> = (0..5)
            .map(|row| (names.name(row), names.tongue(row), names.spoken(row)))
            .collect();
        assert_eq!(
            rows,
            [
                ("لعب", "ar", ""),
                ("Hats", "en", ""),
                ("袜子", "zh", "Wa Zi"),
                ("", "", ""),
                ("", "", "")
            ]
        );
        assert!(names.is_some_chinese());
        assert!(!names.has_gap(0..3));
        assert!(names.has_gap(0..4));
    }

    #[test]
    fn a_column_of_unknown_length_takes_that_of_its_first_language() {
        let mut names = Names::default();
        names.fill("en", &column(&["Toys", ""]));
        names.fill("zh", &column(&["玩具", "帽子", "袜子"]));
        assert_eq!(names.all(), ["Toys", "帽子"]);
    }
}
