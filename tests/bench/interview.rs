//! How long an interview takes and how right it is: made-up learners of six kinds are asked as `assess` asks.
//!
//! `cargo bench --bench interview` prints a table for each mode, on the first edition's maps and on today's: the worst kind of
//! learner and the mean of all, consistent ones and broken ones (15 % of the prerequisites not kept to, 10 % of the levels
//! one off). `cargo bench --bench interview -- 60` asks 60 people a kind instead of 201, `-- 60 99` other people than usual (99
//! is the seed), and `-- 60 99 standard` only in one mode.
//!
//! A person is asked about two roles, in rotation. Agreement is with the person's true levels, so it says what is lost by
//! asking less, and nothing about how well people know themselves. Minutes are words at 238 a minute and two seconds for each
//! sentence and name.

#[path = "../suite/support/learners.rs"]
mod learners;

use std::thread;
use std::time::Instant;

use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::gap::find_gap;
use skillgap::domain::interview::model::{Beliefs, Clock, Mode, at_least};
use skillgap::domain::interview::outlook::{Stake, Stakes};
use skillgap::domain::interview::{Asking, Interview, Question, Time};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Needed, plan};
use skillgap::domain::role::RoleIndex;
use skillgap::library::maps::{MapsFrom, load};

use learners::{Dice, Kind, Learner, Strength, start};

/// People of each kind, unless the command line says otherwise.
const PEOPLE: usize = 201;

/// The seed from which people are drawn, unless the command line says otherwise.
const SEED: u64 = 2026;

/// The first steps of a plan that are compared.
const FIRST: usize = 5;

/// Sums over interviews.
#[derive(Clone, Default)]
struct Sums {
    interviews: f64,
    seconds: f64,
    screens: f64,
    sentences: f64,
    met: Share,
    unmet: Share,
    hours: f64,
    first_steps: f64,
    slowest_screen: f64,
    /// The seconds that are expected at the first screen.
    foretold: f64,
    /// The middle of the minutes that the first screen says, in seconds.
    middle: f64,
    /// The interviews that come to between the minutes that the first screen says, and those of which the time that is
    /// expected there is within a fifth of what it comes to.
    kept: Share,
    within_a_fifth: Share,
    /// Of all screens with more than a minute to go: those that say minutes between which the rest comes to lie.
    kept_on_the_way: Share,
    /// Of verdicts that were not said, by tenths of the chance: how many, the sum of chances, and how many are met.
    bins: [(f64, f64, f64); 10],
}

#[derive(Clone, Copy, Default)]
struct Share {
    part: f64,
    whole: f64,
}

impl Share {
    fn count(&mut self, counts: bool) {
        self.part += f64::from(u8::from(counts));
        self.whole += 1.0;
    }

    fn percent(self) -> f64 {
        100.0 * self.part / self.whole
    }
}

/// What a row of the table holds.
struct Row {
    minutes: f64,
    screens: f64,
    sentences: f64,
    met: f64,
    unmet: f64,
    hours: f64,
    first_steps: f64,
    /// The middle of the time that the first screen says, beside what it comes to.
    foretold: f64,
    /// The percentage of people who need as long as the first screen says.
    kept: f64,
}

impl Sums {
    fn row(&self) -> Row {
        let each = |sum: f64| sum / self.interviews;
        Row {
            minutes: each(self.seconds) / 60.0,
            screens: each(self.screens),
            sentences: each(self.sentences),
            met: self.met.percent(),
            unmet: self.unmet.percent(),
            hours: 100.0 * each(self.hours),
            first_steps: 100.0 * each(self.first_steps),
            foretold: self.middle / self.seconds,
            kept: self.kept.percent(),
        }
    }

