//! The operator's program.

use std::process::ExitCode;

fn main() -> ExitCode {
    stallmap::publisher::command::run()
}
