//! Usual places of skills from the order of topics in curricula, and how well plans agree with that order.
//!
//! The facts are in `curricula.csv`: 56 public curricula, each topic by the id of its skill, in the order in which they
//! first come; `sources.csv` says where each can be read. `pairs.csv` holds the pairs of skills that at least four of them
//! hold, from three schools or more, and that at least four in five order alike. `judged.csv` has the places of skills that
//! fewer than three curricula hold, and of those whose level 1 comes elsewhere than the chapter that the curricula count.

use std::collections::{BTreeMap, BTreeSet};

use skillgap::domain::assessment::Assessment;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Order, Roadmap, Spacing, plan};
use skillgap::files::maps_toml::{Layer, read_map};
use skillgap::files::maps_validation::validate;
use skillgap::library::shipped::FILES;

/// A place is computed from at least so many curricula.
pub(crate) const ENOUGH: usize = 3;

/// One curriculum.
pub(crate) struct Curriculum {
    /// Curricula of one school are not independent of each other.
    pub school: &'static str,
    /// Its skills in the order in which they first come, each with the number of the topic that brings it.
    pub skills: Vec<(usize, &'static str)>,
}

impl Curriculum {
    /// Every two of its skills, the one that comes first before the other, and whether one topic brings both.
    fn pairs(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> + '_ {
        self.skills.iter().enumerate().flat_map(|(at, (topic, before))| {
            let later = &self.skills[at + 1..];
            later.iter().map(move |(other, after)| (*before, *after, topic == other))
        })
    }
}

/// All curricula of `curricula.csv`.
pub(crate) fn all() -> Vec<Curriculum> {
    let mut found: BTreeMap<&str, Curriculum> = BTreeMap::new();
    for [name, school, topic, skill] in rows(include_str!("curricula.csv")) {
        let curriculum =
            found.entry(name).or_insert_with(|| Curriculum { school, skills: Vec::new() });
        curriculum.skills.push((topic.parse().expect("a number"), skill));
    }
    found.into_values().collect()
}

/// A pair of skills that curricula order alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The skill that comes first.
    pub before: &'static str,
    /// The skill that comes later.
    pub after: &'static str,
    /// How many curricula hold both.
    pub curricula: usize,
    /// How many of them have this order.
    pub agree: usize,
}

/// All pairs of `pairs.csv`.
pub(crate) fn pairs() -> Vec<Pair> {
    let pair = |[before, after, curricula, agree]: [&'static str; 4]| Pair {
        before,
        after,
        curricula: curricula.parse().expect("a number"),
        agree: agree.parse().expect("a number"),
    };
    rows(include_str!("pairs.csv")).map(pair).collect()
}

/// The pairs that at least so many of some curricula hold, from at least so many schools, and that four in five order
/// alike.
pub(crate) fn consensus(curricula: &[&Curriculum], least: usize, schools: usize) -> Vec<Pair> {
    let mut orders: BTreeMap<(&'static str, &'static str), (usize, BTreeSet<&str>)> =
        BTreeMap::new();
    for curriculum in curricula {
        for (before, after, _) in curriculum.pairs().filter(|(.., at_once)| !at_once) {
            let order = orders.entry((before, after)).or_default();
            order.0 += 1;
            order.1.insert(curriculum.school);
        }
    }
    let none = (0, BTreeSet::new());
    let pair = |((before, after), (agree, theirs)): (&(_, _), &(usize, BTreeSet<&str>))| {
        let (others, other_schools) = orders.get(&(*after, *before)).unwrap_or(&none);
        let pair = Pair { before, after, curricula: agree + others, agree: *agree };
        let held = pair.curricula >= least && theirs.union(other_schools).count() >= schools;
        (held && 5 * agree >= 4 * pair.curricula).then_some(pair)
    };
    orders.iter().filter_map(pair).collect()
}

/// Where a skill is begun, from curricula.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Computed {
    /// The place; 0 is the middle of the way.
    pub at: f64,
    /// How many curricula hold the skill.
    pub curricula: usize,
}

