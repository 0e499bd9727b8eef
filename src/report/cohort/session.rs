//! `skillgap cohort session`: what to teach next.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    PersonJson, ids, is_few, kept_back, known_words, mean_coverage, measured_against, names,
    next_commands, per_person, points, role_ids, step_ids, step_name, step_names, steps_json,
};
use crate::domain::cohort::agenda::{Agenda, Part as AgendaPart};
use crate::domain::cohort::session::{
    Absent, Curriculum, First, Later, Lost, Session, Unserved, Wanted, WhyAbsent,
};
use crate::domain::cohort::summary::FEWEST;
use crate::domain::cohort::{Aims, Learner};
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::words::words;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Document, Text};
use crate::report::json::{Share, SkillRef, StepJson, ids as ids_of_skills};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, hours};
use crate::report::roadmap::ProofJson;
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// The next sessions to teach.
pub(crate) struct SessionAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The roles and seniority that everybody is measured against.
    pub(crate) aims: &'m Aims,
    /// The people.
    pub(crate) learners: &'m [Learner<'m>],
    /// The sessions.
    pub(crate) curriculum: Curriculum,
    /// The options of the command: how many sessions, and which come first.
    pub(crate) wanted: Wanted,
    /// A suggested agenda for each session; `None` if the length of a session is not known.
    pub(crate) agendas: Option<Vec<Agenda>>,
    /// The arguments that name the same people in another command.
    pub(crate) again: Option<String>,
    /// Whether the answer must not show who is who. The people have aliases already, and lists about few people are
    /// kept back.
    pub(crate) anonymous: bool,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// The lists of a session that are shown.
#[derive(Clone, Copy)]
struct Shown {
    ready: bool,
    after: bool,
    lost: bool,
    have: bool,
}

impl Shown {
    /// Returns whether the lists of all who need the step are shown.
    fn need(self) -> bool {
        self.ready && self.after && self.lost
    }

    fn all(self) -> bool {
        self.need() && self.have
    }
}

/// The largest number of people for whom the text lists the steps that no session covers.
const MOST_ALONE: usize = 40;
/// The largest number of steps that the text lists for one of them.
const MOST_STEPS: usize = 4;

