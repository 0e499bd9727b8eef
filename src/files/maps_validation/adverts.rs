//! The rules for advertisements. The files of all layers are read together, because each adds to those before it.

use super::{KnownNames, Validator};
use crate::domain::advert::rules::{
    AdvertRules, DutyRule, HomonymRule, ListRule, SignRule, TitleRule,
};
use crate::domain::catalog::Str;
use crate::domain::problem::{Code, Spanned};
use crate::files::file_values::{NonEmptyText, Phrase};
use crate::files::maps_toml::{
    AdvertsFile, DutyTable, HomonymTable, ListTable, SignTable, TitleTable,
};

impl Validator {
    pub(super) fn adverts(&mut self, files: Vec<AdvertsFile>, names: &KnownNames) -> AdvertRules {
        let mut rules = AdvertRules::default();
        for file in files {
            let AdvertsFile { format: _, numbers, ordinary, sign, list, homonym, duty, title } =
                file;
            rules.numbers.extend(numbers.into_iter().flatten().map(text));
            rules.ordinary.extend(ordinary.into_iter().flatten().map(text));
            for SignTable { sign, phrases: said } in sign.into_iter().flatten() {
                rules.signs.push(SignRule { sign: sign.0, phrases: phrases(said) });
            }
            for ListTable { list, words } in list.into_iter().flatten() {
                let words = words.into_iter().map(|word| word.0.into()).collect();
                rules.lists.push(ListRule { list: list.0, words });
            }
            for homonym in homonym.into_iter().flatten() {
                let HomonymTable { names, written, unless, only } = homonym;
                let texts = |of: Option<Vec<NonEmptyText>>| of.into_iter().flatten().map(text);
                let around = |of| texts(of).map(|text| with_single_spaces(&text)).collect();
                rules.homonyms.push(HomonymRule {
                    names: names.into_iter().map(text).collect(),
                    written: texts(written).collect(),
                    unless: around(unless),
                    only: around(only),
                });
            }
            for DutyTable { skill, phrases: said, unless } in duty.into_iter().flatten() {
                if self.find_skill(&skill, names).is_some() {
                    let skill = text(skill.value);
                    let unless = phrases(unless.unwrap_or_default());
                    rules.duties.push(DutyRule { skill, phrases: phrases(said), unless });
                }
            }
            for TitleTable { role, weight, phrases: said } in title.into_iter().flatten() {
                if let Err(unknown) = names.roles.get("role", &role.value)
                    && !role.value.is_empty()
                {
                    let repair = unknown.did_you_mean().unwrap_or_else(|| unknown.repair());
                    self.report(&role.span, Code::UnknownRole, unknown.to_string(), repair);
                }
                let weight = u32::try_from(weight.0).unwrap_or(1);
                let (role, phrases) = (text(role.value), phrases(said));
                rules.titles.push(TitleRule { role, weight, phrases });
            }
        }
        rules
    }
}

fn text(text: NonEmptyText) -> Str {
    text.0.into()
}

fn phrases(phrases: Vec<Spanned<Phrase>>) -> Vec<Str> {
    phrases.into_iter().map(|phrase| with_single_spaces(&phrase.value.0)).collect()
}

/// Returns a phrase with single spaces between its parts, which is how the search expects it.
fn with_single_spaces(phrase: &str) -> Str {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ").into()
}
