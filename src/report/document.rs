//! An answer for people, with the meaning of each part. `render` chooses how it looks.

/// The meaning of a part of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No special meaning.
    #[default]
    Plain,
    /// Emphasised.
    Strong,
    /// Less important than its neighbours.
    Quiet,
    /// Something reached.
    Good,
    /// Something still to do, or a warning.
    Warn,
    /// Something to type.
    Code,
}

/// A run of text of one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The characters of the run.
    pub text: String,
    /// The meaning of the run.
    pub(crate) tone: Tone,
}

/// A line or a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// Creates a text of one tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Text {
        Text::default().and(text, tone)
    }

    /// Appends characters of a tone.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, tone: Tone) -> Text {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Span { text, tone });
        }
        self
    }

    /// Appends another text.
    #[must_use]
    pub fn with(mut self, other: Text) -> Text {
        self.0.extend(other.0);
        self
    }

    /// Returns the characters without tones.
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

/// An answer for people.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The blocks, in the order of the output.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// The title of the answer.
    Title(Text),
    /// The heading of the blocks after it.
    Heading(Text),
    /// Running text.
    Paragraph(Text),
    /// Items of a list.
    List(Vec<Text>),
    /// Names and their values, aligned in two columns.
    Facts(Vec<(String, Text)>),
    /// Rows and columns.
    Table(Table),
    /// Lines of a file, shown unchanged.
    Verbatim(Vec<String>),
    /// A file, a script or a path for another program: never wrapped, indented or coloured.
    Raw(String),
    /// Figures in rows and columns: a heat map.
    Grid(Grid),
    /// Commands to type, each with what it does.
    Commands(Vec<(String, String)>),
    /// A note.
    Note(Text),
    /// A graph of what needs what. Formats that cannot draw graphs leave it out.
    Graph(Graph),
}

impl Document {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Appends the blocks of another document.
    pub fn append(&mut self, other: Document) {
        self.blocks.extend(other.blocks);
    }

    /// Creates a document that is a file, a script or a path for another program.
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

    /// Adds a list, if there are items.
    pub fn list(&mut self, items: impl IntoIterator<Item = Text>) {
        let items: Vec<Text> = items.into_iter().collect();
        if !items.is_empty() {
            self.push(Block::List(items));
        }
    }

    /// Adds names and their values.
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

    /// Adds notes.
    pub fn notes(&mut self, notes: impl IntoIterator<Item = impl ToString>) {
        self.blocks.extend(notes.into_iter().map(|note| Block::Note(note.to_string().into())));
    }

    /// Inserts notes below the title. This is for notes without which the answer would be misread, since few people
    /// read a long answer to its end.
    pub fn notes_below_title(&mut self, notes: impl IntoIterator<Item = impl ToString>) {
        let place = self.blocks.len().min(1);
        let notes = notes.into_iter().map(|note| Block::Note(note.to_string().into()));
        self.blocks.splice(place..place, notes);
    }
}

/// Rows and columns, in sections.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The sections. A table without headings has one section.
    pub sections: Vec<Section>,
}

impl Table {
    /// Starts a table with a row for each item. The columns are added one by one.
    pub fn of<R>(items: impl IntoIterator<Item = R>) -> Columns<R> {
        Table::in_sections([(None, items.into_iter().collect())])
    }

    /// Starts a table with a row for each item, under headings.
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

/// A table that is built column by column: each column adds its title, and a cell to the row of each item.
#[derive(Clone, Debug)]
pub struct Columns<R> {
    table: Table,
    items: Vec<R>,
}

impl<R> Columns<R> {
    /// Adds a column.
    #[must_use]
    pub fn column<C: Into<Cell>>(mut self, column: Column, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.table.columns.push(column);
        for (row, item) in rows(&mut self.table).zip(&self.items) {
            row.cells.push(cell(item).into());
        }
        self
    }

    /// Adds a column of texts that may wrap.
    #[must_use]
    pub fn text<C: Into<Cell>>(self, title: &'static str, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.column(Column::text(title), cell)
    }

    /// Adds a column of short words.
    #[must_use]
    pub fn word<C: Into<Cell>>(self, title: &'static str, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.column(Column::word(title), cell)
    }

    /// Adds a column of numbers.
    #[must_use]
    pub fn number<C: Into<Cell>>(self, title: &'static str, cell: impl Fn(&R) -> C) -> Columns<R> {
        self.column(Column::number(title), cell)
    }

    /// Lets the last column disappear when there is little room. The column with the highest `rank` disappears first.
    #[must_use]
    pub(crate) fn if_room(mut self, rank: u8) -> Columns<R> {
        if let Some(last) = self.table.columns.last_mut() {
            last.keep = Keep::IfRoom(rank);
        }
        self
    }

    /// Explains the last column in a sentence below the table.
    #[must_use]
    pub(crate) fn explained(mut self, sentence: &'static str) -> Columns<R> {
        if let Some(last) = self.table.columns.last_mut() {
            last.explained = sentence;
        }
        self
    }

