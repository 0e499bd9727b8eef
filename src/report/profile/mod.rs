//! `skillgap profile`: the contents of a profile, and the changes that its subcommands make.

mod file;
mod forget;
mod json;
mod migrate;

pub(crate) use file::{NewProfileAnswer, PathAnswer};
pub(crate) use forget::{ForgetAnswer, Piece};
pub(crate) use json::{GoalJson, ProfileJson};
pub(crate) use migrate::MigrateAnswer;

use jiff::civil::Date;

use crate::domain::catalog::SkillIndex;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::{Claim, Current, DoneProject, Entry, Goal, Method, Profile, Said};
use crate::domain::rater::Rater;
use crate::domain::roadmap::Order;
use crate::report::answer::{Answer, Format};
use crate::report::areas::sections;
use crate::report::document::{Cell, Document, Table, Text, Tone};
use crate::report::notes::Note;
use crate::report::phrases::{age, and_list, count, role_names, some_names};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// A profile to show.
pub(crate) struct ProfileAnswer<'p> {
    /// The maps.
    pub maps: &'p SkillMaps,
    /// The profile; empty if there is no file.
    pub profile: &'p Profile,
    /// Whether the file exists.
    pub is_there: bool,
    /// The file of the profile.
    pub path: String,
    /// The rater whose ratings count.
    pub rater: &'p Rater,
    /// The skills to show; empty for all skills.
    pub skills: Vec<SkillIndex>,
    /// Whether to show ratings that newer ones replaced.
    pub history: bool,
    /// The day up to which ages are counted.
    pub today: Date,
    /// The names in the profile that are not in the maps.
    pub unknown: Vec<UnknownName>,
    /// The notes of the answer.
    pub notes: Vec<Note>,
}

/// A name in a profile that is not in the maps.
pub(crate) struct UnknownName {
    /// The name.
    pub name: String,
    /// The line of the name, from 1.
    pub line: usize,
    /// A suggestion for the right name.
    pub meant: Option<String>,
}

impl ProfileAnswer<'_> {
    fn shows(&self, skill: SkillIndex) -> bool {
        self.skills.is_empty() || self.skills.contains(&skill)
    }

    /// Returns the claims about shown skills that are not rated.
    fn open_claims(&self) -> Vec<&Claim> {
        let rated = self.profile.ratings(self.maps, self.rater);
        let claims = self.profile.claims.iter();
        claims.filter(|claim| self.shows(claim.skill) && rated.get(claim.skill).is_none()).collect()
    }

    /// Returns the projects that are done. It is empty if only some skills are shown.
    fn done_projects(&self) -> &[DoneProject] {
        if self.skills.is_empty() { &self.profile.projects } else { &[] }
    }

    /// Returns every entry of a skill. The entries of the rater who counts come first, and for each rater the newest.
    fn entries_of(&self, skill: SkillIndex) -> Vec<(&Entry, Place)> {
        let counting = self.profile.current(self.maps, self.rater)[skill.0].counting_entry();
        let mut found = Vec::new();
        let mut raters = self.profile.raters();
        raters.sort_by_key(|rater| (*rater != self.rater, !rater.is_own()));
        for rater in raters {
            let theirs = |entry: &&Entry| entry.skill == skill && entry.by == *rater;
            let mut entries: Vec<&Entry> = self.profile.entries.iter().filter(theirs).collect();
            entries.reverse();
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.on));
            for (at, entry) in entries.into_iter().enumerate() {
                let place = if counting.is_some_and(|counting| std::ptr::eq(counting, entry)) {
                    Place::Counts
                } else if at == 0 {
                    Place::Beside
                } else {
                    Place::Older
                };
                found.push((entry, place));
            }
        }
        found
    }

    /// Returns every answer to a sentence of the shown skills, and whether it counts. They are in the order of the
    /// catalog; for one sentence the newest comes first.
    fn answers(&self) -> Vec<(&Said, bool)> {
        let current = self.profile.current(self.maps, self.rater);
        let shown = self.profile.said.iter().filter(|said| self.shows(said.skill));
        let counts = |said: &Said| {
            let counting = current[said.skill.0].said.iter().flatten();
            counting.into_iter().any(|counting| std::ptr::eq(*counting, said))
        };
        let mut answers: Vec<_> = shown.map(|said| (said, counts(said))).collect();
        answers.sort_by_key(|(said, _)| {
            (said.skill, said.level, std::cmp::Reverse((said.on, said.place)))
        });
        answers
    }

    fn age_of(&self, on: Date) -> i64 {
        on.until(self.today).map_or(0, |span| i64::from(span.get_days()))
    }
}

/// The rank of an entry among the entries of its skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The entry that everything is computed with.
    Counts,
    /// The newest entry of another rater.
    Beside,
    /// An entry that a newer one of the same rater replaced.
    Older,
}

