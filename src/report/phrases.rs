//! Wording of numbers, names and levels that all answers share.

use crate::domain::assessment::Standing;
use crate::domain::catalog::{PlaceBasis, SkillIndex};
use crate::domain::gap::{Fraction, RequirementGap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::Roadmap;
use crate::domain::role::{Requirement, RoleIndex};

/// Returns a fraction in percent, such as `41 %`.
pub(crate) fn percent(share: Fraction) -> String {
    format!("{} %", share.percent())
}

/// Returns hours such as `320 h (210–640)`, or `none` for no hours.
pub(crate) fn hours(hours: Hours) -> String {
    if hours == Hours::ZERO {
        return "none".to_string();
    }
    format!("{} h ({}–{})", hours.typical, hours.low, hours.high)
}

/// Returns the hours at the usual pace, such as `320 h`, or `none` for no hours.
pub(crate) fn usual_hours(hours: Hours) -> String {
    if hours == Hours::ZERO {
        return "none".to_string();
    }
    format!("{} h", hours.typical)
}

/// Returns the range from a fast to a slow pace, such as `210–640`; empty for no hours.
pub(crate) fn hours_range(hours: Hours) -> String {
    if hours == Hours::ZERO {
        return String::new();
    }
    format!("{}–{}", hours.low, hours.high)
}

/// Returns the hours of a plan, such as `320 h (210–640) of learning and 190 h (120–300) in 5 projects`. Without
/// projects it returns the hours of learning alone.
pub(crate) fn learning_and_projects(roadmap: &Roadmap) -> String {
    let projects = roadmap.reached_projects().count();
    if projects == 0 {
        return hours(roadmap.hours);
    }
    let of_projects =
        format!("{} in {}", hours(roadmap.project_hours()), count(projects, "project", "projects"));
    if roadmap.hours == Hours::ZERO {
        return of_projects;
    }
    format!("{} of learning and {of_projects}", hours(roadmap.hours))
}

/// Returns sentences about the place of a skill in plans: where teachers usually begin it, and where the plans for some
/// roles begin it instead. The curricula are those that `skillgap sources` lists.
pub(crate) fn usual_place(maps: &SkillMaps, skill: SkillIndex, roles: &[RoleIndex]) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(place) = &maps[skill].place {
        sentences.push(match (place.basis, place.after) {
            (PlaceBasis::Curricula, Some(after)) => format!(
                "In {} of {} curricula that teach both, it comes after {}.",
                after.agree, after.of, maps[after.skill].name
            ),
            (PlaceBasis::Curricula, None) => format!(
                "Its place in plans comes from {}.",
                count(place.curricula as usize, "curriculum", "curricula")
            ),
            (PlaceBasis::Judgement, _) => "Its place in plans is a judgement.".to_string(),
        });
    }
    for role in roles {
        let own = maps[*role].places.iter().filter(|place| place.skill == skill);
        sentences.extend(own.map(|place| {
            format!("{} has a place of its own for it: {}", maps[*role].name, place.reason)
        }));
    }
    sentences
}

/// Returns how long ago a day was: `today`, `3 days ago`, `5 weeks ago`, `in 2 days`.
pub(crate) fn age(days: i64) -> String {
    let of = |number: i64, one: &str, many: &str| {
        format!("{} ago", count(usize::try_from(number).unwrap_or(0), one, many))
    };
    match days {
        1.. if days >= 730 => of(days / 365, "year", "years"),
        1.. if days >= 60 => of((days * 12 + 182) / 365, "month", "months"),
        1.. if days >= 14 => of(days / 7, "week", "weeks"),
        2.. => of(days, "day", "days"),
        1 => "yesterday".to_string(),
        0 => "today".to_string(),
        -1 => "tomorrow".to_string(),
        _ => format!("in {} days", days.unsigned_abs()),
    }
}

/// Returns a number with its noun: `1 level`, `2 levels`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Joins words: `a, b and c`.
pub(crate) fn and_list(words: &[String]) -> String {
    list(words, "and")
}

/// Joins words: `a, b or c`.
pub(crate) fn or_list(words: &[String]) -> String {
    list(words, "or")
}

fn list(words: &[String], last_but_one: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {last_but_one} {last}", rest.join(", ")),
    }
}

