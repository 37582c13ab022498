//! The large buttons of the map, where a person in a wheelchair reaches them.

use leptos::prelude::*;

use super::view::MapLabels;

/// What a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    ZoomIn,
    ZoomOut,
    Whole,
    ToKiosk,
    Turn,
}

/// One button for every gesture that is not obvious to everybody.
#[component]
pub fn Controls(
    labels: MapLabels,
    has_here: Signal<bool>,
    #[prop(into)] turn_deg: Signal<i32>,
    command: Callback<Command>,
) -> impl IntoView {
    let turn_label = move || match turn_deg.get() {
        0 => labels.turn.get(),
        _ => labels.north.get(),
    };
    let needle = move || ["rotate(", &turn_deg.get().to_string(), " 12 12)"].concat();
    let key = move |name: Command, label: Signal<String>, drawing: &'static str| {
        view! {
            <button
                type="button"
                class="market-map-key"
                aria-label=move || label.get()
                title=move || label.get()
                on:click=move |_| command.run(name)
            >
                <svg viewBox="0 0 24 24" aria-hidden="true" class="market-map-icon">
                    <path d=drawing></path>
                </svg>
            </button>
        }
    };
    view! {
        <div class="market-map-keys" part="keys">
            <button
                type="button"
                class="market-map-key"
                aria-label=turn_label
                title=turn_label
                on:click=move |_| command.run(Command::Turn)
            >
                <svg viewBox="0 0 24 24" aria-hidden="true" class="market-map-icon">
                    <g transform=needle>
                        <path class="market-map-needle" d="M12 3l4 9H8z"></path>
                        <path d="M12 21l4-9H8z"></path>
                    </g>
                </svg>
            </button>
            <Show when=move || has_here.get()>
                {key(
                    Command::ToKiosk,
                    labels.to_kiosk,
                    "M12 2.5a7 7 0 0 1 7 7c0 5-7 12-7 12s-7-7-7-12a7 7 0 0 1 7-7zm0 4.2a2.8 2.8 0 1 0 .01 0z",
                )}
            </Show>
            {key(
                Command::Whole,
                labels.whole,
                "M3.5 3.5h6v2.4h-3.6v3.6h-2.4zM14.5 3.5h6v6h-2.4v-3.6h-3.6zM3.5 14.5h2.4v3.6h3.6v2.4h-6zM18.1 14.5h2.4v6h-6v-2.4h3.6zM9 9h6v6H9z",
            )}
            {key(Command::ZoomOut, labels.zoom_out, "M4.5 10.7h15v2.6h-15z")}
            {key(
                Command::ZoomIn,
                labels.zoom_in,
                "M10.7 4.5h2.6v6.2h6.2v2.6h-6.2v6.2h-2.6v-6.2H4.5v-2.6h6.2z",
            )}
        </div>
    }
}
