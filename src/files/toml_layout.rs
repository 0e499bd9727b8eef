//! Where pairs, items and blocks stand in a TOML text, and which bytes to remove so that the rest stays TOML.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// Where the pairs, items and blocks of a text stand, and what was removed of it.
pub(crate) struct Layout<'t> {
    original: &'t str,
    /// The text with spaces for what was removed, so that everything else stands where it stood.
    text: String,
    /// What was removed: where it begins and ends.
    gone: BTreeMap<usize, usize>,
    events: Vec<Event>,
    /// `key = value`: of the file, and of inline tables; by their ends, as all of these.
    pairs: Vec<Element>,
    /// The values of lists.
    items: Vec<Element>,
    /// `[[name]]` with the pairs under it.
    blocks: Vec<Range<usize>>,
}

/// What to remove.
pub(crate) struct Edit {
    /// The bytes, in order.
    pub(crate) pieces: Vec<Range<usize>>,
    /// The part of them that is shown to the user.
    pub(crate) shown: Range<usize>,
}

impl Edit {
    fn whole(span: Range<usize>) -> Edit {
        Edit { pieces: vec![span.clone()], shown: span }
    }
}

/// Where something stands that may be written a second time behind itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// On lines of its own: these, with their ends.
    Lines(Range<usize>),
    /// Inside brackets or braces, where a comma sets it apart from the next.
    Nested(Range<usize>),
}

struct Element {
    span: Range<usize>,
    /// Whether it stands inside brackets or braces.
    nested: bool,
}

