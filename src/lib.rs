//! skillgap compares a person's skills with the skills that back-end jobs ask for, and plans what to learn in the best
//! order.
//!
//! This page describes the architecture. Data flows in one direction through the modules below, and each module knows
//! only the modules before it:
//!
//! ```text
//!  skillmaps/*.toml ──┐                                       ┌─ terminal
//!                     ├─ files ─▶ domain ─▶ report ─▶ render ─┼─ markdown, graphs
//!  profile.toml ──────┘    ▲         ▲         └─▶ JSON       │
//!                          │         │              └─────────┴──▶ cli prints
//!                       library  (reads and writes the disk)
//! ```
//!
//! | module | contains | may import |
//! |---|---|---|
//! | [`domain`] | the data types, the calculations and the rules | none of our modules |
//! | [`files`] | conversion between text and domain types: the keys and rules of the TOML files, the compact form of the shipped maps, [people](files::people) in files of any layout or in a stream, forms to hand out | `domain` |
//! | [`library`] | where maps and profiles are stored on disk, and how a whole file is replaced | `domain`, `files` |
//! | [`report`] | conversion of results to a document whose text is tagged with its meaning, and the JSON types | `domain` |
//! | [`render`] | conversion of a document to text: one renderer each for the terminal, Markdown, CSV, workbooks, plain text, graphs and pages | `report::document`, `report::page`, `report::sheet`, `domain::clean` |
//! | [`precedence_optimum`] | the order engine, a separate crate in `src/optimum/`: it knows hours and precedence, but no skills | none of our modules |
//! | [`cli`] | arguments, prompts, progress, exit codes | everything; only `main` imports it |
//!
//! The [`guide`] is for users. It covers what the README leaves out.
//!
//! # What never happens
//!
//! - [`domain`] never reads a file, a clock, an environment or a terminal, and knows no file format.
//! - Every [`SkillMaps`](domain::maps::SkillMaps) is valid. Only [`validate`](files::maps_validation::validate) makes
//!   one from files; if there is a problem, it returns all problems of all files instead. So the later stages (finding
//!   gaps, planning) return values, not `Result`s. The shipped maps are validated when the program is built:
//!   `src/build.rs` stores the result in a compact form ([`files::maps_compact`]), and each start only decodes it.
//!   `tests/suite/shipped.rs` checks that the decoded maps equal what `validate` makes of the TOML.
//! - [`render`] never mentions a skill or a role, and [`report`] never a colour or a width.
//! - Nothing outside [`cli`] prints.
//! - No output contains control characters from free text: every renderer, and JSON, removes them with
//!   [`domain::clean`].
//! - Only [`profiles::change`](library::profiles::change) writes a profile. It holds a lock, writes the whole file or
//!   nothing, and keeps one earlier copy beside the profile, which `skillgap undo` restores. A command that deletes a
//!   profile deletes that copy too.
//!
//! `tests/suite/rooms.rs` reads the `use` lines and checks these rules.
//!
//! # Where to add something
//!
//! - *A skill or a role*: `skillmaps/skills/<area>.toml`, `skillmaps/roles/<role>.toml`. The first lines of these files
//!   explain the format. `tests/suite/shipped.rs` checks the content, and `tests/suite/projects.rs` checks where
//!   projects come in a plan. A new file is listed in [`library::shipped`].
//! - *Removing a skill from the maps*: an entry under `[[retired]]` in the same file, or its id under `renamed_from`
//!   where the skill only has a new id. `tests/suite/released.rs` checks that every id that was ever shipped is still
//!   understood.
//! - *A rule for advertisements* (a phrase that shows a skill, a heading, a word that means something else):
//!   `skillmaps/adverts.toml`, whose first lines explain the format. [`domain::advert`] follows these rules and
//!   contains no words of its own, only punctuation and markup. `cargo run --example adverts -- score` shows what a
//!   change does to the fixtures in `tests/fixtures/adverts/`. A saying that is new goes into `sayings.txt` there.
//! - *A key of a file* (of a skill, a role, a profile, a `cohort.toml` or a `--map` file): a line in the `file_tables!`
//!   of [`files::maps_toml`], [`files::profile_toml`], [`files::cohort_toml`] or [`files::people::mapping`]. From that
//!   line the key is read, its shape is checked, and `skillgap schema` publishes it. Its type defines the allowed
//!   values; [`files::file_values`] holds these types, each with its check and its schema. Apart from that line only
//!   the use of the value is needed: a field of a domain type, the line of [`files::maps_validation`] or of
//!   `ProfileFile::validate` that fills the field, and for maps the name of the field in [`files::maps_compact`], which
//!   the compiler asks for.
//! - *A rule about several keys or files*: a code in [`Code`](domain::problem::Code), a check in
//!   [`files::maps_validation`], and a file that breaks the rule in `tests/fixtures/broken/`.
//! - *A column header, or a way to write a level*: `files/people/header_words.rs` or `files/people/levels.rs`, which
//!   are used for whole files and for streams, and a table in `tests/suite/batch.rs` that both must read in the same
//!   way. `files/people/questions.rs` holds the words of questions that ask for a level or for something else, and
//!   `files/people/summaries.rs` the names of rows that are not people.
//! - *A kind of spreadsheet*: a file in `tests/fixtures/answers/real` and its test in `tests/suite/spreadsheets.rs`. If
//!   the header row is not found, the place to change is `files/people/layout.rs`.
//! - *A kind of problem*: a line in [`Code`](domain::problem::Code), and a file that causes the problem;
//!   `tests/suite/broken.rs` lists the places for such files.
//! - *A number*: a function of [`domain::gap`] or [`domain::roadmap`], with the arithmetic by hand in
//!   `tests/suite/arithmetic.rs`. [`domain::scoring`] computes the same numbers for very many people;
//!   `tests/suite/scoring.rs` compares the two.
//! - *A result of a command*: a type in [`report`] that implements [`Answer`](report::answer::Answer), and its line in
//!   `cli/commands/schema.rs`. JSON, schema, text, CSV, formats and description all come from that one type.
//!   - a field of its JSON: the field, with its comment, in the `…Json` type and where a value of that type is made;
//!   - a column of a table: one call on [`Columns`](report::document::Columns), which takes title and cell together;
//!   - a column of CSV: its path in the [`Csv`](report::sheet::Csv) beside the JSON type; a test compares it with the
//!     schema. If the rows are not a list in that JSON: one call on [`Sheet::of`](report::sheet::Sheet::of), with title
//!     and cell;
//!   - JSON that is not a document, such as a line of `batch` or of an interview: [`Bare`](report::answer::Bare), with
//!     its line in `cli/commands/schema.rs`; the columns of `batch` are in `Row::each_column` of
//!     `cli/commands/batch/csv.rs`;
//!   - a sentence: `text!("**{}** of {}", …)`, see [`report::text`].
//! - *An enum that appears as a word* in files, flags or JSON: `words!` of [`domain::words`], and a line in
//!   [`report::json`] (and in `cli/flags.rs` if it is a flag).
//! - *An element of a page*: a [`Part`](report::page::Part) that `report/page` fills and `render/page` draws. A kind of
//!   picture is a [`Shape`](report::page::Shape). `tests/page/check.mjs` opens every page in a real browser.
//! - *A picture of the README*: `tests/suite/pictures.rs` for a screen, `npm run picture --prefix tests/page` for the page.
//! - *An export format*: a file in `files/exports/`, a word of [`Format`](report::answer::Format), and its case in
//!   `cli/commands/export.rs`. The tasks come from [`report::to_do`]. `tests/page/exports.mjs` reads the export with
//!   another program.
//! - *A question*: a kind of [`Question`](domain::interview::Question), its place in `domain/interview/sequence.rs`
//!   (for a checklist in `domain/interview/sentences.rs`; [`model`](domain::interview::model) computes what is worth
//!   asking), and its display in each front end under `cli/interview/` (a screen, plain lines, a JSON protocol).
//! - *A command*: a file in `cli/commands/` with its flags and its `Run`, and two lines in `cli/commands/mod.rs`, one
//!   of which is its help; a call in `tests/suite/scripts.rs`, and its help in `tests/cmd/help.md`.
//! - *A command that writes the profile*: [`profiles::append`](library::profiles::append), or an edit of the text in
//!   [`profiles::change`](library::profiles::change). Several writes that are one change for the user share a
//!   [`OneChange`](library::profiles::OneChange).
//! - *A limit on input*: a line in [`files::limits`] and one in `src/guide/limits.md`; `tests/suite/limits.rs` compares
//!   the two.
//! - *A reader of input from others*: a target in `tests/fuzz/src/targets.rs` with a seed. Each input that once showed
//!   a bug is kept in `tests/fuzz/found`.
//! - *A command that writes files*: a call in `tests/suite/kills.rs`, which kills the command at random moments.
//! - *A new key or a new version of a file format*: a file in `tests/fixtures/released`, where existing files never
//!   change.
//! - *A dependency*: its reason above it in `Cargo.toml`, its licence in `.deny.toml`.
//! - *A file that is read whole*: [`whole::read`](library::whole::read), which enforces the size limit and refuses
//!   pipes.
//! - *A command about the people of a cohort*: it takes a `COHORT` and the flags of `PeopleArgs`
//!   (`cli/commands/cohort/people.rs`). These read the people, replace their names by aliases under `--anonymous`
//!   before any other code sees them, and write the result in every format. The result itself leaves out figures about
//!   fewer than five people (`hide_few`). `tests/suite/mentors.rs` finds the command and searches everything it prints
//!   for names.
//! - *A form to hand out*: a file in [`files::forms`], drawn from one [`Handout`](files::forms::Handout).
//!   [`domain::checklist`] decides which sentences it asks, and [`files::people::checklists`] reads the ticks back.
//! - *A flag whose value is more than text*: a `Value` in `cli/values.rs`, which parses it with the command line.
//! - *A note beside a result*: a variant of [`Note`](report::notes::Note) with its sentence.
//! - *A change to a JSON document*: `tests/suite/schemas.rs` says how [`FORMAT_VERSION`](report::json::FORMAT_VERSION)
//!   must change.
//!
//! # How it is tested
//!
//! Rules are tested one by one. Beside them, `tests/suite/recorded.rs` records in short what is answered to much and
//! varied input: advertisements, interviews, plans, classes, files of answers. A change of the code or of the maps that
//! changes an answer changes a line there, and a reviewer sees which.
//!
//! | figure | command |
//! |---|---|
//! | inputs that the fuzzer gave to each reader | `tests/fuzz/run`; it writes one line for each target into `executions.tsv`, in the build folder |
//! | commands that were killed while they wrote | `cargo test --test suite kills:: -- --ignored --nocapture` |
//! | mutations of the order engine that no test detects | `cargo mutants -p precedence-optimum -C=--lib`; `.cargo/mutants.toml` lists the mutations that do not change behaviour |
//! | mutations of the domain that no test detects | `python3 tests/mutants/many.py 400 2026`: 400 at random, of the seed 2026, with a single build; its head says what it needs |
//! | lines that at least one test runs | `rustup component add llvm-tools`, then `cargo llvm-cov --workspace --summary-only --failure-mode all` (killed programs leave files that cannot be read) |
//!
//! # As a library
//!
//! The feature `cli` is on by default, and the program needs it. Without it there is no [`cli`] and no
//! [`render::terminal`], and no terminal crate is built. Items are public if code outside the crate uses them:
//! `tests/library`, which `.ci/run` compiles without that feature, the tests and the benchmarks. Everything else is
//! `pub(crate)`, so the compiler reports items that nobody uses. Make an item public when you need it, and use it in
//! `tests/library`.
//!
//! ```
#![doc = include_str!("../tests/library/example.rs")]
//! ```

// Tests may unwrap; the program and the library may not.
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
