//! Finding the raters in headers: `Self` and `Mentor` under the name of a person, or `Ida Voss (mentor)`.

use super::questions::words;
use crate::domain::names::normalised_name;
use crate::domain::rater::SELF;

/// Words in headers for people's own ratings.
const OWN: &[&str] = &[
    "self", "me", "own", "myself", "learner", "trainee", "student", "employee", "selbst", "ich",
    "eigen", "lernende", "moi", "soi", "yo", "auto", "eu", "io", "zelf", "ik",
];

/// Words in headers for ratings by somebody else.
const OTHERS: &[&str] = &[
    "mentor",
    "coach",
    "manager",
    "lead",
    "boss",
    "peer",
    "peers",
    "teacher",
    "trainer",
    "tutor",
    "instructor",
    "supervisor",
    "reviewer",
    "assessor",
    "buddy",
    "ausbilder",
    "ausbilderin",
    "fremd",
    "vorgesetzter",
    "vorgesetzte",
    "mentorin",
    "trainerin",
    "lehrer",
    "lehrerin",
    "tuteur",
    "tutrice",
    "formateur",
    "formatrice",
    "responsable",
    "chef",
    "docente",
    "profesor",
    "profesora",
    "jefe",
    "jefa",
    "begeleider",
    "leidinggevende",
];

/// Words that may be beside such a word.
const BESIDE: &[&str] = &[
    "rating",
    "ratings",
    "level",
    "score",
    "assessment",
    "rated",
    "review",
    "evaluation",
    "s",
    "bewertung",
    "einschätzung",
    "niveau",
    "évaluation",
    "evaluación",
];

/// Compound words, and whether they mean the person's own rating.
const COMPOUND: &[(&str, bool)] = &[
    ("selbsteinschätzung", true),
    ("selbstbewertung", true),
    ("fremdeinschätzung", false),
    ("fremdbewertung", false),
    ("autoévaluation", true),
    ("autoevaluación", true),
    ("autoavaliação", true),
    ("autovalutazione", true),
];

/// The rater that a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The person themselves.
    Own,
    /// Somebody else.
    Other,
}

/// Returns whose ratings a column with this name has: `Self`, `Mentor rating`, `Selbsteinschätzung`.
pub(crate) fn whose(text: &str) -> Option<Whose> {
    let words = words(text);
    let of = |list: &[&str], word: &String| list.contains(&word.as_str());
    let mut found = None;
    for word in &words {
        let compound = COMPOUND.iter().find(|(known, _)| known == word).map(|(_, own)| *own);
        let own = compound.unwrap_or_else(|| of(OWN, word));
        if found.is_none() && (own || compound.is_some() || of(OTHERS, word)) {
            found = Some(if own { Whose::Own } else { Whose::Other });
        } else if !of(BESIDE, word) {
            return None;
        }
    }
    found
}

/// Splits a header into the name and the rater: `Ida Voss (mentor)`, `Ida Voss - self`, `Ida Voss: Coach`, `Mentor:
/// Ida Voss`.
pub(crate) fn split(header: &str) -> Option<(&str, &str)> {
    const SEPARATORS: [&str; 7] = [" - ", " – ", " — ", ": ", "/", " | ", "_"];
    let aside = header.strip_suffix([')', ']']).and_then(|rest| rest.rsplit_once(['(', '[']));
    let separated = || SEPARATORS.iter().filter_map(|separator| header.rsplit_once(separator));
    let last_word = || header.rsplit_once(' ');
    let pairs = aside.into_iter().chain(separated()).chain(last_word());
    let pairs = pairs.map(|(name, rater)| (name.trim(), rater.trim()));
    let mut both = pairs.flat_map(|(one, other)| [(one, other), (other, one)]);
    both.find(|(name, rater)| !name.is_empty() && whose(rater).is_some() && whose(name).is_none())
}

/// A column of ratings: the person, and the rater if the header says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rated {
    /// The index of the column.
    pub at: usize,
    /// The person.
    pub name: String,
    /// The name of the rater.
    pub rater: Option<String>,
}

