//! The answer about a file that was written.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::Document;
use super::text::text;

/// A page that was written.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct ReportAnswer {
    /// The file.
    pub(crate) file: String,
    /// Its size in bytes.
    pub(crate) bytes: usize,
    /// The ids of its sections, in order: `FILE#ID` links to one.
    pub(crate) sections: Vec<&'static str>,
}

impl Answer for ReportAnswer {
    const KIND: &'static str = "report";
    const ABOUT: &'static str = "the page that was written";
    type Json = ReportAnswer;

    fn json(&self) -> ReportAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.say(text!(
            "<good>Written: </>**{}**<quiet>, {} kB. Open it in a browser; it needs no network.</>",
            self.file,
            self.bytes.div_ceil(1000)
        ));
        document
    }
}
