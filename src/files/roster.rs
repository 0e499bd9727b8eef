//! Reading a roster: a list of the people who should answer.

use crate::domain::names::normalised_name;

/// Reads one name from each line. In a table it reads the column whose header means a name, otherwise the first
/// column. Empty lines and lines that begin with # are skipped, and repeated names are dropped.
pub fn read_roster(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = reader.records().filter_map(Result::ok).peekable();
    let is_header = |cell: &str| {
        let words = ["name", "names", "full name", "person", "people", "student", "learner"];
        words.contains(&normalised_name(cell).as_str())
    };
    let column = rows.peek().and_then(|row| row.iter().position(is_header));
    if column.is_some() {
        rows.next();
    }
    let mut names: Vec<String> = Vec::new();
    for row in rows {
        let name = row.get(column.unwrap_or(0)).unwrap_or_default();
        // Mail programs write `Ada Lovelace <ada@example.org>`.
        let name = name.split_once('<').map_or(name, |(name, _)| name).trim();
        let is_there = |other: &String| normalised_name(other) == normalised_name(name);
        if !name.is_empty() && !names.iter().any(is_there) {
            names.push(name.to_string());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_lines_tables_and_addresses() {
        for text in [
            "Ada Lovelace\nBo\n",
            "# autumn\nAda Lovelace\n\nBo\nada lovelace\n",
            "Email,Name\nada@example.org,Ada Lovelace\nbo@example.org,Bo\n",
            "Ada Lovelace <ada@example.org>\nBo\n",
        ] {
            assert_eq!(read_roster(text), ["Ada Lovelace", "Bo"], "{text}");
        }
    }
}
