//! Taking the ratings and claims of one skill out of a profile's text: every other byte stays.

use std::ops::Range;

use super::profile_toml::{ProfileFile, read_profile};
use super::toml_layout::{Excerpt, Layout};
use crate::domain::problem::Span;

/// A profile's text without some ratings and claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What is left.
    pub text: String,
    /// What was taken out, in the order of the file.
    pub taken: Vec<Taken>,
}

/// A rating or claim that was taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it was.
    pub form: Form,
    /// The line on which it began, from 1.
    pub line: usize,
    /// What stood there.
    pub text: String,
}

/// Where in a profile something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line of the short form, under `[ratings]`.
    Short,
    /// A full rating.
    Rating,
    /// A claim.
    Claim,
}

impl Form {
    /// The table that it stands in, as a profile writes it.
    pub fn table(self) -> &'static str {
        match self {
            Form::Short => "[ratings]",
            Form::Rating => "[[rating]]",
            Form::Claim => "[[claim]]",
        }
    }
}

/// Something that cannot be taken out without touching the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Its line, from 1.
    pub line: usize,
}

/// The text of a sound profile without the ratings and claims whose skill `goes`, by the name that it has there.
///
/// Comments stay, but for those on the lines and inside the blocks that go; with a block goes the empty line that set
/// it apart.
///
/// # Errors
/// When what is left would not be exactly the rest: then nothing should be changed.
pub fn without(text: &str, goes: impl Fn(&str) -> bool) -> Result<Cut, Stuck> {
    let before = read_profile(0, text).0;
    let mut cut = Cut { text: text.to_string(), taken: Vec::new() };
    // From the end on, so that the lines of what is still to go stay the same.
    while let Some((form, name)) = last_that_goes(&read_profile(0, &cut.text).0, &goes) {
        let line = cut.text[..name.start].matches('\n').count() + 1;
        let stuck = Stuck { line };
        let layout = Layout::of(&cut.text);
        let excerpt = match form {
            Form::Short => layout.pair_at(&name),
            Form::Rating | Form::Claim => layout.item_or_block_at(&name),
        };
        let Excerpt { pieces, said } = excerpt.ok_or(stuck)?;
        let begins = cut.text[..said.start].matches('\n').count() + 1;
        let said = cut.text[said].trim_end().to_string();
        for piece in pieces.into_iter().rev() {
            cut.text.replace_range(piece, "");
        }
        cut.taken.push(Taken { form, line: begins, text: said });
        let (after, problems) = read_profile(0, &cut.text);
        let left = names(&after).filter(|(_, name, _)| goes(name)).count();
        let all = names(&before).filter(|(_, name, _)| goes(name)).count();
        if !problems.is_empty() || left + cut.taken.len() != all {
            return Err(stuck);
        }
    }
    cut.taken.reverse();
    let line = cut.taken.first().map_or(1, |taken| taken.line);
    if is_the_rest(&before, &read_profile(0, &cut.text).0, goes) {
        Ok(cut)
    } else {
        Err(Stuck { line })
    }
}

/// The names of the skills that are rated or claimed, each with its place.
pub fn names(profile: &ProfileFile) -> impl Iterator<Item = (Form, &str, &Span)> {
    let short = profile.ratings.iter().flat_map(|ratings| &ratings.0);
    let short = short.map(|(name, _)| (Form::Short, name.value.as_str(), &name.span));
    let full = profile.rating.iter().flatten().map(|table| (Form::Rating, &table.skill));
    let claims = profile.claim.iter().flatten().map(|table| (Form::Claim, &table.skill));
    short.chain(full.chain(claims).map(|(form, name)| (form, &*name.value, &name.span)))
}

fn last_that_goes(
    profile: &ProfileFile,
    goes: impl Fn(&str) -> bool,
) -> Option<(Form, Range<usize>)> {
    names(profile)
        .filter(|(_, name, _)| goes(name))
        .map(|(form, _, span)| (form, span.range.clone()))
        .max_by_key(|(_, range)| range.start)
}

/// Whether a profile is exactly the rest of another: same values in the same order, wherever they stand.
fn is_the_rest(before: &ProfileFile, after: &ProfileFile, goes: impl Fn(&str) -> bool) -> bool {
    rest(before.clone(), goes) == rest(after.clone(), |_| false)
}

/// A profile without some ratings and claims. A list of which nothing is left is not there.
fn rest(mut profile: ProfileFile, goes: impl Fn(&str) -> bool) -> ProfileFile {
    if let Some(ratings) = &mut profile.ratings {
        ratings.0.retain(|(name, _)| !goes(&name.value));
    }
    if let Some(ratings) = &mut profile.rating {
        ratings.retain(|table| !goes(&table.skill.value));
    }
    if let Some(claims) = &mut profile.claim {
        claims.retain(|table| !goes(&table.skill.value));
    }
    profile.ratings = profile.ratings.filter(|ratings| !ratings.0.is_empty());
    profile.rating = profile.rating.filter(|ratings| !ratings.is_empty());
    profile.claim = profile.claim.filter(|claims| !claims.is_empty());
    profile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::level::Level;
    use crate::domain::profile::Entry;
    use crate::files::profile_toml::with_additions;
    use crate::library::maps::{MapsFrom, load};

    /// Takes Python out of a profile, and gives back what is left and what was taken.
    fn check(text: &str, left: &str, taken: &[&str]) {
        let goes = |name: &str| name == "python" || name == "py";
        let cut = without(text, goes).unwrap();
        assert_eq!(cut.text, left);
        let said: Vec<&str> = cut.taken.iter().map(|taken| taken.text.as_str()).collect();
        assert_eq!(said, taken);
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
            let cut = without(&of(before), |name| name == "python").unwrap();
            assert_eq!(cut.text, of(after), "{before:?}");
            assert_eq!(cut.taken.len(), 1);
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
            let cut = without(&of(&before), |name| name == "python").unwrap();
            assert_eq!(cut.text, of(&after), "{before:?}");
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
    fn each_piece_is_said_with_its_line_in_the_order_of_the_file() {
        let text = "format = 1\n[ratings]\npython = 1\n\n[[rating]]\nskill = \"py\"\nlevel = 2\n\n[[claim]]\nskill = \"py\"\n";
        let cut = without(text, |name| name.starts_with("py")).unwrap();
        let said: Vec<(Form, usize)> = cut.taken.iter().map(|t| (t.form, t.line)).collect();
        assert_eq!(said, [(Form::Short, 3), (Form::Rating, 5), (Form::Claim, 9)]);
        assert_eq!(cut.text, "format = 1\n[ratings]\n");
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
            let cut = without(&more, |name| name == "python").unwrap();
            assert_eq!(cut.text, text);
            assert_eq!(cut.taken.len(), 2);
        }
    }

    #[test]
    fn a_profile_that_lost_more_is_not_the_rest() {
        let read = |text: &str| read_profile(0, text).0;
        let before = read("format = 1\nname = \"Ada\"\n[ratings]\npython = 1\nsql = 2\n");
        let rest = |text: &str| is_the_rest(&before, &read(text), |name| name == "python");
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
