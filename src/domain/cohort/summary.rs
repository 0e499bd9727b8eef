//! A summary of a group: person by person and area by area, and requirement by requirement for the whole group.

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

/// The smallest number of people about whom an anonymous summary shows a figure.
pub(crate) const FEWEST: usize = 5;

/// The requirements of all roles, each listed once even if several roles have it. A requirement is called a topic here
/// and has a number.
#[derive(Clone, Debug)]
pub struct Topics<'m> {
    /// For each topic, a requirement that asks for it, in the order of the areas and then of the roles.
    pub all: Vec<&'m Requirement>,
    place: BTreeMap<&'m [SkillIndex], usize>,
}

impl<'m> Topics<'m> {
    /// Collects the topics of the maps.
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

/// The state of one person in one topic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// The number of the topic.
    pub topic: usize,
    /// The target level.
    pub target: Level,
    /// The lowest possible level; for a group, of the member nearest to the target.
    pub low: Level,
    /// The highest possible level.
    pub high: Level,
    /// The chance that the target is met, from 0 to 1; `None` if that is known, or the person answered no sentence.
    pub chance: Option<f64>,
}

impl Stand {
    /// Returns whether the target is met.
    pub fn met(self) -> bool {
        self.low >= self.target
    }

    /// Returns whether it is known if the target is met.
    pub fn settled(self) -> bool {
        self.met() || self.high < self.target
    }

    /// Returns whether it is known that the target is not met.
    pub fn below(self) -> bool {
        self.high < self.target
    }
}

/// The row of one person in a summary. It is small, so that ten thousand rows fit in memory.
#[derive(Clone, Debug)]
pub struct Line {
    /// The id of the person.
    pub id: String,
    /// The name of the person.
    pub name: PersonName,
    /// The roles that they learn for; empty if they are not known.
    pub roles: Vec<RoleIndex>,
    /// The seniority whose targets count.
    pub seniority: Seniority,
    /// The number of rated skills.
    pub rated: usize,
    /// Whether the person has a rating or an answer to a sentence.
    pub(crate) has_answered: bool,
    /// The readiness. All figures here are means if there are several roles.
    pub readiness: Fraction,
    /// The readiness with everything inferred or unrated at its highest possible level.
    pub readiness_high: Fraction,
    /// The fraction of the weight for which it is known whether the target is met.
    pub coverage: Fraction,
    /// The likely readiness; `None` if the person answered no sentence.
    pub likely: Option<LikelyReadiness>,
    /// The number of requirements that are met, and of all requirements.
    pub met: (usize, usize),
    /// The number of core requirements that are met, and of all core requirements.
    pub core_met: (usize, usize),
    /// Readiness and coverage by area; `None` if an area has no requirements.
    pub areas: Vec<Option<(Fraction, Fraction)>>,
    /// The state of the person in each topic that applies.
    pub stands: Vec<Stand>,
    /// Whether any rating is higher now than on the day to compare with. `None` if there is no such day, nothing was
    /// rated then, or everything was rated on one day: a first answer is not a lack of progress.
    pub moved: Option<bool>,
    /// Whether everything was rated on one day.
    pub(crate) answered_once: bool,
}

impl Line {
    /// Measures a person; `since` is the day to compare with.
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

    /// Counts topics, in total or in one area: those that are met, and those for which it is known.
    pub fn met_of_settled(&self, topics: &Topics<'_>, area: Option<AreaIndex>) -> (usize, usize) {
        let is_of = |stand: &&Stand| area.is_none_or(|area| topics.all[stand.topic].area == area);
        let settled = self.stands.iter().filter(is_of).filter(|stand| stand.settled());
        settled.fold((0, 0), |(met, all), stand| (met + usize::from(stand.met()), all + 1))
    }

    /// Returns whether enough is known to state the readiness: at least half of the weight.
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

/// Returns the state in each topic once. If two roles of a person have the topic, the higher target counts.
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

/// Returns whether any skill that was rated on a day has a higher rating now.
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

/// The numbers of people in each state, for one topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The number of the topic.
    pub topic: usize,
    /// The people whose role has the topic.
    pub asked: usize,
    /// The people who have reached the target.
    pub met: usize,
    /// The people who are known to be below it.
    pub below: usize,
    /// The people of whom it is not known.
    pub unknown: usize,
    /// Of those not known, the people who have probably reached the target.
    pub likely_met: usize,
    /// Of those not known, the people who are probably below it.
    pub likely_below: usize,
}

/// Counts the people in each state for every topic that applies to somebody. Topics with the most people below the
/// target come first, then those with the most unknown, then the order of the topics.
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

/// A figure about a group: the mean over the people of whom at least half is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GroupFigure {
    /// The mean readiness, 0 to 1.
    pub readiness: f64,
    /// The number of people in that mean.
    pub people: usize,
    /// The mean coverage of all people to whom the area applies, from 0 to 1.
    pub coverage: f64,
    /// The number of people to whom the area applies.
    pub asked: usize,
}

impl GroupFigure {
    /// Computes the figure from the readiness and coverage of people; `None` if not enough is known about anybody.
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

    /// Returns whether the figure is about few people, or a figure about few other people could be computed from it.
    pub(crate) fn is_about_few(self) -> bool {
        let few = |people: usize| (1..FEWEST).contains(&people);
        few(self.people) || few(self.asked - self.people)
    }
}

impl Count {
    /// Returns whether the likely numbers are about fewer than [`FEWEST`] people.
    pub(crate) fn is_likely_of_few(&self) -> bool {
        let few = |people: usize| (1..FEWEST).contains(&people);
        let open = self.unknown.saturating_sub(self.likely_met + self.likely_below);
        few(self.likely_met) || few(self.likely_below) || few(open)
    }

    /// Returns whether nobody has answered about the topic.
    pub(crate) fn is_not_asked(&self) -> bool {
        self.unknown == self.asked
    }

    /// Returns whether any of the numbers is about fewer than [`FEWEST`] people. Then none of them may be shown if
    /// nobody should be recognised, because each could be computed from the others.
    pub(crate) fn is_about_few(&self) -> bool {
        let few = |people: usize| (1..FEWEST).contains(&people);
        few(self.asked) || few(self.met) || few(self.below) || few(self.unknown)
    }
}
