//! The component: canvases, listeners, and the thread between signals and the stage.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;

use super::controls::{Command, Controls};
use super::stage::{Focus, Stage, Touched};
use crate::browser::paint::{Frames, Size, SizeWatch, Words, now_ms, prefers_stillness};
use crate::domain::plan::gesture::{Phase, PointerInput, Settings, key_change, wheel_factor};
use crate::domain::plan::lighting::Lighting;
use crate::domain::plan::scene::Scene;
use crate::domain::plan::theme::Theme;
use crate::domain::plan::viewport::Change;

/// Every text of the map, in the person's language.
#[derive(Clone, Copy, Debug)]
pub struct MapLabels {
    /// What this is: "Stall map of …".
    pub map: Signal<String>,
    /// How it is used without a pointer.
    pub hint: Signal<String>,
    pub zoom_in: Signal<String>,
    pub zoom_out: Signal<String>,
    pub whole: Signal<String>,
    pub to_kiosk: Signal<String>,
    pub turn: Signal<String>,
    pub north: Signal<String>,
    /// Written on the map: "You are here".
    pub here: Signal<String>,
    /// Written on red marks: one character.
    pub mark: Signal<String>,
}

/// What lives as long as the map is on the page.
struct Live {
    stage: Rc<RefCell<Stage>>,
    frames: Frames,
    _size: SizeWatch,
}

type Shared = StoredValue<Option<Live>, LocalStorage>;

