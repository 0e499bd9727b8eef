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

use crate::domain::catalog::SkillIndex;
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
        let usual = |skill: SkillIndex| maps[skill].place.map(|place| place.at);
        let in_role = |skill: SkillIndex, role: &RoleIndex| {
            let own = maps[*role].places.iter().find(|place| place.skill == skill);
            own.map(|place| place.at).or(usual(skill))
        };
        let earliest = |skill: SkillIndex| {
            let of_roles = roles.iter().filter_map(|role| in_role(skill, role)).min();
            of_roles.or(usual(skill))
        };
        let at = maps.skill_indices().map(earliest).collect();
        let mut places = Places { maps, spacing, at };
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

    /// Which steps come before which, by what each needs and by the usual places.
    pub(crate) fn precedence(&self, steps: &[Step], needs: &[Vec<usize>]) -> Precedence {
        let mut precedence = Precedence::new(needs);
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
        // By the distance from the first place, in the order of the catalog.
        let mut steps_at = vec![Vec::new(); (last - first) as usize + 1];
        for (_, at, task) in &placed {
            steps_at[(at - first) as usize].push(*task);
        }
        for apart in self.differences(&steps_at).rev() {
            for (_, at, task) in &placed {
                for later in steps_at.get((at - first) as usize + apart).into_iter().flatten() {
                    precedence.add(*task, *later);
                }
            }
        }
        precedence
    }

    /// The differences of places, from the window on, ascending.
    fn differences(&self, steps_at: &[Vec<usize>]) -> impl DoubleEndedIterator<Item = usize> {
        let taken: Vec<usize> =
            (0..steps_at.len()).filter(|at| !steps_at[*at].is_empty()).collect();
        let mut is_difference = vec![false; steps_at.len()];
        for (at, early) in taken.iter().enumerate() {
            for late in &taken[at..] {
                is_difference[late - early] = true;
            }
        }
        let window = usize::try_from(self.spacing.window).unwrap_or(0).max(1);
        (window..steps_at.len()).filter(move |apart| is_difference[*apart])
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
