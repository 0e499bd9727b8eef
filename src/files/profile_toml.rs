//! Profiles: the keys that one may have, reading a whole profile, and the text of entries that are appended to one.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::civil::Date;
use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::file_reader::{FileValue, Value, file_tables, read_file};
use super::file_values::{AnyLevel, Entries, Format, NonEmptyText, OneOf, Reached, Text, numbers};
use super::profile_goal::{GoalEdit, with_more_goal};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{KnownSkill, SkillMaps, SkillOrProject};
use crate::domain::problem::{Code, Problem, Span};
use crate::domain::profile::{
    Claim, DoneProject, Entry, Goal, HOURS_PER_WEEK, Method, NameOf, NamedIn, NamesRetired,
    Profile, Said, Unknown,
};
use crate::domain::rater::Rater;
use crate::domain::roadmap::Order;

file_tables! {
    /// A profile: what one person said about their skills, and what they aim at.
    pub struct ProfileFile {
        /// The file format.
        format: Format,
        /// The name of the person.
        name: Option<NonEmptyText>,
        /// The e-mail address of the person, if somebody asked for it to be kept.
        email: Option<NonEmptyText>,
        /// The person's goal: the defaults of the flags of the same name.
        goal: Option<GoalTable>,
        /// Ratings in the short form: a level for a skill, by any of its names. They are older than any dated rating.
        ratings: Option<Entries<AnyLevel>>,
        /// Ratings in the full form. New ones are appended.
        rating: Option<Vec<RatingTable>>,
        /// Answers to single sentences of the interview. New ones are appended.
        said: Option<Vec<SaidTable>>,
        /// Skills that were seen somewhere and are not rated.
        claim: Option<Vec<ClaimTable>>,
        /// Projects that are done. New ones are appended.
        project: Option<Vec<DoneProjectTable>>,
    }

    /// What the person aims at.
    pub(crate) struct GoalTable {
        /// The roles that the person aims at, by name.
        roles: Option<Vec<Text>>,
        /// The seniority whose targets count.
        seniority: Option<OneOf<Seniority>>,
        /// Hours a week for learning.
        hours_per_week: Option<HoursPerWeek>,
        /// The time that learning takes: 1 for the usual time, 2 for twice as long.
        pace: Option<Pace>,
        /// The preferred members of groups.
        prefer: Option<Vec<Text>>,
        /// Skills and projects to leave out of the plan.
        skip: Option<Vec<Text>>,
        /// The rule for the order of a plan.
        order: Option<OneOf<Order>>,
    }

    /// One rating.
    pub(crate) struct RatingTable {
        /// The skill, by any of its names.
        skill: Text,
        /// The level.
        level: AnyLevel,
        /// The day of the rating.
        on: Option<Day>,
        /// The rater: `self`, or a name.
        by: Option<NonEmptyText>,
        /// How the rating was made.
        method: Option<OneOf<Method>>,
        /// A link, commit or note that shows it.
        evidence: Option<NonEmptyText>,
        /// Any other remark.
        note: Option<NonEmptyText>,
    }

    /// The answer to one sentence of the interview: yes if the person has the level, otherwise no. The newest answer counts.
    pub(crate) struct SaidTable {
        /// The skill, by any of its names.
        skill: Text,
        /// The level that the sentence describes.
        level: Reached,
        /// Whether the person can do it today.
        can: bool,
        /// The day of the answer.
        on: Option<Day>,
        /// The rater: `self`, or a name.
        by: Option<NonEmptyText>,
    }

    /// A skill that was seen somewhere and is not rated.
    pub(crate) struct ClaimTable {
        /// The skill, by any of its names.
        skill: Text,
        /// The place where it was seen.
        source: Option<NonEmptyText>,
    }

    /// A project that is done.
    pub(crate) struct DoneProjectTable {
        /// The project, by its id or its name.
        project: Text,
        /// The day on which it was finished.
        on: Option<Day>,
        /// The person who says so: `self`, or a name.
        by: Option<NonEmptyText>,
        /// A link, commit or note that shows it.
        evidence: Option<NonEmptyText>,
    }
}

numbers! {
    /// Hours a week for learning.
    HoursPerWeek(f64): *HOURS_PER_WEEK.start(), *HOURS_PER_WEEK.end() => OutOfRange, "a number of hours a week";

    /// The time that learning takes: 1 for the usual time, 2 for twice as long.
    Pace(f64): 0.1, 10.0 => OutOfRange, "a pace (1 is the usual one)";
}

