"""Small changes to the code, each of which its own package's tests must notice: `make mutate`.

Cosmic Ray finds the places and makes the changes; this driver chooses among them, runs the tests of the package that a
change belongs to in a forked process with the libraries loaded already, and prints what survived. Everything happens in
two copies of the tree under build/mutation, never in the tree itself.
"""

import argparse
import ast
import contextlib
import importlib
import logging
import multiprocessing
import os
import queue
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "mutation"
EVERY = (
    "models/approval", "models/board", "models/journal", "models/evidence", "models/terms", "models/letters",
    "tasks/database", "tasks/google",
)  # fmt: skip
USUAL = ("models/approval", "models/journal", "models/letters")
# Of a sample, neither whole lives nor commands: a table must notice a change, not one life in hundreds.
WHOLE_LIVES, COMMANDS = "test_generated_", ("from flows", "import flows", "cli_school")
SAMPLE, SEED, PROCESSES = 300, 150, 2
# Of Cosmic Ray's operators those that make another rule, and not another type or another spelling of the same one.
OPERATORS = (
    "AddNot", "ReplaceUnaryOperator_Delete_Not", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceContinueWithBreak",
    "ReplaceBreakWithContinue", "ZeroIterationForLoop", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
    "NumberReplacer", "ExceptionReplacer",
    "ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq", "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is", "ReplaceComparisonOperator_Lt_LtE", "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add", "ReplaceBinaryOperator_Sub_BitOr",
    "ReplaceBinaryOperator_BitOr_BitAnd", "ReplaceBinaryOperator_BitAnd_BitOr", "ReplaceBinaryOperator_FloorDiv_Mod",
    "ReplaceBinaryOperator_Mod_FloorDiv",
)  # fmt: skip
LIBRARIES = (
    "pytest", "hypothesis", "_hypothesis_pytestplugin", "pydantic", "yaml", "sqlalchemy", "lxml.etree", "openpyxl",
    "jinja2", "babel.dates", "holidays", "icalendar", "pymorphy3", "cryptography.hazmat.primitives.asymmetric.rsa",
    "gspread", "aiosmtpd.controller", "anyio", "doctest", "pdb", "psycopg", "sqlalchemy.dialects.sqlite",
)  # fmt: skip
EQUIVALENT = re.compile(r"^\| `(?P<file>[^`]+)` \| `(?P<old>.+?)` → `(?P<new>.+?)` \|", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """One change: an operator at its so-many-th place in a file."""

    package: str
    file: str
    operator: str
    occurrence: int
    line: int
    rank: str


@dataclass(frozen=True)
class Verdict:
    """What the tests said of a mutant: killed, survived or timeout; the lines that differ."""

    mutant: Mutant
    outcome: str
    old: str
    new: str


Todo: TypeAlias = "multiprocessing.Queue[Mutant | None]"
Done: TypeAlias = "multiprocessing.Queue[Verdict | str]"


# --- choosing --------------------------------------------------------------------------------------


def mutants_of(package: str, seed: int) -> Iterator[Mutant]:
    """Every change of a package; its sentences are not rules, and types are no behaviour."""
    for path in sorted((ROOT / package).glob("*.py")):
        if path.stem == "__init__" or path.stem.endswith("texts"):
            continue
        file, lines = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8").splitlines()
        quiet = _without_behaviour(ast.parse("\n".join(lines)))
        nodes, alike = list(ast_nodes(get_ast_from_path(path))), Counter[str]()
        for name in OPERATORS:
            operator = get_operator(f"core/{name}")()
            places = (place for node in nodes for place in operator.mutation_positions(node))
            for occurrence, ((line, column), _) in enumerate(places):
                what = f"{file} {name} {lines[line - 1].strip()}"
                alike[what] += 1
                if not any(start <= (line, column) < end for start, end in quiet):
                    rank = sha256(f"{seed} {what} {alike[what]}".encode()).hexdigest()
                    yield Mutant(package, file, name, occurrence, line, rank)


def _without_behaviour(tree: ast.AST) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations and decorators stand."""
    found: list[ast.expr | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign | ast.arg):
            found.append(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.extend(node.decorator_list)
        if isinstance(node, ast.FunctionDef):
            found.append(node.returns)
    return [((one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0)) for one in found if one]


def chosen(packages: Iterable[str], sample: int | None, seed: int = SEED) -> list[Mutant]:
    """All mutants of these packages, or so many of them: the same ones as long as seed and lines stay the same."""
    every = sorted((each for package in packages for each in mutants_of(package, seed)), key=lambda each: each.rank)
    return every[:sample]


# --- trying ----------------------------------------------------------------------------------------


def copy_tree(place: Path) -> None:
    """A copy of the tree without what it was built from or with."""
    shutil.rmtree(place, ignore_errors=True)
    left_out = shutil.ignore_patterns(".*", "build", "var", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, place, ignore=left_out)


def _is_slow(path: Path) -> bool:
    """Whether tests play whole lives, or run commands."""
    return path.name.startswith(WHOLE_LIVES) or any(word in path.read_text(encoding="utf-8") for word in COMMANDS)


def run_tests(package: str, timeout: float, *, whole: bool, keep_bytecode: bool = False) -> str:
    """The tests of a package in a forked process that knows the libraries already, in the current folder."""
    child = os.fork()
    if child == 0:
        os.setsid()
        sys.dont_write_bytecode = not keep_bytecode
        said = os.open("said.txt", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(said, 1)
        os.dup2(said, 2)
        import pytest

        paths = [] if whole or package.startswith("tasks") else Path("tests", package).glob("test_*.py")
        left_out = [f"--ignore={path}" for path in paths if _is_slow(path)]
        quiet = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
        quiet += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = 99
        with contextlib.suppress(BaseException):
            code = int(pytest.main([*quiet, *left_out, package, f"tests/{package}"]))
        os._exit(code)
    ends = time.monotonic() + timeout
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def try_out(mutant: Mutant, timeout: float, *, whole: bool) -> Verdict:
    """One mutant in the current folder, which is as it was afterwards."""
    path, operator = Path(mutant.file), get_operator(f"core/{mutant.operator}")()
    with use_mutation(path, operator, mutant.occurrence) as (before, after):
        pairs = list(zip(before.splitlines(), (after or before).splitlines(), strict=False))
        old, new = next(((one, other) for one, other in pairs if one != other), ("", ""))
        return Verdict(mutant, run_tests(mutant.package, timeout, whole=whole), old.strip(), new.strip())


def work(number: int, packages: tuple[str, ...], whole: bool, todo: Todo, done: Done) -> None:
    """One worker in a copy of its own: first the unchanged tests, which must pass and say how long they take."""
    place = BUILD / str(number)
    copy_tree(place)
    os.chdir(place)
    sys.path[:] = [str(place), *(each for each in sys.path if each and Path(each).resolve() != ROOT)]
    for name in [each for each in sys.modules if each.partition(".")[0] in ("tests", "models", "tasks", "flows")]:
        del sys.modules[name]  # the child imports the copy's
    for name in LIBRARIES:
        importlib.import_module(name)
    limits = {}
    for package in packages:
        for keep in (True, False):
            began = time.monotonic()
            if run_tests(package, 1200, whole=whole, keep_bytecode=keep) != "survived":
                done.put(f"{package}: the unchanged code does not pass:\n{Path('said.txt').read_text()}")
                return
        limits[package] = max(30.0, 10 * (time.monotonic() - began))
    while (mutant := todo.get()) is not None:
        done.put(try_out(mutant, limits[mutant.package], whole=whole))


def _next(done: Done, workers: list[multiprocessing.Process]) -> Verdict | str:
    """The next verdict; a sentence where every worker is gone."""
    while True:
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=5)
        if not any(worker.is_alive() for worker in workers):
            return "every worker ended before its work"


def verdicts(mutants: list[Mutant], *, whole: bool) -> Iterator[Verdict]:
    """What becomes of each mutant, as it becomes known."""
    todo: Todo = multiprocessing.Queue()
    done: Done = multiprocessing.Queue()
    for each in [*mutants, *[None] * PROCESSES]:
        todo.put(each)
    packages = tuple(dict.fromkeys(each.package for each in mutants))
    workers = [multiprocessing.Process(target=work, args=(n, packages, whole, todo, done)) for n in range(PROCESSES)]
    for worker in workers:
        worker.start()
    try:
        for _ in mutants:
            verdict = _next(done, workers)
            if isinstance(verdict, str):
                raise SystemExit(verdict)
            yield verdict
    finally:
        for worker in workers:
            worker.kill()


# --- telling ---------------------------------------------------------------------------------------


def explained() -> set[tuple[str, str, str]]:
    """The changes that docs/testing.md lists as equivalent: file, line before, line after."""
    text = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    return {(found["file"], found["old"], found["new"]) for found in EQUIVALENT.finditer(text)}


def main() -> None:
    """Try the sample, or everything; exit code 1 where more than one in twenty survives unexplained."""
    options = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    options.add_argument("--all", action="store_true", help="every mutant of every package, generated lives included")
    options.add_argument("--of", nargs="+", metavar="PACKAGE", help="of these packages only")
    options.add_argument("--most", type=int, default=SAMPLE, help=f"so many mutants ({SAMPLE})")
    options.add_argument("--seed", type=int, default=SEED, help=f"another seed takes other ones ({SEED})")
    asked = options.parse_args()
    logging.disable()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the workers end as well
    mutants = chosen(asked.of or (EVERY if asked.all else USUAL), None if asked.all else asked.most, asked.seed)
    equivalent, counted = explained(), Counter[str]()
    for number, verdict in enumerate(verdicts(mutants, whole=asked.all), start=1):
        mutant = verdict.mutant
        known = (mutant.file, verdict.old, verdict.new) in equivalent
        outcome = "equivalent" if known and verdict.outcome == "survived" else verdict.outcome
        counted[outcome] += 1
        if outcome != "killed":
            print(f"{number}. {outcome}: {mutant.file}:{mutant.line} {mutant.operator}")
            print(f"  - {verdict.old}\n  + {verdict.new}", flush=True)
    print(f"{len(mutants)} mutants:", ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items())))
    raise SystemExit(int(counted["survived"] * 20 > len(mutants)))


if __name__ == "__main__":
    main()
