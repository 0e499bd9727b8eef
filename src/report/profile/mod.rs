//! What stands in a profile, and what was taken out of one.

mod file;
mod forget;
mod json;

pub use file::{BegunJson, PathJson};
pub use forget::{
    ForgetAnswer, ForgetJson, Piece, document as forget_document, json as forget_json,
};
pub use json::{ProfileJson, json, sheet};

use jiff::civil::Date;

use crate::domain::catalog::SkillIndex;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::{Claim, Entry, Method, Profile};
use crate::domain::rater::Rater;
use crate::report::areas::sections;
use crate::report::document::{Block, Cell, Document, Table, Text, Tone};
use crate::report::notes::Note;
use crate::report::phrases::{age, and_list, count, role_names, some_names};
use crate::report::text::text;

/// A profile to show.
pub struct ProfileAnswer<'p> {
    /// The maps.
    pub maps: &'p SkillMaps,
    /// What stands in it; empty when there is none.
    pub profile: &'p Profile,
    /// Whether there is one.
    pub is_there: bool,
    /// Where it is.
    pub path: String,
    /// The rater whose ratings count, when it is not the person.
    pub rater: &'p Rater,
    /// The skills to show; all of them when empty.
    pub skills: Vec<SkillIndex>,
    /// Whether to show the ratings that newer ones took the place of.
    pub history: bool,
    /// The day to which ages are counted.
    pub today: Date,
    /// The names in it that the maps do not have, with their lines.
    pub unknown: Vec<UnknownName>,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// A name in a profile that the maps do not have.
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// Its line, from 1.
    pub line: usize,
    /// What may have been meant.
    pub meant: Option<String>,
}

impl ProfileAnswer<'_> {
    fn shows(&self, skill: SkillIndex) -> bool {
        self.skills.is_empty() || self.skills.contains(&skill)
    }

    /// The claims of skills that are shown and not rated.
    fn open_claims(&self) -> Vec<&Claim> {
        let rated = self.profile.ratings(self.maps, self.rater);
        let claims = self.profile.claims.iter();
        claims.filter(|claim| self.shows(claim.skill) && rated.get(claim.skill).is_none()).collect()
    }

    /// Every entry of a skill, with what it is: those of the rater who counts first, of one rater the newest first.
    fn entries_of(&self, skill: SkillIndex) -> Vec<(&Entry, Place)> {
        let counting = self.profile.current_entries(self.maps, self.rater)[skill.0];
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

    fn age_of(&self, on: Date) -> i64 {
        on.until(self.today).map_or(0, |span| i64::from(span.get_days()))
    }
}

/// What an entry is among those of its skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The one that everything is computed with.
    Counts,
    /// The newest of another rater.
    Beside,
    /// A newer one of the same rater took its place.
    Older,
}

/// The answer for people.
pub fn document(answer: &ProfileAnswer<'_>) -> Document {
    let mut document = Document::default();
    let profile = answer.profile;
    let maps = answer.maps;
    let whose = profile
        .name
        .as_ref()
        .map_or("Your profile".to_string(), |name| format!("The profile of {name}"));
    let rated = profile.ratings(maps, answer.rater).len();
    let said = if answer.is_there {
        format!(" · {}", count(rated, "skill rated", "skills rated"))
    } else {
        " · not there yet".to_string()
    };
    document.push(Block::Title(Text::new(whose, Tone::Strong).and(said, Tone::Quiet)));
    if answer.skills.is_empty() {
        document.push(Block::Facts(facts(answer)));
    }
    let (table, older) = ratings(answer);
    if table.sections.is_empty() {
        document.say(nothing(answer));
    } else {
        document.push(Block::Table(table));
    }
    if older > 0 && !answer.history {
        document.say(
            Text::new(
                format!("{} not shown: ", count(older, "older rating is", "older ratings are")),
                Tone::Quiet,
            )
            .and("skillgap profile show --history", Tone::Code),
        );
    }
    let claims = answer.open_claims();
    if !claims.is_empty() {
        document.heading("Seen, and not rated yet");
        let item = |claim: &&Claim| {
            let source = claim.source.as_ref();
            let source = source.map_or(String::new(), |source| format!(" in {source}"));
            Text::from(maps[claim.skill].name.as_str()).and(source, Tone::Quiet)
        };
        document.push(Block::List(claims.iter().map(item).collect()));
    }
    document.notes(&answer.notes);
    document.push(Block::Commands(commands(answer, !claims.is_empty())));
    document
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

fn commands(answer: &ProfileAnswer<'_>, claims: bool) -> Vec<(String, String)> {
    let row = |command: &str, what: &str| (command.to_string(), what.to_string());
    if !answer.is_there {
        return vec![
            row("skillgap profile new", "begin one to edit by hand"),
            row("skillgap assess", "rate yourself, one key an answer"),
            row("skillgap rate SKILL=LEVEL", "record a rating"),
        ];
    }
    let mut commands = Vec::new();
    if claims {
        commands.push(row("skillgap assess", "asks about what was seen first"));
    }
    commands.push(row("skillgap profile show SKILL", "every rating of a skill"));
    commands.push(row("skillgap profile forget SKILL", "take a skill out"));
    commands
}

fn facts(answer: &ProfileAnswer<'_>) -> Vec<(String, Text)> {
    let maps = answer.maps;
    let goal = &answer.profile.goal;
    let mut facts = vec![("File".to_string(), Text::new(&answer.path, Tone::Code))];
    let mut fact = |name: &str, text: String| {
        if !text.is_empty() {
            facts.push((name.to_string(), text.into()));
        }
    };
    fact("Aims at", role_names(maps, &goal.roles));
    let seniority = goal.seniority.map(|seniority| seniority.to_string());
    fact("As", seniority.unwrap_or_default());
    let mut time: Vec<String> = Vec::new();
    time.extend(goal.hours_per_week.map(|hours| format!("{hours} h a week")));
    time.extend(goal.pace.map(|pace| format!("{pace} times the usual hours")));
    fact("Learns", time.join(", "));
    fact("Prefers", some_names(maps, &goal.prefer, 20));
    fact("Skips", some_names(maps, &goal.skip, 20));
    facts
}

/// The ratings that are shown by area, and how many older ones are not.
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
            let said = [&line.entry.evidence, &line.entry.note].into_iter().flatten();
            said.map(|said| text!("<quiet>{}</>", said.replace(['\n', '\r'], " "))).collect()
        });
    (table.into(), older)
}

/// A row of the table: one rating, the first of its skill or not.
struct Line<'p> {
    entry: &'p Entry,
    place: Place,
    first: bool,
}

impl Line<'_> {
    fn cell(&self, text: impl Into<String>) -> Cell {
        Cell::toned(text, if self.place == Place::Counts { Tone::Plain } else { Tone::Quiet })
    }

    /// Who rated, and how where that is not the usual way.
    fn by(&self) -> String {
        if self.entry.method == Method::usual(&self.entry.by) {
            self.entry.by.name().to_string()
        } else {
            format!("{}, {}", self.entry.by, self.entry.method.word())
        }
    }
}
