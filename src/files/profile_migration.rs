//! Migration of the text of a profile to the names of the current maps. All other bytes stay the same.
//!
//! A former id of a skill becomes the current id. A rating or a claim of a skill that was split is written for each
//! skill that replaced it. The new ratings have the same day, rater and evidence, and a note that says where they
//! come from. A rating is not written for a new skill if its rater has already rated that skill or answered a
//! sentence of it, because it would not count. Answers to sentences of a skill that was split stay as they are, and
//! so does everything about a skill without a replacement. They do not count.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::file_values::{NonEmptyText, Text};
use super::profile_toml::{ProfileFile, read_profile};
use super::toml_layout::{Layout, Spot};
use crate::domain::catalog::SkillIndex;
use crate::domain::maps::{KnownSkill, SkillMaps};
use crate::domain::migration::{Former, Migrated, WhyKept};
use crate::domain::names::normalised_name;
use crate::domain::problem::{Span, Spanned};
use crate::domain::profile::{Entry, Profile, carried_note};
use crate::domain::rater::Rater;

/// The text of a profile with current names.
#[derive(Clone, Debug)]
pub struct Migration {
    /// The text.
    pub text: String,
    /// The changed entries, and those that stay as they are.
    pub migrated: Migrated,
}

/// The error for an entry that cannot be migrated without changing the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMigratable {
    /// The line of the entry, from 1.
    pub line: usize,
}

/// Migrates the text of a valid profile to the current names.
///
/// # Errors
/// Returns an error if the result would differ from the profile in anything but the names. In this case nothing
/// should be written.
pub fn migrate(
    text: &str,
    profile: &Profile,
    maps: &SkillMaps,
) -> Result<Migration, NotMigratable> {
    let (before, _) = read_profile(0, text);
    let named = Naming { maps, profile }.of(&before);
    let layout = Layout::of(text);
    let line_of = |at: usize| 1 + text[..at].matches('\n').count();
    let mut changes = Vec::new();
    let mut kept = Vec::new();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut expected: BTreeMap<usize, &Named> = BTreeMap::new();
    for one in &named {
        let line = line_of(one.span.range.start);
        let former = Former { line, ..one.former.clone() };
        if let Some(why) = one.kept {
            kept.push((former, why));
            continue;
        }
        changes.push(former);
        expected.insert(one.span.range.start, one);
        edits.push(edit(text, &layout, one, maps).ok_or(NotMigratable { line })?);
    }
    let first = changes.first().map_or(1, |change| change.line);
    let text = applied(text, edits);
    let (after, problems) = read_profile(0, &text);
    if problems.is_empty() && with_names_of_today(before, &expected, maps) == after {
        Ok(Migration { text, migrated: Migrated { changes, kept } })
    } else {
        Err(NotMigratable { line: first })
    }
}

/// A name that is no longer in use, and the migration of the entry that has it.
struct Named {
    span: Span,
    former: Former,
    kept: Option<WhyKept>,
    /// The note that is added to the entry.
    note: Option<String>,
}

struct Naming<'n> {
    maps: &'n SkillMaps,
    profile: &'n Profile,
}

