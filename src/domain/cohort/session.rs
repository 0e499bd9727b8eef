//! What to teach next: the steps that a group lacks, in the best order, and whom each session serves.
//!
//! A session introduces a step. People do not reach its level in the session: they continue alone or in pairs for the
//! hours that the map states. So the order is that of the roadmap (the smallest Σ gain · hours until then, with the
//! map's typical hours), but with the gains of all people together: what a step brings to a person counts as their own
//! readiness does. The cost is measured in hours and not in sessions, because a step of forty hours is not finished by
//! the next session. The sessions for a single person are therefore the beginning of their own roadmap.
//!
//! In one person's plan, a step waits for its prerequisites. A group waits for a prerequisite only if at least half of
//! the people who want the step lack it: one beginner does not hold up nineteen others, and is listed as lost. From
//! this order, only steps are taken for which a session makes sense: it serves at least a quarter of the group and at
//! least two people (in a cohort of one, one), and at least half of the people who need the step. It serves people who
//! have everything that the step needs, today or after the work that follows an earlier session which also serves them.
//! There is no session about a skill that nobody was asked about, and nobody is lost because of such a skill.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Learner, LearnerNeeds};
use crate::domain::assessment::Standing;
use crate::domain::catalog::SkillIndex;
use crate::domain::likely::LIKELY;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::{Order, Places};
use crate::domain::role::RoleIndex;
use crate::domain::words::words;
use precedence_optimum::{NodeLimit, Precedence, Reward, TaskGraph, best_order};

/// The default number of sessions.
pub(crate) const SESSIONS: usize = 4;

words! {
    /// Which of the possible sessions comes first.
    #[derive(Default)]
    pub enum First {
        /// Those that bring the group the most readiness for the hours.
        Hours = "hours" => default,
        /// Those that serve the most people.
        Reach = "reach",
    }
}

/// The sessions that are requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The number of sessions.
    pub sessions: usize,
    /// Which sessions come first.
    pub first: First,
    /// The smallest number of people that each session serves; by default a quarter of the group, and at least two. In
    /// a smaller group it is the whole group.
    pub least: Option<usize>,
    /// Whether to explain also why the widest gaps have no session, and what each person could begin alone.
    pub absent: bool,
}

impl Wanted {
    /// Returns the smallest number of people that each session must serve in a group of this size.
    pub(crate) fn least_of(self, people: usize) -> usize {
        self.least.unwrap_or(people.div_ceil(4).max(2)).min(people).max(1)
    }
}

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted { sessions: SESSIONS, first: First::default(), least: None, absent: false }
    }
}

/// The number of sessions that are planned ahead, to find out when the widest gaps would come.
const LOOKED_AHEAD: usize = 30;
/// The number of widest gaps that are explained.
const WIDEST: usize = 5;
/// The largest number of steps that are suggested for working alone.
const ALONE: usize = 3;

/// The next sessions of a group.
#[derive(Clone, Debug)]
pub struct Curriculum {
    /// The sessions, in order.
    pub sessions: Vec<Session>,
    /// The people who lack something but whom no session serves.
    pub unserved: Vec<Unserved>,
    /// The number of people who lack something for their goal.
    pub learning: usize,
    /// Every step that somebody lacks, in the best order for the group.
    pub order: Vec<Step>,
    /// The sum of gain · typical hours until the gain, over all people; gains in parts of [`WHOLE`](super::WHOLE).
    pub objective: u128,
    /// A lower bound for `objective`, for every order.
    pub lower_bound: u128,
    /// The skills that somebody needs but nobody was asked about.
    pub not_asked: Vec<SkillIndex>,
    /// Of the skills in which the most people need something, those without a session; widest gaps first.
    pub absent: Vec<Absent>,
    /// For each person, at most three steps that they could begin today; those with the most readiness depending on
    /// them come first. Set together with `absent`.
    pub could_begin: Vec<Vec<Step>>,
    /// For each person, the steps that they still need and for which no session makes sense, in the best order for the
    /// group. Set if there are fewer sessions than requested.
    pub alone: Vec<(usize, Vec<Step>)>,
}

/// A wide gap without a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The step of the skill that most of the people who need the skill need first.
    pub step: Step,
    /// The number of people who need something of the skill.
    pub people: usize,
    /// The reason why there is no session.
    pub why: WhyAbsent,
}

