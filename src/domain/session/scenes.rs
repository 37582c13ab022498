//! What the map shows while nobody is there: every level in turn, with the stalls of a trade lit.

/// One picture of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Id of the level.
    pub level: String,
    /// Id of the trade that is lit; none on a level whose trades are not published.
    pub trade: Option<String>,
}

/// The scenes of a market, given each level's id with the ids of its trades. A round shows every
/// level once, beginning with `first`, and the next round shows each level's next trade, until all
/// trades were shown.
pub fn scenes<'a>(
    levels: impl Iterator<Item = (&'a str, &'a [String])>,
    first: &str,
) -> Vec<Scene> {
    let mut levels: Vec<_> = levels.collect();
    if let Some(own) = levels.iter().position(|(level, _)| *level == first) {
        levels.rotate_left(own);
    }
    let rounds = levels.iter().map(|(_, trades)| trades.len()).max();
    let mut scenes = Vec::new();
    for round in 0..rounds.unwrap_or(0).max(1) {
        for (level, trades) in &levels {
            let trade = trades.get(round);
            if round == 0 || trade.is_some() {
                scenes.push(Scene {
                    level: (*level).to_owned(),
                    trade: trade.cloned(),
                });
            }
        }
    }
    scenes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(levels: &[(&str, &[&str])], first: &str, expected: &str) {
        let levels: Vec<(&str, Vec<String>)> = levels
            .iter()
            .map(|(level, trades)| (*level, trades.iter().map(|own| (*own).into()).collect()))
            .collect();
        let rows = levels.iter().map(|(level, own)| (*level, own.as_slice()));
        let told: Vec<String> = scenes(rows, first)
            .into_iter()
            .map(|scene| [scene.level, scene.trade.unwrap_or_default()].join(":"))
            .collect();
        assert_eq!(told.join(" "), expected);
    }

    #[test]
    fn every_level_then_every_further_trade() {
        check(&[], "a1", "");
        check(&[("a1", &[])], "a1", "a1:");
        check(
            &[("a1", &["toys", "flowers"]), ("b1", &[]), ("b2", &["bags"])],
            "b1",
            "b1: b2:bags a1:toys a1:flowers",
        );
        check(
            &[("a1", &["toys"]), ("b1", &["rain", "bags"])],
            "nowhere",
            "a1:toys b1:rain b1:bags",
        );
    }
}
