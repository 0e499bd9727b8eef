//! Renders graphs as DOT for Graphviz, and as Mermaid, which many Markdown viewers draw.
//!
//! A word and the border of a node show its state, so that nobody needs to see its colour. The fill and the text colour
//! are set together, so that both can be read on light and on dark pages.

use std::fmt::Write;

use crate::domain::clean::steers;
use crate::report::document::{Block, Cluster, Document, Graph, State};

/// Renders the graphs of a document for Graphviz.
pub(crate) fn dot(document: &Document) -> String {
    graphs(document).map(digraph).collect()
}

/// Renders the graphs of a document for Mermaid.
pub fn mermaid(document: &Document) -> String {
    let titled = |graph: &Graph| {
        let title = quoted(&graph.title);
        format!("---\ntitle: {title}\n---\n{}", flowchart(graph))
    };
    graphs(document).map(titled).collect()
}

fn graphs(document: &Document) -> impl Iterator<Item = &Graph> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Graph(graph) => Some(graph),
        _ => None,
    })
}

/// The word and the style of a state.
struct Ink {
    word: &'static str,
    fill: &'static str,
    line: &'static str,
    letters: &'static str,
    border: Border,
}

#[derive(Clone, Copy)]
enum Border {
    Plain,
    Thick,
    Dashed,
}

fn ink(state: State) -> Ink {
    let ink = |word, [fill, line, letters]: [&'static str; 3], border| Ink {
        word,
        fill,
        line,
        letters,
        border,
    };
    match state {
        State::Asked => ink("asked", ["#ddf4ff", "#0969da", "#0a3069"], Border::Plain),
        State::Needed => ink("needed", ["#eaeef2", "#6e7781", "#1f2328"], Border::Dashed),
        State::Done => ink("done", ["#dafbe1", "#1a7f37", "#0b3d1c"], Border::Plain),
        State::Next => ink("next", ["#fff1c2", "#9a6700", "#3b2300"], Border::Thick),
        State::Later => ink("later", ["#eaeef2", "#6e7781", "#1f2328"], Border::Dashed),
    }
}

fn digraph(graph: &Graph) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "// {}", one_line(&graph.caption));
    let _ = writeln!(out, "digraph {} {{", dot_text(&graph.title));
    let _ = writeln!(out, "    label={};", dot_text(&graph.title));
    out.push_str("    labelloc=t;\n    rankdir=LR;\n    node [shape=box];\n");
    let node = |at: usize, indent: &str, out: &mut String| {
        let node = &graph.nodes[at];
        let ink = ink(node.state);
        let border = match ink.border {
            Border::Plain => "style=filled",
            Border::Thick => "style=filled, penwidth=3",
            Border::Dashed => "style=\"filled,dashed\"",
        };
        let _ = writeln!(
            out,
            "{indent}{} [label={}, {border}, fillcolor=\"{}\", color=\"{}\", fontcolor=\"{}\"];",
            dot_text(&node.id),
            dot_text(&format!("{} ({})", node.label, ink.word)),
            ink.fill,
            ink.line,
            ink.letters
        );
    };
    for (number, cluster) in graph.clusters.iter().enumerate() {
        let _ = writeln!(out, "    subgraph cluster_{number} {{");
        let _ = writeln!(out, "        label={};", dot_text(&cluster.label));
        for member in &cluster.members {
            node(*member, "        ", &mut out);
        }
        out.push_str("    }\n");
    }
    for at in alone(graph) {
        node(at, "    ", &mut out);
    }
    for edge in &graph.edges {
        let label = match edge.label.as_str() {
            "" => String::new(),
            label => format!(" [label={}]", dot_text(label)),
        };
        let (from, to) = (&graph.nodes[edge.from].id, &graph.nodes[edge.to].id);
        let _ = writeln!(out, "    {} -> {}{label};", dot_text(from), dot_text(to));
    }
    out.push_str("}\n");
    out
}

