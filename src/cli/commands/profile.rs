//! `skillgap profile`: shows the profile and its path, creates a profile, removes a skill or a project, and renames
//! retired names.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::values::HOURS;
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::maps::SkillOrProject;
use crate::domain::names::{did_you_mean, nearest, normalised_name};
use crate::domain::profile::Profile;
use crate::files::profile_cuts::{Form, RemovedEntry};
use crate::files::profile_toml::{ProfileTemplate, commented_profile};
use crate::library::cohorts;
use crate::library::profiles::{self, Before, OneChange, ProfileAt};
use crate::report::answer::{Answer, Format};
use crate::report::notes::Note;
use crate::report::profile::{
    ForgetAnswer, MigrateAnswer, NewProfileAnswer, PathAnswer, Piece, ProfileAnswer, UnknownName,
};

/// The flags of `profile`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap profile show
  skillgap profile new --name Ada --role api-developer
  skillgap profile forget wordpress
  skillgap profile migrate --dry-run")]
pub(crate) struct ProfileArgs {
    #[command(subcommand)]
    command: ProfileCommand,
}

/// The commands about the profile.
#[derive(Debug, Subcommand)]
enum ProfileCommand {
    /// Show every rating with its age, its rater and its evidence
    #[command(after_help = "Examples:
  skillgap profile show                   the ratings that count
  skillgap profile show python            every rating of one skill
  skillgap profile show --history         every rating of all skills
  skillgap profile show --format csv      every rating, for a spreadsheet")]
    Show {
        /// Show every rating of these skills [default: the current ratings of all skills]
        #[arg(value_name = "SKILL")]
        skills: Vec<String>,
        /// Show older ratings too
        #[arg(long)]
        history: bool,
    },
    /// Print the path of the profile, even if the file does not exist yet
    #[command(after_help = "Examples:
  skillgap profile path
  $EDITOR \"$(skillgap profile path)\"")]
    Path,
    /// Create a profile to edit by hand; an existing one is never replaced
    #[command(after_help = "Examples:
  skillgap profile new --name Ada --role api-developer --hours-per-week 8
  skillgap profile new --profile team/ada.toml --seniority mid")]
    New {
        /// The name of the person
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// The role to learn for; may be repeated
        #[arg(long, value_name = "ROLE", value_delimiter = ',')]
        role: Vec<String>,
        /// Hours a week for learning
        #[arg(long, value_name = "HOURS", value_parser = HOURS)]
        hours_per_week: Option<f64>,
    },
    /// Remove all ratings, answers and claims of a skill, or a done project; everything else stays unchanged
    #[command(
        after_help = "The removed text is printed, so that you can paste it back; `skillgap undo` also restores it. With --for-good, undo is not possible, because the earlier copy of the profile is deleted too. The command does not ask for confirmation.

Examples:
  skillgap profile forget python
  skillgap profile forget unit-converter
  skillgap profile forget python --for-good"
    )]
    Forget {
        /// The skill or project, by any of its names
        #[arg(value_name = "SKILL|PROJECT")]
        name: String,
        /// Also delete the earlier copy of the profile, so that nothing of the skill remains on disk
        #[arg(long)]
        for_good: bool,
    },
    /// Update ratings, claims and goals to the current names of skills that were renamed or split
    #[command(
        after_help = "You need not migrate: old names are always understood. The command shows each change. Day, rater and evidence stay, and so does the rest of the file, byte for byte. A rating of a skill that was split is written for each of its successors, with a note that says so. Answers to its sentences stay under the old name and are not counted. The same is true for everything about a skill without a successor. `skillgap undo` takes the migration back. A profile with a newer format is refused and not changed.

Examples:
  skillgap profile migrate --dry-run
  skillgap profile migrate
  skillgap profile migrate --cohort class"
    )]
    Migrate {
        /// Show what would be written, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// Migrate every profile of this folder instead
        #[arg(long, value_name = "DIR")]
        cohort: Option<PathBuf>,
    },
}

impl Run for ProfileArgs {
    fn formats(&self) -> &'static [Format] {
        match self.command {
            ProfileCommand::Show { .. } => ProfileAnswer::FORMATS,
            _ => &[],
        }
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        match &self.command {
            ProfileCommand::Show { skills, history } => show(context, skills, *history),
            ProfileCommand::Path => path(context),
            ProfileCommand::New { name, role, hours_per_week } => {
                let name = name.as_ref().map(|name| name.trim().to_string());
                let roles = context.roles(role)?.into_iter();
                let template = ProfileTemplate {
                    name: name.filter(|name| !name.is_empty()),
                    roles: roles.map(|role| context.maps()[role].id.clone()).collect(),
                    seniority: context.seniority_asked()?,
                    hours_per_week: *hours_per_week,
                };
                new(context, &template)
            }
            ProfileCommand::Forget { name, for_good } => forget(context, name, *for_good),
            ProfileCommand::Migrate { dry_run, cohort } => {
                migrate(context, *dry_run, cohort.as_deref())
            }
        }
    }
}

