//! The worth of asking a sentence, and the choice of the sentences for a screen.

use std::collections::BTreeSet;

use super::clock::Clock;
use super::evidence::affirms;
use super::{Beliefs, Levels, Model, at_least};
use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::interview::outlook::Stakes;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::Importance;

/// How thoroughly the interview asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Only for the verdicts, within a few minutes.
    Quick,
    /// For the verdicts and the plan.
    #[default]
    Standard,
    /// For the verdicts and the plan, until hardly anything is uncertain.
    Full,
}

/// The reduction of uncertainty that makes a sentence worth asking, and the size of a screen.
struct Thresholds {
    /// The expected reduction of the requirement weight whose verdict is wrong.
    verdict: f64,
    /// The expected reduction of the share of the role's hours that is planned wrongly; `None` if only verdicts count.
    plan: Option<f64>,
    /// Whether the verdict about a requirement that is [open](OPEN) is asked about, however little the requirement weighs.
    every_open: bool,
    /// The greatest number of sentences on a screen.
    sentences: usize,
    /// The worth that the sentences of one area need for a screen of their own, as a share of the worth of the best sentences
    /// of all areas.
    one_area: f64,
}

impl Mode {
    fn thresholds(self) -> Thresholds {
        match self {
            Mode::Quick => Thresholds {
                verdict: 0.05,
                plan: None,
                every_open: false,
                sentences: 5,
                one_area: 0.9,
            },
            Mode::Standard => Thresholds {
                verdict: 0.30,
                plan: Some(0.00053),
                every_open: true,
                sentences: 6,
                one_area: 0.0,
            },
            Mode::Full => Thresholds {
                verdict: 0.03,
                plan: Some(0.00015),
                every_open: true,
                sentences: 7,
                one_area: 0.0,
            },
        }
    }
}

/// The names that are asked before the first sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The members of every group.
    Groups,
    /// The members of the groups that are core requirements.
    CoreGroups,
    /// All skills that the roles ask for, in a list for each area.
    Everything,
    /// No names.
    Nothing,
}

impl Naming {
    /// Returns the names for which a mode has time.
    ///
    /// In a quick interview at junior, the names of all skills tell the most. Above junior the targets are higher, and a name
    /// tells less than a sentence at the target. Without the lists, and with all else the same, the interview recognised more
    /// of what people can do at senior: for the worst kind of learner 79 instead of 66 % on today's maps, and for all kinds
    /// together 94 instead of 90 % on the first edition's maps (`cargo bench --bench interview -- 30`, another seed).
    pub fn of(mode: Mode, seniority: Seniority) -> Naming {
        match (mode, seniority) {
            (Mode::Quick, Seniority::Junior) => Naming::Everything,
            (Mode::Quick, _) => Naming::Nothing,
            (Mode::Standard | Mode::Full, _) => Naming::Groups,
        }
    }
}

/// The share of the role's hours by which a step counts more than its own hours if it could be started now. Such a step would
/// come first in the plan, and people notice at once if they already have the first step. With 0.007, and 0.0011 for the cost
/// of a wrong share of the hours, an interview of 10.3 minutes left 2.0 % of the hours wrong at senior; it now leaves 1.7 %.
const STARTS_NOW: f64 = 0.0011;

/// The chances of a verdict that is open. By the two thresholds alone, about one in six interviews would leave such a verdict,
/// mostly the first level of a skill of little weight. To ask about all of them takes 0.1 minutes on average. Among the few
/// that were left, the chances were not right: of those with a chance of .77, .86 were met (`cargo bench --bench interview`).
const OPEN: std::ops::Range<f64> = 0.1..0.8;

/// The highest cost of a wrong "not met". The cost grows as the person meets fewer requirements, up to this limit.
const RAREST: f64 = 2.5;

/// The chance below which a member of a group is hardly at the target.
const HARDLY: f64 = 0.05;

/// The least number of sentences of one area that make a screen of their own.
const FEW: usize = 3;

