"""The roadmap as an amended document makes it: texts, directions and codes; nothing that was signed is dropped."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.amending.matching import Matching, likeness
from models.importing import Imported, ImportedActivity, ImportedDirection
from models.roadmap import Activity, Direction, Order, Roadmap, Settled
from models.terms import Period
from models.text import same_letters

_SAME_DIRECTION = 0.6


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new roadmap; by code, the activity that each was (None: a new one); directions with what they were."""

    roadmap: Roadmap
    was: Mapping[str, Activity | None]
    directions: tuple[tuple[Direction | None, Direction], ...]


def rewrite(
    roadmap: Roadmap,
    imported: Imported,
    matching: Matching,
    order: Order,
    period: Period,
    settled: Mapping[str, Settled],
    used: frozenset[str],
) -> Rewritten:
    """Put the document's texts into the roadmap; `used` are codes that no new activity may take."""
    parts = _directions(roadmap, imported, matching)
    row_of = {matching.same[each.code].code: each for each in imported.activities() if each.code in matching.same}
    gone = {each.code for each in matching.gone}
    was: dict[str, Activity | None] = {}
    codes = _new_codes(roadmap, imported, matching, parts, used)
    numbers = {each.number for each in roadmap.directions}
    directions: list[tuple[Direction | None, Direction]] = []
    for old in roadmap.directions:
        new = next((each for each in imported.directions if parts.get(each.number) is old), None)
        title = new.title if new and same_letters(new.title) != same_letters(old.title) else old.title
        was |= {activity.code: activity for activity in old.activities}
        activities = [
            activity.model_copy(update={"retired": order}) if activity.code in gone
            else _updated(activity, row_of.get(activity.code), settled)
            for activity in old.activities
        ]  # fmt: skip
        if new is not None:
            _insert(activities, new, matching, codes, settled, was)
        directions.append((old, Direction(number=old.number, title=title, activities=tuple(activities))))
    for new in imported.directions:
        if new.number not in parts and any(matching.is_added(each) for each in new.activities):
            fresh: list[Activity] = []
            _insert(fresh, new, matching, codes, settled, was)
            number = new.number if new.number not in numbers else max(numbers) + 1
            numbers.add(number)
            directions.append((None, Direction(number=number, title=new.title, activities=tuple(fresh))))
    amended = roadmap.amended if order in roadmap.amended else (*roadmap.amended, order)
    changed = {"directions": tuple(each for _, each in directions), "period": str(period), "amended": amended}
    return Rewritten(roadmap.model_copy(update=changed), was, tuple(directions))


def _updated(old: Activity, row: ImportedActivity | None, settled: Mapping[str, Settled]) -> Activity:
    """An activity with the texts of its row, if it has one; what differs only by the layout stays as it was."""
    if row is None:
        return old
    same_term = same_letters(old.term) == same_letters(row.term.text)
    posts = row.posts()
    same_posts = [same_letters(each) for each in old.executors] == [same_letters(each) for each in posts]
    same_form = same_letters(old.result_form) == same_letters(row.result_form)
    return old.model_copy(
        update={
            "number": row.code if row.code != old.code else None,
            "title": old.title if same_letters(old.title) == same_letters(row.title) else row.title,
            "term": old.term if same_term else row.term.text,
            "executors": old.executors if same_posts else posts,
            "result_form": old.result_form if same_form else row.result_form,
            "proved_as": old.proved_as if same_form else None,
            "retired": None,
            "settled": old.settled if same_term and old.settled else settled.get(row.code),
        }
    )


def _insert(
    activities: list[Activity],
    part: ImportedDirection,
    matching: Matching,
    codes: Mapping[str, str],
    settled: Mapping[str, Settled],
    was: dict[str, Activity | None],
) -> None:
    """Put new rows where the document has them: after the row above them."""
    above: str | None = None
    for row in part.activities:
        if not matching.is_added(row):
            old = matching.same.get(row.code)
            above = old.code if old else above
            continue
        code = codes[row.code]
        place = next((number for number, each in enumerate(activities, 1) if each.code == above), 0)
        activities.insert(
            place,
            Activity(
                code=code, number=row.code if row.code != code else None, title=row.title or "—", term=row.term.text,
                executors=row.posts(), result_form=row.result_form, settled=settled.get(row.code),
            ),
        )  # fmt: skip
        was[code], above = None, code


def _directions(roadmap: Roadmap, imported: Imported, matching: Matching) -> dict[int, Direction]:
    """Which direction of ours each direction of the document is, by its number there: by title, number, content."""
    found: dict[int, Direction] = {}
    home = {activity.code: each for each in roadmap.directions for activity in each.activities}

    def content(new: ImportedDirection) -> Direction | None:
        homes = Counter(home[old.code].number for row in new.activities if (old := matching.same.get(row.code)))
        most = homes.most_common(1)
        return next((each for each in roadmap.directions if most and each.number == most[0][0]), None)

    def same_title(new: ImportedDirection) -> Direction | None:
        return next((each for each in roadmap.directions if same_letters(each.title) == same_letters(new.title)), None)

    def same_number(new: ImportedDirection) -> Direction | None:
        old = next((each for each in roadmap.directions if each.number == new.number), None)
        return old if old and (likeness(old.title, new.title) >= _SAME_DIRECTION or content(new) is old) else None

    for find in (same_title, same_number, content):
        for new in imported.directions:
            old = find(new)
            if new.number not in found and old is not None and all(each is not old for each in found.values()):
                found[new.number] = old
    return found


def _new_codes(
    roadmap: Roadmap,
    imported: Imported,
    matching: Matching,
    parts: Mapping[int, Direction],
    used: frozenset[str],
) -> dict[str, str]:
    """A code for each new row: its number where nothing ever had that code, else the next one of its direction."""
    taken = {*used, *(each.code for each in roadmap.activities())}
    numbers = {each.number for each in roadmap.directions}
    codes: dict[str, str] = {}
    homes: dict[str, int] = {}
    for part in imported.directions:
        old = parts.get(part.number)
        number = old.number if old else part.number if part.number not in numbers else max(numbers) + 1
        if old is None and any(matching.is_added(row) for row in part.activities):
            numbers.add(number)
        for row in part.activities:
            if matching.is_added(row):
                homes[row.code] = number
                if row.code not in taken and row.code.startswith(f"{number}."):
                    codes[row.code] = row.code
    taken |= {each.code for each in imported.activities()}  # nor the number of another row, which would confuse
    for row_code, number in homes.items():
        if row_code not in codes:
            codes[row_code] = _next_code(number, taken)
            taken.add(codes[row_code])
    return codes


def _next_code(direction: int, taken: Iterable[str]) -> str:
    parts = [each.split(".") for each in taken]
    last = max((int(each[1]) for each in parts if len(each) > 1 and each[0] == str(direction)), default=0)
    return f"{direction}.{last + 1}"
