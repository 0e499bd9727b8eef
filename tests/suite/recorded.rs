//! Recorded answers: what is answered to much and varied input, in short, so that no change of an answer stays unseen.
//!
//! The files under `tests/fixtures/recorded` have a line for each thing that an answer holds: the words that name it, and a sum
//! over all that is said about it. A line that changed says where to look; run the command of its heading before and after.
//! `UPDATE_SNAPSHOTS=1 cargo test --test suite -- recorded` rewrites the files; read the difference before you commit it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use skillgap::domain::advert::{Asked, Index, Reading, read};
use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::gap::find_gap;
use skillgap::domain::interview::model::{Clock, Mode};
use skillgap::domain::interview::{Answer, Asking, Interview, Question};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::likely::reasons;
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::names::nearest;
use skillgap::domain::role::RoleIndex;
use skillgap::files::advert_text::read_advert;
use skillgap::library::maps::{MapsFrom, load};

use crate::adverts::score::fixtures;
use crate::support::learners::{Dice, Kind, Learner, Strength, start};
use crate::support::{check_snapshot, fresh, skillgap, skillgap_reading};

const TODAY: [&str; 2] = ["--today", "2026-11-22"];

/// Compares a text with the file of this name.
fn check(name: &str, text: &str) {
    check_snapshot(&Path::new("tests/fixtures/recorded").join(name), text);
}

/// Returns a sum over a text (FNV-1a, 32 bits), in eight digits.
fn sum(text: &str) -> String {
    let add = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", text.bytes().fold(0x811c_9dc5, add))
}

