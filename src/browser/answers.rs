//! Questions and answers of the search as plain objects, which travel between the page and a
//! worker.
//!
//! A question: `text`, `language`, `level` and `at` (where the person stands: a level's id and
//! `[x, y]` in decimetres), `limit`, `facets` (whether counts are wanted), `now` (`[days since
//! 1970, weekday from Monday 0, minute]` in the market's zone), and what stalls must fit:
//! `category` (index), `building` (number), `on` (a level's id), `marked`, `grade` (`[scale,
//! place]`), `honour` (row), `standard`, `spoken`, `open`. All may be missing.
//!
//! An answer: `hits`, each `{kind, id, level, index, stalls, field, language, text, ranges, slip,
//! partial}` with `id` and `index` as the kind has them; `groups` of `{kind, count}`; `total`;
//! `levels` of `{id, count}`; `lit`, from level ids to indexes of stalls; `facets` of `{kind, id,
//! place, stalls}`, named as the question names them; `completions` of `{kind, index, text}`;
//! `incomplete`; `needs`, numbers of files;
//! `checks`, stalls whose products would make the order better, each `{level, count, stall}` with
//! the stall's index on its level as `count`.

use js_sys::{Array, Object, Reflect, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::search::answer::{Answer, Facets, Filters, Hit, Near, Now, Question, Target};
use crate::domain::search::engine::Engine;
use crate::domain::search::mixed::Said;

/// Sets a property of a plain object, which does not fail.
pub fn put(object: &JsValue, key: &str, value: JsValue) {
    let _ = Reflect::set(object, &key.into(), &value);
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

/// A whole number; none when it is missing or none.
fn whole(value: &JsValue) -> Option<i32> {
    #[allow(clippy::cast_possible_truncation, reason = "saturates")]
    value.as_f64().map(|number| number as i32)
}

fn count(value: &JsValue) -> Option<u32> {
    whole(value).and_then(|number| u32::try_from(number).ok())
}

fn is_set(object: &JsValue, key: &str) -> bool {
    get(object, key).is_truthy()
}

fn list(object: &JsValue, key: &str) -> Array {
    get(object, key).dyn_into().unwrap_or_default()
}

/// Reads a question.
pub fn question(value: &JsValue, engine: &Engine) -> Question {
    let level = text(value, "level");
    let at = list(value, "at");
    let near = Near {
        level,
        at_dm: (
            whole(&at.get(0)).unwrap_or(0),
            whole(&at.get(1)).unwrap_or(0),
        ),
        stalls_dm: middles(&get(value, "middles")),
    };
    let now = list(value, "now");
    let now = match (whole(&now.get(0)), count(&now.get(1)), count(&now.get(2))) {
        (Some(day), Some(weekday), Some(minute)) => Some(Now {
            day,
            weekday: u8::try_from(weekday).unwrap_or(0),
            minute: u16::try_from(minute).unwrap_or(0),
        }),
        _ => None,
    };
    Question {
        text: text(value, "text"),
        language: text(value, "language"),
        near: Some(near).filter(|near| !near.level.is_empty()),
        filters: filters(value, engine),
        limit: usize::try_from(count(&get(value, "limit")).unwrap_or(20)).unwrap_or(20),
        with_facets: is_set(value, "facets"),
        now,
    }
}

/// Middles of the stalls of the level, `[x, y, x, y, …]` in decimetres.
fn middles(value: &JsValue) -> Vec<(i32, i32)> {
    let Some(flat) = value.dyn_ref::<js_sys::Int32Array>() else {
        return Vec::new();
    };
    let flat = flat.to_vec();
    let pairs = flat.chunks_exact(2);
    pairs
        .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        .collect()
}

fn filters(value: &JsValue, engine: &Engine) -> Filters {
    let on = text(value, "on");
    let grade = list(value, "grade");
    let some = |key: &str| Some(text(value, key)).filter(|text| !text.is_empty());
    Filters {
        category: count(&get(value, "category")),
        building: count(&get(value, "building")),
        level: engine.level_number(&on),
        marked: is_set(value, "marked"),
        grade: grade.get(0).as_string().zip(count(&grade.get(1))),
        honour: count(&get(value, "honour")),
        standard: some("standard"),
        language: some("spoken"),
        open: is_set(value, "open"),
    }
}

/// Reads what a draft says: `names`, `brands`, `standards` are lists of texts, `products` lists of
/// the names of each, `categories` indexes.
pub fn said(value: &JsValue) -> Said {
    Said {
        names: texts(&list(value, "names")),
        products: list(value, "products")
            .iter()
            .map(|names| texts(&names.dyn_into().unwrap_or_default()))
            .collect(),
        brands: texts(&list(value, "brands")),
        standards: texts(&list(value, "standards")),
        categories: list(value, "categories")
            .iter()
            .filter_map(|own| count(&own))
            .collect(),
    }
}

fn texts(list: &Array) -> Vec<String> {
    list.iter().filter_map(|own| own.as_string()).collect()
}

/// Writes an answer.
pub fn answer(answer: &Answer, engine: &Engine) -> Object {
    let object = Object::new();
    let hits: Array = answer.hits.iter().map(|own| hit(own, engine)).collect();
    put(&object, "hits", hits.into());
    let groups = answer.groups.iter();
    let groups = groups.map(|(kind, count)| named("kind", kind.word(), *count));
    put(&object, "groups", groups.collect::<Array>().into());
    put(&object, "total", answer.total.into());
    let levels = answer.levels.iter();
    let levels = levels.map(|(level, stalls)| named("id", engine.level(*level), *stalls));
    put(&object, "levels", levels.collect::<Array>().into());
    put(&object, "lit", lit(answer, engine).into());
    put(&object, "facets", facets(&answer.facets, engine).into());
    let completions = answer.completions.iter().map(|own| {
        let row = Object::new();
        put(&row, "kind", own.kind.word().into());
        put(&row, "index", own.index.into());
        put(&row, "text", own.text.as_str().into());
        row
    });
    put(
        &object,
        "completions",
        completions.collect::<Array>().into(),
    );
    put(&object, "incomplete", answer.is_incomplete.into());
    let checks = answer.checks.iter().filter_map(|stall| {
        let (level, index) = engine.place_of(*stall)?;
        let check = named("level", engine.level(level), index);
        put(&check, "stall", (*stall).into());
        Some(check)
    });
    put(&object, "checks", checks.collect::<Array>().into());
    let needs = answer.needs.iter().map(|file| number(*file));
    put(&object, "needs", needs.collect::<Array>().into());
    object
}

fn named(key: &str, what: &str, count: u32) -> Object {
    let object = Object::new();
    put(&object, key, what.into());
    put(&object, "count", count.into());
    object
}

fn number(value: usize) -> JsValue {
    u32::try_from(value).unwrap_or(u32::MAX).into()
}

fn hit(hit: &Hit, engine: &Engine) -> Object {
    let object = Object::new();
    put(&object, "kind", hit.kind.word().into());
    match &hit.target {
        Target::Category(index) => put(&object, "index", (*index).into()),
        Target::Stall(level, index) => {
            put(&object, "level", engine.level(*level).into());
            put(&object, "index", (*index).into());
        }
        Target::Place(level, id) => {
            put(&object, "level", engine.level(*level).into());
            put(&object, "id", id.into());
        }
        Target::Honour(row) => put(&object, "index", (*row).into()),
        Target::Text(text) => put(&object, "id", text.into()),
    }
    if let Some(stalls) = hit.stalls {
        put(&object, "stalls", stalls.into());
    }
    put(&object, "field", hit.why.field.word().into());
    put(&object, "language", hit.why.language.as_str().into());
    put(&object, "text", hit.why.text.as_str().into());
    put(&object, "ranges", ranges(&hit.why.ranges).into());
    put(&object, "slip", hit.why.is_slip.into());
    put(&object, "partial", hit.why.is_partial.into());
    object
}

/// `[from, to, from, to, …]` in Unicode scalar values.
fn ranges(ranges: &[(u32, u32)]) -> Array {
    let flat = ranges.iter().flat_map(|(from, to)| [*from, *to]);
    flat.map(JsValue::from).collect()
}

/// Indexes of the stalls that were found, by level id.
fn lit(answer: &Answer, engine: &Engine) -> Object {
    let object = Object::new();
    for (level, _) in &answer.levels {
        let (first, end) = engine.stalls_of_level(*level);
        let own: Vec<u32> = answer
            .stalls
            .within(first, end)
            .map(|stall| stall - first)
            .collect();
        let own = Uint32Array::from(own.as_slice());
        put(&object, engine.level(*level), own.into());
    }
    object
}

/// Rows of all kinds in one list: `{kind, id, place, stalls}`.
fn facets(facets: &Facets, engine: &Engine) -> Array {
    let rows = Array::new();
    let add = |kind: &str, id: &str, place: u32, stalls: u32| {
        let row = Object::new();
        put(&row, "kind", kind.into());
        put(&row, "id", id.into());
        put(&row, "place", place.into());
        put(&row, "stalls", stalls.into());
        rows.push(&row);
    };
    for (index, stalls) in &facets.categories {
        add("category", "", *index, *stalls);
    }
    for (number, stalls) in &facets.buildings {
        add("building", "", *number, *stalls);
    }
    for (number, stalls) in &facets.levels {
        add("level", engine.level(*number), 0, *stalls);
    }
    for (scale, place, _, stalls) in &facets.grades {
        add("grade", scale, *place, *stalls);
    }
    for (row, stalls) in &facets.honours {
        add("honour", "", *row, *stalls);
    }
    for (standard, stalls) in &facets.standards {
        add("standard", standard, 0, *stalls);
    }
    for (tag, stalls) in &facets.languages {
        add("spoken", tag, 0, *stalls);
    }
    for (kind, stalls) in [("marked", facets.marked), ("open", facets.open)] {
        if stalls > 0 {
            add(kind, "", 0, stalls);
        }
    }
    rows
}

/// For each list of texts `[index of the best one, from, to, …]`, or nothing when none fits.
pub fn marks(engine: &Engine, typed: &str, lists: &Array) -> Array {
    let marker = engine.marker(typed);
    lists
        .iter()
        .map(|texts| {
            let texts: Vec<String> = texts
                .dyn_into::<Array>()
                .unwrap_or_default()
                .iter()
                .map(|text| text.as_string().unwrap_or_default())
                .collect();
            let Some((index, found)) = marker.best(texts.iter().map(String::as_str)) else {
                return JsValue::UNDEFINED;
            };
            let row = ranges(&found);
            row.unshift(&number(index));
            row.into()
        })
        .collect()
}
