//! What moved between two days or two folders, and how far people's own ratings are from those of others.

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

/// How one person stood at one time.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    /// What tells this person from the others.
    pub(crate) id: String,
    /// What the person is called.
    pub(crate) name: PersonName,
    /// What was rated how high.
    pub(crate) ratings: Ratings,
    /// The readiness; of several roles the mean. `None` when it is not known what they learn for, or nothing was rated.
    pub(crate) readiness: Option<Fraction>,
    /// Whether it is known what they learn for.
    pub(crate) goal_is_known: bool,
    /// The share of the weight for which it is settled whether it is met.
    pub(crate) coverage: Fraction,
    /// The readiness with what is likely; `None` of somebody who had answered no sentence.
    pub(crate) likely: Option<LikelyReadiness>,
    /// Requirements met and asked.
    pub(crate) met: (usize, usize),
    /// The hours of the plan from there; `None` when it is not known what they learn for, or nothing was rated.
    pub(crate) hours: Option<Hours>,
}

impl Snapshot {
    /// A person as these entries show them, measured against what they learn for in `goal_of`: the later profile, so that
    /// both times are measured alike.
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
        // Before the first answer nothing is known, which is not the same as nothing.
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

/// One person at two times.
#[derive(Clone, Debug)]
pub(crate) struct Movement {
    /// At the earlier time.
    pub(crate) before: Snapshot,
    /// At the later time.
    pub(crate) after: Snapshot,
    /// The skills that were rated at both times and not alike, in the order of the catalog.
    pub(crate) changes: Vec<Change>,
    /// The skills that were rated at the later time alone.
    pub(crate) newly_rated: Vec<SkillIndex>,
    /// How many skills were rated at both times.
    pub(crate) rated_twice: usize,
    /// Whether the person answered in between, as far as that is known: who did not has not stood still.
    pub(crate) has_answered_since: bool,
}

/// One skill of one person that is rated otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Which.
    pub(crate) skill: SkillIndex,
    /// How high before; where sentences leave a range, its end that is nearest to the other time.
    pub(crate) from: Level,
    /// How high after, likewise.
    pub(crate) to: Level,
}

impl Movement {
    /// What moved between two snapshots of one person.
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
            // Of what is only known to be in a range, a change is what the two ranges leave no doubt of.
            if low > high_before {
                movement.changes.push(Change { skill, from: high_before, to: low });
            } else if high < low_before {
                movement.changes.push(Change { skill, from: low_before, to: high });
            }
        }
        movement
    }

    /// The changes upwards.
    pub(crate) fn risen(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.to > change.from)
    }

    /// The changes downwards.
    pub(crate) fn fallen(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.to < change.from)
    }

    /// Whether nothing is rated otherwise than before.
    pub(crate) fn is_still(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether nothing was rated at the earlier time, so that there is nothing to compare.
    pub(crate) fn is_first(&self) -> bool {
        self.before.ratings.is_empty()
    }
}

/// One skill over the whole group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SkillMovement {
    /// How many people rated it at both times.
    pub(crate) people: usize,
    /// How many rate it higher.
    pub(crate) up: usize,
    /// How many rate it lower.
    pub(crate) down: usize,
}

/// The skills that moved, those first that rose for most people.
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

/// One skill that somebody and another rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The person's id.
    pub(crate) id: String,
    /// What the person is called.
    pub(crate) name: PersonName,
    /// Which skill.
    pub(crate) skill: SkillIndex,
    /// What they said themselves.
    pub(crate) own: Level,
    /// What the other said.
    pub(crate) theirs: Level,
    /// Who the other is.
    pub(crate) by: Rater,
}

impl Difference {
    /// The person's own level minus the other's: above 0 where they rate themselves higher.
    pub(crate) fn size(&self) -> i8 {
        self.own.number() as i8 - self.theirs.number() as i8
    }
}

/// Every skill that a person and somebody else rated, rater by rater and skill by skill.
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

/// What one rater recorded.
fn by_rater(profile: &Profile, by: &Rater) -> Profile {
    Profile {
        entries: profile.entries.iter().filter(|entry| entry.by == *by).cloned().collect(),
        said: profile.said.iter().filter(|said| said.by == *by).cloned().collect(),
        ..Profile::default()
    }
}

/// How many differences there are of each size, from −4 to 4.
pub(crate) fn by_size(differences: &[Difference]) -> [usize; 9] {
    let mut counts = [0; 9];
    for difference in differences {
        counts[usize::from(difference.size().saturating_add(4).unsigned_abs())] += 1;
    }
    counts
}

/// The greatest differences of more than one level, greatest first; of equal ones those first where somebody rates
/// themselves lower, who may not see what they can, and then in the order of the people.
pub(crate) fn to_talk_about(differences: &[Difference], most: usize) -> Vec<&Difference> {
    let mut greatest: Vec<&Difference> =
        differences.iter().filter(|d| d.size().abs() > 1).collect();
    greatest.sort_by_key(|difference| (-difference.size().abs(), difference.size()));
    greatest.truncate(most);
    greatest
}
