//! A profile read against the maps: what is known about each skill, and from which answers.

use super::catalog::SkillIndex;
use super::inference::Bounds;
use super::level::Level;
use super::maps::{SkillMaps, Step};
use super::profile::Ratings;
use super::words::words;

/// What is known about one skill of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known.
    NotRated,
    /// The person, or the rater who counts, said so.
    Rated(Level),
    /// It follows from other ratings, or from sentences that leave more than one level.
    Inferred {
        /// At least this.
        low: Level,
        /// At most this.
        high: Level,
        /// The ratings that it follows from, the skill itself where its own sentences say so. Of what was only said to be
        /// at least or at most some level, that level.
        from: Vec<(SkillIndex, Level)>,
    },
}

impl Standing {
    /// The level that counts: the rated one, the least of an inferred range, and none when not rated.
    pub fn low(&self) -> Level {
        match self {
            Standing::NotRated => Level::NONE,
            Standing::Rated(level) => *level,
            Standing::Inferred { low, .. } => *low,
        }
    }

    /// The most that it can be.
    pub fn high(&self) -> Level {
        match self {
            Standing::NotRated => Level::EXPERT,
            Standing::Rated(level) => *level,
            Standing::Inferred { high, .. } => *high,
        }
    }

    /// The rated level, if it is rated.
    pub fn rated(&self) -> Option<Level> {
        match self {
            Standing::Rated(level) => Some(*level),
            _ => None,
        }
    }

    /// How it is known.
    pub fn kind(&self) -> StandingKind {
        match self {
            Standing::NotRated => StandingKind::NotRated,
            Standing::Rated(_) => StandingKind::Rated,
            Standing::Inferred { .. } => StandingKind::Inferred,
        }
    }
}

words! {
    /// How a level is known.
    pub enum StandingKind {
        /// The person, or the rater who counts, said so.
        Rated = "rated",
        /// It follows from other ratings, or from sentences that leave more than one level.
        Inferred = "inferred",
        /// Nothing is known.
        NotRated = "not-rated",
    }
}

/// Two ratings that cannot both be: the first needs more of the second's skill than it is rated. Sentences count as ratings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The higher rating, or the level that is there at least.
    pub rated: (SkillIndex, Level),
    /// The rating under what that one needs, or the level that is there at most.
    pub under: (SkillIndex, Level),
    /// The level that is needed.
    pub needed: Level,
}

/// What is known about every skill of one person.
#[derive(Clone, Debug)]
pub struct Assessment {
    standings: Vec<Standing>,
    said: Ratings,
    /// Ratings that contradict each other: both are kept.
    pub contradictions: Vec<Contradiction>,
}

impl Assessment {
    /// Reads ratings against the maps.
    ///
    /// A rated level implies the certain prerequisites of that level and below; a level below a certain prerequisite rules
    /// out the levels that need it. So do sentences: yes to one says that its level is there, no that it is not. Ratings and
    /// sentences are never overruled by what follows from others.
    pub fn new(maps: &SkillMaps, ratings: &Ratings) -> Assessment {
        let closure = maps.closure();
        let mut bounds = Bounds::default();
        let contradictory = closure.bound(ratings, &mut bounds);
        let level = |number: u8| Level::ALL[usize::from(number)];
        let standing = |skill: SkillIndex| {
            let (low, high) = (level(bounds.low[skill.0]), level(bounds.high[skill.0]));
            if let Some(level) = ratings.get(skill) {
                return Standing::Rated(level);
            }
            if (low, high) == (Level::NONE, Level::EXPERT) {
                return Standing::NotRated;
            }
            let said = ratings.range(skill);
            let (said_low, said_high) = said.unwrap_or((Level::NONE, Level::EXPERT));
            let there = Some(Step { skill, level: low }).filter(|_| low > Level::NONE);
            let ruled_out = high.next().map(|level| Step { skill, level });
            let mut from = Vec::new();
            from.extend(there.and_then(|step| match low == said_low {
                true => Some((skill, low)),
                false => closure.because_there(ratings, step),
            }));
            from.extend(ruled_out.and_then(|step| match high == said_high {
                true => Some((skill, high)),
                false => closure.because_ruled_out(ratings, step),
            }));
            from.sort();
            from.dedup();
            Standing::Inferred { low, high, from }
        };
        Assessment {
            standings: maps.skill_indices().map(standing).collect(),
            said: ratings.clone(),
            contradictions: if contradictory { contradictions(maps, ratings) } else { Vec::new() },
        }
    }

