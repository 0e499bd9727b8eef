//! The choice of one member for each group of a plan.
//!
//! Members are chosen for the targets of a junior first. The later seniorities keep those members, even where the person
//! had another member before, and choose only for the groups that they add. So a person has one stack. Three criteria
//! decide among all combinations of members, each among the combinations that the criteria before it leave:
//!
//! 1. The fewest *foreign* skills. A skill is foreign if a member brings it, and it belongs to a group but is not chosen
//!    for that group. Java is foreign beside Python if Spring Boot brings it. A framework that builds on two members of one
//!    group fits either of them, as NestJS does with Node.js and TypeScript.
//! 2. The fewest hours from nothing, less the hours of these that the person has already. All combinations that take about
//!    the fewest hours from nothing count as equally long.
//! 3. The first combination in the order of the maps.
//!
//! A skill that somebody ticked as used, and of which no level is known yet, counts here as reached at its first level. It
//! counts so nowhere else.
//!
//! A plan that is followed therefore keeps its members. The foreign skills of a combination and its hours from nothing
//! depend only on the maps. A completed step of the plan adds its hours to what the person has of the chosen members, and
//! adds no more than that to what the person has of any other combination. Four more rules serve the same purpose:
//!
//! - What the roles ask for in any case, now or at a later seniority, counts for no member, neither as hours nor as
//!   something that the person has.
//! - What the person has of a member counts up to the target of the highest seniority.
//! - A group that is met keeps the member that meets it, unless that member is asked for in any case or brings more foreign
//!   skills than another member.
//! - A member is not chosen if it needs another member of its group at the same level, because that other member meets the
//!   group first.

use std::collections::BTreeMap;

use crate::domain::assessment::Assessment;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::gap::{RequirementGap, RoleGap};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::{Requirement, RoleIndex};
use crate::domain::words::words;
use precedence_optimum::{Alternatives, Choice, Criterion, NodeLimit, Part, Set};

use super::Goal;

/// The share of a junior's least hours from nothing by which hours may exceed the fewest and still count as equal to them:
/// one in twenty. The hours of a plan are no more precise than that.
const TOLERANCE: u64 = 20;

words! {
    /// Why a member of a group was chosen.
    pub enum Reason {
        /// The person asked for it.
        Preferred = "preferred",
        /// It uses most of what the person has already, or is what the person has.
        Known = "known",
        /// Something else in the plan needs it anyway, and every other that fits takes longer.
        Shared = "shared",
        /// Every other that fits takes longer.
        Shortest = "shortest",
        /// Several take about as long, and of these it is the one that the map lists first: nothing known decided it.
        ListedFirst = "listed-first",
        /// It goes with the members of other groups: others need one more of such a group.
        Fits = "fits",
        /// Those listed before it do not fit or take longer; another one would do as well.
        Shorter = "shorter",
        /// Those listed before it, or all others, need a skill that is left out.
        WithoutSkipped = "without-skipped",
    }
}

/// A group of which the plan brings one member to its target.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The members, in the order of the map.
    pub any_of: Vec<SkillIndex>,
    /// The name of the group.
    pub group: Option<Str>,
    /// The member that the plan brings to the target.
    pub skill: SkillIndex,
    /// The reason why this member was chosen.
    pub reason: Reason,
    /// The members of other groups, planned or met, that this member needs or that need it.
    pub goes_with: Vec<SkillIndex>,
    /// Another member that would do as well, if there is one.
    pub as_good: Option<SkillIndex>,
    /// Whether the rules are proved to ask for this member.
    pub optimal: bool,
    /// The typical hours of the best plan with another member; `None` if there is no other member or none was looked for.
    pub(crate) next_best_hours: Option<u64>,
}

/// The targets of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Picked {
    /// The chosen members, in the order of the gaps.
    picks: Vec<Pick>,
    /// The targets: one for each unmet requirement that can be met.
    pub targets: Vec<Step>,
    /// The unmet requirements that cannot be met without a skipped skill: the role, and the place of the requirement in the
    /// role's gap.
    pub left_out: Vec<(RoleIndex, usize)>,
    /// The choices that were made for the plan, at most one for each seniority.
    stages: Vec<Stage>,
    /// The member that each group keeps, whether the group is met or not.
    members: BTreeMap<GroupKey, Kept>,
}

