//! `skillgap cohort groups`: who learns together.

use std::path::PathBuf;

use clap::Args;

use super::people::{COHORT_HELP, Class, FORMATS, Most, PeopleArgs};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::{GROUP_SIZE, GroupSize};
use crate::domain::cohort::Aims;
use crate::domain::cohort::groups::{group, sizes};
use crate::domain::cohort::pairs::MOST_PEOPLE;
use crate::domain::maps::SkillMaps;
use crate::report::answer::Format;
use crate::report::cohort::groups::GroupsAnswer;
use crate::report::phrases::count;

/// The flags of `cohort groups`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

Of all ways to split the class into groups of nearly one size, this takes the one in which the fewest people of --avoid are together again, then the most people have somebody in their group who can help them, and then what everybody learns from that one person is worth most. Up to eleven people it is found by trying all ways; above that people change places as long as that is better, and the answer says whether it is proved to be the best.

A FILE for --avoid holds a pair a line, two ids or names with a comma between them: what --format csv of `groups` and `pairs` gives, or written by hand.

Examples:
  skillgap cohort groups class/
  skillgap cohort groups class/ --size 4 --format csv -o week-1.csv
  skillgap cohort groups class/ --avoid week-1.csv"))]
pub(crate) struct GroupsArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    people: PeopleArgs,
    #[command(flatten)]
    groups: GroupingArgs,
}

/// Which groups are wanted.
#[derive(Args, Debug)]
pub(crate) struct GroupingArgs {
    /// How many people a group has, as in 4 or 3-5
    #[arg(long, value_name = "SIZE", default_value = "3-5", value_parser = GROUP_SIZE)]
    size: GroupSize,
    /// Pairs or groups that are not to come again; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) avoid: Vec<PathBuf>,
}

impl GroupingArgs {
    /// Who of these people learns together, those apart who are to be kept so.
    ///
    /// # Errors
    /// When they cannot be split into groups of the wanted size.
    pub(crate) fn answer<'m>(
        &self,
        maps: &'m SkillMaps,
        aims: &'m Aims,
        class: &'m Class<'m>,
        avoid: &[(usize, usize)],
        is_anonymous: bool,
    ) -> Result<GroupsAnswer<'m>, Failure> {
        let all = class.learners.len();
        let GroupSize { least, most } = self.size;
        let sizes = sizes(all, least, most).ok_or_else(|| no_sizes(all, self.size))?;
        Ok(GroupsAnswer {
            maps,
            aims,
            grouping: group(maps, &class.learners, &class.needs, &sizes, avoid),
            learners: &class.learners,
            again: None,
            anonymous: is_anonymous,
            notes: Vec::new(),
        })
    }
}

/// More people than these are not grouped at once.
pub(crate) const MOST: Most = Most {
    people: MOST_PEOPLE,
    to: "group",
    instead: "group them in parts, each in a folder of its own",
};

impl Run for GroupsArgs {
    fn formats(&self) -> &'static [Format] {
        FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let mut read = self.people.read_class(context, &self.cohort, Some(MOST))?;
        let avoid = read.apart(&self.groups.avoid)?;
        let anonymous = self.people.anonymous;
        let mut answer = self.groups.answer(maps, &read.aims, &read.class, &avoid, anonymous)?;
        answer.notes = self.people.told(read.notes);
        answer.again = read.again;
        self.people.deliver(context, read.broken, &answer)
    }
}

/// So many people cannot be split into groups of this size: what can be done.
fn no_sizes(people: usize, GroupSize { least, most }: GroupSize) -> Failure {
    let size = if least == most { least.to_string() } else { format!("{least} to {most}") };
    let people_said = count(people, "person", "people");
    let failure = Failure::usage(
        "group-size",
        format!("{people_said} cannot be split into groups of {size}"),
    );
    let wider = (1..least).find_map(|by| {
        let (least, most) = ((least - by).max(2), most + by);
        sizes(people, least, most).map(|_| (least, most))
    });
    match wider {
        Some((least, most)) => failure.hint(format!("use --size {least}-{most}")),
        None => failure.hint("a group has two people at least"),
    }
}
