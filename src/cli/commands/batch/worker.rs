//! Computes the answers to blocks of people.

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

/// The approximate size of the text that is sent to the writer at once, in bytes.
const PART: usize = 1 << 18;

/// What to compute for each person.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The roles to compare with.
    pub(crate) roles: Vec<RoleIndex>,
    /// The seniority whose targets count.
    pub(crate) seniority: Seniority,
    /// Whether to infer unrated skills from prerequisites.
    pub(crate) infer: bool,
    /// Ratings that override those of every person (`--rate`).
    pub(crate) over: Vec<Entry>,
    /// Whether to compute the hours.
    pub(crate) hours: bool,
    /// The number of steps to list; `None` for no steps.
    pub(crate) steps: Option<usize>,
    /// The order of the steps.
    pub(crate) order: Order,
    /// Whether the output is CSV.
    pub(crate) csv: bool,
}

/// The prepared request, which all workers share.
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

/// The state of one worker.
pub(crate) struct Worker<'b, 's> {
    batch: &'b Batch<'s>,
    line: Line,
    bounds: Bounds,
    /// The number of lines that this worker has read.
    pub(crate) tally: Tally,
}

impl<'s> Batch<'s> {
    /// Prepares the request.
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

    /// Returns the text before all answers: the header of a CSV.
    pub(crate) fn header(&self) -> &str {
        match &self.lines {
            AnswerLines::Json(_) => "",
            AnswerLines::Csv(rows) => rows.header(),
        }
    }

    /// Makes a worker.
    pub(crate) fn worker(&self) -> Worker<'_, 's> {
        Worker {
            batch: self,
            line: Line::new(self.maps),
            bounds: Bounds::default(),
            tally: Tally::default(),
        }
    }

    /// Plans for each role, if hours or steps are requested.
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

/// Returns an id in the form in which it is written.
fn written(id: &LineId) -> Id<'_> {
    match id.kind {
        IdKind::Missing => Id::Missing,
        IdKind::Text => Id::Text(&id.text),
        IdKind::Number => id.text.parse().map_or(Id::Missing, Id::Number),
    }
}

impl Worker<'_, '_> {
    /// Answers the lines of a block, part by part; with `strict`, up to the first line that cannot be read.
    ///
    /// It stops when the channel `writer_gone` closes. The channel of the block is not enough to notice the end of the
    /// writer: if the writer had not reached this block, the receiving side is still in a queue, which lives until the
    /// reader of the input ends.
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
