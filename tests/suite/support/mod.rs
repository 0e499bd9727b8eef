//! Runs the program as a user would, and compares complete outputs with snapshots.

pub(crate) mod files;
pub(crate) mod follow;
pub(crate) mod learners;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use portable_pty::{CommandBuilder, PtyPair, PtySize, native_pty_system};

/// The result of a run of the program.
pub(crate) struct Run {
    /// The exit code.
    pub code: i32,
    /// The text on standard output.
    pub stdout: String,
    /// The text on standard error.
    pub stderr: String,
}

/// Returns the program in a clean environment: no profile, no own maps, UTF-8, no colour.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skillgap"));
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-such-home");
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("HOME", nowhere)
        .env("LC_ALL", "C.UTF-8")
        .envs(coverage());
    command
}

/// Returns the variable that says where a program writes which of its lines ran, where that is measured.
fn coverage() -> Option<(&'static str, String)> {
    const FILE: &str = "LLVM_PROFILE_FILE";
    std::env::var(FILE).ok().map(|file| (FILE, file))
}

/// Returns a terminal of this size, and the program with these arguments to run in it, in a clean environment.
pub(crate) fn in_terminal(rows: u16, cols: u16, arguments: &[&str]) -> (PtyPair, CommandBuilder) {
    let size = PtySize { rows, cols, ..PtySize::default() };
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_skillgap"));
    command.args(arguments);
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env_clear();
    command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("LC_ALL", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    coverage().into_iter().for_each(|(name, file)| command.env(name, file));
    (native_pty_system().openpty(size).unwrap(), command)
}

/// Runs the program with nothing on standard input.
pub(crate) fn skillgap(arguments: &[&str]) -> Run {
    skillgap_reading(arguments, "")
}

/// Runs the program with a text on standard input.
pub(crate) fn skillgap_reading(arguments: &[&str], input: &str) -> Run {
    skillgap_reading_bytes(arguments, input.as_bytes())
}

/// Runs the program with bytes on standard input.
pub(crate) fn skillgap_reading_bytes(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes the pipe, which is not an error of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let code = output.status.code().unwrap_or(-1);
    if code == 0 {
        files::check_files_of(arguments);
    }
    Run {
        code,
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program and parses its answer as JSON.
pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    let run = skillgap(arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// Returns an empty folder of this name, for one test.
pub(crate) fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Compares a text with a file; `UPDATE_SNAPSHOTS=1` writes the file instead.
pub(crate) fn check_snapshot(path: &Path, text: &str) {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let action =
        if update { snapbox::assert::Action::Overwrite } else { snapbox::assert::Action::Verify };
    let expected = snapbox::Data::read_from(path, Some(snapbox::data::DataFormat::Text));
    snapbox::Assert::new().action(action).normalize_paths(false).eq(text, expected.raw());
}
