//! The functions of the model as tables of literals, so that they give the same bits on every machine.

/// The distance between two neighbouring abilities, in eighths of a logit.
pub(crate) const SPACING: i32 = 7;

/// The probability of a general ability of -35, -28 … 35 eighths of a logit: normal with mean -1/2 and standard deviation 2.2.
pub(crate) const GENERAL_PRIOR: [f64; 11] = [
    0.0347405847,
    0.0646738829,
    0.102782935,
    0.139448343,
    0.161512436,
    0.159697767,
    0.13480065,
    0.0971371584,
    0.0597556629,
    0.0313814502,
    0.0140691291,
];

/// The probability that the ability in an area differs from the general ability by -14, -7, 0, 7, 14 eighths of a logit: normal
/// with mean 0 and standard deviation 0.9.
pub(crate) const AREA_PRIOR: [f64; 5] =
    [0.0592470207, 0.244579295, 0.39234737, 0.244579295, 0.0592470207];

/// The logistic function of 0, 1/8, 2/8 … 12. For a negative number it is 1 minus the value for the positive number.
const LOGISTIC: [f64; 97] = [
    0.5,
    0.531209373,
    0.562176501,
    0.5926666,
    0.622459331,
    0.651354865,
    0.679178699,
    0.705785028,
    0.731058579,
    0.754914987,
    0.777299861,
    0.798186778,
    0.817574476,
    0.835483537,
    0.851952802,
    0.86703576,
    0.880797078,
    0.893309406,
    0.904650535,
    0.914900955,
    0.92414182,
    0.932453309,
    0.93991335,
    0.94659667,
    0.952574127,
    0.957912272,
    0.962673113,
    0.966914022,
    0.970687769,
    0.974042643,
    0.97702263,
    0.979667647,
    0.98201379,
    0.984093608,
    0.985936373,
    0.987568349,
    0.989013057,
    0.990291524,
    0.991422515,
    0.992422759,
    0.993307149,
    0.994088931,
    0.994779874,
    0.995390428,
    0.995929862,
    0.996406397,
    0.996827317,
    0.997199073,
    0.997527377,
    0.997817284,
    0.998073265,
    0.998299278,
    0.998498818,
    0.998674978,
    0.99883049,
    0.998967769,
    0.999088949,
    0.999195914,
    0.99929033,
    0.999373666,
    0.999447221,
    0.999512143,
    0.999569443,
    0.999620015,
    0.99966465,
    0.999704043,
    0.99973881,
    0.999769493,
    0.999796573,
    0.999820472,
    0.999841564,
    0.999860178,
    0.999876605,
    0.999891103,
    0.999903898,
    0.999915189,
    0.999925154,
    0.999933948,
    0.999941709,
    0.999948558,
    0.999954602,
    0.999959936,
    0.999964644,
    0.999968798,
    0.999972464,
    0.9999757,
    0.999978555,
    0.999981075,
    0.999983299,
    0.999985261,
    0.999986993,
    0.999988521,
    0.99998987,
    0.99999106,
    0.999992111,
    0.999993038,
    0.999993856,
];

/// Returns the logistic function of a number of eighths. Beyond 12 and -12 the value stays the same.
pub(crate) fn logistic(eighths: i32) -> f64 {
    let value = LOGISTIC[(eighths.unsigned_abs() as usize).min(LOGISTIC.len() - 1)];
    if eighths < 0 { 1.0 - value } else { value }
}

/// The least whole hours for which 0.3 times their natural logarithm rounds to 1, 2, 3 … eighths.
const LOG_HOURS: [u32; 27] = [
    2, 2, 3, 5, 7, 10, 16, 23, 35, 53, 80, 121, 183, 278, 421, 638, 968, 1469, 2227, 3378, 5124,
    7773, 11790, 17885, 27129, 41151, 62422,
];

/// Returns 0.3 times the natural logarithm of hours, in eighths.
pub(crate) fn log_hours(hours: u32) -> i32 {
    LOG_HOURS.iter().take_while(|least| **least <= hours).count() as i32
}
