//! The report for programs.

use serde::Serialize;

use super::sentence::{expected, mending};
use crate::domain::market::problem::Severity;
use crate::publisher::check::coverage::Coverage;
use crate::publisher::check::findings::Findings;

/// The report as one JSON object; its field names are stable.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    /// Number of errors, those not listed included.
    pub errors: usize,
    /// Number of warnings, likewise.
    pub warnings: usize,
    /// How much of the market the walking network reaches.
    pub network: &'a Coverage,
    /// The mistakes kept in detail, sorted by file and path.
    pub problems: Vec<Row<'a>>,
}

/// One mistake.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Stable code.
    pub code: &'static str,
    /// File of the source folder.
    pub file: &'a str,
    /// JSON path in it; empty for the whole file.
    pub path: &'a str,
    /// Line, where it is known.
    pub line: Option<usize>,
    /// What stood there, shortened.
    pub found: &'a str,
    /// What should stand there.
    pub expected: String,
    /// What to do about it.
    pub mend: String,
}

/// Makes the report.
pub fn report<'a>(findings: &'a Findings, network: &'a Coverage) -> Report<'a> {
    let rows = findings.list().iter().map(|finding| Row {
        severity: match finding.problem.fault.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: finding.problem.fault.code(),
        file: &finding.problem.file,
        path: &finding.problem.path,
        line: finding.line,
        found: &finding.problem.found,
        expected: expected(&finding.problem.fault),
        mend: mending(finding),
    });
    Report {
        errors: findings.errors(),
        warnings: findings.warnings(),
        network,
        problems: rows.collect(),
    }
}
