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
//! order come those steps of which a session makes sense: it serves at least a quarter of the group and two people (in a
//! cohort of one, one), and at least half of those who need the step. It serves whoever has all that the step needs, today or by the work that
//! follows an earlier session of the same plan which serves them too. Of a skill that nobody was asked about there is no
//! session, and nobody is lost for want of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Learner, Needs};
use crate::domain::assessment::Standing;
use crate::domain::catalog::SkillIndex;
use crate::domain::likely::LIKELY;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::{Order, Places};
use crate::domain::role::RoleIndex;
use crate::domain::words::words;
use precedence_optimum::{NodeLimit, Reward, TaskGraph, best_order};

/// How many sessions are planned unless another number is asked for.
pub(crate) const SESSIONS: usize = 4;

words! {
    /// Which of the sessions that make sense comes first.
    #[derive(Default)]
    pub enum First {
        /// The one of the best order: what brings the group the most readiness for the hours.
        Hours = "hours" => default,
        /// The one that serves the most people.
        Reach = "reach",
    }
}

/// Which sessions are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many.
    pub sessions: usize,
    /// Which come first.
    pub first: First,
    /// How many people each serves at least; else a quarter of the group, and two. In a smaller group it is all of it.
    pub least: Option<usize>,
    /// Whether it is also wanted why the widest gaps are not among them, and what each could begin alone.
    pub absent: bool,
}

impl Wanted {
    /// How many people of a group of this size each session serves at least.
    pub(crate) fn least_of(self, people: usize) -> usize {
        self.least.unwrap_or(people.div_ceil(4).max(2)).min(people).max(1)
    }
}

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted { sessions: SESSIONS, first: First::default(), least: None, absent: false }
    }
}

/// So many sessions are looked at to say where the widest gaps come.
const LOOKED_AHEAD: usize = 30;
/// So many of the widest gaps are told of.
const WIDEST: usize = 5;
/// So many steps are named that somebody could begin alone.
const ALONE: usize = 3;

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
    /// The skills that somebody needs and that nobody was asked about.
    pub not_asked: Vec<SkillIndex>,
    /// Of the skills that most people need something of, those that no session is about; widest first.
    pub absent: Vec<Absent>,
    /// What each person could begin today, first what most stands on, at most three steps; set where the widest gaps are.
    pub could_begin: Vec<Vec<Step>>,
    /// What each still needs of which no session makes sense, in the best order for the group: set where there are fewer
    /// sessions than were wanted.
    pub alone: Vec<(usize, Vec<Step>)>,
}

/// A wide gap that no session is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The step of the skill that most of those who need the skill need first.
    pub step: Step,
    /// How many people need something of the skill.
    pub people: usize,
    /// Why there is no session.
    pub why: WhyAbsent,
}

/// Why a wide gap has no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyAbsent {
    /// Nobody was asked about it.
    NotAsked,
    /// Its session would be this one of more, from 1; `None` where it comes after all that were looked at.
    Later(Option<usize>),
    /// Most of those who need it first need these.
    NeedsFirst(Vec<Step>),
    /// A session would serve only so many.
    TooFew(usize),
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
    /// Of those who need it the ones of whom it is not known whether they have it.
    pub assumed: Vec<usize>,
    /// Of these the ones who likely have it.
    pub likely: Vec<usize>,
    /// What it needs and nobody was asked about, where somebody who needs it may lack that.
    pub not_asked: Vec<Step>,
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
    /// What they could begin today instead, first what most stands on; at most three.
    pub alone: Vec<Step>,
}

impl Unserved {
    /// The step that they could begin today on which most stands.
    pub fn could_begin(&self) -> Option<Step> {
        self.alone.first().copied()
    }
}

words! {
    /// What the next sessions are to one person.
    pub(crate) enum Reached {
        /// One of them teaches a step that the person lacks and is ready for.
        Served = "served",
        /// The person needs what they teach, and lacks what that needs.
        Lost = "lost",
        /// They teach nothing that the person lacks.
        NothingNew = "nothing-new",
    }
}

/// The skills that nobody of a group has answered about. Of somebody alone there are none: it is not known what they
/// were asked.
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

/// Plans the next sessions of people with what each lacks, which [`Learner::needs`] tells.
pub fn curriculum(
    maps: &SkillMaps,
    learners: &[Learner<'_>],
    needs: &[Needs],
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
    not_asked: Vec<SkillIndex>,
}

impl Group<'_, '_> {
    /// The usual places, unless everybody wants the fastest order.
    fn places(&self) -> Option<Places<'_>> {
        let goals = || self.learners.iter().filter_map(|learner| learner.goal.as_ref());
        let usual = goals().find(|goal| goal.order == Order::Usual)?;
        let roles: BTreeSet<RoleIndex> = goals().flat_map(|goal| goal.roles.clone()).collect();
        let roles: Vec<RoleIndex> = roles.into_iter().collect();
        Places::of(self.maps, &roles, usual.order, usual.spacing)
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

    /// Again and again, of the steps of which a session makes sense, the one that is wanted first.
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

    /// The widest gaps that none of the planned sessions is about, and why; `ahead` are the sessions after them.
    fn absent(&self, planned: &[Session], ahead: &[Session], wanted: Wanted) -> Vec<Absent> {
        let mut people: BTreeMap<SkillIndex, BTreeMap<Step, usize>> = BTreeMap::new();
        for needs in self.needs {
            let mut first: Option<SkillIndex> = None;
            // The steps of a skill stand one after another, the lowest first.
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

    /// What each person needs and no session teaches them, in the order of the group.
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

    /// What of a step's needs a person lacks, as far as anybody was asked about it.
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

    /// The steps that a person could begin today, those first on which most stands.
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

/// The two steps that most of those who would be lost in a session lack.
fn most_lacked(session: &Session) -> Vec<Step> {
    let mut people: BTreeMap<Step, usize> = BTreeMap::new();
    for lacked in session.lost.iter().flat_map(|lost| &lost.lacks) {
        *people.entry(*lacked).or_default() += 1;
    }
    let mut lacked: Vec<(Step, usize)> = people.into_iter().collect();
    lacked.sort_by_key(|(step, people)| (Reverse(*people), *step));
    lacked.into_iter().take(2).map(|(step, _)| step).collect()
}
