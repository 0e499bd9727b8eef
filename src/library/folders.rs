//! The standard folders of the platform: XDG on all systems except Windows.

use std::path::PathBuf;

use etcetera::{BaseStrategy, choose_base_strategy};

/// Returns the path of the profile, unless the user names another. It is `None` if there is no home folder.
pub(crate) fn profile() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.data_dir().join("skillgap").join("profile.toml"))
}

/// Returns the folder of the user's own maps, unless the user names others. It is `None` if there is no home folder.
pub(crate) fn maps() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.config_dir().join("skillgap").join("maps"))
}
