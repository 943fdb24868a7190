"""What a person settled about a document before it became a school's roadmap, and the questions about terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.importing import question_texts as ask
from models.importing import texts
from models.importing.dialogue import Accepted, Answered, Asking, Prompt, Rejected, RowPrompt, Settling, TextPrompt
from models.importing.imported import ImportedActivity
from models.roadmap import Settled
from models.terms import Occurrence, Period, Term, understand
from models.text import MONTH_NAMES, Problem, month_number, plain, read_date, spell_day

_MEANS = " = "
_CURATOR = "Куратор"


@dataclass(frozen=True, slots=True)
class Settlement:
    """How terms and result forms are understood by code, the problems that this closes, and a line for each.

    `seen` are the terms and result forms that a person was asked about and answered, be it that they stay; `roles`
    are the posts that curate, vote and direct.
    """

    terms: Mapping[str, Settled] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[Problem] = frozenset()
    lines: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)


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


_TIMES = re.compile(r"(?:не (?:реже|менее) )?(\d|дв|тр|четыр)[а-я]* раз[а-я]? (?:в|за) (?:учебн[а-я]+ )?(?:год|уч)")
_COUNTS = {"2": 2, "дв": 2, "3": 3, "тр": 3, "4": 4, "четыр": 4}


def proposed(text: str, period: Period) -> str:
    """What is offered for an unclear term, to be accepted or written over: always something that can be understood.

    >>> years = Period(2021, 2021, school=True)
    >>> proposed("начало апреля", years), proposed("2 раза в год", years), proposed("по плану", years)
    ('апрель', 'декабрь, май', 'в течение года')
    """
    found = [suggested(text, period)]
    months = [
        MONTH_NAMES[number - 1] for word in re.findall(r"[а-яё]{3,8}", plain(text)) if (number := month_number(word))
    ]
    yearly = " ежегодно" if len(period.years()) > 1 else ""
    found += [", ".join(dict.fromkeys(months)) + yearly] if months else []
    times = _TIMES.search(plain(text))
    evenly = {2: "декабрь, май" if period.school else "июнь, декабрь", 4: "ежеквартально"}
    found += [evenly[count] for count in (_COUNTS[times[1]],) if count in evenly and not yearly] if times else []
    found += ["весь период"] if period.span else []
    return next((each for each in found if each and isinstance(accept_term(each, period), Accepted)), ask.ALL_YEAR)


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
        return Asking(ask.ASK_TERM, where, context, proposed(term.text, self.period))

    def accept(self, said: str) -> Accepted | Rejected:
        return accept_term(said, self.period)

    def apply(self, answer: Accepted, outcome: Answered) -> None:
        settle(answer, self.activity.code, outcome)
        where, term = texts.place(self.activity.code, self.activity.where), self.activity.term
        outcome.closed.add(texts.unclear_term(where, term.text, term.unclear or ""))


def yes(said: str) -> bool | None:
    """Whether an answer is yes or no; None where it is neither."""
    return True if plain(said) in ask.YES else False if plain(said) in ask.NO else None


@dataclass(frozen=True)
class DoubtfulTerm(RowPrompt):
    """Whether a term that looks like a slip is right."""

    topic = "doubt"
    period: Period
    doubt: Problem

    def problem(self) -> Problem:
        return self.doubt

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=self.doubt.sentence())
        return Asking(ask.ASK_DOUBTFUL_TERM, self.where, (*self.texts, reason), ask.AS_IS)

    def accept(self, said: str) -> Accepted | Rejected:
        return _term_or_as_is(said, self.period)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        if answer.value == ask.AS_IS:
            super().apply(answer, outcome)
        else:
            outcome.closed.add(self.doubt)
            settle(answer, self.activity.code, outcome)


@dataclass(frozen=True)
class UsualTerm(TextPrompt):
    """Whether a term that was understood by a convention is understood rightly, once for all its rows."""

    topic = "usual"
    note: str
    period: Period

    def ask(self) -> Asking:
        reason = ask.WHY.format(reason=ask.USUAL_REASON.format(note=self.note))
        context = (ask.about_codes(self.codes), reason)
        return Asking(ask.ASK_DOUBTFUL_TERM, ask.term_heading(self.text), context, ask.AS_IS)

    def accept(self, said: str) -> Accepted | Rejected:
        return _term_or_as_is(said, self.period)

    def apply(self, answer: Accepted, outcome: Settling) -> None:
        outcome.seen.add(self.text)
        if answer.value == ask.AS_IS:
            outcome.tick(ask.term_heading(self.text), answer)
            return
        for code in self.codes:
            if code not in outcome.terms:
                settle(answer, code, outcome)


def _term_or_as_is(said: str, period: Period) -> Accepted | Rejected:
    return Accepted(ask.AS_IS) if plain(said) == ask.AS_IS else accept_term(said, period)
