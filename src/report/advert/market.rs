//! `skillgap match` with several advertisements: what they ask for together, and what to learn next to fit most of
//! them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::advert::Reading;
use crate::domain::advert::market::{Demand, Worth};
use crate::domain::assessment::Assessment;
use crate::domain::gap::{Fraction, RoleGap};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document};
use crate::report::json::SkillRef;
use crate::report::notes::Note;
use crate::report::phrases::{count, level_of, percent};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// The largest number of skills that the text lists.
const SHOWN: usize = 25;
/// The largest number of skills to learn next that the text lists.
const PROPOSED: usize = 8;

/// One of several advertisements.
pub(crate) struct Advert<'m> {
    /// The file of the advertisement.
    pub(crate) file: &'m str,
    /// What the rules found in its text.
    pub(crate) reading: &'m Reading,
    /// The gap between the person and its job.
    pub(crate) gap: RoleGap<'m>,
}

/// Several advertisements, and how one person compares with them.
pub(crate) struct MarketAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// What is known about the person.
    pub(crate) known: &'m Assessment,
    /// The advertisements, in the order of the command line.
    pub(crate) adverts: Vec<Advert<'m>>,
    /// The demand for each skill.
    pub(crate) demand: Vec<Demand>,
    /// The skills to learn next.
    pub(crate) worth: Vec<Worth>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// The content of a `market` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MarketJson {
    /// The advertisements, in the order of the command line.
    adverts: Vec<AdvertJson>,
    /// The skills that are asked for, the most frequent first.
    skills: Vec<DemandJson>,
    /// What to learn next. The skill with the largest gain for each hour comes first.
    learn_next: Vec<WorthJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// One of several advertisements.
#[derive(Debug, JsonSchema, Serialize)]
struct AdvertJson {
    /// The file of the advertisement.
    file: String,
    /// The id of the nearest role of the maps; null if no role resembles the job.
    role: Option<String>,
    /// The seniority that it names; null if it names none.
    seniority: Option<Seniority>,
    /// The years of experience that it asks for; null if it names none.
    years: Option<u32>,
    /// The weight of the met requirements as a share of the weight of all: 0 to 1, not rounded.
    readiness: Fraction,
    /// The same, with everything that is inferred or not rated at its most.
    readiness_high: Fraction,
    /// How many requirements are met.
    met: usize,
    /// The number of requirements.
    asked: usize,
}

/// How often a skill is asked for.
#[derive(Debug, JsonSchema, Serialize)]
struct DemandJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The number of advertisements that ask for it, alone or as one of several skills.
    adverts: usize,
    /// The share of the advertisements that ask for it: 0 to 1, not rounded.
    share: Fraction,
    /// The number of advertisements that require it.
    core: usize,
    /// The number of advertisements in which it is part of the work.
    important: usize,
    /// The number of advertisements in which it is nice to have.
    helpful: usize,
    /// The number of advertisements in which it is only one of several skills, any of which is enough.
    any_of: usize,
    /// The most frequent target level.
    target: Level,
    /// The lowest level that the person can have.
    level_low: Level,
}

/// The gain from learning one skill.
#[derive(Debug, JsonSchema, Serialize)]
struct WorthJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The level to reach.
    level: Level,
    /// The number of advertisements in which more is met then.
    adverts: usize,
    /// The weight that is met in addition, summed over all advertisements.
    weight: u64,
    /// The hours at the usual pace, prerequisites included.
    hours: u32,
}

impl MarketAnswer<'_> {
    fn share(&self, adverts: usize) -> Fraction {
        Fraction { part: adverts as u64, whole: self.adverts.len() as u64 }
    }
}

