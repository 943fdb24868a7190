"""The tab «Вклады»: the engine's answer to each line, and whose labels a person may choose from."""

from collections.abc import Mapping

from models.board import columns
from models.journal import JournalState
from models.parts import contributors, is_empty_line, known_lines
from models.parts import texts as parts_texts
from models.projection import texts
from models.projection.edits import Line, LineKind, Page
from models.school import School


def parts_page(school: School, known: JournalState, told: Mapping[str, str]) -> Page:
    """Every line that ever had a number; one that a person emptied is not made again."""
    counted = {part.number for state in known.states.values() for part in state.parts}
    lines = []
    for number, cells in known_lines(known.sightings).items():
        answer = told.get(number) or (parts_texts.COUNTED if number in counted else None)
        mine = {columns.NUMBER: number, columns.REMARK: answer}
        lines.append(Line(number, LineKind.BALLOT, mine, cells, optional=is_empty_line(cells)))
    lines.sort(key=lambda line: columns.part_number(line.key) or 0)
    return Page(
        title=columns.PARTS,
        heading=texts.PARTS_HEADING.format(school=school.settings.name),
        hint=texts.PARTS_HINT,
        header=columns.PARTS_HEADER,
        lines=tuple(lines),
    )


def labels_page(school: School) -> Page:
    """What the dropdown of «Кто» offers, on a tab of a workbook that nobody sees."""
    labels = [school.roster.label(person) for person in contributors(school)]
    lines = tuple(Line(label, LineKind.PLAIN, {texts.LABELS_HEADER: label}) for label in labels)
    return Page(columns.LABELS, texts.LABELS_HEADING, texts.LABELS_HINT, (texts.LABELS_HEADER,), lines)
