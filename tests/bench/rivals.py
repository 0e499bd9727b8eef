"""What polars and DuckDB make of the same task as `skillgap batch --no-inference`: run by batch.py, in its environment.

    rivals.py RUN TASK INPUT OUTPUT THREADS    answers and prints the seconds, without the start of Python
    rivals.py compare TASK OURS THEIRS         prints the number of rows and the largest difference

TASK is a JSON file: {"roles": [{"role", "requirements": [{"any_of": [skill], "target", "weight"}]}]}. Each engine gets its
quickest way that was found: for both, an expression made from the task over columns or struct fields of just the skills
that are asked for; for DuckDB with JSON lines and all roles, also a join (`duckdb-join`), and the quicker one counts.
"""

import json
import os
import sys
import time


def main():
    run, task, *rest = sys.argv[1:]
    with open(task) as file:
        roles = json.load(file)["roles"]
    if run == "compare":
        compare(roles, *rest)
        return
    source, output, threads = rest
    os.environ["POLARS_MAX_THREADS"] = threads
    if run == "polars":
        import polars

        began = time.perf_counter()
        with_polars(polars, roles, source, output)
    else:
        import duckdb

        began = time.perf_counter()
        duckdb.sql(f"set threads = {threads}; set preserve_insertion_order = true")
        (join if run == "duckdb-join" else expression)(duckdb, roles, source, output)
    print(time.perf_counter() - began)


def skills_of(roles):
    asked = (skill for role in roles for r in role["requirements"] for skill in r["any_of"])
    return list(dict.fromkeys(asked))


def with_polars(pl, roles, source, output):
    skills = skills_of(roles)
    if source.endswith(".csv"):
        people = pl.scan_csv(source, schema_overrides={skill: pl.Int8 for skill in skills})
        level = {skill: pl.col(skill).fill_null(0) for skill in skills}
    else:
        ratings = pl.Struct({skill: pl.Int8 for skill in skills})
        people = pl.scan_ndjson(source, schema={"id": pl.String, "ratings": ratings})
        level = {s: pl.col("ratings").struct.field(s).fill_null(0) for s in skills}
    answers = []
    for role in roles:
        weights, met, gaps = [], [], []
        for requirement in role["requirements"]:
            members = [level[skill] for skill in requirement["any_of"]]
            best = members[0] if len(members) == 1 else pl.max_horizontal(members)
            target = requirement["target"]
            met.append((best >= target).cast(pl.Int32))
            weights.append((best >= target).cast(pl.Int32) * requirement["weight"])
            gaps.append((target - best).clip(lower_bound=0).cast(pl.Int32))
        whole = sum(requirement["weight"] for requirement in role["requirements"])
        name = role["role"]
        answers += [
            (pl.sum_horizontal(weights) / whole).alias(f"{name}:readiness"),
            pl.sum_horizontal(met).alias(f"{name}:met"),
            pl.sum_horizontal(gaps).alias(f"{name}:gap_sum"),
        ]
    answer = people.select("id", *answers)
    if output.endswith(".csv"):
        answer.sink_csv(output)
    else:
        answer.sink_ndjson(output)


def expression(duckdb, roles, source, output):
    skills = skills_of(roles)
    if source.endswith(".csv"):
        columns = ", ".join(f"'{skill}': 'TINYINT'" for skill in skills)
        people = f"read_csv('{source}', header = true, types = {{'id': 'VARCHAR', {columns}}})"
        level = {skill: f'coalesce("{skill}", 0)' for skill in skills}
    else:
        fields = ", ".join(f'"{skill}" TINYINT' for skill in skills)
        people = (
            f"read_json('{source}', format = 'newline_delimited',"
            f" columns = {{'id': 'VARCHAR', 'ratings': 'STRUCT({fields})'}})"
        )
        level = {skill: f'coalesce(ratings."{skill}", 0)' for skill in skills}
    answers = []
    for role in roles:
        weights, met, gaps = [], [], []
        for requirement in role["requirements"]:
            members = [level[skill] for skill in requirement["any_of"]]
            best = members[0] if len(members) == 1 else f"greatest({', '.join(members)})"
            target = requirement["target"]
            met.append(f"({best} >= {target})::INT")
            weights.append(f"({best} >= {target})::INT * {requirement['weight']}")
            gaps.append(f"greatest({target} - {best}, 0)")
        whole = sum(requirement["weight"] for requirement in role["requirements"])
        name = role["role"]
        answers += [
            f"({' + '.join(weights)}) / {whole} AS \"{name}:readiness\"",
            f"{' + '.join(met)} AS \"{name}:met\"",
            f"{' + '.join(gaps)} AS \"{name}:gap_sum\"",
        ]
    kind = "csv" if output.endswith(".csv") else "json"
    duckdb.sql(f"COPY (SELECT id, {', '.join(answers)} FROM {people}) TO '{output}' (FORMAT {kind})")


