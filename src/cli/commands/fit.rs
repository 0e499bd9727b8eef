//! `skillgap fit`: which specialization one would like.

use clap::Args;
use dialoguer::Select;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::interrupt::Guard;
use crate::cli::interview::terminal::{prompt_failed, theme};
use crate::cli::screen;
use crate::domain::fit::{Lean, fit};
use crate::domain::gap::find_gap;
use crate::domain::roadmap::{Goal, Needed, Wishes};
use crate::report::fit::{FitAnswer, contrast_choices, contrast_prompt};
use crate::report::gap::RoleAnswer;

/// The flags of `fit`.
#[derive(Args, Debug)]
#[command(
    after_help = "Six pairs of activities are shown, one after the other; choose the one that you would rather do. The answer says which roles have more of it, and what each job is like. It gives no score.

Examples:
  skillgap fit                               asks, about two minutes
  skillgap fit --answers left,right,either,left,right,left
                                             the same without questions"
)]
pub struct FitArgs {
    /// The six answers in order, without questions: left, right or either
    #[arg(long, value_name = "ANSWERS", value_delimiter = ',', value_parser = lean)]
    answers: Option<Vec<Lean>>,
}

fn lean(word: &str) -> Result<Lean, String> {
    let in_short = |(full, _): &&(&str, Lean)| full.starts_with(&word.trim().to_lowercase());
    let known = Lean::parse(word).or_else(|| Some(Lean::WORDS.iter().find(in_short)?.1));
    known
        .filter(|_| !word.trim().is_empty())
        .ok_or_else(|| format!("`{word}` is not left, right or either"))
}

impl Run for FitArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let answers: [Lean; 6] = match &self.answers {
            Some(answers) => answers.as_slice().try_into().map_err(|_| six_answers())?,
            None => ask(context)?,
        };
        let person = context.person()?;
        let seniority = context.seniority(&person)?;
        let roles = fit(maps, &answers).into_iter().map(|fit| {
            let wishes =
                Wishes { roles: vec![fit.role], seniority: Some(seniority), ..Wishes::default() };
            let goal = Goal::of(&person.profile, wishes);
            let stands = RoleAnswer {
                gap: find_gap(maps, &person.assessment, fit.role, seniority),
                hours: Needed::find(maps, &person.assessment, &goal).hours(maps),
            };
            (fit, stands)
        });
        Ok(context.answer(&FitAnswer { maps, seniority, answers, roles: roles.collect() }))
    }
}

fn six_answers() -> Failure {
    Failure::usage("no-answers", "six answers are needed, one for each pair of activities")
        .hint("--answers left,right,either,left,right,left; `skillgap fit` in a terminal asks")
}

fn ask(context: &Context<'_>) -> Result<[Lean; 6], Failure> {
    if !screen::can_ask() {
        return Err(six_answers());
    }
    let term = screen::terminal_to_ask(context.shared);
    let _guard = Guard::new(&term);
    let mut answers = [Lean::Either; 6];
    for (at, answer) in answers.iter_mut().enumerate() {
        let choices = contrast_choices(at);
        let chosen = Select::with_theme(&*theme(context.shared))
            .with_prompt(contrast_prompt(at))
            .items(choices.map(|(text, _)| text))
            .default(0)
            .interact_on(&term)
            .map_err(prompt_failed)?;
        *answer = choices[chosen].1;
    }
    Ok(answers)
}
