//! A code that opens the same way on a telephone. It holds an address with ids and options, and
//! nothing of the person.

use crate::browser::{code, host};
use crate::domain::language::{Language, Message};
use crate::domain::route::RouteLink;
use crate::widgets::live::{live_view, memo};
use crate::widgets::parts::line;
use crate::widgets::visit::Visit;
use leptos::prelude::*;

/// The code, while there is a way.
#[component]
pub fn TakeAlong() -> impl IntoView {
    let visit = Visit::here();
    // A step further on the same way is the same code.
    let address = memo(move || {
        let language = visit.language.get();
        let has_steps = visit
            .way
            .with(|way| way.told().is_some_and(|told| !told.steps.is_empty()));
        let kiosk = visit.kiosk.get();
        let link = visit
            .session
            .with(|session| session.trip().link(session.goal()?, &kiosk));
        link.filter(|_| has_steps)
            .and_then(|link| address(&visit.link_base(), &link, language))
    });
    live_view(move || {
        let Some(address) = address.get() else {
            return ().into_any();
        };
        if is_of_this_machine(&address) {
            return line(
                "notice take-along-none",
                visit.say(Message::TakeAlongNoAddress),
            );
        }
        // More than a code holds: then there is none.
        match drawn(&address, visit.say(Message::TakeAlongCode).to_owned()) {
            Some(code) => view! { <Code code address /> }.into_any(),
            None => ().into_any(),
        }
    })
}

/// Whether an address means the machine itself: a telephone would look for the page on itself.
fn is_of_this_machine(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    let end = host.find(['/', '?', '#']).unwrap_or(host.len());
    let host = host.get(..end).unwrap_or_default();
    let is_local = |own: &str| {
        host == own
            || host
                .strip_prefix(own)
                .is_some_and(|rest| rest.starts_with(':'))
    };
    let is_loop = host.starts_with("127.") || host.starts_with("[::1]");
    host.is_empty() || is_loop || is_local("localhost") || is_local("0.0.0.0")
}

/// A text as a code to be photographed; none for more than a code holds.
pub fn drawn(text: &str, label: String) -> Option<AnyView> {
    let code = code::drawn(text)?;
    let size = code.side.to_string();
    let view_box = ["0 0 ", &size, " ", &size].concat();
    let view = view! {
        <svg class="code" viewBox=view_box role="img" aria-label=label>
            <rect class="code-ground" width=size.clone() height=size></rect>
            <path class="code-modules" d=code.path></path>
        </svg>
    };
    Some(view.into_any())
}

#[component]
fn Code(#[prop(into)] code: AnyView, address: String) -> impl IntoView {
    let visit = Visit::here();
    view! {
        <section class="take-along" data-link=address>
            {code}
            <div>
                <h3>{visit.say(Message::TakeAlong)}</h3>
                <p class="hint">{visit.say(Message::TakeAlongText)}</p>
            </div>
        </section>
    }
}

/// The page's address with the link on it.
fn address(base: &str, link: &RouteLink, language: Language) -> Option<String> {
    let (route, way) = link.write()?;
    let base = base.split('#').next().unwrap_or_default();
    let join = if base.contains('?') { "&" } else { "?" };
    let mut address = [
        base,
        join,
        "lang=",
        language.tag(),
        "&route=",
        &host::escaped(&route),
    ]
    .concat();
    if !way.is_empty() {
        address.push_str("&way=");
        address.push_str(&host::escaped(&way));
    }
    Some(address)
}
