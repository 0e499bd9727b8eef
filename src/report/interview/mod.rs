//! The questions of an interview, as people and programs see them.

pub(crate) mod protocol;

use super::document::{Block, Document, Text, Tone};
use super::fit::leanings_in_short;
use super::likely::likely_range;
use super::phrases::{and_list, count, sentence_case};
use crate::domain::assessment::{Assessment, Standing};
use crate::domain::catalog::SkillIndex;
use crate::domain::fit::fit;
use crate::domain::gap::find_gap;
use crate::domain::interview::model::Mode;
use crate::domain::interview::{About, Interview, Progress, Remark, Told, Why};
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::profile::HOURS_PER_WEEK;
use crate::domain::role::RoleIndex;

/// A question about the level of one skill.
pub(crate) struct RateView<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The skill.
    pub skill: SkillIndex,
    /// The reason for asking now, if it should be shown.
    pub why: Option<&'m Why>,
    /// The answer that was given before.
    pub earlier: Option<Level>,
    /// What is known from other answers.
    pub standing: Standing,
}

impl<'m> RateView<'m> {
    /// Collects what a question shows about a skill.
    pub(crate) fn of(
        maps: &'m SkillMaps,
        interview: &Interview<'_>,
        skill: SkillIndex,
        why: &'m Why,
    ) -> RateView<'m> {
        RateView {
            maps,
            skill,
            why: Some(why),
            earlier: interview.ratings().get(skill),
            standing: Assessment::new(maps, interview.ratings()).standing(skill).clone(),
        }
    }
}

/// How much of a question is shown. It depends on the room on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Everything.
    Whole,
    /// The name of the skill and the can-do sentences.
    Short,
    /// One can-do sentence; of the other levels only the names.
    One,
}

/// What a person has chosen on the screen of a question so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// The level under the cursor.
    pub level: Option<Level>,
    /// Whether the signs of the levels are shown.
    pub signs: bool,
    /// The evidence for the answer that is being given.
    pub evidence: Option<String>,
}

/// Returns the question about a skill: its name and its levels.
pub(crate) fn rate(view: &RateView<'_>, chosen: &Chosen, detail: Detail) -> Document {
    let skill = &view.maps[view.skill];
    let mut document = Document::default();
    let name = Text::new(&skill.name, Tone::Strong);
    let area = format!(" · {}", view.maps[skill.area].name);
    document.push(Block::Title(name.and(area, Tone::Quiet)));
    if detail == Detail::Whole {
        document.say(&*skill.summary);
        document.push(Block::Facts(levels(view, chosen)));
        if let Some(text) = beside(view) {
            document.say(Text::new(text, Tone::Quiet));
        }
    } else if detail == Detail::Short {
        for (level, text) in levels(view, chosen) {
            document.say(Text::new(format!("{level} "), Tone::Strong).with(text));
        }
    } else {
        let at = chosen.level.unwrap_or_default();
        let names = Level::ALL.map(|level| format!("{level} {}", level.name()));
        document.say(Text::new(names.join(" · "), Tone::Quiet));
        let (level, text) = levels(view, chosen).swap_remove(at.index());
        document.say(Text::new(format!("{level} "), Tone::Strong).with(text));
    }
    if let Some(evidence) = &chosen.evidence {
        document.say(Text::new("Shown by: ", Tone::Quiet).and(evidence, Tone::Plain));
    }
    document
}

/// Returns the name of each level and what somebody at that level can do, with the signs if they are wanted.
fn levels(view: &RateView<'_>, chosen: &Chosen) -> Vec<(String, Text)> {
    let skill = &view.maps[view.skill];
    let level = |level: Level| {
        let here = chosen.level == Some(level);
        let tone = if here { Tone::Strong } else { Tone::Plain };
        let mut text = Text::new(skill.can_do(level), tone);
        if chosen.signs && (here || chosen.level.is_none()) {
            for sign in &skill.signs[level.index()] {
                text = text.and(format!(" – {sign}"), Tone::Quiet);
            }
        }
        if view.earlier == Some(level) {
            text = text.and(" (your answer)", Tone::Good);
        }
        if here {
            text = text.and(" <-\u{a0}Enter", Tone::Code);
        }
        (format!("{level} {}", level.name()), text)
    };
    Level::ALL.into_iter().map(level).collect()
}

