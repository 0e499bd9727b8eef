//! Lines → pairs of people who were together before.

/// Reads a pair a line, two ids or names with a comma between them. What `cohort pairs` and `cohort groups` give as CSV is
/// read too: of a group everybody with everybody. Their headers, and the lines of those who were left over, are no pairs.
pub fn read_pairs(text: &str) -> Vec<(String, String)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    let lines: Vec<(String, String)> = rows
        .filter_map(|row| {
            // What a spreadsheet was kept from reading as a formula is read as it was meant.
            let name =
                |at: usize| row.get(at).map(|name| name.trim_start_matches('\'').to_string());
            Some((name(0)?, name(1)?))
        })
        .collect();
    match lines.split_first() {
        Some(((first, second), members)) if first == "group" && second == "person" => {
            of_groups(members)
        }
        _ => lines.into_iter().filter(is_pair).collect(),
    }
}

fn is_pair((first, second): &(String, String)) -> bool {
    let is_header = first == "first" && second == "second";
    !is_header && !first.is_empty() && !second.is_empty()
}

/// Everybody with everybody of the same group: lines of a group and a member.
fn of_groups(members: &[(String, String)]) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for (at, (group, person)) in members.iter().enumerate() {
        let others = members[at + 1..].iter().filter(|(other, _)| other == group);
        pairs.extend(others.map(|(_, other)| (person.clone(), other.clone())));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_by_hand_and_as_they_were_written() {
        let text = "first,second,first_name\nada,bo,Ada\n# a remark\n\"Cleo, the elder\" , dan\neve,,Eve\nfinn\n'=x,gus\n";
        let pair = |first: &str, second: &str| (first.to_string(), second.to_string());
        assert_eq!(
            read_pairs(text),
            [pair("ada", "bo"), pair("Cleo, the elder", "dan"), pair("=x", "gus")]
        );
    }

    #[test]
    fn everybody_of_an_earlier_group_was_together() {
        let pair = |first: &str, second: &str| (first.to_string(), second.to_string());
        assert_eq!(
            read_pairs("group,person,name\n1,ada,Ada\n1,bo,Bo\n1,cleo,Cleo\n2,dan,Dan\n"),
            [pair("ada", "bo"), pair("ada", "cleo"), pair("bo", "cleo")]
        );
    }
}
