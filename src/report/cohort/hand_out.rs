//! `skillgap cohort session --hand-outs`: a page for one person.

use super::session::SessionAnswer;
use super::{names, rounded, step_name};
use crate::domain::catalog::Resource;
use crate::domain::cohort::session::Session;
use crate::domain::maps::Step;
use crate::report::document::{Document, Text};
use crate::report::gap::is_known_enough;
use crate::report::phrases::{count, hours, role_names};
use crate::report::text::text;

/// Returns the page of the person with the index `person` in the list of learners: the sessions for them, the people
/// whom they help, and what they can begin alone. About other people it says only who helps whom.
pub(crate) fn hand_out(answer: &SessionAnswer<'_>, person: usize) -> Document {
    let maps = answer.maps;
    let learner = &answer.learners[person];
    let mut document = Document::default();
    document.title(text!("**{}**", learner.name));
    match &learner.goal {
        None => {
            document.say("Your goal is not known yet: tell your mentor the role.");
        }
        Some(_) if !learner.has_answered => {
            document.say("You have not answered yet: the form, or `skillgap assess`, takes some minutes, and then this page has your next steps.");
        }
        Some(goal) => {
            let role = role_names(maps, &goal.roles);
            let (met, asked) = learner.met_of_asked();
            let ready = if is_known_enough(learner.coverage()) {
                format!(", {} % by weight", rounded(learner.readiness()))
            } else {
                String::new()
            };
            document.say(text!(
                "Your goal: {}, {}. You meet {} of the {} things that it asks{}.",
                role,
                goal.seniority,
                met,
                asked,
                ready
            ));
        }
    }
    let sessions = (1..).zip(&answer.curriculum.sessions);
    let yours: Vec<(usize, &Session)> =
        sessions.filter(|(_, session)| session.serves().any(|served| served == person)).collect();
    if !yours.is_empty() {
        document.heading("Sessions for you");
    }
    for (number, session) in yours {
        let (skill, level) = (&maps[session.step.skill], session.step.level);
        document.say(text!("**Session {}: {}**", number, step_name(maps, session.step)));
        let mut facts: Vec<(&str, Text)> = vec![("Goal", skill.can_do(level).into())];
        if let Some(proof) = skill.proof(level) {
            facts.push(("Exercise", proof.task.to_string().into()));
        }
        if let Some(helper) = helper(answer, number, person) {
            facts.push(("Helps you", answer.learners[helper].name.to_string().into()));
        }
        facts.push((
            "After it",
            text!("{} of {} alone", hours(skill.hours_to(level)), level.gained_by()),
        ));
        document.facts(facts);
    }
    let helped: Vec<Text> = (1..)
        .zip(&answer.curriculum.sessions)
        .filter(|(_, session)| session.have.contains(&person))
        .map(|(number, session)| {
            let step = step_name(maps, session.step);
            match helped_by(answer, number, person) {
                Some(people) => {
                    text!("Session {}, {}: {}", number, step, names(answer.learners, people))
                }
                None => text!("Session {}, {}: anybody who asks you", number, step),
            }
        })
        .collect();
    if !helped.is_empty() {
        document.heading("Whom you can help");
        document.list(helped);
    }
    alone(answer, person, &mut document);
    document
}

/// Returns the person who helps `person` in a session; `None` if there is no such person or the session has no agenda.
fn helper(answer: &SessionAnswer<'_>, number: usize, person: usize) -> Option<usize> {
    let agenda = answer.agendas.as_ref()?.get(number - 1)?;
    agenda.helps.iter().find(|(_, people)| people.contains(&person)).map(|(helper, _)| *helper)
}

fn helped_by<'a>(
    answer: &'a SessionAnswer<'_>,
    number: usize,
    person: usize,
) -> Option<&'a [usize]> {
    let agenda = answer.agendas.as_ref()?.get(number - 1)?;
    agenda.helps.iter().find(|(helper, _)| *helper == person).map(|(_, people)| people.as_slice())
}

/// Adds the steps that a person can begin alone today.
fn alone(answer: &SessionAnswer<'_>, person: usize, document: &mut Document) {
    let maps = answer.maps;
    let is_taught = |step: &&Step| {
        let mut sessions = answer.curriculum.sessions.iter();
        sessions.any(|session| session.step == **step && session.serves().any(|p| p == person))
    };
    let steps: Vec<&Step> =
        answer.curriculum.could_begin[person].iter().filter(|step| !is_taught(step)).collect();
    if steps.is_empty() {
        return;
    }
    document.heading("What you can begin alone today");
    let item = |step: &Step| {
        let skill = &maps[step.skill];
        let more = match skill.proof(step.level) {
            Some(proof) => {
                let time = count(proof.hours as usize, "hour", "hours");
                format!("{} It shows the level: {} ({time})", skill.can_do(step.level), proof.task)
            }
            None => skill.can_do(step.level).to_string(),
        };
        text!("**{}**: {}", step_name(maps, *step), more)
    };
    document.list(steps.iter().map(|step| item(step)));
    let resources = steps.iter().flat_map(|step| {
        let fits = move |resource: &&Resource| resource.level == step.level;
        maps[step.skill].resources.iter().filter(fits).take(1)
    });
    let links: Vec<Text> =
        resources.map(|resource| text!("{}: `{}`", resource.title, resource.url)).collect();
    if !links.is_empty() {
        document.say("To read:");
        document.list(links);
    }
}
