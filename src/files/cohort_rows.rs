//! Rows → people: a CSV with a person a row and a skill a column, or JSON lines with a person a line.
//!
//! The CSV's columns `person`, `name`, `id` or `email` say who it is, `role` and `seniority` what they aim at, and every
//! other column that is called like a skill holds its level, as a number or a word; an empty cell is not rated. A line of
//! JSON is `{"id": …, "name": …, "role": …, "seniority": …, "ratings": {"python": 2}}`.

use std::collections::HashSet;

use serde_json::Value;

use crate::domain::catalog::SkillIndex;
use crate::domain::cohort::Member;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::names::folded;
use crate::domain::problem::{Place, Problem, Rule};
use crate::domain::profile::{Entry, Method, Profile, SELF};

/// Gives every person of a text to `each`, in the order of the rows, and tells what could not be read.
pub fn read_people(text: &str, maps: &SkillMaps, mut each: impl FnMut(Member)) -> Vec<Problem> {
    let mut rows = Rows {
        maps,
        seen: HashSet::new(),
        problems: Vec::new(),
    };
    if text.trim_start().starts_with('{') {
        rows.json_lines(text, &mut each);
    } else {
        rows.csv(text, &mut each);
    }
    rows.problems
}

struct Rows<'m> {
    maps: &'m SkillMaps,
    seen: HashSet<String>,
    problems: Vec<Problem>,
}

/// What a column of the CSV holds.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Person,
    Role,
    Seniority,
    Level(SkillIndex),
    Other,
}

impl Rows<'_> {
    fn csv(&mut self, text: &str, each: &mut impl FnMut(Member)) {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut columns: Option<Vec<Column>> = None;
        let mut record = csv::StringRecord::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    let message = format!("this is not CSV: {error}");
                    self.report(start, Rule::WrongType, message, "mend it here");
                    break;
                }
            }
            match &columns {
                None => {
                    let heads: Vec<Column> =
                        record.iter().map(|title| self.column(title)).collect();
                    if !heads.contains(&Column::Person) {
                        let message = "no column says who a row is about";
                        let repair = "call one `person`, `name`, `id` or `email`";
                        self.report(start, Rule::MissingKey, message, repair);
                        break;
                    }
                    columns = Some(heads);
                }
                Some(columns) => {
                    if let Some(member) = self.row(&record, columns, start) {
                        each(member);
                    }
                }
            }
        }
    }

    fn column(&self, title: &str) -> Column {
        match folded(title.trim_start_matches('\u{feff}')).as_str() {
            "person" | "name" | "id" | "email" => Column::Person,
            "role" => Column::Role,
            "seniority" => Column::Seniority,
            name => self
                .maps
                .find_skill(name)
                .map_or(Column::Other, Column::Level),
        }
    }

    fn row(&mut self, row: &csv::StringRecord, columns: &[Column], at: usize) -> Option<Member> {
        let mut person = None;
        let mut profile = Profile::default();
        for (cell, column) in row.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
            match column {
                Column::Person => person = person.or(Some(cell)),
                Column::Role => profile.goal.roles.extend(self.maps.find_role(cell)),
                Column::Seniority => profile.goal.seniority = Seniority::parse(cell),
                Column::Level(skill) => match level(cell) {
                    Some(level) => profile.entries.push(entry(*skill, level)),
                    None => {
                        let message =
                            format!("`{cell}` is not a level of {}", self.maps[*skill].name);
                        self.report(at, Rule::LevelOffScale, message, "levels are 0 to 4");
                    }
                },
                Column::Other => {}
            }
        }
        self.member(person?, None, profile, at)
    }

    fn json_lines(&mut self, text: &str, each: &mut impl FnMut(Member)) {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                match serde_json::from_str::<Value>(line) {
                    Ok(value) => self.json(&value, at).into_iter().for_each(&mut *each),
                    Err(error) => {
                        let message = format!("this line is not JSON: {error}");
                        self.report(at, Rule::WrongType, message, "write one object a line");
                    }
                }
            }
            at += line.len();
        }
    }

    fn json(&mut self, line: &Value, at: usize) -> Option<Member> {
        let text = |key: &str| line.get(key).and_then(Value::as_str);
        let Some(id) = text("id").or(text("name")) else {
            let message = "this line has no `id` and no `name`";
            self.report(at, Rule::MissingKey, message, "say who it is about");
            return None;
        };
        let mut profile = Profile::default();
        profile
            .goal
            .roles
            .extend(text("role").and_then(|role| self.maps.find_role(role)));
        profile.goal.seniority = text("seniority").and_then(Seniority::parse);
        let ratings = line.get("ratings").and_then(Value::as_object);
        for (name, value) in ratings.into_iter().flatten() {
            let Some(skill) = self.maps.find_skill(name) else {
                continue;
            };
            let read = value.as_i64().and_then(Level::new);
            match read.or_else(|| value.as_str().and_then(level)) {
                Some(level) => profile.entries.push(entry(skill, level)),
                None => {
                    let message = format!("{value} is not a level of {}", self.maps[skill].name);
                    self.report(at, Rule::LevelOffScale, message, "levels are 0 to 4");
                }
            }
        }
        self.member(id, text("name"), profile, at)
    }

    fn member(
        &mut self,
        id: &str,
        name: Option<&str>,
        profile: Profile,
        at: usize,
    ) -> Option<Member> {
        if !self.seen.insert(folded(id)) {
            let message = format!("`{id}` is there twice; this row is left out");
            self.report(at, Rule::DuplicateId, message, "keep one row a person");
            return None;
        }
        Some(Member {
            id: id.to_string(),
            name: name.unwrap_or(id).to_string(),
            profile,
        })
    }

    fn report(&mut self, at: usize, rule: Rule, message: impl Into<String>, repair: &str) {
        let place = Place {
            file: 0,
            span: at..at,
        };
        self.problems
            .push(Problem::at(&place, rule, message, repair));
    }
}

/// `2`, `working`, and what forms make of it: `2 – working`.
fn level(cell: &str) -> Option<Level> {
    Level::parse(cell).or_else(|| {
        let (first, rest) = cell.split_at_checked(1)?;
        let ends = !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
        Level::parse(first).filter(|_| ends)
    })
}

fn entry(skill: SkillIndex, level: Level) -> Entry {
    Entry {
        skill,
        level,
        on: None,
        by: SELF.to_string(),
        method: Method::Import,
        evidence: None,
        note: None,
    }
}
