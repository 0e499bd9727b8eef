//! What every command needs: the maps, the profile, the ratings that count, and today's date.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::failure::{Exit, Failure};
use super::flags::Shared;
use super::screen;
use super::values::TypedRating;
use crate::domain::assessment::{Assessment, Contradiction};
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::interview::model::Model;
use crate::domain::level::{Level, Seniorities, Seniority};
use crate::domain::likely::{Likely, Start, StartsFrom};
use crate::domain::maps::{SkillMaps, SkillOrProject};
use crate::domain::names::{did_you_mean, normalised_name, shortened};
use crate::domain::profile::{Entry, NamedIn, NamesRetired, Profile, Ratings};
use crate::domain::rater::Rater;
use crate::domain::roadmap::Goal;
use crate::domain::role::{ProjectIndex, RoleIndex};
use crate::files::text::FileText;
use crate::library::folders;
use crate::library::maps::{LoadedMaps, MapsFrom, load};
use crate::library::profiles::{self, ProfileAt};
use crate::render::terminal::escape_control_characters;
use crate::report::answer::Format;
use crate::report::notes::Note;

/// The maps and the shared flags of one call.
pub(crate) struct Context<'a> {
    /// The flags that every command shares.
    pub(crate) shared: &'a Shared,
    /// The maps, and the files that they were read from.
    pub(crate) loaded: LoadedMaps,
}

/// The person of one call: the profile and what follows from it.
pub(crate) struct Person {
    /// The profile; empty if there is no file.
    pub(crate) profile: Profile,
    /// The ratings that count, including those of `--rate`.
    pub(crate) ratings: Ratings,
    /// What is known about every skill.
    pub(crate) assessment: Assessment,
    /// The levels that are likely; `None` if the person was not interviewed.
    pub(crate) likely: Option<Likely>,
    /// Notes to show to the user.
    pub(crate) notes: Vec<Note>,
}

impl Person {
    /// Returns whether anything is known about the person: a name, a goal or a rating.
    pub(crate) fn is_somebody(&self) -> bool {
        let profile = &self.profile;
        profile.name.is_some() || !profile.goal.roles.is_empty() || !self.ratings.is_empty()
    }

    /// Returns the number of skills with a rating.
    pub(crate) fn rated(&self) -> usize {
        self.ratings.len()
    }

    /// Returns the assessment from which a plan for this goal starts.
    pub(crate) fn start(&self, maps: &SkillMaps, goal: &Goal, wanted: Option<StartsFrom>) -> Start {
        Start::of(maps, &self.assessment, self.likely.as_ref(), goal, wanted)
    }
}

