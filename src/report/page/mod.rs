//! A page to look at and to take along: words, pictures and a plan to tick, in sections.
//!
//! Every picture says the same in words: a title, a description and a table.

mod class;
mod person;

pub use super::to_do::{Tick, ToDo, ToDoStage};
pub use class::{ClassPage, MOST_ON_PAGE};
pub use person::PersonPage;

use jiff::civil::Date;

use super::document::{Document, Graph, Table, Text};

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What it is about.
    pub title: String,
    /// The figures that the eye finds first.
    pub figures: Vec<Figure>,
    /// What to know first.
    pub about: Vec<Text>,
    /// Its sections, in order.
    pub sections: Vec<PageSection>,
    /// What stands at its end.
    pub footer: Vec<Text>,
}

/// One figure, with what it is of.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it is of.
    pub of: &'static str,
    /// The figure in words.
    pub value: String,
    /// How much of a whole it is, 0 to 1, where it is that: what is certain, and what is possible.
    pub share: Option<(f64, f64)>,
}

impl Figure {
    /// A figure.
    pub fn new(of: &'static str, value: impl Into<String>) -> Figure {
        Figure { of, value: value.into(), share: None }
    }

    /// The same, as a share of a whole.
    #[must_use]
    pub fn with_share(mut self, certain: f64, possible: f64) -> Figure {
        self.share = Some((certain, possible));
        self
    }
}

/// One section of a page.
#[derive(Clone, Debug)]
pub struct PageSection {
    /// What links to it are called: lower-case letters and hyphens.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub enum Part {
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
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// What one sees in it, in a sentence or two.
    pub description: String,
    /// What is drawn.
    pub shape: Shape,
    /// The figures.
    pub table: Table,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub enum Shape {
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
pub struct Axis {
    /// What is measured.
    pub label: String,
    /// The level that is there.
    pub now: f64,
    /// The level that is asked.
    pub target: f64,
}

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// What it shows.
    pub label: String,
    /// Days with shares, 0 to 1, oldest first.
    pub points: Vec<(Date, f64)>,
}

/// Things to do in order, in stages, with days when the hours a week are known.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The first day.
    pub start: Option<Date>,
    /// Hours a week, when they are known.
    pub hours_per_week: Option<f64>,
    /// How much more time than the usual pace: 1 is the usual one.
    pub pace: f64,
    /// What to do with what is ticked.
    pub how_to_keep: Text,
    /// The stages.
    pub stages: Vec<ToDoStage>,
}
