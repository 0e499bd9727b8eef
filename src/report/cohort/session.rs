//! What to teach next, as an answer.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    PersonJson, ids, measured_against, names, per_person, points, role_ids, step_name, step_names,
    steps_json,
};
use crate::domain::cohort::session::{Curriculum, Session};
use crate::domain::cohort::{Aims, Learner};
use crate::domain::hours::Hours;
use crate::domain::maps::SkillMaps;
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::json::StepJson;
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, hours};
use crate::report::sheet::{Sheet, Value};

/// What to teach next.
pub struct SessionAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What everybody is measured against.
    pub aims: &'m Aims,
    /// The people.
    pub learners: &'m [Learner<'m>],
    /// The sessions.
    pub curriculum: Curriculum,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// The answer for people.
pub fn document(answer: &SessionAnswer<'_>) -> Document {
    let curriculum = &answer.curriculum;
    let mut document = Document::default();
    let title = match curriculum.sessions.len() {
        0 => "No session to plan".to_string(),
        1 => "The next session".to_string(),
        many => format!("The next {many} sessions"),
    };
    let learning = count(curriculum.learning, "person", "people");
    document.push(Block::Title(Text::new(title, Tone::Strong).and(
        format!(
            " · {learning} with something to learn · {}",
            measured_against(answer.maps, answer.aims)
        ),
        Tone::Quiet,
    )));
    if curriculum.sessions.is_empty() {
        document.say(if curriculum.learning == 0 {
            "Everybody meets what this map asks of them, or it is not known what they learn for."
        } else {
            "No step serves two people who are ready for it: what each needs next is their own, and `skillgap cohort pairs` finds who can help."
        });
    } else {
        document.say(Text::new(
            "A session introduces a step. Nobody is at its level when the session ends: the hours after it are what that takes.",
            Tone::Quiet,
        ));
    }
    for (at, session) in curriculum.sessions.iter().enumerate() {
        one(answer, at, session, &mut document);
    }
    unserved(answer, true, "For whom none of this is within reach yet", &mut document);
    unserved(answer, false, "Whom this teaches nothing that they lack", &mut document);
    document.notes(&answer.notes);
    document.push(Block::Commands(vec![(
        "skillgap cohort pairs COHORT".to_string(),
        "who helps whom between the sessions".to_string(),
    )]));
    document
}

/// Those whom no session serves, with what each could begin today.
fn unserved(answer: &SessionAnswer<'_>, lost: bool, heading: &str, document: &mut Document) {
    let unserved = answer.curriculum.unserved.iter();
    let items: Vec<Text> = unserved
        .filter(|unserved| unserved.is_lost == lost)
        .map(|unserved| {
            let name = Text::new(&answer.learners[unserved.person].name, Tone::Strong);
            match unserved.could_begin {
                Some(step) => {
                    let step = step_name(answer.maps, step);
                    name.and(format!(": could begin {step} today"), Tone::Plain)
                }
                None => name,
            }
        })
        .collect();
    if !items.is_empty() {
        document.heading(heading);
        document.push(Block::List(items));
    }
}

fn one(answer: &SessionAnswer<'_>, at: usize, session: &Session, document: &mut Document) {
    let maps = answer.maps;
    let (skill, level) = (&maps[session.step.skill], session.step.level);
    let serves = session.serves().count();
    document.heading(
        Text::new(format!("{}. {}", at + 1, step_name(maps, session.step)), Tone::Strong).and(
            format!(" · serves {serves} of the {} who need it", session.needed_by()),
            Tone::Quiet,
        ),
    );
    let mut facts: Vec<(String, Text)> = vec![("Goal".to_string(), skill.can_do(level).into())];
    if let Some(proof) = skill.proof(level) {
        let time = count(proof.hours as usize, "hour", "hours");
        facts.push((
            "Exercise".to_string(),
            Text::new(&*proof.task, Tone::Plain)
                .and(format!(" ({time} for somebody who can)"), Tone::Quiet),
        ));
    }
    facts.push((
        "After it".to_string(),
        format!("{} of {} by the map", hours(skill.hours_to(level)), level.gained_by()).into(),
    ));
    facts.push(("Worth".to_string(), worth(session).into()));
    let who = |people: &[usize]| names(answer.learners, people.iter().copied());
    if !session.ready.is_empty() {
        facts.push((
            format!("Ready ({})", session.ready.len()),
            Text::new(who(&session.ready), Tone::Good),
        ));
    }
    for (sessions, people) in by_sessions(session) {
        let numbers: Vec<String> = sessions.iter().map(|at| (at + 1).to_string()).collect();
        facts.push((
            format!("Ready after {} ({})", and_list(&numbers), people.len()),
            who(&people).into(),
        ));
    }
    if !session.lost.is_empty() {
        facts.push((format!("Lost ({})", session.lost.len()), lost(answer, session)));
    }
    if !session.have.is_empty() {
        let text = format!("{}: they have it and help", who(&session.have));
        facts.push((format!("Helpers ({})", session.have.len()), text.into()));
    }
    if !session.assumed.is_empty() {
        facts.push((
            format!("Not rated ({})", session.assumed.len()),
            Text::new(
                format!("{}: counted as not having it; ask first", who(&session.assumed)),
                Tone::Quiet,
            ),
        ));
    }
    document.push(Block::Facts(facts));
}

