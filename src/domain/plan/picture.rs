//! What is to be drawn: the sheet, and of each level the stalls and lights known so far.
//!
//! A level without a scene is drawn as its outline with title and counts; giving it a scene
//! later changes nothing but that.

use std::sync::Arc;

use super::geometry::{Bounds, Point, Ring, ring_contains, sides};
use super::hit;
use super::label::Projection;
use super::lighting::Lighting;
use super::scene::Scene;
use super::sheet::{Card, Sheet};
use super::viewport::Viewport;

/// A card narrower than this on the screen shows one count of each kind instead of many.
const SUMMED_BELOW_PX: f64 = 560.0;

/// What is known of one level.
#[derive(Clone, Debug, Default)]
struct Floor {
    scene: Option<Arc<Scene>>,
    lighting: Lighting,
    lit_count: Option<u32>,
}

/// The sheet and everything on it.
#[derive(Clone, Debug)]
pub struct Picture {
    sheet: Arc<Sheet>,
    floors: Vec<Floor>,
}

/// One level on the screen.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    pub level: usize,
    pub card: &'a Card,
    pub scene: Option<&'a Scene>,
    pub lighting: &'a Lighting,
    /// How many of its stalls are lit, whether they are loaded or not; none when nothing was
    /// asked for.
    pub lit_count: Option<u32>,
    /// The view in the level's own coordinates.
    pub view: Viewport,
    pub projection: Projection,
}

impl Picture {
    pub fn new(sheet: Arc<Sheet>) -> Self {
        let floors = sheet.cards().iter().map(|_| Floor::default()).collect();
        Self { sheet, floors }
    }

    /// One level alone.
    pub fn of_one(scene: Arc<Scene>, lighting: Lighting) -> Self {
        let mut picture = Self::new(Arc::new(Sheet::of_one(scene.bounds())));
        picture.set_scene(0, Some(scene));
        picture.set_lighting(0, lighting);
        picture
    }

    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Another layout or language of the same levels: what they hold stays.
    pub fn set_sheet(&mut self, sheet: Arc<Sheet>) {
        self.floors.resize_with(sheet.cards().len(), Floor::default);
        self.sheet = sheet;
    }

    /// Gives a level its stalls, or takes them away to free memory. An unknown level is
    /// ignored, here and below.
    pub fn set_scene(&mut self, level: usize, scene: Option<Arc<Scene>>) {
        if let Some(floor) = self.floors.get_mut(level) {
            floor.scene = scene;
        }
    }

    pub fn set_lighting(&mut self, level: usize, lighting: Lighting) {
        if let Some(floor) = self.floors.get_mut(level) {
            floor.lighting = lighting;
        }
    }

    /// How many stalls of a level are lit, for levels whose stalls are not there; a level's
    /// lighting counts by itself.
    pub fn set_lit_count(&mut self, level: usize, lit: Option<u32>) {
        if let Some(floor) = self.floors.get_mut(level) {
            floor.lit_count = lit;
        }
    }

    pub fn scene(&self, level: usize) -> Option<&Arc<Scene>> {
        self.floors.get(level)?.scene.as_ref()
    }

    /// How many stalls are lit on all levels.
    pub fn lit_count(&self) -> usize {
        let lit = self.floors.iter().filter_map(Floor::lit_count);
        lit.map(|count| count as usize).sum()
    }

    /// The levels on the screen.
    pub fn placed(&self, view: &Viewport) -> impl Iterator<Item = Placed<'_>> {
        self.sheet.visible(view).filter_map(|(level, view)| {
            let (card, floor) = (self.sheet.cards().get(level)?, self.floors.get(level)?);
            Some(Placed {
                level,
                card,
                scene: floor.scene.as_deref(),
                lighting: &floor.lighting,
                lit_count: floor.lit_count(),
                view,
                projection: Projection::of(&view),
            })
        })
    }

    /// The level and stall at a place of the sheet: exactly by outline, otherwise the nearest
    /// stall of a level within `radius_dm`.
    pub fn stall_at(&self, at: Point, radius_dm: f64) -> Option<(usize, usize)> {
        let near = Bounds::new(at.x_dm, at.y_dm, at.x_dm, at.y_dm).grown(radius_dm.max(0.0) + 1.0);
        for (level, floor) in self.floors.iter().enumerate() {
            let Some(scene) = floor.scene.as_deref() else {
                continue;
            };
            let offset = self.sheet.sheet_from_level(level, Point::default());
            if scene.bounds().moved(offset).overlaps(near) {
                let point = self.sheet.level_from_sheet(level, at);
                if let Some(stall) = hit::stall_at(scene, point, radius_dm) {
                    return Some((level, stall));
                }
            }
        }
        None
    }
}

impl Floor {
    fn lit_count(&self) -> Option<u32> {
        match (&self.scene, self.lighting.is_selective()) {
            (Some(_), true) => Some(self.lighting.lit_count() as u32),
            (Some(_), false) => None,
            (None, _) => self.lit_count,
        }
    }
}

/// Walls are at most so wide on the screen, CSS pixels.
const WALL_PX: f64 = 8.0;

impl Placed<'_> {
    /// The outer lines of the floor.
    pub fn outlines(&self) -> &[Ring] {
        match self.scene {
            Some(scene) => scene.outlines(),
            None => &self.card.outlines,
        }
    }

    /// Whether the whole screen shows this level's floor and nothing outside of it. May say no
    /// where a slanted wall passes by.
    pub fn is_all_around(&self) -> bool {
        let (wide_px, high_px) = (self.view.width_px, self.view.height_px);
        let middle = self.projection.plan(wide_px / 2.0, high_px / 2.0);
        let is_beside =
            |a: f64, b: f64, length_px: f64| a.max(b) < -WALL_PX || a.min(b) > length_px + WALL_PX;
        self.outlines().iter().any(|ring| {
            ring_contains(ring, middle)
                && sides(ring).all(|(a, b)| {
                    let (ax, ay) = self.projection.screen(a.x_dm, a.y_dm);
                    let (bx, by) = self.projection.screen(b.x_dm, b.y_dm);
                    is_beside(ax, bx, wide_px) || is_beside(ay, by, high_px)
                })
        })
    }

    /// Whether the card is too small on the screen for more than one count of each kind.
    pub fn is_summed(&self) -> bool {
        let wide_px = self.card.bounds.width_dm() * self.view.px_per_dm();
        self.scene.is_none() || (self.card.title_dm > 0.0 && wide_px < SUMMED_BELOW_PX)
    }

    /// How many marks the level has.
    pub fn marks(&self) -> u32 {
        match self.scene {
            Some(scene) => scene.mark_count(),
            None => self.card.marks,
        }
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
