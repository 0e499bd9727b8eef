//! The commands of the README, typed in order by somebody with only a checkout: none of them fails.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Returns the lines of the code blocks to type.
fn typed() -> Vec<String> {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut lines = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => lines.push(line.to_string()),
            _ => {}
        }
    }
    lines
}

#[test]
#[cfg(unix)]
fn nothing_in_the_readme_fails_when_it_is_typed_in_order() {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&here);
    fs::create_dir_all(&here).unwrap();
    std::os::unix::fs::symlink(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"),
        here.join("tests"),
    )
    .unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_skillgap")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut ours = 0;
    for line in typed() {
        // `.ci/run` and `.ci/package` test the commands that need Rust.
        if line.starts_with("cargo ") {
            continue;
        }
        // There is no terminal here, so the interview reads its answers from standard input, which is empty.
        let line =
            line.replacen("skillgap assess", "skillgap assess --plain --role api-developer", 1);
        let output = Command::new("sh")
            .args(["-c", &line])
            .current_dir(&here)
            .env_clear()
            .env("PATH", &path)
            .env("HOME", &here)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {said}");
        assert!(!said.lines().any(|line| line.starts_with("error")), "{line}: {said}");
        ours += 1;
    }
    assert!(ours > 25, "{ours} commands");
    for file in ["me.html", "plan.ics", "tasks.csv", "resume.json", "autumn.html", "wall.html"] {
        assert!(here.join(file).exists(), "{file}");
    }
}

#[test]
fn every_file_that_the_readme_and_the_guide_link_to_is_there() {
    let mut links = 0;
    let guide = fs::read_dir("src/guide").unwrap().map(|entry| entry.unwrap().path());
    let pages = guide.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    for page in pages.chain(["README.md".into()]) {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !link.contains("://") {
                assert!(page.parent().unwrap().join(link).exists(), "{}: {link}", page.display());
                links += 1;
            }
        }
    }
    assert!(links > 8, "{links} links");
}
