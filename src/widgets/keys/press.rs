//! What a touched key does to the search field.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::field;
use crate::domain::keys::{self, Layer, Line, Script};
use crate::domain::session::Command;
use crate::widgets::visit::Visit;

/// A key that is held begins to repeat after this …
const HELD: Duration = Duration::from_millis(500);
/// … and goes on so.
const AGAIN: Duration = Duration::from_millis(90);

/// The open keys: what they show, and what they did last.
#[derive(Clone, Copy)]
pub struct Press {
    pub visit: Visit,
    /// The writing on the keys.
    pub script: RwSignal<Script>,
    /// Which of its rows.
    pub layer: RwSignal<Layer>,
    /// The line as the last key left it: while it stands, jamo join.
    last: StoredValue<Option<Line>>,
    /// Grows with each key that is held or let go.
    held: StoredValue<u32>,
    /// The letter that was held, with those behind it, as [`keys::kin`] has them; empty for none.
    pub kin: RwSignal<&'static str>,
}

impl Press {
    /// Keys of a writing, none of them touched.
    pub fn new(visit: Visit, script: Script) -> Press {
        Press {
            visit,
            script: RwSignal::new(script),
            layer: RwSignal::new(Layer::Plain),
            last: StoredValue::new(None),
            held: StoredValue::new(0),
            kin: RwSignal::new(""),
        }
    }

    /// Switches to another writing.
    pub fn switch(self, script: Script) {
        self.script.set(script);
        self.layer.set(Layer::Plain);
    }

    /// Shows a layer for the next letter, or the plain one again.
    pub fn turn(self, layer: Layer) {
        self.layer.update(|own| {
            *own = if *own == layer { Layer::Plain } else { layer };
        });
    }

    /// Puts what is printed on a key.
    pub fn put(self, key: &str) {
        let script = self.script.get_untracked();
        self.change(|line, is_composing, most| {
            keys::press(line, script, key, is_composing, most);
        });
        if self.layer.get_untracked() != Layer::Plain {
            self.layer.set(Layer::Plain);
        }
    }

    /// Puts what is printed on a key, and offers the letters behind it while the key is held.
    pub fn hold(self, key: &str) {
        let kin = keys::kin(key);
        self.put(key);
        let turn = self.let_go();
        if kin.is_empty() {
            return;
        }
        let offer = move || {
            // The keys may be gone by now.
            if self.held.try_get_value() == Some(turn) {
                self.kin.set(kin);
            }
        };
        let offer: Box<dyn FnOnce()> = Box::new(offer);
        set_timeout(offer, HELD);
    }

    /// Puts one of the letters that a held key offered in its place.
    pub fn swap(self, held: &str, key: &str) {
        let script = self.script.get_untracked();
        self.change(|line, _, most| keys::swap(line, script, held, key, most));
    }

    /// Takes back what was put last.
    pub fn delete(self) {
        self.change(|line, is_composing, _| keys::delete(line, is_composing));
    }

    /// Deletes now, and again and again while the key is held.
    pub fn hold_delete(self) {
        self.delete();
        let turn = self.let_go();
        self.again(turn, HELD);
    }

    /// The key is held no longer.
    pub fn let_go(self) -> u32 {
        let turn = self
            .held
            .try_get_value()
            .unwrap_or_default()
            .wrapping_add(1);
        self.held.try_set_value(turn);
        turn
    }

    fn again(self, turn: u32, wait: Duration) {
        let act = move || {
            // The keys may be gone by now.
            if self.held.try_get_value() == Some(turn) {
                self.delete();
                self.again(turn, AGAIN);
            }
        };
        let act: Box<dyn FnOnce()> = Box::new(act);
        set_timeout(act, wait);
    }

    /// Empties the field.
    pub fn clear(self) {
        self.change(|line, _, _| *line = Line::default());
    }

    fn change(self, act: impl FnOnce(&mut Line, bool, usize)) {
        let Some(field) = self.visit.keys.field.get_untracked() else {
            return;
        };
        if !self.kin.get_untracked().is_empty() {
            self.kin.set("");
        }
        if self.visit.keys.is_composing() {
            // What an input method holds is typed before the key is.
            field::settle(&field);
        }
        let mut line = field::line(&field);
        let before = line.clone();
        let last = self.last.try_get_value().flatten();
        act(
            &mut line,
            last == Some(before.clone()),
            field::most_units(&field),
        );
        self.last.try_set_value(Some(line.clone()));
        if line != before {
            let is_from_right = self.visit.language.get_untracked().direction() == "rtl";
            field::show(&field, &line, is_from_right);
            self.visit.apply(Command::Type(line.text()));
        }
    }
}
