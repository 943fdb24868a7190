"""A small school for the letters' tests: nine people, six activities, and facts written as one line each."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.approval import Overview, overview
from models.board import Cells
from models.evidence import EvidenceRules
from models.evidence.forms import FormRule
from models.journal import (
    Amended,
    Asked,
    Done,
    Event,
    JournalState,
    Refused,
    StageOpened,
    Started,
    Submitted,
    Voted,
    replay,
)
from models.letters import OUTCOMES, DeliveryContext, Letter, LetterKind, Mailing, mailing, told_from
from models.mail import Telling, Told
from models.roadmap import Activity, Direction, Roadmap
from models.school import (
    Absence,
    Choice,
    Kind,
    LetterPreferences,
    Request,
    Roster,
    Route,
    School,
    Settings,
    Stage,
    Status,
    WorkCalendar,
    Workflow,
)
from models.school.people import Holder, Person, Post
from models.school.settings import LetterTimes, Mail
from models.school.workflow import OverdueStep
from models.text import Problem

ZONE = ZoneInfo("Asia/Yekaterinburg")
LABELS = {
    "kira": "Куратор",
    "dina": "Директор",
    "adam": "Администратор",
    "zoya": "Заместитель директора",
    "ivan": "Педагог-психолог",
    "anna": "Член рабочей группы 1",
    "boris": "Член рабочей группы 2",
    "vera": "Член рабочей группы 3",
    "sofia": "Замещающий",
}
WORKFLOW = Workflow(
    statuses={
        Status.PLANNED: "Запланировано", Status.IN_PROGRESS: "В работе", Status.ON_APPROVAL: "На утверждении",
        Status.RETURNED: "На доработке", Status.DONE: "Исполнено", Status.CANCELLED: "Снято с контроля",
        Status.UNCLEAR: "Срок не определён",
    },
    requests={
        Request.STARTED: "Начато", Request.COMPLETION: "Готово", Request.EXTENSION: "Прошу перенести",
        Request.CANCELLATION: "Прошу снять",
    },
    choices={Choice.APPROVE: "Утвердить", Choice.RETURN: "Вернуть"},
    stages={"group": Stage(label="рабочая группа", voters="working_group", decide_within="5 рабочих дней")},
    routes=(Route(kinds=tuple(Kind), stages=("group",)),),
    due_soon=("14 рабочих дней", "7 рабочих дней", "3 рабочих дня", "1 рабочий день"),
    overdue=(
        OverdueStep(tell="curator", after="5 рабочих дней"), OverdueStep(tell="director", after="10 рабочих дней"),
    ),
    longest_text=2000,
    busy_from=10,
)  # fmt: skip
ACTIVITIES = (
    Activity(
        code="1.1", title="Разработка приказа о сопровождении профессионального самоопределения обучающихся",
        term="март 2021", executors=("Куратор",), result_form="Приказ",
    ),
    Activity(code="1.2", title="План работы педагога-психолога", term="апрель 2021", executors=("Педагог-психолог",)),
    Activity(code="1.3", title="Отчёт о профориентации", term="2021-2022", executors=("Заместитель директора",)),
    Activity(code="1.4", title="Анкетирование семей", term="по мере поступления", executors=("Педагог-психолог",)),
)  # fmt: skip
ROADMAP = Roadmap(
    title="Дорожная карта", period="2021-2022",
    directions=(
        Direction(number=1, title="Управление", activities=ACTIVITIES),
        Direction(number=2, title="Кадры", activities=(
            Activity(code="2.1", title="Обучение наставников", term="май 2021", executors=("Рабочая группа",)),
        )),
    ),
)  # fmt: skip


def person(name: str) -> Person:
    """Somebody with an address of the school."""
    return Person(label=LABELS[name], address=f"{name}@school150.ru")


def post(title: str, *people: str, **more: object) -> Post:
    """A post and who holds it."""
    return Post(title=title, holders=tuple(Holder(person=each) for each in people), **more)  # type: ignore[arg-type]


def roster(
    *absences: Absence,
    nobody: Iterable[str] = (),
    address: str | None = None,
    wishes: Mapping[str, LetterPreferences] | None = None,
) -> Roster:
    """The people file; those in `nobody` have no address, or the one given; `wishes` are about letters, by person."""
    people = {
        name: person(name).model_copy(update={"letters": (wishes or {}).get(name, LetterPreferences())})
        for name in LABELS
    }
    people |= {name: Person(label=LABELS[name], address=address) for name in nobody}
    return Roster(
        people=people,
        posts=(
            post("Куратор", "kira"), post("Директор", "dina"), post("Администратор", "adam"),
            post("Заместитель директора", "zoya"), post("Педагог-психолог", "ivan"),
            post("Рабочая группа", "anna", "boris", "vera", collegial=True, head="anna"),
        ),
        working_group="Рабочая группа", curator="Куратор", director="Директор", administrator="Администратор",
        absences=absences,
    )  # fmt: skip


def school(
    people: Roster | None = None,
    weekly: tuple[str, ...] = ("curator",),
    days_off: Iterable[date] = (),
    working: Iterable[date] = (),
    roadmap: Roadmap = ROADMAP,
    times: LetterTimes | None = None,
) -> School:
    """The school; a yearly report is due on 25 December."""
    settings = Settings(
        id="school-150", name="МБОУ «СОШ № 150 г. Челябинска»", short_name="СОШ 150", time_zone=ZONE.key,
        reporting_day="25 декабря", mail=Mail(sender="vekha@school150.ru"), weekly_summary=weekly,
        letters=times or LetterTimes(),
    )  # fmt: skip
    note = FormRule(kind="note", label="запись", needs=("note",))
    rules = EvidenceRules(note_letters=1, note_words=1, ticks=(), forms=(), otherwise=note)
    calendar = WorkCalendar(ZONE, frozenset(days_off), frozenset(working))
    return School(settings, roadmap, people or roster(), WORKFLOW, rules, calendar)


# --- facts -----------------------------------------------------------------------------------------


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a local day."""
    return datetime.combine(date.fromisoformat(day), time(hour), ZONE).astimezone(UTC)


