//! [`SkillMaps`]: all maps together. A value of this type is always valid.

use std::ops::Index;
use std::sync::{Arc, OnceLock};

use precedence_optimum::Set;

use super::advert::rules::AdvertRules;
use super::catalog::{
    Area, AreaIndex, Prerequisite, Retired, RetiredIndex, Skill, SkillIndex, Str,
};
use super::closure::{StepClosure, join};
use super::level::Level;
use super::names::{Names, SkillNames, UnknownName, nearest, normalised_name, titles};
use super::role::{Project, ProjectIndex, RoleIndex, RoleMap};

/// One level of one skill: the unit of a roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The skill.
    pub skill: SkillIndex,
    /// The level that the step reaches; never `NONE`.
    pub level: Level,
}

impl Step {
    /// Returns the number of the step among all steps of a catalog: four for each skill, in the order of the catalog.
    pub(crate) fn number(self) -> usize {
        self.skill.0 * 4 + self.level.index() - 1
    }

    /// Returns the step with a number.
    pub(crate) fn of_number(number: usize) -> Step {
        Step { skill: SkillIndex(number / 4), level: Level::ABOVE_NONE[number % 4] }
    }
}

/// A skill or a project, found by one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SkillOrProject {
    /// A skill.
    Skill(SkillIndex),
    /// A project.
    Project(ProjectIndex),
}

/// The meaning of a skill's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownSkill {
    /// A skill.
    Skill(SkillIndex),
    /// A retired skill.
    Retired(RetiredIndex),
}

/// A public source that evidence keys refer to.
#[derive(Clone, Debug)]
pub struct Source {
    /// The part of evidence keys before the colon.
    pub id: String,
    /// Its name, with its version.
    pub name: String,
    /// The publisher.
    pub(crate) publisher: Str,
    /// The family of sources; several sources of one family, such as the years of a survey, count as one.
    pub family: Str,
    /// The licence.
    pub license: Str,
    /// The attribution that the licence requires.
    pub attribution: Option<Str>,
    /// The address.
    pub url: Str,
}

/// All skills and roles. Every value is valid: only the validation of map files makes one, and the compact form of the
/// shipped maps restores what the validation made when the program was built. `tests/suite/rooms.rs` checks that
/// nothing else makes one. A copy with one more role shares the large unchanged parts.
#[derive(Clone, Debug)]
pub struct SkillMaps {
    pub(crate) version: Str,
    pub(crate) meanings: [Str; 5],
    pub(crate) areas: Vec<Area>,
    pub(crate) skills: Arc<Vec<Skill>>,
    pub(crate) roles: Vec<RoleMap>,
    pub(crate) sources: Vec<Source>,
    pub(crate) adverts: Arc<AdvertRules>,
    pub(crate) retired: Vec<Retired>,
    pub(crate) skill_names: Arc<SkillNames>,
    pub(crate) retired_names: Names<RetiredIndex>,
    pub(crate) role_names: Names<RoleIndex>,
    pub(crate) order: Vec<Step>,
    pub(crate) closure: OnceLock<StepClosure>,
    pub(crate) prerequisite_closures: OnceLock<Vec<Set>>,
    pub(crate) junior_hours: OnceLock<Vec<JuniorHours>>,
}

/// The least typical hours that a junior of a role takes from nothing, found when they are first asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct JuniorHours {
    /// Beside what the role asks of a junior without a choice.
    pub(crate) at_junior: OnceLock<u64>,
    /// Beside what it asks without a choice at any seniority.
    pub(crate) at_any: OnceLock<u64>,
}

impl SkillMaps {
    /// Returns the version that the maps state.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns what a level means in general, for any skill.
    pub fn meaning(&self, level: Level) -> &str {
        &self.meanings[level.index()]
    }

    /// Returns the areas, in order.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Returns the skills, in the order of the catalog.
    pub fn skills(&self) -> &[Skill] {
        &self.skills
    }

    /// Iterates over the indices of all skills, in the order of the catalog.
    pub fn skill_indices(&self) -> impl Iterator<Item = SkillIndex> + use<> {
        (0..self.skills.len()).map(SkillIndex)
    }

    /// Returns the roles, in order.
    pub fn roles(&self) -> &[RoleMap] {
        &self.roles
    }

    /// Iterates over the indices of all roles, in order.
    pub fn role_indices(&self) -> impl Iterator<Item = RoleIndex> + use<> {
        (0..self.roles.len()).map(RoleIndex)
    }

