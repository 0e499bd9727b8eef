//! Heat maps: figures with background colours that show their meaning, in as many bands as the window needs.

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Pen, escape_control_characters};
use crate::report::document::{Grid, GridRow, Span, Tone};

/// The largest width of the row labels.
const LABEL: usize = 24;
/// The smallest width to which the row labels are cut.
const LEAST_LABEL: usize = 10;

impl Pen {
    /// Renders a grid. Each band has all rows and as many columns as fit.
    pub(super) fn grid(self, grid: &Grid, out: &mut String) {
        let widths: Vec<usize> = (0..grid.columns.len()).map(|at| cell_width(grid, at)).collect();
        let labels = grid.rows.iter().map(|row| row.label.width());
        let widest = labels.chain([grid.corner.width()]).max().unwrap_or(0);
        let label = self.width.map_or(widest, |width| {
            let all: usize = widths.iter().map(|width| width + 1).sum();
            let most = LABEL.min(width.saturating_sub(all + 2)).max(LEAST_LABEL);
            let most = if all + 2 + LEAST_LABEL > width { width / 3 } else { most };
            widest.min(most.max(LEAST_LABEL))
        });
        for (number, band) in bands(&widths, self.width, label).into_iter().enumerate() {
            if number > 0 {
                out.push('\n');
            }
            self.band(grid, &widths, label, band, out);
        }
    }

