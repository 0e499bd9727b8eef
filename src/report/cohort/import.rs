//! `skillgap cohort import`: the responses to a questionnaire, and the profiles that were made from them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{shell_word, step_name};
use crate::domain::checklist;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Problem, SheetColumn, SheetPlace};
use crate::domain::profile::{Entry, Said};
use crate::domain::responses::{
    LeftOut, Meaning, ResponseColumn, Responses, Share, Tally, TickTally,
};
use crate::domain::role::RoleIndex;
use crate::domain::words::words;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Block, Cell, Document, Table, Text, Tone};
use crate::report::json::ids;
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, role_names};
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// Responses, and the profiles that were made from them.
pub(crate) struct ImportAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The responses that were read.
    pub(crate) answers: &'m Responses,
    /// The people whose responses could be stored.
    pub(crate) people: Vec<Imported>,
    /// The folder of the profiles; `None` if they are only shown.
    pub(crate) folder: Option<String>,
    /// Whether nothing was written.
    pub(crate) dry_run: bool,
    /// Everything that could not be read or stored.
    pub(crate) problems: Vec<Problem>,
    /// The settings that everybody shares; `None` if no folder was named.
    pub(crate) in_common: Option<InCommon>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// The settings that everybody in a folder shares after an import.
pub(crate) struct InCommon {
    /// The file with the settings.
    pub(crate) settings: String,
    /// The roles that everybody aims at.
    pub(crate) roles: Vec<RoleIndex>,
    /// The seniority whose targets count.
    pub(crate) seniority: Option<Seniority>,
    /// Whether the responses name the role that each person aims at.
    pub(crate) each_has_a_role: bool,
    /// The flags that contradict the file.
    pub(crate) not_kept: NotKept,
}

/// Flags that were not stored because `cohort.toml` already has other values. The file stays as the mentor wrote it.
pub(crate) struct NotKept {
    /// The roles of `--role`, if the file names others.
    pub(crate) roles: Option<Vec<RoleIndex>>,
    /// The seniority of `--seniority`, if the file names another.
    pub(crate) seniority: Option<Seniority>,
}

/// The result of importing one person's responses.
pub(crate) struct Imported {
    /// The person's name.
    pub(crate) name: String,
    /// The name of the profile inside the folder.
    pub(crate) file: String,
    /// Whether the profile is new.
    pub(crate) is_new: bool,
    /// The ratings that were added.
    pub(crate) added: Vec<Entry>,
    /// The answers to sentences that were added.
    pub(crate) said: Vec<Said>,
    /// The number of responses that the profile had already.
    pub(crate) as_before: usize,
}

impl Imported {
    /// Returns the number of responses that were added.
    fn new_answers(&self) -> usize {
        self.added.len() + self.said.len()
    }
}

/// The largest number of problems that the text lists; the rest is counted.
const MOST_PROBLEMS: usize = 30;
/// The largest number of columns without a meaning that the text names; the rest is counted.
const MOST_COLUMNS: usize = 6;

