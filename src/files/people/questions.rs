//! The words of questions, and what they ask for: a level, or something else.

use crate::domain::level::Level;
use crate::domain::names::normalised_name;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// How well somebody can do something.
    Level,
    /// Something else: interest, importance, difficulty, a target, years.
    Other,
    /// The words do not show what it asks for.
    Unknown,
}

/// Words and phrases of questions that do not ask for a level, in the languages of common forms. `*` stands for any
/// ending.
const OTHER: &[&str] = &[
    "want",
    "wants",
    "wish*",
    "would like",
    "like to",
    "interest*",
    "importan*",
    "relevan*",
    "difficult*",
    "how hard",
    "hard is",
    "hard was",
    "hard to",
    "how easy",
    "easy to",
    "enjoy*",
    "fun",
    "useful*",
    "need*",
    "priorit*",
    "require*",
    "target*",
    "goal*",
    "future",
    "plan",
    "planned",
    "planning",
    "year*",
    "month*",
    "week*",
    "hours",
    "often",
    "frequen*",
    "when",
    "last used",
    "last use",
    "motivat*",
    "satisf*",
    "prefer*",
    "should",
    "weight*",
    "expected",
    "expectation*",
    "desire*",
    "wanted",
    "learn",
    "learning",
    "demand*",
    "ideal*",
    "max",
    "maximum",
    "minimum",
    "threshold*",
    "date",
    "since",
    "comment*",
    "note",
    "notes",
    "remark*",
    "evidence",
    "example*",
    "certificat*",
    "course*",
    "hope*",
    "love",
    "recommend*",
    "projects",
    "how many",
    "how long",
    "how much time",
    "aspir*",
    "curious*",
    "excit*",
    "rank*",
    "order",
    "favorite*",
    "favourite*",
    "attend*",
    "willing*",
    "taught",
    "teacher*",
    "trainer*",
    "instructor*",
    "lecture*",
    "session*",
    "workshop*",
    "explained",
    "how clear",
    "pace",
    "speed",
    "material*",
    "improve*",
    "improving",
    "helped",
    "helpful*",
    "did you",
    "were you",
    "your team",
    "your colleagues",
    "reihenfolge",
    "rangfolge",
    "konntest",
    "classez",
    "classement",
    "saviez",
    "ordena*",
    "sabías",
    "wichtig*",
    "schwierig*",
    "schwer",
    "leicht",
    "möchte*",
    "will",
    "willst",
    "wollen",
    "lernen",
    "bedarf",
    "ziel*",
    "soll*",
    "jahre*",
    "monate*",
    "häufig*",
    "oft",
    "priorität*",
    "spaß",
    "nützlich*",
    "bedeutung",
    "gewicht*",
    "kommentar*",
    "bemerkung*",
    "wunsch*",
    "seit",
    "erwart*",
    "motivier*",
    "brauch*",
    "benötig*",
    "intérêt*",
    "intéress*",
    "difficil*",
    "difficult*",
    "facile",
    "veux",
    "voulez",
    "souhait*",
    "apprendre",
    "besoin*",
    "objectif*",
    "cible*",
    "année*",
    "ans",
    "souvent",
    "priorité*",
    "utile*",
    "poids",
    "attendu*",
    "commentaire*",
    "requis*",
    "envie",
    "aimer*",
    "interés*",
    "interes*",
    "importanci*",
    "difícil*",
    "dificultad*",
    "fácil",
    "quier*",
    "aprender",
    "necesi*",
    "necesari*",
    "objetivo*",
    "año*",
    "frecuencia",
    "prioridad*",
    "útil*",
    "gustar*",
    "requerid*",
    "deseado*",
    "esperado*",
    "meta",
    "comentario*",
    "peso",
    "importânci*",
    "dificuldade*",
    "quer",
    "quero",
    "gostar*",
    "anos",
    "prioridade*",
    "necessi*",
    "desejad*",
    "interess*",
    "importanz*",
    "vuoi",
    "vorrest*",
    "imparare",
    "obiettiv*",
    "anni",
    "priorità",
    "richiest*",
    "desiderat*",
    "bisogno",
    "commento",
    "belang*",
    "moeilijk*",
    "makkelijk",
    "leren",
    "doel*",
    "jaren",
    "jaar",
    "vaak",
    "prioriteit*",
    "nuttig*",
    "gewenst*",
    "vereist*",
    "opmerking*",
];

