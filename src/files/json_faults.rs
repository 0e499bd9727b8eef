//! Messages about text that is not JSON, in words for people. The messages of the parser are for programmers.

/// How each message of the parser begins, and our words for it.
const WORDS: [(&str, &str); 7] = [
    ("EOF while parsing", "it ends too early"),
    ("expected ident", "no value begins like this"),
    ("expected value", "a value is missing"),
    ("key must be a string", "a key has no double quotes around it"),
    ("trailing comma", "nothing follows the comma"),
    ("trailing characters", "something follows after its end"),
    ("recursion limit", "it is nested too deep"),
];

/// How the parser calls each kind of value, and our words for it. The first that fits counts.
const KINDS: [(&str, &str); 14] = [
    ("string", "a text"),
    ("a string", "a text"),
    ("integer", "a number"),
    ("floating point", "a number with a fraction"),
    ("boolean", "true or false"),
    ("a boolean", "true or false"),
    ("null", "null"),
    ("sequence", "a list"),
    ("a sequence", "a list"),
    ("map", "an object"),
    ("a map", "an object"),
    ("struct", "an object"),
    ("i64", "a whole number"),
    ("f64", "a number"),
];

/// Describes the fault, without its position.
pub(crate) fn fault(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(&*said, |at| &said[..at]);
    let known = WORDS.iter().find(|(begin, _)| said.starts_with(begin));
    known.map_or_else(|| of_value(said), |(_, words)| (*words).to_string())
}

/// Describes a value of the wrong kind, such as `invalid type: string "x", expected a sequence`.
fn of_value(said: &str) -> String {
    let kind = |name: &str| {
        KINDS.iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, words)| *words)
    };
    let wrong =
        said.strip_prefix("invalid type: ").or_else(|| said.strip_prefix("invalid value: "));
    match wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
        Some((found, expected)) => match (kind(found), kind(expected)) {
            (Some(found), Some(expected)) if found != expected => {
                format!("{found} stands where {expected} is expected")
            }
            (_, Some(expected)) => format!("{expected} is expected"),
            (Some(found), None) => format!("{found} cannot stand here"),
            (None, None) => "another kind of value is expected".to_string(),
        },
        None => said.to_string(),
    }
}

/// Describes the fault in one line of JSON, with its position.
pub(crate) fn fault_in_line(error: &serde_json::Error) -> String {
    format!("{}, at character {}", fault(error), error.column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_people_write_instead_of_json_is_said_in_plain_words() {
        let cases = [
            ("never", "no value begins like this, at character 2"),
            ("", "it ends too early, at character 0"),
            ("{\"sql\": ", "it ends too early, at character 8"),
            ("{\"sql\": }", "a value is missing, at character 9"),
            ("{sql: 2}", "a key has no double quotes around it, at character 2"),
            ("{\"sql\": 2,}", "nothing follows the comma, at character 11"),
            ("{} {}", "something follows after its end, at character 4"),
            ("{\"sql\" 2}", "expected `:`, at character 8"),
        ];
        for (text, said) in cases {
            let error = serde_json::from_str::<Value>(text).unwrap_err();
            assert_eq!(fault_in_line(&error), said, "{text}");
        }
        let list = serde_json::from_str::<Vec<i64>>("{}").unwrap_err();
        assert_eq!(fault(&list), "an object stands where a list is expected");
        let text = serde_json::from_str::<String>("[1, \", expected i64\"]").unwrap_err();
        assert_eq!(fault(&text), "a list stands where a text is expected");
        let deep = "[".repeat(500);
        let error = serde_json::from_str::<Value>(&deep).unwrap_err();
        assert_eq!(fault(&error), "it is nested too deep");
    }
}
