//! What is said, tagged with meaning. The pens of `render` choose the ink.

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
    pub tone: Tone,
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
        self.0.push(Span { text: text.into(), tone });
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
    /// What it is all about.
    Title(Text),
    /// What the following is about.
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

    /// Adds running text.
    pub fn say(&mut self, text: impl Into<Text>) {
        self.push(Block::Paragraph(text.into()));
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<Text>) {
        self.push(Block::Heading(text.into()));
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
    pub align: Align,
    /// How dear it is when there is little room.
    pub keep: Keep,
}

/// Where the content of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// How dear a column is when there is little room.
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
    pub fn if_room(mut self, rank: u8) -> Column {
        self.keep = Keep::IfRoom(rank);
        self
    }
}

/// Figures in rows and columns, each with a tone: a heat map. Where there is no room for all columns side by side, the
/// rows come again with the others.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What the rows are.
    pub corner: String,
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
    pub details: Vec<Text>,
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

    /// A cell of a tone.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Cell {
        Cell::Text(text.into(), tone)
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
    pub caption: String,
    /// The things.
    pub nodes: Vec<Node>,
    /// Things that belong together; each thing is in one cluster at most.
    pub clusters: Vec<Cluster>,
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
pub struct Cluster {
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
