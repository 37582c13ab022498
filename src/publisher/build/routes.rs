//! The files that routes are found in: a network for each level, and `routes.json` with the
//! distances between doors.

use std::collections::BTreeSet;

use super::level::LevelRows;
use super::{Build, BuildError};
use crate::domain::market::raw::RawConnector;
use crate::domain::publication::files::{LevelRoutesFile, RouteLevel, RoutesFile};
use crate::domain::publication::paths;
use crate::domain::route::{Gait, Walks, distances};
use crate::publisher::progress::Progress;
use crate::publisher::walk::columns::columns;

/// The network of a level, and its row of `routes.json`.
pub(super) fn of_level(
    rows: &LevelRows,
    connectors: &[RawConnector],
) -> (LevelRoutesFile, RouteLevel) {
    let own = rows.walkways.nodes.iter().map(|node| &*node.id);
    let own: BTreeSet<&str> = own.collect();
    let stops = connectors.iter().flat_map(|connector| &connector.stops);
    let stops = stops.filter(|stop| stop.level == rows.level);
    let doors: BTreeSet<&str> = stops.map(|stop| &*stop.node).collect();
    let doors: Vec<&str> = doors.intersection(&own).copied().collect();
    let file = columns(&rows.level, &rows.walkways, rows.is_derived, &doors);
    let (walks, _) = Walks::open(file.clone(), &rows.level);
    let directed = !file.one_way.is_empty();
    let foot = distances(&walks, Gait::Foot, directed);
    let wheels = distances(&walks, Gait::Wheels, directed);
    let mut row = RouteLevel {
        level: rows.level.clone(),
        doors: doors.into_iter().map(str::to_owned).collect(),
        directed,
        wheels: (wheels != foot).then_some(wheels),
        foot,
        ..RouteLevel::default()
    };
    for place in &rows.places {
        *row.kinds.entry(place.kind.clone()).or_default() += 1;
    }
    (file, row)
}

/// Writes `routes.json`, unless no level has a network.
pub(super) fn write(build: &mut Build, _progress: Progress) -> Result<(), BuildError> {
    let levels = std::mem::take(&mut build.routes);
    if !levels.is_empty() {
        let row = build.output.write(paths::ROUTES, &RoutesFile { levels })?;
        build.files.push(row);
    }
    Ok(())
}