impl Answer for ImportAnswer<'_> {
    const KIND: &'static str = "cohort-import";
    const ABOUT: &'static str = "what an import read and made";
    const FORMATS: &'static [Format] = &[Format::Csv];
    type Json = ImportJson;

    fn json(&self) -> ImportJson {
        let columns = self.answers.columns.iter();
        ImportJson {
            folder: self.folder.clone(),
            dry_run: self.dry_run,
            settings: self.in_common.as_ref().map(|common| common.settings.clone()),
            roles: self.in_common.as_ref().map_or(Vec::new(), |common| {
                common.roles.iter().map(|role| self.maps[*role].id.clone()).collect()
            }),
            read_as: self.answers.read_as.clone(),
            rows: self.answers.rows,
            people: self.people.iter().map(|one| ImportedJson::new(self.maps, one)).collect(),
            columns: columns.map(|column| ColumnJson::new(self.maps, column)).collect(),
            answered: self.answers.tallies.iter().map(|tally| self.answered(tally)).collect(),
            ticked: self.answers.ticks.iter().map(|tally| self.ticked(tally)).collect(),
            problems: self.problems.iter().map(FindingJson::from).collect(),
            notes: self
                .overruled()
                .map(Note::OfFile)
                .into_iter()
                .chain(self.scale().map(Note::OfFile))
                .chain(self.notes.clone())
                .collect(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title(self.title());
        if let Some(overruled) = self.overruled() {
            document.say(text!("<warn>{}.</>", overruled));
        }
        let rows = count(self.answers.rows, "row", "rows");
        document.say(text!("<quiet>Read as {}; {}.</>", self.answers.read_as, rows));
        if !self.people.is_empty() {
            document.table(self.people());
        }
        if !self.answers.shares.is_empty() {
            document.heading("What the numbers count as");
            document.table(self.shares());
        }
        if !self.answers.tallies.is_empty() {
            document.heading("How many answered what");
            document.table(self.tallies());
        }
        if !self.answers.ticks.is_empty() {
            document.heading("How many ticked what");
            document.table(self.ticks());
        }
        if !self.problems.is_empty() {
            document.heading(text!("<warn>What could not be read</>"));
            document.list(self.problems());
            for block in blocks(&self.problems) {
                document.push(Block::Verbatim(block));
            }
        }
        document.notes(left_out(self.answers));
        document.notes(&self.notes);
        self.next(&mut document);
        document
    }

    /// Returns a row for each person.
    fn sheet(&self) -> Sheet {
        Sheet::of(&self.people)
            .column("name", |person| person.name.as_str())
            .column("file", |person| person.file.as_str())
            .column("new", |person| person.is_new)
            .column("added", |person| person.new_answers())
            .column("as_before", |person| person.as_before)
            .into()
    }
}

impl ImportAnswer<'_> {
    /// Returns a sentence if `cohort.toml` contradicts the flags: what counts, and how to change it.
    fn overruled(&self) -> Option<String> {
        let common = self.in_common.as_ref()?;
        let NotKept { roles, seniority } = &common.not_kept;
        let flags = [roles.as_ref().map(|_| "--role"), seniority.map(|_| "--seniority")];
        let flags: Vec<String> = flags.into_iter().flatten().map(str::to_string).collect();
        if flags.is_empty() {
            return None;
        }
        let role = roles.as_ref().map(|roles| {
            let ids: Vec<String> =
                roles.iter().map(|role| format!("\"{}\"", self.maps[*role].id)).collect();
            match ids.as_slice() {
                [one] => format!("`role = {one}`"),
                several => format!("`roles = [{}]`", several.join(", ")),
            }
        });
        let seniority = seniority.map(|one| format!("`seniority = \"{one}\"`"));
        let lines: Vec<String> = role.into_iter().chain(seniority).collect();
        let seniority = common.seniority.map_or(String::new(), |one| format!(", {one}"));
        Some(format!(
            "{} says that everybody is measured against {}{seniority}, and is not changed: only the reading of these answers uses {}. To change it, write {} there",
            common.settings,
            role_names(self.maps, &common.roles),
            and_list(&flags),
            and_list(&lines)
        ))
    }

    /// Returns a sentence about the numbers of a longer scale: which of them count as which level.
    fn scale(&self) -> Option<String> {
        let share = |(at, share): (usize, &Share)| {
            let counts = if at == 0 { "counts as level" } else { "as" };
            format!("{} {counts} {}", numbers(share), share.level)
        };
        let shares: Vec<String> = self.answers.shares.iter().enumerate().map(share).collect();
        (!shares.is_empty()).then(|| format!("by the given scale, {}", and_list(&shares)))
    }

    /// Returns a table of the numbers of a longer scale and the levels that they count as.
    fn shares(&self) -> Table {
        Table::of(&self.answers.shares)
            .text("In the file", |share| numbers(share))
            .text("Level", |share| format!("{} {}", share.level.number(), share.level.name()))
            .into()
    }

    /// Adds the settings that everybody shares, and the next commands.
    fn next(&self, document: &mut Document) {
        let Some(folder) = self.folder.as_ref().filter(|_| !self.people.is_empty()) else { return };
        let common = self.in_common.as_ref();
        let roles = common.map_or(&[][..], |common| common.roles.as_slice());
        if let Some(common) = common.filter(|common| !common.roles.is_empty()) {
            let roles = role_names(self.maps, roles);
            let seniority = common.seniority.map_or(String::new(), |one| format!(", {one}"));
            document.say(text!(
                "Everybody is measured against **{}{}**<quiet>, by {}</>.",
                roles,
                seniority,
                common.settings
            ));
        }
        if self.dry_run {
            document.commands([("the same without --dry-run", "writes the profiles")]);
            return;
        }
        let folder = shell_word(folder);
        if roles.is_empty() && !common.is_some_and(|common| common.each_has_a_role) {
            document.say(text!(
                "Their goal is not known: name the role with --role, here or in the next commands."
            ));
            document.commands([("skillgap roles", "the roles there are")]);
            return;
        }
        document.commands([
            (format!("skillgap cohort summary {folder}"), "where they all stand"),
            (format!("skillgap cohort session {folder}"), "what to teach next"),
        ]);
    }

    fn answered(&self, tally: &Tally) -> AnsweredJson {
        let at = &self.answers.columns[tally.column].at;
        AnsweredJson {
            column: at.letter(),
            header: at.header.clone(),
            skill: self.maps[tally.skill].id.to_string(),
            levels: tally.levels,
            not_read: tally.not_read,
            examples: tally.examples.clone(),
        }
    }

    fn ticked(&self, tally: &TickTally) -> TickedJson {
        let at = &self.answers.columns[tally.column].at;
        TickedJson {
            column: at.letter(),
            header: at.header.clone(),
            skill: self.maps[tally.step.skill].id.to_string(),
            level: tally.step.level,
            can: tally.can,
            not: tally.not,
        }
    }

    /// Returns a table of the sentences: how many people ticked each of them, and how many did not.
    fn ticks(&self) -> Table {
        let number = |people: usize| match people {
            0 => Cell::quiet("·"),
            people => Cell::plain(people.to_string()),
        };
        Table::of(&self.answers.ticks)
            .text("Column", |tally| {
                let at = &self.answers.columns[tally.column].at;
                let list = checklist::name_in(&at.header);
                match at.letter() {
                    Some(letter) => Cell::quiet(format!("{letter} {list}")),
                    None => Cell::quiet(list.to_string()),
                }
            })
            .if_room(1)
            .text("Sentence", |tally| step_name(self.maps, tally.step))
            .number("Can", |tally| number(tally.can))
            .number("Not yet", |tally| number(tally.not))
            .into()
    }

    fn title(&self) -> Text {
        let doing = if self.dry_run { "Would import" } else { "Imported" };
        let people = count(self.people.len(), "person", "people");
        let into = self.folder.as_ref().map_or(String::new(), |folder| format!(" into {folder}"));
        let added = self.people.iter().map(Imported::new_answers).sum();
        let added = count(added, "new answer", "new answers");
        if self.problems.is_empty() {
            return text!("<good>{} {}{}</><quiet> · {}</>", doing, people, into, added);
        }
        let problems = count(self.problems.len(), "problem", "problems");
        text!("**{} {}{}**<quiet> · {}, </><warn>{}</>", doing, people, into, added, problems)
    }

    fn people(&self) -> Table {
        Table::of(&self.people)
            .text("Person", |person| person.name.as_str())
            .word("Profile", |person| {
                if person.is_new {
                    Cell::toned("new", Tone::Good)
                } else if person.new_answers() == 0 {
                    Cell::quiet("unchanged")
                } else {
                    Cell::plain("more")
                }
            })
            .number("New", |person| person.new_answers().to_string())
            .number("Before", |person| Cell::quiet(person.as_before.to_string()))
            .text("File", |person| Cell::quiet(&person.file))
            .if_room(1)
            .into()
    }

    /// Returns a table of the columns: the skill of each, and how many people answered each level.
    fn tallies(&self) -> Table {
        const MOST: usize = 60;
        let level = |at: usize| {
            move |tally: &&Tally| match tally.levels[at] {
                0 => Cell::quiet("·"),
                people => Cell::plain(people.to_string()),
            }
        };
        let column = |tally: &&Tally| {
            let at = &self.answers.columns[tally.column].at;
            match at.letter() {
                Some(letter) => format!("{letter} {}", at.header),
                None => at.header.clone(),
            }
        };
        let not_read = |tally: &&Tally| {
            let examples: Vec<String> =
                tally.examples.iter().map(|example| format!("“{example}”")).collect();
            match tally.not_read {
                0 => Cell::plain(""),
                count if examples.is_empty() => Cell::toned(count.to_string(), Tone::Warn),
                count => Cell::toned(format!("{count}: {}", examples.join(", ")), Tone::Warn),
            }
        };
        Table::of(self.answers.tallies.iter().take(MOST))
            .text("Column", column)
            .text("Skill", |tally| Cell::quiet(&*self.maps[tally.skill].name))
            .if_room(1)
            .number("0", level(0))
            .number("1", level(1))
            .number("2", level(2))
            .number("3", level(3))
            .number("4", level(4))
            .text("Not read", not_read)
            .into()
    }

    /// Returns a sentence for each problem. The first problem of each kind also says how to fix it.
    fn problems(&self) -> Vec<Text> {
        let mut items: Vec<Text> = Vec::new();
        let mut repairs: Vec<&str> = Vec::new();
        for problem in self.problems.iter().take(MOST_PROBLEMS) {
            let is_new = !repairs.contains(&problem.repair.as_str());
            items.push(sentence(problem, is_new));
            repairs.push(&problem.repair);
        }
        let more = self.problems.len().saturating_sub(MOST_PROBLEMS);
        if more > 0 {
            items.push(text!("<quiet>and {} more; --format json lists all</>", more));
        }
        items
    }
}

