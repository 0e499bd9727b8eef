//! Recognising rows and columns that are not people: averages, totals, targets, weights and legends under or beside a
//! table.

use super::questions::words;

/// Labels of rows and columns that are not people. They must match the whole text.
const WHOLE: &[&str] = &[
    "average",
    "averages",
    "avg",
    "mean",
    "median",
    "mode",
    "total",
    "totals",
    "sum",
    "count",
    "n",
    "minimum",
    "maximum",
    "stdev",
    "std dev",
    "std",
    "sd",
    "standard deviation",
    "variance",
    "vacant",
    "vacancy",
    "open position",
    "new hire",
    "tbd",
    "tba",
    "test",
    "test user",
    "test person",
    "test student",
    "student test",
    "dummy",
    "delta",
    "prio",
    "overall",
    "team",
    "class",
    "group",
    "all",
    "everybody",
    "everyone",
    "required",
    "requirement",
    "requirements",
    "target",
    "targets",
    "goal",
    "goals",
    "need",
    "needs",
    "needed",
    "expected",
    "desired",
    "threshold",
    "benchmark",
    "baseline",
    "weight",
    "weights",
    "weighting",
    "importance",
    "priority",
    "points",
    "max points",
    "legend",
    "key",
    "scale",
    "notes",
    "note",
    "comment",
    "comments",
    "example",
    "gap",
    "coverage",
    "result",
    "results",
    "score",
    "scores",
    "percent",
    "percentage",
    "rank",
    "ranking",
    "durchschnitt",
    "mittelwert",
    "mittel",
    "schnitt",
    "summe",
    "gesamt",
    "insgesamt",
    "anzahl",
    "standardabweichung",
    "soll",
    "sollwert",
    "ist",
    "ziel",
    "ziele",
    "zielwert",
    "bedarf",
    "gewicht",
    "gewichtung",
    "legende",
    "skala",
    "klasse",
    "gruppe",
    "alle",
    "beispiel",
    "erwartet",
    "gefordert",
    "anforderung",
    "wichtigkeit",
    "bemerkung",
    "bemerkungen",
    "moyenne",
    "médiane",
    "somme",
    "nombre de réponses",
    "écart type",
    "cible",
    "objectif",
    "requis",
    "niveau requis",
    "poids",
    "légende",
    "échelle",
    "classe",
    "groupe",
    "équipe",
    "exemple",
    "besoin",
    "attendu",
    "promedio",
    "media",
    "mediana",
    "suma",
    "objetivo",
    "requerido",
    "nivel requerido",
    "leyenda",
    "escala",
    "clase",
    "grupo",
    "equipo",
    "ejemplo",
    "esperado",
    "necesario",
    "média",
    "soma",
    "necessário",
    "legenda",
    "turma",
    "exemplo",
    "equipe",
    "totale",
    "somma",
    "obiettivo",
    "richiesto",
    "legenda",
    "classe",
    "gruppo",
    "esempio",
    "gemiddelde",
    "gemiddeld",
    "totaal",
    "som",
    "doel",
    "vereist",
    "legende",
    "klas",
    "groep",
    "voorbeeld",
];