impl Naming<'_> {
    /// Returns every name in a profile that is no longer in use, in the order of the file.
    fn of(&self, file: &ProfileFile) -> Vec<Named> {
        let mut all = self.short(file);
        let former = |table: &'static str, level, on, by| Former {
            table,
            line: 0,
            name: String::new(),
            into: Vec::new(),
            level,
            on,
            by,
        };
        for rating in file.rating.iter().flatten() {
            let by = Rater::maybe_named(rating.by.as_deref());
            let on = rating.on.as_ref().map(|day| day.0);
            let former = former("[[rating]]", Some(rating.level.0), on, Some(by.clone()));
            let open = |skill: SkillIndex| !self.was_answered(skill, &by, on);
            all.extend(self.one(&rating.skill, former, open).map(|named| {
                let note = named.note.filter(|_| rating.note.is_none());
                Named { note, ..named }
            }));
        }
        for said in file.said.iter().flatten() {
            let by = Rater::maybe_named(said.by.as_deref());
            let on = said.on.as_ref().map(|day| day.0);
            let former = former("[[said]]", Some(said.level.0), on, Some(by));
            let named = self.one(&said.skill, former, |_| false);
            all.extend(named.map(|named| match named.kept {
                Some(WhyKept::SaidAlready) => Named { kept: Some(WhyKept::Sentence), ..named },
                _ => named,
            }));
        }
        for claim in file.claim.iter().flatten() {
            let named = |skill: SkillIndex| {
                let claims = || file.claim.iter().flatten();
                claims().any(|other| self.maps.find_skill(&other.skill.value) == Some(skill))
            };
            let former = former("[[claim]]", None, None, None);
            let named = self.one(&claim.skill, former, |skill| !named(skill));
            all.extend(named.map(|named| Named { note: None, ..named }));
        }
        let goal = file.goal.iter();
        let lists = goal.flat_map(|goal| [&goal.prefer, &goal.skip]).flatten();
        for list in lists {
            let mut there: Vec<Option<SkillIndex>> =
                list.iter().map(|name| self.maps.find_skill(&name.value)).collect();
            for name in list {
                if self.maps.find_project(&name.value).is_some() {
                    continue;
                }
                let former = former("[goal]", None, None, None);
                let named = self.one(name, former, |skill| !there.contains(&Some(skill)));
                if let Some(named) = named {
                    there.extend(named.former.into.iter().copied().map(Some));
                    all.push(Named { note: None, ..named });
                }
            }
        }
        all.sort_by_key(|named| named.span.range.start);
        all
    }

    /// Returns the names in the short form. If two of them become the same skill, the later one counts.
    fn short(&self, file: &ProfileFile) -> Vec<Named> {
        let ratings = || file.ratings.iter().flat_map(|ratings| &ratings.0);
        let mut taken: Vec<SkillIndex> = Vec::new();
        let mut all = Vec::new();
        for (name, level) in ratings().collect::<Vec<_>>().into_iter().rev() {
            let former = Former {
                table: "[ratings]",
                line: 0,
                name: String::new(),
                into: Vec::new(),
                level: Some(level.0),
                on: None,
                by: Some(Rater::OWN),
            };
            let text = Text { value: NonEmptyText(name.value.clone()), span: name.span.clone() };
            let open = |skill: SkillIndex| {
                !taken.contains(&skill) && !self.was_answered(skill, &Rater::OWN, None)
            };
            if let Some(named) = self.one(&text, former, open) {
                taken.extend(&named.former.into);
                all.push(Named { note: None, ..named });
            }
        }
        all
    }

    /// Returns the migration of the entry with this name, or `None` if the name is current. `open` says for which
    /// replacements of a retired skill the entry is written.
    fn one(&self, name: &Text, former: Former, open: impl Fn(SkillIndex) -> bool) -> Option<Named> {
        let former = Former { name: name.value.to_string(), ..former };
        let span = name.span.clone();
        match self.maps.find_known(&name.value)? {
            KnownSkill::Skill(skill) => {
                let wanted = normalised_name(&name.value);
                let is_it = |other: &str| normalised_name(other) == wanted;
                let renamed = self.maps[skill].renamed_from.iter().any(|name| is_it(name));
                (renamed && !is_it(&self.maps[skill].id)).then(|| Named {
                    span,
                    former: Former { into: vec![skill], ..former },
                    kept: None,
                    note: None,
                })
            }
            KnownSkill::Retired(retired) => {
                let all = &self.maps[retired].split_into;
                let into: Vec<SkillIndex> =
                    all.iter().copied().filter(|skill| open(*skill)).collect();
                let kept = match (all.is_empty(), into.is_empty()) {
                    (true, _) => Some(WhyKept::Retired(retired)),
                    (false, true) => Some(WhyKept::SaidAlready),
                    (false, false) => None,
                };
                let note = Some(carried_note(self.maps, retired));
                Some(Named { span, former: Former { into, ..former }, kept, note })
            }
        }
    }

    /// Returns whether a rater's level of a retired skill no longer counts for one of its replacements. This is the
    /// case if the rater rated that replacement by the same day. It is also the case if they answered a sentence of
    /// it at any time, because a rating beside the answer would narrow it down.
    fn was_answered(&self, skill: SkillIndex, by: &Rater, on: Option<Date>) -> bool {
        let direct = |entry: &&Entry| entry.carried_from.is_none() && entry.on <= on;
        let mut rated = self.profile.entries.iter().filter(direct);
        rated.any(|entry| entry.skill == skill && entry.by == *by)
            || self.profile.said.iter().any(|said| said.skill == skill && said.by == *by)
    }
}

