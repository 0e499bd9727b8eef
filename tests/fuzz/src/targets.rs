//! What is fuzzed: a function for each thing that somebody else writes and we read. None may panic, and each checks what
//! holds of every input.
//!
//! `main.rs` gives them inputs that libFuzzer finds, and watches time and memory; `tests/suite/fuzz.rs` gives them the
//! seeds, changed a little, and every input that once found a fault.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::civil::{Date, date};
use skillgap::domain::advert::job::job;
use skillgap::domain::advert::{Index, read as read_page};
use skillgap::domain::clean::{clean, steers};
use skillgap::domain::interview::model::{Clock, Mode};
use skillgap::domain::interview::{Asking, Interview, Record, Start};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::names::{nearest, normalised_name};
use skillgap::domain::problem::{Place, Problem};
use skillgap::domain::profile::{Claim, DoneProject, Entry, Profile, Ratings, Said};
use skillgap::domain::rater::Rater;
use skillgap::files::advert_role::role_file;
use skillgap::files::advert_text::read_advert;
use skillgap::files::cohort_toml::{
    NewSettings, read_settings, roster, with_settings, without_people,
};
use skillgap::files::earlier_pairs::read_pairs;
use skillgap::files::exports::calendar::Blocks as Study;
use skillgap::files::exports::json_resume::{ResumeSkill, with_skills};
use skillgap::files::interview_json::{Line as Spoken, read_line};
use skillgap::files::maps_toml::{Layer, read_map};
use skillgap::files::maps_validation::validate;
use skillgap::files::own_file;
use skillgap::files::people::checklists::FormOf;
use skillgap::files::people::mapping::{Mapping, Scale, read_mapping};
use skillgap::files::people::stream::blocks::Blocks;
use skillgap::files::people::stream::json::JsonReader;
use skillgap::files::people::stream::table::TableReader;
use skillgap::files::people::stream::{Line, LineReader};
use skillgap::files::people::{self, HowToRead};
use skillgap::files::profile_cuts::remove_entries;
use skillgap::files::profile_goal::{GoalEdit, with_goal};
use skillgap::files::profile_migration::migrate;
use skillgap::files::profile_toml::{Addition, new_profile, read_profile, with_additions};
use skillgap::files::roster::read_roster;
use skillgap::files::text::FileText;
use skillgap::library::maps::{MapsFrom, load};

/// A target: its name, and what it does with an input.
pub type Target = (&'static str, fn(&[u8]));

/// Every target. The folder of `seeds` that has its name holds what it begins with.
pub const TARGETS: [Target; 17] = [
    ("maps", maps),
    ("profile", profile),
    ("cohort", cohort),
    ("mapping", mapping),
    ("people", people),
    ("workbook", workbook),
    ("archive", archive),
    ("batch-json", batch_json),
    ("batch-table", batch_table),
    ("own", own),
    ("resume", resume),
    ("ticks", ticks),
    ("advert", advert),
    ("protocol", protocol),
    ("command-line", command_line),
    ("lists", lists),
    ("values", values),
];

const TODAY: Date = date(2026, 11, 29);

/// The small maps of the tests with some retired skills, which every target but `advert` reads against.
fn small() -> &'static SkillMaps {
    static SMALL: OnceLock<SkillMaps> = OnceLock::new();
    SMALL.get_or_init(|| {
        let from = MapsFrom { without_shipped: true, over: vec![fixtures().join("retired")] };
        load(&from).expect("the small maps are sound").maps
    })
}

fn shipped() -> &'static SkillMaps {
    static SHIPPED: OnceLock<SkillMaps> = OnceLock::new();
    SHIPPED.get_or_init(|| load(&MapsFrom::default()).expect("the shipped maps are sound").maps)
}

fn fixtures() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = here.ancestors().map(|folder| folder.join("tests"));
    let fixtures = tests.map(|tests| tests.join("fixtures"));
    fixtures.into_iter().find(|folder| folder.is_dir()).expect("the fixtures are there")
}

