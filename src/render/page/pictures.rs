//! Pictures as SVG. No library draws them, because a library brings its own colours and fonts. These pictures take both
//! from the page, so that they suit a light screen, a dark screen and paper. [`maud`] escapes every text in them.

use std::f64::consts::TAU;

use jiff::civil::Date;
use maud::{Markup, html};

use super::words::{percent, table};
use crate::report::document::{Graph, State};
use crate::report::page::{Axis, Curve, Picture, Shape};

/// Renders a picture with its title, its description, and a table of its figures to open.
pub(crate) fn picture(picture: &Picture, number: usize) -> Markup {
    let (title, about) = (format!("picture-{number}-title"), format!("picture-{number}-about"));
    html! {
        figure {
            (drawing(&picture.shape, &title, &about, picture))
            @if let Shape::Curves(curves) = &picture.shape { (legend(curves)) }
            figcaption id=(about) { (picture.description) }
            details { summary { "The same as a table" } (table(&picture.table)) }
        }
    }
}

/// The width of a picture, small enough that its text can be read on a phone.
const WIDTH: f64 = 440.0;

fn drawing(shape: &Shape, title: &str, about: &str, picture: &Picture) -> Markup {
    let (class, height, inside) = match shape {
        Shape::Radar { axes, levels } => ("radar", 300.0, radar(axes, *levels)),
        Shape::Curves(curves) => ("curves", 220.0, self::curves(curves)),
        Shape::Arcs(graph) => ("arcs", graph.nodes.len() as f64 * ROW + 8.0, arcs(graph)),
    };
    html! {
        svg class=(class) viewBox=(format!("0 0 {WIDTH} {height}")) role="img"
            aria-labelledby=(title) aria-describedby=(about)
            xmlns="http://www.w3.org/2000/svg" {
            title id=(title) { (picture.title) }
            (inside)
        }
    }
}

/// Renders the names of the lines beside their colours.
fn legend(curves: &[Curve]) -> Markup {
    html! {
        ul.legend {
            @for (number, curve) in curves.iter().enumerate() {
                li class=(format!("series-{}", number % SERIES)) {
                    svg viewBox="0 0 24 10" aria-hidden="true" {
                        polyline points="0,5 24,5" {}
                        circle cx="12" cy="5" r="3.5" {}
                    }
                    " " (curve.label)
                    @if let Some((_, share)) = curve.points.last() { ", now " (percent(*share)) }
                }
            }
        }
    }
}

/// The number of lines with a colour of their own.
const SERIES: usize = 7;

/// Renders a share of a whole as a bar.
pub(crate) fn bar(part: f64, possible: f64) -> Markup {
    let width = |share: f64| format!("{:.1}", share.clamp(0.0, 1.0) * 100.0);
    html! {
        svg.bar viewBox="0 0 100 10" aria-hidden="true" preserveAspectRatio="none" {
            rect.whole width="100" height="10" {}
            rect.possible width=(width(possible)) height="10" {}
            rect.part width=(width(part)) height="10" {}
        }
    }
}

fn radar(axes: &[Axis], levels: u8) -> Markup {
    let (middle_x, middle_y, radius) = (WIDTH / 2.0, 150.0, 100.0);
    let at = |number: usize, level: f64| {
        let share = level / f64::from(levels);
        let angle = TAU * number as f64 / axes.len() as f64 - TAU / 4.0;
        (middle_x + radius * share * angle.cos(), middle_y + radius * share * angle.sin())
    };
    let shape = |level: &dyn Fn(&Axis) -> f64| -> String {
        let corner = |(number, axis): (usize, &Axis)| {
            let (x, y) = at(number, level(axis));
            format!("{x:.1},{y:.1}")
        };
        axes.iter().enumerate().map(corner).collect::<Vec<_>>().join(" ")
    };
    let label = |number: usize| {
        let (x, y) = at(number, f64::from(levels) * 1.12);
        let anchor = match x - middle_x {
            right if right > 8.0 => "start",
            left if left < -8.0 => "end",
            _ => "middle",
        };
        let lines = lines(&axes[number].label);
        let top = y + 4.0 - (lines.len() - 1) as f64 * LINE / 2.0;
        (format!("{x:.1}"), top, anchor, lines)
    };
    html! {
        @for ring in 1..=levels {
            @let share = f64::from(ring) / f64::from(levels);
            polygon.grid points=(shape(&|_| f64::from(ring))) {}
            text.scale x=(middle_x + 3.0) y=(format!("{:.1}", middle_y - radius * share + 11.0)) { (ring) }
        }
        @for number in 0..axes.len() {
            @let (x, y) = at(number, f64::from(levels));
            @let (label_x, label_y, anchor, lines) = label(number);
            line.grid x1=(middle_x) y1=(middle_y) x2=(format!("{x:.1}")) y2=(format!("{y:.1}")) {}
            text text-anchor=(anchor) {
                @for (at, line) in lines.iter().enumerate() {
                    tspan x=(label_x) y=(format!("{:.1}", label_y + at as f64 * LINE)) { (line) }
                }
            }
        }
        polygon.now points=(shape(&|axis| axis.now)) {}
        polygon.target points=(shape(&|axis| axis.target)) {}
    }
}

