//! The rules for retired skills.

use std::collections::BTreeSet;

use super::{KnownNames, Name, Validator, maybe_text, names, names_of_skill, names_only};
use crate::domain::catalog::{Retired, RetiredIndex};
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Span};
use crate::files::maps_toml::{Layer, RetiredTable};

impl Validator {
    /// Applies the changes that a layer makes to the layers below. A skill that it retires is removed there. A
    /// retired name that it gives to a skill again is no longer retired. Within one layer, both at once would be a
    /// contradiction.
    pub(super) fn take_back(&mut self, below: &mut Layer, above: &Layer) {
        let skills = above.skills.iter().flat_map(|(_, skill)| names_of_skill(skill));
        let living: BTreeSet<String> = skills.map(|(name, _)| normalised_name(name)).collect();
        let lives = |name: &str| living.contains(&normalised_name(name));
        below.retired.retain(|retired| !lives(&retired.id.value));
        for names in below.retired.iter_mut().filter_map(|retired| retired.names.as_mut()) {
            names.retain(|name| !lives(&name.value));
        }
        let is_retired = |id: &str| above.retired.iter().any(|retired| *retired.id.value == *id);
        below.skills.retain(|(_, skill)| !is_retired(&skill.id.value));
    }

    /// Adds the names of retired skills. None of them may also name a skill, or another retired skill.
    pub(super) fn retired_names(
        &mut self,
        tables: &[RetiredTable],
        skills: &[Vec<Name<'_>>],
        known: &mut KnownNames,
    ) {
        for (at, table) in tables.iter().enumerate() {
            let names = names(&table.id, table.names.iter().flatten());
            for (name, span) in names.iter().filter(|(name, _)| !name.is_empty()) {
                if let Some(living) = known.skills.find(name) {
                    self.report_living(name, span, skills[living.0][0]);
                }
                let other = known.retired.find(name).map(|RetiredIndex(other)| other);
                if let Some(other) = other {
                    let id = &tables[other].id;
                    self.report_duplicate_name(
                        (name, span),
                        "retired skill",
                        (&id.value, &id.span),
                    );
                }
            }
            let others = names[1..].iter().map(|(name, _)| *name);
            known.retired.add(names[0].0, others, RetiredIndex(at));
        }
    }

    /// Reports a retired name that is also a name of the skill with this id.
    fn report_living(&mut self, name: &str, span: &Span, (id, there): Name<'_>) {
        let (message, repair) = match self.is_shipped(there) && !self.is_shipped(span) {
            true => (
                format!(
                    "`{name}` is retired here, and is a name of the skill `{id}` of the shipped maps"
                ),
                "remove it here; only the id of a shipped skill retires that skill",
            ),
            false => (
                format!("`{name}` is retired here, and is the name of a skill"),
                "keep it in only one of the two; if only the id changed, write it under `renamed_from` of that skill",
            ),
        };
        self.report(span, Code::RetiredAndLiving, message, repair);
    }

    /// Makes the retired skills from their tables.
    pub(super) fn retired(
        &mut self,
        tables: &mut [RetiredTable],
        names: &KnownNames,
    ) -> Vec<Retired> {
        let mut all = Vec::new();
        for table in tables {
            let id = &table.id;
            let mut split_into = Vec::new();
            for name in table.split_into.iter().flatten() {
                let Some(skill) = self.find_skill(name, names) else { continue };
                if split_into.contains(&skill) {
                    self.report(
                        &name.span,
                        Code::DuplicateAlias,
                        format!("`{}` is named twice here", name.value),
                        "name each skill once",
                    );
                } else {
                    split_into.push(skill);
                }
            }
            let names_none = table.split_into.iter().flatten().next().is_none();
            if names_none && table.reason.is_none() {
                self.report(
                    &id.span,
                    Code::RetiredReason,
                    format!("`{}` says neither what replaced it nor why it was removed", id.value),
                    "add `split_into = [\"…\"]` with the skills that replaced it, or `reason = \"…\"`",
                );
            }
            all.push(Retired {
                id: id.value.to_string(),
                names: names_only(&mut table.names),
                split_into,
                reason: maybe_text(&mut table.reason),
            });
        }
        all
    }
}