impl Answer for SessionAnswer<'_> {
    const KIND: &'static str = "cohort-session";
    const ABOUT: &'static str = "what to teach next";
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];
    type Json = SessionsJson;

    fn json(&self) -> SessionsJson {
        let curriculum = &self.curriculum;
        let sessions = (1..).zip(&curriculum.sessions);
        let unserved = |unserved: &Unserved| UnservedJson {
            person: self.id(unserved.person),
            is_lost: unserved.is_lost,
            could_begin: unserved.could_begin().map(|step| StepJson::new(self.maps, step)),
            alone: steps_json(self.maps, &unserved.alone),
        };
        let absent = |absent: &Absent| AbsentJson::new(self.maps, absent);
        let alone = |(person, steps): &(usize, Vec<Step>)| AloneJson {
            person: self.id(*person),
            steps: steps_json(self.maps, steps),
        };
        SessionsJson {
            roles: role_ids(self.maps, self.aims),
            people: PersonJson::all(self.learners),
            coverage: mean_coverage(self.learners, self.anonymous).map(Share),
            learning: self.learning().unwrap_or(self.learners.len()),
            learning_withheld: self.learning().is_none(),
            sessions: sessions.map(|(order, session)| self.session_json(order, session)).collect(),
            unserved: curriculum
                .unserved
                .iter()
                .filter(|_| !self.anonymous)
                .map(unserved)
                .collect(),
            asked: self.wanted.sessions,
            first: self.wanted.first,
            least: self.wanted.least_of(self.learners.len()),
            withheld_below: self.anonymous.then_some(FEWEST),
            absent: curriculum.absent.iter().filter(|one| self.is_told(one)).map(absent).collect(),
            alone: curriculum.alone.iter().filter(|_| !self.anonymous).map(alone).collect(),
            not_asked: ids_of_skills(self.maps, &curriculum.not_asked),
            order: steps_json(self.maps, &curriculum.order),
            optimal: curriculum.objective == curriculum.lower_bound,
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let curriculum = &self.curriculum;
        let mut document = Document::default();
        let title = match curriculum.sessions.len() {
            0 => "No session to plan".to_string(),
            1 => "The next session".to_string(),
            many => format!("The next {many} sessions"),
        };
        document.title(text!(
            "**{}**<quiet> · {} with something to learn · {}</>",
            title,
            self.learning_words(),
            measured_against(self.maps, self.aims)
        ));
        document.say(if !curriculum.sessions.is_empty() {
            text!(
                "<quiet>A session introduces a step. Reaching its level takes the hours after the session.</>"
            )
        } else if curriculum.learning == 0 {
            "Everybody meets what this map asks of them, or their goal is not known."
                .into()
        } else {
            "No step serves two people who are ready for it. Each person needs something else next; `skillgap cohort pairs` finds who can help.".into()
        });
        let known = known_words(self.learners, self.anonymous);
        known.into_iter().for_each(|known| document.say(known));
        for (number, session) in (1..).zip(&curriculum.sessions) {
            self.session(number, session, &mut document);
        }
        self.fewer_than_wanted(&mut document);
        self.absent(&mut document);
        if !self.anonymous {
            self.unserved(true, "Who cannot follow any of these sessions yet", &mut document);
            self.unserved(false, "Who learns nothing new in these sessions", &mut document);
            self.alone(&mut document);
        }
        document.notes(&self.notes);
        let mut commands = vec![
            ("groups", "who learns together"),
            ("pairs", "who helps whom between the sessions"),
        ];
        if self.agendas.is_none() {
            commands.push(("session --minutes 90", "the same with an agenda"));
        }
        next_commands(self.again.as_ref(), &commands, &mut document);
        document
    }

    /// Returns a row for each session and each person who has a part in it.
    fn sheet(&self) -> Sheet {
        let sessions = (1_usize..).zip(&self.curriculum.sessions);
        let rows = sessions.flat_map(|(number, session)| {
            let shown = self.shown(session);
            let parts = parts(session).into_iter().filter(move |(_, part)| match part {
                Part::Ready => shown.ready,
                Part::ReadyAfter(_) => shown.after,
                Part::Lost(_) => shown.lost,
                Part::HasIt => shown.have,
            });
            parts.map(move |(person, part)| (number, session, person, part))
        });
        Sheet::of(rows)
            .column("session", |(number, ..)| *number)
            .column("skill", |(_, session, ..)| self.maps[session.step.skill].id.as_str())
            .column("level", |(_, session, ..)| session.step.level)
            .column("person", |(_, _, person, _)| self.learners[*person].id.as_str())
            .column("name", |(_, _, person, _)| self.learners[*person].name.plain())
            .column("part", |(.., part)| match part {
                Part::Ready => "ready",
                Part::ReadyAfter(_) => "ready-after",
                Part::Lost(_) => "lost",
                Part::HasIt => "has-it",
            })
            .column("after_sessions", |(.., part)| match part {
                Part::ReadyAfter(sessions) if !self.anonymous => Some(numbers(sessions).join(" ")),
                _ => None,
            })
            .column("lacks", |(.., part)| match part {
                Part::Lost(lacks) if !self.anonymous => Some(step_ids(self.maps, *lacks)),
                _ => None,
            })
            .into()
    }
}