impl<'t> Layout<'t> {
    /// Reads a text that is TOML.
    pub(crate) fn of(text: &'t str) -> Layout<'t> {
        let mut layout = Layout {
            original: text,
            text: text.to_string(),
            gone: BTreeMap::new(),
            events: events(text),
            pairs: Vec::new(),
            items: Vec::new(),
            blocks: Vec::new(),
        };
        // Of each bracket that is open: whether it is a list, and where it and the pair that it belongs to begin.
        let mut open: Vec<(bool, usize, Option<usize>)> = Vec::new();
        let mut pair: Option<usize> = None;
        let mut header = false;
        let mut block: Option<Range<usize>> = None;
        for at in 0..layout.events.len() {
            let event = layout.events[at];
            let (start, end) = (event.span().start(), event.span().end());
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    layout.blocks.extend(block.take());
                    if event.kind() == EventKind::ArrayTableOpen {
                        block = Some(start..end);
                    }
                    header = true;
                }
                EventKind::StdTableClose | EventKind::ArrayTableClose => {
                    header = false;
                    if let Some(block) = &mut block {
                        block.end = end;
                    }
                }
                EventKind::SimpleKey if !header => {
                    pair.get_or_insert(start);
                }
                EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    open.push((event.kind() == EventKind::ArrayOpen, start, pair.take()));
                }
                EventKind::Scalar | EventKind::ArrayClose | EventKind::InlineTableClose => {
                    let mut begins = start;
                    if event.kind() != EventKind::Scalar {
                        let Some((_, opened, of)) = open.pop() else {
                            continue;
                        };
                        begins = opened;
                        pair = of;
                    }
                    let nested = !open.is_empty();
                    if open.last().is_some_and(|(list, ..)| *list) {
                        let span = begins..end;
                        layout.items.push(Element { span, nested });
                    } else if let Some(key) = pair.take() {
                        let span = key..end;
                        layout.pairs.push(Element { span, nested });
                        if let Some(block) = block.as_mut().filter(|_| !nested) {
                            block.end = end;
                        }
                    }
                }
                _ => {}
            }
        }
        layout.blocks.extend(block);
        layout
    }

    /// Removes what an edit says. What stands behind it has to be removed before it.
    pub(crate) fn remove(&mut self, edit: &Edit) {
        for piece in edit.pieces.iter().filter(|piece| !piece.is_empty()) {
            self.text.replace_range(piece.clone(), &" ".repeat(piece.len()));
            let (mut start, mut end) = (piece.start, piece.end);
            if let Some((from, to)) = self.gone.range(..=start).next_back()
                && *to >= start
            {
                (start, end) = (*from, end.max(*to));
            }
            while let Some((from, to)) = self.gone.range(start..=end).next() {
                let (from, to) = (*from, *to);
                end = end.max(to);
                self.gone.remove(&from);
            }
            self.gone.insert(start, end);
        }
    }

    /// What an edit would show of the text as it is now.
    pub(crate) fn shown(&self, edit: &Edit) -> &str {
        self.text[edit.shown.clone()].trim_end()
    }

    /// The text without what was removed.
    pub(crate) fn left(&self) -> String {
        let mut left = String::with_capacity(self.original.len());
        let mut at = 0;
        for (start, end) in &self.gone {
            left.push_str(&self.original[at..*start]);
            at = *end;
        }
        left + &self.original[at..]
    }

    /// The innermost `key = value` with a name in it: its lines, or what an inline table holds of it.
    pub(crate) fn pair_at(&self, name: &Range<usize>) -> Option<Edit> {
        let pair = innermost(&self.pairs, name)?;
        if pair.nested {
            return Some(self.out_of_brackets(&pair.span));
        }
        let lines = self.lines(&pair.span);
        Some(Edit::whole(lines.unwrap_or(pair.span.clone())))
    }

    /// Where the innermost `key = value` with a name in it stands.
    pub(crate) fn spot_of_pair(&self, name: &Range<usize>) -> Option<Spot> {
        let pair = innermost(&self.pairs, name)?;
        match pair.nested {
            true => Some(Spot::Nested(pair.span.clone())),
            false => self.lines(&pair.span).map(Spot::Lines),
        }
    }

    /// Where the innermost item of a list with a name in it stands, else the block of `[[…]]` around it.
    pub(crate) fn spot_of_item_or_block(&self, name: &Range<usize>) -> Option<Spot> {
        if let Some(item) = innermost(&self.items, name) {
            return Some(Spot::Nested(item.span.clone()));
        }
        self.lines(self.block_at(name)?).map(Spot::Lines)
    }

    fn block_at(&self, name: &Range<usize>) -> Option<&Range<usize>> {
        let at = self.blocks.partition_point(|block| block.end < name.end);
        self.blocks.get(at).filter(|block| block.start <= name.start)
    }

    /// The innermost item of a list with a name in it, else the block of `[[…]]` around it with the empty line that
    /// sets it apart.
    pub(crate) fn item_or_block_at(&self, name: &Range<usize>) -> Option<Edit> {
        if let Some(item) = innermost(&self.items, name) {
            return Some(self.out_of_brackets(&item.span));
        }
        let shown = self.lines(self.block_at(name)?)?;
        Some(Edit { pieces: vec![self.with_empty_line(shown.clone())], shown })
    }

    /// An element of a list or an inline table, with the comma that goes with it.
    fn out_of_brackets(&self, element: &Range<usize>) -> Edit {
        let after = self.events.partition_point(|e| e.span().start() < element.end);
        let before = self.events.partition_point(|e| e.span().start() < element.start);
        let comma = |event: Option<&Event>| {
            let event = event.filter(|event| event.kind() == EventKind::ValueSep)?;
            Some(event.span().start()..event.span().end())
        };
        let says = |event: &&Event| {
            let kind = event.kind();
            !matches!(kind, EventKind::Whitespace | EventKind::Newline | EventKind::Comment)
                && self.text.as_bytes().get(event.span().start()) != Some(&b' ')
        };
        let next = comma(self.events[after..].iter().find(says));
        let previous = comma(self.events[..before].iter().rev().find(says));
        let blank = |span: Range<usize>| self.text[span].trim_matches([' ', '\t']).is_empty();
        // With its own comma behind it, the element goes up to there; a comma that is farther away goes by itself.
        let mut whole = element.clone();
        let mut apart = None;
        match (next, previous) {
            (Some(comma), _) if blank(element.end..comma.start) => whole.end = comma.end,
            (Some(comma), _) => apart = Some(comma),
            (None, Some(comma)) if blank(comma.end..element.start) => whole.start = comma.start,
            (None, previous) => apart = previous,
        }
        let (cut, shown) = match self.lines(&whole) {
            Some(lines) => (lines.clone(), lines),
            None => {
                let rest = &self.text[whole.end..];
                let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                if whole.start == element.start {
                    whole.end += space;
                }
                (whole, element.clone())
            }
        };
        let mut pieces = vec![cut];
        pieces.extend(apart);
        pieces.sort_by_key(|piece| piece.start);
        Edit { pieces, shown }
    }

    /// The lines of a span, with their ends, when nothing else but a comment stands on them.
    fn lines(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let start = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[span.end..].find('\n').map_or(self.text.len(), |at| span.end + at + 1);
        let before = self.text[start..span.start].trim();
        let after = self.text[span.end..end].trim();
        let alone = before.is_empty() && (after.is_empty() || after.starts_with('#'));
        alone.then_some(start..end)
    }

    /// The lines of a block with the empty line before them, if it would be one too many without the block.
    fn with_empty_line(&self, lines: Range<usize>) -> Range<usize> {
        let gone = self.gone.get(&lines.end).copied();
        let rest = &self.text[gone.unwrap_or(lines.end)..];
        let next = rest.lines().next().unwrap_or_default();
        let above = self.text[..lines.start].strip_suffix('\n').map(|above| {
            let start = above.rfind('\n').map_or(0, |at| at + 1);
            (start, above[start..].trim().is_empty())
        });
        match above {
            Some((start, true)) if next.trim().is_empty() => start..lines.end,
            _ => lines,
        }
    }
}

fn innermost<'e>(elements: &'e [Element], name: &Range<usize>) -> Option<&'e Element> {
    // Of two that hold a name the inner one ends first.
    let from = elements.partition_point(|element| element.span.end < name.end);
    elements[from..].iter().find(|element| element.span.start <= name.start)
}

fn events(text: &str) -> Vec<Event> {
    let tokens = Source::new(text).lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut collect = |event: Event| events.push(event);
    parse_document(&tokens, &mut collect, &mut ());
    events
}
