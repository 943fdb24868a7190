"""Which row of an amended document is which activity of the roadmap: by direction, number and text, never guessed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from models.amending import texts
from models.document import key_of
from models.importing import Imported, ImportedActivity
from models.roadmap import Activity, Roadmap
from models.text import VekhaError, plain, same_letters

SURE, ELSEWHERE, DOUBT, DOUBT_ELSEWHERE = 0.7, 0.85, 0.3, 0.55
NEW = "новое"


@dataclass(frozen=True, slots=True)
class UncertainMatch:
    """A row that may be one of these activities, or a new one: a person says. Retired ones come back only so."""

    new: ImportedActivity
    candidates: tuple[Activity, ...]


@dataclass(frozen=True)
class Matching:
    """Document's number → the activity that the row is; rows that are new, activities that are gone, and doubts."""

    same: Mapping[str, Activity]
    added: tuple[ImportedActivity, ...]
    gone: tuple[Activity, ...]
    doubts: tuple[UncertainMatch, ...]

    def is_added(self, row: ImportedActivity) -> bool:
        """Whether a row is a new activity."""
        return row.code in self._added

    @cached_property
    def _added(self) -> frozenset[str]:
        return frozenset(each.code for each in self.added)


def likeness(one: str, other: str) -> float:
    """How much of two texts' words is the same, from 0 to 1.

    >>> likeness("День открытых дверей", "День открытых дверей лицея") > 0.8
    True
    """
    return _likeness(*sorted((one, other)))


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    mine, theirs = _words(one), _words(other)
    shared = (Counter(mine) & Counter(theirs)).total()
    if 2 * shared < DOUBT * (len(mine) + len(theirs)):  # whatever their order, no more can be the same
        return 0.0
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(plain(text).split())


def shown_number(activity: Activity) -> str:
    """How the document in force counts an activity."""
    return activity.number or activity.code


def match(roadmap: Roadmap, imported: Imported, told: Mapping[str, str]) -> Matching:
    """Match every row; `told` is what a person said of doubtful ones: number → code, or «новое»."""
    news = list(imported.activities())
    olds = list(roadmap.live())
    same, fresh = _told(news, roadmap.activities(), told)

    def left() -> tuple[list[ImportedActivity], list[Activity]]:
        codes = {each.code for each in same.values()}
        rows = [each for each in news if each.code not in same and each.code not in fresh]
        return rows, [each for each in olds if each.code not in codes]

    for step in (_same_place, _same_text, _reworded, _elsewhere):
        same.update(step(*left()))
    rows, gone = left()
    taken = {each.code for each in same.values()}
    struck = [each for each in roadmap.activities() if each.retired is not None and each.code not in taken]
    doubts = tuple(doubt for each in rows if (doubt := _doubt(each, gone, struck)))
    held = {old.code for doubt in doubts for old in doubt.candidates}
    unsure = {doubt.new.code for doubt in doubts}
    return Matching(
        same,
        tuple(each for each in news if each.code not in same and each.code not in unsure),
        tuple(each for each in gone if each.code not in held),
        doubts,
    )


def _told(
    news: Sequence[ImportedActivity], olds: Sequence[Activity], told: Mapping[str, str]
) -> tuple[dict[str, Activity], set[str]]:
    """What a person said; VekhaError where it names what is not there, or one activity twice."""
    by_code, numbers = {each.code: each for each in olds}, [each.code for each in news]
    same: dict[str, Activity] = {}
    fresh: set[str] = set()
    for number, code in told.items():
        if number not in numbers:
            raise VekhaError(texts.same_unknown(number, numbers))
        if code == NEW:
            fresh.add(number)
        elif code in by_code:
            same[number] = by_code.pop(code)
        else:
            raise VekhaError(texts.SAME_CODE_UNKNOWN.format(code=code))
    return same, fresh


def _same_place(news: Sequence[ImportedActivity], olds: Sequence[Activity]) -> dict[str, Activity]:
    """Rows with the number and the text of an activity."""
    numbered = {shown_number(each): each for each in olds}
    pairs = ((each.code, numbered.get(each.code), each.title) for each in news)
    return {code: old for code, old, title in pairs if old is not None and key_of(old.title) == key_of(title)}


def _same_text(news: Sequence[ImportedActivity], olds: Sequence[Activity]) -> dict[str, Activity]:
    """Rows with the text of an activity that stands elsewhere; equal rows keep their order when none came or went."""
    rows: dict[str, list[ImportedActivity]] = {}
    activities: dict[str, list[Activity]] = {}
    for row in news:
        rows.setdefault(key_of(row.title), []).append(row)
    for activity in olds:
        activities.setdefault(key_of(activity.title), []).append(activity)
    found: dict[str, Activity] = {}
    for key, mine in rows.items():
        theirs = activities.get(key, [])
        if len(mine) == len(theirs):
            found.update((row.code, activity) for row, activity in zip(mine, theirs, strict=True))
    return found


def _reworded(news: Sequence[ImportedActivity], olds: Sequence[Activity]) -> dict[str, Activity]:
    """Rows with the number of an activity and much of its text, unless another one is as near."""
    numbered = {shown_number(each): each for each in olds}
    found = {}
    for each in news:
        old = numbered.get(each.code)
        if old is not None and likeness(old.title, each.title) >= SURE and _nearest(each, olds) is old:
            found[each.code] = old
    return found


def _elsewhere(news: Sequence[ImportedActivity], olds: Sequence[Activity]) -> dict[str, Activity]:
    """Rows with nearly the text of one activity, when no other row is as near to it."""
    nearest = {each.code: _nearest(each, olds) for each in news}
    wanted = [old.code for old in nearest.values() if old is not None]
    return {
        each.code: old
        for each in news
        if (old := nearest[each.code]) and likeness(old.title, each.title) >= ELSEWHERE and wanted.count(old.code) == 1
    }


def _nearest(new: ImportedActivity, olds: Iterable[Activity]) -> Activity | None:
    """The one activity with the most of a row's words; None where two are as near."""
    scored = sorted(((likeness(old.title, new.title), old) for old in olds), key=lambda one: -one[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _doubt(new: ImportedActivity, olds: Sequence[Activity], struck: Sequence[Activity]) -> UncertainMatch | None:
    """The activities that a row left over may be, nearest first; of those struck off the ones with its very text."""
    scored = [(likeness(old.title, new.title), old) for old in olds]
    near = [
        (score, old) for score, old in scored if score >= (DOUBT if shown_number(old) == new.code else DOUBT_ELSEWHERE)
    ]
    ranked = sorted(near, key=lambda one: -one[0])
    found = [old for _, old in ranked] + [old for old in struck if same_letters(old.title) == same_letters(new.title)]
    return UncertainMatch(new, tuple(found)) if found else None
