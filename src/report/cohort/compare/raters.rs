//! `skillgap cohort compare --raters`: how far people's own ratings are from the ratings by others.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::cohort::compare::{Difference, by_size, to_talk_about};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Column, Document, Table};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// The largest number of differences that the text suggests to talk about.
const MOST_TALKS: usize = 5;

/// How far people's own ratings are from the ratings by others.
pub(crate) struct RatersAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// A difference for each skill that both the person and somebody else rated.
    pub(crate) differences: Vec<Difference>,
    /// The number of people that were read.
    pub(crate) people: usize,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for RatersAnswer<'_> {
    const KIND: &'static str = "cohort-raters";
    const ABOUT: &'static str = "how far self and mentor are apart";
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];
    const CSV: &'static [Csv] =
        &[Csv(&[("differences", &["person", "name", "skill", "own", "theirs", "by"])])];
    type Json = RatersJson;

    fn json(&self) -> RatersJson {
        let difference = |difference: &Difference| DifferenceJson {
            person: difference.id.clone(),
            name: difference.name.plain().to_string(),
            skill: self.maps[difference.skill].id.clone(),
            own: difference.own,
            theirs: difference.theirs,
            by: difference.by.name().to_string(),
        };
        RatersJson {
            people: self.people,
            raters: self.raters(),
            compared: self.differences.len(),
            within_one: self.within_one(),
            sizes: self.sizes().map(|(size, ratings)| SizeJson { size, ratings }).collect(),
            talk_about: self.talks().into_iter().map(difference).collect(),
            differences: self.differences.iter().map(difference).collect(),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let all = self.differences.len();
        let mut document = Document::default();
        document.title(text!(
            "**Their own ratings and those of others**<quiet> · {} of {} rated by {}</>",
            self.people_rated_by_others(),
            count(self.people, "person", "people"),
            if all == 0 { "somebody else".to_string() } else { and_list(&self.raters()) }
        ));
        if all == 0 {
            document.say("Nobody here rated somebody else. A mentor does it with `skillgap rate SKILL=LEVEL --by NAME --profile FILE`.");
        } else {
            document.say(text!(
                "{} of {} ({} %) within one level of each other.",
                self.within_one(),
                count(all, "rating", "ratings"),
                self.within_one() * 100 / all
            ));
            document.table(self.sizes_table());
            self.talk_about(&mut document);
            document.say(text!(
                "<quiet>A difference shows that two people disagree, not who is right.</>"
            ));
        }
        document.notes(&self.notes);
        document
    }
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

    /// Returns each difference in levels (own rating minus the other one), with the number of ratings that differ so.
    fn sizes(&self) -> impl Iterator<Item = (i8, usize)> {
        (-4..=4).zip(by_size(&self.differences))
    }

    fn talks(&self) -> Vec<&Difference> {
        to_talk_about(&self.differences, MOST_TALKS)
    }

    fn sizes_table(&self) -> Table {
        Table::of(self.sizes().filter(|(_, ratings)| *ratings > 0))
            .text("Difference", |(size, _)| {
                let levels = count(usize::from(size.unsigned_abs()), "level", "levels");
                match size {
                    0 => "the same".to_string(),
                    1.. => format!("own rating {levels} higher"),
                    _ => format!("own rating {levels} lower"),
                }
            })
            .number("Ratings", |(_, ratings)| ratings.to_string())
            .column(Column::word("").if_room(1), |(_, ratings)| {
                let share = *ratings as f64 / self.differences.len() as f64;
                Cell::Bar { part: share, possible: share }
            })
            .into()
    }

    fn talk_about(&self, document: &mut Document) {
        let talks = self.talks();
        match talks.len() {
            0 => return,
            1 => document.heading("Talk about this one"),
            many => {
                let number = ["two", "three", "four", "five"][many.min(MOST_TALKS) - 2];
                document.heading(format!("Talk about these {number}"));
            }
        }
        document.list(talks.into_iter().map(|difference| {
            text!(
                "**{}**: {}, {} {} by themselves and {} {} by {}",
                difference.name,
                self.maps[difference.skill].name,
                difference.own,
                difference.own.name(),
                difference.theirs,
                difference.theirs.name(),
                difference.by
            )
        }));
    }
}

/// The content of a `cohort-raters` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RatersJson {
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
    /// The largest differences of more than one level, at most five.
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
    /// The level by the person themselves.
    own: Level,
    /// The level by the other rater.
    theirs: Level,
    /// Who the other is.
    by: String,
}
