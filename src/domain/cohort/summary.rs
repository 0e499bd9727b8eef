//! Where everybody stands: person by person and area by area, and requirement by requirement over the group.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::person_name::PersonName;
use super::{Aims, Learner, Member, mean};
use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::gap::{Fraction, RequirementGap, RoleGap};
use crate::domain::level::{Level, Seniority};
use crate::domain::likely::{LIKELY, LIKELY_NOT, LikelyReadiness};
use crate::domain::maps::SkillMaps;
use crate::domain::role::{Requirement, RoleIndex};

/// Group figures about fewer people than this are withheld from an anonymous summary.
pub(crate) const FEWEST: usize = 5;

/// What the roles of these maps ask for, each thing once, whichever roles ask for it: topics, by number.
#[derive(Clone, Debug)]
pub struct Topics<'m> {
    /// A requirement that asks for each, in the order of the areas and then of the roles.
    pub all: Vec<&'m Requirement>,
    place: BTreeMap<&'m [SkillIndex], usize>,
}

impl<'m> Topics<'m> {
    /// What the roles of these maps ask for.
    pub fn of(maps: &'m SkillMaps) -> Topics<'m> {
        let mut topics = Topics { all: Vec::new(), place: BTreeMap::new() };
        let requirements = maps.roles().iter().flat_map(|role| &role.requirements);
        let mut sorted: Vec<&Requirement> = requirements.collect();
        sorted.sort_by_key(|requirement| requirement.area);
        for requirement in sorted {
            let number = topics.all.len();
            let place = topics.place.entry(&requirement.any_of).or_insert(number);
            if *place == number {
                topics.all.push(requirement);
            }
        }
        topics
    }
}

/// How one person stands to one topic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// Which topic.
    pub topic: usize,
    /// The level that is asked.
    pub target: Level,
    /// The least that the level can be; of a group the member nearest to the target.
    pub low: Level,
    /// The most that it can be.
    pub high: Level,
    /// The chance that the target is met, 0 to 1; `None` where that is known, and of somebody who answered no sentence.
    pub chance: Option<f64>,
}

impl Stand {
    /// Whether the target is met.
    pub fn met(self) -> bool {
        self.low >= self.target
    }

    /// Whether the target is met or cannot be.
    pub fn settled(self) -> bool {
        self.met() || self.high < self.target
    }

    /// Whether it is known that the target is not met.
    pub fn below(self) -> bool {
        self.high < self.target
    }
}

/// One person's line of a summary: as little as that takes, so that ten thousand of them are nothing.
#[derive(Clone, Debug)]
pub struct Line {
    /// What tells this person from the others.
    pub id: String,
    /// What the person is called.
    pub name: PersonName,
    /// What they learn for; empty when that is not known.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Seniority,
    /// How many skills are rated.
    pub rated: usize,
    /// Whether anything is said of any skill.
    pub(crate) has_answered: bool,
    /// The readiness; of several roles the mean, as everything here.
    pub readiness: Fraction,
    /// The readiness with everything inferred or unrated at its most.
    pub readiness_high: Fraction,
    /// The share of the weight for which it is settled whether it is met.
    pub coverage: Fraction,
    /// The readiness with what is likely; `None` of somebody who answered no sentence.
    pub likely: Option<LikelyReadiness>,
    /// Requirements met and asked.
    pub met: (usize, usize),
    /// Core requirements met and asked.
    pub core_met: (usize, usize),
    /// By area: readiness and coverage; `None` where nothing is asked.
    pub areas: Vec<Option<(Fraction, Fraction)>>,
    /// How the person stands to each thing that is asked.
    pub stands: Vec<Stand>,
    /// Whether a rating is higher now than on the day that was asked about; `None` when none was, nothing was rated then, or
    /// everything was rated on one day: a first answer is no lack of progress.
    pub moved: Option<bool>,
    /// Whether everything was rated on one day.
    pub(crate) answered_once: bool,
}

