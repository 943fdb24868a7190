"""Whether a line of «Вклады» counts: by the evidence rule of the milestone's result form, or what it lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from models.board import Cells, Formula, Value, as_text, code_key, columns, word_key
from models.board import texts as board_texts
from models.evidence import assess, read_evidence
from models.journal import Part
from models.parts import texts
from models.parts.asking import asking_posts, may_contribute
from models.roadmap import Milestone
from models.school import School
from models.text import Advice, listed, read_day, spell_day


def code_of(cells: Cells) -> str:
    """The code that a line names, also where a program took «1.3/2021» for a day."""
    value = cells.get(columns.CODE)
    if isinstance(value, date):
        return f"{value.day}.{value.month}/{value.year}"
    return code_key(as_text(value))


def is_empty_line(cells: Cells) -> bool:
    """Whether nothing but a code stands in a line: nobody contributed anything."""
    return not any(as_text(cells.get(name)) for name in columns.PART_PEOPLE if name != columns.CODE)


def read_line(school: School, milestone: Milestone, number: str, cells: Cells) -> Part | Advice:
    """The part that a line's cells make, or why they make none; whether it proves anything is not asked yet."""
    fault = next(_unreadable(cells, school.workflow.longest_text), None)
    if fault is not None:
        return fault
    who = _person(school, milestone, as_text(cells.get(columns.WHO)))
    if isinstance(who, Advice):
        return who
    what = _words(cells, columns.WHAT)
    if not what:
        return texts.WHAT_MISSING
    amount, day = _amount(cells.get(columns.AMOUNT)), _day(cells.get(columns.DATE))
    if isinstance(amount, Advice):
        return amount
    if isinstance(day, Advice):
        return day
    return Part(number, who, what, _words(cells, columns.ADDRESS), amount, day, label=school.roster.label(who))


def proved(
    school: School, milestone: Milestone, part: Part, used_links: Mapping[str, str], today: date
) -> Part | Advice:
    """The part with what voters should look at, or what the result form still asks of it."""
    people = texts.PEOPLE.format(amount=part.amount) if part.amount is not None else ""
    day = spell_day(part.day) if part.day else ""
    found = assess(
        "; ".join(filter(None, (part.what, people, day, part.link))),
        milestone.activity.proof, school.evidence, site=school.settings.site, start=milestone.start, due=None,
        today=today, used_links={link: code for link, code in used_links.items() if code != milestone.code},
    )  # fmt: skip
    return replace(part, warnings=found.warnings) if found.met else texts.LACKING.of(missing=found.missing)


def _unreadable(cells: Cells, longest: int) -> Iterator[Advice]:
    for name in columns.PART_PEOPLE:
        value = cells.get(name)
        if isinstance(value, Formula):
            yield board_texts.FORMULA_IN_CELL.of(column=name)
        elif isinstance(value, str) and len(value) > longest:
            yield Advice(*board_texts.text_too_long(name, len(value), longest))


def _words(cells: Cells, name: str) -> str:
    """What a person reads in a cell, and the address to which its words lead."""
    shown = as_text(cells.get(name + columns.SHOWN)) or as_text(cells.get(name))
    return f"{shown} {as_text(cells.get(name + columns.LINK))}".strip()


def _person(school: School, milestone: Milestone, said: str) -> str | Advice:
    if not said:
        return texts.WHO_MISSING
    roster, holders = school.roster, may_contribute(school, milestone)
    found = [person for person, who in roster.people.items() if word_key(who.label) == word_key(said)]
    if not found:
        return texts.WHO_UNKNOWN.of(said=said)
    own = next((person for person in found if person in holders), None)
    posts = listed([post.title for post in asking_posts(school, milestone)])
    return own or texts.NOT_HOLDER.of(who=roster.label(found[0]), code=milestone.code, posts=posts)


def _amount(value: Value) -> int | Advice | None:
    said = as_text(value)
    if not said:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    counts = read_evidence(said).counts if isinstance(value, str) else ()
    return counts[0].value if len(counts) == 1 else texts.AMOUNT_UNREAD.of(said=said)


def _day(value: Value) -> date | Advice | None:
    said = as_text(value)
    day = value if isinstance(value, date) else read_day(said) if said else None
    return day if day is not None or not said else Advice(*board_texts.date_not_read(columns.DATE, said))
