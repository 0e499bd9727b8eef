//! Gives inputs that libFuzzer finds to the target that `SKILLGAP_FUZZ` names, and stops at one that takes too long or too
//! much memory.

#![no_main]

use std::sync::OnceLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};

mod targets;

/// So long the processor may work on one input.
const LONGEST: Duration = Duration::from_secs(1);
/// So many bytes of memory an input may take for each of its own, and so many more.
const MEMORY: (usize, usize) = (20, 64 << 20);

#[global_allocator]
static MEMORY_USED: PeakAlloc = PeakAlloc;

fuzz_target!(|input: &[u8]| {
    static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();
    let target = TARGET.get_or_init(|| {
        let name = std::env::var("SKILLGAP_FUZZ").expect("SKILLGAP_FUZZ names a target");
        let named = targets::TARGETS.iter().find(|(other, _)| *other == name);
        let target = named.expect("there is such a target").1;
        // Maps are read once, and count for no input.
        target(b"");
        target
    });
    let before = MEMORY_USED.current_usage();
    MEMORY_USED.reset_peak_usage();
    let began = processor_time();
    target(input);
    let took = processor_time() - began;
    assert!(took < LONGEST, "{took:?} for {} bytes", input.len());
    let used = MEMORY_USED.peak_usage().saturating_sub(before);
    assert!(used <= MEMORY.0 * input.len() + MEMORY.1, "{used} bytes for {}", input.len());
});

fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}
