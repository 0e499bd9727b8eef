//! The folders of the platform: XDG everywhere but on Windows.

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

/// The profile, unless another is named. `None` when there is no home folder.
pub(crate) fn profile() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.data_dir().join("skillgap").join("profile.toml"))
}

/// The user's own maps, unless others are named. `None` when there is no home folder.
pub(crate) fn maps() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.config_dir().join("skillgap").join("maps"))
}