/// Returns the words that name a thing, such as `sql 2`.
fn name_of(thing: &Value) -> String {
    let keys =
        ["id", "name", "skill", "role", "project", "title", "file", "text", "level", "target"];
    let words = keys.iter().filter_map(|key| match &thing[*key] {
        Value::String(text) => Some(text.chars().take(40).collect()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    words.take(2).collect::<Vec<String>>().join(" ")
}

/// Returns a document in short: a line for each key, and one for each thing in a list.
fn in_short(document: &Value) -> String {
    let mut lines = String::new();
    let keys = document.as_object().expect("an answer is an object");
    // The version of the program, and of maps that change, say nothing about the answer.
    for (key, value) in keys.iter().filter(|(key, _)| !["tool", "maps"].contains(&key.as_str())) {
        match value {
            // The steps and projects of a sequence have lists of their own.
            Value::Array(things) if key != "sequence" && things.iter().any(Value::is_object) => {
                writeln!(lines, "{key}: {}", things.len()).unwrap();
                for thing in things {
                    writeln!(lines, "  {} {}", sum(&thing.to_string()), name_of(thing)).unwrap();
                }
            }
            Value::Object(_) | Value::Array(_) => {
                writeln!(lines, "{key}: {}", sum(&value.to_string())).unwrap();
            }
            Value::String(text) if text.len() > 60 => {
                writeln!(lines, "{key}: {}", sum(text)).unwrap();
            }
            other => writeln!(lines, "{key}: {other}").unwrap(),
        }
    }
    lines
}

/// Returns a text without the path of the folder for temporary files, which differs from machine to machine.
fn here(text: &str) -> String {
    text.replace(env!("CARGO_TARGET_TMPDIR"), "TMP")
}

/// Runs commands, and returns their answers in short, each under its command.
fn answers<'c>(commands: impl IntoIterator<Item = &'c str>) -> String {
    let mut text = String::new();
    for command in commands {
        let words: Vec<&str> = command.split(' ').chain(TODAY).chain(["--json"]).collect();
        let run = skillgap(&words);
        writeln!(text, "# {command}").unwrap();
        match serde_json::from_str(&here(&run.stdout)) {
            Ok(document) => text.push_str(&in_short(&document)),
            Err(_) => writeln!(text, "{}: {}", run.code, sum(&here(&run.stderr))).unwrap(),
        }
    }
    here(&text)
}

fn shipped() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

/// Returns maps that never change.
fn first_edition() -> SkillMaps {
    let over = vec![PathBuf::from("tests/fixtures/first-edition")];
    load(&MapsFrom { without_shipped: true, over }).unwrap().maps
}

/// Returns people of each kind and strength.
fn people(maps: &SkillMaps) -> Vec<(String, Learner)> {
    let kinds = [Kind::Graph, Kind::Latent, Kind::Islands, Kind::Alone];
    let mut dice = Dice(11);
    let mut people = Vec::new();
    for kind in kinds {
        for strength in Strength::ALL {
            let learner = kind.draw(maps, &[], strength, &mut dice, strength == Strength::TwoYears);
            people.push((format!("{} {}", kind.name(), strength.name()), learner));
        }
    }
    people
}

#[test]
fn advertisements_are_read_as_before() {
    let maps = shipped();
    let index = Index::new(&maps, maps.adverts());
    let mut text = String::new();
    for folder in ["known", "unseen", "blind", "fresh", "last"] {
        for fixture in fixtures(&maps, folder) {
            let page = read_advert(fixture.text.as_bytes()).unwrap();
            writeln!(text, "# {folder}/{} {}", fixture.name, sum(&page)).unwrap();
            reading(&maps, &read(&maps, &index, &page), &mut text);
        }
    }
    for file in ["job.txt", "page.html"] {
        let bytes = fs::read(Path::new("tests/fixtures/adverts").join(file)).unwrap();
        let page = read_advert(&bytes).unwrap();
        writeln!(text, "# {file} {}", sum(&page)).unwrap();
        reading(&maps, &read(&maps, &index, &page), &mut text);
    }
    check("adverts.txt", &text);
}

fn reading(maps: &SkillMaps, reading: &Reading, text: &mut String) {
    let id = |skill: SkillIndex| maps[skill].id.as_str();
    let near: Vec<String> =
        reading.nearest.iter().map(|near| format!("{} {near:?}", maps[near.role].id)).collect();
    writeln!(
        text,
        "title {:?}, {:?}, years {:?}, near {} {}, unknown {}",
        reading.title,
        reading.seniority,
        reading.years,
        reading.nearest.first().map_or("none", |near| maps[near.role].id.as_str()),
        sum(&near.join(" ")),
        sum(&format!("{:?}", reading.unknown))
    )
    .unwrap();
    for asked in &reading.requirements {
        let members: Vec<&str> = asked.any_of.iter().map(|skill| id(*skill)).collect();
        let seen: Vec<String> = asked
            .seen
            .iter()
            .map(|seen| {
                let (skill, importance) = (id(seen.skill), seen.importance.word());
                format!("{skill} {:?} {:?} {importance} {:?}", seen.range, seen.duty, seen.because)
            })
            .collect();
        writeln!(
            text,
            "  {} {} {}{} {}",
            members.join("|"),
            asked.importance.word(),
            asked.target,
            if asked.assumed { "?" } else { "" },
            sum(&seen.join(" "))
        )
        .unwrap();
    }
    for not in &reading.not_asked {
        writeln!(text, "  not {} {} {:?}", id(not.skill), not.why.word(), not.range).unwrap();
    }
}

#[test]
fn interviews_ask_and_conclude_as_before() {
    let maps = first_edition();
    let mut text = String::new();
    let roles = maps.roles().len();
    for (number, (name, learner)) in people(&maps).iter().enumerate() {
        for (at, mode) in [Mode::Quick, Mode::Standard, Mode::Full].into_iter().enumerate() {
            let seniority = Seniority::ALL[(number + at) % 3];
            let role = RoleIndex((2 * number + at) % roles);
            writeln!(text, "# {name}, {mode:?}, {} {seniority}", maps[role].id).unwrap();
            let asking = Asking::Sentences { mode, clock: Clock::default() };
            let start = start(&maps, role, seniority, asking);
            let mut interview = Interview::new(&maps, start);
            to_the_end(&maps, &mut interview, learner, &mut text);
            conclusions(&maps, &interview, (role, seniority), &mut text);
        }
    }
    // By levels, question by question.
    for (number, (name, learner)) in people(&maps).iter().enumerate().step_by(2) {
        let (role, seniority) = (RoleIndex(number % roles), Seniority::ALL[number % 3]);
        for every in [false, true] {
            writeln!(text, "# {name}, levels, every {every}, {}", maps[role].id).unwrap();
            let start = start(&maps, role, seniority, Asking::Levels { every });
            let mut interview = Interview::new(&maps, start);
            while let Some(question) = interview.question().cloned() {
                let (skill, answer) = match &question {
                    Question::Rate { skill, .. } => (
                        Some(*skill),
                        Answer::Level { level: learner.level(*skill), evidence: None },
                    ),
                    other => (None, learner.answer(other)),
                };
                let asked = skill.map_or("other", |skill| &maps[skill].id);
                write!(text, " {asked} {}", sum(&format!("{question:?}"))).unwrap();
                interview.answer(answer);
            }
            writeln!(text, "\n  {:?}", interview.progress()).unwrap();
        }
    }
    check("interviews.txt", &text);
}

#[test]
fn interviews_that_go_on_ask_and_conclude_as_before() {
    let maps = shipped();
    let mut text = String::new();
    let mut dice = Dice(17);
    let people = people(&maps);
    let asking = [
        Asking::Sentences { mode: Mode::Standard, clock: Clock::default() },
        Asking::Levels { every: false },
        Asking::Sentences { mode: Mode::Quick, clock: Clock::default() },
        Asking::Levels { every: true },
        Asking::Sentences { mode: Mode::Full, clock: Clock::default() },
    ];
    for number in 0..2 * people.len() {
        let (name, learner) = &people[number % people.len()];
        let role = RoleIndex(number % maps.roles().len());
        let seniority = Seniority::ALL[number % 3];
        let mut start = start(&maps, role, seniority, asking[number % asking.len()]);
        // What somebody said before, on several days and in several ways.
        for skill in maps.skill_indices() {
            let level = learner.level(skill);
            match dice.below(20) {
                0 | 1 => start.ratings.set(skill, level),
                2 => {
                    start.ratings.set(skill, level);
                    start.stale.push((skill, jiff::civil::date(2026, 1, 1 + number as i8 % 28)));
                }
                3 if level > Level::NONE => drop(start.ticked.insert(skill)),
                4 if level > Level::NONE => start.claims.push((skill, Some("cv".to_string()))),
                _ => {}
            }
        }
        writeln!(text, "# {number} {name}, {} {seniority}", maps[role].id).unwrap();
        let mut interview = Interview::new(&maps, start);
        while let Some(question) = interview.question().cloned() {
            let answer = match &question {
                _ if dice.chance(0.1) => Answer::Skip,
                Question::Rate { skill, .. } => {
                    Answer::Level { level: learner.level(*skill), evidence: None }
                }
                // The last sentences of a list are left open.
                other => match learner.answer(other) {
                    Answer::Said { can, mut not } if dice.chance(0.2) => {
                        not.truncate(1);
                        Answer::Said { can, not }
                    }
                    answer => answer,
                },
            };
            write!(text, "{} ", sum(&format!("{question:?}"))).unwrap();
            let records = interview.answer(answer);
            writeln!(text, "{} {}", records.len(), sum(&format!("{records:?}"))).unwrap();
        }
        if interview.likely().is_some() {
            conclusions(&maps, &interview, (role, seniority), &mut text);
        }
    }
    check("going-on.txt", &text);
}

/// Answers to the end, and writes each question down.
fn to_the_end(
    maps: &SkillMaps,
    interview: &mut Interview<'_>,
    learner: &Learner,
    text: &mut String,
) {
    while let Some(question) = interview.question().cloned() {
        let (least, most) = interview.time().unwrap().minutes_left();
        write!(text, "{least}-{most} {}:", sum(&format!("{:?}", interview.progress()))).unwrap();
        match &question {
            Question::Screen { members, .. } => {
                members.iter().for_each(|skill| write!(text, " {}", maps[*skill].id).unwrap());
            }
            Question::Checklist { sentences, .. } => {
                for step in sentences {
                    write!(text, " {} {}", maps[step.skill].id, step.level).unwrap();
                }
            }
            other => panic!("{other:?}"),
        }
        text.push('\n');
        interview.answer(learner.answer(&question));
    }
}

/// Writes down what is likely after an interview.
fn conclusions(
    maps: &SkillMaps,
    interview: &Interview<'_>,
    (role, seniority): (RoleIndex, Seniority),
    text: &mut String,
) {
    let likely = interview.likely().unwrap();
    let known = Assessment::new(maps, interview.ratings());
    let gap = find_gap(maps, &known, role, seniority);
    for requirement in &gap.requirements {
        let why = reasons(maps, &known, Some(&likely), requirement);
        let chance = (100.0 * likely.chance(requirement)).round();
        let skill = &maps[requirement.best].id;
        writeln!(text, "  {skill} {chance} {}", sum(&format!("{why:?}"))).unwrap();
    }
    let readiness = likely.readiness(&gap);
    let levels = maps.skill_indices().map(|skill| likely.level(skill).to_string());
    writeln!(text, "  {readiness:?} {}", sum(&levels.collect::<String>())).unwrap();
}

#[test]
fn plans_are_as_before() {
    let maps = shipped();
    let mut commands = Vec::new();
    for role in maps.roles() {
        for seniority in Seniority::ALL {
            commands.push(format!("roadmap --role {} --seniority {seniority}", role.id));
        }
        commands.push(format!("roadmap --role {} --order fastest --hours-per-week 7", role.id));
        commands.push(format!("next --role {} --rate python=2 --rate sql=1", role.id));
        commands.push(format!("roles {}", role.id));
    }
    commands.extend(
        [
            "roadmap --role api-developer,devops-engineer --prefer go --deadline 2027-06-30 --hours-per-week 12",
            "roadmap --role web-application-developer --rate nodejs=2 --rate sql=3 --first core --pin git",
            "gap --rate java=3 --rate sql=2 --rate git=2",
            "why kubernetes --role devops-engineer --seniority senior",
            "why postgresql --role api-developer --rate sql=2",
            "fit --answers left,right,either,left,right,left",
        ]
        .map(ToString::to_string),
    );
    check("plans.txt", &answers(commands.iter().map(String::as_str)));
}

#[test]
fn people_by_the_line_are_compared_as_before() {
    let maps = shipped();
    let mut lines = String::new();
    for (number, (name, learner)) in people(&maps).iter().enumerate() {
        let rated = maps.skill_indices().filter(|skill| !(skill.0 + number).is_multiple_of(3));
        let ratings: serde_json::Map<String, Value> = rated
            .map(|skill| (maps[skill].id.clone(), json!(learner.level(skill).number())))
            .collect();
        writeln!(lines, "{}", json!({ "id": name, "ratings": ratings })).unwrap();
    }
    let mut text = String::new();
    for seniority in Seniority::ALL {
        let seniority = seniority.to_string();
        let words = ["batch", "--roadmap", "60", "--seniority", &seniority];
        let run = skillgap_reading(&words.into_iter().chain(TODAY).collect::<Vec<_>>(), &lines);
        assert_eq!(run.code, 0, "{}", run.stderr);
        for line in run.stdout.lines() {
            let person: Value = serde_json::from_str(line).unwrap();
            writeln!(text, "# {} {seniority}", person["id"]).unwrap();
            text.push_str(&in_short(&person));
        }
    }
    check("people.txt", &text);
}

#[test]
fn a_class_is_told_as_before() {
    let maps = shipped();
    let folder = fresh("recorded-class");
    for (number, (name, learner)) in people(&maps).iter().enumerate() {
        let profile = rated(&maps, number, name, learner);
        fs::write(folder.join(format!("person-{number:02}.toml")), profile).unwrap();
    }
    // So many pairs that some must meet again, each written in one of two orders.
    let pairs =
        (0..9).flat_map(|a| (a + 1..9).map(move |b| if (a + b) % 2 > 0 { (a, b) } else { (b, a) }));
    let pairs: String = pairs
        .filter(|(a, b)| (a + 2 * b) % 5 != 1)
        .map(|(a, b)| format!("person-{a:02},person-{b:02}\n"))
        .collect();
    let apart = folder.with_extension("csv");
    fs::write(&apart, pairs).unwrap();
    let class = folder.to_str().unwrap();
    let mut text = String::new();
    let roles = ["--role back-end-developer", "--role api-developer"];
    for (cohort, with) in [class, "tests/fixtures/cohort"].into_iter().zip(roles) {
        for seniority in Seniority::ALL {
            for what in ["summary", "session", "pairs", "groups"] {
                text.push_str(&answers([&*format!(
                    "cohort {what} {cohort} {with} --seniority {seniority}"
                )]));
            }
        }
        for minutes in [45, 60, 90, 125] {
            text.push_str(&answers([&*format!(
                "cohort session {cohort} {with} --minutes {minutes}"
            )]));
        }
        for wanted in ["--least 1", "--least 6", "--sessions 2", "--first reach --sessions 6"] {
            text.push_str(&answers([&*format!("cohort session {cohort} {with} {wanted}")]));
        }
        text.push_str(&answers([&*format!(
            "cohort compare {cohort} {with} --from 2026-10-10 --to 2026-11-20"
        )]));
        text.push_str(&answers([&*format!("cohort groups {cohort} {with} --size 2-4")]));
    }
    let ticked = ["flask", "mysql"]
        .map(|skill| format!("[[claim]]\nskill = \"{skill}\"\nsource = \"assess\"\n"));
    let who_ticked = folder.with_extension("toml");
    fs::write(&who_ticked, format!("format = 1\n{}", ticked.concat())).unwrap();
    let plan =
        format!("roadmap --role api-developer --limit 12 --profile {}", who_ticked.display());
    text.push_str(&answers([&*plan]));
    let groups = format!("cohort groups {class} {} --avoid {}", roles[0], apart.display());
    text.push_str(&answers([&*groups]));
    for number in [1, 4, 8, 11] {
        let profile = format!("--profile {class}/person-{number:02}.toml");
        let role = "--role devops-engineer,database-developer --seniority mid";
        for what in ["progress", "gap", "next", "roadmap --limit 8", "why sql", "profile show"] {
            let role = if what == "profile show" { "" } else { role };
            text.push_str(&answers([format!("{what} {profile} {role}").trim_end()]));
        }
    }
    check("class.txt", &text);
}

/// Returns a profile with most levels of a learner, each rated on two days, at the second a level higher.
fn rated(maps: &SkillMaps, number: usize, name: &str, learner: &Learner) -> String {
    let mut profile = format!("format = 1\nname = \"{name}\"\n");
    for skill in maps.skill_indices().filter(|skill| !(skill.0 + number).is_multiple_of(4)) {
        let level = learner.level(skill).number();
        for (day, level) in [(3, level.saturating_sub(1)), (20, level)] {
            let id = &maps[skill].id;
            let rated = format!("skill = \"{id}\"\nlevel = {level}\non = 2026-10-{day:02}");
            write!(profile, "[[rating]]\n{rated}\nby = \"self\"\nmethod = \"self\"\n").unwrap();
        }
    }
    profile
}

#[test]
fn a_crowd_is_split_as_before() {
    let maps = shipped();
    let folder = fresh("recorded-crowd");
    let mut dice = Dice(29);
    for number in 0..29 {
        let kind = [Kind::Graph, Kind::Latent, Kind::Islands][number % 3];
        let learner = kind.draw(&maps, &[], Strength::ALL[number % 2], &mut dice, false);
        let profile = rated(&maps, number, &format!("Person {number}"), &learner);
        fs::write(folder.join(format!("person-{number:02}.toml")), profile).unwrap();
    }
    let crowd = folder.to_str().unwrap();
    let commands = ["groups", "groups --size 2-3", "pairs", "session --sessions 8"]
        .map(|what| format!("cohort {what} {crowd} --role web-application-developer"));
    check("crowd.txt", &answers(commands.iter().map(String::as_str)));
}

/// Returns a profile with answers to sentences about a role, some names that were ticked, and a few ratings, some of them
/// older or repeated.
fn answered(maps: &SkillMaps, role: RoleIndex, learner: &Learner, dice: &mut Dice) -> String {
    let mut profile = "format = 1\n".to_string();
    let asked = maps[role].requirements.iter().flat_map(|requirement| &requirement.any_of);
    for skill in asked {
        if dice.chance(0.4) {
            continue;
        }
        let at = 1 + (3.0 * dice.share()) as u8;
        let level = learner.level(*skill).number();
        let id = &maps[*skill].id;
        let mut rate = |day: usize, level: u8| {
            let rated = format!("skill = \"{id}\"\nlevel = {level}\non = 2026-11-{day:02}");
            writeln!(profile, "[[rating]]\n{rated}\nby = \"self\"\nmethod = \"self\"").unwrap();
        };
        match dice.below(10) {
            0 => rate(20, level),
            1 => {
                rate(2, level.saturating_sub(dice.below(2) as u8));
                rate(21, level);
            }
            other => {
                let said = format!("skill = \"{id}\"\nlevel = {at}\ncan = {}", level >= at);
                writeln!(profile, "[[said]]\n{said}\non = 2026-11-20\nby = \"self\"").unwrap();
                if other < 5 {
                    writeln!(profile, "[[claim]]\nskill = \"{id}\"\nsource = \"assess\"").unwrap();
                }
            }
        }
    }
    profile
}

#[test]
fn few_sentences_make_the_same_things_likely_as_before() {
    let maps = shipped();
    let folder = fresh("recorded-sentences");
    let mut text = String::new();
    let mut dice = Dice(5);
    for (number, (_, learner)) in people(&maps).iter().enumerate() {
        let role = RoleIndex(number % maps.roles().len());
        let file = folder.join(format!("{number}.toml"));
        fs::write(&file, answered(&maps, role, learner, &mut dice)).unwrap();
        let seniority = Seniority::ALL[number % 3];
        // A plan takes longer, so only some people get one.
        let asked = if number % 3 > 0 { &["gap"][..] } else { &["gap", "roadmap --limit 9"] };
        for what in asked {
            text.push_str(&answers([&*format!(
                "{what} --role {} --seniority {seniority} --profile {}",
                maps[role].id,
                file.display()
            )]));
        }
    }
    check("likely.txt", &text);
}

#[test]
fn a_class_that_ticked_sentences_is_told_as_before() {
    let maps = shipped();
    let folder = fresh("recorded-ticked");
    let role = maps.find_role("web-application-developer").unwrap();
    let mut dice = Dice(23);
    for (number, (_, learner)) in people(&maps).iter().enumerate() {
        let profile = answered(&maps, role, learner, &mut dice);
        fs::write(folder.join(format!("person-{number:02}.toml")), profile).unwrap();
    }
    // The salt decides what people are called where nobody is named.
    fs::write(folder.join("cohort.toml"), "format = 1\nsalt = \"recorded\"\n").unwrap();
    let mut text = String::new();
    let whole = "web-application-developer";
    for (what, role) in [
        ("summary --since 2026-11-03", whole),
        // Few of these sentences are about security, so little is known.
        ("summary", "security-developer"),
        ("summary --skills", whole),
        ("session", whole),
        ("pairs", whole),
        ("groups", whole),
        ("compare --from 2026-11-03 --to 2026-11-22", whole),
    ] {
        for with in ["", " --anonymous"] {
            let command = format!("cohort {what} {} --role {role}{with}", folder.display());
            text.push_str(&answers([&*command]));
            let run = skillgap(&command.split(' ').chain(TODAY).collect::<Vec<_>>());
            let said = here(&run.stdout);
            writeln!(text, "as text: {} {} {}", run.code, said.lines().count(), sum(&said))
                .unwrap();
        }
    }
    check("ticked.txt", &here(&text));
}

#[test]
fn forms_and_exports_are_written_as_before() {
    let mut text = String::new();
    let mut write = |command: String, formats: &[&str]| {
        for format in formats {
            let words = command.split(' ').chain(["--format", format]).chain(TODAY);
            let run = skillgap(&words.collect::<Vec<_>>());
            let (lines, sum) = (run.stdout.lines().count(), sum(&run.stdout));
            writeln!(text, "{} {sum} {lines} {command} {format}", run.code).unwrap();
        }
    };
    for role in ["api-developer", "security-developer"] {
        for with in ["", " --levels", " --full --seniority senior"] {
            let formats = ["table", "markdown", "csv", "toml", "apps-script"];
            write(format!("cohort form --role {role}{with}"), &formats);
        }
        let with = "--rate python=2 --rate sql=1 --hours-per-week 9";
        write(format!("export --role {role} {with}"), &["ics", "tasks-csv", "markdown"]);
        write(format!("roadmap --role {role} {with}"), &["table", "markdown", "csv"]);
        write(format!("gap --role {role} --rate python=2"), &["table", "markdown", "csv"]);
    }
    write("maps graph api-developer".to_string(), &["dot", "mermaid"]);
    write("sources".to_string(), &["table", "markdown"]);
    write("skills sql".to_string(), &["table", "markdown"]);
    check("files.txt", &text);
}

#[test]
fn files_of_answers_are_read_as_before() {
    let mut files: Vec<String> = Vec::new();
    for folder in ["tests/fixtures/answers", "tests/fixtures/answers/real"] {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let entries = entries.filter(|path| path.is_file());
        files.extend(entries.map(|path| path.to_str().unwrap().to_string()));
    }
    files.sort();
    let commands = files.iter().map(|file| format!("cohort import {file} --dry-run"));
    let commands: Vec<String> = commands.collect();
    check("imports.txt", &answers(commands.iter().map(String::as_str)));
}

#[test]
fn names_with_a_slip_are_found_as_before() {
    let maps = first_edition();
    let ids: Vec<&str> = maps.skills().iter().map(|skill| skill.id.as_str()).collect();
    let mut text = String::new();
    for (number, id) in ids.iter().enumerate() {
        let at = number % id.len();
        let without = format!("{}{}", &id[..at], &id[at + 1..]);
        let changed = format!("{}x{}", &id[..at], &id[at + 1..]);
        let beginning = &id[..id.len().min(4)];
        for slip in [&without, &changed, beginning] {
            let found = nearest(slip, ids.iter().copied());
            writeln!(text, "{slip}: {}", found.join(", ")).unwrap();
        }
    }
    check("names.txt", &text);
}

#[test]
fn sayings_of_advertisements_are_read_as_before() {
    let maps = shipped();
    let index = Index::new(&maps, maps.adverts());
    let sayings = fs::read_to_string("tests/fixtures/adverts/sayings.txt").unwrap();
    let mut text = String::new();
    for line in sayings.lines() {
        writeln!(text, "# {line}").unwrap();
        let saying = line.replace("\\n", "\n");
        for page in [
            format!("Backend Developer\n\nRequirements\n- {saying}\n- Git\n"),
            format!("Backend Developer\n\nWe build maps. {saying}. You will like it here.\n"),
            format!("Developer\n\nWhat you will do\n{saying}\nNice to have\n{saying}\n"),
        ] {
            let reading = read(&maps, &index, &page);
            let members = |asked: &Asked| {
                let ids = asked.any_of.iter().map(|skill| maps[*skill].id.as_str());
                let assumed = if asked.assumed { "?" } else { "" };
                let id = ids.collect::<Vec<_>>().join("|");
                format!("{id} {} {}{assumed}", asked.importance.word(), asked.target)
            };
            let mut said: Vec<String> = reading.requirements.iter().map(members).collect();
            let not = reading.not_asked.iter();
            said.extend(not.map(|not| format!("not {} ({})", maps[not.skill].id, not.why.word())));
            said.extend(
                reading.unknown.iter().map(|range| format!("unknown {}", &page[range.clone()])),
            );
            said.extend(reading.years.map(|(years, range)| format!("{years} years {range:?}")));
            said.extend(reading.seniority.map(|(seniority, _)| seniority.to_string()));
            writeln!(text, "  {}", said.join(", ")).unwrap();
        }
    }
    check("sayings.txt", &text);
}

/// A way in which a page is changed when somebody copies it.
type Damage = fn(&str) -> String;

/// Breaks lines after at most this many characters, as an editor does.
fn broken_after(page: &str, width: usize) -> String {
    let mut broken = String::new();
    for line in page.lines() {
        let mut used = 0;
        for word in line.split_inclusive(' ') {
            if used > 0 && used + word.trim_end().chars().count() > width {
                broken.push('\n');
                used = 0;
            }
            broken.push_str(word);
            used += word.chars().count();
        }
        broken.push('\n');
    }
    broken
}

#[test]
fn pages_that_were_damaged_in_copying_are_read_as_before() {
    let damages: [(&str, Damage); 8] = [
        ("broken after 60", |page| broken_after(page, 60)),
        ("broken after 78", |page| broken_after(page, 78)),
        ("points with dots", |page| page.replace("\n- ", "\n• ")),
        ("points with stars in one line", |page| page.replace("\n- ", " * ").replace("\n\n", "\n")),
        ("points with dots in one line", |page| page.replace("\n- ", " • ")),
        ("without line breaks", |page| page.replace('\n', "")),
        ("lines as cells", |page| page.replace("\n- ", "\t")),
        ("capitals", |page| page.to_uppercase()),
    ];
    let maps = shipped();
    let index = Index::new(&maps, maps.adverts());
    let mut text = String::new();
    for folder in ["known", "blind"] {
        for fixture in fixtures(&maps, folder) {
            let page = read_advert(fixture.text.as_bytes()).unwrap();
            writeln!(text, "# {folder}/{}", fixture.name).unwrap();
            for (damage, damaged) in damages {
                let page = damaged(&page);
                let found = read(&maps, &index, &page);
                let mut said = String::new();
                reading(&maps, &found, &mut said);
                let (asked, not) = (found.requirements.len(), found.not_asked.len());
                writeln!(text, "{} {asked} {not} {damage}", sum(&said)).unwrap();
            }
        }
    }
    check("damaged.txt", &text);
}

/// How many pages are put together from scraps.
const SCRAP_PAGES: usize = 1500;

/// How many sayings are scraps. A saying that is added to the end changes no page.
const SCRAP_SAYINGS: usize = 240;

/// Returns a page of a few lines, each drawn from these and written in one of the ways that people write lines.
fn page_of_scraps(lines: &[String], dice: &mut Dice) -> String {
    let mut page = String::new();
    for _ in 0..1 + dice.below(7) {
        let mut line = lines[dice.below(lines.len())].clone();
        if dice.chance(0.3) {
            let words: Vec<&str> = line.split(' ').collect();
            line = words[dice.below(words.len())..].join(" ");
        }
        if dice.chance(0.3) {
            let words: Vec<&str> = line.split(' ').collect();
            line = words[..1 + dice.below(words.len())].join(" ");
        }
        let bare = line.trim_end_matches(['.', ':', '!']).to_string();
        let joins =
            [" ", ", ", ". ", " (", ") ", "; ", " | ", " or ", " and ", ": ", " – ", "/", " * "];
        let join = joins[dice.below(joins.len())];
        match dice.below(16) {
            0..=2 => page.push_str(&format!("\n{line}")),
            3..=5 => page.push_str(&format!("\n- {line}")),
            6 => page.push_str(&format!("\n\n{bare}:")),
            7 => page.push_str(&format!("\n**{bare}**")),
            8 => page.push_str(&format!("\n{}. {bare}", 1 + dice.below(12))),
            9 => page.push_str(&format!("\n({bare})")),
            10 => page.push_str(&line.to_lowercase()),
            11 => page.push_str(&format!("\n\n{}", line.to_uppercase())),
            12 => page.push_str(&format!(" **{bare}** * {line} * {bare}")),
            13 => page.push_str(&format!("\n• {bare} • ")),
            _ => page.push_str(&format!("{join}{line}")),
        }
    }
    page
}

#[test]
fn pages_put_together_from_scraps_are_read_as_before() {
    let maps = shipped();
    let index = Index::new(&maps, maps.adverts());
    let sayings = fs::read_to_string("tests/fixtures/adverts/sayings.txt").unwrap();
    let sayings = sayings.lines().take(SCRAP_SAYINGS);
    let mut lines: Vec<String> = sayings.map(ToString::to_string).collect();
    for fixture in fixtures(&maps, "known") {
        let page = read_advert(fixture.text.as_bytes()).unwrap();
        lines.extend(page.lines().map(|line| line.trim_start_matches("- ").to_string()));
    }
    lines.retain(|line| !line.trim().is_empty());
    let mut dice = Dice(3);
    let (mut text, mut pages) = (String::new(), String::new());
    for number in 0..SCRAP_PAGES {
        let page = page_of_scraps(&lines, &mut dice);
        let found = read(&maps, &index, &page);
        let mut said = String::new();
        reading(&maps, &found, &mut said);
        let (asked, not) = (found.requirements.len(), found.not_asked.len());
        writeln!(text, "{number} {} {asked} {not}", sum(&said)).unwrap();
        writeln!(pages, "==== {number}\n{page}").unwrap();
    }
    // Whoever changes a reading looks its page up here.
    fs::write(fresh("recorded-scraps").join("pages.txt"), pages).unwrap();
    check("scraps.txt", &text);
}

#[test]
fn several_advertisements_together_are_read_as_before() {
    let maps = shipped();
    let folder = fresh("recorded-market");
    let mut files: Vec<String> = Vec::new();
    for fixture in fixtures(&maps, "known") {
        let file = folder.join(format!("{}.txt", fixture.name));
        fs::write(&file, fixture.text).unwrap();
        files.push(file.to_str().unwrap().to_string());
    }
    let with = ["", " --rate python=2 --rate sql=1 --rate git=2", " --rate java=3 --rate linux=1"];
    let commands = files
        .chunks(7)
        .zip(with.iter().cycle())
        .map(|(some, with)| format!("match {}{with} --seniority mid", some.join(" ")));
    let commands: Vec<String> = commands.collect();
    check("market.txt", &answers(commands.iter().map(String::as_str)));
}
