//! `skillgap` alone: what the program is, and its commands.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::Document;

/// The program and its commands.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct AboutAnswer {
    /// What the program does, in a sentence.
    pub about: String,
    /// Its commands, in the order of its help.
    pub commands: Vec<CommandJson>,
}

/// A command of the program.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct CommandJson {
    /// The word to type.
    pub command: String,
    /// What it does.
    pub about: String,
}

impl Answer for AboutAnswer {
    const KIND: &'static str = "about";
    const ABOUT: &'static str = "the program, its version and its commands";
    type Json = AboutAnswer;

    fn json(&self) -> AboutAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        Document::raw(WELCOME)
    }
}

/// What somebody sees who types the name of the program alone.
const WELCOME: &str = "\
skillgap shows what stands between you and a back-end job, and the best order to learn it in.

Start with one of these:

  skillgap assess                      tick what you can do, every answer saved
  skillgap roles                       see the roles and what each asks for
  skillgap roadmap --role api-developer --rate python=2 --rate git=1
                                       try it out without answering anything

`skillgap --help` lists every command.
";
