//! Marks, grades and honours. Nothing here is computed: it is what somebody published, with who
//! says so, since when and until when.

use super::check::Checker;
use super::limits;
use super::problem::Fault;
use super::raw::{RawGrade, RawGradeLevel, RawGradeScale, RawHonour, RawPlaque, RawPlaqueKind};
use super::text::Text;
use super::time::Day;

/// The kinds of plaque that hang at a stall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaqueKind {
    /// Stall of a Party-member merchant.
    PartyMember,
    /// Demonstration post.
    DemonstrationPost,
}

impl PlaqueKind {
    const WORDS: &'static str = "party_member demonstration_post";

    /// The word in the data.
    pub fn word(self) -> &'static str {
        match self {
            PlaqueKind::PartyMember => "party_member",
            PlaqueKind::DemonstrationPost => "demonstration_post",
        }
    }

    /// The bit in the level file's column `plaques`.
    pub fn bit(self) -> u32 {
        match self {
            PlaqueKind::PartyMember => 1,
            PlaqueKind::DemonstrationPost => 2,
        }
    }

    /// Reads the word of the data.
    pub fn parse(word: &str) -> Option<PlaqueKind> {
        [PlaqueKind::PartyMember, PlaqueKind::DemonstrationPost]
            .into_iter()
            .find(|kind| kind.word() == word)
    }

    fn check(word: &str, at: &mut Checker) -> Option<PlaqueKind> {
        let kind = PlaqueKind::parse(word);
        if kind.is_none() {
            at.not_one_of("kind", PlaqueKind::WORDS, word);
        }
        kind
    }
}

checked! {
    /// What a kind of plaque means, in the operator's words.
    PlaqueMeaning {
        /// Which kind.
        kind: PlaqueKind,
        /// Its name.
        name: Text,
        /// Who awards it.
        issuer: Text,
        /// What it means for a buyer.
        meaning: Text,
    }
}

impl PlaqueMeaning {
    /// Checks the row.
    pub fn check(raw: &RawPlaqueKind, at: &mut Checker) -> Option<PlaqueMeaning> {
        let kind = PlaqueKind::check(&raw.kind, at);
        Some(PlaqueMeaning {
            kind: kind?,
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            issuer: at.text("issuer", &raw.issuer, limits::NAME_CHARS),
            meaning: at.text("meaning", &raw.meaning, limits::TEXT_CHARS),
        })
    }
}

checked! {
    /// A plaque at a stall.
    Plaque {
        /// Which kind.
        kind: PlaqueKind,
        /// First day.
        since: Option<Day>,
        /// Last day, when it ends.
        until: Option<Day>,
    }
}

impl Plaque {
    /// Checks the row; that the stall exists is for the caller to see.
    pub fn check(raw: &RawPlaque, at: &mut Checker) -> Option<Plaque> {
        let kind = PlaqueKind::check(&raw.kind, at);
        let since = at.day("since", &raw.since);
        let until = at.optional_day("until", &raw.until);
        if let (Some(since), Some(until)) = (since, until)
            && until < since
        {
            at.ends_early("until", &raw.until);
        }
        Some(Plaque {
            kind: kind?,
            since,
            until,
        })
    }
}

/// The outline of a grade's badge, so that colour is never the only difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeShape {
    Circle,
    Square,
    Diamond,
    Triangle,
    Hexagon,
    Star,
}

impl BadgeShape {
    const WORDS: &'static str = "circle square diamond triangle hexagon star";

