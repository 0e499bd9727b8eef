//! Random problems, the same ones every time.

use crate::Set;

/// A random number generator (xorshift).
pub(crate) struct Random(u64);

/// A problem as plain lists: hours, needs, and rewards with their weights and candidates.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub hours: Vec<u32>,
    pub needs: Vec<Vec<usize>>,
    pub rewards: Vec<(u64, Vec<usize>)>,
}

impl Problem {
    /// Returns a task and everything that it needs.
    pub(crate) fn closed(&self, task: usize) -> Set {
        let mut set = Set::empty(self.hours.len());
        let mut open = vec![task];
        while let Some(task) = open.pop() {
            if !set.contains(task) {
                set.insert(task);
                open.extend(&self.needs[task]);
            }
        }
        set
    }
}

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.below(2);
        }
        random
    }

    /// Returns a number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    /// Returns a small graph of up to `tasks` tasks with shuffled numbers, ties and zero weights. Up to
    /// `shared` rewards have up to three candidates.
    pub(crate) fn small(&mut self, tasks: usize, shared: usize) -> Problem {
        let size = 1 + self.below(tasks);
        let (longest, heaviest, links) =
            ([1, 2, 9][self.below(3)], [1, 3, 9][self.below(3)], self.below(4));
        let names = self.shuffled(size);
        let mut needs = vec![Vec::new(); size];
        for later in 1..size {
            for _ in 0..self.below(links + 1) {
                needs[names[later]].push(names[self.below(later)]);
            }
        }
        let mut rewards: Vec<(u64, Vec<usize>)> = (0..size)
            .map(|task| (self.below(2) * self.below(heaviest + 1), vec![task]))
            .map(|(weight, any_of)| (weight as u64, any_of))
            .collect();
        for _ in 0..self.below(shared + 1) {
            let any_of = (0..1 + self.below(3)).map(|_| self.below(size)).collect();
            rewards.push((1 + self.below(heaviest) as u64, any_of));
        }
        Problem {
            hours: (0..size).map(|_| 1 + self.below(longest) as u32).collect(),
            needs,
            rewards,
        }
    }

    /// Returns what a map of skills asks for from nothing: chains of up to four levels, sparse prerequisites of
    /// earlier skills, and `rewards` targets of weight 1 to 3. `links` is the greatest number of prerequisites
    /// of a skill. With `flat`, all levels take similar hours, which makes the problem hard.
    pub(crate) fn skill_map(
        &mut self,
        skills: usize,
        rewards: usize,
        links: usize,
        flat: bool,
    ) -> Problem {
        const HOURS: [(usize, usize); 4] = [(2, 12), (12, 60), (40, 170), (150, 450)];
        let prerequisites: Vec<Vec<(usize, usize, usize)>> = (0..skills)
            .map(|skill| {
                let count = if skill == 0 { 0 } else { self.below(links + 1) };
                let mut list = Vec::new();
                for _ in 0..count {
                    let other = self.below(skill) / [1, 4][self.below(2)];
                    let level = 1 + self.below(3);
                    list.push((other, 1 + self.below(level), level));
                }
                list
            })
            .collect();
        let targets: Vec<(usize, usize, u64)> = self.shuffled(skills)[..rewards]
            .iter()
            .map(|skill| (*skill, [2, 2, 3, 3, 3, 4][self.below(6)], 1 + self.below(3) as u64))
            .collect();
        let mut levels = vec![0; skills];
        let mut open: Vec<(usize, usize)> =
            targets.iter().map(|(skill, level, _)| (*skill, *level)).collect();
        while let Some((skill, level)) = open.pop() {
            if levels[skill] < level {
                levels[skill] = level;
                let asked = prerequisites[skill].iter().filter(|(.., at)| *at <= level);
                open.extend(asked.map(|(other, level, _)| (*other, *level)));
            }
        }
        let begin: Vec<usize> = (0..skills).map(|skill| levels[..skill].iter().sum()).collect();
        let mut problem = Problem { hours: Vec::new(), needs: Vec::new(), rewards: Vec::new() };
        for skill in 0..skills {
            for level in 1..=levels[skill] {
                let (low, high) = if flat { (1, 21) } else { HOURS[level - 1] };
                problem.hours.push((low + self.below(high - low)) as u32);
                let own = (level > 1).then(|| begin[skill] + level - 2);
                let asked = prerequisites[skill].iter().filter(|(.., at)| *at == level);
                problem.needs.push(
                    own.into_iter()
                        .chain(asked.map(|(other, level, _)| begin[*other] + level - 1))
                        .collect(),
                );
            }
        }
        problem.rewards = targets
            .iter()
            .map(|(skill, level, weight)| (*weight, vec![begin[*skill] + level - 1]))
            .collect();
        problem
    }

    fn shuffled(&mut self, size: usize) -> Vec<usize> {
        let mut names: Vec<usize> = (0..size).collect();
        for at in (1..size).rev() {
            names.swap(at, self.below(at + 1));
        }
        names
    }
}
