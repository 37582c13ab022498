//! `market.json` and `buildings.json`.

use super::plan::shape::whole;
use super::scheme::BuildingScheme;
use super::words::{LANGUAGES, Words, labels};
use crate::domain::market::raw::{
    RawBuilding, RawLevel, RawMarket, RawOrigin, RawPlaqueKind, RawSpan,
};

/// Moment for which the sample market is made.
pub const PUBLISHED: &str = "2026-11-21T00:00:00Z";

/// The market itself, plainly marked as sample data.
pub fn market(words: &Words) -> RawMarket {
    let issuer = labels("市场经营方（示例）", "Market operator (sample)");
    RawMarket {
        id: "sample-yiwu".to_owned(),
        name: [
            ("zh", "义乌国际商贸城"),
            ("en", "Yiwu International Trade Mart"),
            ("ar", "سوق ييوو الدولي (بيانات تجريبية)"),
            ("ru", "Международный торговый центр Иу (пример данных)"),
            ("es", "Mercado Internacional de Yiwu (datos de muestra)"),
            ("fr", "Marché international de Yiwu (données d’exemple)"),
            ("pt", "Mercado Internacional de Yiwu (dados de exemplo)"),
            ("ko", "이우 국제상무성(예시 데이터)"),
            ("ja", "義烏国際商貿城(サンプルデータ)"),
            ("hi", "यिवू अंतरराष्ट्रीय व्यापार बाज़ार (नमूना डेटा)"),
            ("tr", "Yiwu Uluslararası Ticaret Merkezi (örnek veri)"),
            ("id", "Pusat Perdagangan Internasional Yiwu (data contoh)"),
        ]
        .map(|(tag, name)| (tag.to_owned(), name.to_owned()))
        .into(),
        issuer: issuer.clone(),
        sample: true,
        languages: LANGUAGES.map(str::to_owned).to_vec(),
        time_zone: "Asia/Shanghai".to_owned(),
        origin: Some(RawOrigin {
            latitude: Some(29.34),
            longitude: Some(120.1),
            bearing_deg: Some(0.0),
        }),
        sequence: 1,
        published: PUBLISHED.to_owned(),
        expires: "2027-11-21T00:00:00Z".to_owned(),
        hours: vec![RawSpan {
            days: Vec::new(),
            opens: "08:30".to_owned(),
            closes: "17:30".to_owned(),
        }],
        plaque_kinds: vec![
            RawPlaqueKind {
                kind: "party_member".to_owned(),
                name: labels("党员经营户", "Party-member stall"),
                issuer: issuer.clone(),
                meaning: labels(
                    "有困难可以到这里求助。标志属于商位，不代表商品质量保证。",
                    "In difficulty you can ask for help here. The mark belongs to the stall; it is \
                     no promise about its goods.",
                ),
            },
            RawPlaqueKind {
                kind: "demonstration_post".to_owned(),
                name: labels("共产党员示范岗", "Demonstration post"),
                issuer,
                meaning: labels(
                    "在诚信经营和服务邻里方面作出示范的商位。",
                    "A stall that sets an example in honest trade and in help for its neighbours.",
                ),
            },
        ],
        generations: words.generations.clone(),
    }
}

/// Buildings with their levels.
pub fn buildings(schemes: &[BuildingScheme]) -> Vec<RawBuilding> {
    schemes.iter().map(building).collect()
}

fn building(scheme: &BuildingScheme) -> RawBuilding {
    let short_name = scheme.id.to_uppercase();
    RawBuilding {
        id: scheme.id.to_owned(),
        name: labels(scheme.zh, scheme.en),
        anchor: Some(scheme.anchor),
        bearing_deg: Some(scheme.frame.style.bearing_deg),
        outline: scheme
            .frame
            .hull
            .corners()
            .iter()
            .copied()
            .map(whole)
            .collect(),
        levels: scheme
            .levels
            .iter()
            .map(|level| {
                let number = level.ordinal + 1;
                let (zh, en) = level_names(scheme, level.ordinal);
                RawLevel {
                    id: level.id.clone(),
                    ordinal: Some(level.ordinal),
                    name: labels(zh, en),
                    short_name: format!("{number}F"),
                    stall_prefix: format!("{short_name}{number}-"),
                    outline: level.floor.outline.clone(),
                    voids: level.floor.voids.clone(),
                    trades: level
                        .trades
                        .iter()
                        .map(|trade| (*trade).to_owned())
                        .collect(),
                }
            })
            .collect(),
        short_name,
    }
}

/// Chinese and English name of a level.
pub fn level_names(scheme: &BuildingScheme, ordinal: i32) -> (String, String) {
    const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
    let number = NUMBERS.get(ordinal as usize).copied().unwrap_or("顶");
    (
        format!("{}{number}楼", scheme.zh),
        format!("{}, level {}", scheme.en, ordinal + 1),
    )
}
