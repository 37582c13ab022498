//! What the browser knows of languages and clocks.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::language::PluralClass;
use crate::domain::market::clock::LocalTime;
use crate::domain::market::time::Day;

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a property of a plain object does not fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

fn locales(language: &str) -> Array {
    Array::of1(&language.into())
}

/// What one language or zone needs. Making it takes the browser as long as a hundred uses.
type Kept<T> = RefCell<Option<(String, T)>>;

thread_local! {
    static PLURALS: Kept<Intl::PluralRules> = const { RefCell::new(None) };
    static NUMBERS: Kept<Function> = const { RefCell::new(None) };
    static CLOCK: Kept<Function> = const { RefCell::new(None) };
}

/// What was made last, when it was for the same; else it is made.
fn kept<T: Clone>(kept: &Kept<T>, name: &str, make: impl FnOnce() -> Option<T>) -> Option<T> {
    let known = kept
        .borrow()
        .as_ref()
        .map(|(own, value)| (own == name).then(|| value.clone()));
    if let Some(Some(value)) = known {
        return Some(value);
    }
    let value = make()?;
    *kept.borrow_mut() = Some((name.to_owned(), value.clone()));
    Some(value)
}

/// The plural form that `number` asks for.
pub fn plural_class(language: &str, number: f64) -> PluralClass {
    let rules = PLURALS.with(|own| {
        kept(own, language, || {
            Some(Intl::PluralRules::new(&locales(language), &Object::new()))
        })
    });
    let word: String = rules
        .map(|rules| rules.select(number).into())
        .unwrap_or_default();
    PluralClass::parse(&word)
}

/// A whole number in the reader's writing.
pub fn number(language: &str, value: f64) -> String {
    let format = NUMBERS.with(|own| {
        kept(own, language, || {
            format_of(&Intl::NumberFormat::new(&locales(language), &Object::new()))
        })
    });
    written(format.as_ref(), &value.into())
}

/// A value times one hundred in the reader's writing, always with both decimals, e.g. 103.40.
pub fn hundredths(language: &str, hundredths: i64) -> String {
    let choice = Object::new();
    // Setting a property of a plain object does not fail.
    let _ = Reflect::set(&choice, &"minimumFractionDigits".into(), &2.into());
    let format = Intl::NumberFormat::new(&locales(language), &choice);
    #[allow(
        clippy::cast_precision_loss,
        reason = "index values are far below 2^53"
    )]
    let value = hundredths as f64 / 100.0;
    call_format(&format, &value.into())
}

/// A day in the reader's writing, e.g. 21 November 2026.
pub fn day(language: &str, day: Day) -> String {
    let choice = options(&[("dateStyle", "long"), ("timeZone", "UTC")]);
    let format = Intl::DateTimeFormat::new(&locales(language), &choice);
    let date = Date::new(&(f64::from(day.0) * 86_400_000.0).into());
    call_format(&format, &date)
}

fn call_format(format: &JsValue, value: &JsValue) -> String {
    written(format_of(format).as_ref(), value)
}

/// `Intl` formats offer their work as a property that is a function; it needs no `this`.
fn format_of(format: &JsValue) -> Option<Function> {
    Reflect::get(format, &"format".into()).ok()?.dyn_into().ok()
}

fn written(format: Option<&Function>, value: &JsValue) -> String {
    format
        .and_then(|format| format.call1(&JsValue::UNDEFINED, value).ok())
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The present time in an IANA zone, or in the machine's own when the zone is unknown. A clock
/// that runs before `earliest_secs` (UTC seconds; the publication's own moment) is wrong and
/// counts as that moment.
pub fn local_time(zone: &str, earliest_secs: i64) -> LocalTime {
    #[allow(
        clippy::cast_precision_loss,
        reason = "moments of this era are exact in f64"
    )]
    let now_ms = Date::now().max(earliest_secs as f64 * 1_000.0);
    let date = Date::new(&now_ms.into());
    let format = CLOCK.with(|own| kept(own, zone, || clock_of(zone)));
    let text = written(format.as_ref(), &date);
    let parsed = text.split_once(' ').and_then(|(day, time)| {
        let (hour, minute) = time.split_once(':')?;
        let minute = hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?;
        Some(LocalTime {
            day: Day::parse(day)?,
            minute,
        })
    });
    #[allow(clippy::cast_possible_truncation, reason = "days of this era fit")]
    let utc_day = Day((now_ms / 86_400_000.0) as i32);
    parsed.unwrap_or(LocalTime {
        day: utc_day,
        minute: 0,
    })
}

/// Writes moments in a zone, or in the machine's own when the zone is unknown.
fn clock_of(zone: &str) -> Option<Function> {
    let pairs = [
        ("timeZone", zone),
        ("dateStyle", "short"),
        ("timeStyle", "short"),
        ("hourCycle", "h23"),
    ];
    let class = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .and_then(|class| class.dyn_into::<Function>())
        .ok()?;
    // Swedish writes 2026-11-21 08:30. An unknown zone is refused.
    let made = |pairs: &[(&str, &str)]| {
        Reflect::construct(&class, &Array::of2(&"sv".into(), &options(pairs)))
    };
    let format = made(&pairs).or_else(|_| made(pairs.get(1..).unwrap_or_default()));
    format_of(&format.ok()?)
}

/// Name of the language `tag` for a reader of `language`; the tag itself when unknown.
pub fn language_name(language: &str, tag: &str) -> String {
    let name = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DisplayNames".into()))
        .and_then(|class| class.dyn_into::<Function>())
        .and_then(|class| {
            let choice = options(&[("type", "language")]);
            Reflect::construct(&class, &Array::of2(&locales(language), &choice))
        })
        .and_then(|names| {
            let of = Reflect::get(&names, &"of".into())?.dyn_into::<Function>()?;
            of.call1(&names, &tag.into())
        });
    name.ok()
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| tag.to_owned())
}

/// The machine's clock, seconds since 1970.
pub fn now_secs() -> f64 {
    Date::now() / 1_000.0
}

/// A number as HTML attributes hold it, read by the browser; none when it is not one.
pub fn parse_number(text: &str) -> Option<f64> {
    let number = js_sys::Number::parse_float(text);
    number.is_finite().then_some(number)
}