/// Words and phrases of questions that ask for a level. `*` stands for any ending.
const LEVEL: &[&str] = &[
    "how well",
    "how good",
    "how sure",
    "how confident",
    "how comfortable",
    "how familiar",
    "how skilled",
    "how experienced",
    "how proficient",
    "how strong",
    "how much do you know",
    "level*",
    "rate",
    "rating*",
    "rated",
    "proficien*",
    "knowledge",
    "know",
    "known",
    "familiar*",
    "comfortable",
    "confiden*",
    "ability",
    "abilities",
    "able to",
    "can you",
    "competen*",
    "mastery",
    "master",
    "self assess*",
    "assess*",
    "evaluat*",
    "understand*",
    "skill",
    "skills",
    "expertise",
    "experience",
    "capabilit*",
    "score",
    "current",
    "now",
    "today",
    "wie gut",
    "wie sicher",
    "niveau*",
    "kenntnis*",
    "kannst",
    "können",
    "könnt",
    "beherrsch*",
    "einschätz*",
    "schätze",
    "schätzen",
    "stufe*",
    "vertraut*",
    "fähigkeit*",
    "kompetenz*",
    "wissen*",
    "selbsteinschätzung",
    "bewerte*",
    "aktuell*",
    "heute",
    "maîtris*",
    "connaissance*",
    "connaissez",
    "connais",
    "compétence*",
    "aise",
    "évalue*",
    "savez",
    "sais",
    "actuel*",
    "nivel*",
    "conocimiento*",
    "conoces",
    "conoce",
    "dominio",
    "dominas",
    "domina",
    "sabes",
    "sabe",
    "qué tan bien",
    "habilidad*",
    "competencia*",
    "evalúa*",
    "evalua*",
    "actual*",
    "nível",
    "níveis",
    "conheciment*",
    "domínio",
    "sabe",
    "habilidade*",
    "competência*",
    "avali*",
    "atual",
    "livell*",
    "conoscenz*",
    "competenz*",
    "padronanza",
    "conosci",
    "sai",
    "abilità",
    "valut*",
    "attual*",
    "hoe goed",
    "kennis",
    "vaardig*",
    "beheers*",
    "beoordel*",
    "huidig*",
];

/// Returns what a question asks for. Words for something else have priority over words for a level: `rate the
/// importance`.
pub(crate) fn asks(question: &str) -> Asks {
    let words = words(question);
    let holds = |phrases: &[&str]| phrases.iter().any(|phrase| is_in(&words, phrase));
    if holds(OTHER) {
        Asks::Other
    } else if holds(LEVEL) {
        Asks::Level
    } else {
        Asks::Unknown
    }
}

/// Returns the words of a text in lower case, without punctuation.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text = normalised_name(text);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_string).collect()
}

/// Returns whether a phrase occurs in the words.
fn is_in(words: &[String], phrase: &str) -> bool {
    let parts: Vec<&str> = phrase.split(' ').collect();
    let is = |(word, part): (&String, &&str)| match part.strip_suffix('*') {
        Some(begin) => word.starts_with(begin),
        None => word == part,
    };
    words.windows(parts.len()).any(|run| run.iter().zip(&parts).all(is))
}