/// The part that a person has in a session.
enum Part<'s> {
    Ready,
    /// Ready after these sessions (indices from 0).
    ReadyAfter(&'s [usize]),
    /// Not able to follow, because these steps are missing.
    Lost(&'s [Step]),
    HasIt,
}

/// Returns everybody who has a part in a session.
fn parts(session: &Session) -> Vec<(usize, Part<'_>)> {
    let ready = session.ready.iter().map(|person| (*person, Part::Ready));
    let after = session.after.iter();
    let after = after.map(|later| (later.person, Part::ReadyAfter(&later.sessions)));
    let lost = session.lost.iter().map(|lost| (lost.person, Part::Lost(&lost.lacks)));
    let have = session.have.iter().map(|person| (*person, Part::HasIt));
    ready.chain(after).chain(lost).chain(have).collect()
}

/// Returns the numbers of sessions, counted from 1.
fn numbers(sessions: &[usize]) -> Vec<String> {
    sessions.iter().map(|at| (at + 1).to_string()).collect()
}

impl SessionAnswer<'_> {
    fn id(&self, person: usize) -> String {
        self.learners[person].id.clone()
    }

    /// Returns how many people lack something. It is `None` in an anonymous answer if this number or the rest is small.
    fn learning(&self) -> Option<usize> {
        let (learning, all) = (self.curriculum.learning, self.learners.len());
        let is_withheld = self.anonymous && (is_few(learning) || is_few(all - learning));
        (!is_withheld).then_some(learning)
    }

    /// Returns how many people have something to learn. If that is kept back, the text gives only an upper limit.
    fn learning_words(&self) -> String {
        match self.learning() {
            Some(learning) => count(learning, "person", "people"),
            None => format!("{} at most", count(self.learners.len(), "person", "people")),
        }
    }

    /// Returns whether the answer may show a gap that no session covers.
    fn is_told(&self, absent: &Absent) -> bool {
        let rest = self.learners.len().saturating_sub(absent.people);
        !(self.anonymous && (is_few(absent.people) || is_few(rest)))
    }

    /// Returns the lists of a session that may be shown. An anonymous answer shows no list of fewer than five people.
    /// It also hides the smallest of the other lists until the people outside the shown lists are nobody or at least
    /// five.
    fn shown(&self, session: &Session) -> Shown {
        let sizes =
            [session.ready.len(), session.after.len(), session.lost.len(), session.have.len()];
        let mut shown = [true; 4];
        if self.anonymous {
            let all = self.learners.len();
            for (shown, size) in shown.iter_mut().zip(sizes) {
                *shown = !is_few(size);
            }
            let sum = |shown: &[bool; 4]| -> usize {
                shown.iter().zip(sizes).map(|(shown, size)| if *shown { size } else { 0 }).sum()
            };
            while is_few(all - sum(&shown)) {
                let smallest = (0..4).filter(|at| shown[*at] && sizes[*at] > 0);
                match smallest.min_by_key(|at| sizes[*at]) {
                    Some(at) => shown[at] = false,
                    None => break,
                }
            }
        }
        let [ready, after, lost, have] = shown;
        Shown { ready, after, lost, have }
    }

    /// Adds the reason why there are fewer sessions than requested.
    fn fewer_than_wanted(&self, document: &mut Document) {
        let (planned, wanted) = (self.curriculum.sessions.len(), self.wanted);
        if self.anonymous
            || planned == 0
            || planned >= wanted.sessions
            || self.curriculum.alone.is_empty()
        {
            return;
        }
        document.say(text!(
            "{} instead of {}: no session about another step would serve at least {} and half of those who need it.",
            count(planned, "session", "sessions"),
            wanted.sessions,
            count(wanted.least_of(self.learners.len()), "person", "people")
        ));
    }

    /// Adds the reasons why the most common gaps have no session.
    fn absent(&self, document: &mut Document) {
        if self.curriculum.sessions.is_empty() {
            return;
        }
        let absent = self.curriculum.absent.iter();
        let told = absent.filter(|absent| self.is_told(absent));
        // If nobody was asked about a step, it is not known who needs it.
        let (open, needed): (Vec<&Absent>, Vec<&Absent>) =
            told.partition(|absent| matches!(absent.why, WhyAbsent::NotAsked));
        for (heading, absent) in [
            ("What many need, but no session is about", needed),
            ("What many may need, but nobody was asked about", open),
        ] {
            if !absent.is_empty() {
                document.heading(heading);
                document.list(absent.into_iter().map(|absent| self.why_absent(absent)));
            }
        }
    }

    fn why_absent(&self, absent: &Absent) -> Text {
        let maps = self.maps;
        let why = match &absent.why {
            WhyAbsent::NotAsked => "their role asks for it".to_string(),
            WhyAbsent::Later(Some(number)) => {
                format!("comes later: session {number}, if enough sessions are planned")
            }
            WhyAbsent::Later(None) => "comes after the first thirty sessions".to_string(),
            WhyAbsent::NeedsFirst(steps) if steps.is_empty() => {
                "most of those who need it are not ready for it".to_string()
            }
            WhyAbsent::NeedsFirst(steps) => {
                format!("most of those who need it first need {}", step_names(maps, steps))
            }
            WhyAbsent::TooFew(_) if self.anonymous => {
                "a session would serve too few at once".to_string()
            }
            WhyAbsent::TooFew(people) => {
                format!("a session would serve {}", count(*people, "person", "people"))
            }
        };
        text!(
            "**{}**<quiet> · {}</>: {}",
            maps[absent.step.skill].name,
            count(absent.people, "person", "people"),
            why
        )
    }

    /// Adds the people whom no session serves, and what each of them could begin today.
    fn unserved(&self, lost: bool, heading: &str, document: &mut Document) {
        let unserved = self.curriculum.unserved.iter();
        let mut unserved = unserved.filter(|unserved| unserved.is_lost == lost).peekable();
        if unserved.peek().is_some() {
            document.heading(heading);
        }
        document.list(unserved.map(|unserved| {
            let name = &self.learners[unserved.person].name;
            if unserved.alone.is_empty() {
                text!("**{}**", name)
            } else {
                text!(
                    "**{}**: could begin {} alone today",
                    name,
                    step_names(self.maps, &unserved.alone)
                )
            }
        }));
    }

    /// Adds the steps that each person needs and that no session covers, if no more sessions can be planned.
    fn alone(&self, document: &mut Document) {
        let alone = &self.curriculum.alone;
        if alone.is_empty() || self.curriculum.sessions.is_empty() {
            return;
        }
        document.heading("What each person needs besides these sessions");
        let mut items: Vec<Text> = alone
            .iter()
            .take(MOST_ALONE)
            .map(|(person, steps)| {
                let mut named: Vec<String> =
                    steps.iter().take(MOST_STEPS).map(|step| step_name(self.maps, *step)).collect();
                if steps.len() > MOST_STEPS {
                    named.push(format!("{} more", steps.len() - MOST_STEPS));
                }
                text!("**{}**: {}", self.learners[*person].name, and_list(&named))
            })
            .collect();
        let more = alone.len().saturating_sub(MOST_ALONE);
        if more > 0 {
            items.push(text!("<quiet>and {} more people; --json has all</>", more));
        }
        document.list(items);
    }

    fn session(&self, number: usize, session: &Session, document: &mut Document) {
        let maps = self.maps;
        let (skill, level) = (&maps[session.step.skill], session.step.level);
        let shown = self.shown(session);
        let serves = if !shown.need() {
            text!("")
        } else {
            text!(
                "<quiet> · serves {} of the {} who need it</>",
                session.serves().count(),
                session.needed_by()
            )
        };
        document.heading(text!("**{}. {}**", number, step_name(maps, session.step)).with(serves));
        let mut facts: Vec<(String, Text)> = vec![("Goal".to_string(), skill.can_do(level).into())];
        if let Some(proof) = skill.proof(level) {
            let time = count(proof.hours as usize, "hour", "hours");
            let exercise = text!("{}<quiet> ({} for somebody who can)</>", proof.task, time);
            facts.push(("Exercise".to_string(), exercise));
        }
        let work = text!("{} of {} by the map", hours(skill.hours_to(level)), level.gained_by());
        facts.push(("After it".to_string(), work));
        facts.push(("Worth".to_string(), worth(session).into()));
        if !session.not_asked.is_empty() {
            let needs = step_names(maps, &session.not_asked);
            facts.push((
                "Ask first".to_string(),
                text!("it needs {}, and nobody was asked about that", needs),
            ));
        }
        let who = |people: &[usize]| names(self.learners, people);
        let mut people = |what: String, people: usize, text: Text| {
            if people > 0 {
                facts.push((format!("{what} ({people})"), text));
            }
        };
        let few = |is_shown: bool, people: usize| if is_shown { people } else { 0 };
        people(
            "Ready".to_string(),
            few(shown.ready, session.ready.len()),
            text!("<good>{}</>", who(&session.ready)),
        );
        if self.anonymous {
            // The sessions before it and the missing steps would again be about few people.
            let later: Vec<usize> = session.after.iter().map(|later| later.person).collect();
            let number = few(shown.after, later.len());
            people("Ready after earlier ones".to_string(), number, who(&later).into());
            let lost: Vec<usize> = session.lost.iter().map(|lost| lost.person).collect();
            let number = few(shown.lost, lost.len());
            people("Lost".to_string(), number, text!("<warn>{}</>", who(&lost)));
        } else {
            let mut after = together(&session.after, |later| (&later.sessions, later.person));
            after.sort();
            for (sessions, later) in after {
                let what = format!("Ready after {}", and_list(&numbers(sessions)));
                people(what, later.len(), who(&later).into());
            }
            people("Lost".to_string(), session.lost.len(), self.lost(&session.lost));
        }
        people(
            "Helpers".to_string(),
            few(shown.have, session.have.len()),
            text!("{}: they have it and help", who(&session.have)),
        );
        let (likely, open): (Vec<usize>, Vec<usize>) =
            session.assumed.iter().partition(|person| session.likely.contains(person));
        people(
            "Likely have it".to_string(),
            few(!self.anonymous, likely.len()),
            text!("<quiet>{}: not known, and counted as not having it; ask first</>", who(&likely)),
        );
        people(
            "Not rated".to_string(),
            few(!self.anonymous, open.len()),
            text!("<quiet>{}: counted as not having it; ask first</>", who(&open)),
        );
        if !shown.all() {
            facts.push(("The others".to_string(), kept_back()));
        }
        self.agenda(number, &mut facts);
        document.facts(facts);
    }

    /// Adds the suggested agenda, if the length of the session is known.
    fn agenda(&self, number: usize, facts: &mut Vec<(String, Text)>) {
        let Some(agenda) = self.agendas.as_ref().and_then(|agendas| agendas.get(number - 1)) else {
            return;
        };
        let part = |(part, minutes): &(AgendaPart, usize)| {
            let what = match part {
                AgendaPart::Goal => "goal, and who has it already",
                AgendaPart::Introduction => "introduction with an example",
                AgendaPart::Exercise => "exercise",
                AgendaPart::Showing => "show the results, and what comes next",
            };
            format!("{minutes} min {what}")
        };
        let parts: Vec<String> = agenda.parts.iter().map(part).collect();
        facts.push(("Agenda".to_string(), format!("{}.", parts.join("; ")).into()));
        if self.anonymous {
            return;
        }
        let helps = |(helper, people): &(usize, Vec<usize>)| {
            format!("{} helps {}", self.learners[*helper].name, names(self.learners, people))
        };
        let helps: Vec<String> = agenda.helps.iter().map(helps).collect();
        if !helps.is_empty() {
            facts.push(("In the exercise".to_string(), helps.join("; ").into()));
        }
        if !agenda.without_helper.is_empty() {
            let people = names(self.learners, &agenda.without_helper);
            facts.push(("In pairs, or with you".to_string(), people.into()));
        }
    }

    /// Returns a sentence such as `Ada and Bo lack Git 1; Cleo lacks HTTP 1`.
    fn lost(&self, lost: &[Lost]) -> Text {
        let groups = together(lost, |lost| (&lost.lacks, lost.person));
        let said = groups.into_iter().map(|(lacks, people)| {
            let verb = if people.len() == 1 { "lacks" } else { "lack" };
            format!("{} {verb} {}", names(self.learners, &people), step_names(self.maps, lacks))
        });
        text!("<warn>{}</>", said.collect::<Vec<_>>().join("; "))
    }

    fn session_json(&self, order: usize, session: &Session) -> SessionJson {
        let maps = self.maps;
        let (skill, level) = (&maps[session.step.skill], session.step.level);
        let shown = self.shown(session);
        let who = |is_shown: bool, people: &[usize]| {
            if is_shown { ids(self.learners, people) } else { Vec::new() }
        };
        let later = |later: &Later| LaterJson {
            person: self.id(later.person),
            sessions: if self.anonymous {
                Vec::new()
            } else {
                later.sessions.iter().map(|at| at + 1).collect()
            },
        };
        let lost = |lost: &Lost| LostJson {
            person: self.id(lost.person),
            lacks: if self.anonymous { Vec::new() } else { steps_json(maps, &lost.lacks) },
        };
        SessionJson {
            order,
            skill: SkillRef::new(maps, session.step.skill),
            level,
            can_do: skill.can_do(level).to_string(),
            proof: skill.proof(level).map(ProofJson::from),
            hours: skill.hours_to(level),
            ready: who(shown.ready, &session.ready),
            after: session.after.iter().filter(|_| shown.after).map(later).collect(),
            lost: session.lost.iter().filter(|_| shown.lost).map(lost).collect(),
            have: who(shown.have, &session.have),
            not_rated: who(!self.anonymous, &session.assumed),
            likely_have: who(!self.anonymous, &session.likely),
            withheld: !shown.all(),
            unasked_needs: steps_json(maps, &session.not_asked),
            agenda: self
                .agendas
                .as_ref()
                .and_then(|agendas| agendas.get(order - 1))
                .map(|agenda| AgendaJson::new(self.learners, agenda, self.anonymous)),
            gain: per_person(session.gain, session.needed_by()),
            standing_on: per_person(session.standing_on, session.needed_by()),
        }
    }
}