/// The key of a group: its role and its first member. The key is unique because a role asks for each skill only once.
type GroupKey = (RoleIndex, SkillIndex);

/// The member that a plan brings to the target of a group.
#[derive(Clone, Debug)]
struct Pick {
    key: GroupKey,
    /// The place of the role's gap among the gaps, and the place of the group in that gap.
    at: (usize, usize),
    target: Step,
    preferred: bool,
    kept: Kept,
}

/// The member that a group keeps.
#[derive(Clone, Copy, Debug)]
struct Kept {
    skill: SkillIndex,
    /// The place of the choice that chose the member among all choices. `group` is the place of the group in that choice.
    stage: usize,
    group: usize,
}

/// The choice for the groups that one seniority adds.
#[derive(Clone, Debug)]
struct Stage {
    alternatives: Alternatives,
    choice: Choice,
    open: Vec<OpenGroup>,
    /// The missing steps of everything that this seniority asks for whatever is chosen, with the missing steps that these
    /// need.
    base: Set,
}

/// A group for which a member is to be chosen.
#[derive(Clone, Debug)]
struct OpenGroup {
    key: GroupKey,
    any_of: Vec<SkillIndex>,
    /// The members that may be chosen, each at the target level.
    members: Vec<Step>,
    /// The target level.
    level: Level,
    /// The highest level that the group asks for at any seniority.
    highest: Level,
    /// The places in [`OpenGroup::members`] of the members that already meet the group; empty if there is none. The group
    /// keeps to these members.
    meeting: Vec<usize>,
}

/// What the roles ask for at one seniority, as far as a choice depends on it.
struct AskedAtSeniority {
    /// The requirements that are not groups, met or not.
    single: Vec<Step>,
    /// The groups that have a member already: the skills of each group, and its member.
    settled: Vec<(Vec<SkillIndex>, Step)>,
    /// The groups for which a member is to be chosen.
    open: Vec<OpenGroup>,
    /// The requirements of any seniority that are not groups and the members that groups have, all at their highest
    /// targets, with everything that they need.
    in_any_case: Set,
}