/// What a session is worth to those who need it, on average.
fn worth(session: &Session) -> String {
    let people = session.needed_by();
    let brings = points(per_person(session.gain, people));
    let stands = points(per_person(session.standing_on, people));
    let said = if session.gain == session.standing_on {
        format!("brings {brings} of readiness")
    } else if session.gain == 0 {
        format!("{stands} of readiness stand on it")
    } else {
        format!("brings {brings} of readiness; {stands} stand on it in all")
    };
    format!("{said}, on average over those who need it")
}

/// Those who are ready after the same sessions, together.
fn by_sessions(session: &Session) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for later in &session.after {
        match groups.iter_mut().find(|(sessions, _)| *sessions == later.sessions) {
            Some((_, people)) => people.push(later.person),
            None => groups.push((later.sessions.clone(), vec![later.person])),
        }
    }
    groups.sort();
    groups
}

/// `Ada and Bo lack Git 1; Cleo lacks HTTP 1`.
fn lost(answer: &SessionAnswer<'_>, session: &Session) -> Text {
    let mut groups: Vec<(&[crate::domain::maps::Step], Vec<usize>)> = Vec::new();
    for lost in &session.lost {
        match groups.iter_mut().find(|(lacks, _)| *lacks == lost.lacks) {
            Some((_, people)) => people.push(lost.person),
            None => groups.push((&lost.lacks, vec![lost.person])),
        }
    }
    let said = groups.into_iter().map(|(lacks, people)| {
        let verb = if people.len() == 1 { "lacks" } else { "lack" };
        let who = names(answer.learners, people.into_iter());
        format!("{who} {verb} {}", step_names(answer.maps, lacks.iter()))
    });
    Text::new(said.collect::<Vec<_>>().join("; "), Tone::Warn)
}

/// The content of a `cohort-session` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct SessionsJson {
    /// Empty for each one's own goal.
    roles: Vec<String>,
    /// Everybody who was read, by id and name.
    people: Vec<PersonJson>,
    /// How many of them lack something.
    learning: usize,
    /// The next sessions, in order.
    sessions: Vec<SessionJson>,
    /// Those who lack something and whom no session serves.
    unserved: Vec<UnservedJson>,
    /// Every step that somebody lacks, in the best order for the group.
    order: Vec<StepJson>,
    /// Whether that order is proved to be the best.
    optimal: bool,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// A session, which introduces one step, and what it is to everybody.
#[derive(Debug, JsonSchema, Serialize)]
struct SessionJson {
    /// The number of the session in the plan, from 1.
    order: usize,
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
    /// The level that the session is on the way to, 1 to 4.
    level: u8,
    /// What somebody at that level can do, in a sentence.
    can_do: String,
    /// An exercise that shows the level; null where the maps have none.
    proof: Option<ProofJson>,
    /// The hours from the level below to this one, most of them after the session.
    hours: Hours,
    /// Ids of people, here and below.
    ready: Vec<String>,
    /// Those who need the step and are ready for it by the work after earlier sessions.
    after: Vec<LaterJson>,
    /// Those who need the step and would be lost, since they lack what it needs.
    lost: Vec<LostJson>,
    /// The ids of those who are at the level already and can help.
    have: Vec<String>,
    /// Of those who need the step, the ids of those who have not rated the skill: they may have it.
    not_rated: Vec<String>,
    /// The readiness that the step itself brings, 0 to 1, on average over those who need it.
    gain: f64,
    /// The readiness of all that the step is on the way to, likewise.
    standing_on: f64,
}

/// An exercise that shows a level.
#[derive(Debug, JsonSchema, Serialize)]
struct ProofJson {
    /// What to build or to show.
    task: String,
    /// The hours that it takes somebody who is at the level.
    hours: u32,
}

/// Somebody who is ready after earlier sessions.
#[derive(Debug, JsonSchema, Serialize)]
struct LaterJson {
    /// The id of the person.
    person: String,
    /// The numbers of those sessions in the plan, from 1.
    sessions: Vec<usize>,
}

