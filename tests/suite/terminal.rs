//! `skillgap assess` through a real pseudo-terminal, read with a model of the screen.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, ExitStatus, MasterPty, PtySize};

use crate::support::in_terminal;

/// A program in a terminal, and the content of its screen.
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
        Terminal::open_with(rows, cols, arguments, &[("SKILLGAP_PAGER", "")])
    }

    fn open_with(rows: u16, cols: u16, arguments: &[&str], variables: &[(&str, &str)]) -> Terminal {
        let (pty, mut command) = in_terminal(rows, cols, arguments);
        variables.iter().for_each(|(name, value)| command.env(name, value));
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

    /// Reads output for some time.
    fn read_for(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            if let Ok(bytes) = self.written.recv_timeout(left) {
                self.screen.process(&bytes);
            }
        }
    }

    fn resize(&mut self, rows: u16, cols: u16) {
        let size = PtySize { rows, cols, ..PtySize::default() };
        self.master.resize(size).unwrap();
        self.screen.screen_mut().set_size(nonzero(rows), nonzero(cols));
    }

    /// Clears the screen, so that only what is drawn again is there.
    fn forget(&mut self) {
        let (rows, cols) = self.screen.screen().size();
        self.screen = vt100::Parser::new(rows, cols, 1000);
    }

    /// Returns the text of the screen, with every run of spaces and line breaks as one space.
    fn words(&self) -> String {
        self.screen.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn shows(&self, text: &str) -> bool {
        self.screen.screen().contents().contains(text)
    }

    /// Sends a signal to the program, by its name.
    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Reads the remaining output, and returns how the program ended.
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
    let mut terminal = assess(24, 80, &text, &["--every-level"]);
    terminal.wait_for("Which roles");
    // Enter with nothing ticked shows what to do.
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
    terminal.wait_for("Writes a module.");
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
    let mut first = assess(24, 80, &text, &["--role", "maker", "--every-level", "--full"]);
    first.wait_for("Writes a module.");
    first.press("2q");
    let (status, _) = first.end();
    assert_eq!(status.exit_code(), 0);
    let mut second = assess(24, 80, &text, &["--role", "maker", "--every-level", "--full"]);
    second.wait_for("save and stop");
    assert!(second.shows("Java"), "{}", second.screen.screen().contents());
    second.press("q");
    assert_eq!(second.end().0.exit_code(), 0);
}

#[test]
fn what_was_answered_before_counts_as_answered_when_one_goes_on() {
    let answered = |terminal: &Terminal| {
        let words = terminal.words();
        let (before, _) = words.split_once(" answered").unwrap();
        before.rsplit(' ').next().unwrap().parse::<usize>().unwrap()
    };
    for (name, kind) in [("by-sentence.toml", None), ("by-level.toml", Some("--every-level"))] {
        let (_, text) = profile(name);
        let more: Vec<&str> =
            ["--role", "api-developer", "--shipped"].into_iter().chain(kind).collect();
        let mut first = assess(40, 80, &text, &more);
        first.wait_for(" answered");
        first.read_for(Duration::from_millis(300));
        assert_eq!(answered(&first), 0);
        // One yes, and the rest of the list not yet; then another list follows.
        first.press("y\r");
        first.read_for(Duration::from_millis(600));
        first.press("yn\r");
        first.read_for(Duration::from_millis(600));
        let so_far = answered(&first);
        assert!(so_far > 4, "{so_far}");
        first.press("q");
        first.end();
        let mut second = assess(40, 80, &text, &more);
        second.wait_for(" answered");
        second.read_for(Duration::from_millis(300));
        assert_eq!(answered(&second), so_far, "{}", second.words());
        second.press("q");
        second.end();
    }
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
    let mut at_question = assess(24, 80, &text, &["--role", "maker", "--every-level", "--full"]);
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
    at_screening.wait_for("Which of these could");
    interrupted(at_screening);
    let mut at_evidence = assess(24, 80, &other, &["--role", "maker", "--every-level", "--full"]);
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
    let mut terminal = assess(24, 80, &text, &["--role", "maker", "--every-level", "--full"]);
    terminal.wait_for("Writes a module.");
    terminal.press("2");
    terminal.wait_for("usually needs Programming");
    terminal.press("\r");
    terminal.wait_for("Writes a package.");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn a_list_can_be_skipped_gone_back_to_and_left() {
    let (_, text) = profile("left-list.toml");
    let mut terminal = assess(24, 80, &text, &["--role", "maker", "--every-level"]);
    terminal.wait_for("which of these");
    terminal.press("s");
    terminal.wait_for("Reads a plan.");
    terminal.press("b");
    terminal.wait_for("which of these");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

/// The beginning of the message after an interrupt, up to the first line break.
const SAVED: &str = "stopped; every answer is saved";

#[test]
fn a_session_by_checklists_goes_from_the_beginnings_to_the_first_steps() {
    let (path, text) = profile("checklists.toml");
    let mut terminal = assess(24, 80, &text, &["--role", "maker"]);
    terminal.wait_for("Changes a program by example.");
    assert!(terminal.shows("Which of these could you do today"));
    assert!(terminal.shows("minute") && !terminal.shows("level 1"));
    // If nothing is ticked, the program asks once before all sentences count as not yet.
    terminal.press("\r");
    terminal.wait_for("None of these yet?");
    terminal.press("x");
    terminal.wait_for("save and stop");
    terminal.press("y");
    terminal.wait_for("[x] Changes a program by example.");
    terminal.press("\r");
    terminal.wait_for("A language: which of these");
    terminal.press("yn\r");
    terminal.wait_for("Which of these could you do today");
    terminal.press("?");
    terminal.wait_for("back to the list");
    assert!(terminal.shows("0 none") || terminal.shows("0"));
    terminal.press("b");
    terminal.wait_for("other levels");
    terminal.press("b");
    terminal.wait_for("A language: which of these");
    assert!(terminal.shows("[x] Python") && terminal.shows("[ ] Java"));
    terminal.press("\r");
    terminal.wait_for("Which of these could you do today");
    let until = Instant::now() + PATIENCE;
    while !terminal.shows("The first steps") {
        assert!(Instant::now() < until, "{}", terminal.screen.screen().contents());
        terminal.press("y\r");
        terminal.read_for(Duration::from_millis(400));
    }
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 0);
    assert!(!screen.screen().hide_cursor());
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("[[said]]") && saved.contains("roles = [\"maker\"]"), "{saved}");
}

