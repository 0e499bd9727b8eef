//! What it is worth to ask a sentence, and which sentences make a screen.

use std::collections::BTreeSet;

use super::clock::Clock;
use super::evidence::affirms;
use super::{Beliefs, Levels, Model, at_least};
use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::interview::outlook::Stakes;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::Importance;

/// How thoroughly somebody wants to be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Verdicts only, within a few minutes.
    Quick,
    /// Verdicts and the plan.
    #[default]
    Standard,
    /// The same until hardly anything is uncertain.
    Full,
}

/// How much uncertainty must be worth a sentence, and how many sentences make a screen.
struct Thresholds {
    /// Requirement weight that would stand wrongly.
    verdict: f64,
    /// The share of the role's hours that would be planned wrongly; verdicts only where it is `None`.
    plan: Option<f64>,
    /// The sentences of a screen.
    sentences: usize,
    /// An area's sentences are put alone where they are worth this share of the best sentences of all areas.
    one_area: f64,
}

impl Mode {
    fn thresholds(self) -> Thresholds {
        match self {
            Mode::Quick => Thresholds { verdict: 0.05, plan: None, sentences: 5, one_area: 0.9 },
            Mode::Standard => {
                Thresholds { verdict: 0.28, plan: Some(0.0005), sentences: 6, one_area: 0.0 }
            }
            Mode::Full => {
                Thresholds { verdict: 0.03, plan: Some(0.00015), sentences: 7, one_area: 0.0 }
            }
        }
    }
}

/// Which names are put before the first sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The members of every group.
    Groups,
    /// The members of the groups without which the job cannot be done.
    CoreGroups,
    /// All that is asked for, in one list.
    OneList,
    /// None.
    Nothing,
}

impl Naming {
    /// What a mode has time for.
    ///
    /// For a junior who is asked quickly one list of all names tells the most. Above, where targets are higher, a name tells
    /// less than a sentence at the target. Without the lists, and all else the same, the kind of learner for which it is worst
    /// had 79 instead of 66 % of what they can do recognised at senior on today's maps, and on the first edition's all kinds
    /// together 94 instead of 90 % (`cargo bench --bench interview -- 30`, another seed).
    pub fn of(mode: Mode, seniority: Seniority) -> Naming {
        match (mode, seniority) {
            (Mode::Quick, Seniority::Junior) => Naming::OneList,
            (Mode::Quick, _) => Naming::Nothing,
            (Mode::Standard | Mode::Full, _) => Naming::Groups,
        }
    }
}

/// A step that could be started now counts as this share of the role's hours beside its own: it would come first in the plan,
/// and a first step that one has already is the first thing that people see. With 0.007, and 0.0011 for what a wrong share of
/// the hours costs, an interview of 10.3 minutes left 2.0 % of the hours wrong at senior, where it now leaves 1.7 %.
const STARTS_NOW: f64 = 0.0011;

/// The fewer requirements somebody meets, the more it costs to miss one of them, up to this.
const RAREST: f64 = 2.5;

/// A member of a group is hardly at the target below this chance.
const HARDLY: f64 = 0.05;

/// Fewer sentences than this of one area make no screen of their own.
const FEW: usize = 3;

/// What the list of all names is called.
const ALL_NAMES: &str = "what is asked here";

/// The seconds of a usual sentence.
const USUAL_SECONDS: f64 = 7.4;

/// Sentences to put together, in the order of the catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The area that they belong to; `None` when it is the rest of several.
    pub area: Option<AreaIndex>,
    /// The sentences, by skill and level.
    pub sentences: Vec<(SkillIndex, Level)>,
}

/// What is worked out once for the roles and the seniority of an interview.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The skills that are asked for, in the order of the catalog.
    skills: Vec<SkillIndex>,
    stakes: Vec<Stake>,
    /// Of each skill: the stakes that it is a member of.
    of_skill: Vec<Vec<usize>>,
    /// The typical hours of the plan from nothing.
    hours: f64,
}

#[derive(Clone, Debug)]
struct Stake {
    members: Vec<SkillIndex>,
    target: Level,
    weight: f64,
    /// Of each member: every step that its target needs, itself among them.
    needs: Vec<Vec<(SkillIndex, Level)>>,
}

impl Subject {
    /// What the stakes ask; `hours` is what their plan takes from nothing.
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

