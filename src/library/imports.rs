//! Importing responses into a folder of profiles, with one file for each person. Existing content stays, and new
//! answers are appended.
//!
//! A person with an e-mail address is found again by it, although it is not stored. The name of the file ends with a
//! fingerprint of the address (`ada-lovelace-1b2c3d4e.toml`): the first eight hexadecimal digits of its SHA-256. The
//! address cannot be computed from it, but somebody who guesses the address can check the guess. A person without an
//! e-mail address is found by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::cohorts::profile_files;
use super::error::{Error, Kind};
use super::profiles::{self, Before, OneChange, ProfileAt, ProfileRead};
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{nearest, normalised_name, without_accents};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::profile::{Entry, Goal, Method, Profile, Said};
use crate::domain::rater::Rater;
use crate::domain::responses::{Respondent, Responses, dated, said_on};
use crate::files::profile_toml::{Addition, new_profile, with_additions};

/// The options for storing responses as ratings.
#[derive(Clone, Debug)]
pub struct HowToKeep {
    /// The day for answers without one.
    pub on: Date,
    /// Whether a new profile contains the e-mail address.
    pub keep_email: bool,
}

/// The changes of an import to one profile.
#[derive(Clone, Debug)]
pub struct ProfileChange {
    /// The name of the person.
    pub name: String,
    /// The file, relative to the folder.
    pub file: String,
    /// Whether the file is new.
    pub is_new: bool,
    /// The ratings to append.
    pub added: Vec<Entry>,
    /// The answers to sentences to append.
    pub said: Vec<Said>,
    /// The number of answers that the profile already had.
    pub as_before: usize,
    person: Respondent,
    on: Date,
    beginning: String,
    goal: Option<Addition>,
}

/// The changes of an import to a folder.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The people, in the order of the answers.
    pub people: Vec<ProfileChange>,
    /// Problems of people whose profile is not clear.
    pub problems: Vec<Problem>,
    /// Remarks for the user.
    pub notes: Vec<String>,
}

/// An existing profile.
struct ExistingProfile {
    file: String,
    profile: Profile,
}

/// The existing profiles by the keys that people are found by. This keeps imports of thousands of people fast.
#[derive(Default)]
struct ByKey<'k> {
    by_email: HashMap<String, Vec<&'k ExistingProfile>>,
    /// Profiles without an e-mail address, by the end of their file name.
    by_mark: HashMap<&'k str, Vec<&'k ExistingProfile>>,
    by_name: HashMap<String, Vec<&'k ExistingProfile>>,
}

impl<'k> ByKey<'k> {
    fn of(known: &'k [ExistingProfile]) -> ByKey<'k> {
        let mut by_key = ByKey::default();
        for one in known {
            let stem = stem(&one.file);
            let marked = stem.rfind('-').map(|at| &stem[at..]);
            match (&one.profile.email, marked) {
                (Some(email), _) => {
                    let email = email.trim().to_lowercase();
                    by_key.by_email.entry(email).or_default().push(one);
                }
                (None, Some(mark)) => by_key.by_mark.entry(mark).or_default().push(one),
                (None, None) => {}
            }
            if let Some(name) = &one.profile.name {
                by_key.by_name.entry(normalised_name(name)).or_default().push(one);
            }
        }
        by_key
    }

    /// Returns the profiles that belong to a person according to [`is_of`].
    fn profiles_of(&self, person: &Respondent, mark: Option<&str>) -> Vec<&'k ExistingProfile> {
        let by_email = person.email.as_ref().and_then(|email| self.by_email.get(email));
        let by_mark = mark.and_then(|mark| self.by_mark.get(mark));
        let by_name = Some(self.named(person)).filter(|_| person.email.is_none());
        let found = [by_email.map(Vec::as_slice), by_mark.map(Vec::as_slice), by_name];
        let found = found.into_iter().flatten().flatten().copied();
        found.filter(|known| is_of(&known.file, &known.profile, person, mark)).collect()
    }

    /// Returns the profiles with a person's name.
    fn named(&self, person: &Respondent) -> &[&'k ExistingProfile] {
        let name = person.name.as_ref().map(|name| normalised_name(name));
        name.and_then(|name| self.by_name.get(&name)).map_or(&[], Vec::as_slice)
    }
}

/// The file names that are taken. On some systems, names that differ only in case are the same.
#[derive(Default)]
struct Taken(BTreeSet<String>);

