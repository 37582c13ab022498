//! `<market-map>`, as `public/widgets/map-engine.js` speaks to it: every call is a message of
//! plain values, so that it makes no difference whether the map lives in a worker or in the page.

use std::cell::RefCell;

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, OffscreenCanvas};

use crate::browser::host::{Detail, object};
use crate::browser::intl;
use crate::browser::paint::{Canvas, Note};
use crate::domain::market::json_text;
use crate::domain::plan::camera::Tap;
use crate::domain::plan::geometry::Point;
use crate::domain::plan::gesture::{Phase, PointerInput};
use crate::domain::plan::theme::{SystemColors, Theme};
use crate::domain::publication::draft::Draft;
use crate::map::{
    LitStalls, Look, MarketMap, Press, Report, Stage, Way, WayLeg, WayPlace, Wish, WishedArea,
};

/// One map. Dropping it (`free()` in JavaScript) lets go of everything.
#[wasm_bindgen]
pub struct MapEngine {
    map: MarketMap,
    /// Stalls to light by level, until all of them have arrived.
    lit: RefCell<LitStalls>,
    /// Legs of a way, until all of them have arrived.
    legs: RefCell<Vec<WayLeg>>,
    /// Areas to outline, until all of them have arrived.
    areas: RefCell<Vec<WishedArea>>,
}

#[wasm_bindgen]
impl MapEngine {
    /// A map of the publication at `src` on a canvas of the page or of a worker, and a second one
    /// that lies over it. `tell(name,
    /// detail)` hears what happens; it must not call the map from there.
    ///
    /// # Errors
    /// When the browser gives no 2D canvas.
    #[wasm_bindgen(constructor)]
    pub fn new(
        canvas: &JsValue,
        over: &JsValue,
        src: &str,
        kiosk: &str,
        tell: Function,
    ) -> Result<MapEngine, JsValue> {
        let shown = match canvas.dyn_ref::<HtmlCanvasElement>() {
            Some(element) => Canvas::element(element.clone()),
            None => Canvas::transferred(canvas.unchecked_ref::<OffscreenCanvas>().clone()),
        };
        let (Some(shown), Some(scratch), Some(over)) =
            (shown, Canvas::scratch(), Canvas::over(over))
        else {
            return Err(js_sys::Error::new("no 2D canvas").into());
        };
        let stage = Stage::new(shown, scratch, over);
        let tell = move |report: Report| report_to(&tell, &report);
        Ok(MapEngine {
            map: MarketMap::new(src, kiosk, stage, tell),
            lit: RefCell::default(),
            legs: RefCell::default(),
            areas: RefCell::default(),
        })
    }

    /// Loads the market and shows what is wished for.
    pub fn begin(&self) {
        self.map.begin();
    }

    /// Follows an attribute; an empty value asks for nothing.
    pub fn set(&self, name: &str, value: String) {
        let wish = match name {
            "lang" => Wish::Language(value),
            "level" => Wish::Level(value),
            "stall" => Wish::Stall(value),
            "place" => Wish::Place(value),
            "category" => Wish::Category(value),
            "marked" => Wish::OnlyMarked(!value.is_empty()),
            "theme" => Wish::Theme(match value.as_str() {
                "dark" => Theme::DARK,
                "contrast" => Theme::CONTRAST,
                own => system_theme(own).unwrap_or(Theme::LIGHT),
            }),
            "here" => Wish::Here(value),
            "stalls" => Wish::Stalls(value),
            "family" => Wish::Family(value),
            "still" => Wish::Still(!value.is_empty()),
            "px-per-mm" => match intl::parse_number(&value).filter(|px| *px > 0.0) {
                Some(px_per_mm) => Wish::PxPerMm(px_per_mm.max(0.5)),
                None => return,
            },
            _ => return,
        };
        self.map.wish(wish);
    }

    /// Shows a stall as a draft has it, the JSON text of the property `data`; an empty text for all
    /// as published.
    pub fn draft(&self, text: &str) {
        let json = json_text::parse(text, &intl::parse_number);
        self.map.follow_draft(json.ok().and_then(Draft::read));
    }

    /// Notes stalls of a level, by index, to be lit by [`MapEngine::light`].
    pub fn note_lit(&self, level: String, stalls: Vec<u32>) {
        self.lit.borrow_mut().push((level, stalls));
    }

