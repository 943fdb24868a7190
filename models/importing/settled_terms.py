"""What a person settled about a document before it became a school's roadmap, and the questions about terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.importing import question_texts as ask
from models.importing import texts
from models.importing.dialogue import Accepted, Answered, Asking, Prompt, Rejected
from models.importing.imported import ImportedActivity
from models.roadmap import Settled
from models.terms import Occurrence, Period, Term, understand
from models.text import Problem, plain, read_date, spell_day

_MEANS = " = "
_CURATOR = "Куратор"


@dataclass(frozen=True, slots=True)
class Settlement:
    """How terms and result forms are understood by code, the problems that this closes, and a line for each.

    `seen` are the terms and result forms that a person was asked about and answered, be it that they stay.
    """

    terms: Mapping[str, Settled] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[Problem] = frozenset()
    lines: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()


def accept_term(said: str, period: Period) -> Accepted | Rejected:
    """An answer about a term; with « = » and words of one's own after it, those are the meaning."""
    text, _, own = said.partition(_MEANS)
    term = understand(text.strip(), period)
    if term.unclear:
        return Rejected(term.unclear)
    outside = next((one.due for one in term.occurrences if one.period not in period.years()), None)
    if outside is not None:
        return Rejected(texts.term_outside(outside, str(period)))
    meaning = own.strip() or meaning_of(term, period)
    return Accepted(
        f"{text.strip()}{_MEANS}{meaning}", texts.term_understood(meaning, [x.due for x in term.occurrences])
    )


def meaning_of(term: Term, period: Period) -> str:
    """What a term means in words.

    >>> years = Period(2021, 2025)
    >>> meaning_of(understand("Август ежегодно", years), years)
    'каждый август дорожной карты (2021–2025)'
    >>> meaning_of(understand("до 15 мая 2022", years), years)
    'исполнить не позднее 15 мая 2022'
    """
    months = {one.due.month for one in term.occurrences if _is_month(one)}
    years = [one.period for one in term.occurrences]
    whole = all(_is_month(one) for one in term.occurrences) and years == list(period.years())
    if whole and len(months) == 1 and len(years) > 1 and not period.school:
        return texts.every_month(months.pop(), period.first, period.last)
    note = term.note.rstrip(".")
    return note[:1].lower() + note[1:]


def _is_month(one: Occurrence) -> bool:
    return (one.start.year, one.start.month, one.start.day) == (one.due.year, one.due.month, 1) and one.due.day >= 28


def suggested(text: str, period: Period) -> str | None:
    """A wording of an unclear term that would be understood; None where only a person can say.

    >>> suggested("Август текущего года", Period(2021, 2025)), suggested("По плану", Period(2021, 2025))
    ('Август ежегодно', None)
    """
    words = text.split()
    plain = [each.lower().strip(".,;()") for each in words]
    relative = ("текущего", "отчетного", "отчётного", "каждого", "соответствующего")
    for place, word in enumerate(plain):
        if word in relative and plain[place + 1 : place + 2] == ["года"]:
            words = [*words[:place], *words[place + 2 :]]
            break
    base = " ".join(words).strip(" ,;")
    year = "ежегодно" if len(period.years()) > 1 else "" if period.school else str(period.first)
    for candidate in (f"{base} {year}".strip(), base):
        if candidate != text and isinstance(accept_term(candidate, period), Accepted):
            return candidate
    return None


class DecidedBy(Prompt[Answered]):
    """Who settles terms."""

    topic, is_needed = "by", True

    def ask(self) -> Asking:
        return Asking(ask.ASK_BY, "", (ask.WHY.format(reason=ask.BY_REASON),), _CURATOR)

    def apply(self, answer: Accepted, outcome: Answered) -> None:
        outcome.by = answer.value


@dataclass(frozen=True)
class DecidedOn(Prompt[Answered]):
    """On which day terms are settled."""

    topic, is_needed = "on", True
    today: date

    def ask(self) -> Asking:
        return Asking(ask.ASK_DAY, default=spell_day(self.today))

    def accept(self, said: str) -> Accepted | Rejected:
        day = read_date(said)
        if day is None:
            return Rejected(ask.day_not_read(said))
        return Rejected(ask.day_ahead(self.today)) if day > self.today else Accepted(day.isoformat())

    def apply(self, answer: Accepted, outcome: Answered) -> None:
        outcome.on = date.fromisoformat(answer.value)


def settle(answer: Accepted, code: str, outcome: Answered) -> None:
    """Note the answer as roadmap.yaml keeps it, with the post and the day."""
    text, _, meaning = answer.value.partition(_MEANS)
    settled = {"as": text, "meaning": meaning, "by": outcome.by, "on": outcome.on}
    outcome.terms[code] = Settled.model_validate(settled)


@dataclass(frozen=True)
class UnclearTerm(Prompt[Answered]):
    """What an unclear term means."""

    topic = "term"
    activity: ImportedActivity
    period: Period

    def about(self) -> str:
        return self.activity.code

    def ask(self) -> Asking:
        title, term = self.activity.title, self.activity.term
        context = (ask.about_activity(title), ask.about_term(term.text), ask.WHY.format(reason=term.unclear))
        where = texts.place(self.activity.code, self.activity.where)
        return Asking(ask.ASK_TERM, where, context, suggested(term.text, self.period))

    def accept(self, said: str) -> Accepted | Rejected:
        return accept_term(said, self.period)

    def apply(self, answer: Accepted, outcome: Answered) -> None:
        settle(answer, self.activity.code, outcome)
        where, term = texts.place(self.activity.code, self.activity.where), self.activity.term
        outcome.closed.add(texts.unclear_term(where, term.text, term.unclear or ""))


def yes(said: str) -> bool | None:
    """Whether an answer is yes or no; None where it is neither."""
    return True if plain(said) in ask.YES else False if plain(said) in ask.NO else None