/// Somebody who would be lost.
#[derive(Debug, JsonSchema, Serialize)]
struct LostJson {
    /// The id of the person.
    person: String,
    /// The steps that the person lacks of what this one needs directly.
    lacks: Vec<StepJson>,
}

/// Somebody who lacks something and whom no session serves.
#[derive(Debug, JsonSchema, Serialize)]
struct UnservedJson {
    /// The id of the person.
    person: String,
    /// Whether they need a step of the sessions and would be lost; else the sessions teach nothing that they lack.
    is_lost: bool,
    /// The step that the person could begin today instead; null where there is none.
    could_begin: Option<StepJson>,
}

/// The answer for scripts.
pub fn json(answer: &SessionAnswer<'_>) -> SessionsJson {
    let (maps, curriculum) = (answer.maps, &answer.curriculum);
    let id = |person: usize| answer.learners[person].id.clone();
    SessionsJson {
        roles: role_ids(maps, answer.aims),
        people: answer
            .learners
            .iter()
            .map(|learner| PersonJson::new(&learner.id, &learner.name))
            .collect(),
        learning: curriculum.learning,
        sessions: (1..)
            .zip(&curriculum.sessions)
            .map(|(order, session)| session_json(answer, order, session))
            .collect(),
        unserved: curriculum
            .unserved
            .iter()
            .map(|out| UnservedJson {
                person: id(out.person),
                is_lost: out.is_lost,
                could_begin: out.could_begin.map(|step| StepJson::new(maps, step)),
            })
            .collect(),
        order: steps_json(maps, &curriculum.order),
        optimal: curriculum.objective == curriculum.lower_bound,
        notes: answer.notes.clone(),
    }
}

fn session_json(answer: &SessionAnswer<'_>, order: usize, session: &Session) -> SessionJson {
    let maps = answer.maps;
    let (skill, level) = (&maps[session.step.skill], session.step.level);
    let who = |people: &[usize]| ids(answer.learners, people.iter().copied());
    let id = |person: usize| answer.learners[person].id.clone();
    SessionJson {
        order,
        skill: skill.id.clone(),
        name: skill.name.clone(),
        level: level.number(),
        can_do: skill.can_do(level).to_string(),
        proof: skill
            .proof(level)
            .map(|proof| ProofJson { task: proof.task.to_string(), hours: proof.hours }),
        hours: skill.hours_to(level),
        ready: who(&session.ready),
        after: session
            .after
            .iter()
            .map(|later| LaterJson {
                person: id(later.person),
                sessions: later.sessions.iter().map(|at| at + 1).collect(),
            })
            .collect(),
        lost: session
            .lost
            .iter()
            .map(|lost| LostJson { person: id(lost.person), lacks: steps_json(maps, &lost.lacks) })
            .collect(),
        have: who(&session.have),
        not_rated: who(&session.assumed),
        gain: per_person(session.gain, session.needed_by()),
        standing_on: per_person(session.standing_on, session.needed_by()),
    }
}

/// The answer for spreadsheets: a row for each session and each person to whom it is something.
pub fn sheet(answer: &SessionAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new([
        "session",
        "skill",
        "level",
        "person",
        "name",
        "part",
        "after_sessions",
        "lacks",
    ]);
    for (order, session) in (1_usize..).zip(&answer.curriculum.sessions) {
        let skill = &answer.maps[session.step.skill];
        let mut row = |person: usize, part: &str, after: String, lacks: String| {
            let learner = &answer.learners[person];
            let text = |text: String| {
                if text.is_empty() { Value::Empty } else { text.into() }
            };
            sheet.rows.push(vec![
                order.into(),
                skill.id.as_str().into(),
                session.step.level.number().into(),
                learner.id.as_str().into(),
                learner.name.as_str().into(),
                part.into(),
                text(after),
                text(lacks),
            ]);
        };
        for person in &session.ready {
            row(*person, "ready", String::new(), String::new());
        }
        for later in &session.after {
            let numbers: Vec<String> =
                later.sessions.iter().map(|at| (at + 1).to_string()).collect();
            row(later.person, "ready-after", numbers.join(" "), String::new());
        }
        for lost in &session.lost {
            let lacks = lost.lacks.iter().map(|step| {
                let id = &answer.maps[step.skill].id;
                format!("{id} {}", step.level)
            });
            row(lost.person, "lost", String::new(), lacks.collect::<Vec<_>>().join("; "));
        }
        for person in &session.have {
            row(*person, "has-it", String::new(), String::new());
        }
    }
    sheet
}