fn show(context: &Context<'_>, skills: &[String], history: bool) -> Result<String, Failure> {
    let maps = context.maps();
    let at = context.profile_at()?;
    let found = profiles::load(&at, maps)?;
    let is_there = found.is_some();
    let (profile, file) =
        found.map_or((Profile::default(), None), |(profile, file)| (profile, Some(file)));
    let skills = skills.iter().map(|name| context.skill(name));
    let skills = skills.collect::<Result<Vec<_>, _>>()?;
    let line = |start: usize| file.as_ref().map_or(0, |file| file.line_and_column(start).0);
    let rater = context.rater(&profile)?;
    let unknown: Vec<UnknownName> = profile
        .unknown
        .iter()
        .map(|unknown| UnknownName {
            name: unknown.name.clone(),
            line: line(unknown.span.range.start),
            meant: unknown.did_you_mean(maps),
        })
        .collect();
    let mut notes =
        context.notes_on(&profile, file.as_ref(), &rater, &profile.ratings(maps, &rater));
    if !context.shared.rate.is_empty() {
        notes.push(Note::RateFlagIsNotSaved);
    }
    let answer = ProfileAnswer {
        maps,
        profile: &profile,
        is_there,
        path: at.name(),
        rater: &rater,
        history: history || !skills.is_empty(),
        skills,
        today: context.today(),
        unknown,
        notes,
    };
    Ok(context.answer(&answer))
}

fn path(context: &Context<'_>) -> Result<String, Failure> {
    let at = context.profile_at()?;
    let Some(path) = at.path() else {
        return Err(Failure::usage("profile-is-stdin", "a profile on standard input has no path")
            .hint("name a file with --profile FILE"));
    };
    let is_there = path.exists();
    if !is_there {
        context.say("there is no profile there yet; `skillgap profile new` creates one");
    }
    Ok(context.answer(&PathAnswer { path: at.name(), is_there }))
}

fn new(context: &Context<'_>, template: &ProfileTemplate) -> Result<String, Failure> {
    let at = context.profile_to_write()?;
    profiles::begin(&at, context.maps(), commented_profile(template))?;
    Ok(context.answer(&NewProfileAnswer {
        path: at.name(),
        name: template.name.clone(),
        roles: template.roles.clone(),
        seniority: template.seniority,
        hours_per_week: template.hours_per_week,
    }))
}

fn forget(context: &Context<'_>, name: &str, for_good: bool) -> Result<String, Failure> {
    let maps = context.maps();
    let at = context.profile_to_write()?;
    let meant = maps.find_skill_or_project(name);
    let wanted = normalised_name(name);
    let retired = maps.find_retired(name).filter(|_| meant.is_none());
    let is_retired = |there: &str| retired.is_some() && maps.find_retired(there) == retired;
    // A name that is in no map is compared as text, because a profile may name skills that the maps no longer have.
    let matches = |form: Form, there: &str| {
        let found = match form {
            Form::Project => maps.find_project(there).map(SkillOrProject::Project),
            Form::Short | Form::Rating | Form::Said | Form::Claim => {
                maps.find_skill(there).map(SkillOrProject::Skill)
            }
        };
        match found {
            None => meant.is_none() && (normalised_name(there) == wanted || is_retired(there)),
            found => found == meant,
        }
    };
    let mut one = OneChange::default();
    let before = if for_good { Before::Gone } else { Before::Kept(&mut one) };
    let (profile, removal) = profiles::forget(&at, maps, before, matches)?;
    if removal.removed.is_empty() && !(for_good && profiles::forget_earlier(&at, matches)?) {
        return Err(not_there(context, &profile, name));
    }
    let mut notes = Vec::new();
    let goal = &profile.goal;
    let in_goal = match meant {
        Some(SkillOrProject::Skill(skill)) => {
            goal.prefer.contains(&skill) || goal.skip.contains(&skill)
        }
        Some(SkillOrProject::Project(project)) => goal.skip_projects.contains(&project),
        None => false,
    };
    if in_goal {
        notes.push(Note::GoalStillNamesIt);
    }
    if let Some(SkillOrProject::Skill(skill)) = meant {
        notes.extend(still_carried(context, &profile, skill));
    }
    let (id, called) = match meant {
        Some(SkillOrProject::Skill(skill)) => (&*maps[skill].id, &*maps[skill].name),
        Some(SkillOrProject::Project(project)) => (&*maps[project].id, &*maps[project].name),
        None => (name.trim(), name.trim()),
    };
    let piece = |removed: RemovedEntry| Piece {
        table: removed.form.table(),
        line: removed.line,
        text: removed.text,
    };
    let answer = ForgetAnswer {
        id: id.to_string(),
        name: called.to_string(),
        is_project: matches!(meant, Some(SkillOrProject::Project(_))),
        taken: removal.removed.into_iter().map(piece).collect(),
        for_good,
        path: at.name(),
        notes,
    };
    Ok(context.answer(&answer))
}

