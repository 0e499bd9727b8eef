//! `skillgap cohort compare`: what changed between two times. The module `raters` compares people's own ratings with
//! those of others.

mod raters;

pub(crate) use raters::RatersAnswer;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{PersonJson, is_few, measured_against, role_ids, rounded};
use crate::domain::catalog::SkillIndex;
use crate::domain::cohort::Aims;
use crate::domain::cohort::compare::{ChangedSkill, Movement, SkillMovement, Snapshot};
use crate::domain::cohort::person_name::PersonName;
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document, Table, Tone};
use crate::report::gap::is_known_enough;
use crate::report::json::{SkillRef, ids};
use crate::report::likely::{LikelyNumbers, likely_share};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, percent};
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// The largest number of people that the text lists.
const MOST_SHOWN: usize = 200;
/// The largest number of skills that the text lists.
const MOST_SKILLS: usize = 10;

/// What changed between two times.
pub(crate) struct CompareAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The roles and seniority that the readiness of everybody is measured against.
    pub(crate) aims: &'m Aims,
    /// The names of the two times: days or paths.
    pub(crate) times: (String, String),
    /// The people who are present at both times.
    pub(crate) people: Vec<Movement>,
    /// The skills whose ratings changed.
    pub(crate) skills: Vec<(SkillIndex, SkillMovement)>,
    /// The people who are present only at the earlier time: id and name.
    pub(crate) only_before: Vec<(String, PersonName)>,
    /// The people who are present only at the later time: id and name.
    pub(crate) only_after: Vec<(String, PersonName)>,
    /// Whether the answer must not show who is who.
    pub(crate) anonymous: bool,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for CompareAnswer<'_> {
    const KIND: &'static str = "cohort-compare";
    const ABOUT: &'static str = "what changed between two days";
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];
    type Json = CompareJson;

    fn json(&self) -> CompareJson {
        let skill = |(skill, movement): &(SkillIndex, SkillMovement)| SkillJson {
            skill: SkillRef::new(self.maps, *skill),
            rated_twice_by: movement.people,
            up: movement.up,
            down: movement.down,
        };
        CompareJson {
            roles: role_ids(self.maps, self.aims),
            before: self.times.0.clone(),
            after: self.times.1.clone(),
            people: self.people.iter().map(|person| MovementJson::new(self.maps, person)).collect(),
            skills: self.skills.iter().map(skill).collect(),
            only_before: persons(&self.only_before),
            only_after: persons(&self.only_after),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let (before, after) = &self.times;
        let mut document = Document::default();
        document.title(text!(
            "**What changed**<quiet> · {} to {} · {} · {}</>",
            before,
            after,
            count(self.people.len(), "person", "people"),
            measured_against(self.maps, self.aims)
        ));
        if self.people.len() > MOST_SHOWN {
            document.say(
                "These are too many people to show one by one: --format csv or --json has a line for each.",
            );
        } else if !self.people.is_empty() {
            document.table(self.people());
            document.say(text!(
                "<quiet>Then and now: readiness of this map's targets, and hours to go, by the same goal. Up and down: skills rated higher or lower than then; first: rated for the first time, which is not a change of level.</>"
            ));
        }
        self.skills(&mut document);
        self.response_shift(&mut document);
        let names = |which: fn(&Movement) -> bool| -> Vec<String> {
            let people = self.people.iter().filter(|person| !self.anonymous && which(person));
            people.map(|person| person.after.name.to_string()).collect()
        };
        let first = names(Movement::is_first);
        if !first.is_empty() && first.len() <= MOST_SHOWN {
            document.heading("First answers");
            document.say(text!(
                "{}: nothing was rated before, so their progress is not known yet.",
                and_list(&first)
            ));
        }
        let silent = names(|person| !person.is_first() && !person.has_answered_since);
        if !silent.is_empty() && silent.len() <= MOST_SHOWN {
            document.heading("Who has not answered since");
            document.say(text!(
                "{}: there is no later answer, so their progress is not known.",
                and_list(&silent)
            ));
        }
        let still =
            names(|person| person.is_still() && !person.is_first() && person.has_answered_since);
        if !still.is_empty() && still.len() <= MOST_SHOWN {
            document.heading("Whose ratings are unchanged");
            document.say(text!(
                "{}: they may have had no reason to rate again, so ask them.",
                and_list(&still)
            ));
        }
        for (people, when) in [(&self.only_before, before), (&self.only_after, after)] {
            if !people.is_empty() && people.len() <= MOST_SHOWN {
                let names: Vec<String> = people.iter().map(|(_, name)| name.to_string()).collect();
                document.say(text!("Only in {}: {}.", when, and_list(&names)));
            }
        }
        document.notes(&self.notes);
        document
    }

    /// Returns a row for each person and each skill that is rated at the later time, with its level at both times.
    fn sheet(&self) -> Sheet {
        let rows = self.people.iter().flat_map(|person| {
            person.after.ratings.iter().map(move |(skill, to)| (person, skill, to))
        });
        let told = |skill: SkillIndex| self.skills.iter().any(|(shown, _)| *shown == skill);
        let rows = rows.filter(|(_, skill, _)| !self.anonymous || told(*skill));
        Sheet::of(rows)
            .column("person", |(person, ..)| person.after.id.as_str())
            .column("name", |(person, ..)| person.after.name.plain())
            .column("skill", |(_, skill, _)| self.maps[*skill].id.as_str())
            .column("from", |(person, skill, _)| person.before.ratings.get(*skill))
            .column("to", |(.., to)| *to)
            .into()
    }
}