/// The height of a line of a label.
const LINE: f64 = 15.0;
/// The largest width of a label in letters, unless a single word is wider.
const LETTERS: usize = 14;

/// Breaks a label into lines.
fn lines(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

fn curves(curves: &[Curve]) -> Markup {
    let (left, top, width, height) = (44.0, 12.0, WIDTH - 56.0, 180.0);
    let days = || curves.iter().flat_map(|curve| curve.points.iter().map(|(day, _)| *day));
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return html! {};
    };
    let span = days_between(first, last).max(1.0);
    let x = |day: Date| left + width * days_between(first, day) / span;
    let y = |share: f64| top + height * (1.0 - share);
    let line = |curve: &Curve| {
        let corner = |(day, share): &(Date, f64)| format!("{:.1},{:.1}", x(*day), y(*share));
        curve.points.iter().map(corner).collect::<Vec<_>>().join(" ")
    };
    html! {
        @for quarter in 0..=4 {
            @let share = f64::from(quarter) / 4.0;
            line.grid x1=(left) x2=(left + width) y1=(y(share)) y2=(y(share)) {}
            text.scale x=(left - 6.0) y=(y(share) + 4.0) text-anchor="end" { (percent(share)) }
        }
        text.scale x=(left) y=(top + height + 20.0) { (first) }
        text.scale x=(left + width) y=(top + height + 20.0) text-anchor="end" { (last) }
        @for (number, curve) in curves.iter().enumerate() {
            g class=(format!("series-{}", number % SERIES)) {
                polyline points=(line(curve)) {}
                @for (day, share) in &curve.points {
                    circle cx=(format!("{:.1}", x(*day))) cy=(format!("{:.1}", y(*share))) r="3.5" {
                        title { (curve.label) ", " (day) ": " (percent(*share)) }
                    }
                }
            }
        }
    }
}

fn days_between(first: Date, last: Date) -> f64 {
    first.until(last).map_or(0.0, |span| f64::from(span.get_days()))
}

/// The height of a row of names.
const ROW: f64 = 22.0;
/// The width of the arcs.
const ARCS: f64 = 110.0;

fn arcs(graph: &Graph) -> Markup {
    let y = |at: usize| at as f64 * ROW + 15.0;
    let arc = |from: usize, to: usize| {
        let (y1, y2) = (y(from), y(to));
        let out = (14.0 + (y2 - y1).abs() * 0.22).min(ARCS - 12.0);
        format!("M {ARCS} {y1} C {x} {y1}, {x} {y2}, {ARCS} {y2}", x = ARCS - out * 1.33)
    };
    html! {
        @for edge in &graph.edges {
            path data-from=(edge.from) data-to=(edge.to) d=(arc(edge.from, edge.to)) {}
        }
        @for (at, node) in graph.nodes.iter().enumerate() {
            g.node.(state(node.state)) data-node=(at) tabindex="-1" {
                circle cx=(ARCS) cy=(y(at)) r="5" {}
                text x=(ARCS + 14.0) y=(y(at) + 4.0) { (node.label) }
            }
        }
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::Next => "next",
        State::Asked | State::Needed | State::Later => "later",
    }
}
