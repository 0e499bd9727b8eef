//! The picture in the README shows what the program prints in a terminal.
//!
//! `SNAPSHOTS=overwrite cargo test --test suite pictures` draws it again.

use std::io::Read;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use snapbox::data::DataFormat;
use snapbox::{Data, assert_data_eq, file};

#[test]
fn the_screen_in_the_readme_is_what_the_program_shows() {
    let size = PtySize { rows: 40, cols: 84, ..PtySize::default() };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_skillgap"));
    command.args(["--profile", "tests/pictures/lena.toml", "--today", "2026-11-28"]);
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env_clear();
    command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("LC_ALL", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("SKILLGAP_PAGER", "");
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut shown = Vec::new();
    // On some systems the end of a terminal is an error.
    let _ = reader.read_to_end(&mut shown);
    assert!(child.wait().unwrap().success());
    let shown = String::from_utf8(shown).unwrap().replace("\r\n", "\n");
    let screen = Data::text(format!("$ skillgap\n{shown}")).coerce_to(DataFormat::TermSvg);
    assert_data_eq!(screen, file!["../pictures/screen.term.svg"]);
}
