//! Shares over time as a line of small bars.

/// The bars from the smallest to the full one.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The largest number of bars. Longer series are thinned out.
const LONGEST: usize = 24;

/// Returns a bar for each share on a scale from 0 to 1. Only the whole gets the full bar. An unknown share is a dashed
/// line.
pub(crate) fn sparkline(shares: &[Option<f64>]) -> String {
    let bar = |share: &Option<f64>| match share {
        None => '┄',
        Some(share) => BARS[((share * 7.0 + 1e-9).floor() as usize).min(7)],
    };
    thinned(shares).map(bar).collect()
}

/// Returns at most [`LONGEST`] of the shares, evenly spaced, with the first and the last.
fn thinned(shares: &[Option<f64>]) -> impl Iterator<Item = &Option<f64>> {
    let shown = shares.len().min(LONGEST);
    (0..shown).filter_map(move |at| {
        let last = shown.saturating_sub(1).max(1);
        shares.get(at * (shares.len() - 1) / last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_full_bar_is_all_and_the_lowest_is_nothing() {
        let shares = [None, Some(0.0), Some(0.14), Some(0.5), Some(0.99), Some(1.0)];
        assert_eq!(sparkline(&shares), "┄▁▁▄▇█");
        assert_eq!(sparkline(&[]), "");
        assert_eq!(sparkline(&[Some(1.0)]), "█");
    }

    #[test]
    fn a_long_line_keeps_its_ends() {
        let shares: Vec<_> = (0..365).map(|day| Some(f64::from(day) / 364.0)).collect();
        let line = sparkline(&shares);
        assert_eq!(line.chars().count(), LONGEST);
        assert!(line.starts_with('▁') && line.ends_with('█'), "{line}");
    }
}