/// Labels that may be followed by more words.
const FIRST: &[&str] = &[
    "average",
    "avg",
    "mean",
    "median",
    "total",
    "grand total",
    "sum of",
    "count of",
    "number of",
    "required",
    "target",
    "expected",
    "desired",
    "minimum",
    "maximum",
    "min required",
    "points possible",
    "max points",
    "max score",
    "max level",
    "max punkte",
    "class average",
    "team average",
    "group average",
    "overall",
    "weight",
    "threshold",
    "legend",
    "scale",
    "skala",
    "échelle",
    "escala",
    "key",
    "standard deviation",
    "std dev",
    "%",
    "percent of",
    "percentage of",
    "how to fill",
    "instructions",
    "subtotal",
    "sub total",
    "team",
    "group",
    "all",
    "example",
    "e g",
    "eg",
    "z b",
    "your name",
    "sample",
    "beispiel",
    "ejemplo",
    "exemple",
    "as of",
    "updated",
    "stand",
    "previous",
    "ideal",
    "industry",
    "bus factor",
    "no of",
    "num of",
    "how many",
    "people with",
    "last updated",
    "notes",
    "note",
    "job requirement",
    "role requirement",
    "goal for",
    "durchschnitt",
    "mittelwert",
    "summe",
    "gesamt",
    "soll",
    "ziel",
    "anforderung",
    "geforderte",
    "geforderter",
    "gefordertes",
    "erforderliche",
    "erforderliches",
    "legende",
    "anzahl der",
    "klassendurchschnitt",
    "moyenne",
    "total",
    "niveau requis",
    "niveau attendu",
    "niveau cible",
    "légende",
    "somme",
    "promedio",
    "nivel requerido",
    "nivel esperado",
    "nivel objetivo",
    "leyenda",
    "suma",
    "média",
    "nível requerido",
    "nível exigido",
    "nível esperado",
    "livello richiesto",
    "livello atteso",
    "media",
    "gemiddelde",
    "vereist niveau",
    "gewenst niveau",
];

/// Labels that may come after other words.
const LAST: &[&str] = &[
    "average",
    "avg",
    "mean",
    "median",
    "total",
    "totals",
    "required",
    "requirement",
    "requirements",
    "target",
    "durchschnitt",
    "mittelwert",
    "gesamt",
    "moyenne",
    "promedio",
    "média",
    "gemiddelde",
    "level needed",
    "cohort",
    "benchmark",
    "profile",
    "candidate profile",
    "level required",
];

/// Words that are never part of a person's name. Anywhere in a text they show that it labels a figure.
const ANYWHERE: &[&str] = &[
    "average",
    "averages",
    "avg",
    "median",
    "subtotal",
    "benchmark",
    "threshold",
    "coverage",
    "required",
    "requirement",
    "requirements",
    "expected",
    "desired",
    "percentage",
    "stdev",
    "level",
    "levels",
    "score",
    "scores",
    "rating",
    "people",
    "skills",
    "goal",
    "target",
    "gap",
    "durchschnitt",
    "gesamtschnitt",
    "klassenschnitt",
    "teamschnitt",
    "mittelwert",
    "zwischensumme",
    "gesamtsumme",
    "anzahl",
    "zielprofil",
    "moyenne",
    "sous total",
    "promedio",
    "subtotaal",
    "gemiddelde",
];

/// Labels that may also be names of people. They count only beside a row that is certainly not a person, or if all
/// labels of the same list occur.
const ALSO_NAMES: &[&[&str]] = &[&["max", "min"], &["junior", "senior"], &["junior", "mid"]];

/// What the label of a row or a column says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// It is not a person.
    Nobody,
    /// It is a person unless its neighbour is not one.
    LikeNeighbour,
    /// It may be a person.
    Somebody,
}

/// Returns whether the label of a row or a column may be the name of a person.
pub(crate) fn named(text: &str) -> Named {
    let signs = text.trim();
    // A step of a legend, or a count.
    let is_step = signs.trim_start_matches(|c: char| c.is_ascii_digit());
    if is_sign(signs)
        || is_step.len() < signs.len() && is_step.trim_start().starts_with('=')
        || signs.strip_prefix('#').is_some_and(|rest| rest.starts_with(' '))
    {
        return Named::Nobody;
    }
    let named = words(text);
    if ANYWHERE.iter().any(|word| named.iter().any(|part| part == word)) {
        return Named::Nobody;
    }
    let text = named.join(" ");
    if ALSO_NAMES.iter().any(|names| names.contains(&text.as_str())) {
        return Named::LikeNeighbour;
    }
    if is_listed(&text) { Named::Nobody } else { Named::Somebody }
}

/// Returns whether a label certainly names a figure and not a skill.
pub(crate) fn is_summary(label: &str) -> bool {
    is_sign(label.trim()) || is_listed(&words(label).join(" "))
}

/// Returns whether a label begins with a sign such as Ø or Σ, which stand for an average or a sum in several scripts.
fn is_sign(label: &str) -> bool {
    label.starts_with(['Ø', '∅', '⌀', 'Σ', '∑', '%'])
        && !label.chars().nth(1).is_some_and(char::is_alphabetic)
}