/// Renders a graph for Mermaid without its title, for a code block in Markdown.
pub fn flowchart(graph: &Graph) -> String {
    let mut out = String::from("flowchart LR\n");
    let _ = writeln!(out, "    %% {}", one_line(&graph.caption).replace('{', "("));
    let used = |state: &State| graph.nodes.iter().any(|node| node.state == *state);
    for ink in State::ALL.into_iter().filter(used).map(ink) {
        let border = match ink.border {
            Border::Plain => "",
            Border::Thick => ",stroke-width:3px",
            Border::Dashed => ",stroke-dasharray:4 3",
        };
        let _ = writeln!(
            out,
            "    classDef {} fill:{},stroke:{},color:{}{border}",
            ink.word, ink.fill, ink.line, ink.letters
        );
    }
    let node = |at: usize, indent: &str, out: &mut String| {
        let node = &graph.nodes[at];
        let (id, label, word) =
            (mermaid_id(&node.id), mermaid_text(&node.label), ink(node.state).word);
        let _ = writeln!(out, "{indent}{id}[\"{label}<br/>{word}\"]:::{word}");
    };
    for (number, cluster) in graph.clusters.iter().enumerate() {
        let label = mermaid_text(&cluster.label);
        let _ = writeln!(out, "    subgraph cluster_{number}[\"{label}\"]");
        for member in &cluster.members {
            node(*member, "        ", &mut out);
        }
        out.push_str("    end\n");
    }
    for at in alone(graph) {
        node(at, "    ", &mut out);
    }
    for edge in &graph.edges {
        let label = match edge.label.as_str() {
            "" => String::new(),
            label => format!("|\"{}\"|", mermaid_text(label)),
        };
        let from = mermaid_id(&graph.nodes[edge.from].id);
        let to = mermaid_id(&graph.nodes[edge.to].id);
        let _ = writeln!(out, "    {from} -->{label} {to}");
    }
    out
}

/// Returns the indices of the nodes that are in no cluster.
fn alone(graph: &Graph) -> impl Iterator<Item = usize> {
    let inside = |at: &usize| {
        let holds = |cluster: &Cluster| cluster.members.contains(at);
        graph.clusters.iter().any(holds)
    };
    (0..graph.nodes.len()).filter(move |at| !inside(at))
}

/// Quotes a string for YAML, and for DOT where it is not shown as text.
fn quoted(text: &str) -> String {
    let text = one_line(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}

/// Quotes a text of DOT. Graphviz reads HTML entities in it.
fn dot_text(text: &str) -> String {
    quoted(&text.replace('&', "&amp;"))
}

/// Returns an id that is not a keyword of Mermaid. Different ids stay different.
fn mermaid_id(id: &str) -> String {
    let mut out = String::from("n_");
    for c in id.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '-' => out.push('_'),
            c => {
                let _ = write!(out, "X{:x}X", u32::from(c));
            }
        }
    }
    out
}