    /// Every shape with the word of the data.
    pub const ALL: [(&'static str, BadgeShape); 6] = [
        ("circle", BadgeShape::Circle),
        ("square", BadgeShape::Square),
        ("diamond", BadgeShape::Diamond),
        ("triangle", BadgeShape::Triangle),
        ("hexagon", BadgeShape::Hexagon),
        ("star", BadgeShape::Star),
    ];

    /// Reads the word of the data.
    pub fn parse(word: &str) -> Option<BadgeShape> {
        let known = BadgeShape::ALL.iter().find(|(own, _)| *own == word);
        known.map(|(_, shape)| *shape)
    }
}

checked! {
    /// A scale of honesty grades.
    GradeScale {
        /// Unique in the market.
        id: String,
        /// Name of the scale.
        name: Text,
        /// Who grades.
        issuer: Text,
        /// How it is graded, in the issuer's words.
        note: Text,
        /// Best first.
        levels: Vec<GradeLevel>,
    }
}

impl GradeScale {
    /// Checks the row; levels that cannot be used are left out.
    pub fn check(raw: &RawGradeScale, at: &mut Checker) -> Option<GradeScale> {
        let id = at.id("id", &raw.id);
        let name = at.text("name", &raw.name, limits::NAME_CHARS);
        let mut levels: Vec<GradeLevel> = Vec::new();
        at.rows("levels", &raw.levels, limits::GRADE_LEVELS, |level, at| {
            if let Some(first) = levels.iter().position(|own| own.code == level.code) {
                let first = ["/levels/", &first.to_string()].concat();
                at.report_at("code", Fault::Duplicate(first), &level.code);
                return None;
            }
            levels.push(GradeLevel::check(level, at)?);
            Some(())
        });
        Some(GradeScale {
            id: id?,
            name,
            issuer: at.text("issuer", &raw.issuer, limits::NAME_CHARS),
            note: at.optional_text("note", &raw.note, limits::TEXT_CHARS),
            levels,
        })
    }

    /// The level with this code.
    pub fn level(&self, code: &str) -> Option<&GradeLevel> {
        self.levels.iter().find(|level| level.code == code)
    }
}

checked! {
    /// One level of a scale.
    GradeLevel {
        /// What is written on the badge, 1 to 4 characters.
        code: String,
        /// Name of the level.
        name: Text,
        /// What it means.
        meaning: Text,
        /// 0xRRGGBB.
        color: u32,
        /// Outline of the badge.
        shape: BadgeShape,
    }
}

impl GradeLevel {
    /// Checks the row.
    pub fn check(raw: &RawGradeLevel, at: &mut Checker) -> Option<GradeLevel> {
        let code = at.line("code", &raw.code, 4);
        if code.is_empty() {
            at.missing("code");
            return None;
        }
        let shape = BadgeShape::parse(&raw.shape);
        if shape.is_none() {
            at.not_one_of("shape", BadgeShape::WORDS, &raw.shape);
        }
        Some(GradeLevel {
            code,
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            meaning: at.text("meaning", &raw.meaning, limits::TEXT_CHARS),
            color: at.color("color", &raw.color).unwrap_or(0x5f_6b_7a),
            shape: shape.unwrap_or(BadgeShape::Circle),
        })
    }
}

/// How a grade stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GradeState {
    /// In force.
    Valid,
    /// Its last day has passed.
    Expired,
    /// The issuer has suspended it.
    Suspended,
}

impl GradeState {
    /// The state of a grade on `today`.
    pub fn on(today: Day, suspended: bool, valid_until: Option<Day>) -> GradeState {
        match valid_until {
            _ if suspended => GradeState::Suspended,
            Some(last) if last < today => GradeState::Expired,
            _ => GradeState::Valid,
        }
    }
}

checked! {
    /// The grade of a stall on one scale.
    Grade {
        /// Index of the scale among those given to [`Grade::check`].
        scale: usize,
        /// Index of the level on its scale.
        level: usize,
        /// True while suspended by the issuer.
        suspended: bool,
        /// Day of issue.
        issued: Option<Day>,
        /// Last day.
        valid_until: Option<Day>,
        /// Published parts: name and value, as published.
        components: Vec<(Text, String)>,
        /// Earlier grades: code and day of issue, as published.
        history: Vec<(String, Option<Day>)>,
    }
}

impl Grade {
    /// Checks the row against the market's scales.
    pub fn check(raw: &RawGrade, scales: &[GradeScale], at: &mut Checker) -> Option<Grade> {
        let issued = at.day("issued", &raw.issued);
        let valid_until = at.optional_day("valid_until", &raw.valid_until);
        if let (Some(issued), Some(until)) = (issued, valid_until)
            && until < issued
        {
            at.ends_early("valid_until", &raw.valid_until);
        }
        let (scale, level) = place_on_scale(&raw.scale, &raw.level, scales, at)?;
        let limit = limits::LIST_ITEMS;
        let components = at.rows("components", &raw.components, limit, |part, at| {
            let name = at.text("name", &part.name, limits::NAME_CHARS);
            Some((name, at.line("value", &part.value, limits::NAME_CHARS)))
        });
        let history = at.rows("history", &raw.history, limit, |row, at| {
            let level = at.line("level", &row.level, 4);
            Some((level, at.optional_day("issued", &row.issued)))
        });
        Some(Grade {
            scale,
            level,
            suspended: raw.suspended,
            issued,
            valid_until,
            components,
            history,
        })
    }
}

