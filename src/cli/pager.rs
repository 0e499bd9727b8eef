//! Shows long answers through a pager, as git does.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use console::Term;

/// The default pager: it ends by itself if the text fits the window, keeps colours, and leaves the text on the screen.
const USUAL: &str = "less -FRX";

/// Returns the pager command; `None` if no pager is wanted.
fn command() -> Option<String> {
    let said = |name: &str| env::var(name).ok();
    let command = said("SKILLGAP_PAGER").or_else(|| said("PAGER")).unwrap_or(USUAL.to_string());
    let command = command.trim().to_string();
    (!command.is_empty() && command != "cat").then_some(command)
}

/// Shows a text through the pager. Returns false if it was not shown: standard output is not a terminal, the text fits
/// the window, or the pager cannot be started.
pub(crate) fn show(text: &str) -> bool {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return false;
    }
    let (rows, columns) = Term::stdout().size();
    if height(text, usize::from(columns)) < usize::from(rows) {
        return false;
    }
    command().is_some_and(|command| through(&command, text))
}

/// Returns the number of rows that a text takes in a window of `columns` columns.
fn height(text: &str, columns: usize) -> usize {
    let rows = |line: &str| console::measure_text_width(line).div_ceil(columns.max(1)).max(1);
    text.lines().map(rows).sum()
}

/// Returns the value of LESS when the user has not set it: the flags that git sets, and a prompt that shows the
/// position of the reader instead of a bare `:`. When less reads from a pipe, it knows the number of the line but not
/// the percentage.
fn options_of_less(command: &str, lines: usize) -> String {
    const FLAGS: &str = "FRX";
    let word = command.split_whitespace().next().unwrap_or_default();
    let name = word.rsplit('/').next().unwrap_or(word);
    if name != "less" {
        return FLAGS.to_string();
    }
    // `?e` tests for the end of the text and `?lb` for a known line number; the dollar sign ends the prompt.
    format!(r"{FLAGS}Ps?eThe end, q\: leave:Space\: on, q\: leave?lb (line %lb of {lines})..$")
}

/// Returns the environment variables for the pager, without those that the user has set. If the user has not set LESS,
/// less runs in secure mode: its keys then write no file (`s`) and start no program. A user who types ahead means the
/// next command, not the pager.
fn variables(
    command: &str,
    lines: usize,
    is_set: impl Fn(&str) -> bool,
) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if !is_set("LESS") {
        all.push(("LESS", options_of_less(command, lines)));
        all.push(("LESSSECURE", "1".to_string()));
    }
    all.push(("LV", "-c".to_string()));
    all.retain(|(name, _)| !is_set(name));
    all
}

/// Starts the command through a shell, as git does, because it may have flags and quotes.
fn through(command: &str, text: &str) -> bool {
    let mut pager = Command::new("sh");
    pager.arg("-c").arg(command).stdin(Stdio::piped());
    pager.envs(variables(command, text.lines().count(), |name| env::var_os(name).is_some()));
    let Ok(mut pager) = pager.spawn() else { return false };
    if let Some(mut input) = pager.stdin.take() {
        // The write fails if the user leaves the pager early; that is not an error.
        let _ = input.write_all(text.as_bytes());
    }
    // The exit code of a shell that does not find the command. In this case nothing was shown.
    const NOT_FOUND: i32 = 127;
    pager.wait().is_ok_and(|status| status.code() != Some(NOT_FOUND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_says_which_keys_there_are_and_no_other_pager_is_told_so() {
        for less in ["less", "less -FRX", "/usr/bin/less -R"] {
            let options = options_of_less(less, 60);
            assert!(options.starts_with("FRXPs") && options.ends_with('$'), "{options}");
            assert!(options.contains(r"q\: leave") && options.contains("of 60"), "{options}");
        }
        for other in ["more", "bat --paging always", "lesspipe", "most; less", ""] {
            assert_eq!(options_of_less(other, 60), "FRX", "{other}");
        }
    }

    #[test]
    fn less_is_secure_unless_the_user_tells_it_something() {
        let set = |names: &'static [&'static str]| {
            let all = variables("less", 60, |name| names.contains(&name));
            all.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
        };
        assert_eq!(set(&[]), ["LESS", "LESSSECURE", "LV"]);
        assert_eq!(set(&["LESS"]), ["LV"]);
        assert_eq!(set(&["LESSSECURE", "LV"]), ["LESS"]);
    }

    #[test]
    fn rows_are_counted_as_the_window_breaks_lines() {
        assert_eq!(height("one\n\ntwo\n", 80), 3);
        assert_eq!(height("1234567890\n\u{1b}[1m12345\u{1b}[0m", 5), 3);
    }
}
