//! `skillgap cohort form`: the empty self-assessment, to paste into a form product or to print.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::catalog::SkillIndex;
use crate::domain::checklist::{self, Checklist, NONE_YET, option};
use crate::domain::form::{
    Form, FormSection, INTRODUCTION, NONE_OF_THESE, ONLY_IF_TICKED, Screening, Terms, choice,
    screening_title,
};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Document, Text};
use crate::report::json::ids;
use crate::report::notes::Note;
use crate::report::phrases::{count, role_names};
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// A questionnaire.
pub(crate) struct FormAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The questions.
    pub(crate) form: &'m Form,
    /// The text that people read before the questions.
    pub(crate) terms: &'m Terms,
    /// Whether the form asks for a level of each skill instead of sentences to tick.
    pub(crate) by_level: bool,
}

impl Answer for FormAnswer<'_> {
    const KIND: &'static str = "cohort-form";
    const ABOUT: &'static str = "the questions to hand out";
    const FORMATS: &'static [Format] =
        &[Format::Csv, Format::Xlsx, Format::Docx, Format::AppsScript, Format::Toml];
    type Json = FormJson;

    fn json(&self) -> FormJson {
        let FormAnswer { maps, form, terms, .. } = self;
        let section = |section: &FormSection| SectionJson {
            area: maps[section.area].id.clone(),
            name: maps[section.area].name.clone(),
            questions: section.questions.iter().map(|skill| self.question(*skill)).collect(),
            screenings: section.screenings.iter().map(|group| self.screening(group)).collect(),
        };
        FormJson {
            roles: ids_of_roles(maps, &form.roles),
            seniority: form.seniority,
            full: form.full,
            title: self.title(),
            introduction: terms.introduction(INTRODUCTION),
            minutes: form.minutes(maps),
            left_out: form.left_out,
            sections: form.sections.iter().map(section).collect(),
            checklists: self.checklists_json(),
            notes: self.left_out().into_iter().collect(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        document.title(self.title());
        document.list(self.terms.lines().into_iter().map(Text::from));
        document.say(self.how());
        document.say(text!("<quiet>{}</>", self.length()));
        document.say("Name:");
        document.say("E-mail:");
        if !self.by_level {
            self.lists(&mut document);
            return document;
        }
        for section in &self.form.sections {
            document.heading(maps[section.area].name.as_str());
            for skill in &section.questions {
                let skill = &maps[*skill];
                document.say(text!("**{}**", skill.name));
                document.say(&*skill.summary);
                document.list(Level::ALL.map(|level| choice(skill, level).into()));
            }
            for screening in &section.screenings {
                document.say(text!("**{}**", screening_title(&screening.group)));
                document.list(self.options(screening).into_iter().map(Text::from));
                for member in &screening.members {
                    let skill = &maps[*member];
                    document.say(text!("**{}**", skill.name));
                    document.say(text!("{} {}", ONLY_IF_TICKED, skill.summary));
                    document.list(Level::ALL.map(|level| choice(skill, level).into()));
                }
            }
        }
        document
    }

    /// Returns the header row of a table to fill in: a row for each person, a column for each skill.
    fn sheet(&self) -> Sheet {
        let names = self.form.skills().into_iter().map(|skill| self.maps[skill].name.clone());
        Sheet::new(["Name", "Email"].map(str::to_string).into_iter().chain(names))
    }
}

impl FormAnswer<'_> {
    /// The title of the form.
    pub(crate) fn title(&self) -> String {
        format!("Self-assessment: {}", role_names(self.maps, &self.form.roles))
    }

    /// Returns the instructions for answering.
    pub(crate) fn how(&self) -> &'static str {
        if self.by_level { INTRODUCTION } else { checklist::INTRODUCTION }
    }

    /// Returns a sentence about the number of questions and the time that they take.
    pub(crate) fn length(&self) -> String {
        if !self.by_level {
            let lists = self.form.checklists(self.maps);
            let sentences = lists.iter().map(|list| list.sentences.len()).sum();
            return format!(
                "{} with {} to tick: about {}.",
                count(lists.len(), "question", "questions"),
                count(sentences, "sentence", "sentences"),
                count(self.form.minutes_of_checklists(self.maps), "minute", "minutes")
            );
        }
        let sections = &self.form.sections;
        let skills: usize = sections.iter().map(|section| section.questions.len()).sum();
        let groups: usize = sections.iter().map(|section| section.screenings.len()).sum();
        let groups = match groups {
            0 => String::new(),
            some => format!(
                " and {}",
                count(some, "group with a choice of skills", "groups with a choice of skills")
            ),
        };
        format!(
            "{}{groups}: about {}.",
            count(skills, "skill", "skills"),
            count(self.form.minutes(self.maps), "minute", "minutes")
        )
    }

    /// Returns the command for importing the responses.
    pub(crate) fn next(&self) -> String {
        let roles = ids_of_roles(self.maps, &self.form.roles).join(",");
        let seniority = match self.form.seniority {
            // The seniority decides which sentences a form of sentences offers, so the import needs it.
            Seniority::Junior if self.by_level => String::new(),
            other => format!(" --seniority {other}"),
        };
        format!("skillgap cohort import answers.csv -o cohort --role {roles}{seniority}")
    }

    /// Adds the lists of sentences, under the headings of their areas.
    fn lists(&self, document: &mut Document) {
        let mut area = None;
        for list in self.form.checklists(self.maps) {
            if area.replace(list.area) != Some(list.area) {
                document.heading(self.maps[list.area].name.as_str());
            }
            document.say(text!("**{}**", checklist::title(&list.name)));
            let options = list.sentences.iter().map(|step| option(self.maps, *step));
            document.list(options.chain([NONE_YET.to_string()]).map(Text::from));
        }
    }

    fn checklists_json(&self) -> ChecklistsJson {
        let maps = self.maps;
        let sentence = |step: &Step| SentenceJson {
            skill: maps[step.skill].id.clone(),
            level: step.level,
            option: option(maps, *step),
        };
        let list = |list: Checklist| ChecklistJson {
            area: maps[list.area].id.clone(),
            title: checklist::title(&list.name),
            any_will_do: list.any_will_do,
            sentences: list.sentences.iter().map(sentence).collect(),
            none: NONE_YET.to_string(),
        };
        ChecklistsJson {
            introduction: self.terms.introduction(checklist::INTRODUCTION),
            minutes: self.form.minutes_of_checklists(maps),
            questions: self.form.checklists(maps).into_iter().map(list).collect(),
        }
    }

    /// Returns a note about the skills that the form leaves out, and how to include them.
    pub(crate) fn left_out(&self) -> Option<Note> {
        let Form { left_out: skills, seniority, .. } = *self.form;
        (skills > 0).then_some(Note::LeftOutOfForm { skills, seniority })
    }

    /// Returns the options of a group to tick.
    fn options(&self, screening: &Screening) -> Vec<String> {
        let names = screening.members.iter().map(|member| self.maps[*member].name.clone());
        names.chain([NONE_OF_THESE.to_string()]).collect()
    }

    fn question(&self, skill: SkillIndex) -> QuestionJson {
        let skill = &self.maps[skill];
        QuestionJson {
            skill: skill.id.clone(),
            title: skill.name.clone(),
            help: skill.summary.to_string(),
            choices: Level::ALL.map(|level| choice(skill, level)).to_vec(),
        }
    }

    fn screening(&self, screening: &Screening) -> ScreeningJson {
        ScreeningJson {
            title: screening_title(&screening.group),
            any_of: ids(self.maps, &screening.members),
            options: self.options(screening),
            questions: screening.members.iter().map(|member| self.question(*member)).collect(),
        }
    }
}