/// A day of the calendar, as in 2026-11-22.
#[derive(Clone, Copy, Debug, PartialEq, Eq, schemars::JsonSchema)]
pub(crate) struct Day(
    #[schemars(with = "String", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))] pub Date,
);

impl FileValue for Day {
    const IS: &'static str = "a day, as in 2026-11-22";

    fn read(value: &Value<'_, '_>) -> Option<Day> {
        let text = value.text_or_date::<Day>()?;
        let day = text.parse().ok().filter(|_| text.len() == 10);
        if day.is_none() {
            value.report(
                Code::BadDate,
                format!("`{text}` is not a day of the calendar"),
                "write it as 2026-11-22",
            );
        }
        day.map(Day)
    }

    fn stand_in(_: &Span) -> Day {
        Day(Date::ZERO)
    }
}

/// Reads a profile, and returns it with its problems.
pub fn read_profile(file: usize, text: &str) -> (ProfileFile, Vec<Problem>) {
    read_file(file, text)
}

impl ProfileFile {
    /// Validates the profile against the maps.
    ///
    /// # Errors
    /// Returns every problem, together with those that the reader `found` before. A skill or role that the maps do
    /// not have is not a problem, because a profile may be older than the maps. Its name is kept in
    /// [`Profile::unknown`].
    pub fn validate(self, maps: &SkillMaps, found: Vec<Problem>) -> Result<Profile, Vec<Problem>> {
        let mut problems = found;
        let mut unknown = Vec::new();
        let mut retired = Vec::new();
        let mut skill = |name: &str, span: &Span, named_in: NamedIn| {
            let found = maps.find_known(name);
            match found {
                Some(KnownSkill::Skill(_)) => {}
                Some(KnownSkill::Retired(found)) => {
                    retired.push(NamesRetired { retired: found, named_in, span: span.clone() });
                }
                None if name.is_empty() => {}
                None => unknown.push(unknown_name(name, NameOf::Skill, span)),
            }
            found
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut rated: Vec<KnownSkill> = Vec::new();
        for (name, level) in self.ratings.into_iter().flat_map(|ratings| ratings.0) {
            let Some(found) = skill(&name.value, &name.span, NamedIn::Rating) else { continue };
            if rated.contains(&found) {
                let id = match found {
                    KnownSkill::Skill(skill) => &maps[skill].id,
                    KnownSkill::Retired(retired) => &maps[retired].id,
                };
                problems.push(Problem::at(
                    &name.span,
                    Code::DuplicateRating,
                    format!("`{id}` is rated twice here, also as `{}`", name.value),
                    "keep one of the two lines; dated ratings go under [[rating]]",
                ));
            }
            rated.push(found);
            let of_it = |entry| Entry { place: 0, ..entry };
            entries.extend(entries_of(maps, found, level.0).into_iter().map(of_it));
        }
        for table in self.rating.into_iter().flatten() {
            let named_in = NamedIn::Rating;
            let found = skill(&table.skill.value, &table.skill.span, named_in);
            let Some(found) = found else { continue };
            let by = Rater::maybe_named(table.by.as_deref());
            let on = table.on.map(|day| day.0);
            let method = table.method.map_or(Method::usual(&by), |method| method.0);
            let evidence = table.evidence.map(|text| text.0);
            let note = table.note.map(|text| text.0);
            let place = table.skill.span.range.start;
            entries.extend(entries_of(maps, found, table.level.0).into_iter().map(|entry| Entry {
                on,
                method,
                by: by.clone(),
                evidence: evidence.clone(),
                note: note.clone(),
                place,
                ..entry
            }));
        }
        let mut said = Vec::new();
        for table in self.said.into_iter().flatten() {
            let found = skill(&table.skill.value, &table.skill.span, NamedIn::Sentence);
            let Some(KnownSkill::Skill(found)) = found else { continue };
            said.push(Said {
                skill: found,
                level: table.level.0,
                can: table.can,
                on: table.on.map(|day| day.0),
                by: Rater::maybe_named(table.by.as_deref()),
                place: table.skill.span.range.start,
            });
        }
        let mut goal = Goal::default();
        let mut goal_roles = Vec::new();
        let mut goal_skip = Vec::new();
        if let Some(table) = self.goal {
            goal.seniority = table.seniority.map(|seniority| seniority.0);
            goal.hours_per_week = table.hours_per_week.map(|hours| hours.0);
            goal.pace = table.pace.map(|pace| pace.0);
            goal.order = table.order.map(|order| order.0);
            let mut find =
                |name: &Text| skills_of(maps, skill(&name.value, &name.span, NamedIn::Other));
            goal.prefer = each_once(table.prefer.iter().flatten().flat_map(&mut find));
            goal_skip = table.skip.unwrap_or_default();
            goal_roles = table.roles.unwrap_or_default();
        }
        let mut claims = Vec::new();
        for table in self.claim.into_iter().flatten() {
            let source = table.source.map(|source| source.0);
            let found = skill(&table.skill.value, &table.skill.span, NamedIn::Other);
            let of_it = |skill| Claim { skill, source: source.clone() };
            claims.extend(skills_of(maps, found).into_iter().map(of_it));
        }
        for name in goal_roles {
            match maps.find_role(&name.value) {
                Some(role) => goal.roles.push(role),
                None => unknown.push(unknown_name(&name.value, NameOf::Role, &name.span)),
            }
        }
        for name in goal_skip {
            match maps.find_skill_or_project(&name.value) {
                Some(SkillOrProject::Skill(skill)) => goal.skip.push(skill),
                Some(SkillOrProject::Project(project)) => goal.skip_projects.push(project),
                None if let Some(found) = maps.find_retired(&name.value) => {
                    let (named_in, span) = (NamedIn::Other, name.span.clone());
                    retired.push(NamesRetired { retired: found, named_in, span });
                    goal.skip.extend(&maps[found].split_into);
                }
                None => unknown.push(unknown_name(&name.value, NameOf::SkillOrProject, &name.span)),
            }
        }
        goal.skip = each_once(goal.skip.into_iter());
        retired.sort_by_key(|names| names.span.range.start);
        let mut projects = Vec::new();
        for table in self.project.into_iter().flatten() {
            let name = &table.project;
            let Some(project) = maps.find_project(&name.value) else {
                unknown.push(unknown_name(&name.value, NameOf::Project, &name.span));
                continue;
            };
            projects.push(DoneProject {
                project,
                on: table.on.map(|day| day.0),
                by: Rater::maybe_named(table.by.as_deref()),
                evidence: table.evidence.map(|text| text.0),
            });
        }
        if !problems.is_empty() {
            return Err(Problem::in_order(problems));
        }
        Ok(Profile {
            name: self.name.map(|name| name.0),
            email: self.email.map(|email| email.0),
            goal,
            entries,
            said,
            claims,
            projects,
            unknown,
            retired,
        })
    }
}

/// Returns the ratings that a level of a skill stands for. A level of a retired skill becomes a rating of each skill
/// that replaced it.
fn entries_of(maps: &SkillMaps, skill: KnownSkill, level: Level) -> Vec<Entry> {
    match skill {
        KnownSkill::Skill(skill) => vec![Entry::own(skill, level)],
        KnownSkill::Retired(retired) => Entry::carried(maps, retired, level),
    }
}

/// Returns the skills that a name stands for.
fn skills_of(maps: &SkillMaps, skill: Option<KnownSkill>) -> Vec<SkillIndex> {
    match skill {
        None => Vec::new(),
        Some(KnownSkill::Skill(skill)) => vec![skill],
        Some(KnownSkill::Retired(retired)) => maps[retired].split_into.clone(),
    }
}

/// Removes repeated skills.
fn each_once(skills: impl Iterator<Item = SkillIndex>) -> Vec<SkillIndex> {
    let mut each: Vec<SkillIndex> = Vec::new();
    for skill in skills {
        if !each.contains(&skill) {
            each.push(skill);
        }
    }
    each
}

fn unknown_name(name: &str, of: NameOf, span: &Span) -> Unknown {
    Unknown { name: name.to_string(), of, span: span.clone() }
}

/// Something to append to a profile.
#[derive(Clone, Debug)]
pub enum Addition {
    /// A rating.
    Rating(Entry),
    /// The answer to a sentence.
    Said(Said),
    /// A skill that was seen somewhere and is not rated.
    Claim(Claim),
    /// A project that is done.
    Project(DoneProject),
    /// What the person aims at. Goals that the profile already states are kept.
    Goal(Goal),
}

impl From<DoneProject> for Addition {
    fn from(project: DoneProject) -> Addition {
        Addition::Project(project)
    }
}

impl From<Said> for Addition {
    fn from(said: Said) -> Addition {
        Addition::Said(said)
    }
}

impl From<Entry> for Addition {
    fn from(rating: Entry) -> Addition {
        Addition::Rating(rating)
    }
}

/// Returns the text of an empty profile, with the name and the e-mail address if they are known.
pub fn new_profile(name: Option<&str>, email: Option<&str>) -> String {
    let mut text = String::from(
        "# A skillgap profile. Edit it as you like: skillgap appends to it and leaves what you write as it is.\n\nformat = 1\n",
    );
    if let Some(name) = name {
        let _ = writeln!(text, "name = {}", quoted(name));
    }
    if let Some(email) = email {
        let _ = writeln!(text, "email = {}", quoted(email));
    }
    text
}

/// The values that a new profile begins with.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProfileTemplate {
    /// The name of the person.
    pub name: Option<String>,
    /// The ids of the roles that the person aims at.
    pub roles: Vec<String>,
    /// The seniority whose targets count.
    pub seniority: Option<Seniority>,
    /// Hours a week for learning.
    pub hours_per_week: Option<f64>,
}

