//! Removal of ratings, answers to sentences, claims and done projects from the text of a profile. All other bytes
//! stay the same.

use std::ops::Range;

use super::profile_toml::{ProfileFile, read_profile};
use super::toml_layout::Layout;
use crate::domain::problem::Span;

/// The text of a profile after entries were removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The remaining text.
    pub text: String,
    /// The removed entries, in the order of the file.
    pub removed: Vec<RemovedEntry>,
}

/// A removed rating, answer, claim or done project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedEntry {
    /// The kind of the entry.
    pub form: Form,
    /// The line on which the entry began, from 1.
    pub line: usize,
    /// The text of the entry.
    pub text: String,
}

/// The kind of an entry of a profile: the table that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line of the short form, under `[ratings]`.
    Short,
    /// A full rating.
    Rating,
    /// The answer to a sentence.
    Said,
    /// A claim.
    Claim,
    /// A project that is done.
    Project,
}

impl Form {
    /// Returns the header of the table that contains such entries.
    pub fn table(self) -> &'static str {
        match self {
            Form::Short => "[ratings]",
            Form::Rating => "[[rating]]",
            Form::Said => "[[said]]",
            Form::Claim => "[[claim]]",
            Form::Project => "[[project]]",
        }
    }
}

/// The error for an entry that cannot be removed without changing the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRemovable {
    /// The line of the entry, from 1.
    pub line: usize,
}

/// Removes the ratings, answers, claims and done projects for which `matches` returns true. `text` must be a valid
/// profile. `matches` gets the name of the skill or project as the text has it.
///
/// Comments stay, except on the lines and inside the blocks that are removed. The empty line before a block is
/// removed with the block.
///
/// # Errors
/// Returns an error if anything else in the profile would change. In this case nothing should be written.
pub fn remove_entries(
    text: &str,
    matches: impl Fn(Form, &str) -> bool,
) -> Result<Removal, NotRemovable> {
    let before = read_profile(0, text).0;
    let mut found: Vec<(Form, Range<usize>)> = names(&before)
        .filter(|(form, name, _)| matches(*form, name))
        .map(|(form, _, span)| (form, span.range.clone()))
        .collect();
    if found.is_empty() {
        return Ok(Removal { text: text.to_string(), removed: Vec::new() });
    }
    found.sort_by_key(|(_, range)| range.start);
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |at: usize| ends.partition_point(|end| *end < at) + 1;
    let mut layout = Layout::of(text);
    let mut removed = Vec::new();
    for (form, name) in found.iter().rev() {
        let edit = match form {
            Form::Short => layout.pair_at(name),
            Form::Rating | Form::Said | Form::Claim | Form::Project => {
                layout.item_or_block_at(name)
            }
        };
        let edit = edit.ok_or(NotRemovable { line: line_of(name.start) })?;
        let (line, text) = (line_of(edit.shown.start), layout.shown(&edit).to_string());
        removed.push(RemovedEntry { form: *form, line, text });
        layout.remove(&edit);
    }
    removed.reverse();
    let (text, line) = (layout.left(), removed[0].line);
    let (after, problems) = read_profile(0, &text);
    if problems.is_empty() && is_the_rest(&before, &after, matches) {
        Ok(Removal { text, removed })
    } else {
        Err(NotRemovable { line })
    }
}

/// Returns the names of skills that are rated, answered for or claimed, and of projects that are done, each with its
/// span.
pub(crate) fn names(profile: &ProfileFile) -> impl Iterator<Item = (Form, &str, &Span)> {
    let short = profile.ratings.iter().flat_map(|ratings| &ratings.0);
    let short = short.map(|(name, _)| (Form::Short, name.value.as_str(), &name.span));
    let full = profile.rating.iter().flatten().map(|table| (Form::Rating, &table.skill));
    let said = profile.said.iter().flatten().map(|table| (Form::Said, &table.skill));
    let claims = profile.claim.iter().flatten().map(|table| (Form::Claim, &table.skill));
    let done = profile.project.iter().flatten().map(|table| (Form::Project, &table.project));
    let blocks = full.chain(said).chain(claims).chain(done);
    short.chain(blocks.map(|(form, name)| (form, &*name.value, &name.span)))
}

/// Returns whether `after` is exactly `before` without the entries that match: the same values in the same order, at
/// any offsets.
fn is_the_rest(
    before: &ProfileFile,
    after: &ProfileFile,
    matches: impl Fn(Form, &str) -> bool,
) -> bool {
    rest(before.clone(), matches) == rest(after.clone(), |_, _| false)
}

