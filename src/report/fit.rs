//! `skillgap fit`: which roles have more of the work that a person would rather do.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Document, Text};
use super::gap::{RoleAnswer, is_known_enough};
use super::json::RoleRef;
use super::phrases::{and_list, percent, usual_hours};
use super::text::text;
use crate::domain::fit::{CONTRASTS, Contrast, Lean, RoleFit};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::role::RoleMap;

/// The roles compared with a person's leanings.
pub(crate) struct FitAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The seniority whose targets count.
    pub seniority: Seniority,
    /// The answer to each contrast.
    pub answers: [Lean; 6],
    /// The roles, each with how well it fits the leanings and with the person's gap.
    pub roles: Vec<(RoleFit, RoleAnswer<'m>)>,
}

/// Returns the question about a contrast, such as `2 of 6. Which would you rather do?`.
pub(crate) fn contrast_prompt(at: usize) -> String {
    format!("{} of {}. Which would you rather do?", at + 1, CONTRASTS.len())
}

/// Returns the choices for a contrast, each with its meaning.
pub fn contrast_choices(at: usize) -> [(&'static str, Lean); 3] {
    let Contrast { left, right, .. } = CONTRASTS[at];
    [(left, Lean::Left), (right, Lean::Right), ("Either", Lean::Either)]
}

/// Returns the work that a role has more of than others, by the person's choices: first the chosen work, then the
/// other.
pub(crate) fn leanings(fit: &RoleFit, answers: &[Lean; CONTRASTS.len()]) -> Vec<Text> {
    let of_both = |contrasts: &[&Contrast]| {
        let of = |contrast: &&Contrast| {
            let at = CONTRASTS.iter().position(|other| other == *contrast)?;
            contrast.chosen(answers[at])
        };
        contrasts.iter().filter_map(of).collect::<Vec<_>>()
    };
    let more = of_both(&fit.agrees).into_iter();
    let less = of_both(&fit.differs).into_iter();
    let mut points: Vec<Text> = more
        .map(|(chosen, _)| text!("<good>More of what you chose: </>{}", chosen))
        .chain(less.map(|(_, other)| text!("<warn>More of what you did not choose: </>{}", other)))
        .collect();
    if points.is_empty() {
        points.push(
            "It has no more than other roles of what you chose, and of what you did not.".into(),
        );
    }
    points
}

/// Returns the chosen work that a role has more of, in a few words; `None` if there is none.
pub(crate) fn leanings_in_short(
    fit: &RoleFit,
    answers: &[Lean; CONTRASTS.len()],
) -> Option<String> {
    let of = |contrast: &&Contrast| {
        let at = CONTRASTS.iter().position(|other| other == *contrast)?;
        contrast.in_short(answers[at])
    };
    let words: Vec<String> = fit.agrees.iter().filter_map(of).map(str::to_string).collect();
    (!words.is_empty()).then(|| format!("more of {}", and_list(&words)))
}

/// Returns the first sentence about a working day in the role.
pub(crate) fn work_of(role: &RoleMap) -> Option<Text> {
    let work = role.work.as_ref()?;
    let first = work.split_inclusive(". ").next().unwrap_or(work);
    Some(text!("<quiet>The work: </>{}", first.trim()))
}

impl Answer for FitAnswer<'_> {
    const KIND: &'static str = "fit";
    const ABOUT: &'static str = "which roles have more of the work that somebody prefers";
    type Json = FitJson;

    fn json(&self) -> FitJson {
        let contrast = |(contrast, answer): (&Contrast, &Lean)| ContrastJson {
            id: contrast.id,
            left: contrast.left,
            right: contrast.right,
            answer: match answer {
                Lean::Left => Some(Side::Left),
                Lean::Right => Some(Side::Right),
                Lean::Either => None,
            },
        };
        let ids = |contrasts: &[&Contrast]| contrasts.iter().map(|contrast| contrast.id).collect();
        let role = |(fit, stands): &(RoleFit, RoleAnswer<'_>)| FitRoleJson {
            role: RoleRef::new(self.maps, fit.role),
            agrees: ids(&fit.agrees),
            differs: ids(&fit.differs),
            readiness: stands.gap.readiness(),
            coverage: stands.gap.coverage(),
            hours: stands.hours,
        };
        FitJson {
            seniority: self.seniority,
            contrasts: CONTRASTS.iter().zip(&self.answers).map(contrast).collect(),
            roles: self.roles.iter().map(role).collect(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        document.title("Roles by the work that you prefer");
        document.say("This is a start for a conversation, not a test: nobody measured you, and no role is ruled out. Which role has more of which work is a judgement from its duties.");
        for (fit, stands) in &self.roles {
            let role = &maps[fit.role];
            document.heading(role.name.as_str());
            document.list(leanings(fit, &self.answers));
            if let Some(work) = work_of(role) {
                document.say(work);
            }
            let ready = match is_known_enough(stands.gap.coverage()) {
                true => percent(stands.gap.readiness()),
                false => "not known yet".to_string(),
            };
            document.say(text!(
                "<quiet>Readiness: </>{}<quiet>; hours of learning to it: </>{}",
                ready,
                usual_hours(stands.hours)
            ));
        }
        document.commands([
            ("skillgap roles ROLE", "what the job is like, in full"),
            ("skillgap assess --role ROLE", "how far you are"),
        ]);
        document
    }
}

/// The content of a `fit` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FitJson {
    /// Which column of targets counts.
    seniority: Seniority,
    /// The contrasts of activities, with the choices.
    contrasts: Vec<ContrastJson>,
    /// The roles. Those with more of the chosen work come first. There is no score.
    roles: Vec<FitRoleJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ContrastJson {
    /// The id of the contrast.
    id: &'static str,
    /// The one activity.
    left: &'static str,
    /// The other activity.
    right: &'static str,
    /// The chosen activity; null for either.
    answer: Option<Side>,
}

#[derive(Debug, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum Side {
    Left,
    Right,
}

#[derive(Debug, JsonSchema, Serialize)]
struct FitRoleJson {
    #[serde(flatten)]
    role: RoleRef,
    /// The ids of the contrasts in which the role has more of the chosen activity.
    agrees: Vec<&'static str>,
    /// The ids of the contrasts in which the role has more of the other activity.
    differs: Vec<&'static str>,
    /// The share of the role's targets that is met, by weight: 0 to 1.
    readiness: Fraction,
    /// The share of the role's targets that is settled, by weight: 0 to 1.
    coverage: Fraction,
    /// The hours of learning that are missing.
    hours: Hours,
}
