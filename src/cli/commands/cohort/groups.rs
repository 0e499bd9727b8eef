//! `skillgap cohort groups`: splits a class into learning groups.

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

The groups have nearly the same size. Among the possible splits of the class, this command chooses one in which the fewest pairs of --avoid meet again; then one in which the most people have a helper in their group; then one in which people learn the most from their helpers. Up to eleven people it tries every split. Above that it exchanges people as long as the result improves, and the answer says whether the split is proved to be the best.

A FILE for --avoid holds one pair a line: two ids or names with a comma between them. It can be the --format csv output of `groups` and `pairs`, or written by hand.

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

/// The flags that describe the groups.
#[derive(Args, Debug)]
pub(crate) struct GroupingArgs {
    /// Number of people in a group, for example 4 or 3-5
    #[arg(long, value_name = "SIZE", default_value = "3-5", value_parser = GROUP_SIZE)]
    size: GroupSize,
    /// A file with pairs or groups to keep apart; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) avoid: Vec<PathBuf>,
}

impl GroupingArgs {
    /// Groups the people of a class; the pairs in `avoid` are kept apart where possible.
    ///
    /// # Errors
    /// When the class cannot be split into groups of this size.
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

/// The largest number of people to group at once.
pub(crate) const MOST: Most = Most {
    people: MOST_PEOPLE,
    to: "group",
    instead: "split them into several folders, and group each folder",
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

/// Makes the failure for a class that cannot be split into groups of this size, with a size that is possible.
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
        None => failure.hint("a group has at least two people"),
    }
}