/// Returns the numbers of a scale that count as one level, such as `4-6`.
fn numbers(share: &Share) -> String {
    match share.last - share.first {
        0 => share.first.to_string(),
        _ => format!("{}-{}", share.first, share.last),
    }
}

/// Returns a problem as one sentence: where it is, what was found, what is wrong, and how to fix it if `with_repair` is
/// set.
fn sentence(problem: &Problem, with_repair: bool) -> Text {
    let place = problem.sheet_place();
    let at = place.map(ToString::to_string).filter(|at| !at.is_empty());
    let at = at.map_or(String::new(), |at| format!("{at}: "));
    let found = place.map(|place| place.found.as_str()).filter(|found| !found.is_empty());
    let found = found.map_or(String::new(), |found| format!("“{found}”: "));
    let sentence = text!("**{}**{}{}", at, found, problem.message);
    let (repair, _) = problem.repair.split_once(":\n").unwrap_or((&problem.repair, ""));
    if with_repair { sentence.with(text!("<quiet>; {}</>", repair)) } else { sentence }
}

/// Returns the lines that the repairs of problems offer for pasting into a file.
fn blocks(problems: &[Problem]) -> Vec<Vec<String>> {
    let blocks = problems.iter().filter_map(|problem| problem.repair.split_once(":\n"));
    blocks.map(|(_, block)| block.lines().map(str::to_string).collect()).collect()
}

