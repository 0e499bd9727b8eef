//! The door: drafts in, sound maps or every problem out.

mod roles;
mod skills;

use std::collections::BTreeMap;
use std::fmt;
use std::mem::take;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::catalog::{Area, AreaIndex, Skill, SkillIndex, Str};
use super::draft::{AreaDraft, Draft, RoleDraft, SkillDraft, SourceDraft, Text};
use super::maps::{SkillMaps, Source};
use super::names::{Names, normalised_name};
use super::problem::{Code, Problem, Span, Spanned};
use super::role::{RoleIndex, RoleMap};

/// More hours than this for one step are a slip of the finger.
const MOST_HOURS: i64 = 20_000;

/// Places lie within this distance of 0: some ten levels of depth, with room.
const MOST_PLACE: f64 = 100.0;

/// More curricula than this are a slip of the finger.
const MOST_CURRICULA: i64 = 100_000;

/// See [`SkillMaps::validate`].
pub fn validate(layers: Vec<Draft>, found: Vec<Problem>) -> Result<SkillMaps, Vec<Problem>> {
    let mut door = Validator { problems: found };
    let mut draft = door.merge_layers(layers);
    let words = door.words(&mut draft);
    let areas: Vec<Area> = draft.areas.iter().map(|area| door.area(area)).collect();
    let skills: Vec<Skill> =
        draft.skills.iter_mut().map(|skill| door.skill(skill, &words)).collect();
    door.check_belonging(&draft.skills, &skills);
    let order = door.order(&draft.skills, &skills);
    let roles: Vec<RoleMap> =
        draft.roles.iter_mut().map(|role| door.role(role, &words, &skills)).collect();
    if skills.is_empty() || areas.is_empty() {
        door.problems.push(Problem::new(
            Code::NoCatalog,
            "there are no areas or no skills",
            "give the folder an areas.toml and a skills/ folder, or lay it over the shipped maps with --maps",
        ));
    }
    if !door.problems.is_empty() {
        return Err(Problem::in_order(door.problems));
    }
    let mut meanings: [Str; 5] = Default::default();
    for level in &draft.levels {
        meanings[level.level.value.index()] = level.meaning.value.clone().into();
    }
    Ok(SkillMaps {
        version: draft.version.unwrap_or_default().into(),
        meanings,
        areas,
        skills,
        roles,
        sources: draft.sources.iter().map(source).collect(),
        skill_names: words.skills,
        role_names: words.roles,
        order,
        closure: OnceLock::new(),
    })
}

/// What names mean, once all layers are one.
struct Words {
    areas: Names<AreaIndex>,
    skills: Names<SkillIndex>,
    roles: Names<RoleIndex>,
    sources: Names<()>,
}

struct Validator {
    problems: Vec<Problem>,
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

    /// A number, which is reported when it lies outside of a range.
    fn within<T: Copy + PartialOrd + fmt::Display>(
        &mut self,
        number: &Spanned<T>,
        range: RangeInclusive<T>,
    ) -> T {
        if !range.contains(&number.value) {
            self.report(
                &number.span,
                Code::OutOfRange,
                format!("{} is out of range", number.value),
                format!("write a number from {} to {}", range.start(), range.end()),
            );
        }
        number.value
    }

    /// All layers as one: what has the same id is replaced in its place, the rest is added at the end.
    fn merge_layers(&mut self, layers: Vec<Draft>) -> Draft {
        let mut all = Draft::default();
        for layer in layers {
            all.version = layer.version.or(all.version);
            all.levels.extend(layer.levels);
            self.lay(&mut all.areas, layer.areas, "area", |area| &area.id);
            self.lay(&mut all.skills, layer.skills, "skill", |skill| &skill.id);
            self.lay(&mut all.roles, layer.roles, "role", |role| &role.id);
            self.lay(&mut all.sources, layer.sources, "source", |source| &source.id);
        }
        all
    }

    fn lay<T>(&mut self, below: &mut Vec<T>, above: Vec<T>, what: &str, id: fn(&T) -> &Text) {
        let places: BTreeMap<String, usize> =
            below.iter().enumerate().map(|(at, thing)| (id(thing).value.clone(), at)).collect();
        let mut seen = BTreeMap::new();
        for thing in above {
            let text = id(&thing).clone();
            self.check_id(&text, what);
            if text.value.is_empty() {
                below.push(thing);
            } else if seen.insert(text.value.clone(), ()).is_some() {
                self.report(
                    &text.span,
                    Code::DuplicateId,
                    format!("a second {what} has the id `{}`", text.value),
                    "give one of the two another id, or make them one",
                );
            } else if let Some(at) = places.get(&text.value) {
                below[*at] = thing;
            } else {
                below.push(thing);
            }
        }
    }

