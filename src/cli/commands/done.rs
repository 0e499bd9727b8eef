//! `skillgap done`: records the next level of a skill, or a finished project.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::{Context, Person};
use crate::cli::failure::Failure;
use crate::domain::catalog::SkillIndex;
use crate::domain::maps::SkillOrProject;
use crate::domain::milestones::reached;
use crate::domain::profile::{DoneProject, Entry};
use crate::domain::rater::Rater;
use crate::domain::roadmap::{Goal, Wishes, plan};
use crate::domain::role::ProjectIndex;
use crate::library::profiles::{self, ProfileAt};
use crate::report::done::{DoneAnswer, DoneProjectAnswer};

/// The flags of `done`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap done python
  skillgap done unit-converter --evidence https://example.org/my-repository
  skillgap done docker --role api-developer --evidence https://example.org/my-image")]
pub(crate) struct DoneArgs {
    /// The skill whose next level you have reached, or the project that you have finished
    #[arg(value_name = "SKILL|PROJECT")]
    what: String,
    /// A link, commit or note that proves it
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// Show the plan for this role [default: the profile's goal]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
}

impl Run for DoneArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let what = context.skill_or_project(&self.what)?;
        let at = context.profile_to_write()?;
        let before = context.person_at(&at)?;
        let roles = context.roles(&self.role)?;
        let wishes = Wishes { roles, seniority: context.seniority_asked()?, ..Wishes::default() };
        let goal = Goal::of(&before.profile, wishes);
        match what {
            SkillOrProject::Skill(skill) => self.level(context, &at, &before, &goal, skill),
            SkillOrProject::Project(project) => self.project(context, &at, &before, &goal, project),
        }
    }
}

impl DoneArgs {
    /// Records the next level of a skill.
    fn level(
        &self,
        context: &Context<'_>,
        at: &ProfileAt,
        before: &Person,
        goal: &Goal,
        skill: SkillIndex,
    ) -> Result<String, Failure> {
        let maps = context.maps();
        let start = before.start(maps, goal, None);
        // For a skill of the plan the current level is the one that the plan starts from, which may be likely only.
        // Otherwise only what is known counts.
        let plan_before = (!goal.roles.is_empty()).then(|| plan(maps, &start.assessment, goal));
        let is_planned = plan_before
            .as_ref()
            .is_some_and(|plan| plan.steps.iter().any(|planned| planned.step.skill == skill));
        let from = match is_planned {
            true => start.assessment.level(skill),
            false => before.assessment.level(skill),
        };
        let Some(to) = from.next() else {
            return Err(Failure::usage(
                "top-of-scale",
                format!("{} is already at {from}, the top of the scale", maps[skill].name),
            )
            .hint(format!("`skillgap rate {}=LEVEL` sets any level", maps[skill].id)));
        };
        let on = context.today();
        let newest = before.profile.current(maps, &Rater::OWN)[skill.0].newest();
        if let Some(newest) = newest.and_then(|(on, _)| on).filter(|newest| *newest > on) {
            return Err(Failure::usage(
                "newer-rating",
                format!("{} has a rating of {newest}, which is after {on}", maps[skill].name),
            )
            .hint("the newest rating counts: fix its date in the profile, or set the day with --today"));
        }
        let rating = Entry { on: Some(on), evidence: self.evidence(), ..Entry::own(skill, to) };
        profiles::append(at, maps, &[rating])?;
        let person = context.person_at(at)?;
        let after = person.start(maps, goal, None);
        let plans = plan_before.map(|before| (before, plan(maps, &after.assessment, goal)));
        let answer = DoneAnswer {
            maps,
            skill,
            from,
            was_rated: before.ratings.get(skill).is_some(),
            said: before.ratings.range(skill),
            known: before.assessment.level(skill),
            to,
            saved_in: at.name(),
            plans,
            milestones: reached(
                maps,
                &before.profile,
                &person.profile,
                &goal.roles,
                goal.seniority,
            ),
        };
        Ok(context.answer(&answer))
    }

    /// Records a finished project.
    fn project(
        &self,
        context: &Context<'_>,
        at: &ProfileAt,
        before: &Person,
        goal: &Goal,
        project: ProjectIndex,
    ) -> Result<String, Failure> {
        let maps = context.maps();
        let evidence = self.evidence();
        if before.profile.has_done(project) && evidence.is_none() {
            let project = &maps[project];
            return Err(Failure::usage(
                "already-done",
                format!("the project {} is already done", project.name),
            )
            .hint(format!(
                "--evidence TEXT adds evidence; `skillgap profile forget {}` removes the project",
                project.id
            )));
        }
        let on = context.today();
        let done = DoneProject { project, on: Some(on), by: Rater::OWN, evidence };
        let after = profiles::append(at, maps, &[done])?;
        let mut then = goal.clone();
        then.done_projects.push(project);
        let known = before.start(maps, goal, None).assessment;
        let plans =
            (!goal.roles.is_empty()).then(|| (plan(maps, &known, goal), plan(maps, &known, &then)));
        let milestones = reached(maps, &before.profile, &after, &goal.roles, goal.seniority);
        let answer =
            DoneProjectAnswer { maps, project, on, saved_in: at.name(), plans, milestones };
        Ok(context.answer(&answer))
    }

    fn evidence(&self) -> Option<String> {
        self.evidence.clone().filter(|text| !text.trim().is_empty())
    }
}
