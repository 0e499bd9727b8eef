//! A page to read, print and share: words, pictures and a plan to tick off, in sections.
//!
//! Every picture also has a title, a description and a table that say the same in words.

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
    /// The title of the page.
    pub(crate) title: String,
    /// The most important figures, at the top.
    pub(crate) figures: Vec<Figure>,
    /// The sentences below the figures.
    pub(crate) about: Vec<Text>,
    /// The sections, in order.
    pub(crate) sections: Vec<PageSection>,
    /// The lines at the end of the page.
    pub(crate) footer: Vec<Text>,
}

/// A figure and its name.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// The name of the figure.
    pub(crate) of: &'static str,
    /// The value, in words.
    pub(crate) value: String,
    /// The certain and the possible share of a whole, 0 to 1; `None` if the figure is not a share.
    pub(crate) share: Option<(f64, f64)>,
}

impl Figure {
    /// Creates a figure that is not a share.
    pub(crate) fn new(of: &'static str, value: impl Into<String>) -> Figure {
        Figure { of, value: value.into(), share: None }
    }

    /// Adds the certain and the possible share.
    #[must_use]
    pub(crate) fn with_share(mut self, certain: f64, possible: f64) -> Figure {
        self.share = Some((certain, possible));
        self
    }
}

/// One section of a page.
#[derive(Clone, Debug)]
pub(crate) struct PageSection {
    /// The id for links: lower-case letters and hyphens.
    pub(crate) id: &'static str,
    pub(crate) heading: String,
    /// The parts of the section.
    pub(crate) parts: Vec<Part>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Words and tables.
    Words(Document),
    /// A picture.
    Picture(Picture),
    /// Words and tables that are hidden until the reader opens them.
    Folded {
        /// The line that is always visible.
        summary: Text,
        /// The words and tables that can be opened.
        inside: Document,
    },
    /// Words and tables that begin a new page when printed.
    Sheet(Document),
    /// Tasks to tick off.
    Plan(Plan),
}

/// A picture, with the same content in words.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    /// The title of the picture.
    pub(crate) title: String,
    /// A sentence or two that describe the picture.
    pub(crate) description: String,
    /// The drawing.
    pub(crate) shape: Shape,
    /// The figures of the picture as a table.
    pub(crate) table: Table,
}

/// The kind of a drawing, with its data.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A radar chart: an axis for each area, with the present and the target level.
    Radar {
        /// The axes, clockwise from the top.
        axes: Vec<Axis>,
        /// The level at the rim; the middle is level 0.
        levels: u8,
    },
    /// Shares of a whole over time, a curve for each role.
    Curves(Vec<Curve>),
    /// The nodes of a graph in order, with an arc from each node to those that need it.
    Arcs(Graph),
}

/// An axis of a radar chart.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    /// The name of the axis.
    pub(crate) label: String,
    /// The level now.
    pub(crate) now: f64,
    /// The target level.
    pub(crate) target: f64,
}

/// A curve over time.
#[derive(Clone, Debug)]
pub(crate) struct Curve {
    /// The name of the curve.
    pub(crate) label: String,
    /// Days with shares, 0 to 1, the oldest first.
    pub(crate) points: Vec<(Date, f64)>,
}

/// Tasks in order, in stages. They have dates if the hours a week are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// The first day.
    pub(crate) start: Option<Date>,
    /// The hours a week; `None` if they are not known.
    pub(crate) hours_per_week: Option<f64>,
    /// The pace: the time that a task takes, divided by its usual time.
    pub(crate) pace: f64,
    /// How to save what was ticked.
    pub(crate) how_to_keep: Text,
    pub(crate) stages: Vec<ToDoStage>,
}