impl Answer for ProfileAnswer<'_> {
    const KIND: &'static str = "profile";
    const ABOUT: &'static str = "every rating with its age, rater and evidence";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[json::ENTRIES];
    type Json = ProfileJson;

    fn json(&self) -> ProfileJson {
        json::json(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let profile = self.profile;
        let name = profile.name.as_ref();
        let whose = name.map_or("Your profile".into(), |name| format!("The profile of {name}"));
        let rated = profile.ratings(self.maps, self.rater).len();
        let rated = match self.is_there {
            true => count(rated, "skill rated", "skills rated"),
            false => "not there yet".to_string(),
        };
        document.title(text!("**{}**<quiet> · {}</>", whose, rated));
        if self.skills.is_empty() {
            document.facts(facts(self));
        }
        let (table, older) = ratings(self);
        if !table.sections.is_empty() {
            document.table(table);
        } else if self.answers().is_empty() {
            document.say(nothing(self));
        }
        if older > 0 && !self.history {
            document.say(text!(
                "<quiet>{} not shown: </>`skillgap profile show --history`",
                count(older, "older rating is", "older ratings are")
            ));
        }
        sentences(self, &mut document);
        let done = self.done_projects();
        if !done.is_empty() {
            document.heading("Projects that are done");
            document.list(done.iter().map(|done| done_project(self, done)));
        }
        let claims = self.open_claims();
        if !claims.is_empty() {
            document.heading("Seen, and not rated yet");
            document.list(claims.iter().map(|claim| {
                let source = claim.source.as_ref();
                let source = source.map_or(String::new(), |source| format!(" in {source}"));
                text!("{}<quiet>{}</>", self.maps[claim.skill].name, source)
            }));
        }
        document.notes(&self.notes);
        document.commands(commands(self, !claims.is_empty()));
        document
    }
}

fn done_project(answer: &ProfileAnswer<'_>, done: &DoneProject) -> Text {
    let project = &answer.maps[done.project];
    let when = done.on.map_or(String::new(), |on| format!(", {on}, {}", age(answer.age_of(on))));
    let by = if done.by.is_own() { String::new() } else { format!(", says {}", done.by) };
    let evidence = done
        .evidence
        .as_ref()
        .map_or(String::new(), |text| format!(": {}", text.replace(['\n', '\r'], " ")));
    text!("{}<quiet>{}{}{}</>", project.name, when, by, evidence)
}

fn nothing(answer: &ProfileAnswer<'_>) -> String {
    if answer.skills.is_empty() {
        return "It holds no ratings yet.".to_string();
    }
    let names: Vec<String> =
        answer.skills.iter().map(|skill| answer.maps[*skill].name.clone()).collect();
    format!(
        "{} not rated.",
        match names.as_slice() {
            [one] => format!("{one} is"),
            many => format!("{} are", and_list(many)),
        }
    )
}

fn commands(answer: &ProfileAnswer<'_>, claims: bool) -> Vec<(&'static str, &'static str)> {
    if !answer.is_there {
        return vec![
            ("skillgap profile new", "create one to edit by hand"),
            ("skillgap assess", "tick what you can do, every answer saved"),
            ("skillgap rate SKILL=LEVEL", "record a rating"),
        ];
    }
    let assess = claims.then_some(("skillgap assess", "asks first about what was seen"));
    let show = ("skillgap profile show SKILL", "every rating of a skill");
    let forget = ("skillgap profile forget SKILL", "remove a skill");
    assess.into_iter().chain([show, forget]).collect()
}

fn facts(answer: &ProfileAnswer<'_>) -> Vec<(&'static str, Text)> {
    let file = ("File", text!("`{}`", answer.path));
    [file].into_iter().chain(goal_facts(answer.maps, &answer.profile.goal)).collect()
}

/// Returns the parts of a goal, each with its name.
pub(crate) fn goal_facts(maps: &SkillMaps, goal: &Goal) -> Vec<(&'static str, Text)> {
    let mut time: Vec<String> = Vec::new();
    time.extend(goal.hours_per_week.map(|hours| format!("{hours} h a week")));
    time.extend(goal.pace.map(|pace| format!("{pace} times the usual hours")));
    let mut skips: Vec<&str> = goal.skip.iter().map(|skill| &*maps[*skill].name).collect();
    skips.extend(goal.skip_projects.iter().map(|project| &*maps[*project].name));
    let facts: [(&str, Text); 6] = [
        ("Aims at", role_names(maps, &goal.roles).into()),
        ("As", goal.seniority.map_or("", Seniority::word).into()),
        ("Learns", time.join(", ").into()),
        ("Prefers", some_names(maps, &goal.prefer, 20).into()),
        ("Skips", skips.join(", ").into()),
        ("Order", goal.order.map_or("", Order::word).into()),
    ];
    facts.into_iter().filter(|(_, text)| !text.plain().is_empty()).collect()
}