impl<'a> Context<'a> {
    /// Loads the maps that the flags name.
    ///
    /// # Errors
    /// When the maps cannot be read or are not valid.
    pub(crate) fn open(shared: &'a Shared) -> Result<Context<'a>, Failure> {
        let loaded = load(&maps_from(shared))?;
        let context = Context { shared, loaded };
        if shared.today.is_none() {
            context.tell_of_unknown_zone();
        }
        Ok(context)
    }

    /// Warns about an unknown time zone in `TZ`: without the warning the program would silently use the date in UTC.
    fn tell_of_unknown_zone(&self) {
        if let Some(zone) = std::env::var_os("TZ").filter(|zone| !zone.is_empty())
            && TimeZone::try_system().is_err()
        {
            let zone = zone.to_string_lossy();
            self.say(&format!(
                "TZ names the unknown time zone {zone}, so the day is that of UTC; --today sets the day"
            ));
        }
    }

    /// Prints a message on standard error, unless --quiet or JSON output is on.
    pub(crate) fn say(&self, text: &str) {
        if !self.shared.quiet && self.format() != Format::Json {
            let said = escape_control_characters(text.trim_end());
            screen::talk(&format!("{said}\n"));
        }
    }

    /// Returns the maps.
    pub(crate) fn maps(&self) -> &SkillMaps {
        &self.loaded.maps
    }

    /// Returns the person: the profile, with the ratings of `--rate` on top.
    ///
    /// # Errors
    /// When the profile cannot be read or is not valid, or a flag names something that does not exist.
    pub(crate) fn person(&self) -> Result<Person, Failure> {
        self.person_at(&self.profile_at()?)
    }

    /// Returns the person of a profile at a given path. The file need not exist, since a command may create it.
    ///
    /// # Errors
    /// As [`Context::person`].
    pub(crate) fn person_at(&self, at: &ProfileAt) -> Result<Person, Failure> {
        let maps = self.maps();
        let found = profiles::load(at, maps)?;
        let no_profile = found.is_none();
        let (profile, file) = match found {
            Some((profile, file)) => (profile, Some(file)),
            None => (Profile::default(), None),
        };
        let rater = self.rater(&profile)?;
        let current = profile.current(maps, &rater);
        let mut ratings = Ratings::of(&current);
        let mut evidence = profile.evidence(&current);
        let of_call = self.rates()?;
        for entry in &of_call {
            let Entry { skill, level, carried_from, .. } = *entry;
            if carried_from.is_some() && current[skill.0].is_direct() {
                continue;
            }
            ratings.set(skill, level);
            evidence.forget(skill);
            evidence.rate(skill, level);
        }
        let assessment = Assessment::new(maps, &ratings);
        let likely = profile.is_interviewed(&rater).then(|| {
            let model = Arc::new(Model::of(maps));
            Likely::of(maps, model, &assessment, evidence)
        });
        let mut notes = Vec::new();
        if ratings.is_empty() {
            notes.push(Note::NothingRated { profile: !no_profile });
        }
        notes.extend(self.notes_on(&profile, file.as_ref(), &rater, &ratings));
        notes.extend(self.notes_on_rates(&of_call));
        Ok(Person { profile, ratings, assessment, likely, notes })
    }

    /// Returns the notes about a profile: names that the maps do not have, ratings that contradict each other, other
    /// raters.
    pub(crate) fn notes_on(
        &self,
        profile: &Profile,
        file: Option<&FileText>,
        rater: &Rater,
        ratings: &Ratings,
    ) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for unknown in &profile.unknown {
            *named.entry(normalised_name(&unknown.name)).or_default() += 1;
        }
        for unknown in &profile.unknown {
            let Some(lines) = named.remove(&normalised_name(&unknown.name)) else {
                continue;
            };
            notes.push(Note::UnknownInProfile {
                line: file.map_or(0, |file| file.line_and_column(unknown.span.range.start).0),
                name: unknown.name.clone(),
                // In a profile made for other maps every name is unknown, and none is a spelling mistake.
                meant: (notes.len() < MOST_MEANT)
                    .then(|| unknown.did_you_mean(self.maps()))
                    .flatten(),
                more: lines - 1,
            });
        }
        notes.extend(self.notes_on_retired(profile, file));
        notes.extend(contradictions(self.maps(), ratings));
        let raters = profile.raters();
        let others = raters.iter().filter(|rater| !rater.is_own()).map(ToString::to_string);
        let others: Vec<String> = others.collect();
        if !rater.is_own() {
            notes.push(Note::RaterCounts(rater.to_string()));
        } else if !others.is_empty() {
            notes.push(Note::AlsoRatedBy(others));
        }
        notes
    }

