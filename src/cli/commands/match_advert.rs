//! `skillgap match`: compares a job advertisement with the profile; several advertisements are compared as a market.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::{Context, maps_from};
use crate::cli::failure::{Exit, Failure};
use crate::cli::flags::Shared;
use crate::domain::advert::job::{Job, difference, job};
use crate::domain::advert::market::{demand, worth};
use crate::domain::advert::{Index, Reading, read};
use crate::domain::gap::find_gap;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::roadmap::{Goal, Order, Wishes, plan, reordered};
use crate::files::advert_role::role_file;
use crate::files::advert_text::{NoAdvert, read_advert};
use crate::files::limits::BYTES_OF_ADVERT;
use crate::library::folders;
use crate::library::imports::{is_device, read_file};
use crate::library::maps::{load, save_role};
use crate::report::advert::MatchAnswer;
use crate::report::advert::market::{Advert, MarketAnswer};
use crate::report::answer::{Answer, Format};
use crate::report::gap::RoleAnswer;

/// The flags of `match`.
#[derive(Args, Debug)]
#[command(
    long_about = "Show what a job advertisement asks for, and what you lack for this job

The advertisement is plain text, Markdown or a saved page, in English. It is read on this computer, by the rules of `adverts.toml` in
the maps, and sent nowhere. Each recognised skill is shown with its line, and with the words that say how important it is.