/// The reason why a wide gap has no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyAbsent {
    /// Nobody was asked about the skill.
    NotAsked,
    /// Its session would come later, as the one with this number, from 1; `None` if it comes after all that were
    /// planned ahead.
    Later(Option<usize>),
    /// Most of the people who need it must first learn these steps.
    NeedsFirst(Vec<Step>),
    /// A session would serve only this number of people.
    TooFew(usize),
}

/// A session, and what it means to each person. People are indices into the list of learners.
#[derive(Clone, Debug)]
pub struct Session {
    /// The step that it introduces.
    pub step: Step,
    /// The people who need the step and have all its prerequisites.
    pub ready: Vec<usize>,
    /// The people who need the step and will have all its prerequisites after the work that follows earlier sessions.
    pub after: Vec<Later>,
    /// The people who need the step but lack its prerequisites.
    pub lost: Vec<Lost>,
    /// The people who have already reached the step.
    pub have: Vec<usize>,
    /// Of the people who need the step, those who may have reached it already, because the skill is not rated.
    pub assumed: Vec<usize>,
    /// Of these, the people who have probably reached it.
    pub likely: Vec<usize>,
    /// The prerequisites that nobody was asked about, if somebody who needs the step may lack them.
    pub not_asked: Vec<Step>,
    /// The readiness that the step itself brings to the people who need it, in parts of [`WHOLE`](super::WHOLE), as a
    /// sum over people.
    pub gain: u64,
    /// The readiness of everything that depends on the step, in parts of [`WHOLE`](super::WHOLE), as a sum over people.
    pub standing_on: u64,
}

/// A person who is ready after earlier sessions.
#[derive(Clone, Debug)]
pub struct Later {
    /// The person.
    pub person: usize,
    /// The earlier sessions of the plan, as indices.
    pub sessions: Vec<usize>,
}

/// A person who lacks the prerequisites of a session.
#[derive(Clone, Debug)]
pub struct Lost {
    /// The person.
    pub person: usize,
    /// The direct prerequisites of the step that they lack.
    pub lacks: Vec<Step>,
}

/// A person who lacks something but whom no session serves.
#[derive(Clone, Debug)]
pub struct Unserved {
    /// The person.
    pub person: usize,
    /// True if they need a step of the sessions but lack its prerequisites; false if the sessions teach nothing that
    /// they lack.
    pub is_lost: bool,
    /// At most three steps that they could begin today instead; those with the most readiness depending on them come
    /// first.
    pub alone: Vec<Step>,
}

impl Unserved {
    /// Returns the step that they could begin today with the most readiness depending on it.
    pub fn could_begin(&self) -> Option<Step> {
        self.alone.first().copied()
    }
}

words! {
    /// What the next sessions mean to one person.
    pub(crate) enum Reached {
        /// One of them teaches a step that the person lacks and is ready for.
        Served = "served",
        /// The person needs what they teach, and lacks what that needs.
        Lost = "lost",
        /// They teach nothing that the person lacks.
        NothingNew = "nothing-new",
    }
}

