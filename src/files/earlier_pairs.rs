//! Reading pairs of people who worked together before.

/// Reads one pair from each line: two ids or names with a comma between them. It also reads the CSV output of `cohort
/// pairs` and `cohort groups`; a group becomes all pairs of its members. Headers and lines of people without a
/// partner are skipped.
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
            // A leading quote keeps a spreadsheet from reading a name as a formula. It is not part of the name.
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

/// Returns all pairs of people in the same group. Each line has a group and a member.
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
