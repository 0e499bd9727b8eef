// What people take along, read by programs that are not ours: the calendar by ical.js, tables by csv-parse, résumés by the
// schema of JSON Resume itself. Then what was read goes back in, and nothing of it is lost.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import ICAL from "ical.js";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const program = process.env.SKILLGAP || join(root, "target", "debug", "skillgap");
const resumes = createRequire(import.meta.url)("@jsonresume/schema");
const folder = mkdtempSync(join(tmpdir(), "skillgap-exports-"));
const profile = ["--profile", join(here, "canary.toml"), "--today", "2026-11-28"];
const skillgap = (words, zone = "UTC") =>
  execFileSync(program, words, { cwd: root, encoding: "utf8", env: { ...process.env, TZ: zone } });
const exported = (format, ...more) => skillgap(["export", "--format", format, ...profile, ...more]);
const plan = JSON.parse(skillgap(["roadmap", "--json", ...profile]));

/** The events of a calendar as another program reads them. */
const events = (text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, "vcalendar");
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
};

// One event for each step and project, on the days of the plan.
{
  const read = events(exported("ics"));
  const steps = new Map(read.map((event) => [event.uid, event]));
  assert.equal(steps.size, read.length, "each event has an id of its own");
  assert.equal(read.length, plan.sequence.length);
  for (const step of plan.steps) {
    const event = steps.get(`step-${step.skill}-${step.to}@skillgap`);
    assert.equal(event.summary, `${step.name}: level ${step.to}`);
    assert.equal(event.startDate.toString(), step.starts.typical);
    // The day after the last.
    const last = event.endDate.clone();
    last.adjust(-1, 0, 0, 0);
    assert.equal(last.toString(), step.ends.typical);
    assert.ok(event.description.startsWith(step.can_do), event.description);
  }
  assert.deepEqual(events(exported("ics")).map((event) => event.uid), read.map((event) => event.uid), "ids stay");
}

// Blocks of study stand at the hours of the person's own zone, also when its clocks change.
{
  const text = skillgap(["export", "--format", "ics", "--blocks", "mon,wed 19:00-21:00", ...profile], "Europe/Berlin");
  const read = events(text);
  assert.ok(read.length > 50);
  const local = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", weekday: "short", hour: "2-digit", minute: "2-digit" });
  const seen = new Set();
  for (const event of read) {
    const [starts, ends] = [event.startDate, event.endDate].map((time) => time.toJSDate());
    assert.match(local.format(starts), /^(Mon|Wed) 19:00$/);
    assert.match(local.format(ends), /^(Mon|Wed) 21:00$/);
    seen.add(event.startDate.toString().slice(11));
  }
  assert.deepEqual([...seen].sort(), ["17:00:00Z", "18:00:00Z"], "in summer and in winter");
}

// Tables.
const rows = (text) => parse(text, { columns: true, relax_column_count: false });
const levels = Object.fromEntries(rows(exported("csv")).map((row) => [row.skill, Number(row.level)]));
assert.deepEqual(levels, { python: 1, git: 1, sql: 1, http: 2 });
{
  const tasks = rows(exported("tasks-csv"));
  const written = tasks.filter((row) => row.TYPE === "task");
  assert.equal(written.length, plan.sequence.length);
  assert.equal(written[0].DATE, plan.steps[0].ends.typical);
  const moodle = join(folder, "moodle");
  skillgap(["maps", "export", moodle, "--as", "moodle"]);
  for (const name of readdirSync(moodle)) {
    const read = rows(readFileSync(join(moodle, name), "utf8"));
    assert.equal(read.filter((row) => row["Is framework"] === "1").length, 1, name);
    const ids = new Set(read.map((row) => row["ID number"]));
    assert.equal(ids.size, read.length, `${name}: each id once`);
    for (const row of read) {
      assert.ok(row["Parent ID number"] === "" || ids.has(row["Parent ID number"]), `${name}: ${row["Short name"]}`);
    }
  }
}

// A résumé, alone and in another that is there.
const valid = (resume) => resumes.validate(resume, (problems) => assert.equal(problems, null));
const resume = JSON.parse(exported("json-resume"));
valid(resume);
{
  const mine = join(folder, "resume.json");
  writeFileSync(mine, '{\n\t"basics": {"name": "Ada",   "email": "ada@example.org"},\n\t"skills": [{"name": "Cooking"}],\n\t"work": []\n}\n');
  const text = exported("json-resume", "--into", mine);
  valid(JSON.parse(text));
  assert.ok(text.startsWith('{\n\t"basics": {"name": "Ada",   "email": "ada@example.org"},\n\t"skills": '));
  assert.ok(text.endsWith(',\n\t"work": []\n}\n'));
}

// What went out comes in again, as it was.
for (const [format, file, ...flags] of [["csv", "levels.csv"], ["json-resume", "own.json", "--accept-levels"]]) {
  const path = join(folder, file);
  writeFileSync(path, exported(format));
  const other = ["--profile", join(folder, `${format}.toml`), "--today", "2026-11-28"];
  skillgap(["import", path, ...flags, ...other]);
  const back = rows(skillgap(["export", "--format", "csv", ...other]));
  assert.deepEqual(Object.fromEntries(back.map((row) => [row.skill, Number(row.level)])), levels, format);
}

rmSync(folder, { recursive: true });
console.log("what people take along: all of it was read by others, and came back");
