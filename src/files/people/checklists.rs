//! Checklists: the sentences that each list offered, and the ones that a cell ticks.
//!
//! Form products join the ticked boxes of a cell with commas or semicolons, but the sentences may also contain these.
//! So boxes are matched whole, the longest first. The rest may be a sentence that somebody reworded. It is read as
//! the one sentence of the list that is similar to it, and the report says so. Otherwise it is reported as a problem.
//!
//! A sentence that is not ticked means "not yet" only if the form offered it. A file does not say what was offered.
//! The reader finds the forms that fit, by the names of their lists and by the ticked sentences. The offered
//! sentences are those that all these forms offer, and those that anybody ticked.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::levels::plain;
use super::mapping::Mapping;
use super::sheet::{Row, Sheet};
use crate::domain::catalog::SkillIndex;
use crate::domain::checklist::{self, Checklist, NONE_YET};
use crate::domain::form::Form;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::names::{normalised_name, shortened};
use crate::domain::responses::{Meaning, ResponseColumn};
use crate::domain::role::RoleIndex;

/// What the user says about the form that was handed out.
#[derive(Clone, Debug, Default)]
pub struct FormOf {
    /// The roles of the form. The list is empty if the user does not say.
    pub roles: Vec<RoleIndex>,
    /// The seniority whose targets the form asks for.
    pub seniority: Option<Seniority>,
}

/// The least similarity between a text and the sentence that it may reword.
const NEAR: f64 = 0.6;
/// The same limit for a text that begins with the name of a skill, if one sentence of that skill is left in the list.
const NEAR_BY_NAME: f64 = 0.3;
/// The least lead in similarity of the best sentence over any other.
const NEARER: f64 = 0.08;
/// The most rows that are searched to see whether a column has sentences.
const ENOUGH: usize = 50;

/// The checklists of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checklists {
    /// The boxes, keyed by their first part. Boxes with the most parts come first.
    boxes: HashMap<String, Vec<Tick>>,
    /// The sentences that each column offered.
    offered: BTreeMap<usize, BTreeSet<Step>>,
    /// The form that the lists belong to, if only one fits.
    pub form: Option<FormOf>,
    /// Remarks for the user.
    pub notes: Vec<String>,
}

/// A box of a checklist.
#[derive(Clone, Debug)]
struct Tick {
    /// The parts of its text between commas and semicolons, normalised for comparison.
    parts: Vec<String>,
    /// The sentence of the box, or `None` for the box "none of them".
    step: Option<Step>,
}

/// The contents of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ticks<'t> {
    /// The sentences that are ticked.
    pub steps: BTreeSet<Step>,
    /// Whether the box "none of them" is ticked.
    pub none: bool,
    /// Parts of the text that are not a known box.
    pub left: Vec<&'t str>,
}

