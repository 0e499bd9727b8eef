//! What is known about a person's skills after reading their ratings against the maps, and from which answers it
//! follows.

use super::catalog::SkillIndex;
use super::inference::Bounds;
use super::level::Level;
use super::maps::{SkillMaps, Step};
use super::profile::Ratings;
use super::words::words;

/// What is known about one skill of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is known.
    NotRated,
    /// The level that the person, or the rater who counts, stated.
    Rated(Level),
    /// Inferred from other ratings, or from sentences that leave more than one level possible.
    Inferred {
        /// The lowest possible level.
        low: Level,
        /// The highest possible level.
        high: Level,
        /// The ratings from which the range follows; the skill itself if its own sentences say so. For a sentence, the
        /// level is the one at which it sets the limit.
        from: Vec<(SkillIndex, Level)>,
    },
}

impl Standing {
    /// Returns the level that counts: the rated level, the lower end of an inferred range, or none if nothing is known.
    pub fn low(&self) -> Level {
        match self {
            Standing::NotRated => Level::NONE,
            Standing::Rated(level) => *level,
            Standing::Inferred { low, .. } => *low,
        }
    }

    /// Returns the highest possible level.
    pub fn high(&self) -> Level {
        match self {
            Standing::NotRated => Level::EXPERT,
            Standing::Rated(level) => *level,
            Standing::Inferred { high, .. } => *high,
        }
    }

    /// Returns the rated level, if there is one.
    pub fn rated(&self) -> Option<Level> {
        match self {
            Standing::Rated(level) => Some(*level),
            _ => None,
        }
    }

    /// Returns how the level is known.
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

/// Two ratings that contradict each other: the first needs a higher level of the second skill than its rating. Answers
/// to sentences count as ratings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The higher rating, or the lowest level that sentences allow.
    pub rated: (SkillIndex, Level),
    /// The rating that is too low for the first, or the highest level that sentences allow.
    pub under: (SkillIndex, Level),
    /// The level that the first rating needs.
    pub needed: Level,
}

/// What is known about every skill of one person.
#[derive(Clone, Debug)]
pub struct Assessment {
    standings: Vec<Standing>,
    said: Ratings,
    /// The ratings that contradict each other. Both of each pair are kept.
    pub contradictions: Vec<Contradiction>,
}

impl Assessment {
    /// Infers what is known about every skill from ratings.
    ///
    /// A rated level implies the certain prerequisites of that level and of the levels below. A level below a certain
    /// prerequisite rules out the levels that need it. Sentences work in the same way: a yes means that the level is
    /// reached, a no that it is not. Inference never overrules a rating or a sentence.
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

    /// Takes ratings as they are, without inference.
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

    /// Returns what is known about a skill.
    pub fn standing(&self, skill: SkillIndex) -> &Standing {
        &self.standings[skill.0]
    }

    /// Returns the lowest and highest possible level by the skill's own ratings and sentences alone; `None` if there
    /// are none.
    pub fn said(&self, skill: SkillIndex) -> Option<(Level, Level)> {
        self.said.range(skill)
    }

    /// Returns the answer from which it follows that a step is reached or not: an answer about the skill itself, if
    /// there is one, else about another skill. The values are the skill, the level and whether that level is reached.
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

    /// Returns a copy in which some skills have at least the given levels.
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

    /// Returns the level of a skill that counts.
    pub fn level(&self, skill: SkillIndex) -> Level {
        self.standings[skill.0].low()
    }
}

/// Finds the ratings that contradict each other. Each is paired with the nearest rating that needs a higher level of
/// its skill.
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