/// Returns the skills that nobody in a group has answered about. For a single person it is not known what they were
/// asked, so the list is empty.
pub fn not_asked(maps: &SkillMaps, learners: &[Learner<'_>]) -> Vec<SkillIndex> {
    let answered: Vec<&Learner<'_>> = learners.iter().filter(|one| one.has_answered).collect();
    if answered.len() < 2 {
        return Vec::new();
    }
    let is_open = |skill: &SkillIndex| {
        let mut standings = answered.iter().map(|one| one.assessment.standing(*skill));
        standings.all(|standing| *standing == Standing::NotRated)
    };
    maps.skill_indices().filter(is_open).collect()
}

/// Plans the next sessions for people, with what each lacks (from [`Learner::needs`]).
pub fn curriculum(
    maps: &SkillMaps,
    learners: &[Learner<'_>],
    needs: &[LearnerNeeds],
    wanted: Wanted,
) -> Curriculum {
    let mut steps: Vec<Step> = needs
        .iter()
        .flat_map(|needs| needs.steps.iter().copied())
        .collect::<BTreeSet<Step>>()
        .into_iter()
        .collect();
    let group = Group { maps, learners, needs, not_asked: not_asked(maps, learners) };
    let places = group.places();
    if let Some(places) = &places {
        places.sort(&mut steps);
    }
    let place: BTreeMap<Step, usize> =
        steps.iter().enumerate().map(|(at, step)| (*step, at)).collect();
    let graph = group.graph(&steps, &place, places.as_ref());
    let best = best_order(&graph, &group.rewards(&place), NodeLimit::default());
    let order: Vec<Step> = best.sequence.iter().map(|at| steps[*at]).collect();
    let ahead = if wanted.absent { LOOKED_AHEAD } else { 0 };
    let mut planned = group.sessions(&order, wanted, wanted.sessions.max(ahead));
    let ahead = planned.split_off(wanted.sessions.min(planned.len()));
    let served: BTreeSet<usize> = planned.iter().flat_map(Session::serves).collect();
    let lacking = || (0..learners.len()).filter(|person| !needs[*person].steps.is_empty());
    let is_needed = |skill: &SkillIndex| steps.iter().any(|step| step.skill == *skill);
    Curriculum {
        unserved: lacking()
            .filter(|person| !served.contains(person))
            .map(|person| Unserved {
                person,
                is_lost: planned.iter().any(|session| needs[person].holds(session.step)),
                alone: group.could_begin(person),
            })
            .collect(),
        learning: lacking().count(),
        not_asked: group.not_asked.iter().copied().filter(is_needed).collect(),
        absent: if wanted.absent { group.absent(&planned, &ahead, wanted) } else { Vec::new() },
        could_begin: if wanted.absent {
            (0..learners.len()).map(|person| group.could_begin(person)).collect()
        } else {
            Vec::new()
        },
        alone: if planned.len() < wanted.sessions {
            group.alone(&order, &planned)
        } else {
            Vec::new()
        },
        sessions: planned,
        order,
        objective: best.objective,
        lower_bound: best.lower_bound,
    }
}

impl Session {
    /// Iterates over the people whom the session serves: those ready today, and those ready after earlier sessions.
    pub fn serves(&self) -> impl Iterator<Item = usize> + '_ {
        let later = self.after.iter().map(|later| later.person);
        self.ready.iter().copied().chain(later)
    }

    /// Returns how many people need the step.
    pub fn needed_by(&self) -> usize {
        self.serves().count() + self.lost.len()
    }
}

struct Group<'g, 'm> {
    maps: &'m SkillMaps,
    learners: &'g [Learner<'m>],
    needs: &'g [LearnerNeeds],
    not_asked: Vec<SkillIndex>,
}