/// Returns notes on the columns that name no skill and have no problem. If the values of a column look like levels, its
/// note quotes some.
fn left_out(answers: &Responses) -> Vec<String> {
    let is_problem = |column: &ResponseColumn| {
        let of_column =
            |place: &SheetPlace| place.line.is_none() && place.column.as_ref() == Some(&column.at);
        answers.problems.iter().filter_map(Problem::sheet_place).any(of_column)
    };
    let told = answers.left_out.iter().filter(|one| !is_problem(&answers.columns[one.column]));
    let (without, with): (Vec<&LeftOut>, Vec<&LeftOut>) =
        told.partition(|one| one.examples.is_empty());
    let name = |one: &LeftOut| {
        let at = &answers.columns[one.column].at;
        match at.letter() {
            Some(letter) if at.header.is_empty() => format!("column {letter}"),
            _ => format!("“{}”", at.header),
        }
    };
    let mut notes = Vec::new();
    if !without.is_empty() {
        let columns = match without.len() {
            1 => "names no skill, so the column is left out",
            _ => "name no skill, so these columns are left out",
        };
        let names = shortened(without.into_iter().map(name).collect());
        notes.push(format!("{} {columns}", and_list(&names)));
    }
    let more = with.len().saturating_sub(MOST_COLUMNS);
    notes.extend(with.into_iter().take(MOST_COLUMNS).map(|one| {
        let held: Vec<String> = one.examples.iter().map(|held| format!("“{held}”")).collect();
        format!(
            "{} names no skill, so the column is left out; it holds {}. If these are levels, name their skill under [columns] of a file for --map",
            name(one),
            and_list(&held)
        )
    }));
    if more > 0 {
        notes.push(format!("{more} more such columns are left out"));
    }
    notes
}

/// Keeps the first items of a list and adds how many more there are.
fn shortened(mut list: Vec<String>) -> Vec<String> {
    let more = list.len().saturating_sub(MOST_COLUMNS);
    list.truncate(MOST_COLUMNS);
    if more > 0 {
        list.push(format!("{more} more"));
    }
    list
}

