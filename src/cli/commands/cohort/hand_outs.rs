//! `skillgap cohort session --hand-outs`: a page for each person.

use std::path::Path;

use crate::cli::failure::{Exit, Failure};
use crate::library::cohorts::write_pages;
use crate::render::markdown;
use crate::report::cohort::hand_out::hand_out;
use crate::report::cohort::session::SessionAnswer;

/// Writes a page for each person into a folder. The id of the person names the file.
///
/// # Errors
/// When the folder cannot be made or a page cannot be written.
pub(crate) fn write(answer: &SessionAnswer<'_>, folder: &Path) -> Result<(), Failure> {
    let page = |person: usize| {
        (answer.learners[person].id.clone(), markdown::draw(&hand_out(answer, person)))
    };
    let pages: Vec<(String, String)> = (0..answer.learners.len()).map(page).collect();
    write_pages(folder, &pages).map_err(|error| {
        let message = format!("cannot write the pages into {}: {error}", folder.display());
        Failure::new(Exit::System, "hand-outs", message)
    })
}