impl Line {
    /// One person, measured; `since` asks what moved after that day.
    pub fn of(
        maps: &SkillMaps,
        topics: &Topics<'_>,
        aims: &Aims,
        member: &Member,
        since: Option<Date>,
    ) -> Line {
        let learner = aims.learner(maps, member);
        Line {
            rated: learner.rated,
            has_answered: learner.has_answered,
            roles: learner.goal.as_ref().map_or(Vec::new(), |goal| goal.roles.clone()),
            seniority: learner.goal.as_ref().map_or(Seniority::default(), |goal| goal.seniority),
            readiness: learner.readiness(),
            readiness_high: learner.readiness_high(),
            coverage: learner.coverage(),
            likely: learner.likely_readiness(),
            met: learner.met_of_asked(),
            core_met: learner.core_met_of_asked(),
            areas: (0..maps.areas().len()).map(|area| of_area(&learner, AreaIndex(area))).collect(),
            stands: stands(topics, &learner),
            moved: since.and_then(|day| moved(maps, aims, member, day)),
            answered_once: answered_once(member),
            id: learner.id,
            name: learner.name,
        }
    }

    /// Of the things that are asked, in all or in one area: how many are met, and of how many that is settled.
    pub fn met_of_settled(&self, topics: &Topics<'_>, area: Option<AreaIndex>) -> (usize, usize) {
        let is_of = |stand: &&Stand| area.is_none_or(|area| topics.all[stand.topic].area == area);
        let settled = self.stands.iter().filter(is_of).filter(|stand| stand.settled());
        settled.fold((0, 0), |(met, all), stand| (met + usize::from(stand.met()), all + 1))
    }

    /// Whether enough is settled to say how ready the person is: at least a half.
    pub(crate) fn is_known_enough(&self) -> bool {
        self.coverage.part * 2 >= self.coverage.whole && self.coverage.whole > 0
    }
}

fn of_area(learner: &Learner<'_>, area: AreaIndex) -> Option<(Fraction, Fraction)> {
    let parts: Vec<RoleGap<'_>> = learner.gaps.iter().map(|gap| gap.of_area(area)).collect();
    let readiness = mean(parts.iter().map(RoleGap::readiness));
    let coverage = mean(parts.iter().map(RoleGap::coverage));
    (readiness.whole > 0).then_some((readiness, coverage))
}

/// Each topic once; where two roles of one person ask for it, the higher target.
fn stands(topics: &Topics<'_>, learner: &Learner<'_>) -> Vec<Stand> {
    let mut stands: Vec<Stand> = Vec::new();
    let gaps = learner.gaps.iter().flat_map(|gap| &gap.requirements);
    let stand = |gap: &RequirementGap<'_>| {
        Some(Stand {
            topic: *topics.place.get(gap.requirement.any_of.as_slice())?,
            target: gap.target,
            low: gap.level(),
            high: gap.most,
            chance: learner.chance(gap),
        })
    };
    for stand in gaps.filter_map(stand) {
        match stands.iter_mut().find(|other| other.topic == stand.topic) {
            Some(other) if other.target >= stand.target => {}
            Some(other) => *other = stand,
            None => stands.push(stand),
        }
    }
    stands.sort_by_key(|stand| stand.topic);
    stands
}

fn answered_once(member: &Member) -> bool {
    let entries = member.profile.entries.iter().map(|entry| entry.on);
    let mut days = entries.chain(member.profile.said.iter().map(|said| said.on));
    days.next().is_some_and(|first| days.all(|day| day == first))
}

/// Whether something that was rated on a day is rated higher now.
fn moved(maps: &SkillMaps, aims: &Aims, member: &Member, day: Date) -> Option<bool> {
    let rater = &aims.rater;
    let before = super::until(&member.profile, day).ratings(maps, rater);
    let now = member.profile.ratings(maps, rater);
    if answered_once(member) {
        return None;
    }
    let higher = |(skill, (low, _))| now.range(skill).is_some_and(|(now, _)| now > low);
    (!before.is_empty()).then(|| before.ranges().any(higher))
}

