//! `skillgap assess`: asks questions at a terminal, in plain lines, or through a protocol for programs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::Span;
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::commands::Run;
use crate::cli::context::{Context, Person};
use crate::cli::failure::Failure;
use crate::cli::interrupt::{Guard, Left};
use crate::cli::interview::lines::PlainLines;
use crate::cli::interview::live::ask_everybody;
use crate::cli::interview::protocol::{Protocol, write_line};
use crate::cli::interview::terminal::Terminal;
use crate::cli::interview::{TICKED, conduct};
use crate::cli::screen;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::find_gap;
use crate::domain::interview::model::{Clock, Mode};
use crate::domain::interview::{Asking, Interview, Start};
use crate::domain::maps::Step;
use crate::domain::milestones::reached;
use crate::domain::profile::{Current, Profile};
use crate::domain::rater::Rater;
use crate::domain::roadmap::timeline::{Pace, Timeline};
use crate::domain::roadmap::{Goal, Needed, Wishes, plan};
use crate::domain::role::RoleIndex;
use crate::library::cohorts;
use crate::library::profiles::ProfileAt;
use crate::report::assess::{AssessAnswer, STEPS};
use crate::report::cohort::live::SeatedAnswer;
use crate::report::gap::{GapAnswer, RoleAnswer};
use crate::report::notes::note_on_days;

/// The flags of `assess`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap assess                                  asks for the role, then about your skills
  skillgap assess --quick                          only whether you meet the role, in three to five minutes
  skillgap assess --role api-developer --full      asks until hardly anything is uncertain
  skillgap assess --every-level                    one question for each skill, with all its levels
  skillgap assess --plain                          plain lines, never redrawn; also for piped answers
  skillgap assess --protocol json                  one JSON question a line, one JSON answer a line
  skillgap assess --cohort autumn --role api-developer
                                                   everybody of a group, one after another

Every answer is saved before the next question; Ctrl-C loses nothing.
To record ratings without questions: `skillgap rate SKILL=LEVEL`, or `--rate SKILL=LEVEL` to try some out.")]
pub(crate) struct AssessArgs {
    /// The role to assess yourself for; may be repeated [default: the profile's goal, else asked]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Ask only whether you meet what a role asks, in three to five minutes
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// Ask until hardly anything is uncertain; with --every-level about every skill
    #[arg(long)]
    full: bool,
    /// Ask for the level of one skill at a time, and show all its levels
    #[arg(long, conflicts_with_all = ["quick", "reading_speed"])]
    every_level: bool,
    /// Words that you read in a minute; the times are estimated from it
    #[arg(long, value_name = "WPM", default_value = "238", value_parser = reading_speed())]
    reading_speed: u16,
    /// Talk to a program instead of a person
    #[arg(long, value_name = "PROTOCOL", conflicts_with = "plain")]
    protocol: Option<ProtocolArg>,
    /// Ask one person after another, and keep a profile for each in this folder
    #[arg(long, value_name = "DIR", conflicts_with = "protocol")]
    cohort: Option<PathBuf>,
    /// Ask again about answers that are older than this
    #[arg(long, value_name = "DAYS", default_value = "180")]
    stale: u16,
}

/// Returns the range of reading speeds that the flag accepts.
fn reading_speed() -> clap::builder::RangedI64ValueParser<u16> {
    let (least, most) = Clock::SPEEDS.into_inner();
    clap::value_parser!(u16).range(i64::from(least)..=i64::from(most))
}

impl AssessArgs {
    fn asking(&self) -> Asking {
        if self.every_level {
            return Asking::Levels { every: self.full };
        }
        let mode = match (self.quick, self.full) {
            (true, _) => Mode::Quick,
            (_, true) => Mode::Full,
            _ => Mode::Standard,
        };
        Asking::Sentences { mode, clock: Clock::reading(self.reading_speed) }
    }
}

/// A protocol for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProtocolArg {
    /// One JSON object a line
    Json,
}

