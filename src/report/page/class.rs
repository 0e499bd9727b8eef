//! The page of a class: where everybody stands, what to teach next, who learns together, and a sheet for each person.
//! It is made from the answers of `cohort summary`, `session` and `groups`.

use jiff::civil::Date;

use super::person::footer;
use super::{Figure, Page, PageSection, Part};
use crate::domain::maps::SkillMaps;
use crate::report::answer::Answer;
use crate::report::cohort::groups::GroupsAnswer;
use crate::report::cohort::hand_out::hand_out;
use crate::report::cohort::session::SessionAnswer;
use crate::report::cohort::summary::SummaryAnswer;
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::notes::Note;
use crate::report::phrases::count;
use crate::report::text::text;

/// The largest number of people on one page, since each person has a sheet on it.
pub const MOST_ON_PAGE: usize = 2_000;

/// The answers that the page of a class is made from.
pub(crate) struct ClassPage<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The date of the page.
    pub(crate) today: Date,
    /// Where everybody stands.
    pub(crate) summary: SummaryAnswer<'m>,
    /// What to teach next. It is anonymous if the page is.
    pub(crate) session: SessionAnswer<'m>,
    /// Who learns together; `None` if no groups are made.
    pub(crate) groups: Option<GroupsAnswer<'m>>,
}

impl ClassPage<'_> {
    /// Returns the page.
    pub(crate) fn page(&self) -> Page {
        let mut sections = vec![self.standing(), self.lacking(), self.teaching()];
        sections.extend(self.groups.as_ref().map(together));
        if !self.session.anonymous {
            sections.push(self.hand_outs());
        }
        sections.retain(|section| !section.parts.is_empty());
        Page {
            title: format!(
                "{}: {}",
                count(self.summary.people(), "person", "people"),
                self.summary.measured_against()
            ),
            figures: self.figures(),
            about: self.about(),
            sections,
            footer: footer(self.maps, false),
        }
    }

    fn figures(&self) -> Vec<Figure> {
        let mut figures = vec![Figure::new("People", self.summary.people().to_string())];
        if let Some((readiness, coverage)) = self.summary.mean() {
            let percent = |share: f64| format!("{:.0} %", share * 100.0);
            let ready = Figure::new("Ready, on average", percent(readiness));
            figures.push(ready.with_share(readiness, readiness));
            let known = Figure::new("Known of them", percent(coverage));
            figures.push(known.with_share(coverage, coverage));
        }
        let sessions = self.session.curriculum.sessions.len();
        figures.push(Figure::new("Sessions planned", sessions.to_string()));
        if let Some(groups) = &self.groups {
            figures.push(Figure::new("Groups", groups.grouping.groups.len().to_string()));
        }
        figures
    }

    fn about(&self) -> Vec<Text> {
        let mut about = vec![text!("<quiet>As of {}.</>", self.today)];
        if self.session.anonymous {
            about.push(text!("<quiet>Each row of figures is one person under an alias: somebody who knows the class well may guess whose it is. Figures about fewer than five people, and who learns what from whom, are kept back.</>"));
        }
        let groups = self.groups.iter().flat_map(|groups| &groups.notes);
        let mut notes: Vec<&Note> = Vec::new();
        for note in self.summary.notes.iter().chain(&self.session.notes).chain(groups) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        about.extend(notes.into_iter().map(|note| Text::new(format!("Note: {note}"), Tone::Quiet)));
        about
    }

    fn standing(&self) -> PageSection {
        section("standing", "Where everybody stands", self.summary.where_they_stand())
    }

    fn lacking(&self) -> PageSection {
        section("lacking", "What is missing", self.summary.what_they_lack())
    }

    fn teaching(&self) -> PageSection {
        section("sessions", "What to teach next", self.session.document())
    }

    fn hand_outs(&self) -> PageSection {
        let mut words = Document::default();
        words.say("A sheet for each person: the sessions that are for them, whom they help, and what they can begin alone. Each begins a new page. Follow the link \u{201c}Hand-outs\u{201d} above and print: then only the sheets are printed.");
        let mut parts = vec![Part::Words(words)];
        let people = 0..self.session.learners.len();
        parts.extend(people.map(|person| Part::Sheet(hand_out(&self.session, person))));
        PageSection { id: "hand-outs", heading: "Hand-outs".to_string(), parts }
    }
}

fn together(groups: &GroupsAnswer<'_>) -> PageSection {
    section("groups", "Who learns together", groups.document())
}

/// Returns a section with the blocks of a document. It leaves out the title, because the section has its own heading;
/// the notes, because they are at the top of the page; and the commands, because nobody can type them on a page.
fn section(id: &'static str, heading: &str, mut document: Document) -> PageSection {
    document
        .blocks
        .retain(|block| !matches!(block, Block::Title(_) | Block::Note(_) | Block::Commands(_)));
    let parts = if document.blocks.is_empty() { Vec::new() } else { vec![Part::Words(document)] };
    PageSection { id, heading: heading.to_string(), parts }
}
