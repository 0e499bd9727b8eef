//! The answers as a table: a row for each person and role, and one for each line that could not be read.

use crate::domain::hours::Hours;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::domain::scoring::{Score, Scorer};
use crate::render::csv::push_cell;
use crate::report::batch::{Fractions, Planned};

/// The columns, named as the fields in JSON.
const COLUMNS: &str = "id,role,readiness,coverage,met,asked,core_met,core_asked,gap_sum,hours_low,hours_typical,hours_high,unknown,line,error_code,error_message";

/// Writes rows.
#[derive(Clone, Debug)]
pub struct CsvRows<'m> {
    maps: &'m SkillMaps,
    roles: Vec<(&'m str, Fractions)>,
    header: String,
    steps: bool,
}

impl<'m> CsvRows<'m> {
    /// What writes rows about these roles; with `steps`, a last column has the first steps of the way.
    pub fn new(
        maps: &'m SkillMaps,
        roles: &[RoleIndex],
        scorer: &Scorer,
        steps: bool,
    ) -> CsvRows<'m> {
        let text = |(role, asked): (&RoleIndex, Score)| {
            let fractions = Fractions::new(asked.readiness.whole, |fraction| fraction.to_string());
            (maps[*role].id.as_str(), fractions)
        };
        CsvRows {
            maps,
            roles: roles.iter().zip(scorer.asked()).map(text).collect(),
            header: format!("{COLUMNS}{}\n", if steps { ",steps" } else { "" }),
            steps,
        }
    }

    /// The header line.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Writes a person's rows.
    pub fn push(
        &self,
        out: &mut Vec<u8>,
        id: &str,
        unknown: &[String],
        scores: impl Iterator<Item = Score>,
        plans: &[Planned],
    ) {
        for (at, ((role, fractions), score)) in self.roles.iter().zip(scores).enumerate() {
            push_cell(out, id);
            out.push(b',');
            out.extend(role.as_bytes());
            for share in [score.readiness, score.coverage] {
                out.push(b',');
                out.extend(fractions.text(share).as_bytes());
            }
            let Score { met, asked, core_met, core_asked, gap_sum, .. } = score;
            for count in [met, asked, core_met, core_asked, gap_sum] {
                push_number(out, count);
            }
            let planned = plans.get(at);
            match planned.and_then(|planned| planned.hours) {
                Some(Hours { low, typical, high }) => {
                    for hours in [low, typical, high] {
                        push_number(out, hours);
                    }
                }
                None => out.extend(b",,,"),
            }
            out.push(b',');
            if !unknown.is_empty() {
                push_cell(out, &unknown.join("; "));
            }
            out.extend(b",,,");
            if self.steps {
                out.push(b',');
                let steps = planned.and_then(|planned| planned.steps.as_deref());
                push_cell(out, &self.steps_text(steps.unwrap_or_default()));
            }
            out.push(b'\n');
        }
    }

    /// Writes the row of a line that could not be read.
    pub fn push_refused(&self, out: &mut Vec<u8>, line: u64, id: &str, code: &str, message: &str) {
        push_cell(out, id);
        let before = COLUMNS.split(',').position(|column| column == "line");
        out.extend(std::iter::repeat_n(b',', before.unwrap_or_default()));
        out.extend(itoa::Buffer::new().format(line).as_bytes());
        out.push(b',');
        out.extend(code.as_bytes());
        out.push(b',');
        push_cell(out, message);
        if self.steps {
            out.push(b',');
        }
        out.push(b'\n');
    }

    /// As in `python 1; python 2; sql 1`.
    fn steps_text(&self, steps: &[(Step, Hours)]) -> String {
        let text =
            |(step, _): &(Step, Hours)| format!("{} {}", self.maps[step.skill].id, step.level);
        steps.iter().map(text).collect::<Vec<_>>().join("; ")
    }
}

fn push_number(out: &mut Vec<u8>, number: u32) {
    out.push(b',');
    out.extend(itoa::Buffer::new().format(number).as_bytes());
}
