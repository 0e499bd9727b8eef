//! `skillgap cohort summary`: where everybody stands.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::people::{self, AimArgs, COHORT_HELP, People};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::DATE;
use crate::domain::cohort::alias::aliases;
use crate::domain::cohort::session::{SESSIONS, curriculum};
use crate::domain::cohort::summary::{Line, Topics, counts};
use crate::domain::cohort::{Learner, Needs};
use crate::domain::maps::SkillMaps;
use crate::report::cohort::summary::{Reach, SummaryAnswer, Unreached, document, json, sheet};
use crate::report::notes::Note;

/// Whom the next sessions reach is worked out for so many people.
const MOST_REACHED: usize = 1_000;

/// The flags of `cohort summary`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

An alias of --anonymous is a hash of the person's id: it stays the same from day to day, and whoever has the ids can make it too.

Examples:
  skillgap cohort summary class/                          a folder of profiles
  skillgap cohort summary form.csv --role api-developer   answers of a form
  skillgap cohort summary class/ --skills                 everybody's level of every skill
  skillgap cohort summary class/ --anonymous              to project on a wall"))]
pub struct SummaryArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    aim: AimArgs,
    /// Show everybody's level of every skill
    #[arg(long)]
    skills: bool,
    /// Say who has not moved since this day [default: the cohort's start]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    since: Option<Date>,
    /// Call people by aliases that stay the same, and withhold group figures about fewer than five
    #[arg(long)]
    anonymous: bool,
}

/// What is made of each person: their line, and what they lack while there are few enough people to ask that.
struct Row<'m> {
    line: Line,
    lacks: Option<(Learner<'m>, Needs)>,
}

/// Shows where everybody stands.
pub fn run(context: &Context<'_>, args: &SummaryArgs) -> Result<String, Failure> {
    let maps = context.maps();
    let found = args.aim.find(context, &args.cohort)?;
    let since = args.since.or(found.aims.settings.start);
    let topics = Topics::of(maps);
    let aims = &found.aims;
    let few = found.source.at_most(MOST_REACHED);
    let mut people = people::read(context, found.source, |member| Row {
        line: Line::of(maps, &topics, aims, member, since),
        lacks: few.then(|| people::with_needs(context, aims, member)),
    })?;
    let broken = people.take_broken(args.anonymous);
    let People { rows, mut notes, .. } = people;
    let (mut lines, lacks): (Vec<Line>, Vec<_>) =
        rows.into_iter().map(|row| (row.line, row.lacks)).unzip();
    let mut reach = few.then(|| reach(maps, lacks.into_iter().flatten().collect()));
    if !few {
        notes.push(Note::TooManyToReach { most: MOST_REACHED });
    }
    if args.anonymous {
        hide(&mut lines, reach.as_mut(), &mut notes);
    }
    let answer = SummaryAnswer {
        maps,
        topics: &topics,
        aims,
        counts: counts(&topics, &lines),
        lines,
        reach,
        since,
        in_detail: args.skills,
        anonymous: args.anonymous,
        notes,
    };
    let text = context.answer_or_sheet(
        "cohort-summary",
        || document(&answer),
        || json(&answer),
        || sheet(&answer),
    );
    people::conclude(broken, text)
}

/// Whom the next sessions reach.
fn reach(maps: &SkillMaps, people: Vec<(Learner<'_>, Needs)>) -> Reach {
    let class = people::Class::of(people);
    let planned = curriculum(maps, &class.learners, &class.needs, SESSIONS);
    let unserved = planned.unserved.iter().map(|unserved| Unreached {
        id: class.learners[unserved.person].id.clone(),
        is_lost: unserved.is_lost,
        could_begin: unserved.could_begin,
    });
    Reach { sessions: planned.sessions.len(), unserved: unserved.collect() }
}

/// Aliases instead of ids and names everywhere, and no names that somebody wrote into a profile.
fn hide(lines: &mut [Line], reach: Option<&mut Reach>, notes: &mut Vec<Note>) {
    let ids: Vec<String> = lines.iter().map(|line| line.id.clone()).collect();
    let refs: Vec<&str> = ids.iter().map(String::as_str).collect();
    let aliases = aliases(&refs);
    for unreached in reach.into_iter().flat_map(|reach| &mut reach.unserved) {
        if let Some(at) = ids.iter().position(|id| *id == unreached.id) {
            unreached.id.clone_from(&aliases[at]);
        }
    }
    for (line, alias) in lines.iter_mut().zip(&aliases) {
        line.id.clone_from(alias);
        line.name.clone_from(alias);
    }
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    notes.retain(Note::is_anonymous);
}