    /// Lights the noted stalls and dims all others; without `only_noted` the category's again.
    pub fn light(&self, only_noted: bool) {
        let noted = self.lit.take();
        self.map.light_up(only_noted.then_some(noted));
    }

    /// Notes a walk of a way, `[x, y, …]` in decimetres, to be drawn by [`MapEngine::show_way`].
    pub fn note_leg(&self, level: String, line: &[i32]) {
        let line = points(line).collect();
        self.legs.borrow_mut().push(WayLeg { level, line });
    }

    /// Draws the noted walks as a way and looks at one of them: at the place `[x, y]`, turned to
    /// what lies ahead with `[x, y, x, y]`, or as a whole. Without noted walks there is no way.
    pub fn show_way(&self, leg: usize, look: &[i32]) {
        let legs = self.legs.take();
        let mut look = points(look);
        let place = look.next().map(|at| WayPlace {
            at,
            ahead: look.next(),
        });
        self.map.show_way((!legs.is_empty()).then_some(Way {
            legs,
            shown: leg,
            place,
        }));
    }

    /// Notes an area of a level to be outlined by [`MapEngine::outline`]: its name, and its corners
    /// `[x, y, x, y, …]` in decimetres of the level's grid.
    pub fn note_area(&self, level: String, name: String, corners: Vec<i32>) {
        self.areas.borrow_mut().push((level, name, corners));
    }

    /// Outlines the noted areas and no others.
    pub fn outline(&self) {
        self.map.outline(self.areas.take());
    }

    /// Brings these corners of the level in focus into sight, `[x, y, x, y, …]` in decimetres.
    pub fn see(&self, corners: &[i32], now_ms: f64) {
        let corners: Vec<Point> = points(corners).collect();
        self.map.see(&corners, now_ms);
    }

    /// The map's size in CSS pixels, and device pixels of a CSS pixel.
    pub fn resize(&self, width_px: f64, height_px: f64, pixel_ratio: f64) {
        self.map.resize(width_px, height_px, pixel_ratio);
    }

    /// A pointer event (`down`, `move`, `up`, `cancel`) at a place from the map's upper left
    /// corner, CSS pixels; `time_ms` on the clock of [`MapEngine::frame`].
    #[allow(
        clippy::too_many_arguments,
        reason = "one message, every value another thing"
    )]
    pub fn pointer(
        &self,
        phase: &str,
        id: i32,
        x_px: f64,
        y_px: f64,
        time_ms: f64,
        is_primary: bool,
        is_pressed: bool,
    ) {
        let phase = match phase {
            "down" => Phase::Down,
            "move" => Phase::Move,
            "up" => Phase::Up,
            _ => Phase::Cancel,
        };
        self.map.pointer(PointerInput {
            id,
            phase,
            x_px,
            y_px,
            time_ms,
            is_primary,
            is_pressed,
        });
    }

    /// A turn of the wheel over a place; `mode` as `WheelEvent.deltaMode` has it.
    pub fn wheel(&self, x_px: f64, y_px: f64, delta_y: f64, mode: u32, is_pinch: bool) {
        self.map.wheel(Tap { x_px, y_px }, delta_y, mode, is_pinch);
    }

    /// A key, named as `KeyboardEvent.key` does.
    pub fn key(&self, name: &str, is_shifted: bool, now_ms: f64) {
        self.map.key(name, is_shifted, now_ms);
    }

    /// One of the map's buttons.
    pub fn press(&self, name: &str, now_ms: f64) {
        let press = match name {
            "zoom-in" => Press::ZoomIn,
            "zoom-out" => Press::ZoomOut,
            "whole" => Press::Whole,
            "to-kiosk" => Press::ToKiosk,
            "turn" => Press::Turn,
            _ => return,
        };
        self.map.press(press, now_ms);
    }

    /// Shows a place once the level is there, as the notes of another engine had it: what lies in
    /// the middle, scale and turn.
    pub fn look(&self, center_x_dm: f64, center_y_dm: f64, px_per_m: f64, turn_deg: f64) {
        self.map.look(Look {
            at: Point::new(center_x_dm, center_y_dm),
            px_per_m,
            turn_rad: turn_deg.to_radians(),
        });
    }

    /// Draws everything anew: the canvas may have lost its picture.
    pub fn refresh(&self) {
        self.map.refresh();
    }

    /// Brings the canvas up to date; says whether another frame is needed. Any clock that only
    /// goes forward, milliseconds.
    pub fn frame(&self, now_ms: f64) -> bool {
        self.map.frame(now_ms)
    }
}

