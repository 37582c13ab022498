//! The names of levels and buildings, and what is counted of a level seen from afar.
//!
//! Each stands in a band of its own above its card, so none can lie on another.

use super::super::geometry::{Bounds, Kept, Point};
use super::super::lighting::Layer;
use super::super::picture::{Picture, Placed};
use super::super::viewport::Viewport;
use super::cluster::{self, Cluster, Tally, are_marks_merged};
use super::room::{Projection, Room};
use super::wrap::{Line, text_width_em, wrapped};
use super::{Ink, LabelSet, TextRun, TextSource};

/// Sizes of titles in CSS pixels: few, so that each is written once.
const SIZES_PX: [f64; 7] = [28.0, 24.0, 20.0, 17.0, 14.0, 12.0, 10.0];
/// What stands below a name is smaller.
const DETAILS_SHARE: f64 = 0.8;
const LEAST_DETAILS_PX: f64 = 10.0;
const LINE: f64 = 1.25;
/// To be written whole, a name becomes so small and no smaller.
const LEAST_WHOLE_PX: f64 = 12.0;
/// A count is never drawn smaller: three digits of eleven pixels.
const LEAST_RADIUS_PX: f64 = 12.0;

impl LabelSet {
    /// The title of a level's card and, where they are not shown one by one, its marks and lit
    /// stalls as counts beside it.
    pub(super) fn title(&mut self, placed: &Placed<'_>) {
        let card = placed.card;
        // A level alone has no title, and no sum either as long as its stalls are there.
        if card.title_dm <= 0.0 {
            return;
        }
        let room = title_room(placed);
        let is_far = placed
            .scene
            .is_none_or(|scene| are_marks_merged(scene, &placed.view));
        let mut side_px = 0.0_f64;
        let mut counted = |labels: &mut Self, tally: Tally, count: u32| {
            let most = (room.height_px * 0.48).max(LEAST_RADIUS_PX);
            let radius_px = cluster::radius_px(count).min(most);
            let beside = (room.width_px / 2.0 - radius_px).max(0.0);
            let at = match tally {
                Tally::Marks => room.x_px + beside,
                Tally::Lit => room.x_px - beside,
            };
            side_px = side_px.max(2.0 * radius_px + 4.0);
            if placed.projection.is_on_screen(at, room.y_px, radius_px) {
                let cluster = Cluster {
                    tally,
                    count,
                    x_px: at,
                    y_px: room.y_px,
                    radius_px,
                };
                labels.clusters.push(cluster);
                labels.count(cluster);
            }
        };
        let marks = placed.marks();
        if is_far && placed.is_summed() && marks > 0 && placed.lighting.is_shown(Layer::Marks) {
            counted(self, Tally::Marks, marks);
        }
        if let Some(lit) = placed.lit_count.filter(|_| is_far || placed.is_summed()) {
            counted(self, Tally::Lit, lit);
        }
        let room = Room {
            width_px: room.width_px - 2.0 * side_px,
            ..room
        };
        let is_short = self.are_names_short && !card.short_name.is_empty();
        let name: (&str, fn(Line) -> TextSource) = if is_short {
            (&card.short_name, |line| TextSource::LevelShortName { line })
        } else {
            (&card.name, |line| TextSource::LevelName { line })
        };
        self.lines(
            &placed.projection,
            placed.level,
            room,
            name,
            (&card.details, |line| TextSource::LevelDetails { line }),
        );
    }

    /// The names of buildings.
    pub(super) fn buildings(&mut self, picture: &Picture, view: &Viewport) {
        let (projection, seen) = (Projection::of(view), view.visible());
        for (building, block) in picture.sheet().blocks().iter().enumerate() {
            let band = Bounds {
                max_y_dm: block.bounds.min_y_dm + block.title_dm,
                ..block.bounds
            };
            if block.title_dm > 0.0 && seen.overlaps(band) {
                let room = projection.room_in(band);
                self.lines(
                    &projection,
                    building,
                    room,
                    (&block.name, |line| TextSource::BuildingName { line }),
                    ("", |line| TextSource::BuildingName { line }),
                );
            }
        }
    }

