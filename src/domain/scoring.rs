//! The numbers of a gap for very many people: the same numbers as [`find_gap`](super::gap::find_gap), computed without
//! building the gap.
//!
//! The requirements are prepared once in tables, and what follows from a rating is looked up. `tests/suite/scoring.rs`
//! checks that the numbers are those of `find_gap`.

use super::closure::StepClosure;
use super::gap::{Fraction, RoleGap};
use super::inference;
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::profile::{NOT_RATED, Ratings, range};
use super::role::{Importance, Requirement, RoleIndex};

/// The numbers that summarise one person's gap to one role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The same as [`RoleGap::readiness`].
    pub readiness: Fraction,
    /// The same as [`RoleGap::coverage`].
    pub coverage: Fraction,
    /// The number of requirements that are met.
    pub met: u32,
    /// The number of requirements.
    pub asked: u32,
    /// The number of core requirements that are met.
    pub core_met: u32,
    /// The number of core requirements.
    pub core_asked: u32,
    /// The sum of the gaps of all requirements, in levels.
    pub gap_sum: u32,
}

/// The requirements of some roles at one seniority, prepared for many people.
#[derive(Clone, Debug)]
pub struct Scorer {
    roles: Vec<AskedOfRole>,
    closure: Option<StepClosure>,
    /// The table of each [`RequirementKind`], by its index.
    tables: Vec<ContributionTable>,
}

/// Buffers for the computation, reused for every person.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    known: inference::Bounds,
    /// The lowest and highest possible level of each skill, as [`range`] encodes them.
    ranges: Vec<u8>,
}

/// The upper limit of [`range`] values, exclusive.
const RANGES: usize = range(4, 4) as usize + 1;

impl Scorer {
    /// Prepares the requirements of roles at a seniority. Without `infer`, nothing is inferred from ratings.
    pub fn new(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority, infer: bool) -> Scorer {
        let asked = |role: &RoleIndex| AskedOfRole::new(maps[*role].asked(seniority));
        Scorer {
            roles: roles.iter().map(asked).collect(),
            closure: infer.then(|| maps.closure().clone()),
            tables: RequirementKind::all().map(ContributionTable::new).collect(),
        }
    }

    /// Returns the numbers of one person, in the order of the roles.
    pub fn score<'s>(
        &'s self,
        ratings: &'s Ratings,
        bounds: &'s mut Bounds,
    ) -> impl Iterator<Item = Score> + 's {
        let rated = ratings.numbers();
        let Bounds { known, ranges } = bounds;
        ranges.clear();
        match &self.closure {
            Some(closure) => {
                closure.bound(ratings, known);
                let both = known.low.iter().zip(&known.high);
                ranges.extend(both.map(|(low, high)| range(*low, *high)));
            }
            None => ranges.extend(rated),
        }
        let ranges = ranges.as_slice();
        let score = |role: &AskedOfRole| role.score(rated, ranges, &self.tables);
        self.roles.iter().map(score)
    }

    /// Returns the numbers for a person about whom nothing is known, in the order of the roles. They show how much each
    /// role asks.
    pub fn asked(&self) -> impl Iterator<Item = Score> + '_ {
        self.roles.iter().map(|role| role.whole)
    }
}

/// The requirements of one role.
#[derive(Clone, Debug)]
struct AskedOfRole {
    singles: Vec<Single>,
    groups: Vec<Group>,
    /// The numbers for a person about whom nothing is known.
    whole: Score,
}

#[derive(Clone, Copy, Debug)]
struct Single {
    skill: u32,
    table: u32,
}

#[derive(Clone, Debug)]
struct Group {
    members: Vec<u32>,
    table: u32,
}

/// The properties that decide how much a requirement counts.
#[derive(Clone, Copy, Debug)]
struct RequirementKind {
    importance: Importance,
    target: Level,
}

impl RequirementKind {
    fn all() -> impl Iterator<Item = RequirementKind> {
        let of = |importance| {
            let kind = move |target| RequirementKind { importance, target };
            Level::ABOVE_NONE.into_iter().map(kind)
        };
        let importances = [Importance::Core, Importance::Important, Importance::Helpful];
        importances.into_iter().flat_map(of)
    }