/// The reader's own colours, `rrggbb` each: canvas, its text, highlight, its text, quiet text.
fn system_theme(colors: &str) -> Option<Theme> {
    let mut colors = colors
        .split(' ')
        .map_while(|own| u32::from_str_radix(own, 16).ok())
        .map(|hex| {
            let [_, red, green, blue] = hex.to_be_bytes();
            [red, green, blue]
        });
    Some(Theme::of_system(SystemColors {
        canvas: colors.next()?,
        ink: colors.next()?,
        highlight: colors.next()?,
        highlight_text: colors.next()?,
        quiet: colors.next()?,
    }))
}

fn points(flat: &[i32]) -> impl Iterator<Item = Point> + '_ {
    flat.chunks_exact(2).filter_map(|pair| match pair {
        [x_dm, y_dm] => Some(Point::new(f64::from(*x_dm), f64::from(*y_dm))),
        _ => None,
    })
}

fn report_to(tell: &Function, report: &Report) {
    use Detail::{Absent, Flag, Number, Text};
    let say = |name: &str, details: &[(&str, Detail<'_>)]| say(tell, name, details);
    match report {
        Report::Frame => say("frame", &[]),
        Report::Market { language } => say("market", &[("language", Text(language))]),
        Report::Level {
            level,
            name,
            has_here,
            is_moved,
        } => say(
            "level",
            &[
                ("level", Text(level)),
                ("name", Text(name)),
                ("hasHere", Flag(*has_here)),
                ("by", if *is_moved { Text("finger") } else { Absent }),
            ],
        ),
        Report::Ready { level } => say("ready", &[("level", Text(level))]),
        Report::Turned(turn_deg) => say("turned", &[("turnDeg", Number(f64::from(*turn_deg)))]),
        Report::Stall { level, stall } => {
            say("select", &[("level", Text(level)), ("stall", Text(stall))])
        }
        Report::Reached {
            level,
            stall,
            number,
            name,
            tongue,
            is_let,
            is_marked,
        } => say(
            "reached",
            &[
                ("level", Text(level)),
                ("stall", Text(stall)),
                ("number", Text(number)),
                ("name", Text(name)),
                ("tongue", Text(tongue)),
                ("isLet", Flag(*is_let)),
                ("isMarked", Flag(*is_marked)),
            ],
        ),
        Report::Place { level, place } => {
            say("select", &[("level", Text(level)), ("place", Text(place))])
        }
        Report::Failed(error) => say(
            "error",
            &[
                ("code", Text(&error.code)),
                ("path", Text(&error.path)),
                ("detail", Text(&error.detail)),
            ],
        ),
        Report::Painted {
            note,
            lit,
            zoom_room,
        } => painted(tell, note, *lit, *zoom_room),
    }
}

fn say(tell: &Function, name: &str, details: &[(&str, Detail<'_>)]) {
    // The listener is the loader's own and does not throw.
    let _ = tell.call2(&JsValue::NULL, &name.into(), &object(details));
}

#[allow(clippy::cast_precision_loss, reason = "keys and counts are small")]
fn painted(tell: &Function, note: &Note, lit: usize, zoom_room: (bool, bool)) {
    let view = &note.view;
    let key = note.level_key.map(|key| key as f64);
    let details = [
        ("levelKey", key.map_or(Detail::Absent, Detail::Number)),
        ("lit", Detail::Number(lit as f64)),
        ("texts", Detail::Number(note.texts_written as f64)),
        ("areas", Detail::Number(note.areas as f64)),
        ("centerXDm", Detail::Number(view.center.x_dm)),
        ("centerYDm", Detail::Number(view.center.y_dm)),
        ("pxPerM", Detail::Number(view.px_per_m)),
        ("turnDeg", Detail::Number(view.turn_rad.to_degrees())),
        ("painted", Detail::Number(f64::from(note.painted))),
        ("canZoomIn", Detail::Flag(zoom_room.0)),
        ("canZoomOut", Detail::Flag(zoom_room.1)),
    ];
    say(tell, "painted", &details);
}