    /// Returns the sources, in order.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns the rules for reading job advertisements.
    pub fn adverts(&self) -> &AdvertRules {
        &self.adverts
    }

    /// Returns a copy with one more role, made from an advertisement. The role can be found only by its index.
    pub(crate) fn with_role(&self, role: RoleMap) -> (SkillMaps, RoleIndex) {
        let mut maps = self.clone();
        maps.roles.push(role);
        maps.junior_hours = OnceLock::new();
        (maps, RoleIndex(self.roles.len()))
    }

    /// Returns the retired skills, in order.
    pub fn retired(&self) -> &[Retired] {
        &self.retired
    }

    /// Finds the retired skill with this id or name.
    pub fn find_retired(&self, name: &str) -> Option<RetiredIndex> {
        if self.retired.is_empty() { None } else { self.retired_names.find(name) }
    }

    /// Finds the skill with this id, name, alias or former id, or else the retired skill.
    pub fn find_known(&self, name: &str) -> Option<KnownSkill> {
        let retired = || self.find_retired(name).map(KnownSkill::Retired);
        self.find_skill(name).map(KnownSkill::Skill).or_else(retired)
    }

    /// Returns what happened to a retired skill, as the end of a sentence: `was split into a and b`.
    pub fn fate(&self, retired: RetiredIndex) -> String {
        let Retired { split_into, reason, .. } = &self[retired];
        let ids: Vec<String> =
            split_into.iter().map(|skill| format!("`{}`", self[*skill].id)).collect();
        match (ids.as_slice(), reason) {
            ([], None) => "was retired".to_string(),
            ([], Some(reason)) => format!("was retired: {}", reason.trim_end_matches('.')),
            ([one], _) => format!("became part of {one}"),
            ([first @ .., last], _) => format!("was split into {} and {last}", first.join(", ")),
        }
    }

    /// Finds the skill with this id, name, alias or former id.
    pub fn find_skill(&self, name: &str) -> Option<SkillIndex> {
        self.skill_names.find(name)
    }

    /// Finds a skill, or returns an error that describes the unknown name.
    ///
    /// # Errors
    /// When no skill has that name.
    pub fn skill<'a>(&'a self, name: &'a str) -> Result<SkillIndex, UnknownName<'a, SkillIndex>> {
        self.skill_names.get("skill", name).map_err(|unknown| match self.find_retired(name) {
            None => unknown,
            Some(retired) => {
                let took_its_place = self[retired].split_into.iter();
                let ids = took_its_place.map(|skill| self[*skill].id.as_str()).collect();
                unknown.retired(self.fate(retired), ids)
            }
        })
    }

    /// Finds the role with this id, name or alias. It also understands titles as advertisements print them: with a word
    /// for the seniority, or with another word for "developer".
    pub fn find_role(&self, name: &str) -> Option<RoleIndex> {
        let found = self.role_names.find(name);
        found.or_else(|| titles(name).iter().find_map(|title| self.role_names.find(title)))
    }

    /// Finds a role, or returns an error that describes the unknown name.
    ///
    /// # Errors
    /// When no role has that name.
    pub fn role<'a>(&'a self, name: &'a str) -> Result<RoleIndex, UnknownName<'a, RoleIndex>> {
        match self.find_role(name) {
            Some(role) => Ok(role),
            None => self.role_names.get("role", name),
        }
    }

