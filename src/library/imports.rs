//! Answers → a folder of profiles, a file for each person. What is there stays; what is new is appended.
//!
//! A person with an e-mail is found again by it, though it is not stored: the name of the file ends with a fingerprint of
//! the e-mail (`ada-lovelace-1b2c3d4e.toml`: the first eight hexadecimal digits of its SHA-256). It cannot be read back;
//! somebody who guesses the e-mail can check the guess. A person without an e-mail is found by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::cohorts::profile_files;
use super::error::{Error, Kind};
use super::profiles::{self, Before, Found, OneChange, ProfileAt};
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{nearest, normalised_name, without_accents};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::profile::{Entry, Goal, Method, Profile, Said};
use crate::domain::rater::Rater;
use crate::domain::responses::{Respondent, Responses, dated, said_on};
use crate::files::profile_toml::{Addition, new_profile, with_additions};

/// How answers become ratings.
#[derive(Clone, Debug)]
pub struct HowToKeep {
    /// The day of answers that have none.
    pub on: Date,
    /// Whether a new profile holds the e-mail.
    pub keep_email: bool,
}

/// What an import does to one profile.
#[derive(Clone, Debug)]
pub struct Change {
    /// What the person is called.
    pub name: String,
    /// The file, inside the folder.
    pub file: String,
    /// Whether the file is new.
    pub is_new: bool,
    /// What is appended.
    pub added: Vec<Entry>,
    /// The answers to sentences that are appended.
    pub said: Vec<Said>,
    /// How many answers were there before.
    pub as_before: usize,
    person: Respondent,
    on: Date,
    beginning: String,
    goal: Option<Addition>,
}

/// What an import does to a folder.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The people, in the order of the answers.
    pub people: Vec<Change>,
    /// People of whom it is not clear which profile is theirs.
    pub problems: Vec<Problem>,
    /// Things to know.
    pub notes: Vec<String>,
}

/// A profile that is there.
struct Known {
    file: String,
    profile: Profile,
}

/// The profiles that are there, by what people are found by, so that a class of thousands is quick.
#[derive(Default)]
struct ByKey<'k> {
    by_email: HashMap<String, Vec<&'k Known>>,
    /// Those without an e-mail, by what the name of the file ends with.
    by_mark: HashMap<&'k str, Vec<&'k Known>>,
    by_name: HashMap<String, Vec<&'k Known>>,
}