    /// Adds lines below the row of each item.
    #[must_use]
    pub(crate) fn details(mut self, details: impl Fn(&R) -> Vec<Text>) -> Columns<R> {
        for (row, item) in rows(&mut self.table).zip(&self.items) {
            row.details = details(item);
        }
        self
    }
}

/// Returns the paragraph below a table that explains the shown columns; `None` if none of them needs it.
pub(crate) fn explanations<'c>(shown: impl IntoIterator<Item = &'c Column>) -> Option<String> {
    let sentences = shown.into_iter().map(|column| column.explained);
    let sentences: Vec<&str> = sentences.filter(|sentence| !sentence.is_empty()).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn rows(table: &mut Table) -> impl Iterator<Item = &mut Row> {
    table.sections.iter_mut().flat_map(|section| &mut section.rows)
}

impl<R> From<Columns<R>> for Table {
    fn from(columns: Columns<R>) -> Table {
        columns.table
    }
}

/// Rows under one heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading of the rows.
    pub heading: Option<Text>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The heading of the column; may be empty.
    pub title: &'static str,
    /// The alignment of the cells.
    pub(crate) align: Align,
    /// What may happen to it when the window is narrow.
    pub keep: Keep,
    /// A sentence that explains the column; may be empty. It stands below the table if the column is shown.
    pub(crate) explained: &'static str,
}

/// The alignment of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Left, for texts.
    Left,
    /// Right, for numbers.
    Right,
}

/// Whether a column may be dropped or wrapped when the window is narrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The column always stays, as wide as it needs.
    Always,
    /// The column always stays, but its content may wrap.
    Wrap,
    /// The column is shown only when there is room for it. The column with the highest number disappears first.
    IfRoom(u8),
}

impl Column {
    /// Creates a column of texts that may wrap.
    pub fn text(title: &'static str) -> Column {
        Column { title, align: Align::Left, keep: Keep::Wrap, explained: "" }
    }

    /// Creates a column of short words.
    pub fn word(title: &'static str) -> Column {
        Column { title, align: Align::Left, keep: Keep::Always, explained: "" }
    }

    /// Creates a column of numbers.
    pub fn number(title: &'static str) -> Column {
        Column { title, align: Align::Right, keep: Keep::Always, explained: "" }
    }

    /// Lets the column disappear when there is little room. The column with the highest `rank` disappears first.
    #[must_use]
    pub(crate) fn if_room(mut self, rank: u8) -> Column {
        self.keep = Keep::IfRoom(rank);
        self
    }
}

/// Figures in rows and columns, each with a tone: a heat map. If the columns do not fit side by side, the rows are
/// repeated below with the columns that are left.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The heading of the row labels.
    pub(crate) corner: String,
    /// The headings of the columns, a few letters each.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// One row of a grid.
#[derive(Clone, Debug, Default)]
pub struct GridRow {
    /// The heading of this row and of those after it.
    pub heading: Option<Text>,
    /// The label of the row.
    pub label: String,
    /// A figure for each column, with its tone.
    pub cells: Vec<Span>,
}

/// A row, and lines of full width below it.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// The lines below the row.
    pub(crate) details: Vec<Text>,
}

/// One cell of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words or numbers of one tone.
    Text(String, Tone),
    /// A share of a whole, 0 to 1: drawn as a bar if the format can, otherwise as percent.
    Bar {
        /// The share that is certain.
        part: f64,
        /// The share that is possible.
        possible: f64,
    },
    /// Shares of a whole over time, each 0 to 1, or `None` if it is not known. They are drawn as a line of small bars
    /// if the format can, otherwise as percent.
    Trend(Vec<Option<f64>>),
    /// Whether something is true, shown by a sign and a word.
    Mark(Mark),
}

/// Whether something is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is true.
    Yes,
    /// It is not true.
    No,
    /// It is not known.
    Unknown,
}

impl Cell {
    /// Creates a plain cell.
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Tone::Plain)
    }

    /// Creates an emphasised cell.
    pub fn strong(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Tone::Strong)
    }

    /// Creates a cell that is less important than its neighbours.
    pub fn quiet(text: impl Into<String>) -> Cell {
        Cell::Text(text.into(), Tone::Quiet)
    }

    /// Creates a cell of any tone.
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
    /// Creates a row of cells without further lines.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, details: Vec::new() }
    }
}

/// A graph: nodes, and edges that say which node needs which.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// The title of the graph.
    pub title: String,
    /// How to read it.
    pub(crate) caption: String,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The clusters. Each node is in one cluster at most.
    pub(crate) clusters: Vec<Cluster>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// A node of a graph.
#[derive(Clone, Debug)]
pub struct Node {
    /// The unique id of the node.
    pub id: String,
    /// The name that is shown.
    pub label: String,
    /// The state of the node.
    pub state: State,
}

/// The state of a node: why it is in the graph, or how far it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Requested for itself.
    Asked,
    /// Present only because other nodes need it.
    Needed,
    /// Done.
    Done,
    /// Can begin today.
    Next,
    /// Waits for another node.
    Later,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] =
        [State::Asked, State::Needed, State::Done, State::Next, State::Later];
}

/// Nodes that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// The name of the cluster.
    pub label: String,
    /// The indices of its nodes.
    pub members: Vec<usize>,
}

/// An edge of a graph: one node needs another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The index of the node that is needed.
    pub from: usize,
    /// The index of the node that needs it.
    pub to: usize,
    /// How much of it is needed, such as a level; may be empty.
    pub label: String,
}
