//! The picture of a screen in the README is what the program shows.
//!
//! `SNAPSHOTS=overwrite cargo test --test suite pictures` draws it anew.

use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq, file};

use crate::support::command;

#[test]
fn the_screen_in_the_readme_is_what_the_program_shows() {
    let output = command()
        .args([
            "--profile",
            "tests/pictures/lena.toml",
            "--today",
            "2026-11-28",
            "--color",
            "always",
        ])
        .env("COLUMNS", "84")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let screen = format!("$ skillgap\n{}", String::from_utf8(output.stdout).unwrap());
    let screen = Data::text(screen).coerce_to(DataFormat::TermSvg);
    assert_data_eq!(screen, file!["../pictures/screen.term.svg"]);
}
