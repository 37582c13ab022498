//! The search engine, as a screen reaches it. The loader runs the engine in a worker or in the
//! page; here are questions and answers. Shapes in `answers.rs`.

use std::cell::RefCell;

use js_sys::{Array, Function, Int32Array, Object, Promise, Reflect, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::fetch::taken_over;
use super::host::{Detail, object};
use crate::domain::market::check::Checker;
use crate::domain::market::json::FromJson;
use crate::domain::session::{Choice, ChoiceKind};

record! {
    /// An answer, as far as a screen shows it.
    Found {
        hits: Vec<FoundHit>,
        groups: Vec<FoundGroup>,
        /// Stalls in all.
        total: u32,
        /// The nearest first.
        levels: Vec<FoundLevel>,
        facets: Vec<FoundFacet>,
        /// Stalls whose products would make the order better.
        checks: Vec<FoundCheck>,
        /// What could be typed instead.
        completions: Vec<FoundCompletion>,
        /// Some files of the index are missing.
        incomplete: bool,
        /// A better answer may follow.
        waiting: bool,
    }
}

record! {
    /// A row of an answer.
    FoundHit {
        kind: String,
        id: String,
        level: String,
        index: u32,
        stalls: u32,
        field: String,
        language: String,
        text: String,
        /// From, to, from, to … in Unicode scalar values.
        ranges: Vec<u32>,
        slip: bool,
        partial: bool,
    }
}

record! {
    /// How many rows there are of a kind.
    FoundGroup {
        kind: String,
        count: u32,
    }
}

record! {
    /// How many stalls there are on a level.
    FoundLevel {
        id: String,
        count: u32,
    }
}

record! {
    /// A stall whose products the engine would like to see.
    FoundCheck {
        level: String,
        /// Index on its level.
        count: u32,
        /// Its place in the market.
        stall: u32,
    }
}

record! {
    /// What could be typed instead.
    FoundCompletion {
        kind: String,
        index: u32,
        text: String,
    }
}

record! {
    /// How many stalls a choice would leave.
    FoundFacet {
        kind: String,
        id: String,
        place: u32,
        stalls: u32,
    }
}

/// The stalls that were found, for lighting them up: only passed on.
#[derive(Debug, Clone)]
pub struct Lit(JsValue);

impl Lit {
    /// Indexes of the stalls on a level.
    pub fn on_level(&self, level: &str) -> Vec<usize> {
        let own = Reflect::get(&self.0, &level.into());
        let own = own.and_then(JsCast::dyn_into::<Uint32Array>);
        let own = own.map(|own| own.to_vec()).unwrap_or_default();
        own.into_iter()
            .filter_map(|stall| usize::try_from(stall).ok())
            .collect()
    }

    /// As a property of `<market-map>`.
    pub fn value(&self) -> &JsValue {
        &self.0
    }
}

/// A question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// What was typed.
    pub text: String,
    /// Tag of the reader's language.
    pub language: String,
    /// What stalls must fit.
    pub choices: Vec<Choice>,
    /// Where the person stands: a level by id, `[x, y]` in decimetres.
    pub near: Option<(String, [i32; 2])>,
    /// Middles of that level's stalls, `[x, y, x, y, …]` in decimetres.
    pub middles: Vec<i32>,
    /// Days since 1970, weekday from Monday 0, minute: in the market's zone.
    pub now: [i32; 3],
    /// Rows wanted.
    pub limit: u32,
    /// Whether counts by choice are wanted: they cost a website many more files.
    pub with_facets: bool,
}

impl Question {
    fn value(&self) -> Object {
        let question = object(&[
            ("text", Detail::Text(&self.text)),
            ("language", Detail::Text(&self.language)),
            ("limit", Detail::Number(f64::from(self.limit))),
            ("facets", Detail::Flag(self.with_facets)),
        ]);
        let set = |name: &str, value: JsValue| {
            // Setting a property of a plain object does not fail.
            let _ = Reflect::set(&question, &name.into(), &value);
        };
        let numbers = |list: &[i32]| -> JsValue {
            let list = list.iter().map(|number| JsValue::from(*number));
            list.collect::<Array>().into()
        };
        if let Some((level, at)) = &self.near {
            set("level", level.into());
            set("at", numbers(at));
            set("middles", Int32Array::from(self.middles.as_slice()).into());
        }
        set("now", numbers(&self.now));
        for choice in &self.choices {
            let (name, value) = match choice.kind {
                ChoiceKind::Level => ("on", choice.id.as_str().into()),
                ChoiceKind::Standard | ChoiceKind::Spoken => {
                    (choice.kind.word(), choice.id.as_str().into())
                }
                ChoiceKind::Grade => {
                    let pair = Array::of2(&choice.id.as_str().into(), &choice.place.into());
                    ("grade", pair.into())
                }
                ChoiceKind::Marked | ChoiceKind::Open => (choice.kind.word(), true.into()),
                ChoiceKind::Category | ChoiceKind::Building | ChoiceKind::Honour => {
                    (choice.kind.word(), choice.place.into())
                }
            };
            set(name, value);
        }
        question
    }
}