fn persons(people: &[(String, PersonName)]) -> Vec<PersonJson> {
    people.iter().map(|(id, name)| PersonJson::new(id, name)).collect()
}

impl CompareAnswer<'_> {
    /// Removes the figures about fewer than five people, and what is about single people. The people have aliases
    /// already.
    pub(crate) fn hide_few(&mut self) {
        self.anonymous = true;
        if self.times.0.parse::<Date>().is_err() {
            self.times = ("the earlier time".to_string(), "the later time".to_string());
        }
        let all = self.people.len();
        self.skills.retain(|(_, movement)| {
            let unmoved = movement.people.saturating_sub(movement.up + movement.down);
            let rest = all.saturating_sub(movement.people);
            let figures = [movement.people, movement.up, movement.down, unmoved, rest];
            !figures.into_iter().any(is_few)
        });
        for person in &mut self.people {
            let told = |skill| self.skills.iter().any(|(shown, _)| *shown == skill);
            person.changes.retain(|change| told(change.skill));
            person.newly_rated.clear();
        }
        for people in [&mut self.only_before, &mut self.only_after] {
            if is_few(people.len()) {
                people.clear();
            }
        }
        self.notes.retain(Note::is_anonymous);
    }

    fn people(&self) -> Table {
        let number = |number: usize, tone| match number {
            0 => Cell::quiet("–"),
            some => Cell::toned(some.to_string(), tone),
        };
        let columns = Table::of(&self.people)
            .text("Person", |person| Cell::strong(person.after.name.to_string()))
            .number("Then", |person| readiness(&person.before))
            .number("Now", |person| Cell::strong(readiness(&person.after)))
            .number("Hours then", |person| to_go(&person.before))
            .if_room(2)
            .number("Hours now", |person| to_go(&person.after))
            .if_room(1)
            .number("Up", |person| number(person.risen().count(), Tone::Good))
            .number("Down", |person| number(person.fallen().count(), Tone::Warn))
            .number("First", |person| number(person.newly_rated.len(), Tone::Plain))
            .if_room(3);
        if self.people.iter().all(|person| person.after.likely.is_none()) {
            return columns.into();
        }
        let likely = |person: &&Movement| match person.after.likely {
            None => Cell::quiet("–"),
            Some(likely) => Cell::quiet(likely_share(likely)),
        };
        columns
            .number("Known now", |person| Cell::quiet(percent(person.after.coverage)))
            .if_room(5)
            .number("Likely now", likely)
            .if_room(4)
            .into()
    }

    fn skills(&self, document: &mut Document) {
        if self.skills.is_empty() {
            return;
        }
        document.heading("Skill by skill");
        let shown = self.skills.iter().take(MOST_SKILLS);
        document.table(
            Table::of(shown)
                .text("Skill", |(skill, _)| self.maps[*skill].name.as_str())
                .number("Up", |(_, movement)| Cell::toned(movement.up.to_string(), Tone::Good))
                .number("Down", |(_, movement)| Cell::toned(movement.down.to_string(), Tone::Warn))
                .number("Rated twice by", |(_, movement)| movement.people.to_string()),
        );
        let more = self.skills.len().saturating_sub(MOST_SKILLS);
        if more > 0 {
            document.say(text!("<quiet>and {} more; --json has all.</>", more));
        }
    }

    /// Adds the ratings that fell. Most often this is response shift, which is no loss of skill.
    fn response_shift(&self, document: &mut Document) {
        let falls = |person: &&Movement| person.fallen().count();
        let people: Vec<&Movement> =
            self.people.iter().filter(|person| falls(person) > 0).collect();
        if people.is_empty() || self.anonymous {
            return;
        }
        document.heading("Rated lower than before");
        document.say(text!(
            "{} of {} fell. After teaching people often rate themselves lower than before, because they see more of what there is to know (response shift). Ask before you take it for a loss.",
            count(people.iter().map(falls).sum(), "rating", "ratings"),
            count(people.len(), "person", "people")
        ));
        let change = |change: &ChangedSkill| {
            let skill = &self.maps[change.skill].name;
            format!("{skill} {} to {}", change.from, change.to)
        };
        document.list(people.iter().take(MOST_SHOWN).map(|person| {
            let falls: Vec<String> = person.fallen().map(change).collect();
            text!("**{}**: {}", person.after.name, falls.join(", "))
        }));
    }
}

