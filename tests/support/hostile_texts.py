"""Texts made to be slow to read, and how the time of reading them grows with their length."""

import ast
import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from re import _constants as sre
from re import _parser as parser
from types import ModuleType
from typing import Any

Attack = tuple[str, str]  # what stands once in front, and what is repeated
END = "\0"  # a sign that no pattern expects: what was read so far has to be given back
SMALL, LARGE = 2_000, 32_000  # characters
FAST = 1e-6  # seconds a character; whoever stays below it is not looked at any closer
LAST_STRAW = 1.0  # seconds of work
TOO_LONG, MEASURABLE = 0.3, 0.01  # seconds
STEEP = 2.9  # a doubled text may take twice as long, and some noise


def modules_of(packages: Iterable[str]) -> list[ModuleType]:
    """Every module of the packages."""
    found = []
    for name in packages:
        package = importlib.import_module(name)
        inside = pkgutil.iter_modules(package.__path__, f"{name}.")
        found += [package, *(importlib.import_module(module.name) for module in inside)]
    return found


def patterns_of(module: ModuleType) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Every pattern a module compiles, and whether it searches: its constants, and what it hands to `re` by the way."""
    source = inspect.getsource(module)
    for name, thing in vars(module).items():
        used = set(re.findall(rf"\b{name}\.(\w+)\(", source))
        for pattern in _kept([thing]):
            yield pattern, not (used and used <= {"match", "fullmatch"})
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            called = node.func.value
            if isinstance(called, ast.Name) and called.id == "re" and node.func.attr not in {"escape", "compile"}:
                yield _compiled(node.args[0], module), node.func.attr not in {"match", "fullmatch"}


def _compiled(node: ast.expr, module: ModuleType) -> re.Pattern[str]:
    """A pattern written in a call; names of variables stand for any word there."""
    known = dict(vars(module))
    for name in (each for each in ast.walk(node) if isinstance(each, ast.Name)):
        known.setdefault(name.id, "слово")
    found = eval(compile(ast.Expression(node), module.__name__, "eval"), known)
    return found if isinstance(found, re.Pattern) else re.compile(found if isinstance(found, str) else "")


def _kept(things: Iterable[Any]) -> Iterator[re.Pattern[str]]:
    for thing in things:
        if isinstance(thing, re.Pattern) and isinstance(thing.pattern, str):
            yield thing
        elif isinstance(thing, dict):
            yield from _kept([*thing, *thing.values()])
        elif isinstance(thing, (tuple, list, set, frozenset)):
            yield from _kept(thing)


def attacks_on(pattern: re.Pattern[str]) -> set[Attack]:
    """What to repeat behind what, for each thing that a pattern repeats."""
    found: set[Attack] = set()
    _walk(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), "", found)
    return found


def _walk(tree: Iterable[Any], before: str, found: set[Attack]) -> str:
    """Collect the attacks on a part of a pattern; gives what the part itself matches."""
    text = ""
    for kind, value in tree:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, body = value
            inside = _walk(body, before + text, found)
            if most > 8:
                for sample in {inside, *_others(body)} - {""}:
                    found |= {(before + text, sample), ("", before + text + sample)}
            text += inside * max(least, 1)
        elif kind is sre.BRANCH:
            samples = [_walk(branch, before + text, found) for branch in value[1]]
            text += next(iter(samples), "")
        elif kind is sre.SUBPATTERN:
            text += _walk(value[3], before + text, found)
        elif kind is sre.ATOMIC_GROUP:
            text += _walk(value, before + text, found)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            _walk(value[1], before + text, found)
        else:
            text += _sign(kind, value)
    return text


def _others(body: Any) -> Iterator[str]:
    """What else a repeated part may be: each of its branches, each kind of sign of its set."""
    for kind, value in body:
        if kind is sre.BRANCH:
            yield from (_walk(branch, "", set()) for branch in value[1])
        elif kind is sre.IN:
            yield from (_sign(sre.IN, [each]) for each in value if each[0] is not sre.NEGATE)
        elif kind is sre.SUBPATTERN:
            yield from _others(value[3])


def _sign(kind: Any, value: Any) -> str:
    """One sign that a simple part of a pattern matches."""
    if kind is sre.LITERAL:
        return chr(value)
    if kind in (sre.ANY, sre.NOT_LITERAL):
        return "ы" if value != ord("ы") else "ю"
    if kind is sre.CATEGORY:
        return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "ы"}.get(value, "ы")
    if kind is sre.RANGE:
        return chr(value[0])
    if kind is sre.IN:
        if value[0][0] is sre.NEGATE:
            allowed = re.compile("[^" + "".join(re.escape(_sign(*each)) for each in value[1:]) + "]")
            return next(sign for sign in "ы1 ,-ю" if allowed.match(sign))
        return _sign(*value[0])
    return ""


def text_of(attack: Attack, length: int) -> str:
    """An attack of about that many characters."""
    before, again = attack
    return f"{before}{again * max((length - len(before)) // len(again), 1)}{END}"


def seconds(read: Callable[[str], Any], text: str, tries: int = 1) -> float:
    """The least time that reading a text took."""
    best = float("inf")
    for other in range(tries):
        with _fuse():
            start = time.process_time()
            read(text + END * other)  # never the same text again: what was read may have been kept
            best = min(best, time.process_time() - start)
    return best


def growth(read: Callable[[str], Any], attack: Attack, fast: float = FAST) -> str:
    """How the time grows where that is more than in proportion to the text; '' where all is well."""
    length = 20
    try:
        while length < SMALL:
            if seconds(read, text_of(attack, length)) > TOO_LONG:
                return f"{length} characters already take too long"
            length *= 5
        length = SMALL
        if seconds(read, text_of(attack, length), 2) < length * fast:
            return ""
        series = [_ratios(read, attack) for _ in range(2)]  # what another process cost does not come twice
        steep = all(ratios and min(ratios[-2:]) > STEEP for ratios in series)
        return f"each doubling takes {series[-1][-1]:.1f} times as long" if steep else ""
    except TimeoutError:
        return f"about {length} characters take more than {LAST_STRAW} s"


def _ratios(read: Callable[[str], Any], attack: Attack) -> list[float]:
    """How many times as long each doubling takes, where the time is long enough to be measured."""
    times: list[float] = []
    length = SMALL
    while length <= LARGE and (not times or times[-1] < TOO_LONG / 2):
        times.append(seconds(read, text_of(attack, length), 3))
        length *= 2
    return [after / before for before, after in pairwise(times) if before > MEASURABLE]


@contextmanager
def _fuse() -> Iterator[None]:
    def blow(*_: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, blow)
    signal.setitimer(signal.ITIMER_PROF, LAST_STRAW)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
