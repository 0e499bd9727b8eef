//! The optimiser against answers that were found without any cleverness.

mod brute;
mod choices;
mod deadlines;
mod orders;
pub(crate) mod random;
