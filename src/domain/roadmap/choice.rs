//! Which member of each group a plan goes for.
//!
//! The choice is made at the targets of a junior; the later seniorities keep those members, also one that a person had
//! before, and choose only for the groups that they add. So a person has one stack. Of all combinations of members
//!
//! 1. those stay that bring the fewest *foreign* skills: skills of a group that a member brings with it, though they are
//!    neither chosen for that group nor meet it, as Java would be beside Python for the sake of Spring Boot;
//! 2. of these, those whose hours are about the fewest;
//! 3. of these, those that use most of what the person has already, in hours;
//! 4. of these the first one in the maps' order.
//!
//! What is foreign follows from the maps and from what is met alone: what one has of a skill below its target neither makes
//! it welcome nor foreign. And what a role asks for in any case, now or at a later seniority, makes no member more used than
//! another. So a plan that is followed does not change its members on the way.

use std::collections::BTreeMap;

use crate::domain::assessment::Assessment;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::gap::{RequirementGap, RoleGap, find_gap};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::{Requirement, RoleIndex};
use crate::domain::words::words;
use precedence_optimum::{Alternatives, Choice, Criterion, NodeLimit, Part, Set};

use super::Goal;

/// Hours are about the fewest within this share of the least hours that a junior takes from nothing: one in twenty. The
/// hours of a plan are no surer than that.
const TOLERANCE: u64 = 20;

words! {
    /// Why a member of a group was chosen.
    pub enum Reason {
        /// The person asked for it.
        Preferred = "preferred",
        /// It uses most of what the person has already, or is what the person has.
        Known = "known",
        /// Something else in the plan needs it anyway, and every other that fits takes noticeably longer.
        Shared = "shared",
        /// Every other that fits takes noticeably longer.
        Shortest = "shortest",
        /// Several take about as long, and of these it is the one that the map lists first: nothing known decided it.
        ListedFirst = "listed-first",
        /// It goes with the members of other groups: others need one more of such a group.
        Fits = "fits",
        /// Those listed before it do not fit or take noticeably longer; another one would do as well.
        Shorter = "shorter",
        /// Those listed before it, or all others, need a skill that is left out.
        WithoutSkipped = "without-skipped",
    }
}

/// A group of which the plan brings one member to its target.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The members, in the map's order.
    pub any_of: Vec<SkillIndex>,
    /// What the group is called.
    pub group: Option<Str>,
    /// The member that the plan brings to the target.
    pub skill: SkillIndex,
    /// Why this one.
    pub reason: Reason,
    /// The members of other groups, planned or met, that it needs or that need it.
    pub goes_with: Vec<SkillIndex>,
    /// Another member that would do as well, if there is one.
    pub as_good: Option<SkillIndex>,
    /// Whether it is proved that the choice is the one that the rules ask for.
    pub optimal: bool,
    /// The typical hours of the best plan with another member; `None` where there is no other, or none was looked for.
    pub next_best_hours: Option<u64>,
}

/// The targets that a plan goes for.
#[derive(Clone, Debug)]
pub struct Picked {
    /// The members chosen, in the order of the gaps.
    picks: Vec<Pick>,
    /// The targets: of every unmet requirement that can be had, one.
    pub targets: Vec<Step>,
    /// The unmet requirements that cannot be had without a skipped skill: the role, and the requirement's place in its gap.
    pub left_out: Vec<(RoleIndex, usize)>,
    /// The choices that were made for it, a seniority each.
    stages: Vec<Stage>,
}

/// A group by its role and its first member: no skill is asked for twice by one role.
type GroupKey = (RoleIndex, SkillIndex);

/// The member that a plan brings to the target of a group.
#[derive(Clone, Debug)]
struct Pick {
    key: GroupKey,
    /// The place of the role's gap among the gaps, and of the group in it.
    at: (usize, usize),
    target: Step,
    preferred: bool,
    /// The choice that it was made in, and its place there; `None` where the person had it before.
    made: Option<(usize, usize)>,
}