/// Escapes a text between the quotes of Mermaid. Punctuation becomes an entity, because Mermaid looks for its own
/// marks, HTML and Markdown there.
fn mermaid_text(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let harmless = match c {
            ' ' | ',' | '/' | '\'' => true,
            '.' | '-' | '+' | '(' | ')' => !begins_a_list(&text[..at], &text[at..]),
            c => !c.is_ascii_punctuation(),
        };
        if harmless {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}

/// Returns whether a character begins a Markdown list, as in `1. ` and `- `, which Mermaid refuses.
fn begins_a_list(before: &str, from: &str) -> bool {
    let sign_ends = from.chars().nth(1).is_none_or(|next| next == ' ');
    sign_ends && before.trim_start().bytes().all(|b| b.is_ascii_digit())
}

/// Replaces line ends and other control characters by spaces.
fn one_line(text: &str) -> String {
    text.replace(steers, " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Edge, Node};

    #[test]
    fn what_means_something_in_mermaid_means_itself() {
        let check = |text: &str, drawn: &str| assert_eq!(mermaid_text(text), drawn);
        check("C# & \"R\" <b>", "C#35; #38; #34;R#34; #60;b#62;");
        check("[a](b){c}|d", "#91;a#93;(b)#123;c#125;#124;d");
        check("`a_b*c`", "#96;a#95;b#42;c#96;");
        check("%%{init}", "#37;#37;#123;init#125;");
        check("style: a;", "style#58; a#59;");
        check("1. First", "1#46; First");
        check("- First", "#45; First");
        check("ASP.NET, C++ 2 - CI/CD", "ASP.NET, C++ 2 - CI/CD");
        check("two\r\nlines", "two  lines");
        check("Größe “2 for 1”", "Größe “2 for 1”");
    }

    #[test]
    fn what_means_something_in_dot_means_itself() {
        let check = |text: &str, drawn: &str| assert_eq!(dot_text(text), drawn);
        check("a \"b\" \\N", "\"a \\\"b\\\" \\\\N\"");
        check("R&D &lt; <b>", "\"R&amp;D &amp;lt; <b>\"");
        check("{a|b}\nc", "\"{a|b} c\"");
    }

    #[test]
    fn ids_are_no_words_of_mermaid_and_stay_different() {
        assert_eq!(mermaid_id("end"), "n_end");
        assert_eq!(mermaid_id("rest-api"), "n_rest_api");
        assert_eq!(mermaid_id("rest_api"), "n_restX5fXapi");
        assert_eq!(mermaid_id("C#]"), "n_X43XX23XX5dX");
    }

    #[test]
    fn a_graph_is_drawn_by_both_pens() {
        let node = |id: &str, label: &str, state| Node {
            id: id.to_string(),
            label: label.to_string(),
            state,
        };
        let graph = Graph {
            title: "A \"b\"".to_string(),
            caption: "Two\nlines".to_string(),
            nodes: vec![
                node("end", "End 1", State::Done),
                node("c-sharp", "C# 2", State::Next),
                node("go", "Go 2", State::Later),
            ],
            clusters: vec![Cluster { label: "Any [of]".to_string(), members: vec![1, 2] }],
            edges: vec![
                Edge { from: 0, to: 1, label: "1 for 2".to_string() },
                Edge { from: 0, to: 2, label: String::new() },
            ],
        };
        let mut document = Document::default();
        document.push(Block::Graph(graph));
        assert_eq!(
            mermaid(&document),
            r##"---
title: "A \"b\""
---
flowchart LR
    %% Two lines
    classDef done fill:#dafbe1,stroke:#1a7f37,color:#0b3d1c
    classDef next fill:#fff1c2,stroke:#9a6700,color:#3b2300,stroke-width:3px
    classDef later fill:#eaeef2,stroke:#6e7781,color:#1f2328,stroke-dasharray:4 3
    subgraph cluster_0["Any #91;of#93;"]
        n_c_sharp["C#35; 2<br/>next"]:::next
        n_go["Go 2<br/>later"]:::later
    end
    n_end["End 1<br/>done"]:::done
    n_end -->|"1 for 2"| n_c_sharp
    n_end --> n_go
"##
        );
        assert_eq!(
            dot(&document),
            r##"// Two lines
digraph "A \"b\"" {
    label="A \"b\"";
    labelloc=t;
    rankdir=LR;
    node [shape=box];
    subgraph cluster_0 {
        label="Any [of]";
        "c-sharp" [label="C# 2 (next)", style=filled, penwidth=3, fillcolor="#fff1c2", color="#9a6700", fontcolor="#3b2300"];
        "go" [label="Go 2 (later)", style="filled,dashed", fillcolor="#eaeef2", color="#6e7781", fontcolor="#1f2328"];
    }
    "end" [label="End 1 (done)", style=filled, fillcolor="#dafbe1", color="#1a7f37", fontcolor="#0b3d1c"];
    "end" -> "c-sharp" [label="1 for 2"];
    "end" -> "go";
}
"##
        );
    }

    /// Returns the contrast of two colours as WCAG 2.1 defines it, 1 to 21.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| -> f64 {
            let channel = |at: usize| {
                let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_state_can_be_read_on_a_light_page_and_on_a_dark_one() {
        for ink in State::ALL.map(ink) {
            let on = |colour: &str, ground: &str, least: f64| {
                let contrast = contrast(colour, ground);
                assert!(contrast >= least, "{}: {contrast:.1}", ink.word);
            };
            on(ink.letters, ink.fill, 7.0);
            on(ink.line, "#ffffff", 3.0);
            on(ink.line, "#0d1117", 3.0);
        }
    }
}