impl Run for AssessArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let roles = context.roles(&self.role)?;
        context.seniority_asked()?;
        let plain = context.shared.plain || screen::is_dumb();
        if self.protocol.is_none() && !context.shared.plain && !screen::can_ask() {
            return Err(Failure::usage(
                "no-terminal",
                "`skillgap assess` needs a terminal, and there is none",
            )
            .hint("record ratings with `skillgap rate SKILL=LEVEL …`")
            .hint("try some out with `skillgap gap --rate SKILL=LEVEL`")
            .hint("pipe answers, one a line, into `skillgap assess --plain`")
            .hint("let a program ask with `skillgap assess --protocol json`"));
        }
        if let Some(folder) = &self.cohort {
            return everybody(context, self, folder, &roles, plain);
        }
        let at = context.profile_to_write()?;
        let person = context.person_at(&at)?;
        let start = start(context, self, roles, &person)?;
        let before = person.profile;
        let mut interview = Interview::new(context.maps(), start);
        if self.protocol.is_some() {
            conduct(context, &at, &mut interview, &mut Protocol::new())?;
            let person = context.person_at(&at)?;
            let answer = conclude(context, &at, &interview, &person, &before)?;
            let result = ResultLine { r#type: "result", content: context.envelope(&answer) };
            write_line(&result)?;
            return Ok(String::new());
        }
        if plain {
            conduct(context, &at, &mut interview, &mut PlainLines::new(context.shared))?;
        } else {
            let term = screen::terminal_to_ask(context.shared);
            let _guard = Guard::new(&term, Left::Answers);
            conduct(context, &at, &mut interview, &mut Terminal::new(term, context.shared))?;
        }
        let person = context.person_at(&at)?;
        let answer = conclude(context, &at, &interview, &person, &before)?;
        Ok(context.answer(&answer))
    }
}

/// Asks one person after another, with the settings of the folder's `cohort.toml`.
fn everybody(
    context: &Context<'_>,
    args: &AssessArgs,
    folder: &Path,
    roles: &[RoleIndex],
    plain: bool,
) -> Result<String, Failure> {
    let settings = cohorts::settings(folder, context.maps())?;
    let start = |person: &Person| {
        let roles = if roles.is_empty() { &settings.roles } else { roles };
        let start = start(context, args, roles.to_vec(), person)?;
        Ok(Start {
            seniority: context.seniority_asked()?.or(settings.seniority).or(start.seniority),
            ask_hours: false,
            ..start
        })
    };
    let result = |at: &ProfileAt, interview: &Interview<'_>, before: &Profile| {
        let person = context.person_at(at)?;
        Ok(conclude(context, at, interview, &person, before)?.to_take_away())
    };
    let people = if plain {
        ask_everybody(context, folder, &mut PlainLines::new(context.shared), start, result)?
    } else {
        let term = screen::terminal_to_ask(context.shared);
        let _guard = Guard::new(&term, Left::Answers);
        ask_everybody(context, folder, &mut Terminal::new(term, context.shared), start, result)?
    };
    let folder = folder.display().to_string();
    Ok(context.answer(&SeatedAnswer { folder, people }))
}

#[derive(Serialize)]
struct ResultLine<T> {
    r#type: &'static str,
    #[serde(flatten)]
    content: T,
}

/// Collects what is known before the first question.
fn start(
    context: &Context<'_>,
    args: &AssessArgs,
    named: Vec<RoleIndex>,
    person: &Person,
) -> Result<Start, Failure> {
    let goal = &person.profile.goal;
    let begins = named.is_empty() && goal.roles.is_empty();
    let asked = context.seniority_asked()?.or(goal.seniority);
    let unrated = |skill: &SkillIndex| person.ratings.range(*skill).is_none();
    // A ticked skill is a useful answer as long as its level is not known.
    let level_is_open = |skill: &SkillIndex| person.ratings.get(*skill).is_none();
    let claims = person.profile.claims.iter().filter(|claim| unrated(&claim.skill));
    let claims = claims.filter(|claim| claim.source.as_deref() != Some(TICKED));
    let mut seen = BTreeSet::new();
    Ok(Start {
        roles: if named.is_empty() { goal.roles.clone() } else { named },
        seniority: if begins { asked } else { asked.or(Some(context.seniority(person)?)) },
        ask_hours: begins && goal.hours_per_week.is_none(),
        ratings: person.ratings.clone(),
        claims: claims
            .filter(|claim| seen.insert(claim.skill))
            .map(|claim| (claim.skill, claim.source.clone()))
            .collect(),
        ticked: person.profile.ticked().filter(level_is_open).collect(),
        stale: stale(context, &person.profile, context.today(), args.stale),
        said: said(context, &person.profile),
        asking: args.asking(),
    })
}