/// Returns the readiness in whole percent, or `?` if less than half of the weight is known.
fn readiness(snapshot: &Snapshot) -> String {
    let known = is_known_enough(snapshot.coverage);
    let percent = |share| format!("{} %", rounded(share));
    snapshot.readiness.filter(|_| known).map_or("?".to_string(), percent)
}

fn to_go(snapshot: &Snapshot) -> String {
    snapshot.hours.map_or("?".to_string(), |hours| format!("{} h", hours.typical))
}

/// The content of a `cohort-compare` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct CompareJson {
    /// The ids of the roles that everybody is measured against; empty if each person has their own goal.
    roles: Vec<String>,
    /// The earlier time: a day, as in 2026-11-22, or the path of what was read.
    before: String,
    /// The later time: a day, as in 2026-11-22, or the path of what was read.
    after: String,
    /// Everybody who is there at both times.
    people: Vec<MovementJson>,
    /// The skills that moved, those first that rose for most people.
    skills: Vec<SkillJson>,
    /// Those who are there at the earlier time alone.
    only_before: Vec<PersonJson>,
    /// Those who are there at the later time alone.
    only_after: Vec<PersonJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// One person at two times.
#[derive(Debug, JsonSchema, Serialize)]
struct MovementJson {
    /// The person's id and name.
    #[serde(flatten)]
    person: PersonJson,
    /// Where the person stood at the earlier time.
    before: SnapshotJson,
    /// Where the person stood at the later time.
    after: SnapshotJson,
    /// Whether any rating changed.
    moved: bool,
    /// How many skills are rated at both times.
    rated_twice: usize,
    /// The skills that are rated at both times, with different levels.
    changes: Vec<ChangeJson>,
    /// The ids of the skills that are rated at the later time alone.
    newly_rated: Vec<String>,
}

impl MovementJson {
    fn new(maps: &SkillMaps, person: &Movement) -> MovementJson {
        let change = |change: &ChangedSkill| ChangeJson {
            skill: maps[change.skill].id.clone(),
            from: change.from,
            to: change.to,
        };
        MovementJson {
            person: PersonJson::new(&person.after.id, &person.after.name),
            before: (&person.before).into(),
            after: (&person.after).into(),
            moved: !person.is_still(),
            rated_twice: person.rated_twice,
            changes: person.changes.iter().map(change).collect(),
            newly_rated: ids(maps, &person.newly_rated),
        }
    }
}

/// Where one person stood at one time, both times measured against the same goal.
#[derive(Debug, JsonSchema, Serialize)]
struct SnapshotJson {
    /// How many skills were rated.
    rated: usize,
    /// The weight of the met requirements as a share of the weight of all, 0 to 1, averaged over the roles; null
    /// without a goal or without ratings.
    readiness: Option<Fraction>,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1; null without a goal.
    coverage: Option<Fraction>,
    /// The likely readiness.
    #[serde(flatten)]
    likely: LikelyNumbers,
    /// How many requirements were met, of all roles together.
    met: usize,
    /// How many requirements were asked, of all roles together.
    asked: usize,
    /// The hours until ready; null without a goal or without ratings.
    hours: Option<Hours>,
}

impl From<&Snapshot> for SnapshotJson {
    fn from(snapshot: &Snapshot) -> SnapshotJson {
        SnapshotJson {
            rated: snapshot.ratings.len(),
            readiness: snapshot.readiness,
            coverage: snapshot.goal_is_known.then_some(snapshot.coverage),
            likely: snapshot.likely.into(),
            met: snapshot.met.0,
            asked: snapshot.met.1,
            hours: snapshot.hours,
        }
    }
}

/// A skill of one person whose rating changed.
#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The id of the skill.
    skill: String,
    /// The level at the earlier time.
    from: Level,
    /// The level at the later time.
    to: Level,
}

/// A skill over the whole group.
#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// How many people rated it at both times.
    rated_twice_by: usize,
    /// How many people rate it higher than before.
    up: usize,
    /// How many people rate it lower than before.
    down: usize,
}