/// Returns why the skill is asked about and what follows from other answers.
fn beside(view: &RateView<'_>) -> Option<String> {
    let why = match view.why {
        Some(Why::Claimed(Some(source))) => Some(format!("Seen in {source}, and not rated yet.")),
        Some(Why::Claimed(None)) => Some("Seen somewhere, and not rated yet.".to_string()),
        Some(Why::Stale(on)) => Some(format!("You answered on {on}. Is that still right?")),
        _ => None,
    };
    let follows = match &view.standing {
        Standing::Inferred { low, high, from } => Some(match from_others(from, view.skill) {
            from if from.is_empty() => format!("By your answers: {}.", range(*low, *high)),
            from => format!("From {}: {}.", rated(view.maps, &from), range(*low, *high)),
        }),
        Standing::NotRated | Standing::Rated(_) => None,
    };
    match (why, follows) {
        (Some(why), Some(follows)) => Some(format!("{why} {follows}")),
        (why, follows) => why.or(follows),
    }
}

/// Leaves out the sentences of the skill itself from what a level follows from.
fn from_others(from: &[(SkillIndex, Level)], skill: SkillIndex) -> Vec<(SkillIndex, Level)> {
    from.iter().copied().filter(|(other, _)| *other != skill).collect()
}

/// Returns ratings as a text, such as `Docker 2 and Linux 1`.
pub(crate) fn rated(maps: &SkillMaps, ratings: &[(SkillIndex, Level)]) -> String {
    let names: Vec<String> =
        ratings.iter().map(|(skill, level)| format!("{} {level}", maps[*skill].name)).collect();
    and_list(&names)
}

/// Returns a range of levels as a text, such as `2 or more`, `1 or less` or `1 to 3`.
pub(crate) fn range(low: Level, high: Level) -> String {
    match (low, high) {
        (low, high) if low == high => low.to_string(),
        (low, Level::EXPERT) => format!("{low} or more"),
        (Level::NONE, high) => format!("{high} or less"),
        (low, high) => format!("{low} to {high}"),
    }
}

/// Returns the screening question about a group of skills.
pub(crate) fn screen_prompt(group: &str) -> String {
    format!("{}: which of these have you used yourself, however little?", sentence_case(group))
}

/// Returns the title of a checklist: what its sentences have in common.
pub(crate) fn checklist_title(maps: &SkillMaps, about: &About) -> String {
    match about {
        About::Area(area) => maps[*area].name.clone(),
        About::Several => "A few more".to_string(),
        About::Beginnings => "Where everybody begins".to_string(),
        About::Claimed(Some(source)) => format!("Seen in {source}"),
        About::Claimed(None) => "Seen somewhere".to_string(),
        About::Stale(since) => format!("Your answers of {since} and later"),
    }
}

/// Returns the question above the sentences of a checklist.
pub(crate) fn checklist_prompt(about: &About) -> &'static str {
    match about {
        About::Stale(_) => "Which of these could you still do today, alone?",
        _ => "Which of these could you do today, alone? Looking things up is normal.",
    }
}

/// Returns a sentence of a checklist with the name of its skill.
pub(crate) fn sentence(maps: &SkillMaps, step: Step) -> Text {
    let skill = &maps[step.skill];
    Text::from(skill.can_do(step.level)).and(format!(" · {}", skill.name), Tone::Quiet)
}

/// Returns the question about roles. `told` says what each choice shows about its role.
pub(crate) fn roles_prompt(interview: &Interview<'_>, told: Told) -> String {
    match told {
        Told::Nothing => {}
        Told::Work => {
            return "Here is each role, with what it has more of than the others, and what one does in it. Which roles do you want to go on with? You are then asked only about the skills that they need."
                .to_string();
        }
        Told::Skills => {
            return "Here is each role, and how ready your answers so far make you for it: a wide range means that little is known yet. Which roles do you want to go on with?"
                .to_string();
        }
    }
    let minutes = match interview.mode() {
        Some(Mode::Quick) => "three to five",
        Some(Mode::Standard) => "five to thirteen",
        Some(Mode::Full) => "seven to fifteen",
        None => "about ten",
    };
    format!(
        "Which roles are you thinking of? One takes {minutes} minutes from here, two take longer, and every answer is saved at once."
    )
}

