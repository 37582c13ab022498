//! Connectors between levels.

use std::collections::HashMap;

use super::findings::{FileCheck, Findings};
use super::level::LevelFacts;
use super::market::{MarketFacts, note_duplicates};
use crate::domain::market::check::Checker;
use crate::domain::market::fit::note_untranslated;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::RawConnector;
use crate::domain::market::walk::Connector;
use crate::publisher::source::{Loaded, Need, SourceFolder, layout};

/// Reads and checks `connectors.json`.
pub(super) fn check_connectors(
    source: &SourceFolder,
    facts: &mut MarketFacts,
    levels: &[LevelFacts],
    findings: &mut Findings,
) {
    let mut loaded: Loaded<Vec<RawConnector>> =
        source.list(layout::CONNECTORS, Need::Optional, limits::ROWS);
    let mut check = FileCheck::new(&mut loaded);
    let ids = loaded.value.iter().map(|own| &*own.id);
    note_duplicates(&mut check.at, ids, "id");
    let level_of: HashMap<&str, &LevelFacts> =
        levels.iter().map(|level| (&*level.id, level)).collect();
    for (row, connector) in loaded.value.iter().enumerate() {
        check.at.within(row, |at| {
            Connector::check(connector, at);
            note_untranslated(at, "name", &connector.name, facts.home());
            at.within("stops", |at| {
                check_stops(connector, &level_of, facts.levels_known, at);
            });
        });
    }
    check.finish(findings);
    facts.connectors = loaded.value;
}

/// Checks that every stop is a node of a level.
fn check_stops(
    raw: &RawConnector,
    level_of: &HashMap<&str, &LevelFacts>,
    levels_known: bool,
    at: &mut Checker,
) {
    for (index, stop) in raw.stops.iter().enumerate() {
        at.within(index, |at| {
            let Some(level) = level_of.get(&*stop.level) else {
                if levels_known {
                    at.report_at("level", Fault::Unknown("level"), &stop.level);
                }
                return;
            };
            if level.walk.is_known && !level.walk.component_of.contains_key(&stop.node) {
                at.report_at("node", Fault::Unknown("node of this level"), &stop.node);
            }
        });
    }
}