impl Picked {
    /// Picks the targets for a goal. `gaps` holds the gaps of the goal's roles.
    pub(crate) fn find(
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
            members: BTreeMap::new(),
        };
        let rules = Rules::new(maps, assessment, goal);
        if rules.asks_to_choose(gaps) {
            for seniority in Seniority::ALL.into_iter().filter(|s| *s <= goal.seniority) {
                rules.choose(seniority, &mut picked.members, &mut picked.stages);
            }
        }
        for (role_at, role) in gaps.iter().enumerate() {
            for (at, gap) in role.requirements.iter().enumerate().filter(|(_, gap)| !gap.met()) {
                let key = (role.role, gap.requirement.any_of[0]);
                let kept = picked.members.get(&key).copied();
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
                            kept,
                        });
                    }
                }
            }
        }
        picked
    }

    /// Returns the chosen members, in the order of the gaps.
    pub(crate) fn members(&self) -> impl Iterator<Item = SkillIndex> {
        self.picks.iter().map(|pick| pick.target.skill)
    }

    /// Returns the chosen members, each with its reason.
    pub(crate) fn explain(
        &self,
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &[RoleGap<'_>],
        goal: &Goal,
    ) -> Vec<Chosen> {
        if self.picks.is_empty() {
            return Vec::new();
        }
        let rules = Rules::new(maps, assessment, goal);
        // The hours with another member are counted for the targets of the goal itself, with every unmet group open.
        let open_groups = rules.open_at_goal(gaps, &self.members);
        let whole = rules.hours_left(&open_groups);
        let stack = self.stack(gaps);
        let limit = NodeLimit(NodeLimit::default().0 / self.picks.len() as u64);
        let chosen = |pick: &Pick| {
            let requirement = gaps[pick.at.0].requirements[pick.at.1].requirement;
            let skill = pick.target.skill;
            let (stage, group) = (&self.stages[pick.kept.stage], pick.kept.group);
            let kept = stage.choice.chosen[group];
            let was_met = stage.open[group].meeting.contains(&kept);
            let decided = (!was_met && !pick.preferred)
                .then(|| stage.alternatives.decided(&stage.choice, group, limit));
            let reason = match decided {
                None if pick.preferred => Reason::Preferred,
                None => Reason::Known,
                Some(decided) => {
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
            let as_good =
                decided.and_then(|decided| Some(stage.open[group].members[decided.as_good?].skill));
            let next_best_hours = open_groups
                .open
                .iter()
                .position(|open| open.key == pick.key)
                .filter(|_| !pick.preferred)
                .and_then(|at| {
                    let members = &open_groups.open[at].members;
                    let member = members.iter().position(|member| member.skill == skill)?;
                    whole.next_best(at, member, limit)
                });
            let own = maps.prerequisite_closure(pick.target);
            let mut goes_with: Vec<SkillIndex> = Vec::new();
            for other in &stack {
                let needed = || maps.prerequisite_closure(*other).contains(first_of(skill));
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
                optimal: stage.choice.proved[group],
                next_best_hours,
            }
        };
        self.picks.iter().map(chosen).collect()
    }

    /// Returns the members of all groups, planned or met.
    fn stack(&self, gaps: &[RoleGap<'_>]) -> Vec<Step> {
        let kept = |(key, gap): (GroupKey, &RequirementGap<'_>)| {
            self.members.get(&key).map(|kept| Step { skill: kept.skill, level: gap.target })
        };
        groups(gaps).filter_map(kept).collect()
    }
}

/// The rules for the choices of one person and one goal.
struct Rules<'a> {
    maps: &'a SkillMaps,
    assessment: &'a Assessment,
    goal: &'a Goal,
    /// The target of each group that the goal asks for.
    targets: BTreeMap<GroupKey, Level>,
    /// The member that the person prefers of each group that the goal asks for, if there is one.
    preferred: BTreeMap<GroupKey, SkillIndex>,
}

impl<'a> Rules<'a> {
    fn new(maps: &'a SkillMaps, assessment: &'a Assessment, goal: &'a Goal) -> Rules<'a> {
        let mut rules =
            Rules { maps, assessment, goal, targets: BTreeMap::new(), preferred: BTreeMap::new() };
        for (key, requirement, level) in rules.groups_asked(goal.seniority) {
            rules.targets.insert(key, level);
            let wanted = |skill: &&SkillIndex| {
                let step = Step { skill: **skill, level };
                requirement.any_of.contains(skill) && !rules.is_skipped(step)
            };
            if let Some(skill) = goal.prefer.iter().find(wanted) {
                rules.preferred.insert(key, *skill);
            }
        }
        rules
    }

    /// Returns the groups that the goal's roles ask for at a seniority.
    fn groups_asked(&self, seniority: Seniority) -> Vec<(GroupKey, &'a Requirement, Level)> {
        let mut groups = Vec::new();
        for role in &self.goal.roles {
            let asked = self.maps[*role].asked(seniority);
            for (requirement, level) in asked.filter(|(requirement, _)| requirement.is_group()) {
                groups.push(((*role, requirement.any_of[0]), requirement, level));
            }
        }
        groups
    }

    /// Returns whether some group is unmet.
    fn asks_to_choose(&self, gaps: &[RoleGap<'_>]) -> bool {
        groups(gaps).any(|(_, gap)| !gap.met())
    }

    /// Chooses a member for each group that a seniority adds and that has no member yet.
    fn choose(
        &self,
        seniority: Seniority,
        members: &mut BTreeMap<GroupKey, Kept>,
        stages: &mut Vec<Stage>,
    ) {
        let asked = self.asked(seniority, members);
        if asked.open.is_empty() {
            return;
        }
        let mut alternatives = self.of_nothing(&asked);
        let limit = NodeLimit::default();
        let is_open = |open: &OpenGroup| open.members.len() > 1 && open.meeting.len() != 1;
        let level = if asked.open.iter().any(is_open) {
            let find = || alternatives.least_hours(limit);
            let least = match self.role_without_wishes() {
                Some(role) if seniority == Seniority::Junior => {
                    *self.maps.junior_hours(role).at_any.get_or_init(find)
                }
                _ => find(),
            };
            least + self.least_of_a_junior() / TOLERANCE
        } else {
            0
        };
        let met = asked.open.iter().enumerate().filter(|(_, open)| !open.meeting.is_empty());
        let (fixed, brought): (Vec<_>, Vec<_>) = met
            .map(|(at, open)| (at, &open.meeting, self.brought(&asked.open, at)))
            .partition(|(_, _, brought)| brought.is_empty());
        for (at, meeting, _) in fixed {
            alternatives.keep(at, meeting);
        }
        for (at, meeting, brought) in brought {
            let (mut kept, mut either) = (alternatives.clone(), alternatives);
            kept.keep(at, meeting);
            either.keep(at, &[&meeting[..], &brought[..]].concat());
            // Sometimes nothing in the other groups goes with what the person has, as no framework goes with Rust. Then
            // another member of this group comes in any case and would meet the group on the way.
            let is_worse = kept.least_misfit(limit) > either.least_misfit(limit);
            alternatives = if is_worse { either } else { kept };
        }
        let choice = alternatives.choose(level, limit);
        for (group, (open, place)) in asked.open.iter().zip(&choice.chosen).enumerate() {
            let skill = open.members[*place].skill;
            members.insert(open.key, Kept { skill, stage: stages.len(), group });
        }
        let settled = asked.settled.iter().map(|(_, member)| *member);
        let base = self.left(asked.single.iter().copied().chain(settled));
        stages.push(Stage { alternatives, choice, open: asked.open, base });
    }

    /// Returns what the roles ask for at a seniority. `members` holds the members that groups keep.
    fn asked(&self, seniority: Seniority, members: &BTreeMap<GroupKey, Kept>) -> AskedAtSeniority {
        let (mut single, mut in_any_case) = (Vec::new(), Vec::new());
        for role in &self.goal.roles {
            for (requirement, level) in self.maps[*role].asked(seniority) {
                if !requirement.is_group() {
                    single.push(Step { skill: requirement.any_of[0], level });
                }
            }
            for requirement in self.maps[*role].requirements.iter().filter(|r| !r.is_group()) {
                let level = highest_target(requirement);
                in_any_case.push(Step { skill: requirement.any_of[0], level });
            }
        }
        let (mut settled, mut unsettled) = (Vec::new(), Vec::new());
        for (key, requirement, level) in self.groups_asked(seniority) {
            if let Some(Kept { skill, .. }) = members.get(&key).copied() {
                settled.push((requirement.any_of.clone(), Step { skill, level }));
                in_any_case.push(Step { skill, level: highest_target(requirement) });
            } else {
                unsettled.push((key, requirement, level));
            }
        }
        let in_any_case = self.every(in_any_case);
        let open = |(key, requirement, level)| {
            Some(self.open_group(key, requirement, level, &in_any_case))
                .filter(|open: &OpenGroup| !open.members.is_empty())
        };
        let open = unsettled.into_iter().filter_map(open).collect();
        AskedAtSeniority { single, settled, open, in_any_case }
    }

    fn open_group(
        &self,
        key: GroupKey,
        requirement: &Requirement,
        level: Level,
        in_any_case: &Set,
    ) -> OpenGroup {
        let any_of = requirement.any_of.clone();
        let step = |skill: &SkillIndex| Step { skill: *skill, level };
        let (members, meeting) = if let Some(skill) = self.preferred.get(&key) {
            (vec![step(skill)], Vec::new())
        } else {
            let can = |skill: &&SkillIndex| {
                self.can_be_had(key, **skill, level)
                    && !self.is_met_on_the_way(requirement, **skill)
            };
            let members: Vec<Step> = any_of.iter().filter(can).map(step).collect();
            let meets = |at: &usize| {
                let member = members[*at];
                self.assessment.level(member.skill) >= level
                    && !in_any_case.contains(member.number())
            };
            let meeting = (0..members.len()).filter(meets).collect();
            (members, meeting)
        };
        OpenGroup { key, any_of, members, level, highest: highest_target(requirement), meeting }
    }

    /// Returns the places of the members of a met group that a member of another group needs at the group's level, now or
    /// at a later seniority. Members that meet the group already are left out.
    fn brought(&self, open: &[OpenGroup], at: usize) -> Vec<usize> {
        let others = open.iter().enumerate().filter(|(other, _)| *other != at);
        let needed: Vec<&Set> = others
            .flat_map(|(_, group)| {
                let highest = |member: &Step| Step { level: group.highest, ..*member };
                let needed = move |member| self.maps.prerequisite_closure(highest(member));
                group.members.iter().map(needed)
            })
            .collect();
        let comes = |place: &usize| {
            let number = open[at].members[*place].number();
            needed.iter().any(|needed| needed.contains(number))
        };
        let places = 0..open[at].members.len();
        places.filter(|place| !open[at].meeting.contains(place)).filter(comes).collect()
    }

    /// Returns what the goal asks for, with the groups that the gaps leave unmet as open groups and the met groups as
    /// settled ones.
    fn open_at_goal(
        &self,
        gaps: &[RoleGap<'_>],
        members: &BTreeMap<GroupKey, Kept>,
    ) -> AskedAtSeniority {
        let mut asked = self.asked(self.goal.seniority, members);
        asked.settled.clear();
        asked.open.clear();
        for (key, gap) in groups(gaps) {
            if gap.met() {
                let skill = members.get(&key).map_or(gap.best, |kept| kept.skill);
                let member = Step { skill, level: gap.target };
                asked.settled.push((gap.requirement.any_of.clone(), member));
            } else {
                let open = self.open_group(key, gap.requirement, gap.target, &asked.in_any_case);
                asked.open.extend(Some(open).filter(|open| !open.members.is_empty()));
            }
        }
        asked
    }

    /// Returns whether a member needs another member of its own group at the same level, for some target of the group.
    fn is_met_on_the_way(&self, requirement: &Requirement, skill: SkillIndex) -> bool {
        let asked = requirement.targets.into_iter().filter(|target| *target > Level::NONE);
        asked.into_iter().any(|level| {
            let every = self.maps.prerequisite_closure(Step { skill, level });
            let others = requirement.any_of.iter().filter(|other| **other != skill);
            others.into_iter().any(|other| every.contains(Step { skill: *other, level }.number()))
        })
    }

    /// Returns whether a member can reach a level, and the level that the goal asks of its group, without a skipped skill.
    fn can_be_had(&self, key: GroupKey, skill: SkillIndex, level: Level) -> bool {
        let level = self.targets.get(&key).map_or(level, |target| level.max(*target));
        !self.is_skipped(Step { skill, level })
    }

    fn is_skipped(&self, target: Step) -> bool {
        let skipped = |number: usize| self.goal.skip.contains(&Step::of_number(number).skill);
        !self.goal.skip.is_empty() && self.left([target]).iter().any(skipped)
    }

    /// Returns the least typical hours that a junior of the goal's roles needs from nothing.
    fn least_of_a_junior(&self) -> u64 {
        let find = || {
            let mut asked = self.asked(Seniority::Junior, &BTreeMap::new());
            asked.in_any_case = self.every(asked.single.iter().copied());
            self.of_nothing(&asked).least_hours(NodeLimit::default())
        };
        match self.role_without_wishes() {
            Some(role) => *self.maps.junior_hours(role).at_junior.get_or_init(find),
            None => find(),
        }
    }

    /// Returns the goal's only role if nothing is preferred or left out. What a junior needs from nothing is then the same
    /// for everybody.
    fn role_without_wishes(&self) -> Option<RoleIndex> {
        match self.goal.roles[..] {
            [role] if self.preferred.is_empty() && self.goal.skip.is_empty() => Some(role),
            _ => None,
        }
    }

    /// Returns the choice for the optimiser. Members count by the hours that they take from nothing and by what the person
    /// has of them.
    fn of_nothing(&self, asked: &AskedAtSeniority) -> Alternatives {
        let every = |step: Step| self.maps.prerequisite_closure(step).clone();
        let counted = Counted {
            anyway: asked.in_any_case.clone(),
            takes: &every,
            has: &|step| self.has(step),
        };
        alternatives(self.maps, asked, &counted)
    }

    /// Returns whether a step counts as done when members are compared. It does if the person has it. It also does if it is
    /// the first level of a skill that the person ticked as used and whose level is not known to be zero.
    fn has(&self, step: Step) -> bool {
        let standing = self.assessment.standing(step.skill);
        let is_used = || {
            standing.high() > Level::NONE
                && step.level == Level::ABOVE_NONE[0]
                && self.goal.used.contains(&step.skill)
        };
        standing.low() >= step.level || is_used()
    }

    /// Returns the choice for the optimiser, with members counted by the hours that are left.
    fn hours_left(&self, asked: &AskedAtSeniority) -> Alternatives {
        let settled = asked.settled.iter().map(|(_, member)| *member);
        let counted = Counted {
            anyway: self.left(asked.single.iter().copied().chain(settled)),
            takes: &|step| self.left([step]),
            has: &|_| false,
        };
        alternatives(self.maps, asked, &counted)
    }

    /// Returns some steps and everything that they need, whether the person has it or not.
    fn every(&self, targets: impl IntoIterator<Item = Step>) -> Set {
        every(self.maps, targets)
    }

    /// Returns some steps and everything that they need, without what the person has.
    fn left(&self, targets: impl IntoIterator<Item = Step>) -> Set {
        let mut left = nothing(self.maps);
        let mut open: Vec<Step> = targets.into_iter().collect();
        while let Some(step) = open.pop() {
            let is_had = self.assessment.level(step.skill) >= step.level;
            if !is_had && !left.contains(step.number()) {
                left.insert(step.number());
                open.extend(self.maps.needs(step));
            }
        }
        left
    }
}

/// How the members of groups are counted.
struct Counted<'a> {
    /// The steps that are taken whatever is chosen.
    anyway: Set,
    /// Returns the steps that a target takes.
    takes: &'a dyn Fn(Step) -> Set,
    /// Returns whether a step counts as done. Its hours then count as worth for every member that needs it at the highest
    /// seniority.
    has: &'a dyn Fn(Step) -> bool,
}

/// Returns the choice for the optimiser. A member is made of five kinds of parts:
///
/// 1. the steps that it takes, which count as hours;
/// 2. the steps that it needs and the person has, which count as worth;
/// 3. the skills of groups that it brings, which count as misfit unless they are chosen;
/// 4. the members of groups that it brings to their group's target, which count as misfit because the group needs only one
///    such member;
/// 5. parts that even out the misfit of skills that are in their place.
fn alternatives(maps: &SkillMaps, asked: &AskedAtSeniority, counted: &Counted<'_>) -> Alternatives {
    let skills = maps.skills().len();
    let steps = skills * 4;
    // The number of the first part of each kind. The fifth kind has a part for each skill and a part for each group.
    let [worth, brought, evened, even_group] =
        [steps, 2 * steps, 2 * steps + skills, 2 * steps + 2 * skills];
    let reached = even_group + asked.open.len();
    let groups: Vec<(&Vec<SkillIndex>, Level)> = (asked.open.iter())
        .map(|open| (&open.any_of, open.level))
        .chain(asked.settled.iter().map(|(any_of, member)| (any_of, member.level)))
        .collect();
    // Every member of every group at the group's target.
    let targets: Vec<usize> = groups
        .iter()
        .flat_map(|(any_of, level)| any_of.iter().map(|skill| (*skill, *level)))
        .map(|(skill, level)| Step { skill, level }.number())
        .collect();
    let reaches = |every: &Set| -> Vec<usize> {
        (0..targets.len()).filter(|place| every.contains(targets[*place])).collect()
    };
    let size = reached + targets.len();
    let mut parts = vec![Part::default(); size];
    for (number, part) in parts.iter_mut().take(steps).enumerate() {
        let step = Step::of_number(number);
        part.hours = maps[step.skill].hours_to(step.level).typical;
    }
    for number in (0..steps).filter(|number| (counted.has)(Step::of_number(*number))) {
        parts[worth + number].worth = parts[number].hours;
    }

    // A skill that is asked for without a choice is never foreign.
    let single = every(maps, asked.single.iter().copied());
    let in_any_case = |skill: &SkillIndex| single.contains(first_of(*skill));
    let grouped = groups.iter().flat_map(|(any_of, _)| any_of.iter());
    for skill in grouped.filter(|skill| !in_any_case(skill)) {
        parts[brought + skill.0].misfit += 1;
    }
    let brings = |every: &Set| -> Vec<SkillIndex> {
        let first = every.iter().filter(|number| number % 4 == 0);
        let skills = first.map(|number| Step::of_number(number).skill);
        skills.filter(|skill| parts[brought + skill.0].misfit > 0).collect()
    };

    let mut taken = Set::empty(size);
    for number in counted.anyway.iter() {
        taken.insert(number);
        taken.insert(worth + number);
    }
    let settled = asked.settled.iter().map(|(_, member)| *member);
    for place in reaches(&every(maps, asked.single.iter().copied().chain(settled))) {
        taken.insert(reached + place);
    }
    for (any_of, member) in &asked.settled {
        let bring = brings(maps.prerequisite_closure(*member));
        // The member itself is not foreign in its own group.
        let foreign =
            bring.iter().filter(|skill| **skill != member.skill || !any_of.contains(skill));
        for skill in foreign {
            taken.insert(brought + skill.0);
        }
    }

    let mut doubled = BTreeMap::new();
    let mut member = |group: &OpenGroup, at: usize, target: &Step| {
        let every = maps.prerequisite_closure(*target);
        let mut member = Set::of(size, (counted.takes)(*target).iter());
        let highest = Step { level: group.highest.max(target.level), ..*target };
        let had = maps.prerequisite_closure(highest);
        for number in had.iter().filter(|number| parts[worth + number].worth > 0) {
            member.insert(worth + number);
        }
        for place in reaches(every) {
            member.insert(reached + place);
        }
        let bring = brings(every);
        member.add(&Set::of(size, bring.iter().map(|skill| brought + skill.0)));
        member.insert(evened + target.skill.0);
        // A chosen member counts among the skills that are brought. A member that is asked for in any case does not, so
        // this part adds the misfit that it would have.
        if in_any_case(&target.skill) {
            member.insert(even_group + at);
        }
        // If a member brings several members of one group, at most one of them is chosen. The others do not count against
        // the member.
        let of_group = |(any_of, _): &(&Vec<SkillIndex>, Level)| {
            bring.iter().filter(|skill| any_of.contains(skill)).count().saturating_sub(1)
        };
        doubled.insert(target.skill, groups.iter().map(of_group).sum::<usize>());
        member
    };
    let members: Vec<Vec<Set>> = asked
        .open
        .iter()
        .enumerate()
        .map(|(at, group)| group.members.iter().map(|t| member(group, at, t)).collect())
        .collect();
    let most = doubled.values().copied().max().unwrap_or(0);
    for (skill, count) in doubled {
        parts[evened + skill.0].misfit = u32::try_from(most - count).unwrap_or(u32::MAX);
    }
    for part in &mut parts[even_group..] {
        part.misfit = 1;
    }
    Alternatives::new(&parts, &taken, &members)
}

/// Returns the highest level that a requirement asks for at any seniority.
fn highest_target(requirement: &Requirement) -> Level {
    requirement.targets.into_iter().max().unwrap_or_default()
}

/// Returns the number of the step to a skill's first level.
fn first_of(skill: SkillIndex) -> usize {
    Step { skill, level: Level::ABOVE_NONE[0] }.number()
}

/// Returns the numbers of some steps and of everything that they need.
fn every(maps: &SkillMaps, targets: impl IntoIterator<Item = Step>) -> Set {
    let mut every = nothing(maps);
    for step in targets {
        every.add(maps.prerequisite_closure(step));
    }
    every
}

/// Returns the empty set of steps of some maps.
fn nothing(maps: &SkillMaps) -> Set {
    Set::empty(maps.skills().len() * 4)
}

/// Returns the groups that some gaps ask for.
fn groups<'g, 'm>(
    gaps: &'g [RoleGap<'m>],
) -> impl Iterator<Item = (GroupKey, &'g RequirementGap<'m>)> {
    gaps.iter().flat_map(|role| {
        let groups = role.requirements.iter().filter(|gap| gap.requirement.is_group());
        groups.map(|gap| ((role.role, gap.requirement.any_of[0]), gap))
    })
}