/// The places of all skills that curricula hold.
///
/// Every curriculum that holds two skills is a contest which the one that comes first wins; one topic that brings both is a
/// draw. By Bradley and Terry (1952)
/// the strengths of all skills are those that make the contests most likely (by the steps of Hunter 2004), and a place is
/// a strength's logarithm, from strong to weak. Each skill has half a contest won and half a one lost against the middle, so
/// that one which always comes first is not infinitely early; and since few curricula say little, a place from n of them
/// is drawn to the middle by n / (n + 2).
pub(crate) fn fit(curricula: &[&Curriculum]) -> BTreeMap<&'static str, Computed> {
    const AGAINST_THE_MIDDLE: f64 = 0.5;
    let skills = curricula.iter().flat_map(|curriculum| &curriculum.skills);
    let names: BTreeSet<&str> = skills.map(|(_, skill)| *skill).collect();
    let number: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, n)| (*n, at)).collect();
    let mut contests: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); names.len()];
    let mut won = vec![AGAINST_THE_MIDDLE; names.len()];
    let mut held = vec![0; names.len()];
    for curriculum in curricula {
        for (_, skill) in &curriculum.skills {
            held[number[skill]] += 1;
        }
        for (before, after, at_once) in curriculum.pairs() {
            let (first, second) = (number[before], number[after]);
            won[first] += if at_once { 0.5 } else { 1.0 };
            won[second] += if at_once { 0.5 } else { 0.0 };
            *contests[first].entry(second).or_default() += 1.0;
            *contests[second].entry(first).or_default() += 1.0;
        }
    }
    let mut strength = vec![1.0; names.len()];
    for _ in 0..300 {
        let better = |skill: usize| {
            let own: f64 = strength[skill];
            let with = |(other, number): (&usize, &f64)| number / (own + strength[*other]);
            let against_the_middle = 2.0 * AGAINST_THE_MIDDLE / (own + 1.0);
            won[skill] / (contests[skill].iter().map(with).sum::<f64>() + against_the_middle)
        };
        strength = (0..names.len()).map(better).collect();
    }
    let computed = |(at, name): (usize, &&'static str)| {
        let count = held[at] as f64;
        let place = -strength[at].ln() * count / (count + 2.0);
        (*name, Computed { at: place, curricula: held[at] })
    };
    names.iter().enumerate().map(computed).collect()
}

/// The skill that most clearly comes before another one: that which the curricula agree on most, of equals the one that
/// more of them hold, and of those the one nearest before it.
fn after(skill: &str, places: &BTreeMap<&str, Computed>, agreed: &[Pair]) -> Option<Pair> {
    let own = places.get(skill)?.at;
    agreed
        .iter()
        .filter(|pair| pair.after == skill && places[pair.before].curricula >= ENOUGH)
        .filter(|pair| places[pair.before].at < own)
        .max_by(|a, b| {
            let sure = |pair: &Pair| pair.agree * 5 / pair.curricula;
            let key = |pair: &Pair| (sure(pair), pair.curricula);
            key(a).cmp(&key(b)).then(places[a.before].at.total_cmp(&places[b.before].at))
        })
        .copied()
}

/// The places of `judged.csv`, each with its reason.
pub(crate) fn judged() -> BTreeMap<&'static str, (f64, &'static str)> {
    let judged =
        |[skill, at, reason]: [&'static str; 3]| (skill, (at.parse().expect("a number"), reason));
    rows(include_str!("judged.csv")).map(judged).collect()
}

/// The `place` line of every skill that has a place: judged where `judged.csv` says so, else by curricula where at least so
/// many hold it.
pub(crate) fn lines(curricula: &[&Curriculum], least: usize) -> BTreeMap<&'static str, String> {
    let computed = fit(curricula);
    let agreed = consensus(curricula, ENOUGH, 2);
    let mut lines = BTreeMap::new();
    for (skill, Computed { at, curricula: seen }) in &computed {
        if *seen < least {
            continue;
        }
        let after = after(skill, &computed, &agreed).map_or(String::new(), |pair| {
            let Pair { before, agree, curricula, .. } = pair;
            format!(", after = {{ skill = \"{before}\", agree = {agree}, of = {curricula} }}")
        });
        let line = format!(
            "place = {{ at = {at:.2}, basis = \"curricula\", curricula = {seen}{after} }}\n"
        );
        lines.insert(*skill, line);
    }
    for (skill, (at, _)) in judged() {
        let seen = computed
            .get(skill)
            .map_or(String::new(), |place| format!(", curricula = {}", place.curricula));
        lines.insert(skill, format!("place = {{ at = {at:.2}, basis = \"judgement\"{seen} }}\n"));
    }
    lines
}