impl Checklists {
    /// Finds out from the rows of a sheet what each list offered, and sets this as the meaning of its column.
    pub(crate) fn learn(
        sheet: &Sheet,
        columns: &mut [ResponseColumn],
        maps: &SkillMaps,
        mapping: &Mapping,
        form: &FormOf,
    ) -> Checklists {
        let is_list = |at: &usize| matches!(columns[*at].meaning, Meaning::Checklist(_));
        let lists: Vec<usize> = (0..columns.len()).filter(is_list).collect();
        if lists.is_empty() {
            return Checklists::default();
        }
        let mut learned = Checklists { boxes: boxes(maps), ..Checklists::default() };
        let cells = |at: usize| sheet.rows.iter().map(move |row| row.cell(at));
        let mut ticked: BTreeMap<usize, BTreeSet<Step>> = BTreeMap::new();
        for at in &lists {
            let steps = ticked.entry(*at).or_default();
            cells(*at).for_each(|cell| steps.extend(learned.read(cell).steps));
        }
        let names: BTreeMap<usize, Option<String>> = lists
            .iter()
            .map(|at| (*at, checklist::named(&sheet.header[*at]).map(normalised_name)))
            .collect();
        learned.find_offers(maps, &names, &ticked, form);
        for at in &lists {
            let offered = learned.offered.get(at).cloned().unwrap_or_default();
            let mut reworded: Vec<(String, Step)> = Vec::new();
            for cell in cells(*at) {
                let Ticks { steps, left, .. } = learned.read(cell);
                for text in left.into_iter().flat_map(|left| by_names(maps, left)) {
                    let open: Vec<Step> = offered.difference(&steps).copied().collect();
                    for (text, step) in reworded_in(maps, text, &open, &ticked[at]) {
                        add(&mut learned.boxes, text, Some(step));
                        reworded.push((text.to_string(), step));
                    }
                }
            }
            learned.notes.extend(reworded.iter().map(|(text, step)| {
                format!(
                    "“{}” is not a sentence of these maps; it is read as {} {}: “{}”",
                    shortened(text),
                    maps[step.skill].name,
                    step.level,
                    shortened(maps[step.skill].can_do(step.level))
                )
            }));
            let read: HashSet<Step> = reworded.into_iter().map(|(_, step)| step).collect();
            if let Some(steps) = ticked.get_mut(at) {
                steps.extend(read);
            }
        }
        let is_ignored =
            |step: &Step| mapping.meaning(&step_name(maps, *step)) == Some(&Meaning::Ignored);
        let mut never: Vec<Step> = Vec::new();
        for at in &lists {
            let offered = learned.offered.entry(*at).or_default();
            offered.extend(&ticked[at]);
            offered.retain(|step| !is_ignored(step));
            if cells(*at).any(|cell| !cell.is_empty()) {
                never.extend(offered.difference(&ticked[at]));
            }
            columns[*at].meaning = Meaning::Checklist(offered.iter().copied().collect());
        }
        learned.notes.extend(nobody_ticked(maps, &never));
        learned
    }

    /// Returns whether a cell begins with a sentence of the forms of skillgap.
    pub(crate) fn begins_with_box(maps: &SkillMaps, cell: &str) -> bool {
        let Some((name, rest)) = cell.split_once(": ") else { return false };
        let Some(skill) = maps.find_skill(name) else { return false };
        let rest = plain(rest);
        Level::ABOVE_NONE.iter().any(|level| rest.starts_with(&plain(maps[skill].can_do(*level))))
    }

    /// Returns whether a column has sentences of the forms of skillgap.
    pub(crate) fn holds_boxes(maps: &SkillMaps, rows: &[Row], at: usize) -> bool {
        rows.iter().take(ENOUGH).any(|row| Checklists::begins_with_box(maps, row.cell(at)))
    }

    /// Returns the sentences that the list in a column offered.
    pub(crate) fn offered(&self, column: usize) -> &BTreeSet<Step> {
        static NOTHING: BTreeSet<Step> = BTreeSet::new();
        self.offered.get(&column).unwrap_or(&NOTHING)
    }

