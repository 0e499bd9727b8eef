//! Validation of maps: from the tables of files to maps, with the rules between several keys and several files.
//!
//! [`validate`] is the only function that makes [`SkillMaps`] from files. The reader has put an empty text in place
//! of each value that was missing or wrong. The rules here ignore such texts, so that nothing is reported twice.

mod adverts;
mod retired;
mod roles;
mod skills;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::file_values::{Id, NonEmptyText, Text};
use super::maps_toml::{AreaTable, Layer, RoleFile, SkillTable, SourceTable};
use crate::domain::catalog::{Area, AreaIndex, RetiredIndex, Skill, SkillIndex, Str};
use crate::domain::maps::{SkillMaps, Source};
use crate::domain::names::{Names, normalised_name};
use crate::domain::problem::{Code, Problem, Span, Spanned};
use crate::domain::role::{RoleIndex, RoleMap};

/// Merges and validates the layers. Later layers go over earlier ones: an entry with a known id replaces the earlier
/// entry, and other entries are added.
///
/// # Errors
/// Returns every problem of all layers, together with those that the reader `found` before.
pub fn validate(layers: Vec<Layer>, found: Vec<Problem>) -> Result<SkillMaps, Vec<Problem>> {
    let shipped_files = layers.iter().map(|layer| layer.shipped_files).max().unwrap_or_default();
    let mut validator = Validator { problems: found, shipped_files, project_ids: BTreeMap::new() };
    let mut all = validator.merge_layers(layers);
    let names = validator.names(&mut all);
    let areas: Vec<Area> = all.areas.iter_mut().map(area).collect();
    let skills: Vec<Skill> =
        all.skills.iter_mut().map(|(area, skill)| validator.skill(area, skill, &names)).collect();
    validator.check_belonging(&all.skills, &skills);
    let order = validator.order(&all.skills, &skills);
    let roles: Vec<RoleMap> =
        all.roles.iter_mut().map(|role| validator.role(role, &names, &skills)).collect();
    let retired = validator.retired(&mut all.retired, &names);
    let adverts = validator.adverts(take(&mut all.adverts), &names);
    if skills.is_empty() || areas.is_empty() {
        validator.problems.push(Problem::new(
            Code::NoCatalog,
            "there are no areas or no skills",
            "give the folder an areas.toml and a skills/ folder, or use it over the shipped maps with --maps",
        ));
    }
    if !validator.problems.is_empty() {
        return Err(Problem::in_order(validator.problems));
    }
    let mut meanings: [Str; 5] = Default::default();
    for table in &mut all.levels {
        meanings[table.level.0.index()] = text(&mut table.meaning);
    }
    Ok(SkillMaps {
        version: maybe_text(&mut all.version).unwrap_or_default(),
        meanings,
        areas,
        skills: Arc::new(skills),
        roles,
        sources: all.sources.iter_mut().map(source).collect(),
        adverts: Arc::new(adverts),
        retired,
        skill_names: Arc::new(names.skills),
        retired_names: names.retired,
        role_names: names.roles,
        order,
        closure: OnceLock::new(),
        prerequisite_closures: OnceLock::new(),
        junior_hours: OnceLock::new(),
    })
}

/// The meaning of every name, after the layers are merged.
struct KnownNames {
    areas: Names<AreaIndex>,
    skills: Names<SkillIndex>,
    retired: Names<RetiredIndex>,
    roles: Names<RoleIndex>,
    sources: Names<()>,
}

struct Validator {
    problems: Vec<Problem>,
    /// The number of the first files that are shipped with the program.
    shipped_files: usize,
    /// The ids of the projects of the roles that were validated so far, and where each is written.
    project_ids: BTreeMap<String, Span>,
}

impl Validator {
    fn report(
        &mut self,
        span: &Span,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        self.problems.push(Problem::at(span, code, message, repair));
    }

