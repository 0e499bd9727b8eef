//! Sidney's decomposition, which splits the work into parts whose order does not depend on the order inside
//! them.

use super::flow::{Cut, Cutter};
use super::set::Set;

/// Returns the blocks of a set of nodes, each as small as possible, in the order in which some optimum does
/// them.
///
/// A beginning with the greatest weight per hour comes first in some optimum, and the rest is a problem of the
/// same kind (Sidney 1975; Smith 1956 for single tasks). The blocks are found by repeated splitting. A set is
/// split into the beginning that is denser than its mean and the rest, until no beginning is denser than its
/// whole set (the breakpoints of Margot, Queyranne & Wang 2003 and of Chekuri & Motwani 1999). Sets without a
/// denser beginning are then split into the smallest parts of equal density.
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
