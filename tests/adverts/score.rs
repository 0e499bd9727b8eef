//! How well advertisements are read: each fixture says what a person reads in it, and this counts how often the program
//! reads the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use skillgap::domain::advert::{Index, Reading, read};
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::role::Importance;
use skillgap::files::advert_text::read_advert;
use toml::{Table, Value};

/// An advertisement, with what a person reads in it.
pub(crate) struct Fixture {
    pub name: String,
    pub text: String,
    role: String,
    seniority: Option<String>,
    years: Option<i64>,
    /// Each skill with its importance; the highest where it is asked for twice.
    skills: BTreeMap<String, Importance>,
    groups: BTreeSet<BTreeSet<String>>,
    not_asked: BTreeSet<String>,
    homonyms: BTreeSet<String>,
}

/// The fixtures of a folder, by name.
pub(crate) fn fixtures(maps: &SkillMaps, folder: &str) -> Vec<Fixture> {
    let folder = Path::new("tests/fixtures/adverts").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fixture(maps, path)).collect()
}

fn fixture(maps: &SkillMaps, path: &Path) -> Fixture {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let table: Table =
        fs::read_to_string(path).unwrap().parse().unwrap_or_else(|error| panic!("{name}: {error}"));
    let known = [
        "role",
        "seniority",
        "years",
        "core",
        "important",
        "helpful",
        "not_asked",
        "homonyms",
        "text",
    ];
    for key in table.keys() {
        assert!(known.contains(&key.as_str()), "{name}: no key {key}");
    }
    let list = |key: &str| -> Vec<String> {
        let values = table.get(key).and_then(Value::as_array).into_iter().flatten();
        values.map(|value| value.as_str().unwrap().to_string()).collect()
    };
    let word = |key: &str| table.get(key).and_then(Value::as_str).map(ToString::to_string);
    let mut skills: BTreeMap<String, Importance> = BTreeMap::new();
    let mut groups = BTreeSet::new();
    for importance in [Importance::Core, Importance::Important, Importance::Helpful] {
        for asked in list(importance.word()) {
            let members: BTreeSet<String> = asked.split(" | ").map(ToString::to_string).collect();
            for skill in &members {
                assert_eq!(
                    maps.find_skill(skill).map(|at| maps[at].id.as_str()),
                    Some(skill.as_str()),
                    "{name}"
                );
                skills.entry(skill.clone()).or_insert(importance);
            }
            if members.len() > 1 {
                groups.insert(members);
            }
        }
    }
    let role = word("role").unwrap_or_else(|| panic!("{name}: no role"));
    assert!(maps.find_role(&role).is_some(), "{name}: {role}");
    Fixture {
        text: word("text").unwrap_or_else(|| panic!("{name}: no text")),
        role,
        seniority: word("seniority"),
        years: table.get("years").and_then(Value::as_integer),
        skills,
        groups,
        not_asked: list("not_asked").into_iter().collect(),
        homonyms: list("homonyms").into_iter().collect(),
        name,
    }
}

/// Of some things that are there and some that were found, how many are the same.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    pub right: usize,
    pub found: usize,
    pub there: usize,
}

impl Share {
    pub(crate) fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    pub(crate) fn recall(self) -> f64 {
        if self.there == 0 { 1.0 } else { self.right as f64 / self.there as f64 }
    }

    fn add<T: Ord>(&mut self, found: &BTreeSet<T>, there: &BTreeSet<T>) {
        self.right += found.intersection(there).count();
        self.found += found.len();
        self.there += there.len();
    }

    fn is(&mut self, right: bool) {
        self.right += usize::from(right);
        self.found += 1;
        self.there += 1;
    }
}

/// How well some advertisements are read.
#[derive(Default)]
pub(crate) struct Scores {
    pub skills: Share,
    pub nice: Share,
    /// Of what is asked and not only nice to have: core, or part of the work.
    pub core: Share,
    pub groups: Share,
    pub seniority: Share,
    pub role: Share,
    pub years: Share,
    /// Of what is not asked, how much was taken; `there` counts it.
    pub not_asked: Share,
    pub homonyms: Share,
    /// What was read otherwise than by a person, a line each.
    pub differences: Vec<String>,
}

