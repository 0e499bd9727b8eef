//! Renders a page as one HTML file that loads nothing, sends nothing anywhere, and can be printed.
//!
//! The content security policy of the page allows its own style and script, by their hashes, and nothing else.

mod pictures;
mod plan;
mod words;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::domain::clean::clean_but;
use crate::report::page::{Figure, Page, PageSection, Part};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Renders a page.
pub(crate) fn draw(page: &Page) -> String {
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    let mut pictures = 0;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "To the content" }
                header {
                    h1 { (page.title) }
                    @if !page.figures.is_empty() { (figures(&page.figures)) }
                    @for text in &page.about { p { (words::inline(text)) } }
                    nav aria-label="Sections" { ul {
                        @for section in &page.sections {
                            li { a href=(format!("#{}", section.id)) { (section.heading) } }
                        }
                    } }
                }
                main #main {
                    @for section in &page.sections { (self::section(section, &mut pictures)) }
                }
                footer { @for text in &page.footer { p { (words::inline(text)) } } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string();
    clean_but(&page, &['\n', '\t']).into_owned()
}

/// Renders figures side by side, each with a bar if it is a share.
fn figures(figures: &[Figure]) -> Markup {
    html! {
        dl.figures {
            @for figure in figures {
                div {
                    dt { (figure.of) }
                    dd { (figure.value)
                        @if let Some((certain, possible)) = figure.share { (pictures::bar(certain, possible)) }
                    }
                }
            }
        }
    }
}

fn section(section: &PageSection, pictures: &mut usize) -> Markup {
    html! {
        section id=(section.id) aria-labelledby=(format!("{}-heading", section.id)) {
            h2 id=(format!("{}-heading", section.id)) { (section.heading) }
            @for part in &section.parts { (self::part(part, pictures)) }
        }
    }
}

fn part(part: &Part, pictures: &mut usize) -> Markup {
    match part {
        Part::Words(document) => words::document(document),
        Part::Picture(picture) => {
            *pictures += 1;
            self::pictures::picture(picture, *pictures)
        }
        Part::Folded { summary, inside } => html! {
            details { summary { (words::inline(summary)) } (words::document(inside)) }
        },
        Part::Sheet(document) => html! { div.sheet { (words::document(document)) } },
        Part::Plan(plan) => self::plan::plan(plan),
    }
}

/// Returns the hash of a text in the form of content security policies.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
