//! `skillgap cohort groups`: groups of people who learn together.

use schemars::JsonSchema;
use serde::Serialize;

use super::pairs::{LessonJson, lesson_names, lessons_json};
use super::{
    PersonJson, ids, is_few, known_words, mean_coverage, measured_against, names, next_commands,
    role_ids, step_ids,
};
use crate::domain::cohort::groups::{Group, Grouping, Help};
use crate::domain::cohort::{Aims, Learner};
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document, Table, Text};
use crate::report::json::Share;
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count};
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// Groups of people who learn together.
pub(crate) struct GroupsAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The roles and seniority that everybody is measured against.
    pub(crate) aims: &'m Aims,
    /// The people.
    pub(crate) learners: &'m [Learner<'m>],
    /// The groups.
    pub(crate) grouping: Grouping,
    /// The arguments that name the same people in another command.
    pub(crate) again: Option<String>,
    /// Whether the answer must not show who is who. The people have aliases already.
    pub(crate) anonymous: bool,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for GroupsAnswer<'_> {
    const KIND: &'static str = "cohort-groups";
    const ABOUT: &'static str = "who learns together";
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];
    type Json = GroupsJson;

    fn json(&self) -> GroupsJson {
        let help = |help: &Help| HelpJson {
            learner: self.learners[help.learner].id.clone(),
            helper: self.learners[help.helper].id.clone(),
            learns: lessons_json(self.maps, &help.lessons),
        };
        let group = |(number, group): (usize, &Group)| GroupJson {
            group: number,
            people: ids(self.learners, &group.people),
            helps: group.helps.iter().filter(|_| !self.anonymous).map(help).collect(),
        };
        GroupsJson {
            roles: role_ids(self.maps, self.aims),
            people: PersonJson::all(self.learners),
            coverage: mean_coverage(self.learners, self.anonymous).map(Share),
            groups: (1..).zip(&self.grouping.groups).map(group).collect(),
            helped: self.helped().unwrap_or(self.learners.len()),
            optimal: self.grouping.optimal,
            together_again: self
                .grouping
                .together_again
                .iter()
                .map(|(a, b)| [*a, *b].map(|person| self.learners[person].id.clone()))
                .collect(),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let Grouping { groups, optimal, together_again } = &self.grouping;
        let mut document = Document::default();
        document.title(text!(
            "**{}**<quiet> · {} · {}</>",
            count(groups.len(), "group", "groups"),
            count(self.learners.len(), "person", "people"),
            measured_against(self.maps, self.aims)
        ));
        document.table(self.table());
        let best = if *optimal {
            "No other grouping is better."
        } else {
            "A better grouping may exist: in a class of this size not all are tried."
        };
        let helped = self.helped().map_or(String::new(), |helped| {
            let all = count(self.learners.len(), "person", "people");
            format!("{helped} of {all} have somebody in their group who can help them. ")
        });
        let learning = if self.anonymous {
            "Who learns what from whom is kept back."
        } else {
            "Each person learns what they are ready for, from the member who is furthest ahead in it. (?) marks what the learner has not rated: ask first."
        };
        document.say(text!("<quiet>{}{} {}</>", helped, learning, best));
        known_words(self.learners, self.anonymous)
            .into_iter()
            .for_each(|known| document.say(known));
        let again = together_again.iter().map(|(a, b)| names(self.learners, &[*a, *b]));
        let again: Vec<String> = again.collect();
        if !again.is_empty() {
            document.heading("Together again");
            document.say(text!(
                "{}: no grouping keeps apart all people who were together before.",
                again.join("; ")
            ));
        }
        document.notes(&self.notes);
        next_commands(
            self.again.as_ref(),
            &[
                ("groups --format csv -o groups-1.csv", "save them"),
                ("groups --avoid groups-1.csv", "different groups next time"),
            ],
            &mut document,
        );
        document
    }

    /// Returns a row for each person.
    fn sheet(&self) -> Sheet {
        let groups = (1_usize..).zip(&self.grouping.groups);
        let rows = groups.flat_map(|(number, group)| {
            group.people.iter().map(move |person| (number, group, *person))
        });
        let help = |group: &Group, person: usize| {
            let mut helps = group.helps.iter().filter(|_| !self.anonymous);
            helps.find(|help| help.learner == person).cloned()
        };
        Sheet::of(rows)
            .column("group", |(number, ..)| *number)
            .column("person", |(_, _, person)| self.learners[*person].id.as_str())
            .column("name", |(_, _, person)| self.learners[*person].name.plain())
            .column("helper", |(_, group, person)| {
                help(group, *person).map(|help| self.learners[help.helper].id.clone())
            })
            .column("learns", |(_, group, person)| {
                let help = help(group, *person);
                help.map(|help| step_ids(self.maps, help.lessons.iter().map(|one| &one.step)))
            })
            .into()
    }
}

