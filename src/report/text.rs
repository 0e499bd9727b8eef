//! Text with emphasis in one template: `text!("**{}** of {}<quiet>, {}</>", share, name, hours)`.

use std::fmt::Display;

use super::document::{Text, Tone};

/// The marks that open a tone, and the marks that close it.
const MARKS: [(&str, &str, Tone); 5] = [
    ("**", "**", Tone::Strong),
    ("`", "`", Tone::Code),
    ("<quiet>", "</>", Tone::Quiet),
    ("<good>", "</>", Tone::Good),
    ("<warn>", "</>", Tone::Warn),
];

/// Creates a [`Text`] from a template: `**strong**`, `` `code` ``, `<quiet>…</>`, `<good>…</>`, `<warn>…</>`, and `{}`
/// for each argument in order.
///
/// The compiler checks the marks and the number of arguments. Marks in the arguments have no effect, so a name with two
/// asterisks stays unchanged.
macro_rules! text {
    ($template:literal $(, $argument:expr)* $(,)?) => {{
        const _: () = assert!(
            $crate::report::text::is_well_formed(
                $template,
                <[&str]>::len(&[$(stringify!($argument)),*]),
            ),
            "a mark that is not closed, or other than one {{}} for each argument"
        );
        $crate::report::text::from_template($template, &[$(&$argument),*])
    }};
}

pub(crate) use text;

/// Reads a template that [`is_well_formed`] accepts.
pub(crate) fn from_template(template: &str, arguments: &[&dyn Display]) -> Text {
    let mut text = Text::default();
    let mut arguments = arguments.iter();
    let mut open: Option<(&str, Tone)> = None;
    let (mut rest, mut run) = (template, String::new());
    while let Some(next) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("{}") {
            run.extend(arguments.next().map(ToString::to_string));
            rest = after;
            continue;
        }
        let (mark, becomes) = match open {
            Some((close, _)) if rest.starts_with(close) => (close, None),
            Some(_) => ("", None),
            None => MARKS
                .iter()
                .find(|(mark, ..)| rest.starts_with(mark))
                .map_or(("", None), |(mark, close, tone)| (*mark, Some((*close, *tone)))),
        };
        if mark.is_empty() {
            run.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            text = text.and(std::mem::take(&mut run), open.map_or(Tone::Plain, |(_, tone)| tone));
            open = becomes;
            rest = &rest[mark.len()..];
        }
    }
    text.and(run, Tone::Plain)
}

/// Returns whether every mark of a template is closed, and whether it has a `{}` for each argument.
pub(crate) const fn is_well_formed(template: &str, arguments: usize) -> bool {
    let bytes = template.as_bytes();
    let (mut at, mut found, mut close) = (0, 0, "");
    while at < bytes.len() {
        if begins(bytes, at, "{}") {
            found += 1;
            at += 2;
        } else if !close.is_empty() {
            if begins(bytes, at, close) {
                at += close.len();
                close = "";
            } else {
                at += 1;
            }
        } else {
            let mut mark = 0;
            while mark < MARKS.len() && !begins(bytes, at, MARKS[mark].0) {
                mark += 1;
            }
            if mark < MARKS.len() {
                at += MARKS[mark].0.len();
                close = MARKS[mark].1;
            } else if matches!(bytes[at], b'{' | b'}' | b'<') {
                return false;
            } else {
                at += 1;
            }
        }
    }
    close.is_empty() && found == arguments
}

const fn begins(bytes: &[u8], at: usize, with: &str) -> bool {
    let with = with.as_bytes();
    let mut length = 0;
    while length < with.len() {
        if at + length >= bytes.len() || bytes[at + length] != with[length] {
            return false;
        }
        length += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_template_become_tones_and_arguments_stay_as_they_are() {
        let text = text!("**{}** is `a*b`<quiet> · {}</>, {}", "C**", "<warn>", 2);
        let expected = Text::new("C**", Tone::Strong)
            .and(" is ", Tone::Plain)
            .and("a*b", Tone::Code)
            .and(" · <warn>", Tone::Quiet)
            .and(", 2", Tone::Plain);
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_not_closed_or_has_too_few_arguments_is_not_well_formed() {
        for (template, arguments) in [
            ("**a", 0),
            ("`a", 0),
            ("<quiet>a", 0),
            ("<loud>a</>", 0),
            ("{}", 0),
            ("a", 1),
            ("{a}", 0),
        ] {
            assert!(!is_well_formed(template, arguments), "{template}");
        }
        assert!(is_well_formed("**{}** `{}` <good>é</>", 2));
    }
}