    /// A name and, if there is room, a line below it.
    fn lines(
        &mut self,
        projection: &Projection,
        level: usize,
        room: Room,
        (name, name_source): (&str, fn(Line) -> TextSource),
        (details, details_source): (&str, fn(Line) -> TextSource),
    ) {
        if !projection.sees(&room) {
            return;
        }
        let Some((tallest_px, has_details)) = size_in(&room, !details.is_empty()) else {
            return;
        };
        // A long name is rather small than cut.
        let name_em = text_width_em(name);
        let mut smaller = SIZES_PX.into_iter().filter(|size| *size < tallest_px);
        let mut size_px = tallest_px;
        while size_px > LEAST_WHOLE_PX && name_em * size_px > room.width_px {
            size_px = smaller.next().unwrap_or(LEAST_WHOLE_PX);
        }
        let small_px = (size_px * DETAILS_SHARE).floor();
        let tall = (size_px + if has_details { small_px } else { 0.0 }) * LINE;
        // Close to the card below.
        let top = room.y_px + room.height_px / 2.0 - tall;
        let mut line = |text: &str, source: fn(Line) -> TextSource, ink, size_px: f64, y_px| {
            let lines = wrapped(text, room.width_px / size_px, 1);
            let Some(line) = lines.as_slice().first().copied() else {
                return;
            };
            if line.is_cut && (line.to < 2 || room.width_px < size_px * 2.0) {
                return;
            }
            let part = text
                .get(line.from as usize..line.to as usize)
                .unwrap_or_default();
            let half = (text_width_em(part) * size_px / 2.0).kept(0.0, room.width_px / 2.0);
            let half_h = size_px / 2.0;
            self.take([
                room.x_px - half,
                y_px - half_h,
                room.x_px + half,
                y_px + half_h,
            ]);
            self.texts.push(TextRun {
                level: level as u32,
                source: source(line),
                ink,
                x_px: room.x_px,
                y_px,
                size_px,
                room_px: room.width_px,
            });
        };
        let name_y = top + size_px * LINE / 2.0;
        line(name, name_source, Ink::Title, size_px, name_y);
        if has_details {
            let y = top + size_px * LINE + small_px * LINE / 2.0;
            line(details, details_source, Ink::Details, small_px, y);
        }
    }
}

/// The free band above a level's card, in the level's own coordinates like everything placed.
fn title_room(placed: &Placed<'_>) -> Room {
    let card = placed.card;
    let ground = card
        .bounds
        .moved(Point::new(-card.offset.x_dm, -card.offset.y_dm));
    let band = Bounds {
        max_y_dm: ground.min_y_dm,
        min_y_dm: ground.min_y_dm - card.title_dm,
        ..ground
    };
    placed.projection.room_in(band)
}

/// Whether the name of a level has no room between two counts. Then no level says its name:
/// short ones beside whole ones would look like another kind of place.
pub(super) fn needs_short_name(placed: &Placed<'_>) -> bool {
    let (card, room) = (placed.card, title_room(placed));
    if card.title_dm <= 0.0 || card.short_name.is_empty() {
        return false;
    }
    let wide_px = room.width_px - 2.0 * (2.0 * LEAST_RADIUS_PX + 4.0);
    let has_room = |(size_px, _): (f64, bool)| text_width_em(&card.name) * size_px <= wide_px;
    !size_in(&room, !card.details.is_empty()).is_none_or(has_room)
}

/// The largest size of a name in a room, and whether a line below it has room then.
fn size_in(room: &Room, wants_details: bool) -> Option<(f64, bool)> {
    let largest = |lines: f64| {
        let fits = |size: &f64| size * LINE * lines <= room.height_px;
        SIZES_PX.into_iter().find(fits)
    };
    let with_both = largest(1.0 + DETAILS_SHARE)
        .filter(|size| wants_details && size * DETAILS_SHARE >= LEAST_DETAILS_PX);
    match with_both {
        Some(size_px) => Some((size_px, true)),
        None => largest(1.0).map(|size_px| (size_px, false)),
    }
}
