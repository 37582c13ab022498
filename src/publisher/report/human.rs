//! The report for a person at a terminal: grouped by file, one block for each mistake.

use std::fmt::Write;

use super::sentence::{expected, mending};
use crate::domain::market::problem::Severity;
use crate::publisher::check::coverage::{Coverage, Reached};
use crate::publisher::check::findings::{Finding, Findings};

/// Mistakes of one kind in one file that are shown; the rest is counted. A column that is wrong
/// in every row would bury everything else.
const SHOWN_ALIKE: usize = 20;

/// The whole report; ends with a line of counts.
pub fn report(findings: &Findings) -> String {
    let mut text = String::new();
    let mut rest = findings.list();
    while let Some(first) = rest.first() {
        let same_file = |finding: &&Finding| finding.problem.file == first.problem.file;
        let (own, others) = rest.split_at(rest.iter().take_while(same_file).count());
        put_file(&mut text, own);
        rest = others;
    }
    let kept = findings.list().len();
    let total = findings.errors() + findings.warnings();
    if kept < total {
        let more = total - kept;
        let _ = writeln!(text, "… and {more} more that are only counted.\n");
    }
    text.push_str(&summary(findings));
    text.push('\n');
    text
}

/// How much of the market the walking network reaches, and where it was derived.
pub fn network(coverage: &Coverage) -> String {
    let mut text = String::from("Walking network\n");
    for (things, own) in [
        ("stalls", &coverage.stalls),
        ("places", &coverage.places),
        ("kiosks", &coverage.kiosks),
    ] {
        let Reached { all, on_foot, .. } = own;
        let percent = own.step_free_percent();
        let _ = writeln!(
            text,
            "  {on_foot} of {all} {things} are reached, {percent} % without steps"
        );
    }
    if coverage.islands > 0 {
        let islands = coverage.islands;
        let _ = writeln!(text, "  {islands} parts are joined to nothing else");
    }
    if !coverage.derived.is_empty() {
        let levels = coverage.derived.join(", ");
        let _ = writeln!(
            text,
            "  derived from the ground between the stalls, because there is no walkways.json: {levels}"
        );
    }
    if !coverage.unreached.is_empty() {
        let shown = coverage.unreached.iter().take(SHOWN_ALIKE);
        let ids: Vec<&str> = shown.map(String::as_str).collect();
        let more = coverage.unreached.len() - ids.len();
        let more = if more > 0 { " …" } else { "" };
        let _ = writeln!(text, "  not reached: {}{more}", ids.join(", "));
    }
    text.push('\n');
    text
}

/// One line of counts.
pub fn summary(findings: &Findings) -> String {
    let count = |number: usize, thing: &str| match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    };
    format!(
        "{}, {}",
        count(findings.errors(), "error"),
        count(findings.warnings(), "warning")
    )
}

fn put_file(text: &mut String, findings: &[Finding]) {
    let Some(first) = findings.first() else {
        return;
    };
    let _ = writeln!(text, "{}", first.problem.file);
    let mut alike: Vec<(&str, usize)> = Vec::new();
    for finding in findings {
        let code = finding.problem.fault.code();
        let place = alike.iter().position(|(own, _)| *own == code);
        let place = place.unwrap_or_else(|| {
            alike.push((code, 0));
            alike.len() - 1
        });
        alike[place].1 += 1;
        if alike[place].1 <= SHOWN_ALIKE {
            put_finding(text, finding);
        }
    }
    for (code, count) in alike {
        if count > SHOWN_ALIKE {
            let more = count - SHOWN_ALIKE;
            let _ = writeln!(text, "  … {more} more {code} (all of them: --format json)");
        }
    }
    text.push('\n');
}

fn put_finding(text: &mut String, finding: &Finding) {
    let problem = &finding.problem;
    let severity = match problem.fault.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut place = match problem.path.as_str() {
        "" => "the file".to_owned(),
        path => path.to_owned(),
    };
    if let Some(line) = finding.line {
        let _ = write!(place, " (line {line})");
    }
    let _ = writeln!(text, "  {severity} {} at {place}", problem.fault.code());
    if !problem.found.is_empty() {
        let _ = writeln!(text, "    found:    {}", problem.found);
    }
    let _ = writeln!(text, "    expected: {}", expected(&problem.fault));
    let _ = writeln!(text, "    mend:     {}", mending(finding));
}