    fn band(
        self,
        grid: &Grid,
        widths: &[usize],
        label: usize,
        band: std::ops::Range<usize>,
        out: &mut String,
    ) {
        let titles = grid.columns[band.clone()].iter();
        let titles: Vec<Vec<String>> = titles
            .zip(&widths[band.clone()])
            .map(|(title, width)| wrapped(&escape_control_characters(title), *width))
            .collect();
        let height = titles.iter().map(Vec::len).max().unwrap_or(1);
        for at in 0..height {
            let corner = if at + 1 == height { grid.corner.as_str() } else { "" };
            let mut line = format!("  {}", self.ink(&fitted(corner, label), Tone::Quiet));
            for (title, width) in titles.iter().zip(&widths[band.clone()]) {
                // Titles are aligned at their last lines.
                let title = (at + title.len()).checked_sub(height).map_or("", |at| &title[at]);
                line.push(' ');
                line.push_str(&self.ink(&to_right(title, *width), Tone::Quiet));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        for row in &grid.rows {
            if let Some(heading) = &row.heading {
                self.lines(heading, "  ", "  ", out);
            }
            out.push_str(self.figures(grid, row, widths, label, &band).trim_end());
            out.push('\n');
        }
    }

    fn figures(
        self,
        grid: &Grid,
        row: &GridRow,
        widths: &[usize],
        label: usize,
        band: &std::ops::Range<usize>,
    ) -> String {
        let mut line = format!("  {}", escape_control_characters(&row_label(grid, row, label)));
        for at in band.clone() {
            line.push(' ');
            match row.cells.get(at) {
                Some(cell) => line.push_str(&self.ground(cell, widths[at])),
                None => line.push_str(&" ".repeat(widths[at])),
            }
        }
        line
    }

    /// Renders a figure with the background of its tone. The letters are black, so that they can be read in any theme.
    fn ground(self, cell: &Span, width: usize) -> String {
        let text = to_right(&escape_control_characters(&cell.text), width);
        let on = |ground: AnsiColor| AnsiColor::Black.on(ground);
        let style = match cell.tone {
            Tone::Good => on(AnsiColor::Green),
            Tone::Warn => on(AnsiColor::Yellow),
            Tone::Strong => Style::new().bold(),
            Tone::Quiet => Style::new().dimmed(),
            Tone::Plain | Tone::Code => return text,
        };
        if self.colour { format!("{style}{text}{style:#}") } else { text }
    }
}

/// Returns the width of a column: that of the longest word of its title or of its widest figure.
fn cell_width(grid: &Grid, at: usize) -> usize {
    let cells = grid.rows.iter().filter_map(|row| row.cells.get(at));
    let figures = cells.map(|cell| cell.text.width()).max().unwrap_or(0);
    grid.columns[at].split_whitespace().map(UnicodeWidthStr::width).fold(figures, usize::max)
}

/// Breaks a title into lines of this width.
fn wrapped(title: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in title.split_whitespace() {
        let used = lines.last().map_or(0, |line| line.width());
        if used > 0 && used + 1 + word.width() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

/// Divides the columns into bands that fit into the width. A column that does not fit alone becomes a band of its own.
fn bands(widths: &[usize], width: Option<usize>, label: usize) -> Vec<std::ops::Range<usize>> {
    let Some(width) = width else {
        return std::iter::once(0..widths.len()).collect();
    };
    let mut bands = Vec::new();
    let mut start = 0;
    let mut used = 2 + label;
    for (at, column) in widths.iter().enumerate() {
        if at > start && used + column + 1 > width {
            bands.push(start..at);
            (start, used) = (at, 2 + label);
        }
        used += column + 1;
    }
    bands.push(start..widths.len());
    bands
}

fn to_right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Returns the label of a row with exactly this width. If the cut label would look like that of another row, the middle
/// is cut out instead of the end.
fn row_label(grid: &Grid, row: &GridRow, columns: usize) -> String {
    let label = fitted(&row.label, columns);
    let looks_alike = |other: &&GridRow| fitted(&other.label, columns) == label;
    if row.label.width() <= columns || grid.rows.iter().filter(looks_alike).count() < 2 {
        return label;
    }
    let ends = row.label.char_indices().rev().map(|(at, _)| &row.label[at..]);
    let end = ends.take_while(|end| end.width() <= columns / 2).last().unwrap_or("");
    format!("{}{end}", fitted(&row.label, columns - end.width()))
}

/// Pads a text to exactly this width, or cuts it with an ellipsis.
fn fitted(text: &str, width: usize) -> String {
    let mut fitted = String::new();
    let mut used = 0;
    let cut = text.width() > width;
    let room = if cut { width.saturating_sub(1) } else { width };
    for c in text.chars() {
        let of_char = c.width().unwrap_or(1);
        if used + of_char > room {
            break;
        }
        fitted.push(c);
        used += of_char;
    }
    if cut {
        fitted.push('…');
        used += 1;
    }
    fitted.push_str(&" ".repeat(width.saturating_sub(used)));
    fitted
}

#[cfg(test)]
mod tests {
    use super::super::draw;
    use super::*;
    use crate::report::document::{Block, Document};

    fn grid() -> Document {
        let row = |label: &str, first: &str| GridRow {
            heading: None,
            label: label.to_string(),
            cells: ["100", first, "7"]
                .map(|text| Span { text: text.to_string(), tone: Tone::Good })
                .to_vec(),
        };
        let columns = ["Ready", "Languages", "Databases"].map(String::from);
        let mut document = Document::default();
        document.push(Block::Grid(Grid {
            corner: String::new(),
            columns: columns.to_vec(),
            rows: vec![row("Ada", "3"), row("Bo of the very long name", "12")],
        }));
        document
    }

    fn drawn(width: Option<usize>, colour: bool) -> String {
        let pen = Pen { width, colour, ascii: false, links: false };
        draw(&grid(), pen)
    }

    #[test]
    fn what_fits_stands_side_by_side_with_the_figures_under_their_titles() {
        let expected = "
                           Ready Languages Databases
  Ada                        100         3         7
  Bo of the very long name   100        12         7
";
        assert_eq!(drawn(Some(80), false), expected[1..]);
        assert_eq!(drawn(None, false), expected[1..]);
    }

    #[test]
    fn a_title_of_several_words_stands_in_lines_that_end_together() {
        let mut document = grid();
        if let Some(Block::Grid(grid)) = document.blocks.first_mut() {
            grid.columns[1] = "Languages and frameworks".to_string();
        }
        let expected = "
                                  Languages
                                        and
                           Ready frameworks Databases
  Ada                        100          3         7
  Bo of the very long name   100         12         7
";
        let pen = Pen { width: Some(80), colour: false, ascii: false, links: false };
        assert_eq!(draw(&document, pen), expected[1..]);
    }

    #[test]
    fn what_does_not_fit_comes_in_bands_with_every_row_and_shorter_labels() {
        let expected = "
             Ready Languages
  Ada          100         3
  Bo of the…   100        12

             Databases
  Ada                7
  Bo of the…         7
";
        assert_eq!(drawn(Some(30), false), expected[1..]);
    }

    #[test]
    fn labels_that_differ_at_the_end_are_cut_in_the_middle() {
        let mut document = grid();
        if let Some(Block::Grid(grid)) = document.blocks.first_mut() {
            grid.rows[0].label = "Bo of the very long house".to_string();
        }
        let pen = Pen { width: Some(30), colour: false, ascii: false, links: false };
        let drawn = draw(&document, pen);
        assert!(
            drawn.contains("  Bo o…house   100") && drawn.contains("  Bo o… name   100"),
            "{drawn}"
        );
    }

    #[test]
    fn colour_is_a_ground_under_figures_that_stay_the_same() {
        let coloured = drawn(Some(80), true);
        assert!(coloured.contains("\u{1b}[30m\u{1b}[42m  100\u{1b}[0m"), "{coloured:?}");
        let bare = without_escapes(&coloured);
        assert_eq!(bare, drawn(Some(80), false));
    }

    /// Removes escape sequences from a text.
    fn without_escapes(text: &str) -> String {
        let mut bare = String::new();
        let mut inside = false;
        for c in text.chars() {
            match (inside, c) {
                (false, '\u{1b}') => inside = true,
                (true, 'm') => inside = false,
                (false, c) => bare.push(c),
                (true, _) => {}
            }
        }
        bare
    }
}
