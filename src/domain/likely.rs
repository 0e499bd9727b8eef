//! The likely levels of a person who was interviewed, beside the known levels.
//!
//! An interview asks only some of the sentences. For the others the [`Model`] estimates how likely the person can do them.
//! These estimates do not enter readiness, gates or the figures of groups. They have numbers of their own, and a plan may
//! start from them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::assessment::{Assessment, Standing};
use super::catalog::{AreaIndex, SkillIndex};
use super::gap::{Fraction, RequirementGap, RoleGap, find_gap};
use super::hours::Hours;
use super::interview::model::{Evidence, Levels, Model, Source, at_least};
use super::level::{Level, Seniority};
use super::maps::{SkillMaps, Step};
use super::profile::{Current, Profile, Said};
use super::rater::Rater;
use super::roadmap::{Goal, Needed};
use super::role::RoleIndex;
use super::words::words;

/// The lowest chance at which a requirement is likely met.
pub(crate) const LIKELY: f64 = 0.7;

/// The highest chance at which a requirement is likely not met.
pub(crate) const LIKELY_NOT: f64 = 0.3;

/// The lowest chance at which a requirement counts as met in likely readiness.
const EVEN: f64 = 0.5;

/// The lowest chance at which "met" is as good as sure. "Not met" is as good as sure up to 1 minus this chance. Such a verdict
/// counts the same way at both ends of the range.
const SURE: f64 = 0.9;

/// The least change of the chance that an answer must make to be given as a reason.
const FELT: f64 = 0.02;

/// The greatest number of answers about prerequisites that are named as reasons.
const MOST_NAMED: usize = 2;

words! {
    /// Where a verdict comes from.
    pub enum Basis {
        /// The person, or the rater who counts, said it: by a rating or by a sentence.
        Said = "said",
        /// It follows from what was said of other skills.
        Follows = "follows",
        /// It is not known, and likely: met from a chance of 0.7, not met up to 0.3.
        Likely = "likely",
        /// It is not known, and nothing makes it likely.
        Open = "open",
    }
}

/// The basis of a verdict on a requirement, and the chance that the requirement is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// Where the verdict comes from.
    pub basis: Basis,
    /// The chance that the requirement is met, 0 to 1; `None` if the verdict is known, or if nobody was interviewed.
    pub chance: Option<f64>,
}

impl Verdict {
    /// Returns the verdict on one requirement. `likely` is `Some` if the person was interviewed.
    pub fn of(known: &Assessment, likely: Option<&Likely>, gap: &RequirementGap<'_>) -> Verdict {
        if gap.settled() {
            let decides = |(low, high): (Level, Level)| low >= gap.target || high < gap.target;
            let is_said = known.said(gap.best).is_some_and(decides);
            let basis = if is_said { Basis::Said } else { Basis::Follows };
            return Verdict { basis, chance: None };
        }
        let chance = likely.map(|likely| likely.chance(gap));
        let is_likely = |chance: f64| chance <= LIKELY_NOT || chance >= LIKELY;
        let basis = if chance.is_some_and(is_likely) { Basis::Likely } else { Basis::Open };
        Verdict { basis, chance }
    }
}

/// Readiness that counts likely requirements as met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LikelyReadiness {
    /// The weight of the requirements that are known to be met, and of the undecided ones with a chance of 0.5 or more.
    pub likely: Fraction,
    /// The weight of the requirements that are known to be met, and of the undecided ones with a chance of 0.9 or more.
    pub low: Fraction,
    /// The weight of all requirements except those known not to be met and the undecided ones with a chance of 0.1 or less.
    pub high: Fraction,
}

impl LikelyReadiness {
    /// Returns whether the range is wider than half of the total weight. The likely share then says nothing, and by default no
    /// plan starts from it. This is usual after only a few answers.
    pub(crate) fn is_vague(&self) -> bool {
        2 * (self.high.part - self.low.part) > self.high.whole
    }
}

