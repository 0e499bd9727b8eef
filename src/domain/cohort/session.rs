//! What to teach next: the steps that the group lacks, in the order that brings it furthest, and whom each serves.
//!
//! A session introduces a step. Nobody is at its level when it ends: they go on alone or in pairs for the hours that the
//! map states. So the order is the roadmap's (least Σ gain · hours until then, with the map's typical hours), only that the
//! gains are those of everybody together: what a person earns by a step counts as their own readiness does. Hours and not
//! sessions are the cost, since a step of forty hours is not behind anybody by the next session; so the sessions for one
//! person are the beginning of their own roadmap.
//!
//! In one person's plan a step waits for what it needs. A group waits for a step only if at least half of those who want
//! the next one lack it: one beginner does not hold up nineteen, and is named as somebody who would be lost. Out of this
//! order come those steps of which a session makes sense: it serves at least two people (in a cohort of one, one), and at
//! least half of those who need the step. It serves whoever has all that the step needs, today or by the work that
//! follows an earlier session of the same plan which serves them too.

use std::collections::{BTreeMap, BTreeSet};

use super::{Learner, Needs};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::{Order, Places};
use crate::domain::words::words;
use precedence_optimum::{NodeLimit, Reward, TaskGraph, best_order};

/// How many sessions are planned unless another number is asked for.
pub const SESSIONS: usize = 4;

/// The next sessions of a group.
#[derive(Clone, Debug)]
pub struct Curriculum {
    /// The sessions, in order.
    pub sessions: Vec<Session>,
    /// Those who lack something and whom no session serves.
    pub unserved: Vec<Unserved>,
    /// How many people lack something of what they learn for.
    pub learning: usize,
    /// Every step that somebody lacks, in the best order for the group.
    pub order: Vec<Step>,
    /// Σ gain · typical hours until earned, over all people; gains in parts of [`WHOLE`](super::WHOLE).
    pub objective: u128,
    /// What no order can go under.
    pub lower_bound: u128,
}

/// One session, and what it is to everybody. People are places in the list of learners.
#[derive(Clone, Debug)]
pub struct Session {
    /// What it introduces.
    pub step: Step,
    /// Those who need the step and have all that it needs.
    pub ready: Vec<usize>,
    /// Those who need it and will have all that it needs by the work that follows earlier sessions.
    pub after: Vec<Later>,
    /// Those who need it and would be lost.
    pub lost: Vec<Lost>,
    /// Those who are at its level already.
    pub have: Vec<usize>,
    /// Of those who need it the ones who have not rated the skill: they may have it.
    pub assumed: Vec<usize>,
    /// The readiness that the step itself brings to those who need it, in parts of [`WHOLE`](super::WHOLE), summed over people.
    pub gain: u64,
    /// The readiness of everything that the step is on the way to, in parts of [`WHOLE`](super::WHOLE), summed over people.
    pub standing_on: u64,
}

/// Somebody who is ready after earlier sessions.
#[derive(Clone, Debug)]
pub struct Later {
    /// Who.
    pub person: usize,
    /// After which sessions of the plan, from 0.
    pub sessions: Vec<usize>,
}

/// Somebody who would be lost.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Who.
    pub person: usize,
    /// What they lack of what the step needs directly.
    pub lacks: Vec<Step>,
}

/// Somebody who lacks something and whom no session serves.
#[derive(Clone, Debug)]
pub struct Unserved {
    /// Who.
    pub person: usize,
    /// Whether they need a step of the sessions, so that these are out of their reach; else the sessions teach nothing
    /// that they lack.
    pub is_lost: bool,
    /// What they could begin today instead, the one that most stands on.
    pub could_begin: Option<Step>,
}

words! {
    /// What the next sessions are to one person.
    pub enum Reached {
        /// One of them teaches a step that the person lacks and is ready for.
        Served = "served",
        /// The person needs what they teach, and lacks what that needs.
        Lost = "lost",
        /// They teach nothing that the person lacks.
        NothingNew = "nothing-new",
    }
}

