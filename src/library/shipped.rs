//! The maps that are compiled into the program: it works alone, offline, anywhere.

macro_rules! shipped {
    ($($path:literal),+ $(,)?) => {
        /// Every shipped file, by its path under `skillmaps/`, in the order in which its content is listed.
        pub const FILES: &[(&str, &str)] = &[
            $(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/skillmaps/", $path)))),+
        ];
    };
}

shipped![
    "areas.toml",
    "sources.toml",
    "skills/languages.toml",
    "skills/databases.toml",
    "skills/apis.toml",
    "skills/security.toml",
    "skills/devops.toml",
    "skills/architecture.toml",
    "skills/engineering.toml",
    "roles/web-application-developer.toml",
    "roles/database-developer.toml",
    "roles/devops-engineer.toml",
    "roles/security-developer.toml",
    "roles/api-developer.toml",
    "roles/middleware-developer.toml",
    "roles/back-end-developer.toml",
];
