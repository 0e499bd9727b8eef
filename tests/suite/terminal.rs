//! `skillgap assess` through a real pseudo-terminal, read with a model of the screen.

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
    master: Box<dyn MasterPty + Send>,
}

fn nonzero(size: u16) -> NonZero<u16> {
    NonZero::new(size).unwrap()
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Terminal {
    fn open(rows: u16, cols: u16, arguments: &[&str]) -> Terminal {
        let size = PtySize { rows, cols, ..PtySize::default() };
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
            master: pty.master,
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

    fn resize(&mut self, rows: u16, cols: u16) {
        let size = PtySize { rows, cols, ..PtySize::default() };
        self.master.resize(size).unwrap();
        self.screen.screen_mut().set_size(nonzero(rows), nonzero(cols));
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
    let mut arguments = vec!["assess", "--profile", profile, "--today", "2026-11-20"];
    if !more.contains(&"--shipped") {
        arguments.extend(["--maps-only", "tests/fixtures/small"]);
    }
    arguments.extend(more.iter().filter(|argument| **argument != "--shipped"));
    Terminal::open(rows, cols, &arguments)
}

const DOWN: &str = "\u{1b}[B";

#[test]
fn a_whole_session_goes_from_the_choice_of_a_role_to_the_first_steps() {
    let (path, text) = profile("whole-session.toml");
    let mut terminal = assess(24, 80, &text, &[]);
    terminal.wait_for("Which roles");
    // Enter with nothing ticked says what to do.
    terminal.press("\r");
    terminal.wait_for("Space ticks the one under the cursor");
    terminal.press(" \r");
    terminal.wait_for("Which kind of job");
    terminal.press("\r");
    terminal.wait_for("How many hours a week");
    terminal.press("ten\r");
    terminal.wait_for("write 0.5 to 168");
    terminal.press("10\r");
    terminal.wait_for("A language: which of these");
    terminal.press(" \r");
    terminal.wait_for("save and stop");
    assert!(terminal.shows("Writes a module."), "{}", terminal.screen.screen().contents());
    terminal.press(&format!("x{DOWN}{DOWN}{DOWN}"));
    terminal.wait_for("Writes a module. <-");
    terminal.press("e");
    terminal.wait_for("What shows it?");
    terminal.press("a link\r");
    terminal.wait_for("Shown by: a link");
    terminal.press("\r");
    terminal.wait_for("Reads a plan.");
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("skill = \"python\"\nlevel = 2"), "{saved}");
    assert!(saved.contains("evidence = \"a link\""));
    terminal.press("b");
    terminal.wait_for("(your answer)");
    terminal.press("\r");
    terminal.wait_for("Reads a plan.");
    terminal.press("a");
    terminal.wait_for("your answers so far");
    terminal.press("\u{1b}");
    terminal.wait_for("save and stop");
    terminal.press("0");
    terminal.wait_for("Joins tables alone.");
    terminal.press("2");
    terminal.wait_for("The first steps");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 0);
    let shown = screen.screen().contents();
    assert!(shown.contains("Against each role"), "{shown}");
    assert!(!screen.screen().hide_cursor());
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("roles = [\"maker\"]") && saved.contains("hours_per_week = 10"));
}

#[test]
fn stopping_saves_and_the_next_session_goes_on_from_there() {
    let (_, text) = profile("stopped-session.toml");
    let mut first = assess(24, 80, &text, &["--role", "maker", "--full"]);
    first.wait_for("Writes a module.");
    first.press("2q");
    let (status, _) = first.end();
    assert_eq!(status.exit_code(), 0);
    let mut second = assess(24, 80, &text, &["--role", "maker", "--full"]);
    second.wait_for("save and stop");
    assert!(second.shows("Java"), "{}", second.screen.screen().contents());
    second.press("q");
    assert_eq!(second.end().0.exit_code(), 0);
}

