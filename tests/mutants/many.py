"""Tries many mutants of the domain with a single build.

    cargo install cargo-mutants --locked
    pip install tree-sitter tree-sitter-rust
    python3 tests/mutants/many.py 400 2026

The first number says how many mutants are drawn at random, the second is the seed. `cargo mutants` builds the project once
for each mutant, which takes most of its time. Here the mutants that it lists are all put into one copy of the sources, each
behind a switch: `a < b` becomes `if on(17) { a > b } else { a < b }`. A file says which one is on while the tests run, so a
mutant costs only the tests until the first that fails. Those that cannot be switched (in constants, with `let`, fields of a
struct) are built alone afterwards.

Writes one line for each mutant: caught, timeout, unviable (it does not compile) or missed, its name, and the test that
caught it. Everything is done in `target/mutants`. A second call goes on where the first one stopped. Commit first: the tests
are those of the last commit.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import tree_sitter_rust
from tree_sitter import Language, Parser

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "mutants"
TREE = WORK / "tree"
ACTIVE = WORK / "active"
ENV = dict(
    os.environ,
    CARGO_TARGET_DIR=str(WORK / "build"),
    CARGO_PROFILE_DEV_OPT_LEVEL="1",
    # The mutants bring warnings. Tests that end at the first failure are unstable in libtest.
    RUSTFLAGS="--cap-lints=allow",
    RUSTC_BOOTSTRAP="1",
)
# These come first, because they catch most mutants within seconds.
QUICK = ["recorded::", "transcripts::"]
# The seconds after which a mutant counts as one that never ends: in the quick tests, and in all others.
PATIENCE, PATIENCE_WITH_OTHERS = 60, 400

SWITCH = """
#[doc(hidden)]
pub mod mutants {
    use std::sync::OnceLock;

    static ACTIVE: OnceLock<u32> = OnceLock::new();

