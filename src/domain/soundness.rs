//! The door: drafts in, sound maps or every problem out.

use std::collections::BTreeMap;
use std::mem::take;

use super::catalog::{Area, AreaIndex, Prerequisite, Proof, Resource, Skill, SkillIndex};
use super::draft::{
    AreaDraft, Draft, HoursDraft, ProjectDraft, RequirementDraft, RoleDraft, SkillDraft,
    SourceDraft, Text,
};
use super::hours::{Basis, Effort, Hours};
use super::level::{Level, Seniority};
use super::maps::{SkillMaps, Source, Step};
use super::names::{Names, did_you_mean, folded};
use super::prerequisites::{Needed, StepGraph};
use super::problem::{Place, Placed, Problem, Rule};
use super::role::{Project, Requirement, RoleIndex, RoleMap};

/// More hours than this for one step are a slip of the finger.
const MOST_HOURS: i64 = 20_000;

/// See [`SkillMaps::prove`].
pub fn prove(layers: Vec<Draft>, found: Vec<Problem>) -> Result<SkillMaps, Vec<Problem>> {
    let mut door = Door { problems: found };
    let mut draft = door.laid_over(layers);
    let words = door.words(&mut draft);
    let areas: Vec<Area> = draft.areas.iter().map(|area| door.area(area)).collect();
    let skills: Vec<Skill> = draft
        .skills
        .iter_mut()
        .map(|skill| door.skill(skill, &words))
        .collect();
    let order = door.order(&draft.skills, &skills);
    let roles: Vec<RoleMap> = draft
        .roles
        .iter_mut()
        .map(|role| door.role(role, &words, &skills))
        .collect();
    if skills.is_empty() || areas.is_empty() {
        door.problems.push(Problem {
            rule: Rule::NoCatalog,
            place: None,
            message: "there are no areas or no skills".to_string(),
            repair: "give the folder an areas.toml and a skills/ folder, or lay it over the shipped maps with --maps".to_string(),
        });
    }
    if !door.problems.is_empty() {
        return Err(Problem::in_order(door.problems));
    }
    let mut meanings: [String; 5] = Default::default();
    for level in &draft.levels {
        meanings[level.level.value.index()] = level.meaning.value.clone();
    }
    Ok(SkillMaps {
        version: draft.version.unwrap_or_default(),
        meanings,
        areas,
        skills,
        roles,
        sources: draft.sources.iter().map(source).collect(),
        skill_names: words.skills,
        role_names: words.roles,
        order,
    })
}

/// What names mean, once all layers are one.
struct Words {
    areas: Names<AreaIndex>,
    skills: Names<SkillIndex>,
    roles: Names<RoleIndex>,
    sources: Names<()>,
}

struct Door {
    problems: Vec<Problem>,
}

impl Door {
    fn report(
        &mut self,
        place: &Place,
        rule: Rule,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        self.problems
            .push(Problem::at(place, rule, message, repair));
    }

    /// All layers as one: what has the same id is replaced in its place, the rest is added at the end.
    fn laid_over(&mut self, layers: Vec<Draft>) -> Draft {
        let mut all = Draft::default();
        for layer in layers {
            all.version = layer.version.or(all.version);
            all.levels.extend(layer.levels);
            self.lay(&mut all.areas, layer.areas, "area", |area| &area.id);
            self.lay(&mut all.skills, layer.skills, "skill", |skill| &skill.id);
            self.lay(&mut all.roles, layer.roles, "role", |role| &role.id);
            self.lay(&mut all.sources, layer.sources, "source", |source| {
                &source.id
            });
        }
        all
    }