def started(code: str, day: str) -> Event:
    """«Начато» was seen."""
    return Started(milestone=code, seen_at=at(day), why="Работа начата")


def submitted(code: str, day: str, number: int = 1, result: str = "Приказ № 5", decide_by: str = "") -> list[Event]:
    """«Готово» was taken to the working group's vote."""
    submission = Submitted(
        milestone=code, seen_at=at(day), why=f"Представление № {number}: исполнение", number=number,
        submission=Kind.COMPLETION, result=result, new_date=None, comment="", full=f"f{number}", voted=f"v{number}",
        forms=(), answering=(), understood="исполнение; приказ № 5",
    )  # fmt: skip
    ballot = StageOpened(
        milestone=code, seen_at=at(day), why="На утверждении: рабочая группа", ballot=f"{code}-{number}.1",
        number=number, stage="group", stage_label="рабочая группа", stage_number=1, voters=("anna", "boris", "vera"),
        needed=2, returns=1, decide_by=date.fromisoformat(decide_by or day), quorum="majority", of="members", tie="ask",
    )  # fmt: skip
    return [submission, ballot]


def approved(code: str, day: str, voter: str, number: int = 1) -> Event:
    """A voter approved."""
    return Voted(
        milestone=code, seen_at=at(day), why=f"{LABELS[voter]}: утвердить", ballot=f"{code}-{number}.1", voter=voter,
        seat=voter, post="Рабочая группа", choice=Choice.APPROVE, comment="", fingerprint=f"v{number}",
    )  # fmt: skip