    #[inline(always)]
    pub fn on(mutant: u32) -> bool {
        let read = || std::fs::read_to_string(PATH).ok()?.trim().parse().ok();
        *ACTIVE.get_or_init(|| read().unwrap_or(u32::MAX)) == mutant
    }
}
"""
# The build script compiles parts of the domain too. It never mutates them.
NO_SWITCH = "\nmod mutants {\n    pub fn on(_: u32) -> bool { false }\n}\n"


class Source:
    """A source file with some of its mutants, each behind a switch."""

    def __init__(self, text, mutants):
        self.text = text
        self.mutants = mutants
        self.alone = []
        # The numbers of the mutants of each syntax node, by the kind of change.
        self.changed, self.bodies, self.guards, self.arms = {}, {}, {}, {}
        tree = Parser(Language(tree_sitter_rust.language())).parse(text)
        self.root = tree.root_node
        self.nodes = list(self.walk(self.root))
        self.lines = [0]
        for line in text.split(b"\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        for number in mutants:
            if not self.place(number):
                self.alone.append(number)

    def walk(self, node):
        yield node
        for child in node.children:
            yield from self.walk(child)

    def offset(self, place):
        """Returns the byte of a line and column, both from 1; a column counts characters."""
        line = self.text[self.lines[place["line"] - 1]:].split(b"\n", 1)[0].decode()
        return self.lines[place["line"] - 1] + len(line[:place["column"] - 1].encode())

    def place(self, number):
        """Notes where a mutant goes. Returns whether it can be switched."""
        mutant = self.mutants[number]
        start, end = (self.offset(mutant["span"][side]) for side in ("start", "end"))

        def note(where, node):
            where.setdefault(node.id, []).append(number)
            return True

        def first(kinds, begins):
            return next((node for node in self.nodes if node.type in kinds and begins(node)), None)

        match mutant["genre"]:
            case "BinaryOperator":
                kinds = ("binary_expression", "compound_assignment_expr")
                node = first(kinds, lambda node: self.field(node, "operator").start_byte == start)
                good = node and not self.is_constant(node) and not self.has_let(node)
                return good and node.parent.type != "let_chain" and note(self.changed, node)
            case "UnaryOperator":
                node = first(("unary_expression",), lambda node: node.start_byte == start)
                return node and not self.is_constant(node) and note(self.changed, node)
            case "MatchArm":
                node = first(("match_arm",), lambda node: node.start_byte == start)
                return node and note(self.arms, node)
            case "MatchArmGuard":
                def begins(node):
                    condition = self.field(node, "condition")
                    return condition and condition.start_byte == start
                node = first(("match_pattern",), begins)
                condition = node and self.field(node, "condition")
                good = node and not self.has_let(condition)
                return good and note(self.guards, condition)
            case "FnValue":
                bodies = [(self.field(node, "body"), node) for node in self.nodes if node.type == "function_item"]
                around = [(body, node) for body, node in bodies
                          if body.start_byte < start and end <= body.end_byte]
                if not around:
                    return False
                body, function = min(around, key=lambda pair: pair[0].end_byte - pair[0].start_byte)
                head = self.text[function.start_byte:body.start_byte]
                good = not self.is_constant(body) and b"impl " not in head.split(b"->")[-1]
                return good and note(self.bodies, body.children[0])
        return False

    @staticmethod
    def field(node, name):
        return node.child_by_field_name(name)

    def has_let(self, node):
        return node.type in ("let_condition", "let_chain") or any(map(self.has_let, node.children))

    def is_constant(self, node):
        """Returns whether a switch, which is read at run time, is not possible here."""
        while node:
            modifiers = [child.text for child in node.children if child.type == "function_modifiers"]
            if node.type in ("const_item", "static_item") or any(b"const" in text for text in modifiers):
                return True
            node = node.parent
        return False

    def write(self):
        """Returns the text with every mutant behind its switch, between `/*17<*/` and `/*17>*/`."""
        before = self.text[:self.root.start_byte].decode()
        return before + self.render(self.root) + self.text[self.root.end_byte:].decode()

    def render(self, node):
        if node.id in self.bodies:
            return "{" + "".join(
                marked(number, f" if {on(number)} {{ return {self.mutants[number]['replacement']}; }} ")
                for number in self.bodies[node.id])
        if node.id in self.guards:
            text = f"({self.unguarded(node)})"
            for number in self.guards[node.id]:
                is_true = self.mutants[number]["replacement"] == "true"
                switch = f"{on(number)} || " if is_true else f"!{on(number)} && "
                text = f"({marked(number, switch)}{text})"
            return text
        return self.unguarded(node)

    def unguarded(self, node):
        numbers = self.changed.get(node.id)
        if not numbers:
            return self.arm(node) if node.id in self.arms else self.as_is(node)
        if node.type == "unary_expression":
            operand = self.render(node.children[1])
            sign = node.children[0].text.decode()
            return f"(if {on(numbers[0])} {{ {marked(numbers[0], operand)} }} else {{ {sign}{operand} }})"
        operator = self.field(node, "operator").text.decode()
        left, right = (self.render(self.field(node, side)) for side in ("left", "right"))
        right = f"({right})"
        logical = operator in ("&&", "||")
        is_statement = node.type == "compound_assignment_expr"
        operand = "left__" if logical else left if is_statement else f"({left})"
        text = f"{{ {operand} {operator} {right} }}"
        for number in numbers:
            mutant = f"{operand} {self.mutants[number]['replacement']} {right}"
            text = f"if {on(number)} {{ {marked(number, mutant)} }} else {text}"
        # A chain of && or || would double with each of its parts.
        text = f"match {left} {{ left__ => {text} }}" if logical else text
        return f"{{ {text} }}" if is_statement else f"({text})"

    def arm(self, node):
        number = self.arms[node.id][0]
        pattern = self.field(node, "pattern")
        condition = self.field(pattern, "condition")
        end = condition.start_byte if condition else pattern.end_byte
        shape = self.text[pattern.start_byte:end].decode()
        switch = marked(number, f"!{on(number)}")
        guard = f"{switch} && ({self.render(condition)})" if condition else f" if {switch}"
        return self.with_children(node, lambda child: shape + guard if child.id == pattern.id else self.render(child))

    def as_is(self, node):
        return self.with_children(node, self.render) if node.children else node.text.decode()

    def with_children(self, node, render):
        parts, at = [], node.start_byte
        for child in node.children:
            parts += [self.text[at:child.start_byte].decode(), render(child)]
            at = child.end_byte
        return "".join(parts) + self.text[at:node.end_byte].decode()


def on(number):
    return f"crate::mutants::on({number})"


def marked(number, text):
    return f"/*{number}<*/{text}/*{number}>*/"


def original(path):
    return (ROOT / path).read_bytes()


def write_tree(mutants, numbers):
    """Writes the sources with these mutants. Returns the mutants that cannot be switched."""
    alone = []
    for path in sorted({mutant["file"] for mutant in mutants.values()}):
        source = Source(original(path), {number: mutants[number] for number in numbers
                                         if mutants[number]["file"] == path})
        write(TREE / path, source.write())
        alone += source.alone
    switch = SWITCH.replace("PATH", json.dumps(str(ACTIVE)))
    write(TREE / "src/lib.rs", original("src/lib.rs").decode() + switch)
    write(TREE / "src/build.rs", original("src/build.rs").decode() + NO_SWITCH)
    return alone


def write(path, text):
    """Writes a file, unless it has this text: then nothing is built again."""
    if path.read_text() != text:
        path.write_text(text)


def blamed(message):
    """Returns the mutant whose text holds the place of a compiler's error, the innermost one."""
    spans = message["spans"] + [span for child in message["children"] for span in child["spans"]]
    for span in sorted(spans, key=lambda span: not span["is_primary"]):
        if not span["file_name"].startswith("src/domain"):
            continue
        text = (TREE / span["file_name"]).read_bytes()
        around = []
        for begin in re.finditer(rb"/\*(\d+)<\*/", text):
            end = text.find(b"/*%s>*/" % begin[1], begin.end())
            if begin.start() <= span["byte_start"] and span["byte_end"] <= end:
                around.append((end - begin.start(), int(begin[1])))
        if around:
            return min(around)[1]
    return None