    /// Returns the notes about retired skills in a profile, one for each skill.
    fn notes_on_retired(&self, profile: &Profile, file: Option<&FileText>) -> Vec<Note> {
        let maps = self.maps();
        let mut notes = Vec::new();
        let mut told: Vec<RetiredIndex> = Vec::new();
        let line = |names: &NamesRetired| {
            file.map_or(0, |file| file.line_and_column(names.span.range.start).0)
        };
        for first in &profile.retired {
            let retired = first.retired;
            if told.contains(&retired) {
                continue;
            }
            told.push(retired);
            let all = || profile.retired.iter().filter(|names| names.retired == retired);
            let (id, fate) = (maps[retired].id.clone(), maps.fate(retired));
            if maps[retired].split_into.is_empty() {
                notes.push(Note::Retired { line: line(first), id, fate, more: all().count() - 1 });
                continue;
            }
            let counts_for = profile.carries(maps, retired);
            let in_rating = || all().find(|names| names.named_in == NamedIn::Rating);
            let in_other = || all().find(|names| names.named_in == NamedIn::Other);
            let counts = in_rating().filter(|_| !counts_for.is_empty());
            if let Some(names) = counts.or_else(in_other) {
                let counts_for = counts_for.iter().map(|skill| maps[*skill].name.clone()).collect();
                let (id, fate) = (id.clone(), fate.clone());
                notes.push(Note::Split { line: line(names), id, fate, counts_for });
            }
            let mut sentences = all().filter(|names| names.named_in == NamedIn::Sentence);
            if let Some(names) = sentences.next() {
                let answers = 1 + sentences.count();
                notes.push(Note::SentencesOfSplit { line: line(names), id, fate, answers });
            }
        }
        notes
    }

    /// Returns the notes about ratings of `--rate` that are carried over from retired skills.
    pub(crate) fn notes_on_rates(&self, rates: &[Entry]) -> Vec<Note> {
        let mut told: Vec<RetiredIndex> = Vec::new();
        for retired in rates.iter().filter_map(|entry| entry.carried_from) {
            if !told.contains(&retired) {
                told.push(retired);
            }
        }
        let maps = self.maps();
        let note = |retired: RetiredIndex| Note::SplitInRate {
            id: maps[retired].id.clone(),
            fate: maps.fate(retired),
        };
        told.into_iter().map(note).collect()
    }

    /// Returns the ratings of `--rate`. Those carried over from a retired skill come first, so that a rating of the
    /// skill itself overrides them.
    ///
    /// # Errors
    /// When a name is not a skill, or is a retired skill without a successor.
    pub(crate) fn rates(&self) -> Result<Vec<Entry>, Failure> {
        let maps = self.maps();
        let (mut carried, mut direct) = (Vec::new(), Vec::new());
        for typed in &self.shared.rate {
            let retired = maps.find_skill(&typed.skill).is_none();
            let retired = retired.then(|| maps.find_retired(&typed.skill)).flatten();
            match retired.filter(|retired| !maps[*retired].split_into.is_empty()) {
                Some(retired) => carried.extend(Entry::carried(maps, retired, typed.level)),
                None => {
                    let (skill, level) = self.rating(typed)?;
                    direct.push(Entry::own(skill, level));
                }
            }
        }
        carried.extend(direct);
        Ok(carried)
    }

    /// Returns the location of the profile.
    ///
    /// # Errors
    /// When no file is named and there is no home folder.
    pub(crate) fn profile_at(&self) -> Result<ProfileAt, Failure> {
        let named = self.shared.profile.clone();
        match named.or_else(|| variable("SKILLGAP_PROFILE")) {
            Some(path) if path.as_os_str() == "-" => Ok(ProfileAt::Stdin),
            Some(path) => Ok(ProfileAt::Named(path)),
            None => folders::profile().map(ProfileAt::Usual).ok_or_else(|| {
                Failure::new(
                    Exit::System,
                    "no-home",
                    "there is no home folder to keep a profile in",
                )
                .hint("name one with --profile FILE")
            }),
        }
    }

    /// Returns the location of the profile for writing.
    ///
    /// # Errors
    /// When it is standard input, or no file is named and there is no home folder.
    pub(crate) fn profile_to_write(&self) -> Result<ProfileAt, Failure> {
        match self.profile_at()? {
            ProfileAt::Stdin => Err(Failure::usage(
                "profile-is-stdin",
                "a profile on standard input cannot be written to",
            )
            .hint("name a file with --profile FILE")),
            ProfileAt::Named(path) | ProfileAt::Usual(path) => {
                if has_other_names(&path) {
                    self.say(&format!(
                        "{} has another name (a hard link), which keeps the old contents of the file",
                        path.display()
                    ));
                }
                Ok(ProfileAt::Usual(path))
            }
        }
    }

