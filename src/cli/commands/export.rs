//! `skillgap export`: writes the person's skills and plan for other programs.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::cli::commands::Run;
use crate::cli::context::{Context, Person};
use crate::cli::failure::{Exit, Failure};
use crate::cli::plan::PlanArgs;
use crate::cli::screen;
use crate::domain::clean::clean_but;
use crate::domain::level::Level;
use crate::domain::roadmap::plan;
use crate::domain::roadmap::timeline::Timeline;
use crate::files::exports::calendar::{self, BlockCalendar, Blocks, MOST_BLOCKS};
use crate::files::exports::json_resume::{ResumeSkill, level_word, new_resume, with_skills};
use crate::files::exports::{Task, tasks};
use crate::files::text::{FileText, Problems};
use crate::library::whole;
use crate::report::answer::{Answer, Format};
use crate::report::export::ExportAnswer;
use crate::report::notes::note_on_days;

/// The flags of `export`.
#[derive(Args, Debug)]
#[command(
    after_help = "Formats: csv and json-resume contain your skills. markdown also contains the plan, as a checklist. ics is the plan as a calendar: an event for each step or, with --blocks, study blocks at your own hours. tasks-csv is the plan as a table that Todoist and Notion import.

Examples:
  skillgap export --format json-resume --into resume.json -o resume.json
  skillgap export --format ics -o plan.ics --hours-per-week 10
  skillgap export --format ics --blocks \"mon,wed 19:00-21:00\" -o plan.ics
  skillgap export --format tasks-csv -o tasks.csv"
)]
pub(crate) struct ExportArgs {
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A JSON Resume; the output is this file with your skills, and everything else unchanged
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// The hours at which you study, as in "mon,wed 19:00-21:00" or "Saturday 9-12" (only ics)
    #[arg(long, value_name = "WHEN", value_parser = Blocks::read)]
    blocks: Option<Blocks>,
    #[command(flatten)]
    plan: PlanArgs,
}

impl Run for ExportArgs {
    fn formats(&self) -> &'static [Format] {
        ExportAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        self.refuse_flags_of_other_formats(context.format())?;
        let person = context.person()?;
        let answer = self.answer(context, &person)?;
        let text = match context.format() {
            Format::JsonResume => self.resume(&answer)?,
            Format::Ics => without_control_characters(&self.calendar(context, &person, &answer)?),
            Format::TasksCsv => {
                without_control_characters(&tasks::todoist(&needs_a_plan(&answer)?))
            }
            _ => context.answer(&answer),
        };
        // The other formats have no place for a note.
        if matches!(context.format(), Format::Ics | Format::TasksCsv)
            && let Some(note) = note_on_days(answer.timeline.as_ref())
        {
            context.say(&format!("Note: {note}"));
        }
        let Some(path) = &self.output else {
            return Ok(text);
        };
        whole::write(path, text.as_bytes()).map_err(|error| {
            Failure::new(
                Exit::System,
                "output",
                format!("cannot write {}: {error}", path.display()),
            )
        })?;
        context.say(&format!("Written: {}", path.display()));
        Ok(String::new())
    }
}

impl ExportArgs {
    fn refuse_flags_of_other_formats(&self, format: Format) -> Result<(), Failure> {
        let wrong = |flag: &str, only: &str| {
            Failure::usage("format", format!("{flag} is for --format {only}"))
                .hint(format!("add --format {only}, or leave {flag} out"))
        };
        if self.into.is_some() && format != Format::JsonResume {
            return Err(wrong("--into", "json-resume"));
        }
        if self.blocks.is_some() && format != Format::Ics {
            return Err(wrong("--blocks", "ics"));
        }
        Ok(())
    }