impl Taken {
    fn of<'f>(files: impl Iterator<Item = &'f str>) -> Taken {
        Taken(files.map(str::to_lowercase).collect())
    }

    fn has(&self, file: &str) -> bool {
        self.0.contains(&file.to_lowercase())
    }

    fn add(&mut self, file: &str) {
        self.0.insert(file.to_lowercase());
    }
}

/// Finds out what an import of responses into a folder would change. Nothing is written.
///
/// # Errors
/// Returns an error if the folder or a profile in it cannot be read, or if a profile is not valid. It is then not
/// known whose profile it is.
pub fn compare(
    folder: Option<&Path>,
    maps: &SkillMaps,
    responses: &Responses,
    how: &HowToKeep,
) -> Result<Changes, Error> {
    let known = folder.map_or(Ok(Vec::new()), |folder| known(folder, maps))?;
    let by_key = ByKey::of(&known);
    let mut taken = Taken::of(known.iter().map(|known| known.file.as_str()));
    let mut changes = Changes::default();
    changes.notes.extend(accents_apart(&responses.people, &known));
    for person in &responses.people {
        let mark = mark(person);
        let same = by_key.profiles_of(person, mark.as_deref());
        let theirs = match same.as_slice() {
            [] => None,
            [one] => Some(*one),
            several => {
                let files: Vec<&str> = several.iter().map(|one| one.file.as_str()).collect();
                changes.problems.push(several_profiles(person, &files));
                continue;
            }
        };
        let file = theirs.map_or_else(|| new_file(person, &taken), |known| known.file.clone());
        if theirs.is_none() {
            if taken.has(&file) {
                changes.problems.push(several_profiles(person, &[&file]));
                continue;
            }
            changes.notes.extend(namesake(person, &file, &by_key));
        }
        taken.add(&file);
        let profile = theirs.map(|known| &known.profile);
        let (added, ratings_before) = news(profile, person, how.on);
        let (said, said_before) = said_news(profile, person, how.on);
        let email = person.email.as_deref().filter(|_| how.keep_email);
        changes.people.push(ProfileChange {
            name: person.called(),
            file,
            is_new: theirs.is_none(),
            added,
            said,
            as_before: ratings_before + said_before,
            person: person.clone(),
            on: how.on,
            beginning: new_profile(person.name.as_deref(), email),
            goal: (theirs.is_none() && !person.roles.is_empty()).then(|| {
                Addition::Goal(Goal {
                    roles: person.roles.clone(),
                    seniority: person.seniority,
                    ..Goal::default()
                })
            }),
        });
    }
    Ok(changes)
}

/// Returns the profile of a person by name: the existing one in the folder, or a path for a new one. The second value
/// is the text that a new profile begins with.
///
/// # Errors
/// Returns an error if the folder or a profile in it cannot be read, or if a profile is not valid.
pub(crate) fn profile_of(
    folder: &Path,
    maps: &SkillMaps,
    name: &str,
) -> Result<(PathBuf, String), Error> {
    let known = known(folder, maps)?;
    let person = Respondent::named(name);
    let file = match known.iter().find(|known| is_of(&known.file, &known.profile, &person, None)) {
        Some(known) => known.file.clone(),
        None => new_file(&person, &Taken::of(known.iter().map(|known| known.file.as_str()))),
    };
    Ok((folder.join(file), new_profile(Some(name), None)))
}

/// Returns a similar name in a folder, for a name that nobody there has. Returns `None` if somebody has the name, or
/// if no name is similar.
///
/// # Errors
/// Returns the same errors as [`profile_of`].
pub(crate) fn near_name(
    folder: &Path,
    maps: &SkillMaps,
    name: &str,
) -> Result<Option<String>, Error> {
    let known = known(folder, maps)?;
    let person = Respondent::named(name);
    if known.iter().any(|known| is_of(&known.file, &known.profile, &person, None)) {
        return Ok(None);
    }
    let names = known.iter().filter_map(|known| known.profile.name.as_deref());
    Ok(nearest(name, names).into_iter().next())
}