impl ProfileTemplate {
    /// Returns whether the template has any part of a goal.
    fn aims(&self) -> bool {
        !self.roles.is_empty() || self.seniority.is_some() || self.hours_per_week.is_some()
    }
}

/// Returns the text of a new profile to edit. It contains what is known, and the other keys as comments.
pub(crate) fn commented_profile(template: &ProfileTemplate) -> String {
    let roles: Vec<String> = template.roles.iter().map(|role| quoted(role)).collect();
    let line = |known: bool, key: &str, value: String| {
        let unsaid = if known { "" } else { "# " };
        format!("{unsaid}{key} = {value}")
    };
    let name = template.name.as_deref();
    let roles = if roles.is_empty() { vec![quoted("api-developer")] } else { roles };
    let seniority = template.seniority.unwrap_or_default();
    let hours = template.hours_per_week.unwrap_or(10.0);
    format!(
        "\
# A skillgap profile: what you can do, and what you aim at. Edit it as you like.
# skillgap appends your ratings at the end and leaves what you write as it is.

format = 1
{}

# What you aim at: the defaults of the flags of the same names. All of it may be left out.
{}
{}   # `skillgap roles` lists them
{}   # or mid, senior
{}   # dates every step of a roadmap
# pace = 1.5   # times the usual hours: 1 is the usual pace, 2 takes twice as long
# prefer = [\"python\"]   # if any of several skills is enough, choose this one
# skip = [\"wordpress\"]   # skills and projects that are left out of every plan
# order = \"fastest\"   # the order that brings readiness soonest; otherwise the usual order of teaching

# What you can do. 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert;
# `skillgap skills SKILL` says what each level of a skill means, and `skillgap assess` asks you.
[ratings]
# python = 2
",
        line(name.is_some(), "name", quoted(name.unwrap_or("Ada"))),
        if template.aims() { "[goal]" } else { "# [goal]" },
        line(!template.roles.is_empty(), "roles", format!("[{}]", roles.join(", "))),
        line(template.seniority.is_some(), "seniority", quoted(seniority.word())),
        line(template.hours_per_week.is_some(), "hours_per_week", hours.to_string()),
    )
}

