//! Marks, care for neighbours, and grades of a level.

use super::random::Stream;
use super::words::labels;
use crate::domain::market::raw::{
    Labels, RawComponent, RawGrade, RawMemberLink, RawPastGrade, RawPlaque,
};
use crate::domain::market::time::Day;

/// Marks of one level.
pub struct Marks {
    pub plaques: Vec<RawPlaque>,
    pub links: Vec<RawMemberLink>,
}

/// Fewest and most stalls of a group that a marked stall looks after, itself included.
const GROUP: (usize, usize) = (6, 13);
const MARKED_PER_MILLE: usize = 120;
const DEMONSTRATION_PER_MILLE: usize = 167;

/// Marks twelve in a hundred of the stalls that are let. Stalls in walking order fall into groups
/// of neighbours; one stall of each group carries the mark and looks after the others.
pub fn marks(ids: &[String], is_let: &[bool], random: &mut Stream) -> Marks {
    let let_count = is_let.iter().filter(|is_let| **is_let).count();
    let groups = ((let_count * MARKED_PER_MILLE + 500) / 1_000).max(1);
    let mut sizes: Vec<usize> = (0..groups)
        .map(|group| ids.len() * (group + 1) / groups - ids.len() * group / groups)
        .collect();
    for _ in 0..groups * 4 {
        let (from, to) = (random.below(groups), random.below(groups));
        if from != to && sizes[from] > GROUP.0 && sizes[to] < GROUP.1 {
            sizes[from] -= 1;
            sizes[to] += 1;
        }
    }
    let mut marks = Marks {
        plaques: Vec::new(),
        links: Vec::new(),
    };
    let mut first = 0;
    for size in sizes {
        let group: Vec<usize> = (first..first + size).collect();
        first += size;
        let open: Vec<usize> = group
            .iter()
            .copied()
            .filter(|index| is_let[*index])
            .collect();
        if open.is_empty() {
            continue;
        }
        let marked = *random.pick(&open);
        let since = month_day(random.between(1996, 2026), random);
        marks.plaques.push(RawPlaque {
            stall: ids[marked].clone(),
            kind: "party_member".to_owned(),
            since: since.clone(),
            ..RawPlaque::default()
        });
        if random.chance(DEMONSTRATION_PER_MILLE) {
            let since = month_day(random.between(2019, 2026), random);
            let until = if random.chance(400) {
                "2027-06-30".to_owned()
            } else {
                String::new()
            };
            let kind = "demonstration_post".to_owned();
            marks.plaques.push(RawPlaque {
                stall: ids[marked].clone(),
                kind,
                since,
                until,
            });
        }
        marks.links.push(RawMemberLink {
            member: ids[marked].clone(),
            stalls: group
                .into_iter()
                .filter(|index| *index != marked)
                .map(|index| ids[index].clone())
                .collect(),
            since,
        });
    }
    marks
}

/// The first of a month before the publication.
fn month_day(year: i32, random: &mut Stream) -> String {
    let month = random.between(1, if year == 2026 { 10 } else { 12 });
    format!("{year}-{month:02}-01")
}

/// Codes of the scale in use, best first, and how many of a thousand have each.
const LETTERS: [(&str, usize); 5] = [("AAA", 180), ("AA", 300), ("A", 340), ("B", 140), ("C", 40)];
/// Codes of the scale before it.
const STARS: [(&str, usize); 5] = [
    ("5★", 200),
    ("4★", 350),
    ("3★", 300),
    ("2★", 110),
    ("1★", 40),
];
/// Ids of both scales.
pub const LETTER_SCALE: &str = "credit-letters";
pub const STAR_SCALE: &str = "honesty-stars";

/// Grades of the stalls that are let: most on the scale in use, some on the one before, some on
/// none; a few expired or suspended.
pub fn grades(ids: &[String], is_let: &[bool], random: &mut Stream) -> Vec<RawGrade> {
    let mut grades = Vec::new();
    for (id, is_let) in ids.iter().zip(is_let) {
        if !is_let {
            continue;
        }
        let lot = random.below(1_000);
        if lot < 700 {
            grades.push(letter_grade(id, random));
        }
        // Some still have stars besides, some have nothing but stars.
        if (660..780).contains(&lot) {
            grades.push(star_grade(id, random));
        }
    }
    grades
}

fn letter_grade(id: &str, random: &mut Stream) -> RawGrade {
    let expired = random.chance(85);
    // Valid two years, to the end of a month; the publication is of November 2026.
    let months = if expired {
        random.between(-14, -1)
    } else {
        random.between(0, 22)
    };
    let until = month_end(2026, 11 + months);
    let issued = month_start(2026, 12 + months - 24);
    let history = if random.chance(350) {
        let earlier = month_start(2026, 12 + months - 48);
        vec![RawPastGrade {
            level: weighted(&LETTERS, random),
            issued: earlier,
        }]
    } else {
        Vec::new()
    };
    let components = if random.chance(400) {
        components(random)
    } else {
        Vec::new()
    };
    RawGrade {
        stall: id.to_owned(),
        scale: LETTER_SCALE.to_owned(),
        level: weighted(&LETTERS, random),
        suspended: random.chance(14),
        issued,
        valid_until: until,
        components,
        history,
    }
}

fn star_grade(id: &str, random: &mut Stream) -> RawGrade {
    let months = random.between(0, 13);
    RawGrade {
        stall: id.to_owned(),
        scale: STAR_SCALE.to_owned(),
        level: weighted(&STARS, random),
        issued: month_start(2026, 12 + months - 36),
        valid_until: month_end(2026, 11 + months),
        ..RawGrade::default()
    }
}

fn components(random: &mut Stream) -> Vec<RawComponent> {
    let parts: [Labels; 4] = [
        labels("守约履约", "Keeping agreements"),
        labels("商品质量", "Quality of goods"),
        labels("纠纷处理", "Settling of disputes"),
        labels("证照合规", "Licences and rules"),
    ];
    parts
        .into_iter()
        .map(|name| RawComponent {
            name,
            value: format!("{}/100", random.between(62, 100)),
        })
        .collect()
}

fn weighted(codes: &[(&str, usize)], random: &mut Stream) -> String {
    let mut lot = random.below(codes.iter().map(|code| code.1).sum());
    for (code, weight) in codes {
        if lot < *weight {
            return (*code).to_owned();
        }
        lot -= weight;
    }
    String::new()
}

/// First day of a month; months beyond the year run on.
fn month_start(year: i32, month: i32) -> String {
    let count = year * 12 + month - 1;
    format!(
        "{:04}-{:02}-01",
        count.div_euclid(12),
        count.rem_euclid(12) + 1
    )
}

/// Last day of a month; months beyond the year run on.
fn month_end(year: i32, month: i32) -> String {
    let next = Day::parse(&month_start(year, month + 1)).unwrap_or(Day(0));
    Day(next.0 - 1).iso()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_run_on() {
        assert_eq!(month_start(2026, 11), "2026-11-01");
        assert_eq!(month_start(2026, 14), "2027-02-01");
        assert_eq!(month_start(2026, -1), "2025-11-01");
        assert_eq!(month_end(2026, 14), "2027-02-28");
        assert_eq!(month_end(2024, 2), "2024-02-29");
    }
}