def cargo(*words):
    return subprocess.run(["cargo", *words], cwd=TREE, env=ENV, capture_output=True, text=True)


def without_unviable(mutants, numbers):
    """Writes the tree with the mutants that can be switched. Returns those to build alone, and those that do not compile."""
    unviable, apart = set(), set()
    while True:
        viable = [number for number in numbers if number not in unviable | apart]
        alone = write_tree(mutants, viable)
        checked = cargo("check", "--lib", "--message-format=json")
        if checked.returncode == 0:
            return {*alone, *apart}, unviable
        lines = [json.loads(line) for line in checked.stdout.splitlines()]
        errors = [line["message"] for line in lines
                  if line.get("reason") == "compiler-message" and line["message"]["level"] == "error"]
        found = {blamed(message) for message in errors} - {None}
        # A match that lacks an arm is wrong as a whole.
        files = {span["file_name"] for message in errors for span in message["spans"]}
        arms = {number for number in viable
                if mutants[number]["genre"] == "MatchArm" and mutants[number]["file"] in files}
        if not found and not arms:
            sys.exit("\n".join(message["rendered"] for message in errors) + checked.stderr[-2000:])
        unviable |= found
        apart |= set() if found else arms


def build():
    """Builds the tests. Returns the programs of the unit tests and of the suite; `None` if a mutant does not compile."""
    built = cargo("test", "--no-run", "--lib", "--test", "suite", "-p", "skillgap", "--message-format=json")
    if built.returncode:
        return None
    lines = map(json.loads, built.stdout.splitlines())
    programs = {line["target"]["name"]: line["executable"] for line in lines
                if line.get("reason") == "compiler-artifact" and line["profile"]["test"] and line["executable"]}
    return programs["skillgap"], programs["suite"]


def run(program, *words, patience=PATIENCE):
    """Runs tests to the first that fails. Returns `None` if all pass, else what ended it."""
    began = subprocess.Popen([program, "-Zunstable-options", "--fail-fast", *words], cwd=TREE, text=True,
                             env=dict(ENV, CARGO_MANIFEST_DIR=str(TREE)), errors="replace",
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        output, _ = began.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(began.pid, signal.SIGKILL)
        began.communicate()
        return "timeout"
    failed = re.search(r"^test (\S+) \.\.\. FAILED", output, re.M)
    return None if began.returncode == 0 else f"caught by {failed[1] if failed else 'an abort'}"


def tried(programs, skipped):
    """Runs the quick tests, then the others. Returns what ended them, or that nothing did."""
    unit, suite = programs
    others = [word for name in QUICK + skipped for word in ("--skip", name)]
    return (run(unit) or run(suite, *QUICK)
            or run(suite, *others, patience=PATIENCE_WITH_OTHERS) or "missed")


def build_alone(mutants, number):
    """Writes one mutant as `cargo mutants` does, without any other, and builds it."""
    mutant = mutants[number]
    write_tree(mutants, [])
    changed = subprocess.run(["patch", "-p0", "-s", mutant["file"]], cwd=TREE, input=mutant["diff"], text=True)
    return build() if changed.returncode == 0 else None


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    listed = subprocess.run(["cargo", "mutants", "--list", "--json", "--diff", "--file", "src/domain/**"],
                            cwd=ROOT, check=True, capture_output=True, text=True)
    mutants = dict(enumerate(json.loads(listed.stdout)))
    numbers = random.Random(seed).sample(sorted(mutants), count)
    TREE.mkdir(parents=True, exist_ok=True)
    tracked = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-x", "-C", TREE], input=tracked.stdout, check=True)
    results = WORK / f"{seed}.txt"
    done = {line.split("\t")[1] for line in results.read_text().splitlines()} if results.exists() else set()

    def report(number, result):
        with results.open("a") as file:
            print(result, mutants[number]["name"], sep="\t", file=file)
        print(result, mutants[number]["name"])

    ACTIVE.write_text("")
    alone, unviable = without_unviable(mutants, numbers)
    programs = build() or sys.exit("the tests do not compile with the switches")
    # What fails without a mutant looks at the sources themselves.
    skipped = []

    def fails():
        words = [word for name in skipped for word in ("--skip", name)]
        return run(programs[1], *words, patience=PATIENCE_WITH_OTHERS)

    while failed := fails():
        test = failed.removeprefix("caught by ")
        if "::" not in test:
            sys.exit(f"the tests do not pass without a mutant: {failed}")
        skipped.append(test)
    waiting = [number for number in numbers if mutants[number]["name"] not in done]
    for number in waiting:
        if number in unviable:
            report(number, "unviable")
        elif number not in alone:
            ACTIVE.write_text(str(number))
            report(number, tried(programs, skipped))
    ACTIVE.write_text("")
    for number in waiting:
        if number in alone:
            programs = build_alone(mutants, number)
            report(number, tried(programs, skipped) if programs else "unviable")
    kinds = [line.split()[0] for line in results.read_text().splitlines()]
    print({kind: kinds.count(kind) for kind in sorted(set(kinds))})


main()