def asked(code: str, day: str, voter: str, remark: str, number: int = 1) -> Event:
    """A voter's remark without a decision became a question."""
    return Asked(
        milestone=code, seen_at=at(day), why=f"Вопрос («{LABELS[voter]}»): «{remark}»", ballot=f"{code}-{number}.1",
        voter=voter, remark=remark,
    )  # fmt: skip


def answered(code: str, day: str, comment: str, number: int = 1) -> Event:
    """The executor answered in «Комментарий»."""
    return Amended(
        milestone=code, seen_at=at(day), why="Изменён комментарий", number=number, result="Приказ № 5", new_date=None,
        comment=comment, full=f"f{number}c",
    )  # fmt: skip


def refused(code: str, day: str, reason: str, number: int = 1) -> Event:
    """The working group returned the submission."""
    return Refused(
        milestone=code, seen_at=at(day), number=number, ballot=f"{code}-{number}.1", voters=("anna",), approvals=0,
        needed=2, why=f"Возвращено на доработку (рабочая группа). Член рабочей группы 1: «{reason}»",
    )  # fmt: skip


def done(code: str, day: str, number: int = 1) -> Event:
    """The completion was approved."""
    why = "Исполнено. Рабочая группа: за – двое из трёх (нужно два голоса)"
    return Done(milestone=code, seen_at=at(day), number=number, why=why)


# --- a day -----------------------------------------------------------------------------------------


def written(
    day: str,
    facts: Iterable[Event] = (),
    problems: Iterable[Problem] = (),
    where: School | None = None,
    which: LetterKind | None = None,
    sightings: dict[str, Cells] | None = None,
    outside: DeliveryContext | None = None,
) -> Mailing:
    """The mailing of a day after these facts; it is given no more of them than it asks for."""
    where, today, events = where or school(), date.fromisoformat(day), list(facts)
    known = JournalState(states=replay(events), sightings=sightings or {})
    found = list(problems)
    return mailing(
        where, known, standing_on(where, known, found, today), [(problem, today) for problem in found],
        read_for(where, events, today, outside), today, which, outside,
    )  # fmt: skip


def read_for(
    where: School, events: list[Event], today: date, outside: DeliveryContext | None
) -> list[tuple[int, Event]]:
    """What is read of the journal for the letters of a day."""
    since = where.calendar.begins(told_from(where, outside.told if outside else Told(), today))
    every = enumerate(events, start=1)
    return [each for each in every if each[0] == 1 or each[1].kind in OUTCOMES or each[1].seen_at >= since]


def days_of(first: str, last: str) -> list[date]:
    """The days from one to another, both included."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def walked(
    first: str,
    last: str,
    facts: Iterable[Event] = (),
    where: School | None = None,
    asleep: Iterable[date] = (),
    problems: Iterable[Problem] = (),
) -> dict[date, tuple[Letter, ...]]:
    """The letters of day after day over an outbox that keeps them all; on the days `asleep` the machine was off.

    Each day knows what happened before it, and in its own morning.
    """
    where, facts, asleep = where or school(), list(facts), set(asleep)
    told, found = Told(), {}
    for day in days_of(first, last):
        if day in asleep:
            continue
        known = [fact for fact in facts if fact.seen_at <= datetime.combine(day, time(9), ZONE)]
        letters = written(str(day), known, problems, where, outside=DeliveryContext(told=told)).letters
        found[day] = letters
        told = Told((*told.tellings, *(Telling(one.person, one.day, one.kind, one.subjects) for one in letters)))
    return found


def standing_on(where: School, known: JournalState, problems: Iterable[Problem], today: date) -> tuple[Overview, ...]:
    """Where every milestone stands."""
    return overview(where, known, {each.where: each.sentence() for each in problems}, today)


def table(letters: Iterable[Letter]) -> str:
    """Letters as a secretary would note them: who, which kind, what about."""
    lines = []
    for letter in letters:
        about = [f"{section.kind} {' '.join(item.code for item in section.items)}" for section in letter.sections]
        lines.append(" | ".join((letter.person, letter.kind, *about)))
    return "\n".join(lines)