    /// Merges the layers into one. An entry with a known id replaces the earlier one at its position, and other
    /// entries are added at the end.
    fn merge_layers(&mut self, layers: Vec<Layer>) -> Layer {
        let mut all = Layer::default();
        for layer in layers {
            self.take_back(&mut all, &layer);
            all.version = layer.version.or(all.version);
            all.levels.extend(layer.levels);
            self.lay(&mut all.areas, layer.areas, "area", |area| &area.id);
            self.lay(&mut all.skills, layer.skills, "skill", |(_, skill)| &skill.id);
            self.lay(&mut all.retired, layer.retired, "retired skill", |retired| &retired.id);
            self.lay(&mut all.roles, layer.roles, "role", |role| &role.id);
            self.lay(&mut all.sources, layer.sources, "source", |source| &source.id);
            all.adverts.extend(layer.adverts);
        }
        all
    }

    fn lay<T, I: Clone + Deref<Target = str>>(
        &mut self,
        below: &mut Vec<T>,
        above: Vec<T>,
        what: &str,
        id: fn(&T) -> &Spanned<I>,
    ) {
        let places: BTreeMap<String, usize> =
            below.iter().enumerate().map(|(at, thing)| (id(thing).value.to_string(), at)).collect();
        let mut seen = BTreeSet::new();
        for thing in above {
            let Spanned { value: id, span } = id(&thing).clone();
            let is_new = id.is_empty() || seen.insert(id.to_string());
            match places.get(&*id) {
                _ if !is_new => self.report_duplicate_id(&span, what, &id),
                Some(at) => below[*at] = thing,
                None => below.push(thing),
            }
        }
    }

    fn report_duplicate_id(&mut self, span: &Span, what: &str, id: &str) {
        self.report(
            span,
            Code::DuplicateId,
            format!("a second {what} has the id `{id}`"),
            "give one of the two another id, or merge them",
        );
    }

    /// Collects the meanings of names. It first sorts the skills by area, so that files may come in any order.
    fn names(&mut self, all: &mut Layer) -> KnownNames {
        let mut known = KnownNames {
            areas: Names::new(),
            skills: Names::new(),
            retired: Names::new(),
            roles: Names::new(),
            sources: Names::new(),
        };
        for (at, area) in all.areas.iter().enumerate() {
            known.areas.add(&area.id.value, std::iter::empty(), AreaIndex(at));
        }
        let unknown = AreaIndex(all.areas.len());
        all.skills.sort_by_key(|(area, _)| known.areas.find(&area.value).unwrap_or(unknown));
        for source in &all.sources {
            known.sources.add(&source.id.value, std::iter::empty(), ());
        }
        let skills: Vec<_> = all.skills.iter().map(|(_, skill)| names_of_skill(skill)).collect();
        let roles: Vec<_> = all.roles.iter().map(names_of_role).collect();
        self.one_meaning(&skills, "skill");
        self.one_meaning(&roles, "role");
        for (at, names) in skills.iter().enumerate() {
            known.skills.add(names[0].0, names[1..].iter().map(|(name, _)| *name), SkillIndex(at));
        }
        self.retired_names(&all.retired, &skills, &mut known);
        for (at, names) in roles.iter().enumerate() {
            known.roles.add(names[0].0, names[1..].iter().map(|(name, _)| *name), RoleIndex(at));
        }
        known
    }