    /// Returns a typed rating with the index of its skill.
    ///
    /// # Errors
    /// When there is no skill of that name.
    pub(crate) fn rating(&self, typed: &TypedRating) -> Result<(SkillIndex, Level), Failure> {
        let skill = typed.find(self.maps());
        let skill = skill.map_err(|why| Failure::usage(why.code, why.message).hint(why.repair))?;
        Ok((skill, typed.level))
    }

    /// Finds a skill by any of its names.
    ///
    /// # Errors
    /// When no skill has that name.
    pub(crate) fn skill(&self, name: &str) -> Result<SkillIndex, Failure> {
        self.maps().skill(name).map_err(|unknown| {
            let code = if unknown.is_retired() { "retired-skill" } else { "unknown-skill" };
            let failure = Failure::usage(code, unknown.to_string());
            match name.split_once('=').filter(|(skill, _)| self.maps().find_skill(skill).is_some())
            {
                Some((skill, _)) => {
                    failure.hint(format!("this command takes no level: write `{}`", skill.trim()))
                }
                None => failure.hint(unknown.repair()),
            }
        })
    }

    /// Finds a skill or a project by any of its names. If both have the name, it means the skill.
    ///
    /// # Errors
    /// When neither a skill nor a project has that name.
    pub(crate) fn skill_or_project(&self, name: &str) -> Result<SkillOrProject, Failure> {
        let maps = self.maps();
        maps.find_skill_or_project(name).ok_or_else(|| {
            let name = name.trim();
            if maps.find_retired(name).is_some()
                && let Err(retired) = self.skill(name)
            {
                return retired;
            }
            let message = format!("there is no skill or project `{}`", shortened(name));
            let meant = did_you_mean(&maps.nearest_skills_and_projects(name));
            Failure::usage("unknown-skill", message).hint(meant.unwrap_or_else(|| {
                "`skillgap skills` lists the skills, `skillgap roles ROLE` the projects of a role"
                    .to_string()
            }))
        })
    }

    /// Finds skills and projects by any of their names.
    ///
    /// # Errors
    /// When one of the names is neither a skill nor a project.
    pub(crate) fn skills_and_projects(
        &self,
        names: &[String],
    ) -> Result<(Vec<SkillIndex>, Vec<ProjectIndex>), Failure> {
        let (mut skills, mut projects) = (Vec::new(), Vec::new());
        for name in names {
            match self.skill_or_project(name)? {
                SkillOrProject::Skill(skill) => skills.push(skill),
                SkillOrProject::Project(project) => projects.push(project),
            }
        }
        Ok((skills, projects))
    }

    /// Finds a role by any of its names.
    ///
    /// # Errors
    /// When no role has that name.
    pub(crate) fn role(&self, name: &str) -> Result<RoleIndex, Failure> {
        self.maps().role(name).map_err(|unknown| {
            Failure::usage("unknown-role", unknown.to_string())
                .hint(unknown.did_you_mean().unwrap_or_else(|| self.roles_hint()))
        })
    }