/// The stall map of one level; props in the module's table.
#[component]
pub fn MapView(
    #[prop(into)] scene: Signal<Option<Arc<Scene>>>,
    #[prop(into)] lighting: Signal<Lighting>,
    theme: Theme,
    labels: MapLabels,
    #[prop(into)] on_select: Callback<usize>,
    #[prop(into)] on_place: Callback<usize>,
    #[prop(into)] focus: Signal<Option<Focus>>,
    #[prop(default = 4.0)] px_per_mm: f64,
    #[prop(default = false)] still: bool,
) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<html::Canvas>::new();
    let shared: Shared = StoredValue::new_local(None);
    let turn_deg = RwSignal::new(0);
    let is_live = RwSignal::new(false);
    let settings = Settings {
        px_per_mm: px_per_mm.max(0.5),
        is_still: still || prefers_stillness(),
    };

    Effect::new(move || {
        let (Some(host), Some(canvas)) = (host.get(), canvas.get()) else {
            return;
        };
        let element = (*host).clone();
        let Some(stage) = Stage::new(element.clone().into(), canvas, theme, settings) else {
            return;
        };
        let stage = Rc::new(RefCell::new(stage));
        let frames = Frames::new({
            let stage = Rc::clone(&stage);
            move |time_ms| {
                // Borrowed already only if an event came in between; then the next frame.
                let Ok(mut stage) = stage.try_borrow_mut() else {
                    return true;
                };
                let again = stage.frame(time_ms);
                let turned = stage.turn_deg();
                drop(stage);
                if turn_deg
                    .try_get_untracked()
                    .is_some_and(|known| known != turned)
                {
                    turn_deg.set(turned);
                }
                again
            }
        });
        let size = SizeWatch::new(&element, move |size: Size| {
            with_stage(shared, |stage| stage.resize(size));
        });
        let first_size = Size::of(&element);
        stage.borrow_mut().resize(first_size);
        shared.set_value(Some(Live {
            stage,
            frames,
            _size: size,
        }));
        is_live.set(true);
    });
    on_cleanup(move || drop(shared.try_update_value(Option::take)));

    // Each signal goes its own way to the stage, and a frame follows by itself.
    let follow = move |apply: fn(&mut Stage, &Follow)| {
        let signals = Follow {
            scene,
            lighting,
            labels,
            focus,
        };
        Effect::new(move || {
            if is_live.get() {
                with_stage(shared, |stage| apply(stage, &signals));
            }
        });
    };
    follow(|stage, s| {
        stage.set_words(Words {
            here: s.labels.here.get(),
            mark: s.labels.mark.get(),
            ..Words::default()
        });
    });
    follow(|stage, s| stage.set_scene(s.scene.get()));
    follow(|stage, s| stage.set_lighting(s.lighting.get()));
    follow(|stage, s| {
        if let Some(focus) = s.focus.get() {
            stage.go(focus, now_ms());
        }
    });

    let tell = move |touched: Option<Touched>| match touched {
        Some(Touched::Stall(stall)) => on_select.run(stall),
        Some(Touched::Place(place)) => on_place.run(place),
        None => {}
    };
    let pointer = move |event: &PointerEvent, phase: Phase| {
        let Some(host) = host.get_untracked() else {
            return;
        };
        if phase == Phase::Down {
            if event.button() > 0 {
                return;
            }
            // Refused when the pointer is gone already; then there is nothing to hold.
            let _ = host.set_pointer_capture(event.pointer_id());
        }
        let corner = host.get_bounding_client_rect();
        let input = PointerInput {
            id: event.pointer_id(),
            phase,
            x_px: f64::from(event.client_x()) - corner.left(),
            y_px: f64::from(event.client_y()) - corner.top(),
            time_ms: event.time_stamp(),
            is_primary: event.is_primary(),
            is_pressed: event.buttons() != 0,
        };
        tell(with_stage(shared, |stage| stage.pointer(input)).flatten());
    };
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let Some(host) = host.get_untracked() else {
            return;
        };
        let corner = host.get_bounding_client_rect();
        let change = Change::Zoom {
            x_px: f64::from(event.client_x()) - corner.left(),
            y_px: f64::from(event.client_y()) - corner.top(),
            factor: wheel_factor(event.delta_y(), event.delta_mode(), event.ctrl_key()),
        };
        with_stage(shared, |stage| stage.change(change));
    };
    let key = move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let name = event.key();
        if name == "Enter" {
            event.prevent_default();
            tell(with_stage(shared, |stage| stage.touch_middle(now_ms())).flatten());
        } else if let Some(change) = key_change(&name, event.shift_key()) {
            event.prevent_default();
            with_stage(shared, |stage| stage.change_slowly(change, now_ms()));
        }
    };
    let command = Callback::new(move |command: Command| {
        with_stage(shared, |stage| match command {
            Command::ZoomIn => stage.change_slowly(Change::ZoomMiddle { factor: 1.8 }, now_ms()),
            Command::ZoomOut => {
                stage.change_slowly(Change::ZoomMiddle { factor: 1.0 / 1.8 }, now_ms());
            }
            Command::Whole => stage.go(Focus::Whole, now_ms()),
            Command::ToKiosk => stage.go(Focus::Here, now_ms()),
            Command::Turn => stage.turn(now_ms()),
        });
    });
    let has_here =
        Signal::derive(move || scene.with(|s| s.as_ref().is_some_and(|s| s.here().is_some())));

    view! {
        <section class="market-map-view" part="map" aria-label=move || labels.map.get()>
            <div
                node_ref=host
                class="market-map-stage"
                tabindex="0"
                role="application"
                aria-label=move || labels.map.get()
                aria-description=move || labels.hint.get()
                on:pointerdown=move |event| pointer(&event, Phase::Down)
                on:pointermove=move |event| pointer(&event, Phase::Move)
                on:pointerup=move |event| pointer(&event, Phase::Up)
                on:pointercancel=move |event| pointer(&event, Phase::Cancel)
                on:wheel=wheel
                on:keydown=key
                on:contextmenu=move |event| event.prevent_default()
            >
                <canvas node_ref=canvas class="market-map-ground" aria-hidden="true"></canvas>
            </div>
            <Controls labels has_here turn_deg command/>
        </section>
    }
}

/// The signals that the stage follows.
struct Follow {
    scene: Signal<Option<Arc<Scene>>>,
    lighting: Signal<Lighting>,
    labels: MapLabels,
    focus: Signal<Option<Focus>>,
}

/// Does something with the stage and asks for a frame. Nothing happens after the map is gone.
fn with_stage<T>(shared: Shared, act: impl FnOnce(&mut Stage) -> T) -> Option<T> {
    shared
        .try_with_value(|live| {
            let live = live.as_ref()?;
            let done = act(&mut *live.stage.try_borrow_mut().ok()?);
            live.frames.request();
            Some(done)
        })
        .flatten()
}