/// Every problem stands somewhere in the text that it is about.
fn have_places(problems: &[Problem], text: &str) {
    assert!(!problems.is_empty(), "refused without a problem");
    for problem in problems {
        match &problem.place {
            Place::Text(span) => {
                let range = span.range.clone();
                assert!(text.get(range).is_some(), "outside of the text: {problem:?}");
            }
            Place::Sheet(_) => {}
            Place::Nowhere => panic!("without a place: {problem:?}"),
        }
    }
}

/// The profile of a text, or its problems, which have places.
fn profile_of(text: &str) -> Option<skillgap::domain::profile::Profile> {
    let (draft, found) = read_profile(0, text);
    draft.validate(small(), found).map_err(|problems| have_places(&problems, text)).ok()
}

fn sound(text: &str, why: &str) -> skillgap::domain::profile::Profile {
    let (draft, found) = read_profile(0, text);
    let read = draft.validate(small(), found);
    read.unwrap_or_else(|problems| panic!("{why}: {problems:?}\n{text}"))
}

/// A file of somebody's own maps, laid over the small ones.
fn maps(bytes: &[u8]) {
    static BENEATH: OnceLock<Layer> = OnceLock::new();
    let beneath = BENEATH.get_or_init(|| {
        let mut layer = Layer::default();
        for name in ["areas", "code", "data", "role", "sources"] {
            let path = fixtures().join("small").join(format!("{name}.toml"));
            let text = std::fs::read_to_string(path).expect("a file of the small maps");
            assert!(read_map(0, &text, &mut layer).is_empty());
        }
        layer
    });
    let Ok(file) = FileText::read("own.toml".to_string(), bytes.to_vec(), 1) else { return };
    let mut layer = Layer::default();
    let found = read_map(1, &file.text, &mut layer);
    match validate(vec![beneath.clone(), layer], found) {
        Ok(maps) => {
            for role in maps.role_indices() {
                assert!(!maps[role].id.is_empty());
                assert_eq!(maps.find_role(&maps[role].id), Some(role));
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in &problems {
                let Place::Text(span) = &problem.place else { panic!("no place: {problem:?}") };
                // What a new file breaks may show in one of those beneath.
                let inside = span.file == 0 || file.text.get(span.range.clone()).is_some();
                assert!(inside, "outside of the text: {problem:?}");
                file.line_and_column(span.range.start);
            }
        }
    }
}

/// Entries wherever they stand: a goal that is written anew moves what stands behind it.
fn without_place(entries: &[Entry]) -> Vec<Entry> {
    entries.iter().map(|entry| Entry { place: 0, ..entry.clone() }).collect()
}

/// A profile: what is sound can be added to, cut and given another goal, and is sound after that.
fn profile(bytes: &[u8]) {
    let Ok(file) = FileText::read("profile.toml".to_string(), bytes.to_vec(), 0) else { return };
    let text = &*file.text;
    let Some(before) = profile_of(text) else { return };
    let (sql, level) = (small().find_skill("sql").expect("a skill"), Level::ABOVE_NONE[1]);
    let by = Rater::named(before.name.as_deref().unwrap_or("Ada"));
    let evidence = before.email.clone().or(Some("line\r\n\u{202e}\"two\"".to_string()));
    let added = [
        Addition::Rating(Entry { on: Some(TODAY), by, evidence, ..Entry::own(sql, level) }),
        Addition::Said(Said { on: Some(TODAY), ..Said::own(sql, level, true) }),
        Addition::Claim(Claim { skill: sql, source: before.name.clone() }),
        Addition::Goal(before.goal.clone()),
    ];
    let more = with_additions(text, small(), &added);
    let after = sound(&more, "what was added to a sound profile makes it unsound");
    assert_eq!(after.entries.len(), before.entries.len() + 1);
    let there = &after.entries[..before.entries.len()];
    assert_eq!(without_place(there), without_place(&before.entries));
    assert_eq!(after.claims.len(), before.claims.len() + 1);
    if let Ok(removal) = remove_entries(text, |_, name| small().find_skill(name) == Some(sql)) {
        let rest = sound(&removal.text, "the rest of a sound profile is unsound");
        let direct = |entry: &&Entry| entry.carried_from.is_none();
        assert!(rest.entries.iter().filter(direct).all(|entry| entry.skill != sql));
        assert_eq!(rest.name, before.name);
    }
    if let Ok(migration) = migrate(text, &before, small()) {
        let now = sound(&migration.text, "a migrated profile is unsound");
        let counts = |profile: &Profile| profile.ratings(small(), &Rater::OWN);
        assert_eq!(counts(&now), counts(&before), "{text}\n{}", migration.text);
        let again = migrate(&migration.text, &now, small()).expect("it was migrated before");
        assert_eq!(again.migrated.changes, []);
    }
    if let Some(with) = with_goal(text, &GoalEdit::all_of(&before.goal, small())) {
        let again = sound(&with, "a goal that is written again makes a profile unsound");
        assert_eq!(format!("{:?}", again.goal), format!("{:?}", before.goal));
        assert_eq!(without_place(&again.entries), without_place(&before.entries));
    }
}

/// A `cohort.toml`, and what an import and `cohort forget` write into it.
fn cohort(bytes: &[u8]) {
    let Ok(file) = FileText::read("cohort.toml".to_string(), bytes.to_vec(), 0) else { return };
    let text = &*file.text;
    let _ = roster(text);
    let (draft, found) = read_settings(0, text);
    let before = match draft.validate(small(), found) {
        Ok(settings) => settings,
        Err(problems) => return have_places(&problems, text),
    };
    let new = NewSettings {
        roles: vec!["maker".to_string()],
        seniority: Some(Seniority::Junior),
        people: vec!["Ada \"A\"".to_string(), format!("All:\n{}", before.people.join("\n"))],
        salt: "00ff".to_string(),
    };
    let Ok(after) = with_settings(Some(text), &new) else {
        panic!("a sound cohort.toml is no TOML");
    };
    let after = after.unwrap_or_else(|| text.to_string());
    let (draft, found) = read_settings(0, &after);
    let read = draft.validate(small(), found);
    let read = read.unwrap_or_else(|problems| panic!("written unsound: {problems:?}\n{after}"));
    assert_eq!(&read.people[..before.people.len()], &before.people[..]);
    let gone = without_people(&after, |name| name == "Ada \"A\"").expect("it is TOML");
    assert!(!gone.unwrap_or_default().contains("Ada \\\"A\\\""));
}

/// The file of `--map`, and a table that is read by it.
fn mapping(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read_mapping(text, small()) {
        Ok(mapping) => {
            let table = b"name,sql,python,What?\nAda,2,Often,yes\nBo,Never,1,3\n";
            check_people(table, &HowToRead { mapping, ..how() });
        }
        Err(problems) => have_places(&problems, text),
    }
}

fn how() -> HowToRead {
    let mapping = Mapping::default();
    let form = FormOf::default();
    HowToRead { mapping, form, dates: None, newest: false, today: TODAY, by: Rater::OWN }
}

/// What is read of people is what a sound profile can hold, and what is not read has its place.
fn check_people(bytes: &[u8], how: &HowToRead) {
    let responses = match people::read(bytes, small(), how) {
        Ok(responses) => responses,
        Err(problem) => {
            assert!(!problem.message.is_empty() && !problem.repair.is_empty());
            return;
        }
    };
    for problem in &responses.problems {
        assert!(problem.file().is_some(), "without a place: {problem:?}");
        if let Some(place) = problem.sheet_place() {
            let _ = place.to_string();
        }
    }
    for person in &responses.people {
        let ratings = person.entries.iter().cloned().map(Addition::Rating);
        let said = person.said.iter().cloned().map(Addition::Said);
        let added: Vec<Addition> = ratings.chain(said).collect();
        let text = new_profile(person.name.as_deref(), person.email.as_deref());
        let text = with_additions(&text, small(), &added);
        let profile = sound(&text, "answers that were read make no sound profile");
        assert_eq!(profile.entries.len(), person.entries.len());
        assert_eq!(profile.said.len(), person.said.len());
        assert!(profile.entries.iter().all(|entry| entry.on.is_none_or(|on| on <= TODAY)));
    }
    let _ = responses.cohort(TODAY);
}

/// A table of people, as CSV or JSON.
fn people(bytes: &[u8]) {
    check_people(bytes, &how());
}

/// Stands between the parts of a workbook, so that a fuzzer need not know how to make a zip.
pub const BETWEEN_PARTS: &[u8] = b"\n--part--\n";

/// The parts of a workbook: its sheet, shared strings, styles, relations and list of sheets; a missing one is as usual.
fn workbook(bytes: &[u8]) {
    let mut parts = Vec::new();
    let mut rest = bytes;
    loop {
        let length = BETWEEN_PARTS.len();
        let cut = rest.windows(length).position(|part| part == BETWEEN_PARTS);
        parts.push(&rest[..cut.unwrap_or(rest.len())]);
        match cut {
            Some(cut) => rest = &rest[cut + length..],
            None => break,
        }
    }
    let names = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
    ];
    let usual: [&[u8]; 5] = [b"", b"", b"", RELATIONS, WORKBOOK];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (at, name) in names.iter().enumerate() {
        let part = parts.get(at).copied().filter(|part| !part.is_empty()).unwrap_or(usual[at]);
        if !part.is_empty() {
            zip.start_file(*name, stored).expect("a zip in memory");
            zip.write_all(part).expect("a zip in memory");
        }
    }
    let zip = zip.finish().expect("a zip in memory").into_inner();
    check_people(&zip, &how());
}

