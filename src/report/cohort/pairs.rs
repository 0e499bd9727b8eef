//! `skillgap cohort pairs`: pairs of people who help each other.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    PersonJson, ids, known_words, mean_coverage, measured_against, next_commands, per_person,
    role_ids, step_ids, step_name,
};
use crate::domain::cohort::pairs::{LeftOver, Lesson, Pair, Pairing, Why};
use crate::domain::cohort::person_name::PersonName;
use crate::domain::cohort::{Aims, Learner};
use crate::domain::likely::LIKELY;
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document, Table, Text};
use crate::report::json::{Share, StepJson};
use crate::report::notes::Note;
use crate::report::phrases::count;
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// Pairs of people who help each other.
pub(crate) struct PairsAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The roles and seniority that everybody is measured against.
    pub(crate) aims: &'m Aims,
    /// The people.
    pub(crate) learners: &'m [Learner<'m>],
    /// The pairs.
    pub(crate) pairing: Pairing,
    /// The arguments that name the same people in another command.
    pub(crate) again: Option<String>,
    /// Whether the answer must not show who is who. The people have aliases already.
    pub(crate) anonymous: bool,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for PairsAnswer<'_> {
    const KIND: &'static str = "cohort-pairs";
    const ABOUT: &'static str = "who can help whom";
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];
    type Json = PairsJson;

    fn json(&self) -> PairsJson {
        let pair = |pair: &Pair| PairJson {
            first: self.learners[pair.people.0].id.clone(),
            second: self.learners[pair.people.1].id.clone(),
            first_learns: lessons_json(self.maps, self.told(&pair.first_learns)),
            second_learns: lessons_json(self.maps, self.told(&pair.second_learns)),
            mutual: pair.is_mutual(),
        };
        let left_over = |left: &LeftOver| LeftOverJson {
            person: self.learners[left.person].id.clone(),
            why: left.why,
            could_join: self
                .could_join(left)
                .map_or(Vec::new(), |pair| ids(self.learners, &[pair.people.0, pair.people.1])),
        };
        PairsJson {
            roles: role_ids(self.maps, self.aims),
            people: PersonJson::all(self.learners),
            coverage: mean_coverage(self.learners, self.anonymous).map(Share),
            pairs: self.pairing.pairs.iter().map(pair).collect(),
            left_over: self.pairing.left_over.iter().map(left_over).collect(),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let Pairing { pairs, left_over } = &self.pairing;
        let mut document = Document::default();
        document.title(text!(
            "**{}**<quiet> · {} · {}</>",
            count(pairs.len(), "pair", "pairs"),
            count(self.learners.len(), "person", "people"),
            measured_against(self.maps, self.aims)
        ));
        if !pairs.is_empty() {
            document.table(self.table());
            let (kept_back, ask) = if self.anonymous {
                (" Who learns what from whom is kept back.", "")
            } else {
                ("", " (?) marks what the learner has not rated: ask first.")
            };
            document.say(text!(
                "<quiet>Each person learns what they are ready for, from a partner who has at least one level more than the level to be learned.{} As few people as possible are left over. Of all such pairings this one is worth most; in each pair the smaller gain counts twice.{}</>",
                kept_back,
                ask
            ));
            known_words(self.learners, self.anonymous)
                .into_iter()
                .for_each(|known| document.say(known));
        }
        if !left_over.is_empty() {
            document.heading("Left over");
            document.list(left_over.iter().map(|left| self.left_over(left)));
        }
        document.notes(&self.notes);
        next_commands(
            self.again.as_ref(),
            &[
                ("pairs --format csv -o week-1.csv", "save them"),
                ("pairs --avoid week-1.csv", "different pairs next time"),
                ("groups", "three to five together"),
            ],
            &mut document,
        );
        document
    }

    /// Returns a row for each pair, then a row without a `second` for each person who is left over.
    fn sheet(&self) -> Sheet {
        let pairs = self.pairing.pairs.iter().map(Row::Pair);
        let rows = pairs.chain(self.pairing.left_over.iter().map(Row::LeftOver));
        let first = |row: &Row<'_>| match row {
            Row::Pair(pair) => &self.learners[pair.people.0],
            Row::LeftOver(left) => &self.learners[left.person],
        };
        let second = |row: &Row<'_>| row.pair().map(|pair| &self.learners[pair.people.1]);
        let lessons = |lessons: &[Lesson]| {
            step_ids(self.maps, self.told(lessons).iter().map(|lesson| &lesson.step))
        };
        Sheet::of(rows)
            .column("first", |row| first(row).id.as_str())
            .column("second", |row| second(row).map(|person| person.id.as_str()))
            .column("first_name", |row| first(row).name.plain())
            .column("second_name", |row| second(row).map(|person| person.name.plain()))
            .column("first_learns", |row| row.pair().map(|pair| lessons(&pair.first_learns)))
            .column("second_learns", |row| row.pair().map(|pair| lessons(&pair.second_learns)))
            .column("left_over", |row| match row {
                Row::Pair(_) => None,
                Row::LeftOver(left) => Some(left.why.word()),
            })
            .into()
    }
}