/// Joins at most `most` of the words and counts the rest: `a, b and 3 more`.
pub(crate) fn first_few(words: &[impl AsRef<str>], most: usize) -> String {
    let shown: Vec<&str> = words.iter().take(most).map(AsRef::as_ref).collect();
    match words.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Joins the names of at most `most` of the skills and counts the rest.
pub(crate) fn some_names(maps: &SkillMaps, skills: &[SkillIndex], most: usize) -> String {
    let names: Vec<&str> = skills.iter().map(|skill| maps[*skill].name.as_str()).collect();
    first_few(&names, most)
}

/// Joins the names of roles.
pub(crate) fn role_names(maps: &SkillMaps, roles: &[RoleIndex]) -> String {
    let names: Vec<String> = roles.iter().map(|role| maps[*role].name.clone()).collect();
    and_list(&names)
}

/// Returns the seniority, such as `junior`, or a remark that these roles ask the same at every seniority. The role of a
/// job advertisement does so.
pub(crate) fn at_seniority(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority) -> String {
    match ask_alike(maps, roles) {
        true => "the same at every seniority".to_string(),
        false => seniority.to_string(),
    }
}

/// Returns roles with the seniority, such as `API developer, junior`. It leaves out the seniority if they ask the same
/// at every one.
pub(crate) fn roles_at(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority) -> String {
    match ask_alike(maps, roles) {
        true => role_names(maps, roles),
        false => format!("{}, {seniority}", role_names(maps, roles)),
    }
}

/// Returns ` of a junior`, to follow a phrase such as "what this map asks". It is empty if the roles ask the same at
/// every seniority.
pub(crate) fn of_seniority(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority) -> String {
    match ask_alike(maps, roles) {
        true => String::new(),
        false => format!(" of a {seniority}"),
    }
}

fn ask_alike(maps: &SkillMaps, roles: &[RoleIndex]) -> bool {
    !roles.is_empty() && roles.iter().all(|role| maps[*role].asks_alike())
}

/// Returns the name of a requirement: of its skill or of its group.
pub(crate) fn requirement_name(maps: &SkillMaps, requirement: &Requirement) -> String {
    if requirement.is_group() {
        let members = some_names(maps, &requirement.any_of, 3);
        requirement.group.clone().map_or(format!("any of {members}"), |group| sentence_case(&group))
    } else {
        maps[requirement.any_of[0]].name.clone()
    }
}

/// Makes the first letter a capital.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Returns what is known about the level of a requirement: `2`, `1–3`, `?`. If a group is not known to be met, the
/// upper end is the highest level that any of its members may have.
pub(crate) fn known_level(gap: &RequirementGap<'_>) -> String {
    if gap.met() || gap.most <= gap.standing.high() {
        return level_of(&gap.standing);
    }
    match (gap.level(), gap.most) {
        (Level::NONE, Level::EXPERT) => "?".to_string(),
        (low, high) => format!("{low}–{high}"),
    }
}

/// Returns what is known about the level of a standing, in the same form.
pub(crate) fn level_of(standing: &Standing) -> String {
    match standing {
        Standing::NotRated => "?".to_string(),
        Standing::Rated(level) => level.to_string(),
        Standing::Inferred { low, high, .. } if low == high => low.to_string(),
        Standing::Inferred { low, high, .. } => format!("{low}–{high}"),
    }
}

/// Returns what a seniority means in a working life. The years are a judgement.
pub(crate) fn seniority_words(seniority: Seniority) -> &'static str {
    match seniority {
        Seniority::Junior => "a first job",
        Seniority::Mid => "works alone on most things, usually after two to four years",
        Seniority::Senior => "shapes how others work, usually after five years or more",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_the_unit_that_people_would_use() {
        for (days, said) in [
            (-2, "in 2 days"),
            (-1, "tomorrow"),
            (0, "today"),
            (1, "yesterday"),
            (13, "13 days ago"),
            (14, "2 weeks ago"),
            (59, "8 weeks ago"),
            (60, "2 months ago"),
            (365, "12 months ago"),
            (729, "24 months ago"),
            (730, "2 years ago"),
        ] {
            assert_eq!(age(days), said);
        }
    }
}