    /// Finds roles by their names, and returns each once.
    ///
    /// # Errors
    /// When one of the names is not a role.
    pub(crate) fn roles(&self, names: &[String]) -> Result<Vec<RoleIndex>, Failure> {
        let mut roles = Vec::new();
        for name in names {
            let role = self.role(name)?;
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        Ok(roles)
    }

    /// Returns the roles that are named, else the roles of the profile's goal.
    ///
    /// # Errors
    /// When one of the names is not a role, or there is no role at all.
    pub(crate) fn roles_or_goal(
        &self,
        names: &[String],
        person: &Person,
    ) -> Result<Vec<RoleIndex>, Failure> {
        let roles = self.roles(names)?;
        if !roles.is_empty() {
            return Ok(roles);
        }
        if !person.profile.goal.roles.is_empty() {
            return Ok(person.profile.goal.roles.clone());
        }
        let failure = Failure::usage("no-role", "which role?")
            .hint("name one with --role, or save it in the profile: `skillgap goal ROLE`")
            .hint(self.roles_hint());
        let unknown =
            person.notes.iter().filter(|note| matches!(note, Note::UnknownInProfile { .. }));
        Err(unknown.fold(failure, |failure, note| failure.hint(note.to_string())))
    }

    /// Returns the seniority whose targets count: `--seniority`, else the profile's goal, else junior.
    ///
    /// # Errors
    /// When it is `all`, which only `gap` supports.
    pub(crate) fn seniority(&self, person: &Person) -> Result<Seniority, Failure> {
        let usual = person.profile.goal.seniority.unwrap_or_default();
        Ok(self.seniority_asked()?.unwrap_or(usual))
    }

    /// Returns the seniority that `--seniority` names, if the flag is used.
    ///
    /// # Errors
    /// When it is `all`, which only `gap` supports.
    pub(crate) fn seniority_asked(&self) -> Result<Option<Seniority>, Failure> {
        match self.shared.seniority {
            None => Ok(None),
            Some(Seniorities::One(seniority)) => Ok(Some(seniority)),
            Some(Seniorities::All) => Err(Failure::usage(
                "seniority-all",
                "only `skillgap gap` shows all seniorities at once",
            )
            .hint("use --seniority junior, mid or senior")),
        }
    }

    /// Returns the day that counts as today.
    pub(crate) fn today(&self) -> Date {
        self.shared.today.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }

    /// Returns the rater whose ratings count: the one of `--rater`, else the person.
    ///
    /// # Errors
    /// When that rater has rated nothing in the profile.
    pub(crate) fn rater(&self, profile: &Profile) -> Result<Rater, Failure> {
        let rater = self.shared.rater.clone().unwrap_or_default();
        let raters = profile.raters();
        if rater.is_own() || raters.contains(&&rater) {
            return Ok(rater);
        }
        let names: Vec<&str> = raters.iter().map(|rater| rater.name()).collect();
        let hint = if names.is_empty() {
            "nobody has rated this person yet".to_string()
        } else {
            format!("those who did: {}", names.join(", "))
        };
        Err(Failure::usage("unknown-rater", format!("`{rater}` has rated nothing in this profile"))
            .hint(hint))
    }

    fn roles_hint(&self) -> String {
        let ids: Vec<&str> = self.maps().roles().iter().map(|role| role.id.as_str()).collect();
        format!("the roles are {}", ids.join(", "))
    }
}

/// The largest number of unknown names for which similar names are suggested.
const MOST_MEANT: usize = 20;

/// Returns whether a file has more than one name (hard links). Replacing a file makes a new file under one name only.
fn has_other_names(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.nlink() > 1)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Returns the path in an environment variable; `None` if the variable is empty.
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Returns whether a folder exists and is not empty.
fn has_files(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Returns a note for each pair of ratings that contradict each other.
pub(crate) fn contradictions(maps: &SkillMaps, ratings: &Ratings) -> Vec<Note> {
    let name = |(skill, level): (SkillIndex, Level)| (maps[skill].name.clone(), level);
    let note = |contradiction: &Contradiction| {
        let (under, level) = contradiction.under;
        Note::Contradiction {
            rated: name(contradiction.rated),
            needed: name((under, contradiction.needed)),
            under: level,
        }
    };
    Assessment::new(maps, ratings).contradictions.iter().map(note).collect()
}

/// Returns which maps the flags name.
pub(crate) fn maps_from(shared: &Shared) -> MapsFrom {
    if let Some(only) = &shared.maps_only {
        return MapsFrom { without_shipped: true, over: vec![only.clone()] };
    }
    let named = shared.maps.clone().or_else(|| variable("SKILLGAP_MAPS"));
    let usual = || folders::maps().filter(|folder| has_files(folder));
    MapsFrom { without_shipped: false, over: named.or_else(usual).into_iter().collect() }
}
