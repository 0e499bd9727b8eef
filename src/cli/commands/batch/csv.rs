//! The answers as a table: a row for each person and role, and a row for each line that could not be read.

use crate::domain::hours::Hours;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::domain::scoring::{Score, Scorer};
use crate::render::csv::push_cell;
use crate::report::batch::{Fractions, Planned};

/// The row of a person and a role, or of a line that could not be read. Cells that do not apply are empty.
#[derive(Default)]
struct Row<'r> {
    id: &'r str,
    role: &'r str,
    readiness: &'r str,
    coverage: &'r str,
    score: Option<Score>,
    hours: Option<Hours>,
    unknown: &'r str,
    line: Option<u64>,
    error_code: &'r str,
    error_message: &'r str,
    steps: &'r str,
}

impl Row<'_> {
    /// Calls `column` with the name and the cell of every column, in order. The names are those of the fields in JSON.
    #[inline]
    fn each_column(&self, steps: bool, mut column: impl FnMut(&'static str, Cell<'_>)) {
        let score =
            |of: fn(&Score) -> u32| Cell::Number(self.score.as_ref().map(of).map(u64::from));
        let hours =
            |of: fn(&Hours) -> u32| Cell::Number(self.hours.as_ref().map(of).map(u64::from));
        column("id", Cell::Text(self.id));
        column("role", Cell::Plain(self.role));
        column("readiness", Cell::Plain(self.readiness));
        column("coverage", Cell::Plain(self.coverage));
        column("met", score(|score| score.met));
        column("asked", score(|score| score.asked));
        column("core_met", score(|score| score.core_met));
        column("core_asked", score(|score| score.core_asked));
        column("gap_sum", score(|score| score.gap_sum));
        column("hours_low", hours(|hours| hours.low));
        column("hours_typical", hours(|hours| hours.typical));
        column("hours_high", hours(|hours| hours.high));
        column("unknown", Cell::Text(self.unknown));
        column("line", Cell::Number(self.line));
        column("error_code", Cell::Plain(self.error_code));
        column("error_message", Cell::Text(self.error_message));
        if steps {
            column("steps", Cell::Text(self.steps));
        }
    }

    fn push(&self, out: &mut Vec<u8>, steps: bool) {
        self.each_column(steps, |_, cell| {
            match cell {
                Cell::Text(text) => push_cell(out, text),
                Cell::Plain(text) => out.extend(text.as_bytes()),
                Cell::Number(Some(number)) => {
                    out.extend(itoa::Buffer::new().format(number).as_bytes());
                }
                Cell::Number(None) => {}
            }
            out.push(b',');
        });
        // Every cell is followed by a comma; the last comma becomes the line end.
        out.pop();
        out.push(b'\n');
    }
}

/// The content of a cell.
enum Cell<'c> {
    /// Free text, which may need quotes.
    Text(&'c str),
    /// Text that needs no quotes.
    Plain(&'c str),
    /// A whole number, or an empty cell.
    Number(Option<u64>),
}

/// A writer of rows.
#[derive(Clone, Debug)]
pub(crate) struct CsvRows<'m> {
    maps: &'m SkillMaps,
    roles: Vec<(&'m str, Fractions)>,
    header: String,
    steps: bool,
}

impl<'m> CsvRows<'m> {
    /// Makes a writer of rows about these roles; with `steps`, the last column holds the first steps of the plan.
    pub(crate) fn new(
        maps: &'m SkillMaps,
        roles: &[RoleIndex],
        scorer: &Scorer,
        steps: bool,
    ) -> CsvRows<'m> {
        let text = |(role, asked): (&RoleIndex, Score)| {
            let fractions = Fractions::new(asked.readiness.whole, |fraction| fraction.to_string());
            (maps[*role].id.as_str(), fractions)
        };
        let mut names = Vec::new();
        Row::default().each_column(steps, |name, _| names.push(name));
        CsvRows {
            maps,
            roles: roles.iter().zip(scorer.asked()).map(text).collect(),
            header: names.join(",") + "\n",
            steps,
        }
    }

    /// The header line.
    pub(crate) fn header(&self) -> &str {
        &self.header
    }

    /// Writes a person's rows.
    pub(crate) fn push(
        &self,
        out: &mut Vec<u8>,
        id: &str,
        unknown: &[String],
        scores: impl Iterator<Item = Score>,
        plans: &[Planned],
    ) {
        let unknown = unknown.join("; ");
        for (at, ((role, fractions), score)) in self.roles.iter().zip(scores).enumerate() {
            let planned = plans.get(at);
            let steps = planned.and_then(|planned| planned.steps.as_deref()).unwrap_or_default();
            let row = Row {
                id,
                role,
                readiness: fractions.text(score.readiness),
                coverage: fractions.text(score.coverage),
                score: Some(score),
                hours: planned.and_then(|planned| planned.hours),
                unknown: &unknown,
                steps: &self.steps_text(steps),
                ..Row::default()
            };
            row.push(out, self.steps);
        }
    }

    /// Writes the row of a line that could not be read.
    pub(crate) fn push_refused(
        &self,
        out: &mut Vec<u8>,
        line: u64,
        id: &str,
        code: &str,
        message: &str,
    ) {
        let line = Some(line);
        let row = Row { id, line, error_code: code, error_message: message, ..Row::default() };
        row.push(out, self.steps);
    }

    /// Lists steps, as in `python 1; python 2; sql 1`.
    fn steps_text(&self, steps: &[(Step, Hours)]) -> String {
        let text =
            |(step, _): &(Step, Hours)| format!("{} {}", self.maps[step.skill].id, step.level);
        steps.iter().map(text).collect::<Vec<_>>().join("; ")
    }
}
