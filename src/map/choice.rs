//! What a person asked for and chose: what is lit, where the view flies, what a finger meant.

use super::market_map::MarketMap;
use super::report::Report;
use super::stage::{Focus, Touched};
use crate::domain::atlas::point;
use crate::domain::market::trust::PlaqueKind;
use crate::domain::plan::lighting::Lighting;

/// How much of the level is shown around a chosen place.
pub(super) const PLACE_SPAN_M: f64 = 40.0;

impl MarketMap {
    /// Lights what was asked for, on every level.
    pub(super) fn light(&self) {
        let mut market = self.inner.market.borrow_mut();
        let Some(own) = market.as_mut() else { return };
        let wishes = self.inner.wishes.borrow();
        let mut stage = self.inner.stage.borrow_mut();
        let tree = own.tree.as_deref();
        for (index, floor) in own.floors.iter_mut().enumerate() {
            let noted = wishes.lit.as_ref().map(|lit| {
                let noted = lit.iter().find(|(id, _)| *id == floor.id);
                noted.map_or(&[][..], |(_, stalls)| stalls)
            });
            let Some(level) = &floor.level else {
                let count = match noted {
                    Some(noted) => u32::try_from(noted.len()).ok(),
                    None => wishes.asked.count_on(tree, &floor.id),
                };
                stage.set_lit_count(index, count);
                continue;
            };
            let stalls = &level.stalls;
            let lit = match noted {
                Some(noted) => Some(
                    noted
                        .iter()
                        .filter_map(|stall| usize::try_from(*stall).ok())
                        .collect(),
                ),
                None => wishes.asked.stalls(tree, stalls),
            };
            let lighting =
                lit.map_or_else(Lighting::default, |lit| Lighting::on(stalls.len(), lit));
            floor.lit = lighting.lit_count();
            stage.set_lighting(index, lighting.with_chosen(stalls.find(&wishes.stall)));
        }
    }

    /// Flies to the chosen stall or place of the level in focus, once.
    pub(super) fn fly(&self, now_ms: f64) {
        let mut market = self.inner.market.borrow_mut();
        let Some(own) = market.as_mut() else { return };
        let mut stage = self.inner.stage.borrow_mut();
        let Some(level) = stage.focus() else { return };
        let Some(stalls) = own.floor(level).map(|named| &named.stalls) else {
            return;
        };
        let wishes = self.inner.wishes.borrow();
        let place = || stalls.places.iter().find(|own| *own.id() == wishes.place);
        let focus = match stalls.find(&wishes.stall) {
            Some(stall) => Some(Focus::Stall(stall)),
            None => place().map(|place| Focus::Point {
                at: point(*place.at()),
                span_m: PLACE_SPAN_M,
            }),
        };
        let chosen = focus.map(|focus| (level, focus));
        if let Some(look) = self.inner.look.take() {
            stage.look(look);
            own.flown_to = chosen;
            self.inner.is_way_to_see.set(false);
            return;
        }
        if let Some(focus) = focus.filter(|_| chosen != own.flown_to) {
            stage.go(focus, now_ms);
        }
        // Looking around on other levels does not make the choice undone.
        if chosen.is_some() || (wishes.stall.is_empty() && wishes.place.is_empty()) {
            own.flown_to = chosen;
        }
    }

    /// Says which stall the arrows have come to.
    pub(super) fn reached(&self, level: usize, stall: usize) {
        let market = self.inner.market.borrow();
        let named = market.as_ref().and_then(|own| own.floor(level));
        let Some(named) = named else { return };
        let stalls = &named.stalls;
        self.tell(Report::Reached {
            level: stalls.level().to_owned(),
            stall: stalls.id(stall),
            number: stalls.printed(stall),
            name: named.name(stall).to_owned(),
            tongue: named.names.tongue(stall).to_owned(),
            is_let: stalls.categories(stall).next().is_some(),
            is_marked: stalls.has_plaque(stall, PlaqueKind::PartyMember),
        });
    }

    pub(super) fn touched(&self, touched: Option<Touched>) {
        let market = self.inner.market.borrow();
        let Some(own) = market.as_ref() else { return };
        match touched {
            Some(Touched::Stall { level, stall }) => {
                if let Some(stalls) = own.floor(level).map(|named| &named.stalls) {
                    let (level, stall) = (stalls.level().to_owned(), stalls.id(stall));
                    self.tell(Report::Stall { level, stall });
                }
            }
            Some(Touched::Place { level, place }) => {
                let stalls = own.floor(level).map(|named| &named.stalls);
                if let Some((stalls, place)) =
                    stalls.and_then(|own| Some((own, own.places.get(place)?)))
                {
                    let (level, place) = (stalls.level().to_owned(), place.id().clone());
                    self.tell(Report::Place { level, place });
                }
            }
            None => {}
        }
    }
}
