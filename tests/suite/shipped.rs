//! The content of the shipped maps: what must hold for every sentence, figure and link. Each test lists all offenders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use skillgap::domain::catalog::Str;
use skillgap::domain::catalog::{ResourceKind, Skill, SkillIndex};
use skillgap::domain::hours::Basis;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::names::normalised_name;
use skillgap::domain::role::{Importance, Requirement, RoleMap};
use skillgap::library::maps::{MapsFrom, load, load_text};
use skillgap::library::shipped;

const NOTHING: [String; 0] = [];

fn maps() -> SkillMaps {
    match load(&MapsFrom::default()) {
        Ok(loaded) => loaded.maps,
        Err(error) => panic!("the shipped maps are not sound: {error:?}"),
    }
}

/// Returns every offender of a check over all skills.
fn offenders(check: impl Fn(&SkillMaps, &Skill) -> Vec<String>) -> Vec<String> {
    let maps = maps();
    let of = |skill: &Skill| -> Vec<String> {
        let found = check(&maps, skill).into_iter();
        found.map(|what| format!("{}: {what}", skill.id)).collect()
    };
    maps.skills().iter().flat_map(of).collect()
}

#[test]
fn every_file_of_the_skillmaps_folder_is_shipped() {
    fn files(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                let path = path.strip_prefix("skillmaps").unwrap();
                found.insert(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = BTreeSet::new();
    files(Path::new("skillmaps"), &mut found);
    let listed: BTreeSet<String> =
        shipped::FILES.iter().map(|file| file.path.to_string()).collect();
    assert_eq!(listed, found);
}

#[test]
fn the_compact_form_is_what_validation_makes_of_the_toml() {
    let compact = load(&MapsFrom::default()).unwrap();
    let text = load_text(&MapsFrom::default()).unwrap();
    assert_eq!(format!("{:?}", compact.maps), format!("{:?}", text.maps));
    assert_eq!(compact.digest(), text.digest());
}

#[test]
fn every_file_begins_with_its_manual() {
    let without: Vec<&str> = shipped::FILES
        .iter()
        .filter(|file| file.text.lines().take_while(|line| line.starts_with('#')).count() < 10)
        .map(|file| file.path)
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

#[test]
fn there_are_seven_areas_seven_roles_and_at_least_130_skills() {
    let maps = maps();
    assert_eq!(maps.areas().len(), 7);
    let roles: BTreeSet<&str> = maps.roles().iter().map(|role| role.id.as_str()).collect();
    let expected = BTreeSet::from([
        "web-application-developer",
        "database-developer",
        "devops-engineer",
        "security-developer",
        "api-developer",
        "middleware-developer",
        "back-end-developer",
    ]);
    assert_eq!(roles, expected);
    assert!(maps.skills().len() >= 130);
    for name in [
        "back-end software engineer",
        "back-end engineer",
        "back-end web developer",
        "back-end coder",
    ] {
        let role = maps.find_role(name).expect(name);
        assert_eq!(maps[role].id, "back-end-developer");
    }
}

#[test]
fn what_people_say_finds_its_skill() {
    let maps = maps();
    let unknown: Vec<&str> =
        SAID.into_iter().filter(|name| maps.find_skill(name).is_none()).collect();
    assert_eq!(unknown, Vec::<&str>::new(), "make them aliases");
}

#[test]
fn titles_as_advertisements_print_them_find_their_role() {
    let maps = maps();
    let titles = [
        ("Senior Java developer", "back-end-developer"),
        ("Junior software developer", "back-end-developer"),
        ("Java engineer", "back-end-developer"),
        ("Python engineer", "back-end-developer"),
        ("Golang engineer", "back-end-developer"),
        ("Node developer", "back-end-developer"),
        ("NodeJS developer", "back-end-developer"),
        ("Spring Boot developer", "back-end-developer"),
        (".NET software engineer", "back-end-developer"),
        ("C++ developer", "back-end-developer"),
        ("Elixir developer", "web-application-developer"),
        ("Lead full-stack programmer", "web-application-developer"),
        ("Cloud developer", "devops-engineer"),
        ("mid-level DevOps engineer", "devops-engineer"),
        ("Sr. SQL developer", "database-developer"),
    ];
    for (title, role) in titles {
        let found = maps.find_role(title).map(|role| maps[role].id.as_str());
        assert_eq!(found, Some(role), "{title}");
    }
    for title in
        ["developer", "senior", "front-end developer", "cyber security engineer", "iOS engineer"]
    {
        assert_eq!(maps.find_role(title).map(|role| maps[role].id.as_str()), None, "{title}");
    }
}

/// What people type and advertisements print, for each field that the maps cover.
#[rustfmt::skip]
const SAID: [&str; 202] = [
    "programming", "data structures and algorithms", "object-oriented design", "functional programming",
    "concurrency", "error handling", "Python", "Java", "JavaScript", "Node.js", "TypeScript", "PHP", "Ruby", "Go",
    "C#", ".NET", "Rust", "Kotlin", "Scala", "Elixir", "C++", "shell", "regular expressions", "Django", "Flask",
    "FastAPI", "Ruby on Rails", "Laravel", "Symfony", "Express", "NestJS", "Spring Boot", "ASP.NET Core", "Gin",
    "WordPress", "Drupal", "SQL", "relational modelling", "PostgreSQL", "Postgres", "MySQL", "MariaDB", "SQLite",
    "SQL Server", "Oracle", "NoSQL", "MongoDB", "Redis", "Memcached", "Cassandra", "Elasticsearch", "DynamoDB",
    "graph databases", "time-series databases", "indexes", "query tuning", "transactions", "isolation levels",
    "migrations", "ORM", "replication", "sharding", "partitioning", "backup and recovery",
    "database administration", "data warehousing", "ETL", "vector search", "HTTP", "REST design", "REST API",
    "HATEOAS", "OpenAPI", "API documentation", "GraphQL", "gRPC", "Protocol Buffers", "WebSocket",
    "server-sent events", "webhooks", "SOAP", "API gateways", "API versioning", "pagination", "rate limiting",
    "idempotency", "API testing", "JSON", "XML", "secure coding", "injection", "XSS", "CSRF", "CORS",
    "OWASP Top 10", "input validation", "authentication", "OAuth 2", "OpenID Connect", "SAML", "JWT", "sessions",
    "access control", "cryptography", "hashing", "TLS", "secrets management", "threat modelling",
    "vulnerability assessment", "penetration testing", "static analysis", "dependency analysis",
    "supply chain security", "privacy", "data protection", "security logging", "incident response", "Linux",
    "networking", "DNS", "Docker", "Kubernetes", "K8s", "Helm", "CI/CD", "Jenkins", "GitHub Actions",
    "infrastructure as code", "Terraform", "configuration management", "Ansible", "AWS", "Azure", "Google Cloud",
    "serverless", "web servers", "nginx", "proxies", "monitoring", "logging", "tracing", "release strategies",
    "scaling", "capacity planning", "GitOps", "site reliability", "cloud cost", "system design",
    "layered architecture", "domain-driven design", "monoliths", "microservices", "service-oriented architecture",
    "CQRS", "event sourcing", "event-driven design", "message brokers", "Kafka", "RabbitMQ", "cloud queues",
    "caching", "CDN", "load balancing", "resilience patterns", "distributed systems", "consistency",
    "twelve-factor", "integration patterns", "middleware", "enterprise service bus", "application servers",
    "service mesh", "performance engineering", "high traffic", "LLM integration", "RAG", "embeddings",
    "AI evaluation", "MCP", "Git", "GitHub", "code review", "clean code", "refactoring", "unit testing",
    "integration testing", "contract testing", "end-to-end testing", "load testing", "test doubles", "debugging",
    "profiling", "documentation", "HTML", "CSS", "agile", "requirements", "problem solving", "estimation",
    "mentoring", "technical communication", "keeping up to date",
];

#[test]
fn every_skill_is_complete() {
    let incomplete = offenders(|_, skill| {
        let mut missing = Vec::new();
        for level in &Level::ABOVE_NONE[..3] {
            let signs = skill.signs[level.index()].len();
            if !(2..=3).contains(&signs) {
                missing.push(format!("{signs} signs for level {level}, not 2 or 3"));
            }
            if skill.proof(*level).is_none() {
                missing.push(format!("no proof for level {level}"));
            }
        }
        if skill.resources.len() < 2 {
            missing.push("fewer than two resources".to_string());
        }
        missing
    });
    assert_eq!(incomplete, NOTHING);
}

#[test]
fn can_do_sentences_are_short_and_say_something_to_watch() {
    let vague = [
        "understand",
        "know",
        "knows",
        "knowledge",
        "familiar",
        "aware",
        "awareness",
        "proficient",
        "comfortable",
        "grasp",
        "grasps",
        "appreciate",
        "appreciates",
        "master",
        "masters",
        "good at",
        "able to",
        "expert in",
        "learns",
    ];
    let wrong = offenders(|_, skill| {
        let mut found = Vec::new();
        for level in Level::ALL {
            let sentence = skill.can_do(level);
            if sentence.chars().count() > 160 {
                found.push(format!("level {level} is longer than 160 characters; cut it"));
            }
            if !sentence.ends_with('.') {
                found.push(format!("level {level} does not end with a full stop"));
            }
            let padded =
                format!(" {} ", normalised_name(&sentence.replace([',', '.', ';', ':'], " ")));
            for word in vague {
                if padded.contains(&format!(" {word} ")) {
                    found.push(format!("level {level} says `{word}`; say what one could watch"));
                }
            }
        }
        found
    });
    assert_eq!(wrong, NOTHING);
}

/// Returns a sentence without the names of its skill, so that sentences from a template become equal.
fn without_names(skill: &Skill, sentence: &str) -> String {
    let mut names: Vec<String> = skill.aliases.iter().map(|name| name.to_lowercase()).collect();
    names.push(skill.name.to_lowercase());
    names.push(skill.id.clone());
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut sentence = sentence.to_lowercase();
    for name in names.iter().filter(|name| name.len() > 2) {
        sentence = sentence.replace(name.as_str(), "#");
    }
    sentence
}

#[test]
fn no_two_can_do_sentences_are_alike() {
    let maps = maps();
    let mut sentences = Vec::new();
    for skill in maps.skills() {
        for level in Level::ALL {
            let sentence = without_names(skill, skill.can_do(level));
            let words: BTreeSet<String> = sentence.split(' ').map(str::to_string).collect();
            sentences.push((format!("{} {level}", skill.id), sentence, words));
        }
    }
    let mut alike = Vec::new();
    for (at, (one, a, a_words)) in sentences.iter().enumerate() {
        for (other, b, b_words) in &sentences[at + 1..] {
            // The words are compared first, because that is fast: sentences without common words are not similar.
            let common = a_words.intersection(b_words).count() * 2;
            if common * 10 >= (a_words.len() + b_words.len()) * 5
                && strsim::normalized_levenshtein(a, b) > 0.7
            {
                alike.push(format!("{one} and {other}: {a} / {b}"));
            }
        }
    }
    assert_eq!(alike, NOTHING);
}

#[test]
fn hours_rise_with_level_or_a_note_says_why_not() {
    let wrong = offenders(|_, skill| {
        let hours: Vec<u32> =
            Level::ABOVE_NONE.iter().map(|level| skill.hours_to(*level).typical).collect();
        let rises = hours.windows(2).all(|pair| pair[0] < pair[1]);
        if rises == skill.hours_note.is_none() {
            Vec::new()
        } else {
            vec![format!("{hours:?}; make them rise, or say why not in hours_note")]
        }
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn a_proof_takes_no_longer_than_its_step_at_a_fast_pace() {
    let wrong = offenders(|_, skill| {
        let levels =
            Level::ABOVE_NONE.into_iter().filter_map(|level| Some((level, skill.proof(level)?)));
        levels
            .map(|(level, proof)| (level, proof.hours, skill.hours_to(level).low))
            .filter(|(_, proof, low)| proof > low)
            .map(|(level, proof, low)| {
                format!("the proof of {level} takes {proof} h, the step from {low} h")
            })
            .collect()
    });
    assert_eq!(wrong, NOTHING);
}

/// The longest sentence of a proof, in words. It is longer than elsewhere, because people work through a proof step by step.
const MOST_WORDS_OF_A_SENTENCE: usize = 60;

#[test]
fn a_proof_is_told_in_sentences_that_one_reads_once() {
    let wrong = offenders(|_, skill| {
        let proofs = Level::ABOVE_NONE.into_iter().filter_map(|level| skill.proof(level));
        let sentences = proofs.flat_map(|proof| proof.task.split(". "));
        let words = |sentence: &str| sentence.split_whitespace().count();
        sentences
            .filter(|sentence| words(sentence) > MOST_WORDS_OF_A_SENTENCE)
            .map(|sentence| format!("{} words: {sentence}", words(sentence)))
            .collect()
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn resources_stand_in_the_order_of_the_levels_that_they_help_to_reach() {
    let wrong = offenders(|_, skill| {
        let in_order = skill.resources.is_sorted_by_key(|resource| resource.level);
        if in_order { Vec::new() } else { vec!["is out of order".to_string()] }
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn stated_and_derived_hours_are_few_and_name_their_source() {
    let maps = maps();
    let sourced = maps
        .skills()
        .iter()
        .flat_map(|skill| &skill.efforts)
        .filter(|effort| effort.basis != Basis::Judgement);
    for effort in sourced {
        assert!(effort.from.as_ref().is_some_and(|from| from.len() > 10));
    }
}

#[test]
fn links_are_https_and_stand_once_in_a_skill() {
    let wrong = offenders(|_, skill| {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for resource in &skill.resources {
            if !resource.url.starts_with("https://") {
                found.push(format!("{} is not https", resource.url));
            }
            if !seen.insert(&resource.url) {
                found.push(format!("{} stands twice", resource.url));
            }
        }
        found
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn every_skill_is_asked_for_or_needed() {
    let maps = maps();
    let mut reached: BTreeSet<SkillIndex> = BTreeSet::new();
    let mut open: Vec<SkillIndex> = maps
        .roles()
        .iter()
        .flat_map(|role| role.requirements.iter().flat_map(|r| r.any_of.clone()))
        .collect();
    while let Some(skill) = open.pop() {
        if reached.insert(skill) {
            open.extend(maps[skill].prerequisites.iter().map(|needed| needed.skill));
        }
    }
    let alone: Vec<&str> = maps
        .skill_indices()
        .filter(|skill| !reached.contains(skill))
        .map(|skill| maps[skill].id.as_str())
        .collect();
    assert_eq!(alone, Vec::<&str>::new(), "ask for them in a role, or take them out");
}

/// Returns every offender of a check over all requirements.
fn requirement_offenders(
    check: impl Fn(&SkillMaps, &Requirement) -> Option<String>,
) -> Vec<String> {
    let maps = maps();
    let mut found = Vec::new();
    for role in maps.roles() {
        for requirement in &role.requirements {
            if let Some(what) = check(&maps, requirement) {
                found.push(format!("{} {}: {what}", role.id, name(&maps, requirement)));
            }
        }
    }
    found
}

fn name(maps: &SkillMaps, requirement: &Requirement) -> String {
    let ids: Vec<&str> = requirement.any_of.iter().map(|skill| maps[*skill].id.as_str()).collect();
    ids.join("/")
}

/// Returns the families of sources that a requirement cites.
fn families<'m>(maps: &'m SkillMaps, requirement: &Requirement) -> BTreeSet<&'m str> {
    let source = |key: &Str| key.split(':').next().unwrap_or_default().to_string();
    let cited: BTreeSet<String> = requirement.evidence.iter().map(source).collect();
    maps.sources()
        .iter()
        .filter(|source| cited.contains(&source.id))
        .map(|source| &*source.family)
        .collect()
}

#[test]
fn a_core_requirement_rests_on_two_families_of_sources_or_on_a_judgement() {
    let wrong = requirement_offenders(|maps, requirement| {
        let core = requirement.importance == Importance::Core;
        let families = families(maps, requirement);
        (core && families.len() < 2 && requirement.judgement.is_none()).then(|| {
            format!("cites only {families:?}; cite another family, or say why in judgement")
        })
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
#[expect(clippy::print_stdout, reason = "the list is for readers of the log")]
fn at_most_a_quarter_of_a_roles_core_rests_on_judgement() {
    let maps = maps();
    let mut wrong = Vec::new();
    for role in maps.roles() {
        let core: Vec<&Requirement> = role
            .requirements
            .iter()
            .filter(|requirement| requirement.importance == Importance::Core)
            .collect();
        let judged: Vec<String> = core
            .iter()
            .filter(|requirement| families(&maps, requirement).len() < 2)
            .map(|requirement| name(&maps, requirement))
            .collect();
        println!("{}: core by judgement {judged:?}", role.id);
        if judged.len() * 4 > core.len() {
            wrong.push(format!("{}: {judged:?} of {}", role.id, core.len()));
        }
    }
    assert_eq!(wrong, NOTHING);
}

#[test]
fn evidence_is_cited_once_in_a_requirement_and_every_source_is_cited() {
    let twice = requirement_offenders(|_, requirement| {
        let unique: BTreeSet<&Str> = requirement.evidence.iter().collect();
        (unique.len() < requirement.evidence.len()).then(|| "cites a key twice".to_string())
    });
    assert_eq!(twice, NOTHING);
}

#[test]
fn groups_say_what_they_are_called() {
    let nameless = requirement_offenders(|_, requirement| {
        (requirement.is_group() && requirement.group.is_none())
            .then(|| "has no `group`, as in \"a back-end language\"".to_string())
    });
    assert_eq!(nameless, NOTHING);
}

/// Returns every offender of a check over all roles.
fn role_offenders(check: impl Fn(&SkillMaps, &RoleMap) -> Vec<String>) -> Vec<String> {
    let maps = maps();
    let of = |role: &RoleMap| -> Vec<String> {
        let found = check(&maps, role).into_iter();
        found.map(|what| format!("{}: {what}", role.id)).collect()
    };
    maps.roles().iter().flat_map(of).collect()
}

#[test]
fn every_role_has_25_to_62_requirements_of_at_least_five_areas() {
    let wrong = role_offenders(|_, role| {
        let areas: BTreeSet<usize> = role.requirements.iter().map(|r| r.area.0).collect();
        let number = role.requirements.len();
        let mut found = Vec::new();
        if !(25..=62).contains(&number) {
            found.push(format!("{number} requirements"));
        }
        if areas.len() < 5 {
            found.push(format!("asks something of {} areas only", areas.len()));
        }
        found
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn every_role_says_what_it_is_as_a_job() {
    let wrong = role_offenders(|_, role| {
        let told = [
            ("duties", role.duties.len() >= 4),
            ("differs", role.differs.is_some()),
            ("entry", role.entry.is_some()),
            ("interests", role.interests.is_some()),
            ("not_covered", role.not_covered.is_some()),
            ("work", role.work.is_some()),
            ("workplace", role.workplace.is_some()),
            ("leads_to", role.leads_to.is_some()),
            ("front_end", role.front_end.is_some()),
            ("aliases", !role.aliases.is_empty()),
            ("onet_soc", !role.codes.onet_soc.is_empty()),
            ("esco", !role.codes.esco.is_empty()),
            ("sfia", !role.codes.sfia.is_empty()),
            ("projects", (4..=14).contains(&role.projects.len())),
        ];
        let missing = told.iter().filter(|(_, told)| !told);
        missing.map(|(what, _)| format!("lacks {what}")).collect()
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn the_needs_of_every_project_are_met_by_the_targets_of_a_mid() {
    let wrong = role_offenders(|maps, role| {
        let mut brought: BTreeMap<SkillIndex, Level> = BTreeMap::new();
        let mut open: Vec<(SkillIndex, Level)> = role
            .asked(Seniority::Mid)
            .flat_map(|(requirement, target)| requirement.any_of.iter().map(move |s| (*s, target)))
            .collect();
        while let Some((skill, level)) = open.pop() {
            let had = brought.get(&skill).copied().unwrap_or_default();
            if level > had {
                brought.insert(skill, level);
                let needed = maps[skill].prerequisites.iter().filter(|n| n.for_level <= level);
                open.extend(needed.map(|n| (n.skill, n.level)));
            }
        }
        let mut found = Vec::new();
        for project in &role.projects {
            for need in &project.needs {
                let is_brought = |skill| brought.get(skill).is_some_and(|had| *had >= need.level);
                if !need.any_of.iter().any(is_brought) {
                    let id = &maps[need.any_of[0]].id;
                    let (project, level) = (&project.id, need.level);
                    found.push(format!(
                        "{project} needs {id} {level}, which a mid is not asked for"
                    ));
                }
            }
        }
        found
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn a_junior_is_asked_for_little_above_working_level() {
    let wrong = role_offenders(|maps, role| {
        role.asked(Seniority::Junior)
            .filter(|(_, target)| target.number() > 2)
            .map(|(requirement, target)| {
                format!("{} {target} of a junior", name(maps, requirement))
            })
            .collect()
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn every_step_to_working_level_has_something_free_to_learn_it_from() {
    let wrong = offenders(|_, skill| {
        let has = |level: u8, free: bool| {
            skill.resources.iter().any(|r| r.level.number() == level && (r.free || !free))
        };
        let mut found = Vec::new();
        for (level, free) in [(1, true), (2, true), (3, false)] {
            if !has(level, free) {
                found.push(format!("has nothing to learn level {level} from"));
            }
        }
        found
    });
    assert_eq!(wrong, NOTHING);
}

#[test]
fn the_documentation_of_a_first_step_is_a_page_about_it_and_no_home_page() {
    let wrong = offenders(|_, skill| {
        let documentation = skill.resources.iter().filter(|resource| {
            resource.level.number() == 1 && resource.kind == ResourceKind::Documentation
        });
        let found = documentation.filter(|resource| is_home_page(&resource.url));
        found.map(|resource| format!("{} is a home page", resource.url)).collect()
    });
    assert_eq!(wrong, NOTHING);
}

/// Courses and texts that are a whole site, so that they begin on its first page.
const WHOLE_SITES: [&str; 5] = [
    "https://bobby-tables.com/",
    "https://java-programming.mooc.fi/",
    "https://linuxupskillchallenge.org/",
    "https://programming-26.mooc.fi/",
    "https://www.makeareadme.com/",
];

#[test]
fn a_tutorial_or_a_course_is_a_page_about_its_step_and_no_home_page() {
    let wrong = offenders(|_, skill| {
        let guides = skill.resources.iter().filter(|resource| {
            matches!(resource.kind, ResourceKind::Tutorial | ResourceKind::Course)
        });
        let found = guides.map(|resource| resource.url.to_string());
        found.filter(|url| is_home_page(url) && !WHOLE_SITES.contains(&url.as_str())).collect()
    });
    assert_eq!(wrong, NOTHING);
}

/// Returns whether an address is the first page of a site.
fn is_home_page(url: &str) -> bool {
    !url["https://".len()..].trim_end_matches('/').contains('/')
}

#[test]
fn names_that_are_ordinary_words_are_marked() {
    let wrong = offenders(|_, skill| {
        let marked: BTreeSet<String> =
            skill.homonyms.iter().map(|name| name.to_lowercase()).collect();
        let names = [&skill.name, &skill.id].into_iter().map(|name| name.to_lowercase());
        names
            .chain(skill.aliases.iter().map(|alias| alias.to_lowercase()))
            .filter(|name| ORDINARY.contains(&name.as_str()) && !marked.contains(name))
            .map(|name| format!("`{name}` is a word of everyday language: list it in `homonyms`"))
            .collect()
    });
    assert_eq!(wrong, NOTHING);
}

/// Names of skills that have another meaning in most texts, depending on case or context.
#[rustfmt::skip]
const ORDINARY: [&str; 84] = [
    "acid", "acme", "agile", "ajax", "ant", "architecture", "bash", "bootstrap", "c", "caddy", "cassandra", "celery",
    "chef", "coaching", "coding", "collaboration", "communication", "compliance", "consistency", "containers",
    "cookies", "cron", "cursor", "documentation", "echo", "ember", "envoy", "estimation", "exceptions", "explain",
    "express", "fetch", "fiber", "firewall", "flask", "flux", "forensics", "gin", "go", "gulp", "helm", "injection",
    "insomnia", "jaeger", "jest", "latency", "locust", "login", "loki", "mac", "maven", "mentor", "mentoring",
    "messaging", "metrics", "middleware", "migrations", "mocha", "monitoring", "nest", "networking", "node",
    "oracle", "permissions", "phoenix", "planning", "postman", "privacy", "puppet", "quotas", "rails", "react",
    "requirements", "rest", "ruby", "rust", "sessions", "shell", "snowflake", "soap", "solid", "spring", "threads",
    "vault",
];