/// Writes the change of one profile, and updates `change` to what was written. Another import may have come first.
///
/// The new answers are computed again under the lock of the profile, so that two imports at the same time add each
/// answer only once.
///
/// # Errors
/// Returns an error if the profile cannot be read or written, or if it now belongs to somebody else. The profile then
/// stays as it is.
pub fn write(folder: &Path, maps: &SkillMaps, change: &mut ProfileChange) -> Result<(), Error> {
    if change.added.is_empty() && change.said.is_empty() && !change.is_new {
        return Ok(());
    }
    match write_to(folder, maps, change) {
        // At the same time another import has created this file for a person with a similar name.
        Err(Error::AlreadyThere { .. }) if change.is_new => {
            let known = known(folder, maps)?;
            let mark = mark(&change.person);
            let is_theirs = |one: &&ExistingProfile| {
                is_of(&one.file, &one.profile, &change.person, mark.as_deref())
            };
            change.file = match known.iter().find(is_theirs) {
                Some(theirs) => theirs.file.clone(),
                None => {
                    let taken = known.iter().map(|known| known.file.as_str());
                    new_file(&change.person, &Taken::of(taken))
                }
            };
            write_to(folder, maps, change)
        }
        written => written,
    }
}

/// Returns the end of the file name for a person with an e-mail address.
fn mark(person: &Respondent) -> Option<String> {
    person.email.as_ref().map(|email| format!("-{}", fingerprint(email)))
}

fn write_to(folder: &Path, maps: &SkillMaps, change: &mut ProfileChange) -> Result<(), Error> {
    let at = ProfileAt::Usual(folder.join(&change.file));
    let mark = mark(&change.person);
    let edit = |found: Option<&ProfileRead>| {
        if let Some((profile, _)) = found
            && change.is_new
            && !is_of(&change.file, profile, &change.person, mark.as_deref())
        {
            return Err(Error::AlreadyThere { name: at.name() });
        }
        let profile = found.map(|(profile, _)| profile);
        let (added, ratings_before) = news(profile, &change.person, change.on);
        let (said, said_before) = said_news(profile, &change.person, change.on);
        let sentences = said.iter().cloned().map(Addition::Said);
        let ratings = added.iter().cloned().map(Addition::Rating).chain(sentences);
        let goal = change.goal.iter().filter(|_| found.is_none()).cloned();
        let additions: Vec<Addition> = goal.chain(ratings).collect();
        let text = found.map_or(change.beginning.as_str(), |(_, file)| &file.text);
        let text = match additions.as_slice() {
            [] => text.to_string(),
            additions => with_additions(text, maps, additions),
        };
        Ok((text, (added, said, ratings_before + said_before, found.is_none())))
    };
    let mut one = OneChange::default();
    let (_, (added, said, as_before, is_new)) =
        profiles::change(&at, maps, Before::Kept(&mut one), edit)?;
    (change.added, change.said) = (added, said);
    (change.as_before, change.is_new) = (as_before, is_new);
    Ok(())
}

/// Returns the bytes of a file, or of standard input for `-`. It reads at most `most` bytes and one more.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub(crate) fn read_file(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = most as u64 + 1;
    if path.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Returns the profiles of a folder with their file names. The list is empty if the folder does not exist yet.
fn known(folder: &Path, maps: &SkillMaps) -> Result<Vec<ExistingProfile>, Error> {
    let paths = match profile_files(folder) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Error::io(Kind::Profile, folder, "read")(error)),
    };
    let mut known = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A profile may have been deleted since the folder was listed.
        let found = match profiles::load(&ProfileAt::Named(path), maps) {
            Err(Error::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => None,
            found => found?,
        };
        if let Some((profile, _)) = found {
            known.push(ExistingProfile { file, profile });
        }
    }
    Ok(known)
}

/// Returns whether a profile belongs to a person. The e-mail address decides, or its `mark` in the file name, if the
/// person has an address. Otherwise the name decides.
fn is_of(file: &str, profile: &Profile, person: &Respondent, mark: Option<&str>) -> bool {
    match (&person.email, &profile.email, mark) {
        (Some(email), Some(own), _) => own.trim().to_lowercase() == *email,
        (Some(_), None, Some(mark)) => stem(file).ends_with(mark),
        _ => profile.name.as_ref().is_some_and(|name| person.is_named(name)),
    }
}