fn ids_of_roles(maps: &SkillMaps, roles: &[RoleIndex]) -> Vec<String> {
    roles.iter().map(|role| maps[*role].id.clone()).collect()
}

/// The content of a `cohort-form` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FormJson {
    /// The ids of the roles that the form asks for.
    roles: Vec<String>,
    /// The seniority whose targets decide what is asked.
    seniority: Seniority,
    /// Whether also what is only helpful is asked.
    full: bool,
    /// The title of the form.
    title: String,
    /// What stands above the questions.
    introduction: String,
    /// Whole minutes that answering takes, by estimate.
    minutes: usize,
    /// How many skills the roles ask for and the form does not.
    left_out: usize,
    /// The questions, area by area: the level of each skill.
    sections: Vec<SectionJson>,
    /// The same form as sentences to tick.
    checklists: ChecklistsJson,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// A form as sentences to tick.
#[derive(Debug, JsonSchema, Serialize)]
struct ChecklistsJson {
    /// What stands above the questions.
    introduction: String,
    /// The estimated time for ticking, in whole minutes.
    minutes: usize,
    /// The questions, in order.
    questions: Vec<ChecklistJson>,
}

/// A question with sentences to tick.
#[derive(Debug, JsonSchema, Serialize)]
struct ChecklistJson {
    /// The id of the area.
    area: String,
    /// The question.
    title: String,
    /// Whether any of its skills is enough, so that nobody needs all of them.
    any_will_do: bool,
    /// The sentences to tick, in order.
    sentences: Vec<SentenceJson>,
    /// The last option, for people who can do none of them.
    none: String,
}

/// A sentence to tick.
#[derive(Debug, JsonSchema, Serialize)]
struct SentenceJson {
    /// The id of the skill.
    skill: String,
    /// The level that the sentence describes, 1 to 4.
    level: Level,
    /// The option text: the name of the skill, then the sentence.
    option: String,
}

/// The questions of one area.
#[derive(Debug, JsonSchema, Serialize)]
struct SectionJson {
    /// The id of the area.
    area: String,
    /// What the area is called.
    name: String,
    /// The skills that everybody is asked about.
    questions: Vec<QuestionJson>,
    /// Groups of skills of which any will do: first which of them, then the level of those.
    screenings: Vec<ScreeningJson>,
}

/// A question about one skill.
#[derive(Debug, JsonSchema, Serialize)]
struct QuestionJson {
    /// The id of the skill.
    skill: String,
    /// The question: what the skill is called.
    title: String,
    /// What the skill is about, to stand below the title.
    help: String,
    /// The five answers, levels 0 to 4 in order, each with its number and a can-do sentence.
    choices: Vec<String>,
}

/// A question about which members of a group somebody has used, and those that follow.
#[derive(Debug, JsonSchema, Serialize)]
struct ScreeningJson {
    /// The question which members somebody has used.
    title: String,
    /// The ids of the skills in the group.
    any_of: Vec<String>,
    /// The boxes to tick: the names of the skills in the same order, and then one for none of them.
    options: Vec<String>,
    /// A question for each skill in the group, for those who ticked it.
    questions: Vec<QuestionJson>,
}