const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const WORKBOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

/// A workbook or a zip as it comes, and any other bytes.
fn archive(bytes: &[u8]) {
    check_people(bytes, &how());
}

/// What one process says of the lines of a stream, with blocks of this size.
fn lines_of(bytes: &[u8], is_table: bool, size: usize) -> Vec<(u64, Result<Line, String>)> {
    let mut blocks = Blocks::new(Cursor::new(bytes), size);
    let _ = blocks.first_byte();
    let table = match is_table {
        false => None,
        true => match TableReader::begin(&mut blocks, small(), &Rater::OWN, &FormOf::default())
            .expect("in memory")
        {
            Ok(Some(table)) => Some(table),
            Ok(None) | Err(_) => return Vec::new(),
        },
    };
    let reader = match &table {
        Some(table) => LineReader::Table(table),
        None => LineReader::Json(JsonReader::new(small(), &Rater::OWN)),
    };
    let mut said = Vec::new();
    let mut line = Line::new(small());
    while let Some(block) = blocks.next(Vec::new(), || false).expect("in memory") {
        let _ = reader.read(&block, &mut line, |number, read| {
            said.push((number, read.map(|line| line.clone()).map_err(|why| format!("{why:?}"))));
            ControlFlow::Continue(())
        });
    }
    said
}