/// Returns the answers that a profile does not have yet, and the number of those that it has.
///
/// The answers about one skill by one rater on one day are a sequence. The part of it that is in the profile in this
/// order was imported before, and the rest is new. Answers without a day are compared with the last import, so that
/// an old table does not overrule newer ratings.
fn news(profile: Option<&Profile>, person: &Respondent, on: Date) -> (Vec<Entry>, usize) {
    let entries = || profile.into_iter().flat_map(|profile| &profile.entries);
    let mut before: BTreeMap<Slot<'_>, Vec<Level>> = BTreeMap::new();
    for entry in entries().filter(|entry| entry.on.is_some()) {
        before.entry(slot(entry)).or_default().push(entry.level);
    }
    let mut added = Vec::new();
    let mut as_before = 0;
    let mut reached: BTreeMap<Slot<'_>, usize> = BTreeMap::new();
    for given in &person.entries {
        let is_known = if given.on.is_some() {
            let there = before.get(&slot(given)).map_or(&[][..], Vec::as_slice);
            let from = reached.entry(slot(given)).or_insert(0);
            let found =
                there.get(*from..).and_then(|rest| rest.iter().position(|l| *l == given.level));
            *from = found.map_or(usize::MAX, |at| *from + at + 1);
            found.is_some()
        } else {
            let mut imported = entries()
                .filter(|entry| entry.skill == given.skill && entry.by == given.by)
                .filter(|entry| entry.carried_from == given.carried_from)
                .filter(|entry| entry.method == Method::Import);
            imported.next_back().is_some_and(|entry| entry.level == given.level)
        };
        if is_known {
            as_before += 1;
        } else {
            added.push(dated(given, on));
        }
    }
    (added, as_before)
}

/// Does the same as [`news`] for the answers to sentences. An answer without a day counts as known if the profile has
/// the same answer on any day, because it is not clear whether it is newer than later answers.
fn said_news(profile: Option<&Profile>, person: &Respondent, on: Date) -> (Vec<Said>, usize) {
    let there = |given: &Said| {
        let all = profile.into_iter().flat_map(|profile| &profile.said);
        let (skill, level, by) = (given.skill, given.level, given.by.clone());
        let same = move |said: &&Said| said.skill == skill && said.level == level && said.by == by;
        all.filter(same).collect::<Vec<&Said>>()
    };
    let mut added = Vec::new();
    let mut as_before = 0;
    let mut reached: BTreeMap<(SkillIndex, Level, &Rater, Date), usize> = BTreeMap::new();
    for given in &person.said {
        let is_known = match given.on {
            None => there(given).iter().any(|said| said.can == given.can),
            Some(day) => {
                let there: Vec<bool> = there(given)
                    .iter()
                    .filter(|said| said.on == Some(day))
                    .map(|said| said.can)
                    .collect();
                let from = reached.entry((given.skill, given.level, &given.by, day)).or_insert(0);
                let rest = there.get(*from..).unwrap_or_default();
                let found = rest.iter().position(|can| *can == given.can);
                *from = found.map_or(usize::MAX, |at| *from + at + 1);
                found.is_some()
            }
        };
        if is_known {
            as_before += 1;
        } else {
            added.push(said_on(given, on));
        }
    }
    (added, as_before)
}

/// The key of the ratings of one skill by one rater on one day.
type Slot<'e> = (SkillIndex, Option<RetiredIndex>, &'e Rater, Option<Date>);

fn slot(entry: &Entry) -> Slot<'_> {
    (entry.skill, entry.carried_from, &entry.by, entry.on)
}

/// Returns the file names, without the ending, that people would get in a new folder.
pub(super) fn stems(people: &[Respondent]) -> Vec<String> {
    let mut taken = Taken::default();
    let file = |person: &Respondent| {
        let file = new_file(person, &taken);
        taken.add(&file);
        stem(&file).to_string()
    };
    people.iter().map(file).collect()
}

/// Returns whether a name or an e-mail address of a roster means a person. `name` is the person's name, and `stem` is
/// their file name without its ending.
pub(crate) fn is_named(of_roster: &str, name: &str, stem: &str) -> bool {
    let wanted = of_roster.trim();
    if wanted.contains('@') {
        return stem.ends_with(&format!("-{}", fingerprint(&wanted.to_lowercase())));
    }
    let wanted = normalised_name(wanted);
    wanted == normalised_name(name) || wanted == normalised_name(stem)
}

