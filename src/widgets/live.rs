//! One type for all live texts, one for all live views, and so on. Every closure has a type of its
//! own, and Leptos makes a copy of its machinery for each: without these boxes the module that
//! visitors download would be half as large again.

use std::future::Future;
use std::pin::Pin;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;

/// How a memo finds its value; the old one is offered.
type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;
/// A text that follows its signals.
pub type LiveText = Box<dyn FnMut() -> String + Send>;
/// A word of a fixed set that follows its signals: `true`, `false`, a direction.
pub type LiveWord = Box<dyn FnMut() -> &'static str + Send>;
/// Yes or no that follows its signals.
pub type LiveCheck = Box<dyn FnMut() -> bool + Send>;
/// A part of the screen that follows its signals.
pub type LiveView = Box<dyn FnMut() -> AnyView + Send>;
/// What a tap does.
pub type OnTap = Box<dyn FnMut(MouseEvent)>;

/// A text that follows its signals.
pub fn live(text: impl FnMut() -> String + Send + 'static) -> LiveText {
    Box::new(following(text))
}

/// A word of a fixed set that follows its signals.
pub fn word(word: impl FnMut() -> &'static str + Send + 'static) -> LiveWord {
    Box::new(following(word))
}

/// `true` or `false` for `aria-…` attributes.
pub fn flag(mut is_set: impl FnMut() -> bool + Send + 'static) -> LiveWord {
    word(move || if is_set() { "true" } else { "false" })
}

/// Yes or no that follows its signals, for attributes such as `disabled`.
pub fn check(is_set: impl FnMut() -> bool + Send + 'static) -> LiveCheck {
    Box::new(following(is_set))
}

/// A part of the screen that follows its signals.
pub fn live_view(view: impl FnMut() -> AnyView + Send + 'static) -> LiveView {
    Box::new(following(view))
}

/// A part of the screen that is there while a condition holds.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + 'static,
) -> LiveView {
    let holds = memo(condition);
    live_view(move || if holds.get() { view() } else { ().into_any() })
}

/// What a tap does.
pub fn tap(mut act: impl FnMut() + 'static) -> OnTap {
    Box::new(move |_| act())
}

/// A value that is computed anew when its signals change, and tells only of real changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute: Compute<T> = Box::new(move |_| {
        unfollow_at_end();
        compute()
    });
    Memo::new(compute)
}

/// Runs now and whenever its signals change.
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(following(act));
    Effect::new(act);
}

/// What `act` makes, with nothing left of it where it ends.
fn following<T>(mut act: impl FnMut() -> T) -> impl FnMut() -> T {
    move || {
        unfollow_at_end();
        act()
    }
}

/// Whoever runs now follows signals and memos; this takes it off their lists when its part of the
/// screen goes. The library itself does not: a memo that lives on would keep a piece of each view
/// that ever read it.
fn unfollow_at_end() {
    let Some(own) = Observer::get() else {
        return;
    };
    if let Some(alive) = own.1.upgrade() {
        on_cleanup(move || alive.clear_sources(&own));
    }
}

/// Starts work that waits for something.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    leptos::task::spawn_local(work);
}

/// Turns rows of a list, each with its own kind of content, into one view.
pub trait IntoRows: Iterator + Sized
where
    Self::Item: IntoAny,
{
    /// All rows, in order.
    fn into_rows(self) -> AnyView {
        self.map(IntoAny::into_any)
            .collect::<Vec<AnyView>>()
            .into_any()
    }
}

impl<I: Iterator> IntoRows for I where I::Item: IntoAny {}