#[test]
fn ctrl_c_ends_with_130_the_answers_saved_and_the_cursor_shown() {
    let interrupted = |mut terminal: Terminal| {
        terminal.press("\u{3}");
        let (status, screen) = terminal.end();
        assert_eq!(status.exit_code(), 130);
        assert!(!screen.screen().hide_cursor());
    };
    let (path, text) = profile("interrupted-session.toml");
    let mut at_question = assess(24, 80, &text, &["--role", "maker", "--full"]);
    at_question.wait_for("Writes a module.");
    at_question.press("2");
    at_question.wait_for("Writes a package.");
    interrupted(at_question);
    assert!(fs::read_to_string(&path).unwrap().contains("level = 2"));

    let (_, other) = profile("interrupted-elsewhere.toml");
    let mut at_roles = assess(24, 80, &other, &[]);
    at_roles.wait_for("Which roles");
    interrupted(at_roles);
    let mut at_seniority = assess(24, 80, &other, &[]);
    at_seniority.wait_for("Which roles");
    at_seniority.press(" \r");
    at_seniority.wait_for("Which kind of job");
    interrupted(at_seniority);
    let mut at_hours = assess(24, 80, &other, &[]);
    at_hours.wait_for("Which roles");
    at_hours.press(" \r");
    at_hours.wait_for("Which kind of job");
    at_hours.press("\r");
    at_hours.wait_for("How many hours a week");
    interrupted(at_hours);
    let mut at_screening = assess(24, 80, &other, &["--role", "maker"]);
    at_screening.wait_for("which of these");
    interrupted(at_screening);
    let mut at_evidence = assess(24, 80, &other, &["--role", "maker", "--full"]);
    at_evidence.wait_for("Writes a module.");
    at_evidence.press("4");
    at_evidence.wait_for("what shows it?");
    interrupted(at_evidence);
    assert!(
        fs::read_to_string(path.with_file_name("interrupted-elsewhere.toml"))
            .unwrap()
            .contains("level = 4")
    );
}

#[test]
fn a_contradiction_is_shown_and_can_be_left() {
    let (path, text) = profile("contradiction-session.toml");
    fs::write(&path, "format = 1\n[ratings]\nprogramming = 0\n").unwrap();
    let mut terminal = assess(24, 80, &text, &["--role", "maker", "--full"]);
    terminal.wait_for("Writes a module.");
    terminal.press("2");
    terminal.wait_for("usually needs Programming");
    terminal.press("\r");
    terminal.wait_for("Writes a package.");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn a_list_can_be_left_back_and_skipped() {
    let (_, text) = profile("left-list.toml");
    let mut terminal = assess(24, 80, &text, &["--role", "maker"]);
    terminal.wait_for("which of these");
    terminal.press("\u{1b}");
    terminal.wait_for("any other key returns");
    terminal.press("x");
    terminal.wait_for("Space ticks");
    terminal.press("\u{1b}");
    terminal.wait_for("any other key returns");
    terminal.press("s");
    terminal.wait_for("Reads a plan.");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn a_small_window_is_still_readable_also_when_it_shrinks_on_the_way() {
    let (_, text) = profile("small-window.toml");
    let mut terminal = assess(24, 80, &text, &["--role", "api-developer", "--full", "--shipped"]);
    terminal.wait_for("save and stop");
    terminal.resize(15, 50);
    terminal.press("x");
    // The name, the levels by name, one sentence and the keys: nothing has scrolled away.
    terminal.wait_for("0 none · 1 awareness");
    assert!(terminal.shows("save and stop"));
    terminal.press(DOWN);
    terminal.wait_for("<-");
    terminal.press("q");
    terminal.wait_for("every requirement");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn rate_alone_lets_one_pick_a_skill_and_then_its_level() {
    let (path, text) = profile("picked.toml");
    let arguments = ["rate", "--profile", &text, "--today", "2026-11-20"];
    let mut terminal = Terminal::open(24, 80, &arguments);
    terminal.wait_for("Type to search");
    terminal.press("webhoo");
    terminal.wait_for("(webhooks)");
    terminal.press("\r");
    terminal.wait_for("save and stop");
    assert!(!terminal.shows("b back"));
    terminal.press("2");
    terminal.wait_for("Saved in");
    assert_eq!(terminal.end().0.exit_code(), 0);
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("skill = \"webhooks\"\nlevel = 2"), "{saved}");

    let mut left = Terminal::open(24, 80, &arguments);
    left.wait_for("Type to search");
    left.press("\u{3}");
    let (status, screen) = left.end();
    assert_eq!(status.exit_code(), 130);
    assert!(!screen.screen().hide_cursor());
}
