//! The empty self-assessment, to paste or to print.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::catalog::SkillIndex;
use crate::domain::form::{
    Form, INTRODUCTION, NONE_OF_THESE, ONLY_IF_TICKED, Screening, choice, screening_title,
};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::json::ids;
use crate::report::notes::Note;
use crate::report::phrases::{count, role_names};
use crate::report::sheet::Sheet;

/// A questionnaire in words.
pub struct FormAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What is asked.
    pub form: &'m Form,
}

/// The title of the form.
pub fn title(maps: &SkillMaps, form: &Form) -> String {
    format!("Self-assessment: {}", role_names(maps, &form.roles))
}

/// How many questions there are and how long they take.
pub fn length(maps: &SkillMaps, form: &Form) -> String {
    let skills: usize = form.sections.iter().map(|section| section.questions.len()).sum();
    let groups: usize = form.sections.iter().map(|section| section.screenings.len()).sum();
    let groups = match groups {
        0 => String::new(),
        some => format!(
            " and {}",
            count(some, "group of which any will do", "groups of which any will do")
        ),
    };
    format!(
        "{}{groups}: about {}.",
        count(skills, "skill", "skills"),
        count(form.minutes(maps), "minute", "minutes")
    )
}

/// What the form leaves out, and how to have it.
pub fn left_out(form: &Form) -> Option<Note> {
    let note = Note::LeftOutOfForm { skills: form.left_out, seniority: form.seniority };
    (form.left_out > 0).then_some(note)
}

/// The form as text.
pub fn document(answer: &FormAnswer<'_>) -> Document {
    let (maps, form) = (answer.maps, answer.form);
    let mut document = Document::default();
    document.push(Block::Title(title(maps, form).into()));
    document.say(INTRODUCTION);
    document.say(Text::new(length(maps, form), Tone::Quiet));
    document.say("Name:");
    document.say("E-mail:");
    let ask = |skill: SkillIndex, only: &str, document: &mut Document| {
        let skill = &maps[skill];
        document.say(
            Text::new(&skill.name, Tone::Strong)
                .and(format!(": {}{only}", skill.summary), Tone::Plain),
        );
        let choices = Level::ALL.map(|level| Text::from(choice(skill, level)));
        document.push(Block::List(choices.to_vec()));
    };
    for section in &form.sections {
        document.heading(maps[section.area].name.as_str());
        for skill in &section.questions {
            ask(*skill, "", &mut document);
        }
        for screening in &section.screenings {
            document.say(Text::new(screening_title(&screening.group), Tone::Strong));
            let names =
                screening.members.iter().map(|member| Text::from(maps[*member].name.as_str()));
            document.push(Block::List(names.chain([NONE_OF_THESE.into()]).collect()));
            for member in &screening.members {
                ask(*member, &format!(" {ONLY_IF_TICKED}"), &mut document);
            }
        }
    }
    document
}

/// The header row of a table to fill in: a row for each person, a column for each skill.
pub fn sheet(answer: &FormAnswer<'_>) -> Sheet {
    let names = answer.form.skills().into_iter().map(|skill| answer.maps[skill].name.clone());
    Sheet::new(["Name", "Email"].map(str::to_string).into_iter().chain(names))
}

/// The content of a `cohort-form` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct FormJson {
    /// The ids of the roles that the form asks for.
    roles: Vec<String>,
    /// Whose targets decide what is asked: `junior`, `mid` or `senior`.
    seniority: &'static str,
    /// Whether also what is only helpful is asked.
    full: bool,
    /// The title of the form.
    title: String,
    /// What stands above the questions.
    introduction: &'static str,
    /// Whole minutes that answering takes, by estimate.
    minutes: usize,
    /// How many skills the roles ask for and the form does not.
    left_out: usize,
    /// The questions, area by area.
    sections: Vec<SectionJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
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

/// The answer for scripts.
pub fn json(answer: &FormAnswer<'_>) -> FormJson {
    let (maps, form) = (answer.maps, answer.form);
    let question = |skill: &SkillIndex| {
        let skill = &maps[*skill];
        QuestionJson {
            skill: skill.id.clone(),
            title: skill.name.clone(),
            help: skill.summary.to_string(),
            choices: Level::ALL.map(|level| choice(skill, level)).to_vec(),
        }
    };
    let screening = |screening: &Screening| {
        let names = screening.members.iter().map(|member| maps[*member].name.clone());
        ScreeningJson {
            title: screening_title(&screening.group),
            any_of: ids(maps, &screening.members),
            options: names.chain([NONE_OF_THESE.to_string()]).collect(),
            questions: screening.members.iter().map(question).collect(),
        }
    };
    FormJson {
        roles: form.roles.iter().map(|role| maps[*role].id.clone()).collect(),
        seniority: form.seniority.word(),
        full: form.full,
        title: title(maps, form),
        introduction: INTRODUCTION,
        minutes: form.minutes(maps),
        left_out: form.left_out,
        sections: form
            .sections
            .iter()
            .map(|section| SectionJson {
                area: maps[section.area].id.clone(),
                name: maps[section.area].name.clone(),
                questions: section.questions.iter().map(question).collect(),
                screenings: section.screenings.iter().map(screening).collect(),
            })
            .collect(),
        notes: left_out(form).into_iter().collect(),
    }
}
