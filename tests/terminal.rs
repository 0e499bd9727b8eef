//! `skillgap assess` through a real pseudo-terminal, read with a model of the screen.

#![cfg(feature = "cli")]
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A program in a terminal, and what stands on its screen.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    written: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

fn nonzero(size: u16) -> NonZero<u16> {
    NonZero::new(size).unwrap()
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Terminal {
    fn open(rows: u16, cols: u16, arguments: &[&str]) -> Terminal {
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_skillgap"));
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env_clear();
        command.env("HOME", env!("CARGO_TARGET_TMPDIR"));
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (send, written) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(number) = reader.read(&mut buffer) {
                if number == 0 || send.send(buffer[..number].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal {
            child,
            keys: pty.master.take_writer().unwrap(),
            written,
            screen: vt100::Parser::new(nonzero(rows), nonzero(cols), 1000),
            _master: pty.master,
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Reads until the screen shows a text.
    fn wait_for(&mut self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.shows(text) {
            match self.written.recv_timeout(Duration::from_millis(200)) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => assert!(
                    Instant::now() < until,
                    "never showed {text:?}:\n{}",
                    self.screen.screen().contents()
                ),
            }
        }
    }

    fn shows(&self, text: &str) -> bool {
        self.screen.screen().contents().contains(text)
    }

    /// Reads what is left, and how the program ended.
    fn end(mut self) -> (ExitStatus, vt100::Parser) {
        let until = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > until {
                self.child.kill().unwrap();
                panic!("does not end:\n{}", self.screen.screen().contents());
            }
            thread::sleep(Duration::from_millis(10));
        };
        while let Ok(bytes) = self.written.recv_timeout(Duration::from_millis(300)) {
            self.screen.process(&bytes);
        }
        (status, self.screen)
    }
}

fn profile(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    let text = path.to_string_lossy().into_owned();
    (path, text)
}

fn assess(rows: u16, cols: u16, profile: &str, more: &[&str]) -> Terminal {
    let mut arguments = vec![
        "assess",
        "--maps-only",
        "tests/fixtures/small",
        "--profile",
        profile,
        "--today",
        "2026-11-20",
    ];
    arguments.extend(more);
    Terminal::open(rows, cols, &arguments)
}

#[test]
fn a_whole_session_asks_saves_each_answer_and_ends_with_the_gap() {
    let (path, text) = profile("whole-session.toml");
    let mut terminal = assess(40, 80, &text, &[]);
    terminal.wait_for("Which role?");
    terminal.press("\r");
    terminal.wait_for("save and stop");
    assert!(terminal.shows("question 1 of 4") && terminal.shows("Writes a module."));
    terminal.press("x2");
    terminal.wait_for("Writes a package.");
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("skill = \"python\"\nlevel = 2")
    );
    terminal.press("b");
    terminal.wait_for("(your answer)");
    terminal.press("1s");
    terminal.wait_for("Joins tables alone.");
    terminal.press("2");
    terminal.wait_for("Reads a plan.");
    terminal.press("0");
    terminal.wait_for("The first steps");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 0);
    let shown = screen.screen().contents();
    assert!(shown.contains("What is asked"), "{shown}");
    assert!(!screen.screen().hide_cursor());
    let saved = fs::read_to_string(&path).unwrap();
    let ratings: Vec<&str> = saved
        .lines()
        .filter(|line| line.starts_with("level"))
        .collect();
    assert_eq!(
        ratings,
        ["level = 2", "level = 1", "level = 2", "level = 0"]
    );
}

#[test]
fn stopping_saves_and_the_next_session_goes_on_from_there() {
    let (_, text) = profile("stopped-session.toml");
    let mut first = assess(24, 80, &text, &["--role", "maker"]);
    first.wait_for("Writes a module.");
    first.press("2q");
    let (status, _) = first.end();
    assert_eq!(status.exit_code(), 0);
    let mut second = assess(24, 80, &text, &["--role", "maker"]);
    second.wait_for("save and stop");
    assert!(second.shows("question 2 of 4") && second.shows("Java"));
    second.press("q");
    assert_eq!(second.end().0.exit_code(), 0);
}

#[test]
fn ctrl_c_ends_with_130_the_answers_saved_and_the_cursor_shown() {
    let (path, text) = profile("interrupted-session.toml");
    let mut at_question = assess(24, 80, &text, &["--role", "maker"]);
    at_question.wait_for("Writes a module.");
    at_question.press("3");
    at_question.wait_for("Writes a package.");
    at_question.press("\u{3}");
    let (status, screen) = at_question.end();
    assert_eq!(status.exit_code(), 130);
    assert!(!screen.screen().hide_cursor());
    assert!(fs::read_to_string(&path).unwrap().contains("level = 3"));

    let mut at_choice = assess(24, 80, &text, &[]);
    at_choice.wait_for("Which role?");
    at_choice.press("\u{3}");
    let (status, screen) = at_choice.end();
    assert_eq!(status.exit_code(), 130);
    assert!(!screen.screen().hide_cursor());
}

#[test]
fn a_small_window_is_still_readable() {
    let (_, text) = profile("small-window.toml");
    let mut terminal = assess(20, 50, &text, &["--role", "maker"]);
    terminal.wait_for("save and stop");
    assert!(terminal.shows("4 expert"));
    terminal.press("q");
    terminal.wait_for("The first steps");
    assert_eq!(terminal.end().0.exit_code(), 0);
}