/// Returns a table of the shown ratings by area, and the number of older ratings.
fn ratings(answer: &ProfileAnswer<'_>) -> (Table, usize) {
    let maps = answer.maps;
    let mut older = 0;
    for skill in maps.skill_indices().filter(|skill| answer.shows(*skill)) {
        let entries = answer.entries_of(skill);
        older += entries.iter().filter(|(_, p)| *p == Place::Older).count();
    }
    let of_area = |area| {
        let skills = maps.skill_indices().filter(|skill| maps[*skill].area == area);
        let entries = skills.filter(|skill| answer.shows(*skill)).flat_map(|skill| {
            let entries = answer.entries_of(skill).into_iter();
            let shown = entries.filter(|(_, place)| answer.history || *place != Place::Older);
            shown.enumerate().map(|(at, (entry, place))| Line { entry, place, first: at == 0 })
        });
        entries.collect::<Vec<_>>()
    };
    let undated = || "undated".to_string();
    let age = |line: &Line<'_>| line.entry.on.map_or_else(undated, |on| age(answer.age_of(on)));
    let day = |line: &Line<'_>| line.entry.on.map_or(String::new(), |on| on.to_string());
    let table = sections(maps, of_area)
        .text("Skill", |line| match line.first {
            true => line.cell(&maps[line.entry.skill].name),
            false => Cell::from(""),
        })
        .number("Level", |line| match line.place {
            Place::Counts => Cell::strong(line.entry.level.to_string()),
            _ => Cell::quiet(line.entry.level.to_string()),
        })
        .word("", |line| line.cell(line.entry.level.name()))
        .if_room(1)
        .word("Rated", |line| line.cell(age(line)))
        .word("On", |line| line.cell(day(line)))
        .if_room(2)
        .word("By", |line| line.cell(line.by()))
        .word("", |line| match line.place {
            Place::Counts => Cell::from(""),
            Place::Beside => Cell::quiet("beside it"),
            Place::Older => Cell::quiet("older"),
        })
        .if_room(3)
        .details(|line| {
            let said = [line.entry.evidence.clone(), line.entry.remark(answer.maps)];
            let said = said.into_iter().flatten();
            said.map(|said| text!("<quiet>{}</>", said.replace(['\n', '\r'], " "))).collect()
        });
    (table.into(), older)
}

/// Adds the answers to sentences, a row for each skill. Answers that do not count are listed below if the history is
/// shown.
fn sentences(answer: &ProfileAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let answers = answer.answers();
    if answers.is_empty() {
        return;
    }
    let current = answer.profile.current(maps, answer.rater);
    let skills = maps.skill_indices().map(|skill| (skill, current[skill.0]));
    let answered = skills.filter(|(skill, current)| {
        answer.shows(*skill) && current.said.iter().any(Option::is_some)
    });
    let levels = |current: &Current<'_>, can: bool| {
        let said = current.said.iter().flatten().filter(|said| said.can == can);
        said.map(|said| said.level.to_string()).collect::<Vec<_>>().join(", ")
    };
    let range = |current: &Current<'_>| match current.range() {
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("{low}–{high}"),
    };
    let undated = || "undated".to_string();
    document.heading("Sentences answered");
    document.table(
        Table::of(answered.collect::<Vec<_>>())
            .text("Skill", |(skill, _)| &maps[*skill].name)
            .number("Level", |(_, current)| Cell::strong(range(current)))
            .word("Can", |(_, current)| levels(current, true))
            .word("Not yet", |(_, current)| levels(current, false))
            .word("Answered", |(_, current)| {
                let on = current.newest().and_then(|(on, _)| on);
                on.map_or_else(undated, |on| age(answer.age_of(on)))
            })
            .if_room(1),
    );
    let lapsed: Vec<&Said> =
        answers.iter().filter(|(_, counts)| !counts).map(|(s, _)| *s).collect();
    if lapsed.is_empty() {
        return;
    }
    if !answer.history {
        document.say(text!(
            "<quiet>{} not shown: </>`skillgap profile show --history`",
            count(lapsed.len(), "answer that does not count is", "answers that do not count are")
        ));
        return;
    }
    document.say(
        "These answers do not count: something newer says otherwise, or another person gave them.",
    );
    document.list(lapsed.into_iter().map(|said| {
        let on = said.on.map_or_else(undated, |on| on.to_string());
        let can = if said.can { "can" } else { "not yet" };
        let name = &maps[said.skill].name;
        text!("{} {}: {}<quiet> · {} · {}</>", name, said.level, can, on, said.by.name())
    }));
}

/// A row of the table: one rating, and whether it is the first of its skill.
struct Line<'p> {
    entry: &'p Entry,
    place: Place,
    first: bool,
}

impl Line<'_> {
    fn cell(&self, text: impl Into<String>) -> Cell {
        Cell::toned(text, if self.place == Place::Counts { Tone::Plain } else { Tone::Quiet })
    }

    /// Returns the rater, and the method if it is not the rater's usual one.
    fn by(&self) -> String {
        if self.entry.method == Method::usual(&self.entry.by) {
            self.entry.by.name().to_string()
        } else {
            format!("{}, {}", self.entry.by, self.entry.method.word())
        }
    }
}
