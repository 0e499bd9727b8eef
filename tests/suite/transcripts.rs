//! Complete outputs as a person or a script sees them, and every console block of the guide.
//!
//! `TRYCMD=overwrite cargo test --test suite -- transcripts` rewrites them; read the difference before you commit it.

use std::path::Path;

fn cases() -> trycmd::TestCases {
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-such-home");
    let nowhere = nowhere.to_string_lossy().into_owned();
    let cases = trycmd::TestCases::new();
    cases
        .env("HOME", &nowhere)
        .env("XDG_DATA_HOME", &nowhere)
        .env("XDG_CONFIG_HOME", &nowhere)
        .env("SKILLGAP_MAPS", "")
        .env("LC_ALL", "C.UTF-8")
        .env("SKILLGAP_PROFILE", "");
    cases
}

#[test]
fn what_the_program_says() {
    cases().case("tests/cmd/*.md");
}

#[test]
fn what_the_guide_shows() {
    cases().case("src/guide/*.md");
}
