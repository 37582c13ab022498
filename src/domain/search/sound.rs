//! Runs found by how they sound: pinyin in full, only its initials, a mixture with characters;
//! Hangul by its initial consonants.

use super::han::Han;
use super::letters::hangul_initial;

/// How what was typed is found in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    /// The very letters.
    Letters,
    /// Every syllable in full, the last one perhaps begun.
    Full,
    /// Some or all syllables by their initials.
    Initials,
}

/// Steps after which looking stops: a text of the same syllable over and over must not take long.
const STEPS: u32 = 2_000;

/// Where in `run` what was typed is found from `start` on: the end, and by which sound.
pub fn find_at(typed: &[char], run: &[char], start: usize, han: &Han) -> Option<(usize, Sound)> {
    let mut look = Look {
        typed,
        run,
        han,
        steps: STEPS,
        best: None,
    };
    look.walk(0, start, Sound::Letters);
    look.best
}

struct Look<'a> {
    typed: &'a [char],
    run: &'a [char],
    han: &'a Han,
    steps: u32,
    best: Option<(usize, Sound)>,
}

impl Look<'_> {
    /// `typed` is read up to `at`, `run` up to `place`.
    fn walk(&mut self, at: usize, place: usize, sound: Sound) {
        if at == self.typed.len() {
            if self.best.is_none_or(|(_, best)| sound < best) {
                self.best = Some((place, sound));
            }
            return;
        }
        if self.steps == 0 || self.best.is_some_and(|(_, best)| best <= sound) {
            return;
        }
        self.steps -= 1;
        let (Some(letter), Some(own)) = (self.typed.get(at), self.run.get(place)) else {
            return;
        };
        if letter == own {
            self.walk(at + 1, place + 1, sound);
        }
        if hangul_initial(*own) == Some(*letter) {
            self.walk(at + 1, place + 1, Sound::Initials);
        }
        if !letter.is_ascii_lowercase() {
            return;
        }
        let han = self.han;
        for reading in han.readings(*own) {
            let rest = self.typed.iter().skip(at);
            let mut syllable = han.syllable(reading).chars();
            let same = rest
                .zip(syllable.by_ref())
                .take_while(|(a, b)| *a == b)
                .count();
            if same == 0 {
                continue;
            }
            let whole = han.syllable(reading).len();
            if same == whole || (at + same == self.typed.len() && same > 1) {
                self.walk(at + same, place + 1, sound.max(Sound::Full));
            }
            // zh, ch and sh are initials of two letters.
            let two = same >= 2 && self.typed.get(at + 1) == Some(&'h');
            if two && whole > 2 {
                self.walk(at + 2, place + 1, Sound::Initials);
            }
            if whole > 1 {
                self.walk(at + 1, place + 1, Sound::Initials);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, run: &str, expected: Option<(usize, Sound)>) {
        let reading = |character, own: &[&str]| {
            let own = own.iter().map(|own| (*own).to_owned()).collect();
            (character, own)
        };
        let han = Han::new(
            Vec::new(),
            vec![
                reading('玩', &["wan"]),
                reading('具', &["ju"]),
                reading('重', &["zhong", "chong"]),
                reading('安', &["an"]),
                reading('西', &["xi"]),
            ],
        );
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let found = find_at(&letters(typed), &letters(run), 0, &han);
        assert_eq!(found, expected, "{typed} in {run}");
    }

    #[test]
    fn every_way_to_type_it() {
        check("玩具", "玩具", Some((2, Sound::Letters)));
        check("wanju", "玩具", Some((2, Sound::Full)));
        check("wanj", "玩具", Some((2, Sound::Initials)));
        check("wj", "玩具", Some((2, Sound::Initials)));
        check("玩j", "玩具", Some((2, Sound::Initials)));
        check("玩ju", "玩具", Some((2, Sound::Full)));
        check("wan", "玩具", Some((1, Sound::Full)));
        check("chong", "重", Some((1, Sound::Full)));
        check("zhong", "重", Some((1, Sound::Full)));
        check("zh", "重", Some((1, Sound::Full)));
        check("xian", "西安", Some((2, Sound::Full)));
        check("wanka", "玩具", None);
        check("ju", "玩具", None);
        check("ㅈㄴㄱ", "장난감", Some((3, Sound::Initials)));
        check("장ㄴ", "장난감", Some((2, Sound::Initials)));
    }

    #[test]
    fn the_same_syllable_over_and_over() {
        check(
            &"a".repeat(100),
            &"安".repeat(100),
            Some((100, Sound::Initials)),
        );
    }
}
