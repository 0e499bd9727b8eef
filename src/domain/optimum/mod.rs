//! placeholder
#![allow(missing_docs)]
pub struct TaskGraph {
    hours: Vec<u32>,
    needs: Vec<Vec<usize>>,
}
impl TaskGraph {
    pub fn new(hours: Vec<u32>, needs: Vec<Vec<usize>>) -> Self {
        Self { hours, needs }
    }
    fn closure(&self, t: &[usize]) -> u64 {
        let mut seen = vec![false; self.hours.len()];
        let mut o = t.to_vec();
        let mut h = 0;
        while let Some(x) = o.pop() {
            if !seen[x] {
                seen[x] = true;
                h += u64::from(self.hours[x]);
                o.extend(&self.needs[x]);
            }
        }
        h
    }
}
pub struct Reward {
    pub weight: u64,
    pub any_of: Vec<usize>,
}
pub struct Order {
    pub sequence: Vec<usize>,
    pub objective: u128,
    pub lower_bound: u128,
}
pub fn best_order(g: &TaskGraph, rewards: &[Reward], _l: usize) -> Order {
    let n = g.hours.len();
    let mut done = vec![false; n];
    let mut sequence = vec![];
    let mut earned = vec![false; rewards.len()];
    fn visit(g: &TaskGraph, t: usize, done: &mut Vec<bool>, seq: &mut Vec<usize>) {
        if done[t] {
            return;
        }
        for x in &g.needs[t] {
            visit(g, *x, done, seq);
        }
        done[t] = true;
        seq.push(t);
    }
    while let Some((_, t, r)) = rewards
        .iter()
        .enumerate()
        .filter(|(r, _)| !earned[*r])
        .flat_map(|(r, w)| w.any_of.iter().map(move |t| (r, *t)))
        .map(|(r, t)| {
            let mut seen = done.clone();
            let mut o = vec![t];
            let mut h = 0u64;
            while let Some(x) = o.pop() {
                if !seen[x] {
                    seen[x] = true;
                    h += u64::from(g.hours[x]);
                    o.extend(&g.needs[x]);
                }
            }
            (h * 1000 / rewards[r].weight, t, r)
        })
        .min()
    {
        earned[r] = true;
        visit(g, t, &mut done, &mut sequence);
    }
    for t in 0..n {
        visit(g, t, &mut done, &mut sequence);
    }
    let mut c = 0u128;
    let mut obj = 0;
    let mut e = vec![false; rewards.len()];
    for t in &sequence {
        c += u128::from(g.hours[*t]);
        for (r, w) in rewards.iter().enumerate() {
            if !e[r] && w.any_of.contains(t) {
                e[r] = true;
                obj += u128::from(w.weight) * c;
            }
        }
    }
    Order {
        sequence,
        objective: obj,
        lower_bound: 0,
    }
}
pub struct Choice {
    pub least: u64,
    pub chosen: Vec<usize>,
    pub proved: Vec<bool>,
    pub next_best: Vec<Option<u64>>,
}
pub fn choose(
    g: &TaskGraph,
    required: &[usize],
    groups: &[Vec<usize>],
    _tol: u64,
    _l: usize,
) -> Choice {
    let mut t = required.to_vec();
    let mut chosen = vec![];
    for gr in groups {
        let best = (0..gr.len())
            .min_by_key(|i| {
                let mut t = t.clone();
                t.push(gr[*i]);
                g.closure(&t)
            })
            .unwrap();
        chosen.push(best);
        t.push(gr[best]);
    }
    Choice {
        least: g.closure(&t),
        proved: vec![false; chosen.len()],
        next_best: vec![None; chosen.len()],
        chosen,
    }
}