/// Returns the file name for a new person.
fn new_file(person: &Respondent, taken: &Taken) -> String {
    let slug = slug(person.name.as_deref().unwrap_or_default());
    let plain = format!("{slug}.toml");
    match &person.email {
        Some(email) => format!("{slug}-{}.toml", fingerprint(email)),
        None if slug == NOBODY || taken.has(&plain) => {
            let name = person.name.as_deref().unwrap_or_default();
            format!("{slug}-{}.toml", fingerprint(&normalised_name(name)))
        }
        None => plain,
    }
}

/// The beginning of a file name if the name has no letters or digits.
const NOBODY: &str = "person";

/// Converts a name into the beginning of a file name that is valid on every system: lower-case letters and digits
/// with dashes between them.
pub(super) fn slug(name: &str) -> String {
    const MOST_BYTES: usize = 80;
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if slug.len() + c.len_utf8() > MOST_BYTES {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        NOBODY.to_string()
    } else if is_device(slug) {
        format!("{NOBODY}-{slug}")
    } else {
        slug.to_string()
    }
}

/// Returns whether a name in lower case is the name of a device on Windows. Files cannot have such a name there, with
/// any ending.
pub(crate) fn is_device(name: &str) -> bool {
    let is_port = ["com", "lpt"]
        .iter()
        .any(|port| name.strip_prefix(port).is_some_and(|rest| rest.chars().count() == 1));
    is_port || ["con", "prn", "aux", "nul"].contains(&name)
}

/// Returns the first eight hexadecimal digits of the SHA-256 of a text.
fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".toml").unwrap_or(file)
}

/// Returns a note if a new person has the same name as a person with a profile.
fn namesake(person: &Respondent, file: &str, known: &ByKey<'_>) -> Option<String> {
    let same = known.named(person).first()?;
    Some(format!(
        "{} has another e-mail and gets a new profile, although {} has the same name; if they are one person, rename {} to {file} and import again",
        person.called(),
        same.file,
        same.file,
    ))
}

/// Returns notes about names in the responses that differ only in accents from each other or from existing names.
fn accents_apart(people: &[Respondent], known: &[ExistingProfile]) -> Vec<String> {
    let answered = people.iter().filter_map(|person| person.name.as_deref());
    let there = known.iter().filter_map(|known| known.profile.name.as_deref());
    let mut written: BTreeMap<String, &str> = BTreeMap::new();
    // If a name is in both, the spelling of the profile is kept.
    for name in there.chain(answered.clone()) {
        written.entry(normalised_name(name)).or_insert(name);
    }
    let mut by_way: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
    for normalised in written.keys() {
        for way in without_accents(normalised) {
            by_way.entry(way).or_default().insert(normalised);
        }
    }
    let new: BTreeSet<String> = answered.map(normalised_name).collect();
    let mut groups: Vec<BTreeSet<&String>> = by_way.into_values().collect();
    groups.retain(|same| same.len() > 1 && same.iter().any(|name| new.contains(*name)));
    groups.sort();
    groups.dedup();
    let note = |same: BTreeSet<&String>| {
        let names: Vec<String> = same.iter().map(|name| format!("“{}”", written[*name])).collect();
        format!(
            "{} may be the same person: the names differ only in accents and are kept apart; if they are one person, write the name in one way and import again",
            names.join(" and ")
        )
    };
    groups.into_iter().map(note).collect()
}

fn several_profiles(person: &Respondent, files: &[&str]) -> Problem {
    let problem = Problem::new(
        Code::TwoOfOneName,
        format!("it is not clear whether this person's profile is {}", files.join(" or ")),
        "keep one of them in the folder, or add e-mails to the answers",
    );
    problem.in_sheet(SheetPlace {
        line: Some(person.line),
        found: person.called(),
        ..SheetPlace::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_file_names_on_every_system() {
        for (name, expected) in [
            ("Ada Lovelace", "ada-lovelace"),
            ("Zoë  O'Neill-Müller", "zoë-o-neill-müller"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\Windows", "c-windows"),
            ("CON", "person-con"),
            ("com1", "person-com1"),
            ("Com", "com"),
            ("...", "person"),
            ("", "person"),
            ("李雷", "李雷"),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
        assert!(slug(&"é".repeat(500)).len() <= 80);
    }

    #[test]
    fn a_fingerprint_is_the_same_everywhere() {
        // printf ada@example.org | sha256sum
        assert_eq!(fingerprint("ada@example.org"), "cfe00dde");
    }
}
