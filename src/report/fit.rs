//! `skillgap fit`: which specializations lean the way somebody leans.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::Document;
use super::gap::{RoleAnswer, is_known_enough};
use super::json::RoleRef;
use super::phrases::{percent, usual_hours};
use super::text::text;
use crate::domain::fit::{CONTRASTS, Contrast, Lean, RoleFit};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;

/// The roles beside somebody's leanings.
pub struct FitAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// Which column of targets counts.
    pub seniority: Seniority,
    /// What was answered to each contrast.
    pub answers: [Lean; 6],
    /// Each role with its leanings, and with where the person stands.
    pub roles: Vec<(RoleFit, RoleAnswer<'m>)>,
}

impl FitAnswer<'_> {
    /// What was chosen of a contrast.
    fn chosen(&self, contrast: &Contrast) -> &'static str {
        let at = CONTRASTS.iter().position(|other| other == contrast);
        let Some(at) = at else { return "" };
        match self.answers[at] {
            Lean::Left => CONTRASTS[at].left,
            Lean::Right => CONTRASTS[at].right,
            Lean::Either => "",
        }
    }
}

impl Answer for FitAnswer<'_> {
    const KIND: &'static str = "fit";
    const ABOUT: &'static str = "which roles lean the way somebody leans";
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
        document.title("Which way you lean");
        document.say("This is a start for a conversation, not a test: nobody measured you, and no role is ruled out. Which role has more of which work is a judgement from its duties.");
        for (fit, stands) in &self.roles {
            let role = &maps[fit.role];
            document.heading(role.name.as_str());
            let mut points = Vec::new();
            for contrast in &fit.agrees {
                points.push(text!("<good>More of what you chose: </>{}", self.chosen(contrast)));
            }
            for contrast in &fit.differs {
                let other = if self.chosen(contrast) == contrast.left {
                    contrast.right
                } else {
                    contrast.left
                };
                points.push(text!("<warn>More of the other: </>{}", other));
            }
            if points.is_empty() {
                points.push("It leans neither way in what you chose.".into());
            }
            document.list(points);
            if let Some(work) = &role.work {
                let first = work.split_inclusive(". ").next().unwrap_or(work);
                document.say(text!("<quiet>The work: </>{}", first.trim()));
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
pub struct FitJson {
    /// Which column of targets counts.
    seniority: Seniority,
    /// The contrasts of activities, with what was chosen.
    contrasts: Vec<ContrastJson>,
    /// The roles: those with more of what was chosen first. There is no score.
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
    /// Which of them was chosen; null for either.
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
    /// The ids of the contrasts in which the role has more of what was chosen.
    agrees: Vec<&'static str>,
    /// The ids of the contrasts in which it has more of the other.
    differs: Vec<&'static str>,
    /// How much of the role's targets is met: 0 to 1.
    readiness: Fraction,
    /// How much is known of that: 0 to 1.
    coverage: Fraction,
    /// The hours of learning that are missing.
    hours: Hours,
}