    /// Reads a cell as whole boxes, the longest first.
    pub(crate) fn read<'t>(&self, cell: &'t str) -> Ticks<'t> {
        let mut ticks = Ticks::default();
        let parts = parts(cell);
        let texts: Vec<String> = parts.iter().map(|(from, to)| plain(&cell[*from..*to])).collect();
        let mut left: Option<(usize, usize)> = None;
        let mut at = 0;
        while at < parts.len() {
            let mut known = self.boxes.get(&texts[at]).into_iter().flatten();
            let found = known.find(|one| texts[at..].starts_with(&one.parts));
            let Some(found) = found else {
                let from = left.map_or(parts[at].0, |(from, _)| from);
                left = Some((from, parts[at].1));
                at += 1;
                continue;
            };
            ticks.left.extend(left.take().map(|(from, to)| &cell[from..to]));
            ticks.none |= found.step.is_none();
            ticks.steps.extend(found.step);
            at += found.parts.len();
        }
        ticks.left.extend(left.map(|(from, to)| &cell[from..to]));
        ticks
    }

    /// Finds out what each column offered, and which form it was.
    fn find_offers(
        &mut self,
        maps: &SkillMaps,
        names: &BTreeMap<usize, Option<String>>,
        ticked: &BTreeMap<usize, BTreeSet<Step>>,
        said: &FormOf,
    ) {
        let fitting_of = |sets: Vec<Vec<RoleIndex>>, seniority: Option<Seniority>| {
            let forms = sets.iter().flat_map(|roles| forms(maps, roles, seniority));
            let with_offers = forms.filter_map(|form| {
                let offers = offers(&form.checklists(maps), names, ticked)?;
                Some((form, offers))
            });
            with_offers.collect::<Vec<(Form, BTreeMap<usize, BTreeSet<Step>>)>>()
        };
        let is_said = !said.roles.is_empty();
        let of_said = || if is_said { vec![said.roles.clone()] } else { Vec::new() };
        let mut fitting = fitting_of(of_said(), said.seniority);
        let is_as_said = !fitting.is_empty();
        if !is_as_said {
            fitting = fitting_of(of_said(), None);
        }
        if fitting.is_empty() {
            fitting = fitting_of(single_roles(maps), said.seniority.filter(|_| !is_said));
        }
        if fitting.is_empty() {
            fitting = fitting_of(pairs_of_roles(maps), said.seniority.filter(|_| !is_said));
        }
        let Some((first, offers)) = fitting.first() else {
            self.notes.push("these lists belong to no form of these maps, so it is not known what they offered: sentences that nobody ticked stay open".to_string());
            return;
        };
        let mut common = offers.clone();
        for (_, offers) in &fitting[1..] {
            for (at, steps) in &mut common {
                steps.retain(|step| offers[at].contains(step));
            }
        }
        let is_less = fitting.iter().any(|(_, offers)| *offers != common);
        let one_role = fitting.iter().all(|(form, _)| form.roles == first.roles);
        let one_seniority = fitting.iter().all(|(form, _)| form.seniority == first.seniority);
        if is_less && !(one_role && one_seniority) {
            self.notes.push("these lists fit several forms, so only the sentences that all of these offer count as offered: say which form it was with --role and --seniority".to_string());
        }
        if is_said && !is_as_said && one_role {
            let roles: Vec<&str> = first.roles.iter().map(|role| &*maps[*role].name).collect();
            let seniority = if one_seniority { first.seniority.word() } else { "any seniority" };
            self.notes.push(format!(
                "the ticked sentences do not fit the given role and seniority; they fit the form for {}, {seniority}, and are read as that form",
                roles.join(" and ")
            ));
        }
        self.form = one_role.then(|| FormOf {
            roles: first.roles.clone(),
            seniority: one_seniority.then_some(first.seniority),
        });
        self.offered = common;
    }
}

/// Returns each role by itself.
fn single_roles(maps: &SkillMaps) -> Vec<Vec<RoleIndex>> {
    maps.role_indices().map(|role| vec![role]).collect()
}

/// Returns each pair of roles.
fn pairs_of_roles(maps: &SkillMaps) -> Vec<Vec<RoleIndex>> {
    let pairs = |one: RoleIndex| maps.role_indices().map(move |other| (one, other));
    let pairs = maps.role_indices().flat_map(pairs).filter(|(one, other)| one < other);
    pairs.map(|(one, other)| vec![one, other]).collect()
}

/// Returns the possible forms for these roles.
fn forms(maps: &SkillMaps, roles: &[RoleIndex], said: Option<Seniority>) -> Vec<Form> {
    let seniorities = Seniority::ALL.iter().filter(|one| said.is_none_or(|said| said == **one));
    let both = |one: &Seniority| [false, true].map(|full| Form::new(maps, roles, *one, full));
    seniorities.flat_map(both).collect()
}