/// Returns a sentence about the mean gain of readiness for those who need the session.
fn worth(session: &Session) -> String {
    let people = session.needed_by();
    let brings = points(per_person(session.gain, people));
    let stands = points(per_person(session.standing_on, people));
    let said = if session.gain == session.standing_on {
        format!("brings {brings} of readiness")
    } else if session.gain == 0 {
        format!("{stands} of readiness need it later")
    } else {
        format!("brings {brings} of readiness; {stands} need it, at once or later")
    };
    format!("{said}, on average over those who need it")
}

/// Groups the people with equal keys. `of` returns the key and the person of an item.
fn together<'s, T, W: PartialEq + ?Sized + 's>(
    all: &'s [T],
    of: impl Fn(&'s T) -> (&'s W, usize),
) -> Vec<(&'s W, Vec<usize>)> {
    let mut groups: Vec<(&W, Vec<usize>)> = Vec::new();
    for (what, person) in all.iter().map(of) {
        match groups.iter_mut().find(|(other, _)| *other == what) {
            Some((_, people)) => people.push(person),
            None => groups.push((what, vec![person])),
        }
    }
    groups
}

/// The content of a `cohort-session` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SessionsJson {
    /// The ids of the roles that everybody is measured against; empty if each person has their own goal.
    roles: Vec<String>,
    /// Everybody who was read, by id and name.
    people: Vec<PersonJson>,
    /// The mean coverage, 0 to 1: the share of what is asked of a person that is settled. Null if nothing is asked, or
    /// if withheld.
    coverage: Option<Share>,
    /// The number of people who lack something. If that is withheld, it is the number of all people.
    learning: usize,
    /// Whether `learning` is withheld, because it or the number of the others is below five.
    learning_withheld: bool,
    /// The next sessions, in order.
    sessions: Vec<SessionJson>,
    /// Those who lack something and whom no session serves.
    unserved: Vec<UnservedJson>,
    /// The number of sessions that were requested.
    asked: usize,
    /// Which sessions come first.
    first: First,
    /// The smallest number of people that a session has to serve.
    least: usize,
    /// Lists of a session with fewer people than this are left out; null if nothing is left out.
    withheld_below: Option<usize>,
    /// Of the five skills that most people need to learn, those that no session is about, with the reason; the most
    /// needed first.
    absent: Vec<AbsentJson>,
    /// If there are fewer sessions than requested: what each person needs and no session teaches.
    alone: Vec<AloneJson>,
    /// The ids of the skills that somebody needs and nobody was asked about. No session is about them.
    not_asked: Vec<String>,
    /// Every step that somebody lacks, in the best order for the group.
    order: Vec<StepJson>,
    /// Whether that order is proved to be the best.
    optimal: bool,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// A session, which introduces one step, and what it is to everybody.