    fn lay<T>(&mut self, below: &mut Vec<T>, above: Vec<T>, what: &str, id: fn(&T) -> &Text) {
        let places: BTreeMap<String, usize> = below
            .iter()
            .enumerate()
            .map(|(at, thing)| (id(thing).value.clone(), at))
            .collect();
        let mut seen = BTreeMap::new();
        for thing in above {
            let text = id(&thing).clone();
            self.check_id(&text, what);
            if text.value.is_empty() {
                below.push(thing);
            } else if seen.insert(text.value.clone(), ()).is_some() {
                self.report(
                    &text.place,
                    Rule::DuplicateId,
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
                &id.place,
                Rule::BadId,
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
            words
                .areas
                .add(&area.id.value, std::iter::empty(), AreaIndex(at));
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
            owner.entry(folded(&texts[0].value)).or_insert(at);
        }
        for (at, texts) in things.iter().enumerate() {
            for text in texts.iter().filter(|text| !text.value.is_empty()) {
                let first = *owner.entry(folded(&text.value)).or_insert(at);
                if first != at {
                    self.report(
                        &text.place,
                        Rule::DuplicateAlias,
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
            summary: area.summary.value.clone(),
        }
    }

    fn find_area(&mut self, area: &Text, words: &Words) -> AreaIndex {
        let found = words.areas.find(&area.value);
        if found.is_none() && !area.value.is_empty() {
            let near = words.areas.nearest(&area.value);
            self.report(
                &area.place,
                Rule::UnknownArea,
                format!("there is no area `{}`", area.value),
                did_you_mean(&near)
                    .unwrap_or_else(|| "name one of the areas of areas.toml".to_string()),
            );
        }
        found.unwrap_or(AreaIndex(0))
    }

    fn find_skill(&mut self, skill: &Text, words: &Words) -> Option<SkillIndex> {
        let found = words.skills.find(&skill.value);
        if found.is_none() && !skill.value.is_empty() {
            let near = words.skills.nearest(&skill.value);
            self.report(
                &skill.place,
                Rule::UnknownSkill,
                format!("there is no skill `{}`", skill.value),
                did_you_mean(&near).unwrap_or_else(|| {
                    "name a skill by its id, or add one; `skillgap skills` lists them".to_string()
                }),
            );
        }
        found
    }

    /// The skill of a draft. Its texts move over; its id and prerequisites stay, for the places of what is found later.
    fn skill(&mut self, draft: &mut SkillDraft, words: &Words) -> Skill {
        let area = self.find_area(&draft.area, words);
        let mut prerequisites: Vec<Prerequisite> = Vec::new();
        for needed in &draft.prerequisites {
            let Some(skill) = self.find_skill(&needed.skill, words) else {
                continue;
            };
            let twice = prerequisites
                .iter()
                .any(|other| other.skill == skill && other.reach == needed.reach.value);
            if twice {
                self.report(
                    &needed.skill.place,
                    Rule::DuplicatePrerequisite,
                    format!(
                        "`{}` is asked twice for level {}",
                        needed.skill.value, needed.reach.value
                    ),
                    "keep the one with the right level",
                );
            }
            prerequisites.push(Prerequisite {
                skill,
                level: needed.level.value,
                reach: needed.reach.value,
            });
        }
        for level in Level::ABOVE_NONE {
            if draft.anchors[level.index()].is_none() {
                self.report(
                    &draft.id.place,
                    Rule::MissingAnchor,
                    format!("`{}` has no can-do sentence for level {level}", draft.id.value),
                    format!("add `{level} = \"…\"` under [skill.anchors]: what somebody at that level does, so that one could watch it"),
                );
            }
            if draft.hours[level.index() - 1].is_none() {
                self.report(
                    &draft.id.place,
                    Rule::MissingHours,
                    format!("`{}` has no hours for level {level}", draft.id.value),
                    format!("add `{level} = {{ low = …, typical = …, high = …, basis = \"judgement\" }}` under [skill.hours]"),
                );
            }
        }
        for resource in &draft.resources {
            self.check_link(&resource.url);
        }
        let nothing_yet = || "Nothing of it so far, which is where everybody starts.".to_string();
        Skill {
            id: draft.id.value.clone(),
            name: take(&mut draft.name.value),
            aliases: values(&mut draft.aliases),
            renamed_from: values(&mut draft.renamed_from),
            area,
            kind: draft.kind,
            summary: take(&mut draft.summary.value),
            hours_note: value(&mut draft.hours_note),
            prerequisites,
            anchors: std::array::from_fn(|level| {
                value(&mut draft.anchors[level]).unwrap_or_else(nothing_yet)
            }),
            signs: std::array::from_fn(|level| values(&mut draft.signs[level])),
            efforts: std::array::from_fn(|level| self.effort(draft.hours[level].as_ref())),
            proofs: std::array::from_fn(|level| {
                draft.proofs[level].as_mut().map(|proof| Proof {
                    task: take(&mut proof.task.value),
                    hours: self.positive(&proof.hours),
                })
            }),
            resources: draft
                .resources
                .iter_mut()
                .map(|resource| Resource {
                    title: take(&mut resource.title.value),
                    url: take(&mut resource.url.value),
                    kind: resource.kind,
                    level: resource.level.value,
                    free: resource.free,
                })
                .collect(),
        }
    }

    fn effort(&mut self, draft: Option<&HoursDraft>) -> Effort {
        let Some(draft) = draft else {
            return Effort {
                hours: Hours::ZERO,
                basis: Basis::Judgement,
                from: None,
            };
        };
        let named = draft.from.is_some();
        match draft.basis.value {
            Basis::Judgement if named => self.report(
                &draft.basis.place,
                Rule::HoursSource,
                "hours by judgement name a source",
                "say `stated` or `derived`, or leave `from` out",
            ),
            Basis::Stated | Basis::Derived if !named => self.report(
                &draft.basis.place,
                Rule::HoursSource,
                "stated or derived hours do not name their source",
                "add `from = \"…\"`, or say `judgement`",
            ),
            _ => {}
        }
        Effort {
            hours: self.hours(draft),
            basis: draft.basis.value,
            from: draft.from.as_ref().map(|text| text.value.clone()),
        }
    }

    fn hours(&mut self, draft: &HoursDraft) -> Hours {
        let hours = Hours {
            low: self.positive(&draft.low),
            typical: self.positive(&draft.typical),
            high: self.positive(&draft.high),
        };
        let (low, typical, high) = (draft.low.value, draft.typical.value, draft.high.value);
        if low > typical || typical > high {
            self.report(
                &draft.typical.place,
                Rule::HoursOrder,
                format!("{low}, {typical}, {high} hours do not rise"),
                "low is the fast pace, high the slow one: low ≤ typical ≤ high",
            );
        }
        hours
    }

    fn positive(&mut self, hours: &Placed<i64>) -> u32 {
        if !(1..=MOST_HOURS).contains(&hours.value) {
            self.report(
                &hours.place,
                Rule::HoursNotPositive,
                format!("{} hours", hours.value),
                format!("write whole hours from 1 to {MOST_HOURS}"),
            );
        }
        u32::try_from(hours.value).unwrap_or(1)
    }

    fn check_link(&mut self, url: &Text) {
        let bare = url.value.strip_prefix("https://").unwrap_or("");
        if bare.is_empty() && !url.value.is_empty() || url.value.contains(char::is_whitespace) {
            self.report(
                &url.place,
                Rule::BadLink,
                format!("`{}` is not a link", url.value),
                "write the whole address, beginning with https://",
            );
        }
    }

    /// The order of all steps; empty when there are loops, which are reported.
    fn order(&mut self, drafts: &[SkillDraft], skills: &[Skill]) -> Vec<Step> {
        let needed = |p: &Prerequisite| Needed {
            step: Step {
                skill: p.skill,
                level: p.level,
            },
            reach: p.reach,
        };
        let needs = skills
            .iter()
            .map(|skill| skill.prerequisites.iter().map(needed).collect())
            .collect();
        let graph = StepGraph::new(needs);
        match graph.order() {
            Ok(order) => {
                for (at, asked, truth) in graph.contradicted() {
                    let skill = &skills[at.0];
                    let other = &skills[asked.step.skill.0].id;
                    let place = place_of_prerequisite(&drafts[at.0], asked, skills);
                    self.report(
                        &place,
                        Rule::PrerequisiteContradicted,
                        format!(
                            "`{}` {} asks for `{other}` {}, but needs `{other}` {} anyway by way of its other prerequisites",
                            skill.id, asked.reach, asked.step.level, truth.level
                        ),
                        format!("ask for {}, or leave it out", truth.level),
                    );
                }
                order
            }
            Err(loops) => {
                for steps in loops {
                    let place = drafts[steps[0].skill.0].id.place.clone();
                    let chain: Vec<String> = steps
                        .iter()
                        .chain(steps.first())
                        .map(|step| format!("`{}` {}", skills[step.skill.0].id, step.level))
                        .collect();
                    self.report(
                        &place,
                        Rule::PrerequisiteLoop,
                        format!("a loop: {}", chain.join(" needs ")),
                        "leave out the prerequisite that one can really do without",
                    );
                }
                Vec::new()
            }
        }
    }

    fn role(&mut self, draft: &mut RoleDraft, words: &Words, skills: &[Skill]) -> RoleMap {
        let mut asked: BTreeMap<SkillIndex, ()> = BTreeMap::new();
        let mut requirements = Vec::new();
        for requirement in &draft.requirements {
            let read = self.requirement(requirement, words, skills);
            for (skill, text) in &read.1 {
                if asked.insert(*skill, ()).is_some() {
                    self.report(
                        &text.place,
                        Rule::DuplicateRequirement,
                        format!("`{}` asks for `{}` twice", draft.id.value, text.value),
                        "keep one of the two requirements",
                    );
                }
            }
            requirements.push(read.0);
        }
        for seniority in Seniority::ALL {
            let asks = |r: &RequirementDraft| r.targets[seniority as usize].value > Level::NONE;
            if !draft.requirements.iter().any(asks) {
                self.report(
                    &draft.id.place,
                    Rule::EmptyRole,
                    format!("`{}` asks for nothing at {seniority}", draft.id.value),
                    format!("add a [[requirement]] with a target for {seniority}"),
                );
            }
        }
        RoleMap {
            id: draft.id.value.clone(),
            name: take(&mut draft.name.value),
            aliases: values(&mut draft.aliases),
            summary: take(&mut draft.summary.value),
            duties: values(&mut draft.duties),
            differs: value(&mut draft.differs),
            entry: value(&mut draft.entry),
            interests: value(&mut draft.interests),
            not_covered: value(&mut draft.not_covered),
            codes: take(&mut draft.codes),
            requirements,
            projects: self.projects(&draft.projects, words),
        }
    }

    fn requirement(
        &mut self,
        draft: &RequirementDraft,
        words: &Words,
        skills: &[Skill],
    ) -> (Requirement, Vec<(SkillIndex, Text)>) {
        let names: Vec<Text> = match (&draft.skill, &draft.any_of) {
            (Some(skill), None) => vec![skill.clone()],
            (None, Some(group)) => {
                if group.value.len() < 2 {
                    self.report(
                        &group.place,
                        Rule::AnyOfTooFew,
                        "a group needs two members or more",
                        "write `skill = \"…\"` for one skill",
                    );
                }
                group.value.clone()
            }
            _ => {
                self.report(
                    &draft.place,
                    Rule::RequirementShape,
                    "a requirement names either one skill or a group",
                    "write `skill = \"…\"` or `any_of = [\"…\", \"…\"]`, and not both",
                );
                Vec::new()
            }
        };
        let members: Vec<(SkillIndex, Text)> = names
            .into_iter()
            .filter_map(|name| Some((self.find_skill(&name, words)?, name)))
            .collect();
        let areas: Vec<AreaIndex> = members
            .iter()
            .map(|(skill, _)| skills[skill.0].area)
            .collect();
        let area = match &draft.area {
            Some(area) => self.find_area(area, words),
            None => {
                if areas.windows(2).any(|pair| pair[0] != pair[1]) {
                    self.report(
                        &draft.place,
                        Rule::AnyOfArea,
                        "the members of this group are of different areas",
                        "add `area = \"…\"`: where the group belongs",
                    );
                }
                areas.first().copied().unwrap_or(AreaIndex(0))
            }
        };
        let levels = &draft.targets;
        for (lower, higher) in [(0, 1), (1, 2)] {
            if levels[lower].value > levels[higher].value {
                self.report(
                    &levels[higher].place,
                    Rule::TargetsFall,
                    format!(
                        "the target falls from {} for {} to {} for {}",
                        levels[lower].value,
                        Seniority::ALL[lower],
                        levels[higher].value,
                        Seniority::ALL[higher]
                    ),
                    "ask for no less with more seniority",
                );
            }
        }
        if levels.iter().all(|level| level.value == Level::NONE) {
            self.report(
                &draft.place,
                Rule::NeverAsked,
                "this requirement is asked at no seniority",
                "give it a target above 0, or take it out",
            );
        }
        if draft.evidence.is_empty() && draft.judgement.is_none() {
            self.report(
                &draft.place,
                Rule::NoEvidence,
                "nothing says why this is required",
                "add `evidence = [\"source:locator\"]`, or `judgement = \"why\"`",
            );
        }
        for key in &draft.evidence {
            self.check_evidence(key, words);
        }
        let requirement = Requirement {
            any_of: members.iter().map(|(skill, _)| *skill).collect(),
            group: draft.group.as_ref().map(|text| text.value.clone()),
            area,
            importance: draft.importance,
            targets: std::array::from_fn(|at| levels[at].value),
            evidence: draft.evidence.iter().map(|key| key.value.clone()).collect(),
            judgement: draft.judgement.as_ref().map(|text| text.value.clone()),
        };
        (requirement, members)
    }

    fn check_evidence(&mut self, key: &Text, words: &Words) {
        let (source, locator) = key.value.split_once(':').unwrap_or((&key.value, ""));
        if locator.trim().is_empty() || source.is_empty() || key.value.contains(char::is_whitespace)
        {
            self.report(
                &key.place,
                Rule::BadEvidence,
                format!("`{}` is not an evidence key", key.value),
                "write a source, a colon and a locator, as in `dora:version-control`",
            );
        } else if words.sources.find(source).is_none() {
            let near = words.sources.nearest(source);
            self.report(
                &key.place,
                Rule::UnknownSource,
                format!("there is no source `{source}`"),
                did_you_mean(&near).unwrap_or_else(|| {
                    format!("add a [[source]] with id = \"{source}\" to sources.toml")
                }),
            );
        }
    }

    fn projects(&mut self, drafts: &[ProjectDraft], words: &Words) -> Vec<Project> {
        let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
        let mut projects = Vec::new();
        for draft in drafts {
            self.check_id(&draft.id, "project");
            if ids.insert(&draft.id.value, ()).is_some() {
                self.report(
                    &draft.id.place,
                    Rule::DuplicateId,
                    format!("a second project has the id `{}`", draft.id.value),
                    "give one of the two another id",
                );
            }
            let needs = draft
                .needs
                .iter()
                .filter_map(|(skill, level)| Some((self.find_skill(skill, words)?, level.value)))
                .collect();
            projects.push(Project {
                id: draft.id.value.clone(),
                name: draft.name.value.clone(),
                brief: draft.brief.value.clone(),
                needs,
                hours: self.hours(&draft.hours),
            });
        }
        projects
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

fn value(text: &mut Option<Text>) -> Option<String> {
    text.as_mut().map(|text| take(&mut text.value))
}

fn values(texts: &mut [Text]) -> Vec<String> {
    texts.iter_mut().map(|text| take(&mut text.value)).collect()
}

fn source(draft: &SourceDraft) -> Source {
    Source {
        id: draft.id.value.clone(),
        name: draft.name.value.clone(),
        publisher: draft.publisher.value.clone(),
        family: draft.family.value.clone(),
        license: draft.license.value.clone(),
        attribution: draft.attribution.as_ref().map(|text| text.value.clone()),
        url: draft.url.value.clone(),
    }
}

/// Where a skill's draft names a prerequisite.
fn place_of_prerequisite(draft: &SkillDraft, asked: Needed, skills: &[Skill]) -> Place {
    let names = |text: &Text| {
        let skill = &skills[asked.step.skill.0];
        let wanted = folded(&text.value);
        std::iter::once(&skill.id)
            .chain(std::iter::once(&skill.name))
            .chain(&skill.aliases)
            .chain(&skill.renamed_from)
            .any(|name| folded(name) == wanted)
    };
    draft
        .prerequisites
        .iter()
        .find(|needed| needed.reach.value == asked.reach && names(&needed.skill))
        .map_or_else(
            || draft.id.place.clone(),
            |needed| needed.level.place.clone(),
        )
}
