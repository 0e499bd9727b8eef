//! Sidney's decomposition: which parts of the work come before which, whatever happens inside them.

use super::flow::{Cut, Cutter};
use super::set::Set;

/// The blocks of a set of nodes in the order in which some optimum does them, each as small as it can be.
///
/// A beginning of greatest weight per hour comes first in some optimum, and what is left is the same problem
/// again (Sidney 1975; Smith 1956 for single tasks). The blocks are found by halving: the beginning that is
/// denser than the mean, and the rest, until no beginning is denser than its whole (the breakpoints of Margot,
/// Queyranne & Wang 2003 and of Chekuri & Motwani 1999); those of equal density are then split as far as they
/// can be.
pub(super) fn blocks(cutter: &mut Cutter<'_>, nodes: &Set) -> Vec<Set> {
    let mut found = Vec::new();
    let mut open = vec![nodes.clone()];
    while let Some(set) = open.pop() {
        if set.is_empty() {
            continue;
        }
        if cutter.is_single(&set) {
            found.push(set);
            continue;
        }
        match cutter.cut(&set) {
            Cut::Even(parts) => found.extend(parts),
            Cut::Denser(first) => {
                open.push(set.without(&first));
                open.push(first);
            }
        }
    }
    found
}
