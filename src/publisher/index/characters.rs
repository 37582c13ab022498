//! Characters: simplified forms and readings, made from the tables of two well-kept libraries.

use std::collections::BTreeSet;

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::domain::search::han::{Han, READINGS};

/// Characters that are commonly read in more than one way. Others have rare readings too, which
/// nobody types and which would lead to wrong answers.
const SEVERAL: &str = "重长乐行调发着地得都还好和角卷卡率藏曾朝车单弹缝盖给供冠喝划会夹降教结解尽觉看\
    壳空累量落绿露模磨难宁泡喷片漂铺曲散色扇少舌省石数宿踏提挑帖通吐为系鲜相校兴削血压要应与晕载脏\
    扎粘涨折正只中种转装钻仔作便泊薄背参差叉称冲处传担当倒钉斗缎坊杆镐颈贾济间监节禁劲据圈咳";

/// Variants that are written for goods, which the table of the library has otherwise or not at all.
const VARIANTS: [(char, char); 8] = [
    ('鍊', '链'),
    ('傢', '家'),
    ('牀', '床'),
    ('綫', '线'),
    ('衞', '卫'),
    ('裏', '里'),
    ('麪', '面'),
    ('砲', '炮'),
];

/// Every character that has a simplified form or a reading.
pub fn all() -> Han {
    let characters = ('\u{3400}'..='\u{9fff}').chain(['々', '〇']);
    let mut simplified = Vec::new();
    let mut readings = Vec::new();
    for character in characters {
        let mut letters = [0; 4];
        let changed = fast2s::convert(character.encode_utf8(&mut letters));
        let changed = VARIANTS
            .iter()
            .find(|own| own.0 == character)
            .map_or(changed.chars().next(), |own| Some(own.1));
        if let Some(to) = changed.filter(|to| *to != character) {
            simplified.push((character, to));
        }
        let own = readings_of(character);
        if !own.is_empty() {
            readings.push((character, own));
        }
    }
    Han::new(simplified, readings)
}

/// Syllables without tones, the usual one first.
fn readings_of(character: char) -> Vec<String> {
    let mut own: Vec<String> = Vec::new();
    let mut put = |plain: &str| {
        // ü is typed as v, and by many as u.
        for letter in ["v", "u"] {
            let text = plain.replace('ü', letter);
            if text.bytes().all(|byte| byte.is_ascii_lowercase()) && !own.contains(&text) {
                own.push(text);
            }
        }
    };
    if let Some(usual) = character.to_pinyin() {
        put(usual.plain());
    }
    if SEVERAL.contains(character)
        && let Some(several) = character.to_pinyin_multi()
    {
        for other in several {
            put(other.plain());
        }
    }
    own.truncate(READINGS);
    own
}

/// The part of the table that a market needs: its letters, and what folds to one of them.
pub fn used(han: &Han, terms: &BTreeSet<char>, texts: &BTreeSet<char>) -> Han {
    let letters: BTreeSet<char> = terms.union(texts).copied().collect();
    let simplified = ('\u{3400}'..='\u{9fff}').filter_map(|from| {
        let to = han.simplify(from);
        (to != from && letters.contains(&to)).then_some((from, to))
    });
    let readings = letters.iter().filter_map(|letter| {
        let own = han
            .readings(*letter)
            .map(|own| han.syllable(own).to_owned());
        let own: Vec<String> = own.collect();
        (!own.is_empty()).then_some((*letter, own))
    });
    Han::new(simplified.collect(), readings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simplified_and_read() {
        let han = all();
        for (from, to) in [
            ('電', '电'),
            ('車', '车'),
            ('寶', '宝'),
            ('玩', '玩'),
            ('縫', '缝'),
        ] {
            assert_eq!(han.simplify(from), to);
        }
        let check = |character, expected: &[&str]| {
            let own: Vec<&str> = han
                .readings(character)
                .map(|own| han.syllable(own))
                .collect();
            assert_eq!(own, expected, "{character}");
        };
        check('玩', &["wan"]);
        check('重', &["zhong", "chong", "tong"]);
        check('女', &["nv", "nu"]);
        let few = used(&han, &['车'].into(), &['玩'].into());
        assert_eq!(few.simplify('車'), '车');
        assert_eq!(few.simplify('電'), '電');
        assert_eq!(few.readings('玩').count(), 1);
        assert_eq!(few.readings('电').count(), 0);
    }
}
