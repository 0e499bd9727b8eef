//! Interviews of one person after another at one machine. Each interview is saved before the next name is asked.

use std::path::Path;

use super::{Frontend, conduct};
use crate::cli::context::{Context, Person};
use crate::cli::failure::Failure;
use crate::domain::interview::{Interview, Start};
use crate::domain::profile::Profile;
use crate::library::cohorts;
use crate::library::imports::{near_name, profile_of};
use crate::library::profiles::{self, ProfileAt};
use crate::report::cohort::live::Seated;
use crate::report::document::Document;

/// Asks one person after another, and saves each in a profile of their own in the folder. `start` returns the start of the
/// interview of a person. `result` returns the document to show at the end, with the profile as it was before the interview.
///
/// # Errors
/// When a profile cannot be read or written, or nobody can be asked.
pub(crate) fn ask_everybody(
    context: &Context<'_>,
    folder: &Path,
    front: &mut dyn Frontend,
    start: impl Fn(&Person) -> Result<Start, Failure>,
    result: impl Fn(&ProfileAt, &Interview<'_>, &Profile) -> Result<Document, Failure>,
) -> Result<Vec<Seated>, Failure> {
    let maps = context.maps();
    let mut seated = Vec::new();
    cohorts::check_writable(folder)?;
    while let Some(mut name) = front.next_person()? {
        if let Some(known) = near_name(folder, maps, &name)?
            && front.is_meant(&name, &known)?
        {
            name = known;
        }
        let (path, beginning) = profile_of(folder, maps, &name)?;
        let at = ProfileAt::Usual(path);
        // The name is saved first, so that it is kept whatever happens afterwards.
        profiles::append_to::<crate::files::profile_toml::Addition>(&at, &beginning, maps, &[])?;
        let person = context.person_at(&at)?;
        let mut interview = Interview::new(maps, start(&person)?);
        conduct(context, &at, &mut interview, front)?;
        front.farewell(&result(&at, &interview, &person.profile)?)?;
        seated.push(Seated { name, answered: interview.progress().answered, saved_in: at.name() });
    }
    Ok(seated)
}