words! {
    /// What a column was recognised as.
    pub(crate) enum ColumnKind {
        /// The name of the respondent.
        Name = "name",
        /// The first name of the respondent.
        FirstName = "first-name",
        /// The last name of the respondent.
        LastName = "last-name",
        /// The respondent's e-mail address.
        Email = "email",
        /// The time of the response.
        Time = "time",
        /// The time at which answering began.
        StartTime = "start-time",
        /// The role that the respondent aims at.
        Role = "role",
        /// The seniority that the respondent aims at.
        Seniority = "seniority",
        /// The name of the rater, if it is not the respondent.
        Rater = "by",
        /// The skill that the row is about.
        SkillName = "skill-name",
        /// The level of that skill.
        SkillLevel = "skill-level",
        /// The level of one skill.
        Skill = "skill",
        /// Something else about a skill: interest, importance, a target.
        OtherQuestion = "other-question",
        /// Something about a skill that may or may not be a level.
        OpenQuestion = "open-question",
        /// The skills of a group that the respondent has used.
        Screening = "screening",
        /// The sentences of a list that the respondent ticked.
        Checklist = "checklist",
        /// A column that the form product adds: numbers, points, feedback.
        OfTheForm = "of-the-form",
        /// Left out because `--map` says so.
        Ignored = "ignored",
        /// A column without a known meaning.
        Unknown = "unknown",
    }
}

impl From<&Meaning> for ColumnKind {
    fn from(meaning: &Meaning) -> ColumnKind {
        match meaning {
            Meaning::Name => ColumnKind::Name,
            Meaning::FirstName => ColumnKind::FirstName,
            Meaning::LastName => ColumnKind::LastName,
            Meaning::Email => ColumnKind::Email,
            Meaning::Time => ColumnKind::Time,
            Meaning::StartTime => ColumnKind::StartTime,
            Meaning::Role => ColumnKind::Role,
            Meaning::Seniority => ColumnKind::Seniority,
            Meaning::Rater => ColumnKind::Rater,
            Meaning::SkillName => ColumnKind::SkillName,
            Meaning::SkillLevel => ColumnKind::SkillLevel,
            Meaning::Skill(_) | Meaning::Retired(_) => ColumnKind::Skill,
            Meaning::OtherQuestion(_) => ColumnKind::OtherQuestion,
            Meaning::OpenQuestion(_) => ColumnKind::OpenQuestion,
            Meaning::Screening(_) => ColumnKind::Screening,
            Meaning::Checklist(_) => ColumnKind::Checklist,
            Meaning::OfTheForm => ColumnKind::OfTheForm,
            Meaning::Ignored => ColumnKind::Ignored,
            Meaning::Unknown => ColumnKind::Unknown,
        }
    }
}

/// The content of a `cohort-import` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ImportJson {
    /// The folder for the profiles; null when none was named and answers are only shown.
    folder: Option<String>,
    /// Whether nothing was written, by wish or because `--strict` refused.
    dry_run: bool,
    /// The file in that folder with the settings that everybody shares; null if no folder was named.
    settings: Option<String>,
    /// The ids of the roles that it names for everybody; empty if each person has their own goal.
    roles: Vec<String>,
    /// What the file was taken for, as in `a Google Forms export: CSV, comma-separated, UTF-8`.
    read_as: String,
    /// How many rows the file has, without the header and empty ones.
    rows: usize,
    /// The people whose answers could be kept, or would be.
    people: Vec<ImportedJson>,
    /// What each column was taken for, in the order of the file.
    columns: Vec<ColumnJson>,
    /// The responses about each skill, counted by column. In a table with a row for each response, one column is about
    /// several skills.
    answered: Vec<AnsweredJson>,
    /// The ticks of each sentence, counted by column.
    ticked: Vec<TickedJson>,
    /// Everything that could not be read or kept.
    problems: Vec<FindingJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// What became of one person's answers.
#[derive(Debug, JsonSchema, Serialize)]
struct ImportedJson {
    /// What the person is called.
    name: String,
    /// The person's profile: a file inside the folder.
    file: String,
    /// Whether that file is new.
    new: bool,
    /// The ratings that were added, or would be.
    added: Vec<Added>,
    /// The answers to sentences that were added or would be.
    said: Vec<AddedSaid>,
    /// How many answers were in the profile before.
    as_before: usize,
}

impl ImportedJson {
    fn new(maps: &SkillMaps, person: &Imported) -> ImportedJson {
        let added = |entry: &Entry| Added {
            skill: maps[entry.skill].id.clone(),
            level: entry.level,
            on: entry.on.map_or(String::new(), |on| on.to_string()),
            by: entry.by.name().to_string(),
        };
        let said = |said: &Said| AddedSaid {
            skill: maps[said.skill].id.clone(),
            level: said.level,
            can: said.can,
            on: said.on.map_or(String::new(), |on| on.to_string()),
            by: said.by.name().to_string(),
        };
        ImportedJson {
            name: person.name.clone(),
            file: person.file.clone(),
            new: person.is_new,
            added: person.added.iter().map(added).collect(),
            said: person.said.iter().map(said).collect(),
            as_before: person.as_before,
        }
    }
}