    /// The lists of names to put first, each skill once, and what to call each list.
    ///
    /// A group whose members take fewer hours to begin comes first: languages before the frameworks that are written in them.
    pub fn names(
        &self,
        model: &Model,
        stakes: &Stakes,
        naming: Naming,
    ) -> Vec<(String, Vec<SkillIndex>)> {
        if naming == Naming::OneList {
            return vec![(ALL_NAMES.to_string(), self.skills.clone())];
        }
        let core = u64::from(Importance::Core.weight());
        let least = match naming {
            Naming::Groups => 0,
            Naming::CoreGroups => core,
            Naming::Nothing | Naming::OneList => return Vec::new(),
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

    /// The chance that each stake is met.
    fn met(&self, beliefs: &[Levels]) -> Vec<f64> {
        self.stakes.iter().map(|stake| stake.met(beliefs)).collect()
    }

    /// The next screen; `None` when no sentence is worth asking, or none fits into the seconds that are left.
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

    /// The sentences that are worth asking, each skill's best one, most worth first: its worth a second, and the sentence.
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
                if worth < 1.0 {
                    continue;
                }
                let sentence = maps[*skill].can_do(level);
                let per_second = worth * USUAL_SECONDS / Clock::default().seconds(sentence);
                if most.is_none_or(|most| per_second > most.0) {
                    most = Some((per_second, *skill, level));
                }
            }
            best.extend(most);
        }
        // A stable sort: of equal ones that of the catalog's first skill comes first.
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        best
    }

    /// How much requirement weight less would be expected to stand wrongly after a sentence.
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

    /// The share of the role's hours less that would be expected to be planned wrongly after a sentence.
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

    /// Of each step of each skill: how likely it belongs to the plan if it is not there.
    fn planned(&self, maps: &SkillMaps, beliefs: &[Levels], met: &[f64]) -> Vec<[f64; 4]> {
        let mut planned = vec![[0.0_f64; 4]; maps.skills().len()];
        for (stake, met) in self.stakes.iter().zip(met) {
            // Of what somebody has begun its own steps count too.
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

    /// The chance with other beliefs about one member.
    fn met_with(&self, beliefs: &[Levels], member: SkillIndex, after: &Levels) -> f64 {
        let missed = |skill: &SkillIndex| {
            let levels = if *skill == member { after } else { &beliefs[skill.0] };
            1.0 - at_least(levels, self.target)
        };
        1.0 - self.members.iter().map(missed).product::<f64>()
    }

    /// The member that is likeliest to be at the target; of equals the one listed first.
    fn likeliest(&self, beliefs: &[Levels]) -> usize {
        self.most(|at| at_least(&beliefs[self.members[at].0], self.target))
    }

    /// The member of which most levels up to the target can be expected to be there, where hardly any member is at it: the plan
    /// takes what somebody has used.
    fn begun(&self, beliefs: &[Levels]) -> Option<usize> {
        let at = |place: usize, level: Level| at_least(&beliefs[self.members[place].0], level);
        let expected =
            |place: usize| Level::NONE.up_to(self.target).map(|level| at(place, level)).sum();
        let is_hardly_met = at(self.likeliest(beliefs), self.target) < HARDLY;
        is_hardly_met.then(|| self.most(expected))
    }

    /// The member of which something is most; of equals the one listed first.
    fn most(&self, of: impl Fn(usize) -> f64) -> usize {
        (1..self.members.len()).fold(0, |best, at| if of(at) > of(best) { at } else { best })
    }
}

/// The chance that a verdict by the likelier side is wrong.
fn wrong(chance: f64) -> f64 {
    chance.min(1.0 - chance)
}

/// What a wrong verdict costs: 1 for "met" of something that is not, and so much for "not met" of something that is.
#[derive(Clone, Copy)]
struct Costs {
    missed: f64,
}

impl Costs {
    fn of(met: &[f64]) -> Costs {
        let expected: f64 = met.iter().sum();
        Costs { missed: (met.len() as f64 / (2.0 * expected)).clamp(1.0, RAREST) }
    }

    /// What a verdict by the likelier side can be expected to cost.
    fn wrong(self, chance: f64) -> f64 {
        if chance < 0.5 { chance * self.missed } else { 1.0 - chance }
    }
}

/// The sentences of a screen, and the area they are all of.
type Picked = (Option<AreaIndex>, Vec<(SkillIndex, Level)>);

/// The area whose sentences are worth most, with its best ones; `None` for the best of all areas.
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

/// How likely a sentence is affirmed, and the levels after yes and after no.
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