    /// Iterates over the indices of all projects, in the order of the roles and their lists.
    pub fn project_indices(&self) -> impl Iterator<Item = ProjectIndex> + '_ {
        self.role_indices().flat_map(|role| {
            (0..self[role].projects.len()).map(move |place| ProjectIndex { role, place })
        })
    }

    /// Finds the project with this id or name.
    pub fn find_project(&self, name: &str) -> Option<ProjectIndex> {
        let wanted = normalised_name(name);
        let is_called = |name: &str| normalised_name(name) == wanted;
        self.project_indices()
            .find(|project| is_called(&self[*project].id))
            .or_else(|| self.project_indices().find(|project| is_called(&self[*project].name)))
    }

    /// Finds the skill or the project with this name. If both have the name, it means the skill.
    pub(crate) fn find_skill_or_project(&self, name: &str) -> Option<SkillOrProject> {
        let project = || self.find_project(name).map(SkillOrProject::Project);
        self.find_skill(name).map(SkillOrProject::Skill).or_else(project)
    }

    /// Returns the ids of up to three projects with names similar to `name`, nearest first.
    pub(crate) fn nearest_projects(&self, name: &str) -> Vec<String> {
        self.project_names().nearest(name)
    }

    /// Returns the ids of up to three skills and projects with names similar to `name`, nearest first.
    pub(crate) fn nearest_skills_and_projects(&self, name: &str) -> Vec<String> {
        let skills = self.skill_names.nearest(name);
        let projects = self.nearest_projects(name);
        let both: Vec<&str> = skills.iter().chain(&projects).map(String::as_str).collect();
        // Skills and projects are compared by their ids; those that are near only by another name come after.
        let mut near = nearest(name, both.iter().copied());
        near.extend(both.into_iter().map(str::to_string));
        let mut ids: Vec<String> = Vec::new();
        for id in near {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.truncate(3);
        ids
    }

    fn project_names(&self) -> Names<ProjectIndex> {
        let mut names = Names::new();
        for project in self.project_indices() {
            let Project { id, name, .. } = &self[project];
            names.add(id, std::iter::once(name.as_str()), project);
        }
        names
    }

    /// Returns the direct prerequisites of a step: the level below, and the other skills that this level needs.
    pub fn needs(&self, step: Step) -> impl Iterator<Item = Step> + '_ {
        below(step).into_iter().chain(self.prerequisites(step))
    }

    /// Returns the direct prerequisites of a step that are certain.
    pub(crate) fn certain_needs(&self, step: Step) -> impl Iterator<Item = Step> + '_ {
        let certain = |needed: &&Prerequisite| needed.certain;
        below(step).into_iter().chain(self.prerequisites_where(step, certain))
    }

    /// Returns the closure of the certain prerequisites; it is computed on first use.
    pub(crate) fn closure(&self) -> &StepClosure {
        self.closure.get_or_init(|| StepClosure::new(self))
    }

    /// Returns a step and everything that it needs, as a set of step numbers.
    pub(crate) fn prerequisite_closure(&self, step: Step) -> &Set {
        let closures = || {
            let steps = self.skills.len() * 4;
            let mut closures: Vec<Set> = (0..steps).map(|step| Set::of(steps, [step])).collect();
            // Every step comes after the steps that it needs.
            for step in &self.order {
                for needed in self.needs(*step) {
                    join(&mut closures, step.number(), needed.number());
                }
            }
            closures
        };
        &self.prerequisite_closures.get_or_init(closures)[step.number()]
    }

    /// Returns where the smallest number of typical hours is kept in which a person without skills becomes a junior of a role.
    pub(crate) fn junior_hours(&self, role: RoleIndex) -> &JuniorHours {
        let none = || vec![JuniorHours::default(); self.roles.len()];
        &self.junior_hours.get_or_init(none)[role.0]
    }

    /// Returns what a step needs of other skills.
    pub fn prerequisites(&self, step: Step) -> impl Iterator<Item = Step> + '_ {
        self.prerequisites_where(step, |_| true)
    }

    fn prerequisites_where(
        &self,
        step: Step,
        holds: impl Fn(&&Prerequisite) -> bool,
    ) -> impl Iterator<Item = Step> {
        self[step.skill]
            .prerequisites
            .iter()
            .filter(move |needed| needed.for_level == step.level)
            .filter(holds)
            .map(|needed| Step { skill: needed.skill, level: needed.level })
    }

    /// Returns every step of the catalog, each after the steps that it needs.
    pub fn steps(&self) -> &[Step] {
        &self.order
    }
}

/// Returns the step of the level below.
pub(super) fn below(step: Step) -> Option<Step> {
    let level = step.level.previous();
    (level > Level::NONE).then_some(Step { level, ..step })
}

impl Index<SkillIndex> for SkillMaps {
    type Output = Skill;

    fn index(&self, skill: SkillIndex) -> &Skill {
        &self.skills[skill.0]
    }
}

impl Index<RetiredIndex> for SkillMaps {
    type Output = Retired;

    fn index(&self, retired: RetiredIndex) -> &Retired {
        &self.retired[retired.0]
    }
}

impl Index<AreaIndex> for SkillMaps {
    type Output = Area;

    fn index(&self, area: AreaIndex) -> &Area {
        &self.areas[area.0]
    }
}

impl Index<RoleIndex> for SkillMaps {
    type Output = RoleMap;

    fn index(&self, role: RoleIndex) -> &RoleMap {
        &self.roles[role.0]
    }
}

impl Index<ProjectIndex> for SkillMaps {
    type Output = Project;

    fn index(&self, project: ProjectIndex) -> &Project {
        &self[project.role].projects[project.place]
    }
}