/// The title of the list of all names.
const ALL_NAMES: &str = "what is asked here";

/// The sentences of one screen, in the order of the catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The area of all sentences; `None` if they may be from several areas.
    pub area: Option<AreaIndex>,
    /// The sentences, by skill and level.
    pub sentences: Vec<(SkillIndex, Level)>,
}

/// Values that are calculated once for the roles and the seniority of an interview.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The skills that are asked for, in the order of the catalog.
    skills: Vec<SkillIndex>,
    stakes: Vec<Stake>,
    /// For each skill: the positions of the stakes that it is a member of.
    of_skill: Vec<Vec<usize>>,
    /// The typical hours of a plan that starts from nothing.
    hours: f64,
}

#[derive(Clone, Debug)]
struct Stake {
    members: Vec<SkillIndex>,
    target: Level,
    weight: f64,
    /// For each member: every step that its target needs, including the target itself.
    needs: Vec<Vec<(SkillIndex, Level)>>,
}

impl Subject {
    /// Returns the subject of an interview about these stakes. `hours` is the length of their plan from nothing.
    pub fn of(maps: &SkillMaps, model: &Model, stakes: &Stakes, hours: u32) -> Subject {
        let stake = |stake: &crate::domain::interview::outlook::Stake| {
            let needs = |skill: &SkillIndex| {
                let own = (*skill, stake.target);
                let others = model.needed(Step { skill: *skill, level: stake.target });
                std::iter::once(own).chain(others.iter().copied()).collect()
            };
            Stake {
                needs: stake.members.iter().map(needs).collect(),
                members: stake.members.clone(),
                target: stake.target,
                weight: stake.weight as f64,
            }
        };
        let mut of_skill = vec![Vec::new(); maps.skills().len()];
        for (at, stake) in stakes.0.iter().enumerate() {
            for skill in &stake.members {
                of_skill[skill.0].push(at);
            }
        }
        Subject {
            skills: stakes.skills().into_iter().collect(),
            stakes: stakes.0.iter().map(stake).collect(),
            of_skill,
            hours: f64::from(hours),
        }
    }

    /// Returns the lists of names to ask first, each with its title. Each skill is in only one list.
    ///
    /// Lists of all names come in the order of the areas. Groups are ordered by the hours to the first level of the member
    /// that takes the fewest. Languages thus come before the frameworks that are written in them.
    pub fn names(
        &self,
        maps: &SkillMaps,
        model: &Model,
        stakes: &Stakes,
        naming: Naming,
    ) -> Vec<(String, Vec<SkillIndex>)> {
        if naming == Naming::Everything {
            let of_area = |area: AreaIndex| {
                let here = self.skills.iter().filter(|skill| maps[**skill].area == area);
                (maps[area].name.clone(), here.copied().collect())
            };
            let lists = (0..maps.areas().len()).map(AreaIndex).map(of_area);
            return lists.filter(|(_, names): &(_, Vec<_>)| !names.is_empty()).collect();
        }
        let core = u64::from(Importance::Core.weight());
        let least = match naming {
            Naming::Groups => 0,
            Naming::CoreGroups => core,
            Naming::Nothing | Naming::Everything => return Vec::new(),
        };
        let mut groups: Vec<_> = stakes
            .0
            .iter()
            .filter(|stake| stake.members.len() > 1)
            .filter(|stake| stake.weight >= least)
            .collect();
        let begins = |skill: &SkillIndex| model.hours_to_begin(*skill);
        groups.sort_by_key(|stake| stake.members.iter().map(begins).min());
        let mut named = BTreeSet::new();
        let list = |stake: &crate::domain::interview::outlook::Stake| {
            let members = stake.members.iter().copied().filter(|skill| named.insert(*skill));
            (stake.group.clone().unwrap_or_else(|| ALL_NAMES.to_string()), members.collect())
        };
        let lists = groups.into_iter().map(list);
        lists.filter(|(_, names): &(String, Vec<SkillIndex>)| !names.is_empty()).collect()
    }