/// One choice: the groups that a seniority adds.
#[derive(Clone, Debug)]
struct Stage {
    alternatives: Alternatives,
    choice: Choice,
    /// For each group the members that could be had.
    open: Vec<OpenGroup>,
    /// What is needed whatever is chosen, by step.
    base: Set,
}

/// A group of which a member is to be chosen.
#[derive(Clone, Debug)]
struct OpenGroup {
    key: GroupKey,
    any_of: Vec<SkillIndex>,
    members: Vec<Step>,
}

/// What is asked at one seniority, as far as a choice depends on it.
#[derive(Default)]
struct Asked {
    /// The requirements without a choice, met or not.
    single: Vec<Step>,
    /// The groups that have their member, each with all that meet it, and the step that is still to be taken for it.
    settled: Vec<Settled>,
    /// The groups to choose for.
    open: Vec<OpenGroup>,
    /// What is asked without a choice at any seniority, and the members that groups have, at their highest targets.
    in_any_case: Vec<Step>,
}

struct Settled {
    any_of: Vec<SkillIndex>,
    member: Step,
    meeting: Vec<SkillIndex>,
}

impl Picked {
    /// Picks for a goal, whose gaps these are.
    pub fn find(
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &[RoleGap<'_>],
        goal: &Goal,
    ) -> Picked {
        let mut picked = Picked {
            picks: Vec::new(),
            targets: Vec::new(),
            left_out: Vec::new(),
            stages: Vec::new(),
        };
        let rules = Rules::new(maps, assessment, gaps, goal);
        let mut members: BTreeMap<GroupKey, Kept> = BTreeMap::new();
        if rules.asks_to_choose(gaps) {
            let mut tolerance = None;
            for seniority in Seniority::ALL.into_iter().filter(|s| *s <= goal.seniority) {
                rules.choose(seniority, gaps, &mut members, &mut picked.stages, &mut tolerance);
            }
        }
        for (role_at, role) in gaps.iter().enumerate() {
            for (at, gap) in role.requirements.iter().enumerate().filter(|(_, gap)| !gap.met()) {
                let key = (role.role, gap.requirement.any_of[0]);
                let kept = members.get(&key);
                let skill = match kept {
                    _ if !gap.requirement.is_group() => Some(key.1),
                    Some(kept) => Some(kept.skill),
                    None => None,
                };
                let target = skill.map(|skill| Step { skill, level: gap.target });
                match (target.filter(|target| !rules.is_skipped(*target)), kept) {
                    (None, _) => picked.left_out.push((role.role, at)),
                    (Some(target), None) => picked.targets.push(target),
                    (Some(target), Some(kept)) => {
                        picked.targets.push(target);
                        picked.picks.push(Pick {
                            key,
                            at: (role_at, at),
                            target,
                            preferred: rules.preferred.get(&key) == Some(&target.skill),
                            made: kept.made,
                        });
                    }
                }
            }
        }
        picked
    }

    /// The members that were chosen, in the order of the gaps.
    pub fn members(&self) -> impl Iterator<Item = SkillIndex> {
        self.picks.iter().map(|pick| pick.target.skill)
    }

    /// The members chosen, each with its reason.
    pub fn explain(
        &self,
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &[RoleGap<'_>],
        goal: &Goal,
    ) -> Vec<Chosen> {
        if self.picks.is_empty() {
            return Vec::new();
        }
        let rules = Rules::new(maps, assessment, gaps, goal);
        // The hours of a plan with another member are those of the goal's own targets, with every unmet group open.
        let asked = rules.asked(gaps, &BTreeMap::new());
        let (whole, _) = rules.alternatives(&asked);
        let stack = self.stack(gaps);
        let limit = NodeLimit(NodeLimit::default().0 / self.picks.len() as u64);
        let chosen = |pick: &Pick| {
            let requirement = gaps[pick.at.0].requirements[pick.at.1].requirement;
            let skill = pick.target.skill;
            let decided = pick.made.map(|(stage, group)| {
                let stage = &self.stages[stage];
                (stage, group, stage.alternatives.decided(&stage.choice, group, limit))
            });
            let reason = match decided {
                _ if pick.preferred => Reason::Preferred,
                None => Reason::Known,
                Some((stage, group, decided)) => {
                    let first = stage.open[group].any_of[0] == skill;
                    let has_some = assessment.level(skill) > Level::NONE;
                    let shared = Level::NONE
                        .up_to(pick.target.level)
                        .any(|level| stage.base.contains(Step { skill, level }.number()));
                    match decided.by {
                        Criterion::Only => Reason::WithoutSkipped,
                        Criterion::Misfit => Reason::Fits,
                        Criterion::Hours if decided.as_good.is_some() => Reason::Shorter,
                        Criterion::Hours if has_some => Reason::Known,
                        Criterion::Hours if shared => Reason::Shared,
                        Criterion::Hours => Reason::Shortest,
                        Criterion::Worth => Reason::Known,
                        Criterion::Order if first => Reason::ListedFirst,
                        Criterion::Order => Reason::WithoutSkipped,
                    }
                }
            };
            let as_good = decided.and_then(|(stage, group, decided)| {
                Some(stage.open[group].members[decided.as_good?].skill)
            });
            let next_best_hours = asked
                .open
                .iter()
                .position(|open| open.key == pick.key)
                .filter(|_| !pick.preferred)
                .and_then(|at| {
                    let member = asked.open[at].members.iter().position(|m| m.skill == skill)?;
                    whole.next_best(at, member, limit)
                });
            let own = rules.every([pick.target]);
            let mut goes_with: Vec<SkillIndex> = Vec::new();
            for other in &stack {
                let needed = || rules.every([*other]).contains(first_of(skill));
                let new = other.skill != skill && !goes_with.contains(&other.skill);
                if new && (own.contains(first_of(other.skill)) || needed()) {
                    goes_with.push(other.skill);
                }
            }
            Chosen {
                any_of: requirement.any_of.clone(),
                group: requirement.group.clone(),
                skill,
                reason,
                goes_with,
                as_good,
                optimal: decided.is_none_or(|(stage, group, _)| stage.choice.proved[group]),
                next_best_hours,
            }
        };
        self.picks.iter().map(chosen).collect()
    }

    /// The members of all groups, planned or met.
    fn stack(&self, gaps: &[RoleGap<'_>]) -> Vec<Step> {
        let met = groups(gaps).filter(|(_, gap)| gap.met());
        let met = met.map(|(_, gap)| Step { skill: gap.best, level: gap.target });
        self.picks.iter().map(|pick| pick.target).chain(met).collect()
    }
}

/// A member that a group keeps.
#[derive(Clone, Copy)]
struct Kept {
    skill: SkillIndex,
    made: Option<(usize, usize)>,
}

/// What choices for one person and one goal go by.
struct Rules<'a> {
    maps: &'a SkillMaps,
    assessment: &'a Assessment,
    goal: &'a Goal,
    /// Of each group that the goal asks for its target.
    targets: BTreeMap<GroupKey, Level>,
    /// Of each group that the goal's gaps leave unmet the member that the person prefers, if there is one.
    preferred: BTreeMap<GroupKey, SkillIndex>,
}

impl<'a> Rules<'a> {
    fn new(
        maps: &'a SkillMaps,
        assessment: &'a Assessment,
        gaps: &[RoleGap<'_>],
        goal: &'a Goal,
    ) -> Rules<'a> {
        let mut rules =
            Rules { maps, assessment, goal, targets: BTreeMap::new(), preferred: BTreeMap::new() };
        for role in gaps {
            for gap in role.requirements.iter().filter(|gap| gap.requirement.is_group()) {
                let key = (role.role, gap.requirement.any_of[0]);
                rules.targets.insert(key, gap.target);
                let wanted = |skill: &&SkillIndex| {
                    let step = Step { skill: **skill, level: gap.target };
                    gap.requirement.any_of.contains(skill) && !rules.is_skipped(step)
                };
                if let Some(skill) = goal.prefer.iter().find(wanted).filter(|_| !gap.met()) {
                    rules.preferred.insert(key, *skill);
                }
            }
        }
        rules
    }

    /// Whether some group has more than one member that could be taken.
    fn asks_to_choose(&self, gaps: &[RoleGap<'_>]) -> bool {
        gaps.iter()
            .flat_map(|role| &role.requirements)
            .any(|gap| gap.requirement.is_group() && !gap.met())
    }

    /// Chooses for the groups that a seniority adds to those that have a member.
    fn choose(
        &self,
        seniority: Seniority,
        gaps: &[RoleGap<'_>],
        members: &mut BTreeMap<GroupKey, Kept>,
        stages: &mut Vec<Stage>,
        tolerance: &mut Option<u64>,
    ) {
        let earlier: Vec<RoleGap<'_>>;
        let gaps = if seniority == self.goal.seniority {
            gaps
        } else {
            let find = |role: &RoleIndex| find_gap(self.maps, self.assessment, *role, seniority);
            earlier = self.goal.roles.iter().map(find).collect();
            &earlier
        };
        let asked = self.asked(gaps, members);
        if !asked.open.is_empty() {
            let (alternatives, base) = self.alternatives(&asked);
            let decided = asked.open.iter().all(|open| open.members.len() == 1);
            let tolerance = match *tolerance {
                _ if decided => 0,
                Some(tolerance) => tolerance,
                None => *tolerance.insert(self.least_from_nothing() / TOLERANCE),
            };
            let choice = alternatives.choose(tolerance, NodeLimit::default());
            for (at, (open, place)) in asked.open.iter().zip(&choice.chosen).enumerate() {
                let skill = open.members[*place].skill;
                members.insert(open.key, Kept { skill, made: Some((stages.len(), at)) });
            }
            stages.push(Stage { alternatives, choice, open: asked.open, base });
        }
        self.keep_what_is_met(gaps, members);
    }

    /// Of each group that is met and has no member yet keeps the one that meets it: of several the one at the highest
    /// level, of these one that a member of another group needs, of these the one listed first.
    fn keep_what_is_met(&self, gaps: &[RoleGap<'_>], members: &mut BTreeMap<GroupKey, Kept>) {
        let planned: Vec<Step> = members
            .iter()
            .filter_map(|(key, kept)| {
                Some(Step { skill: kept.skill, level: *self.targets.get(key)? })
            })
            .collect();
        let needed = self.every(planned);
        for (key, gap) in groups(gaps).filter(|(_, gap)| gap.met()) {
            let meeting = self.meeting(gap);
            let order = |skill: &SkillIndex| {
                (self.assessment.level(*skill), needed.contains(first_of(*skill)))
            };
            let best = meeting.into_iter().filter(|skill| self.can_be_had(key, *skill, gap.target));
            // Of equals the last one is the greatest.
            let best = best.rev().max_by_key(order);
            if let Some(skill) = best {
                members.entry(key).or_insert(Kept { skill, made: None });
            }
        }
    }

    /// What some gaps ask for, beside members that are kept.
    fn asked(&self, gaps: &[RoleGap<'_>], members: &BTreeMap<GroupKey, Kept>) -> Asked {
        let mut asked = Asked::default();
        for gap in gaps.iter().flat_map(|role| &role.requirements) {
            if !gap.requirement.is_group() {
                asked.single.push(Step { skill: gap.best, level: gap.target });
            }
        }
        for requirement in self.goal.roles.iter().flat_map(|role| &self.maps[*role].requirements) {
            if !requirement.is_group() {
                let level = highest_target(requirement);
                asked.in_any_case.push(Step { skill: requirement.any_of[0], level });
            }
        }
        for (key, gap) in groups(gaps) {
            let any_of = &gap.requirement.any_of;
            let step = |skill: SkillIndex| Step { skill, level: gap.target };
            let preferred = self.preferred.get(&key);
            let kept = members.get(&key).map(|kept| kept.skill);
            if let Some(skill) = preferred {
                let any_of = any_of.clone();
                asked.open.push(OpenGroup { key, any_of, members: vec![step(*skill)] });
            } else if gap.met() || kept.is_some() {
                let skill = kept.unwrap_or(gap.best);
                asked.settled.push(Settled {
                    any_of: any_of.clone(),
                    member: step(skill),
                    meeting: self.meeting(gap),
                });
                let level = highest_target(gap.requirement);
                asked.in_any_case.push(Step { skill, level });
            } else {
                let can = |skill: &&SkillIndex| self.can_be_had(key, **skill, gap.target);
                let members: Vec<Step> = any_of.iter().filter(can).map(|s| step(*s)).collect();
                if !members.is_empty() {
                    asked.open.push(OpenGroup { key, any_of: any_of.clone(), members });
                }
            }
        }
        asked
    }

    /// The members that meet a group.
    fn meeting(&self, gap: &RequirementGap<'_>) -> Vec<SkillIndex> {
        let members = gap.requirement.any_of.iter();
        members.copied().filter(|skill| self.assessment.level(*skill) >= gap.target).collect()
    }

    /// Whether a member can reach a level, and what the goal asks of its group, without a skipped skill.
    fn can_be_had(&self, key: GroupKey, skill: SkillIndex, level: Level) -> bool {
        let level = self.targets.get(&key).map_or(level, |target| level.max(*target));
        !self.is_skipped(Step { skill, level })
    }

    fn is_skipped(&self, target: Step) -> bool {
        let skipped = |number: usize| self.goal.skip.contains(&Step::of_number(number).skill);
        !self.goal.skip.is_empty() && self.left([target]).iter().any(skipped)
    }

    /// The least typical hours that a junior of the goal's roles takes from nothing: what the tolerance is a share of, so
    /// that it stays the same while a plan is followed.
    fn least_from_nothing(&self) -> u64 {
        let mut asked = Asked::default();
        for role in &self.goal.roles {
            for (requirement, level) in self.maps[*role].asked(Seniority::Junior) {
                let steps = requirement.any_of.iter().map(|skill| Step { skill: *skill, level });
                if requirement.is_group() {
                    asked.open.push(OpenGroup {
                        key: (*role, requirement.any_of[0]),
                        any_of: requirement.any_of.clone(),
                        members: steps.collect(),
                    });
                } else {
                    asked.single.extend(steps);
                }
            }
        }
        let (alternatives, _) = alternatives(self.maps, &|_| false, &asked);
        alternatives.least_hours(NodeLimit::default())
    }

    /// The choice as the optimiser sees it, and the steps that are needed whatever is chosen.
    fn alternatives(&self, asked: &Asked) -> (Alternatives, Set) {
        alternatives(self.maps, &|step| self.assessment.level(step.skill) >= step.level, asked)
    }

    /// Some steps and all that they need, had already or not.
    fn every(&self, targets: impl IntoIterator<Item = Step>) -> Set {
        walk(self.maps, targets, |_| false)
    }

    /// Some steps and all that they need, as far as it is not had.
    fn left(&self, targets: impl IntoIterator<Item = Step>) -> Set {
        walk(self.maps, targets, |step| self.assessment.level(step.skill) >= step.level)
    }
}

/// The choice as the optimiser sees it. Members are made of three kinds of parts: the steps that are to be done for them and
/// take hours; the steps that they need and that are had, which are worth their hours; and the skills of groups that they
/// bring with them, which count as foreign unless they are chosen.
fn alternatives(
    maps: &SkillMaps,
    is_had: &dyn Fn(Step) -> bool,
    asked: &Asked,
) -> (Alternatives, Set) {
    let skills = maps.skills().len();
    let steps = skills * 4;
    // After the steps a part for each skill, and one for each group.
    let size = steps + skills + asked.open.len();
    let mut parts = vec![Part::default(); size];
    for group in &asked.open {
        for skill in &group.any_of {
            parts[steps + skill.0].misfit += 1;
        }
    }
    for group in &asked.settled {
        let foreign =
            |skill: &&SkillIndex| **skill != group.member.skill && !group.meeting.contains(skill);
        for skill in group.any_of.iter().filter(foreign) {
            parts[steps + skill.0].misfit += 1;
        }
    }
    for (number, part) in parts.iter_mut().take(steps).enumerate() {
        let step = Step::of_number(number);
        let hours = maps[step.skill].hours_to(step.level).typical;
        if is_had(step) {
            part.worth = hours;
        } else {
            part.hours = hours;
        }
    }

    // What is asked without a choice is foreign to nothing.
    let single = walk(maps, asked.single.iter().copied(), |_| false);
    let in_any_case = |skill: SkillIndex| single.contains(first_of(skill));
    let brought = |every: &Set, into: &mut Set| {
        for number in every.iter().filter(|number| number % 4 == 0) {
            let skill = Step::of_number(number).skill;
            if !in_any_case(skill) && parts[steps + skill.0].misfit > 0 {
                into.insert(steps + skill.0);
            }
        }
    };
    let settled = asked.settled.iter().map(|group| group.member);
    let base = walk(maps, asked.single.iter().copied().chain(settled.clone()), is_had);
    let mut taken = Set::of(size, base.iter());
    let used = walk(maps, asked.in_any_case.iter().copied(), |_| false);
    for number in used.iter().filter(|number| parts[*number].worth > 0) {
        taken.insert(number);
    }
    brought(&walk(maps, settled, |_| false), &mut taken);

    let member = |group: usize, target: &Step| {
        let every = walk(maps, [*target], |_| false);
        let had = every.iter().filter(|number| parts[*number].worth > 0);
        let left = walk(maps, [*target], is_had);
        let mut member = Set::of(size, had.chain(left.iter()));
        brought(&every, &mut member);
        // Of a group each member but the chosen one is foreign when it is brought. One that is there in any case is not
        // among those brought, so its choice does not take one away from them: this part evens it out.
        if in_any_case(target.skill) {
            member.insert(steps + skills + group);
        }
        member
    };
    let groups: Vec<Vec<Set>> = asked
        .open
        .iter()
        .enumerate()
        .map(|(at, group)| group.members.iter().map(|target| member(at, target)).collect())
        .collect();
    for evened in &mut parts[steps + skills..] {
        evened.misfit = 1;
    }
    (Alternatives::new(&parts, &taken, &groups), base)
}

/// The highest level that a requirement asks at any seniority.
fn highest_target(requirement: &Requirement) -> Level {
    requirement.targets.into_iter().max().unwrap_or_default()
}

/// The number of the step to a skill's first level.
fn first_of(skill: SkillIndex) -> usize {
    Step { skill, level: Level::ABOVE_NONE[0] }.number()
}

/// The numbers of some steps and of all that they need, without those where the walk ends and what only these need.
fn walk(
    maps: &SkillMaps,
    targets: impl IntoIterator<Item = Step>,
    ends: impl Fn(Step) -> bool,
) -> Set {
    let mut found = Set::empty(maps.skills().len() * 4);
    let mut open: Vec<Step> = targets.into_iter().collect();
    while let Some(step) = open.pop() {
        if !found.contains(step.number()) && !ends(step) {
            found.insert(step.number());
            open.extend(maps.needs(step));
        }
    }
    found
}

/// The groups that some gaps ask for.
fn groups<'g, 'm>(
    gaps: &'g [RoleGap<'m>],
) -> impl Iterator<Item = (GroupKey, &'g RequirementGap<'m>)> {
    gaps.iter().flat_map(|role| {
        let groups = role.requirements.iter().filter(|gap| gap.requirement.is_group());
        groups.map(|gap| ((role.role, gap.requirement.any_of[0]), gap))
    })
}