/// Returns what the lists of a form offer in each column, or `None` if the form does not fit. It fits if each column
/// is one of its lists and only sentences of this list are ticked there.
fn offers(
    lists: &[Checklist],
    names: &BTreeMap<usize, Option<String>>,
    ticked: &BTreeMap<usize, BTreeSet<Step>>,
) -> Option<BTreeMap<usize, BTreeSet<Step>>> {
    let named: HashSet<&String> = names.values().flatten().collect();
    let of = |at: &usize, name: &Option<String>| {
        let fits = |list: &&Checklist| {
            let its_name = normalised_name(&list.name);
            let is_it = match name {
                Some(name) => its_name == *name,
                None => !named.contains(&its_name),
            };
            is_it && ticked[at].iter().all(|step| list.sentences.contains(step))
        };
        let mut fitting = lists.iter().filter(fits);
        let one: BTreeSet<Step> = fitting.next()?.sentences.iter().copied().collect();
        // A list under another title may be any list that contains the ticked sentences.
        let all = fitting.fold(one, |common, list| {
            common.into_iter().filter(|step| list.sentences.contains(step)).collect()
        });
        Some((*at, all))
    };
    names.iter().map(|(at, name)| of(at, name)).collect()
}

/// Returns the boxes for every sentence of the maps, with and without the name of its skill, and the box "none of
/// them".
fn boxes(maps: &SkillMaps) -> HashMap<String, Vec<Tick>> {
    let mut boxes = HashMap::new();
    add(&mut boxes, NONE_YET, None);
    let steps =
        maps.skill_indices().flat_map(|skill| Level::ABOVE_NONE.map(|level| Step { skill, level }));
    let mut alone: HashMap<String, Option<Step>> = HashMap::new();
    for step in steps {
        add(&mut boxes, &checklist::option(maps, step), Some(step));
        let sentence = maps[step.skill].can_do(step.level);
        alone.entry(plain(sentence)).and_modify(|one| *one = None).or_insert(Some(step));
    }
    for step in alone.into_values().flatten() {
        add(&mut boxes, maps[step.skill].can_do(step.level), Some(step));
    }
    boxes
}

fn add(boxes: &mut HashMap<String, Vec<Tick>>, text: &str, step: Option<Step>) {
    let parts: Vec<String> =
        parts(text).iter().map(|(from, to)| plain(&text[*from..*to])).collect();
    let Some(first) = parts.first() else { return };
    let same = boxes.entry(first.clone()).or_default();
    if same.iter().any(|one| one.parts == parts) {
        return;
    }
    same.push(Tick { parts, step });
    same.sort_by(|a, b| b.parts.len().cmp(&a.parts.len()).then_with(|| a.parts.cmp(&b.parts)));
}

/// Returns the ranges between commas, semicolons and line ends, without the empty ones.
fn parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = 0;
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ',' | ';' | '\n' | '\r'));
    for end in ends.map(|(at, _)| at).chain([text.len()]) {
        let part = &text[from..end];
        let begin = from + part.len() - part.trim_start().len();
        if !plain(part).is_empty() {
            parts.push((begin, begin + part.trim().len()));
        }
        from = (end + 1).min(text.len());
    }
    parts
}

/// Splits a text before each part that begins with the name of a skill.
fn by_names<'t>(maps: &SkillMaps, text: &'t str) -> Vec<&'t str> {
    let is_named = |(from, to): &&(usize, usize)| named_skill(maps, &text[*from..*to]).is_some();
    let parts = parts(text);
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    let begins: BTreeSet<usize> =
        parts.iter().filter(is_named).chain([first]).map(|(from, _)| *from).collect();
    let ends = |begin: usize| {
        let next = begins.range(begin + 1..).next();
        let before = |next: &usize| parts.iter().rfind(|(from, _)| from < next);
        next.and_then(before).map_or(last.1, |(_, to)| *to)
    };
    begins.iter().map(|begin| &text[*begin..ends(*begin)]).collect()
}

fn named_skill(maps: &SkillMaps, text: &str) -> Option<SkillIndex> {
    text.split_once(':').and_then(|(name, _)| maps.find_skill(name.trim()))
}