/// A file of skills with these places, before the summaries, instead of those that stand there.
pub(crate) fn with_places(text: &str, lines: &BTreeMap<&'static str, String>) -> String {
    let mut written = String::with_capacity(text.len());
    let mut place = None;
    for line in text.split_inclusive('\n').filter(|line| !line.starts_with("place = ")) {
        if let Some(id) = line.strip_prefix("id = \"").and_then(|rest| rest.split('"').next()) {
            place = lines.get(id);
        }
        if line.starts_with("summary = ") {
            written += place.take().map_or("", String::as_str);
        }
        written += line;
    }
    written
}

/// The shipped maps with these places.
pub(crate) fn maps_with(lines: &BTreeMap<&'static str, String>) -> SkillMaps {
    let mut layer = Layer::default();
    for (at, file) in FILES.iter().enumerate() {
        assert_eq!(read_map(at, &with_places(file.text, lines), &mut layer), []);
    }
    validate(vec![layer], Vec::new()).expect("the shipped maps are sound")
}

/// Where people start: nothing, a first language, and a front-end beginner.
pub(crate) const STARTS: [&[(&str, i64)]; 3] =
    [&[], &[("python", 2), ("git", 2)], &[("html-css", 2), ("javascript", 2), ("git", 2)]];

/// Somebody with these ratings.
pub(crate) fn person(maps: &SkillMaps, rated: &[(&str, i64)]) -> Assessment {
    let mut ratings = Ratings::none(maps);
    for (skill, level) in rated {
        let skill = maps.find_skill(skill).expect("a skill");
        ratings.set(skill, Level::new(*level).expect("a level"));
    }
    Assessment::new(maps, &ratings)
}

/// How many pairs of first contacts a plan orders as curricula do, and of how many.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Agreement {
    /// In the same order.
    pub agree: usize,
    /// Compared.
    pub of: usize,
}

impl Agreement {
    /// In percent.
    pub(crate) fn percent(self) -> f64 {
        100.0 * self.agree as f64 / self.of.max(1) as f64
    }

    /// Adds another one.
    pub(crate) fn add(&mut self, other: Agreement) {
        self.agree += other.agree;
        self.of += other.of;
    }
}

/// Compares the first contacts of a plan with pairs.
pub(crate) fn agreement(maps: &SkillMaps, roadmap: &Roadmap, pairs: &[Pair]) -> Agreement {
    let first = Level::ABOVE_NONE[0];
    let place = |skill: &str| {
        let step = Step { skill: maps.find_skill(skill)?, level: first };
        roadmap.steps.iter().position(|planned| planned.step == step)
    };
    let mut found = Agreement::default();
    for pair in pairs {
        if let (Some(before), Some(after)) = (place(pair.before), place(pair.after)) {
            found.add(Agreement { agree: usize::from(before < after), of: 1 });
        }
    }
    found
}

/// Every plan that is compared: each role at junior and mid, for each start; in the usual order of a spacing, or in the
/// fastest.
pub(crate) fn plans(
    maps: &SkillMaps,
    spacing: Option<Spacing>,
) -> impl Iterator<Item = (&str, &'static [(&'static str, i64)], Seniority, Roadmap)> {
    let seniorities = [Seniority::Junior, Seniority::Mid];
    let all = maps.role_indices().flat_map(move |role| {
        seniorities.into_iter().flat_map(move |seniority| {
            STARTS.into_iter().map(move |start| (role, seniority, start))
        })
    });
    all.map(move |(role, seniority, start)| {
        let usual = Goal::new(vec![role], seniority);
        let goal = match spacing {
            Some(spacing) => Goal { spacing, ..usual },
            None => Goal { order: Order::Fastest, ..usual },
        };
        let roadmap = plan(maps, &person(maps, start), &goal);
        (maps[role].id.as_str(), start, seniority, roadmap)
    })
}

/// The agreement of all those plans with pairs, role by role.
pub(crate) fn agreement_by_role(
    maps: &SkillMaps,
    spacing: Option<Spacing>,
    pairs: &[Pair],
) -> BTreeMap<String, Agreement> {
    let mut by_role: BTreeMap<String, Agreement> = BTreeMap::new();
    for (role, .., roadmap) in plans(maps, spacing) {
        let found = agreement(maps, &roadmap, pairs);
        by_role.entry(role.to_string()).or_default().add(found);
    }
    by_role
}

/// All of it together.
pub(crate) fn total(by_role: &BTreeMap<String, Agreement>) -> Agreement {
    let mut total = Agreement::default();
    for agreement in by_role.values() {
        total.add(*agreement);
    }
    total
}

/// The rows of a table without quotes, after its header.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.splitn(N, ',').collect();
        cells.try_into().expect("a cell for each column")
    })
}