    fn answer<'c>(
        &self,
        context: &'c Context<'_>,
        person: &Person,
    ) -> Result<ExportAnswer<'c>, Failure> {
        let maps = context.maps();
        let profile = &person.profile;
        let current = profile.current(maps, &context.rater(profile)?);
        let skills = maps.skill_indices().filter_map(|skill| {
            // The lower end of the range: a person who answered sentences has at least this level, and possibly a
            // higher one.
            let (level, _) = person.ratings.range(skill).filter(|(low, _)| *low > Level::NONE)?;
            let on = current[skill.0].newest().and_then(|(on, _)| on);
            Some((skill, level, on))
        });
        let with_goal = !self.plan.role.is_empty() || !profile.goal.roles.is_empty();
        let goal = with_goal.then(|| self.plan.goal(context, person)).transpose()?;
        let roadmap = goal.map(|goal| {
            let start = self.plan.start(context, person, &goal);
            plan(maps, &start.assessment, &goal)
        });
        let pace = self.plan.pace(context, person);
        let timeline =
            roadmap.as_ref().zip(pace).map(|(roadmap, pace)| Timeline::new(roadmap, pace));
        Ok(ExportAnswer { maps, skills: skills.collect(), roadmap, timeline })
    }

    fn resume(&self, answer: &ExportAnswer<'_>) -> Result<String, Failure> {
        let maps = answer.maps;
        let skills: Vec<ResumeSkill> = answer
            .skills
            .iter()
            .map(|(skill, level, _)| ResumeSkill {
                name: maps[*skill].name.clone(),
                level: level_word(*level),
                keywords: vec![maps[maps[*skill].area].name.clone()],
            })
            .collect();
        let Some(path) = &self.into else {
            return Ok(new_resume(&skills));
        };
        let name = path.display().to_string();
        let bytes = whole::read(path).map_err(|error| {
            Failure::new(Exit::System, "unreadable", format!("cannot read {name}: {error}"))
        })?;
        let resume = String::from_utf8(bytes).map_err(|_| {
            Failure::new(Exit::Input, "not-utf8", format!("{name} is not UTF-8 text"))
                .hint("save the file as UTF-8")
        })?;
        with_skills(&resume, &skills).map_err(|problem| {
            let files = vec![FileText { name: name.clone(), text: resume.into() }];
            Failure::unsound(&name, Problems { found: vec![problem], files })
        })
    }

    fn calendar(
        &self,
        context: &Context<'_>,
        person: &Person,
        answer: &ExportAnswer<'_>,
    ) -> Result<String, Failure> {
        let to_do = needs_a_plan(answer)?;
        let start = self.plan.first_day(context);
        let name = "The way to the job, by skillgap";
        // The time stamp is midnight, so that the calendar is the same all day: programs treat a newer stamp as a
        // change.
        let midnight = context.today().to_datetime(Time::midnight());
        let made = TimeZone::UTC.to_timestamp(midnight).unwrap_or(Timestamp::UNIX_EPOCH);
        let Some(blocks) = &self.blocks else {
            if answer.timeline.is_none() {
                return Err(Failure::usage(
                    "no-hours",
                    "a calendar needs the hours a week that you have",
                )
                .hint("add --hours-per-week HOURS, or --blocks \"mon,wed 19:00-21:00\""));
            }
            return Ok(calendar::of_tasks(name, &to_do, made));
        };
        let pace = person.profile.goal.pace.unwrap_or(1.0);
        let zone = TimeZone::system();
        let written = calendar::of_blocks(name, &to_do, blocks, start, pace, &zone, made);
        if !context.shared.quiet {
            screen::talk(&said_of(blocks, &written, answer.timeline.as_ref()));
        }
        Ok(written.text)
    }
}

/// Describes a calendar of study blocks: its hours a week, compared with the hours of the goal, and its last day.
fn said_of(blocks: &Blocks, written: &BlockCalendar, timeline: Option<&Timeline>) -> String {
    let Some(last) = written.last else {
        return match written.is_whole {
            true => String::new(),
            false => "No block lies before the end of the year 9999.\n".to_string(),
        };
    };
    let hours = |hours: f64| match hours {
        1.0 => "1 hour a week".to_string(),
        _ => format!("{} hours a week", (hours * 10.0).round() / 10.0),
    };
    let mut said = format!("The blocks are {}", hours(blocks.hours_per_week()));
    said.push_str(&match written.is_whole {
        true => format!(" and end on {last}."),
        false if written.blocks < MOST_BLOCKS => {
            format!(". The year 9999 ends after the one on {last}, before the plan does.")
        }
        false => format!(
            ". The calendar ends after {MOST_BLOCKS} of them, on {last}, before the plan does."
        ),
    });
    if let Some(Timeline { pace, ready_on, .. }) = timeline
        && pace.hours_per_week != blocks.hours_per_week()
    {
        let with = hours(pace.hours_per_week);
        said.push_str(&format!(
            " With {with}, as you said, the plan ends on {}.",
            ready_on.typical
        ));
    }
    said + "\n"
}

/// Removes the control characters from a file for another program.
fn without_control_characters(text: &str) -> String {
    clean_but(text, &['\n', '\r', '\t']).into_owned()
}

/// Returns the plan as tasks.
///
/// # Errors
/// When there is no goal to plan for.
fn needs_a_plan(answer: &ExportAnswer<'_>) -> Result<Vec<Task>, Failure> {
    if answer.roadmap.is_none() {
        return Err(Failure::usage("no-role", "which role?")
            .hint("name one with --role; `skillgap goal ROLE` keeps it"));
    }
    let mut tasks = Vec::new();
    for stage in answer.to_do() {
        tasks.extend(stage.items.iter().map(|task| Task {
            id: task.id(),
            title: task.title(),
            details: task.details().join("\n"),
            stage: stage.title.clone(),
            hours: task.hours.typical,
            days: task.days,
        }));
    }
    Ok(tasks)
}