/// The choice for somebody who does not know their role yet: they answer the contrasts first. These need no knowledge, and a
/// person who then chooses a role is asked about that role instead of all.
pub const UNSURE: &str =
    "I don't know yet: help me with six choices between kinds of work (two minutes)";

/// The choice for somebody who does not know their role yet and would rather be asked about skills first.
pub const UNSURE_OF_WORK: &str =
    "I don't know yet: ask me a little about the skills of all of them (about three minutes)";

/// The choice for somebody who still does not know their role after the first questions.
pub const SIDE_BY_SIDE: &str =
    "None yet: show me all of them side by side, with the work and the first steps of each";

/// The choice to answer the contrasts first, which tell the roles apart.
pub const CONTRASTS_FIRST: &str = "None yet: ask me first what I would rather do, which tells them apart (six choices, two minutes)";

/// The choice after the contrasts for somebody who still does not know their role: they are asked about skills next.
pub const SKILLS_NEXT: &str =
    "None yet: ask me a little about the skills of all of them (about three minutes)";

/// Returns the choices of roles. A choice is the name of a role; once something is `told` also how ready the person likely
/// is, which of their preferred work the role has, and a summary.
pub fn role_choices(maps: &SkillMaps, interview: &Interview<'_>, told: Told) -> Vec<String> {
    if told == Told::Nothing {
        return maps.roles().iter().map(|role| role.name.clone()).collect();
    }
    let known = Assessment::new(maps, interview.ratings());
    let likely = interview.likely();
    let leanings = interview.leanings();
    let fits = leanings.map(|answers| fit(maps, &answers)).unwrap_or_default();
    let choice = |role: RoleIndex| {
        let gap = find_gap(maps, &known, role, interview.seniority());
        let stands = match &likely {
            // Nothing that they can do was asked yet.
            _ if told == Told::Work => None,
            Some(likely) => Some(format!("ready {}", likely_range(likely.readiness(&gap)))),
            None => {
                let settled = gap.requirements.iter().filter(|gap| gap.settled()).count();
                Some(format!("{} met of {settled} that are decided", gap.met_of_asked().0))
            }
        };
        let fit = fits.iter().find(|fit| fit.role == role);
        let leans = fit.zip(leanings).and_then(|(fit, answers)| leanings_in_short(fit, &answers));
        let name = &maps[role].name;
        let summary = &maps[role].summary;
        let known: Vec<String> = stands.into_iter().chain(leans).collect();
        match known.as_slice() {
            [] => format!("{name}. {summary}"),
            known => format!("{name}: {}. {summary}", known.join(", ")),
        }
    };
    maps.role_indices().map(choice).collect()
}

/// Returns a sentence about ratings that contradict each other: `over` needs higher levels of the skills in `under`.
pub(crate) fn contradiction(
    maps: &SkillMaps,
    (over, level): (SkillIndex, Level),
    under: &[(SkillIndex, Level, Level)],
) -> String {
    let needs: Vec<String> = under
        .iter()
        .map(|(skill, rated, needed)| format!("{} {needed} (you said {rated})", maps[*skill].name))
        .collect();
    format!("You said {} {level}. That level usually needs {}.", maps[over].name, and_list(&needs))
}

/// Returns the question about evidence, which follows a high level.
pub(crate) fn evidence_prompt(maps: &SkillMaps, skill: SkillIndex, level: Level) -> String {
    format!("{} {level}: what shows it? A link, or a line about what you did.", maps[skill].name)
}

/// Returns the sentence of a remark, which is shown once.
pub(crate) fn remark(remark: Remark) -> String {
    match remark {
        Remark::SameAnswer { level, times } => format!(
            "The last {times} answers were all {level}. If that is right, just go on; the sentences differ from skill to skill."
        ),
    }
}

