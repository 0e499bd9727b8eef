//! Job advertisements: how well they are read, which are refused, and what the output contains. `cargo run --example
//! adverts -- score` prints the figures.

#[path = "../adverts/score.rs"]
pub(crate) mod score;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::support::{command, json, skillgap, skillgap_reading};
use score::{Fixture, Scores, Share, fixtures};
use serde_json::Value;
use skillgap::domain::advert::job::job;
use skillgap::domain::advert::{Index, read};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::names::normalised_name;
use skillgap::domain::role::Importance;
use skillgap::files::advert_role::role_file;
use skillgap::files::advert_text::read_advert;
use skillgap::library::maps::{MapsFrom, load};

const ADVERT: &str = "tests/fixtures/adverts/job.txt";
const MORE: [&str; 2] = ["tests/fixtures/adverts/job.txt", "tests/fixtures/adverts/page.html"];

fn maps() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

/// Makes an empty folder for one test.
fn fresh(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adverts").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn scores(folder: &str) -> Scores {
    let maps = maps();
    let fixtures: Vec<Fixture> = fixtures(&maps, folder);
    assert!(fixtures.len() >= 20, "{folder}");
    score::score(&maps, &fixtures)
}

/// Checks that the scores of a folder reach the required values, minus `allowed`.
fn check_bars(folder: &str, allowed: f64) {
    let scores = scores(folder);
    let both = |share: Share| share.precision().min(share.recall());
    let reached = [
        ("skills", both(scores.skills), 0.95),
        ("nice to have", both(scores.nice), 0.90),
        ("core or work", scores.core.recall(), 0.80),
        ("groups", both(scores.groups), 0.85),
        ("seniority", scores.seniority.recall(), 0.97),
        ("role", scores.role.recall(), 0.92),
        ("years", scores.years.recall(), 0.95),
        ("what is not asked, left", 1.0 - scores.not_asked.recall(), 0.75),
        ("homonyms, left", 1.0 - scores.homonyms.recall(), 0.80),
    ];
    let under: Vec<String> = reached
        .iter()
        .filter(|(_, reached, bar)| *reached < bar - allowed)
        .map(|(what, reached, bar)| format!("{what}: {reached:.3}, under {bar}"))
        .collect();
    assert!(under.is_empty(), "{folder}: {under:#?}\n{:#?}", scores.differences);
}

#[test]
fn the_known_advertisements_are_read_as_a_person_reads_them() {
    check_bars("known", 0.0);
}

#[test]
fn advertisements_that_no_rule_was_made_for_are_read_nearly_as_well() {
    check_bars("unseen", 0.03);
}

#[test]
fn advertisements_full_of_traps_are_read_nearly_as_well() {
    check_bars("fresh", 0.05);
    check_bars("blind", 0.0);
}

#[test]
fn ordinary_advertisements_that_no_rule_was_made_for_are_read_well() {
    check_bars("last", 0.03);
}

#[test]
fn every_homonym_of_the_rules_is_a_name_of_a_skill() {
    let maps = maps();
    let rules = maps.adverts();
    let unknown: Vec<&str> = rules
        .homonyms
        .iter()
        .flat_map(|rule| &rule.names)
        .map(|name| &**name)
        .filter(|name| {
            maps.find_skill(name).is_none() && maps.find_skill(&format!("{name}s")).is_none()
        })
        .filter(|name| name.strip_suffix('s').is_none_or(|one| maps.find_skill(one).is_none()))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new());
    let twice: Vec<&str> = rules
        .homonyms
        .iter()
        .flat_map(|rule| &rule.names)
        .map(|name| &**name)
        .filter(|name| {
            rules.homonyms.iter().flat_map(|rule| &rule.names).filter(|other| other == name).count()
                > 1
        })
        .collect();
    assert_eq!(twice, Vec::<&str>::new());
    let odd: Vec<&str> = rules
        .homonyms
        .iter()
        .flat_map(|rule| &rule.names)
        .map(|name| &**name)
        .filter(|name| normalised_name(name) != *name)
        .collect();
    assert_eq!(odd, Vec::<&str>::new(), "names are compared in lower case, with dashes as spaces");
}