/// Reads fixtures, and compares.
pub(crate) fn score(maps: &SkillMaps, fixtures: &[Fixture]) -> Scores {
    let index = Index::new(maps, maps.adverts());
    let mut scores = Scores::default();
    for fixture in fixtures {
        let text = read_advert(fixture.text.as_bytes()).unwrap();
        compare(maps, fixture, &read(maps, &index, &text), &text, &mut scores);
    }
    scores
}

fn compare(
    maps: &SkillMaps,
    fixture: &Fixture,
    reading: &Reading,
    text: &str,
    scores: &mut Scores,
) {
    let id = |skill: SkillIndex| maps[skill].id.clone();
    let mut found: BTreeMap<String, Importance> = BTreeMap::new();
    let mut groups = BTreeSet::new();
    for asked in &reading.requirements {
        for skill in &asked.any_of {
            let importance = found.entry(id(*skill)).or_insert(asked.importance);
            *importance = (*importance).min(asked.importance);
        }
        if asked.is_group() {
            groups.insert(asked.any_of.iter().map(|skill| id(*skill)).collect::<BTreeSet<_>>());
        }
    }
    let mut say = |what: String| scores.differences.push(format!("{}: {what}", fixture.name));
    let names = |of: &BTreeMap<String, Importance>| of.keys().cloned().collect::<BTreeSet<_>>();
    let (have, want) = (names(&found), names(&fixture.skills));
    for extra in have.difference(&want) {
        let seen = reading.requirements.iter().flat_map(|asked| &asked.seen);
        let at: Vec<String> = seen
            .filter(|seen| maps[seen.skill].id == *extra)
            .map(|seen| {
                format!("{:?} {}", &text[seen.range.clone()], seen.duty.as_deref().unwrap_or(""))
            })
            .collect();
        say(format!("+ {extra} {}", at.join(" ")));
    }
    for missing in want.difference(&have) {
        let not = reading.not_asked.iter().filter(|not| id(not.skill) == *missing);
        let why: Vec<String> =
            not.map(|not| format!("{:?} {}", &text[not.range.clone()], not.why.word())).collect();
        say(format!("- {missing} {}", why.join(" ")));
    }
    scores.skills.add(&have, &want);
    let nice = |of: &BTreeMap<String, Importance>| -> BTreeSet<String> {
        of.iter()
            .filter(|(_, i)| **i == Importance::Helpful)
            .map(|(skill, _)| skill.clone())
            .collect()
    };
    scores.nice.add(&nice(&found), &nice(&fixture.skills));
    for (skill, wanted) in &fixture.skills {
        let Some(importance) = found.get(skill) else {
            continue;
        };
        if *wanted != Importance::Helpful && *importance != Importance::Helpful {
            scores.core.is(importance == wanted);
        }
        if importance != wanted {
            say(format!("{skill} is {}, not {}", importance.word(), wanted.word()));
        }
    }
    for group in groups.symmetric_difference(&fixture.groups) {
        let sign = if groups.contains(group) { "+" } else { "-" };
        say(format!("{sign} {}", group.iter().cloned().collect::<Vec<_>>().join(" | ")));
    }
    scores.groups.add(&groups, &fixture.groups);
    let seniority = reading.seniority.as_ref().map(|(seniority, _)| seniority.word().to_string());
    if seniority != fixture.seniority {
        say(format!("seniority {seniority:?}, not {:?}", fixture.seniority));
    }
    scores.seniority.is(seniority == fixture.seniority);
    let role = reading.nearest.first().map(|near| maps[near.role].id.as_str());
    if role != Some(&fixture.role) {
        say(format!("role {role:?}, not {}", fixture.role));
    }
    scores.role.is(role == Some(&fixture.role));
    let years = reading.years.as_ref().map(|(years, _)| i64::from(*years));
    if years != fixture.years {
        say(format!("years {years:?}, not {:?}", fixture.years));
    }
    scores.years.is(years == fixture.years);
    scores.not_asked.add(&have, &fixture.not_asked);
    scores.homonyms.add(&have, &fixture.homonyms);
}
