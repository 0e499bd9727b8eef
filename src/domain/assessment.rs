//! A profile read against the maps: what is known about each skill, and from which answers.

use super::catalog::SkillIndex;
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
    /// It follows from other ratings.
    Inferred {
        /// At least this.
        low: Level,
        /// At most this.
        high: Level,
        /// The ratings that it follows from.
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
        /// It follows from other ratings.
        Inferred = "inferred",
        /// Nothing is known.
        NotRated = "not-rated",
    }
}

/// Two ratings that cannot both be: the first needs more of the second's skill than it is rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The higher rating.
    pub rated: (SkillIndex, Level),
    /// The rating under what that one needs.
    pub under: (SkillIndex, Level),
    /// The level that is needed.
    pub needed: Level,
}

/// What is known about every skill of one person.
#[derive(Clone, Debug)]
pub struct Assessment {
    standings: Vec<Standing>,
    /// Ratings that contradict each other: both are kept.
    pub contradictions: Vec<Contradiction>,
}

impl Assessment {
    /// Reads ratings against the maps.
    ///
    /// A rated level implies the prerequisites of that level and below; a level below a prerequisite rules out the
    /// levels that need it. Ratings are never overruled.
    pub fn new(maps: &SkillMaps, ratings: &Ratings) -> Assessment {
        if ratings.is_empty() {
            return Assessment {
                standings: vec![Standing::NotRated; maps.skills().len()],
                contradictions: Vec::new(),
            };
        }
        let held = Held::from(maps, ratings);
        let open = Open::from(maps, ratings);
        let standing = |skill: SkillIndex| match ratings.get(skill) {
            Some(level) => Standing::Rated(level),
            None => {
                let low = held.top(skill);
                let high = open.top(skill).max(low);
                let mut from: Vec<(SkillIndex, Level)> = Vec::new();
                from.extend(held.because(skill, low));
                if high < Level::EXPERT {
                    from.extend(open.because(skill, high));
                }
                if from.is_empty() {
                    return Standing::NotRated;
                }
                from.sort();
                from.dedup();
                Standing::Inferred { low, high, from }
            }
        };
        Assessment {
            standings: maps.skill_indices().map(standing).collect(),
            contradictions: held.contradictions,
        }
    }

    /// Ratings as they are: nothing follows from them.
    pub fn without_inference(maps: &SkillMaps, ratings: &Ratings) -> Assessment {
        let standing = |skill| {
            let rated = ratings.get(skill);
            rated.map_or(Standing::NotRated, Standing::Rated)
        };
        Assessment {
            standings: maps.skill_indices().map(standing).collect(),
            contradictions: Vec::new(),
        }
    }

    /// What is known about a skill.
    pub fn standing(&self, skill: SkillIndex) -> &Standing {
        &self.standings[skill.0]
    }

    /// The level of a skill that counts.
    pub fn level(&self, skill: SkillIndex) -> Level {
        self.standings[skill.0].low()
    }
}

type Reason = Option<(SkillIndex, Level)>;

/// Which steps follow from the ratings, and from which rating each.
struct Held {
    reasons: Vec<Reason>,
    contradictions: Vec<Contradiction>,
}

impl Held {
    fn from(maps: &SkillMaps, ratings: &Ratings) -> Held {
        let mut held =
            Held { reasons: vec![None; maps.skills().len() * 4], contradictions: Vec::new() };
        for (skill, level) in ratings.iter() {
            for reached in Level::NONE.up_to(level) {
                held.reasons[node(skill, reached)] = Some((skill, level));
            }
        }
        for step in maps.steps().iter().rev() {
            let Some(reason) = held.reasons[node(step.skill, step.level)] else {
                continue;
            };
            for needed in maps.needs(*step) {
                held.hold(needed, reason, ratings);
            }
        }
        held.contradictions.sort_by_key(|c| (c.rated, c.under, std::cmp::Reverse(c.needed)));
        held.contradictions.dedup_by_key(|c| (c.rated, c.under));
        held
    }

    fn hold(&mut self, step: Step, reason: (SkillIndex, Level), ratings: &Ratings) {
        let slot = &mut self.reasons[node(step.skill, step.level)];
        if slot.is_none() {
            *slot = Some(reason);
        }
        if let Some(rated) = ratings.get(step.skill)
            && rated < step.level
            && reason.0 != step.skill
        {
            self.contradictions.push(Contradiction {
                rated: reason,
                under: (step.skill, rated),
                needed: step.level,
            });
        }
    }

    fn top(&self, skill: SkillIndex) -> Level {
        let held = |level: &Level| self.reasons[node(skill, *level)].is_some();
        Level::ABOVE_NONE.into_iter().rfind(held).unwrap_or_default()
    }

    fn because(&self, skill: SkillIndex, level: Level) -> Reason {
        (level > Level::NONE).then(|| self.reasons[node(skill, level)]).flatten()
    }
}

/// Which steps the ratings rule out, and by which rating each.
struct Open {
    ruled_out: Vec<Reason>,
}

impl Open {
    fn from(maps: &SkillMaps, ratings: &Ratings) -> Open {
        let mut open = Open { ruled_out: vec![None; maps.skills().len() * 4] };
        for step in maps.steps() {
            let reason = match ratings.get(step.skill) {
                Some(level) => (level < step.level).then_some((step.skill, level)),
                None => maps
                    .needs(*step)
                    .find_map(|needed| open.ruled_out[node(needed.skill, needed.level)]),
            };
            open.ruled_out[node(step.skill, step.level)] = reason;
        }
        open
    }

    fn top(&self, skill: SkillIndex) -> Level {
        let possible = |level: &Level| self.ruled_out[node(skill, *level)].is_none();
        Level::ABOVE_NONE.into_iter().take_while(possible).last().unwrap_or_default()
    }

    fn because(&self, skill: SkillIndex, top: Level) -> Reason {
        top.next().and_then(|level| self.ruled_out[node(skill, level)])
    }
}

fn node(skill: SkillIndex, level: Level) -> usize {
    skill.0 * 4 + level.index() - 1
}