/// A row of the sheet.
enum Row<'p> {
    Pair(&'p Pair),
    LeftOver(&'p LeftOver),
}

impl<'p> Row<'p> {
    fn pair(&self) -> Option<&'p Pair> {
        match self {
            Row::Pair(pair) => Some(pair),
            Row::LeftOver(_) => None,
        }
    }
}

impl PairsAnswer<'_> {
    fn name(&self, person: usize) -> &PersonName {
        &self.learners[person].name
    }

    /// Returns the lessons that the answer may show: none if it is anonymous.
    fn told<'l>(&self, lessons: &'l [Lesson]) -> &'l [Lesson] {
        if self.anonymous { &[] } else { lessons }
    }

    /// Returns the pair that a left-over person could best join.
    fn could_join(&self, left: &LeftOver) -> Option<&Pair> {
        left.could_join.map(|at| &self.pairing.pairs[at])
    }

    fn table(&self) -> Table {
        Table::of((1_usize..).zip(&self.pairing.pairs))
            .number("", |(number, _)| Cell::quiet(number.to_string()))
            .text("", |(_, pair)| {
                let (first, second) = pair.people;
                Cell::strong(format!("{} + {}", self.name(first), self.name(second)))
            })
            .details(|(_, pair)| {
                if self.anonymous {
                    return Vec::new();
                }
                let (first, second) = pair.people;
                vec![
                    self.learns(first, &pair.first_learns),
                    self.learns(second, &pair.second_learns),
                ]
            })
            .into()
    }

    /// Returns a sentence such as `Ada learns Git 2, HTTP 1 (?)`.
    fn learns(&self, person: usize, lessons: &[Lesson]) -> Text {
        let steps = lesson_names(self.maps, lessons);
        if steps.is_empty() {
            text!("**{}**<quiet> helps</>", self.name(person))
        } else {
            text!("**{}** learns {}", self.name(person), steps.join(", "))
        }
    }

    fn left_over(&self, left: &LeftOver) -> Text {
        let why = match left.why {
            Why::NotRated => "has rated nothing yet",
            Why::NoGoal => "no goal is known, and there is nobody whom they could help",
            Why::NobodyFits => {
                "nobody here is far enough ahead to help them, and they are not far enough ahead to help anybody"
            }
            Why::OnlyAvoided => "only people with whom they were paired before would fit",
            Why::AllPaired => "everybody who fits is in another pair",
        };
        let name = self.name(left.person);
        match self.could_join(left).map(|pair| pair.people) {
            Some((first, second)) => text!(
                "**{}**: {}; could join {} and {}",
                name,
                why,
                self.name(first),
                self.name(second)
            ),
            None => text!("**{}**: {}", name, why),
        }
    }
}

/// Returns the steps that are learnt, such as `Git 2` and `HTTP 1 (?)`. A question mark says that the learner has not
/// rated the step.
pub(super) fn lesson_names(maps: &SkillMaps, lessons: &[Lesson]) -> Vec<String> {
    let lesson = |lesson: &Lesson| {
        let doubt = match lesson.chance {
            Some(chance) if chance >= LIKELY => " (likely had)",
            _ if lesson.assumed => " (?)",
            _ => "",
        };
        format!("{}{doubt}", step_name(maps, lesson.step))
    };
    lessons.iter().map(lesson).collect()
}

pub(super) fn lessons_json(maps: &SkillMaps, lessons: &[Lesson]) -> Vec<LessonJson> {
    let lesson = |lesson: &Lesson| LessonJson {
        step: StepJson::new(maps, lesson.step),
        standing_on: per_person(lesson.worth, 1),
        assumed: lesson.assumed,
        chance: lesson.chance.map(Share),
    };
    lessons.iter().map(lesson).collect()
}

/// The content of a `cohort-pairs` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PairsJson {
    /// The ids of the roles that everybody is measured against; empty if each person has their own goal.
    roles: Vec<String>,
    /// Everybody who was read, by id and name.
    people: Vec<PersonJson>,
    /// The mean coverage, 0 to 1: the share of what is asked of a person that is settled. Null if nothing is asked, or
    /// if withheld.
    coverage: Option<Share>,
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
    /// The id of one of the two people.
    first: String,
    /// The id of the other person of the pair.
    second: String,
    /// The steps with which the second person can help the first, at most three; empty for none, and in an anonymous
    /// answer.
    first_learns: Vec<LessonJson>,
    /// The steps with which the first person can help the second, at most three; empty for none, and in an anonymous
    /// answer.
    second_learns: Vec<LessonJson>,
    /// Whether both learn something.
    mutual: bool,
}

/// A step that one of a pair can help the other with.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct LessonJson {
    /// The skill, and the level to reach.
    #[serde(flatten)]
    step: StepJson,
    /// The readiness of all that the step is on the way to, 0 to 1.
    standing_on: Share,
    /// Whether the learner may have the level already, because that is not known.
    assumed: bool,
    /// The chance that the learner has the level already, 0 to 1; null if it is known, and if they answered no
    /// sentence.
    chance: Option<Share>,
}

/// Somebody who is in no pair.
#[derive(Debug, JsonSchema, Serialize)]
struct LeftOverJson {
    /// The id of the person.
    person: String,
    /// Why the person is in no pair.
    why: Why,
    /// The ids of the two people of the pair that the person could best join; empty if there is none.
    could_join: Vec<String>,
}
