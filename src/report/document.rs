//! An answer for people, with the meaning of each part. `render` chooses how it looks.

/// What a part of a text means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// What the eye should find.
    Strong,
    /// Less important than its neighbours.
    Quiet,
    /// Reached.
    Good,
    /// Still to do, or to be careful about.
    Warn,
    /// Something to type.
    Code,
}

/// A run of text of one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// What they mean.
    pub(crate) tone: Tone,
}

/// A line or a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// A text in one tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Text {
        Text::default().and(text, tone)
    }

    /// The same, and more.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, tone: Tone) -> Text {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Span { text, tone });
        }
        self
    }

    /// The same, and another text.
    #[must_use]
    pub fn with(mut self, other: Text) -> Text {
        self.0.extend(other.0);
        self
    }

    /// The characters alone.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text::new(text, Tone::Plain)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text, Tone::Plain)
    }
}

/// Everything that is said in one answer.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// In this order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// The subject of the answer.
    Title(Text),
    /// The subject of what follows.
    Heading(Text),
    /// Running text.
    Paragraph(Text),
    /// Points of equal rank.
    List(Vec<Text>),
    /// Names with what they stand for, aligned.
    Facts(Vec<(String, Text)>),
    /// Rows and columns.
    Table(Table),
    /// Lines of a file, to be shown as they are.
    Verbatim(Vec<String>),
    /// A file, a script or a path for another program: never wrapped, indented or coloured.
    Raw(String),
    /// Rows and columns of figures, to be seen at one glance.
    Grid(Grid),
    /// Commands to type, with what they do.
    Commands(Vec<(String, String)>),
    /// Something to know beside the rest.
    Note(Text),
    /// What needs what, drawn where graphs can be drawn and left out otherwise.
    Graph(Graph),
}

impl Document {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds what another document says.
    pub fn append(&mut self, other: Document) {
        self.blocks.extend(other.blocks);
    }

    /// A document that is a file, a script or a path for another program.
    pub fn raw(text: impl Into<String>) -> Document {
        Document { blocks: vec![Block::Raw(text.into())] }
    }

    /// Adds the title.
    pub fn title(&mut self, text: impl Into<Text>) {
        self.push(Block::Title(text.into()));
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<Text>) {
        self.push(Block::Heading(text.into()));
    }

    /// Adds running text.
    pub fn say(&mut self, text: impl Into<Text>) {
        self.push(Block::Paragraph(text.into()));
    }

    /// Adds points of equal rank, where there are some.
    pub fn list(&mut self, items: impl IntoIterator<Item = Text>) {
        let items: Vec<Text> = items.into_iter().collect();
        if !items.is_empty() {
            self.push(Block::List(items));
        }
    }

    /// Adds names with what they stand for.
    pub(crate) fn facts(&mut self, facts: impl IntoIterator<Item = (impl Into<String>, Text)>) {
        self.push(Block::Facts(
            facts.into_iter().map(|(name, text)| (name.into(), text)).collect(),
        ));
    }

    /// Adds a table.
    pub fn table(&mut self, table: impl Into<Table>) {
        self.push(Block::Table(table.into()));
    }

    /// Adds commands to type, each with what it does.
    pub fn commands(
        &mut self,
        commands: impl IntoIterator<Item = (impl Into<String>, &'static str)>,
    ) {
        let commands = commands.into_iter().map(|(command, what)| (command.into(), what.into()));
        self.push(Block::Commands(commands.collect()));
    }

    /// Adds things to know beside the rest.
    pub fn notes(&mut self, notes: impl IntoIterator<Item = impl ToString>) {
        self.blocks.extend(notes.into_iter().map(|note| Block::Note(note.to_string().into())));
    }

    /// Things without which the answer would be misread: they stand below its title, since few people read a long answer to
    /// its end.
    pub fn notes_below_title(&mut self, notes: impl IntoIterator<Item = impl ToString>) {
        let place = self.blocks.len().min(1);
        let notes = notes.into_iter().map(|note| Block::Note(note.to_string().into()));
        self.blocks.splice(place..place, notes);
    }
}

/// Rows and columns, in sections.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What the columns hold.
    pub columns: Vec<Column>,
    /// The rows, under a heading each; a table without headings is one section.
    pub sections: Vec<Section>,
}

impl Table {
    /// A table with a row for each item; what its columns hold is told one by one.
    pub fn of<R>(items: impl IntoIterator<Item = R>) -> Columns<R> {
        Table::in_sections([(None, items.into_iter().collect())])
    }

    /// The same, with the items under headings.
    pub(crate) fn in_sections<R>(
        sections: impl IntoIterator<Item = (Option<Text>, Vec<R>)>,
    ) -> Columns<R> {
        let mut table = Table::default();
        let mut items = Vec::new();
        for (heading, of_section) in sections {
            table.sections.push(Section { heading, rows: vec![Row::default(); of_section.len()] });
            items.extend(of_section);
        }
        Columns { table, items }
    }
}

/// A table that is told column by column: the title of each, and its cell in the row of each item.
#[derive(Clone, Debug)]
pub struct Columns<R> {
    table: Table,
    items: Vec<R>,
}

impl<R> Columns<R> {
    /// One more column.
    #[must_use]
    pub fn column<C: Into<Cell>>(mut self, column: Column, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.table.columns.push(column);
        for (row, item) in rows(&mut self.table).zip(&self.items) {
            row.cells.push(cell(item).into());
        }
        self
    }

    /// One more column, of texts that may wrap.
    #[must_use]
    pub fn text<C: Into<Cell>>(self, title: &'static str, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.column(Column::text(title), cell)
    }

