//! The numbers of a gap for very many people: the same as [`find_gap`](super::gap::find_gap) gives, without the gap itself.
//!
//! What a role asks for is laid out once, and what follows from a rating is looked up. `tests/suite/scoring.rs` checks that
//! the numbers are those of `find_gap`.

use super::closure::StepClosure;
use super::gap::{Fraction, RoleGap};
use super::inference;
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::profile::{NOT_RATED, Ratings, range};
use super::role::{Importance, Requirement, RoleIndex};

/// The numbers that sum up one person against one role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// As [`RoleGap::readiness`].
    pub readiness: Fraction,
    /// As [`RoleGap::coverage`].
    pub coverage: Fraction,
    /// How many requirements are met.
    pub met: u32,
    /// How many requirements are asked.
    pub asked: u32,
    /// How many core requirements are met.
    pub core_met: u32,
    /// How many requirements are asked.
    pub core_asked: u32,
    /// Σ of the requirements' gaps, in levels.
    pub gap_sum: u32,
}

/// Some roles at one seniority, ready to be compared with many people.
#[derive(Clone, Debug)]
pub struct Scorer {
    roles: Vec<AskedOfRole>,
    closure: Option<StepClosure>,
    /// Of every [`RequirementKind`], by its place.
    tables: Vec<ContributionTable>,
}

/// Room to work in, for one person after the other.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    known: inference::Bounds,
    /// The lowest and highest possible level of each skill, as [`range`] encodes them.
    ranges: Vec<u8>,
}

/// Every [`range`] is below this.
const RANGES: usize = range(4, 4) as usize + 1;

impl Scorer {
    /// Lays out roles at a seniority. Without `infer`, nothing follows from a rating.
    pub fn new(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority, infer: bool) -> Scorer {
        let asked = |role: &RoleIndex| AskedOfRole::new(maps[*role].asked(seniority));
        Scorer {
            roles: roles.iter().map(asked).collect(),
            closure: infer.then(|| maps.closure().clone()),
            tables: RequirementKind::all().map(ContributionTable::new).collect(),
        }
    }

    /// One person's numbers, role by role in the order of the roles.
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

    /// The numbers of somebody who can do nothing and of whom nothing is known: what is asked in all, role by role.
    pub fn asked(&self) -> impl Iterator<Item = Score> + '_ {
        self.roles.iter().map(|role| role.whole)
    }
}

/// What one role asks for.
#[derive(Clone, Debug)]
struct AskedOfRole {
    singles: Vec<Single>,
    groups: Vec<Group>,
    /// The numbers of somebody who can do nothing and of whom nothing is known.
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

/// What decides how much a requirement counts.
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

    /// Its place among all.
    fn place(self) -> u32 {
        self.importance as u32 * 4 + u32::from(self.target.number()) - 1
    }
}

/// What a requirement of a kind adds to the numbers, for each range that the skill may be in.
#[derive(Clone, Debug)]
struct ContributionTable([Totals; RANGES]);

/// What is added up: readiness, coverage, met, core met, gap. Eight in a row are added in two instructions.
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
                // Of a member of which nothing is known, that another is rated above none says that it is none.
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
    /// The numbers of a gap.
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