impl<'k> ByKey<'k> {
    fn of(known: &'k [Known]) -> ByKey<'k> {
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

    /// The profiles that [`is_of`] says are a person's.
    fn profiles_of(&self, person: &Respondent, mark: Option<&str>) -> Vec<&'k Known> {
        let by_email = person.email.as_ref().and_then(|email| self.by_email.get(email));
        let by_mark = mark.and_then(|mark| self.by_mark.get(mark));
        let by_name = Some(self.named(person)).filter(|_| person.email.is_none());
        let found = [by_email.map(Vec::as_slice), by_mark.map(Vec::as_slice), by_name];
        let found = found.into_iter().flatten().flatten().copied();
        found.filter(|known| is_of(&known.file, &known.profile, person, mark)).collect()
    }

    /// The profiles that have a person's name.
    fn named(&self, person: &Respondent) -> &[&'k Known] {
        let name = person.name.as_ref().map(|name| normalised_name(name));
        name.and_then(|name| self.by_name.get(&name)).map_or(&[], Vec::as_slice)
    }
}

/// The names of files that are taken. Those that differ only in upper and lower case are one on some systems.
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

/// What importing answers into a folder would change. Nothing is written.
///
/// # Errors
/// When the folder or a profile in it cannot be read, or a profile is unsound: then it is not known whose it is.
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
        changes.people.push(Change {
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

/// The profile of somebody by name: the one in the folder that has this name, or a new one, with its beginning.
///
/// # Errors
/// When the folder or a profile in it cannot be read, or a profile is unsound.
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

/// The name in a folder that is near to one which nobody there has; `None` where somebody has it, or none is near.
///
/// # Errors
/// As [`profile_of`].
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

/// Writes one change of a folder, and says in it what was written: another import may have come before.
///
/// What is new is worked out again under the lock of the profile, so that two imports at once add each answer once.
///
/// # Errors
/// When the profile cannot be read or written, or has become somebody else's since; then it stays as it is.
pub fn write(folder: &Path, maps: &SkillMaps, change: &mut Change) -> Result<(), Error> {
    if change.added.is_empty() && change.said.is_empty() && !change.is_new {
        return Ok(());
    }
    match write_to(folder, maps, change) {
        // Somebody else of a like name was imported at the same moment, and has the file.
        Err(Error::AlreadyThere { .. }) if change.is_new => {
            let known = known(folder, maps)?;
            let mark = mark(&change.person);
            let is_theirs =
                |one: &&Known| is_of(&one.file, &one.profile, &change.person, mark.as_deref());
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

/// What the name of a person's file ends with, where they have an e-mail.
fn mark(person: &Respondent) -> Option<String> {
    person.email.as_ref().map(|email| format!("-{}", fingerprint(email)))
}

fn write_to(folder: &Path, maps: &SkillMaps, change: &mut Change) -> Result<(), Error> {
    let at = ProfileAt::Usual(folder.join(&change.file));
    let mark = mark(&change.person);
    let edit = |found: Option<&Found>| {
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

/// The bytes of a file, or of standard input for `-`; of very large ones the first `most` and one more.
///
/// # Errors
/// When it cannot be read.
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

/// The profiles of a folder by the names of their files; none when it is not there yet.
fn known(folder: &Path, maps: &SkillMaps) -> Result<Vec<Known>, Error> {
    let paths = match profile_files(folder) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Error::io(Kind::Profile, folder, "read")(error)),
    };
    let mut known = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Somebody who was forgotten since the folder was looked through is not known any more.
        let found = match profiles::load(&ProfileAt::Named(path), maps) {
            Err(Error::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => None,
            found => found?,
        };
        if let Some((profile, _)) = found {
            known.push(Known { file, profile });
        }
    }
    Ok(known)
}

/// Whether a profile is a person's: by the e-mail or its `mark` in the name of the file where there is one, else by name.
fn is_of(file: &str, profile: &Profile, person: &Respondent, mark: Option<&str>) -> bool {
    match (&person.email, &profile.email, mark) {
        (Some(email), Some(own), _) => own.trim().to_lowercase() == *email,
        (Some(_), None, Some(mark)) => stem(file).ends_with(mark),
        _ => profile.name.as_ref().is_some_and(|name| person.is_named(name)),
    }
}

/// The answers that a profile does not hold yet, and how many it does.
///
/// Of one skill, rater and day the answers are a sequence: what of it stands in the profile in this order was imported
/// before, the rest is new. Answers without a day are compared with what was imported last, so that an old table does
/// not overrule what was rated since.
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

/// The same of the answers to sentences. What has no day is known where it was answered so on any day: whether it is newer
/// than what was answered since cannot be told.
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

/// The ratings of one skill by one rater on one day.
type Slot<'e> = (SkillIndex, Option<RetiredIndex>, &'e Rater, Option<Date>);

fn slot(entry: &Entry) -> Slot<'_> {
    (entry.skill, entry.carried_from, &entry.by, entry.on)
}

/// The names, without their ending, of the files that people would get in a new folder.
pub(super) fn stems(people: &[Respondent]) -> Vec<String> {
    let mut taken = Taken::default();
    let file = |person: &Respondent| {
        let file = new_file(person, &taken);
        taken.add(&file);
        stem(&file).to_string()
    };
    people.iter().map(file).collect()
}

/// Whether a name of a roster, or an e-mail, is a person's: of whom the name and the file's name without its ending are
/// known.
pub(crate) fn is_named(of_roster: &str, name: &str, stem: &str) -> bool {
    let wanted = of_roster.trim();
    if wanted.contains('@') {
        return stem.ends_with(&format!("-{}", fingerprint(&wanted.to_lowercase())));
    }
    let wanted = normalised_name(wanted);
    wanted == normalised_name(name) || wanted == normalised_name(stem)
}

/// The name of the file for a new person.
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

/// The beginning of a file name where a name gives none.
const NOBODY: &str = "person";

/// A name as the beginning of a file name, on every system: letters and digits in lower case with dashes between them.
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

/// Whether a name in lower case is that of a device on Windows, which no file there may have, whatever its ending.
pub(crate) fn is_device(name: &str) -> bool {
    let is_port = ["com", "lpt"]
        .iter()
        .any(|port| name.strip_prefix(port).is_some_and(|rest| rest.chars().count() == 1));
    is_port || ["con", "prn", "aux", "nul"].contains(&name)
}

/// The first eight hexadecimal digits of a text's SHA-256.
fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".toml").unwrap_or(file)
}

/// Somebody new who has the name of somebody that is there.
fn namesake(person: &Respondent, file: &str, known: &ByKey<'_>) -> Option<String> {
    let same = known.named(person).first()?;
    Some(format!(
        "{} is told apart by e-mail and becomes a new profile, though {} has this name; if they are one person, rename {} to {file} and import again",
        person.called(),
        same.file,
        same.file,
    ))
}

/// Notes of names in the answers that differ by accents alone from each other, or from a name that is there.
fn accents_apart(people: &[Respondent], known: &[Known]) -> Vec<String> {
    let answered = people.iter().filter_map(|person| person.name.as_deref());
    let there = known.iter().filter_map(|known| known.profile.name.as_deref());
    let mut written: BTreeMap<String, &str> = BTreeMap::new();
    // Of one name in both, as it is there.
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
            "{} may be the same person: the names differ by accents alone and stay apart; if they are one, write the name in one way and import again",
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