#[derive(Debug, JsonSchema, Serialize)]
struct SessionJson {
    /// The number of the session in the plan, from 1.
    order: usize,
    #[serde(flatten)]
    skill: SkillRef,
    /// The level that the session is on the way to, 1 to 4.
    level: Level,
    /// What somebody at that level can do, in a sentence.
    can_do: String,
    /// An exercise that shows the level; null where the maps have none.
    proof: Option<ProofJson>,
    /// The hours from the level below to this one, most of them after the session.
    hours: Hours,
    /// The ids of those who need the step and have all its prerequisites.
    ready: Vec<String>,
    /// Those who need the step and are ready for it by the work after earlier sessions.
    after: Vec<LaterJson>,
    /// Those who need the step and would be lost, since they lack what it needs.
    lost: Vec<LostJson>,
    /// The ids of those who are at the level already and can help.
    have: Vec<String>,
    /// The ids of those who need the step, but may have it already, because that is not known; empty in an anonymous
    /// answer.
    not_rated: Vec<String>,
    /// The ids of those among them who likely have it, with a chance of 0.7 or more; empty in an anonymous answer.
    likely_have: Vec<String>,
    /// Whether a list of people is left out, because it or the rest of the class has fewer than five people.
    withheld: bool,
    /// Prerequisites of the step that nobody was asked about. Ask before the session.
    unasked_needs: Vec<StepJson>,
    /// A suggested agenda; null if the length of a session is not known.
    agenda: Option<AgendaJson>,
    /// The readiness that the step itself brings, 0 to 1, on average over those who need it.
    gain: Share,
    /// The readiness of all that the step is on the way to, likewise.
    standing_on: Share,
}

