//! Notices and the credit index.

use std::collections::HashSet;

use super::findings::{FileCheck, Findings};
use super::market::{MarketFacts, note_duplicates};
use crate::domain::market::check::Checker;
use crate::domain::market::fit::note_untranslated;
use crate::domain::market::limits;
use crate::domain::market::problem::Fault;
use crate::domain::market::raw::{RawIndex, RawNotice};
use crate::publisher::source::{Loaded, Need, SourceFolder, State, layout};

const KINDS: [&str; 3] = ["notice", "warning", "service"];

/// Reads and checks `notices.json`.
pub(super) fn check_notices(
    source: &SourceFolder,
    facts: &mut MarketFacts,
    findings: &mut Findings,
) {
    let home = facts.home();
    let connectors: HashSet<&str> = facts.connectors.iter().map(|own| &*own.id).collect();
    let mut loaded: Loaded<Vec<RawNotice>> =
        source.list(layout::NOTICES, Need::Optional, limits::ROWS);
    let mut check = FileCheck::new(&mut loaded);
    note_duplicates(&mut check.at, loaded.value.iter().map(|own| &*own.id), "id");
    for (row, notice) in loaded.value.iter().enumerate() {
        check.at.within(row, |at| {
            check_notice(notice, home, &connectors, at);
        });
    }
    check.finish(findings);
    facts.notices = loaded.value;
}

fn check_notice(raw: &RawNotice, home: &str, connectors: &HashSet<&str>, at: &mut Checker) {
    at.id("id", &raw.id);
    if !KINDS.contains(&&*raw.kind) {
        at.report_at("kind", Fault::NotOneOf("notice warning service"), &raw.kind);
    }
    at.text("title", &raw.title, limits::NAME_CHARS);
    at.optional_text("body", &raw.body, limits::TEXT_CHARS);
    // A warning without a sender would be a rumour.
    at.text("issuer", &raw.issuer, limits::NAME_CHARS);
    note_untranslated(at, "title", &raw.title, home);
    note_untranslated(at, "body", &raw.body, home);
    note_untranslated(at, "issuer", &raw.issuer, home);
    at.day("published", &raw.published);
    let from = at.optional_day("valid_from", &raw.valid_from);
    let until = at.optional_day("valid_until", &raw.valid_until);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        at.report_at("valid_until", Fault::EndsBeforeStart, &raw.valid_until);
    }
    at.within("closes", |at| {
        for (index, connector) in raw.closes.iter().enumerate() {
            if !connectors.contains(&**connector) {
                at.report_at(index, Fault::Unknown("connector"), connector);
            }
        }
    });
}

/// Reads and checks `index.json`.
pub(super) fn check_index(source: &SourceFolder, facts: &mut MarketFacts, findings: &mut Findings) {
    let mut loaded: Loaded<RawIndex> = source.record(layout::INDEX, Need::Optional);
    let mut check = FileCheck::new(&mut loaded);
    if loaded.state == State::Whole {
        check_index_record(&loaded.value, facts.home(), &mut check.at);
    }
    check.finish(findings);
    facts.index = (loaded.state == State::Whole).then_some(loaded.value);
}

fn check_index_record(raw: &RawIndex, home: &str, at: &mut Checker) {
    at.text("name", &raw.name, limits::NAME_CHARS);
    at.text("issuer", &raw.issuer, limits::NAME_CHARS);
    at.optional_text("note", &raw.note, limits::TEXT_CHARS);
    note_untranslated(at, "name", &raw.name, home);
    note_untranslated(at, "issuer", &raw.issuer, home);
    note_untranslated(at, "note", &raw.note, home);
    at.within("lights", |at| {
        let lights = at.list("", &raw.lights, limits::GRADE_LEVELS);
        for (index, light) in lights.iter().enumerate() {
            at.within(index, |at| {
                at.text("name", &light.name, limits::NAME_CHARS);
                note_untranslated(at, "name", &light.name, home);
                at.color("color", &light.color);
                if light.from_hundredths.is_none() {
                    at.report_at("from_hundredths", Fault::Missing, "");
                }
            });
        }
    });
    at.within("series", |at| {
        let mut last = None;
        let series = at.list("", &raw.series, limits::INDEX_POINTS);
        for (index, point) in series.iter().enumerate() {
            at.within(index, |at| {
                let day = at.day("date", &point.date);
                if day.is_some() && day <= last {
                    let form = "a later day than the value before: oldest first, each day once";
                    at.report_at("date", Fault::Form(form), &point.date);
                }
                last = day.or(last);
                if point.value_hundredths.is_none() {
                    at.report_at("value_hundredths", Fault::Missing, "");
                }
            });
        }
    });
}