/// A reason for a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// One answer.
    Answer {
        /// How the answer bears on the requirement: `Own` or `Prerequisite`.
        source: Source,
        /// The skill that the answer is about.
        skill: SkillIndex,
        /// The level that the answer is about.
        level: Level,
        /// Whether the person has that level.
        can: bool,
    },
    /// Many answers: the number of skills at a level, among the skills with an answer.
    Share {
        /// The area of the skills; `None` for all areas except that of the requirement.
        area: Option<AreaIndex>,
        /// The level that is counted.
        level: Level,
        /// The number of skills at that level or above.
        reached: usize,
        /// The number of skills that are known to be at that level or above, or known to be below it.
        answered: usize,
    },
}

words! {
    /// The kind of levels that a plan starts from.
    pub enum StartsFrom {
        /// What is known: ratings, sentences, and what follows from them.
        Known = "known",
        /// The likeliest levels, where somebody was interviewed.
        Likely = "likely",
    }
}

/// The levels that a plan starts from.
#[derive(Clone, Debug)]
pub struct Start {
    /// Whether the plan starts from known or from likely levels.
    pub from: StartsFrom,
    /// The known levels, raised to the presumed levels.
    pub assessment: Assessment,
    /// The skills whose presumed level is above the known level, in the order of the catalog.
    pub presumed: Vec<Presumed>,
    /// The hours of a plan from the known levels alone.
    pub(crate) hours_from_known: Hours,
    /// The presumed skills whose presumed steps are part of the plan from the known levels. This plan leaves those steps out.
    pub(crate) spared: Vec<SkillIndex>,
}

impl Start {
    /// Returns the start of a plan for a goal. It follows `wanted`; likely levels also need `likely`. If nothing is wanted, the
    /// plan starts from the likely levels if `likely` is `Some` and is not vague about any role of the goal, else from the
    /// known levels.
    pub fn of(
        maps: &SkillMaps,
        known: &Assessment,
        likely: Option<&Likely>,
        goal: &Goal,
        wanted: Option<StartsFrom>,
    ) -> Start {
        let needed = (!goal.roles.is_empty()).then(|| Needed::find(maps, known, goal));
        let says_enough = |likely: &&Likely| {
            let gap = |role: &RoleIndex| find_gap(maps, known, *role, goal.seniority);
            !goal.roles.iter().any(|role| likely.readiness(&gap(role)).is_vague())
        };
        let likely = match wanted {
            Some(StartsFrom::Known) => None,
            Some(StartsFrom::Likely) => likely,
            None => likely.filter(says_enough),
        };
        let presumed: Vec<Presumed> = likely.map_or(Vec::new(), |likely| {
            let levels = likely.presumed(maps, &goal.roles, goal.seniority).into_iter();
            let chance = |skill, level| likely.at_least(skill, level);
            levels
                .map(|(skill, level)| Presumed { skill, level, chance: chance(skill, level) })
                .collect()
        });
        let spares = |presumed: &&Presumed| {
            let steps = Level::NONE.up_to(presumed.level);
            let mut steps = steps.map(|level| Step { skill: presumed.skill, level });
            steps.any(|step| needed.as_ref().is_some_and(|needed| needed.steps.contains(&step)))
        };
        Start {
            from: if likely.is_some() { StartsFrom::Likely } else { StartsFrom::Known },
            assessment: known.presuming(presumed.iter().map(|there| (there.skill, there.level))),
            spared: presumed.iter().filter(spares).map(|presumed| presumed.skill).collect(),
            presumed,
            hours_from_known: needed.as_ref().map_or(Hours::ZERO, |needed| needed.hours(maps)),
        }
    }
}

/// A level that a plan counts as reached, although it is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Presumed {
    /// The skill.
    pub skill: SkillIndex,
    /// The level that counts as reached.
    pub level: Level,
    /// The chance of at least that level, 0 to 1.
    pub chance: f64,
}

/// The likely levels of one person.
#[derive(Clone, Debug)]
pub struct Likely {
    model: Arc<Model>,
    known: Assessment,
    evidence: Evidence,
    /// For each skill: the lowest and highest possible level by what is known.
    ranges: Vec<(Level, Level)>,
    beliefs: Vec<Levels>,
}

impl Profile {
    /// Returns whether sentences were answered about this person, by the person or by the rater who counts.
    pub fn is_interviewed(&self, rater: &Rater) -> bool {
        self.answers_to(rater).next().is_some()
    }