/// The answer to a line does not depend on where the stream is cut.
fn check_stream(bytes: &[u8], is_table: bool) {
    let whole = lines_of(bytes, is_table, bytes.len() + 1);
    for size in [1, 64] {
        assert_eq!(lines_of(bytes, is_table, size), whole, "in blocks of {size} bytes");
    }
}

/// The lines of `batch`.
fn batch_json(bytes: &[u8]) {
    check_stream(bytes, false);
    // The reader of usual lines and the one of any line agree.
    let reader = JsonReader::new(small(), &Rater::OWN);
    for text in bytes.split(|byte| *byte == b'\n') {
        let (mut usual, mut any) = (Line::new(small()), Line::new(small()));
        let read = (reader.read(text, &mut usual), reader.read_any(text, &mut any));
        assert_eq!(read.0, read.1);
        if read.0.is_ok() {
            assert_eq!(usual, any);
        }
    }
}

/// The table of `batch`.
fn batch_table(bytes: &[u8]) {
    check_stream(bytes, true);
}

/// A file about oneself for `import`.
fn own(bytes: &[u8]) {
    let own = match own_file::read(bytes, small()) {
        Ok(own) => own,
        Err(problem) => {
            assert!(!problem.message.is_empty() && !problem.repair.is_empty());
            // Bytes in another encoding are read as a text of another length.
            if let (Place::Text(span), Ok(text)) = (&problem.place, std::str::from_utf8(bytes)) {
                assert!(span.range.end <= text.len(), "{problem:?}");
            }
            return;
        }
    };
    assert!(own.problems.iter().all(|problem| problem.file().is_some()), "{:?}", own.problems);
    let ratings = own.ratings.iter().map(|(skill, level, on)| {
        Addition::Rating(Entry { on: on.or(Some(TODAY)), ..Entry::own(*skill, *level) })
    });
    let claims = own
        .claims
        .iter()
        .map(|claim| Addition::Claim(Claim { skill: claim.skill, source: claim.word.clone() }));
    let projects = own.projects.iter().filter_map(|(id, on)| {
        let project = small().find_project(id)?;
        Some(DoneProject { project, on: *on, by: Rater::OWN, evidence: Some(id.clone()) }.into())
    });
    let added: Vec<Addition> = ratings.chain(claims).chain(projects).collect();
    let text = with_additions(&new_profile(Some("Ada"), None), small(), &added);
    sound(&text, "what was imported makes no sound profile");
}