    /// Returns the index of the kind among all kinds.
    fn place(self) -> u32 {
        self.importance as u32 * 4 + u32::from(self.target.number()) - 1
    }
}

/// What a requirement of one kind adds to the numbers, for each possible range of the skill.
#[derive(Clone, Debug)]
struct ContributionTable([Totals; RANGES]);

/// The values to add up: readiness, coverage, met, core met, gap. Eight values in a row are added with two
/// instructions.
type Totals = [u32; 8];

impl ContributionTable {
    fn new(kind: RequirementKind) -> ContributionTable {
        let target = kind.target.number();
        let weight = kind.importance.weight();
        let core = kind.importance == Importance::Core;
        let mut table = ContributionTable([Totals::default(); RANGES]);
        for low in 0..=Level::EXPERT.number() {
            for high in 0..=Level::EXPERT.number() {
                let met = low >= target;
                let settled = met || high < target;
                table.0[usize::from(range(low, high))] = [
                    u32::from(met) * weight,
                    u32::from(settled) * weight,
                    u32::from(met),
                    u32::from(met && core),
                    u32::from(target.saturating_sub(low)),
                    0,
                    0,
                    0,
                ];
            }
        }
        table
    }
}

impl AskedOfRole {
    fn new<'m>(requirements: impl Iterator<Item = (&'m Requirement, Level)>) -> AskedOfRole {
        let mut asked =
            AskedOfRole { singles: Vec::new(), groups: Vec::new(), whole: Score::default() };
        for (requirement, target) in requirements {
            let importance = requirement.importance;
            let table = RequirementKind { importance, target }.place();
            asked.whole.asked += 1;
            asked.whole.core_asked += u32::from(importance == Importance::Core);
            asked.whole.gap_sum += u32::from(target.number());
            asked.whole.readiness.whole += u64::from(importance.weight());
            asked.whole.coverage.whole += u64::from(importance.weight());
            let members = requirement.any_of.iter().map(|skill| skill.0 as u32);
            if requirement.is_group() {
                let members = members.collect();
                asked.groups.push(Group { members, table });
            } else {
                let single = |skill| Single { skill, table };
                asked.singles.extend(members.map(single));
            }
        }
        asked
    }

    fn score(&self, rated: &[u8], ranges: &[u8], tables: &[ContributionTable]) -> Score {
        let mut sums = Totals::default();
        let mut count = |table: u32, range: u8| {
            let counts = &tables[table as usize].0[usize::from(range)];
            for (sum, count) in sums.iter_mut().zip(counts) {
                *sum += count;
            }
        };
        for Single { skill, table } in &self.singles {
            count(*table, ranges[*skill as usize]);
        }
        for group in &self.groups {
            let members = || group.members.iter().map(|skill| *skill as usize);
            let any_rated = members().any(|at| rated[at] / 8 > 0);
            let (mut low, mut high) = (0, 0);
            for at in members() {
                // If another member is rated above none, a member about which nothing is known counts as none.
                let none = any_rated && rated[at] == NOT_RATED && ranges[at] == NOT_RATED;
                low = low.max(ranges[at] / 8);
                high = high.max(if none { 0 } else { ranges[at] % 8 });
            }
            count(group.table, range(low, high));
        }
        let [readiness, coverage, met, core_met, gap_sum, ..] = sums;
        let mut score = Score { met, core_met, gap_sum, ..self.whole };
        score.readiness.part = u64::from(readiness);
        score.coverage.part = u64::from(coverage);
        score
    }
}

impl Score {
    /// Returns the numbers of a gap.
    pub fn of(gap: &RoleGap<'_>) -> Score {
        let (met, asked) = gap.met_of_asked();
        let (core_met, core_asked) = gap.core_met_of_asked();
        Score {
            readiness: gap.readiness(),
            coverage: gap.coverage(),
            met: met as u32,
            asked: asked as u32,
            core_met: core_met as u32,
            core_asked: core_asked as u32,
            gap_sum: gap.gap_sum(),
        }
    }
}
