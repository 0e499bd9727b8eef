//! How far people's own ratings are from those of others, as an answer.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::cohort::compare::{Difference, by_size, to_talk_about};
use crate::domain::maps::SkillMaps;
use crate::report::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count};
use crate::report::sheet::Sheet;

/// So many differences are worth a talk.
const MOST_TALKS: usize = 5;

/// How far people's own ratings are from those of others.
pub struct RatersAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// Every skill that a person and somebody else rated.
    pub differences: Vec<Difference>,
    /// How many people were read.
    pub people: usize,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

impl RatersAnswer<'_> {
    fn raters(&self) -> Vec<String> {
        let mut raters: Vec<String> =
            self.differences.iter().map(|d| d.by.name().to_string()).collect();
        raters.sort();
        raters.dedup();
        raters
    }

    fn people_rated_by_others(&self) -> usize {
        let mut ids: Vec<&str> = self.differences.iter().map(|d| d.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    fn within_one(&self) -> usize {
        self.differences.iter().filter(|d| d.size().abs() <= 1).count()
    }
}

/// The answer for people.
pub fn document(answer: &RatersAnswer<'_>) -> Document {
    let mut document = Document::default();
    document.push(Block::Title(
        Text::new("Their own ratings and those of others", Tone::Strong).and(
            format!(
                " · {} of {} rated by {}",
                answer.people_rated_by_others(),
                count(answer.people, "person", "people"),
                if answer.differences.is_empty() {
                    "somebody else".to_string()
                } else {
                    and_list(&answer.raters())
                }
            ),
            Tone::Quiet,
        ),
    ));
    let all = answer.differences.len();
    if all == 0 {
        document.say("Nobody here rated somebody else. A mentor does it with `skillgap rate SKILL=LEVEL --by NAME --profile FILE`.");
    } else {
        document.say(format!(
            "{} of {} ({} %) within one level of each other.",
            answer.within_one(),
            count(all, "rating", "ratings"),
            answer.within_one() * 100 / all
        ));
        document.push(Block::Table(sizes(&answer.differences)));
        talks(answer, &mut document);
        document.say(Text::new(
            "A difference says that two people see it otherwise, not who is right.",
            Tone::Quiet,
        ));
    }
    document.notes(&answer.notes);
    document
}

fn sizes(differences: &[Difference]) -> Table {
    let rows = (-4_i8..=4).zip(by_size(differences)).filter(|(_, count)| *count > 0);
    let rows = rows.map(|(size, count)| {
        let levels = match size.abs() {
            1 => "1 level".to_string(),
            many => format!("{many} levels"),
        };
        let words = match size {
            0 => "the same".to_string(),
            1.. => format!("{levels} higher themselves"),
            _ => format!("{levels} lower themselves"),
        };
        Row::new(vec![
            Cell::plain(words),
            Cell::plain(count.to_string()),
            Cell::Bar {
                part: count as f64 / differences.len() as f64,
                possible: count as f64 / differences.len() as f64,
            },
        ])
    });
    Table {
        columns: vec![
            Column::text("Difference"),
            Column::number("Ratings"),
            Column::word("").if_room(1),
        ],
        sections: vec![Section { heading: None, rows: rows.collect() }],
    }
}

fn talks(answer: &RatersAnswer<'_>, document: &mut Document) {
    let talks = to_talk_about(&answer.differences, MOST_TALKS);
    if talks.is_empty() {
        return;
    }
    document.heading(match talks.len() {
        1 => "Talk about this one".to_string(),
        many => {
            format!("Talk about these {}", ["", "", "two", "three", "four", "five"][many.min(5)])
        }
    });
    let items = talks.into_iter().map(|difference| {
        let skill = &answer.maps[difference.skill].name;
        Text::new(&difference.name, Tone::Strong).and(
            format!(
                ": {skill}, {} {} themselves and {} {} by {}",
                difference.own,
                difference.own.name(),
                difference.theirs,
                difference.theirs.name(),
                difference.by
            ),
            Tone::Plain,
        )
    });
    document.push(Block::List(items.collect()));
}

/// The content of a `cohort-raters` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct RatersJson {
    /// How many people were read.
    people: usize,
    /// The names of those who rated a skill that the person rated too, each once.
    raters: Vec<String>,
    /// How many ratings of others have one of the person's own beside them.
    compared: usize,
    /// How many of them are at most one level apart.
    within_one: usize,
    /// How many are how far apart: own level minus theirs.
    sizes: Vec<SizeJson>,
    /// At most five.
    talk_about: Vec<DifferenceJson>,
    /// Every skill that a person and somebody else rated.
    differences: Vec<DifferenceJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// How many ratings differ by so much.
#[derive(Debug, JsonSchema, Serialize)]
struct SizeJson {
    /// The person's own level minus that of the other, -4 to 4: above 0 where they rate themselves higher.
    size: i8,
    /// How many ratings are so far apart.
    ratings: usize,
}

/// One skill that a person and somebody else rated.
#[derive(Debug, JsonSchema, Serialize)]
struct DifferenceJson {
    /// The id of the person.
    person: String,
    /// What the person is called.
    name: String,
    /// The id of the skill.
    skill: String,
    /// The level that the person gave themselves, 0 to 4.
    own: u8,
    /// The level that the other gave, 0 to 4.
    theirs: u8,
    /// Who the other is.
    by: String,
}

/// The answer for scripts.
pub fn json(answer: &RatersAnswer<'_>) -> RatersJson {
    let one = |difference: &Difference| DifferenceJson {
        person: difference.id.clone(),
        name: difference.name.clone(),
        skill: answer.maps[difference.skill].id.clone(),
        own: difference.own.number(),
        theirs: difference.theirs.number(),
        by: difference.by.name().to_string(),
    };
    let sizes = (-4_i8..=4).zip(by_size(&answer.differences));
    RatersJson {
        people: answer.people,
        raters: answer.raters(),
        compared: answer.differences.len(),
        within_one: answer.within_one(),
        sizes: sizes.map(|(size, ratings)| SizeJson { size, ratings }).collect(),
        talk_about: to_talk_about(&answer.differences, MOST_TALKS).into_iter().map(one).collect(),
        differences: answer.differences.iter().map(one).collect(),
        notes: answer.notes.clone(),
    }
}

/// The answer for spreadsheets: a row for each skill that a person and somebody else rated.
pub fn sheet(answer: &RatersAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new(["person", "name", "skill", "own", "theirs", "by"]);
    for difference in &answer.differences {
        sheet.rows.push(vec![
            difference.id.as_str().into(),
            difference.name.as_str().into(),
            answer.maps[difference.skill].id.as_str().into(),
            difference.own.number().into(),
            difference.theirs.number().into(),
            difference.by.name().into(),
        ]);
    }
    sheet
}
