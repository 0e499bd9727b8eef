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

/// Describes the fault, without its position.
pub(crate) fn fault(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(&*said, |at| &said[..at]);
    let known = WORDS.iter().find(|(begin, _)| said.starts_with(begin));
    known.map_or(said, |(_, words)| words).to_string()
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
        let deep = "[".repeat(500);
        let error = serde_json::from_str::<Value>(&deep).unwrap_err();
        assert_eq!(fault(&error), "it is nested too deep");
    }
}
