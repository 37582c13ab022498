//! How far a long run has come: a bar on a terminal, one line per phase elsewhere.

use std::io::IsTerminal;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};

/// Is told (phase, steps done, steps in all) now and then, from any thread.
pub type Progress<'a> = &'a (dyn Fn(&str, u64, u64) + Sync);

/// For runs that nobody watches.
pub fn silent(_phase: &str, _done: u64, _total: u64) {}

/// Shows progress on standard error.
#[derive(Debug)]
pub struct Display {
    /// Phase at hand, and its bar where there is a terminal.
    shown: Mutex<(String, Option<ProgressBar>)>,
    on_terminal: bool,
}

impl Display {
    /// Nothing is shown before the first phase.
    pub fn new() -> Display {
        Display {
            shown: Mutex::new((String::new(), None)),
            on_terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Takes one report of progress.
    pub fn show(&self, phase: &str, done: u64, total: u64) {
        // A thread that panicked while drawing a bar is no reason to stop the others.
        let mut shown = match self.shown.lock() {
            Ok(shown) => shown,
            Err(poisoned) => poisoned.into_inner(),
        };
        if shown.0 != phase {
            if let Some(bar) = shown.1.take() {
                bar.finish();
            }
            phase.clone_into(&mut shown.0);
            if self.on_terminal {
                shown.1 = Some(bar(phase));
            } else {
                eprintln!("{phase} …");
            }
        }
        if let Some(bar) = &shown.1 {
            bar.set_length(total);
            bar.set_position(done);
        }
    }

    /// Leaves the last bar as it stands.
    pub fn finish(&self) {
        if let Ok(mut shown) = self.shown.lock()
            && let Some(bar) = shown.1.take()
        {
            bar.finish();
        }
    }
}

impl Default for Display {
    fn default() -> Display {
        Display::new()
    }
}

fn bar(phase: &str) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(phase.to_owned());
    match ProgressStyle::with_template("{msg:24} {wide_bar} {pos}/{len} {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
