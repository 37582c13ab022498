//! What authorities publish about the whole market: scales, honours, notices, the credit index.

use super::random::Stream;
use super::trust::{LETTER_SCALE, STAR_SCALE};
use super::words::{NoticeWords, Words, labels};
use crate::domain::market::raw::{
    Labels, RawConnector, RawGradeLevel, RawGradeScale, RawHonour, RawIndex, RawIndexLight,
    RawIndexPoint, RawNotice,
};

/// The scale in use and the one before it.
pub fn scales() -> Vec<RawGradeScale> {
    let issuer = labels(
        "市场信用评定办公室（示例）",
        "Market credit office (sample)",
    );
    let level = |code: &str, zh: &str, en: &str, color: &str, shape: &str| RawGradeLevel {
        code: code.to_owned(),
        name: labels(zh, en),
        meaning: labels(
            format!("诚信经营评定：{zh}"),
            format!("Assessment of honest trading: {en}"),
        ),
        color: color.to_owned(),
        shape: shape.to_owned(),
    };
    vec![
        RawGradeScale {
            id: LETTER_SCALE.to_owned(),
            name: labels("商位信用等级", "Stall credit grade"),
            issuer: issuer.clone(),
            note: labels(
                "每两年评定一次，依据履约、质量、纠纷处理和证照情况。",
                "Assessed every two years from agreements kept, quality, disputes and licences.",
            ),
            levels: vec![
                level("AAA", "优秀", "excellent", "#0b6b3a", "hexagon"),
                level("AA", "良好", "good", "#1a7f5a", "circle"),
                level("A", "合格", "sound", "#1f6fb2", "circle"),
                level("B", "一般", "fair", "#8a6d00", "square"),
                level("C", "待改进", "needs to improve", "#a04a00", "diamond"),
            ],
        },
        RawGradeScale {
            id: STAR_SCALE.to_owned(),
            name: labels("诚信星级（旧）", "Honesty stars (former scale)"),
            issuer,
            note: labels(
                "2025年起由商位信用等级取代，未到期的星级仍然有效。",
                "Replaced by the stall credit grade from 2025; stars stay valid until they end.",
            ),
            levels: vec![
                level("5★", "五星", "five stars", "#7a4fa3", "star"),
                level("4★", "四星", "four stars", "#7a5fa3", "star"),
                level("3★", "三星", "three stars", "#6f6a8f", "star"),
                level("2★", "二星", "two stars", "#6b6b80", "star"),
                level("1★", "一星", "one star", "#666a73", "star"),
            ],
        },
    ]
}

/// Honours of every year and kind; `candidates` are ids of stalls that are let.
pub fn honours(words: &Words, candidates: &[String], random: &mut Stream) -> Vec<RawHonour> {
    let issuer = labels("诚信日组委会（示例）", "Honesty day committee (sample)");
    let mut rows = Vec::new();
    for year in 2016..=2026_u32 {
        for kind in &words.honour_kinds {
            let brand = kind.id.starts_with("brand");
            // The brand list is younger than the honesty day.
            if brand && year < 2021 {
                continue;
            }
            let count = if brand { 20 } else { 10 }.min(candidates.len());
            let mut stalls: Vec<String> = Vec::with_capacity(count);
            while stalls.len() < count {
                let stall = random.pick(candidates);
                if !stalls.contains(stall) {
                    stalls.push(stall.clone());
                }
            }
            rows.push(RawHonour {
                id: format!("{}-{year}", kind.id.replace('_', "-")),
                kind: kind.id.clone(),
                name: kind.name.clone(),
                issuer: issuer.clone(),
                year,
                stalls,
            });
        }
    }
    rows
}

/// Notices; one of them closes an escalator, if the market has it.
pub fn notices(words: &Words, connectors: &[RawConnector]) -> Vec<RawNotice> {
    const DAYS: [(&str, &str, &str, &str); 8] = [
        ("service", "2026-11-18", "2026-11-18", "2026-11-25"),
        ("service", "2026-11-02", "2026-11-02", "2026-12-31"),
        ("notice", "2026-11-20", "2026-11-20", "2027-01-09"),
        ("notice", "2026-11-10", "2026-11-10", "2027-02-21"),
        ("notice", "2026-05-20", "2026-06-01", "2026-09-30"),
        ("notice", "2026-11-20", "2027-03-14", "2027-03-16"),
        ("warning", "2026-11-16", "2026-11-16", "2027-02-16"),
        ("notice", "2026-11-19", "2026-11-19", "2026-12-01"),
    ];
    let closed = connectors
        .iter()
        .filter(|row| row.kind == "escalator" && row.id.starts_with("b1-escalator-1"))
        .map(|row| row.id.clone());
    let mut rows: Vec<RawNotice> = words
        .notices
        .iter()
        .zip(DAYS)
        .enumerate()
        .map(
            |(index, (NoticeWords { title, body }, (kind, published, from, until)))| RawNotice {
                id: format!("notice-{}", index + 1),
                kind: kind.to_owned(),
                title: title.clone(),
                body: body.clone(),
                issuer: labels("市场经营方（示例）", "Market operator (sample)"),
                published: published.to_owned(),
                valid_from: from.to_owned(),
                valid_until: until.to_owned(),
                closes: Vec::new(),
            },
        )
        .collect();
    if let Some(works) = rows.get_mut(5) {
        works.closes = closed.collect();
    }
    rows
}

/// The market credit index by month since 2008.
pub fn index(random: &mut Stream) -> RawIndex {
    let mut value = 10_000_i64;
    let mut series = Vec::new();
    for month in 0..(2026 - 2008) * 12 + 11 {
        let (year, of_year) = (2008 + month / 12, month % 12 + 1);
        series.push(RawIndexPoint {
            date: format!("{year}-{of_year:02}-01"),
            value_hundredths: Some(value),
        });
        // It grows slowly and comes back from what pushed it aside.
        let trend = 10_000 + i64::from(month) * 16;
        value += i64::from(random.between(-180, 180)) + (trend - value) / 6;
    }
    let light = |zh: &str, en: &str, color: &str, from: i64| RawIndexLight {
        name: labels(zh, en),
        color: color.to_owned(),
        from_hundredths: Some(from),
    };
    RawIndex {
        name: labels("市场信用指数", "Market credit index"),
        issuer: labels("市场信用指数编制组（示例）", "Credit index office (sample)"),
        note: Labels::from(labels(
            "2008年1月为100点，按月公布。示例数据。",
            "January 2008 is 100; published by month. Sample data.",
        )),
        lights: vec![
            light("蓝灯：很好", "Blue: very good", "#1f6fb2", 12_500),
            light("绿灯：好", "Green: good", "#1a7f37", 11_000),
            light("黄灯：稳定", "Yellow: steady", "#b58900", 9_500),
            light("橙灯：留意", "Orange: take care", "#c25a00", 8_000),
            light("红灯：警示", "Red: warning", "#b3261e", 0),
        ],
        series,
    }
}