/// Indexes of a scale among `scales` and of a level on it, by their written names; a name that is
/// not there is noted.
#[inline(never)]
pub(in crate::domain) fn place_on_scale(
    scale: &str,
    level: &str,
    scales: &[GradeScale],
    at: &mut Checker,
) -> Option<(usize, usize)> {
    let mut numbered = (0..).zip(scales);
    let Some((index, own)) = numbered.find(|(_, own)| own.id == scale) else {
        at.unknown("scale", "grade scale", scale);
        return None;
    };
    let place = own.levels.iter().position(|own| own.code == level);
    if place.is_none() {
        at.unknown("level", "level of this grade scale", level);
    }
    Some((index, place?))
}

checked! {
    /// An honour of a year.
    Honour {
        /// Unique in the market.
        id: String,
        /// Kind, e.g. `honesty_day_trader`.
        kind: String,
        /// Its name.
        name: Text,
        /// Who awards it.
        issuer: Text,
        /// Year of the award.
        year: u32,
        /// Ids of the stalls that hold it.
        stalls: Vec<String>,
    }
}

impl Honour {
    /// Checks the row; that the stalls exist is for the caller to see.
    pub fn check(raw: &RawHonour, at: &mut Checker) -> Option<Honour> {
        let id = at.id("id", &raw.id);
        if !(1950..=2200).contains(&raw.year) {
            at.report_at("year", Fault::OutOfRange(1950, 2200), &raw.year.to_string());
        }
        Some(Honour {
            id: id?,
            kind: at.id("kind", &raw.kind)?,
            name: at.text("name", &raw.name, limits::NAME_CHARS),
            issuer: at.text("issuer", &raw.issuer, limits::NAME_CHARS),
            year: raw.year,
            stalls: at.taken("stalls", &raw.stalls, limits::ROWS),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_a_grade() {
        let check = |today, suspended, until: Option<i32>, expected| {
            assert_eq!(
                GradeState::on(Day(today), suspended, until.map(Day)),
                expected
            );
        };
        check(10, false, None, GradeState::Valid);
        check(10, false, Some(10), GradeState::Valid);
        check(11, false, Some(10), GradeState::Expired);
        check(11, true, Some(10), GradeState::Suspended);
        check(9, true, None, GradeState::Suspended);
    }

    #[test]
    fn a_grade_on_an_unknown_scale_or_level() {
        let raw_scale = RawGradeScale {
            id: "letters".into(),
            name: [("en".into(), "Letters".into())].into(),
            issuer: [("en".into(), "Office".into())].into(),
            levels: vec![RawGradeLevel {
                code: "A".into(),
                name: [("en".into(), "good".into())].into(),
                meaning: [("en".into(), "good".into())].into(),
                color: "#00aa00".into(),
                shape: "circle".into(),
            }],
            ..RawGradeScale::default()
        };
        let mut at = Checker::new("scales.json");
        let scales: Vec<GradeScale> = GradeScale::check(&raw_scale, &mut at).into_iter().collect();
        assert!(at.finish().is_empty());
        let check = |scale: &str, level: &str, path: &str| {
            let mut at = Checker::new("grades.json");
            let raw = RawGrade {
                scale: scale.into(),
                level: level.into(),
                issued: "2026-01-01".into(),
                ..RawGrade::default()
            };
            let found = Grade::check(&raw, &scales, &mut at).is_some();
            let problems = at.finish();
            assert_eq!(found, path.is_empty());
            assert_eq!(
                problems.list().first().map_or("", |first| &first.path),
                path
            );
        };
        check("letters", "A", "");
        check("letters", "Z", "/level");
        check("stars", "A", "/scale");
    }
}
