//! The program `skillgap`: see the crate docs of the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    skillgap::cli::run()
}
