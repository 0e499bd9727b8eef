//! The optimiser against answers that were found without any cleverness.

mod brute;
mod choices;
mod deadlines;
mod graphs;
pub(crate) mod orders;
pub(crate) mod random;
mod searches;