thread_local! {
    static FINDER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Installs how engines are found: `find(base, core)` gives the loader's engine for a folder and
/// the path of an index's first file in it.
pub fn install(find: Function) {
    FINDER.set(Some(find));
}

/// What becomes of questions: an answer with the stalls to light, or a code.
pub type Told = Result<(Found, Lit), String>;

/// The engine of one publication. Dropping it ends what it would still tell.
pub struct Finder {
    engine: JsValue,
    answered: Closure<dyn FnMut(JsValue)>,
    failed: Closure<dyn FnMut(JsValue)>,
}

impl Finder {
    /// The engine for a publication's folder; none before the loader installed one. `tell` hears
    /// every answer.
    pub fn new(base: &str, core: &str, tell: impl Fn(Told) + Clone + 'static) -> Option<Finder> {
        let find = FINDER.with_borrow(Clone::clone)?;
        let engine = find
            .call2(&JsValue::NULL, &base.into(), &core.into())
            .ok()?;
        let tell_failed = tell.clone();
        let answered: Box<dyn FnMut(JsValue)> = Box::new(move |answer| tell(Ok(read(&answer))));
        let failed: Box<dyn FnMut(JsValue)> =
            Box::new(move |code| tell_failed(Err(code.as_string().unwrap_or_default())));
        Some(Finder {
            engine,
            answered: Closure::wrap(answered),
            failed: Closure::wrap(failed),
        })
    }

    /// Asks; answers come to who was named at the beginning. A newer question silences the ones
    /// before.
    pub fn ask(&self, question: &Question) {
        let arguments = Array::of3(
            &question.value(),
            self.answered.as_ref(),
            self.failed.as_ref(),
        );
        // A failure is told by the promise's own way.
        let _ = self.call("ask", &arguments);
    }

    /// Lets the engine fetch the whole index by and by, while nobody searches.
    pub fn hold(&self) {
        // Whatever fails is fetched when it is needed.
        let _ = self.call("hold", &Array::new());
    }

    /// Hands over products that [`Found::checks`] asked for: the stall's place in the market, and
    /// for each product its names in all languages with ` / ` between.
    pub fn put_products(&self, rows: &[(u32, Vec<String>)]) {
        let rows = rows.iter().map(|(stall, names)| -> JsValue {
            let names = names.iter().map(|name| JsValue::from_str(name));
            Array::of2(&(*stall).into(), &names.collect::<Array>().into()).into()
        });
        // A failure is told by the next question.
        let _ = self.call("putProducts", &Array::of1(&rows.collect::<Array>()));
    }

    /// Which of each list's texts fits the typed words best, and the parts that do: from, to … in
    /// Unicode scalar values. None for a list in which nothing fits.
    pub async fn marks(
        &self,
        typed: &str,
        lists: &[Vec<String>],
    ) -> Vec<Option<(usize, Vec<u32>)>> {
        let texts = |list: &Vec<String>| -> JsValue {
            let list = list.iter().map(|text| JsValue::from_str(text));
            list.collect::<Array>().into()
        };
        let lists: Array = lists.iter().map(texts).collect();
        let answer = self.call("marks", &Array::of2(&typed.into(), &lists));
        let promise = answer.and_then(|answer| answer.dyn_into::<Promise>().ok());
        let Some(promise) = promise else {
            return Vec::new();
        };
        let rows = JsFuture::from(promise).await.unwrap_or(JsValue::NULL);
        let rows = rows.dyn_into::<Array>().unwrap_or_default();
        let row = |row: JsValue| {
            let row = row.dyn_into::<Array>().ok()?;
            let mut numbers = row.iter().map(|number| number.as_f64().unwrap_or_default());
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "places in short texts"
            )]
            let index = numbers.next()? as usize;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "places in short texts"
            )]
            let ranges = numbers.map(|number| number as u32).collect();
            Some((index, ranges))
        };
        rows.iter().map(row).collect()
    }

    fn call(&self, method: &str, arguments: &Array) -> Option<JsValue> {
        let method = Reflect::get(&self.engine, &method.into()).ok()?;
        let method = method.dyn_into::<Function>().ok()?;
        method.apply(&self.engine, arguments).ok()
    }
}

fn read(answer: &JsValue) -> (Found, Lit) {
    let lit = Reflect::get(answer, &"lit".into()).unwrap_or(JsValue::UNDEFINED);
    // Tens of thousands of numbers that only pass through.
    if let Some(answer) = answer.dyn_ref::<Object>() {
        let _ = Reflect::delete_property(answer, &"lit".into());
    }
    let mut at = Checker::new("search");
    let found = taken_over(answer, 0).ok();
    let found = found.and_then(|json| Found::from_json(json, &mut at));
    (found.unwrap_or_default(), Lit(lit))
}