/// Appends entries to the text of a profile. The existing text stays the same, byte for byte, except for additions to
/// the goal.
pub fn with_additions(text: &str, maps: &SkillMaps, additions: &[Addition]) -> String {
    let text = with_goals(text, maps, additions);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut added = String::new();
    if !text.is_empty() && !text.ends_with('\n') {
        added.push('\n');
    }
    for addition in additions {
        match addition {
            Addition::Rating(rating) if !rating.is_written(maps) => {}
            Addition::Rating(rating) => write_rating(rating, maps, &mut added),
            Addition::Said(said) => write_said(said, maps, &mut added),
            Addition::Claim(Claim { skill, source }) => {
                let _ = write!(added, "\n[[claim]]\nskill = {}\n", quoted(&maps[*skill].id));
                if let Some(source) = source {
                    let _ = writeln!(added, "source = {}", quoted(source));
                }
            }
            Addition::Project(done) => write_project(done, maps, &mut added),
            Addition::Goal(_) => {}
        }
    }
    format!("{text}{}", added.replace('\n', newline))
}

/// Returns the text with additions to the goal.
fn with_goals<'t>(text: &'t str, maps: &SkillMaps, additions: &[Addition]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for addition in additions {
        if let Addition::Goal(goal) = addition
            && let Some(more) = with_more_goal(&text, &GoalEdit::all_of(goal, maps))
        {
            text = Cow::Owned(more);
        }
    }
    text
}

fn write_rating(rating: &Entry, maps: &SkillMaps, added: &mut String) {
    let skill = match rating.carried_from {
        None => quoted(&maps[rating.skill].id),
        Some(retired) => quoted(&maps[retired].id),
    };
    let _ = write!(added, "\n[[rating]]\nskill = {skill}\nlevel = {}\n", rating.level);
    if let Some(on) = rating.on {
        let _ = writeln!(added, "on = {on}");
    }
    let (by, method) = (quoted(rating.by.name()), quoted(rating.method.word()));
    let _ = write!(added, "by = {by}\nmethod = {method}\n");
    let texts = [("evidence", &rating.evidence), ("note", &rating.note)];
    for (key, text) in texts {
        if let Some(text) = text {
            let _ = writeln!(added, "{key} = {}", quoted(text));
        }
    }
}

