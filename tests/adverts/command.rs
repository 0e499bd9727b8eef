//! How well advertisements are read: `cargo run --example adverts -- COMMAND`.
//!
//! | command | does |
//! |---|---|
//! | `score` | prints precision and recall of each kind, of the known fixtures, the unseen and the fresh ones apart |
//! | `differences [FOLDER]` | prints what is read otherwise than the fixtures say |
//! | `read FILE` | prints what is read in one file, in short |

#![expect(clippy::print_stdout, reason = "it is a program for authors of rules")]

mod score;

use score::{Scores, Share, fixtures};
use skillgap::domain::advert::{Index, read};
use skillgap::domain::maps::SkillMaps;
use skillgap::files::advert_text::read_advert;
use skillgap::library::maps::{MapsFrom, load_text};

fn main() {
    // From the TOML, so that a changed rule needs no build.
    let maps = load_text(&MapsFrom { without_shipped: true, over: vec!["skillmaps".into()] });
    let maps = match maps {
        Ok(loaded) => loaded.maps,
        Err(_) => {
            return println!("the maps are not valid: `skillgap maps check --maps-only skillmaps`");
        }
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["score"] => {
            for folder in ["known", "unseen", "fresh", "blind", "last"] {
                print_scores(folder, &score::score(&maps, &fixtures(&maps, folder)));
            }
        }
        ["differences", folders @ ..] => {
            let folders = if folders.is_empty() { &["known"] } else { folders };
            for folder in folders {
                for line in score::score(&maps, &fixtures(&maps, folder)).differences {
                    println!("{line}");
                }
            }
        }
        ["read", files @ ..] => files.iter().for_each(|file| print_reading(&maps, file)),
        _ => println!("cargo run --example adverts -- score | differences [FOLDER] | read FILE…"),
    }
}

fn print_scores(folder: &str, scores: &Scores) {
    println!("{folder}");
    let both = |what: &str, share: Share| {
        println!(
            "  {what:<12} precision {:.3}  recall {:.3}  ({} right, {} found, {} there)",
            share.precision(),
            share.recall(),
            share.right,
            share.found,
            share.there
        );
    };
    both("skills", scores.skills);
    both("nice to have", scores.nice);
    both("groups", scores.groups);
    for (what, share) in [
        ("core or work", scores.core),
        ("seniority", scores.seniority),
        ("role", scores.role),
        ("years", scores.years),
        ("not asked", scores.not_asked),
        ("homonyms", scores.homonyms),
    ] {
        println!("  {what:<12} {:.3}  ({} of {})", share.recall(), share.right, share.there);
    }
}

fn print_reading(maps: &SkillMaps, file: &str) {
    let bytes = std::fs::read(file).unwrap_or_default();
    let text = match read_advert(&bytes) {
        Ok(text) => text,
        Err(why) => return println!("{file}: {why}"),
    };
    let index = Index::new(maps, maps.adverts());
    let reading = read(maps, &index, &text);
    let role = reading.nearest.first().map(|near| maps[near.role].id.as_str());
    println!(
        "== {file}: {role:?} {:?} {:?}",
        reading.seniority.map(|s| s.0),
        reading.years.map(|y| y.0)
    );
    for asked in &reading.requirements {
        let ids: Vec<&str> = asked.any_of.iter().map(|skill| maps[*skill].id.as_str()).collect();
        let seen = asked.seen.iter().map(|seen| {
            let duty = if seen.duty.is_some() { "~" } else { "" };
            format!("{duty}“{}”", &text[seen.range.clone()])
        });
        let seen: Vec<String> = seen.collect();
        println!(
            "{:<9} {} {} {}",
            asked.importance.word(),
            asked.target,
            ids.join(" | "),
            seen.join(" ")
        );
    }
    for not in &reading.not_asked {
        println!(
            "not       {} “{}” {}",
            maps[not.skill].id,
            &text[not.range.clone()],
            not.why.word()
        );
    }
    let unknown: Vec<&str> = reading.unknown.iter().map(|range| &text[range.clone()]).collect();
    println!("unknown   {}", unknown.join(", "));
}