/// One rating that was added.
#[derive(Debug, JsonSchema, Serialize)]
struct Added {
    /// The id of the skill.
    skill: String,
    /// How high.
    level: Level,
    /// The day, as in 2026-11-22.
    on: String,
    /// By whom.
    by: String,
}

/// An answer to a sentence that was added.
#[derive(Debug, JsonSchema, Serialize)]
struct AddedSaid {
    /// The id of the skill.
    skill: String,
    /// The level that the sentence describes, 1 to 4.
    level: Level,
    /// Whether the person can do it.
    can: bool,
    /// The day, as in 2026-11-22.
    on: String,
    /// By whom.
    by: String,
}

/// The ticks of one sentence, counted.
#[derive(Debug, JsonSchema, Serialize)]
struct TickedJson {
    /// The letter of the column; null if the file has keys, or a column for each person.
    column: Option<String>,
    /// What its header says.
    header: String,
    /// The id of the skill.
    skill: String,
    /// The level that the sentence describes, 1 to 4.
    level: Level,
    /// The number of people who ticked it.
    can: usize,
    /// The number of people who answered the question without ticking it.
    not: usize,
}

/// A column of the file, and what it was taken for.
#[derive(Debug, JsonSchema, Serialize)]
struct ColumnJson {
    /// Its letter, as in a spreadsheet; null where the file has keys instead of columns.
    column: Option<String>,
    /// What its header says.
    header: String,
    /// What the column was recognised as.
    meaning: ColumnKind,
    /// The ids of the skills that the column is about, if any.
    skills: Vec<String>,
}

impl ColumnJson {
    fn new(maps: &SkillMaps, column: &ResponseColumn) -> ColumnJson {
        ColumnJson {
            column: column.at.letter(),
            header: column.at.header.clone(),
            meaning: (&column.meaning).into(),
            skills: match &column.meaning {
                Meaning::Skill(skill)
                | Meaning::OtherQuestion(skill)
                | Meaning::OpenQuestion(skill) => ids(maps, &[*skill]),
                Meaning::Screening(skills) => ids(maps, skills),
                Meaning::Retired(retired) => ids(maps, &maps[*retired].split_into),
                Meaning::Checklist(sentences) => {
                    let mut skills: Vec<_> = sentences.iter().map(|step| step.skill).collect();
                    skills.dedup();
                    ids(maps, &skills)
                }
                _ => Vec::new(),
            },
        }
    }
}

/// The responses about one skill in one column, counted.
#[derive(Debug, JsonSchema, Serialize)]
struct AnsweredJson {
    /// The letter of the column; null if the file has keys, or a column for each person.
    column: Option<String>,
    /// What its header says.
    header: String,
    /// The id of the skill.
    skill: String,
    /// The number of people who answered each level, from 0 to 4.
    levels: [usize; 5],
    /// The number of responses that could not be read, or were not stored because of others in the column.
    not_read: usize,
    /// Some of these as they are in the file, shortened.
    examples: Vec<String>,
}

/// Something that could not be read or kept.
#[derive(Debug, JsonSchema, Serialize)]
struct FindingJson {
    /// Of which kind it is: a word in kebab-case, for scripts.
    code: &'static str,
    /// The line, or the row of a worksheet, from 1; null when it is about no single one.
    line: Option<usize>,
    /// The letter of the column; null when it is about no single one, or the file has keys instead.
    column: Option<String>,
    /// The header of the column, or the key; null when it is about no single one.
    header: Option<String>,
    /// What stands there, shortened; empty when there is nothing to show.
    found: String,
    /// What is wrong with it.
    message: String,
    /// What to do about it.
    repair: String,
}

impl From<&Problem> for FindingJson {
    fn from(problem: &Problem) -> FindingJson {
        let place = problem.sheet_place();
        let column = place.and_then(|place| place.column.as_ref());
        FindingJson {
            code: problem.code.name(),
            line: place.and_then(|place| place.line),
            column: column.and_then(SheetColumn::letter),
            header: column.map(|column| column.header.clone()),
            found: place.map_or(String::new(), |place| place.found.clone()),
            message: problem.message.clone(),
            repair: problem.repair.clone(),
        }
    }
}