impl Group<'_, '_> {
    /// Returns the usual places, unless everybody wants the fastest order.
    fn places(&self) -> Option<Places<'_>> {
        let goals = || self.learners.iter().filter_map(|learner| learner.goal.as_ref());
        let usual = goals().find(|goal| goal.order == Order::Usual)?;
        let roles: BTreeSet<RoleIndex> = goals().flat_map(|goal| goal.roles.clone()).collect();
        let roles: Vec<RoleIndex> = roles.into_iter().collect();
        Places::of(self.maps, &roles, usual.order, usual.spacing)
    }

    /// Builds the steps as tasks. A step waits for prerequisites that at least half of the people who need it lack, and
    /// for steps that are usually taught before it.
    fn graph(
        &self,
        steps: &[Step],
        place: &BTreeMap<Step, usize>,
        places: Option<&Places<'_>>,
    ) -> TaskGraph {
        let waits_for = |step: &Step| {
            let wanting: Vec<usize> = self.wanting(*step).collect();
            let held_up = |needed: &Step| {
                let lacking = wanting.iter().filter(|person| self.needs[**person].holds(*needed));
                2 * lacking.count() >= wanting.len()
            };
            let needed = self.maps.needs(*step).filter(held_up);
            needed.filter_map(|needed| place.get(&needed).copied()).collect()
        };
        let hours = |step: &Step| self.maps[step.skill].hours_to(step.level).typical;
        let mut waits: Vec<Vec<usize>> = steps.iter().map(waits_for).collect();
        if let Some(places) = places {
            waits = places.precedence(steps, Precedence::new(&waits)).direct();
        }
        TaskGraph::new(steps.iter().map(hours).collect(), waits)
    }

    /// Returns the rewards of the steps, for all people together.
    fn rewards(&self, place: &BTreeMap<Step, usize>) -> Vec<Reward> {
        let mut weights: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for unmet in self.needs.iter().flat_map(|needs| &needs.unmet) {
            let places = unmet.by.iter().filter_map(|step| place.get(step).copied());
            *weights.entry(places.collect()).or_default() += unmet.worth;
        }
        weights.into_iter().map(|(any_of, weight)| Reward { weight, any_of }).collect()
    }

    fn wanting(&self, step: Step) -> impl Iterator<Item = usize> + '_ {
        (0..self.needs.len()).filter(move |person| self.needs[*person].holds(step))
    }

    /// Chooses sessions one after another: each time the one that comes first among the steps for which a session makes
    /// sense.
    fn sessions(&self, order: &[Step], wanted: Wanted, most: usize) -> Vec<Session> {
        let mut planned: Vec<Session> = Vec::new();
        let asked = |step: &&Step| !self.not_asked.contains(&step.skill);
        let mut left: Vec<Step> = order.iter().filter(asked).copied().collect();
        while planned.len() < most {
            let sessions =
                left.iter().enumerate().map(|(at, step)| (at, self.session(*step, &planned)));
            let mut sensible = sessions.filter(|(_, session)| self.makes_sense(session, wanted));
            let found = match wanted.first {
                First::Hours => sensible.next(),
                First::Reach => {
                    sensible.max_by_key(|(at, session)| (session.serves().count(), Reverse(*at)))
                }
            };
            let Some((at, session)) = found else { break };
            left.remove(at);
            planned.push(session);
        }
        for session in &mut planned {
            self.value(session);
        }
        planned
    }

    fn makes_sense(&self, session: &Session, wanted: Wanted) -> bool {
        let serves = session.serves().count();
        serves >= wanted.least_of(self.learners.len()) && 2 * serves >= session.needed_by()
    }

    /// Returns the widest gaps without a planned session, and the reasons; `ahead` are the sessions that would follow
    /// the planned ones.
    fn absent(&self, planned: &[Session], ahead: &[Session], wanted: Wanted) -> Vec<Absent> {
        let mut people: BTreeMap<SkillIndex, BTreeMap<Step, usize>> = BTreeMap::new();
        for needs in self.needs {
            let mut first: Option<SkillIndex> = None;
            // The steps of a skill are adjacent, with the lowest first.
            for step in &needs.steps {
                if first.replace(step.skill) != Some(step.skill) {
                    *people.entry(step.skill).or_default().entry(*step).or_default() += 1;
                }
            }
        }
        let mut widest: Vec<(usize, Step)> = people
            .into_values()
            .filter_map(|first| {
                let all = first.values().sum();
                let most = first.into_iter().max_by_key(|(step, people)| (*people, Reverse(*step)));
                most.map(|(step, _)| (all, step))
            })
            .collect();
        widest.sort_by_key(|(people, step)| (Reverse(*people), *step));
        widest.truncate(WIDEST);
        let is_taught = |step: &Step| planned.iter().any(|one| one.step.skill == step.skill);
        let all: Vec<Session> = planned.iter().chain(ahead).cloned().collect();
        let why = |step: Step| {
            if self.not_asked.contains(&step.skill) {
                return WhyAbsent::NotAsked;
            }
            if let Some(at) = all.iter().position(|session| session.step.skill == step.skill) {
                return WhyAbsent::Later(Some(at + 1));
            }
            let session = self.session(step, &all);
            if self.makes_sense(&session, wanted) {
                WhyAbsent::Later(None)
            } else if 2 * session.serves().count() < session.needed_by() {
                WhyAbsent::NeedsFirst(most_lacked(&session))
            } else {
                WhyAbsent::TooFew(session.serves().count())
            }
        };
        let absent = widest.into_iter().filter(|(_, step)| !is_taught(step));
        absent.map(|(people, step)| Absent { step, people, why: why(step) }).collect()
    }

    /// Returns what each person needs that no session teaches them, in the order of the group.
    fn alone(&self, order: &[Step], planned: &[Session]) -> Vec<(usize, Vec<Step>)> {
        let of = |person: usize| {
            let taught = |step: &&Step| {
                let mut sessions = planned.iter().filter(|session| session.step == **step);
                sessions.any(|session| session.serves().any(|served| served == person))
            };
            let asked = |step: &&Step| !self.not_asked.contains(&step.skill);
            let needed = order.iter().filter(|step| self.needs[person].holds(**step));
            needed.filter(asked).filter(|step| !taught(step)).copied().collect::<Vec<Step>>()
        };
        let all = (0..self.learners.len()).map(|person| (person, of(person)));
        all.filter(|(_, steps)| !steps.is_empty()).collect()
    }

    /// Returns the direct prerequisites of a step that a person lacks, without skills that nobody was asked about.
    fn lacks(&self, person: usize, step: Step) -> Vec<Step> {
        let mut lacks = self.learners[person].missing(self.maps, step);
        lacks.retain(|lacked| !self.not_asked.contains(&lacked.skill));
        lacks
    }

    fn session(&self, step: Step, earlier: &[Session]) -> Session {
        let mut session = Session {
            step,
            ready: Vec::new(),
            after: Vec::new(),
            lost: Vec::new(),
            have: Vec::new(),
            assumed: Vec::new(),
            likely: Vec::new(),
            not_asked: Vec::new(),
            gain: 0,
            standing_on: 0,
        };
        for (person, learner) in self.learners.iter().enumerate() {
            if learner.level(step.skill) >= step.level {
                session.have.push(person);
            }
            if !self.needs[person].holds(step) {
                continue;
            }
            if learner.may_have(step) {
                session.assumed.push(person);
                if learner.chance_of(step).is_some_and(|chance| chance >= LIKELY) {
                    session.likely.push(person);
                }
            }
            let lacks = self.lacks(person, step);
            for open in learner.missing(self.maps, step) {
                if !lacks.contains(&open) && !session.not_asked.contains(&open) {
                    session.not_asked.push(open);
                }
            }
            if lacks.is_empty() {
                session.ready.push(person);
                continue;
            }
            let taught = |lacking: &Step| {
                let teaches = |s: &Session| s.step == *lacking && s.serves().any(|p| p == person);
                earlier.iter().position(teaches)
            };
            match lacks.iter().map(taught).collect::<Option<Vec<usize>>>() {
                Some(mut sessions) => {
                    sessions.sort_unstable();
                    session.after.push(Later { person, sessions });
                }
                None => session.lost.push(Lost { person, lacks }),
            }
        }
        session
    }

    /// Computes what a session is worth.
    fn value(&self, session: &mut Session) {
        for person in self.wanting(session.step) {
            let needs = &self.needs[person];
            let meets = needs.unmet.iter().filter(|unmet| unmet.by.contains(&session.step));
            session.gain += meets.map(|unmet| unmet.worth).sum::<u64>();
            let worth = needs.standing_on(self.maps, &self.learners[person].assessment);
            if let Ok(at) = needs.steps.binary_search(&session.step) {
                session.standing_on += worth[at];
            }
        }
    }

    /// Returns the steps that a person could begin today; those with the most readiness depending on them come first.
    fn could_begin(&self, person: usize) -> Vec<Step> {
        let (learner, needs) = (&self.learners[person], &self.needs[person]);
        let worth = needs.standing_on(self.maps, &learner.assessment);
        let mut ready: Vec<(Step, u64)> = needs.steps.iter().copied().zip(worth).collect();
        ready.retain(|(step, _)| {
            !self.not_asked.contains(&step.skill) && self.lacks(person, *step).is_empty()
        });
        ready.sort_by_key(|(step, worth)| (Reverse(*worth), *step));
        ready.into_iter().take(ALONE).map(|(step, _)| step).collect()
    }
}

/// Returns the two steps that are most often lacking among the people who are not ready for a session.
fn most_lacked(session: &Session) -> Vec<Step> {
    let mut people: BTreeMap<Step, usize> = BTreeMap::new();
    for lacked in session.lost.iter().flat_map(|lost| &lost.lacks) {
        *people.entry(*lacked).or_default() += 1;
    }
    let mut lacked: Vec<(Step, usize)> = people.into_iter().collect();
    lacked.sort_by_key(|(step, people)| (Reverse(*people), *step));
    lacked.into_iter().take(2).map(|(step, _)| step).collect()
}
