//! What lies over the stalls: a way, and outlined areas.

use super::choice::PLACE_SPAN_M;
use super::market_map::MarketMap;
use super::report::Report;
use super::stage::Focus;
use super::way::{Way, WayPlace};
use super::wishes::WishedArea;
use crate::domain::plan::area::Area;
use crate::domain::plan::geometry::{Bounds, Point};

impl MarketMap {
    /// Draws a way over the map and looks at one leg of it; without one there is none.
    pub fn show_way(&self, way: Option<Way>) {
        self.inner.is_way_to_see.set(way.is_some());
        self.inner.way.replace(way);
        self.place_way();
    }

    /// Outlines these areas and no others.
    pub fn outline(&self, areas: Vec<WishedArea>) {
        self.inner.wishes.borrow_mut().areas = areas;
        self.trace();
    }

    /// Flies to the box around some points of the level in focus.
    pub fn see(&self, points: &[Point], now_ms: f64) {
        if let Some(bounds) = Bounds::around(points) {
            let mut stage = self.inner.stage.borrow_mut();
            stage.go(Focus::Fit(bounds), now_ms);
        }
        self.tell(Report::Frame);
    }

    /// Puts the way where its levels lie now.
    pub(super) fn place_way(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let mut stage = self.inner.stage.borrow_mut();
        let way = self.inner.way.borrow();
        let lines = way
            .as_ref()
            .map(|way| way.on_sheet(stage.sheet(), |id| own.index(id)));
        stage.set_way(lines);
    }

    /// Flies to the leg or the step that is to be seen, as soon as its level is in focus.
    pub(super) fn see_way(&self, now_ms: f64) {
        let way = self.inner.way.borrow();
        let market = self.inner.market.borrow();
        let mut stage = self.inner.stage.borrow_mut();
        let level = stage.focus().filter(|level| stage.has_scene(*level));
        let floor = market.as_ref().and_then(|own| own.floors.get(level?));
        let Some(leg) = way.as_ref().and_then(Way::leg) else {
            return self.inner.is_way_to_see.set(false);
        };
        if floor.is_none_or(|floor| floor.id != leg.level) {
            return;
        }
        self.inner.is_way_to_see.set(false);
        let focus = match way.as_ref().and_then(|way| way.place) {
            Some(WayPlace {
                at,
                ahead: Some(ahead),
            }) => Some(Focus::Ahead { at, ahead }),
            Some(WayPlace { at, ahead: None }) => Some(Focus::Point {
                at,
                span_m: PLACE_SPAN_M,
            }),
            None => leg.bounds().map(Focus::Fit),
        };
        if let Some(focus) = focus {
            stage.go(focus, now_ms);
        }
    }

    /// Outlines the wished areas of the levels that are known.
    pub(super) fn trace(&self) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        let wishes = self.inner.wishes.borrow();
        let areas = wishes.areas.iter().filter_map(|(level, name, corners)| {
            Area::new(own.index(level)?, name.clone(), corners)
        });
        self.inner.stage.borrow_mut().set_areas(areas.collect());
        self.tell(Report::Frame);
    }
}