/// Finds the sentences that a text rewords, each with its piece of the text. `open` are the sentences that were
/// offered and are not ticked in the same cell. `seen` are the sentences that anybody ticked unchanged.
fn reworded_in<'t>(
    maps: &SkillMaps,
    text: &'t str,
    open: &[Step],
    seen: &BTreeSet<Step>,
) -> Vec<(&'t str, Step)> {
    if let Some(skill) = named_skill(maps, text) {
        let of_skill: Vec<Step> = open.iter().filter(|step| step.skill == skill).copied().collect();
        // The name of the skill is enough if it has only one sentence that nobody ticked unchanged.
        let mut unseen = of_skill.iter().filter(|step| !seen.contains(step)).copied();
        let only = unseen.next().filter(|_| unseen.next().is_none());
        let only = only.filter(|step| alike(maps, text, *step) >= NEAR_BY_NAME);
        let step = nearest(maps, text, &of_skill).or(only);
        return step.map(|step| (text, step)).into_iter().collect();
    }
    const MOST_PARTS: usize = 24;
    let parts = parts(text);
    if parts.len() > MOST_PARTS {
        return Vec::new();
    }
    let runs = (0..parts.len()).flat_map(|from| (from + 1..=parts.len()).map(move |to| (from, to)));
    let slice = |from: usize, to: usize| &text[parts[from].0..parts[to - 1].1];
    let near = runs.filter_map(|(from, to)| {
        let step = nearest(maps, slice(from, to), open)?;
        Some((alike(maps, slice(from, to), step), from, to, step))
    });
    let Some((_, from, to, step)) = near.max_by(|a, b| a.0.total_cmp(&b.0)) else {
        return Vec::new();
    };
    let rest: Vec<Step> = open.iter().filter(|other| **other != step).copied().collect();
    let mut found = vec![(slice(from, to), step)];
    if from > 0 {
        found.extend(reworded_in(maps, slice(0, from), &rest, seen));
    }
    if to < parts.len() {
        found.extend(reworded_in(maps, slice(to, parts.len()), &rest, seen));
    }
    found
}

/// Returns the sentence that is most similar to a text, if it is clearly ahead of all others.
fn nearest(maps: &SkillMaps, text: &str, among: &[Step]) -> Option<Step> {
    let mut near: Vec<(f64, Step)> =
        among.iter().map(|step| (alike(maps, text, *step), *step)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let (first, step) = *near.first()?;
    let second = near.get(1).map_or(0.0, |(second, _)| *second);
    (first >= NEAR && first - second >= NEARER).then_some(step)
}

/// Returns the similarity of a text and a sentence, from 0 to 1.
fn alike(maps: &SkillMaps, text: &str, step: Step) -> f64 {
    let text = plain(text);
    let with_name = plain(&checklist::option(maps, step));
    let alone = plain(maps[step.skill].can_do(step.level));
    strsim::sorensen_dice(&text, &with_name).max(strsim::sorensen_dice(&text, &alone))
}

/// Returns the names by which a file for `--map` may refer to the sentences of checklists, to ignore them. These are
/// the sentences of every skill, or none if there are no checklists.
pub(crate) fn called(maps: &SkillMaps, columns: &[ResponseColumn]) -> Vec<String> {
    if !columns.iter().any(|column| matches!(column.meaning, Meaning::Checklist(_))) {
        return Vec::new();
    }
    let levels = |skill| Level::ABOVE_NONE.map(|level| Step { skill, level });
    maps.skill_indices().flat_map(levels).map(|step| step_name(maps, step)).collect()
}

/// Returns the name of a sentence: `SQL 2`.
fn step_name(maps: &SkillMaps, step: Step) -> String {
    format!("{} {}", maps[step.skill].name, step.level)
}

/// Returns a note about the sentences that nobody ticked.
fn nobody_ticked(maps: &SkillMaps, never: &[Step]) -> Option<String> {
    const MOST_NAMED: usize = 6;
    let first = never.first()?;
    let names: Vec<String> =
        never.iter().take(MOST_NAMED).map(|step| step_name(maps, *step)).collect();
    let more = never.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Some(format!(
        "nobody ticked {}{more}, which counts as not yet; if the form did not have one of them, write `\"{}\" = \"ignore\"` under [columns] of a file for --map",
        names.join(", "),
        step_name(maps, *first)
    ))
}
