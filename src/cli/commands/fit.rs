//! `skillgap fit`: suggests specializations that the user may like.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::interrupt::{Guard, Left};
use crate::cli::interview::choices::{ChoiceList, Leave, Picked};
use crate::cli::interview::keys::KeyReader;
use crate::cli::screen;
use crate::domain::fit::{Lean, fit};
use crate::domain::gap::find_gap;
use crate::domain::roadmap::{Goal, Needed, Wishes};
use crate::report::fit::{FitAnswer, contrast_choices, contrast_prompt};
use crate::report::gap::RoleAnswer;

/// The flags of `fit`.
#[derive(Args, Debug)]
#[command(
    after_help = "Six pairs of activities are shown, one after the other; choose the one that you would rather do. The answer says which roles have more of what you chose, and what each job is like. It gives no score.

Examples:
  skillgap fit                               asks, about two minutes
  skillgap fit --answers left,right,either,left,right,left
                                             the same without questions"
)]
pub(crate) struct FitArgs {
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
            None => match ask(context)? {
                Some(answers) => answers,
                None => return Ok(String::new()),
            },
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

/// Asks about six pairs of activities. Returns `None` if the user leaves.
fn ask(context: &Context<'_>) -> Result<Option<[Lean; 6]>, Failure> {
    if !screen::can_ask() {
        return Err(six_answers());
    }
    let term = screen::terminal_to_ask(context.shared);
    let _guard = Guard::new(&term, Left::Nothing);
    let reader = KeyReader::of(&term);
    let mut answers = [None; 6];
    let mut at = 0;
    while at < answers.len() {
        let choices = contrast_choices(at);
        let list = ChoiceList {
            term: &term,
            reader: &reader,
            shared: context.shared,
            remark: None,
            prompt: contrast_prompt(at).into(),
            items: choices.map(|(text, _)| text.into()).to_vec(),
            earlier: choices
                .iter()
                .position(|(_, lean)| Some(*lean) == answers[at])
                .into_iter()
                .collect(),
            leave: Leave::Alone,
        };
        match list.one()? {
            Picked::Items(chosen) => {
                answers[at] = Some(choices[chosen].1);
                at += 1;
            }
            Picked::Back => at = at.saturating_sub(1),
            Picked::Skip | Picked::Stop => {
                let _ = term.clear_screen();
                return Ok(None);
            }
        }
    }
    let _ = term.clear_screen();
    Ok(Some(answers.map(|answer| answer.unwrap_or(Lean::Either))))
}