/// Somebody who is ready after earlier sessions.
#[derive(Debug, JsonSchema, Serialize)]
struct LaterJson {
    /// The id of the person.
    person: String,
    /// The numbers of those sessions in the plan, from 1; empty in an anonymous answer.
    sessions: Vec<usize>,
}

/// Somebody who would be lost.
#[derive(Debug, JsonSchema, Serialize)]
struct LostJson {
    /// The id of the person.
    person: String,
    /// The direct prerequisites of this step that the person lacks; empty in an anonymous answer.
    lacks: Vec<StepJson>,
}

/// Somebody who lacks something and whom no session serves.
#[derive(Debug, JsonSchema, Serialize)]
struct UnservedJson {
    /// The id of the person.
    person: String,
    /// Whether they need a step of the sessions and would be lost; else the sessions teach nothing that they lack.
    is_lost: bool,
    /// The step that the person could begin today instead; null where there is none.
    could_begin: Option<StepJson>,
    /// The steps that the person could begin alone today, at most three. The step that most others build on comes
    /// first.
    alone: Vec<StepJson>,
}

/// A skill that many people need to learn and that no session is about.
#[derive(Debug, JsonSchema, Serialize)]
struct AbsentJson {
    /// The step of the skill that most of them need first.
    #[serde(flatten)]
    step: StepJson,
    /// The number of people who need to learn the skill.
    people: usize,
    /// Why there is no session.
    why: AbsentWord,
    /// The number that its session would have if enough sessions were planned; null unless `why` is `later`, and if it
    /// comes after thirty sessions.
    session: Option<usize>,
    /// The prerequisites that most of those who need it lack; empty unless `why` is `needs-first`.
    needs_first: Vec<StepJson>,
}