fn write_project(done: &DoneProject, maps: &SkillMaps, added: &mut String) {
    let _ = write!(added, "\n[[project]]\nproject = {}\n", quoted(&maps[done.project].id));
    if let Some(on) = done.on {
        let _ = writeln!(added, "on = {on}");
    }
    let _ = writeln!(added, "by = {}", quoted(done.by.name()));
    if let Some(evidence) = &done.evidence {
        let _ = writeln!(added, "evidence = {}", quoted(evidence));
    }
}

fn write_said(said: &Said, maps: &SkillMaps, added: &mut String) {
    let Said { skill, level, can, .. } = said;
    let skill = quoted(&maps[*skill].id);
    let _ = write!(added, "\n[[said]]\nskill = {skill}\nlevel = {level}\ncan = {can}\n");
    if let Some(on) = said.on {
        let _ = writeln!(added, "on = {on}");
    }
    let _ = writeln!(added, "by = {}", quoted(said.by.name()));
}

/// Returns a text as a TOML string on one line.
fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::level::Level;
    use crate::domain::rater::Rater;
    use crate::library::maps::{MapsFrom, load};

    #[test]
    fn appending_keeps_every_byte_and_reads_back() {
        let before = "format = 1 # mine\r\n[ratings]\r\npython = 2";
        let maps = load(&MapsFrom::default()).unwrap().maps;
        let rating = Entry {
            on: Some(jiff::civil::date(2026, 11, 20)),
            by: Rater::named("Ada \"the\" \\ \u{7f}é"),
            method: Method::Mentor,
            evidence: Some("line one\nline two".to_string()),
            ..Entry::own(maps.find_skill("sql").unwrap(), Level::new(3).unwrap())
        };
        let after = with_additions(before, &maps, &[rating.clone().into()]);
        assert!(after.starts_with(before));
        assert!(!after.replace("\r\n", "").contains('\n'));
        let (draft, problems) = read_profile(0, &after);
        assert_eq!(problems, []);
        assert_eq!(draft.ratings.unwrap().0.len(), 1);
        let read = draft.rating.unwrap().remove(0);
        assert_eq!(read.by.as_deref(), Some(rating.by.name()));
        assert_eq!(read.evidence.map(|text| text.0), rating.evidence);
    }

    #[test]
    fn a_profile_to_edit_holds_what_is_known_and_says_the_rest_in_comments() {
        let empty = commented_profile(&ProfileTemplate::default());
        let (draft, problems) = read_profile(0, &empty);
        assert_eq!(problems, []);
        assert_eq!((draft.name, draft.goal), (None, None));
        assert_eq!(draft.ratings, Some(Entries(Vec::new())));
        let known = commented_profile(&ProfileTemplate {
            name: Some("Ada \"L\"".to_string()),
            roles: vec!["api-developer".to_string(), "web".to_string()],
            seniority: Some(Seniority::Mid),
            hours_per_week: Some(7.5),
        });
        let (draft, problems) = read_profile(0, &known);
        assert_eq!(problems, []);
        assert_eq!(draft.name.as_deref(), Some("Ada \"L\""));
        let goal = draft.goal.unwrap();
        assert_eq!(goal.roles.unwrap()[1].value.0, "web");
        assert_eq!(goal.seniority, Some(OneOf(Seniority::Mid)));
        assert_eq!(goal.hours_per_week, Some(HoursPerWeek(7.5)));
        // Every comment that begins with a key is a key that a profile may have.
        let key = |line: &str| line.strip_prefix("# ").map(str::to_string);
        let said = known.lines().filter_map(key).filter(|line| line.contains(" = "));
        for line in said {
            let goal = !line.starts_with("python");
            let table = if goal { "goal" } else { "ratings" };
            let text = format!("format = 1\n[{table}]\n{line}\n");
            assert_eq!(read_profile(0, &text).1, [], "{line}");
        }
    }

    #[test]
    fn an_empty_profile_is_a_profile() {
        let (draft, problems) = read_profile(0, &new_profile(Some("Ada \"L\""), Some("a@b.c")));
        assert_eq!(problems, []);
        assert_eq!(draft.email.as_deref(), Some("a@b.c"));
        assert_eq!(draft.name.as_deref(), Some("Ada \"L\""));
    }
}
