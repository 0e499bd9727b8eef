//! Who helps whom, as an answer.

use schemars::JsonSchema;
use serde::Serialize;

use super::{PersonJson, measured_against, role_ids, step_name};
use crate::domain::cohort::pairs::{LeftOver, Lesson, Pair, Pairing, Why};
use crate::domain::cohort::{Aims, Learner, WHOLE};
use crate::domain::maps::SkillMaps;
use crate::report::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::report::json::StepJson;
use crate::report::notes::Note;
use crate::report::phrases::count;
use crate::report::sheet::{Sheet, Value};

/// Who helps whom.
pub struct PairsAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What everybody is measured against.
    pub aims: &'m Aims,
    /// The people.
    pub learners: &'m [Learner<'m>],
    /// The pairs.
    pub pairing: Pairing,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// The answer for people.
pub fn document(answer: &PairsAnswer<'_>) -> Document {
    let pairing = &answer.pairing;
    let mut document = Document::default();
    document.push(Block::Title(
        Text::new(count(pairing.pairs.len(), "pair", "pairs"), Tone::Strong).and(
            format!(
                " · {} · {}",
                count(answer.learners.len(), "person", "people"),
                measured_against(answer.maps, answer.aims)
            ),
            Tone::Quiet,
        ),
    ));
    if !pairing.pairs.is_empty() {
        document.push(Block::Table(table(answer)));
        document.say(Text::new(
            "Each learns what they are ready for and the other is at least a level above. Of all ways to leave the fewest people over, this one is worth most; what the one gains who gains less counts twice. (?) is not rated by the learner: ask first.",
            Tone::Quiet,
        ));
    }
    if !pairing.left_over.is_empty() {
        document.heading("Left over");
        let items = pairing.left_over.iter().map(|left| {
            let name = &answer.learners[left.person].name;
            Text::new(name, Tone::Strong).and(format!(": {}", why(answer, left)), Tone::Plain)
        });
        document.push(Block::List(items.collect()));
    }
    document.notes(&answer.notes);
    document.push(Block::Commands(vec![
        (
            "skillgap cohort pairs COHORT --format csv > week-1.csv".to_string(),
            "keep them".to_string(),
        ),
        (
            "skillgap cohort pairs COHORT --avoid week-1.csv".to_string(),
            "others the next time".to_string(),
        ),
    ]));
    document
}

fn table(answer: &PairsAnswer<'_>) -> Table {
    let name = |person: usize| answer.learners[person].name.as_str();
    let learns = |learner: usize, lessons: &[Lesson]| {
        let names: Vec<String> = lessons
            .iter()
            .map(|lesson| {
                let doubt = if lesson.assumed { " (?)" } else { "" };
                format!("{}{doubt}", step_name(answer.maps, lesson.step))
            })
            .collect();
        let text = Text::new(name(learner), Tone::Strong);
        if names.is_empty() {
            return text.and(" helps", Tone::Quiet);
        }
        text.and(format!(" learns {}", names.join(", ")), Tone::Plain)
    };
    let rows = (1..).zip(&answer.pairing.pairs).map(|(number, pair): (usize, &Pair)| {
        let (first, second) = pair.people;
        Row {
            cells: vec![
                Cell::toned(number.to_string(), Tone::Quiet),
                Cell::toned(format!("{} + {}", name(first), name(second)), Tone::Strong),
            ],
            details: vec![learns(first, &pair.first_learns), learns(second, &pair.second_learns)],
        }
    });
    Table {
        columns: vec![Column::number(""), Column::text("")],
        sections: vec![Section { heading: None, rows: rows.collect() }],
    }
}

fn why(answer: &PairsAnswer<'_>, left: &LeftOver) -> String {
    let why = match left.why {
        Why::NotRated => "has rated nothing yet",
        Why::NoGoal => "no goal is known, and nobody is far enough behind to be helped",
        Why::NobodyFits => {
            "nobody here is far enough ahead in what they are ready for, nor they of anybody"
        }
        Why::OnlyAvoided => "only people fit with whom they were paired before",
        Why::AllPaired => "everybody who fits is in another pair",
    };
    let pair = left.could_join.map(|at| &answer.pairing.pairs[at]);
    match pair {
        Some(pair) => {
            let (first, second) = pair.people;
            format!(
                "{why}; could join {} and {}",
                answer.learners[first].name, answer.learners[second].name
            )
        }
        None => why.to_string(),
    }
}