    /// Returns whether such an answer was given by the end of a day. Answers without a day always count; if `day` is `None`,
    /// only they count.
    pub(crate) fn is_interviewed_by(&self, rater: &Rater, day: Option<Date>) -> bool {
        self.answers_to(rater).any(|said| said.on <= day)
    }

    fn answers_to<'p>(&'p self, rater: &'p Rater) -> impl Iterator<Item = &'p Said> {
        self.said.iter().filter(|said| said.by.is_own() || said.by == *rater)
    }

    /// Returns the evidence about this person for the [`Model`]: the ratings and answers that count, and the skills that the
    /// person ticked by name. A ticked skill is left out if it was rated, or if the answers that count put it at level 0.
    pub fn evidence(&self, current: &[Current<'_>]) -> Evidence {
        let mut evidence = Evidence::none(current.len());
        for (skill, current) in current.iter().enumerate() {
            if let Some(entry) = current.counting_entry() {
                evidence.rate(SkillIndex(skill), entry.level);
            }
            for said in current.said.iter().flatten() {
                evidence.say(said.skill, said.level, said.can);
            }
        }
        let counts = |skill: &SkillIndex| {
            let current = &current[skill.0];
            current.entry.is_none() && current.high > Level::NONE
        };
        for skill in self.ticked().filter(counts) {
            evidence.say(skill, Level::NONE, true);
        }
        evidence
    }
}

impl Likely {
    /// Returns the likely levels of a person with these known levels and this evidence.
    pub fn of(
        maps: &SkillMaps,
        model: Arc<Model>,
        known: &Assessment,
        evidence: Evidence,
    ) -> Likely {
        let range = |skill| {
            let standing = known.standing(skill);
            (standing.low(), standing.high())
        };
        let ranges: Vec<(Level, Level)> = maps.skill_indices().map(range).collect();
        let beliefs = model.beliefs(&evidence, &ranges).levels;
        Likely { model, known: known.clone(), evidence, ranges, beliefs }
    }

    /// Returns the chance that a skill is at a level or above, 0 to 1.
    pub fn at_least(&self, skill: SkillIndex, level: Level) -> f64 {
        at_least(&self.beliefs[skill.0], level).min(1.0)
    }

    /// Returns the highest level of a skill that is reached with a chance of 0.5 or more.
    pub fn level(&self, skill: SkillIndex) -> Level {
        let likely = |level: &Level| self.at_least(skill, *level) >= EVEN;
        Level::ABOVE_NONE.into_iter().rfind(likely).unwrap_or_default()
    }

    /// Returns the chance that a requirement is met, 0 to 1. It is met if any of its members is at the target.
    pub fn chance(&self, gap: &RequirementGap<'_>) -> f64 {
        let missed = |skill: SkillIndex| 1.0 - self.at_least(skill, gap.target);
        1.0 - self.candidates(gap).map(missed).product::<f64>()
    }

    /// Returns the members that can still meet a requirement. If one member of a group is known to be above level 0, members
    /// about which nothing is known count as level 0, as they do in [`find_gap`].
    fn candidates<'g>(&'g self, gap: &'g RequirementGap<'_>) -> impl Iterator<Item = SkillIndex> {
        let one_is_there = self.one_is_there(gap);
        let members = gap.requirement.any_of.iter().copied();
        members.filter(move |skill| !(one_is_there && self.is_unknown(*skill)))
    }

    fn one_is_there(&self, gap: &RequirementGap<'_>) -> bool {
        let there =
            |skill: &SkillIndex| self.known.said(*skill).is_some_and(|(low, _)| low > Level::NONE);
        gap.requirement.is_group() && gap.requirement.any_of.iter().any(there)
    }

    fn is_unknown(&self, skill: SkillIndex) -> bool {
        *self.known.standing(skill) == Standing::NotRated
    }

    /// Returns the readiness for a role, with likely requirements counted as met.
    pub fn readiness(&self, gap: &RoleGap<'_>) -> LikelyReadiness {
        let from =
            |least: f64| gap.share(|gap| gap.met() || !gap.settled() && self.chance(gap) >= least);
        LikelyReadiness {
            likely: from(EVEN),
            low: from(SURE),
            high: gap.share(|gap| gap.met() || !gap.settled() && self.chance(gap) > 1.0 - SURE),
        }
    }

