//! Forms with sentences to tick: what people tick is read back exactly, however the form software joins the answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::support::learners::Dice;
use crate::support::{command, json};

/// The answer to each sentence: skill, level, and whether the person can do it.
type Said = BTreeMap<(String, u64), bool>;

/// Makes an empty folder for one test.
fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checklists").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run_in(here: &Path, arguments: &[&str]) -> Output {
    command().current_dir(here).args(arguments).args(["--today", "2026-11-29"]).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A question with its sentences.
struct Question {
    title: String,
    sentences: Vec<(String, u64, String)>,
    none: String,
}

/// Returns the questions of a form, and checks that its script offers the same.
fn questions(form: &[&str]) -> Vec<Question> {
    let of = json(&[&["cohort", "form", "--json"], form].concat());
    let script = command()
        .args([&["cohort", "form", "--format", "apps-script"], form].concat())
        .output()
        .unwrap();
    let script = text(&script.stdout);
    let from = script.find("var sections = ").unwrap() + "var sections = ".len();
    let sections: Value =
        serde_json::Deserializer::from_str(&script[from..]).into_iter().next().unwrap().unwrap();
    let scripted: Vec<(&str, Vec<&str>)> = sections
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|section| section["questions"].as_array().unwrap())
        .map(|question| {
            let options = question["options"].as_array().unwrap().iter();
            assert_eq!(question["required"], true);
            (question["title"].as_str().unwrap(), options.map(|o| o.as_str().unwrap()).collect())
        })
        .collect();
    let questions: Vec<Question> = of["checklists"]["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| Question {
            title: question["title"].as_str().unwrap().to_string(),
            none: question["none"].as_str().unwrap().to_string(),
            sentences: question["sentences"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| {
                    let skill = one["skill"].as_str().unwrap().to_string();
                    let level = one["level"].as_u64().unwrap();
                    (skill, level, one["option"].as_str().unwrap().to_string())
                })
                .collect(),
        })
        .collect();
    for (question, (title, options)) in questions.iter().zip(&scripted) {
        assert_eq!(question.title, *title);
        let offered = question.sentences.iter().map(|(.., option)| option.as_str());
        assert_eq!(&offered.chain([question.none.as_str()]).collect::<Vec<_>>(), options);
    }
    assert_eq!(questions.len(), scripted.len());
    questions
}

/// Makes the answers of one person: the text of each cell, joined by `joined`, and what the answers mean.
fn answered(questions: &[Question], dice: &mut Dice, joined: &str) -> (Vec<String>, Said) {
    let mut said = Said::new();
    let mut cells = Vec::new();
    for (number, question) in questions.iter().enumerate() {
        // Some people answer nothing, and for some no sentence is true.
        let share = [0.0, 0.5, 0.9, 0.3][number % 4];
        if dice.chance(0.1) {
            cells.push(String::new());
            continue;
        }
        let ticked: Vec<&(String, u64, String)> =
            question.sentences.iter().filter(|_| dice.chance(share)).collect();
        for (skill, level, _) in &question.sentences {
            let can = ticked.iter().any(|(other, at, _)| other == skill && at == level);
            let higher = ticked.iter().any(|(other, at, _)| other == skill && at > level);
            if can || !higher {
                said.insert((skill.clone(), *level), can);
            }
        }
        let texts: Vec<&str> = ticked.iter().map(|(.., option)| option.as_str()).collect();
        let cell = if texts.is_empty() { question.none.clone() } else { texts.join(joined) };
        cells.push(if joined == ";" { format!("{cell};") } else { cell });
    }
    (cells, said)
}

/// Returns what each person said, according to an import.
fn read(output: &Output) -> Vec<Said> {
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = |person: &Value| {
        let said = person["said"].as_array().unwrap().iter();
        said.map(|one| {
            let skill = one["skill"].as_str().unwrap().to_string();
            ((skill, one["level"].as_u64().unwrap()), one["can"].as_bool().unwrap())
        })
        .collect()
    };
    answer["people"].as_array().unwrap().iter().map(said).collect()
}

fn notes(output: &Output) -> String {
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    answer["notes"].to_string()
}

fn csv(rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n").collect()
}

