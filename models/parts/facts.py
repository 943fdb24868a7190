"""Which facts follow from the lines of one milestone, and what people must correct in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from models.board import Cells, View, columns
from models.journal import Contributed, Event, JournalState, Part, PartDropped, State, evolve
from models.parts import texts
from models.parts.asking import asking_posts
from models.parts.checking import code_of, is_empty_line, proved, read_line
from models.parts.lines import known_lines
from models.roadmap import Milestone
from models.school import School
from models.text import Advice, Mender, Problem


@dataclass
class PartFacts:
    """What followed from a milestone's lines: its state after them, the facts, and problems by line."""

    state: State
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, fact: Contributed | PartDropped) -> None:
        """One more fact."""
        self.events.append(fact)
        self.state = evolve(self.state, fact)


def lines_by_code(view: View, known: JournalState) -> dict[str, dict[str, Cells]]:
    """Code → number → cells of every line, those that the board lacks as last seen; '' gathers lines without a code."""
    cells = known_lines(known.sightings) | {number: row.cells for number, row in view.parts.items()}
    found: dict[str, dict[str, Cells]] = {}
    for number in sorted(cells, key=lambda key: columns.part_number(key) or 0):
        if not is_empty_line(cells[number]):
            found.setdefault(code_of(cells[number]), {})[number] = cells[number]
    return found


def part_facts(
    school: School,
    milestone: Milestone,
    state: State,
    lines: Mapping[str, Cells],
    known: JournalState,
    today: date,
    moment: datetime,
) -> PartFacts:
    """Follow a milestone's lines: what counts anew, what changed, what counts no more.

    A line that counted and was not touched counts on, whatever rules hold today. What was approved stays.
    """
    found, before = PartFacts(state), {part.number: part for part in state.parts}
    if not asking_posts(school, milestone):
        if lines:
            told = texts.NOT_ASKED.of(code=milestone.code)
            found.problems.extend(Problem(number, *told) for number in lines)
        return found
    judged = _judged(school, milestone, lines, before, known, today)
    if state.finished:
        contents = {number: part.content for number, part in judged.items() if isinstance(part, Part)}
        late = [number for number in (*judged, *before) if not _same(before.get(number), contents.get(number))]
        told = texts.AFTER_END.of(code=state.code, status=school.workflow.statuses[state.rest].lower())
        found.problems.extend(Problem(number, *told, Mender.CURATOR) for number in dict.fromkeys(late))
        return found
    for number, part in judged.items():
        was = before.get(number)
        if isinstance(part, Advice):
            found.problems.append(Problem(number, *part))
        if isinstance(part, Part) and not _same(was, part.content):
            found.add(_contributed(school, state.code, part, moment, is_new=was is None))
        elif isinstance(part, Advice) and was is not None:
            found.add(_dropped(school, state.code, was, moment, part.found))
    for was in (part for number, part in before.items() if number not in judged):
        found.add(_dropped(school, state.code, was, moment))
    return found


def _judged(
    school: School,
    milestone: Milestone,
    lines: Mapping[str, Cells],
    before: Mapping[str, Part],
    known: JournalState,
    today: date,
) -> dict[str, Part | Advice]:
    """Each line's part, or what it lacks; of lines that say the same the first counts."""
    judged: dict[str, Part | Advice] = {}
    contents: dict[object, str] = {}
    for number, cells in lines.items():
        part, was = read_line(school, milestone, number, cells), before.get(number)
        if was is not None and (cells == known.sightings.get(number) if isinstance(part, Advice) else
                                part.content == was.content):  # fmt: skip
            part = was
        elif isinstance(part, Part):
            part = proved(school, milestone, part, known.used_links, today)
        if isinstance(part, Part) and contents.setdefault(part.content, number) != number:
            part = texts.REPEATED.of(number=contents[part.content])
        judged[number] = part
    return judged


def _same(part: Part | None, content: object) -> bool:
    """Whether a part that was recorded says just that; no part says nothing."""
    return (part.content if part is not None else None) == content


def stray_lines(lines: Mapping[str, Mapping[str, Cells]], school: School) -> Iterator[Problem]:
    """What must be corrected in lines whose code is no milestone's."""
    example = next((each.code for each in school.milestones if asking_posts(school, each)), "")
    for code, mine in lines.items():
        if code not in school.by_code:
            told = texts.CODE_UNKNOWN.of(code=code) if code else texts.CODE_MISSING.of(example=example)
            yield from (Problem(number, *told) for number in mine)


def deleted_lines(view: View, known: JournalState) -> Iterator[Problem]:
    """The lines that stood on the board, are not there any more and will be put back."""
    if columns.PARTS in view.tables:
        for number, cells in known_lines(known.sightings).items():
            if number not in view.parts and not is_empty_line(cells):
                yield Problem(number, *texts.DELETED)


def _contributed(school: School, code: str, part: Part, moment: datetime, *, is_new: bool) -> Contributed:
    said = texts.CONTRIBUTED if is_new else texts.CHANGED
    why = said.format(who=school.roster.label(part.who), part=texts.spelled(part))
    return Contributed(milestone=code, seen_at=moment, why=why, part=part)


def _dropped(school: School, code: str, was: Part, moment: datetime, fault: str = "") -> PartDropped:
    label = school.roster.label(was.who)
    why = texts.INVALID.format(who=label, why=fault) if fault else texts.EMPTIED.format(who=label)
    return PartDropped(milestone=code, seen_at=moment, why=why, number=was.number)
