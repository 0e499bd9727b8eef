#!/usr/bin/env python3
"""How quick `skillgap batch` is, against polars, DuckDB and jq, and against a pass that only parses.

    python3 tests/bench/batch.py                      100 k and 1 M people; about 20 minutes and 2 GB in a temporary folder
    python3 tests/bench/batch.py --people 20000       a quick look

It makes a virtual environment with polars and DuckDB, the data (31 of the catalog's skills each, as JSON lines and as a
wide table) and both programs, then runs every engine in turn, several rounds, and takes the best of each. All engines write
their answers to a file. Checked: that all agree to 1e-9. The rivals are timed without the start of Python, skillgap with
its own. Memory is the most that the process had, but never less than the 19 MiB of the Python that starts it.
"""

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SENIORITY = "mid"
ROLE = "api-developer"
TARGETS = {
    # Job and kind of input: how many times slower each must at least be.
    ("one role", "jsonl"): {"polars": 3, "duckdb": 4},
    ("all roles", "jsonl"): {"duckdb": 8},
    ("one role", "csv"): {"polars": 2},
}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000])
    arguments.add_argument("--threads", type=int, default=os.cpu_count())
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--jq-at-most", type=int, default=100_000, help="people; jq is slow")
    arguments.add_argument("--skillgap", type=Path, help="a program that is already built")
    arguments.add_argument("--folder", type=Path, help="keeps environment, data and answers here, and uses them again")
    arguments = arguments.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="skillgap-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        bench = Bench(folder, arguments)
        for people in arguments.people:
            bench.run(people)
    finally:
        if not arguments.folder:
            shutil.rmtree(folder)


class Bench:
    def __init__(self, folder, arguments):
        self.folder = folder
        self.threads = str(arguments.threads)
        self.rounds = arguments.rounds
        self.jq_at_most = arguments.jq_at_most
        self.python = environment(folder)
        self.skillgap, self.floor = programs(folder, arguments.skillgap)
        self.skills = [skill["skill"] for skill in ask(self.skillgap, "skills")["skills"]]
        (folder / "skills.txt").write_text("\n".join(self.skills) + "\n")
        roles = ask(self.skillgap, "roles")["roles"]
        ids = [role["role"] for role in roles]
        tasks = [self.task(role) for role in ids]
        self.tasks = {"one role": self.write([t for t in tasks if t["role"] == ROLE], "one"), "all roles": self.write(tasks, "all")}
        self.tell_versions()

    def task(self, role):
        (role,) = ask(self.skillgap, "roles", role)["roles"]
        asked = [
            {"any_of": r.get("any_of") or [r["skill"]], "target": r["target"][SENIORITY], "weight": r["weight"]}
            for r in role["requirements"]
            if r["target"][SENIORITY] > 0
        ]
        return {"role": role["role"], "requirements": asked}

    def write(self, roles, name):
        path = self.folder / f"{name}.task.json"
        path.write_text(json.dumps({"roles": roles}))
        return path

    def tell_versions(self):
        say = "import polars, duckdb; print(f'polars {polars.__version__}, DuckDB {duckdb.__version__}')"
        rivals = subprocess.check_output([self.python, "-c", say], text=True).strip()
        jq = subprocess.check_output(["jq", "--version"], text=True).strip() if shutil.which("jq") else "no jq"
        version = subprocess.check_output([self.skillgap, "--version"], text=True).strip()
        print(f"{version}, {rivals}, {jq}, Python {platform.python_version()}; {self.threads} threads, seniority {SENIORITY}")

    def run(self, people):
        files = {kind: self.folder / f"{people}.{kind}" for kind in ("jsonl", "csv")}
        make_data(files, self.skills, people)
        for job, kind in (("one role", "jsonl"), ("all roles", "jsonl"), ("one role", "csv")):
            self.compare(people, job, kind, files[kind])

    def compare(self, people, job, kind, source):
        task = self.tasks[job]
        role = ["--role", ROLE] if job == "one role" else []
        batch = [self.skillgap, "batch", source, "--seniority", SENIORITY, "--threads", self.threads, *role]
        batch += ["--format", "csv"] if kind == "csv" else []
        rivals = ["polars", "duckdb"] + (["duckdb-join"] if job == "all roles" else [])
        answer = {name: self.folder / f"{name}.answer.{kind}" for name in ["skillgap", "inference", "jq", *rivals]}
        runs = {"skillgap": lambda: timed([*batch, "--no-inference"], answer["skillgap"])}
        for name in rivals:
            command = [self.python, HERE / "rivals.py", name, task, source, answer[name], self.threads]
            runs[name] = lambda command=command: told(command)
        if kind == "jsonl" and job == "one role":
            runs["parse floor"] = lambda: told([self.floor, source, self.folder / "skills.txt", self.threads])
            if people <= self.jq_at_most and shutil.which("jq"):
                runs["jq"] = lambda: timed(["jq", "-c", "--slurpfile", "task", task, JQ, source], answer["jq"])
        runs["skillgap with inference"] = lambda: timed(batch, answer["inference"])
        best = {}
        for turn in range(self.rounds):
            for name, run in runs.items():
                if name == "jq" and turn > 0:
                    continue
                seconds, memory = run()
                before = best.get(name, (float("inf"), 0))
                best[name] = (min(seconds, before[0]), max(memory, before[1]))
        apart = {name: self.difference(task, answer["skillgap"], answer[name]) for name in runs if name in rivals or name == "jq"}
        print(f"\n{people:,} people, {kind} ({source.stat().st_size / 1e6:,.0f} MB), {job}")
        print(f"  {'engine':26}{'seconds':>9}{'people/s':>12}{'MiB':>7}{'skillgap is':>14}   target   differs by")
        ours = best["skillgap"][0]
        for name, (seconds, memory) in best.items():
            ratio = "" if name == "skillgap" else f"{seconds / ours:.2f} ×"
            target = TARGETS[job, kind].get(name.removesuffix("-join"))
            target = f"{target} ×" if target else "≥ 0.63 ×" if name == "parse floor" else ""
            print(f"  {name:26}{seconds:9.3f}{people / seconds:12,.0f}{memory:7.0f}{ratio:>14}{target:>9}   {apart.get(name, '')}")
        sys.stdout.flush()

    def difference(self, task, ours, theirs):
        told = subprocess.check_output([self.python, HERE / "rivals.py", "compare", task, ours, theirs], text=True)
        rows, apart = told.split()
        if float(apart) > 1e-9:
            raise SystemExit(f"{ours} and {theirs} differ by {apart} in {rows} rows")
        return apart