/// How many people stand how to one topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Which topic.
    pub topic: usize,
    /// Those whose role asks for it.
    pub asked: usize,
    /// Those who are at the target.
    pub met: usize,
    /// Those who are known to be below it.
    pub below: usize,
    /// Those of whom it is not known.
    pub unknown: usize,
    /// Those of whom it is not known, and who are likely at the target.
    pub likely_met: usize,
    /// Those of whom it is not known, and who are likely below it.
    pub likely_below: usize,
}

/// How many people stand how to each topic that is asked of somebody: most below first, then most unknown, then in the
/// order of the topics.
pub fn counts(topics: &Topics<'_>, lines: &[Line]) -> Vec<Count> {
    let mut counts: Vec<Count> =
        (0..topics.all.len()).map(|topic| Count { topic, ..Count::default() }).collect();
    for stand in lines.iter().flat_map(|line| &line.stands) {
        let count = &mut counts[stand.topic];
        count.asked += 1;
        count.met += usize::from(stand.met());
        count.below += usize::from(stand.below());
        count.unknown += usize::from(!stand.settled());
        count.likely_met += usize::from(stand.chance.is_some_and(|chance| chance >= LIKELY));
        count.likely_below += usize::from(stand.chance.is_some_and(|chance| chance <= LIKELY_NOT));
    }
    counts.retain(|count| count.asked > 0);
    let most_first = |count: &Count| std::cmp::Reverse((count.below, count.unknown));
    counts.sort_by_key(most_first);
    counts
}

/// What a group stands at: the mean of those of whom at least half is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GroupFigure {
    /// The mean readiness, 0 to 1.
    pub readiness: f64,
    /// Of how many people.
    pub people: usize,
    /// The mean coverage of all of whom something is asked, 0 to 1: how much is known.
    pub coverage: f64,
    /// Of how many people something is asked.
    pub asked: usize,
}

impl GroupFigure {
    /// The figure of readiness and coverage of people; `None` where nobody is known enough.
    pub(crate) fn of(people: impl Iterator<Item = (Fraction, Fraction)>) -> Option<GroupFigure> {
        let mut figure = GroupFigure { readiness: 0.0, people: 0, coverage: 0.0, asked: 0 };
        for (readiness, coverage) in people.filter(|(_, coverage)| coverage.whole > 0) {
            figure.asked += 1;
            figure.coverage += coverage.fraction();
            if coverage.part * 2 >= coverage.whole {
                figure.people += 1;
                figure.readiness += readiness.fraction();
            }
        }
        figure.coverage /= figure.asked.max(1) as f64;
        figure.readiness /= figure.people.max(1) as f64;
        (figure.people > 0).then_some(figure)
    }

    /// Whether it is about few people, or what others of the group stand at would follow from it.
    pub(crate) fn is_about_few(self) -> bool {
        let few = |people: usize| (1..FEWEST).contains(&people);
        few(self.people) || few(self.asked - self.people)
    }
}

impl Count {
    /// Whether what is likely says something about one person to fewer than [`FEWEST`].
    pub(crate) fn is_likely_of_few(&self) -> bool {
        let few = |people: usize| (1..FEWEST).contains(&people);
        let open = self.unknown.saturating_sub(self.likely_met + self.likely_below);
        few(self.likely_met) || few(self.likely_below) || few(open)
    }

    /// Whether nobody has answered about it.
    pub(crate) fn is_not_asked(&self) -> bool {
        self.unknown == self.asked
    }

    /// Whether it says something about one person to fewer than [`FEWEST`]: then none of its figures may be shown where
    /// nobody is to be recognised, since each follows from the others.
    pub(crate) fn is_about_few(&self) -> bool {
        let few = |people: usize| (1..FEWEST).contains(&people);
        few(self.asked) || few(self.met) || few(self.below) || few(self.unknown)
    }
}