#[test]
fn enter_takes_no_sentence_that_was_not_seen_and_a_list_scrolls_by_whole_ones() {
    let (path, text) = profile("unseen.toml");
    let more = ["--role", "api-developer", "--quick", "--shipped"];
    let mut terminal = assess(15, 50, &text, &more);
    terminal.wait_for("more below");
    terminal.press("y");
    terminal.wait_for("[x]");
    terminal.press("\r");
    terminal.wait_for("above");
    assert!(!path.exists(), "nothing is taken yet");
    let until = Instant::now() + PATIENCE;
    while !path.exists() {
        assert!(Instant::now() < until, "{}", terminal.screen.screen().contents());
        // The help for the keys stays, even while a screen is still being drawn.
        terminal.wait_for("done");
        terminal.press("\r");
        terminal.read_for(Duration::from_millis(400));
    }
    terminal.wait_for("Databases");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn a_checklist_is_drawn_again_after_a_resize_and_after_a_pause() {
    let (_, text) = profile("redrawn.toml");
    let more = ["--role", "api-developer", "--shipped"];
    let mut terminal = assess(24, 80, &text, &more);
    terminal.wait_for("Which of these could you do today");
    terminal.press("y");
    terminal.wait_for("[x]");
    terminal.resize(15, 50);
    // No key is pressed: the new window size alone causes a redraw.
    terminal.read_for(Duration::from_millis(1000));
    assert!(terminal.shows("> [.]"), "{}", terminal.screen.screen().contents());
    assert!(terminal.shows("1 above"), "{}", terminal.screen.screen().contents());
    // Without a shell, the terminal does not stop the program; the list must be drawn again, and the interview must
    // continue.
    terminal.press("\u{1a}");
    terminal.read_for(Duration::from_millis(500));
    terminal.press("k ");
    terminal.wait_for("[ ]");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn lists_and_typed_lines_are_drawn_again_after_a_pause_and_after_a_resize() {
    let (_, text) = profile("lists-redrawn.toml");
    let mut terminal = assess(24, 80, &text, &["--shipped"]);
    let redrawn = |terminal: &mut Terminal, shown: &str| {
        terminal.wait_for(shown);
        terminal.read_for(Duration::from_millis(300));
        terminal.forget();
        terminal.press("\u{1a}");
        terminal.wait_for(shown);
        terminal.forget();
        terminal.resize(15, 50);
        terminal.wait_for(shown);
        terminal.resize(24, 80);
        terminal.read_for(Duration::from_millis(500));
    };
    redrawn(&mut terminal, "Which roles");
    // A pause and a resize keep the ticks.
    terminal.press(&format!("{DOWN} "));
    terminal.wait_for("> [x] Back-end developer");
    redrawn(&mut terminal, "> [x] Back-end developer");
    terminal.press("\r");
    redrawn(&mut terminal, "> junior");
    terminal.press("\r");
    redrawn(&mut terminal, "Hours");
    // The end of input at a line saves and stops.
    terminal.press("\u{4}");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 0);
    assert!(!screen.screen().hide_cursor());
}

#[test]
fn no_list_cuts_a_word_and_all_items_can_be_reached_in_a_small_window() {
    for (rows, cols) in [(24, 80), (24, 50), (15, 80), (8, 40)] {
        let mut terminal = Terminal::open(rows, cols, &["fit"]);
        for at in 1..=6 {
            terminal.wait_for(&format!("{at} of 6"));
            terminal.read_for(Duration::from_millis(250));
            let mut seen = terminal.words();
            for _ in 0..2 {
                terminal.press(DOWN);
                terminal.read_for(Duration::from_millis(250));
                seen.push_str(&terminal.words());
            }
            for (choice, _) in skillgap::report::fit::contrast_choices(at - 1) {
                assert!(seen.contains(choice), "{rows}x{cols}: {choice}\n{seen}");
            }
            terminal.press("\r");
        }
        terminal.wait_for("skillgap assess");
        assert_eq!(terminal.end().0.exit_code(), 0);
    }
}

/// A key that is pressed before a prompt waits for it is neither shown nor lost.
#[test]
fn keys_that_come_while_a_screen_is_drawn_wait_for_it() {
    let mut terminal = Terminal::open(24, 80, &["rate"]);
    terminal.wait_for("Type to search");
    for _ in 0..40 {
        terminal.press("k");
        terminal.press("\u{7f}");
    }
    terminal.press("docker");
    terminal.wait_for("search: docker_");
    terminal.wait_for("> Containers (containers): Docker");
    assert!(!terminal.shows("^"), "{}", terminal.screen.screen().contents());
    terminal.press("\u{1b}");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn fit_goes_back_to_the_pair_before_and_can_be_left() {
    let mut terminal = Terminal::open(24, 80, &["fit"]);
    let [_, (right, _), _] = skillgap::report::fit::contrast_choices(0);
    let chosen = format!("> {}", &right[..20]);
    terminal.wait_for("1 of 6");
    assert!(!terminal.shows(&chosen));
    terminal.press(&format!("{DOWN}\r"));
    terminal.wait_for("2 of 6");
    terminal.press("b");
    terminal.wait_for("1 of 6");
    // The earlier choice is under the cursor.
    terminal.wait_for(&chosen);
    terminal.press("q");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 0);
    assert!(!screen.screen().hide_cursor());
    assert!(!screen.screen().contents().contains("skillgap assess"));
}

#[test]
fn the_choice_of_roles_keeps_its_ticks_when_one_comes_back_to_it() {
    let (_, text) = profile("roles-again.toml");
    let mut terminal = assess(24, 80, &text, &[]);
    terminal.wait_for("Which roles");
    terminal.press(&format!("{DOWN} \r"));
    terminal.wait_for("1 of 6");
    terminal.press("b");
    terminal.wait_for("> [x] I don't know yet: help me with six choices");
    terminal.press(&format!(" {DOWN} \r"));
    terminal.wait_for("Which kind of job");
    terminal.press(&format!("{DOWN}\r"));
    terminal.wait_for("How many hours a week");
    terminal.press("b\r");
    terminal.wait_for("Which kind of job");
    terminal.wait_for("> mid");
    terminal.press("b");
    terminal.wait_for("Which roles");
    terminal.wait_for("> [x] I don't know yet: ask me a little");
    let screen = terminal.screen.screen().contents();
    assert_eq!(screen.matches("[x]").count(), 1, "{screen}");
    terminal.press("q");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

#[test]
fn an_interrupted_checklist_keeps_what_is_marked_and_says_once_that_it_is_saved() {
    let interrupted = |file: &str, interrupt: fn(&mut Terminal)| {
        let (path, text) = profile(file);
        let mut terminal = assess(24, 80, &text, &["--role", "maker"]);
        terminal.wait_for("Changes a program by example.");
        terminal.press("y");
        terminal.wait_for("[x]");
        interrupt(&mut terminal);
        let (status, screen) = terminal.end();
        assert_eq!(status.exit_code(), 130);
        assert!(!screen.screen().hide_cursor());
        let shown = screen.screen().contents();
        assert_eq!(shown.matches(SAVED).count(), 1, "{shown}");
        assert!(fs::read_to_string(&path).unwrap().contains("can = true"));
    };
    interrupted("interrupted-checklist.toml", |terminal| terminal.press("\u{3}"));
    // Between two keys the terminal is in its own mode, and Ctrl-C is a signal instead of a key.
    #[cfg(unix)]
    interrupted("signalled-checklist.toml", |terminal| terminal.signal("INT"));

    let (_, other) = profile("interrupted-roles.toml");
    let mut at_roles = assess(24, 80, &other, &[]);
    at_roles.wait_for("Which roles");
    at_roles.press("\u{3}");
    let shown = at_roles.end().1.screen().contents();
    assert_eq!(shown.matches(SAVED).count(), 1, "{shown}");
}

#[test]
fn an_interrupt_claims_nothing_is_saved_where_nothing_is() {
    let mut terminal = Terminal::open(24, 80, &["fit"]);
    terminal.wait_for("Which would you rather do?");
    terminal.press("\u{3}");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 130);
    let shown = screen.screen().contents();
    assert!(shown.contains("stopped; nothing is changed") && !shown.contains(SAVED), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_program_that_is_told_to_end_shows_the_cursor_again() {
    let (_, text) = profile("terminated.toml");
    let mut terminal = assess(24, 80, &text, &["--role", "maker"]);
    terminal.wait_for("Changes a program by example.");
    assert!(terminal.screen.screen().hide_cursor());
    terminal.signal("TERM");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 130);
    assert!(!screen.screen().hide_cursor());
    assert_eq!(screen.screen().contents().matches(SAVED).count(), 1);
}

#[test]
fn somebody_of_a_group_sees_their_result_and_the_next_sees_nothing_of_it() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("seated");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let named = folder.to_string_lossy().into_owned();
    let (_, text) = profile("seated.toml");
    let mut terminal = assess(40, 80, &text, &["--role", "maker", "--cohort", &named]);
    terminal.wait_for("Who is next?");
    terminal.press("Ada\r");
    terminal.wait_for("Changes a program by example.");
    terminal.press("yq");
    terminal.wait_for("Thank you.");
    assert!(terminal.shows("Maker"));
    // Keys that are not an answer, and then one that is.
    terminal.press("xx\r");
    terminal.wait_for("Who is next?");
    assert!(!terminal.shows("Maker") && !terminal.shows("xx"));
    terminal.press("\r");
    let (status, screen) = terminal.end();
    assert_eq!(status.exit_code(), 0);
    assert!(screen.screen().contents().contains("Ada"));
}

#[test]
fn a_small_window_is_still_readable_also_when_it_shrinks_on_the_way() {
    let (_, text) = profile("small-window.toml");
    let mut terminal =
        assess(24, 80, &text, &["--role", "api-developer", "--every-level", "--full", "--shipped"]);
    terminal.wait_for("save and stop");
    terminal.resize(15, 50);
    terminal.press("x");
    // The name, the levels, a sentence and the keys are visible: nothing has scrolled away.
    terminal.wait_for("0 none · 1 awareness");
    assert!(terminal.shows("save and stop"));
    terminal.press(DOWN);
    terminal.wait_for("<-");
    terminal.press("q");
    terminal.wait_for("every requirement");
    assert_eq!(terminal.end().0.exit_code(), 0);
}

/// A pager named less that shows its options.
#[cfg(unix)]
#[test]
fn less_is_told_a_prompt_with_its_keys_unless_the_user_tells_it_something() {
    use std::os::unix::fs::PermissionsExt;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pagers");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for name in ["less", "other"] {
        let path = folder.join(name);
        fs::write(&path, "#!/bin/sh\ncat >/dev/null\necho \"told: $LESS\"\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", folder.display());
    let told = |variables: &[(&str, &str)]| {
        let variables = [&[("PATH", &*path)][..], variables].concat();
        let mut terminal = Terminal::open_with(24, 120, &["skills"], &variables);
        terminal.wait_for("told: ");
        let (status, screen) = terminal.end();
        assert_eq!(status.exit_code(), 0);
        screen.screen().contents()
    };
    assert!(told(&[]).contains("Space\\: on, q\\: leave"));
    assert!(told(&[("PAGER", "less -S")]).contains("Space\\: on, q\\: leave"));
    assert!(told(&[("LESS", "-R")]).contains("told: -R"));
    assert!(!told(&[("PAGER", "other")]).contains("Space"));
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
    left.press("qqqq");
    left.wait_for("Nothing is called so");
    // Words in any order, and words with missing letters.
    left.press("\u{7f}\u{7f}\u{7f}\u{7f}databases relational");
    left.wait_for("> Relational databases");
    left.press(&"\u{7f}".repeat(20));
    left.press("kubrnts");
    left.wait_for("> Kubernetes");
    left.press("\u{3}");
    let (status, screen) = left.end();
    assert_eq!(status.exit_code(), 130);
    assert!(!screen.screen().hide_cursor());
}
