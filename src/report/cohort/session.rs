//! `skillgap cohort session`: what to teach next.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    PersonJson, ids, measured_against, names, per_person, points, role_ids, step_ids, step_name,
    step_names, steps_json,
};
use crate::domain::cohort::session::{Curriculum, Later, Lost, Session, Unserved};
use crate::domain::cohort::{Aims, Learner};
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::report::answer::{Answer, Format};
use crate::report::document::{Document, Text};
use crate::report::json::{Share, SkillRef, StepJson};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, hours};
use crate::report::roadmap::ProofJson;
use crate::report::sheet::Sheet;
use crate::report::text::text;

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

impl Answer for SessionAnswer<'_> {
    const KIND: &'static str = "cohort-session";
    const ABOUT: &'static str = "what to teach next";
    const FORMATS: &'static [Format] = &[Format::Csv];
    type Json = SessionsJson;

    fn json(&self) -> SessionsJson {
        let curriculum = &self.curriculum;
        let sessions = (1..).zip(&curriculum.sessions);
        let unserved = |unserved: &Unserved| UnservedJson {
            person: self.id(unserved.person),
            is_lost: unserved.is_lost,
            could_begin: unserved.could_begin.map(|step| StepJson::new(self.maps, step)),
        };
        SessionsJson {
            roles: role_ids(self.maps, self.aims),
            people: PersonJson::all(self.learners),
            learning: curriculum.learning,
            sessions: sessions.map(|(order, session)| self.session_json(order, session)).collect(),
            unserved: curriculum.unserved.iter().map(unserved).collect(),
            order: steps_json(self.maps, &curriculum.order),
            optimal: curriculum.objective == curriculum.lower_bound,
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let curriculum = &self.curriculum;
        let mut document = Document::default();
        let title = match curriculum.sessions.len() {
            0 => "No session to plan".to_string(),
            1 => "The next session".to_string(),
            many => format!("The next {many} sessions"),
        };
        document.title(text!(
            "**{}**<quiet> · {} with something to learn · {}</>",
            title,
            count(curriculum.learning, "person", "people"),
            measured_against(self.maps, self.aims)
        ));
        document.say(if !curriculum.sessions.is_empty() {
            text!(
                "<quiet>A session introduces a step. Nobody is at its level when the session ends: the hours after it are what that takes.</>"
            )
        } else if curriculum.learning == 0 {
            "Everybody meets what this map asks of them, or it is not known what they learn for."
                .into()
        } else {
            "No step serves two people who are ready for it: what each needs next is their own, and `skillgap cohort pairs` finds who can help.".into()
        });
        for (number, session) in (1..).zip(&curriculum.sessions) {
            self.session(number, session, &mut document);
        }
        self.unserved(true, "For whom none of this is within reach yet", &mut document);
        self.unserved(false, "Whom this teaches nothing that they lack", &mut document);
        document.notes(&self.notes);
        document
            .commands([("skillgap cohort pairs COHORT", "who helps whom between the sessions")]);
        document
    }

    /// A row for each session and each person to whom it is something.
    fn sheet(&self) -> Sheet {
        let sessions = (1_usize..).zip(&self.curriculum.sessions);
        let rows = sessions.flat_map(|(number, session)| {
            parts(session).into_iter().map(move |(person, part)| (number, session, person, part))
        });
        Sheet::of(rows)
            .column("session", |(number, ..)| *number)
            .column("skill", |(_, session, ..)| self.maps[session.step.skill].id.as_str())
            .column("level", |(_, session, ..)| session.step.level)
            .column("person", |(_, _, person, _)| self.learners[*person].id.as_str())
            .column("name", |(_, _, person, _)| self.learners[*person].name.as_str())
            .column("part", |(.., part)| match part {
                Part::Ready => "ready",
                Part::ReadyAfter(_) => "ready-after",
                Part::Lost(_) => "lost",
                Part::HasIt => "has-it",
            })
            .column("after_sessions", |(.., part)| match part {
                Part::ReadyAfter(sessions) => Some(numbers(sessions).join(" ")),
                _ => None,
            })
            .column("lacks", |(.., part)| match part {
                Part::Lost(lacks) => Some(step_ids(self.maps, *lacks)),
                _ => None,
            })
            .into()
    }
}