/// Returns a range of the text and its replacement.
fn edit(
    text: &str,
    layout: &Layout<'_>,
    named: &Named,
    maps: &SkillMaps,
) -> Option<(Range<usize>, String)> {
    let name = &named.span.range;
    let ids: Vec<&str> = named.former.into.iter().map(|skill| &*maps[*skill].id).collect();
    let written = |id: &str| match text[name.clone()].chars().next() {
        Some('\'') => format!("'{id}'"),
        Some('"') => format!("\"{id}\""),
        _ => id.to_string(),
    };
    let is_list = named.former.table == "[goal]";
    if let ([id], None) = (ids.as_slice(), &named.note) {
        return Some((name.clone(), written(id)));
    }
    if is_list {
        let all: Vec<String> = ids.iter().map(|id| written(id)).collect();
        return Some((name.clone(), all.join(", ")));
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let is_short = named.former.table == "[ratings]";
    let spot = match is_short {
        true => layout.spot_of_pair(name)?,
        false => layout.spot_of_item_or_block(name)?,
    };
    let mut notes = None;
    if let Some(note) = &named.note {
        notes = Some(match layout.spot_of_pair(name)? {
            Spot::Lines(lines) => {
                let line = &text[lines.clone()];
                let indent = &line[..line.len() - line.trim_start().len()];
                let end = if line.ends_with('\n') { "" } else { newline };
                (lines.end, format!("{end}{indent}note = \"{note}\"{newline}"))
            }
            Spot::Nested(pair) => (pair.end, format!(", note = \"{note}\"")),
        });
    }
    let (Spot::Lines(whole) | Spot::Nested(whole)) = &spot;
    let one = |id: &&str| {
        let mut local = vec![(name.clone(), written(id))];
        local.extend(notes.iter().map(|(at, note)| (*at..*at, note.clone())));
        let local = local
            .into_iter()
            .map(|(range, with)| (range.start - whole.start..range.end - whole.start, with));
        applied(&text[whole.clone()], local.collect())
    };
    let copies: Vec<String> = ids.iter().map(one).collect();
    let joint = match spot {
        Spot::Nested(_) => ", ".to_string(),
        Spot::Lines(_) => {
            let ends = copies[0].ends_with('\n');
            format!("{}{}", if ends { "" } else { newline }, if is_short { "" } else { newline })
        }
    };
    Some((whole.clone(), copies.join(&joint)))
}

/// Replaces ranges of a text.
fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for (range, with) in edits {
        after.push_str(text.get(at..range.start).unwrap_or_default());
        after.push_str(&with);
        at = range.end;
    }
    after + text.get(at..).unwrap_or_default()
}

/// Returns the profile as it should read after the migration.
fn with_names_of_today(
    mut file: ProfileFile,
    named: &BTreeMap<usize, &Named>,
    maps: &SkillMaps,
) -> ProfileFile {
    let becomes = |span: &Span| named.get(&span.range.start).copied();
    let names = |name: &Text| -> Vec<Text> {
        let Some(named) = becomes(&name.span) else { return vec![name.clone()] };
        let id = |skill: &SkillIndex| NonEmptyText(maps[*skill].id.to_string());
        let text = |skill| Spanned { value: id(skill), span: name.span.clone() };
        named.former.into.iter().map(text).collect()
    };
    let note = |name: &Text| becomes(&name.span).and_then(|named| named.note.clone());
    if let Some(ratings) = &mut file.ratings {
        let all = std::mem::take(&mut ratings.0);
        ratings.0 = all
            .into_iter()
            .flat_map(|(name, level)| {
                let text = Text { value: NonEmptyText(name.value), span: name.span };
                let each = names(&text).into_iter();
                let each = each.map(|name| Spanned { value: name.value.0, span: name.span });
                each.map(|name| (name, level)).collect::<Vec<_>>()
            })
            .collect();
    }
    let ratings = file.rating.take();
    file.rating = ratings.map(|all| {
        let each = all.into_iter().flat_map(|table| {
            let note = table.note.clone().or(note(&table.skill).map(NonEmptyText));
            let each = names(&table.skill).into_iter();
            let with = |skill| {
                let mut table = table.clone();
                (table.skill, table.note) = (skill, note.clone());
                table
            };
            each.map(with).collect::<Vec<_>>()
        });
        each.collect()
    });
    for table in file.said.iter_mut().flatten() {
        if let [name] = names(&table.skill).as_slice() {
            table.skill = name.clone();
        }
    }
    let claims = file.claim.take();
    file.claim = claims.map(|all| {
        let each = all.into_iter().flat_map(|table| {
            let with = |skill| {
                let mut table = table.clone();
                table.skill = skill;
                table
            };
            names(&table.skill).into_iter().map(with).collect::<Vec<_>>()
        });
        each.collect()
    });
    if let Some(goal) = &mut file.goal {
        for list in [&mut goal.prefer, &mut goal.skip].into_iter().flatten() {
            *list = list.iter().flat_map(names).collect();
        }
    }
    file
}
