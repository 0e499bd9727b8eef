//! Long answers go through a pager, as git's do.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

use console::Term;

/// What shows long answers where nothing else is said: it ends by itself where the text fits, keeps colours, and leaves the
/// text on the screen.
const USUAL: &str = "less -FRX";

/// The command that shows long answers; `None` where there is to be none.
fn command() -> Option<String> {
    let said = |name: &str| env::var(name).ok();
    let command = said("SKILLGAP_PAGER").or_else(|| said("PAGER")).unwrap_or(USUAL.to_string());
    let command = command.trim().to_string();
    (!command.is_empty() && command != "cat").then_some(command)
}

/// Shows a text through the pager. Returns whether it was shown: not where standard output is no terminal, where the text
/// fits the window, or where the pager cannot be started.
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

/// How many rows a text takes in a window of some columns.
fn height(text: &str, columns: usize) -> usize {
    let rows = |line: &str| console::measure_text_width(line).div_ceil(columns.max(1)).max(1);
    text.lines().map(rows).sum()
}

/// The value of the variable LESS where the user has not set it: the flags that git sets, and a prompt that says how far the
/// reader is, instead of a bare `:`. From a pipe less knows the number of the line, but not the percentage.
fn options_of_less(command: &str, lines: usize) -> String {
    const FLAGS: &str = "FRX";
    let word = command.split_whitespace().next().unwrap_or_default();
    let name = word.rsplit('/').next().unwrap_or(word);
    if name != "less" {
        return FLAGS.to_string();
    }
    // `?e` is asked at the end, `?lb` where the line is known; the dollar sign ends the prompt.
    format!(r"{FLAGS}Ps?eThe end, q\: leave:Space\: on, q\: leave?lb (line %lb of {lines})..$")
}

/// The variables that a pager is started with, beside those that the user has set. Where the user told less nothing, it is
/// secure: a key writes no file (`s` would) and starts no program, for whoever types ahead meant the next command.
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

/// A shell reads the command, as it does for git: it may have flags and quotes.
fn through(command: &str, text: &str) -> bool {
    let mut pager = Command::new("sh");
    pager.arg("-c").arg(command).stdin(Stdio::piped());
    pager.envs(variables(command, text.lines().count(), |name| env::var_os(name).is_some()));
    let Ok(mut pager) = pager.spawn() else { return false };
    if let Some(mut input) = pager.stdin.take() {
        // The user left the pager before the end: that is no failure.
        let _ = input.write_all(text.as_bytes());
    }
    // The exit code by which a shell says that there is no such command; then nothing was shown.
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