With several advertisements the answer shows what they ask for together, how you match each, and what to learn next to match most of
them.",
    after_help = "Examples:
  skillgap match job.txt                       the gap to one job
  skillgap match page.html --save acme-api     saves it as a role, for gap, roadmap and cohort
  pdftotext job.pdf - | skillgap match -       a PDF
  skillgap match ads/*.txt --format csv        what a market asks for"
)]
pub(crate) struct MatchArgs {
    /// The files, one advertisement each; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Save the job as a role with this id in your own maps
    #[arg(long, value_name = "ID")]
    save: Option<String>,
}

/// A job advertisement and what was read from it.
struct ReadAdvert {
    file: String,
    text: String,
    reading: Reading,
}

impl Run for MatchArgs {
    fn formats(&self) -> &'static [Format] {
        MatchAnswer::FORMATS
    }

    /// Opens the maps. With --save the folder of own maps need not exist yet.
    fn open<'a>(&self, shared: &'a Shared) -> Result<Context<'a>, Failure> {
        let mut from = maps_from(shared);
        if self.save.is_some() {
            from.over.retain(|path| !is_missing_or_empty(path));
        }
        Ok(Context { shared, loaded: load(&from)? })
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let stdin = self.files.iter().filter(|path| path.as_os_str() == "-").count();
        if stdin > 1 || stdin == 1 && context.shared.profile.as_deref() == Some(Path::new("-")) {
            return Err(Failure::usage("stdin-twice", "standard input can only be read once")
                .hint("use files for the others"));
        }
        if self.save.is_some() && self.files.len() > 1 {
            return Err(Failure::usage("save-one", "--save takes only one advertisement")
                .hint("run the command once for each file, with different ids"));
        }
        if let Some(id) = &self.save {
            check_id(context, id)?;
        }
        let index = Index::new(maps, maps.adverts());
        let mut read = Vec::new();
        for path in &self.files {
            read.push(read_one(maps, &index, path)?);
        }
        match read.as_slice() {
            [one] => self.compare(context, one),
            several => market(context, several),
        }
    }
}

impl MatchArgs {
    fn compare(&self, context: &Context<'_>, advert: &ReadAdvert) -> Result<String, Failure> {
        let ReadAdvert { file, text, reading } = advert;
        let person = context.person()?;
        let id = self.save.as_deref().unwrap_or("this-job");
        let name = name_of(context, text, reading, id);
        let maps = context.maps();
        let Some(Job { role, made_of, merged }) = job(maps, reading, id, &name) else {
            return Err(refused(file, NoAdvert::AsksNothing));
        };
        let saved = match &self.save {
            Some(id) => {
                let folder = folder(context)?;
                let whole =
                    Job { role: role.clone(), made_of: made_of.clone(), merged: merged.clone() };
                let written = role_file(maps, reading, &whole, text, file);
                let path = save_role(&maps_from(context.shared), &folder, id, &written)?;
                Some((path.display().to_string(), id.as_str()))
            }
            None => None,
        };
        let (maps, role) = maps.with_role(role);
        let seniority = reading.seniority.as_ref().map(|(seniority, _)| *seniority);
        let order = Some(Order::Usual);
        let wishes = Wishes { roles: vec![role], seniority, order, ..Wishes::default() };
        let usual = plan(&maps, &person.assessment, &Goal::of(&person.profile, wishes));
        let fastest = reordered(&maps, &person.assessment, &usual, Order::Fastest);
        let ways = [usual, fastest];
        let gap = find_gap(&maps, &person.assessment, role, seniority.unwrap_or_default());
        let nearest = reading.nearest.first().map(|near| near.role);
        let answer = MatchAnswer {
            maps: &maps,
            file,
            text,
            reading,
            known: &person.assessment,
            job: RoleAnswer { gap, hours: ways[0].hours },
            made_of: &made_of,
            merged: &merged,
            nearest: nearest.map(|near| (near, difference(&maps, reading, &maps[near]))),
            ways,
            saved,
            notes: person.notes.clone(),
        };
        Ok(context.answer(&answer))
    }
}

fn market(context: &Context<'_>, read: &[ReadAdvert]) -> Result<String, Failure> {
    let person = context.person()?;
    let mut maps = context.maps().clone();
    let mut roles = Vec::new();
    for advert in read {
        let Some(Job { role, .. }) = job(&maps, &advert.reading, "this-job", &advert.file) else {
            return Err(refused(&advert.file, NoAdvert::AsksNothing));
        };
        let (with_job, role) = maps.with_role(role);
        maps = with_job;
        roles.push(role);
    }
    let readings: Vec<&Reading> = read.iter().map(|advert| &advert.reading).collect();
    let adverts = read.iter().zip(&roles).map(|(advert, role)| Advert {
        file: &advert.file,
        reading: &advert.reading,
        gap: find_gap(&maps, &person.assessment, *role, Seniority::default()),
    });
    let answer = MarketAnswer {
        maps: &maps,
        known: &person.assessment,
        adverts: adverts.collect(),
        demand: demand(&readings),
        worth: worth(&maps, &person.assessment, &readings),
        notes: person.notes.clone(),
    };
    Ok(context.answer(&answer))
}

fn read_one(maps: &SkillMaps, index: &Index<'_>, path: &Path) -> Result<ReadAdvert, Failure> {
    let file = match path.as_os_str() == "-" {
        true => "standard input".to_string(),
        false => path.display().to_string(),
    };
    let bytes = read_file(path, BYTES_OF_ADVERT).map_err(|error| {
        Failure::new(Exit::System, "unreadable", format!("cannot read {file}: {error}"))
    })?;
    let text = read_advert(&bytes).map_err(|why| refused(&file, why))?;
    let reading = read(maps, index, &text);
    if !reading.is_english {
        return Err(refused(&file, NoAdvert::NotEnglish));
    }
    if reading.requirements.is_empty() {
        return Err(refused(&file, NoAdvert::AsksNothing));
    }
    Ok(ReadAdvert { file, text, reading })
}

fn refused(file: &str, why: NoAdvert) -> Failure {
    Failure::new(Exit::Input, why.code(), format!("{file}: {why}")).hint(why.repair(file))
}

/// Returns the name of the job: the title of the advertisement, with the id added if a role already has that name.
fn name_of(context: &Context<'_>, text: &str, reading: &Reading, id: &str) -> String {
    const LONGEST: usize = 80;
    let title = reading.title.clone().map(|title| {
        let words: Vec<&str> = text[title].split_whitespace().collect();
        words.join(" ").chars().take(LONGEST).collect::<String>()
    });
    let roles = context.maps().roles();
    let known: BTreeSet<String> = roles
        .iter()
        .flat_map(|role| {
            [role.id.as_str(), role.name.as_str()]
                .into_iter()
                .chain(role.aliases.iter().map(|alias| &**alias))
        })
        .map(normalised_name)
        .collect();
    match title {
        Some(title) if !known.contains(&normalised_name(&title)) => title,
        Some(title) => format!("{title} ({id})"),
        None => format!("The job {id}"),
    }
}

/// Returns the folder of the user's own maps.
fn folder(context: &Context<'_>) -> Result<PathBuf, Failure> {
    let from = maps_from(context.shared);
    from.over.last().cloned().or_else(folders::maps).ok_or_else(|| {
        Failure::new(Exit::System, "no-home", "there is no home folder to keep maps in")
            .hint("name a folder with --maps DIR")
    })
}

fn check_id(context: &Context<'_>, id: &str) -> Result<(), Failure> {
    let kebab = id.split('-').all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    });
    if !kebab || id.len() > 60 {
        return Err(Failure::usage("bad-id", format!("`{id}` is not an id"))
            .hint("use up to 60 lower-case letters, digits and single dashes, as in `acme-api`"));
    }
    if is_device(id) {
        let message = format!(
            "`{id}` is the name of a device on Windows, so no file can have this name there"
        );
        return Err(Failure::usage("bad-id", message).hint("choose another id"));
    }
    match context.maps().find_role(id) {
        Some(role) => Err(Failure::usage(
            "role-exists",
            format!(
                "there is already a role `{}`, and it is not replaced",
                context.maps()[role].id
            ),
        )
        .hint("choose another id")),
        None => Ok(()),
    }
}

/// Returns whether a path is missing or an empty folder, so that maps can be saved there.
fn is_missing_or_empty(path: &Path) -> bool {
    match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}