    /// Returns the chance that each stake is met.
    fn met(&self, beliefs: &[Levels]) -> Vec<f64> {
        self.stakes.iter().map(|stake| stake.met(beliefs)).collect()
    }

    /// Returns the next screen; `None` if no sentence is worth asking, or none fits into the seconds that are left.
    pub fn screen(
        &self,
        maps: &SkillMaps,
        model: &Model,
        mode: Mode,
        beliefs: &Beliefs,
        may_be_put: impl Fn(SkillIndex, Level) -> bool,
        left: Option<(Clock, f64)>,
    ) -> Option<Screen> {
        let fits = |skill: SkillIndex, level: Level| {
            left.is_none_or(|(clock, left)| clock.seconds(maps[skill].can_do(level)) <= left)
        };
        let may_be_put = |skill, level| may_be_put(skill, level) && fits(skill, level);
        let best = self.worth_asking(maps, model, mode, beliefs, may_be_put);
        let (area, mut sentences) = pick(maps, &mode.thresholds(), &best)?;
        if let Some((clock, mut seconds)) = left {
            sentences.retain(|(skill, level)| {
                let needed = clock.seconds(maps[*skill].can_do(*level));
                let fits = needed <= seconds;
                seconds -= if fits { needed } else { 0.0 };
                fits
            });
        }
        sentences.sort();
        Some(Screen { area, sentences })
    }

    /// Returns the sentences that are worth asking: only the best one of each skill, the highest worth first. Each comes with
    /// its worth a second.
    pub(crate) fn worth_asking(
        &self,
        maps: &SkillMaps,
        model: &Model,
        mode: Mode,
        beliefs: &Beliefs,
        may_be_put: impl Fn(SkillIndex, Level) -> bool,
    ) -> Vec<(f64, SkillIndex, Level)> {
        let thresholds = mode.thresholds();
        let met = self.met(&beliefs.levels);
        let planned = thresholds.plan.map(|_| self.planned(maps, &beliefs.levels, &met));
        let mut best: Vec<(f64, SkillIndex, Level)> = Vec::new();
        for skill in &self.skills {
            let mut most: Option<(f64, SkillIndex, Level)> = None;
            for level in Level::ABOVE_NONE.into_iter().filter(|level| may_be_put(*skill, *level)) {
                let step = Step { skill: *skill, level };
                let mut worth = self.verdict(model, beliefs, &met, step) / thresholds.verdict;
                if let (Some(unit), Some(planned)) = (thresholds.plan, &planned) {
                    worth += self.plan(maps, &beliefs.levels, planned, step) / unit;
                }
                if thresholds.every_open && self.decides_open(&beliefs.levels, &met, step) {
                    worth = worth.max(1.0);
                }
                if worth < 1.0 {
                    continue;
                }
                let sentence = maps[*skill].can_do(level);
                let per_second = worth / Clock::default().seconds(sentence);
                if most.is_none_or(|most| per_second > most.0) {
                    most = Some((per_second, *skill, level));
                }
            }
            best.extend(most);
        }
        // The sort is stable: among equals, the skill that comes first in the catalog comes first.
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        best
    }

    /// Returns whether a sentence is the one that decides an open verdict: it describes the target, of a group for the member
    /// that is the likeliest to be there.
    fn decides_open(&self, beliefs: &[Levels], met: &[f64], step: Step) -> bool {
        self.of_skill[step.skill.0].iter().any(|at| {
            let stake = &self.stakes[*at];
            OPEN.contains(&met[*at])
                && step.level == stake.target
                && stake.members[stake.likeliest(beliefs)] == step.skill
        })
    }

