//! The answer to `skillgap` alone: what the program is and its commands. For somebody with a profile: where they stand
//! and what to do next.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Cell, Document, Table, Text};
use super::gap::{RoleAnswer, how_far};
use super::notes::note_on_days;
use super::phrases::{count, hours, learning_and_projects, roles_at};
use super::text::text;
use crate::domain::level::Seniority;
use crate::domain::likely::Likely;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{Planned, Roadmap};

/// The answer to `skillgap` alone.
pub(crate) struct AboutAnswer<'m> {
    /// What the program does, in a sentence.
    pub(crate) about: String,
    /// Its commands, in the order of its help.
    pub(crate) commands: Vec<CommandJson>,
    /// The person's progress; `None` if there is no profile.
    pub(crate) home: Option<Home<'m>>,
}

/// A short summary of a person's progress.
pub(crate) struct Home<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The person's name.
    pub(crate) name: Option<&'m str>,
    /// The number of rated skills.
    pub(crate) rated: usize,
    /// The seniority whose targets count.
    pub(crate) seniority: Seniority,
    /// The roles of the goal.
    pub(crate) roles: Vec<RoleAnswer<'m>>,
    /// The likely levels; `None` unless the person was interviewed.
    pub(crate) likely: Option<&'m Likely>,
    /// The plan; `None` if there is no goal.
    pub(crate) roadmap: Option<Roadmap>,
    /// The days of the plan; `None` if the hours a week are not known.
    pub(crate) timeline: Option<Timeline>,
}

/// The program and its commands.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct AboutJson {
    /// What the program does, in a sentence.
    about: String,
    /// Its commands, in the order of its help.
    commands: Vec<CommandJson>,
}

/// A command of the program.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct CommandJson {
    /// The word to type.
    pub(crate) command: String,
    /// What it does.
    pub(crate) about: String,
}

impl Answer for AboutAnswer<'_> {
    const KIND: &'static str = "about";
    const ABOUT: &'static str = "the program, its version and its commands";
    type Json = AboutJson;

    fn json(&self) -> AboutJson {
        AboutJson { about: self.about.clone(), commands: self.commands.clone() }
    }

    fn document(&self) -> Document {
        self.home.as_ref().map_or_else(welcome, Home::document)
    }
}

impl Home<'_> {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let who = self.name.unwrap_or("Your profile");
        let Some(roadmap) = &self.roadmap else {
            let rated = count(self.rated, "skill is rated", "skills are rated");
            document.title(text!("**{}**<quiet> · {}, no goal yet</>", who, rated));
            document.commands([
                ("skillgap gap", "where you stand against each role"),
                ("skillgap fit", "which role you would like"),
                ("skillgap goal ROLE", "set the role that you aim at"),
                ("skillgap assess", "answer more"),
                ("skillgap --help", "every command"),
            ]);
            return document;
        };
        let goal = roles_at(self.maps, &roadmap.goal.roles, self.seniority);
        document.title(text!("**{}**<quiet> · {}</>", who, goal));
        document.table(
            Table::of(&self.roles)
                .text("Role", |role| Cell::strong(&self.maps[role.gap.role].name))
                .word("Ready", |role| how_far(self.likely, role))
                .number("Core met", |role| {
                    let (met, asked) = role.gap.core_met_of_asked();
                    format!("{met} of {asked}")
                })
                .number("Met", |role| {
                    let (met, asked) = role.gap.met_of_asked();
                    format!("{met} of {asked}")
                })
                .if_room(1),
        );
        match roadmap.sequence().first() {
            None => {
                document.say(text!("<good>You meet everything that this map asks.</>"));
                document.commands([
                    ("skillgap gap --seniority all", "what mid and senior ask"),
                    ("skillgap --help", "every command"),
                ]);
                return document;
            }
            Some(next) => {
                document.say(self.to_go(roadmap));
                document.notes(note_on_days(self.timeline.as_ref()));
                self.next(next, &mut document);
            }
        }
        document
    }

    /// Returns a sentence about the hours that are left and the day on which they are done.
    fn to_go(&self, roadmap: &Roadmap) -> Text {
        let by =
            self.timeline.as_ref().map_or(String::new(), |Timeline { pace, ready_on, .. }| {
                format!("; at {} h a week by {}", pace.hours_per_week, ready_on.typical)
            });
        text!("<quiet>To go: </>{}{}.", learning_and_projects(roadmap), by)
    }

    /// Adds the next step or project, and commands to type.
    fn next(&self, next: &Planned<'_>, document: &mut Document) {
        let maps = self.maps;
        let (id, when) = match next {
            Planned::Step(_, planned) => {
                let skill = &maps[planned.step.skill];
                let level = planned.step.level;
                document.heading(text!(
                    "**Next: {} {}**<quiet> · {}</>",
                    skill.name,
                    level,
                    hours(planned.hours)
                ));
                document.say(skill.can_do(level));
                if let Some(learn) = skill.resources.iter().find(|learn| learn.level == level) {
                    document.list([text!("{}: `{}`", learn.title, learn.url)]);
                }
                (&skill.id, "when you have reached it")
            }
            Planned::Project(_, planned) => {
                let project = &maps[planned.project];
                document.heading(text!(
                    "**Next, a project: {}**<quiet> · {}</>",
                    project.name,
                    hours(planned.hours)
                ));
                document.say(&*project.brief);
                (&project.id, "when you have finished it")
            }
        };
        document.commands([
            (format!("skillgap done {id}"), when),
            ("skillgap next".to_string(), "the next steps, with all you need to begin"),
            ("skillgap roadmap".to_string(), "the whole plan"),
            ("skillgap assess".to_string(), "answer more"),
            ("skillgap report -o me.html".to_string(), "a page to look at, and to print"),
            ("skillgap --help".to_string(), "every command"),
        ]);
    }
}

/// Returns the answer for somebody who types only the name of the program and has no profile.
fn welcome() -> Document {
    let mut document = Document::default();
    document.say(
        "skillgap shows what stands between you and a back-end job, and the best order to learn it in.",
    );
    document.say("Start with one of these:");
    document.commands([
        ("skillgap assess", "tick what you can do: saved at once"),
        ("skillgap roles", "see the roles and what each asks for"),
        ("skillgap roadmap --role api-developer", "try it out without answering anything"),
        ("skillgap --help", "every command"),
    ]);
    document
}