/// Reads columns as pairs of raters for each person. The raters are under the name or inside the header. `above`
/// returns the text above a column, and a name there continues until the next one. Returns `None` if nobody has two
/// raters, because then the headers are names of people.
pub(crate) fn pairs(
    named: &[(usize, String)],
    above: &dyn Fn(usize) -> String,
) -> Option<Vec<Rated>> {
    let under = || {
        let mut name = String::new();
        let mut columns = Vec::new();
        for (at, rater) in named {
            let from = columns.last().map_or(*at, |column: &Rated| column.at + 1);
            let next = (from..=*at).rev().map(above).find(|name| !name.is_empty());
            name = next.unwrap_or(name);
            columns.push(Rated { at: *at, name: name.clone(), rater: Some(rater.clone()) });
        }
        let is_pair = |column: &&Rated| column.rater.as_deref().and_then(whose).is_some();
        let columns: Vec<Rated> = columns.iter().filter(is_pair).cloned().collect();
        columns.iter().all(|column| !column.name.is_empty()).then_some(columns)
    };
    let inside = || {
        let column = |(at, header): &(usize, String)| match split(header) {
            Some((name, rater)) => {
                Rated { at: *at, name: name.to_string(), rater: Some(rater.to_string()) }
            }
            None => Rated { at: *at, name: header.clone(), rater: None },
        };
        let mut columns: Vec<Rated> = named.iter().map(column).collect();
        // A last name may be such a word. Without a sign between name and rater, one of the raters must be the
        // person.
        let is_own = |column: &Rated| {
            let of_name = columns.iter().filter(|other| is_same(&other.name, &column.name));
            let mut raters = of_name.filter_map(|other| whose(other.rater.as_deref()?));
            raters.any(|rater| rater == Whose::Own)
        };
        let has_sign = |header: &str| {
            header.contains(['(', '[', ':', '/', '|', '_', '–', '—']) || header.contains(" - ")
        };
        let is_paired = |(column, (_, header)): (&Rated, &(usize, String))| {
            has_two(&columns, column) && (has_sign(header) || is_own(column))
        };
        let paired: Vec<bool> = columns.iter().zip(named).map(is_paired).collect();
        for ((column, paired), (_, header)) in columns.iter_mut().zip(paired).zip(named) {
            if !paired {
                (column.name, column.rater) = (header.clone(), None);
            }
        }
        Some(columns)
    };
    let has_pair = |columns: &Vec<Rated>| columns.iter().any(|column| has_two(columns, column));
    under().filter(has_pair).or_else(|| inside().filter(has_pair))
}

/// Returns whether another rater also rates the person of this column.
fn has_two(columns: &[Rated], column: &Rated) -> bool {
    let Some(rater) = &column.rater else { return false };
    columns.iter().any(|other| {
        let differs = other.rater.as_ref().is_some_and(|other| !is_same(other, rater));
        differs && is_same(&other.name, &column.name)
    })
}

/// Returns whether two names of people or raters are the same.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    normalised_name(one) == normalised_name(other)
}

/// Returns the rater's name for a cell: `Manager` from `Manager rating`.
pub(crate) fn by(rater: &str) -> String {
    if whose(rater) == Some(Whose::Own) {
        return SELF.to_string();
    }
    let is_beside = |word: &&str| BESIDE.contains(&word.to_lowercase().as_str());
    let words: Vec<&str> = rater.split_whitespace().filter(|word| !is_beside(word)).collect();
    let name = words.join(" ");
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(&name).to_string()
}

