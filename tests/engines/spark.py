#!/usr/bin/env python3
"""Runs the README's Spark recipes for real, in local mode, and checks that the lines agree with a single run.

    python3 tests/engines/spark.py [--skillgap PROGRAM] [--people 20000] [--folder FOLDER]

It needs Java; pyspark comes into a virtual environment, in a temporary folder unless one is named.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--skillgap", type=Path, help="a program that is already built")
    arguments.add_argument("--people", type=int, default=20_000)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--in-spark", action="store_true", help=argparse.SUPPRESS)
    arguments = arguments.parse_args()
    if arguments.in_spark:
        in_spark(arguments.skillgap, arguments.folder)
        return
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="skillgap-spark-"))
    try:
        python = environment(folder)
        skillgap = arguments.skillgap or build()
        make_people(skillgap, folder / "people.jsonl", arguments.people)
        again = [python, __file__, "--in-spark", "--skillgap", skillgap.resolve(), "--folder", folder]
        # As after `cargo install`: the recipes find the program by its name alone.
        path = f"{skillgap.resolve().parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(again, check=True, env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"})
    finally:
        if not arguments.folder:
            shutil.rmtree(folder)


def environment(folder):
    python = folder / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        packages = ["pyspark", "pandas<3", "pyarrow"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def build():
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/skillgap"


def make_people(skillgap, path, people):
    """People with 31 skills each."""
    listed = json.loads(subprocess.check_output([skillgap, "skills", "--json"]))["skills"]
    skills = [skill["skill"] for skill in listed]
    dice = random.Random(7)
    with open(path, "w") as file:
        for person in range(people):
            ratings = {skill: dice.randrange(5) for skill in dice.sample(skills, 31)}
            file.write(json.dumps({"id": f"p{person}", "ratings": ratings}) + "\n")


def in_spark(skillgap, folder):
    from pyspark.sql import SparkSession

    people = str(folder / "people.jsonl")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    alone = subprocess.check_output([skillgap, "batch", people, "--role", "api-developer"], text=True).splitlines()

    # As in the README.
    lines = spark.sparkContext.textFile(people, 8)
    gaps = lines.pipe("skillgap batch --threads 1 --role api-developer", env=dict(os.environ), checkCode=True)
    check("RDD.pipe", gaps.collect(), alone)

    def gap(frames):
        import pandas

        for frame in frames:
            text = "\n".join(frame["value"])
            command = ["skillgap", "batch", "--threads", "1", "--role", "api-developer"]
            answers = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
            yield pandas.DataFrame({"value": answers.split("\n")[:-1]})

    gaps = spark.read.text(people).mapInPandas(gap, "value string")
    check("mapInPandas", [row.value for row in gaps.collect()], alone)
    spark.stop()


def check(name, lines, alone):
    if sorted(lines) != sorted(alone):
        raise SystemExit(f"{name}: {len(lines)} lines are not the {len(alone)} of a single run")
    print(f"{name}: {len(lines)} lines, the same as of a single run")


main()
