//! The spans of pairs, items and blocks in a TOML text, and the bytes to remove so that the rest is still TOML.

use std::collections::BTreeMap;
use std::ops::Range;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, parse_document};

/// The spans of the pairs, items and blocks of a text, and the parts that were removed.
pub(crate) struct Layout<'t> {
    original: &'t str,
    /// The text, with spaces in place of the removed parts, so that everything else keeps its offset.
    text: String,
    /// The removed parts, each from its start to its end.
    gone: BTreeMap<usize, usize>,
    events: Vec<Event>,
    /// The `key = value` pairs of the file and of inline tables, sorted by their ends, like the items and blocks.
    pairs: Vec<Element>,
    /// The items of lists.
    items: Vec<Element>,
    /// The `[[name]]` blocks, each with the pairs under it.
    blocks: Vec<Range<usize>>,
}

/// A part of a text to remove.
pub(crate) struct Edit {
    /// The byte ranges to remove, in order.
    pub(crate) pieces: Vec<Range<usize>>,
    /// The byte range that is shown to the user.
    pub(crate) shown: Range<usize>,
}

impl Edit {
    fn whole(span: Range<usize>) -> Edit {
        Edit { pieces: vec![span.clone()], shown: span }
    }
}

/// The span of an element behind which a second copy may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// The element is alone on its lines. This is the range of those lines, with their line ends.
    Lines(Range<usize>),
    /// The element is inside brackets or braces, where a comma separates it from the next one.
    Nested(Range<usize>),
}

struct Element {
    span: Range<usize>,
    /// Whether the element is inside brackets or braces.
    nested: bool,
}

impl<'t> Layout<'t> {
    /// Reads the layout of a valid TOML text.
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
        // For each open bracket: whether it is a list, where it begins, and where the pair that it belongs to begins.
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

    /// Removes the ranges of an edit. Edits must be made from the end of the text to its beginning.
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

    /// Returns the text that an edit would show, without the parts that are already removed.
    pub(crate) fn shown(&self, edit: &Edit) -> &str {
        self.text[edit.shown.clone()].trim_end()
    }

    /// Returns the text without the removed parts.
    pub(crate) fn left(&self) -> String {
        let mut left = String::with_capacity(self.original.len());
        let mut at = 0;
        for (start, end) in &self.gone {
            left.push_str(&self.original[at..*start]);
            at = *end;
        }
        left + &self.original[at..]
    }

    /// Returns the edit for the innermost `key = value` pair around a name: its lines, or its part of an inline
    /// table.
    pub(crate) fn pair_at(&self, name: &Range<usize>) -> Option<Edit> {
        let pair = innermost(&self.pairs, name)?;
        if pair.nested {
            return Some(self.out_of_brackets(&pair.span));
        }
        let lines = self.lines(&pair.span);
        Some(Edit::whole(lines.unwrap_or(pair.span.clone())))
    }

    /// Returns the position of the innermost `key = value` pair around a name.
    pub(crate) fn spot_of_pair(&self, name: &Range<usize>) -> Option<Spot> {
        let pair = innermost(&self.pairs, name)?;
        match pair.nested {
            true => Some(Spot::Nested(pair.span.clone())),
            false => self.lines(&pair.span).map(Spot::Lines),
        }
    }

    /// Returns the position of the innermost list item around a name, otherwise that of the `[[…]]` block around it.
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

    /// Returns the edit for the innermost list item around a name, otherwise for the `[[…]]` block around it, with
    /// the empty line that separates the block.
    pub(crate) fn item_or_block_at(&self, name: &Range<usize>) -> Option<Edit> {
        if let Some(item) = innermost(&self.items, name) {
            return Some(self.out_of_brackets(&item.span));
        }
        let shown = self.lines(self.block_at(name)?)?;
        Some(Edit { pieces: vec![self.with_empty_line(shown.clone())], shown })
    }

    /// Returns the edit for an element of a list or an inline table, with the comma that belongs to it.
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
        // If only spaces separate the element from its comma, they are one piece. Otherwise the comma is a piece of
        // its own.
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

    /// Returns the lines of a span, with their line ends, if these lines contain nothing else but a comment.
    fn lines(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let start = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[span.end..].find('\n').map_or(self.text.len(), |at| span.end + at + 1);
        let before = self.text[start..span.start].trim();
        let after = self.text[span.end..end].trim();
        let alone = before.is_empty() && (after.is_empty() || after.starts_with('#'));
        alone.then_some(start..end)
    }

    /// Returns the lines of a block, with the empty line before them if that line would be superfluous without the
    /// block.
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
    // If two elements contain a name, the inner one ends first.
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