/// Returns the columns that are named only after raters, if both the person and somebody else are among them. They
/// are then not skills, even if a skill has such a name.
pub(crate) fn alone(header: &[String]) -> Vec<usize> {
    let of = |at: &usize| whose(&header[*at]);
    let columns: Vec<usize> = (0..header.len()).filter(|at| of(at).is_some()).collect();
    let has = |wanted: Whose| columns.iter().any(|at| of(at) == Some(wanted));
    if has(Whose::Own) && has(Whose::Other) { columns } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_says_who_rated() {
        for (text, expected) in [
            ("Self", Some(Whose::Own)),
            ("self-rating", Some(Whose::Own)),
            ("Me", Some(Whose::Own)),
            ("Selbsteinschätzung", Some(Whose::Own)),
            ("Mentor", Some(Whose::Other)),
            ("Coach's rating", Some(Whose::Other)),
            ("Fremdeinschätzung", Some(Whose::Other)),
            ("Rating", None),
            ("Ida Voss", None),
            ("Mentor Ida", None),
            ("Self and mentor", None),
            ("", None),
        ] {
            assert_eq!(whose(text), expected, "{text:?}");
        }
        for (header, expected) in [
            ("Ida Voss (mentor)", Some(("Ida Voss", "mentor"))),
            ("Ida Voss [Self]", Some(("Ida Voss", "Self"))),
            ("Ida Voss - Self rating", Some(("Ida Voss", "Self rating"))),
            ("Coach: Ida Voss", Some(("Ida Voss", "Coach"))),
            ("Ida Mentor", Some(("Ida", "Mentor"))),
            ("Ida Voss", None),
            ("Ida (new)", None),
            ("Self", None),
        ] {
            assert_eq!(split(header), expected, "{header:?}");
        }
    }

    #[test]
    fn a_rater_is_called_by_what_is_left_without_the_word_for_ratings() {
        for (text, expected) in [
            ("Self rating", "self"),
            ("Manager rating", "Manager"),
            ("Coach's rating", "Coach"),
            ("mentor", "mentor"),
        ] {
            assert_eq!(by(text), expected);
        }
        let alone = |header: &[&str]| {
            super::alone(&header.iter().map(|text| text.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(alone(&["Name", "Skill", "Self", "Mentor"]), [2, 3]);
        assert_eq!(alone(&["Name", "Python", "Mentor"]), [0; 0]);
    }

    #[test]
    fn columns_are_pairs_where_somebody_has_two_raters() {
        let check = |above: &[&str], header: &[&str], expected: &[&str]| {
            let named: Vec<(usize, String)> =
                header.iter().enumerate().map(|(at, header)| (at, header.to_string())).collect();
            let above = |at: usize| above.get(at).unwrap_or(&"").to_string();
            let columns = pairs(&named, &above).unwrap_or_default();
            let told = |it: &Rated| format!("{}/{}", it.name, it.rater.as_deref().unwrap_or("–"));
            assert_eq!(columns.iter().map(told).collect::<Vec<_>>(), expected, "{header:?}");
        };
        let four = ["Ida/Self", "Ida/Mentor", "Jon/Self", "Jon/Mentor"];
        check(&["Ida", "", "Jon", ""], &["Self", "Mentor", "Self", "Mentor"], &four);
        check(&["Ida", "Ida", "Jon", "Jon"], &["Self", "Mentor", "Self", "Mentor"], &four);
        check(&[], &["Ida - Self", "Ida - Mentor", "Jon - Self", "Jon - Mentor"], &four);
        check(&["Ida", "", ""], &["Self", "Mentor", "Gap"], &four[..2]);
        check(&[], &["Ida (self)", "Ida (lead)", "Jon"], &["Ida/self", "Ida/lead", "Jon/–"]);
        // These words are people's roles, not raters.
        check(&["Ida", "Jon"], &["Trainee", "Lead"], &[]);
        check(&[], &["Ida (trainee)", "Jon (lead)", "Hugo Boss"], &[]);
        check(&[], &["Anna Chef", "Anna Lehrer"], &[]);
        check(&[], &["Anna-Lena Chef", "Anna-Lena Lehrer"], &[]);
        check(&[], &["Anna Self", "Anna Lehrer"], &["Anna/Self", "Anna/Lehrer"]);
        check(&[], &["Anna (peer)", "Anna (lead)"], &["Anna/peer", "Anna/lead"]);
        check(&[], &["Self", "Mentor"], &[]);
    }
}