/// Makes a table with a header and a row for each person.
fn table(questions: &[Question], people: &[Vec<String>]) -> Vec<Vec<String>> {
    let who = ["Timestamp", "Email Address", "Name"].map(str::to_string);
    let titles = questions.iter().map(|question| question.title.clone());
    let mut rows = vec![who.into_iter().chain(titles).collect::<Vec<String>>()];
    for (number, cells) in people.iter().enumerate() {
        let who = [
            format!("11/20/2026 10:{number:02}:27"),
            format!("p{number}@example.org"),
            format!("Person {number}"),
        ];
        rows.push(who.into_iter().chain(cells.iter().cloned()).collect());
    }
    rows
}

const FORM: [&str; 4] = ["--role", "back-end-developer", "--seniority", "junior"];

/// Makes the answers of some people to the form for back-end developers.
fn class(people: usize) -> (Vec<Question>, Vec<Vec<String>>, Vec<Said>) {
    let questions = questions(&FORM);
    let mut dice = Dice(7);
    let all = (0..people).map(|_| answered(&questions, &mut dice, ", "));
    let (cells, said) = all.unzip();
    (questions, cells, said)
}

fn import(here: &Path, rows: &[Vec<String>], more: &[&str]) -> Output {
    fs::write(here.join("answers.csv"), csv(rows)).unwrap();
    run_in(here, &[&["cohort", "import", "answers.csv", "-o", "class", "--json"], more].concat())
}

#[test]
fn ticks_come_back_as_they_were_however_they_are_joined() {
    let forms: [&[&str]; 3] = [
        &FORM,
        &["--role", "security-developer", "--seniority", "senior", "--full"],
        &["--role", "devops-engineer", "--role", "database-developer", "--seniority", "mid"],
    ];
    for (at, form) in forms.into_iter().enumerate() {
        let questions = questions(form);
        for (way, joined) in [", ", ";", ","].into_iter().enumerate() {
            let mut dice = Dice(at as u64 * 3 + way as u64);
            let people = (0..9).map(|_| answered(&questions, &mut dice, joined));
            let (cells, said): (Vec<Vec<String>>, Vec<Said>) = people.unzip();
            let here = fresh(&format!("joined-{at}-{way}"));
            let roles: Vec<&str> = form.iter().copied().filter(|word| *word != "--full").collect();
            let run = import(&here, &table(&questions, &cells), &roles);
            assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
            assert_eq!(read(&run), said, "{form:?} joined by {joined:?}");
        }
    }
}

#[test]
fn ticks_come_back_from_a_workbook_and_in_utf_16() {
    let (questions, cells, said) = class(3);
    let rows = table(&questions, &cells);
    let here = fresh("workbook");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (line, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            sheet.write_string(line as u32, column as u16, cell).unwrap();
        }
    }
    workbook.save(here.join("answers.xlsx")).unwrap();
    let words = ["cohort", "import", "answers.xlsx", "-o", "class", "--json"];
    let run = run_in(&here, &[&words[..], &FORM].concat());
    assert_eq!(read(&run), said, "{}", text(&run.stderr));
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(csv(&rows).replace("\",\"", "\"\t\"").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(here.join("wide.csv"), wide).unwrap();
    let words = ["cohort", "import", "wide.csv", "-o", "wide", "--json"];
    let run = run_in(&here, &[&words[..], &FORM].concat());
    assert_eq!(read(&run), said, "{}", text(&run.stderr));
}