/// Returns the ends of a scale in a header: `(1-5)`, `from 1 to 10`, `0–4`, `out of 5`.
pub(crate) fn scale(text: &str) -> Option<(i64, i64)> {
    const TO: [&str; 17] = [
        "-", "to", "bis", "à", "a", "al", "až", "tot", "until", "through", "…", "and", "und", "et",
        "y", "e", "~",
    ];
    const OF: [&str; 8] = ["/", "of", "von", "sur", "de", "su", "van", "auf"];
    let mut tokens: Vec<String> = Vec::new();
    for c in text.to_lowercase().chars() {
        let c = if matches!(c, '–' | '—' | '−' | '‐' | '‑') { '-' } else { c };
        let joins = tokens.last().and_then(|token| token.chars().next_back()).is_some_and(|last| {
            (last.is_ascii_digit() && c.is_ascii_digit())
                || (last.is_alphabetic() && c.is_alphabetic())
        });
        match tokens.last_mut() {
            Some(token) if joins => token.push(c),
            _ => tokens.push(c.to_string()),
        }
    }
    // Spaces only separate tokens, so they are removed.
    tokens.retain(|token| !token.trim().is_empty());
    let number = |token: &String| token.parse::<i64>().ok().filter(|_| token.len() <= 3);
    let known = |top: i64| matches!(top, 3..=10 | 20 | 100);
    // `out of 4` does not say where the scale begins, and 4 is the top of the maps' own scale from 0.
    let least_of = |top: i64| if top == 4 { 0 } else { 1 };
    let range = tokens.windows(3).find_map(|run| {
        let (low, high) = (number(&run[0])?, number(&run[2])?);
        let fits = TO.contains(&run[1].as_str()) && low <= 1 && known(high);
        fits.then_some((low, high))
    });
    let part = || {
        tokens.windows(2).find_map(|run| {
            let top = number(&run[1]).filter(|top| known(*top))?;
            OF.contains(&run[0].as_str()).then_some((least_of(top), top))
        })
    };
    range.or_else(part)
}

/// Returns the ends of the scale in a title, a legend or a question: `Scale: 1-5`, `Rate yourself from 1 (never) to
/// 10`, `5 = expert`, `1 = disagree, 5 = agree`. The end that stands for no knowledge comes first.
pub(crate) fn scale_of_legend(text: &str) -> Option<(i64, i64)> {
    const SCALES: &[&str] = &[
        "scale", "legend", "key", "points", "skala", "legende", "punkte", "échelle", "légende",
        "escala", "leyenda", "legenda", "scala", "schaal",
    ];
    let is_legend =
        asks(text) == Asks::Level || words(text).iter().any(|word| SCALES.contains(&word.as_str()));
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let step = number.parse().ok().filter(|number| (5..=10).contains(number));
    let rest = rest.trim_start();
    let is_step = rest.starts_with('=') && rest.chars().any(char::is_alphabetic);
    let range = scale(text).or_else(|| scale(&without_asides(text))).filter(|_| is_legend);
    range.or_else(|| ends_of_steps(text)).or(step.filter(|_| is_step).map(|top| (1, top)))
}

/// Reads a line of a legend as a step: `5 - expert` becomes `5 = expert`.
pub(crate) fn as_step(text: &str) -> Option<String> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    let word = rest.trim_start().strip_prefix(['-', '–', '—', ':', '.', ')', '='])?.trim_start();
    let is_step = (1..=2).contains(&digits.len()) && word.starts_with(char::is_alphabetic);
    is_step.then(|| format!("{digits} = {word}"))
}

/// Removes text in brackets that has no number, and the brackets around text with a number.
fn without_asides(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, aside)) = rest.split_once('(') {
        plain.push_str(before);
        let Some((aside, after)) = aside.split_once(')') else {
            return plain;
        };
        if aside.contains(|c: char| c.is_ascii_digit()) {
            plain.push_str(aside);
        }
        rest = after;
    }
    plain + rest
}