/// Returns whether a text in lower case is the label of a figure.
fn is_listed(text: &str) -> bool {
    let begins =
        |phrase: &&&str| text.strip_prefix(**phrase).is_some_and(|rest| rest.starts_with(' '));
    let ends = |phrase: &&&str| text.strip_suffix(**phrase).is_some_and(|rest| rest.ends_with(' '));
    WHOLE.contains(&text)
        || FIRST.contains(&text)
        || FIRST.iter().find(begins).is_some()
        || LAST.iter().find(ends).is_some()
}

/// Returns whether a column has a figure about people, such as an average or a target. A group that people belong to
/// is not a figure.
pub(crate) fn is_figure(header: &str) -> bool {
    const BELONG_TO: [&str; 15] = [
        "team", "class", "group", "klasse", "gruppe", "classe", "groupe", "équipe", "clase",
        "grupo", "equipo", "turma", "gruppo", "klas", "groep",
    ];
    is_summary(header) && !BELONG_TO.contains(&words(header).join(" ").as_str())
}

/// Returns which of these labels are not people, in the same order. A label that may be either takes the answer from
/// its neighbours.
pub(crate) fn nobodies(names: &[&str]) -> Vec<bool> {
    let named: Vec<Named> = names.iter().map(|name| named(name)).collect();
    let mut nobody: Vec<bool> = named.iter().map(|named| *named == Named::Nobody).collect();
    let is_there = |word: &&str| names.iter().any(|name| words(name) == [*word]);
    let both = |at: usize| {
        let name = words(names[at]).join(" ");
        let mut pairs = ALSO_NAMES.iter().filter(|pair| pair.contains(&name.as_str()));
        pairs.any(|pair| pair.iter().all(is_there))
    };
    let open = |at: &usize| named[*at] == Named::LikeNeighbour;
    for at in (0..names.len()).filter(open).chain((0..names.len()).rev().filter(open)) {
        let beside = (at > 0 && nobody[at - 1]) || nobody.get(at + 1).is_some_and(|beside| *beside);
        nobody[at] |= both(at) || beside;
    }
    nobody
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_and_targets_are_nobody() {
        for name in [
            "Average",
            "AVERAGE:",
            "Total",
            "Team average",
            "Required level",
            "Points Possible",
            "Ø",
            "Ø Team",
            "Σ",
            "Durchschnitt",
            "Soll",
            "Moyenne",
            "Niveau requis",
            "Promedio",
            "Legend: 0 none",
            "Target (junior)",
            "n =",
            "% at level 3",
            "Weight",
            "Max. Punkte",
            "# of people with level 2+",
            "Bus factor",
            "Sprint goal",
            "Subtotal B",
            "Previous cohort",
            "Industry benchmark",
            "Ideal candidate",
            "0 = none",
            "Team Red",
            "All teams",
            "Gesamtschnitt",
            "Stand: 20.11.2026",
            "Vacant",
            "Example person",
        ] {
            assert_eq!(named(name), Named::Nobody, "{name:?}");
        }
        for name in [
            "Ida Voss",
            "Øystein Berg",
            "Anna Ziel",
            "Joy Total-Smith",
            "Norma",
            "李雷",
            "E7",
            "Sumi",
        ] {
            assert_eq!(named(name), Named::Somebody, "{name:?}");
        }
    }

    #[test]
    fn max_is_a_person_unless_it_stands_beside_an_average() {
        assert_eq!(nobodies(&["Ida", "Max", "Jon"]), [false, false, false]);
        assert_eq!(nobodies(&["Ida", "Min", "Max"]), [false, true, true]);
        assert_eq!(nobodies(&["Junior", "Ida"]), [false, false]);
        assert_eq!(nobodies(&["Junior", "Mid", "Ida"]), [true, true, false]);
        assert_eq!(nobodies(&["Ida", "Average", "Max"]), [false, true, true]);
        assert_eq!(nobodies(&["Ida", "Max", "Average"]), [false, true, true]);
    }
}
