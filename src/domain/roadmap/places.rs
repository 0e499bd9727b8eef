//! The usual places of steps: what teachers usually teach earlier comes earlier.
//!
//! The place of a skill tells where on the way its level 1 is usually begun. The place of each higher level is
//! [`Spacing::depth`] later. Of two steps of a plan, the one whose place is earlier by [`Spacing::window`] or more comes
//! first. A skill without a place takes the latest place of what its level 1 needs. If that has no place either, its steps
//! may come anywhere. Level 1 of a language, framework or product comes before level 2 of the skill to which it belongs.
//!
//! Places never add a step, and they never contradict what is settled before them, above all prerequisites. Pairs of steps
//! are ordered by falling difference of their places, pairs of equal difference in the order of the catalog. A pair that
//! would close a circle is left out.
//!
//! A role may have its own places for some skills, above all for its subject: databases come early for somebody who learns
//! for them. A plan for several roles takes the earliest place that one of them gives a skill.

use precedence_optimum::Precedence;

use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::domain::words::words;

/// How far apart places must be to decide an order. The values are in hundredths, like the places themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// The smallest distance that decides: of two steps, the one whose place is earlier by this much or more comes first.
    pub window: i32,
    /// How much later the place of a level is than the place of the level below.
    pub depth: i32,
}

words! {
    /// What decides the order of a plan besides prerequisites and readiness.
    #[derive(Default)]
    pub enum Order {
        /// What teachers usually bring earlier comes earlier.
        Usual = "usual" => default,
        /// What brings readiness soonest comes first, whatever is usual.
        Fastest = "fastest",
    }
}

impl Default for Spacing {
    /// Returns the default spacing. Places from one half of the schools order the pairs of the other half equally well with
    /// any window from .25 to .5 and any depth up to 1 (86 in a hundred; wider windows do worse). The window is the widest
    /// of these, because it leaves the most to readiness. With this depth a plan has its language at level 2 before the
    /// framework begins, as the curricula do. With a depth of 1 the framework comes before it.
    /// `cargo run --example places -- validate` prints the figures.
    fn default() -> Spacing {
        Spacing { window: 50, depth: 75 }
    }
}

/// The places of all skills of a catalog.
#[derive(Clone, Debug)]
pub(crate) struct Places<'m> {
    maps: &'m SkillMaps,
    spacing: Spacing,
    /// The place of each skill's level 1, by skill.
    at: Vec<Option<i32>>,
}

impl<'m> Places<'m> {
    /// Returns the places that an order keeps in a plan for these roles; `None` if the order ignores places.
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

    /// Returns the place of a step.
    pub(crate) fn at(&self, step: Step) -> Option<i32> {
        let levels = step.level.index() as i32 - 1;
        self.at[step.skill.0].map(|at| at + levels * self.spacing.depth)
    }

    /// Sorts steps by their places. Steps of the same place are in the order of the catalog. Steps without a place come
    /// last, in the order of the catalog.
    pub(crate) fn sort(&self, steps: &mut [Step]) {
        steps.sort_by_key(|step| (self.at(*step).is_none(), self.at(*step), *step));
    }

    /// Returns which steps come before which. The usual places are added to the given precedence, which holds what the
    /// steps need.
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
        // The steps by their distance from the first place, each list in the order of the catalog.
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

    /// Returns, for each difference between two places, the earlier places of all pairs with this difference. Only places
    /// that have steps count, and only differences of at least the window.
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

    /// Puts level 1 of a language, framework or product before level 2 of the skill to which it belongs.
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
