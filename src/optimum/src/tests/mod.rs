//! Tests of the optimiser against answers that simple methods find.

mod brute;
mod choices;
mod deadlines;
mod graphs;
pub(crate) mod orders;
pub(crate) mod random;
mod searches;