    /// Checks that every id, name and alias has one meaning.
    fn one_meaning(&mut self, things: &[Vec<Name<'_>>], what: &str) {
        let mut owner: BTreeMap<String, (usize, Name<'_>)> = BTreeMap::new();
        for (at, names) in things.iter().enumerate() {
            owner.entry(normalised_name(names[0].0)).or_insert((at, names[0]));
        }
        for (at, names) in things.iter().enumerate() {
            for name in names.iter().filter(|(name, _)| !name.is_empty()) {
                let first = *owner.entry(normalised_name(name.0)).or_insert((at, *name));
                if first.0 == at {
                    continue;
                }
                let (here, there) = match self.is_shipped(name.1) && !self.is_shipped(first.1.1) {
                    true => (first.1, (at, *name)),
                    false => (*name, first),
                };
                self.report_duplicate_name(here, what, (things[there.0][0].0, there.1.1));
            }
        }
    }

    /// Reports a name that already means another thing, which has this id and is written there.
    fn report_duplicate_name(
        &mut self,
        (name, span): Name<'_>,
        what: &str,
        (other, there): Name<'_>,
    ) {
        let means = format!("`{name}` already means the {what} `{other}`");
        if self.is_shipped(there) && !self.is_shipped(span) {
            self.report(
                span,
                Code::DuplicateAlias,
                format!("{means} of the shipped maps"),
                format!("remove it here; or give this {what} the id `{other}`, and it replaces the shipped one"),
            );
        } else {
            self.report(span, Code::DuplicateAlias, means, "keep it in only one of the two");
        }
    }

    /// Returns whether a place is in a file that is shipped with the program.
    fn is_shipped(&self, span: &Span) -> bool {
        span.file < self.shipped_files
    }

    fn find_area(&mut self, area: &Text, names: &KnownNames) -> AreaIndex {
        match names.areas.get("area", &area.value) {
            Ok(found) => return found,
            Err(_) if area.value.is_empty() => {}
            Err(unknown) => self.report(
                &area.span,
                Code::UnknownArea,
                unknown.to_string(),
                unknown
                    .did_you_mean()
                    .unwrap_or_else(|| "name one of the areas of areas.toml".to_string()),
            ),
        }
        AreaIndex(0)
    }

    fn find_skill(&mut self, skill: &Text, names: &KnownNames) -> Option<SkillIndex> {
        match names.skills.get("skill", &skill.value) {
            Ok(found) => return Some(found),
            Err(_) if skill.value.is_empty() => {}
            Err(_) if names.retired.find(&skill.value).is_some() => self.report(
                &skill.span,
                Code::UnknownSkill,
                format!("the skill `{}` is retired", skill.value),
                "name the skill that replaced it; [[retired]] in the skills files says which",
            ),
            Err(unknown) => self.report(
                &skill.span,
                Code::UnknownSkill,
                unknown.to_string(),
                unknown.did_you_mean().unwrap_or_else(|| {
                    "name a skill by its id, or add one; `skillgap skills` lists them".to_string()
                }),
            ),
        }
        None
    }
}

/// A name with its span.
type Name<'n> = (&'n str, &'n Span);

/// Returns the names of a skill, with its id first.
fn names_of_skill(skill: &SkillTable) -> Vec<Name<'_>> {
    let others = skill.aliases.iter().chain(&skill.renamed_from).flatten();
    names(&skill.id, std::iter::once(&skill.name).chain(others))
}

/// Returns the names of a role, with its id first.
fn names_of_role(role: &RoleFile) -> Vec<Name<'_>> {
    names(&role.id, std::iter::once(&role.name).chain(role.aliases.iter().flatten()))
}

fn names<'n>(id: &'n Spanned<Id>, others: impl Iterator<Item = &'n Text>) -> Vec<Name<'n>> {
    let id = std::iter::once((&*id.value, &id.span));
    id.chain(others.map(|name| (&*name.value, &name.span))).collect()
}

/// Moves a text out of its table.
fn text(text: &mut NonEmptyText) -> Str {
    take(&mut text.0).into()
}

fn maybe_text(of: &mut Option<NonEmptyText>) -> Option<Str> {
    of.as_mut().map(text)
}

fn texts(of: &mut Option<Vec<NonEmptyText>>) -> Vec<Str> {
    of.iter_mut().flatten().map(text).collect()
}

/// Moves texts out of their tables, without their spans.
fn names_only(of: &mut Option<Vec<Text>>) -> Vec<Str> {
    of.iter_mut().flatten().map(|name| text(&mut name.value)).collect()
}

fn area(table: &mut AreaTable) -> Area {
    Area {
        id: table.id.value.to_string(),
        name: table.name.to_string(),
        summary: text(&mut table.summary),
    }
}

fn source(table: &mut SourceTable) -> Source {
    Source {
        id: table.id.value.to_string(),
        name: table.name.to_string(),
        publisher: text(&mut table.publisher),
        family: text(&mut table.family),
        license: text(&mut table.license),
        attribution: maybe_text(&mut table.attribution),
        url: text(&mut table.url),
    }
}