words! {
    /// Why a common gap has no session.
    pub(crate) enum AbsentWord {
        /// Nobody was asked about it.
        NotAsked = "not-asked",
        /// Its session comes after the requested ones.
        Later = "later",
        /// Most of those who need it lack a prerequisite of it.
        NeedsFirst = "needs-first",
        /// A session would serve too few people.
        TooFew = "too-few",
    }
}

impl AbsentJson {
    fn new(maps: &SkillMaps, absent: &Absent) -> AbsentJson {
        let (why, session, needs_first) = match &absent.why {
            WhyAbsent::NotAsked => (AbsentWord::NotAsked, None, &[][..]),
            WhyAbsent::Later(number) => (AbsentWord::Later, *number, &[][..]),
            WhyAbsent::NeedsFirst(steps) => (AbsentWord::NeedsFirst, None, steps.as_slice()),
            WhyAbsent::TooFew(_) => (AbsentWord::TooFew, None, &[][..]),
        };
        AbsentJson {
            step: StepJson::new(maps, absent.step),
            people: absent.people,
            why,
            session,
            needs_first: steps_json(maps, needs_first),
        }
    }
}

/// What one person needs and no session teaches.
#[derive(Debug, JsonSchema, Serialize)]
struct AloneJson {
    /// The id of the person.
    person: String,
    /// The steps, in the best order for the group.
    steps: Vec<StepJson>,
}