# The same task for jq: a person a line.
JQ = """
$task[0].roles as $roles | . as $person |
{id, roles: [$roles[] |
  [.requirements[] | {level: ([$person.ratings[.any_of[]] // 0] | max), target, weight}] as $asked |
  {role,
   readiness: (([$asked[] | select(.level >= .target) | .weight] | add // 0) / ([$asked[].weight] | add)),
   met: ([$asked[] | select(.level >= .target)] | length),
   gap_sum: ([$asked[] | [.target - .level, 0] | max] | add)}]}
"""


def environment(folder):
    python = folder / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "polars", "duckdb"], check=True)
    return python


def programs(folder, skillgap):
    if not skillgap:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
        skillgap = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/skillgap"
    floor = [
        "cargo", "build", "--release", "--quiet",
        "--manifest-path", HERE / "parse_floor/Cargo.toml", "--target-dir", folder / "parse_floor",
    ]
    subprocess.run(floor, check=True)
    return skillgap, folder / "parse_floor/release/parse_floor"


def ask(skillgap, *words):
    return json.loads(subprocess.check_output([skillgap, *words, "--json"]))


def make_data(files, skills, people):
    """People with 31 skills each, all levels equally often: the same people in both files, and at every call."""
    if all(path.exists() for path in files.values()):
        return
    dice = random.Random(31)
    with open(files["jsonl"], "w") as lines, open(files["csv"], "w") as table:
        table.write(",".join(["id", *skills]) + "\n")
        for person in range(people):
            ratings = {skill: dice.randrange(5) for skill in dice.sample(skills, 31)}
            lines.write(json.dumps({"id": f"p{person}", "ratings": ratings}, separators=(",", ":")) + "\n")
            table.write(f"p{person}," + ",".join(str(ratings.get(skill, "")) for skill in skills) + "\n")


def timed(command, output):
    """The seconds from start to end of a program that writes to a file, and its memory."""
    with open(output, "wb") as file:
        began = time.perf_counter()
        memory = finish(subprocess.Popen(command, stdout=file))
        return time.perf_counter() - began, memory


def told(command):
    """The seconds that a program tells of itself, and its memory."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    memory = finish(process)
    return float(said.split()[0]), memory


def finish(process):
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{process.args} ended with {process.returncode}")
    return usage.ru_maxrss / 1024


main()