def join(duckdb, roles, source, output):
    rows = [
        (role["role"], number, skill, requirement["target"], requirement["weight"])
        for role in roles
        for number, requirement in enumerate(role["requirements"])
        for skill in requirement["any_of"]
    ]
    duckdb.sql("CREATE TABLE asked (role VARCHAR, number INT, skill VARCHAR, target INT, weight INT)")
    duckdb.executemany("INSERT INTO asked VALUES (?, ?, ?, ?, ?)", rows)
    duckdb.sql(
        "CREATE TABLE whole AS SELECT role, sum(weight) AS weight, sum(target) AS target"
        " FROM (SELECT DISTINCT role, number, target, weight FROM asked) GROUP BY role"
    )
    people = (
        f"read_json('{source}', format = 'newline_delimited',"
        " columns = {'id': 'VARCHAR', 'ratings': 'MAP(VARCHAR, TINYINT)'})"
    )
    # Who has no skill that a role asks for would be missing without the skill '' that everybody has and every role asks.
    duckdb.sql("INSERT INTO asked SELECT role, -1, '', 0, 0 FROM whole")
    duckdb.sql(
        f"""
        COPY (
          WITH rated AS (
            SELECT id, unnest(list_append(map_keys(ratings), '')) AS skill,
                   unnest(list_append(map_values(ratings), 0)) AS level FROM {people}
          ), best AS (
            SELECT id, role, number, any_value(target) AS target, any_value(weight) AS weight, max(level) AS level
            FROM rated JOIN asked USING (skill) GROUP BY id, role, number
          ), sums AS (
            SELECT id, role,
                   sum(weight) FILTER (level >= target) AS weight,
                   count(*) FILTER (level >= target) - 1 AS met,
                   sum(least(level, target)) AS reached
            FROM best GROUP BY id, role
          )
          SELECT id, role, sums.weight / whole.weight AS readiness, met, whole.target - reached AS gap_sum
          FROM sums JOIN whole USING (role)
        ) TO '{output}' (FORMAT json)"""
    )


def compare(roles, ours, theirs):
    import polars as pl

    numbers = ["readiness", "met", "gap_sum"]

    def scan(path):
        if path.endswith(".csv"):
            return pl.scan_csv(path, infer_schema_length=100, schema_overrides={"id": pl.String})
        return pl.scan_ndjson(path, infer_schema_length=100)

    def long(path):
        table = scan(path)
        columns = table.collect_schema().names()
        if "roles" in columns:
            table = table.select("id", "roles").explode("roles").unnest("roles")
        elif "role" not in columns:
            table = pl.concat(
                table.select("id", pl.lit(role["role"]).alias("role"), *(
                    pl.col(f"{role['role']}:{number}").alias(number) for number in numbers
                ))
                for role in roles
            )
        return table.select("id", "role", *(pl.col(number).cast(pl.Float64) for number in numbers))

    both = long(ours).join(long(theirs), on=["id", "role"], how="full", suffix="_theirs")
    apart = [(pl.col(number) - pl.col(f"{number}_theirs")).abs().max().alias(number) for number in numbers]
    missing = [pl.col(number).is_null() | pl.col(f"{number}_theirs").is_null() for number in numbers]
    alone = pl.any_horizontal(missing).sum().alias("alone")
    rows, alone, *apart = both.select(pl.len().alias("rows"), alone, *apart).collect(engine="streaming").row(0)
    print(rows, "inf" if alone else max(apart))


main()
