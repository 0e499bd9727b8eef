//! A page to look at and to take along: words, pictures and a plan to tick, in sections.
//!
//! Every picture says the same in words: a title, a description and a table.

mod class;
mod person;

pub(crate) use super::to_do::{Tick, ToDo, ToDoStage};
pub(crate) use class::ClassPage;
pub use class::MOST_ON_PAGE;
pub(crate) use person::PersonPage;

use jiff::civil::Date;

use super::document::{Document, Graph, Table, Text};

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// What it is about.
    pub(crate) title: String,
    /// The figures that the eye finds first.
    pub(crate) figures: Vec<Figure>,
    /// What to know first.
    pub(crate) about: Vec<Text>,
    /// Its sections, in order.
    pub(crate) sections: Vec<PageSection>,
    /// What stands at its end.
    pub(crate) footer: Vec<Text>,
}

/// One figure, with what it is of.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// What it is of.
    pub(crate) of: &'static str,
    /// The figure in words.
    pub(crate) value: String,
    /// How much of a whole it is, 0 to 1, where it is that: what is certain, and what is possible.
    pub(crate) share: Option<(f64, f64)>,
}

impl Figure {
    /// A figure.
    pub(crate) fn new(of: &'static str, value: impl Into<String>) -> Figure {
        Figure { of, value: value.into(), share: None }
    }

    /// The same, as a share of a whole.
    #[must_use]
    pub(crate) fn with_share(mut self, certain: f64, possible: f64) -> Figure {
        self.share = Some((certain, possible));
        self
    }
}

/// One section of a page.
#[derive(Clone, Debug)]
pub(crate) struct PageSection {
    /// What links to it are called: lower-case letters and hyphens.
    pub(crate) id: &'static str,
    pub(crate) heading: String,
    /// What stands in it.
    pub(crate) parts: Vec<Part>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Words and tables.
    Words(Document),
    /// A picture.
    Picture(Picture),
    /// Words and tables that one opens.
    Folded {
        /// What is inside.
        summary: Text,
        /// Words and tables.
        inside: Document,
    },
    /// Words and tables that begin a new sheet of paper.
    Sheet(Document),
    /// Things to do, to tick off.
    Plan(Plan),
}

/// A picture, and the same in words.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    /// What it shows.
    pub(crate) title: String,
    /// What one sees in it, in a sentence or two.
    pub(crate) description: String,
    /// What is drawn.
    pub(crate) shape: Shape,
    /// The figures.
    pub(crate) table: Table,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// One axis for each field, with what is there and what is asked; the rim is this many levels from the middle.
    Radar {
        /// The axes, clockwise from the top.
        axes: Vec<Axis>,
        /// How many levels from the middle to the rim.
        levels: u8,
    },
    /// Shares of a whole over time, a curve each.
    Curves(Vec<Curve>),
    /// Things in their order, with arcs from each to what needs it.
    Arcs(Graph),
}

/// One axis of a radar.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    /// What is measured.
    pub(crate) label: String,
    /// The level that is there.
    pub(crate) now: f64,
    /// The level that is asked.
    pub(crate) target: f64,
}

/// One curve.
#[derive(Clone, Debug)]
pub(crate) struct Curve {
    /// What it shows.
    pub(crate) label: String,
    /// Days with shares, 0 to 1, oldest first.
    pub(crate) points: Vec<(Date, f64)>,
}

/// Things to do in order, in stages, with days when the hours a week are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The first day.
    pub(crate) start: Option<Date>,
    /// Hours a week, when they are known.
    pub(crate) hours_per_week: Option<f64>,
    /// How much more time than the usual pace: 1 is the usual one.
    pub(crate) pace: f64,
    /// What to do with what is ticked.
    pub(crate) how_to_keep: Text,
    pub(crate) stages: Vec<ToDoStage>,
}