    fn add(&mut self, more: &Sums) {
        self.interviews += more.interviews;
        self.seconds += more.seconds;
        self.screens += more.screens;
        self.sentences += more.sentences;
        self.hours += more.hours;
        self.first_steps += more.first_steps;
        self.foretold += more.foretold;
        self.middle += more.middle;
        self.slowest_screen = self.slowest_screen.max(more.slowest_screen);
        for (share, more) in [
            (&mut self.met, more.met),
            (&mut self.unmet, more.unmet),
            (&mut self.kept, more.kept),
            (&mut self.within_a_fifth, more.within_a_fifth),
            (&mut self.kept_on_the_way, more.kept_on_the_way),
        ] {
            share.part += more.part;
            share.whole += more.whole;
        }
        for (bin, more) in self.bins.iter_mut().zip(more.bins) {
            *bin = (bin.0 + more.0, bin.1 + more.1, bin.2 + more.2);
        }
    }
}

/// Each number of the kind of learner for which it is worst.
fn worst(rows: &[Row]) -> Row {
    let most = |of: fn(&Row) -> f64| rows.iter().map(of).fold(0.0, f64::max);
    let least = |of: fn(&Row) -> f64| rows.iter().map(of).fold(100.0, f64::min);
    Row {
        minutes: most(|row| row.minutes),
        screens: most(|row| row.screens),
        sentences: most(|row| row.sentences),
        met: least(|row| row.met),
        unmet: least(|row| row.unmet),
        hours: most(|row| row.hours),
        first_steps: least(|row| row.first_steps),
        foretold: most(|row| row.foretold),
        kept: least(|row| row.kept),
    }
}

/// Maps, and what is worked out from them once.
struct World {
    maps: SkillMaps,
    /// The steps of each role's roadmaps, which some learners followed.
    courses: Vec<Vec<Step>>,
    /// Of each role, by seniority: the typical hours from nothing.
    hours: Vec<[u32; 3]>,
}

impl World {
    fn of(from: &MapsFrom) -> World {
        let maps = load(from).expect("these maps are sound").maps;
        let nothing = Assessment::new(&maps, &Ratings::none(&maps));
        let goal = |role, seniority| Goal::new(vec![role], seniority);
        let hours = |role, seniority| {
            Needed::find(&maps, &nothing, &goal(role, seniority)).hours(&maps).typical
        };
        let course = |role, seniority| -> Vec<Step> {
            plan(&maps, &nothing, &goal(role, seniority)).steps.iter().map(|s| s.step).collect()
        };
        World {
            hours: maps
                .role_indices()
                .map(|role| Seniority::ALL.map(|seniority| hours(role, seniority)))
                .collect(),
            courses: maps
                .role_indices()
                .flat_map(|role| Seniority::ALL.map(|seniority| course(role, seniority)))
                .collect(),
            maps,
        }
    }
}

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<u64>().ok());
    let people = numbers.next().map_or(PEOPLE, |people| people as usize);
    let seed = numbers.next().unwrap_or(SEED);
    let words: Vec<String> = std::env::args().skip(1).collect();
    let named = |mode: &Mode| words.contains(&format!("{mode:?}").to_lowercase());
    let all = [Mode::Quick, Mode::Standard, Mode::Full];
    let wanted = |mode: &Mode| named(mode) || !all.iter().any(named);
    let first_edition =
        MapsFrom { without_shipped: true, over: vec!["tests/fixtures/first-edition".into()] };
    for (name, from) in
        [("the first edition", first_edition), ("today's maps", MapsFrom::default())]
    {
        let world = World::of(&from);
        for mode in all.into_iter().filter(wanted) {
            table(&world, name, mode, people, seed);
        }
    }
}

