//! A business contact as text: nothing in a kiosk dials or opens a site.

use leptos::prelude::*;

use crate::widgets::live::IntoRows;

use crate::domain::language::Message;
use crate::domain::market::listing::Contact;
use crate::widgets::visit::Visit;

/// The published parts of a contact.
#[component]
pub fn ContactLines(contact: Contact) -> impl IntoView {
    let visit = Visit::here();
    (!contact.is_empty()).then(move || {
        let parts = [
            (Message::Phone, contact.phone),
            (Message::Email, contact.email),
            (Message::Website, contact.website),
            (Message::Messenger, contact.messenger),
        ];
        let rows = parts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(term, value)| {
                view! {
                    <dt>{visit.say(term)}</dt>
                    <dd><bdi dir="ltr">{value}</bdi></dd>
                }
            });
        view! {
            <h4>{visit.say(Message::Contact)}</h4>
            <dl class="facts">{rows.into_rows()}</dl>
        }
    })
}