/// Collects every span of a document: each object with `start`, `end` and `text`.
fn spans<'d>(document: &'d Value, found: &mut Vec<&'d Value>) {
    if document.get("start").is_some() && document.get("end").is_some() {
        found.push(document);
    }
    match document {
        Value::Array(items) => items.iter().for_each(|item| spans(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| spans(field, found)),
        _ => {}
    }
}

#[test]
fn every_span_is_bytes_of_the_text() {
    for file in MORE {
        let document = json(&["match", file, "--format", "json"]);
        let text = document["text"].as_str().unwrap();
        let mut found = Vec::new();
        spans(&document, &mut found);
        assert!(found.len() > 20, "{file}");
        for span in found {
            let at = |key: &str| span[key].as_u64().unwrap() as usize;
            assert_eq!(text.get(at("start")..at("end")), span["text"].as_str(), "{span}");
            let line = text[..at("start")].matches('\n').count() + 1;
            assert_eq!(line, at("line"), "{span}");
        }
    }
}

#[test]
fn each_kind_of_wrong_file_is_refused_with_the_way_to_a_right_one() {
    let folder = fresh("refused");
    let german = "Wir suchen für unser Team in Köln einen Entwickler, der mit uns die Systeme von morgen baut. Du arbeitest mit Python und Docker, und du hast Erfahrung mit der Arbeit in einem agilen Team. Wir bieten dir ein gutes Gehalt und die Möglichkeit, von zu Hause zu arbeiten.";
    let large = "Python and Docker. ".repeat(300_000);
    for (name, bytes, code, says) in [
        ("job.pdf", b"%PDF-1.7\n%\xe2\xe3".as_slice(), "advert-pdf", "pdftotext"),
        ("job.docx", b"PK\x03\x04\x14\x00word/document.xml", "advert-document", "pandoc"),
        ("job.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "advert-document", "plain text"),
        ("job.bin", b"\x00\x01\x02\x03\x00\x00\x05\x00\x01\x02", "advert-no-text", "as text"),
        ("empty.txt", b" \n\n", "advert-empty", "paste"),
        ("german.txt", german.as_bytes(), "advert-not-english", "English version"),
        (
            "poem.txt",
            b"The sea is wide and the sky is grey.",
            "advert-asks-nothing",
            "skillgap skills",
        ),
        ("large.txt", large.as_bytes(), "advert-too-large", "text file"),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        let run = skillgap(&["match", path]);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{name}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{name}: {}", run.stderr);
        let run = skillgap(&["match", path, "--json"]);
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(error["error"]["code"], code, "{name}");
    }
    assert_eq!(skillgap(&["match", "no-such-file.txt"]).code, 1);
    assert_eq!(skillgap(&["match"]).code, 2);
}

#[test]
fn a_text_is_read_the_same_in_every_encoding_and_as_a_page() {
    let folder = fresh("encodings");
    let text = "Backend Developer\n\nYou need:\n- Python\n- Docker or Podman\n- PostgreSQL\n";
    let page = "<html><head><script>let stack = 'Java';</script></head><body><h1>Backend Developer</h1><p>You need:</p><ul><li>Python</li><li>Docker or Podman</li><li>PostgreSQL</li></ul></body></html>";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let asked = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        let document = json(&["match", path.to_str().unwrap(), "--json"]);
        let requirements = document["requirements"].as_array().unwrap().iter();
        requirements
            .map(|one| format!("{} {} {}", one["skill"], one["any_of"], one["importance"]))
            .collect::<Vec<_>>()
    };
    let plain = asked("plain.txt", text.as_bytes());
    assert!(plain.len() >= 3, "{plain:?}");
    assert_eq!(asked("wide.txt", &utf16), plain);
    assert_eq!(asked("page.html", page.as_bytes()), plain);
}

