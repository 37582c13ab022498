//! Relationships: what leads from level to level becomes a connector.

use serde_json::{Value, json};

use super::archive::Archive;
use super::feature::Feature;
use super::venue::Site;
use super::{ImdfReport, of, slug};
use crate::publisher::import::staging::Staging;
use crate::publisher::source::layout;

/// (category, kind of connector, whether it is without steps).
const CONNECTORS: &[(&str, &str, bool)] = &[
    ("elevator", "lift", true),
    ("escalator", "escalator", false),
    ("ramp", "ramp", true),
    ("stairs", "stairs", false),
];

/// Takes over the relationships between places of several levels.
pub(super) fn take(archive: &Archive, site: &Site, staging: &mut Staging, report: &mut ImdfReport) {
    const KIND: &str = "relationship";
    for (number, own) in of(archive, KIND).enumerate() {
        let category = own.text("category");
        let Some((_, kind, step_free)) = CONNECTORS.iter().find(|(word, ..)| *word == category)
        else {
            report.not_mapped(
                KIND,
                &format!("category {category}, draw walkways for it"),
                &format!("类别为 {category}，请改画通道"),
            );
            continue;
        };
        let stops = stops(own, site);
        let is_on_several = stops.iter().any(|(level, _)| *level != stops[0].0);
        if !is_on_several {
            report.not_mapped(
                KIND,
                "it does not lead to places of two levels",
                "没有连接两个楼层的服务点",
            );
            continue;
        }
        let id = match slug(own.id()) {
            id if id.is_empty() => format!("{kind}-{}", number + 1),
            id => id,
        };
        let stops = stops
            .into_iter()
            .map(|(level, place)| json!({"level": level, "node": place}));
        let mut row = json!({"id": id, "kind": kind, "stops": stops.collect::<Value>(),
            "step_free": step_free});
        if own.text("direction") == "directed" {
            row["one_way"] = json!(true);
        }
        staging.push(layout::CONNECTORS, &row);
        report.mapped(
            KIND,
            &format!("connector: {kind}"),
            &format!("上下通道：{kind}"),
        );
    }
}

/// Level and place of each feature on the way, in order; those that became no place are left out.
fn stops<'a>(own: Feature, site: &'a Site) -> Vec<(&'a str, &'a str)> {
    let between = own.property("intermediary").as_array();
    let all = [own.property("origin")]
        .into_iter()
        .chain(between.into_iter().flatten())
        .chain([own.property("destination")]);
    let mut stops: Vec<(&str, &str)> = Vec::new();
    for end in all {
        let id = end.get("id").and_then(Value::as_str).unwrap_or_default();
        if let Some((level, place)) = site.places.get(id)
            && !stops.contains(&(level.as_str(), place.as_str()))
        {
            stops.push((level, place));
        }
    }
    stops
}