/// Returns the person's own answers to sentences that count.
fn said(context: &Context<'_>, profile: &Profile) -> Vec<(Step, bool)> {
    let current = profile.current(context.maps(), &Rater::OWN);
    let said = current.iter().flat_map(|current| current.said).flatten();
    said.map(|said| (Step { skill: said.skill, level: said.level }, said.can)).collect()
}

/// Returns the skills whose newest own answer is older than `days`, each with the day of that answer. An answer without
/// a day is never old.
fn stale(
    context: &Context<'_>,
    profile: &Profile,
    today: Date,
    days: u16,
) -> Vec<(SkillIndex, Date)> {
    let since = today.saturating_sub(Span::new().days(i64::from(days)));
    let current = profile.current(context.maps(), &Rater::OWN);
    let old = |(at, current): (usize, &Current<'_>)| {
        let (on, _) = current.newest()?;
        let on = on?;
        (on < since).then_some((SkillIndex(at), on))
    };
    current.iter().enumerate().filter_map(old).collect()
}

/// Summarises the result of the interview, and the milestones reached since `before`.
fn conclude<'s>(
    context: &'s Context<'_>,
    at: &ProfileAt,
    interview: &Interview<'_>,
    person: &'s Person,
    before: &Profile,
) -> Result<AssessAnswer<'s>, Failure> {
    let maps = context.maps();
    let seniority = interview.seniority();
    let wishes = Wishes {
        roles: interview.roles().to_vec(),
        seniority: Some(seniority),
        ..Wishes::default()
    };
    let goal = Goal::of(&person.profile, wishes);
    let against = |role: RoleIndex| RoleAnswer {
        gap: find_gap(maps, &person.assessment, role, seniority),
        hours: Needed::find(maps, &person.assessment, &goal.of_role(role)).hours(maps),
    };
    let roles = interview.roles();
    let is_undecided = interview.is_undecided();
    let start_of = |goal: &Goal| person.start(maps, goal, None).assessment;
    let roadmap = (!roles.is_empty()).then(|| plan(maps, &start_of(&goal), &goal));
    let beginnings = roles.iter().filter(|_| is_undecided).map(|role| {
        let goal = goal.of_role(*role);
        let steps = plan(maps, &start_of(&goal), &goal).steps;
        steps.into_iter().take(STEPS).collect()
    });
    let of_profile = &person.profile.goal;
    let start = context.today();
    let pace = of_profile.hours_per_week.map(|hours_per_week| Pace {
        hours_per_week,
        factor: of_profile.pace.unwrap_or(1.0),
        start,
    });
    let timeline = roadmap.as_ref().zip(pace).map(|(roadmap, pace)| Timeline::new(roadmap, pace));
    Ok(AssessAnswer {
        milestones: reached(maps, before, &person.profile, roles, seniority),
        gap: GapAnswer {
            maps,
            name: person.profile.name.as_deref(),
            assessment: &person.assessment,
            likely: person.likely.as_ref(),
            seniorities: vec![seniority],
            roles: roles.iter().copied().map(against).collect(),
            in_detail: true,
            notes: person.notes.iter().cloned().chain(note_on_days(timeline.as_ref())).collect(),
        },
        // An interview by sentences ends when no question is worth asking.
        decides_next: match (interview.mode(), interview.question()) {
            (Some(_), None) => Vec::new(),
            _ => interview.would_decide_most(3),
        },
        side_by_side: maps.role_indices().map(against).collect(),
        leanings: interview.leanings().filter(|_| is_undecided),
        beginnings: is_undecided.then(|| beginnings.collect()),
        roadmap,
        timeline,
        answered: interview.progress().answered,
        saved_in: at.name(),
    })
}
