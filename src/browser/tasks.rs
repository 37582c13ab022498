//! The kiosk module's tasks: what waits for a file, and what follows a changed signal. After a panic
//! none of them goes on: the page has begun again with another copy of the module, and what the dead
//! one still drew, counted or remembered would be in its way.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static HAS_ENDED: Cell<bool> = const { Cell::new(false) };
}

/// To be called before the first task.
pub fn install() {
    // Refused only where it is done already.
    let _ = Executor::init_custom_executor(Tasks);
}

/// No task runs from here on, not even its destructors.
pub fn end() {
    HAS_ENDED.set(true);
}

struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, mut task: PinnedLocalFuture<()>) {
        spawn_local(poll_fn(move |context| {
            if HAS_ENDED.get() {
                Poll::Pending
            } else {
                task.as_mut().poll(context)
            }
        }));
    }

    /// The browser does that.
    fn poll_local(&self) {}
}
