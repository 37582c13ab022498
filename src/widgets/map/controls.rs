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
                    "M12 2.500a7 7 0 0 1 7 7c0 5-7 12-7 12s-7-7-7-12a7 7 0 0 1 7-7zm0 4.200a2.800 2.800 0 1 0 .01 0z",
                )}
            </Show>
            {key(
                Command::Whole,
                labels.whole,
                "M3.500 3.500h6v2.400h-3.600v3.600h-2.400zM14.500 3.500h6v6h-2.400v-3.600h-3.600zM3.500 14.500h2.400v3.600h3.600v2.400h-6zM18.100 14.500h2.400v6h-6v-2.400h3.600zM9 9h6v6H9z",
            )}
            {key(Command::ZoomOut, labels.zoom_out, "M4.500 10.700h15v2.600h-15z")}
            {key(
                Command::ZoomIn,
                labels.zoom_in,
                "M10.700 4.500h2.600v6.200h6.200v2.600h-6.200v6.200h-2.600v-6.200H4.500v-2.600h6.200z",
            )}
        </div>
    }
}
