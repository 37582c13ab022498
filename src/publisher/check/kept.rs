//! What the check of a level came to, kept for the next build. Only levels without errors are
//! kept: with errors nothing is built.

use serde::{Deserialize, Serialize};

use super::findings::{Finding, Findings};
use super::level::LevelFacts;
use super::market::{LevelSite, MarketFacts};
use crate::domain::market::problem::{Fault, Problem};
use crate::domain::market::raw::RawMarket;
use crate::domain::market::time::Moment;
use crate::publisher::hash::Fingerprint;
use crate::publisher::keep::{Keep, Key};
use crate::publisher::source::{SourceFolder, layout, personal_number};

/// A level as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptLevel<F> {
    facts: F,
    warnings: Vec<KeptWarning>,
    /// Those not kept in detail included.
    count: usize,
}

/// A warning; its number or word as text.
#[derive(Serialize, Deserialize)]
struct KeptWarning {
    file: String,
    path: String,
    code: String,
    text: String,
    found: String,
}

/// What the check of a level depends on besides the level's own files.
fn rules(market: &MarketFacts, site: &LevelSite) -> Option<Vec<u8>> {
    let of_market = of_every_build(&market.market);
    let rules = (
        of_market,
        &market.categories,
        &market.scales,
        (&site.id, &site.outline, &site.voids),
        (market.categories_known, market.scales_known),
    );
    serde_json::to_vec(&rules).ok()
}

/// The market without what changes from build to build and says nothing of its levels; with the
/// day on which grades and plaques are looked at.
fn of_every_build(market: &RawMarket) -> (RawMarket, Option<i32>) {
    let day = Moment::parse(&market.published).map(|own| own.day().0);
    let published = market.published.get(..10).unwrap_or(&market.published);
    let market = RawMarket {
        sequence: 0,
        published: published.to_owned(),
        expires: String::new(),
        ..market.clone()
    };
    (market, day)
}

/// The key for the check of a level whose files have these fingerprints, in the order of
/// [`layout::LEVEL_FILES`].
pub(super) fn key(
    market: &MarketFacts,
    site: &LevelSite,
    fingerprints: impl Iterator<Item = Option<Fingerprint>>,
) -> Option<Key> {
    let mut key = Key::new()?.with(&rules(market, site)?);
    for fingerprint in fingerprints {
        key = key.with(&fingerprint?);
    }
    Some(key)
}

/// The fingerprints of a level's files as they are now.
pub(super) fn fingerprints(
    source: &SourceFolder,
    level: &str,
) -> impl Iterator<Item = Option<Fingerprint>> {
    let paths = layout::LEVEL_FILES.iter();
    paths.map(move |file| source.fingerprint(&layout::of_level(level, file)))
}

/// What was kept of a level.
pub(super) fn read(keep: &Keep, level: &str, key: &Key) -> Option<(LevelFacts, Findings)> {
    let kept = keep.read(&name(level), key)?;
    let kept: KeptLevel<LevelFacts> = serde_json::from_slice(&kept).ok()?;
    let warnings = kept.warnings.into_iter().map(|own| {
        Some(Finding {
            problem: Problem {
                fault: warning_of(&own.code, own.text)?,
                file: own.file,
                path: own.path,
                found: own.found,
            },
            line: None,
            near: None,
        })
    });
    let warnings: Option<Vec<Finding>> = warnings.collect();
    Some((kept.facts, Findings::of_warnings(warnings?, kept.count)))
}

/// Keeps a level, unless it has errors.
pub(super) fn write(keep: &Keep, key: &Key, facts: &LevelFacts, findings: &Findings) {
    let warnings = findings.list().iter().map(|own| {
        let (code, text) = parts_of(&own.problem.fault)?;
        Some(KeptWarning {
            file: own.problem.file.clone(),
            path: own.problem.path.clone(),
            code: code.to_owned(),
            text,
            found: own.problem.found.clone(),
        })
    });
    let warnings: Option<Vec<KeptWarning>> = warnings.collect();
    let Some(warnings) = warnings.filter(|_| findings.errors() == 0) else {
        return;
    };
    let kept = KeptLevel {
        facts,
        warnings,
        count: findings.warnings(),
    };
    if let Ok(kept) = serde_json::to_vec(&kept) {
        keep.write(&name(&facts.id), key, &kept);
    }
}

fn name(level: &str) -> String {
    format!("check-{level}")
}

/// Code and words of a warning; none for what is no warning.
fn parts_of(fault: &Fault) -> Option<(&'static str, String)> {
    let text = match fault {
        Fault::UnknownField(text)
        | Fault::NotTranslated(text)
        | Fault::Overlap(text)
        | Fault::Expired(text)
        | Fault::Foreign(text)
        | Fault::NotCovered(text) => text.clone(),
        Fault::TooWide(columns) => columns.to_string(),
        Fault::Personal(word) => (*word).to_owned(),
        Fault::Unreached | Fault::NoStalls => String::new(),
        _ => return None,
    };
    Some((fault.code(), text))
}

fn warning_of(code: &str, text: String) -> Option<Fault> {
    Some(match code {
        "unknown-field" => Fault::UnknownField(text),
        "not-translated" => Fault::NotTranslated(text),
        "overlap" => Fault::Overlap(text),
        "expired" => Fault::Expired(text),
        "foreign-category" => Fault::Foreign(text),
        "not-covered" => Fault::NotCovered(text),
        "too-wide" => Fault::TooWide(text.parse().ok()?),
        "personal-number" => Fault::Personal(personal_number(&text)?),
        "unreached" => Fault::Unreached,
        "no-stalls" => Fault::NoStalls,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::market::problem::Severity;

    #[test]
    fn every_warning_is_kept_and_no_error() {
        let text = || "text".to_owned();
        let all = [
            Fault::UnknownField(text()),
            Fault::NotTranslated(text()),
            Fault::Overlap(text()),
            Fault::Unreached,
            Fault::Personal("mobile number"),
            Fault::Personal("identity card number"),
            Fault::TooWide(28),
            Fault::Expired(text()),
            Fault::NoStalls,
            Fault::Foreign(text()),
            Fault::NotCovered(text()),
        ];
        for fault in all {
            assert_eq!(fault.severity(), Severity::Warning);
            let (code, text) = parts_of(&fault).unwrap();
            assert_eq!(warning_of(code, text), Some(fault));
        }
        assert_eq!(parts_of(&Fault::Cycle), None);
        assert_eq!(parts_of(&Fault::Form("a word")), None);
        assert_eq!(warning_of("cycle", text()), None);
        assert_eq!(warning_of("personal-number", text()), None);
    }
}