    /// Returns by how much an answer to a sentence is expected to reduce the requirement weight with a wrong verdict.
    fn verdict(&self, model: &Model, beliefs: &Beliefs, met: &[f64], step: Step) -> f64 {
        let levels = &beliefs.levels;
        let (yes, after_yes, after_no) = answers(&levels[step.skill.0], step.level);
        let mut worth = 0.0;
        let costs = Costs::of(met);
        for at in &self.of_skill[step.skill.0] {
            let stake = &self.stakes[*at];
            let then = |after: &Levels| costs.wrong(stake.met_with(levels, step.skill, after));
            worth += stake.weight
                * (costs.wrong(met[*at]) - yes * then(&after_yes) - (1.0 - yes) * then(&after_no));
        }
        let moved = |skill: SkillIndex, speaks: &dyn Fn(Level) -> bool, factor: f64| -> f64 {
            let stakes = self.of_skill[skill.0].iter().map(|at| (&self.stakes[*at], met[*at]));
            stakes
                .filter(|(stake, _)| stake.members.len() == 1 && speaks(stake.target))
                .map(|(stake, now)| {
                    let odds = now * factor;
                    let then = odds / (odds + 1.0 - now);
                    (stake.weight * (costs.wrong(now) - costs.wrong(then))).max(0.0)
                })
                .sum()
        };
        for (skill, least) in model.needed(step) {
            worth += yes * moved(*skill, &|target| target <= *least, 1.0 / beliefs.contradicted);
        }
        for (skill, lowest) in model.waiting(step) {
            worth += (1.0 - yes) * moved(*skill, &|target| target >= *lowest, beliefs.contradicted);
        }
        worth
    }

    /// Returns by how much an answer to a sentence is expected to reduce the share of the role's hours that is planned wrongly.
    fn plan(&self, maps: &SkillMaps, beliefs: &[Levels], planned: &[[f64; 4]], step: Step) -> f64 {
        let skill = step.skill;
        let (yes, after_yes, after_no) = answers(&beliefs[skill.0], step.level);
        let mut worth = 0.0;
        for level in Level::ABOVE_NONE {
            let then = |after: &Levels| wrong(at_least(after, level));
            let less =
                then(&beliefs[skill.0]) - yes * then(&after_yes) - (1.0 - yes) * then(&after_no);
            let ready = maps
                .needs(Step { skill, level })
                .map(|needed| at_least(&beliefs[needed.skill.0], needed.level))
                .fold(1.0, f64::min);
            let hours = f64::from(maps[skill].hours_to(level).typical) / self.hours;
            worth += (hours + STARTS_NOW * ready) * planned[skill.0][level.index() - 1] * less;
        }
        worth
    }

    /// Returns for each step of each skill the chance that the plan needs the step if the person does not have it.
    fn planned(&self, maps: &SkillMaps, beliefs: &[Levels], met: &[f64]) -> Vec<[f64; 4]> {
        let mut planned = vec![[0.0_f64; 4]; maps.skills().len()];
        for (stake, met) in self.stakes.iter().zip(met) {
            // The own steps of a member that the person has begun count too.
            let begun = stake.begun(beliefs).map(|at| (stake.members[at], stake.target));
            for (skill, top) in stake.needs[stake.likeliest(beliefs)].iter().chain(&begun) {
                for level in Level::NONE.up_to(*top) {
                    let so_far = &mut planned[skill.0][level.index() - 1];
                    *so_far = so_far.max(1.0 - met);
                }
            }
        }
        planned
    }
}

impl Stake {
    fn met(&self, beliefs: &[Levels]) -> f64 {
        let missed = |skill: &SkillIndex| 1.0 - at_least(&beliefs[skill.0], self.target);
        1.0 - self.members.iter().map(missed).product::<f64>()
    }

    /// Returns the chance that the stake is met, with other beliefs about one member.
    fn met_with(&self, beliefs: &[Levels], member: SkillIndex, after: &Levels) -> f64 {
        let missed = |skill: &SkillIndex| {
            let levels = if *skill == member { after } else { &beliefs[skill.0] };
            1.0 - at_least(levels, self.target)
        };
        1.0 - self.members.iter().map(missed).product::<f64>()
    }