/// What a session is to one person.
enum Part<'s> {
    Ready,
    /// Ready after these sessions, from 0.
    ReadyAfter(&'s [usize]),
    /// Lost, for want of these steps.
    Lost(&'s [Step]),
    HasIt,
}

/// Everybody to whom a session is something.
fn parts(session: &Session) -> Vec<(usize, Part<'_>)> {
    let ready = session.ready.iter().map(|person| (*person, Part::Ready));
    let after = session.after.iter();
    let after = after.map(|later| (later.person, Part::ReadyAfter(&later.sessions)));
    let lost = session.lost.iter().map(|lost| (lost.person, Part::Lost(&lost.lacks)));
    let have = session.have.iter().map(|person| (*person, Part::HasIt));
    ready.chain(after).chain(lost).chain(have).collect()
}

/// The numbers of sessions, from 1.
fn numbers(sessions: &[usize]) -> Vec<String> {
    sessions.iter().map(|at| (at + 1).to_string()).collect()
}

impl SessionAnswer<'_> {
    fn id(&self, person: usize) -> String {
        self.learners[person].id.clone()
    }

    /// Those whom no session serves, with what each could begin today.
    fn unserved(&self, lost: bool, heading: &str, document: &mut Document) {
        let unserved = self.curriculum.unserved.iter();
        let mut unserved = unserved.filter(|unserved| unserved.is_lost == lost).peekable();
        if unserved.peek().is_some() {
            document.heading(heading);
        }
        document.list(unserved.map(|unserved| {
            let name = &self.learners[unserved.person].name;
            match unserved.could_begin {
                Some(step) => {
                    text!("**{}**: could begin {} today", name, step_name(self.maps, step))
                }
                None => text!("**{}**", name),
            }
        }));
    }

    fn session(&self, number: usize, session: &Session, document: &mut Document) {
        let maps = self.maps;
        let (skill, level) = (&maps[session.step.skill], session.step.level);
        document.heading(text!(
            "**{}. {}**<quiet> · serves {} of the {} who need it</>",
            number,
            step_name(maps, session.step),
            session.serves().count(),
            session.needed_by()
        ));
        let mut facts: Vec<(String, Text)> = vec![("Goal".to_string(), skill.can_do(level).into())];
        if let Some(proof) = skill.proof(level) {
            let time = count(proof.hours as usize, "hour", "hours");
            let exercise = text!("{}<quiet> ({} for somebody who can)</>", proof.task, time);
            facts.push(("Exercise".to_string(), exercise));
        }
        let work = text!("{} of {} by the map", hours(skill.hours_to(level)), level.gained_by());
        facts.push(("After it".to_string(), work));
        facts.push(("Worth".to_string(), worth(session).into()));
        let who = |people: &[usize]| names(self.learners, people);
        let mut people = |what: String, people: usize, text: Text| {
            if people > 0 {
                facts.push((format!("{what} ({people})"), text));
            }
        };
        people("Ready".to_string(), session.ready.len(), text!("<good>{}</>", who(&session.ready)));
        let mut after = together(&session.after, |later| (&later.sessions, later.person));
        after.sort();
        for (sessions, later) in after {
            let what = format!("Ready after {}", and_list(&numbers(sessions)));
            people(what, later.len(), who(&later).into());
        }
        people("Lost".to_string(), session.lost.len(), self.lost(&session.lost));
        people(
            "Helpers".to_string(),
            session.have.len(),
            text!("{}: they have it and help", who(&session.have)),
        );
        people(
            "Not rated".to_string(),
            session.assumed.len(),
            text!("<quiet>{}: counted as not having it; ask first</>", who(&session.assumed)),
        );
        document.facts(facts);
    }

    /// `Ada and Bo lack Git 1; Cleo lacks HTTP 1`.
    fn lost(&self, lost: &[Lost]) -> Text {
        let groups = together(lost, |lost| (&lost.lacks, lost.person));
        let said = groups.into_iter().map(|(lacks, people)| {
            let verb = if people.len() == 1 { "lacks" } else { "lack" };
            format!("{} {verb} {}", names(self.learners, &people), step_names(self.maps, lacks))
        });
        text!("<warn>{}</>", said.collect::<Vec<_>>().join("; "))
    }

    fn session_json(&self, order: usize, session: &Session) -> SessionJson {
        let maps = self.maps;
        let (skill, level) = (&maps[session.step.skill], session.step.level);
        let who = |people: &[usize]| ids(self.learners, people);
        let later = |later: &Later| LaterJson {
            person: self.id(later.person),
            sessions: later.sessions.iter().map(|at| at + 1).collect(),
        };
        let lost = |lost: &Lost| LostJson {
            person: self.id(lost.person),
            lacks: steps_json(maps, &lost.lacks),
        };
        SessionJson {
            order,
            skill: SkillRef::new(maps, session.step.skill),
            level,
            can_do: skill.can_do(level).to_string(),
            proof: skill.proof(level).map(ProofJson::from),
            hours: skill.hours_to(level),
            ready: who(&session.ready),
            after: session.after.iter().map(later).collect(),
            lost: session.lost.iter().map(lost).collect(),
            have: who(&session.have),
            not_rated: who(&session.assumed),
            gain: per_person(session.gain, session.needed_by()),
            standing_on: per_person(session.standing_on, session.needed_by()),
        }
    }
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

/// People of whom the same is to be said, together.
fn together<'s, T, W: PartialEq + ?Sized + 's>(
    all: &'s [T],
    of: impl Fn(&'s T) -> (&'s W, usize),
) -> Vec<(&'s W, Vec<usize>)> {
    let mut groups: Vec<(&W, Vec<usize>)> = Vec::new();
    for (what, person) in all.iter().map(of) {
        match groups.iter_mut().find(|(other, _)| *other == what) {
            Some((_, people)) => people.push(person),
            None => groups.push((what, vec![person])),
        }
    }
    groups
}

/// The content of a `cohort-session` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct SessionsJson {
    /// The ids of the roles that everybody is measured against; empty for each one's own goal.
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
    #[serde(flatten)]
    skill: SkillRef,
    /// The level that the session is on the way to, 1 to 4.
    level: Level,
    /// What somebody at that level can do, in a sentence.
    can_do: String,
    /// An exercise that shows the level; null where the maps have none.
    proof: Option<ProofJson>,
    /// The hours from the level below to this one, most of them after the session.
    hours: Hours,
    /// The ids of those who need the step and have all that it needs.
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
    gain: Share,
    /// The readiness of all that the step is on the way to, likewise.
    standing_on: Share,
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