fn migrate(context: &Context<'_>, dry_run: bool, cohort: Option<&Path>) -> Result<String, Failure> {
    let maps = context.maps();
    let files: Vec<ProfileAt> = match cohort {
        None => vec![context.profile_to_write()?],
        Some(_) if context.shared.profile.is_some() => {
            let message = "--cohort names a folder of profiles, and --profile a single one";
            return Err(Failure::usage("profile-and-cohort", message).hint("leave out one of them"));
        }
        Some(folder) => {
            let files = cohorts::profile_files(folder).map_err(|error| {
                let message = format!("cannot read {}: {error}", folder.display());
                Failure::new(Exit::System, "unreadable", message)
            })?;
            files.into_iter().map(ProfileAt::Usual).collect()
        }
    };
    let look = |at: &ProfileAt| Ok((at.name(), profiles::migrate(at, maps, true)?.migrated));
    // If one profile cannot be read, none is written.
    let mut migrated = files.iter().map(look).collect::<Result<Vec<_>, Failure>>()?;
    if !dry_run {
        let write = |at: &ProfileAt| Ok((at.name(), profiles::migrate(at, maps, false)?.migrated));
        migrated = files.iter().map(write).collect::<Result<Vec<_>, Failure>>()?;
    }
    Ok(context.answer(&MigrateAnswer { maps, dry_run, profiles: migrated }))
}

/// Returns a note for each retired skill whose level still counts for this skill.
fn still_carried(context: &Context<'_>, profile: &Profile, skill: SkillIndex) -> Vec<Note> {
    let maps = context.maps();
    let mut from: Vec<RetiredIndex> = Vec::new();
    for entry in profile.entries.iter().filter(|entry| entry.skill == skill) {
        from.extend(entry.carried_from.filter(|retired| !from.contains(retired)));
    }
    let note = |retired: RetiredIndex| Note::StillCarried {
        skill: maps[skill].id.clone(),
        from: maps[retired].id.clone(),
    };
    from.into_iter().map(note).collect()
}

/// Makes the failure when there is nothing to remove, with similar names from the profile.
fn not_there(context: &Context<'_>, profile: &Profile, name: &str) -> Failure {
    let maps = context.maps();
    let nothing_of = |name: &str| {
        let message = format!("the profile says nothing about {name}");
        Failure::new(Exit::Usage, "not-in-profile", message)
    };
    let known = match context.skill_or_project(name) {
        Err(unknown) => {
            if !maps.nearest_skills_and_projects(name).is_empty() {
                return unknown;
            }
            Failure::new(unknown.exit, unknown.headline.code, unknown.headline.message)
        }
        Ok(SkillOrProject::Skill(skill)) => nothing_of(&maps[skill].name),
        Ok(SkillOrProject::Project(project)) => nothing_of(&maps[project].name),
    };
    let carried = match context.skill_or_project(name) {
        Ok(SkillOrProject::Skill(skill)) => still_carried(context, profile, skill),
        _ => Vec::new(),
    };
    if let Some(note) = carried.first() {
        return known.hint(note.to_string());
    }
    let rated = profile.entries.iter().map(|entry| entry.skill);
    let said = profile.said.iter().map(|said| said.skill);
    let claimed = profile.claims.iter().map(|claim| claim.skill);
    let skills = rated.chain(said).chain(claimed).map(|skill| maps[skill].id.as_str());
    let done = profile.projects.iter().map(|done| maps[done.project].id.as_str());
    let ids = skills.chain(done);
    let unknown = profile.unknown.iter().map(|unknown| unknown.name.as_str());
    let mut near = nearest(name, ids.chain(unknown));
    near.dedup();
    known.hint(
        did_you_mean(&near)
            .unwrap_or_else(|| "`skillgap profile show` lists its contents".to_string()),
    )
}