    /// One more column, of short words.
    #[must_use]
    pub fn word<C: Into<Cell>>(self, title: &'static str, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.column(Column::word(title), cell)
    }

    /// One more column, of numbers.
    #[must_use]
    pub fn number<C: Into<Cell>>(self, title: &'static str, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.column(Column::number(title), cell)
    }

    /// The last column is shown only when there is room; the highest `rank` goes first.
    #[must_use]
    pub(crate) fn if_room(mut self, rank: u8) -> Columns<R> {
        if let Some(last) = self.table.columns.last_mut() {
            last.keep = Keep::IfRoom(rank);
        }
        self
    }

    /// Lines under the row of each item.
    #[must_use]
    pub(crate) fn details(mut self, details: impl Fn(&R) -> Vec<Text>) -> Columns<R> {
        for (row, item) in rows(&mut self.table).zip(&self.items) {
            row.details = details(item);
        }
        self
    }
}

fn rows(table: &mut Table) -> impl Iterator<Item = &mut Row> {
    table.sections.iter_mut().flat_map(|section| &mut section.rows)
}

impl<R> From<Columns<R>> for Table {
    fn from(columns: Columns<R>) -> Table {
        columns.table
    }
}

/// Rows that belong together.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// What they have in common.
    pub heading: Option<Text>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// What a column holds.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading; may be empty.
    pub title: &'static str,
    /// Where its content stands.
    pub(crate) align: Align,
    /// What may happen to it when the window is narrow.
    pub keep: Keep,
}

/// Where the content of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// Whether a column may be dropped or wrapped when the window is narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Always, as wide as it needs.
    Always,
    /// Always, but its content may wrap.
    Wrap,
    /// Only when there is room for it; the highest number goes first.
    IfRoom(u8),
}

impl Column {
    /// A column of texts that may wrap.
    pub fn text(title: &'static str) -> Column {
        Column { title, align: Align::Left, keep: Keep::Wrap }
    }

    /// A column of short words.
    pub fn word(title: &'static str) -> Column {
        Column { title, align: Align::Left, keep: Keep::Always }
    }

    /// A column of numbers.
    pub fn number(title: &'static str) -> Column {
        Column { title, align: Align::Right, keep: Keep::Always }
    }

    /// The same column, shown only when there is room; the highest `rank` goes first.
    #[must_use]
    pub(crate) fn if_room(mut self, rank: u8) -> Column {
        self.keep = Keep::IfRoom(rank);
        self
    }
}

/// Figures in rows and columns, each with a tone: a heat map. Where there is no room for all columns side by side, the
/// rows come again with the others.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What the rows are.
    pub(crate) corner: String,
    /// What the columns are, in a few letters each.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// One row of a grid.
#[derive(Clone, Debug, Default)]
pub struct GridRow {
    /// What this row and those after it have in common.
    pub heading: Option<Text>,
    /// What the row is about.
    pub label: String,
    /// A figure a column, with what it means.
    pub cells: Vec<Span>,
}

/// A row, and what there is to say about it in full width.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// Lines under the row.
    pub(crate) details: Vec<Text>,
}

/// One cell of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words or numbers, of one tone.
    Text(String, Tone),
    /// A share of a whole, 0 to 1: drawn as a bar where bars can be drawn, and as percent otherwise.
    Bar {
        /// What is certain.
        part: f64,
        /// What is possible.
        possible: f64,
    },
    /// Shares of a whole over time, each 0 to 1 and `None` where it is not known: drawn as a line of small bars where
    /// such can be drawn, and as percent otherwise.
    Trend(Vec<Option<f64>>),
    /// Whether something holds, said by a sign and a word.
    Mark(Mark),
}

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It is not known.
    Unknown,
}

impl Cell {
    /// A plain cell.
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Tone::Plain)
    }

    /// A cell for the eye to find.
    pub fn strong(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Tone::Strong)
    }

    /// A cell that is less important than its neighbours.
    pub fn quiet(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Tone::Quiet)
    }

    /// A cell of a tone.
    pub(crate) fn toned(text: impl Into<String>, tone: Tone) -> Cell {
        Cell::Text(text.into(), tone)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text, Tone::Plain)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.into(), Tone::Plain)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone(), Tone::Plain)
    }
}

impl Row {
    /// A row of cells.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, details: Vec::new() }
    }
}

/// Things, and which of them needs which.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What it is about.
    pub title: String,
    /// How to read it.
    pub(crate) caption: String,
    /// The things.
    pub nodes: Vec<Node>,
    /// Things that belong together; each thing is in one cluster at most.
    pub(crate) clusters: Vec<Cluster>,
    /// What needs what.
    pub edges: Vec<Edge>,
}

/// One thing of a graph.
#[derive(Clone, Debug)]
pub struct Node {
    /// What tells it from the others.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// How it stands.
    pub state: State,
}

/// How a thing of a graph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked for itself.
    Asked,
    /// There only because others need it.
    Needed,
    /// Reached.
    Done,
    /// Can be begun today.
    Next,
    /// Waits for something that comes before it.
    Later,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] =
        [State::Asked, State::Needed, State::Done, State::Next, State::Later];
}

/// Things of a graph that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// What they have in common.
    pub label: String,
    /// Their places among the nodes.
    pub members: Vec<usize>,
}

/// One thing of a graph that another needs.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The place of the one that is needed.
    pub from: usize,
    /// The place of the one that needs it.
    pub to: usize,
    /// How much of it is needed; may be empty.
    pub label: String,
}
