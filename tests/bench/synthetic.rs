//! Sound maps of any size, the same one for a seed every time, with the proportions of the shipped ones.

use std::fmt::Write;

use skillgap::domain::maps::SkillMaps;
use skillgap::domain::problem::{Code, Place};
use skillgap::files::maps_toml::{Layer, read_map};
use skillgap::files::maps_validation::validate;

const AREAS: &str = "format = 1\n[[area]]\nid = \"area\"\nname = \"Area\"\nsummary = \"s\"\n";

/// Typical hours of levels 1 to 4: from, and below.
const HOURS: [(usize, usize); 4] = [(2, 12), (12, 60), (40, 170), (150, 450)];

/// A prerequisite's level and the level it is for, as often as in the shipped maps.
const LINKS: [(u8, u8); 10] =
    [(1, 1), (1, 1), (1, 1), (2, 2), (2, 2), (2, 2), (2, 3), (2, 3), (1, 2), (3, 3)];

/// Up to so many prerequisites a skill: three or four on average, as in the shipped maps.
const MOST_PREREQUISITES: usize = 7;

/// Targets, as often as the shipped roles ask for them at senior.
const TARGETS: [u8; 6] = [2, 2, 3, 3, 3, 4];

/// Numbers by xorshift.
struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// Maps of so many skills, and one role, `role`, with so many requirements of one skill and so many groups.
pub(crate) fn maps(seed: u64, skills: usize, singles: usize, groups: usize) -> SkillMaps {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut catalog = catalog(&mut random, skills);
    let role = role(&mut random, skills, singles, groups);
    loop {
        let mut layer = Layer::default();
        for (file, text) in [AREAS, &catalog, &role].into_iter().enumerate() {
            assert_eq!(read_map(file, text, &mut layer), []);
        }
        let problems = match validate(vec![layer], Vec::new()) {
            Ok(maps) => return maps,
            Err(problems) => problems,
        };
        // Each of the prerequisites by chance has its own line: what its chain contradicts is taken out.
        for problem in problems.iter().rev() {
            assert_eq!(problem.code, Code::PrerequisiteContradicted, "{problem:?}");
            let Place::Text(span) = &problem.place else { panic!("no place: {problem:?}") };
            let at = span.range.start;
            let begin = catalog[..at].rfind('\n').expect("a line before") + 1;
            let end = at + catalog[at..].find('\n').expect("a line after") + 1;
            catalog.replace_range(begin..end, "");
        }
    }
}

/// Skills whose prerequisites point back: half of them anywhere, half of them to the first quarter, the foundations.
fn catalog(random: &mut Random, skills: usize) -> String {
    let mut text = String::from("format = 1\narea = \"area\"\n");
    for skill in 0..skills {
        let _ = write!(
            text,
            "[[skill]]\nid = \"s{skill}\"\nname = \"S{skill}\"\nkind = \"tool\"\nsummary = \"s\"\nprerequisites = [\n"
        );
        // What others need is usually begun earlier, by and large: three levels of depth from the first to the last, and
        // up to one of chance. Some skills have no place.
        if random.below(6) > 0 {
            let at = skill as f64 / skills as f64 * 6.0 - 3.0 + random.below(200) as f64 / 100.0;
            let place = text.rfind("prerequisites").expect("it is just written");
            text.insert_str(place, &format!("place = {{ at = {at:.2}, basis = \"judgement\" }}\n"));
        }
        let mut named = Vec::new();
        for _ in 0..random.below(MOST_PREREQUISITES + 1).min(skill) {
            let other = random.below(skill) / random.one_of(&[1, 4]);
            let (level, reach) = random.one_of(&LINKS);
            if !named.contains(&other) {
                named.push(other);
                let _ =
                    writeln!(text, "{{ skill = \"s{other}\", level = {level}, for = {reach} }},");
            }
        }
        text.push_str(
            "]\n[skill.anchors]\n1 = \"a\"\n2 = \"b\"\n3 = \"c\"\n4 = \"d\"\n[skill.hours]\n",
        );
        for (level, (from, below)) in (1..).zip(HOURS) {
            let hours = from + random.below(below - from);
            let _ = writeln!(
                text,
                "{level} = {{ low = {hours}, typical = {hours}, high = {hours}, basis = \"judgement\" }}"
            );
        }
    }
    text
}

/// A role that asks for skills in a random order, none of them twice: first those without a choice, then groups of two to six.
fn role(random: &mut Random, skills: usize, singles: usize, groups: usize) -> String {
    let mut left: Vec<usize> = (0..skills).collect();
    let mut text = String::from("format = 1\nid = \"role\"\nname = \"Role\"\nsummary = \"s\"\n");
    for requirement in 0..singles + groups {
        let is_group = requirement >= singles;
        let count = if is_group { 2 + random.below(5) } else { 1 };
        let members: Vec<String> = (0..count)
            .map(|_| format!("\"s{}\"", left.swap_remove(random.below(left.len()))))
            .collect();
        let members = members.join(", ");
        let what =
            if is_group { format!("any_of = [{members}]") } else { format!("skill = {members}") };
        let importance = random.one_of(&["core", "important", "helpful"]);
        let target = random.one_of(&TARGETS);
        let _ = write!(
            text,
            "[[requirement]]\n{what}\nimportance = \"{importance}\"\ntarget = {{ junior = {target}, mid = {target}, senior = {target} }}\njudgement = \"j\"\n"
        );
    }
    text
}