/// Plans the next sessions of people with what each lacks, which [`Learner::needs`] tells.
pub fn curriculum(
    maps: &SkillMaps,
    learners: &[Learner<'_>],
    needs: &[Needs],
    sessions: usize,
) -> Curriculum {
    let mut steps: Vec<Step> = needs
        .iter()
        .flat_map(|needs| needs.steps.iter().copied())
        .collect::<BTreeSet<Step>>()
        .into_iter()
        .collect();
    let group = Group { maps, learners, needs };
    let places = group.places();
    if let Some(places) = &places {
        places.sort(&mut steps);
    }
    let place: BTreeMap<Step, usize> =
        steps.iter().enumerate().map(|(at, step)| (*step, at)).collect();
    let graph = group.graph(&steps, &place, places.as_ref());
    let best = best_order(&graph, &group.rewards(&place), NodeLimit::default());
    let order: Vec<Step> = best.sequence.iter().map(|at| steps[*at]).collect();
    let planned = group.sessions(&order, sessions);
    let served: BTreeSet<usize> = planned.iter().flat_map(Session::serves).collect();
    let lacking = || (0..learners.len()).filter(|person| !needs[*person].steps.is_empty());
    Curriculum {
        unserved: lacking()
            .filter(|person| !served.contains(person))
            .map(|person| Unserved {
                person,
                is_lost: planned.iter().any(|session| needs[person].holds(session.step)),
                could_begin: group.could_begin(person),
            })
            .collect(),
        learning: lacking().count(),
        sessions: planned,
        order,
        objective: best.objective,
        lower_bound: best.lower_bound,
    }
}

impl Session {
    /// Those whom it serves: ready today, or after earlier sessions.
    pub fn serves(&self) -> impl Iterator<Item = usize> + '_ {
        let later = self.after.iter().map(|later| later.person);
        self.ready.iter().copied().chain(later)
    }

    /// How many people need the step.
    pub fn needed_by(&self) -> usize {
        self.serves().count() + self.lost.len()
    }
}

struct Group<'g, 'm> {
    maps: &'m SkillMaps,
    learners: &'g [Learner<'m>],
    needs: &'g [Needs],
}

impl Group<'_, '_> {
    /// The usual places, unless everybody wants the fastest order.
    fn places(&self) -> Option<Places<'_>> {
        let mut goals = self.learners.iter().filter_map(|learner| learner.goal.as_ref());
        let usual = goals.find(|goal| goal.order == Order::Usual)?;
        Places::of(self.maps, usual.order, usual.spacing)
    }

    /// The steps as tasks; a step waits for what at least half of those who need it lack, and for what is usually taught
    /// before it.
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
            waits = places.precedence(steps, &waits).direct();
        }
        TaskGraph::new(steps.iter().map(hours).collect(), waits)
    }

    /// What the steps earn, everybody together.
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

    /// Again and again the first step of the order of which a session makes sense.
    fn sessions(&self, order: &[Step], most: usize) -> Vec<Session> {
        let least = 2.min(self.learners.len());
        let mut planned: Vec<Session> = Vec::new();
        let mut left: Vec<Step> = order.to_vec();
        while planned.len() < most {
            let found = left.iter().enumerate().find_map(|(at, step)| {
                let session = self.session(*step, &planned);
                let serves = session.serves().count();
                let makes_sense = serves >= least && 2 * serves >= session.needed_by();
                makes_sense.then_some((at, session))
            });
            let Some((at, session)) = found else { break };
            left.remove(at);
            planned.push(session);
        }
        for session in &mut planned {
            self.value(session);
        }
        planned
    }

    fn session(&self, step: Step, earlier: &[Session]) -> Session {
        let mut session = Session {
            step,
            ready: Vec::new(),
            after: Vec::new(),
            lost: Vec::new(),
            have: Vec::new(),
            assumed: Vec::new(),
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
            if learner.assessment.standing(step.skill).rated().is_none() {
                session.assumed.push(person);
            }
            let lacks = learner.missing(self.maps, step);
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

    /// Says what a session is worth.
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

    fn could_begin(&self, person: usize) -> Option<Step> {
        let (learner, needs) = (&self.learners[person], &self.needs[person]);
        let worth = needs.standing_on(self.maps, &learner.assessment);
        let ready = needs.steps.iter().zip(worth);
        ready
            .filter(|(step, _)| learner.missing(self.maps, **step).is_empty())
            .min_by_key(|(step, worth)| (std::cmp::Reverse(*worth), **step))
            .map(|(step, _)| *step)
    }
}