    fn check_id(&mut self, id: &Text, what: &str) {
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let dots = what == "source";
        let text = &id.value;
        let kebab = text.chars().all(|c| fine(c) || (dots && c == '.'))
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--")
            && text.len() <= 60;
        if !kebab {
            self.report(
                &id.span,
                Code::BadId,
                format!("`{text}` is not an id"),
                "use up to 60 small letters, digits and single dashes, as in `rest-design`",
            );
        }
    }

    /// What names mean. The skills are put in the order of their areas first, so that files may come in any order.
    fn words(&mut self, draft: &mut Draft) -> Words {
        let mut words = Words {
            areas: Names::new(),
            skills: Names::new(),
            roles: Names::new(),
            sources: Names::new(),
        };
        for (at, area) in draft.areas.iter().enumerate() {
            words.areas.add(&area.id.value, std::iter::empty(), AreaIndex(at));
        }
        let unknown = AreaIndex(draft.areas.len());
        let area = |skill: &SkillDraft| words.areas.find(&skill.area.value).unwrap_or(unknown);
        draft.skills.sort_by_key(area);
        for source in &draft.sources {
            words.sources.add(&source.id.value, std::iter::empty(), ());
        }
        let skills: Vec<Vec<&Text>> = draft.skills.iter().map(names_of_skill).collect();
        let roles: Vec<Vec<&Text>> = draft.roles.iter().map(names_of_role).collect();
        self.one_meaning(&skills, "skill");
        self.one_meaning(&roles, "role");
        for (at, texts) in skills.iter().enumerate() {
            let others = texts[1..].iter().map(|text| text.value.as_str());
            words.skills.add(&texts[0].value, others, SkillIndex(at));
        }
        for (at, texts) in roles.iter().enumerate() {
            let others = texts[1..].iter().map(|text| text.value.as_str());
            words.roles.add(&texts[0].value, others, RoleIndex(at));
        }
        words
    }

    /// Every id, name and alias means one thing.
    fn one_meaning(&mut self, things: &[Vec<&Text>], what: &str) {
        let mut owner: BTreeMap<String, usize> = BTreeMap::new();
        for (at, texts) in things.iter().enumerate() {
            owner.entry(normalised_name(&texts[0].value)).or_insert(at);
        }
        for (at, texts) in things.iter().enumerate() {
            for text in texts.iter().filter(|text| !text.value.is_empty()) {
                let first = *owner.entry(normalised_name(&text.value)).or_insert(at);
                if first != at {
                    self.report(
                        &text.span,
                        Code::DuplicateAlias,
                        format!(
                            "`{}` already means the {what} `{}`",
                            text.value, things[first][0].value
                        ),
                        "leave it with one of the two",
                    );
                }
            }
        }
    }

    fn area(&mut self, area: &AreaDraft) -> Area {
        Area {
            id: area.id.value.clone(),
            name: area.name.value.clone(),
            summary: area.summary.value.clone().into(),
        }
    }

    fn find_area(&mut self, area: &Text, words: &Words) -> AreaIndex {
        match words.areas.get("area", &area.value) {
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

    fn find_skill(&mut self, skill: &Text, words: &Words) -> Option<SkillIndex> {
        match words.skills.get("skill", &skill.value) {
            Ok(found) => return Some(found),
            Err(_) if skill.value.is_empty() => {}
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

/// What a skill is called, its id first.
fn names_of_skill(skill: &SkillDraft) -> Vec<&Text> {
    let mut names = vec![&skill.id, &skill.name];
    names.extend(&skill.aliases);
    names.extend(&skill.renamed_from);
    names
}

/// What a role is called, its id first.
fn names_of_role(role: &RoleDraft) -> Vec<&Text> {
    let mut names = vec![&role.id, &role.name];
    names.extend(&role.aliases);
    names
}

fn text(text: &mut Text) -> Str {
    take(&mut text.value).into()
}

fn maybe_text(of: &mut Option<Text>) -> Option<Str> {
    of.as_mut().map(text)
}

fn texts(of: &mut [Text]) -> Vec<Str> {
    of.iter_mut().map(text).collect()
}

fn source(draft: &SourceDraft) -> Source {
    Source {
        id: draft.id.value.clone(),
        name: draft.name.value.clone(),
        publisher: draft.publisher.value.clone().into(),
        family: draft.family.value.clone().into(),
        license: draft.license.value.clone().into(),
        attribution: draft.attribution.as_ref().map(|text| text.value.clone().into()),
        url: draft.url.value.clone().into(),
    }
}
