//! What moved, and how far people's own ratings are from those of others, as answers.

mod raters;

pub use raters::{
    RatersAnswer, RatersJson, document as raters_document, json as raters_json,
    sheet as raters_sheet,
};

use schemars::JsonSchema;
use serde::Serialize;

use super::{PersonJson, measured_against, role_ids};
use crate::domain::catalog::SkillIndex;
use crate::domain::cohort::Aims;
use crate::domain::cohort::compare::{Change, Movement, SkillMovement, Snapshot};
use crate::domain::hours::Hours;
use crate::domain::maps::SkillMaps;
use crate::report::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count};
use crate::report::sheet::Sheet;

/// So many people are shown one by one; of more only what they have in common.
const MOST_SHOWN: usize = 200;
/// So many skills are shown.
const MOST_SKILLS: usize = 10;

/// What moved between two times.
pub struct CompareAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What everybody is measured against.
    pub aims: &'m Aims,
    /// What the two times are called: days or paths.
    pub times: (String, String),
    /// Everybody who is there at both times.
    pub people: Vec<Movement>,
    /// The skills that moved.
    pub skills: Vec<(SkillIndex, SkillMovement)>,
    /// Ids and names of those who are there at the earlier time alone.
    pub only_before: Vec<(String, String)>,
    /// Ids and names of those who are there at the later time alone.
    pub only_after: Vec<(String, String)>,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// The answer for people.
pub fn document(answer: &CompareAnswer<'_>) -> Document {
    let mut document = Document::default();
    let (before, after) = &answer.times;
    document.push(Block::Title(Text::new("What moved", Tone::Strong).and(
        format!(
            " · {before} to {after} · {} · {}",
            count(answer.people.len(), "person", "people"),
            measured_against(answer.maps, answer.aims)
        ),
        Tone::Quiet,
    )));
    if answer.people.len() > MOST_SHOWN {
        document.say(
            "So many people are not shown one by one: --format csv or --json has a line for each.",
        );
    } else if !answer.people.is_empty() {
        document.push(Block::Table(people_table(answer)));
        document.say(Text::new(
            "Then and now: readiness of this map's targets, and hours to go, by the same goal. Up and down: skills rated higher or lower than then; first: rated for the first time, which is an answer and not a movement.",
            Tone::Quiet,
        ));
    }
    skills(answer, &mut document);
    response_shift(answer, &mut document);
    let still: Vec<String> = answer
        .people
        .iter()
        .filter(|person| person.is_still())
        .map(|person| person.after.name.clone())
        .collect();
    if !still.is_empty() && still.len() <= MOST_SHOWN {
        document.heading("Who did not move");
        document.say(format!(
            "{}: no rating is other than it was. They may have had no reason to rate again: ask.",
            and_list(&still)
        ));
    }
    for (people, when) in [(&answer.only_before, before), (&answer.only_after, after)] {
        if !people.is_empty() && people.len() <= MOST_SHOWN {
            let names: Vec<String> = people.iter().map(|(_, name)| name.clone()).collect();
            document.say(format!("Only in {when}: {}.", and_list(&names)));
        }
    }
    document.notes(&answer.notes);
    document
}

fn people_table(answer: &CompareAnswer<'_>) -> Table {
    let rows = answer.people.iter().map(|person| {
        let (up, down) = (person.risen().count(), person.fallen().count());
        let number = |number: usize, tone| match number {
            0 => Cell::toned("–", Tone::Quiet),
            some => Cell::toned(some.to_string(), tone),
        };
        Row::new(vec![
            Cell::toned(&person.after.name, Tone::Strong),
            Cell::plain(readiness(&person.before)),
            Cell::toned(readiness(&person.after), Tone::Strong),
            Cell::plain(to_go(&person.before)),
            Cell::plain(to_go(&person.after)),
            number(up, Tone::Good),
            number(down, Tone::Warn),
            number(person.newly_rated.len(), Tone::Plain),
        ])
    });
    Table {
        columns: vec![
            Column::text("Person"),
            Column::number("Then"),
            Column::number("Now"),
            Column::number("Hours then").if_room(2),
            Column::number("Hours now").if_room(1),
            Column::number("Up"),
            Column::number("Down"),
            Column::number("First").if_room(3),
        ],
        sections: vec![Section { heading: None, rows: rows.collect() }],
    }
}

/// Whole percent, or `?` where less than half is known.
fn readiness(snapshot: &Snapshot) -> String {
    let known = snapshot.coverage.part * 2 >= snapshot.coverage.whole;
    match snapshot.readiness {
        Some(readiness) if known => format!("{} %", readiness.percent()),
        _ => "?".to_string(),
    }
}

fn to_go(snapshot: &Snapshot) -> String {
    snapshot.hours.map_or("?".to_string(), |hours| format!("{} h", hours.typical))
}

fn skills(answer: &CompareAnswer<'_>, document: &mut Document) {
    if answer.skills.is_empty() {
        return;
    }
    document.heading("Skill by skill");
    let rows = answer.skills.iter().take(MOST_SKILLS).map(|(skill, movement)| {
        Row::new(vec![
            Cell::plain(&answer.maps[*skill].name),
            Cell::toned(movement.up.to_string(), Tone::Good),
            Cell::toned(movement.down.to_string(), Tone::Warn),
            Cell::plain(movement.people.to_string()),
        ])
    });
    document.push(Block::Table(Table {
        columns: vec![
            Column::text("Skill"),
            Column::number("Up"),
            Column::number("Down"),
            Column::number("Rated twice by"),
        ],
        sections: vec![Section { heading: None, rows: rows.collect() }],
    }));
    let more = answer.skills.len().saturating_sub(MOST_SKILLS);
    if more > 0 {
        document.say(Text::new(format!("and {more} more; --json has all."), Tone::Quiet));
    }
}

