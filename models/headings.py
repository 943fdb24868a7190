"""Section titles among the lines above a table."""

from collections.abc import Sequence

from models.numbering import heading, is_marked
from models.rows import SectionTitle

LONGEST = 250
NO_HEADING = ("продолжение", "окончание табл", "примечани", "*")


def headings_above(lines: Sequence[str], where: str) -> list[SectionTitle]:
    """The section titles right above the first table: only those that call themselves so."""
    tail: list[str] = []
    for text in reversed(lines):
        if text and not _is_heading(text):
            break
        tail.insert(0, text)
    return [SectionTitle(text, where) for text in tail if text]


def _is_heading(text: str) -> bool:
    return is_marked(text) or (heading(text).manner == "digits1" and len(text) < 150 and text[-1] not in ".;,")


def headings_between(lines: Sequence[str], where: str) -> list[SectionTitle]:
    """The section titles between two tables: those that call themselves so, else the last line that may be one."""
    filled = [text for text in lines if text and not text.lower().startswith(NO_HEADING)]
    marked = [place for place, text in enumerate(filled) if is_marked(text)]
    if marked:
        found: list[SectionTitle] = []
        for place, until in zip(marked, [*marked[1:], len(filled)], strict=True):
            title = filled[place]
            rest = filled[place + 1 : until]
            if rest and (heading(title).title == title or rest[0][:1].islower()):
                title = f"{title} {rest[0]}"
            found.append(SectionTitle(title, where))
        return found
    last = filled[-1:] if filled and len(filled[-1]) <= LONGEST and filled[-1][-1] not in ";," else []
    return [SectionTitle(text, where) for text in last]