#[test]
fn a_page_full_of_escape_sequences_prints_none() {
    let text = "\u{1b}[31mBackend Developer\u{1b}[0m\n\nRequirements:\n- \u{1b}]8;;https://x.example\u{7}Python\u{1b}]8;;\u{7}\n- \u{9b}1mDocker\u{1b}(B\n- SQL\u{8}\u{8}\n";
    for format in ["table", "json", "markdown", "csv"] {
        let run = skillgap_reading(&["match", "-", "--format", format], text);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let steering: Vec<char> =
            run.stdout.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r')).collect();
        assert_eq!(steering, Vec::<char>::new(), "{format}");
        assert!(run.stdout.to_lowercase().contains("python"), "{format}");
    }
}

#[test]
fn what_is_recognised_is_marked_with_and_without_colour() {
    let plain = skillgap(&["match", ADVERT]).stdout;
    assert!(plain.contains("[Python]"), "{plain}");
    assert!(plain.contains("(? PHP ?)"), "{plain}");
    let colour = command().args(["match", ADVERT, "--color", "always"]).output().unwrap();
    let colour = String::from_utf8(colour.stdout).unwrap();
    assert!(colour.contains("\u{1b}[1m[Python]"), "{colour}");
}

#[test]
fn a_saved_advertisement_is_a_role_like_every_other() {
    let folder = fresh("saved").join("maps");
    let maps = folder.to_str().unwrap();
    let rated = ["--rate", "python=2", "--rate", "sql=2", "--rate", "git=1"];
    let matched =
        [&["match", ADVERT, "--save", "acme", "--json", "--maps", maps][..], &rated].concat();
    let job = json(&matched);
    assert_eq!(job["saved"].as_str(), folder.join("acme.toml").to_str());
    let written = fs::read_to_string(folder.join("acme.toml")).unwrap();
    assert!(written.contains("# line "), "{written}");
    let checked = skillgap(&["maps", "check", maps]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    let gap = [&["gap", "--role", "acme", "--json", "--maps", maps][..], &rated].concat();
    let gap = &json(&gap)["roles"][0];
    for field in [
        "readiness",
        "readiness_high",
        "coverage",
        "met",
        "asked",
        "core_met",
        "core_asked",
        "gap_sum",
        "hours",
    ] {
        assert_eq!(job["gap"][field], gap[field], "{field}");
    }
    let again = skillgap(&["match", ADVERT, "--save", "acme", "--maps", maps]);
    assert_eq!(again.code, 2, "{}", again.stderr);
    assert_eq!(fs::read_to_string(folder.join("acme.toml")).unwrap(), written);
    for id in ["Acme", "a b", "api-developer"] {
        assert_eq!(skillgap(&["match", ADVERT, "--save", id, "--maps", maps]).code, 2, "{id}");
    }
}

#[test]
fn a_saved_senior_job_is_nowhere_called_a_junior_one() {
    let folder = fresh("senior");
    let (maps, profile) = (folder.join("maps"), folder.join("ada.toml"));
    fs::write(&profile, "format = 1\n[ratings]\npython = 2\nsql = 1\ngit = 2\n").unwrap();
    let shared = ["--maps", maps.to_str().unwrap(), "--profile", profile.to_str().unwrap()];
    let call = |arguments: &[&str]| {
        let output = skillgap(&[arguments, &shared].concat());
        assert_eq!(output.code, 0, "{arguments:?}: {}", output.stderr);
        output.stdout
    };
    let matched = call(&["match", ADVERT, "--save", "acme"]);
    assert!(matched.contains("senior"), "{matched}");
    let of_role = ["--role", "acme"];
    for arguments in [
        &["gap"][..],
        &["gap", "--format", "markdown"],
        &["roadmap"],
        &["next"],
        &["why", "sql"],
        &["done", "sql"],
    ] {
        let said = call(&[arguments, &of_role].concat());
        assert!(!said.contains("junior"), "{arguments:?}: {said}");
    }
    for command in ["gap", "roadmap"] {
        let said = call(&[&[command], &of_role[..]].concat());
        assert!(said.contains("the same at every seniority"), "{said}");
        // A role of the maps still shows its seniority.
        let usual = call(&[command, "--role", "api-developer"]);
        assert!(usual.contains("· junior"), "{usual}");
    }
    call(&["goal", "acme"]);
    let said = call(&[]);
    assert!(said.contains("Brightwater") || said.contains("Senior Backend"), "{said}");
    assert!(!said.contains("junior"), "{said}");
}

#[test]
fn several_advertisements_are_a_market() {
    let call = [&["match"][..], &MORE, &["--rate", "python=2"]].concat();
    let market = json(&[&call[..], &["--json"]].concat());
    assert_eq!(market["kind"], "market");
    assert_eq!(market["adverts"].as_array().unwrap().len(), 2);
    let skills = market["skills"].as_array().unwrap();
    for skill in skills {
        let count = |key: &str| skill[key].as_u64().unwrap();
        assert_eq!(
            count("core") + count("important") + count("helpful"),
            count("adverts"),
            "{skill}"
        );
        assert!(count("adverts") <= 2 && count("any_of") <= count("adverts"), "{skill}");
    }
    let frequent: Vec<u64> =
        skills.iter().map(|skill| skill["adverts"].as_u64().unwrap()).collect();
    assert!(frequent.is_sorted_by(|a, b| a >= b));
    let csv = skillgap(&[&call[..], &["--format", "csv"]].concat());
    assert_eq!(csv.stdout.lines().count(), skills.len() + 1);
    let one = json(&["match", ADVERT, "--rate", "python=2", "--json"]);
    let of_market = &market["adverts"][0];
    assert_eq!(of_market["readiness"], one["gap"]["readiness"]);
    assert_eq!(skillgap(&[&call[..], &["--save", "both"]].concat()).code, 2);
    let shown = skillgap(&call).stdout;
    let level_of = |skill: &str| {
        let line = shown.lines().find(|line| line.trim_start().starts_with(skill)).unwrap();
        line.split_whitespace().last().unwrap().to_string()
    };
    assert_eq!(level_of("Python "), "2");
    assert_eq!(level_of("Kubernetes "), "?", "nothing is known of it:\n{shown}");
}

#[test]
fn the_plan_to_a_job_ends_with_all_of_it_met() {
    let job = json(&["match", ADVERT, "--json"]);
    for way in job["ways"].as_array().unwrap() {
        let steps = way["steps"].as_array().unwrap();
        assert!(!steps.is_empty());
        for requirement in job["gap"]["requirements"].as_array().unwrap() {
            let target = requirement["target"].as_u64().unwrap();
            let one = requirement["skill"].as_str().into_iter();
            let any =
                requirement["any_of"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let met = one.chain(any).any(|skill| {
                steps
                    .iter()
                    .any(|step| step["skill"] == skill && step["level"].as_u64() >= Some(target))
            });
            assert!(met, "{requirement}");
        }
    }
}

/// Returns texts of the given length, each with another structure.
fn shapes(length: usize) -> Vec<(&'static str, String)> {
    const NAMES: [&str; 9] =
        ["Python", "PostgreSQL", "Docker", "Java", "Go", "Redis", "Kafka", "AWS", "Terraform"];
    let filled = |before: &str, piece: &dyn Fn(&str, &str) -> String, after: &str| {
        let mut text = before.to_string();
        for at in 0.. {
            if text.len() >= length {
                break;
            }
            text.push_str(&piece(NAMES[at % 9], NAMES[at / 9 * 4 % 9]));
        }
        text + after
    };
    vec![
        ("one line", filled("", &|one, other| format!("{one}; {other}; "), "")),
        (
            "no stop",
            filled("We look for you. ", &|one, _| format!("no thing, {one} is a plus and "), ""),
        ),
        ("short lines", filled("", &|one, _| format!("{one}\n"), "")),
        ("headings", filled("", &|one, _| format!("Requirements:\n- {one}\nNice to have:\n"), "")),
        ("one list", filled("You know ", &|one, other| format!("{one} or {other}, "), "")),
        ("brackets", filled("You know ", &|one, _| format!("({one} "), "")),
        (
            "one paragraph of a page",
            filled("<html><p>", &|one, _| format!("You know {one}. "), "</p></html>"),
        ),
        ("deep tags", filled("<html>", &|one, _| format!("<div>{one} "), "</html>")),
        ("glued", filled("Requirements", &|one, _| one.to_string(), "")),
        (
            "links and years",
            filled("", &|one, _| format!("https://a.example 5 years of {one}, "), ""),
        ),
    ]
}

#[test]
fn a_text_of_any_shape_is_read_in_time_in_proportion_to_its_length() {
    let maps = maps();
    let index = Index::new(&maps, maps.adverts());
    for (shape, text) in shapes(200_000) {
        let began = Instant::now();
        let text = read_advert(text.as_bytes()).unwrap();
        let reading = read(&maps, &index, &text);
        assert!(!reading.requirements.is_empty() || !reading.not_asked.is_empty(), "{shape}");
        if let Some(job) = job(&maps, &reading, "this-job", "This job") {
            role_file(&maps, &reading, &job, &text, "job.txt");
        }
        let took = began.elapsed();
        // This takes one or two seconds. Comparing every word with every other would take more than a minute.
        assert!(took < Duration::from_secs(30), "{shape}: {took:?}");
    }
}

/// Returns how Kafka is asked for in a text; `None` if it is not.
fn kafka(maps: &SkillMaps, index: &Index<'_>, text: &str) -> Option<Importance> {
    let reading = read(maps, index, text);
    let asked = reading.requirements.into_iter();
    let mut asked =
        asked.filter(|asked| asked.any_of.iter().any(|skill| maps[*skill].id == "kafka"));
    asked.next().map(|asked| asked.importance)
}

#[test]
fn each_kind_of_saying_is_read_in_many_words() {
    let maps = maps();
    let index = Index::new(&maps, maps.adverts());
    let mut wrong = Vec::new();
    let mut check = |said: &str, text: String, fits: &dyn Fn(Option<Importance>) -> bool| {
        let read = kafka(&maps, &index, &text);
        if !fits(read) {
            wrong.push(format!("{said}: {read:?}"));
        }
    };
    const ABOVE: &str = "Backend Developer\n\nWe build maps.";
    const BELOW: &str = "\n\nRequirements\n- Solid Python\n- Git\n";
    for heading in [
        "It would make our day if you knew",
        "Of advantage",
        "Sugar on top",
        "What would give you a head start",
        "(c) Added advantage",
        "We like",
        "Appreciated, but not indispensable",
        "What is nice, but we can teach it?",
        "What would delight us",
        "Not a must, but great",
    ] {
        let text = format!("{ABOVE}{BELOW}\n{heading}\n- Kafka\n- Redis\n");
        check(heading, text, &|read| read == Some(Importance::Helpful));
    }
    for sentence in [
        "Kafka would be the cherry on top.",
        "If you have seen Kafka before, so much the better.",
        "Desirable are Kafka and some Redis.",
        "Preference will be given to candidates with Kafka experience.",
        "Some Kafka wouldn't hurt.",
        "Kafka, though we can teach you that",
        "Kafka (bonus)",
        "You have run Kafka? Even better.",
        "Some Kafka too? So much the better!",
    ] {
        let text = format!("{ABOVE}{BELOW}- {sentence}\n");
        check(sentence, text, &|read| read == Some(Importance::Helpful));
    }
    for sentence in
        ["You have run Kafka? Then apply.", "You know Kafka? Write to us. Even better, call."]
    {
        let text = format!("{ABOVE}{BELOW}- {sentence}\n");
        check(sentence, text, &|read| read == Some(Importance::Core));
    }
    for sentence in [
        "The interface from 2010 was Kafka and has been laid to rest.",
        "The first version was written in Kafka.",
        "Our sister company builds Kafka connectors.",
        "The system next door is Kafka; you will hear about it at lunch.",
        "We chose Python over Kafka.",
        "We are going from Kafka, with a drawer full of scripts, to Python.",
        "Kafka is looked after by the infrastructure team.",
        "Kafka gave way to Python.",
        "Please do not apply if you only know Kafka.",
        "None of them is Kafka.",
        "The mobile team works with Kafka.",
    ] {
        let text = format!("{ABOVE} {sentence}{BELOW}");
        check(sentence, text, &|read| read.is_none());
    }
    for sentence in [
        "You will move our services from Python to Kafka.",
        "Our platform runs on Kafka.",
        "You look after Kafka together with another team.",
        "You will replace our old system with Kafka.",
        "You have run Kafka for a million users a day.",
        "Our data team uses Kafka and so will you.",
        "We moved from RabbitMQ to Kafka.",
    ] {
        let text = format!("{ABOVE} {sentence}{BELOW}");
        check(sentence, text, &|read| read.is_some_and(|read| read != Importance::Helpful));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_line_below_a_table_is_in_no_column_of_it() {
    let maps = maps();
    let index = Index::new(&maps, maps.adverts());
    let text = "Developer\n\nMust have | Nice to have\nPython | Redis\nSQL | Go\nYou work with Kafka every day.\n";
    assert_eq!(kafka(&maps, &index, text), Some(Importance::Important));
    let of_column = text.replace("SQL | Go", "Kafka | Go");
    assert_eq!(kafka(&maps, &index, &of_column), Some(Importance::Core));
}

#[test]
fn a_word_that_means_something_else_is_no_skill() {
    let maps = maps();
    let index = Index::new(&maps, maps.adverts());
    for words in [
        "The office is in Phoenix, AZ",
        "Cypress, CA is home",
        "Write to Cassandra, cassandra@maps.example",
        "Salt & Thyme sends meals",
        "Every Chef has a say",
        "Mockingbird Classifieds is old",
        "A gin distillery is a customer",
        "Spring is our busiest season",
        "A tired Caddy stands in the yard",
        "A fine piece of Victorian architecture",
        "Harness the wind",
        "Aurora, IL has our second office",
    ] {
        let text = format!("Backend Developer\n\n{words}.\n\nRequirements\n- Git\n");
        let reading = read(&maps, &index, &text);
        let asked: Vec<&str> = reading
            .requirements
            .iter()
            .flat_map(|asked| &asked.any_of)
            .map(|skill| maps[*skill].id.as_str())
            .collect();
        assert_eq!(asked, ["git"], "{words}");
    }
}

#[test]
fn a_former_id_names_a_skill_in_profiles_and_not_in_advertisements() {
    let folder = fresh("former");
    for entry in fs::read_dir("tests/fixtures/small").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap().replace("\"python2\"", "\"serpent\"");
        fs::write(folder.join(path.file_name().unwrap()), text).unwrap();
    }
    let small = load(&MapsFrom { without_shipped: true, over: vec![folder] }).unwrap().maps;
    let shipped = maps();
    let index = Index::new(&small, shipped.adverts());
    let asked = |name: &str| {
        let text = format!("Backend Developer\n\nRequirements\n- {name}\n- SQL\n");
        let asked = read(&small, &index, &text).requirements.into_iter();
        asked.map(|asked| small[asked.any_of[0]].id.clone()).collect::<Vec<String>>()
    };
    assert!(small.find_skill("serpent").is_some());
    assert_eq!(asked("Serpent"), ["sql"]);
    assert_eq!(asked("Python"), ["python", "sql"]);
}

#[test]
fn alternatives_at_the_end_of_a_long_page_are_alternatives() {
    let maps = maps();
    let index = Index::new(&maps, maps.adverts());
    let text = format!("Requirements\n{}- Python or Java\n", "- Git\n- SQL\n".repeat(80));
    let groups = read(&maps, &index, &text).requirements.into_iter().filter(|r| r.is_group());
    let members: Vec<String> =
        groups.flat_map(|group| group.any_of).map(|skill| maps[skill].id.clone()).collect();
    assert_eq!(members, ["python", "java"]);
}

#[test]
fn a_page_of_a_single_mark_is_read_and_asks_for_nothing() {
    let maps = maps();
    let index = Index::new(&maps, maps.adverts());
    for mark in [":", ";", ".", "-", "|", "(", ")", "*", "**", "::", "-:", ":\n:", "\u{2022}", "/"]
    {
        for text in
            [mark.to_string(), format!("{mark}\n"), format!("\n{mark}"), format!("- {mark}\n")]
        {
            let reading = read(&maps, &index, &text);
            assert!(reading.requirements.is_empty() && reading.not_asked.is_empty(), "{text:?}");
        }
    }
}
