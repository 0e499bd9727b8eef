//! The changes between two days or two folders, and the differences between people's own ratings and those of others.

use super::person_name::PersonName;
use super::{Aims, Learner, Member};
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::likely::LikelyReadiness;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::{Profile, Ratings};
use crate::domain::rater::Rater;
use crate::domain::roadmap::Needed;

/// The state of a person at one time.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    /// The id of the person.
    pub(crate) id: String,
    /// The name of the person.
    pub(crate) name: PersonName,
    /// The ratings.
    pub(crate) ratings: Ratings,
    /// The readiness; the mean if there are several roles. `None` if the goal is not known or nothing was rated.
    pub(crate) readiness: Option<Fraction>,
    /// Whether the goal of the person is known.
    pub(crate) goal_is_known: bool,
    /// The fraction of the weight for which it is known whether the target is met.
    pub(crate) coverage: Fraction,
    /// The likely readiness; `None` if the person had answered no sentence.
    pub(crate) likely: Option<LikelyReadiness>,
    /// The number of requirements that are met, and of all requirements.
    pub(crate) met: (usize, usize),
    /// The hours of the plan that remain; `None` if the goal is not known or nothing was rated.
    pub(crate) hours: Option<Hours>,
}

impl Snapshot {
    /// Measures a person with these entries against the goal in `goal_of`. That is the later profile, so that both
    /// times are measured against the same goal.
    pub(crate) fn of(
        maps: &SkillMaps,
        aims: &Aims,
        member: &Member,
        goal_of: &Profile,
    ) -> Snapshot {
        let measured = Member {
            profile: Profile {
                goal: goal_of.goal.clone(),
                entries: member.profile.entries.clone(),
                said: member.profile.said.clone(),
                ..Profile::default()
            },
            ..member.clone()
        };
        let learner = aims.learner(maps, &measured);
        let ratings = member.profile.ratings(maps, &aims.rater);
        Snapshot::measured(maps, learner, ratings)
    }

    fn measured(maps: &SkillMaps, learner: Learner<'_>, ratings: Ratings) -> Snapshot {
        let hours = |goal| Needed::find(maps, &learner.assessment, goal).hours(maps);
        // Before the first answer nothing is known, which is different from level none.
        let is_known = learner.has_answered;
        Snapshot {
            ratings,
            readiness: (is_known && learner.goal.is_some()).then(|| learner.readiness()),
            goal_is_known: learner.goal.is_some(),
            coverage: learner.coverage(),
            likely: learner.likely_readiness(),
            met: learner.met_of_asked(),
            hours: learner.goal.as_ref().filter(|_| is_known).map(hours),
            id: learner.id,
            name: learner.name,
        }
    }
}

/// The change of one person between two times.
#[derive(Clone, Debug)]
pub(crate) struct Movement {
    /// The state at the earlier time.
    pub(crate) before: Snapshot,
    /// The state at the later time.
    pub(crate) after: Snapshot,
    /// The skills that were rated at both times with different levels, in the order of the catalog.
    pub(crate) changes: Vec<ChangedSkill>,
    /// The skills that were rated only at the later time.
    pub(crate) newly_rated: Vec<SkillIndex>,
    /// The number of skills that were rated at both times.
    pub(crate) rated_twice: usize,
    /// Whether the person answered in between, as far as that is known. A person who did not answer is not shown as
    /// unchanged.
    pub(crate) has_answered_since: bool,
}

/// A skill of one person whose rating changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ChangedSkill {
    /// The skill.
    pub(crate) skill: SkillIndex,
    /// The level before. If sentences left a range, the end of it that is nearer to the later level.
    pub(crate) from: Level,
    /// The level after. If sentences left a range, the end of it that is nearer to the earlier level.
    pub(crate) to: Level,
}

impl Movement {
    /// Compares two snapshots of one person.
    pub(crate) fn between(before: Snapshot, after: Snapshot) -> Movement {
        let mut movement = Movement {
            changes: Vec::new(),
            newly_rated: Vec::new(),
            rated_twice: 0,
            has_answered_since: true,
            before,
            after,
        };
        for (skill, (low, high)) in movement.after.ratings.ranges() {
            let Some((low_before, high_before)) = movement.before.ratings.range(skill) else {
                movement.newly_rated.push(skill);
                continue;
            };
            movement.rated_twice += 1;
            // If only ranges are known, a change counts only if the ranges do not overlap.
            if low > high_before {
                movement.changes.push(ChangedSkill { skill, from: high_before, to: low });
            } else if high < low_before {
                movement.changes.push(ChangedSkill { skill, from: low_before, to: high });
            }
        }
        movement
    }

