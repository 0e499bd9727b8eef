//! Lines → pairs of people who were together before.

/// Reads a pair a line, two ids or names with a comma between them. The CSV that `cohort pairs` gives is read too: its
/// header and the lines of those who were left over are no pairs.
pub fn read_pairs(text: &str) -> Vec<(String, String)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    let pairs = rows.filter_map(|row| {
        // What a spreadsheet was kept from reading as a formula is read as it was meant.
        let name = |at: usize| row.get(at).map(|name| name.trim_start_matches('\'').to_string());
        Some((name(0)?, name(1)?))
    });
    let is_pair = |(first, second): &(String, String)| {
        let header = first == "first" && second == "second";
        !header && !first.is_empty() && !second.is_empty()
    };
    pairs.filter(is_pair).collect()
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
}