    /// Ratings as they are: nothing follows from them.
    pub fn without_inference(maps: &SkillMaps, ratings: &Ratings) -> Assessment {
        let standing = |skill| match ratings.range(skill) {
            None => Standing::NotRated,
            Some((low, high)) if low == high => Standing::Rated(low),
            Some((low, high)) => {
                let mut from = vec![(skill, low), (skill, high)];
                from.retain(|(_, level)| ![Level::NONE, Level::EXPERT].contains(level));
                Standing::Inferred { low, high, from }
            }
        };
        Assessment {
            standings: maps.skill_indices().map(standing).collect(),
            said: ratings.clone(),
            contradictions: Vec::new(),
        }
    }

    /// What is known about a skill.
    pub fn standing(&self, skill: SkillIndex) -> &Standing {
        &self.standings[skill.0]
    }

    /// The least and the most that a skill can be by its own ratings and sentences alone; `None` where there are none.
    pub fn said(&self, skill: SkillIndex) -> Option<(Level, Level)> {
        self.said.range(skill)
    }

    /// The answer by which a step is there, or is not: of the skill itself where it says so, else one that it follows from.
    /// With the level, and whether that is there.
    pub(super) fn because(
        &self,
        maps: &SkillMaps,
        step: Step,
    ) -> Option<(SkillIndex, Level, bool)> {
        let closure = maps.closure();
        let above = |(skill, high): (SkillIndex, Level)| Some((skill, high.next()?, false));
        match self.said(step.skill) {
            Some((low, _)) if low >= step.level => Some((step.skill, low, true)),
            Some((_, high)) if high < step.level => above((step.skill, high)),
            _ if self.level(step.skill) >= step.level => {
                let there = closure.because_there(&self.said, step);
                there.map(|(skill, level)| (skill, level, true))
            }
            _ if self.standing(step.skill).high() < step.level => {
                closure.because_ruled_out(&self.said, step).and_then(above)
            }
            _ => None,
        }
    }

    /// The same, with some skills at a level at least.
    pub(super) fn presuming(
        &self,
        levels: impl IntoIterator<Item = (SkillIndex, Level)>,
    ) -> Assessment {
        let mut presuming = self.clone();
        for (skill, least) in levels {
            let standing = &mut presuming.standings[skill.0];
            let from = match standing {
                Standing::Inferred { from, .. } => std::mem::take(from),
                Standing::NotRated | Standing::Rated(_) => Vec::new(),
            };
            let (low, high) = (standing.low().max(least), standing.high().max(least));
            *standing = Standing::Inferred { low, high, from };
        }
        presuming
    }

    /// The level of a skill that counts.
    pub fn level(&self, skill: SkillIndex) -> Level {
        self.standings[skill.0].low()
    }
}

/// The ratings that contradict each other: each with the nearest rating that needs more of its skill.
fn contradictions(maps: &SkillMaps, ratings: &Ratings) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut reasons: Vec<Option<(SkillIndex, Level)>> = vec![None; maps.skills().len() * 4];
    for (skill, (low, _)) in ratings.ranges() {
        for reached in Level::NONE.up_to(low) {
            reasons[Step { skill, level: reached }.number()] = Some((skill, low));
        }
    }
    for step in maps.steps().iter().rev() {
        let Some(reason) = reasons[step.number()] else {
            continue;
        };
        for needed in maps.certain_needs(*step) {
            reasons[needed.number()].get_or_insert(reason);
            if let Some((_, rated)) = ratings.range(needed.skill)
                && rated < needed.level
                && reason.0 != needed.skill
            {
                let under = (needed.skill, rated);
                found.push(Contradiction { rated: reason, under, needed: needed.level });
            }
        }
    }
    found.sort_by_key(|c| (c.rated, c.under, std::cmp::Reverse(c.needed)));
    found.dedup_by_key(|c| (c.rated, c.under));
    found
}
