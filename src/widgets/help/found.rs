//! What was found, as a card: sign, name, where it is and how far, and a way to see it on the map.

use leptos::prelude::*;

use super::here::Here;
use crate::domain::language::{CountMessage, Message};
use crate::domain::market::text::Text;
use crate::domain::market::time::Hours;
use crate::domain::publication::near::Distance;
use crate::domain::route::Stop;
use crate::widgets::listing::OpenNow;
use crate::widgets::live::OnTap;
use crate::widgets::parts::{key, line, shown_line, view_line};
use crate::widgets::route::WayKey;
use crate::widgets::visit::Visit;

/// Farther lines are told in steps of this many metres: a line is not a walk.
const STEP_M: u32 = 5;

/// How far it is, in words; nothing when that is not known.
pub fn distance_words(visit: Visit, distance: Distance, here: &Here) -> String {
    match distance {
        Distance::SameLevel { .. } if !here.is_known() => String::new(),
        Distance::SameLevel { line_dm } => {
            let metres = (line_dm / 10).div_ceil(STEP_M).max(1) * STEP_M;
            let metres = usize::try_from(metres).unwrap_or(usize::MAX);
            visit.count(CountMessage::NearMetres, metres)
        }
        Distance::SameBuilding { .. } => visit.say(Message::NearOtherLevel).to_owned(),
        Distance::OtherBuilding { .. } => visit.say(Message::NearOtherBuilding).to_owned(),
    }
}

/// The card. `name` is what the person looks for on the door, `about` says more; `hours` tell
/// whether it is open now. `stop` is where the way there leads.
#[component]
pub fn FoundCard(
    lead: Message,
    #[prop(into)] sign: AnyView,
    name: AnyView,
    about: Text,
    level: String,
    distance: String,
    stop: Stop,
    #[prop(optional_no_strip)] hours: Option<Hours>,
    show: OnTap,
    open: OnTap,
) -> impl IntoView {
    let visit = Visit::here();
    let place = visit.show_level(&level);
    view! {
        <article class="found">
            {line("found-lead", visit.say(lead))}
            <div class="found-body">
                <span class="found-sign">{sign}</span>
                <div class="found-words">
                    <p class="found-name">{name}</p>
                    {shown_line(visit, "found-about", &about)}
                    {view_line("found-where", place)}
                    {(!distance.is_empty()).then(|| line("hint", distance))}
                    {hours.map(|hours| view! { <OpenNow hours /> })}
                </div>
            </div>
            <div class="found-keys">
                <WayKey stop />
                {key("key found-show", visit.say(Message::ShowOnMap), show)}
                {key("key found-open", visit.say(Message::MoreAbout), open)}
            </div>
        </article>
    }
}
