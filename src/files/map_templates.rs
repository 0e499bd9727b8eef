//! Commented templates for maps of one's own, which `skillgap maps new` prints.

/// Returns a file with one skill.
pub(crate) fn skill(id: &str) -> String {
    SKILL.replace("ID", id).replace("NAME", &name_of(id))
}

/// Returns a file with one role.
pub(crate) fn role(id: &str) -> String {
    ROLE.replace("ID", id).replace("NAME", &name_of(id))
}

/// Makes a name from an id: `data-engineer` → `Data engineer`.
fn name_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

const SKILL: &str = r#"# A skill of your own. Put the file into a folder, and use the folder with --maps DIR;
# `skillgap maps check FILE` says what is missing or wrong.

format = 1
area = "databases"                  # languages, databases, apis, security, devops, architecture or engineering

[[skill]]
id = "ID"
name = "NAME"
aliases = []                        # what else people call it, and what advertisements print
# homonyms = ["NAME"]               # those of its names that are also ordinary words
# renamed_from = ["former-id"]      # so that profiles with a former id stay readable
kind = "tool"                       # concept, practice or tool
# belongs_to = "relational-databases"   # the general skill that is learned with it
# place = { at = 1.5, basis = "judgement" }   # where teachers usually begin it: plans follow it
# hours_note = "Why the hours below do not rise, where they do not."
summary = "What it is, in one sentence."
prerequisites = [
  # To reach level `for` of this skill one needs `level` of that one. Few and true: what one really cannot do without.
  # Add `certain = true` where nobody who can do this level lacks that one: ratings are concluded from it.
  { skill = "sql", level = 1, for = 2 },
]

[skill.anchors]                     # what somebody at each level does, as an observer would see it
0 = "Has not needed it yet."
1 = "Follows an example from start to end, and explains to somebody what it did."
2 = "Does a normal piece of work with it alone, with the manual open."
3 = "Chooses how to use it for a new piece of work, and fixes what goes wrong in production."
4 = "Solves a problem with it that nobody near could solve, and changes how the team works."

[skill.signs]                       # optional: two or three things to observe at a level
2 = ["Finds the page of the manual that answers a question.", "Has shipped something that uses it."]

[skill.hours]                       # from the level below; basis is stated or derived (then with from = "source"), or judgement
1 = { low = 2, typical = 4, high = 8, basis = "judgement" }
2 = { low = 12, typical = 20, high = 40, basis = "judgement" }
3 = { low = 40, typical = 80, high = 160, basis = "judgement" }
4 = { low = 120, typical = 250, high = 500, basis = "judgement" }

[skill.proof]                       # optional: a small piece of work that shows a level
2 = { task = "Build something small with it and show it to a stranger.", hours = 6 }

[[skill.resource]]
title = "Its official documentation"
url = "https://example.org/docs"
kind = "documentation"              # documentation, specification, book, course, tutorial or exercise
level = 2                           # the level that it helps to reach
free = true

# Skills that these maps had once, so that profiles which name one stay readable:
# [[retired]]
# id = "former-id"
# names = ["Former name"]
# split_into = ["ID", "sql"]        # what took its place; where nothing did, leave it out and say why:
# reason = "Nobody uses it any more."
"#;

const ROLE: &str = r#"# A role of your own. Put the file into a folder, and use the folder with --maps DIR;
# `skillgap maps check FILE` says what is missing or wrong.

format = 1
id = "ID"
name = "NAME"
aliases = []                        # what else people call it
summary = "What people in this role do, in one sentence."
duties = []                         # optional: five or so, in plain words
# All of these may be left out:
# differs = "How it differs from its neighbours."
# entry = "The usual way in."
# interests = "Interests that people in it often have."
# work = "A typical day and week."
# workplace = "Where one works, and with whom."
# leads_to = "What people move on to."
# front_end = "How it differs from front-end development, and what carries over."
# not_covered = "What no public source says about it."
# codes = { onet_soc = ["15-1252.00"], esco = [], sfia = [] }

[[requirement]]
skill = "sql"                       # `skillgap skills` lists the ids
importance = "core"                 # core counts 3, important 2, helpful 1
target = { junior = 2, mid = 3, senior = 3 }    # a level each; 0 where it is not asked; never falling
judgement = "Why it is required."   # or evidence = ["source:locator"], or both

[[requirement]]
any_of = ["python", "java", "go"]   # any of several, listed by demand
group = "a back-end language"
area = "languages"                  # where the group belongs, if its members are of several areas
importance = "core"
target = { junior = 2, mid = 3, senior = 3 }
judgement = "Any of them serves."

[[place]]                           # optional: where this role begins a skill, if not where others do
skill = "sql"
at = -1.0                           # what comes earlier has the smaller number
reason = "Why this role cannot wait for it."

[[project]]                         # optional: a milestone across skills
id = "first-project"
name = "A first project"
brief = "What to build, and what counts as done."
needs = [{ skill = "sql", level = 2 }, { any_of = ["python", "java"], level = 1 }]
hours = { low = 10, typical = 20, high = 40 }
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::file_reader::FileTable;
    use crate::files::maps_toml::{
        CodesTable, EffortTable, Layer, NeedTable, PlaceTable, PrerequisiteTable, ProjectTable,
        ProofTable, RequirementTable, ResourceTable, RetiredTable, RoleFile, SkillTable,
        SkillsFile, TargetTable, read_map,
    };

    #[test]
    fn a_template_names_every_key_that_its_file_may_hold() {
        let of_skill = [
            SkillsFile::KEYS,
            SkillTable::KEYS,
            &PlaceTable::KEYS[..2],
            PrerequisiteTable::KEYS,
            EffortTable::KEYS,
            ProofTable::KEYS,
            ResourceTable::KEYS,
            RetiredTable::KEYS,
        ];
        let of_role = [
            RoleFile::KEYS,
            CodesTable::KEYS,
            RequirementTable::KEYS,
            TargetTable::KEYS,
            ProjectTable::KEYS,
            NeedTable::KEYS,
        ];
        let unnamed = |template: &str, keys: &[&[&'static str]]| -> Vec<&str> {
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let words: Vec<&str> = template.split(|c| !is_name(c)).collect();
            keys.concat().into_iter().filter(|key| !words.contains(key)).collect()
        };
        assert_eq!(unnamed(SKILL, &of_skill), Vec::<&str>::new());
        assert_eq!(unnamed(ROLE, &of_role), Vec::<&str>::new());
    }

    #[test]
    fn a_template_is_read_without_a_problem_also_with_every_optional_key() {
        for template in [skill("graph-database"), role("data-engineer")] {
            let is_key = |line: &str| {
                let key = line.split(" = ").next().unwrap_or_default();
                line.contains(" = ") && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            };
            let lines = template.lines().map(|line| match line.strip_prefix("# ") {
                Some(optional) if is_key(optional) || optional.starts_with("[[") => optional,
                _ => line,
            });
            let whole = lines.collect::<Vec<_>>().join("\n");
            assert_ne!(whole, template);
            for text in [template.as_str(), &whole] {
                assert_eq!(read_map(0, text, &mut Layer::default()), []);
            }
        }
    }

    #[test]
    fn an_id_becomes_a_name() {
        assert_eq!(name_of("data-engineer"), "Data engineer");
        assert!(role("data-engineer").contains("id = \"data-engineer\"\nname = \"Data engineer\""));
    }
}
