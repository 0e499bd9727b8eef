//! The maps that are compiled into the program, so that it works without other files and without a network.

/// One shipped file.
pub struct ShippedFile {
    /// The path of the file under `skillmaps/`.
    pub path: &'static str,
    /// The text of the file.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($folder:literal $name:literal),+ $(,)?) => {
        /// Every shipped file, in the order in which its content is listed.
        pub const FILES: &[ShippedFile] = &[
            $(ShippedFile {
                path: concat!($folder, $name, ".toml"),
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/skillmaps/", $folder, $name, ".toml")),
            }),+
        ];
    };
}

shipped![
    "" "areas",
    "" "sources",
    "" "adverts",
    "skills/" "languages",
    "skills/" "databases",
    "skills/" "apis",
    "skills/" "security",
    "skills/" "devops",
    "skills/" "architecture",
    "skills/" "engineering",
    "roles/" "api-developer",
    "roles/" "back-end-developer",
    "roles/" "database-developer",
    "roles/" "devops-engineer",
    "roles/" "middleware-developer",
    "roles/" "security-developer",
    "roles/" "web-application-developer",
];
