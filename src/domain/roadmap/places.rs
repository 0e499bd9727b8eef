//! The usual places: what teachers bring earlier comes earlier.
//!
//! A place is where on the way level 1 of a skill is usually begun; each higher level lies [`Spacing::depth`] later. Of two
//! steps of a plan the one whose place is earlier by [`Spacing::window`] or more comes first. A skill without a place has
//! the latest one of what its level 1 needs, and if that has none either, its steps may come anywhere. Level 1 of a
//! language, framework or product comes before level 2 of what it belongs to.
//!
//! Places never add a step and never go against what is settled before, above all prerequisites: the pairs are taken by
//! falling difference of their places, equal ones in the order of the catalog, and one that would close a circle is left
//! out.
//!
//! A role may have its own places of some skills, above all of its subject: databases come early where one learns for them.
//! A plan for several roles takes the earliest place that one of them gives a skill.

use precedence_optimum::Precedence;

use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::domain::words::words;

/// How far apart places decide, in hundredths like the places themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// Of two steps the one whose place is earlier by this much or more comes first.
    pub window: i32,
    /// How much later the place of a level is than that of the level below.
    pub depth: i32,
}

words! {
    /// What decides the order of a plan beside prerequisites and readiness.
    #[derive(Default)]
    pub enum Order {
        /// What teachers usually bring earlier comes earlier.
        Usual = "usual" => default,
        /// What brings readiness soonest comes first, whatever is usual.
        Fastest = "fastest",
    }
}

impl Default for Spacing {
    /// Places from one half of the schools order the pairs of the other half as well by any window from .25 to .5 and any
    /// depth up to 1 (86 in a hundred; wider windows fall off), so the window is the widest of them, which leaves most to
    /// readiness. By this depth a plan has its language at level 2 before the framework begins, as the curricula do; by a
    /// depth of 1 the framework comes before it. `cargo run --example places -- validate` has the figures.
    fn default() -> Spacing {
        Spacing { window: 50, depth: 75 }
    }
}

/// The place of every skill of a catalog.
#[derive(Clone, Debug)]
pub(crate) struct Places<'m> {
    maps: &'m SkillMaps,
    spacing: Spacing,
    /// By skill.
    at: Vec<Option<i32>>,
}

impl<'m> Places<'m> {
    /// The places that an order keeps in a plan for these roles.
    pub(crate) fn of(
        maps: &'m SkillMaps,
        roles: &[RoleIndex],
        order: Order,
        spacing: Spacing,
    ) -> Option<Places<'m>> {
        if order == Order::Fastest {
            return None;
        }
        let usual = || maps.skills().iter().map(|skill| skill.place.map(|place| place.at));
        let in_role = |role: &RoleIndex| {
            let mut at: Vec<Option<i32>> = usual().collect();
            for place in &maps[*role].places {
                at[place.skill.0] = Some(place.at);
            }
            at
        };
        let earliest = |a: Option<i32>, b: Option<i32>| a.into_iter().chain(b).min();
        let at = roles.iter().map(in_role).reduce(|mut at, other| {
            at.iter_mut().zip(other).for_each(|(at, other)| *at = earliest(*at, other));
            at
        });
        let mut places = Places { maps, spacing, at: at.unwrap_or_else(|| usual().collect()) };
        let first = Level::ABOVE_NONE[0];
        for step in maps.steps().iter().filter(|step| step.level == first) {
            if places.at[step.skill.0].is_none() {
                let needed = maps.prerequisites(*step).filter_map(|needed| places.at(needed));
                places.at[step.skill.0] = needed.max();
            }
        }
        Some(places)
    }

    /// The place of a step.
    pub(crate) fn at(&self, step: Step) -> Option<i32> {
        let levels = step.level.index() as i32 - 1;
        self.at[step.skill.0].map(|at| at + levels * self.spacing.depth)
    }

    /// Sorts steps by their places; those of the same place, and those without one at the end, in the order of the
    /// catalog.
    pub(crate) fn sort(&self, steps: &mut [Step]) {
        steps.sort_by_key(|step| (self.at(*step).is_none(), self.at(*step), *step));
    }

    /// Which steps come before which, by what each needs, which is given, and by the usual places.
    pub(crate) fn precedence(&self, steps: &[Step], mut precedence: Precedence) -> Precedence {
        self.bring_products_along(steps, &mut precedence);
        let mut placed: Vec<(Step, i32, usize)> = steps
            .iter()
            .enumerate()
            .filter_map(|(at, step)| Some((*step, self.at(*step)?, at)))
            .collect();
        placed.sort_unstable();
        let places = || placed.iter().map(|(_, at, _)| *at);
        let (Some(first), Some(last)) = (places().min(), places().max()) else {
            return precedence;
        };
        // By the distance from the first place: the steps, in the order of the catalog.
        let distance = |at: i32| (at - first) as usize;
        let mut steps_at = vec![Vec::new(); distance(last) + 1];
        for (number, (_, at, _)) in placed.iter().enumerate() {
            steps_at[distance(*at)].push(number);
        }
        for (apart, early) in self.differences(&steps_at).into_iter().enumerate().rev() {
            let mut early: Vec<usize> =
                early.iter().flat_map(|at| &steps_at[*at]).copied().collect();
            early.sort_unstable();
            for (_, at, task) in early.into_iter().map(|number| placed[number]) {
                for later in &steps_at[distance(at) + apart] {
                    precedence.add(task, placed[*later].2);
                }
            }
        }
        precedence
    }

    /// By how far a later place lies behind it, from the window on: the places that have steps, and of which another one
    /// lies just so far behind.
    fn differences(&self, steps_at: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let taken: Vec<usize> =
            (0..steps_at.len()).filter(|at| !steps_at[*at].is_empty()).collect();
        let window = usize::try_from(self.spacing.window).unwrap_or(0).max(1);
        let mut early_by_difference = vec![Vec::new(); steps_at.len()];
        for (at, early) in taken.iter().enumerate() {
            for late in taken[at..].iter().filter(|late| *late - early >= window) {
                early_by_difference[late - early].push(*early);
            }
        }
        early_by_difference
    }

    /// Level 1 of a language, framework or product before level 2 of what it belongs to.
    fn bring_products_along(&self, steps: &[Step], precedence: &mut Precedence) {
        let [first, second, ..] = Level::ABOVE_NONE;
        let place = |step: Step| steps.iter().position(|other| *other == step);
        let mut pairs = Vec::new();
        for (a, product) in steps.iter().enumerate().filter(|(_, step)| step.level == first) {
            let general = self.maps[product.skill].belongs_to;
            let general = general.and_then(|skill| place(Step { skill, level: second }));
            pairs.extend(general.map(|b| (*product, a, b)));
        }
        pairs.sort_unstable();
        for (_, a, b) in pairs {
            precedence.add(a, b);
        }
    }
}