impl Answer for MarketAnswer<'_> {
    const KIND: &'static str = "market";
    const ABOUT: &'static str = "what several job advertisements ask for together";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[Csv(&[(
        "skills",
        &[
            "skill",
            "name",
            "adverts",
            "share",
            "core",
            "important",
            "helpful",
            "any_of",
            "target",
            "level_low",
        ],
    )])];
    type Json = MarketJson;

    fn json(&self) -> MarketJson {
        let maps = self.maps;
        let advert = |advert: &Advert<'_>| {
            let (met, asked) = advert.gap.met_of_asked();
            AdvertJson {
                file: advert.file.to_string(),
                role: advert.reading.nearest.first().map(|near| maps[near.role].id.clone()),
                seniority: advert.reading.seniority.as_ref().map(|(seniority, _)| *seniority),
                years: advert.reading.years.as_ref().map(|(years, _)| *years),
                readiness: advert.gap.readiness(),
                readiness_high: advert.gap.readiness_high(),
                met,
                asked,
            }
        };
        let demand = |demand: &Demand| {
            let [core, important, helpful] = demand.by_importance;
            DemandJson {
                skill: SkillRef::new(maps, demand.skill),
                adverts: demand.adverts,
                share: self.share(demand.adverts),
                core,
                important,
                helpful,
                any_of: demand.any_of,
                target: demand.target,
                level_low: self.known.level(demand.skill),
            }
        };
        let worth = |worth: &Worth| WorthJson {
            skill: SkillRef::new(maps, worth.skill),
            level: worth.target,
            adverts: worth.adverts,
            weight: worth.weight,
            hours: worth.hours,
        };
        MarketJson {
            adverts: self.adverts.iter().map(advert).collect(),
            skills: self.demand.iter().map(demand).collect(),
            learn_next: self.worth.iter().map(worth).collect(),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        document.title(text!(
            "**What {} ask for**<quiet> · {}</>",
            count(self.adverts.len(), "advertisement", "advertisements"),
            count(self.demand.len(), "skill", "skills")
        ));
        document.heading("Your fit to each");
        let table = crate::report::document::Table::of(&self.adverts)
            .text("Advertisement", |advert| Cell::strong(advert.file))
            .text("Nearest role", |advert| {
                let nearest = advert.reading.nearest.first();
                nearest.map_or(Cell::quiet("none"), |near| Cell::plain(&maps[near.role].name))
            })
            .if_room(2)
            .word("Seniority", |advert| match &advert.reading.seniority {
                Some((seniority, _)) => Cell::plain(seniority.word()),
                None => Cell::quiet("not said"),
            })
            .if_room(3)
            .word("Readiness", |advert| Cell::Bar {
                part: advert.gap.readiness().fraction(),
                possible: advert.gap.readiness_high().fraction(),
            })
            .number("Met", |advert| {
                let (met, asked) = advert.gap.met_of_asked();
                format!("{met} of {asked}")
            })
            .if_room(1);
        document.table(table);
        document.heading(if self.demand.len() > SHOWN {
            format!("The {SHOWN} skills that are asked for most")
        } else {
            "What is asked for, the most frequent first".to_string()
        });
        let table = crate::report::document::Table::of(self.demand.iter().take(SHOWN))
            .text("Skill", |demand| Cell::strong(&maps[demand.skill].name))
            .number("Asked by", |demand| percent(self.share(demand.adverts)))
            .number("Core", |demand| demand.by_importance[0].to_string())
            .if_room(2)
            .number("Important", |demand| demand.by_importance[1].to_string())
            .if_room(3)
            .number("Helpful", |demand| demand.by_importance[2].to_string())
            .if_room(4)
            .number("One of several", |demand| demand.any_of.to_string())
            .if_room(5)
            .number("Target", |demand| demand.target.to_string())
            .number("Level", |demand| level_of(self.known.standing(demand.skill)))
            .if_room(1);
        document.table(table);
        let learn = self.worth.iter().take(PROPOSED).map(|worth| {
            text!(
                "**{} {}**: {} of {} ask for it or for a group that it meets, {} h with its prerequisites",
                maps[worth.skill].name,
                worth.target,
                worth.adverts,
                self.adverts.len(),
                worth.hours
            )
        });
        if !self.worth.is_empty() {
            document.heading("What to learn next to fit most of them");
            document.list(learn);
        }
        document.say(text!(
            "<quiet>Readiness is the share of what an advertisement asks for that you meet, by weight, as the rules read it. It is not a chance of being hired.</>"
        ));
        document.notes(&self.notes);
        document
    }
}
