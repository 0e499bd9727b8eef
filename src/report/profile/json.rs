//! A profile as JSON, and its ratings as CSV.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Place, ProfileAnswer};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::profile::{Entry, Goal, Method, Said};
use crate::domain::roadmap::Order;
use crate::report::json::{Day, ProjectRef, SkillRef, ids};
use crate::report::notes::Note;
use crate::report::sheet::Csv;

/// The CSV columns: a row for each rating.
pub(super) const ENTRIES: Csv = Csv(&[(
    "entries",
    &[
        "skill", "name", "area", "level", "on", "age_days", "by", "method", "evidence", "note",
        "counts",
    ],
)]);

/// The content of a `profile` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ProfileJson {
    /// Where the profile is.
    path: String,
    /// Whether it is there.
    is_there: bool,
    /// What the person is called; null when the profile does not say.
    name: Option<String>,
    /// What the person learns for.
    goal: GoalJson,
    /// Who rated the person, each once: `self` for the person, else a name.
    raters: Vec<String>,
    /// Every rating of the skills asked about, older ones too, in the order of the catalog.
    entries: Vec<EntryJson>,
    /// Every answer to a sentence about the requested skills, older ones too, in the order of the catalog; for one
    /// sentence the newest comes first.
    said: Vec<SaidJson>,
    /// Skills that were seen somewhere, as in a résumé.
    claims: Vec<ClaimJson>,
    /// The projects that are done, in the order of the profile; empty if skills were requested.
    projects: Vec<DoneProjectJson>,
    /// Names in the profile that the maps do not have.
    unknown: Vec<UnknownJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// What somebody learns for.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct GoalJson {
    /// The ids of the roles aimed at; empty when the profile does not say.
    roles: Vec<String>,
    /// The seniority of the goal; null if the profile has none.
    seniority: Option<Seniority>,
    /// Hours a week for learning; null when the profile does not say.
    hours_per_week: Option<f64>,
    /// How much more time than the usual pace, 1 being the usual one; null when the profile does not say.
    pace: Option<f64>,
    /// The ids of the skills that are wanted, of groups of which any will do.
    prefer: Vec<String>,
    /// The ids of the skills to leave out of the plan.
    skip: Vec<String>,
    /// The ids of the projects to leave out of the plan.
    skip_projects: Vec<String>,
    /// What decides the order of a plan: `usual` or `fastest`; null if the profile does not say.
    order: Option<Order>,
}

impl GoalJson {
    /// Describes the goal of a profile.
    pub(crate) fn of(maps: &SkillMaps, goal: &Goal) -> GoalJson {
        GoalJson {
            roles: goal.roles.iter().map(|role| maps[*role].id.clone()).collect(),
            seniority: goal.seniority,
            hours_per_week: goal.hours_per_week,
            pace: goal.pace,
            prefer: ids(maps, &goal.prefer),
            skip: ids(maps, &goal.skip),
            skip_projects: goal.skip_projects.iter().map(|p| maps[*p].id.clone()).collect(),
            order: goal.order,
        }
    }
}

/// One rating.
#[derive(Debug, JsonSchema, Serialize)]
struct EntryJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The id of the area.
    area: String,
    /// The level.
    level: Level,
    /// The day of the rating, as in 2026-11-22; null when it has none, and is older than any that has one.
    on: Option<Day>,
    /// How many days ago that was; null without a day.
    age_days: Option<i64>,
    /// Who rated: `self` for the person, else a name.
    by: String,
    /// How the rating was made.
    method: Method,
    /// A link, commit or note that shows the level; null for none.
    evidence: Option<String>,
    /// Anything else that the rating says; null for none.
    note: Option<String>,
    /// Whether this rating counts. Another rating of the skill, or newer sentences that contradict it, may count instead.
    counts: bool,
}

/// The answer to one sentence of the interview. Yes means that the person has the level, no that they do not have it.
#[derive(Debug, JsonSchema, Serialize)]
struct SaidJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The level that the sentence describes, 1 to 4.
    level: Level,
    /// Whether the person can do it.
    can: bool,
    /// The day of the answer, as in 2026-11-22; null if it has none. An answer without a day is older than all others.
    on: Option<Day>,
    /// How many days ago that was; null without a day.
    age_days: Option<i64>,
    /// Who answered: `self` for the person, otherwise a name.
    by: String,
    /// Whether this answer counts: nothing newer contradicts it.
    counts: bool,
}

