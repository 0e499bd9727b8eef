//! `skillgap why`: explains the place of a skill or a project in the plan.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::plan::PlanArgs;
use crate::domain::maps::SkillOrProject;
use crate::domain::roadmap::plan;
use crate::domain::roadmap::price::{Price, Wish, free, price};
use crate::report::roadmap::WEEKS;
use crate::report::why::WhyAnswer;
use crate::report::why_project::WhyProjectAnswer;

/// The flags of `why`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap why docker --role api-developer
  skillgap why linux --role devops-engineer --rate python=2
  skillgap why library-lending-api --role api-developer")]
pub(crate) struct WhyArgs {
    /// The skill or the project to explain
    #[arg(value_name = "SKILL|PROJECT")]
    what: String,
    #[command(flatten)]
    plan: PlanArgs,
}

impl Run for WhyArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let what = context.skill_or_project(&self.what)?;
        let person = context.person()?;
        let goal = self.plan.goal(context, &person)?;
        let pace = self.plan.pace(context, &person);
        let start = self.plan.start(context, &person, &goal);
        let known = &start.assessment;
        let roadmap = plan(maps, known, &goal);
        let checkpoints = WEEKS.map(|weeks| match &pace {
            Some(pace) => pace.hours_in(weeks),
            None => u64::from(weeks) * 10,
        });
        let prices = |wishes: &[Wish]| -> Vec<Price> {
            let free_plan = plan(maps, known, &free(&goal));
            let price = |wish: &Wish| price(maps, known, &goal, &free_plan, *wish, &checkpoints);
            wishes.iter().map(price).collect()
        };
        match what {
            SkillOrProject::Skill(skill) => {
                let planned = roadmap.steps.iter().any(|planned| planned.step.skill == skill);
                let moved = planned.then(|| {
                    let [first, last] = [Wish::Pin(skill), Wish::Last(skill)];
                    prices(&[first, last])
                });
                Ok(context.answer(&WhyAnswer {
                    maps,
                    assessment: &person.assessment,
                    likely: person.likely.as_ref(),
                    skill,
                    start: &start,
                    roadmap: &roadmap,
                    moved: moved.and_then(|moved| moved.try_into().ok()),
                    notes: person.notes.clone(),
                }))
            }
            SkillOrProject::Project(project) => {
                let brought = roadmap.reached_projects().any(|p| p.project == project);
                let without =
                    if brought { prices(&[Wish::SkipProject(project)]) } else { Vec::new() };
                Ok(context.answer(&WhyProjectAnswer {
                    maps,
                    project,
                    start: &start,
                    roadmap: &roadmap,
                    without: without.into_iter().next(),
                    notes: person.notes.clone(),
                }))
            }
        }
    }
}