    /// Iterates over the changes to a higher level.
    pub(crate) fn risen(&self) -> impl Iterator<Item = &ChangedSkill> {
        self.changes.iter().filter(|change| change.to > change.from)
    }

    /// Iterates over the changes to a lower level.
    pub(crate) fn fallen(&self) -> impl Iterator<Item = &ChangedSkill> {
        self.changes.iter().filter(|change| change.to < change.from)
    }

    /// Returns whether no rating changed.
    pub(crate) fn is_still(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns whether nothing was rated at the earlier time, so that there is nothing to compare.
    pub(crate) fn is_first(&self) -> bool {
        self.before.ratings.is_empty()
    }
}

/// The changes of one skill in the whole group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SkillMovement {
    /// The number of people who rated it at both times.
    pub(crate) people: usize,
    /// The number of people whose rating rose.
    pub(crate) up: usize,
    /// The number of people whose rating fell.
    pub(crate) down: usize,
}

/// Returns the skills that changed. Those that rose for most people come first.
pub(crate) fn by_skill(maps: &SkillMaps, people: &[Movement]) -> Vec<(SkillIndex, SkillMovement)> {
    let mut skills = vec![SkillMovement::default(); maps.skills().len()];
    for person in people {
        for (skill, _) in person.after.ratings.ranges() {
            skills[skill.0].people += usize::from(person.before.ratings.range(skill).is_some());
        }
        for change in &person.changes {
            skills[change.skill.0].up += usize::from(change.to > change.from);
            skills[change.skill.0].down += usize::from(change.to < change.from);
        }
    }
    let mut moved: Vec<(SkillIndex, SkillMovement)> = maps.skill_indices().zip(skills).collect();
    moved.retain(|(_, movement)| movement.up + movement.down > 0);
    moved.sort_by_key(|(_, movement)| std::cmp::Reverse((movement.up, movement.down)));
    moved
}

/// A skill that a person and another rater both rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The id of the person.
    pub(crate) id: String,
    /// The name of the person.
    pub(crate) name: PersonName,
    /// The skill.
    pub(crate) skill: SkillIndex,
    /// The person's own rating.
    pub(crate) own: Level,
    /// The rating by the other rater.
    pub(crate) theirs: Level,
    /// The other rater.
    pub(crate) by: Rater,
}

impl Difference {
    /// Returns the person's own level minus the other's: positive if they rate themselves higher.
    pub(crate) fn size(&self) -> i8 {
        self.own.number() as i8 - self.theirs.number() as i8
    }
}

/// Returns all skills that the person and another rater both rated, rater by rater and skill by skill.
pub(crate) fn differences(maps: &SkillMaps, member: &Member) -> Vec<Difference> {
    let own = member.profile.ratings(maps, &Rater::OWN);
    let mut found = Vec::new();
    for by in member.profile.raters().into_iter().filter(|by| !by.is_own()) {
        let theirs = by_rater(&member.profile, by);
        for (skill, level) in theirs.ratings(maps, by).iter() {
            if let Some(own) = own.get(skill) {
                found.push(Difference {
                    id: member.id.clone(),
                    name: PersonName::new(&member.name),
                    skill,
                    own,
                    theirs: level,
                    by: by.clone(),
                });
            }
        }
    }
    found
}

/// Returns the part of a profile that one rater recorded.
fn by_rater(profile: &Profile, by: &Rater) -> Profile {
    Profile {
        entries: profile.entries.iter().filter(|entry| entry.by == *by).cloned().collect(),
        said: profile.said.iter().filter(|said| said.by == *by).cloned().collect(),
        ..Profile::default()
    }
}

/// Counts the differences of each size, from −4 to 4.
pub(crate) fn by_size(differences: &[Difference]) -> [usize; 9] {
    let mut counts = [0; 9];
    for difference in differences {
        counts[usize::from(difference.size().saturating_add(4).unsigned_abs())] += 1;
    }
    counts
}

/// Returns the largest differences of more than one level, largest first. Of equal ones, those come first in which
/// people rate themselves lower, because they may not see what they can do; then those in the order of the people.
pub(crate) fn to_talk_about(differences: &[Difference], most: usize) -> Vec<&Difference> {
    let mut greatest: Vec<&Difference> =
        differences.iter().filter(|d| d.size().abs() > 1).collect();
    greatest.sort_by_key(|difference| (-difference.size().abs(), difference.size()));
    greatest.truncate(most);
    greatest
}
