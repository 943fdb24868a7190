"""The text of roadmap.yaml with some of its values changed: only their lines, so that comments and layout stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.checks import Place
from models.roadmap import Activity, Direction, KeptMilestone, Order, Roadmap
from models.text import double_quoted, flow, value

FIELDS = (
    "code", "number", "title", "term", "settled", "executors", "result_form", "proved_as", "answers", "milestones",
    "retired",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines from `start` up to `end` (from 0) give way to others; equal ends are an insertion."""

    start: int
    end: int
    lines: tuple[str, ...]


def rewritten(text: str, places: Mapping[Place, int], before: Roadmap, after: Roadmap) -> str:
    """The text after the change; `places` are the lines (from 1) where its keys and items begin.

    A text in a manner that lines cannot be changed in comes out wrong: whoever calls compares it with `after`.
    """
    lines = text.split("\n")
    edits = [*_top(lines, places, before, after)]
    old_at = {each.number: place for place, each in enumerate(before.directions)}
    for direction in after.directions:
        if direction.number in old_at:
            at = old_at[direction.number]
            edits += _direction(lines, places, at, before.directions[at], direction)
        else:
            end = _block_end(lines, places[("directions", len(before.directions) - 1)] - 1)
            edits.append(_Edit(end, end, ("", *direction_lines(direction))))
    ordered = sorted(enumerate(edits), key=lambda one: (one[1].start, one[1].end, one[0]), reverse=True)
    for _, edit in ordered:  # from the last line up; what is put before a line comes after the line's own change
        lines[edit.start : edit.end] = edit.lines
    return "\n".join(lines)


def _top(lines: Sequence[str], places: Mapping[Place, int], before: Roadmap, after: Roadmap) -> list[_Edit]:
    edits = []
    if before.period != after.period:
        edits.append(_field(lines, places, ("period",), [f"period: {double_quoted(after.period)}"]))
    fresh = after.amended[len(before.amended) :]
    items = [f"  - {_order(each)}" for each in fresh]
    if fresh and before.amended:
        end = _field_end(lines, places[("amended", "#key")] - 1)
        edits.append(_Edit(end, end, tuple(items)))
    elif fresh:
        at = places[("period", "#key")] - 1
        edits.append(_Edit(at, at, ("amended:", *items)))
    return edits


def _direction(
    lines: Sequence[str], places: Mapping[Place, int], at: int, before: Direction, after: Direction
) -> list[_Edit]:
    here: Place = ("directions", at)
    edits = []
    if before.title != after.title:
        indent = _indent(lines[places[(*here, "title", "#key")] - 1])
        edits.append(_field(lines, places, (*here, "title"), value("title", after.title, indent)))
    old_at = {each.code: place for place, each in enumerate(before.activities)}
    point = places[(*here, "activities", "#key")]
    dash = _dash(lines[places[(*here, "activities", 0)] - 1])
    for activity in after.activities:
        if activity.code not in old_at:
            edits.append(_Edit(point, point, tuple(activity_lines(activity, dash))))
            continue
        place = (*here, "activities", old_at[activity.code])
        edits += _activity(lines, places, place, before.activities[old_at[activity.code]], activity)
        point = _block_end(lines, places[place] - 1)
    return edits


def _activity(
    lines: Sequence[str], places: Mapping[Place, int], here: Place, before: Activity, after: Activity
) -> list[_Edit]:
    edits = []
    indent = _indent(lines[places[(*here, "code", "#key")] - 1])
    end = _field_end(lines, places[(*here, "code", "#key")] - 1)
    for name in FIELDS:
        stands = (*here, name, "#key") in places
        if getattr(before, name) != getattr(after, name):
            wanted = _field_lines(after, name, indent)
            if stands:
                edits.append(_field(lines, places, (*here, name), wanted))
            elif wanted:
                edits.append(_Edit(end, end, tuple(wanted)))
        if stands:
            end = _field_end(lines, places[(*here, name, "#key")] - 1)
    return edits


def _field(lines: Sequence[str], places: Mapping[Place, int], place: Place, wanted: Sequence[str]) -> _Edit:
    """Replace a field; a comment behind a value of one line stays."""
    start = places[(*place, "#key")] - 1
    end = _field_end(lines, start)
    comment = lines[start].rpartition("  #")
    told = list(wanted)
    if len(told) == 1 and comment[1] and end == start + 1:
        told[0] += comment[1] + comment[2]
    return _Edit(start, end, tuple(told))


def _field_end(lines: Sequence[str], start: int) -> int:
    """The line after the last one of the value whose key stands at `start`."""
    indent, end = _indent(lines[start]), start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        own = len(line) - len(line.lstrip())
        if own < indent or (own == indent and not line.lstrip().startswith("- ")):
            break
        end = number + 1
    return end


def _block_end(lines: Sequence[str], start: int) -> int:
    """The line after the last one of the list item that begins at `start`."""
    dash, end = _dash(lines[start]), start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        if len(line) - len(line.lstrip()) <= dash:
            break
        end = number + 1
    return end


def _dash(line: str) -> int:
    """How far the dash of a list item is indented."""
    return len(line) - len(line.lstrip())


def _indent(line: str) -> int:
    """How far the key of a line is indented, behind the dash of a list item too."""
    plain = line.lstrip()
    behind = plain[1:].lstrip() if plain.startswith("- ") else plain
    return len(line) - len(behind)


def direction_lines(direction: Direction) -> list[str]:
    """A direction as a list item."""
    lines = [f"  - number: {direction.number}", *value("title", direction.title, 4), "    activities:"]
    return [*lines, *(line for each in direction.activities for line in activity_lines(each, 6))]


def activity_lines(activity: Activity, dash: int) -> list[str]:
    """An activity as a list item."""
    lines = [line for name in FIELDS for line in _field_lines(activity, name, dash + 2)]
    return [f"{' ' * dash}- {lines[0].lstrip()}", *lines[1:]]


def _field_lines(activity: Activity, name: str, indent: int) -> list[str]:
    """One field; none where it says nothing."""
    said, before = getattr(activity, name), " " * indent
    if name in ("code", "number"):
        return [f"{before}{name}: {double_quoted(said)}"] if said else []
    if name == "settled":
        if activity.settled is None:
            return []
        settled = activity.settled
        inner = [*value("as", settled.as_, indent + 2), *value("meaning", settled.meaning, indent + 2)]
        inner += [*value("by", settled.by, indent + 2), f'{before}  "on": {settled.on.isoformat()}']
        return [f"{before}settled:", *inner]
    if name == "executors":
        return flow(name, activity.executors, indent)
    if name == "milestones":
        listed = [f"{before}  - {_kept(each)}" for each in activity.milestones]
        return [f"{before}milestones:", *listed] if listed else []
    if name == "retired":
        return [f"{before}retired: {_order(activity.retired)}"] if activity.retired else []
    return value(name, said, indent) if said or name in ("title", "term") else []


def _kept(each: KeptMilestone) -> str:
    parts = [f"code: {double_quoted(each.code)}"]
    parts += [f"start: {each.start.isoformat()}"] if each.start else []
    parts += [f"due: {each.due.isoformat()}"] if each.due else []
    parts += [f"retired: {_order(each.retired)}"] if each.retired else []
    return "{" + ", ".join(parts) + "}"


def _order(order: Order) -> str:
    return f"{{number: {double_quoted(order.number)}, date: {order.date.isoformat()}}}"