/// A JSON Resume, which is read, and written back with other skills.
fn resume(bytes: &[u8]) {
    own(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let skill = ResumeSkill { name: "SQL".into(), level: "Working", keywords: Vec::new() };
    match with_skills(text, &[skill]) {
        Ok(resume) if own_file::read(bytes, small()).is_ok() => {
            let again = own_file::read(resume.as_bytes(), small());
            let again = again.unwrap_or_else(|why| panic!("written unreadable: {why:?}\n{resume}"));
            assert!(again.claims.iter().any(|claim| &*small()[claim.skill].id == "sql"));
        }
        Ok(_) => {}
        Err(problem) => have_places(&[problem], text),
    }
}

/// The ticks that a page saves.
fn ticks(bytes: &[u8]) {
    own(&[b"kind,id,level,on\n", bytes].concat());
}

/// A job advertisement, and the role that is saved of it.
fn advert(bytes: &[u8]) {
    static INDEX: OnceLock<Index<'static>> = OnceLock::new();
    let maps = shipped();
    let index = INDEX.get_or_init(|| Index::new(maps, maps.adverts()));
    let Ok(text) = read_advert(bytes) else { return };
    let reading = read_page(maps, index, &text);
    for seen in reading.requirements.iter().flat_map(|asked| &asked.seen) {
        assert!(text.get(seen.range.clone()).is_some(), "{seen:?}");
    }
    let Some(job) = job(maps, &reading, "this-job", "This job") else { return };
    let file = role_file(maps, &reading, &job, &text, "a\nb.txt");
    let mut layer = Layer::default();
    let found = read_map(0, &file, &mut layer);
    assert!(found.is_empty(), "{found:?}\n{file}");
    assert_eq!(layer.roles.len(), 1, "{file}");
}

/// The lines of `assess --protocol json`, to an interview of each kind.
fn protocol(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let sentences = Asking::Sentences { mode: Mode::Quick, clock: Clock::default() };
    for asking in [Asking::Levels { every: false }, sentences] {
        let maps = small();
        let start = Start {
            roles: Vec::new(),
            seniority: None,
            ask_hours: true,
            ratings: Ratings::none(maps),
            said: Vec::new(),
            claims: Vec::new(),
            ticked: Default::default(),
            stale: Vec::new(),
            asking,
        };
        let mut interview = Interview::new(maps, start);
        let mut kept = Vec::new();
        for line in text.lines() {
            let Some(question) = interview.question().cloned() else { break };
            match read_line(maps, line) {
                Ok(Spoken::Stop) => break,
                Ok(Spoken::Answers(answers)) if answers.iter().all(|a| question.takes(a)) => {
                    kept.extend(answers.into_iter().flat_map(|answer| interview.answer(answer)));
                }
                Ok(Spoken::Answers(_)) => {}
                Err(message) => assert!(!message.is_empty()),
            }
            let progress = interview.progress();
            assert!(progress.decided.part <= progress.decided.whole);
        }
        kept.extend(interview.goal_to_keep());
        let added: Vec<Addition> = kept.into_iter().map(addition).collect();
        let text = with_additions(&new_profile(None, None), maps, &added);
        sound(&text, "the answers of an interview make no sound profile");
    }
}

fn addition(record: Record) -> Addition {
    match record {
        Record::Rating { skill, level, evidence } => {
            Addition::Rating(Entry { on: Some(TODAY), evidence, ..Entry::own(skill, level) })
        }
        Record::Said { step, can } => {
            Addition::Said(Said { on: Some(TODAY), ..Said::own(step.skill, step.level, can) })
        }
        Record::Claim(skill) => Addition::Claim(Claim { skill, source: None }),
        Record::Goal { roles, seniority, hours_per_week } => {
            let seniority = Some(seniority);
            let goal = skillgap::domain::profile::Goal {
                roles,
                seniority,
                hours_per_week,
                ..Default::default()
            };
            Addition::Goal(goal)
        }
    }
}

/// A whole command line, a word a line: every value of every flag is read as the program reads it.
fn command_line(bytes: &[u8]) {
    let words = bytes.split(|byte| *byte == b'\n').map(word_of);
    let words = std::iter::once(OsString::from("skillgap")).chain(words);
    thread_local! {
        /// Every command with its flags: to say them takes longer than to read most lines.
        static COMMAND: RefCell<clap::Command> = RefCell::new(skillgap::cli::command());
    }
    COMMAND.with_borrow_mut(|command| {
        if let Err(error) = command.try_get_matches_from_mut(words) {
            assert!(!error.to_string().is_empty());
        }
    });
}

#[cfg(unix)]
fn word_of(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn word_of(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// Lists of people: a roster, and the pairs of another week.
fn lists(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let names = read_roster(&text);
    assert!(names.iter().all(|name| !name.trim().is_empty()), "{names:?}");
    for (first, second) in read_pairs(&text) {
        assert!(text.contains(first.as_str()) || text.contains('"'), "{first:?} {second:?}");
    }
}

/// Single values: a level, a scale, hours of study, a name, and text that is cleaned before it is shown.
fn values(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(level) = Level::parse(&text) {
        assert!(level <= Level::EXPERT);
    }
    if let Ok(scale) = Scale::parse(&text) {
        let (least, largest) = scale.ends();
        assert!((4..=20).contains(&(largest - least)));
        assert_eq!(scale.shares().len(), 5);
        assert!(scale.level(least).is_some() && scale.level(largest).is_some());
        assert_eq!(scale.level(largest.saturating_add(1)).filter(|_| largest < i64::MAX), None);
    }
    if let Ok(study) = Study::read(&text) {
        assert!(!study.weekdays.is_empty() && study.from < study.until);
    }
    let name = normalised_name(&text);
    assert_eq!(normalised_name(&name), name, "a normalised name stays");
    assert_eq!(small().find_skill(&name), small().find_skill(&text));
    let _ = nearest(&text, ["python", "sql", "programming"].into_iter());
    assert!(!clean(&text).chars().any(steers), "{text:?}");
}