    /// Returns the levels that a plan for some roles may count as reached. For each skill that the roles ask for, and for each
    /// prerequisite of such a skill, it is the highest level with a chance of 0.5 or more. A group may be met with a chance of
    /// 0.5 or more although no single member is: then its likeliest member counts as being at the target. A plan from these
    /// levels therefore starts at [`LikelyReadiness::likely`].
    fn presumed(
        &self,
        maps: &SkillMaps,
        roles: &[RoleIndex],
        seniority: Seniority,
    ) -> BTreeMap<SkillIndex, Level> {
        let mut levels: BTreeMap<SkillIndex, Level> = BTreeMap::new();
        // Members that count as level 0 are below the target of their group.
        let mut below: BTreeMap<SkillIndex, Level> = BTreeMap::new();
        let gaps = roles.iter().map(|role| find_gap(maps, &self.known, *role, seniority));
        for gap in gaps.flat_map(|gap| gap.requirements) {
            let candidates: Vec<SkillIndex> = self.candidates(&gap).collect();
            for skill in &gap.requirement.any_of {
                if candidates.contains(skill) {
                    let needed = self.model.needed(Step { skill: *skill, level: gap.target });
                    let skills = needed.iter().map(|(needed, _)| *needed).chain([*skill]);
                    levels.extend(skills.map(|skill| (skill, self.level(skill))));
                } else {
                    let most = below.entry(*skill).or_insert(Level::EXPERT);
                    *most = gap.target.previous().min(*most);
                }
            }
        }
        let gaps = roles.iter().map(|role| find_gap(maps, &self.known, *role, seniority));
        for gap in gaps.flat_map(|gap| gap.requirements).filter(|gap| !gap.settled()) {
            let reaches = |skill: SkillIndex| levels.get(&skill) >= Some(&gap.target);
            if self.chance(&gap) >= EVEN && !self.candidates(&gap).any(reaches) {
                levels.extend(self.likeliest(&gap).map(|skill| (skill, gap.target)));
            }
        }
        for (skill, most) in below {
            levels.entry(skill).and_modify(|level| *level = most.min(*level));
        }
        levels.retain(|skill, level| *level > self.known.level(*skill));
        levels
    }

    /// Returns the member of a requirement that is likeliest to be at its target; among equals, the one listed first.
    fn likeliest(&self, gap: &RequirementGap<'_>) -> Option<SkillIndex> {
        let chance = |skill: SkillIndex| self.at_least(skill, gap.target);
        self.candidates(gap)
            .reduce(|best, skill| if chance(skill) > chance(best) { skill } else { best })
    }

    /// Returns the reasons for the chance of an undecided requirement: the answers that move the chance most towards the
    /// likelier verdict. Returns an empty list if no answer makes much of a difference.
    fn reasons(&self, maps: &SkillMaps, gap: &RequirementGap<'_>) -> Vec<Reason> {
        let Some(skill) = self.likeliest(gap) else {
            return Vec::new();
        };
        let likely_met = self.chance(gap) >= EVEN;
        let moved = |source: Source| {
            let without = self.model.levels_without(&self.evidence, &self.ranges, skill, source);
            let moved = self.at_least(skill, gap.target) - at_least(&without, gap.target);
            if likely_met { moved } else { -moved }
        };
        let mut sources: Vec<(f64, Source)> =
            Source::WORDS.iter().map(|(_, source)| (moved(*source), *source)).collect();
        // The sort is stable: among equals, the source nearer to the skill comes first.
        sources.sort_by(|a, b| b.0.total_cmp(&a.0));
        let felt = sources.into_iter().take_while(|(moved, _)| *moved >= FELT);
        let step = Step { skill, level: gap.target };
        felt.map(|(_, source)| self.reasons_of(maps, source, step, likely_met))
            .find(|reasons| !reasons.is_empty())
            .unwrap_or_default()
    }