/// Returns the ends of a scale with named steps: `1 = disagree, 5 = agree`, `0 = expert … 4 = never used it`.
fn ends_of_steps(text: &str) -> Option<(i64, i64)> {
    const BEST: [&str; 8] =
        ["expert", "master", "excellent", "best", "fluent", "very", "experte", "sehr"];
    const LEAST: [&str; 10] =
        ["none", "never", "no", "nothing", "not", "novice", "beginner", "poor", "nie", "keine"];
    let parts: Vec<&str> = text.split('=').collect();
    let step = |pair: &[&str]| {
        let number = pair[0].trim_end();
        let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let number: i64 = number[number.len() - digits..].parse().ok()?;
        let word = words(pair[1]).into_iter().next()?;
        let is_word = word.chars().all(char::is_alphabetic);
        ((0..=10).contains(&number) && is_word).then_some((number, word))
    };
    let mut steps: Vec<(i64, String)> = parts.windows(2).filter_map(step).collect();
    steps.sort();
    let ((least, first), (top, last)) = (steps.first()?, steps.last()?);
    // If some steps have no name, the scale must have a usual length.
    let all_named = steps.len() as i64 == top - least + 1;
    let is_own = |(number, word): &(i64, String)| {
        Level::parse(word).is_some_and(|level| i64::from(level.number()) == *number)
    };
    if steps.iter().all(is_own) || top - least < 2 || (*top < 4 && !all_named) {
        return None;
    }
    let turned = BEST.contains(&first.as_str()) || LEAST.contains(&last.as_str());
    Some(if turned { (*top, *least) } else { (*least, *top) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_about_interest_asks_for_no_level() {
        for (question, expected) in [
            ("How much do you want to learn this?", Asks::Other),
            ("How important is this for your work?", Asks::Other),
            ("Rate the importance", Asks::Other),
            ("How hard was this session?", Asks::Other),
            ("Rank these by how strong you feel", Asks::Other),
            ("How well was this topic taught?", Asks::Other),
            ("How much did you improve in this?", Asks::Other),
            ("How much did you know before the course?", Asks::Other),
            ("How well can you explain this?", Asks::Level),
            ("Years of experience", Asks::Other),
            ("Wie wichtig ist dir das?", Asks::Other),
            ("Quel est votre intérêt ?", Asks::Other),
            ("¿Cuánto te gustaría aprender?", Asks::Other),
            ("How well do you know these?", Asks::Level),
            ("Rate yourself", Asks::Level),
            ("Wie gut kannst du das?", Asks::Level),
            ("Quel est votre niveau ?", Asks::Level),
            ("Programming languages", Asks::Unknown),
            ("Back end", Asks::Unknown),
            ("", Asks::Unknown),
        ] {
            assert_eq!(asks(question), expected, "{question:?}");
        }
    }

    #[test]
    fn a_legend_names_its_scale() {
        for (text, ends) in [
            ("Scale: 1-5", Some((1, 5))),
            ("Scale: 1-4", Some((1, 4))),
            ("Rate yourself from 1 to 10", Some((1, 10))),
            ("Rate yourself from 0 (never heard) to 10 (guru)", Some((0, 10))),
            ("I feel sure (1 = strongly disagree, 5 = strongly agree)", Some((1, 5))),
            ("0 = none, 1 = a little, 4 = expert", Some((0, 4))),
            ("1 = expert, 5 = never used", Some((5, 1))),
            ("0 = expert, 4 = none", Some((4, 0))),
            ("0 = none, 1 = a bit, 2 = more, 3 = good", Some((0, 3))),
            ("0 = none, 3 = good", None),
            ("1 = awareness, 2 = working, 3 = practitioner, 4 = expert", None),
            ("a = 1, b = 2", None),
            ("5 = expert", Some((1, 5))),
            ("4 = trains others", None),
            ("Legend: 0-4", Some((0, 4))),
            ("Weeks 1-5", None),
            ("5 people", None),
            ("20.11.2026", None),
        ] {
            assert_eq!(scale_of_legend(text), ends, "{text:?}");
        }
    }

    #[test]
    fn a_scale_is_found_in_a_header() {
        for (text, expected) in [
            ("Python (0-4)", Some((0, 4))),
            ("Python (1–5)", Some((1, 5))),
            ("Rate from 1 to 10", Some((1, 10))),
            ("von 1 bis 5", Some((1, 5))),
            ("Del 1 al 5", Some((1, 5))),
            ("between 1 and 10", Some((1, 10))),
            ("SQL, out of 5", Some((1, 5))),
            ("SQL /5", Some((1, 5))),
            ("SQL /4", Some((0, 4))),
            ("Python 3", None),
            ("HTTP/2", None),
            ("Week 3-4", None),
        ] {
            assert_eq!(scale(text), expected, "{text:?}");
        }
    }
}