impl GroupsAnswer<'_> {
    /// Returns the number of people who have a helper in their group; `None` if the figure is kept back.
    fn helped(&self) -> Option<usize> {
        let helped = self.grouping.groups.iter().map(|group| group.helps.len()).sum();
        let is_told = !(is_few(helped) || is_few(self.learners.len() - helped));
        (is_told || !self.anonymous).then_some(helped)
    }

    fn table(&self) -> Table {
        Table::of((1_usize..).zip(&self.grouping.groups))
            .number("", |(number, _)| Cell::quiet(number.to_string()))
            .text("Group", |(_, group)| Cell::strong(names(self.learners, &group.people)))
            .details(|(_, group)| {
                let people = group.people.iter().filter(|_| !self.anonymous);
                people.map(|person| self.learns(group, *person)).collect()
            })
            .into()
    }

    /// Returns a sentence such as `Ada learns Git 2 from Bo` or `Bo helps Ada`.
    fn learns(&self, group: &Group, person: usize) -> Text {
        let name = |person: usize| &self.learners[person].name;
        if let Some(help) = group.helps.iter().find(|help| help.learner == person) {
            let steps = lesson_names(self.maps, &help.lessons);
            return text!(
                "**{}** learns {} from {}",
                name(person),
                steps.join(", "),
                name(help.helper)
            );
        }
        let helped = group.helps.iter().filter(|help| help.helper == person);
        let helped: Vec<String> = helped.map(|help| name(help.learner).to_string()).collect();
        if helped.is_empty() {
            text!("**{}**<quiet> has nobody here who is far enough ahead</>", name(person))
        } else {
            text!("**{}**<quiet> helps {}</>", name(person), and_list(&helped))
        }
    }
}

/// The content of a `cohort-groups` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct GroupsJson {
    /// The ids of the roles that everybody is measured against; empty if each person has their own goal.
    roles: Vec<String>,
    /// Everybody who was read, by id and name.
    people: Vec<PersonJson>,
    /// The mean coverage, 0 to 1: the share of what is asked of a person that is settled. Null if nothing is asked, or
    /// if withheld.
    coverage: Option<Share>,
    /// The groups. Everybody is in one group.
    groups: Vec<GroupJson>,
    /// The number of people who have a helper in their group. If that is withheld from an anonymous answer, it is the
    /// number of all people.
    helped: usize,
    /// Whether it is proved that no grouping is better.
    optimal: bool,
    /// Pairs of ids: people who should have been kept apart but are in one group, because no grouping was found that
    /// keeps all of them apart.
    together_again: Vec<[String; 2]>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// A group of people who learn together.
#[derive(Debug, JsonSchema, Serialize)]
struct GroupJson {
    /// The number of the group, from 1.
    group: usize,
    /// The ids of its members.
    people: Vec<String>,
    /// Who helps whom: one helper for each member who has a helper in the group; empty in an anonymous answer.
    helps: Vec<HelpJson>,
}

/// What one member learns from another.
#[derive(Debug, JsonSchema, Serialize)]
struct HelpJson {
    /// The id of the person who learns.
    learner: String,
    /// The id of the person who helps.
    helper: String,
    /// The steps, at most three.
    learns: Vec<LessonJson>,
}