    /// Returns the reasons from one source.
    fn reasons_of(
        &self,
        maps: &SkillMaps,
        source: Source,
        step: Step,
        likely_met: bool,
    ) -> Vec<Reason> {
        let area = maps[step.skill].area;
        match source {
            Source::Own => {
                let Some((low, high)) = self.known.said(step.skill) else {
                    return Vec::new();
                };
                let level = match likely_met {
                    true => Some(low).filter(|low| *low > Level::NONE),
                    false => high.next(),
                };
                let answer =
                    |level| Reason::Answer { source, skill: step.skill, level, can: likely_met };
                level.into_iter().map(answer).collect()
            }
            Source::Prerequisite => self.prerequisites(maps, step, likely_met),
            Source::Area => self.share_of(maps, step, Some(area), |skill| maps[skill].area == area),
            Source::Elsewhere => self.share_of(maps, step, None, |skill| maps[skill].area != area),
        }
    }

    /// Returns the answers that make a step likely or unlikely: yes to a step that needs it, or no to a step that it needs.
    /// Answers about direct prerequisites come first.
    fn prerequisites(&self, maps: &SkillMaps, step: Step, likely_met: bool) -> Vec<Reason> {
        let mut found: Vec<(bool, SkillIndex, Level)> = Vec::new();
        for skill in maps.skill_indices().filter(|skill| *skill != step.skill) {
            let Some((low, high)) = self.known.said(skill) else {
                continue;
            };
            let speaks = |level: Level| {
                let answered = Step { skill, level };
                let named = match likely_met {
                    true => self.model.needed(answered),
                    false => self.model.waiting(answered),
                };
                named.iter().any(|(other, at)| {
                    let reaches = if likely_met { *at >= step.level } else { *at <= step.level };
                    *other == step.skill && reaches
                })
            };
            let is_direct = |level: Level| {
                let answered = Step { skill, level };
                let (one, other) = if likely_met { (answered, step) } else { (step, answered) };
                maps.prerequisites(one).any(|needed| needed.skill == other.skill)
            };
            let mut levels = match likely_met {
                true => Level::NONE.up_to(low),
                false => high.up_to(Level::EXPERT),
            };
            if let Some(level) = levels.find(|level| speaks(*level)) {
                found.push((!is_direct(level), skill, level));
            }
        }
        found.sort();
        let answer = |(_, skill, level)| Reason::Answer {
            source: Source::Prerequisite,
            skill,
            level,
            can: likely_met,
        };
        found.into_iter().take(MOST_NAMED).map(answer).collect()
    }

    /// Returns the share of some other skills that are at the level of a step. If no answer says anything about that level, it
    /// takes the nearest level for which there is an answer.
    fn share_of(
        &self,
        maps: &SkillMaps,
        step: Step,
        area: Option<AreaIndex>,
        counts: impl Fn(SkillIndex) -> bool,
    ) -> Vec<Reason> {
        let at = |level: Level| {
            let others =
                maps.skill_indices().filter(|skill| *skill != step.skill && counts(*skill));
            let known = others.filter_map(|skill| match self.known.said(skill)? {
                (low, _) if low >= level => Some(true),
                (_, high) if high < level => Some(false),
                _ => None,
            });
            let (reached, answered) =
                known.fold((0, 0), |(there, all), is| (there + usize::from(is), all + 1));
            Reason::Share { area, level, reached, answered }
        };
        let mut levels = Level::ABOVE_NONE;
        levels.sort_by_key(|level| level.number().abs_diff(step.level.number()));
        let shares = levels.into_iter().map(at);
        let is_known = |reason: &Reason| matches!(reason, Reason::Share { answered: 1.., .. });
        shares.into_iter().find(is_known).into_iter().collect()
    }
}

/// Returns the reasons for the verdict on a requirement: the answers that state it, from which it follows, or that make it
/// likely. Returns an empty list if no answer bears on it.
pub fn reasons(
    maps: &SkillMaps,
    known: &Assessment,
    likely: Option<&Likely>,
    gap: &RequirementGap<'_>,
) -> Vec<Reason> {
    if !gap.settled() {
        return likely.map_or(Vec::new(), |likely| likely.reasons(maps, gap));
    }
    let mut reasons = Vec::new();
    for skill in &gap.requirement.any_of {
        if gap.met() && *skill != gap.best {
            continue;
        }
        let step = Step { skill: *skill, level: gap.target };
        if let Some((skill, level, can)) = known.because(maps, step) {
            let own = gap.requirement.any_of.contains(&skill);
            let source = if own { Source::Own } else { Source::Prerequisite };
            let reason = Reason::Answer { source, skill, level, can };
            if can == gap.met() && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    reasons
}