#[expect(clippy::print_stdout, reason = "a bench reports")]
fn table(world: &World, name: &str, mode: Mode, people: usize, seed: u64) {
    println!("\n{mode:?}, {name}");
    println!(
        "{:<26} {:>8} {:>8} {:>10} {:>6} {:>6} {:>7} {:>11} {:>9} {:>6}",
        "",
        "minutes",
        "screens",
        "sentences",
        "met",
        "unmet",
        "hours",
        "first five",
        "foretold",
        "kept"
    );
    let mut all = Sums::default();
    for seniority in Seniority::ALL {
        for broken in [false, true] {
            let of_kinds = |kinds: &'static [Kind]| {
                move || -> Vec<Sums> {
                    let sums = |kind: &Kind| {
                        interviews(world, *kind, seniority, broken, mode, people, seed)
                    };
                    kinds.iter().map(sums).collect()
                }
            };
            let (some, others) = Kind::ALL.split_at(3);
            let sums: Vec<Sums> = thread::scope(|scope| {
                let handles = [scope.spawn(of_kinds(some)), scope.spawn(of_kinds(others))];
                let done = handles.map(|handle| handle.join().expect("no interview fails"));
                done.into_iter().flatten().collect()
            });
            let mut mean = Sums::default();
            sums.iter().for_each(|sums| mean.add(sums));
            all.add(&mean);
            let rows: Vec<Row> = sums.iter().map(Sums::row).collect();
            let state = if broken { "broken" } else { "consistent" };
            for (which, row) in [("worst", worst(&rows)), ("mean", mean.row())] {
                println!(
                    "{:<26} {:>8.1} {:>8.1} {:>10.1} {:>6.1} {:>6.1} {:>6.1}% {:>10.0}% {:>9.2} {:>5.0}%",
                    format!("{seniority}, {state}, {which}"),
                    row.minutes,
                    row.screens,
                    row.sentences,
                    row.met,
                    row.unmet,
                    row.hours,
                    row.first_steps,
                    row.foretold,
                    row.kept
                );
            }
        }
    }
    let bin = |(number, chances, met): &(f64, f64, f64)| {
        format!("{:.0} → {:.0} ({number})", 100.0 * chances / number, 100.0 * met / number)
    };
    let bins: Vec<String> = all.bins.iter().filter(|bin| bin.0 >= 200.0).map(bin).collect();
    println!("chances → met, in percent (verdicts): {}", bins.join(", "));
    println!(
        "time on the first screen: its middle is {:.2} of what it comes to on average; {:.0} % of the people need as long as it says, and {:.0} % are within a fifth of the {:.2} that is expected; on later screens {:.0} % need as long as is said",
        all.middle / all.seconds,
        all.kept.percent(),
        all.within_a_fifth.percent(),
        all.foretold / all.seconds,
        all.kept_on_the_way.percent()
    );
    println!("slowest screen {:.1} ms", 1000.0 * all.slowest_screen);
}

fn interviews(
    world: &World,
    kind: Kind,
    seniority: Seniority,
    broken: bool,
    mode: Mode,
    people: usize,
    seed: u64,
) -> Sums {
    let mut dice = Dice(seed + 10 * kind as u64 + u64::from(broken));
    let mut sums = Sums::default();
    let roles = world.maps.roles().len();
    for number in 0..people {
        let strength = Strength::ALL[number % 3];
        let learner = kind.draw(&world.maps, &world.courses, strength, &mut dice, broken);
        for role in [number % roles, (number / roles + number + 3) % roles] {
            compare(world, &learner, RoleIndex(role), seniority, mode, &mut sums);
        }
    }
    sums
}

