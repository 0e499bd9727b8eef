//! Pictures as SVG. They are drawn here and not by a library: a library brings its own colours and fonts, and these take both
//! from the page, so that they fit a light screen, a dark one and paper. [`maud`] escapes what is written into them.

use std::f64::consts::TAU;

use jiff::civil::Date;
use maud::{Markup, html};

use super::words::{percent, table};
use crate::report::document::{Graph, State};
use crate::report::page::{Axis, Curve, Picture, Shape, Stretch};

/// A picture with its title, its description, and its figures to open.
pub fn picture(picture: &Picture, number: usize) -> Markup {
    let (title, about) = (format!("picture-{number}-title"), format!("picture-{number}-about"));
    html! {
        figure {
            (drawing(&picture.shape, &title, &about, picture))
            figcaption id=(about) { (picture.description) }
            details { summary { "The same as a table" } (table(&picture.table)) }
        }
    }
}

fn drawing(shape: &Shape, title: &str, about: &str, picture: &Picture) -> Markup {
    let (class, width, height, inside) = match shape {
        Shape::Radar { axes, levels } => ("radar", 620.0, 340.0, radar(axes, *levels)),
        Shape::Curves(curves) => ("curves", 640.0, 260.0, self::curves(curves)),
        Shape::Stretches(stretches) => {
            ("stretches", 640.0, stretches.len() as f64 * ROW + 34.0, self::stretches(stretches))
        }
        Shape::Arcs(graph) => {
            ("arcs", ARCS + 380.0, graph.nodes.len() as f64 * ROW + 8.0, arcs(graph))
        }
    };
    html! {
        svg class=(class) viewBox=(format!("0 0 {width} {height}")) role="img"
            aria-labelledby=(title) aria-describedby=(about)
            xmlns="http://www.w3.org/2000/svg" {
            title id=(title) { (picture.title) }
            (inside)
        }
    }
}

/// A share of a whole as a bar.
pub fn bar(part: f64, possible: f64) -> Markup {
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
    let (middle_x, middle_y, radius) = (310.0, 168.0, 122.0);
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
        (format!("{x:.1}"), format!("{:.1}", y + 4.0), anchor)
    };
    html! {
        @for ring in 1..=levels {
            @let share = f64::from(ring) / f64::from(levels);
            polygon.grid points=(shape(&|_| f64::from(ring))) {}
            text.scale x=(middle_x + 3.0) y=(format!("{:.1}", middle_y - radius * share + 11.0)) { (ring) }
        }
        @for (number, axis) in axes.iter().enumerate() {
            @let (x, y) = at(number, f64::from(levels));
            @let (label_x, label_y, anchor) = label(number);
            line.grid x1=(middle_x) y1=(middle_y) x2=(format!("{x:.1}")) y2=(format!("{y:.1}")) {}
            text x=(label_x) y=(label_y) text-anchor=(anchor) { (axis.label) }
        }
        polygon.now points=(shape(&|axis| axis.now)) {}
        polygon.target points=(shape(&|axis| axis.target)) {}
    }
}

fn curves(curves: &[Curve]) -> Markup {
    let (left, top, width, height) = (44.0, 12.0, 460.0, 200.0);
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
            g class=(format!("series-{}", number % 7)) {
                polyline points=(line(curve)) {}
                @for (day, share) in &curve.points {
                    circle cx=(format!("{:.1}", x(*day))) cy=(format!("{:.1}", y(*share))) r="3.5" {
                        title { (curve.label) ", " (day) ": " (percent(*share)) }
                    }
                }
                @if let Some((_, share)) = curve.points.last() {
                    text x=(left + width + 8.0) y=(format!("{:.1}", y(*share) + 4.0)) { (curve.label) }
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
/// The width that arcs take.
const ARCS: f64 = 190.0;

fn stretches(stretches: &[Stretch]) -> Markup {
    let all = stretches.last().map_or(1, |last| last.until.max(1));
    let (left, width) = (30.0, 600.0);
    let x = |hours: u32| left + width * f64::from(hours) / f64::from(all);
    let bottom = stretches.len() as f64 * ROW + 6.0;
    let ticks = [0, all / 4, all / 2, all * 3 / 4, all];
    html! {
        @for hours in ticks {
            line.grid x1=(format!("{:.1}", x(hours))) x2=(format!("{:.1}", x(hours))) y1="0" y2=(bottom) {}
            text.scale x=(format!("{:.1}", x(hours))) y=(bottom + 16.0)
                text-anchor=(if hours == all { "end" } else { "start" }) { (hours) " h" }
        }
        @for (number, stretch) in stretches.iter().enumerate() {
            @let y = number as f64 * ROW + 4.0;
            text x=(left - 8.0) y=(y + 12.0) text-anchor="end" { (number + 1) }
            rect.part x=(format!("{:.1}", x(stretch.from))) y=(y) height="15" rx="2"
                width=(format!("{:.1}", (x(stretch.until) - x(stretch.from)).max(1.0))) {
                title { (stretch.label) ", " (stretch.until - stretch.from) " h" }
            }
        }
    }
}

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