/// Says where people rate themselves lower than before, which is most often no loss.
fn response_shift(answer: &CompareAnswer<'_>, document: &mut Document) {
    let with_falls: Vec<&Movement> =
        answer.people.iter().filter(|person| person.fallen().next().is_some()).collect();
    if with_falls.is_empty() {
        return;
    }
    let falls: usize = with_falls.iter().map(|person| person.fallen().count()).sum();
    document.heading("Rated lower than before");
    document.say(format!(
        "{} of {} fell. After teaching people often rate themselves lower than before, because they see more of what there is to know (response shift). Ask before you take it for a loss.",
        count(falls, "rating", "ratings"),
        count(with_falls.len(), "person", "people"),
    ));
    let shown = with_falls.iter().take(MOST_SHOWN).map(|person| {
        let name = |change: &Change| {
            let skill = &answer.maps[change.skill].name;
            format!("{skill} {} to {}", change.from, change.to)
        };
        let falls: Vec<String> = person.fallen().map(name).collect();
        Text::new(&person.after.name, Tone::Strong)
            .and(format!(": {}", falls.join(", ")), Tone::Plain)
    });
    document.push(Block::List(shown.collect()));
}

/// The content of a `cohort-compare` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct CompareJson {
    /// Empty for each one's own goal.
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
    /// Who it is, by id and name.
    #[serde(flatten)]
    person: PersonJson,
    /// Where the person stood at the earlier time.
    before: SnapshotJson,
    /// Where the person stood at the later time.
    after: SnapshotJson,
    /// Whether any rating is other than it was.
    moved: bool,
    /// How many skills are rated at both times.
    rated_twice: usize,
    /// The skills that are rated at both times and not alike.
    changes: Vec<ChangeJson>,
    /// The ids of the skills that are rated at the later time alone.
    newly_rated: Vec<String>,
}

/// Where one person stood at one time, both times measured against the same goal.
#[derive(Debug, JsonSchema, Serialize)]
struct SnapshotJson {
    /// How many skills were rated.
    rated: usize,
    /// The weight of the met requirements as a share of all that is asked, 0 to 1, the mean of the roles; null
    /// without a goal.
    readiness: Option<f64>,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1; null without a goal.
    coverage: Option<f64>,
    /// How many requirements were met, of all roles together.
    met: usize,
    /// How many requirements were asked, of all roles together.
    asked: usize,
    /// The hours to ready from there; null without a goal.
    hours: Option<Hours>,
}

/// A skill of one person that is rated otherwise than before.
#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The id of the skill.
    skill: String,
    /// The level at the earlier time, 0 to 4.
    from: u8,
    /// The level at the later time, 0 to 4.
    to: u8,
}

/// A skill over the whole group.
#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
    /// How many people rated it at both times.
    rated_twice_by: usize,
    /// How many people rate it higher than before.
    up: usize,
    /// How many people rate it lower than before.
    down: usize,
}

/// The answer for scripts.
pub fn json(answer: &CompareAnswer<'_>) -> CompareJson {
    let maps = answer.maps;
    let people = |people: &[(String, String)]| {
        let one = |(id, name): &(String, String)| PersonJson::new(id, name);
        people.iter().map(one).collect()
    };
    CompareJson {
        roles: role_ids(maps, answer.aims),
        before: answer.times.0.clone(),
        after: answer.times.1.clone(),
        people: answer.people.iter().map(|person| movement_json(maps, person)).collect(),
        skills: answer
            .skills
            .iter()
            .map(|(skill, movement)| SkillJson {
                skill: maps[*skill].id.clone(),
                name: maps[*skill].name.clone(),
                rated_twice_by: movement.people,
                up: movement.up,
                down: movement.down,
            })
            .collect(),
        only_before: people(&answer.only_before),
        only_after: people(&answer.only_after),
        notes: answer.notes.clone(),
    }
}

fn movement_json(maps: &SkillMaps, person: &Movement) -> MovementJson {
    MovementJson {
        person: PersonJson::new(&person.after.id, &person.after.name),
        before: snapshot_json(&person.before),
        after: snapshot_json(&person.after),
        moved: !person.is_still(),
        rated_twice: person.rated_twice,
        changes: person
            .changes
            .iter()
            .map(|change| ChangeJson {
                skill: maps[change.skill].id.clone(),
                from: change.from.number(),
                to: change.to.number(),
            })
            .collect(),
        newly_rated: crate::report::json::ids(maps, &person.newly_rated),
    }
}

fn snapshot_json(snapshot: &Snapshot) -> SnapshotJson {
    SnapshotJson {
        rated: snapshot.ratings.len(),
        readiness: snapshot.readiness.map(|share| share.fraction()),
        coverage: snapshot.readiness.map(|_| snapshot.coverage.fraction()),
        met: snapshot.met.0,
        asked: snapshot.met.1,
        hours: snapshot.hours,
    }
}

/// The answer for spreadsheets: a row for each person and each skill rated at the later time, with its level then and now.
pub fn sheet(answer: &CompareAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new(["person", "name", "skill", "from", "to"]);
    for person in &answer.people {
        for (skill, to) in person.after.ratings.iter() {
            let from = person.before.ratings.get(skill);
            sheet.rows.push(vec![
                person.after.id.as_str().into(),
                person.after.name.as_str().into(),
                answer.maps[skill].id.as_str().into(),
                from.map(|level| level.number()).into(),
                to.number().into(),
            ]);
        }
    }
    sheet
}