fn compare(
    world: &World,
    learner: &Learner,
    role: RoleIndex,
    seniority: Seniority,
    mode: Mode,
    sums: &mut Sums,
) {
    let maps = &world.maps;
    let stakes = Stakes::of(maps, &[role], seniority);
    let from_nothing = world.hours[role.0][seniority as usize];
    let interview = interview(maps, learner, role, seniority, mode, sums);
    let beliefs = interview.beliefs().expect("it is asked by sentences");
    let truth = levels(maps, |skill| learner.level(skill));
    let likely = levels(maps, |skill| median(beliefs, skill));
    let gap = find_gap(maps, &truth, role, seniority);
    sums.interviews += 1.0;
    for (stake, is) in stakes.0.iter().zip(&gap.requirements) {
        let chance = met(beliefs, stake);
        let same = (chance >= 0.5) == is.met();
        if is.met() { &mut sums.met } else { &mut sums.unmet }.count(same);
        if !is_said(&interview, stake) {
            let bin = &mut sums.bins[((chance * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1.0, bin.1 + chance, bin.2 + f64::from(u8::from(is.met())));
        }
    }
    let goal = Goal::new(vec![role], seniority);
    let hours = |known| f64::from(Needed::find(maps, known, &goal).hours(maps).typical);
    sums.hours += (hours(&likely) - hours(&truth)).abs() / f64::from(from_nothing);
    let first = |known| -> Vec<Step> {
        plan(maps, known, &goal).steps.iter().take(FIRST).map(|step| step.step).collect()
    };
    let (said, is) = (first(&likely), first(&truth));
    let same = said.iter().filter(|step| is.contains(step)).count();
    let of = said.len().max(is.len());
    sums.first_steps += if of == 0 { 1.0 } else { same as f64 / of as f64 };
}

/// Levels of every skill as they are.
fn levels(maps: &SkillMaps, level: impl Fn(SkillIndex) -> Level) -> Assessment {
    let mut ratings = Ratings::none(maps);
    for skill in maps.skill_indices() {
        ratings.set(skill, level(skill));
    }
    Assessment::without_inference(maps, &ratings)
}

/// The highest level that is as likely reached as not.
fn median(beliefs: &Beliefs, skill: SkillIndex) -> Level {
    let likely = |level: &Level| at_least(&beliefs.levels[skill.0], *level) >= 0.5;
    Level::ABOVE_NONE.into_iter().rfind(likely).unwrap_or_default()
}

/// The chance that a requirement is met.
fn met(beliefs: &Beliefs, stake: &Stake) -> f64 {
    let missed = |skill: &SkillIndex| 1.0 - at_least(&beliefs.levels[skill.0], stake.target);
    1.0 - stake.members.iter().map(missed).product::<f64>()
}

/// Whether it is known if a requirement is met: it was said, or follows for certain.
fn is_said(interview: &Interview<'_>, stake: &Stake) -> bool {
    let mut members = stake.members.iter().map(|skill| interview.range(*skill));
    members.clone().any(|(low, _)| low >= stake.target)
        || members.all(|(_, high)| high < stake.target)
}

/// Asks to the end.
fn interview<'m>(
    maps: &'m SkillMaps,
    learner: &Learner,
    role: RoleIndex,
    seniority: Seniority,
    mode: Mode,
    sums: &mut Sums,
) -> Interview<'m> {
    let asking = Asking::Sentences { mode, clock: Clock::default() };
    let mut interview = Interview::new(maps, start(maps, role, seniority, asking));
    let time = |interview: &Interview<'_>| interview.time().expect("it is asked by sentences");
    let mut foretold = Vec::new();
    while let Some(question) = interview.question() {
        if let Question::Checklist { sentences, .. } = question {
            sums.sentences += sentences.len() as f64;
        }
        // Answers that contradict each other all stand.
        let answer = learner.answer(question);
        sums.screens += 1.0;
        foretold.push(time(&interview));
        let began = Instant::now();
        interview.answer(answer);
        sums.slowest_screen = sums.slowest_screen.max(began.elapsed().as_secs_f64());
    }
    let took = time(&interview).spent;
    sums.seconds += took;
    let is_kept = |then: &Time| {
        let (least, most) = then.minutes_left();
        (60.0 * least as f64..=60.0 * most as f64).contains(&(took - then.spent))
    };
    let first = foretold.first().expect("something is asked");
    let (least, most) = first.minutes_left();
    sums.foretold += first.left;
    sums.middle += 30.0 * (least + most) as f64;
    sums.kept.count(is_kept(first));
    sums.within_a_fifth.count((first.left - took).abs() <= 0.2 * took);
    let later = foretold.iter().skip(1).filter(|then| took - then.spent > 60.0);
    later.for_each(|then| sums.kept_on_the_way.count(is_kept(then)));
    interview
}
