//! What is said about the people of a block.

use std::ops::ControlFlow;

use super::order::{Output, Tally};
use super::rows::CsvRows;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::profile::Ratings;
use crate::domain::roadmap::{Goal, Needed, Order, plan};
use crate::domain::role::RoleIndex;
use crate::domain::scoring::{Bounds, Scorer};
use crate::files::batch::blocks::Block;
use crate::files::batch::{IdKind, Line, Reader, Refusal};
use crate::report::batch::{Id, JsonLines, Planned, push_refused};

/// How much text is kept before it is written, in bytes.
const TEXT: usize = 1 << 18;

/// What is asked about everybody.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Against which roles.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Seniority,
    /// Whether prerequisites say something about what is not rated.
    pub infer: bool,
    /// Ratings laid over everybody's.
    pub over: Vec<(SkillIndex, Level)>,
    /// Whether the hours are.
    pub hours: bool,
    /// How many steps are, if any.
    pub steps: Option<usize>,
    /// In which order they are.
    pub order: Order,
    /// Whether the answer is a table.
    pub csv: bool,
}

/// Everything that the workers share.
pub struct Answers<'s> {
    maps: &'s SkillMaps,
    reader: Reader<'s>,
    scorer: &'s Scorer,
    wanted: Wanted,
    pen: Pen<'s>,
}

enum Pen<'s> {
    Json(JsonLines<'s>),
    Csv(CsvRows<'s>),
}

/// One worker's own.
pub struct Worker<'a, 's> {
    answers: &'a Answers<'s>,
    line: Line,
    bounds: Bounds,
    text: Vec<u8>,
}

impl<'s> Answers<'s> {
    /// What is asked, made ready.
    pub fn new(
        maps: &'s SkillMaps,
        reader: Reader<'s>,
        scorer: &'s Scorer,
        wanted: Wanted,
    ) -> Answers<'s> {
        let pen = if wanted.csv {
            Pen::Csv(CsvRows::new(maps, &wanted.roles, scorer, wanted.steps.is_some()))
        } else {
            Pen::Json(JsonLines::new(maps, &wanted.roles, scorer.asked()))
        };
        Answers { maps, reader, scorer, wanted, pen }
    }

    /// What stands before all answers.
    pub fn header(&self) -> &str {
        match &self.pen {
            Pen::Json(_) => "",
            Pen::Csv(rows) => rows.header(),
        }
    }

    /// Somebody who answers.
    pub fn worker(&self) -> Worker<'_, 's> {
        Worker {
            answers: self,
            line: Line::new(self.maps),
            bounds: Bounds::default(),
            text: Vec::with_capacity(TEXT),
        }
    }

    /// Plans the way to each role, as far as is asked.
    fn plans(&self, ratings: &Ratings) -> Vec<Planned> {
        let Wanted { hours, steps, .. } = self.wanted;
        if !hours && steps.is_none() {
            return Vec::new();
        }
        let maps = self.maps;
        let known = if self.wanted.infer {
            Assessment::new(maps, ratings)
        } else {
            Assessment::without_inference(maps, ratings)
        };
        let planned = |role: &RoleIndex| {
            let order = self.wanted.order;
            let goal = Goal { order, ..Goal::new(vec![*role], self.wanted.seniority) };
            let Some(steps) = steps else {
                return Planned {
                    hours: Some(Needed::find(maps, &known, &goal).hours(maps)),
                    steps: None,
                };
            };
            let roadmap = plan(maps, &known, &goal);
            let first = roadmap.steps.iter().take(steps);
            Planned {
                hours: hours.then_some(roadmap.hours),
                steps: Some(first.map(|planned| (planned.step, planned.hours)).collect()),
            }
        };
        self.wanted.roles.iter().map(planned).collect()
    }

    fn push(&self, text: &mut Vec<u8>, line: &mut Line, bounds: &mut Bounds) {
        for (skill, level) in &self.wanted.over {
            line.ratings.set(*skill, *level);
        }
        let id = match line.id.kind {
            IdKind::Missing => Id::Missing,
            IdKind::Text => Id::Text(&line.id.text),
            IdKind::Number => line.id.text.parse().map_or(Id::Missing, Id::Number),
        };
        let plans = self.plans(&line.ratings);
        let scores = self.scorer.score(&line.ratings, bounds);
        match &self.pen {
            Pen::Json(lines) => lines.push(text, id, &line.unknown, scores, &plans),
            Pen::Csv(rows) => rows.push(text, &line.id.text, &line.unknown, scores, &plans),
        }
    }

    fn push_refused(&self, text: &mut Vec<u8>, line: u64, refusal: &Refusal) {
        match &self.pen {
            Pen::Json(_) => push_refused(text, line, refusal.code, &refusal.message),
            Pen::Csv(rows) => rows.push_refused(text, line, refusal),
        }
    }
}

impl Worker<'_, '_> {
    /// Answers the lines of a block; with `strict`, up to one that cannot be read.
    pub fn answer<W: std::io::Write>(
        &mut self,
        block: &Block,
        output: &Output<W>,
        strict: bool,
    ) -> ControlFlow<()> {
        let Worker { answers, line, bounds, text } = self;
        let mut tally = Tally::default();
        let each = |number, read: Result<&mut Line, Refusal>| {
            tally.lines += 1;
            match read {
                Ok(line) => answers.push(text, line, bounds),
                Err(refusal) if strict => {
                    output.stop_at(block.number, text, number, refusal);
                    return ControlFlow::Break(());
                }
                Err(refusal) => {
                    tally.refused += 1;
                    answers.push_refused(text, number, &refusal);
                }
            }
            if text.len() >= TEXT {
                output.push(block.number, text)
            } else {
                ControlFlow::Continue(())
            }
        };
        answers.reader.read(block, line, each)?;
        output.finish(block.number, text, tally)
    }
}
