//! The flags that every command shares. Their doc comments are the help.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::values::{DATE, RATER, RATING, TypedRating};
use crate::domain::cohort::session::First;
use crate::domain::level::Seniorities;
use crate::domain::likely::StartsFrom;
use crate::domain::profile::GoalKey;
use crate::domain::rater::Rater;
use crate::domain::roadmap::Order;
use crate::domain::words::Word;
use crate::files::people::DateOrder;
use crate::report::answer::Format;

/// The flags that every command shares.
#[derive(Args, Debug)]
#[command(next_help_heading = "Shared flags")]
pub(crate) struct Shared {
    /// The profile to read and write; - is standard input [env: SKILLGAP_PROFILE]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// A folder with your own maps, which add to the shipped maps or replace parts of them [env: SKILLGAP_MAPS]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) maps: Option<PathBuf>,
    /// A folder with your own maps, used instead of the shipped maps
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "maps")]
    pub(crate) maps_only: Option<PathBuf>,
    /// Compare with the targets of this seniority [default: the profile's goal, else junior]
    #[arg(long, global = true, value_name = "SENIORITY")]
    pub(crate) seniority: Option<Seniorities>,
    /// Use a rating in this command only, without saving it; may be repeated
    #[arg(long, global = true, value_name = "SKILL=LEVEL", value_delimiter = ',', value_parser = RATING)]
    pub(crate) rate: Vec<TypedRating>,
    /// Use this person's ratings where they have rated a skill
    #[arg(long, global = true, value_name = "NAME", value_parser = RATER)]
    pub(crate) rater: Option<Rater>,
    /// The format of the output
    #[arg(long, global = true, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
    /// The same as --format json
    #[arg(long, global = true, conflicts_with = "format")]
    pub(crate) json: bool,
    /// Use this day as today
    #[arg(long, global = true, value_name = "DATE", value_parser = DATE)]
    pub(crate) today: Option<Date>,
    /// Print nothing except the answer
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorArg,
    /// Use ASCII characters only
    #[arg(long, global = true)]
    pub(crate) ascii: bool,
    /// Print words and percentages instead of tables and bars, one thing a line: for screen readers
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// Do not show long answers through a pager [env: SKILLGAP_PAGER and PAGER name the pager]
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
}

/// Enums of other modules that appear on the command line: the values and their help come from the enum.
macro_rules! flags_of_words {
    ($($type:ty),+) => {
        $(impl ValueEnum for $type {
            fn value_variants<'a>() -> &'a [$type] {
                <$type as Word>::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(Word::word(*self)).help(Word::about(*self)))
            }
        })+
    };
}

flags_of_words!(Seniorities, Format, DateOrder, GoalKey, Order, First, StartsFrom);

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