/// Returns the progress in words.
///
/// Earlier answers count too. With checklists, the time that is left comes from the interview's own estimate, as the
/// minutes that most people need from here: `12 answered, 5 to 8 minutes left`. With levels, it comes from the time that
/// this person took for each answer so far: `12 answered, about 9 left (at most 21), some 3 minutes`.
pub(crate) fn progress(interview: &Interview<'_>, seconds_each: f64, short: bool) -> String {
    let Progress { counting: answered, expected, at_most, .. } = interview.progress();
    if let Some(time) = interview.time() {
        let left = match time.minutes_left() {
            (least, most) if least == most => format!("about {}", count(most, "minute", "minutes")),
            (least, most) => format!("{least} to {most} minutes"),
        };
        return format!("{answered} answered, {left} left");
    }
    if short {
        return format!("{answered} answered, about {expected} left");
    }
    let minutes = count(minutes(expected as f64 * seconds_each), "minute", "minutes");
    if at_most > expected {
        format!("{answered} answered, about {expected} left (at most {at_most}), about {minutes}")
    } else {
        format!("{answered} answered, {expected} left, about {minutes}")
    }
}

/// Converts seconds to whole minutes, at least one.
fn minutes(seconds: f64) -> usize {
    (seconds / 60.0).round().max(1.0) as usize
}

/// Returns what is known about each skill of an area that the interview covers, rated or not.
pub(crate) fn area(maps: &SkillMaps, interview: &Interview<'_>, skill: SkillIndex) -> Document {
    let mut document = Document::default();
    let area = maps[skill].area;
    document.push(Block::Title(
        Text::new(&maps[area].name, Tone::Strong).and(" · your answers so far", Tone::Quiet),
    ));
    let known = Assessment::new(maps, interview.ratings());
    let facts = area_skills(maps, interview, skill)
        .into_iter()
        .map(|skill| (maps[skill].name.clone(), standing(maps, skill, known.standing(skill))));
    document.push(Block::Facts(facts.collect()));
    document
}

/// Returns the skills that the interview covers in the area of `skill`.
pub(crate) fn area_skills(
    maps: &SkillMaps,
    interview: &Interview<'_>,
    skill: SkillIndex,
) -> Vec<SkillIndex> {
    let asked = interview.asked_skills();
    let of_area = |other: &SkillIndex| maps[*other].area == maps[skill].area;
    asked.into_iter().filter(of_area).collect()
}

/// Returns what is known about a skill, in words.
pub(crate) fn standing(maps: &SkillMaps, skill: SkillIndex, standing: &Standing) -> Text {
    match standing {
        Standing::Rated(level) => Text::new(level.to_string(), Tone::Strong)
            .and(format!(" {}", level.name()), Tone::Plain),
        Standing::Inferred { low, high, from } => {
            let text = Text::new(range(*low, *high), Tone::Plain);
            match from_others(from, skill) {
                from if from.is_empty() => text,
                from => text.and(format!(", from {}", rated(maps, &from)), Tone::Quiet),
            }
        }
        Standing::NotRated => Text::new("not asked yet", Tone::Quiet),
    }
}

/// The question about the seniority.
pub(crate) const SENIORITY_PROMPT: &str = "Which kind of job do you want to compare yourself with?";

/// The question before each person of a group.
pub(crate) const NAME_PROMPT: &str = "Who is next? A name, or Enter to end";

/// Returns the question whether a new name is a misspelt name of a known person.
pub(crate) fn near_name(typed: &str, known: &str) -> String {
    format!("{typed} is new here. Did you mean {known}? y, or Enter for a new person")
}

/// Returns whether an answer means yes.
pub(crate) fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

/// The text below the result of a person in a group.
pub(crate) const THANKS: &str = "Thank you. Your answers are saved.";

/// The text below [`THANKS`] on a screen that the next person will see.
pub(crate) const CLEARS: &str = "Press Enter when you have read this: it clears the screen.";

/// The question about the time for learning.
pub(crate) const HOURS_PROMPT: &str =
    "How many hours a week can you learn? The plan gets dates from it.";

/// Returns the choices of seniority.
pub(crate) fn seniority_choices() -> [String; 3] {
    [
        "junior: the first job".to_string(),
        "mid: works alone on most things".to_string(),
        "senior: shapes how others work".to_string(),
    ]
}

/// Reads the hours a week that somebody typed. An empty text means a plan without dates.
///
/// # Errors
///
/// Returns a message that says how to write the hours if the text is not a number of hours a week.
pub(crate) fn hours_answer(text: &str) -> Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.trim_end_matches('h').trim().replace(',', ".").parse();
    match number {
        Ok(hours) if HOURS_PER_WEEK.contains(&hours) => Ok(Some(hours)),
        _ => Err(format!("`{text}` is not a number of hours a week; write 0.5 to 168")),
    }
}
