//! skillgap compares what somebody can do with what back-end jobs ask for, and plans the way in the best order.
//!
//! This page is the map of the house. The data goes one way through it, and each room knows only those before it:
//!
//! ```text
//!  skillmaps/*.toml ──┐                                       ┌─ terminal
//!                     ├─ files ─▶ domain ─▶ report ─▶ render ─┼─ markdown, graphs
//!  profile.toml ──────┘    ▲         ▲         └─▶ JSON       │
//!                          │         │              └─────────┴──▶ cli prints
//!                       library  (reads and writes the disk)
//! ```
//!
//! | room | is | may import |
//! |---|---|---|
//! | [`domain`] | the nouns and their arithmetic | nothing of ours |
//! | [`files`] | text ⇄ domain: what a TOML file may hold and the rules that make it valid, the compact form of the shipped maps, [people](files::people) in files of any shape or in a stream, forms to hand out | `domain` |
//! | [`library`] | where maps and profiles live on disk, and how they are replaced whole | `domain`, `files` |
//! | [`report`] | answers → a document tagged with meaning, and the JSON shapes | `domain` |
//! | [`render`] | document → text: the terminal pen, the Markdown pen, the CSV pen, the workbook pen, the plain pen, the pens for graphs and for pages | `report::document`, `report::page`, `report::sheet`, `domain::clean` |
//! | [`precedence_optimum`] | the order engine, a crate of its own in `src/optimum/`: it knows hours and needs, and no skill | nothing of ours |
//! | [`cli`] | arguments, prompts, progress, exit codes | everything; only `main` imports it |
//!
//! The [`guide`] is for people: what the README leaves out.
//!
//! # What never happens
//!
//! - [`domain`] never reads a file, a clock, an environment or a terminal, and knows no file format.
//! - Nobody holds [`SkillMaps`](domain::maps::SkillMaps) that are not valid: only
//!   [`validate`](files::maps_validation::validate) makes them from files, and it returns every problem of all files instead
//!   when there is one. So what comes after it (finding gaps, planning) returns values, not `Result`s. The shipped maps were
//!   validated when the program was built: `src/build.rs` keeps the result in a compact form ([`files::maps_compact`]), which
//!   is only decoded at every start, and `tests/suite/shipped.rs` checks that it is what `validate` makes of the TOML.
//! - [`render`] never mentions a skill or a role, and [`report`] never a colour or a width.
//! - Nothing outside [`cli`] prints.
//! - No free text leaves with a character that steers: every pen, and JSON, goes through [`domain::clean`].
//! - A profile is written by [`profiles::change`](library::profiles::change) alone: under a lock, whole or not at all, and with
//!   one earlier copy kept beside it, which `skillgap undo` brings back. Whoever deletes a profile deletes that copy too.
//!
//! `tests/suite/rooms.rs` reads the `use` lines and checks all of this.
//!
//! # Where to add something
//!
//! - *A skill or a role*: `skillmaps/skills/<area>.toml`, `skillmaps/roles/<role>.toml`; their first lines are the manual,
//!   and `tests/suite/shipped.rs` says what content must hold, `tests/suite/projects.rs` where projects come in a plan. A new
//!   file is named in [`library::shipped`].
//! - *A skill that is taken out of the maps*: an entry under `[[retired]]` in the same file, or its id under `renamed_from`
//!   where it only has another one now. `tests/suite/released.rs` holds that every id that was shipped is understood.
//! - *A rule for advertisements* (a phrase that shows a skill, a heading, a word that means something else):
//!   `skillmaps/adverts.toml`, whose first lines are the manual; [`domain::advert`] reads by it and holds no word of
//!   its own, only marks and markup.
//!   `cargo run --example adverts -- score` says what a change does to the fixtures in `tests/fixtures/adverts/`.
//! - *A key of a file* (of a skill, a role, a profile, a `cohort.toml` or a `--map` file): a line in the `file_tables!` of
//!   [`files::maps_toml`], [`files::profile_toml`], [`files::cohort_toml`] or [`files::people::mapping`]. That line is read,
//!   checked for its shape and published by `skillgap schema`; its type says what may stand there
//!   ([`files::file_values`], where a new kind of text or number is added with its check and its schema). Beside it there is only
//!   the use: the domain type that keeps the value, the line of [`files::maps_validation`] or of `ProfileFile::validate` that
//!   moves it there, and for maps the name of the field in [`files::maps_compact`], which the compiler asks for.
//! - *A rule between several keys or files*: a code in [`Code`](domain::problem::Code), a check in
//!   [`files::maps_validation`], and a file that breaks it in `tests/fixtures/broken/`.
//! - *A header, or a level, that people write*: `files/people/header_words.rs` or `files/people/levels.rs`, which whole files
//!   and streams share, and a table in `tests/suite/batch.rs` that both read alike. Words of questions that ask for a level, or
//!   for something else, stand in `files/people/questions.rs`, what is no person in `files/people/summaries.rs`.
//! - *A kind of spreadsheet*: a file in `tests/fixtures/answers/real` and its test in `tests/suite/spreadsheets.rs`; where
//!   the header is not found, `files/people/layout.rs`.
//! - *A kind of problem*: a line in [`Code`](domain::problem::Code), and a file that provokes it; `tests/suite/broken.rs` says
//!   where it may be.
//! - *A number*: a function of [`domain::gap`] or [`domain::roadmap`], with hand arithmetic in `tests/suite/arithmetic.rs`. What
//!   [`domain::scoring`] says of very many people has to be the same; `tests/suite/scoring.rs` compares the two.
//! - *An answer*: a type in [`report`] that is an [`Answer`](report::answer::Answer), and its line in
//!   `cli/commands/schema.rs`. Its JSON, schema, text, CSV, formats and description all follow from that one type.
//!   - a field of its JSON: the field, with its comment, in the `…Json` type and where that is made;
//!   - a column of a table: one call on [`Columns`](report::document::Columns), which says title and cell together;
//!   - a column of CSV: its path in the [`Csv`](report::sheet::Csv) beside the JSON type; a test compares it with the schema;
//!     where the rows are no list of that JSON, one call on [`Sheet::of`](report::sheet::Sheet::of) for title and cell;
//!   - JSON that is no document, such as a line of `batch` or of an interview: [`Bare`](report::answer::Bare), with its line in
//!     `cli/commands/schema.rs`; the columns of `batch` stand in `Row::each_column` of `cli/commands/batch/csv.rs`;
//!   - a sentence: `text!("**{}** of {}", …)`, see [`report::text`].
//! - *An enum that stands as a word* in files, flags or JSON: `words!` of [`domain::words`], and a line in
//!   [`report::json`] (and in `cli/flags.rs` where it is a flag).
//! - *Something on a page*: a [`Part`](report::page::Part) that `report/page` fills and `render/page` draws; a kind of picture is a
//!   [`Shape`](report::page::Shape). `tests/page/check.mjs` looks at every page in a real browser.
//! - *A picture of the README*: `tests/suite/pictures.rs` for a screen, `npm run picture --prefix tests/page` for the page.
//! - *A format that people take along*: a file in `files/exports/`, a word of [`Format`](report::answer::Format), and its place in
//!   `cli/commands/export.rs`. What is to do comes from [`report::to_do`]. `tests/page/exports.mjs` reads it with another program.
//! - *A question*: a kind of [`Question`](domain::interview::Question), its place in `domain/interview/sequence.rs` (of a
//!   checklist in `domain/interview/sentences.rs`; what is worth asking is in [`model`](domain::interview::model)), and its looks in each front under `cli/interview/` (a screen, plain lines, a JSON protocol).
//! - *A command*: a file in `cli/commands/` with its flags and `Run`, and two lines in `cli/commands/mod.rs`, of which one
//!   is its help; a call in `tests/suite/scripts.rs`, and its help in `tests/cmd/help.md`.
//! - *A command that writes the profile*: [`profiles::append`](library::profiles::append) or an edit of the text in
//!   [`profiles::change`](library::profiles::change); several writes that are one change for the user share a
//!   [`OneChange`](library::profiles::OneChange).
//! - *How much is read at most*: a line in [`files::limits`] and one in `src/guide/limits.md`; `tests/suite/limits.rs` compares the two.
//! - *Something that reads what others wrote*: a target in `tests/fuzz/src/targets.rs` with a seed. What once found a fault
//!   stays in `tests/fuzz/found`.
//! - *A command that writes*: a call in `tests/suite/kills.rs`, which kills it at any moment.
//! - *A new key or format of a file*: a file in `tests/fixtures/released`, where none is ever changed.
//! - *A dependency*: its reason above it in `Cargo.toml`, its licence in `.deny.toml`.
//! - *A file that is read whole*: [`whole::read`](library::whole::read), which has the limit of size and refuses pipes.
//! - *A command about the people of a cohort*: it takes a `COHORT` and the flags of `PeopleArgs`
//!   (`cli/commands/cohort/people.rs`), which read the people, call them by aliases under `--anonymous` before anything else
//!   sees them, and give the answer in every format. What is about fewer than five people the answer keeps back itself
//!   (`hide_few`). `tests/suite/mentors.rs` finds the command and looks for names in all that it prints.
//! - *A form to hand out*: a file in [`files::forms`], drawn from one [`Handout`](files::forms::Handout). Which sentences it asks
//!   is in [`domain::checklist`], and how ticks are read back in [`files::people::checklists`].
//! - *A flag that is more than text*: a `Value` in `cli/values.rs`, which reads it at the door.
//! - *A note beside an answer*: a variant of [`Note`](report::notes::Note) with its sentence.
//! - *A change of a JSON document*: `tests/suite/schemas.rs` says what it asks of
//!   [`FORMAT_VERSION`](report::json::FORMAT_VERSION).
//!
//! # How far it is tried
//!
//! | figure | command |
//! |---|---|
//! | inputs that each reader was given by a fuzzer | `tests/fuzz/run`; it writes a line a target into `executions.tsv`, in the folder of what is built |
//! | commands that were killed while they wrote | `cargo test --test suite kills:: -- --ignored --nocapture` |
//! | changes of the order engine that no test notices | `cargo mutants -p precedence-optimum -C=--lib`; `.cargo/mutants.toml` says which change nothing |
//! | lines that some test runs | `rustup component add llvm-tools`, then `cargo llvm-cov --workspace --summary-only` |
//!
//! # As a library
//!
//! Without the feature `cli`, which is on by default and which the program needs, there is no [`cli`] and no
//! [`render::terminal`], and no terminal crate is built. Public is what a crate outside uses: `tests/library`, which `.ci/run`
//! runs without that feature, the tests and the benchmarks. Everything else is `pub(crate)`, and the compiler tells of what
//! nobody uses any more. Whoever needs more of it makes it public, and uses it in `tests/library`.
//!
//! ```
#![doc = include_str!("../tests/library/example.rs")]
//! ```

// Tests may unwrap; what runs for somebody may not.
#![cfg_attr(not(test), deny(clippy::unwrap_used))]
#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "only the program uses them")
)]

#[cfg(feature = "cli")]
pub mod cli;
pub mod domain;
pub mod files;
pub mod guide;
pub mod library;
pub mod render;
pub mod report;