/// Removes the entries that match. A list that becomes empty is removed too.
fn rest(mut profile: ProfileFile, matches: impl Fn(Form, &str) -> bool) -> ProfileFile {
    if let Some(ratings) = &mut profile.ratings {
        ratings.0.retain(|(name, _)| !matches(Form::Short, &name.value));
    }
    if let Some(ratings) = &mut profile.rating {
        ratings.retain(|table| !matches(Form::Rating, &table.skill.value));
    }
    if let Some(said) = &mut profile.said {
        said.retain(|table| !matches(Form::Said, &table.skill.value));
    }
    if let Some(claims) = &mut profile.claim {
        claims.retain(|table| !matches(Form::Claim, &table.skill.value));
    }
    if let Some(projects) = &mut profile.project {
        projects.retain(|table| !matches(Form::Project, &table.project.value));
    }
    profile.ratings = profile.ratings.filter(|ratings| !ratings.0.is_empty());
    profile.rating = profile.rating.filter(|ratings| !ratings.is_empty());
    profile.said = profile.said.filter(|said| !said.is_empty());
    profile.claim = profile.claim.filter(|claims| !claims.is_empty());
    profile.project = profile.project.filter(|projects| !projects.is_empty());
    profile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::level::Level;
    use crate::domain::profile::Entry;
    use crate::files::profile_toml::with_additions;
    use crate::library::maps::{MapsFrom, load};

    /// Removes Python from a profile, and checks the rest and what was removed.
    fn check(text: &str, left: &str, removed: &[&str]) {
        let matches = |_, name: &str| name == "python" || name == "py";
        let removal = remove_entries(text, matches).unwrap();
        assert_eq!(removal.text, left);
        let said: Vec<&str> = removal.removed.iter().map(|removed| removed.text.as_str()).collect();
        assert_eq!(said, removed);
    }

    #[test]
    fn a_line_of_the_short_form_goes_with_its_comment_and_the_others_stay() {
        check(
            "format = 1\n[ratings]\n# mine\npython = 3 # since school\n\n  sql=2 # ok\n",
            "format = 1\n[ratings]\n# mine\n\n  sql=2 # ok\n",
            &["python = 3 # since school"],
        );
        check(
            "format = 1\r\n[ratings]\r\n\"python\" = 3\r\nsql = 2",
            "format = 1\r\n[ratings]\r\nsql = 2",
            &["\"python\" = 3"],
        );
    }

    #[test]
    fn dotted_keys_go() {
        check(
            "ratings.sql = 1\nratings . 'py' = 2\nformat = 1\n",
            "ratings.sql = 1\nformat = 1\n",
            &["ratings . 'py' = 2"],
        );
    }

    #[test]
    fn an_entry_of_an_inline_table_goes_with_one_comma() {
        let of = |inside: &str| format!("format = 1\nratings = {{{inside}}} # r\n");
        for (before, after) in [
            (" python = 3 ", " "),
            ("python=3", ""),
            (" python = 3, sql = 2 ", " sql = 2 "),
            (" sql = 2, python = 3 ", " sql = 2 "),
            (" a = 1 , python = 3 , sql = 2 ", " a = 1 , sql = 2 "),
            ("\n  python = 3, # no\n  sql = 2,\n", "\n  sql = 2,\n"),
            ("\n  sql = 2, # yes\n  python = 3\n", "\n  sql = 2 # yes\n"),
            ("\n  sql = 2\n, python = 3\n", "\n  sql = 2\n"),
            ("\n  python = 3\n, sql = 2\n", "\n sql = 2\n"),
        ] {
            let removal = remove_entries(&of(before), |_, name| name == "python").unwrap();
            assert_eq!(removal.text, of(after), "{before:?}");
            assert_eq!(removal.removed.len(), 1);
        }
    }

    #[test]
    fn a_block_goes_with_the_empty_line_before_it() {
        let sql = "\n[[rating]]\nskill = \"sql\"\nlevel = 2\n";
        let python = "\n[[rating]] # first\nlevel = 3\n# why\nskill = 'py'\nnote = \"\"\"\n[[rating]]\nx\"\"\" # end\n";
        let text = format!("format = 1\n{python}{sql}");
        check(&text, &format!("format = 1\n{sql}"), &[python.trim()]);
        let text = format!("format = 1\n{sql}{python}");
        check(&text, &format!("format = 1\n{sql}"), &[python.trim()]);
        let text = format!("format = 1\n{python}# of sql{sql}");
        let left = format!("format = 1\n\n# of sql{sql}");
        check(&text, &left, &[python.trim()]);
    }

    #[test]
    fn items_of_a_list_go_whatever_stands_around_them() {
        let py = "{ skill = \"python\", level = 1 }";
        let sql = "{ skill = \"sql\", level = 2 }";
        let of = |inside: &str| format!("format = 1\nrating = [{inside}]\n");
        for (before, after) in [
            (py.to_string(), String::new()),
            (format!("{py}, {sql}"), sql.to_string()),
            (format!("{sql}, {py}"), sql.to_string()),
            (format!("{py}, {sql}, {py}, {py}"), sql.to_string()),
            (format!("\n  {sql},\n  {py}, # no\n  {sql}\n"), format!("\n  {sql},\n  {sql}\n")),
            (format!("\n  {sql}, # yes\n  {py}\n"), format!("\n  {sql} # yes\n")),
        ] {
            let removal = remove_entries(&of(&before), |_, name| name == "python").unwrap();
            assert_eq!(removal.text, of(&after), "{before:?}");
        }
    }

    #[test]
    fn claims_go_and_goals_stay() {
        let goal = "format = 1\n[goal]\nprefer = [\"python\"]\n";
        let claim = "\n[[claim]]\nskill = \"python\"\nsource = \"cv\"\n";
        check(&format!("{goal}{claim}"), goal, &[claim.trim()]);
        check(
            "format = 1\nclaim = [{ skill = \"py\" }]\n",
            "format = 1\nclaim = []\n",
            &["{ skill = \"py\" }"],
        );
    }

    #[test]
    fn a_done_project_goes_by_its_own_name_and_a_skill_of_that_name_stays() {
        let rated = "format = 1\n[ratings]\nshop = 1\n";
        let done = "\n[[project]]\nproject = \"shop\"\non = 2026-11-20\n";
        let of_project = |form, name: &str| form == Form::Project && name == "shop";
        let removal = remove_entries(&format!("{rated}{done}"), of_project).unwrap();
        assert_eq!(removal.text, rated);
        assert_eq!(removal.removed[0].form.table(), "[[project]]");
    }

    #[test]
    fn each_piece_is_said_with_its_line_in_the_order_of_the_file() {
        let text = "format = 1\n[ratings]\npython = 1\n\n[[rating]]\nskill = \"py\"\nlevel = 2\n\n[[claim]]\nskill = \"py\"\n";
        let removal = remove_entries(text, |_, name| name.starts_with("py")).unwrap();
        let said: Vec<(Form, usize)> = removal.removed.iter().map(|t| (t.form, t.line)).collect();
        assert_eq!(said, [(Form::Short, 3), (Form::Rating, 5), (Form::Claim, 9)]);
        assert_eq!(removal.text, "format = 1\n[ratings]\n");
    }

    #[test]
    fn what_is_appended_and_taken_out_again_leaves_the_same_bytes() {
        let maps = load(&MapsFrom::default()).unwrap().maps;
        for text in
            ["format = 1\n", "format = 1\r\n[ratings]\r\nsql = 1 # a\r\n", "format = 1\n# end\n\n"]
        {
            let rating = Entry {
                on: Some(jiff::civil::date(2026, 11, 20)),
                evidence: Some("a\nb".to_string()),
                ..Entry::own(maps.find_skill("python").unwrap(), Level::EXPERT)
            };
            let twice = [rating.clone(), rating];
            let more = with_additions(text, &maps, &twice.map(Into::into));
            let removal = remove_entries(&more, |_, name| name == "python").unwrap();
            assert_eq!(removal.text, text);
            assert_eq!(removal.removed.len(), 2);
        }
    }

    #[test]
    fn a_profile_that_lost_more_is_not_the_rest() {
        let read = |text: &str| read_profile(0, text).0;
        let before = read("format = 1\nname = \"Ada\"\n[ratings]\npython = 1\nsql = 2\n");
        let rest = |text: &str| is_the_rest(&before, &read(text), |_, name| name == "python");
        assert!(rest("format = 1\nname = \"Ada\"\nratings = { sql = 2 }\n"));
        for lost in [
            "format = 1\nname = \"Ada\"\nratings = {}\n",
            "format = 1\nname = \"Ada\"\nratings = { sql = 1 }\n",
            "format = 1\nratings = { sql = 2 }\n",
            "format = 1\nname = \"Ada\"\nratings = { sql = 2, python = 1 }\n",
        ] {
            assert!(!rest(lost), "{lost}");
        }
    }
}