    /// Returns the member that is likeliest to be at the target; among equals, the one listed first.
    fn likeliest(&self, beliefs: &[Levels]) -> usize {
        self.most(|at| at_least(&beliefs[self.members[at].0], self.target))
    }

    /// Returns the member with the most expected levels up to the target, if hardly any member is likely to be at the target. A
    /// plan takes the member that the person has already used.
    fn begun(&self, beliefs: &[Levels]) -> Option<usize> {
        let at = |place: usize, level: Level| at_least(&beliefs[self.members[place].0], level);
        let expected =
            |place: usize| Level::NONE.up_to(self.target).map(|level| at(place, level)).sum();
        let is_hardly_met = at(self.likeliest(beliefs), self.target) < HARDLY;
        is_hardly_met.then(|| self.most(expected))
    }

    /// Returns the member with the highest value; among equals, the one listed first.
    fn most(&self, of: impl Fn(usize) -> f64) -> usize {
        (1..self.members.len()).fold(0, |best, at| if of(at) > of(best) { at } else { best })
    }
}

/// Returns the chance that the likelier verdict is wrong.
fn wrong(chance: f64) -> f64 {
    chance.min(1.0 - chance)
}

/// The costs of a wrong verdict: 1 for a wrong "met", and `missed` for a wrong "not met".
#[derive(Clone, Copy)]
struct Costs {
    missed: f64,
}

impl Costs {
    fn of(met: &[f64]) -> Costs {
        let expected: f64 = met.iter().sum();
        Costs { missed: (met.len() as f64 / (2.0 * expected)).clamp(1.0, RAREST) }
    }

    /// Returns the expected cost of the likelier verdict.
    fn wrong(self, chance: f64) -> f64 {
        if chance < 0.5 { chance * self.missed } else { 1.0 - chance }
    }
}

/// The area of all sentences of a screen, and the sentences.
type Picked = (Option<AreaIndex>, Vec<(SkillIndex, Level)>);

/// Returns the area whose sentences are worth most, with its best sentences. If that area has too few sentences or they are
/// worth too little, returns the best sentences of all areas, without an area. Returns `None` if no sentence is worth asking.
fn pick(
    maps: &SkillMaps,
    thresholds: &Thresholds,
    best: &[(f64, SkillIndex, Level)],
) -> Option<Picked> {
    let of_area = |area: AreaIndex| {
        let here = best.iter().filter(move |(_, skill, _)| maps[*skill].area == area);
        here.take(thresholds.sentences)
    };
    let mut most: Option<(f64, AreaIndex)> = None;
    for area in (0..maps.areas().len()).map(AreaIndex) {
        let sum: f64 = of_area(area).map(|(worth, _, _)| worth).sum();
        if sum > most.map_or(0.0, |(most, _)| most) {
            most = Some((sum, area));
        }
    }
    let (sum, area) = most?;
    let of_all = best.iter().take(thresholds.sentences);
    let sum_of_all: f64 = of_all.clone().map(|(worth, _, _)| worth).sum();
    let sentence = |(_, skill, level): &(f64, SkillIndex, Level)| (*skill, *level);
    if of_area(area).count() < FEW || sum < thresholds.one_area * sum_of_all {
        return Some((None, of_all.map(sentence).collect()));
    }
    Some((Some(area), of_area(area).map(sentence).collect()))
}

/// Returns the chance that a sentence is affirmed, and the levels after a yes and after a no.
fn answers(levels: &Levels, sentence: Level) -> (f64, Levels, Levels) {
    let mut after_yes = *levels;
    let mut after_no = *levels;
    let mut yes = 0.0;
    for (at, level) in levels.iter().enumerate() {
        let affirmed = affirms(at, sentence);
        after_yes[at] = level * affirmed;
        after_no[at] = level * (1.0 - affirmed);
        yes += after_yes[at];
    }
    (yes, after_yes.map(|level| level / yes), after_no.map(|level| level / (1.0 - yes)))
}