/// The content of a `cohort-pairs` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct PairsJson {
    /// Empty for each one's own goal.
    roles: Vec<String>,
    /// Everybody who was read, by id and name.
    people: Vec<PersonJson>,
    /// Who helps whom, a pair each.
    pairs: Vec<PairJson>,
    /// Those who are in no pair.
    left_over: Vec<LeftOverJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// Two people who can help each other, or one the other.
#[derive(Debug, JsonSchema, Serialize)]
struct PairJson {
    /// Ids of people, here and below.
    first: String,
    /// The id of the other person of the pair.
    second: String,
    /// The steps with which the second can help the first, at most three; empty for none.
    first_learns: Vec<LessonJson>,
    /// The steps with which the first can help the second, at most three; empty for none.
    second_learns: Vec<LessonJson>,
    /// Whether both learn something.
    mutual: bool,
}

/// A step that one of a pair can help the other with.
#[derive(Debug, JsonSchema, Serialize)]
struct LessonJson {
    /// The skill, and the level that is to be reached.
    #[serde(flatten)]
    step: StepJson,
    /// The readiness of all that the step is on the way to, 0 to 1.
    standing_on: f64,
    /// Whether the learner has not rated the skill.
    assumed: bool,
}

/// Somebody who is in no pair.
#[derive(Debug, JsonSchema, Serialize)]
struct LeftOverJson {
    /// The id of the person.
    person: String,
    /// `not-rated`, `no-goal`, `nobody-fits`, `only-avoided` or `all-paired`.
    why: &'static str,
    /// The two of the pair that the person could best join; empty if there is none.
    could_join: Vec<String>,
}

/// The answer for scripts.
pub fn json(answer: &PairsAnswer<'_>) -> PairsJson {
    let id = |person: usize| answer.learners[person].id.clone();
    let lessons = |lessons: &[Lesson]| {
        let one = |lesson: &Lesson| LessonJson {
            step: StepJson::new(answer.maps, lesson.step),
            standing_on: lesson.worth as f64 / WHOLE as f64,
            assumed: lesson.assumed,
        };
        lessons.iter().map(one).collect()
    };
    let pairing = &answer.pairing;
    PairsJson {
        roles: role_ids(answer.maps, answer.aims),
        people: answer
            .learners
            .iter()
            .map(|learner| PersonJson::new(&learner.id, &learner.name))
            .collect(),
        pairs: pairing
            .pairs
            .iter()
            .map(|pair| PairJson {
                first: id(pair.people.0),
                second: id(pair.people.1),
                first_learns: lessons(&pair.first_learns),
                second_learns: lessons(&pair.second_learns),
                mutual: pair.is_mutual(),
            })
            .collect(),
        left_over: pairing
            .left_over
            .iter()
            .map(|left| LeftOverJson {
                person: id(left.person),
                why: left.why.word(),
                could_join: left.could_join.map_or(Vec::new(), |at| {
                    let (first, second) = pairing.pairs[at].people;
                    vec![id(first), id(second)]
                }),
            })
            .collect(),
        notes: answer.notes.clone(),
    }
}

/// The answer for spreadsheets: a row a pair, then one for each who is left over, without a `second`.
pub fn sheet(answer: &PairsAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new([
        "first",
        "second",
        "first_name",
        "second_name",
        "first_learns",
        "second_learns",
        "left_over",
    ]);
    let learner = |person: usize| &answer.learners[person];
    let lessons = |lessons: &[Lesson]| {
        let one = |lesson: &Lesson| {
            let id = &answer.maps[lesson.step.skill].id;
            format!("{id} {}", lesson.step.level)
        };
        Value::from(lessons.iter().map(one).collect::<Vec<_>>().join("; "))
    };
    for pair in &answer.pairing.pairs {
        let (first, second) = (learner(pair.people.0), learner(pair.people.1));
        sheet.rows.push(vec![
            first.id.as_str().into(),
            second.id.as_str().into(),
            first.name.as_str().into(),
            second.name.as_str().into(),
            lessons(&pair.first_learns),
            lessons(&pair.second_learns),
            Value::Empty,
        ]);
    }
    for left in &answer.pairing.left_over {
        let person = learner(left.person);
        let mut row = vec![Value::Empty; 7];
        row[0] = person.id.as_str().into();
        row[2] = person.name.as_str().into();
        row[6] = left.why.word().into();
        sheet.rows.push(row);
    }
    sheet
}