/// A skill that was seen somewhere.
#[derive(Debug, JsonSchema, Serialize)]
struct ClaimJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// Where it was seen; null when the profile does not say.
    source: Option<String>,
    /// Whether the skill is rated by now.
    rated: bool,
}

/// A project that is done.
#[derive(Debug, JsonSchema, Serialize)]
struct DoneProjectJson {
    #[serde(flatten)]
    project: ProjectRef,
    /// The id of the role that the project belongs to.
    role: String,
    /// The day on which it was finished; null if the profile does not say.
    on: Option<Day>,
    /// Who recorded it: `self` for the person, otherwise a name.
    by: String,
    /// A link, commit or note that shows it; null for none.
    evidence: Option<String>,
}

/// A name in the profile that the maps do not have.
#[derive(Debug, JsonSchema, Serialize)]
struct UnknownJson {
    /// The name as it stands there.
    name: String,
    /// The line of the profile, from 1.
    line: usize,
    /// What may have been meant; null when nothing is near.
    meant: Option<String>,
}

/// Returns the JSON of a profile. The entries are in the order of the catalog.
pub(super) fn json(answer: &ProfileAnswer<'_>) -> ProfileJson {
    let maps = answer.maps;
    let profile = answer.profile;
    let rated = profile.ratings(maps, answer.rater);
    let claims = profile.claims.iter();
    ProfileJson {
        path: answer.path.clone(),
        is_there: answer.is_there,
        name: profile.name.clone(),
        goal: GoalJson::of(maps, &profile.goal),
        raters: profile.raters().into_iter().map(|rater| rater.name().to_string()).collect(),
        entries: entries(answer).map(|(entry, place)| entry_json(answer, entry, place)).collect(),
        said: answer.answers().into_iter().map(|said| said_json(answer, said)).collect(),
        claims: claims
            .filter(|claim| answer.shows(claim.skill))
            .map(|claim| ClaimJson {
                skill: SkillRef::new(maps, claim.skill),
                source: claim.source.clone(),
                rated: rated.get(claim.skill).is_some(),
            })
            .collect(),
        projects: answer
            .done_projects()
            .iter()
            .map(|done| DoneProjectJson {
                project: ProjectRef::new(maps, done.project),
                role: maps[done.project.role].id.clone(),
                on: done.on.map(Day),
                by: done.by.name().to_string(),
                evidence: done.evidence.clone(),
            })
            .collect(),
        unknown: answer
            .unknown
            .iter()
            .map(|unknown| UnknownJson {
                name: unknown.name.clone(),
                line: unknown.line,
                meant: unknown.meant.clone(),
            })
            .collect(),
        notes: answer.notes.clone(),
    }
}

fn said_json(answer: &ProfileAnswer<'_>, (said, counts): (&Said, bool)) -> SaidJson {
    SaidJson {
        skill: SkillRef::new(answer.maps, said.skill),
        level: said.level,
        can: said.can,
        on: said.on.map(Day),
        age_days: said.on.map(|on| answer.age_of(on)),
        by: said.by.name().to_string(),
        counts,
    }
}

fn entries<'a>(answer: &'a ProfileAnswer<'_>) -> impl Iterator<Item = (&'a Entry, Place)> {
    let shown = |skill: &_| answer.shows(*skill);
    let skills = answer.maps.skill_indices().filter(shown);
    skills.flat_map(|skill| answer.entries_of(skill))
}

fn entry_json(answer: &ProfileAnswer<'_>, entry: &Entry, place: Place) -> EntryJson {
    let skill = &answer.maps[entry.skill];
    EntryJson {
        skill: SkillRef::new(answer.maps, entry.skill),
        area: answer.maps[skill.area].id.clone(),
        level: entry.level,
        on: entry.on.map(Day),
        age_days: entry.on.map(|on| answer.age_of(on)),
        by: entry.by.name().to_string(),
        method: entry.method,
        evidence: entry.evidence.clone(),
        note: entry.remark(answer.maps),
        counts: place == Place::Counts,
    }
}