/// A suggested agenda of a session.
#[derive(Debug, JsonSchema, Serialize)]
struct AgendaJson {
    /// Its parts, in order.
    parts: Vec<AgendaPartJson>,
    /// Who helps whom in the exercise; empty in an anonymous answer.
    helps: Vec<AgendaHelpJson>,
    /// The ids of those whom the session serves and nobody in the class helps; empty in an anonymous answer.
    without_helper: Vec<String>,
}

/// A part of an agenda.
#[derive(Debug, JsonSchema, Serialize)]
struct AgendaPartJson {
    /// The kind of the part.
    part: AgendaPart,
    /// The length in minutes.
    minutes: usize,
}

/// The people whom somebody helps in the exercise.
#[derive(Debug, JsonSchema, Serialize)]
struct AgendaHelpJson {
    /// The id of the person who helps.
    helper: String,
    /// The ids of the people who are helped.
    helps: Vec<String>,
}

impl AgendaJson {
    fn new(learners: &[Learner<'_>], agenda: &Agenda, is_kept_back: bool) -> AgendaJson {
        let helps = agenda.helps.iter().filter(|_| !is_kept_back);
        AgendaJson {
            parts: agenda
                .parts
                .iter()
                .map(|(part, minutes)| AgendaPartJson { part: *part, minutes: *minutes })
                .collect(),
            helps: helps
                .map(|(helper, people)| AgendaHelpJson {
                    helper: learners[*helper].id.clone(),
                    helps: ids(learners, people),
                })
                .collect(),
            without_helper: if is_kept_back {
                Vec::new()
            } else {
                ids(learners, &agenda.without_helper)
            },
        }
    }
}