#[test]
fn ticks_are_kept_as_an_interview_keeps_them_and_a_second_import_adds_nothing() {
    let here = fresh("kept");
    let (questions, cells, said) = class(3);
    let rows = table(&questions, &cells);
    assert_eq!(read(&import(&here, &rows, &FORM)), said);
    let files: Vec<PathBuf> = fs::read_dir(here.join("class"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("person-0"))
        .collect();
    let profile = fs::read_to_string(&files[0]).unwrap();
    assert!(
        profile.contains("[[said]]\nskill = ")
            && profile.contains("on = 2026-11-20\nby = \"self\"")
            && !profile.contains("[[rating]]"),
        "{profile}"
    );
    let again = import(&here, &rows, &FORM);
    assert!(read(&again).iter().all(BTreeMap::is_empty));
    assert_eq!(fs::read_to_string(&files[0]).unwrap(), profile);
    // An answer that changes later is added, and counts.
    let mut later = rows.clone();
    for row in &mut later[1..] {
        row[0] = "11/28/2026 10:00:00".to_string();
        let ticked: Vec<&str> =
            questions[3].sentences.iter().map(|(.., option)| option.as_str()).collect();
        row[6] = ticked.join(", ");
    }
    let more = read(&import(&here, &later, &FORM));
    let databases: BTreeSet<&str> =
        questions[3].sentences.iter().map(|(skill, ..)| skill.as_str()).collect();
    for said in &more {
        assert!(said.iter().any(|((skill, _), can)| databases.contains(skill.as_str()) && *can));
    }
    let shown =
        run_in(&here, &["profile", "show", "--profile", files[0].to_str().unwrap(), "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert!(!shown["said"].as_array().unwrap().is_empty());
}

#[test]
fn a_sentence_in_other_words_is_read_and_told_of() {
    let (questions, mut cells, said) = class(6);
    let here = fresh("reworded");
    let at = 3;
    let (skill, level, option) = questions[at]
        .sentences
        .iter()
        .find(|(_, _, option)| cells.iter().any(|cells| cells[at].contains(option.as_str())))
        .unwrap();
    let (name, sentence) = option.split_once(": ").unwrap();
    let words: Vec<&str> = sentence.trim_end_matches('.').split(' ').collect();
    // With more words, with fewer words, and without the name of the skill.
    for (way, other) in [
        format!("{name}: I {}, more or less", words.join(" ")),
        format!("{name}: {}", words[..words.len() - 2].join(" ")),
        words[..words.len() - 1].join(" "),
    ]
    .into_iter()
    .enumerate()
    {
        let before = cells.clone();
        for cells in &mut cells {
            cells[at] = cells[at].replace(option.as_str(), &other);
        }
        let run = import(
            &here.join(""),
            &table(&questions, &cells),
            &["--dry-run", FORM[0], FORM[1], FORM[2], FORM[3]],
        );
        assert_eq!(run.status.code(), Some(0), "{way}: {}{}", text(&run.stdout), text(&run.stderr));
        assert_eq!(read(&run), said, "{way}: {other}");
        let told = notes(&run);
        assert!(told.contains("is not a sentence of these maps; it is read as"), "{told}");
        assert!(told.contains(&format!("{name} {level}")), "{skill}: {told}");
        cells = before;
    }
}

#[test]
fn what_is_no_sentence_is_reported_and_leaves_open_what_is_not_ticked() {
    let (questions, mut cells, said) = class(2);
    let here = fresh("strange");
    let at = 3;
    let first = questions[at].sentences[0].clone();
    cells[0][at] = format!("{}, I once saw a database", first.2);
    cells[1][at] = format!("{}, {}", first.2, questions[at].none);
    let run = import(&here, &table(&questions, &cells), &FORM);
    assert_eq!(run.status.code(), Some(3));
    let answer: Value = serde_json::from_slice(&run.stdout).unwrap();
    let codes: Vec<&str> = answer["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["unknown-option", "contradiction"]);
    assert_eq!(answer["problems"][0]["found"], "I once saw a database");
    let read = read(&run);
    let here: BTreeSet<(String, u64)> =
        questions[at].sentences.iter().map(|(skill, level, _)| (skill.clone(), *level)).collect();
    let of_list = |said: &Said| -> Said {
        said.iter().filter(|(step, _)| here.contains(step)).map(|(s, c)| (s.clone(), *c)).collect()
    };
    assert_eq!(of_list(&read[0]), Said::from([((first.0, first.1), true)]));
    assert!(of_list(&read[1]).is_empty());
    // The other lists are read without changes.
    for (read, said) in read.iter().zip(&said) {
        let others = |said: &Said| -> Said {
            let of = said.iter().filter(|(step, _)| !here.contains(step));
            of.map(|(s, c)| (s.clone(), *c)).collect()
        };
        assert_eq!(others(read), others(said));
    }
}

#[test]
fn the_form_is_known_by_its_lists_and_else_nothing_counts_as_not_yet() {
    let (questions, cells, said) = class(12);
    let rows = table(&questions, &cells);
    // Nothing says whose form it is, but the ticks show it.
    let here = fresh("recognised");
    let run = import(&here, &rows, &[]);
    let answer: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(answer["roles"], serde_json::json!(["back-end-developer"]), "{}", notes(&run));
    let (found, given): (BTreeSet<_>, BTreeSet<_>) =
        (read(&run).into_iter().flatten().collect(), said.clone().into_iter().flatten().collect());
    assert!(found.is_subset(&given));
    assert!(found.len() * 10 >= given.len() * 9, "{} of {}", found.len(), given.len());
    // A wrong role is reported, and adds no answers.
    let here = fresh("wrong-role");
    let run = import(&here, &rows, &["--role", "devops-engineer", "--seniority", "senior"]);
    let found: BTreeSet<_> = read(&run).into_iter().flatten().collect();
    assert!(found.is_subset(&given));
    assert!(notes(&run).contains("do not fit the given role and seniority"));
    // If a single person ticked nothing, it is not known what was offered.
    let here = fresh("nothing-ticked");
    let none =
        vec![questions.iter().map(|question| question.none.clone()).collect::<Vec<String>>()];
    let run = import(&here, &table(&questions, &none), &[]);
    let all: BTreeSet<_> = questions
        .iter()
        .flat_map(|question| &question.sentences)
        .map(|(skill, level, _)| (skill.clone(), *level))
        .collect();
    assert!(read(&run).into_iter().flatten().all(|(step, can)| !can && all.contains(&step)));
    let run = import(&fresh("nothing-ticked-said"), &table(&questions, &none), &FORM);
    assert_eq!(read(&run)[0].len(), all.len());
}

#[test]
fn a_title_may_change_and_a_sentence_that_was_taken_out_is_not_asked() {
    let (mut questions, cells, said) = class(12);
    let here = fresh("titles");
    for question in &mut questions {
        question.title = format!("Part about {}", question.title.split(':').next().unwrap());
    }
    let run = import(&here, &table(&questions, &cells), &FORM);
    let (found, given): (BTreeSet<_>, BTreeSet<_>) =
        (read(&run).into_iter().flatten().collect(), said.into_iter().flatten().collect());
    assert!(found.is_subset(&given));
    // A list without any tick cannot be recognised by its content.
    assert!(found.len() * 10 >= given.len() * 7, "{} of {}", found.len(), given.len());

    let (questions, mut cells, _) = class(6);
    let out = &questions[3].sentences[0];
    for cells in &mut cells {
        cells[3] =
            cells[3].replace(&format!("{}, ", out.2), "").replace(&out.2, &questions[3].none);
    }
    let here = fresh("taken-out");
    let rows = table(&questions, &cells);
    let run = import(&here, &rows, &[&["--dry-run"], &FORM[..]].concat());
    let name = format!("{} {}", out.2.split(':').next().unwrap(), out.1);
    assert!(notes(&run).contains("nobody ticked"), "{}", notes(&run));
    let shown: Value = serde_json::from_slice(&run.stdout).unwrap();
    let mut ticked = shown["ticked"].as_array().unwrap().iter();
    let its = ticked.find(|one| one["skill"] == out.0.as_str() && one["level"] == out.1).unwrap();
    assert!(its["can"] == 0 && its["not"].as_u64() > Some(0), "{its}");
    let map = format!("format = 1\n[columns]\n\"{name}\" = \"ignore\"\n");
    fs::write(here.join("map.toml"), map).unwrap();
    let run = import(&here, &rows, &[&["--map", "map.toml"], &FORM[..]].concat());
    assert!(!notes(&run).contains("which is not there"), "{}", notes(&run));
    let out = (out.0.clone(), out.1);
    assert!(read(&run).iter().all(|said| !said.contains_key(&out)));
}

#[test]
fn the_newest_of_one_name_counts_and_two_imports_at_once_double_nothing() {
    let (questions, cells, said) = class(2);
    let here = fresh("newest");
    let mut rows = table(&questions, &cells);
    for row in &mut rows {
        row.remove(1);
    }
    for row in &mut rows[1..] {
        row[1] = "Ada".to_string();
    }
    let run = import(&here, &rows, &FORM);
    assert_eq!(run.status.code(), Some(3));
    let run = import(&here, &rows, &[&["--newest"], &FORM[..]].concat());
    assert_eq!(read(&run), [said[1].clone()]);

    let (questions, cells, said) = class(5);
    let here = fresh("at-once");
    fs::write(here.join("answers.csv"), csv(&table(&questions, &cells))).unwrap();
    let words =
        ["cohort", "import", "answers.csv", "-o", "class", "--json", "--today", "2026-11-29"];
    let mut imports: Vec<_> = (0..4)
        .map(|_| command().current_dir(&here).args(words).args(FORM).spawn().unwrap())
        .collect();
    assert!(imports.iter_mut().all(|import| import.wait().unwrap().success()));
    let mut records = 0;
    for file in fs::read_dir(here.join("class")).unwrap() {
        records += fs::read_to_string(file.unwrap().path()).unwrap().matches("[[said]]").count();
    }
    assert_eq!(records, said.iter().map(BTreeMap::len).sum::<usize>());
}

#[test]
fn forms_have_few_questions_and_show_no_target() {
    for role in json(&["roles", "--json"])["roles"].as_array().unwrap() {
        let role = role["role"].as_str().unwrap();
        for seniority in ["junior", "mid", "senior"] {
            let form = ["--role", role, "--seniority", seniority];
            let by_level = json(&[&["cohort", "form", "--json"], &form[..]].concat());
            let questions = questions(&form);
            assert!((8..=14).contains(&questions.len()), "{role} {seniority}: {}", questions.len());
            let titles: BTreeSet<&str> = questions.iter().map(|one| one.title.as_str()).collect();
            assert_eq!(titles.len(), questions.len(), "two questions of one title");
            // One letter for each of the options of Microsoft Forms, and one for none.
            assert!(questions.iter().all(|question| (1..=25).contains(&question.sentences.len())));
            let minutes = |of: &Value| of["minutes"].as_u64().unwrap();
            assert!(minutes(&by_level["checklists"]) * 2 <= minutes(&by_level));
        }
    }
    for format in ["table", "markdown", "apps-script"] {
        let words = ["cohort", "form", "--role", "api-developer", "--format", format];
        let form = command().args(words).output().unwrap();
        let form = text(&form.stdout).to_lowercase();
        for word in ["target", "senior developer"] {
            assert!(!form.contains(word), "{format}: {word}");
        }
        assert!(form.contains("none of these yet"), "{format}");
    }
}

#[test]
fn figures_count_what_is_known_and_show_apart_what_is_likely() {
    let (questions, mut cells, _) = class(12);
    // A short form: half of the lists are empty.
    for cells in &mut cells {
        for at in (0..questions.len()).step_by(2) {
            cells[at].clear();
        }
    }
    let here = fresh("likely");
    assert_eq!(import(&here, &table(&questions, &cells), &FORM).status.code(), Some(0));
    let of = |words: &[&str]| -> Value {
        let run = run_in(&here, &[&["cohort"], words, &["--json"]].concat());
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", text(&run.stderr)))
    };
    let summary = of(&["summary", "class", "--skills"]);
    for person in summary["people"].as_array().unwrap() {
        let number = |field: &str| person[field].as_f64().unwrap();
        assert!(number("coverage") < 1.0);
        assert!(number("likely_low") <= number("likely_readiness"));
        assert!(number("likely_readiness") <= number("likely_high"));
        assert!(number("readiness") <= number("likely_low"));
        let file = format!("class/{}.toml", person["person"].as_str().unwrap());
        let gap =
            run_in(&here, &["gap", "--profile", &file, "--role", "back-end-developer", "--json"]);
        let gap: Value = serde_json::from_slice(&gap.stdout).unwrap();
        for field in ["readiness", "coverage", "likely_readiness", "likely_low", "likely_high"] {
            assert_eq!(gap["roles"][0][field], person[field], "{field} is that of `gap`");
        }
        for skill in person["skills"].as_array().unwrap() {
            assert_eq!(skill["settled"] == true, skill["chance"].is_null(), "{skill}");
        }
    }
    let group = &summary["group"]["likely"];
    assert_eq!(group["counted"], 12);
    for skill in summary["skills"].as_array().unwrap() {
        let number = |field: &str| skill[field].as_u64().unwrap();
        assert!(number("likely_met") + number("likely_below") <= number("unknown"), "{skill}");
    }
    let text_of = |command: &str| {
        let run = run_in(&here, &["cohort", command, "class"]);
        text(&run.stdout).to_string()
    };
    assert!(text_of("summary").contains("Likely"));
    for command in ["session", "groups", "pairs"] {
        let said = text_of(command);
        assert!(said.contains("Only what is known counts: "), "{command}: {said}");
    }
    let session = of(&["session", "class"]);
    for session in session["sessions"].as_array().unwrap() {
        let ids = |field: &str| session[field].as_array().unwrap().clone();
        let (open, likely) = (ids("not_rated"), ids("likely_have"));
        assert!(likely.iter().all(|id| open.contains(id)), "{session}");
        assert!(likely.iter().all(|id| !ids("have").contains(id)), "{session}");
    }
    let hidden = of(&["session", "class", "--anonymous"]);
    assert!(
        hidden["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|session| session["likely_have"] == serde_json::json!([]))
    );
    let compared = of(&["compare", "class", "--from", "2026-11-01"]);
    for person in compared["people"].as_array().unwrap() {
        assert!(person["before"]["likely_readiness"].is_null());
        assert!(person["after"]["likely_readiness"].is_number());
    }
}
