//! A plan as a list to tick off. It is complete without the script. With the script, the dates follow the hours a week,
//! and ticks can be saved.

use jiff::civil::Date;
use maud::{Markup, html};

use super::words::{inline, link};
use crate::report::page::{Plan, Tick, ToDo, ToDoStage};

/// Renders a plan.
pub(crate) fn plan(plan: &Plan) -> Markup {
    html! {
        div.plan data-start=[plan.start] data-pace=(plan.pace) data-hours-per-week=[plan.hours_per_week] {
            form.tools hidden {
                label { "Hours a week "
                    input.hours type="number" min="0.5" max="168" step="0.5" inputmode="decimal" value=[plan.hours_per_week]; }
                label { "Area "
                    select.field { option value="" { "all" } @for field in fields(plan) { option { (field) } } } }
                label { input.open type="checkbox"; " only what is not ticked" }
                span.left role="status" {}
            }
            @if plan.stages.len() > 1 { (timeline(&plan.stages)) }
            @for (number, stage) in plan.stages.iter().enumerate() { (self::stage(number, stage)) }
            div.save hidden {
                h3 { "Your ticks" }
                p { (inline(&plan.how_to_keep)) }
                p { button.download type="button" { "Save as a file" } " " button.copy type="button" { "Copy" } }
                label for="ticks" { "The same as text" }
                textarea #ticks readonly rows="6" {}
            }
        }
    }
}

/// Returns the areas of a plan, in the order of their first tasks.
fn fields(plan: &Plan) -> Vec<&str> {
    let mut fields: Vec<&str> = Vec::new();
    for item in plan.stages.iter().flat_map(|stage| &stage.items) {
        if !fields.contains(&item.field.as_str()) {
            fields.push(&item.field);
        }
    }
    fields
}

/// Renders the stages as bars one after the other, each as long as its hours.
fn timeline(stages: &[ToDoStage]) -> Markup {
    let all: u32 = stages.iter().map(|stage| stage.hours.typical).sum();
    let share = |hours: u32| format!("{:.2}", f64::from(hours) * 100.0 / f64::from(all.max(1)));
    let mut spent = 0;
    let rows = stages.iter().map(|stage| {
        let from = spent;
        spent += stage.hours.typical;
        (from, stage)
    });
    html! {
        ol.timeline {
            @for (number, (from, stage)) in rows.enumerate() {
                li {
                    a href=(format!("#stage-{}", number + 1)) { (stage.title) }
                    span.quiet { " " (stage.hours.typical) " h" (by("stage-ends", stage.ends)) }
                    svg viewBox="0 0 100 6" aria-hidden="true" preserveAspectRatio="none" {
                        rect.whole width="100" height="6" {}
                        rect.part x=(share(from)) width=(share(stage.hours.typical)) height="6" {}
                    }
                }
            }
        }
    }
}

/// Renders a date such as `, by 2027-02-25`. It is hidden as long as no date is known.
fn by(class: &str, day: Option<Date>) -> Markup {
    html! { span.by hidden[day.is_none()] { ", by " time class=(class) { @if let Some(day) = day { (day) } } } }
}

fn stage(number: usize, stage: &ToDoStage) -> Markup {
    html! {
        section.stage id=(format!("stage-{}", number + 1)) {
            h3 { span.quiet { "Stage " (number + 1) } " " (stage.title) }
            p.quiet { (stage.hours.typical) " h (" (stage.hours.low) "–" (stage.hours.high) ")"
                (by("stage-ends", stage.ends))
            }
            ol { @for item in &stage.items { (self::item(item)) } }
        }
    }
}

fn item(item: &ToDo) -> Markup {
    let (kind, id, level) = match &item.tick {
        Tick::Step { id, level } => ("step", id, Some(*level)),
        Tick::Project { id } => ("project", id, None),
    };
    html! {
        li.(kind) data-kind=(kind) data-id=(id) data-level=[level] data-field=(item.field)
            data-hours=(item.hours.typical) data-hours-after=(item.hours_after) {
            label { input.tick type="checkbox" disabled; " "
                strong { @if level.is_none() { "Project: " } (item.name) @if let Some(level) = level { " to " (level) } } }
            span.quiet { " " (item.hours.typical) " h"
                (by("ends", item.days.map(|(_, day)| day)))
            }
            p { (item.goal) }
            @if let Some(proof) = &item.proof { p { span.quiet { "To show it: " } (proof) } }
            @if !item.links.is_empty() {
                p.links { span.quiet { "Learn it: " }
                    @for (at, (title, address)) in item.links.iter().enumerate() {
                        @if at > 0 { " · " } (link(address, title))
                    }
                }
            }
        }
    }
}
