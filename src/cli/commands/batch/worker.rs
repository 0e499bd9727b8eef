//! Blocks of people → the answers to them.

use std::mem::take;
use std::ops::ControlFlow;

use crossbeam_channel::{Receiver, Sender, select};

use super::csv::CsvRows;
use super::pipeline::{Part, Tally};
use crate::domain::assessment::Assessment;
use crate::domain::level::Seniority;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::profile::{Entry, Ratings};
use crate::domain::roadmap::{Goal, Needed, Order, steps_in_order};
use crate::domain::role::RoleIndex;
use crate::domain::scoring::{Bounds, Scorer};
use crate::files::people::stream::blocks::Block;
use crate::files::people::stream::{
    Id as LineId, IdKind, Line, LineReader, Refused, line_code, line_message,
};
use crate::report::batch::{Id, JsonLines, Planned, push_refused};

/// About how much text is sent to be written at once, in bytes.
const PART: usize = 1 << 18;

/// What is asked about everybody.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Against which roles.
    pub(crate) roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub(crate) seniority: Seniority,
    /// Whether prerequisites say something about what is not rated.
    pub(crate) infer: bool,
    /// Ratings laid over everybody's.
    pub(crate) over: Vec<Entry>,
    /// Whether the hours are.
    pub(crate) hours: bool,
    /// How many steps are, if any.
    pub(crate) steps: Option<usize>,
    /// In which order they are.
    pub(crate) order: Order,
    /// Whether the answer is a table.
    pub(crate) csv: bool,
}

/// What is asked, made ready: everything that the workers share.
pub(crate) struct Batch<'s> {
    maps: &'s SkillMaps,
    reader: LineReader<'s>,
    scorer: &'s Scorer,
    wanted: Wanted,
    lines: AnswerLines<'s>,
}

enum AnswerLines<'s> {
    Json(JsonLines<'s>),
    Csv(CsvRows<'s>),
}

/// One worker's own.
pub(crate) struct Worker<'b, 's> {
    batch: &'b Batch<'s>,
    line: Line,
    bounds: Bounds,
    /// How many lines it has answered.
    pub(crate) tally: Tally,
}

impl<'s> Batch<'s> {
    /// Makes ready what is asked.
    pub(crate) fn new(
        maps: &'s SkillMaps,
        reader: LineReader<'s>,
        scorer: &'s Scorer,
        wanted: Wanted,
    ) -> Batch<'s> {
        let lines = if wanted.csv {
            AnswerLines::Csv(CsvRows::new(maps, &wanted.roles, scorer, wanted.steps.is_some()))
        } else {
            AnswerLines::Json(JsonLines::new(maps, &wanted.roles, scorer.asked()))
        };
        Batch { maps, reader, scorer, wanted, lines }
    }

    /// What stands before all answers.
    pub(crate) fn header(&self) -> &str {
        match &self.lines {
            AnswerLines::Json(_) => "",
            AnswerLines::Csv(rows) => rows.header(),
        }
    }

    /// Whoever answers.
    pub(crate) fn worker(&self) -> Worker<'_, 's> {
        Worker {
            batch: self,
            line: Line::new(self.maps),
            bounds: Bounds::default(),
            tally: Tally::default(),
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
            let (sequence, all) = steps_in_order(maps, &known, &goal);
            let first = sequence.iter().take(steps);
            let with_hours = |step: &Step| (*step, maps[step.skill].hours_to(step.level));
            Planned { hours: hours.then_some(all), steps: Some(first.map(with_hours).collect()) }
        };
        self.wanted.roles.iter().map(planned).collect()
    }

    fn push(&self, text: &mut Vec<u8>, line: &mut Line, bounds: &mut Bounds) {
        for entry in &self.wanted.over {
            if entry.carried_from.is_none() || line.ratings.range(entry.skill).is_none() {
                line.ratings.set(entry.skill, entry.level);
            }
        }
        let id = written(&line.id);
        let plans = self.plans(&line.ratings);
        let scores = self.scorer.score(&line.ratings, bounds);
        match &self.lines {
            AnswerLines::Json(lines) => lines.push(text, id, &line.unknown, scores, &plans),
            AnswerLines::Csv(rows) => rows.push(text, &line.id.text, &line.unknown, scores, &plans),
        }
    }

    fn push_problem(&self, text: &mut Vec<u8>, line: u64, Refused { id, problem }: &Refused) {
        let (code, message) = (line_code(problem.code), line_message(problem));
        match &self.lines {
            AnswerLines::Json(_) => push_refused(text, line, written(id), code, &message),
            AnswerLines::Csv(rows) => rows.push_refused(text, line, &id.text, code, &message),
        }
    }
}

/// An id as it is written.
fn written(id: &LineId) -> Id<'_> {
    match id.kind {
        IdKind::Missing => Id::Missing,
        IdKind::Text => Id::Text(&id.text),
        IdKind::Number => id.text.parse().map_or(Id::Missing, Id::Number),
    }
}

impl Worker<'_, '_> {
    /// Answers the lines of a block, part by part; with `strict`, up to one that cannot be read.
    ///
    /// It breaks off when `writer_gone` ends. The channel of a block that the writer had not come to does not end with the
    /// writer: its other side lies in a queue that is kept until the reader of the input ends.
    pub(crate) fn answer(
        &mut self,
        block: &Block,
        parts: &Sender<Part>,
        writer_gone: &Receiver<()>,
        strict: bool,
    ) -> ControlFlow<()> {
        let Worker { batch, line, bounds, tally } = self;
        let send = |part: Part| {
            let sent = select! {
                send(parts, part) -> sent => sent.is_ok(),
                recv(writer_gone) -> _ => false,
            };
            if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut text = Vec::with_capacity(PART);
        batch.reader.read(block, line, |number, read| {
            tally.lines += 1;
            match read {
                Ok(line) => batch.push(&mut text, line, bounds),
                Err(refused) if strict => {
                    send(Part::Text(take(&mut text)))?;
                    send(Part::Stop(number, refused.problem))?;
                    return ControlFlow::Break(());
                }
                Err(refused) => {
                    tally.refused += 1;
                    batch.push_problem(&mut text, number, &refused);
                }
            }
            if text.len() < PART {
                return ControlFlow::Continue(());
            }
            let full = std::mem::replace(&mut text, Vec::with_capacity(PART));
            send(Part::Text(full))
        })?;
        send(Part::Text(text))
    }
}
